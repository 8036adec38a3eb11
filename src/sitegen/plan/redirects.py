"""Old addresses: at each a page that leads to the new one, and a list of all for hosts that can do better."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.paths import IN_ADDRESS
from sitegen.model.content import PostFacts
from sitegen.model.page import Page, PageKind, Redirect
from sitegen.plan import problems
from sitegen.plan.addresses import encoded, output_path, page_address, without_base
from sitegen.plan.collisions import unfit_path


def plan_redirects(
    posts: Mapping[str, PostFacts], urls: Mapping[str, str], base_path: str
) -> tuple[list[Redirect], list[Page], list[Diagnostic]]:
    """What becomes of all aliases. An alias may have the path under which the site lives, as browsers show it.

    One with a query (`/?p=198`), or that is not UTF-8 (`/caf%E9`), is no file: it stands in the list only.
    """
    redirects: dict[str, Redirect] = {}
    pages: list[Page] = []
    diagnostics: list[Diagnostic] = []
    first: dict[str, _Alias] = {}
    for alias in _aliases(posts, base_path):
        new = urls[alias.key]
        if unfit := unfit_path(alias.file or output_path(alias.old.partition("?")[0]), alias.where):
            diagnostics.append(unfit)
            continue
        known = first.setdefault(alias.file or alias.old, alias)
        if alias.file == output_path(new):
            diagnostics.append(problems.redirect_shadowed(alias.written, alias.where))
        elif known.key != alias.key:
            diagnostics.append(problems.same_alias(alias.written, known.where, alias.where))
        else:
            redirects.setdefault(alias.old, Redirect(old=alias.old, new=new))
            if known is alias and alias.file:
                pages.append(alias.page())
    return list(redirects.values()), pages, diagnostics


@dataclass(frozen=True, slots=True)
class _Alias:
    """An alias as it is `written` in the front matter of the post `key`; `file` is empty where there can be none."""

    written: str
    key: str
    where: Where
    old: str  # percent-encoded, with its query
    url: str = ""
    file: str = ""

    def page(self) -> Page:
        """The page that leads on."""
        return Page(path=self.file, url=self.url, kind=PageKind.REDIRECT, subject=self.key, origin=self.where)


def _aliases(posts: Mapping[str, PostFacts], base_path: str) -> Iterator[_Alias]:
    for key, post in posts.items():
        for number, written in enumerate(post.aliases):
            where = post.marks.get(f"aliases[{number}]") or Where(post.source)
            path, mark, query = f"/{written.removeprefix('/')}".partition("?")
            is_file = not query and _is_utf8(path)
            old = without_base(encoded(path) if _is_utf8(path) else quote(path, safe=_SAFE), base_path)
            if is_file:
                url = page_address(old)
                yield _Alias(written, key, where, old, url, output_path(url))
            else:
                yield _Alias(written, key, where, old + mark + quote(query, safe=_SAFE))


_SAFE = f"{IN_ADDRESS}?%"  # RFC 3986, 3.4: what a query holds unencoded; what is encoded already stays


def _is_utf8(path: str) -> bool:
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
