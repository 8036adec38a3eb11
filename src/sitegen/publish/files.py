"""How bytes are read, compared and written: in pieces, never a whole file in memory."""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sitegen.publish.stamps import Stamp, stamp_of

PIECE = 1 << 18


class UnreadableSourceError(OSError):
    """Reading failed where also writing might have; it has the system's number and words."""


def digest(path: str | Path) -> str | None:
    """The SHA-256 of a regular file in hexadecimal digits; nothing for anything else."""
    return _digest_and_stamp(path)[0]


def stamp_if(path: str | Path, expected: str) -> Stamp | None:
    """The stamp of a regular file with this digest, which was read; nothing for anything else."""
    found, stamp = _digest_and_stamp(path)
    return stamp if found == expected else None


def digest_if_equal(path: str | Path, size: int, source: BinaryIO) -> tuple[str, Stamp] | None:
    """The digest of what `source` gives, and the file's stamp, if `path` is a regular file with exactly these `size`
    bytes; else nothing.

    Raises UnreadableSourceError if `source` cannot be read. A `path` that cannot be read counts as different.
    """
    try:
        descriptor, info = _open_regular(path)
    except OSError:
        return None
    try:
        found = _digest_of_equal(descriptor, source) if info.st_size == size else None
    finally:
        os.close(descriptor)
    return (found, stamp_of(info)) if found else None


def write_new(path: str | Path, source: BinaryIO) -> str:
    """Write what `source` gives into a file that does not exist yet, with the mode that the umask leaves; its
    digest.

    Raises OSError if `path` cannot be written, UnreadableSourceError if `source` cannot be read.
    """
    found = sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        for piece in _pieces(source):
            found.update(piece)
            written = os.write(descriptor, piece)
            while written < len(piece):  # The system may take less than it is given, as just before the disk is full.
                written += os.write(descriptor, memoryview(piece)[written:])
    finally:
        os.close(descriptor)
    return found.hexdigest()


def _digest_and_stamp(path: str | Path) -> tuple[str, Stamp] | tuple[None, None]:
    try:
        descriptor, info = _open_regular(path)
        with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 -- a descriptor, not a path
            found = sha256()
            for piece in _pieces(file):
                found.update(piece)
            return found.hexdigest(), stamp_of(info)
    except OSError:
        return None, None


def _digest_of_equal(descriptor: int, source: BinaryIO) -> str | None:
    """The digest of what `source` gives if the rest of the file is the same."""
    found = sha256()
    for piece in _pieces(source):
        if not _continues_with(descriptor, piece):
            return None
        found.update(piece)
    return found.hexdigest() if _continues_with(descriptor, b"") else None


def _continues_with(descriptor: int, piece: bytes) -> bool:
    """Whether the next bytes of the file are these; for none, whether it ends."""
    try:
        return os.read(descriptor, len(piece) or 1) == piece
    except OSError:
        return False


def _open_regular(path: str | Path) -> tuple[int, os.stat_result]:
    """Never through a symbolic link at the end of the path, and never waiting for a pipe's other end."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    info = os.fstat(descriptor)
    if not stat.S_ISREG(info.st_mode):
        os.close(descriptor)
        raise FileNotFoundError(None, "not a regular file")
    return descriptor, info


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while True:
        try:
            piece = source.read(PIECE)
        except OSError as reason:
            raise UnreadableSourceError(reason.errno, reason.strerror) from reason
        if not piece:
            return
        yield piece
