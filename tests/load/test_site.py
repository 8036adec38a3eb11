import os

from sitegen.ground.diagnostics import Where, error
from sitegen.load.site import load_content, load_settings
from tests.conftest import MakeSite

SETTINGS = "title: S\nurl: https://s.example/\n"


def test_a_folder_without_settings_is_no_site(make_site: MakeSite) -> None:
    message = "this folder is not a site: it has no sitegen.yaml"
    problem = error("no-settings", message, Where("sitegen.yaml"), "make one: sitegen init")
    assert load_settings(make_site({})) == (None, [problem])


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
            "static/h": "",
        }
    )
    settings, _ = load_settings(site)
    assert settings is not None
    content, diagnostics = load_content(site, settings)
    assert [each.code for each in diagnostics] == ["missing-field"]
    assert [post.key for post in content.posts] == ["posts/2011-03-02-a", "pages/c"]
    assert [thread.key for thread in content.threads] == ["pages/c"]
    assert content.data == {"d/e": {"f": "g"}}
    assert content.static == ("static/h",)


def test_a_thread_is_left_out_with_a_post_that_has_an_error_but_not_what_is_wrong_in_it(make_site: MakeSite) -> None:
    comments = 'comments:\n- {id: "1", author: {url: "x:y"}, date: 2011-03-02, body: a}\n'
    posts = {
        "content/posts/a.md": "---\ntitle: A\n---\n",
        "content/posts/b.md": "---\ntitle: B\ndate: 2011-03-02\n---\n",
    }
    threads = {f"content/comments/{name}.yaml": comments for name in "abc"}
    site = make_site({"sitegen.yaml": SETTINGS, **posts, **threads})
    settings, _ = load_settings(site)
    assert settings is not None
    content, diagnostics = load_content(site, settings)
    assert [thread.key for thread in content.threads] == ["posts/b", "posts/c"]
    assert [(each.code, each.where and each.where.path) for each in diagnostics] == [
        ("missing-field", "content/posts/a.md"),
        ("unsafe-url", "content/comments/a.yaml"),
        ("unsafe-url", "content/comments/b.yaml"),
        ("unsafe-url", "content/comments/c.yaml"),
    ]


def test_two_files_of_one_data_name(make_site: MakeSite) -> None:
    site = make_site({"sitegen.yaml": SETTINGS, "data/a.yaml": "b: c\n", "data/a.yml": "b: d\n"})
    settings, _ = load_settings(site)
    assert settings is not None
    content, diagnostics = load_content(site, settings)
    assert content.data == {"a": {"b": "c"}}
    assert diagnostics == [
        error("same-data", "data “a” is also in data/a.yaml", Where("data/a.yml"), "rename one of them")
    ]


def test_the_comments_own_anchors_are_left_to_them(make_site: MakeSite) -> None:
    text = SETTINGS + "comments: {anchor: 'msg-{id}'}\n"
    site = make_site({"sitegen.yaml": text, "content/pages/a.md": "---\ntitle: A\n---\n# Msg 1\n"})
    settings, diagnostics = load_settings(site)
    assert settings is not None, diagnostics
    content, _ = load_content(site, settings)
    assert [heading.anchor for heading in content.posts[0].headings] == ["heading-msg-1"]


def test_settings_that_are_a_pipe_are_not_waited_for(make_site: MakeSite) -> None:
    site = make_site({})
    os.mkfifo(site / "sitegen.yaml")
    settings, [problem] = load_settings(site)
    assert (settings, problem.code) == (None, "unreadable-file")
