"""A page is a function of what it asks: not of the pages that were made before it."""

import random
from datetime import UTC, datetime

from sitegen.ground.diagnostics import has_errors
from sitegen.load.site import load_content, load_settings
from sitegen.plan.pages import plan_site, static_copies, theme_copies
from sitegen.render.pages import Renderer
from sitegen.render.theme import load_theme
from sitegen.resolve.site import resolve
from sitegen.targets import Targets
from sitegen.view import SiteView
from tests.conftest import REPOSITORY

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_pages_are_the_same_in_whatever_order_they_are_made() -> None:
    """This repository's own site, forwards, backwards, shuffled, and each by a renderer of its own."""
    settings, _ = load_settings(REPOSITORY)
    assert settings is not None
    theme, _ = load_theme(REPOSITORY, settings)
    assert theme is not None
    content, _ = load_content(REPOSITORY, settings)
    site, _ = resolve(content.posts, content.threads, settings.comments, now=NOW)
    plan, problems = plan_site(site, settings, [*static_copies(content.static), *theme_copies(theme.assets())])
    assert not has_errors(problems)
    targets = Targets(site, plan, settings.site)
    view = SiteView(site=site, plan=plan, targets=targets, facts=settings.site, data=content.data)
    forwards = Renderer(theme, view, settings.feed)
    made = {page.path: forwards.render(page)[0] for page in plan.pages}
    shuffled = random.Random(0).sample(plan.pages, len(plan.pages))
    for order in (reversed(plan.pages), shuffled):
        renderer = Renderer(theme, view, settings.feed)
        assert {page.path: renderer.render(page)[0] for page in order} == made
    for page in shuffled[:20]:
        assert Renderer(theme, view, settings.feed).render(page)[0] == made[page.path]
