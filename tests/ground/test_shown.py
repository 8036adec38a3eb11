"""Values as messages quote them; and that the rooms whose messages quote what is between files do so."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.shown import shown, shown_address
from sitegen.links import problems as links
from sitegen.model.content import LeftOut, LeftOutReason
from sitegen.plan import problems as plan
from sitegen.resolve import problems as resolve


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("größe 日本", "größe 日本"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("a\nb\x1b[31m\u202e", "a\\nb\\x1b[31m\\u202e"),
        ("a\\b", "a\\b"),
    ],
)
def test_shown(value: str, expected: str) -> None:
    """Short, on one line, without control characters."""
    assert shown(value) == expected


def test_addresses_are_longer() -> None:
    """Their ends tell them apart."""
    assert shown_address("x" * 120) == "x" * 120
    assert shown_address("x" * 121) == "x" * 119 + "…"


MESSAGES: list[Callable[..., Diagnostic]] = [
    function
    for room in (resolve, plan, links)
    for name, function in inspect.getmembers(room, inspect.isfunction)
    if function.__module__ == room.__name__ and not name.startswith("_")
]

VALUES: dict[Any, Any] = {
    str: "\x1b\n" + "x" * 5_000,
    int: 5_000,
    Where: Where("a.md", 1, 1),
    LeftOut: LeftOut(key="posts/a", source="content/posts/a.md", reason=LeftOutReason.DRAFT, comments=0),
    LeftOutReason | None: LeftOutReason.DRAFT,
}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_whatever_a_file_holds_a_message_is_a_short_line(message: Callable[..., Diagnostic]) -> None:
    """A permalink may be 5,000 letters long."""
    parameters = inspect.signature(message).parameters.values()
    told = message(*("" if each.name == "meant" else VALUES[each.annotation] for each in parameters))
    assert len(told.message) < 500
    assert told.message.isprintable()
