"""What a build or a check says at its end: for people, and as JSON."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from sitegen.build import BuildReport
from sitegen.cli.printing import counted, say, show
from sitegen.ground.diagnostics import Diagnostic, Severity


def print_report(report: BuildReport, first_line: str, *, verbose: bool = False, quiet: bool = False) -> None:
    """The diagnostics, then a short summary that begins with `first_line`."""
    show(each for each in report.diagnostics if not quiet or each.severity is Severity.ERROR)
    if quiet:
        return
    if verbose:
        _print_files(report)
    say(first_line)
    if report.posts or report.pages:
        for line in _summary(report):
            say(f"  {line}")
    if report.diagnostics:
        say(f"  {problem_counts(report.diagnostics)}")


def problem_counts(diagnostics: tuple[Diagnostic, ...]) -> str:
    """`2 errors, 1 warning`."""
    count = Counter(each.severity for each in diagnostics)
    return ", ".join(counted(count[severity], severity.value) for severity in Severity if count[severity])


def as_json(report: BuildReport, seconds: float) -> str:
    """The report as one JSON object; docs/commands.md describes it."""
    published = report.published
    document: dict[str, Any] = {
        "written": published is not None,
        "seconds": round(seconds, 3),
        "posts": report.posts,
        "pages": report.pages,
        "files": report.files,
        "comments": {
            "shown": report.comments.shown,
            "pingbacks": report.comments.pinged,
            "withheld": {status.value: count for status, count in report.comments.withheld.items()},
            "left_out": report.comments.left_out,
        },
        "left_out": [
            {"source": each.source, "reason": each.reason.value, "comments": each.comments}
            for each in report.left_out
        ],
        "output": {
            "written": published.written if published else (),
            "unchanged": len(published.unchanged) if published else 0,
            "removed": published.removed if published else (),
        },
        "diagnostics": [_diagnostic(each) for each in report.diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    where = diagnostic.where
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "path": where.path if where else None,
        "line": where.line or None if where else None,
        "column": where.column or None if where else None,
        "hint": diagnostic.hint or None,
    }


def _summary(report: BuildReport) -> list[str]:
    comments = report.comments
    lines = [f"{counted(report.posts, 'post')} on {counted(report.pages, 'page')}, {counted(report.files, 'file')}"]
    told = [f"{counted(comments.shown, 'comment')} shown"]
    if comments.pinged:
        told.append(counted(comments.pinged, "pingback"))
    if withheld := sum(comments.withheld.values()):
        reasons = ", ".join(f"{count:,} {status.value}" for status, count in comments.withheld.items())
        told.append(f"{withheld:,} withheld ({reasons})")
    lines.append(", ".join(told))
    if report.left_out:
        reasons = Counter(each.reason.value for each in report.left_out)
        told = [f"left out: {', '.join(f'{count} {reason}' for reason, count in reasons.items())}"]
        if comments.left_out:
            told.append(f"with {counted(comments.left_out, 'comment')}")
        lines.append(" ".join(told))
    return lines


def _print_files(report: BuildReport) -> None:
    for each in report.left_out:
        say(f"left out  {each.source} ({each.reason.value})")
    if report.published:
        for path in report.published.written:
            say(f"written   {path}")
        for path in report.published.removed:
            say(f"removed   {path}")


def shown_path(path: Path) -> str:
    """A folder as a person would name it: relative to the working directory where it lies below."""
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return f"{path}/"
