"""The pages to make: what `plan` decides and `render` and `publish` carry out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from sitegen.ground.diagnostics import Where


class PageKind(Enum):
    """What a page shows; the value is also the name of its template, without `.html`."""

    HOME = "home"
    POST = "post"
    PAGE = "page"
    TERM = "term"
    TERMS = "terms"
    ARCHIVE = "archive"
    NOT_FOUND = "404"
    REDIRECT = "redirect"
    POSTS_FEED = "posts-feed"
    COMMENTS_FEED = "comments-feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    REDIRECTS = "redirects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file to make.

    `path` is relative to output/ and POSIX; `url` is the path of its address under the site's own root,
    percent-encoded, beginning with `/`. `subject` is the key of what it shows: a post's key (also of a redirect to it),
    `tags/SLUG`, or the kind's own name. `number` counts the pages of a listing from 1.
    """

    path: str
    url: str
    kind: PageKind
    subject: str = ""
    number: int = 1
    origin: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is published as it is: `source` relative to the site, or to the assets of the theme `theme`."""

    path: str
    source: str
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An old address and the page it leads to now, both as paths under the site's root."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """An entry of the menu, its address resolved: a path under the site's root, or a whole address elsewhere."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a reference leads inside the site: the file, its address under the site's root, and the rest."""

    path: str
    url: str
    query: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that output/ will hold. `urls` gives the address of each subject, under the site's root; `per_page` is how
    many posts a page of a listing has.
    """

    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    redirects: tuple[Redirect, ...]
    urls: Mapping[str, str]
    menu: tuple[MenuLink, ...] = ()
    per_page: int
