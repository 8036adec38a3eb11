"""A store gives back what was put into it, or says that it is broken."""

import sqlite3
from pathlib import Path

import pytest

from sitegen.incremental.store import FORMAT, BrokenStoreError, Store


def test_rows_come_back(tmp_path: Path) -> None:
    """Also to another connection, once they are committed."""
    store = Store(tmp_path / "s")
    store.put("posts", [("a", b"1"), ("b", b""), ("a", b"2")])
    store.put("threads", [("a", b"3")])
    assert (store.get("posts", "a"), store.get("posts", "b"), store.get("posts", "c")) == (b"2", b"", None)
    store.remove("posts", ["b", "c"])
    other = Store(tmp_path / "s")
    assert other.get("posts", "a") is None
    store.commit()
    assert dict(other.rows("posts")) == {"a": b"2"}
    assert other.keys("threads") == ["a"]
    other.close()
    store.put("posts", [("a", b"4")])
    store.close()  # without a commit
    store = Store(tmp_path / "s")
    assert store.get("posts", "a") == b"2"
    store.close()


DAMAGE = {
    "another value": "UPDATE posts SET value = x'39'",
    "another type": "UPDATE posts SET value = '1'",
    "no seal": "UPDATE posts SET seal = NULL",
    "another key": "UPDATE posts SET key = 'b'",
    "a row of another table": "INSERT OR REPLACE INTO posts SELECT * FROM threads",
    "a table that is gone": "DROP TABLE posts",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_row_that_is_not_as_it_was_put(tmp_path: Path, statement: str) -> None:
    """It is never handed out."""
    store = Store(tmp_path / "s")
    store.put("posts", [("a", b"1")])
    store.put("threads", [("a", b"3")])
    store.commit()
    store.close()
    with sqlite3.connect(tmp_path / "s") as connection:
        connection.execute(statement)
    connection.close()
    store = Store(tmp_path / "s")
    with pytest.raises(BrokenStoreError):
        list(store.rows("posts"))
    store.close()


@pytest.mark.parametrize("data", [b"x" * 600, b"x" * 5000])
def test_a_file_that_is_no_store(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "s").write_bytes(data)
    with pytest.raises(BrokenStoreError):
        Store(tmp_path / "s")


def test_every_byte_counts(tmp_path: Path) -> None:
    """Whatever is altered in the file, what comes back is what was put, or nothing, or the store is broken."""
    store = Store(tmp_path / "s")
    rows = {f"key-{number}": bytes(range(100)) for number in range(20)}
    store.put("posts", rows.items())
    store.commit()
    store.close()
    whole = (tmp_path / "s").read_bytes()
    for place in range(0, len(whole), 97):
        (tmp_path / "t").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            store = Store(tmp_path / "t")
        except BrokenStoreError:
            continue
        try:
            assert dict(store.rows("posts")).items() <= rows.items()
        except BrokenStoreError:
            pass
        finally:
            store.close()


def test_another_format(tmp_path: Path) -> None:
    Store(tmp_path / "s").close()
    with sqlite3.connect(tmp_path / "s") as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    with pytest.raises(BrokenStoreError, match=str(FORMAT + 1)):
        Store(tmp_path / "s")
