"""The pages of a site, and the address of everything that can be linked to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import PostFacts, PostKind, Site, Taxonomy
from sitegen.model.page import Copy, Page, PageKind, Plan, Redirect
from sitegen.model.settings import Settings
from sitegen.plan import problems
from sitegen.plan.addresses import listing_address, output_path, post_address, term_address
from sitegen.plan.collisions import check_paths
from sitegen.plan.menu import plan_menu
from sitegen.plan.redirects import plan_redirects

_FIXED = {
    PageKind.ARCHIVE: "/archive/",
    PageKind.POSTS_FEED: "/feed.xml",
    PageKind.COMMENTS_FEED: "/comments.xml",
    PageKind.SITEMAP: "/sitemap.xml",
    PageKind.ROBOTS: "/robots.txt",
    PageKind.NOT_FOUND: "/404.html",
}
"""Pages that every site has, by their kind; the kind's value is also their subject."""

_REDIRECTS = "_redirects"
_OWNERS = {"robots.txt", "404.html", _REDIRECTS}
"""A file of static/ takes the place of the site's own: hosts ask for them by name, so the owner's is meant."""


def plan_site(site: Site, settings: Settings, copies: Sequence[Copy]) -> tuple[Plan, list[Diagnostic]]:
    """Every file of output/, none in the way of another. `copies` are the files that are published as they are, static
    files and theme assets.
    """
    plan, diagnostics = arrange_site(site, settings, copies)
    return plan, [*diagnostics, *check_paths(plan)]


def arrange_site(site: Site, settings: Settings, copies: Sequence[Copy]) -> tuple[Plan, list[Diagnostic]]:
    """The same where it is known that the paths are in order."""
    owned = _OWNERS & {copy.path for copy in copies}
    pages = [page for page in _pages(site, settings) if page.origin or page.path not in owned]
    urls = {page.subject: page.url for page in pages if page.number == 1}
    redirects, redirect_pages, diagnostics = plan_redirects(site.posts, urls, settings.site.base_path)
    pages += redirect_pages
    if redirects and _REDIRECTS in owned:
        diagnostics += _unlisted(redirects)
    elif redirects:
        pages.append(_page(PageKind.REDIRECTS, f"/{_REDIRECTS}", "redirects"))
    all_copies = [*copies, *_asset_copies(site.posts, urls)]
    paths = {page.path for page in pages} | {copy.path for copy in all_copies}
    menu, menu_problems = plan_menu(settings, site, urls, paths)
    plan = Plan(
        pages=tuple(pages),
        copies=tuple(all_copies),
        redirects=tuple(redirects),
        urls=urls,
        menu=menu,
        per_page=settings.per_page,
    )
    return plan, [*diagnostics, *menu_problems]


def static_copies(paths: Iterable[str]) -> list[Copy]:
    """Files of static/ are published at the root."""
    return [Copy(path=path.removeprefix("static/"), source=path) for path in paths]


def theme_copies(assets: Mapping[str, str]) -> list[Copy]:
    """A theme's assets, which theme each comes from by its path, are published in assets/."""
    return [Copy(path=f"assets/{path}", source=path, theme=theme) for path, theme in sorted(assets.items())]


def _pages(site: Site, settings: Settings) -> Iterator[Page]:
    """Every page but those of old addresses."""
    yield from _listing("home", "/", len(site.order), settings.per_page, PageKind.HOME)
    for key, post in site.posts.items():
        kind = PageKind.POST if post.kind is PostKind.POST else PageKind.PAGE
        yield _page(kind, post_address(post, settings.permalink), key, Where(post.source))
    for taxonomy, terms in site.terms.items():
        if terms:
            yield _page(PageKind.TERMS, f"/{taxonomy.value}/", taxonomy.value)
        for term in terms:
            origin = _first_mention(site.posts[term.posts[-1]], taxonomy)
            subject, address = f"{taxonomy.value}/{term.slug}", term_address(taxonomy, term.slug)
            yield from _listing(subject, address, len(term.posts), settings.per_page, PageKind.TERM, origin)
    for kind, address in _FIXED.items():
        yield _page(kind, address, kind.value)


def _page(kind: PageKind, url: str, subject: str, origin: Where | None = None, number: int = 1) -> Page:
    return Page(path=output_path(url), url=url, kind=kind, subject=subject, number=number, origin=origin)


def _listing(
    subject: str, first: str, posts: int, per_page: int, kind: PageKind, origin: Where | None = None
) -> list[Page]:
    """The pages of a listing; a site without posts has a home nevertheless."""
    last = max(1, ceil(posts / per_page))
    return [_page(kind, listing_address(first, number), subject, origin, number) for number in range(1, last + 1)]


def _first_mention(post: PostFacts, taxonomy: Taxonomy) -> Where:
    """Where the oldest post of a term names it, or near there."""
    return post.marks.get(taxonomy.value) or Where(post.source)


def _asset_copies(posts: Mapping[str, PostFacts], urls: Mapping[str, str]) -> list[Copy]:
    """The files beside an index.md are published beside its page."""
    copies = []
    for key, post in posts.items():
        home = output_path(urls[key]).rpartition("/")[0]
        folder = post.source.rpartition("/")[0]
        for asset in post.assets:
            name = asset.removeprefix(folder + "/")
            copies.append(Copy(path=f"{home}/{name}" if home else name, source=asset))
    return copies


def _unlisted(redirects: Iterable[Redirect]) -> list[Diagnostic]:
    """What the owner's own `_redirects` hides: the old addresses at which there is no page."""
    hidden = [redirect.old for redirect in redirects if "?" in redirect.old]
    where = Where(f"static/{_REDIRECTS}")
    return [problems.redirects_replaced(hidden[0], len(hidden) - 1, where)] if hidden else []
