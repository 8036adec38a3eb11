from datetime import UTC
from pathlib import Path

import pytest

from sitegen.formats.data import parse_data
from sitegen.ground.diagnostics import Diagnostic, Where, warning
from sitegen.load.comments import load_comments
from sitegen.load.keys import data_name, key_of, thread_key
from sitegen.load.text import read_source
from sitegen.model.content import CommentFile
from sitegen.model.documents import Plain
from tests.conftest import MakeSite

PATH = "content/comments/a.yaml"


@pytest.mark.parametrize(
    ("path", "key"),
    {
        "content/comments/a.yaml": "posts/a",
        "content/comments/a.yml": "posts/a",
        "content/comments/a/index.yaml": "posts/a",
        "content/comments/2011/a.b.yaml": "posts/2011/a.b",
        "content/comments/pages/about.yaml": "pages/about",
        "content/comments/index.yaml": "posts",
        "content/comments/pages/index.yml": "pages",
        "content/comments/e\u0301te\u0301.yaml": "posts/été",
    }.items(),
)
def test_a_thread_belongs_to_the_post_of_the_same_path(path: str, key: str) -> None:
    assert thread_key(path) == key


@pytest.mark.parametrize("name", ["a", "a/index", "index", "b/e\u0301", "my.index", "x.md"])
@pytest.mark.parametrize("folder", ["", "pages/"])
def test_a_thread_and_its_post_have_one_key(folder: str, name: str) -> None:
    post = f"content/{folder or 'posts/'}{name}.md"
    assert thread_key(f"content/comments/{folder}{name}.yaml") == key_of(post)


def load(site: Path) -> tuple[CommentFile | None, list[Diagnostic]]:
    """The thread at `PATH`."""
    source, diagnostics = read_source(site, PATH)
    return load_comments(source, zone=UTC) if source else (None, diagnostics)


def data(site: Path, path: str) -> tuple[Plain, list[Diagnostic]]:
    """What a file of data/ holds."""
    source, diagnostics = read_source(site, path)
    return parse_data(source) if source else ("", diagnostics)


def test_bodies_are_rendered_and_addresses_are_of_the_web(make_site: MakeSite) -> None:
    text = (
        "comments:\n"
        '- {id: "1", author: {name: A, url: "javascript:x"}, date: 2011-03-02, body: "*b* <script>"}\n'
        '- {id: "2", author: {name: C, url: "HTTP://D.example"}, date: 2011-03-02, body: "e\\x07"}\n'
    )
    site = make_site({PATH: text})
    file, diagnostics = load(site)
    assert file is not None, diagnostics
    assert [(each.author.url, each.body) for each in file.comments] == [
        ("", "<p><em>b</em> &lt;script&gt;</p>"),
        ("http://d.example", "<p>e\ufffd</p>"),
    ]
    assert [(each.code, each.where and each.where[:3]) for each in diagnostics] == [
        ("unsafe-url", (PATH, 2, 36)),
        ("control-character", (PATH, 3, 81)),
    ]


def test_an_address_of_any_length_is_told_of_in_a_line(make_site: MakeSite) -> None:
    text = f'comments:\n- {{id: "1", author: {{name: A, url: "x:{"y" * 500}"}}, date: 2011-03-02, body: b}}\n'
    _, [problem] = load(make_site({PATH: text}))
    message = f"author.url: “x:{'y' * 57}…” is not a web address; the name is not linked"
    assert problem == warning("unsafe-url", message, problem.where)


def test_data_is_free(make_site: MakeSite) -> None:
    site = make_site({"data/a/b.yaml": "- 010\n- c: no\n", "data/d.yaml": "e: [\n"})
    assert data_name("data/a/b.yaml") == "a/b"
    assert data(site, "data/a/b.yaml") == (("010", {"c": "no"}), [])
    nothing, [problem] = data(site, "data/d.yaml")
    assert (nothing, problem.code) == ("", "yaml-syntax")
    _, [problem] = data(site, "data/none.yaml")
    assert (problem.code, problem.where) == ("unreadable-file", Where("data/none.yaml"))
