"""Posts, pages and comments once rendered; the reply tree; the Site, an index of them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from sitegen.ground.diagnostics import Where
from sitegen.model.documents import (
    Author,
    CommentStatus,
    CommentType,
    FrontMatter,
    Marks,
    Plain,
    ThreadStatus,
)
from sitegen.model.markup import Body, Html, Reference


class PostKind(Enum):
    """A post belongs to the blog's order of dates; a page stands outside it (about, contact)."""

    POST = "post"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a post's body, for its table of contents; `level` is 1 to 6, `anchor` its id."""

    level: int
    anchor: str
    text: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post or page, rendered.

    `key` names it in the whole site: its source path without `content/`, `.md` and `/index`
    (`posts/2011-03-02-hello`). `image` is a whole address where it is a text. `assets` are the paths of the files
    beside a folder's index.md.
    """

    key: str
    source: str
    kind: PostKind
    front: FrontMatter
    title: str
    slug: str
    date: datetime | None
    summary: Body
    summary_text: str
    content: Body
    has_more: bool
    headings: tuple[Heading, ...] = ()
    image: Reference | str | None = None
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the rest of the site says of a post: in listings, archives, feeds. No body: editing it changes nothing."""

    key: str
    source: str
    title: str
    date: datetime | None
    updated: datetime | None
    summary: Body
    summary_text: str
    has_more: bool
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    authors: tuple[str, ...]
    language: str
    image: Reference | str | None
    extra: Mapping[str, Plain]
    shown_comments: int
    has_thread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment, rendered: `body` has passed the sanitiser."""

    id: str
    parent: str | None
    author: Author
    date: datetime
    updated: datetime | None
    type: CommentType
    status: CommentStatus
    title: str
    body: Html
    likes: int | None = None
    dislikes: int | None = None
    score: int | None = None
    pinned: bool = False
    anchors: tuple[str, ...] = ()
    date_assumed: bool = False
    note: str = ""
    meta: Mapping[str, Plain] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    marks: Marks = field(default_factory=dict, compare=False, repr=False)

    def where(self, name: str) -> Where:
        """Where the file says this field, else where the comment stands."""
        return self.marks.get(name) or self.marks.get("") or Where("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFile:
    """One file of content/comments, rendered: comments in the order of the file. `key` is that of their post."""

    key: str
    source: str
    status: ThreadStatus
    closed_at: datetime | None
    urls: tuple[str, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The comment that a reply answers, where the page's nesting does not show it."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A place in the displayed tree.

    `comment` is None at a tombstone: a withheld comment whose place is kept because something beneath it is shown;
    `withheld` then says why. `depth` counts from 1. `replies` are in the order in which they are shown.
    """

    anchor: str
    comment: Comment | None
    withheld: CommentStatus | None = None
    depth: int
    answers: Answered | None = None
    replies: tuple["Reply", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A post's comments as they are shown: the numbered tree, then the pings; and the sums.

    `total == shown + pinged + the sum of withheld`, where `shown` counts the comments in `replies`, replies to
    replies too, and `pinged` the pingbacks and trackbacks.
    """

    key: str
    status: ThreadStatus
    closed_at: datetime | None
    replies: tuple[Reply, ...]
    pings: tuple[Reply, ...]
    total: int
    shown: int
    pinged: int
    withheld: Mapping[CommentStatus, int]


class Taxonomy(Enum):
    """The two ways of grouping posts; the value is also the name of its index and the first part of its addresses."""

    TAGS = "tags"
    CATEGORIES = "categories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A tag or category: the posts that carry it, newest first. `slug` is its identity, `name` its usual spelling."""

    taxonomy: Taxonomy
    slug: str
    name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as a line in a list: what an archive or a sidebar says of it."""

    key: str
    title: str
    date: datetime | None
    shown_comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The body of a post and its table of contents; `source` is what the references in it count from."""

    source: str
    content: Body
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSummary:
    """A term and how many posts carry it."""

    taxonomy: Taxonomy
    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedComment:
    """A shown comment and where: for lists of the latest comments."""

    post: str
    anchor: str
    comment: Comment


class LeftOutReason(Enum):
    """Why a post is not in the site."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"

    @property
    def told(self) -> str:
        """The reason as the end of a sentence: the post is a draft."""
        return {"draft": "is a draft", "future": "is not yet published", "expired": "has expired"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A post or page that is not in the site, and how many comments wait with it."""

    key: str
    source: str
    reason: LeftOutReason
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything the site shows, by key. `order` lists the posts, newest first; `pages` the pages, by key."""

    posts: Mapping[str, Post]
    threads: Mapping[str, Thread]
    order: tuple[str, ...]
    pages: tuple[str, ...]
    terms: Mapping[Taxonomy, tuple[Term, ...]]
    left_out: tuple[LeftOut, ...] = ()
