"""What is told of a page, by whatever name it is asked for."""

import json
from pathlib import Path

import pytest

from tests.cli.transcript import said_here
from tests.conftest import MakeSite

POST = "---\ntitle: {0}\ndate: 2020-01-0{1}\ntags: [memory]\n---\n{0}.\n\n<!-- more -->\nMore.\n"
COMMENT = 'comments:\n- {id: "1", author: {name: Ada}, date: 2020-01-02, body: a}\n'
SITE = {
    "sitegen.yaml": "title: A site\nurl: https://example.org/blog/\npermalink: /{slug}/\n",
    "content/posts/2020-01-01-café.md": POST.format("Café", 1),
    "content/posts/b.md": POST.format("B", 2),
    "content/posts/draft.md": "---\ntitle: D\ndate: 2020-01-03\ndraft: true\n---\n",
    "content/comments/b.yaml": COMMENT,
    "static/x y.txt": "x",
}


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site that was built."""
    made = make_site(SITE)
    assert said_here("build", "-q", cwd=made).code == 0
    return made


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("b/index.html", "b/index.html"),
        ("output/b/index.html", "b/index.html"),
        ("output/b", "b/index.html"),
        ("./output/b/", "b/index.html"),
        ("output", "index.html"),
        ("/", "index.html"),
        ("/blog/", "index.html"),
        ("/blog", "index.html"),
        ("/b/", "b/index.html"),
        ("/blog/b/#comment-1", "b/index.html"),
        ("/blog/b/index.html?x=y", "b/index.html"),
        ("https://example.org/blog/b", "b/index.html"),
        ("http://EXAMPLE.org/blog/b/#comment-1", "b/index.html"),
        ("https://example.org/blog/", "index.html"),
        ("https://example.org/blog/caf%C3%A9/", "café/index.html"),
        ("/blog/caf%c3%a9/", "café/index.html"),
        ("/blog/cafe\u0301/", "café/index.html"),
        ("content/posts/b.md", "b/index.html"),
        ("content/posts/2020-01-01-café.md", "café/index.html"),
        ("content/comments/b.yaml", "b/index.html"),
        ("feed.xml", "feed.xml"),
        ("404.html", "404.html"),
        ("tags/memory", "tags/memory/index.html"),
        ("x%20y.txt", "x y.txt"),
        ("static/x y.txt", "x y.txt"),
    ],
)
def test_a_page_is_found_by_its_names(named: str, path: str, site: Path) -> None:
    assert json.loads(said_here("why", "--json", named, cwd=site).text)["path"] == path


def test_names_count_from_where_one_stands(site: Path) -> None:
    assert said_here("why", "posts/b.md", cwd=site / "content").text.startswith("b/index.html\n")
    assert said_here("why", "index.html", cwd=site / "output/b").text.startswith("b/index.html\n")
    assert said_here("why", str(site / "output/b"), cwd=site / "content").text.startswith("b/index.html\n")


def test_what_is_told(site: Path) -> None:
    """What it is, what it was made of, why, what would become of it, and every question."""
    assert str(said_here("why", "b", cwd=site)) == (
        "b/index.html\n"
        "  what it is: post, at /b/\n"
        "  made from: content/posts/b.md, content/comments/b.yaml\n"
        "  templates: post.html, base.html, contents.html, thread.html, words.html,\n"
        "    ping.html, comment.html\n"
        "  last made because of: new page\n"
        "  next build: leaves it as it is: nothing has changed\n"
        "  it asked for:\n"
        "    the address of the file style.css (now /blog/assets/style.css)\n"
        "    the text of posts/b\n"
        "    what sitegen.yaml says of the site\n"
        "    the menu\n"
        "    the posts before and after posts/b\n"
        "    the theme's option accent, favicon, typeface (now serif)\n"
        "    the front matter, summary or number of comments of posts/b\n"
        "    the name of the tag memory (now memory)\n"
        "    the comments of posts/b\n"
        "    the title of posts/2020-01-01-café (now Café)\n"
        "    the address of archive (now /blog/archive/), comments-feed (now\n"
        "      /blog/comments.xml), home (now /blog/), posts-feed (now /blog/feed.xml),\n"
        "      posts/2020-01-01-café (now /blog/caf%C3%A9/), posts/b (now /blog/b/),\n"
        "      tags/memory (now /blog/tags/memory/)\n"
    )


def test_what_the_next_build_would_do(site: Path) -> None:
    """It is the reason that `build --explain` then gives, and afterwards that of the page."""
    post = site / "content/posts/b.md"
    post.write_text(post.read_text(encoding="utf-8").replace("More.", "Other."), encoding="utf-8")
    assert "\n  next build: makes it again: the text of posts/b changed\n" in said_here("why", "b", cwd=site).text
    assert "b/index.html: the text of posts/b changed\n" in said_here("build", "--explain", cwd=site).text
    text = said_here("why", "b", cwd=site).text
    assert "\n  last made because of: the text of posts/b changed\n  next build: leaves it as it is" in text
    (site / "output/b/index.html").write_text("mine", encoding="utf-8")
    assert "makes it again: altered or missing in output/" in said_here("why", "b", cwd=site).text
    post.unlink()
    (site / "content/comments/b.yaml").unlink()
    assert "\n  next build: removes it: the site no longer has it\n" in said_here("why", "b", cwd=site).text
    (site / "content/posts/c.md").write_text("---\ntitel: C\n---\n", encoding="utf-8")
    assert "next build" not in said_here("why", "b", cwd=site).text


def test_a_build_with_drafts_is_taken_as_such(site: Path) -> None:
    said_here("build", "-q", "--drafts", cwd=site)
    assert "next build: leaves it" in said_here("why", "content/posts/draft.md", cwd=site).text


def test_as_json(site: Path) -> None:
    page = json.loads(said_here("why", "--json", "/blog/tags/memory/", cwd=site).text)
    assert {name: page[name] for name in page if name not in ("asked", "templates")} == {
        "path": "tags/memory/index.html",
        "kind": "term",
        "url": "/tags/memory/",
        "number": 1,
        "sources": [],
        "made": {"cause": "new", "question": None, "subject": None, "words": "new page"},
        "next": {"what": "keep", "reason": None},
        "diagnostics": [],
    }
    assert page["templates"][:2] == ["term.html", "base.html"]
    assert {
        "question": "term name",
        "key": "tags/memory",
        "words": "the name of the tag memory",
        "answer": "memory",
    } in page["asked"]


def test_a_copy(site: Path) -> None:
    assert str(said_here("why", "/x%20y.txt", cwd=site)).startswith("x y.txt\n  a copy of ")


@pytest.mark.parametrize(
    "named", ["https://example.com/blog/b/", "/bb/", "draft", "../b", "", "content/posts/draft.md"]
)
def test_a_page_that_there_is_not(named: str, site: Path) -> None:
    said = said_here("why", named, cwd=site)
    if named == "":
        assert said.code == 2
    else:
        assert said.text.startswith(f"error[unknown-page]: “{named}” is no page of the last build, nor the source of")
        assert said.code == 1
    assert json.loads(said_here("why", "--json", "/bb/", cwd=site).text)["diagnostics"][0]["code"] == "unknown-page"


def test_before_the_first_build(make_site: MakeSite, tmp_path: Path) -> None:
    """Also where the cache is gone, or is damaged; nothing is made by asking."""
    site = make_site(SITE)
    message = (
        "error[never-built]: nothing is known of a build of this site\n"
        "  hint: build it first: sitegen build\nexit code 1\n"
    )
    assert str(said_here("why", "b", cwd=site)) == message
    assert not (site / ".sitegen").exists()
    said_here("build", "-q", cwd=site)
    (site / ".sitegen/store.sqlite").write_bytes(b"nothing" * 100)
    assert str(said_here("why", "b", cwd=site)) == message
    assert "error[no-settings]" in said_here("why", "b", cwd=tmp_path).text
