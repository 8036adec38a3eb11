"""What stands at a path of the output folder, never looking through a symbolic link."""

import errno
import os
import stat
from collections.abc import Collection, Iterable
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
    """Asks the file system, but about each path only once: good for one look around."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._kinds: dict[str, Kind] = {}

    def kind(self, path: str) -> Kind:
        """What stands at a relative POSIX path. Raises OSError where the system does not say."""
        nearest = path.rpartition("/")[0]
        if not nearest or self._kinds.get(nearest) is Kind.FOLDER:  # Then so are those above it.
            return self._look(path)
        for folder in reversed(parents(path)):
            kind = self._look(folder)
            if kind is not Kind.FOLDER:
                return Kind.BEHIND_LINK if kind is Kind.LINK else Kind.MISSING
        return self._look(path)

    def links_among(self, folders: Collection[str]) -> set[str]:
        """Those of the folders that are symbolic links, but not what lies behind one; a look into the folders above
        them, which are given as well, tells it sooner than one at each.
        """
        found: set[str] = set()
        for above in sorted({folder.rpartition("/")[0] for folder in folders}):
            if found.isdisjoint([above, *parents(above)]):
                found.update(f"{above}/{name}".lstrip("/") for name in self._links_in(above))
        return found.intersection(folders)

    def same(self, one: str, other: str) -> bool:
        """Whether two paths are one file, as where letter case does not count or names are normalised."""
        try:
            return os.path.samestat(os.lstat(self._output / one), os.lstat(self._output / other))
        except OSError:
            return False

    def _look(self, path: str) -> Kind:
        if path not in self._kinds:
            self._kinds[path] = self._found(path)
        return self._kinds[path]

    def _found(self, path: str) -> Kind:
        try:
            mode = os.lstat(f"{self._output}/{path}").st_mode
        except OSError as reason:
            if reason.errno in _NOTHING_THERE:
                return Kind.MISSING
            raise
        return _KINDS.get(stat.S_IFMT(mode), Kind.OTHER)

    def _links_in(self, folder: str) -> list[str]:
        try:
            with os.scandir(f"{self._output}/{folder}") as entries:
                return [entry.name for entry in entries if entry.is_symlink()]
        except OSError as reason:
            if reason.errno in _NOTHING_THERE:
                return []
            raise


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders above these paths."""
    found = {""}
    nearest = {path.rpartition("/")[0] for path in paths}
    while nearest:
        found |= nearest
        nearest = {folder.rpartition("/")[0] for folder in nearest} - found
    return found - {""}


def parents(path: str) -> list[str]:
    """The folders above a relative path, the nearest first."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]


_KINDS = {stat.S_IFREG: Kind.FILE, stat.S_IFDIR: Kind.FOLDER, stat.S_IFLNK: Kind.LINK}
# What has too long a name does not exist either; writing it will say why.
_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
