"""A file of data/: YAML of the owner's own shape."""

from sitegen.formats import yaml
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain


def parse_data(source: Source) -> tuple[Plain, list[Diagnostic]]:
    """Strings, tuples and dictionaries; "" for an empty file."""
    node, diagnostics = yaml.read(source)
    return ("" if node is None else yaml.plain_value(node)), diagnostics
