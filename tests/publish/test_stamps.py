import os
import shutil
import time
from hashlib import sha256
from pathlib import Path

import pytest

from sitegen.publish.files import stamp_if
from sitegen.publish.publication import Publication
from sitegen.publish.stamps import Stamp, settled, stamp, unaltered
from tests.publish.publishing import finish, publish

DIGEST = sha256(b"1").hexdigest()


def recorded(output: Path, *paths: str) -> dict[str, tuple[str, Stamp]]:
    known = {}
    for path in paths:
        found = stamp(output / path)
        assert found
        known[path] = (DIGEST, found)
    return known


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "output").mkdir()
    for name in "abcdefg":
        (tmp_path / "output" / name).write_bytes(b"1")
    return tmp_path / "output"


def tick(folder: Path) -> None:
    """Wait until the file system's clock has gone on."""
    (folder / "clock").touch()
    begin = (folder / "clock").lstat().st_mtime_ns
    while (folder / "clock").lstat().st_mtime_ns == begin:
        time.sleep(0.001)
        (folder / "clock").touch()
    (folder / "clock").unlink()


def test_only_files_as_they_were_are_unaltered(output: Path, tmp_path: Path) -> None:
    known = recorded(output, *"abcdefg")
    tick(tmp_path)
    (output / "b").write_bytes(b"2")
    (output / "c").unlink()
    (output / "d").touch()
    (output / "e").rename(tmp_path / "e")
    (output / "e").symlink_to(tmp_path / "e")
    shutil.copy2(output / "f", tmp_path / "f")
    (tmp_path / "f").replace(output / "f")
    info = (output / "g").stat()
    (output / "g").write_bytes(b"2")
    os.utime(output / "g", ns=(info.st_atime_ns, info.st_mtime_ns))  # Times that are set back do not hide it.
    assert unaltered(output, known) == {"a"}


def test_records_that_cannot_be_paths_are_altered(output: Path) -> None:
    known = dict.fromkeys(("a\x00", "�", "", "x" * 300, "a/b"), (DIGEST, (1, 1, 1, 1)))
    assert unaltered(output, known) == set()


def test_only_regular_files_have_a_stamp(output: Path) -> None:
    (output / "link").symlink_to(output / "a")
    os.mkfifo(output / "pipe")
    assert [stamp(output / name) for name in ("link", "pipe", "missing", "")] == [None] * 4


def test_the_digest_decides_about_a_file_with_another_stamp(output: Path) -> None:
    (output / "b").write_bytes(b"2")
    (output / "link").symlink_to(output / "a")
    os.mkfifo(output / "pipe")
    assert stamp_if(output / "a", DIGEST) == stamp(output / "a")
    assert [stamp_if(output / name, DIGEST) for name in ("b", "link", "pipe", "missing")] == [None] * 4


def test_a_stamp_as_young_as_the_clock_is_not_settled() -> None:
    stamps = {"old": (1, 50, 99, 1), "now": (1, 50, 100, 1), "dated ahead": (1, 1 << 70, 99, 1)}
    assert settled(stamps, 100).keys() == {"old", "dated ahead"}


def test_after_a_commit_there_are_the_stamps_of_what_was_staged(output: Path, tmp_path: Path) -> None:
    """Of those that are settled; at the latest the next time but one, all are."""
    site = {f"page/{number}": b"1" for number in range(100)} | {"a": b"1", "b": b"1"}
    found: dict[str, Stamp] = {}
    for attempt in range(3):
        tick(tmp_path)
        with Publication(output) as publication:
            for path, data in site.items():
                publication.stage(path, data)
            published, diagnostics = finish(publication)
            assert diagnostics == []
            assert len(published.written) == (0 if attempt else 100)
            found = publication.stamps()
        assert all(found[path] == stamp(output / path) for path in found)
    assert found.keys() == site.keys()
    assert unaltered(output, {path: (DIGEST, each) for path, each in found.items()}) == site.keys()


def test_kept_files_have_one_only_if_the_caller_gave_it(output: Path, tmp_path: Path) -> None:
    publish(output, {"a": b"1", "b": b"1"})
    tick(tmp_path)
    publish(output, {"a": b"1", "b": b"1", "c": b"1"})
    with Publication(output) as publication:
        publication.keep("a", DIGEST)
        publication.keep("b", DIGEST, stamp_if(output / "b", DIGEST))
        assert finish(publication)[1] == []
        assert publication.stamps() == {"b": stamp(output / "b")}


def test_a_change_right_after_the_build_is_never_missed(output: Path) -> None:
    """Of the same length, at once and in place: either there is no stamp, or it differs."""
    for attempt in range(200):
        data = str(attempt).encode().zfill(4)
        with Publication(output) as publication:
            publication.stage("page", data)
            assert finish(publication)[1] == []
            found = publication.stamps()
        (output / "page").write_bytes(data[::-1] + b"")
        if data != data[::-1] and "page" in found:
            assert stamp(output / "page") != found["page"]
        (output / "page").unlink()


def test_stamps_without_a_commit_are_a_bug(output: Path) -> None:
    with Publication(output) as publication, pytest.raises(RuntimeError):
        publication.stamps()
