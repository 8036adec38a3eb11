"""How a terminal shows diagnostics: place, what, excerpt with a caret, hint."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

import click

from sitegen.ground.diagnostics import Diagnostic, Severity, Where

_WIDEST = 96  # columns of an excerpt; longer lines are cut around the caret
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, also those of direction: a stranger's text must not steer the terminal."""


def say(text: str = "", *, error: bool = False) -> None:
    """A line on the terminal; without colours where NO_COLOR (no-color.org) asks for that."""
    click.echo(text, err=error, color=False if os.environ.get("NO_COLOR") else None)


def fail(diagnostics: Iterable[Diagnostic]) -> NoReturn:
    """Show the problems and exit with 1."""
    show(diagnostics)
    sys.exit(1)


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Every diagnostic, on standard error."""
    for diagnostic in diagnostics:
        say(in_full(diagnostic), error=True)


def in_full(diagnostic: Diagnostic) -> str:
    """A diagnostic in lines: `path:line:column: error[code]: message`, the excerpt, and the hint."""
    severity = click.style(diagnostic.severity.value, fg=_COLOURS[diagnostic.severity], bold=True)
    place = f"{_printable(str(diagnostic.where))}: " if diagnostic.where else ""
    lines = [f"{place}{severity}[{diagnostic.code}]: {_printable(diagnostic.message)}"]
    if diagnostic.where and diagnostic.where.line:
        lines += _excerpt(diagnostic.where)
    if diagnostic.hint:
        lines.append(f"  hint: {_printable(diagnostic.hint)}")
    return "\n".join(lines)


def _excerpt(where: Where) -> list[str]:
    if not where.excerpt.strip():
        return []
    at = max(0, min(where.column - 1, len(where.excerpt)))
    start = max(0, at - _WIDEST // 2) if len(where.excerpt) > _WIDEST else 0
    text = where.excerpt[start : start + _WIDEST]
    before = ("…" if start else "") + _printable(text[: at - start])
    after = _printable(text[at - start :]) + ("…" if start + _WIDEST < len(where.excerpt) else "")
    number = str(where.line)
    return [
        f"  {number} | {before}{after}",
        f"  {' ' * len(number)} | {' ' * _columns(before)}{click.style('^', fg='cyan', bold=True)}",
    ]


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(lambda match: " " if match[0] == "\t" else "\ufffd", text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: none for combining marks, two for wide characters."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
