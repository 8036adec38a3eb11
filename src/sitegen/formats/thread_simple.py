"""The thread file as sitegen writes it, from text to comments in one step; any other is for `thread`."""

import re
from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import cache, lru_cache
from typing import Any

from sitegen.formats import problems
from sitegen.formats import yaml_simple as yaml
from sitegen.ground.dates import parse_date
from sitegen.ground.sources import Places, Source
from sitegen.model.documents import (
    Author,
    CommentFormat,
    CommentRecord,
    CommentStatus,
    CommentType,
    ThreadDocument,
    ThreadStatus,
)


def simple_thread(source: Source, zone: tzinfo) -> ThreadDocument | None:
    """The thread, if it is simple and sure to be without a diagnostic; dates without an offset are in `zone`."""
    if not yaml.is_simple_text(source.text):
        return None
    try:
        return _thread(source, zone)
    except ValueError:
        return None


def _thread(source: Source, zone: tzinfo) -> ThreadDocument:
    head = _head().match(source.text)
    if not head:
        raise yaml.NotSimpleError
    status, closed_at, urls, sources = head.groups()
    return ThreadDocument(
        status=ThreadStatus(yaml.scalar_of(status)) if status else ThreadStatus.CLOSED,
        closed_at=parse_date(yaml.scalar_of(closed_at), zone) if closed_at else None,
        urls=yaml.texts_of(urls) if urls else (),
        sources=yaml.mappings_of(sources) if sources else (),
        comments=tuple(_comments(source, head.end(), zone)),
    )


@cache
def _head() -> re.Pattern[str]:
    fields = {
        "status": yaml.SCALAR,
        "closed_at": yaml.SCALAR,
        "urls": yaml.texts(""),
        "sources": yaml.mappings(""),
    }
    return re.compile(rf"(?:{yaml.once_each(fields, '')})?comments:(?:\n++| \[\]\n++\Z)")


def _comments(source: Source, start: int, zone: tzinfo) -> Iterator[CommentRecord]:
    text = source.text
    dash = "  - " if text.startswith(" ", start) else "- "
    margin = " " * len(dash)
    comment = _comment(margin)
    while start < len(text):
        match = comment.match(text, start + len(dash)) if text.startswith(dash, start) else None
        if not match:
            raise yaml.NotSimpleError
        yield _record(source, match, margin, zone)
        start = match.end()


@cache
def _comment(margin: str) -> re.Pattern[str]:
    """The fields of a comment; those that most have come first, and `_record` takes them in this order."""
    fields = {
        "id": yaml.NAME,
        "parent": yaml.SCALAR,
        "author": f"{yaml.mapping(margin)}|{yaml.SCALAR}",
        "date": yaml.SCALAR,
        "body": yaml.prose(margin),
        "updated": yaml.SCALAR,
        "meta": yaml.mapping(margin),
        "anchors": yaml.texts(margin, yaml.NAME),
        **{name: pattern for name, (pattern, _) in _WORDS.items()},
    }
    return re.compile(yaml.once_each(fields, margin))


def _record(source: Source, match: re.Match[str], margin: str, zone: tzinfo) -> CommentRecord:
    identity, parent, author, date, body, *others = match.groups()
    if not identity or not date:
        raise yaml.NotSimpleError
    return CommentRecord(
        id=yaml.scalar_of(identity),
        parent=(yaml.scalar_of(parent) or None) if parent else None,
        author=_author(author) if author else _NOBODY,
        date=parse_date(yaml.scalar_of(date), zone),
        body=yaml.prose_of(body, margin) if body else "",
        marks=Places(source, match.start(), match.end(), _offsets),
        **(_others(others, zone) if any(others) else {}),
    )


_NOBODY = Author()


@lru_cache(maxsize=1024)
def _author(found: str) -> Author:
    """Most blogs have people who come back."""
    if found[0] not in "{\n":
        return Author(name=yaml.scalar_of(found))
    said: dict[str, Any] = yaml.mapping_of(found)
    if not said.keys() <= _AUTHOR:
        raise yaml.NotSimpleError
    if "owner" in said:
        said["owner"] = yaml.truth_of(said["owner"])
    return Author(**said)


_AUTHOR = frozenset(["name", "url", "username", "owner", "avatar"])


def _others(found: list[str | None], zone: tzinfo) -> dict[str, Any]:
    """The fields that few comments have."""
    updated, meta, anchors, *words = found
    said: dict[str, Any] = {}
    if updated:
        said["updated"] = parse_date(yaml.scalar_of(updated), zone)
    if meta:
        said["meta"] = _meta(meta)
    if anchors:
        said["anchors"] = yaml.texts_of(anchors)
    said |= {name: read(word) for (name, (_, read)), word in zip(_WORDS.items(), words, strict=True) if word}
    return said


def _meta(found: str) -> dict[str, str]:
    meta = yaml.mapping_of(found)
    if any(map(problems.is_private, meta)):
        raise yaml.NotSimpleError
    return meta


def _count(number: str) -> int:
    if number.startswith("-"):
        raise yaml.NotSimpleError
    return int(number)


_WORDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "type": ("comment|pingback|trackback", CommentType),
    "status": ("approved|pending|spam|trash|deleted", CommentStatus),
    "format": ("markdown|html|text", CommentFormat),
    "title": (yaml.SCALAR, yaml.scalar_of),
    "likes": (yaml.NUMBER, _count),
    "dislikes": (yaml.NUMBER, _count),
    "score": (yaml.NUMBER, int),
    "pinned": (yaml.TRUTH, yaml.truth_of),
    "date_assumed": (yaml.TRUTH, yaml.truth_of),
    "note": (yaml.SCALAR, yaml.scalar_of),
}


def _offsets(text: str, start: int) -> dict[str, int]:
    """Where the fields of the comment stand whose first field begins at `start`."""
    margin = " " * (start - text.rfind("\n", 0, start) - 1)
    match = _comment(margin).match(text, start)
    if not match:
        raise LookupError(start)
    offsets = {"": start, "id": match.start("id")}
    if match["parent"]:
        offsets["parent"] = match.start("parent")
    if match["author"]:
        offsets |= yaml.offsets_of_mapping("author", match["author"], match.start("author"))
    if match["body"]:
        offsets["body"] = match.start("body")
    if match["anchors"]:
        offsets |= yaml.offsets_of_texts("anchors", match["anchors"], match.start("anchors"))
    return offsets
