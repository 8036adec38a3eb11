"""No two pages for one file, on any file system, and no file outside output/."""

from collections.abc import Iterator

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.paths import collision_key, inside, too_long
from sitegen.model.page import Plan
from sitegen.plan import problems


def check_paths(plan: Plan) -> list[Diagnostic]:
    """What is wrong with the paths of a plan, each problem at the source that comes second."""
    diagnostics: list[Diagnostic] = []
    files: dict[str, tuple[str, Where]] = {}
    for path, origin in _paths(plan):
        if not inside(path):
            diagnostics.append(problems.outside_site(path, origin))
        elif name := too_long(path):
            diagnostics.append(problems.name_too_long(name, origin))
        elif taken := files.get(collision_key(path)):
            other, first = taken
            if other == path:
                diagnostics.append(problems.same_address(path, first, origin))
            else:
                diagnostics.append(problems.same_address_somewhere(path, other, first, origin))
        else:
            files[collision_key(path)] = (path, origin)
    return diagnostics + list(_files_that_are_folders(files))


def _paths(plan: Plan) -> Iterator[tuple[str, Where]]:
    """Every path with the place that asks for it."""
    for page in plan.pages:
        yield page.path, page.origin or Where(f"the site's own {page.kind.value} page")
    for copy in plan.copies:
        yield copy.path, Where(f"themes/{copy.theme}/assets/{copy.source}" if copy.theme else copy.source)


def _files_that_are_folders(files: dict[str, tuple[str, Where]]) -> Iterator[Diagnostic]:
    for path, origin in files.values():
        folder = path.rpartition("/")[0]
        while folder:
            if taken := files.get(collision_key(folder)):
                yield problems.file_and_folder(taken[0], path, origin, taken[1])
            folder = folder.rpartition("/")[0]
