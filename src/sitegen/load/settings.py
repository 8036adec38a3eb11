"""A site's settings, read from its folder."""

import os
from pathlib import Path

from sitegen.formats.settings import parse_settings
from sitegen.ground.diagnostics import Diagnostic
from sitegen.load import problems
from sitegen.load.text import read_source
from sitegen.model.settings import Settings

SETTINGS = "sitegen.yaml"


def load_settings(root: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """sitegen.yaml of a site's folder; None if there is an error."""
    if not os.path.lexists(root / SETTINGS):
        return None, [problems.no_settings(SETTINGS)]
    source, diagnostics = read_source(root, SETTINGS)
    return parse_settings(source) if source else (None, diagnostics)
