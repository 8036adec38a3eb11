"""The texts of a site, read from the store one at a time, in whatever process asks."""

import os
from pathlib import Path

from sitegen.incremental.records import contents_of, teaser_of, thread_of
from sitegen.incremental.store import BrokenStoreError, Store
from sitegen.model.content import Contents, Site, Teaser, Thread


class StoredTexts:
    """What `SiteView` asks for the texts of a site. Every method raises BrokenStoreError if the store is damaged."""

    def __init__(self, site: Site, store: Path) -> None:
        self._site = site
        self._path = store
        self._open: tuple[int, Store] | None = None

    def contents(self, key: str) -> Contents:
        """The body of a post or page of the site."""
        return contents_of(self._record("contents", self._site.posts[key].source))

    def teaser(self, key: str) -> Teaser:
        """What listings show of a post or page of the site."""
        return teaser_of(self._record("teasers", self._site.posts[key].source))

    def thread(self, key: str) -> Thread:
        """The comments of a post that has a file of them."""
        return thread_of(self._record("comments", self._site.threads[key].source))

    def close(self) -> None:
        """The store is let go; it is opened again if it is asked."""
        if self._open:
            self._open[1].close()
        self._open = None

    def __getstate__(self) -> tuple[Site, Path]:
        return self._site, self._path

    def __setstate__(self, state: tuple[Site, Path]) -> None:
        self._site, self._path = state
        self._open = None

    def _record(self, table: str, source: str) -> bytes:
        record = self._store().get(table, source)
        if record is None:
            raise BrokenStoreError(f"it lacks {table} of “{source}”")
        return record

    def _store(self) -> Store:
        """A connection of this process's own: SQLite's do not survive a fork."""
        process = os.getpid()
        if self._open is None or self._open[0] != process:
            self._open = (process, Store(self._path))
        return self._open[1]
