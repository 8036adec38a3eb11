"""A regular file's bytes: never those of a pipe, which would make us wait, nor of a device, which has no end."""

import errno
import os
import stat
from pathlib import Path

LARGEST = 1 << 28  # bytes of a text that is read as a whole; a thread of 100,000 comments has a tenth of them


def read_regular(file: Path) -> bytes:
    """The whole file. Raises OSError, whose `strerror` is meant for people, if it is none or too large."""
    with open(open_regular(file), "rb") as stream:
        if os.fstat(stream.fileno()).st_size > LARGEST:
            raise OSError(errno.EFBIG, f"it is larger than {LARGEST >> 20} MiB")
        return stream.read()


def open_regular(file: Path) -> int:
    """A descriptor of the file, through symbolic links. Raises OSError as `read_regular` does."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as reason:
        raise _in_plain_words(reason, file) from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is a folder" if stat.S_ISDIR(mode) else _NO_FILE)
    return descriptor


_NO_FILE = "it is not a regular file"


def _in_plain_words(reason: OSError, file: Path) -> OSError:
    number = reason.errno or 0
    told = {errno.ELOOP: "it is a link that leads back to itself", errno.ENXIO: _NO_FILE}.get(number)
    if number == errno.ENOENT and file.is_symlink():
        told = "it is a link that leads nowhere"
    return OSError(number, told or reason.strerror or str(reason))
