"""The thread file: the comments of one post, in the order in which they were written down."""

import re
from datetime import UTC, datetime, tzinfo

from sitegen.formats import problems, yaml
from sitegen.formats.fields import Fields, read_fields
from sitegen.formats.thread_simple import simple_thread
from sitegen.ground.dates import format_date
from sitegen.ground.diagnostics import Diagnostic, has_errors, in_order
from sitegen.ground.sources import Source
from sitegen.model.documents import (
    Author,
    CommentFormat,
    CommentRecord,
    CommentStatus,
    CommentType,
    ThreadDocument,
    ThreadStatus,
)

_MOST = 10**15
# It becomes part of an HTML id, which holds no white space.
_IDENTITY = re.compile(r"[^\s\x00-\x1f\x7f]{1,200}")


def parse_thread(source: Source, zone: tzinfo) -> tuple[ThreadDocument | None, list[Diagnostic]]:
    """A thread; dates without an offset are in `zone`. None if there is an error."""
    thread = simple_thread(source, zone)
    return (thread, []) if thread else parse_any_thread(source, zone)


def parse_any_thread(source: Source, zone: tzinfo) -> tuple[ThreadDocument | None, list[Diagnostic]]:
    """The same, without the short way that simple files take."""
    fields, diagnostics = read_fields(source, "thread", "put the list under “comments:”")
    if fields is None:
        if not diagnostics:
            diagnostics.append(problems.empty_file(source.whole, "put “comments:” in it, or delete it"))
        return None, diagnostics
    thread = _thread(fields, zone)
    return (None if has_errors(diagnostics) else thread), list(in_order(diagnostics))


def dump_thread(thread: ThreadDocument) -> str:
    """The thread as a file that `parse_thread` reads back to an equal document.

    Raises ValueError where no file could: for a lone surrogate, or more than 64 levels in `meta`.
    """
    said: dict[str, yaml.Writable] = {"status": thread.status.value}
    if thread.closed_at:
        said["closed_at"] = yaml.Verbatim(format_date(thread.closed_at))
    if thread.urls:
        said["urls"] = thread.urls
    if thread.sources:
        said["sources"] = thread.sources
    said["comments"] = [_comment_fields(comment) for comment in thread.comments]
    return yaml.write(said)


def _thread(fields: Fields, zone: tzinfo) -> ThreadDocument:
    thread = ThreadDocument(
        status=fields.choice("status", ThreadStatus, ThreadStatus.CLOSED),
        closed_at=fields.date("closed_at", zone),
        urls=fields.texts("urls"),
        sources=tuple(source.everything() for source in fields.mappings("sources")),
        comments=tuple(_comment(each, zone) for each in fields.mappings("comments")),
    )
    fields.end()
    return thread


def _comment(fields: Fields, zone: tzinfo) -> CommentRecord:
    comment = CommentRecord(
        id=_id(fields),
        parent=fields.text("parent") or None,
        author=_author(fields),
        date=_date(fields, zone),
        updated=fields.date("updated", zone),
        type=fields.choice("type", CommentType, CommentType.COMMENT),
        status=fields.choice("status", CommentStatus, CommentStatus.APPROVED),
        format=fields.choice("format", CommentFormat, CommentFormat.MARKDOWN),
        title=fields.text("title"),
        body=fields.text("body"),
        likes=fields.integer("likes", least=0, most=_MOST),
        dislikes=fields.integer("dislikes", least=0, most=_MOST),
        score=fields.integer("score", least=-_MOST, most=_MOST),
        pinned=fields.boolean("pinned"),
        anchors=_anchors(fields),
        date_assumed=fields.boolean("date_assumed"),
        note=fields.text("note"),
        meta=fields.plain("meta"),
        marks={"": fields.here, **fields.marks("id", "parent", "author", "body", "anchors")},
    )
    fields.refuse_private("meta")
    fields.end()
    return comment


def _id(fields: Fields) -> str:
    identity = fields.required_text("id", 'give every comment an id of its own, in quotes: id: "1"')
    if fields.sound("id") and not _IDENTITY.fullmatch(identity):
        fields.reject("id", "an id is 1 to 200 characters without white space", "it becomes the anchor #comment-ID")
    return identity


def _date(fields: Fields, zone: tzinfo) -> datetime:
    """The comment's date; if it has none, a diagnostic says so, and any date will do."""
    fields.require("date", "write “date: 2011-03-02T10:15:00+00:00”")
    return fields.date("date", zone) or datetime.min.replace(tzinfo=UTC)


def _anchors(fields: Fields) -> tuple[str, ...]:
    anchors = fields.texts("anchors")
    for position, anchor in enumerate(anchors):
        if not _IDENTITY.fullmatch(anchor):
            fields.reject("anchors", "an anchor is 1 to 200 characters without white space", item=position)
    return anchors


def _author(fields: Fields) -> Author:
    author = fields.text_or_mapping("author")
    if author is None:
        return Author()
    if isinstance(author, str):
        return Author(name=author)
    known = Author(
        name=author.text("name"),
        url=author.text("url"),
        username=author.text("username"),
        owner=author.boolean("owner"),
        avatar=author.text("avatar"),
    )
    author.refuse_private()
    author.end()
    return known


_USUAL = (CommentType.COMMENT, CommentStatus.APPROVED, CommentFormat.MARKDOWN)


def _comment_fields(comment: CommentRecord) -> dict[str, yaml.Writable]:
    """The fields that say something, in the order of the format's description."""
    said: dict[str, yaml.Writable] = {"id": yaml.Quoted(comment.id)}
    if comment.parent:
        said["parent"] = yaml.Quoted(comment.parent)
    if comment.author != Author():
        said["author"] = _author_fields(comment.author)
    said["date"] = yaml.Verbatim(format_date(comment.date))
    if comment.updated:
        said["updated"] = yaml.Verbatim(format_date(comment.updated))
    words = {"type": comment.type, "status": comment.status, "format": comment.format}
    said |= {name: str(word.value) for name, word in words.items() if word not in _USUAL}
    if comment.title:
        said["title"] = comment.title
    numbers = {"likes": comment.likes, "dislikes": comment.dislikes, "score": comment.score}
    said |= {name: yaml.Verbatim(str(number)) for name, number in numbers.items() if number is not None}
    flags = {"pinned": comment.pinned, "date_assumed": comment.date_assumed}
    said |= {name: yaml.Verbatim("true") for name, flag in flags.items() if flag}
    if comment.anchors:
        said["anchors"] = comment.anchors
    if comment.note:
        said["note"] = comment.note
    if comment.meta:
        said["meta"] = comment.meta
    said["body"] = yaml.Prose(comment.body)
    return said


def _author_fields(author: Author) -> yaml.Writable:
    if author == Author(name=author.name):
        return author.name
    texts = {"name": author.name, "url": author.url, "username": author.username, "avatar": author.avatar}
    said: dict[str, yaml.Writable] = {name: text for name, text in texts.items() if text}
    if author.owner:
        said["owner"] = yaml.Verbatim("true")
    return said
