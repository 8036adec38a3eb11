"""Whole sites as transcripts: each folder here is a case.

    in/            the site; also gets the theme of plain-theme/, whose pages are few lines of HTML
    command        what is typed, one `sitegen …` a line, in in/ or (`cd FOLDER;` first) in a folder of it
    expected.txt   what is said, with times as 0.0, and each exit code that is not 0
    out/           files that output/ must hold exactly so; there may be more in it, but none called NAME if there
                   is a file NAME.absent

`UPDATE_SITES=1 pytest tests/sites` writes expected.txt and the files of out/ anew: read the difference before you
commit it.
"""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.transcript import said_here

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/command"))
UPDATE = os.environ.get("UPDATE_SITES") == "1"


@pytest.mark.parametrize("case", CASES)
def test_site(case: str, tmp_path: Path) -> None:
    """The transcript and the output are as they are written down."""
    expected = HERE / case
    site = tmp_path / "in"
    shutil.copytree(expected / "in", site)
    shutil.copytree(HERE / "plain-theme", site / "themes/plain")
    transcript = "".join(_typed(line, site) for line in (expected / "command").read_text(encoding="utf-8").splitlines())
    if UPDATE:
        (expected / "expected.txt").write_text(transcript, encoding="utf-8")
        for file in _files(expected / "out"):
            if (site / "output" / file).is_file():
                shutil.copyfile(site / "output" / file, expected / "out" / file)
    assert transcript == (expected / "expected.txt").read_text(encoding="utf-8")
    for file in _files(expected / "out"):
        if file.endswith(".absent"):
            assert not (site / "output" / file.removesuffix(".absent")).exists()
        else:
            assert _text(site / "output" / file) == _text(expected / "out" / file), file


def test_every_folder_is_a_case() -> None:
    """A case whose command was forgotten would never run."""
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*CASES, "plain-theme"}


def _typed(line: str, site: Path) -> str:
    """The line, as typed, and what comes of it."""
    match = re.fullmatch(r"(?:cd (?P<folder>\S+); )?sitegen (?P<words>.+)", line)
    assert match, line
    said = said_here(*shlex.split(match["words"]), cwd=site / (match["folder"] or "."))
    return f"$ {line}\n{said}"


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
