"""Which file of output/ somebody means: by its path, its address, or the source that it shows."""

import os
import posixpath
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.model.settings import SiteFacts
from sitegen.targets import is_own


def meant_paths(named: str, *, here: Path, output: Path, facts: SiteFacts | None) -> Iterator[str]:
    """The paths in the folder `output` that `named` can mean, likeliest first; `here` is where relative paths begin.

    `facts` are those of the site whose addresses count, None where they are not known.
    """
    if "://" in named:
        if facts and is_own(named, facts):
            yield from _at(_below_base(unquote(urlsplit(named).path), facts))
        return
    below = _inside(named, here, output)
    if below is not None:
        yield from _at(below)
    for path in (named, named.partition("#")[0], named.partition("#")[0].partition("?")[0]):
        yield from _at(path.removeprefix("output/"))
        yield from _at(_below_base("/" + unquote(path).lstrip("/"), facts))


def meant_sources(named: str, *, here: Path, root: Path) -> Iterator[str]:
    """The paths in the site's folder that `named` can mean."""
    below = _inside(named, here, root)
    yield from (path for path in (below, named) if path)


def of_url(url: str) -> str:
    """The path of the page at an address under the site's root."""
    path = unquote(url).removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def same_name(path: str, known: Callable[[str], bool]) -> str | None:
    """The path as it is known, in whatever form of Unicode it was typed."""
    forms = (path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path))
    return next((form for form in forms if known(form)), None)


def _at(path: str) -> Iterator[str]:
    """What a host answers with at a path."""
    name = posixpath.normpath(path.strip("/")) if path.strip("/") else ""
    if name in ("", "."):
        yield "index.html"
    else:
        yield from (name, f"{name}/index.html")


def _below_base(path: str, facts: SiteFacts | None) -> str:
    base = unquote(facts.base_path) if facts else "/"
    return path[len(base) :] if f"{path}/".startswith(base) else path


def _inside(named: str, here: Path, folder: Path) -> str | None:
    """The path from the folder, if it is in it."""
    whole = os.path.normpath(here / named)
    if whole == str(folder):
        return ""
    return whole[len(str(folder)) + 1 :] if whole.startswith(f"{folder}{os.sep}") else None
