"""What the files of a site say, typed: front matter and threads as `formats` reads and writes them, yet unrendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from sitegen.ground.diagnostics import Where

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"
"""Free YAML: every scalar is a string."""

Marks: TypeAlias = Mapping[str, Where]
"""Where each field stands, by its path in the document: `title`, `tags[1]`, `comments[3].parent`."""


class ThreadStatus(Enum):
    """Whether a thread still took comments when it was written down: what the notice at its end says."""

    CLOSED = "closed"
    OPEN = "open"


class CommentType(Enum):
    """A person's words, or another site's note that it links here."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"


class CommentStatus(Enum):
    """Only approved comments are shown; the others are counted by this reason."""

    APPROVED = "approved"
    PENDING = "pending"
    SPAM = "spam"
    TRASH = "trash"
    DELETED = "deleted"


class CommentFormat(Enum):
    """How a comment's body is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a comment. `owner`: also the author of the post. `avatar`: path of an image of the site."""

    name: str = ""
    url: str = ""
    username: str = ""
    owner: bool = False
    avatar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    """One comment as its file has it; `body` is not yet rendered, so not yet safe."""

    id: str
    parent: str | None = None
    author: Author = Author()
    date: datetime
    updated: datetime | None = None
    type: CommentType = CommentType.COMMENT
    status: CommentStatus = CommentStatus.APPROVED
    format: CommentFormat = CommentFormat.MARKDOWN
    title: str = ""
    body: str = ""
    likes: int | None = None
    dislikes: int | None = None
    score: int | None = None
    pinned: bool = False
    anchors: tuple[str, ...] = ()
    date_assumed: bool = False
    note: str = ""
    meta: Mapping[str, Plain] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDocument:
    """A file of content/comments: one thread, comments in the order of the file."""

    status: ThreadStatus = ThreadStatus.CLOSED
    closed_at: datetime | None = None
    urls: tuple[str, ...] = ()
    sources: tuple[Mapping[str, Plain], ...] = ()
    comments: tuple[CommentRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands between the `---` lines of a post or page; None and empty mean "not said"."""

    title: str
    id: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    slug: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    summary: str = ""
    draft: bool = False
    expires: datetime | None = None
    permalink: str = ""
    aliases: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    comments: ThreadStatus | None = None
    extra: Mapping[str, Plain] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDocument:
    """A file of content/posts or content/pages: front matter, and the Markdown exactly as it stands below.

    `body_line` is the line (from 1) of the file in which the body begins.
    """

    front: FrontMatter
    body: str
    body_line: int = field(default=1, compare=False)
