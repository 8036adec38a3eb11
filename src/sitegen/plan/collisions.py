"""No two pages for one file, on any file system, and no file outside output/."""

from collections.abc import Iterator, Mapping

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.paths import collision_key, inside, too_long
from sitegen.model.page import Plan
from sitegen.plan import problems

_Files = Mapping[str, tuple[str, Where]]
"""Paths and the places that ask for them, by `collision_key`."""


def check_paths(plan: Plan) -> list[Diagnostic]:
    """What is wrong with the paths of a plan, each problem once, at the source that comes second."""
    diagnostics: list[Diagnostic] = []
    files: dict[str, tuple[str, Where]] = {}
    for path, origin in _paths(plan):
        if unfit := unfit_path(path, origin):
            diagnostics.append(unfit)
        elif name := too_long(path):
            diagnostics.append(problems.name_too_long(name, origin))
        elif taken := files.get(key := collision_key(path)):
            other, first = taken
            if other == path:
                diagnostics.append(problems.same_address(path, first, origin))
            else:
                diagnostics.append(problems.same_address_somewhere(path, other, first, origin))
        else:
            files[key] = (path, origin)
    return list(dict.fromkeys([*diagnostics, *_files_that_are_folders(files)]))


def unfit_path(path: str, origin: Where) -> Diagnostic | None:
    """Why a path cannot be one of output/, if so: the one guard of addresses, wherever they come from, for the address
    of every file is its path encoded (`output_path`).
    """
    if inside(path):
        return None
    steps_out = any(part in ("", ".", "..") for part in path.split("/"))
    return problems.outside_site(path, origin) if steps_out else problems.unfit_name(path, origin)


def _paths(plan: Plan) -> Iterator[tuple[str, Where]]:
    """Every path with the place that asks for it; the site's own pages first, for what has a file can be mended."""
    for page in plan.pages:
        if page.origin is None:
            yield page.path, Where(f"the site's own {page.kind.value} page")
    for page in plan.pages:
        if page.origin is not None:
            yield page.path, page.origin
    for copy in plan.copies:
        yield copy.path, Where(f"themes/{copy.theme}/assets/{copy.source}" if copy.theme else copy.source)


def _files_that_are_folders(files: _Files) -> Iterator[Diagnostic]:
    """Each file in whose place there must be a folder, with the first path that needs it."""
    needed: dict[str, tuple[str, Where]] = {}
    for key, place in files.items():
        folder = key.rpartition("/")[0]
        while folder and folder not in needed:
            needed[folder] = place
            folder = folder.rpartition("/")[0]
    for key, (path, origin) in files.items():
        if key in needed:
            below, first = needed[key]
            yield problems.file_and_folder(path, below, first, origin)
