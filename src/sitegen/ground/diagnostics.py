"""What is wrong, where, and what to do: the one form in which sitegen speaks of problems."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How bad it is: an error keeps the site from being written, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Where(NamedTuple):
    """A place in a file of the site.

    `path` is relative to the site and POSIX; `line` and `column` count from 1, columns in characters;
    0 means "the file as a whole". `excerpt` is the text of that line, for the caret.
    """

    path: str
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: a stable code (docs/diagnostics.md), a sentence, a place, and a hint where one helps."""

    severity: Severity
    code: str
    message: str
    where: Where | None = None
    hint: str = ""


def error(code: str, message: str, where: Where | None = None, hint: str = "") -> Diagnostic:
    """A problem that keeps the site from being written."""
    return Diagnostic(severity=Severity.ERROR, code=code, message=message, where=where, hint=hint)


def warning(code: str, message: str, where: Where | None = None, hint: str = "") -> Diagnostic:
    """A problem that the site survives."""
    return Diagnostic(severity=Severity.WARNING, code=code, message=message, where=where, hint=hint)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(each.severity is Severity.ERROR for each in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line and column, each problem once: the order in which a person mends them."""

    def place(each: Diagnostic) -> tuple[str, int, int, str, str]:
        where = each.where or Where("")
        return (where.path, where.line, where.column, each.code, each.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=place))
