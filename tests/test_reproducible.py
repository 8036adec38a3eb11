import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, SITE_PARTS

# Everything that a build must not ask: each of the two machines below has another answer.
MACHINES = [
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0", "HOME": "/nonexistent", "USER": "ann"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "PYTHONHASHSEED": "2", "LANG": "de_DE", "USER": "bob"},
]
FOLDERS = ["a", "somewhere/quite/else/with space and ümläut"]
UMASKS = [0o022, 0o077]
EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """This repository's own site, built twice: nothing is alike but the site, the program and the date."""
    found = []
    for machine, folder, umask in zip(MACHINES, FOLDERS, UMASKS, strict=True):
        site = tmp_path_factory.mktemp("machine") / folder
        site.mkdir(parents=True)
        # The order of a folder's entries depends on the order in which they were made, on many file systems.
        parts = SITE_PARTS if umask == UMASKS[0] else tuple(reversed(SITE_PARTS))
        for part in parts:
            _copy(REPOSITORY / part, site / part, backwards=umask != UMASKS[0])
        here = site if umask == UMASKS[0] else site / "content/posts"
        subprocess.run(
            [sys.executable, "-m", "sitegen", "build", "-q"],
            cwd=here,
            env={**os.environ, **machine, **EPOCH},
            umask=umask,
            check=True,
        )
        found.append(site / "output")
    return found


def test_two_builds_are_byte_identical(outputs: list[Path]) -> None:
    """In folders of other names and depths, with another locale, time zone, hash seed, umask and working directory."""
    one, other = (_contents(output) for output in outputs)
    assert len(one) > 50
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_nothing_of_the_machine_is_in_the_output(outputs: list[Path]) -> None:
    """No path, no user, no host."""
    for output, machine in zip(outputs, MACHINES, strict=True):
        private = [str(output.parent), str(REPOSITORY), os.uname().nodename, machine.get("HOME", str(Path.home()))]
        private += [sys.prefix, str(Path(sys.executable).parent)]
        for path, data in _contents(output).items():
            for text in private:
                if len(text) > 4:
                    assert text.encode() not in data, f"{text} in {path}"


def _copy(source: Path, target: Path, *, backwards: bool) -> None:
    if source.is_file():
        shutil.copyfile(source, target)
    elif source.is_dir():
        target.mkdir()
        for name in sorted(os.listdir(source), reverse=backwards):  # noqa: PTH208 -- names alone, in our order
            _copy(source / name, target / name, backwards=backwards)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
