import pytest

from sitegen.ground.diagnostics import (
    Diagnostic,
    Severity,
    Where,
    error,
    has_errors,
    in_order,
    warning,
)


@pytest.mark.parametrize(
    ("where", "expected"),
    [(Where("content/a.md"), "content/a.md"), (Where("content/a.md", 3, 7, "text"), "content/a.md:3:7")],
)
def test_a_place_is_written_as_editors_understand_it(where: Where, expected: str) -> None:
    """The file, and line and column where there are any."""
    assert str(where) == expected


def test_an_error_and_a_warning() -> None:
    """They differ in severity only."""
    where = Where("f", 1, 1)
    assert error("code", "message", where, "hint") == Diagnostic(
        severity=Severity.ERROR, code="code", message="message", where=where, hint="hint"
    )
    assert warning("code", "message") == Diagnostic(severity=Severity.WARNING, code="code", message="message")


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [([], False), ([warning("a", "b")], False), ([warning("a", "b"), error("a", "b")], True)],
)
def test_only_errors_keep_a_site_from_being_written(diagnostics: list[Diagnostic], expected: bool) -> None:
    """A warning does not."""
    assert has_errors(diagnostics) is expected


def test_the_order_of_mending() -> None:
    """By file, line and column, numbers as numbers; those without a place first; each once."""
    last = error("b", "m", Where("b", 1, 1))
    expected = (
        error("z", "m"),
        error("z", "m", Where("a")),
        error("z", "m", Where("a", 2, 1)),
        warning("a", "m", Where("a", 2, 10)),
        error("b", "l", Where("a", 2, 10)),
        error("b", "m", Where("a", 2, 10)),
        error("a", "m", Where("a", 10, 1)),
        last,
    )
    assert in_order([last, *reversed(expected), *expected]) == expected
