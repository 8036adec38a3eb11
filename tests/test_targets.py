"""Where addresses lead, from posts in every place and in every spelling."""

import pytest

from sitegen.model.content import PostKind
from sitegen.model.settings import SiteFacts
from sitegen.targets import is_own
from sitegen.view import SiteView
from tests.plan.sites import a_post, settings_for, viewed

POSTS = (
    a_post("posts/2011-03-02-hello", slug="hello", aliases=["/old/", "/older.html", "/?p=198", "/gr%C3%BCn/"]),
    a_post("posts/trip/index", assets=["map 1.svg", "img/tent.jpg"]),
    a_post("posts/cafe\u0301", slug="cafe", permalink="/caf\u00e9.html"),
    a_post("posts/sub/deep"),
    a_post("pages/about"),
    a_post("pages/house/index", title="House"),
)
STATIC = ("boxes.svg", "a b/c d.txt", "posts/raw.md")
HELLO = "content/posts/2011-03-02-hello.md"
TRIP = "content/posts/trip/index.md"
ABOUT = "content/pages/about.md"
DEEP = "content/posts/sub/deep.md"

ROOT = viewed(*POSTS, static=STATIC)
BELOW = viewed(*POSTS, static=STATIC, settings=settings_for("https://Example.org/a%20blog/"))


def led(view: SiteView, address: str, source: str) -> str | None:
    """The address under the site's root, with query and fragment."""
    target = view.target(address, source)
    return f"{target.url}{target.query}{'#' if target.fragment else ''}{target.fragment}" if target else None


SOURCES = {
    ("sub/deep.md", HELLO): "/2011/03/deep/",
    ("./sub/deep.md", HELLO): "/2011/03/deep/",
    ("sub/deep", HELLO): "/2011/03/deep/",
    ("../2011-03-02-hello.md#comment-7", DEEP): "/2011/03/hello/#comment-7",
    ("../2011-03-02-hello.md?x=1&y#z", DEEP): "/2011/03/hello/?x=1&y#z",
    ("2011-03-02-hello", "content/posts/x.md"): "/2011/03/hello/",
    ("trip/index.md", HELLO): "/2011/03/trip/",
    ("trip/", HELLO): "/2011/03/trip/",
    ("trip", HELLO): "/2011/03/trip/",
    ("../trip/index.md", DEEP): "/2011/03/trip/",
    ("../trip/", DEEP): "/2011/03/trip/",
    ("../sub/deep.md", TRIP): "/2011/03/deep/",
    ("../2011-03-02-hello/", TRIP): "/2011/03/hello/",
    ("../../pages/about.md", TRIP): "/about/",
    ("../pages/about.md", HELLO): "/about/",
    ("../posts/trip/index.md", ABOUT): "/2011/03/trip/",
    ("house/", ABOUT): "/house/",
    ("posts/sub/deep.md", ABOUT): "/2011/03/deep/",
    ("pages/about.md", DEEP): "/about/",
    ("content/pages/about.md", DEEP): "/about/",
    ("/posts/sub/deep.md", ABOUT): "/2011/03/deep/",
    ("/content/posts/sub/deep.md", ABOUT): "/2011/03/deep/",
    ("caf\u00e9.md", HELLO): "/caf%C3%A9.html",
    ("cafe\u0301.md", HELLO): "/caf%C3%A9.html",
    ("caf%C3%A9.md", HELLO): "/caf%C3%A9.html",
    ("map 1.svg", TRIP): "/2011/03/trip/map%201.svg",
    ("map%201.svg", TRIP): "/2011/03/trip/map%201.svg",
    ("img/tent.jpg", TRIP): "/2011/03/trip/img/tent.jpg",
    ("trip/img/tent.jpg", HELLO): "/2011/03/trip/img/tent.jpg",
    ("../../static/boxes.svg", HELLO): "/boxes.svg",
    ("/static/boxes.svg", HELLO): "/boxes.svg",
}


@pytest.mark.parametrize(("address", "source"), SOURCES)
def test_by_source(address: str, source: str) -> None:
    """As a person writes it who has the files before them, wherever the site lives."""
    expected = SOURCES[address, source]
    assert (led(ROOT, address, source), led(BELOW, address, source)) == (expected, expected)


ADDRESSES = {
    "": "/2011/03/hello/",
    "#x": "/2011/03/hello/#x",
    "?x=1": "/2011/03/hello/?x=1",
    "?x=1#y": "/2011/03/hello/?x=1#y",
    "/": "/",
    "/?utm=1": "/?utm=1",
    "/about/": "/about/",
    "/about": "/about/",
    "/about/index.html": "/about/",
    "/about/#x": "/about/#x",
    "../../../about/": "/about/",
    "../deep/": "/2011/03/deep/",
    "../deep": "/2011/03/deep/",
    "./": "/2011/03/hello/",
    "../../../": "/",
    "../../../../../about/": "/about/",
    "/tags/": None,
    "/archive/": "/archive/",
    "/feed.xml": "/feed.xml",
    "/boxes.svg": "/boxes.svg",
    "/a b/c d.txt": "/a%20b/c%20d.txt",
    "/a%20b/c%20d.txt": "/a%20b/c%20d.txt",
    "/posts/raw.md": "/posts/raw.md",
    "/caf\u00e9.html": "/caf%C3%A9.html",
    "/cafe%CC%81.html": "/caf%C3%A9.html",
    "/old/": "/2011/03/hello/",
    "/old": "/2011/03/hello/",
    "/old#comment-7": "/2011/03/hello/#comment-7",
    "/old/?x=1": "/2011/03/hello/?x=1",
    "/older.html": "/2011/03/hello/",
    "/grün/": "/2011/03/hello/",
    "/?p=198": "/2011/03/hello/",
    "/?p=198#comment-7": "/2011/03/hello/#comment-7",
    "/?p=%31%39%38": "/2011/03/hello/",
    "/?p=199": "/?p=199",
    "/nothing/": None,
    "/About/": None,
    "/aboutindex.html": None,
    "/abou": None,
    "nothing.md": None,
    "../../x.png": None,
    "..\\sub\\deep.md": None,
    "mailto:ada@example.org": None,
    "javascript:alert(1)": None,
    "tel:123": None,
    "data:text/html,x": None,
    "http:about": None,
    "https://elsewhere.example/about/": None,
    "//elsewhere.example/about/": None,
    "https://example.org.evil.example/about/": None,
    "https://ada@example.org/about/": None,
    "http://[": None,
    "//[": None,
    "\x00": "/2011/03/hello/",  # as browsers do, for which control characters at the ends are nothing
    "%00": None,
    "%FF": None,
    "a" * 10_000: None,
    "../" * 10_000: "/",
}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: repr(address)[:40])
def test_by_address(address: str) -> None:
    """As browsers have it; an old address becomes the new one. The site's base path is not written."""
    expected = ADDRESSES[address]
    assert (led(ROOT, address, HELLO), led(BELOW, address, HELLO)) == (expected, expected)


WHOLE = {
    "": "/",
    "/": "/",
    "/about/": "/about/",
    "/about": "/about/",
    "/about/?x#y": "/about/?x#y",
    "/x/../about/": "/about/",
    "/older.html": "/2011/03/hello/",
    "/?p=198#comment-7": "/2011/03/hello/#comment-7",
    "?p=198": "/2011/03/hello/",
    "/nothing/": None,
}


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize(
    "host", ["https://example.org", "http://EXAMPLE.org", "//example.org", "https://example.org:443"]
)
def test_whole(host: str, path: str) -> None:
    """http and https are one, and letter case in the host does not count."""
    assert led(ROOT, host + path, HELLO) == WHOLE[path]
    assert led(BELOW, f"{host}/a%20blog{path}", HELLO) == WHOLE[path]
    assert led(BELOW, f"{host}/a blog{path}", HELLO) == WHOLE[path]


def test_the_base_path_may_be_written() -> None:
    """As browsers show it; a page of the host that is beside the site is not in it."""
    assert led(BELOW, "/a%20blog/about/", HELLO) == "/about/"
    assert led(BELOW, "/a%20blog", HELLO) == "/"
    assert led(BELOW, "/a%20blog/?p=198", HELLO) == "/2011/03/hello/"
    assert led(BELOW, "https://example.org/about/", HELLO) is None
    assert led(BELOW, "https://example.org/a%20blogs/about/", HELLO) is None


def test_a_target_names_its_file() -> None:
    """For whoever wants to look into the page."""
    target = ROOT.target("/old/#x", HELLO)
    assert target is not None
    assert (target.path, target.url, target.query, target.fragment) == (
        "2011/03/hello/index.html",
        "/2011/03/hello/",
        "",
        "x",
    )


def test_posts_that_are_files() -> None:
    """Relative addresses count from the folder of the page."""
    view = viewed(a_post("posts/a", permalink="/x/a.html"), a_post("posts/b", permalink="/x/c.html"))
    assert led(view, "c.html", "content/posts/a.md") == "/x/c.html"
    assert led(view, "../x/c.html", "content/posts/a.md") == "/x/c.html"


def test_pages_are_posts_too() -> None:
    """Kinds make no difference to links."""
    assert {post.kind for post in POSTS} == set(PostKind)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://example.org/blog/", True),
        ("https://example.org/blog", True),
        ("http://EXAMPLE.ORG:80/blog/x?y#z", True),
        ("//example.org/blog/x", True),
        ("https://example.org/", False),
        ("https://example.org/blogs/", False),
        ("https://example.org/blog/../x", False),
        ("https://example.com/blog/", False),
        ("https://example.org:8080/blog/", False),
        ("ftp://example.org/blog/", False),
        ("/blog/", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_own_addresses(address: str, own: bool) -> None:
    """Below the site's own address, or somewhere else."""
    assert is_own(address, SiteFacts(title="", url="https://example.org/blog/")) is own
