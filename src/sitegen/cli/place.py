"""Where and when a command runs: the site's folder, the home, the clock. Nothing below `cli` asks for these."""

import os
from datetime import UTC, datetime
from pathlib import Path

from sitegen.cli import problems
from sitegen.ground.diagnostics import Diagnostic

SETTINGS = "sitegen.yaml"
_LAST_YEAR = 9998  # a year later no time zone could be east of Greenwich


class RefusedError(Exception):
    """There is nothing to work on; `problem` says why."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


def site_root() -> Path:
    """The nearest folder, from the working directory upwards, that has a sitegen.yaml. Raises RefusedError."""
    try:
        here = Path.cwd()
    except OSError as reason:
        raise RefusedError(problems.no_working_directory(reason)) from None
    for folder in (here, *here.parents):
        if os.path.lexists(folder / SETTINGS):
            return folder
    raise RefusedError(problems.no_site(SETTINGS))


def as_seen(path: Path) -> Path:
    """An absolute path as a person here would name it: relative to the working directory where that is shorter."""
    return min(Path(os.path.relpath(path)), path, key=lambda each: len(str(each)))


def home() -> Path | None:
    """The user's home, if there is one."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def now() -> datetime:
    """The present, or the moment that SOURCE_DATE_EPOCH names (reproducible-builds.org). Raises RefusedError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
        if moment.year > _LAST_YEAR:
            raise OverflowError
    except (ValueError, OverflowError, OSError):
        raise RefusedError(problems.wrong_epoch(epoch)) from None
    return moment
