"""How a terminal shows diagnostics: place, what, excerpt with a caret, hint."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NoReturn

import click

from sitegen.cli.terminal import say
from sitegen.ground.diagnostics import Diagnostic, Severity, Where

_WIDEST = 96  # columns of an excerpt; longer lines are cut around the caret
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, also those of direction: a stranger's text must not steer the terminal."""


def fail(diagnostics: Iterable[Diagnostic]) -> NoReturn:
    """Show the problems and exit with 1."""
    show(diagnostics)
    sys.exit(1)


def show(diagnostics: Iterable[Diagnostic], *, most_alike: int | None = None) -> None:
    """The diagnostics on standard error; of each code no more than `most_alike`, and then how many more there are."""
    seen: Counter[tuple[Severity, str]] = Counter()
    for diagnostic in diagnostics:
        kind = (diagnostic.severity, diagnostic.code)
        seen[kind] += 1
        if most_alike is None or seen[kind] <= most_alike:
            say(in_full(diagnostic), error=True)
    for (severity, code), count in seen.items():
        if most_alike is not None and count > most_alike:
            more = f"{count - most_alike:,} more"
            say(f"{more} {_coloured(severity)}[{code}]: -v shows them all", error=True)


def in_full(diagnostic: Diagnostic) -> str:
    """A diagnostic in lines: `path:line:column: error[code]: message`, the excerpt, and the hint."""
    severity = _coloured(diagnostic.severity)
    place = f"{printable(str(diagnostic.where))}: " if diagnostic.where else ""
    lines = [f"{place}{severity}[{diagnostic.code}]: {printable(diagnostic.message)}"]
    if diagnostic.where and diagnostic.where.line:
        lines += _excerpt(diagnostic.where)
    if diagnostic.hint:
        lines.append(f"  hint: {printable(diagnostic.hint)}")
    return "\n".join(lines)


def _coloured(severity: Severity) -> str:
    return click.style(severity.value, fg=_COLOURS[severity], bold=True)


def _excerpt(where: Where) -> list[str]:
    if not where.excerpt.strip():
        return []
    at = max(0, min(where.column - 1, len(where.excerpt)))
    start = max(0, at - _WIDEST // 2) if len(where.excerpt) > _WIDEST else 0
    text = where.excerpt[start : start + _WIDEST]
    before = ("…" if start else "") + printable(text[: at - start])
    after = printable(text[at - start :]) + ("…" if start + _WIDEST < len(where.excerpt) else "")
    number = str(where.line)
    return [
        f"  {number} | {before}{after}",
        f"  {' ' * len(number)} | {' ' * _columns(before)}{click.style('^', fg='cyan', bold=True)}",
    ]


def printable(text: str) -> str:
    """The text without what steers a terminal."""
    return _UNPRINTABLE.sub(lambda match: " " if match[0] == "\t" else "\ufffd", text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: none for combining marks, two for wide characters."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
