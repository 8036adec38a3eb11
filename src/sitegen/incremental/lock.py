"""One build of a site at a time, and who is at it."""

import os
from contextlib import suppress
from pathlib import Path

from sitegen.ground import locks

_NAME = "lock"


class HeldError(Exception):
    """Another process has the lock; `holder` is its number, or empty where it is not known."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def hold(folder: Path) -> int:
    """Lock an existing folder, and return what `locks.release` wants.

    Raises HeldError, and OSError if the folder cannot be written.
    """
    descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    if not locks.lock(descriptor):
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise HeldError(holder if holder.isdigit() else "")
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    return descriptor
