"""Why a page must be made again, or need not: what it was made of, held against what there is now.

Verifying traces (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte, 2018): a page is current while its recipe
and the answers to all its questions are the same. Pure: nothing is read here, and nothing written.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from sitegen.incremental.encoding import packed, unpacked
from sitegen.incremental.questions import Question
from sitegen.model.page import Page

Closure = tuple[tuple[str, bytes], ...]
"""The templates that a page may come to use, by name, each with the digest of its text; empty where there is none."""


Identity = tuple[str, str, str, int]
"""The address, kind, subject and number of a page."""


class Cause(Enum):
    """What made a page stale."""

    NEW = "new"
    CODE = "code"
    PAGE = "page"
    TEMPLATE = "template"
    ANSWER = "answer"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a page was made: `subject` is the name of a TEMPLATE, or the key of the `question` whose ANSWER changed."""

    cause: Cause
    question: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a page was made of: which page it is, its templates, and the numbers of the questions that it asked."""

    page: Identity
    templates: bytes
    asked: bytes
    reason: Reason

    def record(self) -> bytes:
        """As the store keeps it."""
        reason = (self.reason.cause.value, self.reason.question, self.reason.subject)
        return packed((self.page, self.templates, self.asked, reason))


def trace_of(record: bytes) -> Trace:
    """The trace that was kept."""
    page, templates, asked, (cause, question, subject) = unpacked(record)
    reason = Reason(cause=Cause(cause), question=question, subject=subject)
    return Trace(page=page, templates=templates, asked=asked, reason=reason)


def identity(page: Page) -> Identity:
    """Which page it is, beside its path."""
    return page.url, page.kind.value, page.subject, page.number


def asked_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers of questions as bytes, each once, in ascending order."""
    return array("Q", sorted(set(numbers))).tobytes()


def is_surely_current(record: bytes, templates: bytes, changed: Collection[bytes]) -> bool:
    """Whether a page is seen at a glance to be current, of which it is known that it is the same page as it was.

    `changed` are numbers of questions, as `asked_numbers` has each. The digest and the numbers stand in the record as
    they are; what looks like one of them by chance only costs a closer look.
    """
    return templates in record and not any(map(record.__contains__, changed))


def reason_to_make(
    record: bytes | None, page: Identity, templates: bytes, changed: Mapping[int, Question]
) -> Reason | None:
    """Why a page cannot stay as it was made; None if it can. `record` is its trace, None if there is none.

    `changed` are the questions whose answers are not what they were, by number.
    """
    if record is None:
        return Reason(cause=Cause.NEW)
    was_page, was_templates, asked, _ = unpacked(record)
    if was_page != page:
        return Reason(cause=Cause.PAGE)
    if was_templates != templates:
        return Reason(cause=Cause.TEMPLATE)
    if not changed or changed.keys().isdisjoint(numbers := array("Q", asked)):
        return None
    question, key = min((changed[number] for number in numbers if number in changed), key=_by_what_it_tells)
    return Reason(cause=Cause.ANSWER, question=question, subject=key)


_TELLING = (
    "listing", "all posts", "latest", "neighbours", "contents", "thread", "recent comments", "summary", "entry", "title"
)  # fmt: skip


def _by_what_it_tells(question: Question) -> tuple[int, Question]:
    """Of several answers that have changed, the one that says most to a person comes first."""
    name = question[0]
    return _TELLING.index(name) if name in _TELLING else len(_TELLING), question
