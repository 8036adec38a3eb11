"""Which files a site has, and what each is for. Names only: nothing is read here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.load import problems

INDEX = "index.md"
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """The files of a site by their use, as sorted POSIX paths relative to it.

    `assets` are the files beside an index.md, by the path of that file.
    """

    posts: tuple[str, ...]
    pages: tuple[str, ...]
    threads: tuple[str, ...]
    static: tuple[str, ...]
    data: tuple[str, ...]
    assets: dict[str, tuple[str, ...]] = field(default_factory=dict)


def scan(site: Path) -> tuple[SiteFiles, list[Diagnostic]]:
    """All files of content/, static/ and data/."""
    diagnostics: list[Diagnostic] = []
    posts, post_assets = _entries(site, "content/posts", diagnostics)
    pages, page_assets = _entries(site, "content/pages", diagnostics)
    return SiteFiles(
        posts=posts,
        pages=pages,
        threads=_of_kind(site, "content/comments", (".yaml", ".yml"), "a thread's name ends with .yaml", diagnostics),
        static=tuple(path for path in _files(site, "static", diagnostics) if not _is_litter(path)),
        data=_of_kind(site, "data", (".yaml", ".yml"), "data is read from .yaml files", diagnostics),
        assets=post_assets | page_assets,
    ), diagnostics


def _entries(
    site: Path, folder: str, diagnostics: list[Diagnostic]
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The Markdown files of a folder, and the other files beside or beneath each index.md."""
    files = [path for path in _files(site, folder, diagnostics) if not _is_hidden(path)]
    entries = tuple(path for path in files if path.endswith(".md"))
    homes = {path.removesuffix(INDEX): path for path in entries if path.endswith("/" + INDEX)}
    homes.pop(folder + "/", None)
    assets: dict[str, list[str]] = {}
    for path in files:
        if path.endswith(".md"):
            continue
        home = _nearest_home(path, homes)
        if home is None:
            diagnostics.append(problems.stray_file(path, "put it into static/, or beside a post's index.md"))
        else:
            assets.setdefault(homes[home], []).append(path)
    return entries, {index: tuple(paths) for index, paths in assets.items()}


def _nearest_home(path: str, homes: dict[str, str]) -> str | None:
    while path:
        path = path.rstrip("/").rpartition("/")[0]
        if f"{path}/" in homes:
            return f"{path}/"
    return None


def _of_kind(
    site: Path, folder: str, suffixes: tuple[str, ...], hint: str, diagnostics: list[Diagnostic]
) -> tuple[str, ...]:
    """The files with one of these suffixes; names that begin with `_` are kept for sitegen's own records."""
    found = []
    for path in _files(site, folder, diagnostics):
        if path.endswith(suffixes) and not path.rpartition("/")[2].startswith("_"):
            found.append(path)
        elif not _is_hidden(path) and not path.endswith(suffixes):
            diagnostics.append(problems.stray_file(path, hint))
    return tuple(found)


def _files(site: Path, folder: str, diagnostics: list[Diagnostic]) -> list[str]:
    """Every file below a folder, sorted, so that nothing depends on the file system's order."""
    return sorted(_walk(site, folder, diagnostics))


def _walk(site: Path, folder: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(site / here))
        except FileNotFoundError:
            continue
        except OSError as reason:
            diagnostics.append(problems.unreadable(here, reason))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            if not _is_text(path):
                diagnostics.append(problems.name_not_utf8(path))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif _leads_to_folder(entry):
                diagnostics.append(problems.linked_folder(path))
            else:
                yield path


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a symbolic link leads to a folder; one that leads in a circle does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_hidden(path: str) -> bool:
    """Files that editors and systems leave behind: dot files, backups, swap files."""
    name = path.rpartition("/")[2]
    in_hidden_folder = any(part.startswith(".") for part in path.split("/"))
    return in_hidden_folder or _is_litter(path) or name.endswith(("~", ".swp", ".bak", ".orig")) or name.startswith("#")


def _is_litter(path: str) -> bool:
    return path.rpartition("/")[2] in _LITTER
