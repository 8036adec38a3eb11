"""A site's settings, read from its folder."""

import os

from sitegen.ground.diagnostics import Where, error
from sitegen.load.settings import load_settings
from tests.conftest import MakeSite


def test_a_folder_without_settings_is_no_site(make_site: MakeSite) -> None:
    message = "this folder is not a site: it has no sitegen.yaml"
    problem = error("no-settings", message, Where("sitegen.yaml"), "make one: sitegen init")
    assert load_settings(make_site({})) == (None, [problem])


def test_settings_that_are_a_pipe_are_not_waited_for(make_site: MakeSite) -> None:
    site = make_site({})
    os.mkfifo(site / "sitegen.yaml")
    settings, [problem] = load_settings(site)
    assert (settings, problem.code) == (None, "unreadable-file")
