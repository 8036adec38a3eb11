"""The folder .sitegen/ of a site: one build at a time, its store, and the file system's own clock.

Nothing in it is the owner's; without it a build takes longer and makes the same bytes. Where it cannot be written, a
folder that is thrown away afterwards takes its place.
"""

import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from sitegen.ground import locks
from sitegen.incremental import lock
from sitegen.incremental.store import BrokenStoreError, Store

FOLDER = ".sitegen"
_STORE = "store.sqlite"
_CLOCK = "clock"


class Cache:
    """Holds the lock and the store from `with` to the end of its block. Raises `lock.HeldError` at the beginning.

    `unusable` says why the site's own folder is not used; empty if it is.
    """

    def __init__(self, site: Path) -> None:
        self.unusable = ""
        self._site = site
        self._closing = ExitStack()
        self.folder = site / FOLDER
        self.store: Store

    def __enter__(self) -> Self:
        try:
            self._use_own_folder()
        except OSError as reason:
            self._closing.close()
            self.unusable = reason.strerror or str(reason)
            self._use_passing_folder()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def begin_anew(self) -> None:
        """Throw the store away and open an empty one: what is found damaged is not mended."""
        self.store.close()
        self._open_store(anew=True)

    def ticks(self) -> int:
        """What the file system's clock says, in nanoseconds since 1970: files that change from now on are not older."""
        clock = self.folder / _CLOCK
        clock.write_bytes(b"")
        return clock.stat().st_mtime_ns

    def _use_own_folder(self) -> None:
        if self.folder.is_symlink():
            raise OSError(None, "it is a symbolic link")
        self.folder.mkdir(exist_ok=True)
        held = lock.hold(self.folder)
        self._closing.callback(locks.release, held)
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        self._open_store()

    def _use_passing_folder(self) -> None:
        self.folder = Path(mkdtemp(prefix="sitegen-"))
        self._closing.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._open_store()

    def _open_store(self, *, anew: bool = False) -> None:
        path = self.folder / _STORE
        if anew:
            _remove(path)
        try:
            self.store = Store(path)
        except BrokenStoreError:
            _remove(path)
            self.store = _store_again(path)
        self._closing.callback(lambda: self.store.close())


def passing(site: Path) -> "Cache":
    """A cache that is thrown away: for those who may write nothing into the site."""
    return _PassingCache(site)


class _PassingCache(Cache):
    def __enter__(self) -> Self:
        self._use_passing_folder()
        return self


def _store_again(path: Path) -> Store:
    """An empty store. A full disk, or a folder that nobody may write, shows here."""
    try:
        return Store(path)
    except BrokenStoreError as problem:
        raise OSError(None, f"its store cannot be opened: {problem}") from problem


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(FileNotFoundError):
            os.unlink(path.with_name(name))  # noqa: PTH108 - one call for each name
