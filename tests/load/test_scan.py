import os
import socket
from pathlib import Path

import pytest

from sitegen.ground.diagnostics import Diagnostic, Severity
from sitegen.load.scan import SiteFiles, scan
from tests.conftest import MakeSite

NOTHING = SiteFiles(posts=(), pages=(), threads=(), static=(), data=())


def told(diagnostics: list[Diagnostic]) -> list[str]:
    assert all(each.severity is Severity.WARNING for each in diagnostics)
    return sorted(f"{each.where}: {each.message}; {each.hint}" for each in diagnostics)


def test_an_empty_folder_is_a_site_of_nothing(make_site: MakeSite) -> None:
    assert scan(make_site({})) == (NOTHING, [])


def test_each_file_by_its_use(make_site: MakeSite) -> None:
    names = (
        "content/posts/b.md", "content/posts/a.md", "content/posts/2011/c.md",
        "content/posts/d/index.md", "content/posts/d/x.png", "content/posts/d/more/y.html", "content/posts/d/e.md",
        "content/posts/d/f/index.md", "content/posts/d/f/z.txt",
        "content/pages/about.md", "content/pages/g/index.md", "content/pages/g/x.pdf",
        "content/comments/a.yaml", "content/comments/d/index.yml", "content/comments/_ledger.yaml",
        "static/x.css", "static/.htaccess", "static/.well-known/x", "static/y.bak", "static/index.md",
        "data/links/friends.yaml",
    )  # fmt: skip
    files, diagnostics = scan(make_site(dict.fromkeys(names, "")))
    assert diagnostics == []
    assert files == SiteFiles(
        posts=(
            "content/posts/2011/c.md",
            "content/posts/a.md",
            "content/posts/b.md",
            "content/posts/d/e.md",
            "content/posts/d/f/index.md",
            "content/posts/d/index.md",
        ),
        pages=("content/pages/about.md", "content/pages/g/index.md"),
        threads=("content/comments/a.yaml", "content/comments/d/index.yml"),
        static=("static/.htaccess", "static/.well-known/x", "static/index.md", "static/x.css", "static/y.bak"),
        data=("data/links/friends.yaml",),
        assets={
            "content/posts/d/index.md": ("content/posts/d/more/y.html", "content/posts/d/x.png"),
            "content/posts/d/f/index.md": ("content/posts/d/f/z.txt",),
            "content/pages/g/index.md": ("content/pages/g/x.pdf",),
        },
    )


def test_what_editors_systems_and_version_control_leave_is_not_seen(make_site: MakeSite) -> None:
    litter = [".DS_Store", "._a.md", "Thumbs.db", "a.md~", ".a.md.swp", "#a.md#", ".git/config", ".gitignore", ".svn/x"]
    drafts = [".hidden.md", ".obsidian/x.md", "a.md.bak", "a.md.orig"]
    names = [f"content/{folder}/{name}" for folder in ("posts", "pages", "comments") for name in litter + drafts]
    names += [f"static/{name}" for name in litter] + [f"data/{name}" for name in litter + drafts]
    assert scan(make_site(dict.fromkeys(names, ""))) == (NOTHING, [])


NOT_POSTS = {
    "a.markdown": "a post's name ends with .md: rename it to a.md",
    "a.MD": "a post's name ends with .md: rename it to a.md",
    "a.html": "a post is Markdown, in which HTML may stand: name it a.md",
    "b/a.txt": "a post is Markdown, in which HTML may stand: name it a.md",
    "index.md": ("put a post into a folder of its own, or give it a name; the lists of posts are made by themselves"),
    "a.png": "put it into static/, or beside a post's index.md",
}


@pytest.mark.parametrize("name", NOT_POSTS)
def test_what_is_no_post_gets_a_hint(make_site: MakeSite, name: str) -> None:
    files, diagnostics = scan(make_site({f"content/posts/{name}": ""}))
    assert files == NOTHING
    assert told(diagnostics) == [f"content/posts/{name}: this file is not published; {NOT_POSTS[name]}"]


def test_what_is_no_yaml_gets_a_hint(make_site: MakeSite) -> None:
    files, diagnostics = scan(make_site({"content/comments/a.json": "", "data/b.toml": ""}))
    assert files == NOTHING
    assert told(diagnostics) == [
        "content/comments/a.json: this file is not published; a thread's name ends with .yaml",
        "data/b.toml: this file is not published; data is read from .yaml files",
    ]


def test_links_within_the_site_are_files_and_others_are_not(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"content/posts/a.md": "", "content/posts/b/index.md": "", "static/c": ""})
    (tmp_path / "secret").write_text("s")
    (site / "content/posts/inside.md").symlink_to(site / "static/c")
    (site / "content/posts/outside.md").symlink_to(tmp_path / "secret")
    (site / "content/posts/nowhere.md").symlink_to(tmp_path / "nothing")
    (site / "content/posts/round.md").symlink_to(site / "content/posts/round.md")
    (site / "content/posts/folder").symlink_to(site / "content/posts/b")
    (site / "static/outside").symlink_to(tmp_path / "secret")
    files, diagnostics = scan(site)
    assert files.posts == ("content/posts/a.md", "content/posts/b/index.md", "content/posts/inside.md")
    assert files.static == ("static/c",)
    out = "a link out of the site is not followed; put the file itself here"
    nowhere = "this link leads nowhere; remove it, or put the file itself here"
    assert told(diagnostics) == [
        "content/posts/folder: a link to a folder is not followed; put the folder itself here",
        f"content/posts/nowhere.md: {nowhere}",
        f"content/posts/outside.md: {out}",
        f"content/posts/round.md: {nowhere}",
        f"static/outside: {out}",
    ]


def test_content_may_be_a_link_itself(make_site: MakeSite, tmp_path: Path) -> None:
    elsewhere = make_site({"posts/a.md": "", "posts/c.png": ""})
    (elsewhere / "posts/b.md").symlink_to("a.md")
    site = make_site({})
    (site / "content").symlink_to(elsewhere)
    files, _ = scan(site)
    assert files.posts == ("content/posts/a.md", "content/posts/b.md")


def test_pipes_and_sockets_are_told_of_and_not_opened(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({"content/posts/a.md": "", "static/b": ""})
    os.mkfifo(site / "content/posts/pipe.md")
    os.mkfifo(site / "static/pipe")
    monkeypatch.chdir(site / "static")  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        files, diagnostics = scan(site)
    assert (files.posts, files.static) == (("content/posts/a.md",), ("static/b",))
    assert told(diagnostics) == [
        f"{name}: this is neither a file nor a folder; remove it"
        for name in ("content/posts/pipe.md", "static/pipe", "static/socket")
    ]


def test_names_that_are_no_text(make_site: MakeSite) -> None:
    site = make_site({"static/a": ""})
    try:
        (Path(os.fsdecode(os.fsencode(site) + b"/static/\xff"))).write_text("")
    except OSError:
        pytest.skip("this file system takes text only")
    files, [problem] = scan(site)
    assert (files.static, problem.message, str(problem.where)) == (
        ("static/a",),
        "the file's name is not UTF-8",
        "static/\\xff",
    )


def test_many_files(make_site: MakeSite) -> None:
    names = [f"content/posts/{number % 10}/{number}.md" for number in range(2_000)]
    files, diagnostics = scan(make_site(dict.fromkeys(names, "")))
    assert (files.posts, diagnostics) == (tuple(sorted(names)), [])
