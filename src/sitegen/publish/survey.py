"""What would have to change in output/, and what stands in the way: decided before anything is changed."""

import os
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.paths import collision_key
from sitegen.publish import problems
from sitegen.publish.files import digest
from sitegen.publish.manifest import Made
from sitegen.publish.standing import Kind, Standing, folders_of, parents


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a publication does, in the order of the fields.

    `clear` are files of ours that stand where a folder must go, or lie in `clear_folders`, where a file must
    go. `prune` are the other files of ours that the site no longer has, `leave` the folders that may have
    become empty. Folders come after the folders in them.
    """

    clear: tuple[str, ...] = ()
    clear_folders: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()


def survey(
    output: Path, shown: Path, made: Made, paths: Set[str], staged: Set[str], equal: Set[str]
) -> tuple[Changes, list[Diagnostic]]:
    """How output/ comes to hold exactly `paths` of ours, of which those in `staged` have new bytes.

    Those in `equal` were found there with the right bytes, and are looked at again. The others are kept: the caller
    answers for them, and only the folders on their way are looked at.
    With an error among the diagnostics the changes mean nothing. Raises OSError if the system does not say
    what stands at a path.
    """
    standing = Standing(output)
    past = _look_back(output, standing, made, paths)
    diagnostics = [problems.altered_file_kept(shown, path) for path in past.altered]
    touched = staged | equal
    clear, blocked = _ways(shown, standing, past, paths, touched)
    diagnostics += blocked
    clear_folders: set[str] = set()
    add, replace = [], []
    for path in sorted(touched):
        match standing.kind(path):
            case Kind.BEHIND_LINK:
                pass  # The link has been reported already.
            case Kind.FILE if path in equal:
                pass
            case _ if path in equal:
                diagnostics.append(problems.changed_meanwhile(shown, path))
            case Kind.MISSING:
                add.append(path)
            case Kind.FILE if as_made := made.get(path) or past.respelled.get(path):
                if digest(f"{output}/{path}") not in as_made:
                    diagnostics.append(problems.altered_file_replaced(shown, path))
                replace.append(path)
            case Kind.FOLDER:
                inner_files, inner_folders, foreign = _contents(output, path, past)
                clear |= inner_files
                clear_folders |= inner_folders
                add.append(path)
                diagnostics += [_in_the_way(shown, each, past) for each in foreign]
            case _:
                diagnostics.append(problems.foreign_file(shown, path))
    return Changes(
        clear=tuple(sorted(clear)),
        clear_folders=_deepest_first(clear_folders),
        add=tuple(add),
        replace=tuple(replace),
        prune=tuple(sorted(past.intact - clear)),
        leave=_deepest_first(past.folders - clear_folders),
    ), diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What we made and the site no longer has: intact files, altered ones, and the folders they are or were
    in.

    `respelled` are paths of the site under which the file system finds a file that we made under another
    spelling, with its digests.
    """

    intact: frozenset[str]
    altered: tuple[str, ...]
    folders: frozenset[str]
    respelled: Mapping[str, frozenset[str]]


def _look_back(output: Path, standing: Standing, made: Made, paths: Collection[str]) -> _Past:
    past = sorted(made.keys() - paths)
    spelled = {collision_key(path): path for path in paths} if past else {}
    intact: set[str] = set()
    altered: list[str] = []
    folders: set[str] = set()
    respelled: dict[str, frozenset[str]] = {}
    for path in past:
        now = spelled.get(collision_key(path))
        if now is not None and standing.same(path, now):
            respelled[now] = respelled.get(now, frozenset()) | made[path]
            continue
        kind = standing.kind(path)
        if kind is Kind.FILE and digest(f"{output}/{path}") in made[path]:
            intact.add(path)
        elif kind in (Kind.FILE, Kind.LINK, Kind.BEHIND_LINK):
            altered.append(path)
        folders.update(folder for folder in parents(path) if standing.kind(folder) is Kind.FOLDER)
    needed = folders_of(paths) if folders else set()
    return _Past(
        intact=frozenset(intact),
        altered=tuple(altered),
        folders=frozenset(folders - needed),
        respelled=respelled,
    )


def _ways(
    shown: Path, standing: Standing, past: _Past, paths: Set[str], touched: Set[str]
) -> tuple[set[str], list[Diagnostic]]:
    """The files of ours that stand where a folder must be, and everything else that does."""
    clear, diagnostics = set(), []
    folders = folders_of(paths)
    # Where something is kept, only a link can be in the way: the file is there.
    links = standing.links_among(folders) if len(touched) < len(paths) else set()
    for folder in sorted(folders_of(touched) | links | (folders & paths)):
        kind = standing.kind(folder)
        if folder in paths:
            below = min(path for path in paths if path.startswith(f"{folder}/"))
            diagnostics.append(problems.file_and_folder(shown, folder, below))
        elif kind is Kind.LINK:
            diagnostics.append(problems.symlink(shown, folder))
        elif folder in past.intact:
            clear.add(folder)
        elif kind in (Kind.FILE, Kind.OTHER):
            diagnostics.append(_in_the_way(shown, folder, past))
    return clear, diagnostics


def _contents(output: Path, folder: str, past: _Past) -> tuple[set[str], set[str], list[str]]:
    """Files and folders of ours in a folder, itself included; and what else is in it."""
    files: set[str] = set()
    folders: set[str] = set()
    foreign: list[str] = []
    ahead = [folder]
    while ahead:
        here = ahead.pop()
        (folders.add if here in past.folders else foreign.append)(here)
        with os.scandir(output / here) as entries:
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    ahead.append(path)
                elif path in past.intact:
                    files.add(path)
                else:
                    foreign.append(path)
    return files, folders, sorted(foreign)


def _in_the_way(shown: Path, path: str, past: _Past) -> Diagnostic:
    return problems.altered_in_the_way(shown, path) if path in past.altered else problems.foreign_file(shown, path)


def _deepest_first(folders: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(folders, key=lambda folder: (-folder.count("/"), folder)))
