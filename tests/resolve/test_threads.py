"""The rules of ARCHITECTURE.md's “Threads”, each as a thread in a line and the tree that becomes of it."""

import pickle
from textwrap import dedent

import pytest

from sitegen.model.content import Answered
from sitegen.model.documents import CommentStatus, ThreadStatus
from sitegen.model.settings import CommentSettings
from sitegen.resolve.threads import resolve_thread
from tests.resolve.notation import said, shown_tree, thread_file

TREES = {
    "no comments": ("", ""),
    "one comment": ("1", "1"),
    "replies nest under what they answer": (
        "1, 2<1, 3<2, 4",
        """
        1
          2
            3
        4
        """,
    ),
    "order is by date, never by id": ("1@9, 2@5, 3@7", "2 3 1"),
    "numbers are words: 10 is not after 9": ("10@1, 9@2", "10 9"),
    "comments of one date stand as in the file": ("b@5, a@5, c@4", "c b a"),
    "replies too stand by date, then as in the file": (
        "1, 4<1@9, 3<1@8, b<1@9, a<1@9",
        """
        1
          3
          4
          b
          a
        """,
    ),
    "a reply dated before what it answers stays beneath it": (
        "2<1@1, 1@5, 3@3",
        """
        3
        1
          2
        """,
    ),
    "a reply written in the file before what it answers": (
        "2<1, 1",
        """
        1
          2
        """,
    ),
    "withheld comments without replies are nowhere": ("1, 2 spam, 3 pending, 4 trash, 5 deleted, 6<1 spam", "1"),
    "a withheld comment with a live reply is a tombstone": (
        "1, 2<1 deleted, 3<2",
        """
        1
          [deleted 2]
            3
        """,
    ),
    "every reason leaves a tombstone": (
        "1 spam, 2<1, 3 pending, 4<3, 5 trash, 6<5",
        """
        [spam 1]
          2
        [pending 3]
          4
        [trash 5]
          6
        """,
    ),
    "a chain of tombstones leads to what is alive": (
        "1 deleted, 2<1 spam, 3<2 trash, 4<3",
        """
        [deleted 1]
          [spam 2]
            [trash 3]
              4
        """,
    ),
    "beneath a tombstone only what lives or leads to life": (
        "1 deleted, 2<1 spam, 3<1, 4<2 spam, 5<3 deleted",
        """
        [deleted 1]
          3
        """,
    ),
    "a withheld tree is nowhere": ("1, 2 spam, 3<2 spam, 4<3 deleted", "1"),
    "pings stand apart, by date": ("1, 2@9 pingback, 3<1, 4@8 trackback", "1\n  3\n~4\n~2"),
    "a reply to a ping stands at the top level and says so": (
        "1, 2 pingback, 3<2, 4<3",
        """
        1
        3 → 2
          4
        ~2
        """,
    ),
    "a ping answers nobody": ("1, 2<1 pingback, 3<99 trackback", "1\n~2\n~3"),
    "a circle through a ping is none": (
        "1<2, 2<1 pingback",
        """
        1 → 2
        ~2
        """,
    ),
    "withheld pings are nowhere, and leave no tombstone": (
        "1 pingback spam, 2<1, 3 trackback deleted",
        "2",
    ),
}


@pytest.mark.parametrize(("notation", "tree"), TREES.values(), ids=TREES.keys())
def test_tree(notation: str, tree: str) -> None:
    """Nothing is wrong with these threads."""
    thread, diagnostics = resolve_thread(thread_file(notation), CommentSettings())
    expected = dedent(tree).strip("\n").splitlines() if "\n" in tree else tree.split()
    assert (shown_tree(thread), diagnostics) == (expected, [])


DEEP = "1, 2<1, 3<2, 4<3, 5<2, 6<1, 7, 8<4"

CAPPED = {
    1: "1, 2 → 1, 3 → 2, 4 → 3, 8 → 4, 5 → 2, 6 → 1, 7",
    2: "1,   2,   3 → 2,   4 → 3,   8 → 4,   5 → 2,   6, 7",
    3: "1,   2,     3,     4 → 3,     8 → 4,     5,   6, 7",
    4: "1,   2,     3,       4,       8 → 4,     5,   6, 7",
    5: "1,   2,     3,       4,         8,     5,   6, 7",
    32: "1,   2,     3,       4,         8,     5,   6, 7",
}


@pytest.mark.parametrize(("depth", "tree"), CAPPED.items())
def test_deeper_than_the_theme(depth: int, tree: str) -> None:
    """What is too deep stands at the last depth, below what it answers and before that one's siblings."""
    thread, diagnostics = resolve_thread(thread_file(DEEP), CommentSettings(depth=depth))
    assert (shown_tree(thread), diagnostics) == (tree.split(", "), [])


def test_what_a_reply_answers_is_named() -> None:
    """A tombstone has a place, but no name."""
    thread, _ = resolve_thread(thread_file("1, 2<1, 3<2 deleted, 4<3"), CommentSettings(depth=1))
    answers = [reply.answers for reply in thread.replies]
    assert answers == [
        None,
        Answered(anchor="comment-1", name="Author 1"),
        Answered(anchor="comment-2", name="Author 2"),
        Answered(anchor="comment-3", name=""),
    ]


PARENT = "reply stands at the top level"

MENDED = {
    "a missing parent: the reply stands at the top level": (
        "1, 2<1, 3<99",
        ["1", "  2", "3"],
        ["t.yaml:3:3: warning[parent-missing]: there is no comment “99” in this thread", f"  (the {PARENT})"],
    ),
    "the nearest ids are offered, but not the reply itself": (
        "1120, 1121<1120, 3, 1122<112O",
        ["1120", "  1121", "3", "1122"],
        [
            "t.yaml:4:3: warning[parent-missing]: there is no comment “112O” in this thread",
            "  (did you mean “1121” or “1120”?)",
        ],
    ),
    "a withheld reply to nothing is counted": (
        "1, 2<9 spam",
        ["1"],
        ["t.yaml:2:3: warning[parent-missing]: there is no comment “9” in this thread", f"  (the {PARENT})"],
    ),
    "a comment that answers itself": (
        "1<1, 2<1",
        ["1", "  2"],
        ["t.yaml:1:3: warning[reply-cycle]: the comment “1” answers itself", "  (it stands at the top level)"],
    ),
    "a circle breaks at its earliest comment": (
        "1<3@3, 2<1@1, 3<2@2, 4<3",
        ["2", "  3", "    1", "    4"],
        [
            "t.yaml:2:3: warning[reply-cycle]: the comment “2” is answered by what it answers, in a circle of 3",
            "  (it stands at the top level, as the earliest of them)",
        ],
    ),
    "a circle of one date breaks at the first in the file": (
        "b<a@1, a<b@1",
        ["b", "  a"],
        [
            "t.yaml:1:3: warning[reply-cycle]: the comment “b” is answered by what it answers, in a circle of 2",
            "  (it stands at the top level, as the earliest of them)",
        ],
    ),
    "a circle may hang together with withheld comments": (
        "1<2 spam, 2<1",
        ["[spam 1]", "  2"],
        [
            "t.yaml:1:3: warning[reply-cycle]: the comment “1” is answered by what it answers, in a circle of 2",
            "  (it stands at the top level, as the earliest of them)",
        ],
    ),
    "an id that stands twice: replies belong to the first": (
        "1, 1<1@9, 2<1, 1@8",
        ["1", "  2", "  1", "1"],
        [
            "t.yaml:2:2: error[duplicate-id]: the id “1” stands here twice; first at line 1",
            "  (give one of them another id)",
            "t.yaml:4:2: error[duplicate-id]: the id “1” stands here twice; first at line 1",
            "  (give one of them another id)",
        ],
    ),
    "two comments with one anchor": (
        "1 #c1, 2 #c2 #c1",
        ["1", "2"],
        [
            "t.yaml:2:5: error[duplicate-anchor]: the anchor “c1” is taken; first at line 1",
            "  (an anchor leads to one place; remove one of them)",
        ],
    ),
    "an anchor that is another comment's own, before or after it": (
        "1 #comment-2, 2, 3 #comment-2",
        ["1", "2", "3"],
        [
            "t.yaml:1:4: error[duplicate-anchor]: the anchor “comment-2” is taken; first at line 2",
            "  (an anchor leads to one place; remove one of them)",
            "t.yaml:3:4: error[duplicate-anchor]: the anchor “comment-2” is taken; first at line 2",
            "  (an anchor leads to one place; remove one of them)",
        ],
    ),
    "one anchor twice at one comment": (
        "1 #c1 #c1",
        ["1"],
        [
            "t.yaml:1:5: error[duplicate-anchor]: the anchor “c1” is taken; first at line 1",
            "  (an anchor leads to one place; remove one of them)",
        ],
    ),
    "the anchors of withheld comments count": (
        "1 #c1, 2 spam #c1",
        ["1"],
        [
            "t.yaml:2:4: error[duplicate-anchor]: the anchor “c1” is taken; first at line 1",
            "  (an anchor leads to one place; remove one of them)",
        ],
    ),
    "a comment's own anchor among its others is harmless": ("1 #comment-1", ["1"], []),
}


@pytest.mark.parametrize(("notation", "tree", "messages"), MENDED.values(), ids=MENDED.keys())
def test_mended(notation: str, tree: list[str], messages: list[str]) -> None:
    """What is wrong is said, and the thread is whole nevertheless."""
    thread, diagnostics = resolve_thread(thread_file(notation), CommentSettings())
    assert (shown_tree(thread), said(diagnostics)) == (tree, messages)


ONE_PLACE = "  (an anchor leads to one place; remove this one)"
MINE = "this comment's anchor"
OWN = "  (set “comments.anchor” in sitegen.yaml so that comments have anchors of their own, like comment-{id})"

OF_THE_PAGE = {
    "a heading's": (
        "1 #c1 #aftermath",
        "comment-{id}",
        ["t.yaml:1:5: error[duplicate-anchor]: the anchor “aftermath” is taken by a heading of content/posts/t.md"],
        ONE_PLACE,
    ),
    "the theme's": (
        "1, 2<1 spam #comments",
        "comment-{id}",
        ["t.yaml:2:4: error[duplicate-anchor]: the anchor “comments” is taken by the theme"],
        ONE_PLACE,
    ),
    "of two comments, each": (
        "1 #top, 2 #top",
        "comment-{id}",
        [
            "t.yaml:1:4: error[duplicate-anchor]: the anchor “top” is taken by the theme",
            "t.yaml:2:4: error[duplicate-anchor]: the anchor “top” is taken by the theme",
        ],
        ONE_PLACE,
    ),
    "a heading's, by an id": (
        "ftermath #aftermath, 2",
        "a{id}",
        [f"t.yaml:1:2: error[duplicate-anchor]: {MINE}, “aftermath”, is taken by a heading of content/posts/t.md"],
        OWN,
    ),
    "the theme's, by an id": (
        "main, 2",
        "{id}",
        [f"t.yaml:1:2: error[duplicate-anchor]: {MINE}, “main”, is taken by the theme"],
        OWN,
    ),
    "letter case counts": ("1 #Aftermath #TOP", "comment-{id}", [], ""),
}


@pytest.mark.parametrize(("notation", "pattern", "messages", "hint"), OF_THE_PAGE.values(), ids=OF_THE_PAGE.keys())
def test_an_anchor_that_the_page_has_already(notation: str, pattern: str, messages: list[str], hint: str) -> None:
    """One of the two would never be found."""
    headings = {"aftermath": "content/posts/t.md"}
    _, diagnostics = resolve_thread(thread_file(notation), CommentSettings(anchor=pattern), headings=headings)
    assert said(diagnostics) == [line for message in messages for line in (message, hint)]


def test_near_ids_are_offered_within_a_bound() -> None:
    """Ten ids are offered in a thread, and none where there are so many that looking for them takes long."""
    small = thread_file(", ".join(["12345", *(f"{number}<12346" for number in range(20))]))
    _, diagnostics = resolve_thread(small, CommentSettings())
    assert [each.hint for each in diagnostics] == ["did you mean “12345”?"] * 10 + [f"the {PARENT}"] * 10
    large = thread_file(", ".join([f"1234{number}" for number in range(21_000)] + ["1<12346x"]))
    _, diagnostics = resolve_thread(large, CommentSettings())
    assert [each.hint for each in diagnostics] == [f"the {PARENT}"]


def test_sums() -> None:
    """Every comment is in one of the sums."""
    notation = "1, 2<1 deleted, 3<2, 4 spam, 5 spam, 6 pingback, 7 trackback pending, 8 trash"
    thread, _ = resolve_thread(thread_file(notation), CommentSettings())
    assert (thread.total, thread.shown, thread.pinged) == (8, 2, 1)
    withheld = {
        CommentStatus.PENDING: 1,
        CommentStatus.SPAM: 2,
        CommentStatus.TRASH: 1,
        CommentStatus.DELETED: 1,
    }
    assert list(thread.withheld.items()) == list(withheld.items())


def test_anchor_pattern() -> None:
    """Blogger's comments have `c123`."""
    thread, diagnostics = resolve_thread(thread_file("7 #comment-8, 8<7"), CommentSettings(anchor="c{id}"))
    assert [reply.anchor for reply in (*thread.replies, *thread.replies[0].replies)] == ["c7", "c8"]
    assert diagnostics == []


@pytest.mark.parametrize("said_by_post", [None, *ThreadStatus])
def test_the_post_has_the_last_word_on_its_status(said_by_post: ThreadStatus | None) -> None:
    """The thread's file is closed; its post may say otherwise."""
    thread, _ = resolve_thread(thread_file("1"), CommentSettings(), status=said_by_post)
    assert thread.status is (said_by_post or ThreadStatus.CLOSED)


def test_the_deepest_tree_travels() -> None:
    """A tree of 32 levels can be compared, printed and sent to another process."""
    chain = ", ".join(["0", *(f"{number}<{number - 1}" for number in range(1, 200))])
    thread, _ = resolve_thread(thread_file(chain), CommentSettings(depth=32))
    assert pickle.loads(pickle.dumps(thread)) == thread
    assert repr(thread).count("Reply(") == 200
