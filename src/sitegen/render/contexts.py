"""The values that templates see, one type each; docs/themes.md describes every one. `presenter` makes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sitegen.model.content import Heading
from sitegen.model.documents import Plain
from sitegen.model.markup import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """The page itself. `url` is a path with the site's base path; `title` is empty on the home page."""

    kind: str
    url: str
    absolute_url: str
    title: str
    description: str
    number: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """An entry of the menu; `current` on the page that it leads to."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermName:
    """A tag or category that a post carries."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLink:
    """A tag or category, and how many posts carry it."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A title and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as a line in a list."""

    key: str
    url: str
    title: str
    date: datetime | None
    comment_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A post as listings show it."""

    key: str
    url: str
    title: str
    date: datetime | None
    updated: datetime | None
    summary: Html
    summary_text: str
    has_more: bool
    tags: tuple[TermName, ...]
    categories: tuple[TermName, ...]
    authors: tuple[str, ...]
    language: str
    image: str
    comment_count: int
    has_thread: bool
    extra: Mapping[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Card):
    """A post or page with its body."""

    content: Html
    headings: tuple[Heading, ...]
    image_in_content: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A listing's pages: `number` of `count`; `newer` and `older` are addresses or None."""

    number: int
    count: int
    newer: str | None
    older: str | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The posts of a year, newest first."""

    year: int
    posts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentComment:
    """One of the latest comments of the site; `text` is its beginning without markup."""

    url: str
    author: str
    post_title: str
    date: datetime
    text: str
