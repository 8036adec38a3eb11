"""Links between the documents, and the paths that they name, lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.reading import DOCUMENTS, Link, anchors, folder_of, is_in_repository, links, prose, text_of

INNER = [link for document in DOCUMENTS for link in links(document) if not re.match(r"[a-z]+:", link.address)]


@pytest.mark.parametrize("link", INNER, ids=str)
def test_a_link_leads_to_a_file_and_a_heading(link: Link) -> None:
    path, _, anchor = link.address.partition("#")
    target = (folder_of(link.document) / path).resolve() if path else REPOSITORY / link.document
    assert target.is_file(), f"{link}: there is no such file"
    assert target.is_relative_to(REPOSITORY)
    if anchor:
        assert anchor in anchors(target.relative_to(REPOSITORY).as_posix()), f"{link}: no such heading"


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_a_path_of_the_repository_that_is_named_exists(document: str) -> None:
    """`tests/load/`, `docs/posts.md`, `.ci/run`; in the architecture also modules, counted from the package."""
    named = set(re.findall(r"`((?:src|tests|docs|requirements|\.ci)/[\w/.-]*)`", text_of(document)))
    named |= {
        f"src/sitegen/{name}" for name in re.findall(r"`((?:\w+/)+\w+\.py)`", text_of(document)) if "tests" not in name
    }
    assert [name for name in sorted(named) if not is_in_repository(name)] == []


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_a_document_that_is_named_exists(document: str) -> None:
    named = re.findall(r"(?<![\w/.(-])docs/[\w-]+\.md", prose(document))
    assert [name for name in named if not is_in_repository(name)] == []


def test_the_index_names_every_document() -> None:
    here = {Path(document).name for document in DOCUMENTS if document.startswith("docs/")} - {"README.md"}
    linked = {link.address for link in links("docs/README.md")}
    assert here <= linked
