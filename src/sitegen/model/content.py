"""Posts, pages and comments once rendered; the reply tree; the Site, an index of them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from sitegen.ground.diagnostics import Where
from sitegen.ground.sources import chosen
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

    def facts(self) -> "PostFacts":
        """What the site's index keeps of it."""
        front = self.front
        return PostFacts(
            key=self.key,
            source=self.source,
            kind=self.kind,
            title=self.title,
            slug=self.slug,
            date=self.date,
            updated=front.updated,
            expires=front.expires,
            draft=front.draft,
            id=front.id,
            permalink=front.permalink,
            tags=front.tags,
            categories=front.categories,
            authors=front.authors,
            aliases=front.aliases,
            comments=front.comments,
            assets=self.assets,
            marks=chosen(front.marks, _is_of_index),
        )

    def contents(self) -> "Contents":
        """What only its own page and the feed show."""
        return Contents(source=self.source, content=self.content, headings=self.headings)

    def teaser(self) -> "Teaser":
        """What listings and feeds show of it, too."""
        return Teaser(
            summary=self.summary,
            summary_text=self.summary_text,
            has_more=self.has_more,
            language=self.front.language,
            image=self.image,
            extra=self.front.extra,
        )


def _is_of_index(mark: str) -> bool:
    """Whether the place of a field may still be told of when the site is put together."""
    return mark.startswith(("aliases", "tags", "categories")) and not mark.startswith(("tags[", "categories["))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """A post in the index of a site: what decides where it stands and what leads to it. None of its text.

    `comments` is its own word on whether its thread is closed.
    """

    key: str
    source: str
    kind: PostKind
    title: str
    slug: str
    date: datetime | None
    updated: datetime | None = None
    expires: datetime | None = None
    draft: bool = False
    id: str = ""
    permalink: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    comments: ThreadStatus | None = None
    assets: tuple[str, ...] = ()
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """What listings and feeds show of a post, beside the facts."""

    summary: Body
    summary_text: str
    has_more: bool
    language: str
    image: Reference | str | None
    extra: Mapping[str, Plain]


class LinkUse(Enum):
    """What an address in a file of content is for."""

    LINK = "link"
    ASSET = "asset"
    AVATAR = "avatar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address as it is written in a file, which may lead to a page or file of the site.

    An ASSET is named by the front matter, an AVATAR by a comment.
    """

    address: str
    where: Where
    use: LinkUse = LinkUse.LINK


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

    def facts(self, source: str) -> "ThreadFacts":
        """What the site's index keeps of it; `source` is the path of its file, empty if there is none."""
        dates = [reply.comment.date for reply in all_replies(self.replies) if reply.comment]
        return ThreadFacts(
            key=self.key,
            source=source,
            status=self.status,
            total=self.total,
            shown=self.shown,
            pinged=self.pinged,
            withheld=self.withheld,
            newest=max(dates, default=None),
        )


def empty_thread(key: str, status: ThreadStatus) -> Thread:
    """The thread of a post that has no comments but says whether there could have been some."""
    return Thread(key=key, status=status, closed_at=None, replies=(), pings=(), total=0, shown=0, pinged=0, withheld={})


def all_replies(replies: Iterable[Reply]) -> list[Reply]:
    """These replies and all beneath them, level by level."""
    found = list(replies)
    for reply in found:  # grows while it is walked
        found += reply.replies
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadFacts:
    """A thread in the index of a site: its sums, and the date of its newest comment that is shown."""

    key: str
    source: str
    status: ThreadStatus
    total: int
    shown: int
    pinged: int
    withheld: Mapping[CommentStatus, int]
    newest: datetime | None


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
    """The index of everything the site shows, by key, without the texts.

    `order` lists the posts, newest first; `pages` the pages, by key.
    """

    posts: Mapping[str, PostFacts]
    threads: Mapping[str, ThreadFacts]
    order: tuple[str, ...]
    pages: tuple[str, ...]
    terms: Mapping[Taxonomy, tuple[Term, ...]]
    left_out: tuple[LeftOut, ...] = ()
