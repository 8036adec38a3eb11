"""What workers in other processes are given travels whole: whole sites, as they are loaded."""

import pickle
import shutil
from pathlib import Path

import pytest

from tests.build.reading import made
from tests.conftest import REPOSITORY
from tests.plan.sites import NOW

SITES = REPOSITORY / "tests/sites"
WITH_EVERYTHING = ["thread", "redirects", "assets", "data", "links", "sub-path", "left-out", "languages"]


@pytest.mark.parametrize("name", WITH_EVERYTHING)
def test_a_site_travels(name: str, tmp_path: Path) -> None:
    """Equal when it arrives, and it answers alike: its texts are read from the store over there."""
    shutil.copytree(SITES / name / "in", tmp_path / "site")
    shutil.copytree(SITES / "plain-theme", tmp_path / "site/themes/plain")
    with made(tmp_path / "site", NOW) as whole:
        settings, site, plan, view, targets = whole.settings, whole.site, whole.plan, whole.view, whole.targets
        assert site.posts or name == "data"
        assert pickle.loads(pickle.dumps((settings, site, plan))) == (settings, site, plan)
        arrived, seen = pickle.loads(pickle.dumps((targets, view)))
        for page in plan.pages:
            assert arrived.find(page.url, "sitegen.yaml") == targets.find(page.url, "sitegen.yaml")
            assert seen.target(page.url, "sitegen.yaml") == view.target(page.url, "sitegen.yaml")
            assert seen.contents(page.subject) == view.contents(page.subject)
            assert seen.summary(page.subject) == view.summary(page.subject)
            assert seen.thread(page.subject) == view.thread(page.subject)
            assert seen.listing(page.subject, 1) == view.listing(page.subject, 1)
        assert seen.recent_comments(10) == view.recent_comments(10)
        assert (seen.facts(), seen.menu(), seen.addresses()) == (view.facts(), view.menu(), view.addresses())
