"""The trace matters: with one question unheard, an edit that changes its answer leaves a page as it was, and wrong."""

from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from sitegen.view import Listener, SiteView
from tests.incremental.blog import Blog, Disk, write_all
from tests.incremental.example import built, example
from tests.incremental.test_what_is_made import post, said, setting, thread
from tests.publish.publishing import tree


def without_the_last_page(blog: Blog) -> None:
    """The two oldest posts are gone, which stood on a page of their own."""
    for name in ("posts/2020-01-01-p01", "posts/2020-01-02-p02"):
        del blog.texts[name]
    del blog.threads["posts/2020-01-01-p01"]


def named_otherwise(blog: Blog) -> None:
    """Two of three posts spell their tag in capitals."""
    for day in (6, 7):
        blog.texts[f"posts/2020-01-{day:02}-p{day:02}"].fields["tags"] = "[Tea, RAIN]"


def published(blog: Blog) -> None:
    """The draft is the newest post now."""
    blog.texts["posts/2020-12-01-draft"].fields.pop("draft", None)


EDITS: Mapping[str, Callable[[Blog], object]] = {
    "addresses": post(5, updated="2020-02-02"),
    "all posts": published,
    "asset": lambda blog: blog.static.update({"more.css": b""}),
    "contents": said(5, "Body", "Text"),
    "data": lambda blog: blog.data.update(team="{name: Cy}"),
    "entry": post(5, title="New"),
    "facts": setting(title="Low Tides"),
    "feed limit": setting(feed="{limit: 2}"),
    "latest": published,
    "listing": published,
    "listing urls": without_the_last_page,
    "menu": setting(menu="[]"),
    "neighbours": published,
    "option": setting(theme_options="{recent_comments: 1}"),
    "options": lambda blog: setattr(blog, "manifest", blog.manifest.replace("motto:", "more: {}, motto:")),
    "recent comments": thread(6, 1, body="Other."),
    "redirects": post(5, aliases="[/old/five/]"),
    "summary": said(5, "Summary", "Short"),
    "target": post(12, slug="twelve"),
    "term": post(1, tags="[]"),
    "term name": named_otherwise,
    "terms": post(9, tags="[Wind]"),
    "thread": thread(1, 0, body="Other."),
    "title": post(5, title="New"),
    "url": post(12, slug="twelve"),
}
"""For each question an edit whose effect on some page is seen by no other question of that page."""


def asking() -> Blog:
    """The example, and in it a place for every question."""
    blog = example()
    blog.texts["posts/2020-01-02-p02"].fields["aliases"] = "[/old/two/]"
    blog.templates["bits/term.html"] = "{{ term.name }}: {{ term.count }}"
    blog.templates["404.html"] += "{% for name in theme %}{{ name }} {% endfor %}"
    return blog


def hearing(passes: Callable[[str], bool]) -> Callable[[SiteView, Listener], SiteView]:
    """In place of `SiteView.heard_by`: the listener hears only the questions whose name passes."""
    original = SiteView.heard_by

    def heard_by(view: SiteView, listener: Listener) -> SiteView:
        return original(view, lambda question: listener(question) if passes(question[0]) else None)

    return heard_by


def test_every_question_is_tried(tmp_path: Path) -> None:
    """Whoever adds a question finds here that it needs an edit."""
    names: list[str] = []
    write_all(tmp_path / "site", asking().files())
    with patch.object(SiteView, "heard_by", hearing(lambda name: not names.append(name))):  # type: ignore[func-returns-value]
        built(tmp_path / "site")
    assert {*names} == EDITS.keys()


@pytest.mark.parametrize("dropped", EDITS)
def test_a_question_that_nobody_hears(tmp_path: Path, dropped: str) -> None:
    """The site is then not what a clean build makes of it."""
    blog, disk = asking(), Disk(tmp_path / "site")
    disk.write(blog.files())
    with patch.object(SiteView, "heard_by", hearing(lambda question: question != dropped)):
        built(disk.root)
        EDITS[dropped](blog)
        disk.write(blog.files())
        built(disk.root)
    write_all(tmp_path / "clean", blog.files())
    built(tmp_path / "clean")
    assert tree(disk.root / "output") != tree(tmp_path / "clean/output")


def test_all_that_is_asked_is_heard(tmp_path: Path) -> None:
    """So that after all these edits in turn the site is what a clean build makes of it."""
    blog, disk = asking(), Disk(tmp_path / "site")
    in_turn = [edit for edit in EDITS.values() if edit is not without_the_last_page]
    for edit in (lambda blog: None, *in_turn, without_the_last_page):
        edit(blog)
        disk.write(blog.files())
        built(disk.root)
    write_all(tmp_path / "clean", blog.files())
    built(tmp_path / "clean")
    assert tree(disk.root / "output") == tree(tmp_path / "clean/output")
