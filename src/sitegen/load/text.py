"""A file's text, or why there is none."""

from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.files import read_regular
from sitegen.ground.sources import Source, decode
from sitegen.load import problems


def read_source(site: Path, path: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file of the site, `path` relative to it."""
    try:
        data = read_regular(site / path)
    except OSError as reason:
        return None, [problems.unreadable(path, reason)]
    return decode(path, data)
