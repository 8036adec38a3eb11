"""One writer at a time: a lock on the output folder that the system takes back when its holder dies."""

import fcntl
import os
from pathlib import Path


def hold(folder: Path) -> int | None:
    """Lock an existing folder and return what `release` wants; nothing if another process, or this one, holds
    it.

    The lock is on the folder itself, so no lock file is left behind. File systems without such locks (some
    network ones) are used without one. Raises OSError if the folder cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass
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
