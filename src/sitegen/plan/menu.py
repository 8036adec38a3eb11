"""The menu: what the settings say, else the archive, categories, tags and pages."""

import re
from collections.abc import Collection, Mapping

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import Site, Taxonomy
from sitegen.model.page import MenuLink, PageKind
from sitegen.model.settings import Settings
from sitegen.plan import problems
from sitegen.plan.addresses import encoded, output_path, without_base


def plan_menu(
    settings: Settings, site: Site, urls: Mapping[str, str], paths: Collection[str]
) -> tuple[tuple[MenuLink, ...], list[Diagnostic]]:
    """The menu's links. `urls` are the addresses by subject, `paths` the files of output/.

    An entry leads to a source below content/, to a path of the site, with or without the site's base path, or to a
    whole address elsewhere; the first two may go on with a query or a fragment.
    """
    if settings.menu is None:
        return _usual_menu(site, urls), []
    links: list[MenuLink] = []
    diagnostics: list[Diagnostic] = []
    by_source = {post.source.removeprefix("content/"): urls[key] for key, post in site.posts.items()}
    left_out = {each.source.removeprefix("content/"): each.reason for each in site.left_out}
    for position, entry in enumerate(settings.menu):
        path, rest = _split(entry.url)
        name = path.removeprefix("content/")
        url = by_source.get(name) or _address(path, paths, settings.site.base_path)
        if url is None:
            where = settings.marks.get(f"menu[{position}]") or Where("sitegen.yaml")
            diagnostics.append(problems.broken_menu_entry(entry.url, left_out.get(name), where))
        else:
            links.append(MenuLink(title=entry.title, url=url + rest))
    return tuple(links), diagnostics


def _usual_menu(site: Site, urls: Mapping[str, str]) -> tuple[MenuLink, ...]:
    links = [MenuLink(title="Archive", url=urls[PageKind.ARCHIVE.value])]
    for title, taxonomy in (("Categories", Taxonomy.CATEGORIES), ("Tags", Taxonomy.TAGS)):
        if site.terms[taxonomy]:
            links.append(MenuLink(title=title, url=urls[taxonomy.value]))
    return (*links, *(MenuLink(title=site.posts[key].title, url=urls[key]) for key in site.pages))


def _split(url: str) -> tuple[str, str]:
    """A path, and the query and fragment after it."""
    path = url if _WHOLE.match(url) else re.split("[?#]", url, maxsplit=1)[0]
    return path, url[len(path) :]


def _address(path: str, paths: Collection[str], base_path: str) -> str | None:
    """A whole address as it stands, a path of the site if there is a page or file at it."""
    if _WHOLE.match(path):
        return path
    if not path.startswith("/") or path.startswith("//"):
        return None
    below = without_base(encoded(path), base_path)
    candidates = (encoded(path), encoded(path) + "/", below, below + "/")
    return next((each for each in candidates if output_path(each) in paths), None)


_WHOLE = re.compile(r"https?://.|(?!https?:|javascript:|data:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
