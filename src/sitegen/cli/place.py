"""Where and when a command runs: the site's folder, the home, the clock. Nothing below `cli` asks for these."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

SETTINGS = "sitegen.yaml"


def site_root() -> Path:
    """The nearest folder, from the working directory upwards, that has a sitegen.yaml; else the working directory."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).exists()), here)


def home() -> Path | None:
    """The user's home, if there is one."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def now() -> datetime:
    """The present, or the moment that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds since 1970") from None
