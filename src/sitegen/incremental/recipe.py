"""What pages are made with, beside what they ask for: sitegen itself, and the libraries that it stands on."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from sitegen.incremental.encoding import digest, packed

LIBRARIES = (
    "babel",
    "comrak",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgpack",
    "nh3",
    "pygments",
    "pyyaml",
    "tzdata",
)
"""Libraries whose next version may make other bytes. One that is not installed is a version, too."""


def code_digest() -> bytes:
    """The digest of the program: the files of sitegen, by name, size and date, and the versions of the libraries.

    By date, because to read them all would take longer than to look whether anything has changed.
    """
    libraries = tuple((name, _version(name)) for name in LIBRARIES)
    return digest(packed((sys.version, libraries, tuple(_files(str(files("sitegen")))))))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _files(package: str) -> list[tuple[str, int, int]]:
    found = []
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - hundreds of files, at each start
            found.append((os.path.relpath(folder, package) + "/" + name, status.st_size, status.st_mtime_ns))
    return found
