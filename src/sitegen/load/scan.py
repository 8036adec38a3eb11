"""Which files a site has, and what each is for. Names only: nothing is read here."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.load import problems

INDEX = "index.md"

# What systems, editors and version control leave behind: nobody means to publish it.
_LITTER = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|.*~|\..*\.sw[a-z]|\.#.*|#.*#|\.(?:git|hg|svn)(?:ignore|keep|attributes|modules)?",
    re.IGNORECASE,
)
_BACKUPS = (".bak", ".orig", ".swp", ".tmp")
_OTHER_POSTS = (".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".txt", ".rst", ".textile", ".org", ".adoc")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """The files of a site by their use, as sorted POSIX paths relative to it.

    `assets` are the files beside an index.md, by the path of that file.
    """

    posts: tuple[str, ...]
    pages: tuple[str, ...]
    threads: tuple[str, ...]
    static: tuple[str, ...]
    data: tuple[str, ...]
    assets: dict[str, tuple[str, ...]] = field(default_factory=dict)


def scan(site: Path) -> tuple[SiteFiles, list[Diagnostic]]:
    """All files of content/, static/ and data/."""
    diagnostics: list[Diagnostic] = []
    posts, post_assets = _entries(site, "content/posts", diagnostics)
    pages, page_assets = _entries(site, "content/pages", diagnostics)
    return SiteFiles(
        posts=posts,
        pages=pages,
        threads=_of_kind(site, "content/comments", "a thread's name ends with .yaml", diagnostics),
        static=tuple(_files(site, "static", _is_litter, diagnostics)),
        data=_of_kind(site, "data", "data is read from .yaml files", diagnostics),
        assets=post_assets | page_assets,
    ), diagnostics


def _entries(
    site: Path, folder: str, diagnostics: list[Diagnostic]
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The Markdown files of a folder, and the other files beside or beneath each index.md."""
    files = _files(site, folder, _is_hidden, diagnostics)
    entries = [path for path in files if path.endswith(".md") and path != f"{folder}/{INDEX}"]
    known = frozenset(entries)
    homes = {path.removesuffix(INDEX): path for path in entries if path.endswith("/" + INDEX)}
    assets: dict[str, list[str]] = {}
    for path in files:
        if path in known:
            continue
        if home := _nearest_home(path, homes):
            assets.setdefault(homes[home], []).append(path)
        elif path.lower().endswith(_OTHER_POSTS):
            diagnostics.append(problems.not_a_post(path))
        else:
            diagnostics.append(problems.stray_file(path, "put it into static/, or beside a post's index.md"))
    return tuple(entries), {index: tuple(paths) for index, paths in assets.items()}


def _nearest_home(path: str, homes: Collection[str]) -> str:
    while path:
        path = path.rstrip("/").rpartition("/")[0]
        if f"{path}/" in homes:
            return f"{path}/"
    return ""


def _of_kind(site: Path, folder: str, hint: str, diagnostics: list[Diagnostic]) -> tuple[str, ...]:
    """The YAML files; names that begin with `_` are kept for sitegen's own records."""
    found = []
    for path in _files(site, folder, _is_hidden, diagnostics):
        if not path.endswith((".yaml", ".yml")):
            diagnostics.append(problems.stray_file(path, hint))
        elif not path.rpartition("/")[2].startswith("_"):
            found.append(path)
    return tuple(found)


def _files(site: Path, folder: str, unwanted: Callable[[str], bool], diagnostics: list[Diagnostic]) -> list[str]:
    """Every file below a folder, sorted, so that nothing depends on the file system's order."""
    return sorted(_walk(site, folder, unwanted, diagnostics))


def _walk(site: Path, folder: str, unwanted: Callable[[str], bool], diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Folders, too, are asked for by name only: nothing unwanted is looked into."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(site / here))
        except FileNotFoundError:
            continue
        except OSError as reason:
            diagnostics.append(problems.unreadable(here, reason))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            if unwanted(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif problem := _unreadable(entry, path, site, folder):
                diagnostics.append(problem)
            else:
                yield path


def _unreadable(entry: os.DirEntry[str], path: str, site: Path, folder: str) -> Diagnostic | None:
    """Why an entry that is no folder cannot be a file of the site. Nothing is opened: a pipe would wait for ever."""
    if not _is_text(path):
        return problems.name_not_utf8(path)
    if entry.is_symlink():
        if not Path(entry.path).exists():
            return problems.broken_symlink(path)
        if entry.is_dir():
            return problems.linked_folder(path)
        target = os.path.realpath(entry.path)
        if not any(target.startswith(os.path.realpath(home) + os.sep) for home in (site, site / folder)):
            return problems.symlink_out(path)
    return None if entry.is_file() else problems.not_a_file(path)


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_hidden(name: str) -> bool:
    """Whether a name in content/ or data/ is none of the owner's: also every dot file, and backups."""
    return name.startswith(".") or _is_litter(name) or name.lower().endswith(_BACKUPS)


def _is_litter(name: str) -> bool:
    """In static/ dot files are meant to be there: .htaccess, .nojekyll, .well-known/."""
    return _LITTER.fullmatch(name) is not None
