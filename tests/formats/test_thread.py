from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.formats.thread import dump_thread, parse_thread
from sitegen.ground.sources import Source, decode
from sitegen.model.documents import (
    Author,
    CommentFormat,
    CommentRecord,
    CommentStatus,
    CommentType,
    ThreadDocument,
    ThreadStatus,
)
from tests.conftest import REPOSITORY
from tests.formats.documents import as_lists, offsets, read_by_pyyaml, threads
from tests.formats.mutations import mutations
from tests.formats.told import Refused, Told, told

CET = timezone(timedelta(hours=1))

EVERY_FIELD = """\
status: open
closed_at: 2014-03-02
urls: ["https://old.example/?p=198"]
sources: [{platform: wordpress, id: 198}]
comments:
- id: 010
  parent: no
  author: {name: Tom, url: "https://example.org/", username: tom, owner: true, avatar: a.png}
  date: 2011-03-02 10:15
  updated: 2011-03-02T10:15:30.5Z
  type: trackback
  status: deleted
  format: html
  title: T
  likes: 1
  dislikes: 0
  score: -3
  pinned: yes
  anchors: [c1, d1]
  date_assumed: true
  note: cycle-broken
  meta: {a: [b]}
  body: |
    Good \x20
    piece.
- {id: x, author: no, date: 2011-03-02}
"""


def test_every_field() -> None:
    """Each field of a thread and its comments arrives where it belongs."""
    thread, diagnostics = parse_thread(Source("f", EVERY_FIELD), CET)
    assert diagnostics == []
    assert thread == ThreadDocument(
        status=ThreadStatus.OPEN,
        closed_at=datetime(2014, 3, 2, tzinfo=CET),
        urls=("https://old.example/?p=198",),
        sources=({"platform": "wordpress", "id": "198"},),
        comments=(
            CommentRecord(
                id="010",
                parent="no",
                author=Author(name="Tom", url="https://example.org/", username="tom", owner=True, avatar="a.png"),
                date=datetime(2011, 3, 2, 10, 15, tzinfo=CET),
                updated=datetime(2011, 3, 2, 10, 15, 30, 500_000, tzinfo=UTC),
                type=CommentType.TRACKBACK,
                status=CommentStatus.DELETED,
                format=CommentFormat.HTML,
                title="T",
                body="Good  \npiece.\n",
                likes=1,
                dislikes=0,
                score=-3,
                pinned=True,
                anchors=("c1", "d1"),
                date_assumed=True,
                note="cycle-broken",
                meta={"a": ("b",)},
            ),
            CommentRecord(id="x", author=Author(name="no"), date=datetime(2011, 3, 2, tzinfo=CET)),
        ),
    )


def test_fields_have_their_places() -> None:
    """So that later stages can say where an id or a parent stands."""
    source = Source("f", EVERY_FIELD)
    thread, _ = parse_thread(source, UTC)
    assert thread is not None
    marks = dict(thread.comments[0].marks)
    assert {name: marks[name] for name in ("", "id", "parent", "author", "body", "anchors", "anchors[1]")} == {
        "": source.at(6, 3),
        "id": source.at(6, 7),
        "parent": source.at(7, 11),
        "author": source.at(8, 11),
        "body": source.at(23, 9),
        "anchors": source.at(19, 12),
        "anchors[1]": source.at(19, 17),
    }


@pytest.mark.parametrize(
    "text", ["comments:\n", "comments: []\n", "status: closed\n", "{}\n", "---\ncomments: []\n...\n"]
)
def test_a_thread_may_be_empty(text: str) -> None:
    """A closed thread without comments is nothing wrong."""
    assert parse_thread(Source("f", text), UTC) == (ThreadDocument(), [])


REFUSED: Refused = {
    "empty": (
        "",
        Told("", "empty-file", "the file is empty", "put “comments:” in it, or delete it"),
    ),
    "only comments": (
        "# nothing\n",
        Told("", "empty-file", "the file is empty", "put “comments:” in it, or delete it"),
    ),
    "only a fence": (
        "---\n",
        Told("", "empty-file", "the file is empty", "put “comments:” in it, or delete it"),
    ),
    "a list": (
        "- id: a\n",
        Told("1:1", "wrong-type", "thread: expected a mapping, not a list", "put the list under “comments:”"),
    ),
    "text": (
        "hello\n",
        Told("1:1", "wrong-type", "thread: expected a mapping, not text", "put the list under “comments:”"),
    ),
    "comments are text": (
        "comments: none\n",
        Told("1:11", "wrong-type", "comments: expected a list, not “none”"),
    ),
    "comments are a mapping": (
        "comments: {a: b}\n",
        Told("1:11", "wrong-type", "comments: expected a list, not a mapping"),
    ),
    "a comment is text": (
        "comments: [a]\n",
        Told("1:12", "wrong-type", "comments[0]: expected a mapping, not “a”"),
    ),
    "a comment is nothing": (
        "comments:\n-\n",
        Told("2:2", "wrong-type", "comments[0]: expected a mapping, not nothing"),
    ),
    "no id, no date": (
        "comments:\n- body: x\n",
        Told("2:3", "missing-field", "comments[0].date: is missing", "write “date: 2011-03-02T10:15:00+00:00”"),
        Told(
            "2:3",
            "missing-field",
            "comments[0].id: is missing",
            'give every comment an id of its own, in quotes: id: "1"',
        ),
    ),
    "id of nothing": (
        "comments:\n- id:\n  date: 2011-03-02\n",
        Told(
            "2:3",
            "missing-field",
            "comments[0].id: is missing",
            'give every comment an id of its own, in quotes: id: "1"',
        ),
    ),
    "id of white space": (
        'comments:\n- id: "a b"\n  date: 2011-03-02\n',
        Told(
            "2:7",
            "wrong-value",
            "comments[0].id: an id is 1 to 200 characters without white space",
            "it becomes the anchor #comment-ID",
        ),
    ),
    "id is a list": (
        "comments:\n- id: [1]\n  date: 2011-03-02\n",
        Told("2:7", "wrong-type", "comments[0].id: expected text, not a list"),
    ),
    "long id": (
        "comments:\n- id: " + "1" * 201 + "\n  date: 2011-03-02\n",
        Told(
            "2:7",
            "wrong-value",
            "comments[0].id: an id is 1 to 200 characters without white space",
            "it becomes the anchor #comment-ID",
        ),
    ),
    "bad date": (
        "comments:\n- id: a\n  date: 2011-13-02\n",
        Told("3:9", "wrong-value", "comments[0].date: “2011-13-02” is not a date: there is no month 13"),
    ),
    "author is a list": (
        "comments:\n- id: a\n  date: 2011-03-02\n  author: [a]\n",
        Told("4:11", "wrong-type", "comments[0].author: expected text or a mapping, not a list"),
    ),
    "author key": (
        "comments:\n- id: a\n  date: 2011-03-02\n  author: {website: x}\n",
        Told(
            "4:12",
            "unknown-key",
            "comments[0].author.website: there is no field of this name",
            "known here: name, url, username, owner, avatar",
        ),
    ),
    "owner": (
        "comments:\n- id: a\n  date: 2011-03-02\n  author: {owner: me}\n",
        Told("4:19", "wrong-type", "comments[0].author.owner: expected true or false, not “me”"),
    ),
    "choices": (
        "status: shut\ncomments:\n- id: a\n  date: 2011-03-02\n  type: ping\n  status: aproved\n  format: wordpress\n",
        Told("1:9", "wrong-value", "status: “shut” is not one of closed, open", "write “closed” or “open”"),
        Told(
            "5:9",
            "wrong-value",
            "comments[0].type: “ping” is not one of comment, pingback, trackback",
            "did you mean “pingback”?",
        ),
        Told(
            "6:11",
            "wrong-value",
            "comments[0].status: “aproved” is not one of approved, pending, spam, trash, deleted",
            "did you mean “approved”?",
        ),
        Told(
            "7:11",
            "wrong-value",
            "comments[0].format: “wordpress” is not one of markdown, html, text",
            "write “markdown”, “html” or “text”",
        ),
    ),
    "numbers": (
        "comments:\n- {id: a, date: 2011-03-02, likes: -1, dislikes: many, score: 1.5}\n"
        "- {id: b, date: 2011-03-02, likes: -+5, dislikes: " + "9" * 5000 + ", score: 0x1F}\n",
        Told("2:36", "wrong-value", "comments[0].likes: -1 is not between 0 and 1000000000000000"),
        Told("2:50", "wrong-type", "comments[0].dislikes: expected a whole number, not “many”"),
        Told("2:63", "wrong-type", "comments[0].score: expected a whole number, not “1.5”"),
        Told("3:36", "wrong-type", "comments[1].likes: expected a whole number, not “-+5”"),
        Told(
            "3:51",
            "wrong-value",
            "comments[1].dislikes: 99999999999999999999999999999999999999999999999999999999999… is "
            "not between 0 and 1000000000000000",
        ),
        Told("3:5060", "wrong-type", "comments[1].score: expected a whole number, not “0x1F”"),
    ),
    "flags": (
        "comments:\n- {id: a, date: 2011-03-02, pinned: 1, date_assumed: [true]}\n",
        Told("2:37", "wrong-type", "comments[0].pinned: expected true or false, not “1”"),
        Told("2:54", "wrong-type", "comments[0].date_assumed: expected true or false, not a list"),
    ),
    "anchors": (
        'comments:\n- {id: a, date: 2011-03-02, anchors: [ok, "a b", ""]}\n',
        Told(
            "2:43",
            "wrong-value",
            "comments[0].anchors[1]: an anchor is 1 to 200 characters without white space",
        ),
        Told(
            "2:50",
            "wrong-value",
            "comments[0].anchors[2]: an anchor is 1 to 200 characters without white space",
        ),
    ),
    "anchors with commas": (
        "comments:\n- id: a\n  date: 2011-03-02\n  anchors: a, b\n",
        Told(
            "4:12",
            "wrong-type",
            "comments[0].anchors: expected a list, not text with commas",
            "write [a, b]",
        ),
    ),
    "meta": (
        "comments:\n- {id: a, date: 2011-03-02, meta: x}\n",
        Told("2:35", "wrong-type", "comments[0].meta: expected a mapping, not “x”"),
    ),
    "sources": (
        "sources: {a: b}\ncomments: []\n",
        Told("1:10", "wrong-type", "sources: expected a list, not a mapping"),
    ),
    "sources text": (
        "sources: [a]\ncomments: []\n",
        Told("1:11", "wrong-type", "sources[0]: expected a mapping, not “a”"),
    ),
    "unknown keys": (
        "comment: []\nip: 1\ncomments:\n- {id: a, date: 2011-03-02, autor: x, flair: y}\n",
        Told("1:1", "unknown-key", "comment: there is no field of this name", "did you mean “comments”?"),
        Told(
            "2:1",
            "unknown-key",
            "ip: there is no field of this name",
            "known here: status, closed_at, urls, sources, comments",
        ),
        Told(
            "4:29",
            "unknown-key",
            "comments[0].autor: there is no field of this name",
            "did you mean “author”?",
        ),
        Told(
            "4:39",
            "unknown-key",
            "comments[0].flair: there is no field of this name",
            "known here: id, parent, author, date, updated, type, status, format, title, body, "
            "likes, dislikes, score, pinned, anchors, date_assumed, note, meta; a field of your own "
            "goes under “meta:”",
        ),
    ),
    "duplicate key in a comment": (
        "comments:\n- id: a\n  date: 2011-03-02\n  body: x\n  body: y\n",
        Told("5:3", "duplicate-key", "“body” stands here twice; first at line 4", "remove one of them"),
    ),
    "merge key in a comment": (
        "comments:\n- id: a\n  <<: {date: 2011-03-02}\n",
        Told("3:3", "yaml-alias", "“<<” merges another part of the file", "write its fields out"),
    ),
    "aliased comment": (
        "comments:\n- &a {id: a, date: 2011-03-02}\n- *a\n",
        Told(
            "2:3",
            "yaml-alias",
            "“&a” names a part of the file for reuse",
            "write the value out wherever “*a” stands, or quote it if it is text",
        ),
    ),
    "tagged comment": (
        "comments:\n- !x {id: a}\n",
        Told(
            "2:3",
            "yaml-tag",
            "the tag “!x” asks for a type",
            "put the text in quotes if it is meant to begin with “!”; else remove the tag",
        ),
    ),
    "second document": (
        "comments: []\n---\ncomments: []\n",
        Told(
            "2:1",
            "yaml-documents",
            "a second document begins here",
            "a file holds one; remove this line or quote it",
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in REFUSED.values()], ids=REFUSED)
def test_what_is_wrong_is_said_all_at_once(text: str, expected: list[Told]) -> None:
    """Every mistake once, in the order of the file, and no thread."""
    source = Source("content/comments/a.yaml", text)
    thread, diagnostics = parse_thread(source, UTC)
    assert thread is None
    assert told(source, diagnostics) == expected


def test_a_thread_is_written_as_a_person_would() -> None:
    """Ids in quotes, bodies as literal blocks at the end of each comment, and only what is said."""
    date = datetime(2011, 3, 2, 10, 15, tzinfo=CET)
    owner = Author(name="Hanne", url="https://example.org/", owner=True)
    thread = ThreadDocument(
        closed_at=date,
        urls=("https://old.example/?p=198",),
        sources=({"platform": "wordpress", "id": "198"},),
        comments=(
            CommentRecord(id="123", author=Author(name="Tom"), date=date, body="Good piece.\n"),
            CommentRecord(
                id="124",
                parent="123",
                author=owner,
                date=date,
                likes=2,
                pinned=True,
                anchors=("div-comment-124",),
                meta={"ip_country": "no"},
                body="    quoted\n\nwith a break  \nand no end: ever",
            ),
            CommentRecord(id="125", date=date, status=CommentStatus.DELETED),
        ),
    )
    assert (
        dump_thread(thread)
        == """\
status: closed
closed_at: 2011-03-02T10:15:00+01:00
urls: ["https://old.example/?p=198"]
sources:
- platform: wordpress
  id: "198"
comments:
- id: "123"
  author: Tom
  date: 2011-03-02T10:15:00+01:00
  body: |
    Good piece.
- id: "124"
  parent: "123"
  author: {name: Hanne, url: "https://example.org/", owner: true}
  date: 2011-03-02T10:15:00+01:00
  likes: 2
  pinned: true
  anchors: [div-comment-124]
  meta: {ip_country: "no"}
  body: |2-
        quoted

    with a break \x20
    and no end: ever
- id: "125"
  date: 2011-03-02T10:15:00+01:00
  status: deleted
  body: ""
"""
    )


@given(threads)
def test_what_is_written_is_read_back(thread: ThreadDocument) -> None:
    """Any document of the model, by our reader; every text as text by PyYAML's."""
    text = dump_thread(thread)
    read, diagnostics = parse_thread(Source("f", text), UTC)
    assert (read, diagnostics) == (thread, [])
    assert read is not None
    assert offsets(read) == offsets(thread)
    written = read_by_pyyaml(text)
    assert written.get("urls", []) == list(thread.urls)
    assert written.get("sources", []) == as_lists(thread.sources)
    assert [
        (each["id"], each.get("parent"), each["date"], each.get("title", ""), each["body"], each.get("meta", {}))
        for each in written["comments"]
    ] == [(each.id, each.parent, each.date, each.title, each.body, as_lists(each.meta)) for each in thread.comments]


def test_a_lone_surrogate_is_not_written() -> None:
    """It is no character, and no UTF-8 file can hold it."""
    comment = CommentRecord(id="1", date=datetime(2011, 3, 2, tzinfo=UTC), body="a \udfff\n")
    with pytest.raises(ValueError, match=r"^U\+DFFF, a lone surrogate, is not a character and cannot be written$"):
        dump_thread(ThreadDocument(comments=(comment,)))


def _real_threads() -> list[Path]:
    return sorted((REPOSITORY / "content" / "comments").rglob("*.yaml"))


def test_real_threads_are_read_and_written() -> None:
    """Every thread of this repository."""
    for path in _real_threads():
        source, _ = decode(path.name, path.read_bytes())
        assert source is not None
        thread, diagnostics = parse_thread(source, CET)
        assert (path, diagnostics) == (path, [])
        assert thread is not None
        again, diagnostics = parse_thread(Source("f", dump_thread(thread)), UTC)
        assert (again, diagnostics) == (thread, [])
        assert again is not None
        assert offsets(again) == offsets(thread)


@given(st.data())
def test_damaged_threads_are_read_or_refused_at_a_place_that_exists(data: st.DataObject) -> None:
    """No edit of bytes makes the reader raise."""
    path = data.draw(st.sampled_from(_real_threads()))
    source, _ = decode("f", data.draw(mutations(path.read_bytes())))
    if source:
        thread, diagnostics = parse_thread(source, UTC)
        told(source, diagnostics)
        assert (thread is None) == bool(diagnostics)
