"""sitegen.yaml, typed. Rooms take the slice that they need, not the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from sitegen.model.documents import Marks, Plain

PERMALINK_FIELDS = ("year", "month", "day", "slug", "category", "author", "id")
"""What a permalink pattern may hold in braces."""


@lru_cache(maxsize=4)
def _parts(url: str) -> SplitResult:
    """The parts of the site's address, which every page asks for several times."""
    return urlsplit(url)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """An entry of the menu; `url` is a source path under content/, a path of the site, or an absolute URL."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What the site says of itself; every template may ask for it as `site`."""

    title: str
    subtitle: str = ""
    description: str = ""
    url: str
    language: str = "en"
    author: str = ""
    copyright: str = ""
    date_format: str = "long"
    extra: Mapping[str, Plain] = field(default_factory=dict)

    @property
    def base_path(self) -> str:
        """The path under which the site lives, with a slash at both ends: `/` or `/blog/`."""
        return _parts(self.url).path.rstrip("/") + "/"

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end."""
        parts = _parts(self.url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSettings:
    """How threads are shown: displayed nesting in levels, and the fragment of a comment (`comment-{id}`)."""

    depth: int = 8
    anchor: str = "comment-{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """How many entries each feed carries."""

    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChoice:
    """Which theme, and the values of its options as written (checked against theme.yaml by `render`)."""

    name: str = "default"
    options: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole of sitegen.yaml."""

    site: SiteFacts
    timezone: tzinfo = UTC
    permalink: str = "/{year}/{month}/{slug}/"
    per_page: int = 10
    smart_quotes: bool = True
    menu: tuple[MenuEntry, ...] | None = None
    comments: CommentSettings = CommentSettings()
    feed: FeedSettings = FeedSettings()
    theme: ThemeChoice = ThemeChoice()
    marks: Marks = field(default_factory=dict, compare=False, repr=False)
