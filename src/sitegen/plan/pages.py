"""The pages of a site, and the address of everything that can be linked to."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import Post, PostKind, Site, Taxonomy
from sitegen.model.page import Copy, Page, PageKind, Plan, Redirect
from sitegen.model.settings import Settings
from sitegen.plan import problems
from sitegen.plan.addresses import (
    encoded,
    listing_address,
    output_path,
    post_address,
    term_address,
)
from sitegen.plan.collisions import check_paths
from sitegen.plan.menu import plan_menu

_FIXED = {
    PageKind.ARCHIVE: "/archive/",
    PageKind.POSTS_FEED: "/feed.xml",
    PageKind.COMMENTS_FEED: "/comments.xml",
    PageKind.SITEMAP: "/sitemap.xml",
    PageKind.ROBOTS: "/robots.txt",
    PageKind.NOT_FOUND: "/404.html",
}
"""Pages that every site has, by their kind; the kind's value is also their subject."""


def plan_site(site: Site, settings: Settings, copies: Sequence[Copy]) -> tuple[Plan, list[Diagnostic]]:
    """Every file of output/. `copies` are the files that are published as they are, static files and theme assets."""
    pages: list[Page] = [*_listing("home", "/", len(site.order), settings.per_page, PageKind.HOME)]
    urls = {"home": "/"}
    for key, post in site.posts.items():
        urls[key] = post_address(post, settings.permalink)
        kind = PageKind.POST if post.kind is PostKind.POST else PageKind.PAGE
        pages.append(_page(kind, urls[key], key, Where(post.source)))
    for taxonomy, terms in site.terms.items():
        if terms:
            urls[taxonomy.value] = f"/{taxonomy.value}/"
            pages.append(_page(PageKind.TERMS, urls[taxonomy.value], taxonomy.value))
        for term in terms:
            subject = f"{taxonomy.value}/{term.slug}"
            urls[subject] = term_address(taxonomy, term.slug)
            origin = _first_mention(site.posts[term.posts[-1]], taxonomy)
            pages += _listing(subject, urls[subject], len(term.posts), settings.per_page, PageKind.TERM, origin)
    published = {copy.path for copy in copies}
    for kind, address in _FIXED.items():
        if output_path(address) in published and kind is PageKind.ROBOTS:
            continue  # the owner's own robots.txt
        urls[kind.value] = address
        pages.append(_page(kind, address, kind.value))
    assets = _asset_copies(site.posts, urls)
    redirects, redirect_pages, diagnostics = _redirects(site.posts, urls)
    pages += redirect_pages
    if redirects:
        pages.append(_page(PageKind.REDIRECTS, "/_redirects", "redirects"))
    menu, menu_problems = plan_menu(settings, site, urls, {page.path for page in pages} | published)
    plan = Plan(
        pages=tuple(pages),
        copies=(*copies, *assets),
        redirects=tuple(redirects),
        urls=urls,
        menu=menu,
        per_page=settings.per_page,
    )
    return plan, [*diagnostics, *menu_problems, *check_paths(plan)]


def static_copies(paths: Iterable[str]) -> list[Copy]:
    """Files of static/ are published at the root."""
    return [Copy(path=path.removeprefix("static/"), source=path) for path in paths]


def theme_copies(assets: Mapping[str, str]) -> list[Copy]:
    """A theme's assets, which theme each comes from by its path, are published in assets/."""
    return [Copy(path=f"assets/{path}", source=path, theme=theme) for path, theme in sorted(assets.items())]


def _page(kind: PageKind, url: str, subject: str, origin: Where | None = None, number: int = 1) -> Page:
    return Page(path=output_path(url), url=url, kind=kind, subject=subject, number=number, origin=origin)


def _listing(
    subject: str, first: str, posts: int, per_page: int, kind: PageKind, origin: Where | None = None
) -> list[Page]:
    """The pages of a listing; a site without posts has a home nevertheless."""
    last = max(1, ceil(posts / per_page))
    return [_page(kind, listing_address(first, number), subject, origin, number) for number in range(1, last + 1)]


def _first_mention(post: Post, taxonomy: Taxonomy) -> Where:
    """Where the oldest post of a term names it, or near there."""
    return post.front.marks.get(taxonomy.value) or Where(post.source)


def _asset_copies(posts: Mapping[str, Post], urls: Mapping[str, str]) -> list[Copy]:
    """The files beside an index.md are published beside its page."""
    copies = []
    for key, post in posts.items():
        home = output_path(urls[key]).rpartition("/")[0]
        folder = post.source.rpartition("/")[0]
        for asset in post.assets:
            name = asset.removeprefix(folder + "/")
            copies.append(Copy(path=f"{home}/{name}" if home else name, source=asset))
    return copies


def _redirects(
    posts: Mapping[str, Post], urls: Mapping[str, str]
) -> tuple[list[Redirect], list[Page], list[Diagnostic]]:
    """Old addresses. One with a query (`/?p=198`) is no file: it stands in `_redirects` only."""
    redirects: list[Redirect] = []
    pages: list[Page] = []
    diagnostics: list[Diagnostic] = []
    for key, post in posts.items():
        for number, alias in enumerate(dict.fromkeys(post.front.aliases)):
            where = post.front.marks.get(f"aliases[{number}]") or Where(post.source)
            path, _, query = alias.partition("?")
            old = encoded(path)
            if not query and output_path(old) in (output_path(urls[key]), output_path(urls[key]).removesuffix("/index.html")):
                diagnostics.append(problems.redirect_shadowed(alias, where))
                continue
            redirects.append(Redirect(old=f"{old}?{query}" if query else old, new=urls[key]))
            if not query:
                address = old if "." in old.rpartition("/")[2] or old.endswith("/") else f"{old}/"
                pages.append(_page(PageKind.REDIRECT, address, key, where))
    return redirects, pages, diagnostics
