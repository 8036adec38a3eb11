"""One build of a site at a time: a lock that the system takes back when its holder dies, and that says who holds it."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

_NAME = "lock"


class HeldError(Exception):
    """Another process has the lock; `holder` is its number, or empty where it is not known."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def hold(folder: Path) -> int:
    """Lock an existing folder, and return what `release` wants. Raises HeldError, and OSError if it cannot be written.

    File systems without locks (some network ones) are used without one.
    """
    descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise HeldError(holder if holder.isdigit() else "") from None
    except OSError:
        pass
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    _held.add(descriptor)
    return descriptor


def release(descriptor: int) -> None:
    """Give the lock back."""
    _held.discard(descriptor)
    os.close(descriptor)


_held: set[int] = set()


def _forget_in_child() -> None:
    """A forked worker shares the lock; one that outlives a killed build would otherwise keep it."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)
