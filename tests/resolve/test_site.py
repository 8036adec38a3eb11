"""What is shown, in which order, under which terms."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sitegen.ground.diagnostics import Diagnostic, has_errors
from sitegen.model.content import CommentFile, LeftOut, LeftOutReason, Post, PostKind, Site, Taxonomy
from sitegen.model.documents import FrontMatter, ThreadStatus
from sitegen.model.markup import Html
from sitegen.model.settings import CommentSettings
from sitegen.resolve.site import resolve
from sitegen.resolve.threads import resolve_thread
from tests.resolve.notation import a_comment, said

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def a_post(
    name: str,
    date: datetime | None = NOW - timedelta(days=1),
    *,
    kind: PostKind = PostKind.POST,
    source: str = "",
    tags: Sequence[str] = (),
    categories: Sequence[str] = (),
    draft: bool = False,
    expires: datetime | None = None,
    comments: ThreadStatus | None = None,
) -> Post:
    """A post or page of which only this matters."""
    key = f"{kind.value}s/{name}"
    front = FrontMatter(
        title=name,
        date=date,
        tags=tuple(tags),
        categories=tuple(categories),
        draft=draft,
        expires=expires,
        comments=comments,
    )
    return Post(
        key=key,
        source=source or f"content/{key}.md",
        kind=kind,
        front=front,
        title=name,
        slug=name,
        date=date,
        summary=(Html(""),),
        summary_text="",
        content=(Html(""),),
        has_more=False,
    )


def a_thread(key: str, *, comments: int = 1, source: str = "") -> CommentFile:
    """A thread of this many comments."""
    return CommentFile(
        key=key,
        source=source or f"content/comments/{key.removeprefix('posts/')}.yaml",
        status=ThreadStatus.CLOSED,
        closed_at=None,
        urls=(),
        comments=tuple(a_comment(str(number)) for number in range(comments)),
    )


def resolved(
    *posts: Post, threads: Sequence[CommentFile] = (), shown_anyway: Sequence[LeftOutReason] = ()
) -> tuple[Site, list[Diagnostic]]:
    """The site now."""
    facts = [resolve_thread(file, CommentSettings())[0].facts(file.source) for file in threads]
    return resolve((post.facts() for post in posts), facts, now=NOW, shown_anyway=frozenset(shown_anyway))


def test_newest_first() -> None:
    """By instant, whatever the offset; posts of one instant by key, so that the file system has no say."""
    east = timezone(timedelta(hours=9))
    site, diagnostics = resolved(
        a_post("old", NOW - timedelta(days=3)),
        a_post("b", NOW - timedelta(days=2)),
        a_post("a", (NOW - timedelta(days=2)).astimezone(east)),
        a_post("new", NOW - SECOND),
    )
    assert site.order == ("posts/new", "posts/b", "posts/a", "posts/old")
    assert diagnostics == []


def test_pages_stand_outside_the_order_of_dates() -> None:
    """By key; with or without a date, and with terms or without."""
    site, _ = resolved(
        a_post("b", None, kind=PostKind.PAGE, tags=["x"]), a_post("a", kind=PostKind.PAGE), a_post("hello", tags=["y"])
    )
    assert (site.order, site.pages) == (("posts/hello",), ("pages/a", "pages/b"))
    assert [term.name for term in site.terms[Taxonomy.TAGS]] == ["y"]


WHEN = {
    "due this very second": (a_post("x", NOW), None),
    "due in a second": (a_post("x", NOW + SECOND), LeftOutReason.FUTURE),
    "expires this very second": (a_post("x", expires=NOW), LeftOutReason.EXPIRED),
    "expires in a second": (a_post("x", expires=NOW + SECOND), None),
    "a draft": (a_post("x", draft=True), LeftOutReason.DRAFT),
    "a draft comes before its dates": (
        a_post("x", NOW + SECOND, draft=True, expires=NOW),
        LeftOutReason.DRAFT,
    ),
    "a page may be a draft": (a_post("x", kind=PostKind.PAGE, draft=True), LeftOutReason.DRAFT),
    "a page may be due later": (a_post("x", NOW + SECOND, kind=PostKind.PAGE), LeftOutReason.FUTURE),
    "a page without a date is due": (a_post("x", None, kind=PostKind.PAGE), None),
}


@pytest.mark.parametrize(("post", "reason"), WHEN.values(), ids=WHEN.keys())
def test_left_out(post: Post, reason: LeftOutReason | None) -> None:
    """And if so, why."""
    site, diagnostics = resolved(post)
    assert [each.reason for each in site.left_out] == [reason] * (reason is not None)
    assert set(site.posts) == ({post.key} if reason is None else set())
    assert diagnostics == []


@pytest.mark.parametrize("anyway", LeftOutReason)
def test_each_reason_is_waived_by_itself(anyway: LeftOutReason) -> None:
    """`--drafts` does not show a draft that is not yet due; what else holds is the reason."""
    draft, future = LeftOutReason.DRAFT, LeftOutReason.FUTURE
    posts = [
        a_post("draft", draft=True),
        a_post("due", NOW + SECOND),
        a_post("both", NOW + SECOND, draft=True),
    ]
    site, _ = resolved(*posts, shown_anyway=[anyway])
    expected = {
        draft: {"posts/due": future, "posts/both": future},
        future: {"posts/draft": draft, "posts/both": draft},
        LeftOutReason.EXPIRED: {"posts/draft": draft, "posts/due": future, "posts/both": draft},
    }
    assert {each.key: each.reason for each in site.left_out} == expected[anyway]
    site, _ = resolved(*posts, shown_anyway=[draft, future])
    assert site.left_out == ()


def test_the_thread_of_a_draft_waits_with_it() -> None:
    """It is counted, and nothing is wrong."""
    site, diagnostics = resolved(a_post("x", draft=True), threads=[a_thread("posts/x", comments=3)])
    assert site.threads == {}
    assert site.left_out == (
        LeftOut(key="posts/x", source="content/posts/x.md", reason=LeftOutReason.DRAFT, comments=3),
    )
    assert diagnostics == []


def test_a_post_may_have_a_notice_without_comments() -> None:
    """A status in the front matter makes an empty thread; a post that says nothing has none."""
    site, _ = resolved(a_post("x", comments=ThreadStatus.OPEN), a_post("y"))
    assert {key: (thread.status, thread.total) for key, thread in site.threads.items()} == {
        "posts/x": (ThreadStatus.OPEN, 0)
    }


def test_a_page_may_have_a_thread() -> None:
    """Guest books are pages."""
    site, diagnostics = resolved(a_post("guests", kind=PostKind.PAGE), threads=[a_thread("pages/guests")])
    assert (site.threads["pages/guests"].shown, diagnostics) == (1, [])


def test_a_thread_without_a_post() -> None:
    """The nearest names are offered, as the post might have been renamed."""
    site, diagnostics = resolved(
        a_post("2011-03-02-hello"),
        a_post("2011-03-20-rock and roll"),
        threads=[a_thread("posts/2011-03-20-helo"), a_thread("posts/other")],
    )
    belong = "to which these comments belong"
    assert [(str(each.where), each.code, each.message, each.hint) for each in diagnostics] == [
        (
            "content/comments/2011-03-20-helo.yaml",
            "thread-without-post",
            f"there is no post “posts/2011-03-20-helo” {belong}",
            "did you mean “posts/2011-03-02-hello” or “posts/2011-03-20-rock and roll”?",
        ),
        (
            "content/comments/other.yaml",
            "thread-without-post",
            f"there is no post “posts/other” {belong}",
            "rename the file like its post",
        ),
    ]
    assert has_errors(diagnostics)
    assert site.threads == {}


def test_names_are_offered_within_a_bound() -> None:
    """A thousand threads that lost their posts are told in seconds."""
    _, diagnostics = resolved(
        *(a_post(f"hello-{number}") for number in range(5_000)),
        threads=[a_thread(f"posts/helo-{number}") for number in range(1_000)],
    )
    assert sum("did you mean" in each.hint for each in diagnostics) == 10


def test_two_posts_of_one_key() -> None:
    """A file and a folder of one name: the first by path is kept."""
    site, diagnostics = resolved(
        a_post("x", source="content/posts/x/index.md"), a_post("x", source="content/posts/x.md")
    )
    assert said(diagnostics) == [
        "content/posts/x/index.md: error[duplicate-post]: “posts/x” is also content/posts/x.md",
        "  (rename one of them)",
    ]
    assert site.posts["posts/x"].source == "content/posts/x.md"


def test_two_threads_of_one_post() -> None:
    """The first by path is kept."""
    site, diagnostics = resolved(
        a_post("x"),
        threads=[
            a_thread("posts/x", source="comments/x.yml"),
            a_thread("posts/x", source="comments/x.yaml", comments=2),
        ],
    )
    assert said(diagnostics) == [
        "comments/x.yml: error[duplicate-thread]: the comments of “posts/x” are also in comments/x.yaml",
        "  (join the two files)",
    ]
    assert site.threads["posts/x"].total == 2


SPELLINGS = {
    "one": (["Memory"], [("memory", "Memory", 1)]),
    "the usual spelling wins": (["Python", "python", "python"], [("python", "python", 3)]),
    "of equally usual ones, the first in order": (["python", "Python"], [("python", "Python", 2)]),
    "C, C++ and C# stay apart": (
        ["C", "C++", "C#"],
        [("c", "C", 1), ("c-sharp", "C#", 1), ("c-plus-plus", "C++", 1)],
    ),
    "empty ones are none": (["", "  ", "x"], [("x", "x", 1)]),
    "white space at the ends does not count": (["x ", " x"], [("x", "x", 2)]),
    "by name, in any script": (
        ["zebra", "Äpfel", "日本語", "apple"],
        [("apple", "apple", 1), ("zebra", "zebra", 1), ("äpfel", "Äpfel", 1), ("日本語", "日本語", 1)],
    ),
    "one word in two Unicode forms": (["caf\u00e9", "cafe\u0301"], [("café", "cafe\u0301", 2)]),
}


@pytest.mark.parametrize(("names", "terms"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_terms(names: list[str], terms: list[tuple[str, str, int]]) -> None:
    """A post for each spelling."""
    site, _ = resolved(*(a_post(f"x{number}", tags=[name]) for number, name in enumerate(names)))
    assert [(term.slug, term.name, len(term.posts)) for term in site.terms[Taxonomy.TAGS]] == terms


def test_terms_of_pictures_have_addresses() -> None:
    """Each its own."""
    site, _ = resolved(a_post("x", tags=["🎉", "🎈"]))
    slugs = [term.slug for term in site.terms[Taxonomy.TAGS]]
    assert len(set(slugs)) == 2
    assert all(slug.isascii() for slug in slugs)


def test_a_term_lists_its_posts_newest_first_and_once() -> None:
    """Also where a post has it in two spellings; tags and categories are apart; drafts are in neither."""
    site, _ = resolved(
        a_post("old", NOW - timedelta(days=9), tags=["Memory", "memory"]),
        a_post("new", tags=["memory"], categories=["Memory"]),
        a_post("draft", tags=["memory", "secret"], draft=True),
    )
    assert [(term.name, term.posts) for term in site.terms[Taxonomy.TAGS]] == [("memory", ("posts/new", "posts/old"))]
    assert [(term.name, term.posts) for term in site.terms[Taxonomy.CATEGORIES]] == [("Memory", ("posts/new",))]


def test_nothing() -> None:
    """A site may be empty."""
    site, diagnostics = resolved()
    assert site == Site(posts={}, threads={}, order=(), pages=(), terms=dict.fromkeys(Taxonomy, ()))
    assert diagnostics == []
