"""The files that a build reads, looked at but not opened: enough to know whether any of them has changed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.encoding import digest, packed
from sitegen.incremental.records import diagnostic_row
from sitegen.load.scan import SiteFiles, scan

Stamp = tuple[int, int, int, int]
"""What the file system says of a regular file: size, times of modification and of change in nanoseconds, inode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files of a site, their stamps by path, and what is wrong with their names.

    `digest` stands for all of that; empty where one of the files has no stamp that can be relied upon.
    """

    files: SiteFiles
    stamps: dict[str, Stamp]
    diagnostics: tuple[Diagnostic, ...]
    digest: bytes


def look_at(root: Path, ticks: int) -> Inputs:
    """The inputs of the site in the folder `root`; `ticks` is what the file system's clock said before."""
    files, diagnostics = scan(root)
    assets = (path for paths in files.assets.values() for path in paths)
    named = (*files.posts, *files.pages, *files.threads, *files.data, *files.static, *assets)
    paths = ("sitegen.yaml", *named, *_theme_files(root))
    stamps = settled_stamps(paths, ticks, f"{root}/")
    whole = packed((tuple(stamps.items()), tuple(map(diagnostic_row, diagnostics))))
    return Inputs(
        files=files,
        stamps=stamps,
        diagnostics=tuple(diagnostics),
        digest=digest(whole) if len(stamps) == len(paths) else b"",
    )


def settled_stamps(paths: Iterable[str], ticks: int, below: str = "") -> dict[str, Stamp]:
    """The stamps of files, through symbolic links: of those only that have not changed since the clock said `ticks`,
    for another change in the same tick could not be seen. `below` stands before each path.
    """
    found: dict[str, Stamp] = {}
    look = os.stat
    for path in paths:
        try:
            status = look(below + path)
        except OSError:
            continue
        if status.st_ctime_ns < ticks and status.st_mtime_ns < ticks:
            found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return found


def _theme_files(root: Path) -> Iterator[str]:
    """Everything in themes/, also what no theme would use: more than enough is enough."""
    for folder, folders, names in os.walk(root / "themes"):
        folders.sort()
        here = os.path.relpath(folder, root)
        yield from (f"{here}/{name}" for name in sorted(names))
