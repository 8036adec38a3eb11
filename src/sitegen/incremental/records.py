"""Posts and threads as the store keeps them: written as plain tuples, and read back into the model.

The same value makes the same bytes, so that the digest of a record stands for the value. Places in files (`marks`) are
kept for the index only, as lines and columns.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from operator import attrgetter
from typing import Any, TypeVar

from sitegen.ground.diagnostics import Diagnostic, Severity, Where
from sitegen.incremental.encoding import packed, unpacked
from sitegen.model.content import (
    Answered,
    Comment,
    Contents,
    Heading,
    Link,
    LinkUse,
    PostFacts,
    PostKind,
    Reply,
    Teaser,
    Thread,
    ThreadFacts,
)
from sitegen.model.documents import Author, CommentStatus, CommentType, ThreadStatus
from sitegen.model.markup import Body, Html, Reference

Row = tuple[Any, ...]
_Choice = TypeVar("_Choice", bound=Enum)


def contents_record(contents: Contents) -> bytes:
    """A post's body."""
    headings = tuple((each.level, each.anchor, str(each.text)) for each in contents.headings)
    return packed((contents.source, _body_row(contents.content), headings))


def contents_of(data: bytes) -> Contents:
    """The body that was kept."""
    source, body, headings = unpacked(data)
    return Contents(
        source=source,
        content=_body(body),
        headings=tuple(Heading(level=level, anchor=anchor, text=Html(text)) for level, anchor, text in headings),
    )


def teaser_record(teaser: Teaser) -> bytes:
    """What listings show of a post."""
    image = (teaser.image.target,) if isinstance(teaser.image, Reference) else teaser.image
    extra = plain_row(teaser.extra)
    return packed(
        (_body_row(teaser.summary), teaser.summary_text, teaser.has_more, teaser.language, image, extra),
    )


def teaser_of(data: bytes) -> Teaser:
    """The teaser that was kept."""
    summary, text, has_more, language, image, extra = unpacked(data)
    return Teaser(
        summary=_body(summary),
        summary_text=text,
        has_more=has_more,
        language=language,
        image=Reference(image[0], _NOWHERE) if isinstance(image, tuple) else image,
        extra=extra,
    )


def thread_record(thread: Thread) -> bytes:
    """A thread with its comments."""
    return packed(
        (
            thread.key,
            thread.status.value,
            _date_text(thread.closed_at),
            tuple(map(_reply_row, thread.replies)),
            tuple(map(_reply_row, thread.pings)),
            thread.total,
            thread.shown,
            thread.pinged,
            _withheld_row(thread.withheld),
        )
    )


def thread_of(data: bytes) -> Thread:
    """The thread that was kept."""
    key, status, closed_at, replies, pings, total, shown, pinged, withheld = unpacked(data)
    return Thread(
        key=key,
        status=_THREAD_STATUS[status],
        closed_at=_date(closed_at),
        replies=tuple(map(_reply, replies)),
        pings=tuple(map(_reply, pings)),
        total=total,
        shown=shown,
        pinged=pinged,
        withheld=_withheld(withheld),
    )


def post_row(post: PostFacts) -> Row:
    """A post of the index, without what its folder says: its path, and the files beside it."""
    return (
        post.key,
        post.kind.value,
        post.title,
        post.slug,
        _date_text(post.date),
        _date_text(post.updated),
        _date_text(post.expires),
        post.draft,
        post.id,
        post.permalink,
        post.tags,
        post.categories,
        post.authors,
        post.aliases,
        post.comments and post.comments.value,
        tuple((name, mark.line, mark.column) for name, mark in post.marks.items()),
    )


def post_of(row: Row, source: str, assets: tuple[str, ...]) -> PostFacts:
    """The post of the index, with what its folder says now."""
    (key, kind, title, slug, date, updated, expires, draft, id_, permalink, tags, categories, authors, aliases, closed,
     marks) = row  # fmt: skip
    return PostFacts(
        key=key,
        source=source,
        kind=_POST_KIND[kind],
        title=title,
        slug=slug,
        date=_date(date),
        updated=_date(updated),
        expires=_date(expires),
        draft=draft,
        id=id_,
        permalink=permalink,
        tags=tags,
        categories=categories,
        authors=authors,
        aliases=aliases,
        comments=_THREAD_STATUS[closed] if closed else None,
        assets=assets,
        marks={name: Where(source, line, column) for name, line, column in marks},
    )


def thread_row(facts: ThreadFacts) -> Row:
    """A thread of the index, without its path."""
    withheld = _withheld_row(facts.withheld)
    newest = _date_text(facts.newest)
    return (facts.key, facts.status.value, facts.total, facts.shown, facts.pinged, withheld, newest)


def thread_facts_of(row: Row, source: str) -> ThreadFacts:
    """The thread of the index."""
    key, status, total, shown, pinged, withheld, newest = row
    return ThreadFacts(
        key=key,
        source=source,
        status=_THREAD_STATUS[status],
        total=total,
        shown=shown,
        pinged=pinged,
        withheld=_withheld(withheld),
        newest=_date(newest),
    )


def links_record(links: Iterable[Link]) -> bytes:
    """The links of a file."""
    return packed(tuple((each.address, each.use.value, *each.where[:3]) for each in links))


def links_of(data: bytes) -> tuple[Link, ...]:
    """The links that were kept."""
    return tuple(
        Link(address=address, use=_LINK_USE[use], where=Where(path, line, column))
        for address, use, path, line, column in unpacked(data)
    )


def diagnostic_row(diagnostic: Diagnostic) -> Row:
    """A problem, as it was told."""
    where = diagnostic.where and tuple(diagnostic.where)
    return (diagnostic.severity.value, diagnostic.code, diagnostic.message, where, diagnostic.hint)


def diagnostic_of(row: Row) -> Diagnostic:
    """The problem, to be told again."""
    severity, code, message, where, hint = row
    place = Where(*where) if where else None
    return Diagnostic(severity=_SEVERITY[severity], code=code, message=message, where=place, hint=hint)


def plain_row(value: Any) -> Any:
    """Free YAML with dictionaries and tuples in it, whatever mappings and sequences it was made of."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: plain_row(each) for key, each in value.items()}
    return tuple(map(plain_row, value))


def _by_value(choices: type[_Choice]) -> dict[Any, _Choice]:
    return {each.value: each for each in choices}


_THREAD_STATUS = _by_value(ThreadStatus)
_COMMENT_STATUS = _by_value(CommentStatus)
_COMMENT_TYPE = _by_value(CommentType)
_POST_KIND = _by_value(PostKind)
_LINK_USE = _by_value(LinkUse)
_SEVERITY = _by_value(Severity)
_NOWHERE = Where("")


def _date_text(date: datetime | None) -> str | None:
    return date.isoformat() if date else None


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _body_row(body: Body) -> Row:
    """Markup as text, a reference in a tuple of its own."""
    return tuple((part.target,) if isinstance(part, Reference) else str(part) for part in body)


def _body(row: Row) -> Body:
    return tuple(Reference(part[0], _NOWHERE) if isinstance(part, tuple) else Html(part) for part in row)


def _withheld_row(withheld: Mapping[CommentStatus, int]) -> Row:
    return tuple((reason.value, count) for reason, count in withheld.items())


def _withheld(row: Row) -> dict[CommentStatus, int]:
    return {_COMMENT_STATUS[reason]: count for reason, count in row}


def _reply_row(reply: Reply) -> Row:
    return (
        reply.anchor,
        reply.comment and _comment_row(reply.comment),
        reply.withheld and reply.withheld.value,
        reply.depth,
        reply.answers and (reply.answers.anchor, reply.answers.name),
        tuple(map(_reply_row, reply.replies)),
    )


def _reply(row: Row) -> Reply:
    anchor, comment, withheld, depth, answers, replies = row
    return Reply(
        anchor=anchor,
        comment=_comment(comment) if comment else None,
        withheld=_COMMENT_STATUS[withheld] if withheld else None,
        depth=depth,
        answers=Answered(anchor=answers[0], name=answers[1]) if answers else None,
        replies=tuple(map(_reply, replies)) if replies else (),
    )


_RARE = ("likes", "dislikes", "score", "pinned", "anchors", "date_assumed", "note", "links")
_rare_values = attrgetter(*_RARE)
_NOTHING_RARE = (None, None, None, False, (), False, "", ())


def _comment_row(comment: Comment) -> Row:
    author = comment.author
    rare = _rare_values(comment)
    return (
        comment.id,
        comment.parent,
        (author.name, author.url, author.username, author.owner, author.avatar),
        comment.date.isoformat(),
        _date_text(comment.updated),
        comment.type.value,
        comment.status.value,
        comment.title,
        str(comment.body),
        None if rare == _NOTHING_RARE else rare,
        plain_row(comment.meta) if comment.meta else None,
    )


def _comment(row: Row) -> Comment:
    id_, parent, author, date, updated, type_, status, title, body, rare, meta = row
    name, url, username, owner, avatar = author
    likes, dislikes, score, pinned, anchors, date_assumed, note, links = rare or _NOTHING_RARE
    return Comment(
        id=id_,
        parent=parent,
        author=Author(name=name, url=url, username=username, owner=owner, avatar=avatar),
        date=datetime.fromisoformat(date),
        updated=_date(updated),
        type=_COMMENT_TYPE[type_],
        status=_COMMENT_STATUS[status],
        title=title,
        body=Html(body),
        likes=likes,
        dislikes=dislikes,
        score=score,
        pinned=pinned,
        anchors=anchors,
        date_assumed=date_assumed,
        note=note,
        meta=meta or {},
        links=links,
    )
