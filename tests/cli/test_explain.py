"""What a build says of its reasons, and of its time."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import view
from sitegen.cli.reasons import question_in_words, reason_in_words
from sitegen.incremental.questions import ABOUT_POSTS
from sitegen.incremental.trace import Cause, Reason
from tests.cli.transcript import said_here
from tests.conftest import MakeSite

POST = "---\ntitle: {0}\ndate: 2020-01-0{1}\ntags: [memory]\n---\n{0}.\n\n<!-- more -->\nMore.\n"
SITE = {
    "sitegen.yaml": "title: A site\nurl: https://example.org/\npermalink: /{slug}/\n",
    "content/posts/a.md": POST.format("A", 1),
    "content/posts/b.md": POST.format("B", 2),
}


def _edited(path: str, before: str, after: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert before in text
        (site / path).write_text(text.replace(before, after), encoding="utf-8")

    return edit


def _added(path: str, text: str) -> Callable[[Path], None]:
    def add(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")

    return add


COMMENT = 'comments:\n- {id: "1", author: {name: Ada}, date: 2020-01-02, body: a}\n'
EDITS = {
    "nothing": (lambda site: None, []),
    "a body": (
        _edited("content/posts/a.md", "More.", "More, and more."),
        ["a/index.html: the text of posts/a changed", "feed.xml: the text of posts/a changed"],
    ),
    "a title": (
        _edited("content/posts/a.md", "title: A", "title: Z"),
        [
            "a/index.html: the front matter, summary or number of comments of posts/a changed",
            "b/index.html: the title of posts/a changed",
            "archive/index.html: the title, date or number of comments of posts/a changed",
        ],
    ),
    "a comment": (
        _added("content/comments/a.yaml", COMMENT),
        [
            "a/index.html: the comments of posts/a changed",
            "archive/index.html: ",
            "comments.xml: the 20 newest comments changed",
        ],
    ),
    "a post": (
        _added("content/posts/c.md", POST.format("C", 3)),
        [
            "index.html: the list of posts of the home page changed",
            "feed.xml: the list of the 20 newest posts changed",
            "b/index.html: the posts before and after posts/b changed",
            "c/index.html: new page",
        ],
    ),
    "an output": (
        lambda site: (site / "output/a/index.html").unlink(),
        ["a/index.html: altered or missing in output/"],
    ),
}


@pytest.mark.parametrize(("edit", "lines"), EDITS.values(), ids=EDITS.keys())
def test_each_page_that_is_written_has_a_reason(
    edit: Callable[[Path], None], lines: list[str], make_site: MakeSite
) -> None:
    site = make_site(SITE)
    said_here("build", cwd=site)
    edit(site)
    text = said_here("build", "--explain", cwd=site).text
    for line in lines:
        assert f"\n{line}" in f"\n{text}"
    assert lines or text.startswith("Built output/")


def test_the_reasons_as_json(make_site: MakeSite) -> None:
    """All of them, whether the bytes are others or not; the first time, everything is new."""
    site = make_site(SITE)
    first = json.loads(said_here("build", "--explain", "--json", cwd=site).text)
    assert {each["cause"] for each in first["made"]} == {"new"}
    assert {each["path"] for each in first["made"]} < set(first["output"]["written"])
    _edited("content/posts/a.md", "More.", "Other.")(site)
    [post, feed] = json.loads(said_here("build", "--explain", "--json", cwd=site).text)["made"]
    assert post == {
        "path": "a/index.html",
        "cause": "answer",
        "question": "contents",
        "subject": "posts/a",
        "words": "the text of posts/a changed",
        "written": True,
    }
    assert feed["path"] == "feed.xml"
    assert "made" not in json.loads(said_here("build", "--json", cwd=site).text)


def test_pages_that_come_out_as_they_were_are_counted(make_site: MakeSite) -> None:
    """The cache is gone: everything is made, and nothing written."""
    site = make_site(SITE)
    said_here("build", cwd=site)
    (site / ".sitegen/store.sqlite").unlink()
    lines = said_here("build", "--explain", cwd=site).text.splitlines()
    assert lines[0].endswith(" pages came out as before: nothing was known of them")
    assert lines[1].startswith("Built output/ in 0.0 s: 0 files written")


def test_every_question_has_words() -> None:
    keys = {"listing": "home 2", "listing urls": "home", "term": "tags/a", "term name": "tags/a", "target": "a\nb"}
    questions = {*view._QUESTIONS, *ABOUT_POSTS}  # noqa: SLF001 - there is no other list of them
    words = {question_in_words(question, keys.get(question, "x")) for question in questions}
    assert len(words) == len(questions)


def test_every_cause_has_words() -> None:
    words = {reason_in_words(Reason(cause=cause, question="menu")) for cause in Cause}
    assert len(words) == len(Cause)
    assert reason_in_words(Reason(cause=Cause.TEMPLATE, subject="base.html")) == "template base.html changed"
    reason = Reason(cause=Cause.ANSWER, question="listing", subject="tags/memory 2")
    assert reason_in_words(reason) == "the list of posts of the tag memory (page 2) changed"


def test_the_profile(make_site: MakeSite) -> None:
    site = make_site(SITE)
    text = said_here("build", "--profile", cwd=site).text
    assert [line for line in text.splitlines() if not line.startswith(" ")] == [
        "Built output/ in 0.0 s: 12 files written, 0 unchanged, 0 removed",
        "Time by stage:",
        "Slowest pages:",
        "Slowest templates:",
        "From the cache:",
    ]
    assert "\n  0 files recalled, 2 parsed\n  0 pages kept, 11 made\n" in text
    assert " post.html: 2 pages, " in text
    for _ in range(2):
        time.sleep(0.05)  # what has changed in this tick of the file system's clock is looked into once more
        said_here("build", cwd=site)
    assert said_here("build", "--profile", cwd=site).text.endswith(
        "From the cache:\n  everything: nothing has changed since the last build\n"
    )


def test_the_profile_as_json(make_site: MakeSite) -> None:
    site = make_site(SITE)
    said_here("build", cwd=site)
    _edited("content/posts/a.md", "More.", "Other.")(site)
    profile = json.loads(said_here("build", "--profile", "--json", cwd=site).text)["profile"]
    assert list(profile["stages"]) == [
        "look", "libraries", "load", "resolve", "plan", "links", "verify", "render", "publish", "remember"
    ]  # fmt: skip
    assert {each["path"] for each in profile["slowest"]} == {"a/index.html", "feed.xml"}
    assert {each["template"]: each["pages"] for each in profile["templates"]} == {"post.html": 1, "posts-feed": 1}
    assert (profile["files"], profile["pages"], profile["workers"]) == (
        {"parsed": 1, "recalled": 1},
        {"made": 2, "kept": 9},
        1,
    )
