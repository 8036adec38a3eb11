"""Every file that output/ will hold."""

from datetime import UTC, datetime

import pytest

from sitegen.model.page import Copy, Page, PageKind, Plan
from sitegen.plan.pages import static_copies, theme_copies
from tests.plan.sites import a_post, planned, settings_for, told

ALWAYS = ["index.html", "archive/index.html", "feed.xml", "comments.xml", "sitemap.xml", "robots.txt", "404.html"]


def paths(plan: Plan) -> list[str]:
    """Of the pages, without those that every site has."""
    return [page.path for page in plan.pages if page.path not in ALWAYS]


def test_an_empty_site() -> None:
    """It has a home, an archive, feeds, a sitemap, robots.txt and a page for what is not found."""
    plan, diagnostics = planned()
    assert [page.path for page in plan.pages] == ALWAYS
    assert (plan.copies, plan.redirects, diagnostics) == ((), (), [])


def test_posts_pages_and_terms() -> None:
    """And the address of each, by its subject."""
    plan, diagnostics = planned(
        a_post("posts/hello", tags=["C#", "Grün"], categories=["Old"]), a_post("pages/about", tags=["unlisted"])
    )
    assert diagnostics == []
    assert paths(plan) == [
        "about/index.html",
        "2011/03/hello/index.html",
        "tags/index.html",
        "tags/c-sharp/index.html",
        "tags/grün/index.html",
        "categories/index.html",
        "categories/old/index.html",
    ]
    assert plan.urls == {
        "home": "/",
        "posts/hello": "/2011/03/hello/",
        "pages/about": "/about/",
        "tags": "/tags/",
        "tags/c-sharp": "/tags/c-sharp/",
        "tags/grün": "/tags/gr%C3%BCn/",
        "categories": "/categories/",
        "categories/old": "/categories/old/",
        "archive": "/archive/",
        "posts-feed": "/feed.xml",
        "comments-feed": "/comments.xml",
        "sitemap": "/sitemap.xml",
        "robots": "/robots.txt",
        "404": "/404.html",
    }


@pytest.mark.parametrize(("posts", "last"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_pages_of_listings(posts: int, last: int) -> None:
    """As many as are needed, and one at least."""
    plan, _ = planned(
        *(a_post(f"posts/{number}", tags=["x"]) for number in range(posts)), settings=settings_for(per_page=3)
    )
    home = [(page.url, page.number) for page in plan.pages if page.kind is PageKind.HOME]
    assert home == [("/", 1), ("/page/2/", 2), ("/page/3/", 3)][:last]
    tag = [(page.url, page.number) for page in plan.pages if page.kind is PageKind.TERM]
    assert tag == [("/tags/x/", 1), ("/tags/x/page/2/", 2), ("/tags/x/page/3/", 3)][: last if posts else 0]


def test_files_beside_a_post_are_published_beside_its_page() -> None:
    """Also those in folders below; a page that is a file has them beside it."""
    plan, diagnostics = planned(
        a_post("posts/trip/index", assets=["map.svg", "day 1/tent.jpg"]),
        a_post("posts/walk/index", permalink="/walks/walk.html", assets=["map.svg"]),
        a_post("pages/house/index", permalink="/house.html", assets=["plan.svg"]),
    )
    assert [(copy.path, copy.source) for copy in plan.copies] == [
        ("plan.svg", "content/pages/house/plan.svg"),
        ("2011/03/trip/map.svg", "content/posts/trip/map.svg"),
        ("2011/03/trip/day 1/tent.jpg", "content/posts/trip/day 1/tent.jpg"),
        ("walks/map.svg", "content/posts/walk/map.svg"),
    ]
    assert diagnostics == []


def test_copies() -> None:
    """Static files go to the root, a theme's assets into assets/."""
    assert static_copies(["static/a/b.txt", "static/.well-known/x"]) == [
        Copy(path="a/b.txt", source="static/a/b.txt"),
        Copy(path=".well-known/x", source="static/.well-known/x"),
    ]
    assert theme_copies({"style.css": "default", "a.js": "mine"}) == [
        Copy(path="assets/a.js", source="a.js", theme="mine"),
        Copy(path="assets/style.css", source="style.css", theme="default"),
    ]


@pytest.mark.parametrize("name", ["robots.txt", "404.html"])
def test_the_owners_own_file_is_meant(name: str) -> None:
    """Hosts ask for these by name."""
    plan, diagnostics = planned(static=[name, "favicon.ico", ".nojekyll"])
    assert [page.path for page in plan.pages] == [path for path in ALWAYS if path != name]
    assert [copy.path for copy in plan.copies] == [name, "favicon.ico", ".nojekyll"]
    assert diagnostics == []


@pytest.mark.parametrize("source", ["posts/lost", "pages/lost"])
def test_the_owners_own_file_does_not_take_the_place_of_a_page(source: str) -> None:
    """Of two files that the owner wrote, nobody knows which is meant."""
    post = a_post(source, permalink="/404.html", assets=["map.svg"], aliases=["/old/"])
    menu = settings_for(menu=[("Lost", f"{source}.md")])
    plan, diagnostics = planned(post, a_post("posts/x", tags=["y"]), static=["404.html"], settings=menu)
    assert told(diagnostics) == [
        (
            "static/404.html",
            "error same-address",
            f"“/404.html” is also the address of content/{source}.md",
            "give one of them another slug, permalink or name",
        )
    ]
    assert plan.urls[source] == "/404.html"


def test_an_alias_where_there_is_a_file_of_the_owners() -> None:
    """Likewise."""
    _, [problem] = planned(a_post("posts/x", aliases=["/404.html"]), static=["404.html"])
    assert (str(problem.where), problem.code) == ("static/404.html", "same-address")


@pytest.mark.parametrize("name", ["robots.txt", "_redirects"])
def test_a_page_called_like_a_file_of_the_owners(name: str) -> None:
    """It would be a folder, for no host knows that it is a page."""
    _, [problem] = planned(a_post("posts/x", permalink=f"/{name}"), static=[name])
    assert (str(problem.where), problem.code) == (f"static/{name}", "same-address")


def test_the_owners_own_redirects() -> None:
    """Old addresses are pages nevertheless; of those that are none, a warning tells."""
    post = a_post("posts/x", aliases=["/old/", "/?p=1", "/?p=2"])
    plan, diagnostics = planned(post, static=["_redirects"])
    assert paths(plan) == ["2011/03/x/index.html", "old/index.html"]
    assert told(diagnostics) == [
        (
            "static/_redirects",
            "warning redirects-replaced",
            "this file takes the place of sitegen's own, so “/?p=1” and 1 more with a query will lead nowhere",
            "write such aliases into it yourself, or rename it",
        )
    ]
    _, diagnostics = planned(a_post("posts/x", aliases=["/old/"]), static=["_redirects"])
    assert diagnostics == []


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml", "index.html", "archive/index.html"])
def test_a_static_file_does_not_take_the_place_of_other_pages(name: str) -> None:
    """A feed left over from an old platform would silently be what subscribers get for ever."""
    _, [problem] = planned(static=[name])
    assert (str(problem.where), problem.code) == (f"static/{name}", "same-address")


def test_a_page_knows_where_it_comes_from() -> None:
    """A post from its file, a term's page from the oldest post that names it."""
    plan, _ = planned(
        a_post("posts/new", tags=["x"]), a_post("posts/old", date=datetime(2001, 1, 1, tzinfo=UTC), tags=["x"])
    )
    origins = {page.url: str(page.origin) for page in plan.pages if page.origin}
    assert origins == {
        "/2011/03/new/": "content/posts/new.md",
        "/2001/01/old/": "content/posts/old.md",
        "/tags/x/": "content/posts/old.md:3:1",
    }
    assert plan.pages[0] == Page(path="index.html", url="/", kind=PageKind.HOME, subject="home")
