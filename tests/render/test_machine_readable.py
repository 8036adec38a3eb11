"""Feeds, sitemap, robots.txt and `_redirects`: whole files, and what hostile words cannot break."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from sitegen.build import build
from tests.conftest import MakeSite

NOW = datetime(2024, 1, 1, tzinfo=UTC)
SETTINGS = (
    "title: A <site>\nsubtitle: Sub & title\nurl: https://example.org/blog/\nauthor: Ada\ntimezone: Europe/Berlin\n"
)
POST = """\
---
title: "Hello, <b>&amp; ]]> \\x07"
date: 2011-03-02 10:15
updated: 2012-01-01
tags: [One, Two words]
categories: [Cat]
aliases: [/old/hello.html, "/?p=198", /older, "/a:b/*"]
---

Words with a [link](2011-04-01-other.md#comment-5), [another](#part), ![an image](/pic.png) and ]]>.

## Part
"""
THREAD = """\
comments:
- {id: "7", author: "Tom \\x08<i>", date: 2011-03-03T08:00:00+10:00, body: "One ]]> *two*"}
- {id: "8", parent: "7", author: {name: Zoë, url: "https://example.net/"}, date: 2011-03-03T08:00:00+00:00, body: Yes}
- {id: "9", type: pingback, author: {name: Ping}, date: 2011-03-05, body: no}
- {id: "10", status: spam, author: Spam, date: 2011-03-06, body: no}
"""
FILES: dict[str, str | bytes] = {
    "sitegen.yaml": SETTINGS,
    "content/posts/2011-03-02-hello.md": POST,
    "content/posts/2011-04-01-other.md": "---\ntitle: Other\nlanguage: de\nauthors: [Bob]\n---\nDeutsch.\n",
    "content/comments/2011-03-02-hello.yaml": THREAD,
    "content/comments/2011-04-01-other.yaml": 'comments: [{id: "5", date: 2011-04-02, body: Hi}]\n',
    "content/pages/about.md": "---\ntitle: About\n---\nHere.\n",
    "static/pic.png": b"png",
}


@pytest.fixture
def output(make_site: MakeSite) -> Path:
    """The output of the site above."""
    site = make_site(FILES)
    report = build(site, site / "output", now=NOW)
    assert [each.message for each in report.diagnostics] == []
    return site / "output"


def test_the_feed_of_posts_holds_whole_posts_with_whole_addresses(output: Path) -> None:
    """Row 37 too: `]]>` and characters that XML forbids leave the feed well-formed."""
    feed = feedparser.parse((output / "feed.xml").read_bytes())
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.id) == ("A <site>", "https://example.org/blog/feed.xml")
    assert feed.feed.updated == "2012-01-01T00:00:00+01:00"
    other, hello = feed.entries
    assert (other.title, other.author, other.content[0].language) == ("Other", "Bob", "de")
    assert hello.title == "Hello, <b>&amp; ]]> \ufffd"
    assert (hello.id, hello.link) == ("https://example.org/blog/2011/03/hello/",) * 2
    assert (hello.published, hello.updated) == ("2011-03-02T10:15:00+01:00", "2012-01-01T00:00:00+01:00")
    assert [tag.term for tag in hello.tags] == ["Cat", "One", "Two words"]
    content = ElementTree.fromstring((output / "feed.xml").read_bytes()).findall(".//{*}content")[1].text
    assert content is not None
    assert 'href="https://example.org/blog/2011/04/other/#comment-5"' in content
    assert 'href="https://example.org/blog/2011/03/hello/#part"' in content
    assert 'src="https://example.org/blog/pic.png"' in content
    assert "]]&gt;" in content


def test_the_feed_of_comments_holds_shown_comments_newest_first(output: Path) -> None:
    """Pingbacks and withheld comments are not in it; each entry names what it answers."""
    data = (output / "comments.xml").read_bytes()
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert [(entry.title, entry.link, entry.published) for entry in feed.entries] == [
        ("Anonymous on Other", "https://example.org/blog/2011/04/other/#comment-5", "2011-04-02T00:00:00+02:00"),
        (
            "Zoë on Hello, <b>&amp; ]]> \ufffd",
            "https://example.org/blog/2011/03/hello/#comment-8",
            "2011-03-03T08:00:00+00:00",
        ),
        (
            "Tom \ufffd<i> on Hello, <b>&amp; ]]> \ufffd",
            "https://example.org/blog/2011/03/hello/#comment-7",
            "2011-03-03T08:00:00+10:00",
        ),
    ]
    replies = ElementTree.fromstring(data).findall(".//{http://purl.org/syndication/thread/1.0}in-reply-to")
    assert [reply.get("ref") for reply in replies] == [
        "https://example.org/blog/2011/04/other/",
        "https://example.org/blog/2011/03/hello/",
        "https://example.org/blog/2011/03/hello/",
    ]


def test_the_sitemap_names_every_page_once(output: Path) -> None:
    """Redirects and later pages of listings are not worth finding."""
    root = ElementTree.fromstring((output / "sitemap.xml").read_bytes())
    assert [tuple(child.text for child in entry) for entry in root] == [
        ("https://example.org/blog/",),
        ("https://example.org/blog/archive/",),
        ("https://example.org/blog/tags/",),
        ("https://example.org/blog/categories/",),
        ("https://example.org/blog/tags/one/",),
        ("https://example.org/blog/tags/two-words/",),
        ("https://example.org/blog/categories/cat/",),
        ("https://example.org/blog/2011/04/other/", "2011-04-01T00:00:00+02:00"),
        ("https://example.org/blog/2011/03/hello/", "2012-01-01T00:00:00+01:00"),
        ("https://example.org/blog/about/",),
    ]


def test_robots_and_redirects(output: Path) -> None:
    """Both with the base path; an old address with a query is in `_redirects` only."""
    assert (output / "robots.txt").read_text(encoding="utf-8") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/blog/sitemap.xml\n"
    )
    assert (output / "_redirects").read_text(encoding="utf-8").splitlines() == [
        "/blog/old/hello.html /blog/2011/03/hello/ 301",
        "/blog/ p=198 /blog/2011/03/hello/ 301",
        "/blog/older /blog/2011/03/hello/ 301",
        "/blog/a%3Ab/%2A /blog/2011/03/hello/ 301",
    ]
    for page in ("old/hello.html", "older/index.html"):
        assert 'href="/blog/2011/03/hello/"' in (output / page).read_text(encoding="utf-8")


def test_a_site_without_posts_has_feeds_that_are_valid(make_site: MakeSite) -> None:
    """No clock: the feed of nothing was never updated."""
    site = make_site({"sitegen.yaml": SETTINGS})
    assert build(site, site / "output", now=NOW).diagnostics == ()
    for name in ("feed.xml", "comments.xml"):
        feed = feedparser.parse((site / "output" / name).read_bytes())
        assert not feed.bozo
        assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


def test_hostile_names_cannot_leave_their_place(make_site: MakeSite) -> None:
    """Row 36's cousins: titles, names and settings are text wherever they stand."""
    evil = "</script></title><script>alert(1)</script>\\\"'<!--"
    site = make_site({
        "sitegen.yaml": f'title: "{evil}"\nurl: https://example.org/\nauthor: "{evil}"\n',
        "content/posts/2011-03-02-a.md": f'---\ntitle: "{evil}"\ntags: ["{evil}"]\nauthors: ["{evil}"]\n---\nWords.\n',
        "content/comments/2011-03-02-a.yaml":
            f'comments: [{{id: "1\\">x", author: "{evil}", title: "{evil}", date: 2011-03-02, body: x}}]\n',
    })  # fmt: skip
    report = build(site, site / "output", now=NOW)
    assert [each.message for each in report.diagnostics] == []
    for page in (site / "output").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")
        assert "<!--" not in page.read_text(encoding="utf-8")
