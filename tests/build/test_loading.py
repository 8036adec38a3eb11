"""What is read of a site's folder, and what of it is read again."""

import os
import time
from pathlib import Path

import pytest

from sitegen.build.loading import Content
from sitegen.build.pool import WORTH_A_POOL
from sitegen.ground.diagnostics import Diagnostic, Where, error
from sitegen.incremental.cache import Cache
from sitegen.incremental.records import contents_of, thread_of
from tests.build.reading import read, read_with
from tests.conftest import MakeSite

SETTINGS = "title: S\nurl: https://s.example/\n"
POST = "---\ntitle: {0}\ndate: 2011-03-02\n---\n{0}, [there](/nothing/)\n"
HEADING = "\n## Aftermath\n"
THREAD = 'comments:\n- {id: "1", author: {name: Ada}, date: 2011-03-02, body: a}\n'
A_SITE = {
    "sitegen.yaml": SETTINGS,
    "content/posts/a.md": POST.format("A"),
    "content/posts/b.md": POST.format("B"),
    "content/comments/a.yaml": THREAD,
    "data/d.yaml": "e: f\n",
}


def test_everything_that_can_be_read_is_read(make_site: MakeSite) -> None:
    site = make_site(
        {
            "sitegen.yaml": SETTINGS,
            "content/posts/2011-03-02-a.md": "---\ntitle: A\n---\n",
            "content/posts/b.md": "---\ntitle: B\n---\n",
            "content/pages/c.md": "---\ntitle: C\n---\n",
            "content/comments/b.yaml": "comments: []\n",
            "content/comments/pages/c.yaml": "comments: []\n",
            "data/d/e.yaml": "f: g\n",
        }
    )
    with read(site) as (_, content, diagnostics, _):
        assert [each.code for each in diagnostics] == ["missing-field"]
        assert [post.key for post in content.posts] == ["posts/2011-03-02-a", "pages/c"]
        assert [thread.key for thread in content.threads] == ["pages/c"]
        assert content.data == {"d/e": {"f": "g"}}


def test_a_thread_is_left_out_with_a_post_that_has_an_error_but_not_what_is_wrong_in_it(make_site: MakeSite) -> None:
    comments = 'comments:\n- {id: "1", author: {url: "x:y"}, date: 2011-03-02, body: a}\n'
    posts = {
        "content/posts/a.md": "---\ntitle: A\n---\n",
        "content/posts/b.md": "---\ntitle: B\ndate: 2011-03-02\n---\n",
    }
    threads = {f"content/comments/{name}.yaml": comments for name in "abc"}
    with read(make_site({"sitegen.yaml": SETTINGS, **posts, **threads})) as (_, content, diagnostics, _):
        assert [thread.key for thread in content.threads] == ["posts/b", "posts/c"]
        assert [(each.code, each.where and each.where.path) for each in diagnostics] == [
            ("missing-field", "content/posts/a.md"),
            ("unsafe-url", "content/comments/a.yaml"),
            ("unsafe-url", "content/comments/b.yaml"),
            ("unsafe-url", "content/comments/c.yaml"),
        ]


def test_two_files_of_one_data_name(make_site: MakeSite) -> None:
    site = make_site({"sitegen.yaml": SETTINGS, "data/a.yaml": "b: c\n", "data/a.yml": "b: d\n"})
    with read(site) as (_, content, diagnostics, _):
        assert content.data == {"a": {"b": "c"}}
        assert diagnostics == [
            error("same-data", "data “a” is also in data/a.yaml", Where("data/a.yml"), "rename one of them")
        ]


def test_the_comments_own_anchors_are_left_to_them(make_site: MakeSite) -> None:
    text = SETTINGS + "comments: {anchor: 'msg-{id}'}\n"
    site = make_site({"sitegen.yaml": text, "content/pages/a.md": "---\ntitle: A\n---\n# Msg 1\n"})
    with read(site) as (_, _, _, store):
        record = store.get("contents", "content/pages/a.md")
        assert record is not None
        assert [heading.anchor for heading in contents_of(record).headings] == ["heading-msg-1"]


def test_an_anchor_that_is_a_heading_of_the_post(make_site: MakeSite) -> None:
    """Its own, and no other's; also when the heading comes later than the thread."""
    thread = 'comments:\n- {id: "1", author: {name: Ada}, date: 2011-03-02, body: a, anchors: [aftermath]}\n'
    site = make_site(A_SITE | {"content/comments/a.yaml": thread, "content/posts/b.md": POST.format("B") + HEADING})
    with Cache(site) as cache:
        assert read_with(cache, site)[2] == []
        (site / "content/posts/a.md").write_text(POST.format("A") + HEADING, encoding="utf-8")
        _, _, [problem] = read_with(cache, site)
        assert problem.message == "the anchor “aftermath” is taken by a heading of content/posts/a.md"


def test_the_post_has_the_last_word_on_its_thread_s_status(make_site: MakeSite) -> None:
    """Whenever it says it."""
    site = make_site(A_SITE)
    with Cache(site) as cache:
        statuses = []
        for said in ("", "comments: open\n", "comments: closed\n"):
            text = f"---\ntitle: A\ndate: 2011-03-02\n{said}---\n"
            (site / "content/posts/a.md").write_text(text, encoding="utf-8")
            _, content, _ = read_with(cache, site)
            record = cache.store.get("comments", "content/comments/a.yaml")
            assert record is not None
            assert thread_of(record).status is content.threads[0].status
            statuses.append(content.threads[0].status.value)
    assert statuses == ["closed", "open", "closed"]


# ── What is remembered ───────────────────────────────────────────────────────────────────────────────────────────────


def again(cache: Cache, site: Path, *, code: bytes = b"") -> set[str]:
    """What is parsed when the site is read once more; the result is as if nothing were known."""
    cache.store.remove("fresh", cache.store.keys("fresh"))
    _, content, diagnostics = read_with(cache, site, code=code)
    with read(site, code=code) as (_, clean, found, store):
        assert told(content, diagnostics) == told(clean, found)
        for table in ("contents", "teasers", "comments", "links"):
            assert dict(cache.store.rows(table)) == dict(store.rows(table))
    return set(content.parsed)


def told(content: Content, diagnostics: list[Diagnostic]) -> tuple[object, ...]:
    """All of it but what was parsed, places too."""
    places = [post.marks for post in content.posts]
    return content.posts, content.threads, content.data, content.digests, places, diagnostics


def test_what_has_not_changed_is_not_parsed_again(make_site: MakeSite) -> None:
    site = make_site(A_SITE)
    with Cache(site) as cache:
        assert again(cache, site) == set(A_SITE) - {"sitegen.yaml"}
        assert again(cache, site) == set()
        for path in A_SITE:
            os.utime(site / path)  # other times, the same bytes
        assert again(cache, site) == set()
    with Cache(site) as cache:
        assert again(cache, site) == set()


EDITS = {
    "a post": ({"content/posts/b.md": POST.format("C")}, {"content/posts/b.md"}),
    "a post with a problem": ({"content/posts/b.md": "---\ntitle: B\n---\n"}, {"content/posts/b.md"}),
    "a post that moves down": ({"content/posts/b.md": POST.format("\nB")}, {"content/posts/b.md"}),
    "a post without links": ({"content/posts/b.md": "---\ntitle: B\ndate: 2011-03-02\n---\n"}, {"content/posts/b.md"}),
    "a thread": ({"content/comments/a.yaml": THREAD + "  likes: 3\n"}, {"content/comments/a.yaml"}),
    "a new thread": ({"content/comments/b.yaml": THREAD}, {"content/comments/b.yaml"}),
    "data": ({"data/d.yaml": "e: g\n"}, {"data/d.yaml"}),
    "a post's headings": (
        {"content/posts/a.md": POST.format("A") + "\n# New\n"},
        {"content/posts/a.md", "content/comments/a.yaml"},
    ),
    "no settings that matter": ({"sitegen.yaml": SETTINGS + "per_page: 3\n"}, set()),
    "the language": (
        {"sitegen.yaml": SETTINGS + "language: de\n"},
        {"content/posts/a.md", "content/posts/b.md"},
    ),
    "a depth": ({"sitegen.yaml": SETTINGS + "comments: {depth: 3}\n"}, {"content/comments/a.yaml"}),
    "the comments' anchors": (
        {"sitegen.yaml": SETTINGS + "comments: {anchor: 'c{id}'}\n"},
        {"content/posts/a.md", "content/posts/b.md", "content/comments/a.yaml"},
    ),
    "a file that is gone": ({"content/posts/b.md": None}, {"content/posts/b.md"}),
    "a thread that is gone": ({"content/comments/a.yaml": None}, {"content/comments/a.yaml"}),
}


@pytest.mark.parametrize(("files", "parsed"), EDITS.values(), ids=EDITS.keys())
def test_what_an_edit_has_parsed_again(make_site: MakeSite, files: dict[str, str | None], parsed: set[str]) -> None:
    """That, and nothing else."""
    site = make_site(A_SITE)
    with Cache(site) as cache:
        again(cache, site)
        for path, text in files.items():
            if text is None:
                (site / path).unlink()
            else:
                (site / path).write_text(text, encoding="utf-8")
        assert again(cache, site) == parsed
        assert again(cache, site) == set()


def test_another_program_parses_all_anew(make_site: MakeSite) -> None:
    site = make_site(A_SITE)
    with Cache(site) as cache:
        again(cache, site, code=b"old")
        assert again(cache, site, code=b"new") == set(A_SITE) - {"sitegen.yaml"}


def test_an_edit_that_keeps_size_and_date_is_noticed(make_site: MakeSite) -> None:
    """By the time at which the file system noted the change, which nobody can set."""
    site = make_site(A_SITE)
    post = site / "content/posts/b.md"
    os.utime(post, ns=(10**18, 10**18))
    with Cache(site) as cache:
        time.sleep(0.02)  # the file system's clock goes on
        again(cache, site)
        assert again(cache, site) == set()
        post.write_text(POST.format("X"), encoding="utf-8")
        os.utime(post, ns=(10**18, 10**18))
        assert again(cache, site) == {"content/posts/b.md"}


def test_a_file_that_could_not_be_read_is_tried_again(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another person may build, or the disk be well again: the file itself shows nothing of that."""

    def broken(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    site = make_site(A_SITE)
    with Cache(site) as cache:
        time.sleep(0.02)
        with monkeypatch.context() as patch:
            patch.setattr("sitegen.build.parsing.read_regular", broken)
            _, content, diagnostics = read_with(cache, site)
        assert (content.posts, {each.code for each in diagnostics}) == ((), {"unreadable-file"})
        assert again(cache, site) == set(A_SITE) - {"sitegen.yaml"}


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_read_the_same(make_site: MakeSite, workers: int) -> None:
    """In the same order, to the last byte."""
    posts = {f"content/posts/{number}.md": POST.format(number) for number in range(WORTH_A_POOL)}
    threads = {f"content/comments/{number}.yaml": THREAD for number in range(WORTH_A_POOL)}
    site = make_site({"sitegen.yaml": SETTINGS, **posts, **threads})
    with read(site) as (_, alone, found, _), read(site, workers=workers) as (_, together, also_found, _):
        assert told(together, also_found) == told(alone, found)
