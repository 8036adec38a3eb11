"""Which folders no site may be written into: asked before anything is made, and makes nothing."""

import os
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.publish import problems

SOURCE_FOLDERS = ("content", "themes", "static", "data", ".sitegen")


def refuse_output(output: Path, site: Path, home: Path | None) -> Diagnostic | None:
    """The reason not to write into `output`, or nothing.

    Symbolic links are resolved, also where the end of a path does not exist yet. Folders are compared by
    identity where they exist, so that `Content/` on a file system that ignores letter case, or a second mount
    of the same folder, is recognised; otherwise by name.
    """
    real = _real(output)
    why = (
        _sweeping(real, _real(site), _real(home) if home else None)
        or _among_sources(real, site)
        or _in_another_site(real, _real(site))
        or _unusable(real)
    )
    return problems.output_refused(output, why) if why else None


def _sweeping(output: Path, site: Path, home: Path | None) -> str:
    """Folders that hold far more than a site."""
    if output == output.parent:
        return "is the root of the file system"
    if _same(output, site):
        return "is the site itself"
    if _within(site, output):
        return "holds the site"
    if home and _same(output, home):
        return "is your home folder"
    if home and _within(home, output):
        return "holds your home folder"
    return ""


def _among_sources(output: Path, site: Path) -> str:
    """Folders that the owner writes in; each of them may itself be a symbolic link to somewhere else."""
    for name in SOURCE_FOLDERS:
        folder = _real(site / name)
        if _same(output, folder):
            return f"is the site's own {name}/"
        if _within(output, folder):
            return f"lies in the site's own {name}/"
        if _within(folder, output):
            return f"holds the site's own {name}/"
    return ""


def _in_another_site(output: Path, site: Path) -> str:
    """Another site's folder, or one in which its owner writes; its output/ may be."""
    for folder in (output, *output.parents):
        if not _same(folder, site) and os.path.lexists(folder / "sitegen.yaml"):
            below = output.relative_to(folder).parts
            if not below:
                return "is another site"
            if below[0] in SOURCE_FOLDERS:
                return f"lies in the {below[0]}/ of another site"
    return ""


def _unusable(output: Path) -> str:
    if ".git" in output.parts:
        return "lies in a .git folder"
    if os.path.lexists(output) and not output.is_dir():
        return "is a file"
    if blocker := next((each for each in output.parents if each.exists() and not each.is_dir()), None):
        return f"lies below “{blocker}”, which is a file"
    return ""


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _within(path: Path, folder: Path) -> bool:
    """Whether `path` lies below `folder`."""
    return any(_same(parent, folder) for parent in path.parents)


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:  # One of them does not exist, or may not be looked at: then only the name counts.
        return False
