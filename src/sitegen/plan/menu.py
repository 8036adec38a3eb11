"""The menu: what the settings say, else the archive, the tags and the pages."""

from collections.abc import Collection, Mapping

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import Site, Taxonomy
from sitegen.model.page import MenuLink, PageKind
from sitegen.model.settings import Settings
from sitegen.plan import problems
from sitegen.plan.addresses import encoded, output_path


def plan_menu(
    settings: Settings, site: Site, urls: Mapping[str, str], paths: Collection[str]
) -> tuple[tuple[MenuLink, ...], list[Diagnostic]]:
    """The menu's links. `urls` are the addresses by subject, `paths` the files of output/."""
    if settings.menu is None:
        return _usual_menu(site, urls), []
    links: list[MenuLink] = []
    diagnostics: list[Diagnostic] = []
    by_source = {post.source.removeprefix("content/"): urls[key] for key, post in site.posts.items()}
    for position, entry in enumerate(settings.menu):
        url = by_source.get(entry.url.removeprefix("content/")) or _address(entry.url, paths)
        if url is None:
            where = settings.marks.get(f"menu[{position}]") or Where("sitegen.yaml")
            diagnostics.append(problems.broken_menu_entry(entry.url, where))
        else:
            links.append(MenuLink(title=entry.title, url=url))
    return tuple(links), diagnostics


def _usual_menu(site: Site, urls: Mapping[str, str]) -> tuple[MenuLink, ...]:
    links = [MenuLink(title="Archive", url=urls[PageKind.ARCHIVE.value])]
    if site.terms[Taxonomy.TAGS]:
        links.append(MenuLink(title="Tags", url=urls[Taxonomy.TAGS.value]))
    return (*links, *(MenuLink(title=site.posts[key].title, url=urls[key]) for key in site.pages))


def _address(url: str, paths: Collection[str]) -> str | None:
    """A whole address as it stands, a path of the site if there is a page at it."""
    if "://" in url or url.startswith("mailto:"):
        return url
    if not url.startswith("/"):
        return None
    path, mark, rest = url.partition("#")
    address = next((each for each in (path, f"{path}/") if output_path(encoded(each)) in paths), None)
    return address and f"{encoded(address)}{mark}{rest}"
