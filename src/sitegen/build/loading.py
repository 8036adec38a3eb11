"""A site's content, read: what earlier builds have parsed is recalled, and the rest is parsed by workers.

A file is parsed again only if its bytes, or what it is parsed with, are not those of last time. Its texts go into the
store; what comes back is what the site's index needs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sitegen.build.inputs import Stamp
from sitegen.build.pool import WORTH_A_POOL, pool_of
from sitegen.build.tasks import Parsed, PostOfThread, Task, ThreadTask, post_recipe, thread_recipe
from sitegen.build.watch import Watch
from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.incremental.encoding import packed, unpacked
from sitegen.incremental.records import diagnostic_of, post_of, thread_facts_of
from sitegen.incremental.store import Store
from sitegen.load import problems
from sitegen.load.keys import data_name, key_of, thread_key
from sitegen.load.scan import SiteFiles
from sitegen.model.content import PostFacts, ThreadFacts
from sitegen.model.documents import Plain
from sitegen.model.settings import Settings

_Work = TypeVar("_Work", Task, ThreadTask)

_BATCH = 32  # files that a worker is given at a time
_TEXTS = ("contents", "teasers", "comments", "links")


class Digests(NamedTuple):
    """The digests of a file's facts, and of the texts of a post, or of that of a thread, empty where there is none;
    whether it has links.
    """

    facts: bytes
    teaser: bytes = b""
    contents: bytes = b""
    thread: bytes = b""
    has_links: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that could be read. `digests` are those of the texts in the store, by path of the source; `parsed` are the
    paths of the files that were parsed anew, or are gone, since the last build that ended well.
    """

    posts: tuple[PostFacts, ...]
    threads: tuple[ThreadFacts, ...]
    data: Mapping[str, Plain]
    digests: Mapping[str, Digests]
    parsed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where content is read from: a site's folder, its settings and files, the digest of the program.

    `stamps` are those of the files that can be relied upon: a file that has another, or none, is looked into.
    """

    root: Path
    settings: Settings
    files: SiteFiles
    stamps: Mapping[str, Stamp]
    code: bytes


def read_content(
    sources: Sources, store: Store, workers: int, *, watch: Watch | None = None
) -> tuple[Content, list[Diagnostic]]:
    """The posts, pages, threads and data of a site. Raises BrokenStoreError if the store is damaged."""
    reading = _Reading(sources, store, workers, watch or Watch())
    reading.posts()
    reading.threads()
    reading.data()
    store.commit()
    return reading.content(), reading.diagnostics


class _Memory(NamedTuple):
    """What is known of a file, as the store keeps it."""

    stamp: Stamp | None
    digest: bytes
    recipe: bytes
    value: Any
    diagnostics: tuple[Any, ...]


class _Reading:
    """The state of one reading, which fills with what is recalled and what is parsed."""

    def __init__(self, sources: Sources, store: Store, workers: int, watch: Watch) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._sources = sources
        self._store = store
        self._workers = workers
        self._watch = watch
        self._remembered: set[str] = set()  # files of which something is in the store
        self._digests: dict[str, Digests] = {}
        self._posts: dict[str, PostFacts] = {}  # by path
        self._page_ids: dict[str, bytes] = {}  # by path
        self._threads: dict[str, ThreadFacts] = {}  # by path
        self._data: dict[str, Plain] = {}  # by path

    def posts(self) -> None:
        """Posts and pages."""
        recipe = post_recipe(self._sources.code, self._sources.settings)
        files = self._sources.files
        tasks = self._recalled("posts", (*files.posts, *files.pages), lambda path: recipe, self._take_post)
        self._parse("posts", tasks, self._take_post)
        # Parsed in whatever order; from now on in that of their paths.
        self._posts = {path: self._posts[path] for path in (*files.posts, *files.pages) if path in self._posts}
        self._store.commit()  # threads are parsed with what is known of their posts

    def threads(self) -> None:
        """Threads, each with the anchors of its post."""
        code, settings = self._sources.code, self._sources.settings
        sources = {post.key: path for path, post in self._posts.items()}
        without_post = thread_recipe(code, settings)

        def recipe(path: str) -> bytes:
            source = sources.get(thread_key(path))
            return without_post + self._page_ids[source] if source else without_post

        files = self._sources.files.threads
        tasks = self._recalled("threads", files, recipe, self._take_thread)
        whole = [ThreadTask(task, self._post_of(sources.get(thread_key(task.path)))) for task in tasks]
        self._parse("threads", whole, self._take_thread)
        self._threads = {path: self._threads[path] for path in files if path in self._threads}

    def data(self) -> None:
        """Files of data/."""
        files = self._sources.files.data
        recipe = self._sources.code
        tasks = self._recalled("data", files, lambda path: recipe, self._take_data)
        self._parse("data", tasks, self._take_data)

    def content(self) -> Content:
        """All of it. A thread is left out with a post that has an error."""
        files = self._sources.files
        unread = {key_of(path) for path in (*files.posts, *files.pages) if path not in self._posts}
        return Content(
            posts=tuple(self._posts.values()),
            threads=tuple(each for each in self._threads.values() if each.key not in unread),
            data=self._named_data(),
            digests=self._digests,
            parsed=frozenset(self._store.keys("fresh")),
        )

    def _recalled(
        self,
        table: str,
        paths: Sequence[str],
        recipe: Callable[[str], bytes],
        take: Callable[[str, _Memory], None],
    ) -> list[Task]:
        """Take what is remembered and still holds; what is left to do."""
        stamps = self._sources.stamps
        missing = dict.fromkeys(paths, b"")
        gone: list[str] = []
        for path, record in self._store.rows(table):
            if path not in missing:
                gone.append(path)
                continue
            self._remembered.add(path)
            memory = _Memory._make(unpacked(record))
            if memory.recipe != recipe(path):
                continue
            if memory.stamp is not None and memory.stamp == stamps.get(path):
                take(path, memory)
                del missing[path]
            else:
                missing[path] = memory.digest
        self._forget(table, gone)
        self._watch.files_recalled += len(paths) - len(missing)
        return [Task(path, recipe(path), known) for path, known in missing.items()]

    def _forget(self, table: str, gone: list[str]) -> None:
        for each in (table, *_TEXTS) if gone else ():
            self._store.remove(each, gone)
        self._store.put("fresh", ((path, b"") for path in gone))

    def _parse(self, table: str, tasks: Sequence[_Work], take: Callable[[str, _Memory], None]) -> None:
        """Have the tasks done, keep what came of them, and take it."""
        if not tasks:
            return
        # The parsers, and the libraries behind them, take longer to load than a build in which nothing is parsed.
        from sitegen.build.parsing import Parser, load_parsers

        parse: Callable[[Parser, list[_Work]], list[Parsed]] = getattr(Parser, table)
        watch = self._watch
        watch.workers = max(watch.workers, workers := self._workers if len(tasks) >= WORTH_A_POOL else 1)
        if workers > 1:
            load_parsers(table)  # once, for all that are forked
        done = 0
        details = (self._sources.root, self._sources.settings, self._store.path)
        with pool_of(workers, Parser, *details) as pool:
            for batch in pool.each(parse, _batches(tasks)):
                memories = [(each.path, self._memory(table, each)) for each in batch]
                self._keep(table, batch, memories)
                for path, memory in memories:
                    take(path, memory)
                watch.files_parsed += sum(not each.again for each in batch)
                watch.files_recalled += sum(each.again for each in batch)
                done += len(batch)
                watch.done(done, len(tasks))

    def _memory(self, table: str, parsed: Parsed) -> _Memory:
        # A file that could not be read is tried again: the reason may be gone, and its stamp would not show that.
        stamp = self._sources.stamps.get(parsed.path) if parsed.digest else None
        if parsed.again and (record := self._store.get(table, parsed.path)):
            return _Memory(*unpacked(record))._replace(stamp=stamp)
        return _Memory(stamp, parsed.digest, parsed.recipe, parsed.value, parsed.diagnostics)

    def _keep(self, table: str, batch: Sequence[Parsed], memories: Sequence[tuple[str, _Memory]]) -> None:
        self._store.put(table, ((path, packed(memory)) for path, memory in memories))
        anew = [each for each in batch if not each.again]
        self._store.put("fresh", ((each.path, b"") for each in anew))
        for name in _TEXTS:
            texts = [(each.path, text) for each in anew for kind, text in each.texts if kind == name]
            self._store.put(name, texts)
            having = {path for path, _ in texts}
            old = (each.path for each in anew if each.path in self._remembered and each.path not in having)
            self._store.remove(name, old)
        self._store.commit()  # at once, for a large transaction would keep out the workers, who read

    def _take(self, memory: _Memory) -> Any:
        self.diagnostics += map(diagnostic_of, memory.diagnostics)
        return memory.value

    def _take_post(self, path: str, memory: _Memory) -> None:
        if value := self._take(memory):
            row, teaser, contents, facts, has_links, page_ids = value
            self._posts[path] = post_of(row, path, self._sources.files.assets.get(path, ()))
            self._digests[path] = Digests(facts, teaser, contents, has_links=has_links)
            self._page_ids[path] = page_ids

    def _take_thread(self, path: str, memory: _Memory) -> None:
        if value := self._take(memory):
            row, digest, facts, has_links = value
            self._threads[path] = thread_facts_of(row, path)
            self._digests[path] = Digests(facts, thread=digest, has_links=has_links)

    def _take_data(self, path: str, memory: _Memory) -> None:
        if value := self._take(memory):
            (self._data[path],) = value

    def _post_of(self, source: str | None) -> PostOfThread | None:
        return PostOfThread(source, self._posts[source].comments) if source else None

    def _named_data(self) -> dict[str, Plain]:
        """The data by name; of two files of one name the first counts."""
        named: dict[str, Plain] = {}
        first: dict[str, str] = {}
        for path in self._sources.files.data:
            name = data_name(path)
            if first.setdefault(name, path) != path:
                self.diagnostics.append(problems.same_data(name, first[name], Where(path)))
            else:
                named[name] = self._data.get(path, "")
        return named


def _batches(tasks: Sequence[_Work]) -> Iterator[list[_Work]]:
    for start in range(0, len(tasks), _BATCH):
        yield list(tasks[start : start + _BATCH])
