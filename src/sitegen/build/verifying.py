"""Which pages must be made again: what they were made of, held against the site as it is now."""

from collections.abc import Iterable, Iterator, Mapping

from sitegen.build.linking import Linking
from sitegen.build.making import ARRANGEMENT, Made
from sitegen.build.rendering import PageMade
from sitegen.incremental.encoding import digest, digest_of, packed, unpacked
from sitegen.incremental.questions import TARGETS_PART, Question, changed_questions, number, post_parts
from sitegen.incremental.store import Store
from sitegen.incremental.trace import (
    Cause,
    Closure,
    Reason,
    Trace,
    asked_numbers,
    identity,
    is_surely_current,
    reason_to_make,
)
from sitegen.model.page import Page, PageKind
from sitegen.render.closure import closures
from sitegen.render.theme import Theme
from sitegen.view import ask

WITHOUT_TEMPLATE = frozenset(
    [PageKind.POSTS_FEED, PageKind.COMMENTS_FEED, PageKind.SITEMAP, PageKind.ROBOTS, PageKind.REDIRECTS]
)
_ROW = "templates"


class Verifier:
    """What is remembered of the pages, and what will be; `first` is why a page is made of which nothing is remembered.

    Raises BrokenStoreError if the store is damaged.
    """

    def __init__(self, made: Made, linking: Linking, store: Store, first: Cause) -> None:
        self._made = made
        self._linking = linking
        self._store = store
        self._first = first
        self._closures = _closures(made.theme, store)
        self._templates = {kind: digest_of(closure) for kind, closure in self._closures.items()}
        self._parts: dict[str, bytes] = {}  # by post: those that are not what they were
        self._gone: list[str] = []  # posts that the site no longer has
        self._answers: dict[str, bytes] = {}  # the digests of answers that are not what they were
        self._pages_gone: list[str] = []
        neighbours = (None, *made.site.order, None)
        self._neighbours = {
            key: (newer, older) for newer, key, older in zip(neighbours, neighbours[1:], neighbours[2:], strict=False)
        }

    def stale(self) -> dict[str, Reason]:
        """The pages that cannot stay, whatever stands in output/: by path, each with its reason."""
        found = self._changed_texts() if self._made.is_arranged_as_before else self._changed_anywhere()
        changed = {number(*question): question for question in found}
        glance = [asked_numbers([each]) for each in changed] if self._made.is_arranged_as_before else None
        before = dict(remembered_closures(self._store))
        pages = {page.path: page for page in self._made.plan.pages}
        reasons = dict.fromkeys(pages, Reason(cause=self._first))
        for path, record in self._store.rows("pages"):
            page = pages.get(path)
            if page is None:
                self._pages_gone.append(path)
                continue
            if glance is not None and is_surely_current(record, self._templates[page.kind], glance):
                del reasons[path]
                continue
            reason = reason_to_make(record, identity(page), self._templates[page.kind], changed)
            if reason is None:
                del reasons[path]
            else:
                reasons[path] = self._with_template(reason, page, before)
        return reasons

    def remember(self, pages: Iterable[PageMade], reasons: Mapping[str, Reason]) -> None:
        """Keep what the pages that were made have asked, and the answers, once they are in place."""
        planned = {page.path: page for page in self._made.plan.pages}
        traces = []
        for each in pages:
            page = planned[each.path]
            templates = self._templates[page.kind]
            trace = Trace(page=identity(page), templates=templates, asked=each.asked, reason=reasons[each.path])
            traces.append((each.path, trace.record()))
            self._add_answers(each.questions)
        self._store.remove("pages", self._pages_gone)
        self._store.remove("places", self._gone)
        self._store.put("pages", traces)
        self._store.put("places", self._parts.items())
        self._store.put("questions", self._answers.items())
        self._store.count("places", "questions")
        about = [(_ROW, packed(_plain(self._closures))), (ARRANGEMENT, self._made.arrangement)]
        self._store.put("about", about)

    def _add_answers(self, questions: Iterable[Question]) -> None:
        for question, key in questions:
            name = f"{question}\n{key}"
            if name not in self._answers and self._store.get("questions", name) is None:
                self._answers[name] = self._answer(question, key)

    def _changed_texts(self) -> Iterator[Question]:
        """The questions that are no longer answered as they were, where nothing can have changed but texts."""
        made = self._made
        sources = {post.source: key for key, post in made.site.posts.items()}
        sources |= {thread.source: key for key, thread in made.site.threads.items()}
        for key in sorted({sources[file] for file in made.content.parsed if file in sources}):
            before = self._store.get("places", key)
            after = self._parts_of(key, before)
            if after != before:
                self._parts[key] = after
                yield from ((question, key) for question in changed_questions(before, after))
        yield from self._changed_among(self._store.beginning("questions", "recent comments\n"))

    def _changed_anywhere(self) -> Iterator[Question]:
        yield from self._changed_about_posts()
        yield from self._changed_among(self._store.whole("questions"))

    def _changed_about_posts(self) -> Iterator[Question]:
        """The questions about posts that are no longer answered as they were."""
        posts = self._made.site.posts
        known = set()
        for key, before in self._store.whole("places"):
            known.add(key)
            after = self._parts_of(key, before) if key in posts else None
            if after == before:
                continue
            if after is None:
                self._gone.append(key)
            else:
                self._parts[key] = after
            yield from ((question, key) for question in changed_questions(before, after))
        for key in posts.keys() - known:
            self._parts[key] = after = self._parts_of(key, None)
            yield from ((question, key) for question in changed_questions(None, after))

    def _changed_among(self, answers: Iterable[tuple[str, bytes]]) -> Iterator[Question]:
        for name, before in answers:
            question, _, key = name.partition("\n")
            after = self._answer(question, key)
            if after != before:
                self._answers[name] = after
                yield question, key

    def _answer(self, question: str, key: str) -> bytes:
        return digest_of(ask(self._made.view, question, key))

    def _parts_of(self, key: str, before: bytes | None) -> bytes:
        made = self._made
        post, thread = made.site.posts[key], made.site.threads.get(key)
        digests = made.content.digests
        targets = self._linking.targets(post.source)
        if targets is None:
            targets = unpacked(before)[TARGETS_PART] if before else b""
        own = digests[post.source]
        comments = None if thread is None else digests[thread.source].thread if thread.source else thread.status.value
        return post_parts(
            post,
            thread,
            digests=(own.teaser, own.contents, comments),
            neighbours=self._neighbours.get(key, (None, None)),
            url=made.plan.urls.get(key),
            targets=targets,
        )

    def _with_template(self, reason: Reason, page: Page, before: Mapping[str, Closure]) -> Reason:
        """The reason, with the name of the first template that is not what it was."""
        if reason.cause is not Cause.TEMPLATE:
            return reason
        was = dict(before.get(page.kind.value, ()))
        names = (name for name, text in self._closures[page.kind] if was.get(name) != text)
        return Reason(cause=Cause.TEMPLATE, subject=next(names, ""))


def _closures(theme: Theme, store: Store) -> dict[PageKind, Closure]:
    """The templates of each kind of page; found anew only if the theme's are not those of last time."""
    texts = tuple(
        (folder.name, name, source.text) for folder in theme.chain for name, source in folder.templates.items()
    )
    found = digest_of(texts)
    known = store.get("about", "closures")
    if known and unpacked(known)[0] == found:
        return {PageKind(kind): closure for kind, closure in unpacked(known)[1]}
    kinds = [kind for kind in PageKind if kind not in WITHOUT_TEMPLATE]
    by_template = closures(theme, [f"{kind.value}.html" for kind in kinds])
    made: dict[PageKind, Closure] = dict.fromkeys(WITHOUT_TEMPLATE, ())
    for kind in kinds:
        found_texts = by_template[f"{kind.value}.html"]
        made[kind] = tuple((name, b"" if text is None else digest(text.encode())) for name, text in found_texts)
    store.put("about", [("closures", packed((found, _plain(made))))])
    return made


def _plain(by_kind: Mapping[PageKind, Closure]) -> tuple[tuple[str, Closure], ...]:
    return tuple((kind.value, by_kind[kind]) for kind in PageKind)


def remembered_closures(store: Store) -> Iterator[tuple[str, Closure]]:
    """The templates with which the last build made each kind of page."""
    record = store.get("about", _ROW)
    yield from unpacked(record) if record else ()
