"""Large threads: whole, and in linear time. Work is counted as steps of the interpreter, for clocks are moody."""

import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any

import pytest

from sitegen.ground.diagnostics import in_order
from sitegen.model.content import Comment, Thread
from sitegen.model.settings import CommentSettings
from sitegen.resolve.threads import resolve_thread
from tests.resolve.notation import a_comment, comment_file

Shape = Callable[[int], list[Comment]]


def _comments(count: int, parent: Callable[[int], int | None]) -> list[Comment]:
    parents = (parent(number) for number in range(count))
    return [
        a_comment(str(number), None if above is None else str(above), minute=number)
        for number, above in enumerate(parents)
    ]


def _random(count: int) -> list[Comment]:
    chance = Random(7)
    return _comments(count, lambda number: chance.randrange(count))


SHAPES: dict[str, Shape] = {
    "chain": lambda count: _comments(count, lambda number: number - 1 if number else None),
    "star": lambda count: _comments(count, lambda number: 0 if number else None),
    "random": _random,
    "missing": lambda count: _comments(count, lambda number: count + number),
    "one circle": lambda count: _comments(count, lambda number: (number + 1) % count),
    "circles of two": lambda count: _comments(count, lambda number: number ^ 1),
    "each answers itself": lambda count: _comments(count, lambda number: number),
    "one id": lambda count: [a_comment("1", "1", minute=number) for number in range(count)],
}


@pytest.mark.parametrize(
    ("name", "count"), [(name, 100_000 if name == "chain" else 10_000) for name in SHAPES], ids=SHAPES.keys()
)
def test_as_many_comments_as_there_may_be(name: str, count: int) -> None:
    """Each is shown once. What recursed would fail, and what took the square of the time would not end before the
    tests' own time limit; the other shapes are held to twice the work for twice the comments, below.
    """
    comments = SHAPES[name](count)
    thread, diagnostics = resolve_thread(comment_file(comments), CommentSettings())
    shown = _shown(thread)
    assert len(shown) == thread.shown == count
    assert {id(comment) for comment in shown} == {id(comment) for comment in comments}
    assert len(in_order(diagnostics)) <= count


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_comments_twice_the_work(shape: Shape) -> None:
    """Counted in bytecode instructions."""
    # Python 3.12 counts nothing in the first run: it takes note of a code's instructions when the code is next called.
    _, small, large = (_steps(comment_file(shape(count)), CommentSettings()) for count in (4, 400, 800))
    assert 0 < large < 2.2 * small


def test_a_chain_of_ten_thousand_stays_shallow() -> None:
    """And in order: the reply to the reply to the reply …"""
    thread, _ = resolve_thread(comment_file(SHAPES["chain"](10_000)), CommentSettings(depth=8))
    replies = list(thread.replies)
    for level in range(1, 8):
        assert [reply.depth for reply in replies] == [level]
        replies = list(replies[0].replies)
    assert [reply.comment.id for reply in replies if reply.comment] == [str(number) for number in range(7, 10_000)]
    assert [reply.answers.anchor for reply in replies[1:] if reply.answers] == [
        f"comment-{number}" for number in range(7, 9_999)
    ]


def _shown(thread: Thread) -> list[Comment]:
    waiting = list(thread.replies)
    for reply in waiting:  # grows while it is walked
        waiting += reply.replies
    return [reply.comment for reply in waiting if reply.comment]


def _steps(*arguments: Any) -> int:
    """How many bytecode instructions `resolve_thread` executes."""
    steps = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        resolve_thread(*arguments)
    finally:
        sys.settrace(before)
    return steps
