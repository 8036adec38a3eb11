"""Changes to a folder that can be taken back: each is written down before it is made.

The old bytes of every file that is replaced or removed stay in the attic, a folder of the same file system,
under a second name until the attic is emptied; that costs a directory entry, not a copy.

Paths are strings here: a large site has so many that making objects of them took longer than moving the files.
"""

# ruff: noqa: PTH102, PTH104, PTH105, PTH106, PTH108, PTH110, PTH112

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path


class Journal:
    """The changes made below `output` so far; `current` is the path of the latest, for messages."""

    def __init__(self, output: Path, attic: Path) -> None:
        self.current = ""
        self._output = str(output)
        self._attic = str(attic)
        self._way_back: list[Callable[[], object]] = []

    def add(self, path: str, staged: str) -> None:
        """Move a file from the attic, where it was staged, to where nothing stands; its folder exists."""
        target, source = self._target(path), f"{self._attic}/{staged}"
        self._way_back.append(partial(_unplace, target, source))
        os.replace(source, target)

    def replace(self, path: str, staged: str) -> None:
        """Move a file from the attic to where a file stands: at no moment is there none."""
        target, source, old = self._target(path), f"{self._attic}/{staged}", self._attic_name()
        _second_name(target, old)
        self._way_back.append(partial(os.replace, old, target))
        os.replace(source, target)

    def remove(self, path: str) -> None:
        """Take a file away."""
        target, old = self._target(path), self._attic_name()
        self._way_back.append(partial(_bring_back, target, old))
        os.rename(target, old)

    def add_folder(self, path: str) -> None:
        """Make a folder in one that exists, unless there is one."""
        target = self._target(path)
        if not os.path.isdir(target):
            self._way_back.append(partial(_remove_if_empty, target))
            os.mkdir(target)

    def remove_folder(self, path: str) -> None:
        """Take an empty folder away; raises OSError if something is in it."""
        target = self._target(path)
        self._way_back.append(partial(os.makedirs, target, exist_ok=True))
        os.rmdir(target)

    def remove_folder_if_empty(self, path: str) -> None:
        """Take a folder away if it is empty and the system lets us: a folder too many harms nobody."""
        target = self._target(path)
        self._way_back.append(partial(os.makedirs, target, exist_ok=True))
        if not _remove_if_empty(target):
            self._way_back.pop()

    def undo(self) -> None:
        """Take every change back, the last one first; one that was written down but not made is passed over.

        Raises OSError where the system refuses; what was changed before that step is then still changed.
        """
        while self._way_back:
            self._way_back[-1]()
            self._way_back.pop()

    def _target(self, path: str) -> str:
        self.current = path
        return f"{self._output}/{path}"

    def _attic_name(self) -> str:
        return f"{self._attic}/old-{len(self._way_back)}"


def _second_name(file: str, name: str) -> None:
    try:
        os.link(file, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # This file system has no hard links, or the file is another user's.
        shutil.copy2(file, name, follow_symlinks=False)


def _unplace(target: str, staged: str) -> None:
    if not os.path.exists(staged):
        with suppress(FileNotFoundError):
            os.unlink(target)


def _bring_back(target: str, old: str) -> None:
    with suppress(FileNotFoundError):
        os.replace(old, target)


def _remove_if_empty(folder: str) -> bool:
    try:
        os.rmdir(folder)
    except OSError:
        return False
    return True
