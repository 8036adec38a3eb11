"""Diagnostics as the tables of these tests hold them."""

from typing import NamedTuple, TypeAlias

from sitegen.ground.diagnostics import Diagnostic, Severity
from sitegen.ground.sources import Source


class Told(NamedTuple):
    """A diagnostic: `place` is `line:column`, or empty for the file as a whole."""

    place: str
    code: str
    message: str
    hint: str = ""


Refused: TypeAlias = dict[str, tuple[str, *tuple[Told, ...]]]
"""Texts and what is said of each, by a name for the case."""


def told(source: Source, diagnostics: list[Diagnostic]) -> list[Told]:
    """Errors of this source, each at a place that exists, with that line as its excerpt."""
    return [_told(source, each) for each in diagnostics]


def _told(source: Source, diagnostic: Diagnostic) -> Told:
    where = diagnostic.where
    assert diagnostic.severity is Severity.ERROR
    assert where is not None
    if where == source.whole:
        return Told("", diagnostic.code, diagnostic.message, diagnostic.hint)
    assert where == source.at(where.line, where.column)
    assert 1 <= where.line <= len(source.lines)
    assert 1 <= where.column <= len(where.excerpt) + 1
    return Told(f"{where.line}:{where.column}", diagnostic.code, diagnostic.message, diagnostic.hint)
