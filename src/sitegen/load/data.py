"""Files of data/ for templates: free YAML, every scalar a string."""

from pathlib import Path

from sitegen.formats.data import parse_data
from sitegen.ground.diagnostics import Diagnostic
from sitegen.load.text import read_source
from sitegen.model.documents import Plain


def load_data(site: Path, path: str) -> tuple[Plain, list[Diagnostic]]:
    """What one file holds; `path` is relative to the site."""
    source, diagnostics = read_source(site, path)
    if source is None:
        return "", diagnostics
    return parse_data(source)
