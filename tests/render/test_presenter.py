"""What templates are given: the documented values, and how a listing, an archive and a comment are put."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.model.content import Comment, Heading, Reply, Thread
from sitegen.model.settings import SiteFacts
from sitegen.render import contexts
from sitegen.render.presenter import fragment, plain_text
from tests.conftest import REPOSITORY, MakeSite

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TYPES = {
    "site": SiteFacts, "page": contexts.PageInfo, "card": contexts.Card, "article": contexts.Article,
    "entry": contexts.Entry, "heading": Heading, "term": contexts.TermLink, "term name": contexts.TermName,
    "link": contexts.Link, "year": contexts.Year, "pager": contexts.Pager, "thread": Thread, "reply": Reply,
    "recent comment": contexts.RecentComment, "comment": Comment,
}  # fmt: skip
NOT_FOR_TEMPLATES = {"thread": {"key"}, "comment": {"parent", "links", "marks", "status"}}


@pytest.mark.parametrize("name", TYPES)
def test_the_documented_fields_are_those_that_there_are(name: str) -> None:
    """docs/themes.md, table by table."""
    text = (REPOSITORY / "docs/themes.md").read_text(encoding="utf-8")
    table = re.search(rf"^\*\*{name}\*\*.*?\n\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, name
    cells = [line.split("|")[1] for line in table[1].splitlines()[2:]]
    documented = {field.partition(".")[0] for cell in cells for field in re.findall(r"`([\w.]+)`", cell)}
    inherited = {field.name for field in fields(contexts.Card)} if name == "article" else set()
    known = {field.name for field in fields(TYPES[name])} | {"base_path", "origin"} & documented
    assert documented == known - inherited - NOT_FOR_TEMPLATES.get(name, set())


def test_an_archive_has_each_year_once(make_site: MakeSite) -> None:
    """Though dates in different offsets cross at New Year."""
    site = make_site({
        "sitegen.yaml": "title: t\nurl: https://example.org/\ntheme: plain\n",
        "themes/plain/theme.yaml": "name: plain\nextends: default\n",
        "themes/plain/templates/archive.html":
            "{% for y in years %}{{ y.year }}: {% for post in y.posts %}{{ post.title }} {% endfor %}{% endfor %}",
        "content/posts/a.md": "---\ntitle: a\ndate: 2024-01-01T01:00:00+09:00\n---\n",
        "content/posts/b.md": "---\ntitle: b\ndate: 2023-12-31T20:00:00+00:00\n---\n",
        "content/posts/c.md": "---\ntitle: c\ndate: 2024-01-01T00:00:00+02:00\n---\n",
    })  # fmt: skip
    assert build(site, site / "output", now=NOW).diagnostics == ()
    assert _text(site / "output/archive/index.html") == "2024: c a 2023: b "


@pytest.mark.parametrize(
    ("html", "longest", "expected"),
    [
        ("<p>One <b>two</b></p>\n<p>three &amp; four</p>", 99, "One two three & four"),
        ("<p>One two three</p>", 9, "One two…"),
        ("日本語の文章には空白がありません", 5, "日本語の文…"),
        ("", 5, ""),
    ],
)
def test_plain_text(html: str, longest: int, expected: str) -> None:
    """The first words of a comment, in any script."""
    assert plain_text(html, longest) == expected


@pytest.mark.parametrize(("anchor", "expected"), [("comment-1", "comment-1"), ('c"<%#é', "c%22%3C%25%23%C3%A9")])
def test_fragment(anchor: str, expected: str) -> None:
    """A comment's id may hold anything but white space."""
    assert fragment(anchor) == expected


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
