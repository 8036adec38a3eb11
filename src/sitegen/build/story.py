"""The story of a build, top to bottom: load, resolve, plan, verify, render, check the links, publish, remember.

Alone knows every stage. A stage that finds errors ends the story, when it has found them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.build import problems
from sitegen.build.excerpts import with_excerpts
from sitegen.build.inputs import Inputs
from sitegen.build.last_build import remember_build
from sitegen.build.linking import Linking, anchors_in
from sitegen.build.making import Made, make
from sitegen.build.order import Order
from sitegen.build.outputs import Outputs
from sitegen.build.pool import WorkerDiedError
from sitegen.build.rendering import PageMade, Wishes, render_pages
from sitegen.build.report import BuildReport, report_of
from sitegen.build.verifying import WITHOUT_TEMPLATE, Verifier
from sitegen.build.watch import Stage
from sitegen.ground.diagnostics import Diagnostic, has_errors, in_order
from sitegen.incremental.cache import Cache
from sitegen.incremental.store import BrokenStoreError, Store
from sitegen.incremental.trace import Cause, Reason
from sitegen.model.page import Page
from sitegen.publish.publication import Publication


def tell(order: Order, inputs: Inputs, cache: Cache) -> BuildReport:
    """Make the site, in its output folder if there is one. Raises BrokenStoreError if the store is damaged."""
    try:
        return _tell(order, inputs, cache)
    except WorkerDiedError as died:
        return BuildReport(diagnostics=(problems.worker_died(died.items, died.ending),))


def _tell(order: Order, inputs: Inputs, cache: Cache) -> BuildReport:
    watch = order.watch
    watch.begin(Stage.LOAD)
    first = _cause_of_all(order, cache)
    made, diagnostics = make(order, inputs, cache.store)
    if made is None:
        return BuildReport(diagnostics=_told(diagnostics, order))
    watch.begin(Stage.LINKS)
    linking = Linking(made, cache.store)
    if order.output is None:
        reasons = {page.path: Reason(cause=Cause.NEW) for page in made.plan.pages}
        rendering = _render(made, reasons, linking, None)
        return report_of(made.site, made.plan, _told([*diagnostics, *rendering.diagnostics], order), {})
    with Publication(order.shown) as publication:
        return _publish(made, linking, publication, diagnostics, first, cache.store, inputs)


def _cause_of_all(order: Order, cache: Cache) -> Cause:
    """Why pages are made of which nothing is known; what another program knew of them counts for nothing."""
    known = cache.store.get("about", "code")
    if known == order.code:
        return Cause.NEW
    cache.begin_anew()
    cache.store.put("about", [("code", order.code)])
    return Cause.NEW if known is None else Cause.CODE


def _publish(
    made: Made,
    linking: Linking,
    publication: Publication,
    diagnostics: list[Diagnostic],
    first: Cause,
    store: Store,
    inputs: Inputs,
) -> BuildReport:
    """Make the pages that are stale, and put everything in place."""
    order = made.order
    watch = order.watch
    watch.begin(Stage.VERIFY)
    verifier = Verifier(made, linking, store, first)
    outputs = Outputs(made, publication, inputs, store)
    reasons = outputs.verified(verifier.stale())
    rendering = _render(made, reasons, linking, publication.begin_staging())
    diagnostics += rendering.diagnostics
    report = report_of(made.site, made.plan, _told(diagnostics, order), reasons)
    if _forbids(diagnostics, order):
        return report
    watch.begin(Stage.PUBLISH)
    watch.done(0, sum(bool(page.staged and page.staged.file) for page in rendering.pages))
    outputs.stage(rendering.pages)
    found = publication.survey()
    whole = replace(report, diagnostics=_told([*diagnostics, *found], order))
    if _forbids(found, order):
        return whole
    published, failed = publication.commit()
    if failed:
        return replace(whole, diagnostics=_told([*diagnostics, *found, *failed], order))
    watch.begin(Stage.REMEMBER)
    try:
        verifier.remember(rendering.pages, reasons)
        linking.remember()
        outputs.remember()
        remember_build(order, inputs, made.span, report, store)
        store.commit()
    except BrokenStoreError as problem:  # The site is in place; the next build will make it once more.
        found = [*found, problems.cache_not_kept(str(problem))]
    return replace(whole, published=published, diagnostics=_told([*diagnostics, *found], order))


@dataclass(frozen=True, slots=True)
class _Rendering:
    """The pages that were made, and what is wrong with them and with the links of the site."""

    pages: list[PageMade]
    diagnostics: list[Diagnostic]


def _render(made: Made, reasons: Mapping[str, Reason], linking: Linking, output: Path | None) -> _Rendering:
    """The stale pages through the theme, then the links against the finished pages."""
    watch = made.order.watch
    watch.begin(Stage.LINKS)
    wanted = linking.wanted(reasons)
    stale = [page for page in made.plan.pages if page.path in reasons]
    wishes = Wishes(output=output, anchors=wanted, clock=made.order.clock)
    watch.begin(Stage.RENDER)
    pages = list(render_pages(made, wishes, stale, made.order.workers))
    _watch_pages(made, stale, pages)
    watch.begin(Stage.LINKS)
    diagnostics = [each for page in pages for each in page.diagnostics]
    anchors = {page.path: page.anchors for page in pages if page.anchors is not None}
    if output is not None:
        anchors |= anchors_in((path, output / path) for path in wanted - reasons.keys())
    return _Rendering(pages, [*diagnostics, *linking.check(anchors)])


def _watch_pages(made: Made, stale: Iterable[Page], pages: Iterable[PageMade]) -> None:
    """How long each took, and how many were spared."""
    watch = made.order.watch
    watch.pages_kept = len(made.plan.pages)
    for page, result in zip(stale, pages, strict=True):
        template = page.kind.value if page.kind in WITHOUT_TEMPLATE else f"{page.kind.value}.html"
        watch.page(page.path, template, result.seconds)
        watch.pages_kept -= 1


def _forbids(diagnostics: list[Diagnostic], order: Order) -> bool:
    """Whether nothing may be written."""
    return has_errors(diagnostics) or (order.strict and bool(diagnostics))


def _told(diagnostics: Iterable[Diagnostic], order: Order) -> tuple[Diagnostic, ...]:
    """In order, each with the line that it is about."""
    return with_excerpts(in_order(diagnostics), order.root)
