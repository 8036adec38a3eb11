"""No answer about a post changes unless one of the parts does that are compared in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, timezone
from itertools import permutations

import pytest

from sitegen.incremental.encoding import digest, digest_of
from sitegen.incremental.questions import ABOUT_POSTS, changed_questions, number, post_parts
from sitegen.incremental.records import contents_record, teaser_record, thread_record
from sitegen.model.content import CommentFile, Heading, Post
from sitegen.model.documents import ThreadStatus
from sitegen.model.markup import Html
from sitegen.plan.pages import plan_site
from sitegen.view import ask
from tests.plan.sites import MARCH, a_post, a_site, resolved, settings_for, viewed
from tests.resolve.notation import a_comment, comment_file

DAY = timedelta(days=1)
A = a_post("posts/a", date=MARCH)
B = a_post("posts/b", date=MARCH + DAY)
C = a_post("posts/c", date=MARCH + 2 * DAY)
THREAD = replace(comment_file([a_comment("1"), a_comment("2", "1")]), key="posts/b")

State = tuple[Sequence[Post], Sequence[CommentFile]]
BEFORE: State = ((A, B, C), (THREAD,))


def with_b(b: Post, *threads: CommentFile) -> State:
    """The site with another B."""
    return (A, b, C), threads or (THREAD,)


def front(**fields: object) -> State:
    """The site with other front matter in B."""
    return with_b(replace(B, front=replace(B.front, **fields)))  # type: ignore[arg-type]


# The questions about B, A and C whose answers are others after an edit; of `targets` the links are the judge.
EDITS: dict[str, tuple[State, set[str], set[str]]] = {
    "nothing": (BEFORE, set(), set()),
    "the title": (with_b(replace(B, title="B!")), {"title", "entry", "summary"}, set()),
    "the body": (with_b(replace(B, content=(Html("x"),))), {"contents"}, set()),
    "a heading": (
        with_b(replace(B, headings=(Heading(level=2, anchor="x", text=Html("x")),))),
        {"contents"},
        set(),
    ),
    "the summary": (with_b(replace(B, summary=(Html("x"),))), {"summary"}, set()),
    "the words of the summary": (with_b(replace(B, summary_text="x")), {"summary"}, set()),
    "that there is more": (with_b(replace(B, has_more=True)), {"summary"}, set()),
    "the image": (with_b(replace(B, image="https://x.example/")), {"summary"}, set()),
    "the language": (front(language="de"), {"summary"}, set()),
    "a field of one's own": (front(extra={"mood": "glad"}), {"summary"}, set()),
    "the tags": (front(tags=("x",)), {"summary"}, set()),
    "the categories": (front(categories=("x",)), {"summary"}, set()),
    "the authors": (front(authors=("x",)), {"summary"}, set()),
    "the date of an update": (front(updated=MARCH + DAY), {"summary"}, set()),
    "the hour": (with_b(replace(B, date=MARCH + 1.1 * DAY)), {"entry", "summary"}, set()),
    "the offset of the date": (
        with_b(replace(B, date=(MARCH + DAY).astimezone(timezone(timedelta(hours=3))))),
        {"entry", "summary"},
        set(),
    ),
    "the order": (with_b(replace(B, date=MARCH + 3 * DAY)), {"entry", "summary", "neighbours"}, {"neighbours"}),
    "the slug": (with_b(replace(B, slug="x")), {"url"}, set()),
    "a folder of its own": (
        with_b(replace(B, source="content/posts/b/index.md")),
        {"summary", "contents"},
        set(),
    ),
    "a comment": (
        with_b(B, replace(THREAD, comments=(*THREAD.comments, a_comment("3")))),
        {"entry", "summary", "thread"},
        set(),
    ),
    "a comment's words": (
        with_b(B, replace(THREAD, comments=(a_comment("1"), replace(a_comment("2", "1"), body=Html("x"))))),
        {"thread"},
        set(),
    ),
    "a thread that is open": (with_b(B, replace(THREAD, status=ThreadStatus.OPEN)), {"thread"}, set()),
    "no thread": (((A, B, C), ()), {"entry", "summary", "thread"}, set()),
    "a thread without comments": (
        ((A, replace(B, front=replace(B.front, comments=ThreadStatus.OPEN)), C), ()),
        {"entry", "summary", "thread"},
        set(),
    ),
    "no post": (((A, C), ()), set(ABOUT_POSTS), {"neighbours"}),
}
STATES = [state for state, _, _ in EDITS.values()]


def answers(state: State) -> dict[tuple[str, str], bytes]:
    """The digest of every answer about every post."""
    posts, threads = state
    view = viewed(*posts, threads=threads)
    questions = ABOUT_POSTS - {"targets"}
    return {(name, post.key): digest_of(ask(view, name, post.key)) for name in questions for post in (A, B, C)}


def parts(state: State) -> dict[str, bytes]:
    """The parts of every post."""
    posts, threads = state
    site = a_site(*posts, threads=threads)
    plan, _ = plan_site(site, settings_for(), [])
    texts = {thread.key: digest(thread_record(thread)) for thread in resolved(threads)}
    order = (None, *site.order, None)
    between = {key: (newer, older) for newer, key, older in zip(order, order[1:], order[2:], strict=False)}
    found = {}
    for post in posts:
        facts = site.threads.get(post.key)
        found[post.key] = post_parts(
            site.posts[post.key],
            facts,
            digests=(
                digest(teaser_record(post.teaser())),
                digest(contents_record(post.contents())),
                texts.get(post.key) or (facts.status.value if facts else None),
            ),
            neighbours=between[post.key],
            url=plan.urls.get(post.key),
            targets=b"",
        )
    return found


def changed(before: State, after: State) -> set[tuple[str, str]]:
    """The questions that are held to be answered anew."""
    was, now = parts(before), parts(after)
    return {(question, key) for key in was | now for question in changed_questions(was.get(key), now.get(key))}


@pytest.mark.parametrize(("after", "of_b", "of_others"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_changes_the_answers_that_it_should(after: State, of_b: set[str], of_others: set[str]) -> None:
    """And no others."""
    found = changed(BEFORE, after)
    assert {question for question, key in found if key == B.key} == of_b
    assert {question for question, key in found if key != B.key} == of_others


def test_no_answer_changes_unnoticed() -> None:
    """From any of these sites to any other."""
    known = [(answers(state), state) for state in STATES]
    for (was, before), (now, after) in permutations(known, 2):
        differ = {question for question in was if was[question] != now[question]}
        assert differ <= changed(before, after)


def test_a_question_has_one_number_everywhere() -> None:
    """Also in the next process, and on the next machine."""
    assert number("title", "posts/a") == 2386461018438649735
