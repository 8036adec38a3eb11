"""What can be wrong with the output folder: one function for each message.

`output` is the folder as the caller wrote it; the other paths are relative to it and POSIX.
"""

import errno
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.shown import shown


def output_refused(output: Path, why: str) -> Diagnostic:
    """A folder that no site may be written into; `why` is a verb and what follows it."""
    return error(
        "output-refused",
        f"“{output}” cannot be the output folder: it {why}",
        hint="choose another folder with -o",
    )


def output_busy(output: Path) -> Diagnostic:
    """Another process holds the lock of the folder."""
    message = "another sitegen is writing into this folder"
    return error("output-busy", message, _where(output), "wait until it has ended, then build again")


def not_writable(output: Path, path: str, reason: OSError) -> Diagnostic:
    """The system refused; what was there before is there still."""
    hint = _HINTS.get(reason.errno or 0, f"check {output}, or choose another folder with -o")
    return error(
        "output-not-writable",
        f"cannot be written: {reason.strerror or reason}",
        _where(output, path),
        f"{hint}; the site in {output} is as it was",
    )


_FREE_SPACE = "free some space and build again"
_MAY_WRITE = "check who may write there, or choose another folder with -o"
_SHORTEN = "shorten its slug or its name"
_HINTS = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EFBIG: "the file is larger than this system allows",
    errno.EACCES: _MAY_WRITE,
    errno.EPERM: _MAY_WRITE,
    errno.EROFS: _MAY_WRITE,
    errno.ENAMETOOLONG: _SHORTEN,
}


def half_published(output: Path, path: str, reason: OSError) -> Diagnostic:
    """The system refused, and then refused to put things back as well."""
    return error(
        "output-half-published",
        f"cannot be written: {reason.strerror or reason}; some files are now new and some old",
        _where(output, path),
        "each file is whole; build again when the folder can be written",
    )


def unreadable(where: Where, reason: OSError) -> Diagnostic:
    """A file to be copied is not given by the system."""
    hint = "check its permissions" if reason.errno == errno.EACCES else ""
    return error("unreadable-file", f"cannot be read: {reason.strerror or reason}", where, hint)


_MOVE_AWAY = "move it away, put it into static/ if it belongs to the site, or delete it"


def foreign_file(output: Path, path: str) -> Diagnostic:
    """Something that sitegen did not make stands where a file or a folder must go."""
    message = "was not made by sitegen; the site has something to write there"
    return error("foreign-file", message, _where(output, path), _MOVE_AWAY)


def altered_in_the_way(output: Path, path: str) -> Diagnostic:
    """A file that sitegen made and somebody altered stands where a folder must go, or the reverse."""
    message = "was altered by hand, and the site has something else to write there"
    return error("foreign-file", message, _where(output, path), _MOVE_AWAY)


def symlink(output: Path, path: str) -> Diagnostic:
    """A symbolic link on the way to a file: what is written through it would land elsewhere."""
    message = "is a symbolic link; nothing is written through it"
    return error("output-symlink", message, _where(output, path), "replace it by a folder, or delete it")


def reserved(path: str, where: Where | None) -> Diagnostic:
    """A file of the site with a name that is sitegen's own, or version control's; `where` is what asks for it."""
    return error(
        "reserved-name",
        f"“{shown(path)}” cannot be published: the name belongs to sitegen or to version control",
        where,
        "give the file another name",
    )


def file_and_folder(output: Path, path: str, below: str) -> Diagnostic:
    """Two files of one site, and one of them would have to lie in the other."""
    message = f"would be both a file and the folder of “{shown(below)}”"
    return error("file-and-folder", message, _where(output, path), "rename one of the two")


def changed_meanwhile(output: Path, path: str) -> Diagnostic:
    """A file that was found equal, and is gone or something else at the end of the build."""
    message = "was changed by somebody else during the build"
    return error("output-changed", message, _where(output, path), "build again")


def altered_file_replaced(output: Path, path: str) -> Diagnostic:
    """A file that the site still has, and which is not as sitegen made it."""
    return warning(
        "altered-file-replaced",
        "was altered by hand; the file that the site's sources make replaces it",
        _where(output, path),
        "put the change into the sources, the theme or static/, or it is lost",
    )


def altered_file_kept(output: Path, path: str) -> Diagnostic:
    """A file that the site no longer has, but which is not as sitegen made it."""
    return warning(
        "altered-file-kept",
        "is no longer part of the site, but was altered by hand, so it is kept",
        _where(output, path),
        "delete it if you do not need it; from now on sitegen takes it for yours",
    )


def manifest_ignored(output: Path, path: str, reason: str) -> Diagnostic:
    """The list of what sitegen made cannot be used, so that nothing counts as made by sitegen."""
    return warning(
        "manifest-ignored",
        f"is ignored: {reason}; nothing is pruned by it",
        _where(output, path),
        f"if {output} holds nothing of your own, delete it and build again",
    )


def _where(output: Path, path: str = "") -> Where:
    return Where((output / path).as_posix())
