"""One file of content, parsed by a worker: what the index keeps of it, its texts as records, and what is wrong.

The parsers of posts and those of comments are loaded when the first of them is met: where one file is parsed, half of
the time would otherwise be spent on loading what reads the other kind.
"""

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.build.pool import at_work_on
from sitegen.build.tasks import Parsed, PostOfThread, Task, ThreadTask
from sitegen.formats.data import parse_data
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.files import read_regular
from sitegen.ground.sources import Source, decode
from sitegen.incremental.encoding import digest, digest_of, packed
from sitegen.incremental.records import (
    contents_of,
    contents_record,
    diagnostic_row,
    links_record,
    plain_row,
    post_row,
    teaser_record,
    thread_record,
    thread_row,
)
from sitegen.incremental.store import BrokenStoreError, Store
from sitegen.links.check import links_of_post, links_of_thread
from sitegen.load import problems
from sitegen.model.content import PostKind
from sitegen.model.settings import Settings
from sitegen.resolve.threads import resolve_thread

if TYPE_CHECKING:
    from sitegen.load.markdown import PostRenderer

_Outcome = tuple[Any, dict[str, bytes], list[Diagnostic]]


class Parser:
    """The workplace of those who parse: a site's folder, its settings, and the store for what is known of posts."""

    def __init__(self, root: Path, settings: Settings, store: Path) -> None:
        self._root = root
        self._settings = settings
        self._store_path = store
        self._store: Store | None = None

    def posts(self, tasks: list[Task]) -> list[Parsed]:
        """Posts and pages."""
        return [self._parsed(task, self._post) for task in tasks]

    def data(self, tasks: list[Task]) -> list[Parsed]:
        """Files of data/."""
        return [self._parsed(task, _data) for task in tasks]

    def threads(self, tasks: list[ThreadTask]) -> list[Parsed]:
        """Threads; the texts of their posts are in the store."""
        return [self._parsed(task, partial(self._thread, post)) for task, post in tasks]

    def _parsed(self, task: Task, parse: Callable[[Source], _Outcome]) -> Parsed:
        at_work_on(task.path)
        try:
            data = read_regular(self._root / task.path)
        except OSError as reason:
            told = diagnostic_row(problems.unreadable(task.path, reason))
            return Parsed(task.path, task.recipe, b"", diagnostics=(told,))
        found = digest(data)
        if found == task.known:
            return Parsed(task.path, task.recipe, found, again=True)
        source, diagnostics = decode(task.path, data)
        value, texts, more = parse(source) if source else (None, {}, [])
        told = tuple(map(diagnostic_row, (*diagnostics, *more)))
        return Parsed(task.path, task.recipe, found, value=value, diagnostics=told, texts=tuple(texts.items()))

    def _post(self, source: Source) -> _Outcome:
        from sitegen.load.posts import load_post

        kind = PostKind.PAGE if source.path.startswith("content/pages/") else PostKind.POST
        post, diagnostics = load_post(source, kind, zone=self._settings.timezone, renderer=self._renderer)
        if post is None:
            return None, {}, diagnostics
        contents, teaser = post.contents(), post.teaser()
        texts = {"contents": contents_record(contents), "teasers": teaser_record(teaser)}
        if links := links_of_post(contents, teaser):
            texts["links"] = links_record(links)
        facts = post.facts()
        page_ids = digest_of((source.path, facts.comments, tuple(heading.anchor for heading in contents.headings)))
        row = post_row(facts)
        digests = (digest(texts["teasers"]), digest(texts["contents"]), digest(packed(row)))
        value = (row, *digests, bool(links), page_ids)
        return value, texts, diagnostics

    @cached_property
    def _renderer(self) -> "PostRenderer":
        from sitegen.load.markdown import PostRenderer

        return PostRenderer(
            language=self._settings.site.language,
            smart_quotes=self._settings.smart_quotes,
            comment_anchor=self._settings.comments.anchor,
        )

    def _thread(self, post: PostOfThread | None, source: Source) -> _Outcome:
        from sitegen.load.comments import load_comments

        file, diagnostics = load_comments(source, zone=self._settings.timezone)
        if file is None:
            return None, {}, diagnostics
        headings = dict.fromkeys(self._headings(post.source), post.source) if post else {}
        status = post.status if post else None
        thread, more = resolve_thread(file, self._settings.comments, status=status, headings=headings)
        texts = {"comments": thread_record(thread)}
        if links := links_of_thread(thread, self._settings.site):
            texts["links"] = links_record(links)
        row = thread_row(thread.facts(source.path))
        value = (row, digest(texts["comments"]), digest(packed(row)), bool(links))
        return value, texts, [*diagnostics, *more]

    def _headings(self, source: str) -> list[str]:
        self._store = self._store or Store(self._store_path)
        if (record := self._store.get("contents", source)) is None:
            raise BrokenStoreError(f"it lacks contents of “{source}”")
        return [heading.anchor for heading in contents_of(record).headings]


def load_parsers(table: str) -> None:
    """Load what the first file of a kind would load."""
    import_module("sitegen.load.comments" if table == "threads" else "sitegen.load.posts")


def _data(source: Source) -> _Outcome:
    value, diagnostics = parse_data(source)
    return (plain_row(value),), {}, diagnostics
