"""Files that cannot be published, whatever stands in output/: found before a page is made, also by `check`."""

import os
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.files import open_regular
from sitegen.publish import problems
from sitegen.publish.manifest import is_reserved


def unfit_name(path: str, where: Where | None) -> Diagnostic | None:
    """The path, relative to output/, is sitegen's own or version control's; `where` is what asks for it."""
    return problems.reserved(path, where) if is_reserved(path) else None


def unfit_source(file: Path, where: Where) -> Diagnostic | None:
    """The file that is to be copied is none, or not for us; `where` is its name in messages."""
    try:
        os.close(open_regular(file))
    except OSError as reason:
        return problems.unreadable(where, reason)
    return None
