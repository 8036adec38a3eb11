"""What is learned of a build cannot be written down: the site is made nevertheless."""

from datetime import UTC, datetime

import pytest

from sitegen.build import build
from sitegen.build.linking import Linking
from sitegen.incremental.store import BrokenStoreError
from tests.conftest import MakeSite

NOW = datetime(2024, 5, 1, tzinfo=UTC)
POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"


def test_a_disk_that_is_full_when_all_is_in_place(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report says what was written, and warns; the next build makes it once more, to the same bytes."""
    site = make_site({"sitegen.yaml": "title: S\nurl: https://s.example/\n", "content/posts/a.md": POST})
    output = site / "output"

    def full(self: Linking) -> None:
        raise BrokenStoreError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Linking, "remember", full)
        report = build(site, output, now=NOW)
    assert report.published is not None
    assert [each.code for each in report.diagnostics] == ["cache-not-kept"]
    assert "2020/01/a/index.html" in report.published.written
    again = build(site, output, now=NOW)
    assert again.published is not None
    assert (again.diagnostics, again.published.written) == ((), ())
    assert "2020/01/a/index.html" in again.made
