"""What makes other bytes is part of the program's digest."""

import tomllib

import pytest
from packaging.requirements import Requirement

from sitegen.incremental import recipe
from tests.conftest import REPOSITORY

# The command line's own; no page is made with them.
NOT_OF_PAGES = {"click", "rich"}


def test_every_library_counts() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {Requirement(each).name for each in project["dependencies"]}
    assert named - NOT_OF_PAGES <= set(recipe.LIBRARIES)


def test_the_digest_is_of_libraries_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    known = recipe.code_digest()
    assert recipe.code_digest() == known
    with monkeypatch.context() as patch:
        patch.setattr(recipe, "version", lambda library: "99" if library == "nh3" else "1")
        one = recipe.code_digest()
        patch.setattr(recipe, "version", lambda library: "98" if library == "nh3" else "1")
        assert len({known, one, recipe.code_digest()}) == 3
    with monkeypatch.context() as patch:
        patch.setattr(recipe, "_files", lambda package: [("x.py", 1, 2)])
        assert recipe.code_digest() != known
