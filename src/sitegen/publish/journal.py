"""Changes to a folder that can be taken back: each is written down before it is made.

The old bytes of every file that is replaced or removed stay in the attic, a folder of the same file system,
under a second name until the attic is emptied; that costs a directory entry, not a copy.
"""

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
        self._output = output
        self._attic = attic
        self._way_back: list[Callable[[], object]] = []

    def add(self, path: str, staged: Path) -> None:
        """Move a staged file to where nothing stands; its folder exists."""
        target = self._target(path)
        self._way_back.append(partial(_unplace, target, staged))
        staged.replace(target)

    def replace(self, path: str, staged: Path) -> None:
        """Move a staged file to where a file stands: at no moment is there none."""
        target, old = self._target(path), self._attic_name()
        _second_name(target, old)
        self._way_back.append(partial(old.replace, target))
        staged.replace(target)

    def remove(self, path: str) -> None:
        """Take a file away."""
        target, old = self._target(path), self._attic_name()
        self._way_back.append(partial(_bring_back, target, old))
        target.rename(old)

    def add_folder(self, path: str) -> None:
        """Make a folder in one that exists, unless there is one."""
        target = self._target(path)
        if not target.is_dir():
            self._way_back.append(partial(_remove_if_empty, target))
            target.mkdir()

    def remove_folder(self, path: str) -> None:
        """Take an empty folder away; raises OSError if something is in it."""
        target = self._target(path)
        self._way_back.append(partial(target.mkdir, exist_ok=True))
        target.rmdir()

    def remove_folder_if_empty(self, path: str) -> None:
        """Take a folder away if it is empty and the system lets us: a folder too many harms nobody."""
        target = self._target(path)
        self._way_back.append(partial(target.mkdir, exist_ok=True))
        if not _remove_if_empty(target):
            self._way_back.pop()

    def undo(self) -> None:
        """Take every change back, the last one first; one that was written down but not made is passed over.

        Raises OSError where the system refuses; what was changed before that step is then still changed.
        """
        while self._way_back:
            self._way_back[-1]()
            self._way_back.pop()

    def _target(self, path: str) -> Path:
        self.current = path
        return self._output / path

    def _attic_name(self) -> Path:
        return self._attic / f"old-{len(self._way_back)}"


def _second_name(file: Path, name: Path) -> None:
    try:
        os.link(file, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # This file system has no hard links, or the file is another user's.
        shutil.copy2(file, name, follow_symlinks=False)


def _unplace(target: Path, staged: Path) -> None:
    if not staged.exists():
        target.unlink(missing_ok=True)


def _bring_back(target: Path, old: Path) -> None:
    with suppress(FileNotFoundError):
        old.replace(target)


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
