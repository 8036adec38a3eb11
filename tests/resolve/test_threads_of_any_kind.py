"""For any list of comments, every one is shown exactly once or counted, where it belongs; found by Hypothesis.

The tree is held against one made in the plainest way there is, by recursion and repeated search.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model.content import Comment, Reply
from sitegen.model.documents import CommentStatus, CommentType
from sitegen.model.settings import CommentSettings
from sitegen.resolve.threads import resolve_thread
from tests.resolve.notation import a_comment, comment_file

IDENTITIES = st.integers(0, 12).map(str)
COMMENTS = st.lists(
    st.builds(
        a_comment,
        IDENTITIES,
        st.none() | IDENTITIES,
        minute=st.integers(0, 4),
        type=st.sampled_from([CommentType.COMMENT, CommentType.COMMENT, *CommentType]),
        status=st.sampled_from([CommentStatus.APPROVED, CommentStatus.APPROVED, *CommentStatus]),
        anchors=st.lists(st.sampled_from(["a", "comment-1", "comment-2"]), max_size=2).map(tuple),
    ),
    max_size=25,
)
DISTINCT_IDS = st.lists(
    st.tuples(st.none() | st.integers(0, 40).map(str), st.integers(0, 9), st.sampled_from(CommentStatus)), max_size=40
).map(
    lambda rows: [
        a_comment(str(number), parent, minute=minute, status=status)
        for number, (parent, minute, status) in enumerate(rows)
    ]
)


@given(comments=COMMENTS | DISTINCT_IDS, depth=st.integers(1, 32) | st.integers(1, 4))
@settings(max_examples=600, deadline=None)
def test_any_thread(comments: list[Comment], depth: int) -> None:
    """Nothing raises, nothing is lost, nothing stands twice, and everything stands where the plain way puts it."""
    comments = [_numbered(comment, number) for number, comment in enumerate(comments)]
    thread, diagnostics = resolve_thread(comment_file(comments), CommentSettings(depth=depth))

    rows = list(_rows(thread.replies))
    assert rows == list(_plain_rows(comments, depth))
    shown = Counter(row.note for row in rows if row.note)
    pinged = [ping.comment.note for ping in thread.pings if ping.comment]
    assert shown + Counter(pinged) == Counter(comment.note for comment in comments if _is_shown(comment))
    assert pinged == [comment.note for comment in _by_date(comments) if _is_shown(comment) and _is_ping(comment)]
    assert thread.total == len(comments)
    assert (thread.shown, thread.pinged) == (shown.total(), len(pinged))
    assert thread.withheld == Counter(comment.status for comment in comments if not _is_shown(comment))
    assert all(each.message and each.hint for each in diagnostics)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the displayed thread; `note` is the comment's number, empty at a tombstone."""

    depth: int
    note: str
    anchor: str
    answers: str


def _numbered(comment: Comment, number: int) -> Comment:
    return a_comment(
        comment.id,
        comment.parent,
        minute=comment.date.minute,
        type=comment.type,
        status=comment.status,
        anchors=comment.anchors,
        note=f"#{number}",
    )


def _rows(replies: Sequence[Reply], depth: int = 1) -> Iterator[_Row]:
    """The displayed tree from top to bottom, as deep as it is nested."""
    for reply in replies:
        assert reply.depth == depth
        note = reply.comment.note if reply.comment else ""
        yield _Row(depth, note, reply.anchor, reply.answers.anchor if reply.answers else "")
        yield from _rows(reply.replies, depth + 1)


def _plain_rows(comments: Sequence[Comment], deepest: int) -> Iterator[_Row]:
    """The same, from the rules alone."""
    parents = _plain_parents(comments)

    def children(parent: Comment | None) -> list[Comment]:
        return [each for each in _by_date(comments) if not _is_ping(each) and _above(each) is parent]

    def _above(comment: Comment) -> Comment | None:
        parent = parents[comment.note]
        return None if parent is None or _is_ping(parent) else parent

    def lives(comment: Comment) -> bool:
        return _is_shown(comment) or any(lives(child) for child in children(comment))

    def rows(comment: Comment, level: int) -> Iterator[_Row]:
        parent = parents[comment.note]
        is_nested = parent is None or 1 < level <= deepest
        is_nowhere = parent is not None and _is_ping(parent) and not _is_shown(parent)
        answers = "" if is_nested or is_nowhere or parent is None else f"comment-{parent.id}"
        note = comment.note if _is_shown(comment) else ""
        yield _Row(min(level, deepest), note, f"comment-{comment.id}", answers)
        for child in children(comment):
            if lives(child):
                yield from rows(child, level + 1)

    for root in children(None):
        if lives(root):
            yield from rows(root, 1)


def _plain_parents(comments: Sequence[Comment]) -> dict[str, Comment | None]:
    """What each comment answers, by its number, with every circle broken at its earliest comment."""
    first = {comment.id: comment for comment in reversed(comments)}
    parents = {
        comment.note: None if _is_ping(comment) or comment.parent is None else first.get(comment.parent)
        for comment in comments
    }
    for comment in _by_date(comments):
        above = parents[comment.note]
        for _ in comments:
            if above is None or above is comment:
                break
            above = parents[above.note]
        if above is comment:
            parents[comment.note] = None  # the earliest of its circle, for the later ones have not been looked at
    return parents


def _by_date(comments: Sequence[Comment]) -> list[Comment]:
    return sorted(comments, key=lambda comment: comment.date)


def _is_shown(comment: Comment) -> bool:
    return comment.status is CommentStatus.APPROVED


def _is_ping(comment: Comment) -> bool:
    return comment.type is not CommentType.COMMENT
