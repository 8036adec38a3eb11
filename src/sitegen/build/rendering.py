"""Pages, made by workers and staged beside output/: each comes back as what is to be known of it."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitegen.build.making import Made
from sitegen.build.pool import WORTH_A_POOL, at_work_on, pool_of
from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.questions import ABOUT_POSTS, Question, number
from sitegen.incremental.trace import asked_numbers
from sitegen.links.anchors import anchors_of
from sitegen.model.page import Page, PageKind
from sitegen.publish.staging import Staged, stage_page
from sitegen.render.pages import Renderer

_ROUNDS = 16  # times that each worker is given pages: few, for neighbours share much; enough for all to end together
_LARGEST_BATCH = 128  # pages, so that what is done can be seen
_LISTINGS = (PageKind.HOME, PageKind.TERM)
_KEPT = 8192  # questions whose number a worker knows: those that many pages ask


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMade:
    """A page that was made: staged if there is an output folder and its template had no error.

    `asked` are the numbers of its questions, as `asked_numbers` has them; `questions` those that are not about posts
    and that this worker meets for the first time. `anchors` are known where they are wanted.
    """

    path: str
    staged: Staged | None
    asked: bytes
    questions: tuple[Question, ...]
    anchors: frozenset[str] | None
    diagnostics: tuple[Diagnostic, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is wanted of the pages: where they are staged (None: nowhere), and of which, by path, the anchors.

    `clock` gives seconds, for the profile.
    """

    output: Path | None
    anchors: frozenset[str]
    clock: Callable[[], float]


def render_pages(
    made: Made, wishes: Wishes, pages: Sequence[Page], workers: int, *, method: str | None = None
) -> list[PageMade]:
    """The pages, in their order; they are made in another."""
    watch = made.order.watch
    watch.workers = max(watch.workers, workers := workers if len(pages) >= WORTH_A_POOL else 1)
    with pool_of(workers, Workshop, made, wishes, method=method) as pool:
        finished: dict[str, PageMade] = {}
        for batch in pool.each(Workshop.make, _batches(_with_neighbours(made, pages), workers)):
            finished |= {page.path: page for page in batch}
            watch.done(len(finished), len(pages))
    return [finished[page.path] for page in pages]


class Workshop:
    """The workplace of those who make pages."""

    def __init__(self, made: Made, wishes: Wishes) -> None:
        self._wishes = wishes
        self._posts = made.site.posts
        self._keys = {post.source: key for key, post in made.site.posts.items()}
        self._asked: set[Question] = set()
        self._renderer = Renderer(made.theme, made.view.heard_by(self._asked.add))
        self._met: set[Question] = set()
        self._numbered = lru_cache(maxsize=_KEPT)(self._number)
        self._prefix = f"page-{os.getpid()}-"

    def make(self, pages: list[Page]) -> list[PageMade]:
        """Make these."""
        return [self._made(page) for page in pages]

    def _made(self, page: Page) -> PageMade:
        at_work_on(page.path)
        started = self._wishes.clock()
        self._asked.clear()
        try:
            rendered, diagnostics = self._renderer.render(page)
        except Exception as problem:
            problem.add_note(f"while the page {page.path} was made")
            raise
        output = self._wishes.output
        staged = None if output is None or rendered is None else stage_page(output, self._prefix, page.path, rendered)
        asked = [self._numbered(question) for question in self._asked]
        return PageMade(
            path=page.path,
            staged=staged,
            asked=asked_numbers([number for number, _ in asked]),
            questions=tuple(self._new(question for _, question in asked if question)),
            anchors=anchors_of(rendered) if rendered is not None and page.path in self._wishes.anchors else None,
            diagnostics=tuple(diagnostics),
            seconds=self._wishes.clock() - started,
        )

    def _number(self, asked: Question) -> tuple[int, Question | None]:
        """The number of a question, and the question itself if it is not about a post."""
        question, is_about_a_post = self._about_a_post(asked)
        return number(*question), None if is_about_a_post else question

    def _about_a_post(self, asked: Question) -> tuple[Question, bool]:
        """The question, and whether the parts of a post decide its answer: where a reference in a text of a post leads
        is one question with all others in that text.
        """
        question, key = asked
        if question == "target":
            source, _, address = key.partition("\n")
            if post := self._keys.get(source):
                return ("targets" if address else "url", post), True
        return asked, question in ABOUT_POSTS and key in self._posts

    def _new(self, questions: Iterable[Question]) -> Iterator[Question]:
        for question in questions:
            if question not in self._met:
                self._met.add(question)
                yield question


def _with_neighbours(made: Made, pages: Sequence[Page]) -> Sequence[Page]:
    """Each post beside the listings on which it stands, so that what is kept of it is still there."""
    if len(pages) < WORTH_A_POOL:
        return pages
    positions = {key: position for position, key in enumerate(made.site.order)}

    def position(page: Page) -> int:
        shown = made.view.listing(page.subject, page.number) if page.kind in _LISTINGS else (page.subject,)
        return positions.get(shown[0], 0) if shown else 0

    return sorted(pages, key=position)


def _batches(pages: Sequence[Page], workers: int) -> Iterator[list[Page]]:
    size = min(len(pages) // (workers * _ROUNDS) + 1, _LARGEST_BATCH)
    for start in range(0, len(pages), size):
        yield list(pages[start : start + size])
