"""Why a page of output/ is as it is: what it was made of, why it was made last, and whether it would be made now."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sitegen.build import problems
from sitegen.build.inputs import look_at
from sitegen.build.linking import Linking
from sitegen.build.making import Made, make
from sitegen.build.naming import meant_paths, meant_sources, of_url, same_name
from sitegen.build.order import Order
from sitegen.build.verifying import Verifier, remembered_closures
from sitegen.ground.diagnostics import Diagnostic
from sitegen.incremental.cache import FOLDER, Cache
from sitegen.incremental.encoding import unpacked
from sitegen.incremental.lock import HeldError
from sitegen.incremental.questions import ABOUT_POSTS, URL_PART, Question, number
from sitegen.incremental.recipe import code_digest
from sitegen.incremental.store import BrokenStoreError, Store
from sitegen.incremental.trace import Cause, Reason, Trace, trace_of
from sitegen.load.keys import key_of, thread_key
from sitegen.load.settings import load_settings
from sitegen.model.content import LeftOutReason
from sitegen.publish.files import stamp_if
from sitegen.view import ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that a page asked; `answer` is what it is now, if `is_answered`."""

    question: str
    key: str
    answer: object = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What the next build would do with a page: make it for a `reason`, remove it, or leave it as it is."""

    reason: Reason | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A file of output/. Of one that is copied, only `sources` are known, if at all; `kind` is then `file`.

    `now` is None where that cannot be said: the site has errors, or is another program's.
    """

    path: str
    kind: str
    url: str = ""
    number: int = 1
    sources: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    reason: Reason | None = None
    asked: tuple[Asked, ...] = ()
    now: Now | None = None


def why(root: Path, named: str, *, here: Path, now: datetime) -> tuple[Explained | None, list[Diagnostic]]:
    """What is known of the file of output/ that `named` means: a path, an address, or a source; `here` is where
    relative paths begin. Relative to the last build, with the options that it had.
    """
    if not (root / FOLDER).is_dir():
        return None, [problems.never_built()]
    try:
        with Cache(root) as cache:
            return _Memory(root, cache, now).explain(named, here)
    except HeldError as held:
        return None, [problems.site_busy(held.holder)]
    except BrokenStoreError:
        return None, [problems.never_built()]


class _Memory:
    """What the last build left."""

    def __init__(self, root: Path, cache: Cache, now: datetime) -> None:
        self._root = root
        self._cache = cache
        self._store: Store = cache.store
        self._now = now
        outputs = self._store.get("about", "outputs")
        self._output, self._files, self._copies = unpacked(outputs) if outputs else ("", {}, {})

    def explain(self, named: str, here: Path) -> tuple[Explained | None, list[Diagnostic]]:
        if not self._output:
            return None, [problems.never_built()]
        path = self._found(named, here)
        if path is None:
            return None, [problems.unknown_page(named, [*self._files, *self._store.keys("posts")])]
        record = self._store.get("pages", path)
        return (self._page(path, trace_of(record)) if record else self._copy(path)), []

    def _found(self, named: str, here: Path) -> str | None:
        settings, _ = load_settings(self._root)
        facts = settings.site if settings else None
        paths = meant_paths(named, here=here, output=Path(self._output), facts=facts)
        sources = meant_sources(named, here=here, root=self._root)
        known = self._files.__contains__
        pages = (same_name(path, known) for path in (*paths, *filter(None, map(self._page_of, sources))))
        return next((page for page in pages if page), None)

    def _page_of(self, source: str) -> str | None:
        """The page of a post or thread, or the copy of a file."""
        copied = (path for path, value in self._copies.items() if value and value[0] == source)
        key = thread_key(source) if source.startswith("content/comments/") else key_of(source)
        place = self._store.get("places", key)
        url: str | None = unpacked(place)[URL_PART] if place else None
        return of_url(url) if url else next(copied, None)

    def _copy(self, path: str) -> Explained:
        source, _ = self._copies.get(path) or ("", None)
        return Explained(path=path, kind="file", sources=(source,) if source else ())

    def _page(self, path: str, trace: Trace) -> Explained:
        url, kind, subject, page_number = trace.page
        made = self._made()
        return Explained(
            path=path,
            kind=kind,
            url=url,
            number=page_number,
            sources=tuple(self._sources(subject)),
            templates=tuple(name for name, _ in dict(remembered_closures(self._store)).get(kind, ())),
            reason=trace.reason,
            asked=tuple(self._asked(trace.asked, made)),
            now=self._judged(path, made) if made else self._other_program(),
        )

    def _sources(self, subject: str) -> Iterator[str]:
        yield from (path for path in sorted(self._store.keys("posts")) if key_of(path) == subject)
        yield from (path for path in sorted(self._store.keys("threads")) if thread_key(path) == subject)

    def _asked(self, numbers: bytes, made: Made | None) -> Iterator[Asked]:
        """The questions, found among all that can have been asked: kept are but their numbers."""
        wanted = frozenset(array("Q", numbers))
        for question, key in sorted(each for each in self._questions() if number(*each) in wanted):
            if made and question != "targets":
                yield Asked(question=question, key=key, answer=ask(made.view, question, key), is_answered=True)
            else:
                yield Asked(question=question, key=key)

    def _questions(self) -> Iterator[Question]:
        for name in self._store.keys("questions"):
            question, _, key = name.partition("\n")
            yield question, key
        for key in self._store.keys("places"):
            yield from ((question, key) for question in ABOUT_POSTS)

    def _made(self) -> Made | None:
        """The site as it is now, if it is without errors, and this is the program that built it."""
        last = self._store.get("about", "last")
        code = code_digest()
        if last is None or self._store.get("about", "code") != code:
            return None
        _, _, shown_anyway, _ = unpacked(last)[0]
        order = Order(
            root=self._root,
            now=self._now,
            shown_anyway=frozenset(map(LeftOutReason, shown_anyway)),
            strict=False,
            workers=1,
            code=code,
            clock=float,
        )
        return make(order, look_at(self._root, self._cache.ticks()), self._store)[0]

    def _judged(self, path: str, made: Made) -> Now:
        if all(page.path != path for page in made.plan.pages):
            return Now(is_gone=True)
        stale = Verifier(made, Linking(made, self._store), self._store, Cause.NEW).stale()
        if path in stale:
            return Now(reason=stale[path])
        digest, _ = self._files[path]
        return Now(reason=None if stamp_if(Path(self._output) / path, digest) else Reason(cause=Cause.OUTPUT))

    def _other_program(self) -> Now | None:
        is_other = self._store.get("about", "code") != code_digest()
        return Now(reason=Reason(cause=Cause.CODE)) if is_other else None
