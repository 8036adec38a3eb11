from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sitegen.ground.diagnostics import Diagnostic, Where, error
from sitegen.load.keys import key_of
from sitegen.load.markdown import PostRenderer
from sitegen.load.posts import load_post
from sitegen.load.text import read_source
from sitegen.model.content import Post, PostKind
from sitegen.model.markup import Reference
from tests.conftest import MakeSite

FRONT = "---\ntitle: T\n---\n"


def load(
    make_site: MakeSite, name: str, text: str = FRONT, kind: PostKind = PostKind.POST
) -> tuple[Post | None, list[Diagnostic]]:
    path = f"content/{kind.value}s/{name}"
    zone = ZoneInfo("Europe/Paris")
    source, diagnostics = read_source(make_site({path: text}), path)
    return load_post(source, kind, zone=zone, renderer=PostRenderer()) if source else (None, diagnostics)


MARCH = datetime.fromisoformat("2011-03-02T00:00:00+01:00")

NAMES = {
    "2011-03-02-hello.md": (MARCH, "hello"),
    "2011-3-2-hello.md": (MARCH, "hello"),
    "2011-03-02-Hello_World~1.0.md": (MARCH, "Hello_World~1.0"),
    "2011-03-02-hello world!.md": (MARCH, "hello-world"),
    "2011-03-02-C++ & C#.md": (MARCH, "c-plus-plus-and-c-sharp"),
    "2011-03-02-été.md": (MARCH, "été"),
    "2011-03-02-e\u0301te\u0301.md": (MARCH, "été"),
    "2011-03-02-日本.md": (MARCH, "日本"),
    "2011-03-02-हिन्दी.md": (MARCH, "हिन्दी"),
    "2011-03-02-🎉.md": (MARCH, "x6146299c"),
    "2011-03-02-....md": (MARCH, "xab5df625"),
    "2011-03-02.md": (MARCH, "2011-03-02"),
    "2011-03-02-.md": (MARCH, "2011-03-02"),
    "2011-03-02-a/index.md": (MARCH, "a"),
    "sub/2011-03-02-a.md": (MARCH, "a"),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_says_date_and_slug(make_site: MakeSite, name: str) -> None:
    post, diagnostics = load(make_site, name)
    assert diagnostics == []
    assert post is not None
    assert (post.date, post.slug) == NAMES[name]


def test_the_front_matter_goes_before_the_name(make_site: MakeSite) -> None:
    text = "---\ntitle: T\ndate: 2012-01-01 10:00\nslug: Other_1\n---\n"
    for name in ("2011-03-02-a.md", "2011-02-30-a.md", "a.md"):
        post, diagnostics = load(make_site, name, text)
        assert diagnostics == []
        assert post is not None
        assert (post.date, post.slug) == (datetime(2012, 1, 1, 9, tzinfo=UTC), "Other_1")


NO_DATES = {
    "hello.md": error(
        "missing-field",
        "date: is missing",
        Where("content/posts/hello.md", 2, 8, "title: T"),
        "write “date: 2011-03-02”, or begin the file's name with the date",
    ),
    "2011-02-30-hello.md": error(
        "wrong-value",
        "the file's name begins with no date: “2011-02-30”: that month has the days 1 to 28",
        Where("content/posts/2011-02-30-hello.md"),
        "rename the file, or write “date: 2011-03-02”",
    ),
    "2011-13-01.md": error(
        "wrong-value",
        "the file's name begins with no date: “2011-13-01”: there is no month 13",
        Where("content/posts/2011-13-01.md"),
        "rename the file, or write “date: 2011-03-02”",
    ),
}


@pytest.mark.parametrize("name", NO_DATES)
def test_a_post_needs_a_date(make_site: MakeSite, name: str) -> None:
    assert load(make_site, name) == (None, [NO_DATES[name]])


def test_a_page_needs_none(make_site: MakeSite) -> None:
    post, diagnostics = load(make_site, "About Us.md", kind=PostKind.PAGE)
    assert diagnostics == []
    assert post is not None
    assert (post.key, post.date, post.slug) == ("pages/About Us", None, "about-us")


@pytest.mark.parametrize("slug", ["a", "A-b_c~1.0", "日本", "हिन्दी", "1"])
def test_slugs(make_site: MakeSite, slug: str) -> None:
    post, diagnostics = load(make_site, "2011-03-02-x.md", f"---\ntitle: T\nslug: {slug!r}\n---\n")
    assert diagnostics == []
    assert post is not None
    assert post.slug == slug


@pytest.mark.parametrize(
    ("slug", "proposal"),
    {
        "a/b": "a-b",
        "../a": "a",
        "..": "x5ec1f7e7",
        "a b": "a-b",
        "a%2fb": "a-b",
        "%ce%b5-2": "ε-2",
        "a?b": "a-b",
        "🎉": "x6146299c",
    }.items(),
)
def test_what_no_address_can_hold(make_site: MakeSite, slug: str, proposal: str) -> None:
    line = f"slug: '{slug}'"
    where = Where("content/posts/2011-03-02-x.md", 3, 7, line)
    assert load(make_site, "2011-03-02-x.md", f"---\ntitle: T\n{line}\n---\n") == (
        None,
        [error("wrong-value", f"slug: “{slug}” cannot be a part of an address", where, f"write “{proposal}”")],
    )


NO_SLASH = "does not begin with one “/”"
MORE = "has more than a path"
OUT = "leads out of the site"
ODD = "has an empty part, a “.” alone, a backslash or a control character"


@pytest.mark.parametrize(
    ("address", "reason"),
    {
        "a/": NO_SLASH, "//evil/a": NO_SLASH, "https://a/": NO_SLASH, "/a#b": MORE, "/a?b": MORE, "/../a": OUT,
        "/a/../../b": OUT, "/%2e%2e/a": OUT, "/a/..": OUT, "/%2Fevil.example/x/": ODD,
        "/a//b": ODD, "/a/./b": ODD, "/a\\\\b": ODD, "/a%00": ODD,
    }.items(),
)  # fmt: skip
def test_a_permalink_is_a_path_of_the_site(make_site: MakeSite, address: str, reason: str) -> None:
    line = f'permalink: "{address}"'
    _, diagnostics = load(make_site, "2011-03-02-x.md", f"---\ntitle: T\n{line}\n---\n")
    [found] = diagnostics
    said = address.replace("\\\\", "\\")
    assert (found.message, found.where) == (
        f"permalink: “{said}” {reason}",
        Where("content/posts/2011-03-02-x.md", 3, 12, line),
    )


def test_aliases_may_have_a_query(make_site: MakeSite) -> None:
    text = "---\ntitle: T\naliases: [/, /?p=198, /a.php?b=../c, /old/ä.html, '/a#b', x, '/%2Fe/?b', '/c?d#e']\n---\n"
    _, diagnostics = load(make_site, "2011-03-02-x.md", text)
    assert [(each.message, each.where and each.where.column) for each in diagnostics] == [
        (f"aliases[4]: “/a#b” {MORE}", 51),
        (f"aliases[5]: “x” {NO_SLASH}", 59),
        (f"aliases[6]: “/%2Fe/?b” {ODD}", 62),
        (f"aliases[7]: “/c?d#e” {MORE}", 74),
    ]


IMAGES = {
    "/boxes.svg": Reference("/boxes.svg", Where("content/posts/2011-03-02-x.md", 3, 8, 'image: "/boxes.svg"')),
    "a b.png": Reference("a b.png", Where("content/posts/2011-03-02-x.md", 3, 8, 'image: "a b.png"')),
    "https://cdn.example/x.png": "https://cdn.example/x.png",
    "HTTP://cdn.example/ä b.png": "http://cdn.example/ä%20b.png",
    "": None,
}


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_is_a_file_of_the_site_or_a_whole_address(make_site: MakeSite, image: str) -> None:
    post, diagnostics = load(make_site, "2011-03-02-x.md", f'---\ntitle: T\nimage: "{image}"\n---\n')
    assert diagnostics == []
    assert post is not None
    assert post.image == IMAGES[image]


@pytest.mark.parametrize(
    "image", ["javascript:x", "data:image/png;base64,", "//cdn.example/x.png", "https:x", "ftp://a/b"]
)
def test_what_is_no_image(make_site: MakeSite, image: str) -> None:
    line = f'image: "{image}"'
    hint = "write a path like /boxes.svg, or a whole address with https://"
    where = Where("content/posts/2011-03-02-x.md", 3, 8, line)
    problem = error("wrong-value", f"image: “{image}” is not an address of the web", where, hint)
    assert load(make_site, "2011-03-02-x.md", f"---\ntitle: T\n{line}\n---\n") == (None, [problem])


def test_a_value_of_any_length_is_told_of_in_a_line(make_site: MakeSite) -> None:
    text = "---\ntitle: T\nslug: '{0}/'\npermalink: '{0}'\naliases: ['\x85{0}']\nimage: 'x:{0}'\n---\n".format(
        "a" * 5000
    )
    _, diagnostics = load(make_site, "2011-03-02-x.md", text)
    assert len(diagnostics) == 4
    assert all(len(each.message) < 200 and len(each.hint) < 200 for each in diagnostics)
    assert all(each.message.isprintable() for each in diagnostics)


def test_all_that_is_wrong_is_told_at_once(make_site: MakeSite) -> None:
    text = "---\ntitle: T\nslug: a/b\npermalink: c\n---\n\x07"
    _, diagnostics = load(make_site, "x.md", text)
    assert [each.code for each in diagnostics] == ["wrong-value", "wrong-value", "missing-field", "control-character"]


@pytest.mark.parametrize(
    ("path", "key"),
    {
        "content/posts/a.md": "posts/a",
        "content/posts/a/index.md": "posts/a",
        "content/posts/b/a.md": "posts/b/a",
        "content/pages/a.md": "pages/a",
        "content/posts/my.index.md": "posts/my.index",
        "content/posts/e\u0301.md": "posts/é",
    }.items(),
)
def test_keys(path: str, key: str) -> None:
    assert key_of(path) == key


def test_template_tags_stay_as_they_are(make_site: MakeSite) -> None:
    text = "---\ntitle: '{{ 7*7 }}'\n---\n{{ 7*7 }} {% raw %}"
    post, _ = load(make_site, "2011-03-02-x.md", text)
    assert post is not None
    assert (post.title, post.content) == ("{{ 7*7 }}", ("<p>{{ 7*7 }} {% raw %}</p>\n",))


@pytest.mark.parametrize(
    ("permalink", "reason"),
    [
        ("/:year/:title/", "has “:year”, but fields stand in braces"),
        ("/{year}/{foo}/", "has “{foo}”, but the fields are year, month, day, slug, category, author, id"),
    ],
)
def test_a_permalink_with_fields_that_there_are_not(make_site: MakeSite, permalink: str, reason: str) -> None:
    """They would be folders of that name."""
    line = f'permalink: "{permalink}"'
    where = Where("content/posts/2011-03-02-x.md", 3, 12, line)
    hint = "write a path of the site, like /2011/03/hello/"
    assert load(make_site, "2011-03-02-x.md", f"---\ntitle: T\n{line}\n---\n") == (
        None,
        [error("wrong-value", f"permalink: “{permalink}” {reason}", where, hint)],
    )
