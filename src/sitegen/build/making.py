"""From a site's folder to everything that its pages are made from: settings, theme, content, plan."""

from dataclasses import dataclass
from pathlib import Path

from sitegen.build.inputs import Inputs
from sitegen.build.last_build import Span
from sitegen.build.loading import Content, Sources, read_content
from sitegen.build.order import Order
from sitegen.build.profile import Stage
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.incremental.store import Store
from sitegen.incremental.texts import StoredTexts
from sitegen.load.settings import load_settings
from sitegen.model.content import Site
from sitegen.model.page import Copy, Plan
from sitegen.model.settings import Settings
from sitegen.plan.pages import plan_site, static_copies, theme_copies
from sitegen.publish.unfit import unfit_name, unfit_source
from sitegen.render.blocks import unknown_blocks
from sitegen.render.theme import Theme, load_theme
from sitegen.resolve.site import resolve, span_of
from sitegen.targets import Targets
from sitegen.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site that is ready to be rendered."""

    order: Order
    settings: Settings
    content: Content
    site: Site
    plan: Plan
    theme: Theme
    targets: Targets
    view: SiteView
    span: Span


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
    plan, found = plan_site(site, settings, copies)
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
    )
    return made, diagnostics


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
