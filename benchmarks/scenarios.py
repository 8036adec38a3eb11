"""What is measured of each generator: full builds of all, and of sitegen also what comes after an edit."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.measure import Cost, measure
from benchmarks.peers.table import Peer, Tools

COLD, UNCHANGED = "cold", "unchanged"


class StaleBuildError(Exception):
    """A build after an edit does not show it, so that its time says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of one file: which file of a site, and the words that take the place of others.

    `shown` are words that must then be on one page at least; on every page, if the edit is `everywhere`.
    """

    name: str
    title: str
    file: Callable[[Path], Path]
    old: str
    new: str
    shown: bytes
    everywhere: bool = False


def _middle(folder: str, ending: str) -> Callable[[Path], Path]:
    """The file in the middle of a folder: neither among the newest, which stand in the feed, nor the oldest."""

    def find(site: Path) -> Path:
        files = sorted((site / folder).glob(f"*{ending}"))
        return files[len(files) // 2]

    return find


EDITS: Final = (
    Edit(
        name="post",
        title="one post's body edited",
        file=_middle("content/posts", ".md"),
        old="<!-- more -->\n",
        new="<!-- more -->\n\nA paragraph that was not here before.\n",
        shown=b"A paragraph that was not here before.",
    ),
    Edit(
        name="comment",
        title="one comment edited",
        file=_middle("content/comments", ".yaml"),
        old="  body: |\n    ",
        new="  body: |\n    On second thoughts: ",
        shown=b"On second thoughts:",
    ),
    Edit(
        name="template",
        title="one word in the base template",
        file=lambda site: site / "themes" / "plain" / "templates" / "base.html",
        old="Kept as they were.",
        new="Kept as they are.",
        shown=b"Kept as they are.",
        everywhere=True,
    ),
)

TITLES: Final = {
    COLD: "cold build",
    UNCHANGED: "nothing changed",
    **{edit.name: edit.title for edit in EDITS},
}
"""What each scenario is called, in the order of the tables."""


def full_build(peer: Peer, site: Path, tools: Tools, limit: float) -> Cost:
    """With everything removed that the generator ever made there. Raises TooSlowError after `limit` seconds."""
    for name in peer.made:
        made = site / name
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)
    return measure(peer.command(tools), site, limit)


def builds_after_edits(peer: Peer, site: Path, tools: Tools, limit: float) -> Iterator[tuple[str, Cost]]:
    """Each scenario with its cost, from a site that was just built; the site is left as it was found, and built."""
    yield UNCHANGED, measure(peer.command(tools), site, limit)
    for edit in EDITS:
        if edit.file(site).is_file():
            with _edited(edit, site):
                cost = measure(peer.command(tools), site, limit)
                _look_for(edit, site / peer.made[0])
            measure(peer.command(tools), site, limit)
            yield edit.name, cost


def _look_for(edit: Edit, output: Path) -> None:
    """Raises StaleBuildError where the edit is not to be seen."""
    seen = [edit.shown in path.read_bytes() for path in output.rglob("index.html")]
    if not (all(seen) if edit.everywhere else any(seen)):
        raise StaleBuildError(f"{output}: “{edit.shown.decode()}” is on {sum(seen)} of {len(seen)} pages")


@contextmanager
def _edited(edit: Edit, site: Path) -> Iterator[None]:
    path = edit.file(site)
    text = path.read_text(encoding="utf-8")
    if edit.old not in text:
        raise ValueError(f"{path}: no “{edit.old}” to edit")
    path.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")
