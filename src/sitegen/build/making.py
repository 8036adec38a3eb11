"""From a site's folder to everything that its pages are made from: settings, theme, content, plan."""

from dataclasses import dataclass
from pathlib import Path

from sitegen.build.inputs import Inputs
from sitegen.build.last_build import Span
from sitegen.build.loading import Content, Sources, read_content
from sitegen.build.order import Order
from sitegen.build.watch import Stage
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.incremental.encoding import digest, digest_of
from sitegen.incremental.store import Store
from sitegen.incremental.texts import StoredTexts
from sitegen.load.scan import SiteFiles
from sitegen.load.settings import SETTINGS, load_settings
from sitegen.model.content import Site
from sitegen.model.page import Copy, Plan
from sitegen.model.settings import Settings
from sitegen.plan.pages import arrange_site, plan_site, static_copies, theme_copies
from sitegen.publish.unfit import unfit_name, unfit_source
from sitegen.render.blocks import unknown_blocks
from sitegen.render.theme import Theme, load_theme
from sitegen.resolve.site import resolve, span_of
from sitegen.targets import Targets
from sitegen.view import SiteView

ARRANGEMENT = "arrangement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site that is ready to be rendered.

    `arrangement` is the digest of all that decides its order and its addresses; where that is as it was in the build
    that is remembered, nothing can have changed but texts.
    """

    order: Order
    settings: Settings
    content: Content
    site: Site
    plan: Plan
    theme: Theme
    targets: Targets
    view: SiteView
    span: Span
    arrangement: bytes
    is_arranged_as_before: bool


def make(order: Order, inputs: Inputs, store: Store) -> tuple[Made | None, list[Diagnostic]]:
    """Load, resolve and plan; None if there is an error."""
    settings, diagnostics = load_settings(order.root)
    if settings is None:
        return None, diagnostics
    theme, found = load_theme(order.root, settings)
    diagnostics += found
    diagnostics += unknown_blocks(theme) if theme else ()
    diagnostics += inputs.diagnostics
    files = inputs.files
    sources = Sources(root=order.root, settings=settings, files=files, stamps=inputs.stamps, code=order.code)
    content, found = read_content(sources, store, order.workers, watch=order.watch)
    diagnostics += found
    order.watch.begin(Stage.RESOLVE)
    site, found = resolve(content.posts, content.threads, now=order.now, shown_anyway=order.shown_anyway)
    diagnostics += found
    if theme is None or has_errors(diagnostics):
        return None, diagnostics
    order.watch.begin(Stage.PLAN)
    copies = [*static_copies(files.static), *theme_copies(theme.assets())]
    arrangement = _arrangement(order, theme, files, content, site)
    has_other_data = any(path.startswith("data/") for path in content.parsed)
    is_as_before = store.get("about", ARRANGEMENT) == arrangement and not has_other_data
    plan, found = (arrange_site if is_as_before else plan_site)(site, settings, copies)
    diagnostics += found
    diagnostics += _unfit(plan, order.root, theme)
    if has_errors(diagnostics):
        return None, diagnostics
    targets = Targets(site, plan, settings.site)
    view = SiteView(
        site=site,
        plan=plan,
        targets=targets,
        texts=StoredTexts(site, store.path),
        facts=settings.site,
        data=content.data,
        feed=settings.feed,
        options=theme.options,
    )
    since, until = span_of(content.posts, order.now)
    made = Made(
        order=order,
        settings=settings,
        content=content,
        site=site,
        plan=plan,
        theme=theme,
        targets=targets,
        view=view,
        span=Span(since=since, until=until),
        arrangement=arrangement,
        is_arranged_as_before=is_as_before,
    )
    return made, diagnostics


def _arrangement(order: Order, theme: Theme, files: SiteFiles, content: Content, site: Site) -> bytes:
    sources = [*(post.source for post in content.posts), *(thread.source for thread in content.threads)]
    return digest_of(
        (
            digest((order.root / SETTINGS).read_bytes()),
            theme.assets(),
            theme.options,
            files.static,
            files.assets,
            sources,
            b"".join(content.digests[source].facts for source in sources),
            tuple(site.posts),
            tuple((each.source, each.reason.value) for each in site.left_out),
        )
    )


def source_file(copy: Copy, root: Path, theme: Theme) -> Path:
    """Where the file lies that is published as it is."""
    return theme.asset_file(copy.theme, copy.source) if copy.theme else root / copy.source


def _unfit(plan: Plan, root: Path, theme: Theme) -> list[Diagnostic]:
    """What no output folder could take."""
    found = [unfit_name(page.path, page.origin) for page in plan.pages]
    for copy in plan.copies:
        where = Where(copy.source)
        found += [unfit_name(copy.path, where), unfit_source(source_file(copy, root, theme), where)]
    return [each for each in found if each]
