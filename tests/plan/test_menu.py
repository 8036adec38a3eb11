"""The menu: what every entry leads to."""

import pytest

from sitegen.model.page import MenuLink
from tests.plan.sites import a_post, planned, settings_for, told

POSTS = (
    a_post("pages/about", title="About us"),
    a_post("pages/house/index", title="House", permalink="/house.html"),
    a_post("posts/2011-03-02-hello", slug="hello"),
    a_post("pages/draft", draft=True),
)


def test_the_usual_menu() -> None:
    """The archive, the tags if there are any, and the pages."""
    plan, _ = planned(*POSTS)
    pages = (MenuLink(title="About us", url="/about/"), MenuLink(title="House", url="/house.html"))
    assert plan.menu == (MenuLink(title="Archive", url="/archive/"), *pages)
    plan, _ = planned(a_post("posts/x", tags=["y"]))
    assert [(link.title, link.url) for link in plan.menu] == [("Archive", "/archive/"), ("Tags", "/tags/")]


def test_a_menu_may_be_empty() -> None:
    """Which is not the usual one."""
    plan, diagnostics = planned(*POSTS, settings=settings_for(menu=[]))
    assert (plan.menu, diagnostics) == ((), [])


ENTRIES = {
    "pages/about.md": "/about/",
    "content/pages/about.md": "/about/",
    "pages/about.md#team": "/about/#team",
    "pages/house/index.md?x=1": "/house.html?x=1",
    "posts/2011-03-02-hello.md": "/2011/03/hello/",
    "/": "/",
    "/about/": "/about/",
    "/about": "/about/",
    "/about#team": "/about/#team",
    "/about/?x=1#team": "/about/?x=1#team",
    "/blog/about/": "/about/",
    "/blog/": "/",
    "/blog": "/",
    "/feed.xml": "/feed.xml",
    "/cv 1.pdf": "/cv%201.pdf",
    "/cv%201.pdf": "/cv%201.pdf",
    "/plan.svg": "/plan.svg",
    "https://elsewhere.example/a?b#c": "https://elsewhere.example/a?b#c",
    "mailto:ada@example.org": "mailto:ada@example.org",
    "tel:+49301234": "tel:+49301234",
}


@pytest.mark.parametrize(("entry", "url"), ENTRIES.items())
def test_entry(entry: str, url: str) -> None:
    """A source, an address of the site, or one elsewhere."""
    house = a_post("pages/house/index", title="House", permalink="/house.html", assets=["plan.svg"])
    settings = settings_for("https://example.org/blog/", menu=[("Entry", entry)])
    plan, diagnostics = planned(POSTS[0], house, POSTS[2], settings=settings, static=["cv 1.pdf"])
    assert (plan.menu, diagnostics) == ((MenuLink(title="Entry", url=url),), [])


BROKEN = [
    "/nowhere/",
    "pages/nowhere.md",
    "about.md",
    "about",
    "//elsewhere.example/",
    "/%2Felsewhere.example/",
    "/blog//elsewhere.example/",
    "https://",
    "#top",
    "",
    "javascript:x",
]


@pytest.mark.parametrize("entry", BROKEN)
def test_broken_entry(entry: str) -> None:
    """An error, for it would be broken on every page."""
    plan, diagnostics = planned(
        *POSTS, settings=settings_for("https://example.org/blog/", menu=[("Home", "/"), ("Entry", entry)])
    )
    message = f"the menu leads to “{entry}”, which is not in the site"
    hint = "write a source path below content/, a path of the site, or a whole address"
    assert told(diagnostics) == [("sitegen.yaml:2:8", "error broken-link", message, hint)]
    assert [link.title for link in plan.menu] == ["Home"]


def test_an_entry_for_a_draft() -> None:
    """It is there, but not in the site."""
    _, diagnostics = planned(*POSTS, settings=settings_for(menu=[("Draft", "pages/draft.md#x")]))
    message = "the menu leads to “pages/draft.md#x”, which is a draft"
    hint = "publish it, or take it out of the menu"
    assert told(diagnostics) == [("sitegen.yaml:1:8", "error broken-link", message, hint)]
