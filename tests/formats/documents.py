"""Hypothesis strategies for every document that the model can hold, and a second reader for what is written."""

import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import yaml
from hypothesis import strategies as st

from sitegen.model.documents import (
    Author,
    CommentFormat,
    CommentRecord,
    CommentStatus,
    CommentType,
    FrontMatter,
    Plain,
    PostDocument,
    ThreadDocument,
    ThreadStatus,
)

# What YAML readers stumble over, one way or another.
ODD = [
    *["", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\ufeff", "\xa0", "\u3000"],
    *["---", "--- a", "...", "\n---\n", "\n...\n", "# a", " #", "a #b", ": ", ":", "a: b", "a:", "- ", "- a", "-"],
    *["? ", "? x", "!", "!!str a", "&a", "*a", "%", "@", "`", "|", ">", "|2", "[", "]", "{", "}", ",", "[a]", "{a: b}"],
    *['"', "'", '"a" b', "'a' b", "\\", "\\n", '\\"', "''", "a  \nb", "a\n  b\n c", "    a\nb", "\ta\nb", "\n\na"],
    *[
        "a\n\n",
        "a\n  ",
        "a\n  \n",
        "a\n\t\n",
        "a\n \n b",
        "yes",
        "No",
        "y",
        "on",
        "~",
        "null",
        "None",
        "true",
        "<<",
        "=",
    ],
    *["0", "0o17", "010", "0x1F", "1e3", "1_000", "12:30:45", "-1", "+1", ".5", ".inf", ".NaN", "nan", "4.", "1.5e+3"],
    *["2001-02-03", "2001-02-03 04:05:06 -0400", "2001-02-03T04:05:06Z", "\x00", "\x07", "\x1b[31m", "\x7f", "\x80"],
    *["\x9f", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "👩\u200d💻", "e\u0301", "𝔘", "\u202e", "é", "नमस्ते"],
]

_any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_text_of_odd = st.lists(st.one_of(st.sampled_from(ODD), _any_text), max_size=6).map("".join)
_plain_text = st.text(string.ascii_letters + string.digits + " .,:#-\n'\"", max_size=40)
texts = st.one_of(st.sampled_from(ODD), _any_text, _text_of_odd, _plain_text)
_lists = st.lists(texts, max_size=4).map(tuple)

plains: st.SearchStrategy[Plain] = st.recursive(
    texts,
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)
mappings: st.SearchStrategy[Mapping[str, Plain]] = st.dictionaries(
    st.one_of(texts, st.sampled_from(["k" * 999, "k" * 1100, "😀" * 1100])), plains, max_size=4
)

# An offset has whole minutes, and every time zone must be able to show the instant.
_offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
dates = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=_offsets)  # noqa: DTZ001
_maybe_dates = st.none() | dates

_identities = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20)
_counts = st.none() | st.integers(0, 10**15)

authors = st.builds(Author, name=texts, url=texts, username=texts, owner=st.booleans(), avatar=texts)
comments = st.builds(
    CommentRecord,
    id=_identities,
    parent=st.none() | texts.filter(bool),
    author=st.just(Author()) | authors | st.builds(Author, name=texts),
    date=dates,
    updated=_maybe_dates,
    type=st.sampled_from(CommentType),
    status=st.sampled_from(CommentStatus),
    format=st.sampled_from(CommentFormat),
    title=texts,
    body=texts,
    likes=_counts,
    dislikes=_counts,
    score=st.none() | st.integers(-(10**15), 10**15),
    pinned=st.booleans(),
    anchors=st.lists(_identities, max_size=3).map(tuple),
    date_assumed=st.booleans(),
    note=texts,
    meta=mappings,
)
threads = st.builds(
    ThreadDocument,
    status=st.sampled_from(ThreadStatus),
    closed_at=_maybe_dates,
    urls=_lists,
    sources=st.lists(mappings, max_size=3).map(tuple),
    comments=st.lists(comments, max_size=4).map(tuple),
)
fronts = st.builds(
    FrontMatter,
    title=texts,
    id=texts,
    date=_maybe_dates,
    updated=_maybe_dates,
    slug=texts,
    tags=_lists,
    categories=_lists,
    authors=_lists,
    summary=texts,
    draft=st.booleans(),
    expires=_maybe_dates,
    permalink=texts,
    aliases=_lists,
    language=st.sampled_from(["", "de", "pt-BR", "zh-Hant-TW"]),
    image=texts,
    comments=st.none() | st.sampled_from(ThreadStatus),
    extra=mappings,
)
posts = st.builds(PostDocument, front=fronts, body=texts)


def offsets(document: PostDocument | ThreadDocument) -> list[str | None]:
    """Its dates to the microsecond with their offsets, which `==` overlooks: it compares instants."""
    if isinstance(document, PostDocument):
        dates = [document.front.date, document.front.updated, document.front.expires]
    else:
        dates = [document.closed_at, *(date for each in document.comments for date in (each.date, each.updated))]
    return [date.isoformat() if date else None for date in dates]


def read_by_pyyaml(text: str) -> Any:
    """What PyYAML's own reader of YAML 1.1 makes of it; dates as instants."""
    return _instants(yaml.safe_load(text))


def _instants(value: Any) -> Any:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, dict):
        return {key: _instants(item) for key, item in value.items()}
    return [_instants(item) for item in value] if isinstance(value, list) else value


def as_lists(value: Any) -> Any:
    """The value with lists in place of tuples, as a YAML reader returns it."""
    if isinstance(value, Mapping):
        return {key: as_lists(item) for key, item in value.items()}
    return [as_lists(item) for item in value] if isinstance(value, tuple | list) else value
