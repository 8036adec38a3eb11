"""One file on its way into output/: compared with what stands there and, if it differs, written beside it.

Needs nothing but the folder, so that any process can do it, and hands back what the `Publication` must know of it.
"""

from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import BinaryIO

from sitegen.publish.files import UnreadableSourceError, digest_if_equal, write_new
from sitegen.publish.manifest import STAGING
from sitegen.publish.stamps import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A path with its new digest, and where its bytes are: in `file`, a name in the staging folder, or in place
    already, with this `stamp`. Or `refused`, which is why the system did not take it.
    """

    path: str
    digest: str = ""
    file: str | None = None
    stamp: Stamp | None = None
    refused: OSError | None = None


def stage_page(output: Path, prefix: str, path: str, data: bytes) -> Staged:
    """Stage `data` for a POSIX path relative to `output`, in any process; for `Publication.adopt`.

    `output` is what `Publication.begin_staging` returned. What is written has a name that begins with `prefix`, which
    no two processes share.
    """
    source = BytesIO(data)
    return staged_if_equal(output, path, len(data), source) or stage_beside(output, prefix, path, source)


def staged_if_equal(output: Path, path: str, size: int, source: BinaryIO) -> Staged | None:
    """What stands at the path already, if it is the `size` bytes that `source` gives.

    Raises UnreadableSourceError if it does not give them.
    """
    equal = digest_if_equal(f"{output}/{path}", size, source)
    return Staged(path=path, digest=equal[0], stamp=equal[1]) if equal else None


def stage_beside(output: Path, prefix: str, path: str, source: BinaryIO) -> Staged:
    """Write what `source` gives into the staging folder, which exists. Raises UnreadableSourceError as above."""
    source.seek(0)
    try:
        digest, file = _write(f"{output}/{STAGING}", prefix, source)
    except UnreadableSourceError:
        raise
    except OSError as refused:
        return Staged(path=path, refused=refused)
    return Staged(path=path, digest=digest, file=file)


_numbers = count()


def _write(folder: str, prefix: str, source: BinaryIO) -> tuple[str, str]:
    """The digest and the name of a new file."""
    while True:
        name = f"{prefix}{next(_numbers)}"
        try:
            return write_new(f"{folder}/{name}", source), name
        except FileExistsError:  # A worker of a killed build lives on, and wrote it.
            continue
