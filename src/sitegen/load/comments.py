"""Files of content/comments become comments whose bodies are safe."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo

from sitegen.formats.thread import parse_thread
from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.sources import Source
from sitegen.load import problems
from sitegen.load.bodies import LONGEST_BODY, RenderedBody, Repair, render_body
from sitegen.load.keys import thread_key
from sitegen.load.sanitize import safe_web_address
from sitegen.model.content import Comment, CommentFile
from sitegen.model.documents import Author, CommentRecord, CommentStatus, CommentType


def load_comments(source: Source, *, zone: tzinfo) -> tuple[CommentFile | None, list[Diagnostic]]:
    """One thread; dates without an offset are in `zone`. None if there is an error."""
    document, diagnostics = parse_thread(source, zone)
    if document is None:
        return None, diagnostics
    return CommentFile(
        key=thread_key(source.path),
        source=source.path,
        status=document.status,
        closed_at=document.closed_at,
        urls=document.urls,
        comments=tuple(_comment(record, diagnostics) for record in document.comments),
    ), diagnostics


def _comment(record: CommentRecord, diagnostics: list[Diagnostic]) -> Comment:
    body = render_body(record.body, record.format)
    if body.repairs or not body.html:
        diagnostics += _found(record, body)
    return Comment(
        id=record.id,
        parent=record.parent,
        author=_author(record, diagnostics),
        date=record.date,
        updated=record.updated,
        type=record.type,
        status=record.status,
        title=record.title,
        body=body.html,
        likes=record.likes,
        dislikes=record.dislikes,
        score=record.score,
        pinned=record.pinned,
        anchors=record.anchors,
        date_assumed=record.date_assumed,
        note=record.note,
        meta=record.meta,
        links=body.links,
        marks=record.marks,
    )


def _found(record: CommentRecord, body: RenderedBody) -> Iterator[Diagnostic]:
    """What is to be said of a body."""
    where = record.marks.get("body") or record.marks.get("", Where(""))
    for repair in body.repairs:
        match repair:
            case Repair.CUT:
                yield problems.body_cut(LONGEST_BODY, where)
            case Repair.CHARACTERS:
                yield problems.body_repaired(where)
            case Repair.SIMPLIFIED:
                yield problems.body_simplified(where)
    if not body.html and _is_shown_comment(record):
        yield problems.empty_comment(where)


def _is_shown_comment(record: CommentRecord) -> bool:
    """A ping may well have no words of its own."""
    return record.status is CommentStatus.APPROVED and record.type is CommentType.COMMENT


def _author(record: CommentRecord, diagnostics: list[Diagnostic]) -> Author:
    """The author, whose address is linked only if it is one of the web."""
    author = record.author
    if not author.url:
        return author
    url = safe_web_address(author.url)
    if not url:
        diagnostics.append(problems.unsafe_url(author.url, record.marks.get("author.url", Where(""))))
    return author if url == author.url else replace(author, url=url)
