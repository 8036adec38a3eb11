"""What a build or a check found and did."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.trace import Reason
from sitegen.model.content import LeftOut, Site
from sitegen.model.documents import CommentStatus
from sitegen.model.page import PageKind, Plan
from sitegen.publish.published import Published

if TYPE_CHECKING:
    from sitegen.build.profile import Profile

_NO_PAGES = frozenset(
    [
        PageKind.REDIRECT,
        PageKind.REDIRECTS,
        PageKind.POSTS_FEED,
        PageKind.COMMENTS_FEED,
        PageKind.SITEMAP,
        PageKind.ROBOTS,
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCounts:
    """The site's comments: `shown` in threads, `pinged` beside them, `withheld` by reason, and those that wait with a
    post that is left out.
    """

    shown: int = 0
    pinged: int = 0
    withheld: Mapping[CommentStatus, int] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build or a check found, and what it did: `published` is None where nothing was written.

    `pages` are those that people read, `files` all others: feeds, redirects, copies. `made` are the pages that were
    rendered, by path, each with the reason. `profile` is there if it was asked for; `verified` is how many files were
    held against a clean build, None if that was not asked for.
    """

    diagnostics: tuple[Diagnostic, ...]
    posts: int = 0
    pages: int = 0
    files: int = 0
    comments: CommentCounts = CommentCounts()
    left_out: tuple[LeftOut, ...] = ()
    published: Published | None = None
    made: Mapping[str, Reason] = field(default_factory=dict)
    profile: "Profile | None" = None
    verified: int | None = None


def report_of(site: Site, plan: Plan, diagnostics: Iterable[Diagnostic], made: Mapping[str, Reason]) -> BuildReport:
    """The sums of a site; nothing is published yet."""
    pages = sum(page.kind not in _NO_PAGES for page in plan.pages)
    threads = site.threads.values()
    withheld: Counter[CommentStatus] = Counter()
    for thread in threads:
        withheld.update(thread.withheld)
    return BuildReport(
        diagnostics=tuple(diagnostics),
        posts=len(site.order),
        pages=pages,
        files=len(plan.pages) + len(plan.copies) - pages,
        comments=CommentCounts(
            shown=sum(thread.shown for thread in threads),
            pinged=sum(thread.pinged for thread in threads),
            withheld={reason: withheld[reason] for reason in CommentStatus if withheld[reason]},
            left_out=sum(each.comments for each in site.left_out),
        ),
        left_out=site.left_out,
        made=made,
    )
