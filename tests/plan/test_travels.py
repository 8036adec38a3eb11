"""What workers in other processes will be given travels whole: whole sites, as they are loaded."""

import pickle
from pathlib import Path

import pytest

from sitegen.load.site import load_content, load_settings
from sitegen.model.content import Site
from sitegen.model.page import Plan
from sitegen.model.settings import Settings
from sitegen.plan.pages import plan_site, static_copies
from sitegen.resolve.site import resolve
from sitegen.targets import Targets
from sitegen.view import SiteView
from tests.conftest import REPOSITORY
from tests.plan.sites import NOW

SITES = REPOSITORY / "tests/sites"
WITH_EVERYTHING = ["thread", "redirects", "assets", "data", "links", "sub-path", "left-out", "languages"]


def made(folder: Path) -> tuple[Settings, Site, Plan, SiteView]:
    """A site of the disk, resolved and planned."""
    settings, _ = load_settings(folder)
    assert settings is not None
    content, _ = load_content(folder, settings)
    site, _ = resolve(content.posts, content.threads, settings.comments, now=NOW)
    plan, _ = plan_site(site, settings, static_copies(content.static))
    targets = Targets(site, plan, settings.site)
    view = SiteView(site=site, plan=plan, targets=targets, facts=settings.site, data=content.data)
    return settings, site, plan, view


@pytest.mark.parametrize("name", WITH_EVERYTHING)
def test_a_site_travels(name: str) -> None:
    """Equal when it arrives, and it answers alike."""
    settings, site, plan, view = made(SITES / name / "in")
    assert site.posts or name == "data"
    assert pickle.loads(pickle.dumps((settings, site, plan))) == (settings, site, plan)
    targets = Targets(site, plan, settings.site)
    arrived, seen = pickle.loads(pickle.dumps((targets, view)))
    for page in plan.pages:
        assert arrived.find(page.url, "sitegen.yaml") == targets.find(page.url, "sitegen.yaml")
        assert seen.target(page.url, "sitegen.yaml") == view.target(page.url, "sitegen.yaml")
        assert seen.summary(page.subject) == view.summary(page.subject)
        assert seen.thread(page.subject) == view.thread(page.subject)
        assert seen.listing(page.subject, 1) == view.listing(page.subject, 1)
    assert seen.recent_comments(10) == view.recent_comments(10)
    assert (seen.facts(), seen.menu(), seen.addresses()) == (view.facts(), view.menu(), view.addresses())
