from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.formats.post import dump_post, parse_post
from sitegen.ground.dates import load_zone
from sitegen.ground.sources import Source, decode
from sitegen.model.documents import FrontMatter, PostDocument, ThreadStatus
from tests.conftest import REPOSITORY, shared_samples
from tests.formats.documents import as_lists, offsets, posts, read_by_pyyaml
from tests.formats.mutations import mutations
from tests.formats.told import Refused, Told, told

BERLIN = load_zone("Europe/Berlin")

EVERY_FIELD = """\
---
title: "It's: all"
id: 010
date: 2011-03-02 10:15
updated: 2011-07-02T10:15:00-04:00
slug: all
tags: [a, no, 10]
categories:
- X
author: Hanne
authors: [Ruth]
summary: >-
  Folded
  text
draft: yes
expires: 2099-01-01
permalink: /x/
aliases: "/?p=198,2"
language: de
image: a.jpg
comments: {status: open}
extra: {a: 1, b: [c, {d: }]}
---

Body \x20
---\x20
"""


def test_every_field() -> None:
    """Each field of the front matter arrives where it belongs, and the body as it stands."""
    document, diagnostics = parse_post(Source("f", EVERY_FIELD), BERLIN)
    assert diagnostics == []
    assert document == PostDocument(
        front=FrontMatter(
            title="It's: all",
            id="010",
            date=datetime(2011, 3, 2, 10, 15, tzinfo=timezone(timedelta(hours=1))),
            updated=datetime(2011, 7, 2, 10, 15, tzinfo=timezone(timedelta(hours=-4))),
            slug="all",
            tags=("a", "no", "10"),
            categories=("X",),
            authors=("Hanne", "Ruth"),
            summary="Folded text",
            draft=True,
            expires=datetime(2099, 1, 1, tzinfo=timezone(timedelta(hours=1))),
            permalink="/x/",
            aliases=("/?p=198,2",),
            language="de",
            image="a.jpg",
            comments=ThreadStatus.OPEN,
            extra={"a": "1", "b": ("c", {"d": ""})},
        ),
        body="\nBody  \n--- \n",
    )


def test_fields_have_their_places() -> None:
    """So that later stages can say where a slug or an alias stands."""
    source = Source("f", EVERY_FIELD)
    document, _ = parse_post(source, UTC)
    assert document is not None
    assert document.front.marks == {
        "title": source.at(2, 8),
        "date": source.at(4, 7),
        "slug": source.at(6, 7),
        "summary": source.at(12, 10),
        "permalink": source.at(17, 12),
        "aliases": source.at(18, 10),
        "aliases[0]": source.at(18, 10),
        "image": source.at(20, 8),
        "tags": source.at(7, 7),
        "tags[0]": source.at(7, 8),
        "tags[1]": source.at(7, 11),
        "tags[2]": source.at(7, 15),
        "categories": source.at(9, 1),
        "categories[0]": source.at(9, 3),
    }


@pytest.mark.parametrize(
    ("written", "zone", "hours"),
    [
        ("2011-03-02", BERLIN, 1),
        ("2011-07-02 10:00", BERLIN, 2),
        ("2015-06-08 10:00:43 -0400", BERLIN, -4),
        ("2011-03-02T10:15:00Z", BERLIN, 0),
    ],
)
def test_a_date_without_an_offset_is_in_the_sites_time_zone(written: str, zone: tzinfo, hours: int) -> None:
    """Summer time counts; an offset that is written counts more."""
    document, _ = parse_post(Source("f", f"---\ntitle: x\ndate: {written}\n---\n"), zone)
    assert document is not None
    assert document.front.date is not None
    assert document.front.date.utcoffset() == timedelta(hours=hours)


# text, body, the line of the file in which the body begins
SPLIT: dict[str, tuple[str, str, int]] = {
    "nothing follows": ("---\ntitle: x\n---", "", 4),
    "one line end follows": ("---\ntitle: x\n---\n", "", 4),
    "blank lines": ("---\ntitle: x\n---\n\n\na\n", "\n\na\n", 4),
    "spaces after the fences": ("--- \ntitle: x\n---\t \na", "a", 4),
    "CRLF": ("---\r\ntitle: x\r\n---\r\na\r\nb", "a\r\nb", 4),
    "CR": ("---\rtitle: x\r---\ra\rb", "a\rb", 4),
    "mixed line ends": ("---\r\ntitle: x\rslug: y\n---\ra\n", "a\n", 5),
    "a fence in the body": ("---\ntitle: x\n---\na\n---\nb\n", "a\n---\nb\n", 4),
    "a fence in a text": ("---\ntitle: |-\n  x\n\n  ---\nslug: '---'\n---\na\n", "a\n", 8),
    "a longer line is no fence": ("---\ntitle: x\n#---\ntags:\n- ---\n---\na", "a", 7),
    "old line ends": ("---\ntitle: x\u2028y\n---\na\x85b", "a\x85b", 4),
}


@pytest.mark.parametrize(("text", "body", "line"), SPLIT.values(), ids=SPLIT)
def test_the_body_begins_behind_the_second_fence(text: str, body: str, line: int) -> None:
    """It is kept exactly as it stands, line ends included."""
    document, diagnostics = parse_post(Source("f", text), UTC)
    assert diagnostics == []
    assert document is not None
    assert (document.body, document.body_line) == (body, line)


def test_a_byte_order_mark_does_not_hide_the_fence() -> None:
    """Windows' Notepad writes one."""
    source, _ = decode("f", "\ufeff---\ntitle: x\n---\na".encode())
    assert source is not None
    assert parse_post(source, UTC) == (PostDocument(front=FrontMatter(title="x"), body="a"), [])


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: no", "no"),
        ('title: ""', ""),
        ("title: 12:30:45", "12:30:45"),
        ("title: 2001-02-30", "2001-02-30"),
        ('title: "a\\x07b"', "a\x07b"),
        ("title: a\u2028b", "a\u2028b"),
        ("title: >\n  a\n  b", "a b\n"),
    ],
)
def test_a_title_is_text(written: str, title: str) -> None:
    """Whatever YAML would make of it."""
    document, diagnostics = parse_post(Source("f", f"---\n{written}\n---\n"), UTC)
    assert diagnostics == []
    assert document is not None
    assert document.front.title == title


REFUSED: Refused = {
    "empty": (
        "",
        Told("", "empty-file", "the file is empty", "put front matter in it, or delete it"),
    ),
    "white space": (
        " \n\n",
        Told("", "empty-file", "the file is empty", "put front matter in it, or delete it"),
    ),
    "no front matter": (
        "Hello\n",
        Told(
            "1:1",
            "no-front-matter",
            "a post begins with front matter",
            "put “---”, “title: …”, “---” on the first lines",
        ),
    ),
    "only the fence": (
        "---",
        Told("1:1", "no-front-matter", "the front matter does not end", "close it with a line “---”"),
    ),
    "fence and line end": (
        "---\n",
        Told("1:1", "no-front-matter", "the front matter does not end", "close it with a line “---”"),
    ),
    "no end": (
        "---\ntitle: x\n\nHello\n",
        Told("1:1", "no-front-matter", "the front matter does not end", "close it with a line “---”"),
    ),
    "TOML": (
        "+++\ntitle = 'x'\n+++\n",
        Told(
            "1:1",
            "no-front-matter",
            "“+++” begins TOML, and front matter is YAML",
            "write it between “---” lines",
        ),
    ),
    "late": (
        "\n\n---\ntitle: x\n---\n",
        Told("3:1", "no-front-matter", "front matter begins on the first line", "remove the lines above it"),
    ),
    "nothing between": (
        "---\n---\n",
        Told("1:1", "missing-field", "title: is missing", "write “title: …”"),
    ),
    "only comments": (
        "---\n# title: x\n---\n",
        Told("1:1", "missing-field", "title: is missing", "write “title: …”"),
    ),
    "no title": (
        "---\ndate: 2011-03-02\n---\n",
        Told("2:1", "missing-field", "title: is missing", "write “title: …”"),
    ),
    "title of nothing": (
        "---\ntitle:\n---\n",
        Told("2:1", "missing-field", "title: is missing", "write “title: …”"),
    ),
    "text": (
        "---\nHello\n---\n",
        Told("2:1", "wrong-type", "front matter: expected a mapping, not text", "write “title: …”"),
    ),
    "list": (
        "---\n- a\n---\n",
        Told("2:1", "wrong-type", "front matter: expected a mapping, not a list", "write “title: …”"),
    ),
    "no space": (
        "---\ntitle:Foo\n---\n",
        Told("2:6", "yaml-syntax", "there is no space after the colon", "write “title: Foo”"),
    ),
    "unclosed quotes": (
        '---\ntitle: "foo\n---\nBody "x"\n',
        Told("2:8", "yaml-syntax", "a quoted text does not end", "close the quotes"),
    ),
    "unknown key": (
        "---\ntitle: x\ntag: y\nlayout: post\n---\n",
        Told("3:1", "unknown-key", "tag: there is no field of this name", "did you mean “tags”?"),
        Told(
            "4:1",
            "unknown-key",
            "layout: there is no field of this name",
            "known here: title, id, date, updated, slug, tags, categories, authors, author, summary, "
            "draft, expires, permalink, aliases, language, image, comments, extra; a field of your "
            "own goes under “extra:”",
        ),
    ),
    "title is a list": (
        "---\ntitle: [a]\n---\n",
        Told("2:8", "wrong-type", "title: expected text, not a list"),
    ),
    "title is a mapping": (
        "---\ntitle: {a: b}\n---\n",
        Told("2:8", "wrong-type", "title: expected text, not a mapping"),
    ),
    "title is an alias": (
        "---\ntitle: *a\n---\n",
        Told(
            "2:8",
            "yaml-alias",
            "“*a” stands for another part of the file",
            "write the value out, or quote it",
        ),
    ),
    "tags with commas": (
        "---\ntitle: x\ntags: a, b\n---\n",
        Told("3:7", "wrong-type", "tags: expected a list, not text with commas", "write [a, b]"),
    ),
    "tags are a mapping": (
        "---\ntitle: x\ntags: {a: b}\n---\n",
        Told("3:7", "wrong-type", "tags: expected a list, not a mapping"),
    ),
    "tag of nothing": (
        "---\ntitle: x\ntags:\n- a\n-\n---\n",
        Told("5:2", "wrong-type", "tags[1]: expected text, not nothing"),
    ),
    "tag is a list": (
        "---\ntitle: x\ntags: [[a], b]\n---\n",
        Told("3:8", "wrong-type", "tags[0]: expected text, not a list"),
    ),
    "language": (
        "---\ntitle: x\nlanguage: German\n---\n",
        Told(
            "3:11",
            "wrong-value",
            "language: “German” is not a language",
            "write its BCP 47 tag, such as en or pt-BR",
        ),
    ),
    "draft": (
        "---\ntitle: x\ndraft: maybe\n---\n",
        Told("3:8", "wrong-type", "draft: expected true or false, not “maybe”"),
    ),
    "draft list": (
        "---\ntitle: x\ndraft: [true]\n---\n",
        Told("3:8", "wrong-type", "draft: expected true or false, not a list"),
    ),
    "date of no form": (
        "---\ntitle: x\ndate: yesterday\n---\n",
        Told(
            "3:7",
            "wrong-value",
            "date: “yesterday” is not a date; write YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM",
        ),
    ),
    "30 February": (
        "---\ntitle: x\ndate: 2001-02-30\n---\n",
        Told("3:7", "wrong-value", "date: “2001-02-30” is not a date: that month has the days 1 to 28"),
    ),
    "date list": (
        "---\ntitle: x\ndate: [2001-02-03]\n---\n",
        Told("3:7", "wrong-type", "date: expected a date, not a list"),
    ),
    "date of 5,000 digits": (
        "---\ntitle: x\ndate: " + "1" * 5000 + "\n---\n",
        Told(
            "3:7",
            "wrong-value",
            "date: “11111111111111111111111111111111111111111111111111111111111…” is not a date; "
            "write YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM",
        ),
    ),
    "date with escapes": (
        '---\ntitle: x\ndate: "\\x1b[31m\\n"\n---\n',
        Told(
            "3:7",
            "wrong-value",
            "date: “\\x1b[31m\\n” is not a date; write YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM",
        ),
    ),
    "tagged date": (
        "---\ntitle: x\ndate: !!timestamp 2001-02-03\n---\n",
        Told(
            "3:7",
            "yaml-tag",
            "the tag “!!timestamp” asks for a type",
            "remove it; the field decides the type",
        ),
    ),
    "comments false": (
        "---\ntitle: x\ncomments: false\n---\n",
        Told(
            "3:11",
            "wrong-value",
            "comments: “false” is not one of closed, open",
            "write “closed” or “open”",
        ),
    ),
    "comments list": (
        "---\ntitle: x\ncomments: [closed]\n---\n",
        Told(
            "3:11",
            "wrong-type",
            "comments: expected text or a mapping, not a list",
        ),
    ),
    "comments status": (
        "---\ntitle: x\ncomments: {status: close}\n---\n",
        Told(
            "3:20",
            "wrong-value",
            "comments.status: “close” is not one of closed, open",
            "did you mean “closed”?",
        ),
    ),
    "comments key": (
        "---\ntitle: x\ncomments: {state: closed}\n---\n",
        Told("3:12", "unknown-key", "comments.state: there is no field of this name", "did you mean “status”?"),
    ),
    "extra list": (
        "---\ntitle: x\nextra: [a]\n---\n",
        Told("3:8", "wrong-type", "extra: expected a mapping, not a list"),
    ),
    "duplicate": (
        "---\ntitle: x\ntitle: y\n---\n",
        Told("3:1", "duplicate-key", "“title” stands here twice; first at line 2", "remove one of them"),
    ),
    "all at once": (
        "---\ndate: x\ntitel: y\ndraft: z\ndate: 2011-03-02\nextra: &a b\n---\n",
        Told(
            "2:7",
            "wrong-value",
            "date: “x” is not a date; write YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM",
        ),
        Told("3:1", "unknown-key", "titel: there is no field of this name", "did you mean “title”?"),
        Told("4:8", "wrong-type", "draft: expected true or false, not “z”"),
        Told("5:1", "duplicate-key", "“date” stands here twice; first at line 2", "remove one of them"),
        Told("6:8", "wrong-type", "extra: expected a mapping, not “b”"),
        Told(
            "6:8",
            "yaml-alias",
            "“&a” names a part of the file for reuse",
            "write the value out wherever “*a” stands, or quote it if it is text",
        ),
    ),
    "CRLF": (
        "---\r\ntitle: x\r\ndraft: z\r\n---\r\nBody\r\n",
        Told("3:8", "wrong-type", "draft: expected true or false, not “z”"),
    ),
    "CR": (
        "---\rtitle: x\rdraft: z\r---\rBody\r",
        Told("3:8", "wrong-type", "draft: expected true or false, not “z”"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in REFUSED.values()], ids=REFUSED)
def test_what_is_wrong_is_said_all_at_once(text: str, expected: list[Told]) -> None:
    """Every mistake once, in the order of the file, and no post."""
    source = Source("content/posts/a.md", text)
    document, diagnostics = parse_post(source, UTC)
    assert document is None
    assert told(source, diagnostics) == expected


def test_a_post_is_written_as_a_person_would() -> None:
    """Front matter in the order of reading, and only what is said."""
    front = FrontMatter(
        title="Four people in a kitchen",
        id="198",
        date=datetime(2011, 3, 2, 10, 15, tzinfo=timezone(timedelta(hours=1))),
        tags=("threads", "a: b"),
        authors=("Hanne Vollbrecht",),
        draft=True,
        aliases=("/?p=198",),
        summary="One.\nTwo.\n",
        comments=ThreadStatus.CLOSED,
        extra={"layout": "wide"},
    )
    assert (
        dump_post(PostDocument(front=front, body="\nOn Saturday\n"))
        == """\
---
title: Four people in a kitchen
date: 2011-03-02T10:15:00+01:00
id: "198"
authors: [Hanne Vollbrecht]
tags: [threads, "a: b"]
draft: true
aliases: ["/?p=198"]
summary: |
  One.
  Two.
comments: closed
extra: {layout: wide}
---

On Saturday
"""
    )


@pytest.mark.parametrize("written", ["closed", "{status: closed}", "'closed'", "\n  status: closed"])
def test_whether_comments_are_closed_has_a_short_form(written: str) -> None:
    document, diagnostics = parse_post(Source("f", f"---\ntitle: x\ncomments: {written}\n---\n"), UTC)
    assert diagnostics == []
    assert document is not None
    assert document.front.comments is ThreadStatus.CLOSED


@given(posts)
def test_what_is_written_is_read_back(document: PostDocument) -> None:
    """Any document of the model, by our reader; every text as text by PyYAML's."""
    text = dump_post(document)
    read, diagnostics = parse_post(Source("f", text), UTC)
    assert (read, diagnostics) == (document, [])
    assert read is not None
    assert offsets(read) == offsets(document)
    front, written = document.front, read_by_pyyaml(text.removeprefix("---\n").removesuffix(f"---\n{document.body}"))
    assert written["title"] == front.title
    assert written.get("summary", "") == front.summary
    assert written.get("slug", "") == front.slug
    assert written.get("tags", []) == list(front.tags)
    assert written.get("extra", {}) == as_lists(front.extra)


@pytest.mark.parametrize(
    "document",
    [
        PostDocument(front=FrontMatter(title="a\ud800"), body=""),
        PostDocument(front=FrontMatter(title="", extra={"a": ("\ud800",)}), body=""),
        PostDocument(front=FrontMatter(title=""), body="a\n\ud800"),
    ],
)
def test_a_lone_surrogate_is_not_written(document: PostDocument) -> None:
    """It is no character, and no UTF-8 file can hold it."""
    with pytest.raises(ValueError, match=r"^U\+D800, a lone surrogate, is not a character and cannot be written$"):
        dump_post(document)


def _real_posts() -> list[Path]:
    samples = shared_samples()
    folders = [REPOSITORY / "content"] + ([samples / "18f" / "content" / "posts"] if samples else [])
    return [path for folder in folders for path in sorted(folder.rglob("*.md"))]


def test_real_posts_are_read_and_written() -> None:
    """Every post of this repository, and of a real site where it lies beside the repository."""
    for path in _real_posts():
        source, _ = decode(path.name, path.read_bytes())
        assert source is not None
        document, diagnostics = parse_post(source, BERLIN)
        assert (path, diagnostics) == (path, [])
        assert document is not None
        again, diagnostics = parse_post(Source("f", dump_post(document)), UTC)
        assert (again, diagnostics) == (document, [])
        assert again is not None
        assert offsets(again) == offsets(document)


@given(st.data())
def test_damaged_posts_are_read_or_refused_at_a_place_that_exists(data: st.DataObject) -> None:
    """No edit of bytes makes the reader raise."""
    path = data.draw(st.sampled_from(_real_posts()))
    source, _ = decode("f", data.draw(mutations(path.read_bytes())))
    if source:
        document, diagnostics = parse_post(source, UTC)
        told(source, diagnostics)
        assert (document is None) == bool(diagnostics)
