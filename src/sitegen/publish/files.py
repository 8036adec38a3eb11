"""How bytes are read, compared and written: in pieces, never a whole file in memory."""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 18


class UnreadableSourceError(OSError):
    """Reading failed where also writing might have; it has the system's number and words."""


def digest(path: Path) -> str | None:
    """The SHA-256 of a regular file in hexadecimal digits; nothing for anything else."""
    try:
        with _open_regular(path) as file:
            found = sha256()
            for piece in _pieces(file):
                found.update(piece)
            return found.hexdigest()
    except OSError:
        return None


def digest_if_equal(path: Path, size: int, source: BinaryIO) -> str | None:
    """The digest of what `source` gives if `path` is a regular file with exactly these `size` bytes; else
    nothing.

    Raises UnreadableSourceError if `source` cannot be read. A `path` that cannot be read counts as different.
    """
    try:
        with _open_regular(path) as file:
            if os.fstat(file.fileno()).st_size != size:
                return None
            found = sha256()
            for piece in _pieces(source):
                if file.read(len(piece)) != piece:
                    return None
                found.update(piece)
            return None if file.read(1) else found.hexdigest()
    except UnreadableSourceError:
        raise
    except OSError:
        return None


def write_new(path: Path, source: BinaryIO) -> str:
    """Write what `source` gives into a file that does not exist yet, with the mode that the umask leaves; its
    digest.

    Raises OSError if `path` cannot be written, UnreadableSourceError if `source` cannot be read.
    """
    found = sha256()
    with path.open("xb", buffering=0) as file:
        for piece in _pieces(source):
            found.update(piece)
            rest = memoryview(piece)
            while rest:  # The system may take less than it is given, for instance just before the disk is full.
                rest = rest[file.write(rest) :]
    return found.hexdigest()


def _open_regular(path: Path) -> BinaryIO:
    """Never through a symbolic link at the end of the path, and never waiting for a pipe's other end."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(None, "not a regular file")
    return open(descriptor, "rb", buffering=0)  # noqa: PTH123 -- a descriptor, not a path


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while True:
        try:
            piece = source.read(PIECE)
        except OSError as reason:
            raise UnreadableSourceError(reason.errno, reason.strerror) from reason
        if not piece:
            return
        yield piece
