"""What stands at a path of the output folder, never looking through a symbolic link."""

import errno
import os
import stat
from enum import Enum, auto
from pathlib import Path


class Kind(Enum):
    """What stands at a path."""

    MISSING = auto()
    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    BEHIND_LINK = auto()  # a folder on the way is a symbolic link
    OTHER = auto()  # a pipe, a socket, a device


class Standing:
    """Asks the file system, but about each folder on the way only once: good for one look around."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._folders: dict[str, Kind] = {}

    def kind(self, path: str) -> Kind:
        """What stands at a relative POSIX path. Raises OSError where the system does not say."""
        for folder in reversed(parents(path)):
            if folder not in self._folders:
                self._folders[folder] = self._look(folder)
            if self._folders[folder] is Kind.LINK:
                return Kind.BEHIND_LINK
            if self._folders[folder] is not Kind.FOLDER:
                return Kind.MISSING
        return self._look(path)

    def same(self, one: str, other: str) -> bool:
        """Whether two paths are one file, as where letter case does not count or names are normalised."""
        try:
            return os.path.samestat(os.lstat(self._output / one), os.lstat(self._output / other))
        except OSError:
            return False

    def _look(self, path: str) -> Kind:
        try:
            mode = os.lstat(self._output / path).st_mode
        except OSError as reason:
            if reason.errno in _NOTHING_THERE:
                return Kind.MISSING
            raise
        return _KINDS.get(stat.S_IFMT(mode), Kind.OTHER)


def parents(path: str) -> list[str]:
    """The folders above a relative path, the nearest first."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]


_KINDS = {stat.S_IFREG: Kind.FILE, stat.S_IFDIR: Kind.FOLDER, stat.S_IFLNK: Kind.LINK}
# What has too long a name does not exist either; writing it will say why.
_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
