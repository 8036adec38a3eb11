"""Links that lead nowhere, in posts, summaries, images and comments: each told once, at its place, whole."""

from dataclasses import replace

import pytest

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.links.check import check_links, inner_links, links_of_post, links_of_thread
from sitegen.model.content import CommentFile, Link, Post
from sitegen.model.documents import Author, CommentStatus, CommentType
from sitegen.model.markup import Html, Reference
from sitegen.model.settings import Settings
from sitegen.plan.pages import plan_site, static_copies
from sitegen.resolve.threads import resolve_thread
from sitegen.targets import Targets
from tests.plan.sites import a_post, a_site, settings_for, told
from tests.resolve.notation import a_comment, comment_file

ABOUT = a_post("pages/about")
DRAFT = a_post("posts/draft", draft=True)
ANCHORS = {"about/index.html": frozenset(["team", "größe", "a b", "100%", "comment-7"])}
NOTHING = "is not in the site"
SOURCE = "content/posts/hello.md"
PUBLISH = "publish both, or take the link out"


def checked(
    *posts: Post,
    threads: list[CommentFile] | None = None,
    settings: Settings | None = None,
    anchors: dict[str, frozenset[str]] | None = None,
) -> list[Diagnostic]:
    """What is wrong with the links of a site whose pages have these anchors."""
    settings = settings or settings_for()
    site = a_site(*posts, threads=threads or [])
    plan, problems = plan_site(site, settings, static_copies(["static/map.svg"]))
    assert problems == []
    targets = Targets(site, plan, settings.site)
    links = [
        *(link for post in posts for link in inner_links(links_in(post), post.source, targets)),
        *(link for file in threads or [] for link in inner_links(links_below(file, settings), SOURCE, targets)),
    ]
    return check_links(links, site, targets, plan.urls.values(), ANCHORS if anchors is None else anchors)


def links_in(post: Post) -> tuple[Link, ...]:
    """Those of a post."""
    return links_of_post(post.contents(), post.teaser())


def links_below(file: CommentFile, settings: Settings) -> tuple[Link, ...]:
    """Those of a thread."""
    thread, _ = resolve_thread(file, settings.comments)
    return links_of_thread(thread, settings.site)


WHOLE = [
    "../pages/about.md",
    "../pages/about.md#team",
    "/about/#comment-7",
    "/about/#gr%C3%B6%C3%9Fe",
    "/about/#größe",
    "/about/#a%20b",
    "/about/#100%",
    "/about/#100%25",
    "/about/#",
    "/about/#top",
    "/about/#TOP",
    "/about/#:~:text=words",
    "/about/#team:~:text=words",
    "/map.svg#layer",
    "/map.svg?x",
    "/feed.xml",
    "#anything",
    "",
]


@pytest.mark.parametrize("address", WHOLE)
def test_whole(address: str) -> None:
    """Of pages that were not rendered no anchor is known; of files none is asked."""
    assert checked(a_post("posts/hello", content=[address]), ABOUT) == []


BROKEN = {
    "helo.md": (f"“helo.md” {NOTHING}", "did you mean “hello.md”?"),
    "../pages/abuot.md#x": (f"“../pages/abuot.md#x” {NOTHING}", "did you mean “../pages/about.md”?"),
    "mapp.svg": (f"“mapp.svg” {NOTHING}", ""),
    "/abuot/": (f"“/abuot/” {NOTHING}", "did you mean “/about/”?"),
    "/2012/03/hello": (f"“/2012/03/hello” {NOTHING}", "did you mean “/2011/03/hello/”?"),
    "/gr%C3%BCn/": (f"“/grün/” {NOTHING}", ""),
    "../../../x.md": (f"“../../../x.md” {NOTHING}", ""),
    "{{%20site.url%20}}/x": (
        "“{{ site.url }}/x” looks like a template's tag, and posts are not templates: it is a link to nowhere",
        "write the address itself",
    ),
    "{% post_url x %}": (
        "“{% post_url x %}” looks like a template's tag, and posts are not templates: it is a link to nowhere",
        "write the address itself",
    ),
    "x" * 130: (f"“{'x' * 119}…” {NOTHING}", ""),
    "draft.md#x": (
        "“draft.md#x” leads to content/posts/draft.md, which is a draft",
        PUBLISH,
    ),
    "draft": ("“draft” leads to content/posts/draft.md, which is a draft", PUBLISH),
    "/posts/draft.md": (
        "“/posts/draft.md” leads to content/posts/draft.md, which is a draft",
        PUBLISH,
    ),
}


@pytest.mark.parametrize(("address", "problem"), BROKEN.items(), ids=lambda each: str(each)[:20])
def test_broken(address: str, problem: tuple[str, str]) -> None:
    """The nearest names are offered, as they are written in links."""
    message, hint = problem
    diagnostics = checked(a_post("posts/hello", content=[address]), ABOUT, DRAFT)
    assert told(diagnostics) == [("content/posts/hello.md:11:5", "warning broken-link", message, hint)]


def test_a_misspelt_file_beside_the_post() -> None:
    """An image, for instance."""
    post = a_post("posts/trip/index", content=["tend.jpg"], assets=["tent.jpg", "map.svg"])
    assert told(checked(post)) == [
        (
            "content/posts/trip/index.md:11:5",
            "warning broken-link",
            f"“tend.jpg” {NOTHING}",
            "did you mean “tent.jpg”?",
        )
    ]


def test_a_broken_anchor() -> None:
    """The nearest of the page's own are offered."""
    post = a_post("posts/hello", content=["/about/#teem", "/about/#comment-8", "../pages/about.md#zzz"])
    nothing = "there is nothing called"
    assert told(checked(post, ABOUT)) == [
        (
            "content/posts/hello.md:11:5",
            "warning broken-anchor",
            f"“/about/#teem”: {nothing} “teem” on /about/",
            "did you mean “team”?",
        ),
        (
            "content/posts/hello.md:12:5",
            "warning broken-anchor",
            f"“/about/#comment-8”: {nothing} “comment-8” on /about/",
            "did you mean “comment-7”?",
        ),
        (
            "content/posts/hello.md:13:5",
            "warning broken-anchor",
            f"“../pages/about.md#zzz”: {nothing} “zzz” on /about/",
            "",
        ),
    ]


def test_which_links_need_an_anchor() -> None:
    """Those that lead to a place in a page of the site; the top is always there."""
    post = a_post("posts/hello", content=["/about/#x", "#y", "/#top", "/archive/", "/nothing/#x"])
    site = a_site(post, ABOUT)
    plan, _ = plan_site(site, settings_for(), [])
    links = inner_links(links_in(post), post.source, Targets(site, plan, settings_for().site))
    assert [each.needs_anchor and each.target.path for each in links if each.target] == [
        "about/index.html",
        "2011/03/hello/index.html",
        False,
        False,
    ]
    assert [each.address for each in links if each.target is None] == ["/nothing/#x"]


def test_one_place_is_told_once() -> None:
    """The summary is made of the same links as the body; each of several links is told."""
    post = a_post("posts/hello", content=["nothing.md", "nothing.md"], summary=["nothing.md"])
    assert [str(each.where) for each in checked(post)] == ["content/posts/hello.md:11:5", "content/posts/hello.md:12:5"]


def test_a_link_that_moved_is_the_same_link() -> None:
    """A line put in above it changes no page; it is told where it stands, nevertheless, and each of two is told."""
    first, second = (Reference("nothing.md", Where("content/posts/hello.md", line, 5)) for line in (11, 12))
    assert first == second
    assert len({first, second}) == 1
    post = replace(a_post("posts/hello"), content=(Html("<p>"), first, second))
    assert [str(each.where) for each in checked(post)] == ["content/posts/hello.md:11:5", "content/posts/hello.md:12:5"]


OUT = ("error outside-site", "leads out of the site", "put the file into static/, or beside the post's index.md")

IMAGES = {
    "map.svg": ("warning broken-link", NOTHING, ""),
    "/maps/map.svg": ("warning broken-link", NOTHING, ""),
    "../../static/none.svg": ("warning broken-link", NOTHING, ""),
    "../../x.png": OUT,
    "../../../../etc/passwd": OUT,
    "/../x.png": OUT,
    "%2e%2e/%2e%2e/%2e%2e/x.png": OUT,
}


@pytest.mark.parametrize(("image", "problem"), IMAGES.items())
def test_image_of_the_front_matter(image: str, problem: tuple[str, str, str]) -> None:
    """Row 51: one that leads out of the site is an error."""
    code, message, hint = problem
    shown = image.replace("%2e", ".")
    diagnostics = checked(a_post("posts/hello", image=image))
    assert told(diagnostics) == [("content/posts/hello.md:4:8", code, f"“{shown}” {message}", hint)]


@pytest.mark.parametrize("image", ["/map.svg", "../../static/map.svg", "../pages/house/plan.svg"])
def test_image_that_is_there(image: str) -> None:
    """Wherever it is published from."""
    house = a_post("pages/house/index", assets=["plan.svg"])
    assert checked(a_post("posts/hello", image=image), house) == []


def thread_with(*addresses: str, status: CommentStatus = CommentStatus.APPROVED) -> CommentFile:
    """A thread of a comment, a reply and a ping, each with these links; their bodies are in lines 5, 15 and 25."""
    kinds = [("1", None, CommentType.COMMENT), ("2", "1", CommentType.COMMENT), ("3", None, CommentType.PINGBACK)]
    comments = [
        replace(
            a_comment(
                identity,
                parent,
                type=kind,
                status=status,
                marks={"body": Where("content/comments/hello.yaml", 5 + 10 * number, 3)},
            ),
            body=Html("x"),
            links=addresses,
        )
        for number, (identity, parent, kind) in enumerate(kinds)
    ]
    return replace(comment_file(comments), key="posts/hello")


def test_links_in_comments() -> None:
    """Whole addresses of the site's own are checked, by http too; others are other people's."""
    thread = thread_with(
        "https://example.org/about/",
        "http://Example.org/nothing/",
        "https://example.org/about/#teem",
        "https://elsewhere.example/nothing/",
        "/nothing/",
        "mailto:ada@example.org",
        "http://[",
    )
    messages = [
        ("broken-link", f"“http://Example.org/nothing/” {NOTHING}"),
        ("broken-anchor", "“https://example.org/about/#teem”: there is nothing called “teem” on /about/"),
    ]
    diagnostics = checked(a_post("posts/hello"), ABOUT, threads=[thread])
    places = [f"content/comments/hello.yaml:{line}:3" for line in (5, 25, 15)]
    assert [(str(each.where), each.code, each.message) for each in diagnostics] == [
        (place, code, message) for place in places for code, message in messages
    ]


def test_withheld_comments_may_say_what_they_like() -> None:
    """Nobody sees them."""
    thread = thread_with("https://example.org/nothing/", status=CommentStatus.SPAM)
    assert checked(a_post("posts/hello"), threads=[thread]) == []


def test_pictures_of_authors() -> None:
    """One that is missing harms no page, so it would never be noticed."""
    place = Where("content/comments/hello.yaml", 7, 20)
    comments = [
        replace(a_comment(name, marks={"author.avatar": place}), author=Author(name=name, avatar=name))
        for name in ("map.svg", "/map.svg", "ruth.svg", "../map.svg")
    ]
    thread = replace(comment_file(comments), key="posts/hello")
    assert told(checked(a_post("posts/hello"), threads=[thread])) == [
        (
            "content/comments/hello.yaml:7:20",
            "warning broken-link",
            f"there is no picture “{name}” in static/",
            "put it there, or remove “avatar”",
        )
        for name in ("ruth.svg", "../map.svg")
    ]


def test_a_site_below_a_path() -> None:
    """What begins with `/` is counted from the site's root; if it is not there, it may be beside the site."""
    settings = settings_for("https://example.org/blog/")
    post = a_post("posts/hello", content=["/about/", "/blog/about/", "/shop/", "/abuot/"])
    elsewhere = "if it is elsewhere on the host, write its whole address, with https://"
    assert told(checked(post, ABOUT, settings=settings)) == [
        ("content/posts/hello.md:13:5", "warning broken-link", f"“/shop/” {NOTHING}", elsewhere),
        ("content/posts/hello.md:14:5", "warning broken-link", f"“/abuot/” {NOTHING}", "did you mean “/about/”?"),
    ]
    thread = thread_with("https://example.org/shop/")
    assert checked(a_post("posts/hello"), threads=[thread], settings=settings) == []


def test_names_are_offered_within_a_bound() -> None:
    """Thousands of broken links among thousands of posts are told in seconds."""
    posts = [a_post(f"posts/hello-{number}", content=[f"helo-{number}.md"]) for number in range(5_000)]
    hints = [each.hint for each in checked(*posts)]
    assert (len(hints), sum("did you mean" in hint for hint in hints)) == (5_000, 10)
