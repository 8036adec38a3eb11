"""Threads in a line, and trees as text, so that a test reads like the example it is."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.model.content import Comment, CommentFile, Reply, Thread
from sitegen.model.documents import Author, CommentStatus, CommentType, ThreadStatus
from sitegen.model.markup import Html

START = datetime(2011, 3, 2, tzinfo=UTC)

_COMMENT = re.compile(r"(?P<id>[^\s<@#]+)(?:<(?P<parent>\S+?))?(?:@(?P<time>-?\d+))?(?P<words>(?:\s+\S+)*)")


def thread_file(notation: str) -> CommentFile:
    """Comments by commas: `3<1@5 spam #c3` is the comment 3, which answers 1, of minute 5, withheld as spam, with
    the further anchor `c3`. Its author is called `Author 3`; without `@` its minute is its place in the list. Words
    are statuses and types. Comment n, from 1, stands in line n of `t.yaml`, its fields in columns of their own.
    """
    entries = [entry.strip() for entry in notation.split(",") if entry.strip()]
    return comment_file([_comment(entry, line) for line, entry in enumerate(entries, start=1)])


def comment_file(comments: Sequence[Comment]) -> CommentFile:
    """A closed thread of these comments."""
    return CommentFile(
        key="posts/t", source="t.yaml", status=ThreadStatus.CLOSED, closed_at=None, urls=(), comments=tuple(comments)
    )


def a_comment(
    identity: str,
    parent: str | None = None,
    *,
    minute: int = 0,
    type: CommentType = CommentType.COMMENT,
    status: CommentStatus = CommentStatus.APPROVED,
    anchors: tuple[str, ...] = (),
    note: str = "",
    marks: dict[str, Where] | None = None,
) -> Comment:
    """A comment of which only this matters."""
    return Comment(
        id=identity,
        parent=parent,
        author=Author(name=f"Author {identity}"),
        date=START + timedelta(minutes=minute),
        updated=None,
        type=type,
        status=status,
        title="",
        body=Html(""),
        anchors=anchors,
        note=note,
        marks=marks or {},
    )


def shown_tree(thread: Thread) -> list[str]:
    """The thread from top to bottom, two spaces a level, as it is nested; `[spam 2]` is a tombstone, `3 → 2` says in
    words what it answers, `~4` is a ping.
    """
    lines: list[str] = []

    def write(replies: Sequence[Reply], depth: int) -> None:
        for reply in replies:
            assert reply.depth == depth, reply
            lines.append("  " * (depth - 1) + _line(reply))
            write(reply.replies, depth + 1)

    write(thread.replies, 1)
    return [*lines, *(f"~{_line(ping)}" for ping in thread.pings)]


def said(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Each diagnostic whole, as a line and one for its hint."""
    lines = []
    for each in diagnostics:
        lines += [f"{each.where}: {each.severity.value}[{each.code}]: {each.message}", f"  ({each.hint})"]
    return lines


def _comment(entry: str, line: int) -> Comment:
    match = _COMMENT.fullmatch(entry)
    assert match, entry
    words = match["words"].split()
    anchors = tuple(word[1:] for word in words if word.startswith("#"))
    fields = ("", "id", "parent", *(f"anchors[{number}]" for number in range(len(anchors))))
    return a_comment(
        match["id"],
        match["parent"],
        minute=int(match["time"] or line),
        type=next((each for each in CommentType if each.value in words), CommentType.COMMENT),
        status=next((each for each in CommentStatus if each.value in words), CommentStatus.APPROVED),
        anchors=anchors,
        marks={field: Where("t.yaml", line, column) for column, field in enumerate(fields, start=1)},
    )


def _line(reply: Reply) -> str:
    identity = reply.anchor.removeprefix("comment-")
    if reply.comment is None:
        assert reply.withheld is not None, reply
        identity = f"[{reply.withheld.value} {identity}]"
    else:
        assert reply.withheld is None, reply
        assert reply.comment.id == identity, reply
    return f"{identity} → {reply.answers.anchor.removeprefix('comment-')}" if reply.answers else identity
