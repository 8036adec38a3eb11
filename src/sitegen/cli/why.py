"""`sitegen why`."""

import json
import shutil
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from sitegen.build.why import Asked, Explained, Now, why
from sitegen.cli import place
from sitegen.cli.options import json_option
from sitegen.cli.printing import fail, printable
from sitegen.cli.reasons import key_in_words, question_in_words, questions_in_words, reason_in_words
from sitegen.cli.report import diagnostic_document
from sitegen.cli.terminal import say
from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.trace import Reason
from sitegen.model.page import Target

_MOST_ALIKE = 10  # questions that differ in their keys only; -v names all
_LONGEST = 40  # characters of an answer that is shown


@click.command("why")
@click.argument("page", metavar="OUTPUT-OR-URL")
@json_option
@click.option("-v", "--verbose", is_flag=True, help="Name all that the page asked for, however much is alike.")
def command(page: str, as_json: bool, verbose: bool) -> None:
    """Say what a page was made of, and why it was made.

    The page is named by its file in output/, its address, or the post or thread that it shows. What is told is what the
    last build has noted: all that the page asked for, and why it was made; and whether the next build would make it
    again.
    """
    if not page.strip():
        raise click.UsageError("a page has a name")
    try:
        explained, problems = why(place.site_root(), page, here=Path.cwd(), now=place.now())
    except place.RefusedError as refused:
        explained, problems = None, [refused.problem]
    if as_json:
        say(json.dumps(_document(explained, problems), indent=2))
    elif explained is None:
        fail(problems)
    else:
        for line in _lines(explained, most=None if verbose else _MOST_ALIKE):
            say(_wrapped(printable(line)))
    sys.exit(0 if explained else 1)


def _lines(page: Explained, most: int | None) -> Iterator[str]:
    yield page.path
    if page.kind == "file":
        yield f"  a copy of {page.sources[0]}" if page.sources else "  a copy of a file of the site or its theme"
        return
    yield f"  what it is: {page.kind}" + (f", page {page.number}" if page.number > 1 else "") + f", at {page.url}"
    if page.sources:
        yield f"  made from: {', '.join(page.sources)}"
    yield f"  templates: {', '.join(page.templates) or 'none'}"
    if page.reason:
        yield f"  last made because of: {reason_in_words(page.reason)}"
    if page.now:
        yield f"  next build: {_next(page.now)}"
    yield "  it asked for:" if page.asked else "  it asked for nothing"
    for question, each in groupby(page.asked, lambda asked: asked.question):
        yield f"    {_asked(question, list(each), most)}"


def _wrapped(line: str) -> str:
    """The line as a terminal has room for it, its continuations further in."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    width = shutil.get_terminal_size().columns
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _next(now: Now) -> str:
    if now.is_gone:
        return "removes it: the site no longer has it"
    return f"makes it again: {reason_in_words(now.reason)}" if now.reason else "leaves it as it is: nothing has changed"


def _asked(question: str, asked: list[Asked], most: int | None) -> str:
    shown = [_with_answer(each) for each in asked[:most]]
    more = f" and {len(asked) - len(shown):,} more (-v names them)" if len(shown) < len(asked) else ""
    return questions_in_words(question, shown) + more


def _with_answer(asked: Asked) -> str:
    answer = _short(asked.answer) if asked.is_answered else None
    key = key_in_words(asked.question, asked.key)
    return f"{key} (now {answer})" if answer else key


def _short(answer: object) -> str | None:
    """An answer that a line has room for."""
    if answer is None:
        return "none"
    if isinstance(answer, Target):
        return answer.url + answer.query + (f"#{answer.fragment}" if answer.fragment else "")
    if isinstance(answer, str | int):
        return text if 0 < len(text := str(answer)) <= _LONGEST else None
    return None


def _document(page: Explained | None, problems: list[Diagnostic]) -> dict[str, Any]:
    told = {"diagnostics": [diagnostic_document(each) for each in problems]}
    if page is None:
        return told
    return {
        "path": page.path,
        "kind": page.kind,
        "url": page.url or None,
        "number": page.number,
        "sources": page.sources,
        "templates": page.templates,
        "made": _reason(page.reason),
        "next": _next_document(page.now),
        "asked": [
            {
                "question": each.question,
                "key": each.key,
                "words": question_in_words(each.question, each.key),
                "answer": _short(each.answer) if each.is_answered else None,
            }
            for each in page.asked
        ],
        **told,
    }


def _next_document(now: Now | None) -> dict[str, Any] | None:
    if now is None:
        return None
    what = "remove" if now.is_gone else "make" if now.reason else "keep"
    return {"what": what, "reason": _reason(now.reason)}


def _reason(reason: Reason | None) -> dict[str, Any] | None:
    if reason is None:
        return None
    question, subject = reason.question or None, reason.subject or None
    return {"cause": reason.cause.value, "question": question, "subject": subject, "words": reason_in_words(reason)}
