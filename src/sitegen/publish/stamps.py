"""Stamps: what a file system says of a file without opening it, to tell cheaply whether it still stands as recorded.

A stamp cannot see a change that leaves size, times and inode alone: one made while the clock stood where it stood when
the stamp was taken (`settled` is against that) or stood there again, one behind the back of the file system, on the
disk itself, and one in a folder on the way that was moved away and is now a symbolic link (`Publication.survey` looks
for those). And it sees changes where there is none: a restored backup, `touch`, `cp -a`. So a stamp that
differs says nothing, and the digest decides (`files.stamp_if`).
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Size, modification time, change time and inode of a regular file; the times in nanoseconds."""


def stamp(path: str | Path) -> Stamp | None:
    """The stamp of a regular file, never through a symbolic link at the end of the path; nothing for anything else."""
    try:
        info = os.lstat(path)
    except OSError:
        return None
    return stamp_of(info) if stat.S_ISREG(info.st_mode) else None


def stamp_of(info: os.stat_result) -> Stamp:
    """The stamp in what the system says of a regular file."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def unaltered(output: Path, known: Mapping[str, tuple[str, Stamp]]) -> set[str]:
    """The paths, of those that are known with their digest and stamp, at which the file stands as recorded."""
    found: set[str] = set()
    below, look = f"{output}/", os.lstat
    for path, (_, recorded) in known.items():
        try:
            info = look(below + path)
        except (OSError, ValueError):  # A record that was damaged may hold what is no path at all.
            continue
        # Written out for speed. What has the inode and the change time of a regular file is one.
        if (info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino) == recorded:
            found.add(path)
    return found


def settled(stamps: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """Those that every later change will alter, if they were taken, and the files read, when the file system's clock
    had come to `now`, in nanoseconds.

    A file that was changed in the same tick of the clock (it may last milliseconds, on some file systems seconds) may
    be changed once more in that tick, and then look the same.
    """
    return {path: each for path, each in stamps.items() if each[2] < now}
