"""What is known from earlier builds, in one SQLite file: rows of bytes by key, each under a seal.

The file is a cache and nothing more: whoever finds it broken throws it away. A row whose bytes are not those that were
put there is found out by its seal, a CRC-32 of table, key and value, so that a cache that was damaged by accident does
not change a page. It keeps nobody out who means to: whoever can write into a site can change its pages anyway.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from sitegen.view import TextsLostError

FORMAT = 3
TABLES = (
    "about",  # the last build as a whole
    "posts", "threads", "data",  # what became of each file, by path
    "contents", "teasers", "comments", "links",  # the texts in them, by path
    "fresh",  # the files that were parsed anew, or are gone, since the last build that ended well
    "places", "questions", "pages",  # what was answered, and what each page had asked
)  # fmt: skip


class BrokenStoreError(TextsLostError):
    """The file is no store of ours, or it was damaged."""


class Store:
    """An open store. Every method raises BrokenStoreError if the file turns out to be damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = self._opened()

    def get(self, table: str, key: str) -> bytes | None:
        """One row."""
        return next((value for _, value in self._fetched(table, " WHERE key = ?", (key,))), None)

    def rows(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Every row of a table, in no promised order."""
        return self._fetched(table)

    def beginning(self, table: str, prefix: str) -> Iterator[tuple[str, bytes]]:
        """Every row whose key begins with a prefix, which ends with a character below U+007F."""
        return self._fetched(table, " WHERE key >= ? AND key < ?", (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))

    def whole(self, table: str) -> Iterator[tuple[str, bytes]]:
        """As `rows`, of a table that has been counted: if rows are missing, nobody else would notice."""
        found = 0
        for row in self.rows(table):
            found += 1
            yield row
        if str(found).encode() != (self.get("about", f"rows of {table}") or b"0"):
            raise BrokenStoreError(f"it has {found} rows of {table}, and had another number")

    def count(self, *tables: str) -> None:
        """Note how many rows the tables have now, for `whole`."""
        for table in tables:
            with _told():
                (found,) = self._connection.execute(f"SELECT COUNT(*) FROM {_known(table)}").fetchone()
            self.put("about", [(f"rows of {table}", str(found).encode())])

    def keys(self, table: str) -> list[str]:
        """Every key of a table."""
        with _told():
            return [key for (key,) in self._connection.execute(f"SELECT key FROM {_known(table)}")]

    def put(self, table: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Add rows, or replace those of the same key."""
        statement = f"INSERT OR REPLACE INTO {_known(table)} VALUES (?, ?, ?)"
        with _told():
            begin = crc32(table.encode())
            sealed = ((key, crc32(value, crc32(key.encode(), begin)), value) for key, value in rows)
            self._connection.executemany(statement, sealed)

    def remove(self, table: str, keys: Iterable[str]) -> None:
        """Take rows away."""
        with _told():
            self._connection.executemany(f"DELETE FROM {_known(table)} WHERE key = ?", ((key,) for key in keys))

    def commit(self) -> None:
        """What was put is there for other processes, and stays if this one is killed."""
        with _told():
            self._connection.commit()

    def close(self) -> None:
        """What was not committed is gone."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        with _told():
            # Threads do not share it; a pool's thread may be the one that closes it at the end.
            connection = sqlite3.connect(self.path, isolation_level="DEFERRED", check_same_thread=False)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            return connection

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        # A cache need not outlive a power cut: what is then damaged is found by its seals, and made again.
        connection.execute("PRAGMA synchronous = OFF")
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found not in (0, FORMAT):
            raise BrokenStoreError(f"it is of format {found}")
        if found == 0:
            for table in TABLES:
                connection.execute(f"CREATE TABLE {table} (key TEXT PRIMARY KEY, seal INTEGER, value BLOB)")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.commit()

    def _fetched(self, table: str, where: str = "", values: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
        statement = f"SELECT key, seal, value FROM {_known(table)}{where}"
        begin = crc32(table.encode())
        with _told():
            for key, seal, value in self._connection.execute(statement, values):
                is_row = type(key) is str and type(value) is bytes
                if not is_row or seal != crc32(value, crc32(key.encode("utf-8", "replace"), begin)):
                    raise BrokenStoreError(f"the row of “{key}” is not as it was written")
                yield key, value


class _told:  # noqa: N801 - a context manager, read as a word
    """What SQLite says of a damaged file, as a BrokenStoreError."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        # A damaged name in SQLite's complaint is more than Python can decode.
        if isinstance(problem, sqlite3.Error | UnicodeDecodeError):
            raise BrokenStoreError(str(problem)) from problem


def _known(table: str) -> str:
    """A table's name, which becomes part of a statement."""
    assert table in TABLES, table
    return table
