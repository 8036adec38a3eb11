"""What a build or a check says at its end: for people, and as JSON."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from sitegen.build import BuildReport
from sitegen.cli import problems
from sitegen.cli.printing import fail, printable, show
from sitegen.cli.reasons import reason_in_words
from sitegen.cli.terminal import say
from sitegen.ground.diagnostics import Diagnostic, Severity
from sitegen.model.content import LeftOutReason

_LEFT_OUT = {
    LeftOutReason.DRAFT: ("draft", "drafts"),
    LeftOutReason.FUTURE: ("still to come", "still to come"),
    LeftOutReason.EXPIRED: ("expired", "expired"),
}


def timed(run: Callable[[], BuildReport]) -> tuple[BuildReport, float]:
    """The report and the seconds it took; what the system refuses is a report too."""
    started = time.perf_counter()
    try:
        report = run()
    except OSError as reason:
        report = BuildReport(diagnostics=(problems.system_refused(reason),))
    return report, time.perf_counter() - started


def print_report(
    report: BuildReport,
    head: str,
    *,
    strict: bool,
    counts: bool,
    most_alike: int | None = None,
    verbose: bool = False,
    quiet: bool = False,
) -> None:
    """The diagnostics, of each code at most `most_alike`; then a short summary that begins with `head`, and goes on
    with what there is in the site if `counts`.
    """
    told = (each for each in report.diagnostics if not quiet or strict or each.severity is Severity.ERROR)
    show(told, most_alike=most_alike)
    if quiet:
        return
    if verbose:
        _print_files(report)
    say(printable(head))
    for line in [*(_contents(report) if counts else ()), *_problems(report)]:
        say(f"  {line}")


def refuse(problem: Diagnostic, *, as_json: bool) -> NoReturn:
    """Nothing was looked at, so that there is nothing to sum up; exit with 1."""
    if not as_json:
        fail([problem])
    print_json(BuildReport(diagnostics=(problem,)), 0)
    sys.exit(1)


def print_reasons(report: BuildReport) -> None:
    """A line for each page that was written; of those that were made and are as before, one for each reason."""
    same: Counter[str] = Counter()
    for each in reasons_document(report):
        if each["written"]:
            say(printable(f"{each['path']}: {each['words']}"))
        else:
            same[each["words"]] += 1
    for words, count in same.items():
        say(printable(f"{counted(count, 'page')} came out as before: {words}"))


def reasons_document(report: BuildReport) -> list[dict[str, Any]]:
    """The pages that were made and are in place, with the reasons, for the report as JSON."""
    if not report.published:
        return []
    written = frozenset(report.published.written)
    return [
        {
            "path": path,
            "cause": reason.cause.value,
            "question": reason.question or None,
            "subject": reason.subject or None,
            "words": reason_in_words(reason, is_written=path in written),
            "written": path in written,
        }
        for path, reason in sorted(report.made.items())
    ]


def print_json(report: BuildReport, seconds: float, more: Mapping[str, Any] | None = None) -> None:
    """The report as one JSON object, with `more` fields at its end; docs/commands.md describes it."""
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
            {"source": each.source, "reason": each.reason.value, "comments": each.comments} for each in report.left_out
        ],
        "output": {
            "written": published.written if published else (),
            "unchanged": len(published.unchanged) if published else 0,
            "removed": published.removed if published else (),
        },
        "diagnostics": [diagnostic_document(each) for each in report.diagnostics],
        **(more or {}),
    }
    say(json.dumps(document, indent=2))  # ASCII: no terminal is steered, and every encoding has it


def diagnostic_document(diagnostic: Diagnostic) -> dict[str, Any]:
    """One problem for the report as JSON."""
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


def _contents(report: BuildReport) -> list[str]:
    lines = [_pages(report), _comments(report)]
    lines += [_left_out(report)] if report.left_out else []
    return [*lines, _verified(report)] if report.verified is not None else lines


def _problems(report: BuildReport) -> list[str]:
    count = Counter(each.severity for each in report.diagnostics)
    told = ", ".join(counted(count[severity], severity.value) for severity in Severity if count[severity])
    return [told] if told else []


def _pages(report: BuildReport) -> str:
    pages, posts = counted(report.pages, "page"), counted(report.posts, "post")
    return f"{pages} ({posts}), {counted(report.files, 'other file')}"


def _comments(report: BuildReport) -> str:
    comments = report.comments
    told = [f"{counted(comments.shown, 'comment')} shown"]
    if comments.pinged:
        told.append(counted(comments.pinged, "pingback"))
    if withheld := sum(comments.withheld.values()):
        reasons = ", ".join(f"{count:,} {status.value}" for status, count in comments.withheld.items())
        told.append(f"{withheld:,} withheld ({reasons})")
    return ", ".join(told)


def _left_out(report: BuildReport) -> str:
    reasons = Counter(each.reason for each in report.left_out)
    told = ", ".join(counted(reasons[reason], *_LEFT_OUT[reason]) for reason in LeftOutReason if reasons[reason])
    comments = report.comments.left_out
    return f"left out: {told}" + (f", with {counted(comments, 'comment')}" if comments else "")


def _verified(report: BuildReport) -> str:
    differ = differing(report)
    files = counted(report.verified or 0, "file")
    return f"{files} compared with a clean build: " + (
        counted(differ, "differs", "differ") if differ else "all are the same"
    )


def _print_files(report: BuildReport) -> None:
    for each in report.left_out:
        say(f"left out  {printable(each.source)} ({_LEFT_OUT[each.reason][0]})")
    if report.published:
        for path in report.published.written:
            say(f"written   {printable(path)}")
        for path in report.published.removed:
            say(f"removed   {printable(path)}")


def differing(report: BuildReport) -> int:
    """How many files a clean build makes otherwise."""
    return sum(each.code == "cache-differs" for each in report.diagnostics)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
