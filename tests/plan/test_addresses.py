"""Where posts and pages live, and which file answers there."""

import pytest

from sitegen.model.content import Taxonomy
from sitegen.plan.addresses import (
    encoded,
    listing_address,
    output_path,
    page_address,
    post_address,
    term_address,
    without_base,
)
from tests.plan.sites import a_post

USUAL = "/{year}/{month}/{slug}/"

PATTERNS = {
    USUAL: "/2011/03/hello/",
    "/{year}/{month}/{day}/{slug}/": "/2011/03/02/hello/",
    "/{slug}": "/hello/",
    "/{slug}/": "/hello/",
    "/{slug}.html": "/hello.html",
    "/{slug}.HTM": "/hello.HTM",
    "/{slug}.php": "/hello.php/",
    "/{category}/{slug}/": "/old-things/hello/",
    "/{author}/{id}/": "/ada-l/p-198/",
    "/blog/{slug}": "/blog/hello/",
    "/a b/{slug}/": "/a%20b/hello/",
}


@pytest.mark.parametrize(("pattern", "address"), PATTERNS.items())
def test_pattern(pattern: str, address: str) -> None:
    """Every placeholder, and every end."""
    post = a_post(
        "posts/2011-03-02-hello", slug="hello", categories=["Old Things", "x"], authors=["Ada L."], id="p=198"
    )
    assert post_address(post.facts(), pattern) == address


def test_pattern_where_a_post_says_little() -> None:
    """Without a category, an author and an id there is an address nevertheless."""
    assert post_address(a_post("posts/hello").facts(), "/{category}/{author}/{id}/") == "/uncategorized/author/hello/"


SLUGS = {
    "hello": "/2011/03/hello/",
    "python-3.6": "/2011/03/python-3.6/",
    "日本語": "/2011/03/%E6%97%A5%E6%9C%AC%E8%AA%9E/",
    "ÄÖ": "/2011/03/%C3%84%C3%96/",
    "~ada": "/2011/03/~ada/",
}


@pytest.mark.parametrize(("slug", "address"), SLUGS.items())
def test_slug(slug: str, address: str) -> None:
    """As it stands, percent-encoded."""
    assert post_address(a_post("posts/x", slug=slug).facts(), USUAL) == address
    assert post_address(a_post("posts/x", slug=slug).facts(), "/{slug}") == address.removeprefix("/2011/03")


PAGES = {
    "pages/about": "/about/",
    "pages/house/rules": "/house/rules/",
    "pages/house/index": "/house/",
    "pages/v1.0": "/v1.0/",
    "pages/old house/ä": "/old%20house/%C3%A4/",
}


@pytest.mark.parametrize(("source", "address"), PAGES.items())
def test_page(source: str, address: str) -> None:
    """The path of its file."""
    assert post_address(a_post(source).facts(), USUAL) == address


PERMALINKS = {
    "/x": "/x/",
    "/x/": "/x/",
    "/x.html": "/x.html",
    "/x.php": "/x.php/",
    "/a/b.c/d": "/a/b.c/d/",
    "/v1.0": "/v1.0/",
    "/100%/": "/100%25/",
    "/a%20b/": "/a%20b/",
    "/a b/": "/a%20b/",
    "/grün/": "/gr%C3%BCn/",
    "/gr%C3%BCn/": "/gr%C3%BCn/",
    "/what%3F/": "/what%3F/",
    "/essays/{slug}/": "/essays/hello/",
    "/{year}/{slug}/": "/2011/hello/",
    "/{nothing}/": "/%7Bnothing%7D/",
    "x": "/x/",
    "https://evil.example/": "/https://evil.example/",
    "//evil.example/x/": "//evil.example/x/",
    "/%2Fevil.example/x/": "//evil.example/x/",
}


@pytest.mark.parametrize(("permalink", "address"), PERMALINKS.items())
def test_permalink(permalink: str, address: str) -> None:
    """A post's or page's own goes before any pattern, and may have placeholders too."""
    for source in ("posts/hello", "pages/hello"):
        assert post_address(a_post(source, permalink=permalink).facts(), USUAL) == address


def test_a_permalink_without_a_date() -> None:
    """Pages have none; a part that has words of its own stays."""
    assert post_address(a_post("pages/x", date=None, permalink="/{year}/{month}{day}/{slug}/").facts(), USUAL) == "/x/"
    assert post_address(a_post("pages/x", date=None, permalink="/{year}/of-{month}/").facts(), USUAL) == "/of-/"


FILES = {
    "/": "index.html",
    "/a/": "a/index.html",
    "/a.html": "a.html",
    "/feed.xml": "feed.xml",
    "/gr%C3%BCn/": "grün/index.html",
    "/what%3F/": "what?/index.html",
    "/%2e%2e/x/": "../x/index.html",
    "//evil.example/x/": "/evil.example/x/index.html",
    "/%2Fevil.example/x/": "/evil.example/x/index.html",
    "/a;b=c/": "a;b=c/index.html",
    "/x:y/": "x:y/index.html",
}


@pytest.mark.parametrize(("address", "file"), FILES.items())
def test_file(address: str, file: str) -> None:
    """What a static host sends. (One that leads out is refused with all other collisions.)"""
    assert output_path(address) == file


def test_encoding_is_done_once() -> None:
    """What is encoded already stays."""
    for path in ("/a b/ä?#[]/", "/100%/", "/~!$&'()*+,;=:@-._"):
        assert encoded(encoded(path)) == encoded(path)
        assert page_address(page_address(path)) == page_address(path)


def test_listings_and_terms() -> None:
    """The first page of a listing is its address."""
    assert [listing_address("/", number) for number in (1, 2)] == ["/", "/page/2/"]
    assert [listing_address("/tags/x/", number) for number in (1, 10)] == ["/tags/x/", "/tags/x/page/10/"]
    assert term_address(Taxonomy.TAGS, "grün") == "/tags/gr%C3%BCn/"


@pytest.mark.parametrize(
    ("path", "base", "below"),
    [
        ("/a/", "/", "/a/"),
        ("/blog/a/", "/blog/", "/a/"),
        ("/blog", "/blog/", "/"),
        ("/blog/", "/blog/", "/"),
        ("/blogs/a/", "/blog/", "/blogs/a/"),
        ("/a/", "/blog/", "/a/"),
    ],
)
def test_without_base(path: str, base: str, below: str) -> None:
    """As browsers show it, or as the site has it."""
    assert without_base(path, base) == below
