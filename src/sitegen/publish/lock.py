"""One writer at a time: a lock on the output folder."""

import os
from pathlib import Path

from sitegen.ground import locks


def hold(folder: Path) -> int | None:
    """Lock an existing folder and return what `locks.release` wants; nothing if another process, or this one, holds
    it.

    The lock is on the folder itself, so no lock file is left behind. Raises OSError if the folder cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    if locks.lock(descriptor):
        return descriptor
    os.close(descriptor)
    return None
