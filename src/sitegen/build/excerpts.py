"""The lines of files that messages are about, for those that were found without the file at hand."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from sitegen.ground.diagnostics import Diagnostic
from sitegen.load.text import read_source


def with_excerpts(diagnostics: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
    """The diagnostics, each with the text of its line; a file that is gone meanwhile has none."""

    @cache
    def lines(path: str) -> list[str]:
        source, _ = read_source(root, path)
        return source.lines if source else []

    def complete(diagnostic: Diagnostic) -> Diagnostic:
        where = diagnostic.where
        if where is None or not where.line or where.excerpt or not 0 < where.line <= len(lines(where.path)):
            return diagnostic
        return replace(diagnostic, where=where._replace(excerpt=lines(where.path)[where.line - 1]))

    return tuple(map(complete, diagnostics))
