import os
from pathlib import Path

import pytest

from sitegen.ground.diagnostics import Severity
from sitegen.publish.refusal import refuse_output


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """home/me/blog, with a folder of content."""
    site = tmp_path / "home" / "me" / "blog"
    (site / "content").mkdir(parents=True)
    (site / "sitegen.yaml").write_text("title: Blog\n")
    return site


@pytest.mark.parametrize("output", ["output", "public/site", "../elsewhere", "contents", "my content", "docs"])
def test_other_folders_are_taken(site: Path, output: str) -> None:
    assert refuse_output(site / output, site, site.parent) is None


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (".", "is the site itself"),
        ("content/..", "is the site itself"),
        ("..", "holds the site"),
        ("../..", "holds the site"),
        ("content", "is the site's own content/"),
        ("content/posts/out", "lies in the site's own content/"),
        ("themes/mine", "lies in the site's own themes/"),
        ("static", "is the site's own static/"),
        ("data/x", "lies in the site's own data/"),
        (".sitegen/out", "lies in the site's own .sitegen/"),
        (".git/out", "lies in a .git folder"),
        ("sitegen.yaml", "is a file"),
        ("sitegen.yaml/out", "which is a file"),
        ("/", "is the root of the file system"),
        ("link-to-site", "is the site itself"),
        ("link-to-content/new/folder", "lies in the site's own content/"),
        ("link-to-parent", "holds the site"),
    ],
)
def test_these_are_refused_with_the_reason(site: Path, output: str, why: str) -> None:
    (site / "link-to-site").symlink_to(site)
    (site / "link-to-content").symlink_to("content")
    (site / "link-to-parent").symlink_to("..")
    problem = refuse_output(site / output, site, None)
    assert problem is not None
    assert (problem.severity, problem.code) == (Severity.ERROR, "output-refused")
    assert why in problem.message
    assert problem.hint == "choose another folder with -o"


def test_home_and_what_holds_it_are_refused(site: Path, tmp_path: Path) -> None:
    home = tmp_path / "home" / "you"
    for output, why in ((home, "is your home folder"), (tmp_path / "home" / ".." / "home", "holds the site")):
        problem = refuse_output(output, site, home)
        assert problem is not None
        assert why in problem.message
    elsewhere = tmp_path / "users" / "you"
    problem = refuse_output(tmp_path / "users", site, elsewhere)
    assert problem is not None
    assert "holds your home folder" in problem.message
    assert refuse_output(elsewhere / "www", site, elsewhere) is None


def test_a_source_folder_may_be_a_link_and_is_known_by_where_it_leads(site: Path, tmp_path: Path) -> None:
    (tmp_path / "shared" / "static").mkdir(parents=True)
    (site / "static").symlink_to(tmp_path / "shared" / "static")
    for output, why in (("shared", "holds the site's own static/"), ("shared/static/out", "lies in")):
        problem = refuse_output(tmp_path / output, site, None)
        assert problem is not None
        assert why in problem.message


def test_relative_paths_mean_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    assert refuse_output(Path("output"), Path(), None) is None
    assert refuse_output(Path("content"), Path(), None) is not None
    assert refuse_output(Path(), site, None) is not None
    assert refuse_output(Path(os.pardir), Path(), None) is not None


def test_nothing_is_made_by_asking(site: Path) -> None:
    refuse_output(site / "output", site, None)
    assert not (site / "output").exists()
