"""The story of a build, top to bottom: load, resolve, plan, render, check the links, publish.

Alone knows every stage. A stage that finds errors ends the story, when it has found them all.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic, Where, has_errors, in_order
from sitegen.links.anchors import anchors_of
from sitegen.links.check import check_links, inner_links, wanted_pages
from sitegen.load.site import load_content, load_settings
from sitegen.model.content import LeftOut, LeftOutReason, Site
from sitegen.model.documents import CommentStatus
from sitegen.model.page import Copy, PageKind, Plan
from sitegen.plan.pages import plan_site, static_copies, theme_copies
from sitegen.publish.publication import Publication, Published
from sitegen.publish.refusal import refuse_output
from sitegen.publish.unfit import unfit_name, unfit_source
from sitegen.render.blocks import unknown_blocks
from sitegen.render.pages import Renderer
from sitegen.render.theme import Theme, load_theme
from sitegen.resolve.site import resolve
from sitegen.targets import Targets
from sitegen.view import SiteView

Stage = Callable[[str, bytes], None]
"""Takes a finished page: its path in output/, and its bytes."""


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

    `pages` are those that people read, `files` all others: feeds, redirects, copies.
    """

    diagnostics: tuple[Diagnostic, ...]
    posts: int = 0
    pages: int = 0
    files: int = 0
    comments: CommentCounts = CommentCounts()
    left_out: tuple[LeftOut, ...] = ()
    published: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A site that is ready to be rendered."""

    site: Site
    plan: Plan
    theme: Theme
    targets: Targets
    renderer: Renderer


def build(
    root: Path,
    output: Path,
    *,
    now: datetime,
    home: Path | None = None,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
    strict: bool = False,
) -> BuildReport:
    """Make the site of the folder `root` in `output`. With an error, or if `strict` with a warning, nothing is written.

    `now` decides which posts are due; `home` is a folder that no output may be.
    """
    if refusal := refuse_output(output, root, home):
        return BuildReport(diagnostics=(refusal,))
    made, diagnostics = _make(root, now, shown_anyway)
    if made is None:
        return BuildReport(diagnostics=in_order(diagnostics))
    with Publication(output) as publication:
        diagnostics += _render(made, publication.stage)
        if _forbids(diagnostics, strict=strict):
            return _report(made, diagnostics)
        for copy in made.plan.copies:
            publication.stage_copy(copy.path, _file(copy, root, made.theme))
        diagnostics += publication.survey()
        if _forbids(diagnostics, strict=strict):
            return _report(made, diagnostics)
        published, failed = publication.commit()
        report = _report(made, diagnostics + failed)
        return report if failed else replace(report, published=published)


def check(root: Path, *, now: datetime, shown_anyway: frozenset[LeftOutReason] = frozenset()) -> BuildReport:
    """Everything that `build` would find in the site of the folder `root`, without writing anything."""
    made, diagnostics = _make(root, now, shown_anyway)
    if made is None:
        return BuildReport(diagnostics=in_order(diagnostics))
    return _report(made, diagnostics + _render(made, lambda path, page: None))


def _forbids(diagnostics: list[Diagnostic], *, strict: bool) -> bool:
    """Whether nothing may be written."""
    return has_errors(diagnostics) or (strict and bool(diagnostics))


def _make(root: Path, now: datetime, shown_anyway: frozenset[LeftOutReason]) -> tuple[_Made | None, list[Diagnostic]]:
    """Load, resolve and plan; None if there is an error."""
    settings, diagnostics = load_settings(root)
    if settings is None:
        return None, diagnostics
    theme, found = load_theme(root, settings)
    diagnostics += found
    diagnostics += unknown_blocks(theme) if theme else ()
    content, found = load_content(root, settings)
    diagnostics += found
    site, found = resolve(content.posts, content.threads, settings.comments, now=now, shown_anyway=shown_anyway)
    diagnostics += found
    if theme is None or has_errors(diagnostics):
        return None, diagnostics
    copies = [*static_copies(content.static), *theme_copies(theme.assets())]
    plan, found = plan_site(site, settings, copies)
    diagnostics += found
    diagnostics += _unfit(plan, root, theme)
    if has_errors(diagnostics):
        return None, diagnostics
    targets = Targets(site, plan, settings.site)
    view = SiteView(site=site, plan=plan, targets=targets, facts=settings.site, data=content.data)
    renderer = Renderer(theme, view, settings.feed)
    return _Made(site=site, plan=plan, theme=theme, targets=targets, renderer=renderer), diagnostics


def _unfit(plan: Plan, root: Path, theme: Theme) -> list[Diagnostic]:
    """What no output folder could take."""
    found = [unfit_name(page.path, page.origin) for page in plan.pages]
    for copy in plan.copies:
        where = Where(copy.source)
        found += [unfit_name(copy.path, where), unfit_source(_file(copy, root, theme), where)]
    return [each for each in found if each]


def _file(copy: Copy, root: Path, theme: Theme) -> Path:
    return theme.asset_file(copy.theme, copy.source) if copy.theme else root / copy.source


def _render(made: _Made, stage: Stage) -> list[Diagnostic]:
    """Every page through the theme, then every link against the finished pages."""
    links = inner_links(made.site, made.targets, made.plan.urls.values())
    wanted = wanted_pages(links)
    anchors: dict[str, frozenset[str]] = {}
    diagnostics: list[Diagnostic] = []
    for page in made.plan.pages:
        rendered, found = made.renderer.render(page)
        diagnostics += found
        if rendered is not None:
            stage(page.path, rendered)
            if page.path in wanted:
                anchors[page.path] = anchors_of(rendered)
    return diagnostics + check_links(links, made.site, anchors)


def _report(made: _Made, diagnostics: list[Diagnostic]) -> BuildReport:
    pages = sum(page.kind not in _NO_PAGES for page in made.plan.pages)
    threads = made.site.threads.values()
    withheld: Counter[CommentStatus] = Counter()
    for thread in threads:
        withheld.update(thread.withheld)
    return BuildReport(
        diagnostics=in_order(diagnostics),
        posts=len(made.site.order),
        pages=pages,
        files=len(made.plan.pages) + len(made.plan.copies) - pages,
        comments=CommentCounts(
            shown=sum(thread.shown for thread in threads),
            pinged=sum(thread.pinged for thread in threads),
            withheld={reason: withheld[reason] for reason in CommentStatus if withheld[reason]},
            left_out=sum(each.comments for each in made.site.left_out),
        ),
        left_out=made.site.left_out,
    )
