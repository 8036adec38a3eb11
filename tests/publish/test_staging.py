"""Pages staged by other processes, and files that are kept without being read."""

import errno
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from sitegen.ground.diagnostics import Where
from sitegen.publish import lock
from sitegen.publish.manifest import NAME, STAGING
from sitegen.publish.publication import Publication
from sitegen.publish.published import Published
from sitegen.publish.staging import Staged, stage_page
from tests.publish.publishing import codes, files, finish, publish, tree

DIGEST = sha256(b"1").hexdigest()


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def stage_in_worker(output: Path, path: str, data: bytes) -> Staged:
    return stage_page(output, f"worker-{os.getpid()}-", path, data)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pages_are_staged_by_workers_however_they_are_started(output: Path, method: str) -> None:
    publish(output, {"page/1": b"1" * 1, "page/2": b"old", "gone": b"1"})
    site = {f"page/{number}": b"1" * number for number in range(40)}
    with (
        Publication(output) as publication,
        ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as workers,
    ):
        folder = publication.begin_staging()
        assert folder
        count = len(site)
        for staged in workers.map(stage_in_worker, [folder] * count, site.keys(), site.values(), chunksize=3):
            publication.adopt(staged)
        published, diagnostics = finish(publication)
    assert diagnostics == []
    assert published.unchanged == ("page/1",)
    assert published.removed == ("gone",)
    assert files(output) == site
    assert not (output / STAGING).exists()


def hold_nothing(output: Path) -> bool:
    """Whether a worker's own attempt at the lock fails, and its descriptors have none of the folder."""
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        return lock.hold(output) is None
    return lock.hold(output) is None and output not in {each.resolve() for each in descriptors.iterdir()}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_worker_does_not_hold_the_lock(output: Path, method: str) -> None:
    context = multiprocessing.get_context(method)
    with Publication(output), ProcessPoolExecutor(1, mp_context=context) as workers:
        assert workers.submit(hold_nothing, output).result()


def test_what_stands_there_already_is_not_written(output: Path) -> None:
    publish(output, {"a": b"1"})
    with Publication(output) as publication:
        folder = publication.begin_staging()
        assert folder
        staged = stage_page(folder, "w", "a", b"1")
        assert (staged.digest, staged.file) == (DIGEST, None)
        assert stage_page(folder, "w", "b", b"1").digest == DIGEST
        assert [each.name[0] for each in (folder / STAGING).iterdir()] == ["w"]


def test_a_name_that_a_worker_of_a_killed_build_took_is_passed_over(output: Path) -> None:
    with Publication(output) as publication:
        folder = publication.begin_staging()
        assert folder
        first = stage_page(folder, "w", "a", b"1")
        assert first.file
        for number in range(int(first.file[1:]) + 1, int(first.file[1:]) + 5):
            (folder / STAGING / f"w{number}").write_bytes(b"half")
        publication.adopt(first)
        publication.adopt(stage_page(folder, "w", "b", b"2"))
        assert finish(publication) == (Published(written=("a", "b")), [])
    assert files(output) == {"a": b"1", "b": b"2"}


def test_what_the_system_refuses_a_worker_is_the_same_error(output: Path) -> None:
    publish(output, {"old": b"1"})
    before = tree(output)
    with Publication(output) as publication:
        publication.adopt(Staged(path="a/b", refused=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
        publication.adopt(Staged(path="c", refused=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
        [problem] = publication.survey()
    assert problem.code == "output-not-writable"
    assert problem.where == Where(f"{output}/a/b")
    assert "No space left" in problem.message
    assert tree(output) == before


def test_a_staging_folder_that_is_gone_is_an_error_and_no_exception(output: Path) -> None:
    with Publication(output) as publication:
        staged = stage_page(output, "w", "a", b"1")
        assert isinstance(staged.refused, FileNotFoundError)
        publication.adopt(staged)
        assert codes(publication.survey()) == ["output-not-writable"]


def test_nobody_stages_for_a_build_that_may_not_write(output: Path, tmp_path: Path) -> None:
    with Publication(output), Publication(output) as second:
        assert second.begin_staging() is None
    (tmp_path / "file").write_bytes(b"")
    with Publication(tmp_path / "file") as publication:
        assert publication.begin_staging() is None


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a\0b"])
def test_a_path_that_leads_out_is_a_bug(output: Path, path: str) -> None:
    with Publication(output) as publication:
        with pytest.raises(ValueError, match="leads out"):
            publication.adopt(Staged(path=path, digest=DIGEST))
        with pytest.raises(ValueError, match="leads out"):
            publication.keep(path, DIGEST)


class TestKept:
    """A kept file is neither read nor touched; the site has it."""

    def test_it_stays(self, output: Path) -> None:
        publish(output, {"a/x": b"1", "b": b"1", "gone": b"1"})
        before = (output / "a/x").stat()
        with Publication(output) as publication:
            publication.keep("a/x", DIGEST)
            publication.stage("b", b"2")
            assert finish(publication) == (Published(written=("b",), unchanged=("a/x",), removed=("gone",)), [])
        assert files(output) == {"a/x": b"1", "b": b"2"}
        assert (output / "a/x").stat() == before
        assert publish(output, {"a/x": b"1", "b": b"2"}) == (Published(unchanged=("a/x", "b")), [])

    def test_with_nothing_else_nothing_changes_at_all(self, output: Path) -> None:
        publish(output, {"a/x": b"1", "b": b"1"})
        before = {path: path.lstat().st_mtime_ns for path in (output, output / NAME)}
        with Publication(output) as publication:
            publication.keep_all({"a/x": DIGEST, "b": DIGEST})
            assert finish(publication) == (Published(unchanged=("a/x", "b")), [])
        assert {path: path.lstat().st_mtime_ns for path in before} == before

    def test_a_manifest_that_was_lost_is_made_anew(self, output: Path) -> None:
        publish(output, {"a": b"1"})
        written = (output / NAME).read_bytes()
        (output / NAME).unlink()
        with Publication(output) as publication:
            publication.keep("a", DIGEST)
            assert finish(publication) == (Published(unchanged=("a",)), [])
        assert (output / NAME).read_bytes() == written

    @pytest.mark.parametrize("path", ["../precious", ".git/config", STAGING + "/x", "a/../../precious"])
    def test_bad_entries_beside_it_spoil_the_manifest_as_ever(self, output: Path, path: str) -> None:
        publish(output, {"a": b"1", "b": b"1"})
        listed = {"a": DIGEST, "b": DIGEST, path: DIGEST}
        (output / NAME).write_text(json.dumps({"format": 1, "files": listed}))
        with Publication(output) as publication:
            publication.keep("a", DIGEST)
            published, diagnostics = finish(publication)
        assert (published.removed, codes(diagnostics)) == ((), ["manifest-ignored"])
        assert json.loads((output / NAME).read_text())["files"] == {"a": DIGEST}

    def test_a_folder_on_its_way_that_became_a_link_is_an_error(self, output: Path, tmp_path: Path) -> None:
        publish(output, {"blog/2024/deep/a": b"1", "blog/b": b"1", "c": b"1"})
        (output / "blog/2024").rename(tmp_path / "moved")
        (output / "blog/2024").symlink_to(tmp_path / "moved")
        (tmp_path / "moved/other").symlink_to(tmp_path)
        with Publication(output) as publication:
            publication.keep_all({"blog/2024/deep/a": DIGEST, "blog/b": DIGEST, "c": DIGEST})
            publication.keep("blog/2024/other/x", DIGEST)
            [problem] = publication.survey()
        assert problem.code == "output-symlink"
        assert problem.where == Where(f"{output}/blog/2024")

    def test_it_cannot_be_a_folder_too(self, output: Path) -> None:
        publish(output, {"tags": b"1"})
        with Publication(output) as publication:
            publication.keep("tags", DIGEST)
            publication.stage("tags/a/b", b"1")
            publication.stage("tags/a/a", b"1")
            [problem] = publication.survey()
        assert problem.code == "file-and-folder"
        assert "tags/a/a" in problem.message

    def test_reserved_names_are_refused(self, output: Path) -> None:
        with Publication(output) as publication:
            publication.keep_all({".git/config": DIGEST, "a": DIGEST, NAME: DIGEST})
            assert codes(publication.survey()) == ["reserved-name"] * 2

    @pytest.mark.parametrize("digest", ["", "x" * 64, DIGEST + "\n", DIGEST.upper()])
    def test_what_is_no_digest_is_a_bug(self, output: Path, digest: str) -> None:
        with Publication(output) as publication, pytest.raises(ValueError, match="digest"):
            publication.keep("a", digest)

    def test_a_path_that_was_staged_is_a_bug(self, output: Path) -> None:
        with Publication(output) as publication:
            publication.stage("a", b"1")
            publication.keep("b", DIGEST)
            with pytest.raises(ValueError, match="twice"):
                publication.keep("a", DIGEST)
            with pytest.raises(ValueError, match="twice"):
                publication.stage("b", b"1")

    def test_a_build_that_may_not_write_keeps_for_nothing(self, output: Path) -> None:
        with Publication(output), Publication(output) as second:
            second.keep("a", DIGEST)
            assert codes(second.survey()) == ["output-busy"]
