"""Rows 51 and 55 to 57 of the hostile list: no two pages for one file, and none outside output/."""

import pytest

from sitegen.model.content import Post
from sitegen.model.page import Copy
from tests.plan.sites import a_post, planned, settings_for, told

ANOTHER = "give one of them another slug, permalink or name"
ONE_FILE = "are one file where letter case or accents do not count"

TWO = {
    "two posts at one address": (
        [a_post("posts/a", permalink="/x/"), a_post("posts/b", permalink="/x")],
        [],
        ("content/posts/b.md", "“/x/index.html” is also the address of content/posts/a.md"),
    ),
    "by letter case": (
        [a_post("posts/a", permalink="/Straße/"), a_post("posts/b", permalink="/STRASSE/")],
        [],
        (
            "content/posts/b.md",
            f"“/STRASSE/index.html” and “/Straße/index.html” (content/posts/a.md) {ONE_FILE}",
        ),
    ),
    "by Unicode form": (
        [a_post("posts/a", permalink="/caf\u00e9/"), a_post("posts/b", permalink="/cafe\u0301/")],
        [],
        (
            "content/posts/b.md",
            f"“/cafe\u0301/index.html” and “/caf\u00e9/index.html” (content/posts/a.md) {ONE_FILE}",
        ),
    ),
    "a post and one of the site's own pages": (
        [a_post("pages/archive")],
        [],
        ("content/pages/archive.md", "“/archive/index.html” is also the address of the site's own archive page"),
    ),
    "a page at the address of home": (
        [a_post("pages/welcome", permalink="/")],
        [],
        ("content/pages/welcome.md", "“/index.html” is also the address of the site's own home page"),
    ),
    "a page and the list of tags": (
        [a_post("pages/tags"), a_post("posts/x", tags=["y"])],
        [],
        ("content/pages/tags.md", "“/tags/index.html” is also the address of the site's own terms page"),
    ),
    "a post and a static file": (
        [a_post("posts/a", permalink="/x.html")],
        [Copy(path="x.html", source="static/x.html")],
        ("static/x.html", "“/x.html” is also the address of content/posts/a.md"),
    ),
    "a static file and a theme's asset": (
        [],
        [
            Copy(path="assets/style.css", source="static/assets/style.css"),
            Copy(path="assets/style.css", source="style.css", theme="mine"),
        ],
        ("themes/mine/assets/style.css", "“/assets/style.css” is also the address of static/assets/style.css"),
    ),
    "files beside two posts in one folder": (
        [
            a_post("posts/a/index", permalink="/a.html", assets=["map.svg"]),
            a_post("posts/b/index", permalink="/b.html", assets=["map.svg"]),
        ],
        [],
        ("content/posts/b/map.svg", "“/map.svg” is also the address of content/posts/a/map.svg"),
    ),
    "an index.html beside an index.md": (
        [a_post("posts/a/index", assets=["index.html"])],
        [],
        ("content/posts/a/index.html", "“/2011/03/a/index.html” is also the address of content/posts/a/index.md"),
    ),
    "a file where there must be a folder": (
        [a_post("posts/a"), a_post("posts/b")],
        [Copy(path="2011", source="static/2011")],
        ("static/2011", "“/2011” cannot be a file, for “/2011/03/a/index.html” (content/posts/a.md) lies in it"),
    ),
    "a file where there must be a folder, by letter case": (
        [a_post("posts/a", permalink="/New/")],
        [Copy(path="new", source="static/new")],
        ("static/new", "“/new” cannot be a file, for “/New/index.html” (content/posts/a.md) lies in it"),
    ),
}


@pytest.mark.parametrize(("posts", "copies", "problem"), TWO.values(), ids=TWO.keys())
def test_two_for_one(posts: list[Post], copies: list[Copy], problem: tuple[str, str]) -> None:
    """An error at the second that names the first, once."""
    _, diagnostics = planned(*posts, copies=copies)
    where, message = problem
    assert told(diagnostics) == [(where, "error same-address", message, ANOTHER)]


OUTSIDE = {
    "a slug": (a_post("posts/a", slug=".."), "", "2011/03/../index.html"),
    "a permalink": (a_post("posts/a", permalink="/../x/"), "", "../x/index.html"),
    "a permalink that is encoded": (a_post("posts/a", permalink="/%2e%2e/%2E%2E/x/"), "", "../../x/index.html"),
    "a dot": (a_post("posts/a", permalink="/./x/"), "", "./x/index.html"),
    "an alias": (a_post("posts/a", aliases=["/a/../../x/"]), ":2:1", "a/../../x/index.html"),
    "another host": (a_post("posts/a", permalink="//evil.example/x/"), "", "/evil.example/x/index.html"),
    "another host, encoded": (a_post("posts/a", permalink="/%2Fevil.example/x/"), "", "/evil.example/x/index.html"),
    "an empty part": (a_post("posts/a", permalink="/x//y/"), "", "x//y/index.html"),
    "an empty part at the end": (a_post("posts/a", permalink="/x%2F"), "", "x//index.html"),
    "an alias on another host": (a_post("posts/a", aliases=["/%2Fevil.example/"]), ":2:1", "/evil.example/index.html"),
    "an alias with a query": (a_post("posts/a", aliases=["/%2Fevil.example/?p=1"]), ":2:1", "/evil.example/index.html"),
    "an alias that is not UTF-8": (a_post("posts/a", aliases=["/%FC/%2e%2E/"]), ":2:1", "\ufffd/../index.html"),
}


@pytest.mark.parametrize(("post", "place", "path"), OUTSIDE.values(), ids=OUTSIDE.keys())
def test_outside(post: Post, place: str, path: str) -> None:
    """`..` leads out of the site, and `//` to another host, however it is spelled."""
    plan, diagnostics = planned(post)
    assert plan.redirects == ()
    message = f"“/{path}” leads out of the site"
    hint = "write a path of the site, without “..”, “.” or an empty part"
    assert told(diagnostics) == [(f"content/posts/a.md{place}", "error outside-site", message, hint)]


@pytest.mark.parametrize(
    ("name", "shown"), [("a\\b.txt", "a\\b.txt"), ("a\tb.txt", "a\\tb.txt"), ("a\x7fb.txt", "a\\x7fb.txt")]
)
def test_names_that_no_address_has(name: str, shown: str) -> None:
    """Linux allows them, Windows and URLs do not."""
    _, diagnostics = planned(static=[name])
    message = f"“/{shown}” has a character that an address cannot have: a control character or a backslash"
    hint = "give it another slug, permalink or name"
    assert told(diagnostics) == [(f"static/{name}", "error file-name", message, hint)]


@pytest.mark.parametrize("written", ["/a%5Cb/", "/a\\b/", "/a%0Ab/", "/a\x7fb/"])
def test_characters_that_no_address_has(written: str) -> None:
    """From wherever they come."""
    for post, place in ((a_post("posts/a", permalink=written), ""), (a_post("posts/a", aliases=[written]), ":2:1")):
        _, [problem] = planned(post)
        assert (str(problem.where), problem.code) == (f"content/posts/a.md{place}", "file-name")


def test_a_pattern_that_leads_to_another_host() -> None:
    """The site's own pattern is held to the same."""
    _, [problem] = planned(a_post("posts/a"), settings=settings_for(permalink="/%2F{slug}/"))
    assert (problem.code, problem.message) == ("outside-site", "“//a/index.html” leads out of the site")


LONG = "ü" * 150

TOO_LONG = {
    "a slug": (a_post("posts/a", slug=LONG), "content/posts/a.md"),
    "a permalink": (a_post("posts/a", permalink=f"/x/{LONG}/y/"), "content/posts/a.md"),
    "a tag": (a_post("posts/a", tags=["x", LONG]), "content/posts/a.md:3:1"),
    "an alias": (a_post("posts/a", aliases=["/x/", f"/{LONG}/"]), "content/posts/a.md:2:2"),
}


@pytest.mark.parametrize(("post", "where"), TOO_LONG.values(), ids=TOO_LONG.keys())
def test_too_long(post: Post, where: str) -> None:
    """A name of more than 255 bytes, though of fewer letters."""
    _, diagnostics = planned(post)
    message = f"“{LONG[:40]}…” is a name of 300 bytes, and file systems take 255"
    hint = "give it a shorter slug, permalink or name"
    assert told(diagnostics) == [(where, "error name-too-long", message, hint)]


def test_a_long_name_is_told_once() -> None:
    """Not for each page of the listing."""
    _, diagnostics = planned(*(a_post(f"posts/{number}", tags=[LONG]) for number in range(30)))
    assert len(diagnostics) == 1


def test_a_name_of_255_bytes_is_fine() -> None:
    """As file systems have it; also many of them in one path."""
    _, diagnostics = planned(a_post("posts/a", permalink=f"/{'x' * 255}/{'y' * 255}/"))
    assert diagnostics == []


def test_names_that_windows_reserves_are_names() -> None:
    """The host is none."""
    _, diagnostics = planned(a_post("posts/aux", slug="aux"), static=["con.txt"])
    assert diagnostics == []
