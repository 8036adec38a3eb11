"""Where an address that is written in a file of the site leads, if that is inside the site.

Names are compared percent-decoded and in Unicode's form NFC: a link typed on Linux finds a file named on a Mac.
"""

import posixpath
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, quote, unquote, urlsplit

from sitegen.model.content import Site
from sitegen.model.page import Page, PageKind, Plan, Target
from sitegen.model.settings import SiteFacts

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Targets:
    """Every page and published file of a site, found by its address, an old address or the path of its source."""

    def __init__(self, site: Site, plan: Plan, facts: SiteFacts) -> None:
        self.facts = facts
        self._urls = {page.path: page.url for page in plan.pages}
        self._urls |= {copy.path: "/" + quote(copy.path) for copy in plan.copies}
        self._published = frozenset(copy.path for copy in plan.copies)
        subjects = {page.subject: page.path for page in plan.pages if page.kind in (PageKind.POST, PageKind.PAGE)}
        self._files = {_normal(path): path for path in self._urls}
        self._files |= {_normal(page.path): subjects[page.subject] for page in plan.pages if _only_redirects(page)}
        self._sources = {_normal(site.posts[key].source): path for key, path in subjects.items()}
        self._sources |= {_normal(copy.source): copy.path for copy in plan.copies if not copy.theme}
        by_url = {plan.urls[key]: path for key, path in subjects.items()}
        self._queries = {_normal(unquote(each.old)): by_url[each.new] for each in plan.redirects if "?" in each.old}

    def asset(self, path: str) -> str | None:
        """The address of a theme's asset, else of a file of static/, with the site's base path."""
        found = next((name for name in (f"assets/{path}", path) if name in self._published), None)
        return found and self.facts.base_path + quote(found)

    def find(self, address: str, source: str) -> Target | None:
        """What an address in the file `source` means. An old address means the page to which it leads now."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        found = self._found(parts, source)
        if found is None:
            return None
        path, query = found
        return Target(path=path, url=self._urls[path], query=f"?{query}" if query else "", fragment=parts.fragment)

    def _found(self, parts: SplitResult, source: str) -> tuple[str, str] | None:
        """The file of output/, and what is left of the query."""
        path = _normal(unquote(parts.path))
        if parts.scheme or parts.netloc:
            below = _below(self.facts, parts)
            return None if below is None else self._at(below, parts.query)
        if path.startswith("/"):
            below = _below_base(self.facts, path)
            found = self._at(path, parts.query) or (self._at(below, parts.query) if below else None)
            return found or self._from_source(path, source, parts.query)
        own = self._sources.get(_normal(source))
        if not path:
            return (own, parts.query) if own else None
        here = unquote(self._urls[own]) if own else "/"
        return self._from_source(path, source, parts.query) or self._at(_joined(here, path), parts.query)

    def _from_source(self, path: str, source: str, query: str) -> tuple[str, str] | None:
        names = (name for name in source_names(path, source) if name in self._sources)
        return next(((self._sources[name], query) for name in names), None)

    def _at(self, path: str, query: str) -> tuple[str, str] | None:
        """What answers at a path under the site's root."""
        if query and (moved := self._queries.get(_normal(f"{path}?{unquote(query)}"))):
            return moved, ""
        name = path.removeprefix("/")
        files = (name, f"{name}/index.html") if name and not name.endswith("/") else (f"{name}index.html",)
        return next(((self._files[file], query) for file in files if file in self._files), None)


def source_names(path: str, source: str) -> Iterator[str]:
    """The paths of sources that a decoded path in the file `source` can mean, likeliest first.

    It counts from the file's own folder, from content/, or from the site's folder; `.md` and `/index.md` may be
    left out.
    """
    folders = ("content", "") if path.startswith("/") else (posixpath.dirname(source), "content", "")
    for folder in folders:
        name = _normal(posixpath.normpath(posixpath.join(folder, path.lstrip("/"))))
        yield from (name, f"{name}.md", f"{name}/index.md")


def is_own(address: str, facts: SiteFacts) -> bool:
    """Whether a whole address (`https://…`, `//…`) is below the site's own. http and https are one, for links are older
    than certificates; letter case in the host does not count.
    """
    try:
        return _below(facts, urlsplit(address)) is not None
    except ValueError:
        return False


def _below(facts: SiteFacts, parts: SplitResult) -> str | None:
    """The decoded path under the site's root of a whole address, or None for one of another site."""
    if parts.scheme not in ("", "http", "https") or _host(parts) != _host(urlsplit(facts.url)):
        return None
    return _below_base(facts, _joined("/", _normal(unquote(parts.path))))


def _below_base(facts: SiteFacts, path: str) -> str | None:
    base = _normal(unquote(facts.base_path))
    return "/" + path[len(base) :] if f"{path}/".startswith(base) else None


def _host(parts: SplitResult) -> str:
    return parts.netloc.casefold().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ""))


def _joined(here: str, path: str) -> str:
    """The path that a relative one means on the page `here`; `..` stops at the root (RFC 3986, 5.2.4)."""
    joined = "/" + posixpath.normpath(posixpath.join(here.rpartition("/")[0] + "/", path)).lstrip("/")
    is_folder = path.rpartition("/")[2] in ("", ".", "..")
    return f"{joined}/" if is_folder and joined != "/" else joined


def _only_redirects(page: Page) -> bool:
    return page.kind is PageKind.REDIRECT


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)
