"""The story of a build, top to bottom: load, resolve, plan, verify, render, check the links, publish.

Alone knows every stage. A stage that finds errors ends the story, when it has found them all.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sitegen.build import problems
from sitegen.build.linking import Linking, anchors_in
from sitegen.build.making import Made, Order, make
from sitegen.build.outputs import Outputs
from sitegen.build.excerpts import with_excerpts
from sitegen.build.rendering import PageMade, Wishes, render_pages
from sitegen.build.report import BuildReport, CommentCounts, report_of
from sitegen.build.verifying import Verifier
from sitegen.ground.diagnostics import Diagnostic, has_errors, in_order
from sitegen.incremental.cache import Cache, passing
from sitegen.incremental.lock import HeldError
from sitegen.incremental.recipe import code_digest
from sitegen.incremental.store import BrokenStoreError
from sitegen.incremental.trace import Cause, Reason
from sitegen.model.content import LeftOutReason
from sitegen.publish.publication import Publication
from sitegen.publish.refusal import refuse_output

__all__ = ["BuildReport", "CommentCounts", "build", "check"]


def build(
    root: Path,
    output: Path,
    *,
    now: datetime,
    home: Path | None = None,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
    strict: bool = False,
    workers: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> BuildReport:
    """Make the site of the folder `root` in `output`. With an error, or if `strict` with a warning, nothing is written.

    `now` decides which posts are due; `home` is a folder that no output may be.
    """
    if refusal := refuse_output(output, root, home):
        return BuildReport(diagnostics=(refusal,))
    order = Order(root=root, now=now, shown_anyway=shown_anyway, workers=workers, code=code_digest(), clock=clock)
    try:
        with Cache(root) as cache:
            return _with_sound_store(cache, lambda: _build(order, output, cache, strict=strict))
    except HeldError as held:
        return BuildReport(diagnostics=(problems.site_busy(held.holder),))


def check(
    root: Path,
    *,
    now: datetime,
    shown_anyway: frozenset[LeftOutReason] = frozenset(),
    workers: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> BuildReport:
    """Everything that `build` would find in the site of the folder `root`, without writing anything."""
    order = Order(root=root, now=now, shown_anyway=shown_anyway, workers=workers, code=code_digest(), clock=clock)
    with passing(root) as cache:
        return _with_sound_store(cache, lambda: _check(order, cache))


def _with_sound_store(cache: Cache, run: Callable[[], BuildReport]) -> BuildReport:
    """The report; from an empty store, if the one that was found proves to be damaged. Raises OSError if that is, too."""
    try:
        return run()
    except BrokenStoreError:
        cache.begin_anew()
    try:
        return run()
    except BrokenStoreError as problem:
        raise OSError(None, f"{cache.folder}: {problem}") from problem


def _build(order: Order, output: Path, cache: Cache, *, strict: bool) -> BuildReport:
    store, ticks = cache.store, cache.ticks()
    made, diagnostics = make(order, store, ticks)
    if made is None:
        return BuildReport(diagnostics=_told(diagnostics, order))
    linking = Linking(made, store)
    verifier = Verifier(made, linking, store)
    with Publication(output) as publication:
        outputs = Outputs(made, output, publication, store, ticks)
        reasons = outputs.verified(verifier.stale())
        rendering = _render(made, reasons, linking, publication.begin_staging(), order)
        diagnostics += rendering.diagnostics
        report = report_of(made.site, made.plan, _told(diagnostics, order), reasons)
        if _forbids(diagnostics, strict=strict):
            return report
        outputs.stage(rendering.pages)
        diagnostics += publication.survey()
        report = replace(report, diagnostics=_told(diagnostics, order))
        if _forbids(diagnostics, strict=strict):
            return report
        published, failed = publication.commit()
        if failed:
            return replace(report, diagnostics=_told([*diagnostics, *failed], order))
        verifier.remember(rendering.pages, reasons)
        linking.remember()
        outputs.remember()
        store.commit()
        return replace(report, published=published)


def _check(order: Order, cache: Cache) -> BuildReport:
    made, diagnostics = make(order, cache.store, cache.ticks())
    if made is None:
        return BuildReport(diagnostics=_told(diagnostics, order))
    reasons = {page.path: Reason(cause=Cause.NEW) for page in made.plan.pages}
    rendering = _render(made, reasons, Linking(made, cache.store), None, order)
    return report_of(made.site, made.plan, _told([*diagnostics, *rendering.diagnostics], order), {})


@dataclass(frozen=True, slots=True)
class _Rendering:
    """The pages that were made, and what is wrong with them and with the links of the site."""

    pages: list[PageMade]
    diagnostics: list[Diagnostic]


def _render(
    made: Made, reasons: Mapping[str, Reason], linking: Linking, output: Path | None, order: Order
) -> _Rendering:
    """The stale pages through the theme, then the links against the finished pages."""
    wanted = linking.wanted(reasons)
    stale = [page for page in made.plan.pages if page.path in reasons]
    wishes = Wishes(output=output, anchors=wanted, clock=order.clock)
    pages = list(render_pages(made, wishes, stale, order.workers))
    diagnostics = [each for page in pages for each in page.diagnostics]
    anchors = {page.path: page.anchors for page in pages if page.anchors is not None}
    if output is not None:
        anchors |= anchors_in((path, output / path) for path in wanted - reasons.keys())
    return _Rendering(pages, [*diagnostics, *linking.check(anchors)])


def _forbids(diagnostics: list[Diagnostic], *, strict: bool) -> bool:
    """Whether nothing may be written."""
    return has_errors(diagnostics) or (strict and bool(diagnostics))


def _told(diagnostics: Iterable[Diagnostic], order: Order) -> tuple[Diagnostic, ...]:
    """In order, each with the line that it is about."""
    return with_excerpts(in_order(diagnostics), order.root)
