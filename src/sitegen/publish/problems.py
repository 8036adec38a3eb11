"""What can be wrong with the output folder: one function for each message.

`output` is the folder as the caller wrote it; the other paths are relative to it and POSIX.
"""

import errno
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning


def output_refused(output: Path, why: str) -> Diagnostic:
    """A folder that no site may be written into; `why` is a verb and what follows it."""
    return error(
        "output-refused",
        f"“{output}” cannot be the output folder: it {why}",
        hint="choose another folder with -o",
    )


def output_busy(output: Path) -> Diagnostic:
    """Another process holds the lock of the folder."""
    return error(
        "output-busy",
        f"another sitegen is writing into {output}",
        hint="wait until it has ended, then build again",
    )


def not_writable(output: Path, path: str, reason: OSError) -> Diagnostic:
    """The system refused; what was there before is there still."""
    hint = _HINTS.get(reason.errno or 0, f"check {output}, or choose another folder with -o")
    return error(
        "output-not-writable",
        f"{_shown(output, path)} cannot be written: {reason.strerror or reason}",
        hint=f"{hint}; the site in {output} is as it was",
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
    why = reason.strerror or reason
    return error(
        "output-half-published",
        f"{_shown(output, path)} cannot be written: {why}; some files are now new and some old",
        hint="each file is whole; build again when the folder can be written",
    )


def source_unreadable(source: Path, path: str, reason: OSError) -> Diagnostic:
    """A file to be copied cannot be read."""
    return error(
        "unreadable-file",
        f"{source}, which becomes {path}, cannot be read: {reason.strerror or reason}",
        hint="check its permissions",
    )


def unreadable(where: Where, reason: OSError) -> Diagnostic:
    """A file to be copied is not given by the system, found before the copying begins."""
    hint = "check its permissions" if reason.errno == errno.EACCES else ""
    return error("unreadable-file", f"cannot be read: {reason.strerror or reason}", where, hint)


def foreign_file(output: Path, path: str) -> Diagnostic:
    """Something that sitegen did not make stands where a file or a folder must go."""
    return error(
        "foreign-file",
        f"{_shown(output, path)} was not made by sitegen; the site has something to write there",
        hint="move it away, put it into static/ if it belongs to the site, or delete it",
    )


def altered_in_the_way(output: Path, path: str) -> Diagnostic:
    """A file that sitegen made and somebody altered stands where a folder must go, or the reverse."""
    return error(
        "foreign-file",
        f"{_shown(output, path)} was altered by hand, and the site has something else to write there",
        hint="move it away, put it into static/ if it belongs to the site, or delete it",
    )


def symlink(output: Path, path: str) -> Diagnostic:
    """A symbolic link on the way to a file: what is written through it would land elsewhere."""
    return error(
        "output-symlink",
        f"{_shown(output, path)} is a symbolic link; nothing is written through it",
        hint="replace it by a folder, or delete it",
    )


def reserved(path: str) -> Diagnostic:
    """A file of the site with a name that is sitegen's own, or version control's."""
    return error(
        "reserved-name",
        f"“{path}” cannot be published: the name belongs to sitegen or to version control",
        hint="give the file another name",
    )


def file_and_folder(path: str, below: str) -> Diagnostic:
    """Two files of one site, and one of them would have to lie in the other."""
    return error(
        "file-and-folder",
        f"“{path}” would be both a file and the folder of “{below}”",
        hint="rename one of the two",
    )


def changed_meanwhile(output: Path, path: str) -> Diagnostic:
    """A file that was found equal, and is gone or something else at the end of the build."""
    return error(
        "output-changed",
        f"{_shown(output, path)} was changed by somebody else during the build",
        hint="build again",
    )


def altered_file_kept(output: Path, path: str) -> Diagnostic:
    """A file that the site no longer has, but which is not as sitegen made it."""
    return warning(
        "altered-file-kept",
        f"{_shown(output, path)} is no longer part of the site, but was altered by hand, so it is kept",
        hint="delete it if you do not need it; from now on sitegen takes it for yours",
    )


def manifest_ignored(output: Path, path: str, reason: str) -> Diagnostic:
    """The list of what sitegen made cannot be used, so that nothing counts as made by sitegen."""
    return warning(
        "manifest-ignored",
        f"{_shown(output, path)} is ignored: {reason}; nothing is pruned by it",
        hint=f"if {output} holds nothing of your own, delete it and build again",
    )


def _shown(output: Path, path: str) -> str:
    return (output / path).as_posix()
