"""Locks that the system takes back when their holder dies."""

import fcntl
import os


def lock(descriptor: int) -> bool:
    """Lock an open file or folder; false if another process, or another descriptor of this one, holds it.

    File systems without locks (some network ones) are used without one.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    _held.add(descriptor)
    return True


def release(descriptor: int) -> None:
    """Give the lock back, and close what was locked."""
    _held.discard(descriptor)
    os.close(descriptor)


_held: set[int] = set()


def _forget_in_child() -> None:
    """A forked worker shares the lock; one that outlives a killed build would otherwise keep it."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)
