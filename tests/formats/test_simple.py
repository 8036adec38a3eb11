"""The short way of simple files, held against the reader of all YAML."""

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from sitegen.formats.post import dump_post, parse_any_post
from sitegen.formats.post_simple import simple_post
from sitegen.formats.thread import dump_thread, parse_any_thread
from sitegen.formats.thread_simple import simple_thread
from sitegen.ground.dates import load_zone
from sitegen.ground.diagnostics import Where
from sitegen.ground.sources import Source
from sitegen.model.documents import Marks, PostDocument, ThreadDocument
from tests.conftest import REPOSITORY
from tests.formats.documents import posts, threads

ZONE = load_zone("Europe/Berlin")

THREADS = {
    "as sitegen writes it": """\
status: closed
closed_at: 2014-03-02
urls: [a, "b: c"]
sources:
- platform: wordpress
  id: "1"
comments:
- id: "1"
  author: {name: A b, url: 'c', owner: true}
  date: 2011-03-02T10:15:00+01:00
  body: |
    x: y

     "z
- id: "2"
  parent: "1"
  author: Tom
  date: 2011-03-02
  type: comment
  status: spam
  format: text
  likes: 3
  score: -1
  pinned: true
  anchors: [a, b]
  note: a:b#c
  meta: {a: b}
  body: |-
    it's
""",
    "as others may": """\
comments:

  - body: |2+
         x

      y
    author:
      name: "A"
      username: 'it''s'
    date: 2011-03-02 10:15
    updated: 2011-03-02
    anchors:
    - a
    meta:
      a: b
    title: A — (b), “c”
    id: c

  - date: 2011-03-02
    id: 7
    body: x
    anchors: d
""",
    "without comments": "comments: []\n",
}

POSTS = {
    "as sitegen writes it": """\
---
title: "A: b"
date: 2011-03-02T10:15:00+01:00
slug: a
language: pt_BR
authors: [A b]
tags: [a, 'b']
draft: true
aliases: ["/?p=1"]
summary: |
  x

  y
comments: closed
extra: {a: b}
---
Text: *x*
---
""",
    "as others may": """\
---
author: A
authors:
  - B
categories:
- c
title: A — (b)
permalink: /{year}/a/
comments:
  status: open
extra:
  a: "b"
tags: one
image: a.png
updated: 2011-03-02
expires: 2031-03-02 10:15

---
""",
}

# What is put in everywhere, one at a time.
INSERTED = [
    *["\t", "\r", "\n", "\n\n", "\x07", "\x85", "\u2028", "\ufeff", "\xa0", " ", "  ", "    ", "a", "Z", "9", "_", "é"],
    *[":", ": ", "- ", "-", "? ", "#", " #", '"', "'", "[", "]", "{", "}", "|", ">", "&a ", "*a", "!", "%", "@", "\\"],
    *[",", ", ", "~", "---\n", "...\n", "<<: a\n", "  a: b\n", "- a\n", "email: a\n", '""', "[]", "{}"],
]


def same_thread(text: str) -> bool:
    """Whether the thread takes the short way, on which everything must be as on the long one."""
    source = Source("content/comments/a.yaml", text)
    thread = simple_thread(source, ZONE)
    if thread is None:
        return False
    expected, diagnostics = parse_any_thread(source, ZONE)
    assert diagnostics == []
    assert expected is not None
    # `repr` tells dates with one instant and two offsets apart.
    assert (thread, repr(thread)) == (expected, repr(expected))
    assert _marks(thread) == _marks(expected)
    return True


def same_post(text: str) -> bool:
    """The same of a post."""
    source = Source("content/posts/a.md", text)
    post = simple_post(source, ZONE)
    if post is None:
        return False
    expected, diagnostics = parse_any_post(source, ZONE)
    assert diagnostics == []
    assert expected is not None
    assert (post, repr(post)) == (expected, repr(expected))
    assert _marks(post) == _marks(expected)
    return True


def _marks(document: PostDocument | ThreadDocument) -> list[list[tuple[str, Where]]]:
    marks: list[Marks] = (
        [document.front.marks] if isinstance(document, PostDocument) else [each.marks for each in document.comments]
    )
    return [list(each.items()) for each in marks]


def edits(text: str) -> Iterator[str]:
    """The text with something put in, left out, repeated or moved, at every place."""
    for place in range(len(text) + 1):
        yield from (text[:place] + inserted + text[place:] for inserted in INSERTED)
        yield from (text[:place] + text[place + count :] for count in (1, 2))
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        before, after = lines[:number], lines[number + 1 :]
        for instead in ("", line * 2, " " + line, f"  {line}", line[1:], line[2:], re.sub(": .*", ":", line)):
            yield "".join([*before, instead, *after])
        yield "".join([*before, *after[:1], line, *after[1:]])
        yield "".join([*before, *after, line])


@pytest.mark.parametrize("text", THREADS.values(), ids=THREADS)
def test_a_thread_with_one_edit(text: str) -> None:
    """The text itself takes the short way; what takes it with an edit is read alike."""
    assert same_thread(text)
    for edited in edits(text):
        same_thread(edited)


@pytest.mark.parametrize("text", POSTS.values(), ids=POSTS)
def test_a_post_with_one_edit(text: str) -> None:
    """Likewise."""
    assert same_post(text)
    for edited in edits(text):
        same_post(edited)


@given(threads)
def test_a_thread_that_sitegen_writes(thread: ThreadDocument) -> None:
    """With anything in it."""
    same_thread(dump_thread(thread))


@given(posts)
def test_a_post_that_sitegen_writes(post: PostDocument) -> None:
    """With anything in it."""
    same_post(dump_post(post))


def test_most_files_are_simple() -> None:
    """Else the short way would be in vain: this repository's own, none left out."""
    content = REPOSITORY / "content"
    assert [path for path in content.rglob("*.yaml") if not same_thread(_text(path))] == []
    assert [path for path in content.rglob("*.md") if not same_post(_text(path))] == []


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


THREAD = "comments:\n- id: a\n  date: 2011-03-02\n  {}\n"


@pytest.mark.parametrize(
    "line",
    [
        "author: &a Tom",
        "author: !!str Tom",
        "author: Tom # who else",
        "author: Tom: he",
        "author: Tom\tA",
        "author: Tom ",
        "author: Tom\n    Fenn",
        "author: 'Tom\n    Fenn'",
        'author: "Tom\\n"',
        "author: |\n    Tom",
        "author: {name: Tom, name: Tim}",
        "author: {nickname: Tom}",
        "author: {owner: maybe}",
        "author: {name: [Tom]}",
        "author: {}",
        "author: [Tom]",
        "author:",
        "body: >\n    x",
        "body: |\n      x\n    y",
        "body: | # x\n    x",
        "body: |\n   x",
        "body: |2\n\n",
        pytest.param("body: |+\n    x" + "\n" * 20_000, id="more lines than the pattern takes"),
        "id: b",
        "date: 2011-03-03",
        "updated: 2011-13-03",
        "parent: [a]",
        "likes: -1",
        "likes: 9999999999999999",
        "pinned: maybe",
        "type: Comment",
        'anchors: ["a b"]',
        "meta: {email: a@b.example}",
        "meta: {a: {b: c}}",
        "email: a@b.example",
        "nonsense: a",
        "# nonsense",
        "\u2028",
    ],
)
def test_what_is_not_simple_goes_the_long_way(line: str) -> None:
    """Be it rare or wrong."""
    assert not same_thread(THREAD.format(line))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "- a\n",
        "status: closed\n",
        "comments:\n- id: a\n",
        "comments:\n- date: 2011-03-02\n",
        "comments:\n- id: a\n  date: 2011-03-02",
        "comments:\n- id: a\n  date: 2011-03-02\nstatus: closed\n",
        "comments:\n- id: a\n  date: 2011-03-02\n  - id: b\n  date: 2011-03-02\n",
        "comments:\n- id: a\ndate: 2011-03-02\n",
        "---\ncomments: []\n",
        "\ufeffcomments: []\n",
        "comments: []\nurls: []\n",
        "comments: []\n- id: a\n  date: 2011-03-02\n",
        "comments:\n+ id: a\n  date: 2011-03-02\n",
        "comments:\n- id: a\n  date: 2011-03-02\n+ id: b\n  date: 2011-03-02\n",
        "comments:\nurls: []\n- id: a\n  date: 2011-03-02\n",
        "status: closed\nstatus: closed\ncomments: []\n",
        "status: shut\ncomments: []\n",
    ],
)
def test_a_thread_that_is_not_simple(text: str) -> None:
    """As a whole."""
    assert not same_thread(text)


@pytest.mark.parametrize("text", THREADS.values(), ids=THREADS)
def test_places_travel_to_another_process(text: str) -> None:
    """And onwards, with their lines and not with the whole file."""
    thread = simple_thread(Source("f", text), ZONE)
    assert thread is not None
    for comment in thread.comments:
        again = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(comment))))
        assert again == comment
        assert dict(again.marks) == dict(comment.marks)
        assert list(again.marks.items()) == list(comment.marks.items())
        assert len(again.marks) == len(comment.marks)
        assert again.marks.get("nothing") is None
    assert not thread.comments or b"2014" not in pickle.dumps(thread.comments[-1])
