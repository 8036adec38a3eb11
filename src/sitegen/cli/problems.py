"""What can be wrong before a site is even looked at: one function for each message."""

import errno
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, Where, error
from sitegen.ground.shown import shown


def no_site(settings: str) -> Diagnostic:
    """Neither here nor above."""
    message = f"there is no {settings} in this folder, nor in one above it"
    return error("no-settings", message, hint="go into your site's folder, or start a site: sitegen init DIR")


def no_working_directory(reason: OSError) -> Diagnostic:
    """The folder in which the command runs was deleted, or may not be looked at."""
    message = f"the working directory is not there: {reason.strerror}"
    return error("no-settings", message, hint="go into your site's folder")


def wrong_epoch(value: str) -> Diagnostic:
    """SOURCE_DATE_EPOCH is not a time."""
    message = f"SOURCE_DATE_EPOCH is “{shown(value)}”, which is not a number of seconds since 1970"
    return error("wrong-environment", message, hint="write one, or unset the variable: then it is now")


def system_refused(reason: OSError) -> Diagnostic:
    """The system refused what no room had thought of, such as a file that vanished while it was read."""
    where = Where(str(reason.filename)) if reason.filename else None
    return error("system-error", f"the system refused: {reason.strerror or reason}", where)


def file_exists(path: str, hint: str) -> Diagnostic:
    """A command that starts something found it started."""
    return error("file-exists", "is there already; nothing was written", Where(path), hint)


def not_writable(path: Path, reason: OSError) -> Diagnostic:
    """A new file cannot be made."""
    message = f"cannot be written: {reason.strerror or reason}"
    return error("not-writable", message, Where(path.as_posix()), _HINTS.get(reason.errno or 0, ""))


_HINTS = {
    errno.EACCES: "check who may write there",
    errno.EPERM: "check who may write there",
    errno.EROFS: "check who may write there",
    errno.ENOSPC: "free some space",
    errno.ENOTDIR: "a file stands where a folder must be",
    errno.EEXIST: "a file stands where a folder must be",
    errno.ENAMETOOLONG: "choose a shorter name",
}
