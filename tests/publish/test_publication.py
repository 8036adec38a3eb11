import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path
from textwrap import dedent

import pytest

from sitegen.ground.diagnostics import Severity, Where
from sitegen.publish.manifest import LEFT_STAGING, NAME, STAGING
from sitegen.publish.publication import Publication
from sitegen.publish.published import Published
from tests.publish.publishing import codes, files, finish, publish, tree


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "new" / "output"


def test_a_first_publication_makes_the_folders_and_says_what_it_wrote(output: Path) -> None:
    published, diagnostics = publish(output, {"b/index.html": b"b", "a.txt": b""})
    assert (published, diagnostics) == (Published(written=("a.txt", "b/index.html")), [])
    assert files(output) == {"a.txt": b"", "b/index.html": b"b"}
    assert not (output / STAGING).exists()


def test_the_manifest_lists_the_files_and_their_digests_in_order(output: Path) -> None:
    publish(output, {"b/index.html": b"b", "a.txt": b""})
    assert (output / NAME).read_text() == (
        "{\n"
        ' "format": 1,\n'
        ' "files": {\n'
        '  "a.txt": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",\n'
        '  "b/index.html": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"\n'
        " }\n"
        "}\n"
    )


def test_equal_files_are_not_touched(output: Path, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"photo" * 100_000)

    def publish_with(other: bytes) -> Published:
        with Publication(output) as publication:
            publication.stage("same", b"same")
            publication.stage("other", other)
            publication.stage_copy("photo", tmp_path / "photo")
            return finish(publication)[0]

    publish_with(b"1")
    before = {name: (output / name).stat() for name in ("same", "photo", "other")}
    published = publish_with(b"2")
    assert published == Published(written=("other",), unchanged=("photo", "same"))
    for name in ("same", "photo"):
        after = (output / name).stat()
        assert (after.st_mtime_ns, after.st_ino) == (before[name].st_mtime_ns, before[name].st_ino)
    assert (output / "other").stat().st_ino != before["other"].st_ino


def test_publishing_the_same_again_changes_nothing_at_all(output: Path) -> None:
    publish(output, {"a/b": b"1"})
    before = {path: path.lstat() for path in (output, output / NAME, output / "a", output / "a/b")}
    publish(output, {"a/b": b"1"})
    assert {path: path.lstat().st_mtime_ns for path in before} == {
        path: info.st_mtime_ns for path, info in before.items()
    }


def test_what_the_site_no_longer_has_goes_and_empty_folders_with_it(output: Path) -> None:
    publish(output, {"a/b/c/x": b"1", "a/y": b"2", "d/z": b"3", "keep": b"4"})
    (output / "d" / "mine.txt").write_bytes(b"mine")
    published, _ = publish(output, {"keep": b"4"})
    assert published == Published(unchanged=("keep",), removed=("a/b/c/x", "a/y", "d/z"))
    assert tree(output).keys() == {"keep", "d", "d/mine.txt", NAME}


def test_foreign_files_are_never_touched(output: Path, tmp_path: Path) -> None:
    (output / ".git").mkdir(parents=True)
    (output / ".git" / "config").write_bytes(b"[core]")
    (output / "CNAME").write_bytes(b"example.org")
    (output / "empty").mkdir()
    (output / "link").symlink_to(tmp_path)
    foreign = tree(output)
    for pages in ({"a/b": b"1"}, {"a": b"1"}, {}):
        assert publish(output, pages)[1] == []
        assert files(output) == {".git/config": b"[core]", "CNAME": b"example.org"} | pages
        assert foreign.items() <= tree(output).items()


def test_a_file_altered_by_hand_is_kept_once_it_leaves_the_site(output: Path) -> None:
    publish(output, {"a/x": b"1", "a/y": b"2"})
    (output / "a/x").write_bytes(b"edited")
    published, diagnostics = publish(output, {})
    assert published.removed == ("a/y",)
    assert files(output) == {"a/x": b"edited"}
    [kept] = diagnostics
    assert (kept.severity, kept.code) == (Severity.WARNING, "altered-file-kept")
    assert kept.where == Where(f"{output}/a/x")
    assert publish(output, {}) == (Published(), [])
    assert codes(publish(output, {"a/x": b"new"})[1]) == ["foreign-file"]


@pytest.mark.parametrize("new", [b"1", b"2"], ids=["the same site", "a new one"])
def test_a_file_altered_by_hand_is_replaced_with_a_warning_while_the_site_has_it(output: Path, new: bytes) -> None:
    publish(output, {"a/x": b"1", "y": b"1"})
    (output / "a/x").write_bytes(b"edited")
    published, [replaced] = publish(output, {"a/x": new, "y": b"2"})
    assert published == Published(written=("a/x", "y"))
    assert (replaced.severity, replaced.code) == (Severity.WARNING, "altered-file-replaced")
    assert replaced.where == Where(f"{output}/a/x")
    assert files(output) == {"a/x": new, "y": b"2"}
    assert publish(output, {"a/x": b"3"})[1] == []


def test_a_file_altered_to_what_the_site_makes_of_it_is_not_worth_a_word(output: Path) -> None:
    publish(output, {"x": b"1"})
    (output / "x").write_bytes(b"2")
    assert publish(output, {"x": b"2"}) == (Published(unchanged=("x",)), [])


def test_identical_foreign_files_are_adopted(output: Path) -> None:
    output.mkdir(parents=True)
    (output / "x").write_bytes(b"1")
    assert publish(output, {"x": b"1"}) == (Published(unchanged=("x",)), [])
    assert publish(output, {}) == (Published(removed=("x",)), [])


class TestInTheWay:
    """Whatever is not ours and stands where we must write is an error, for each such path, and nothing is written."""

    @pytest.fixture(autouse=True)
    def _before(self, output: Path) -> None:
        publish(output, {"ours": b"1", "folder/ours": b"1"})

    def check(self, output: Path, pages: dict[str, bytes], expected: dict[str, str]) -> None:
        before = tree(output)
        published, diagnostics = publish(output, pages)
        assert published == Published()
        for each, (path, code) in zip(diagnostics, expected.items(), strict=True):
            assert (each.severity, each.code) == (Severity.ERROR, code)
            assert each.where == Where(f"{output}/{path}")
            assert each.hint
        assert tree(output) == before

    def test_files(self, output: Path) -> None:
        (output / "a").write_bytes(b"mine")
        (output / "folder/b").write_bytes(b"mine")
        self.check(output, {"a": b"2", "folder/b": b"2"}, {"a": "foreign-file", "folder/b": "foreign-file"})

    def test_a_file_where_a_folder_must_go(self, output: Path) -> None:
        (output / "a").write_bytes(b"mine")
        self.check(output, {"a/b/index.html": b"2", "a/c": b"2"}, {"a": "foreign-file"})

    def test_a_folder_where_a_file_must_go(self, output: Path) -> None:
        (output / "folder/deep").mkdir()
        (output / "folder/deep/mine").write_bytes(b"mine")
        expected = {"folder/deep": "foreign-file", "folder/deep/mine": "foreign-file"}
        self.check(output, {"ours": b"2", "folder": b"2"}, expected)

    def test_an_altered_file_where_a_folder_must_go(self, output: Path) -> None:
        (output / "ours").write_bytes(b"edited")
        published, diagnostics = publish(output, {"ours/index.html": b"2"})
        assert (published, codes(diagnostics)) == (Published(), ["altered-file-kept", "foreign-file"])
        assert files(output) == {"ours": b"edited", "folder/ours": b"1"}

    def test_a_pipe(self, output: Path) -> None:
        os.mkfifo(output / "a")
        self.check(output, {"a": b"2"}, {"a": "foreign-file"})

    def test_a_link_at_the_target_even_to_the_same_bytes(self, output: Path) -> None:
        (output / "a").symlink_to("ours")
        self.check(output, {"a": b"1"}, {"a": "foreign-file"})

    def test_a_link_on_the_way(self, output: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "equal").write_bytes(b"2")
        (output / "blog").symlink_to(elsewhere)
        pages = {"blog/a": b"2", "blog/deep/b": b"2", "blog/equal": b"2", "ours": b"new"}
        self.check(output, pages, {"blog": "output-symlink"})
        assert tree(elsewhere) == {"equal": b"2"}

    def test_a_folder_of_ours_became_a_link(self, output: Path, tmp_path: Path) -> None:
        (output / "folder").rename(tmp_path / "moved")
        (output / "folder").symlink_to(tmp_path / "moved")
        published, diagnostics = publish(output, {"ours": b"1"})
        assert (published.removed, codes(diagnostics)) == ((), ["altered-file-kept"])
        assert tree(tmp_path / "moved") == {"ours": b"1"}

    @pytest.mark.parametrize("name", [NAME, STAGING])
    def test_links_at_our_own_names(self, output: Path, tmp_path: Path, name: str) -> None:
        (tmp_path / "precious").mkdir()
        (tmp_path / "precious" / "x").write_bytes(b"x")
        (output / name).unlink(missing_ok=True)
        (output / name).symlink_to(tmp_path / "precious")
        self.check(output, {"a": b"1"}, {name: "foreign-file"})
        assert tree(tmp_path / "precious") == {"x": b"x"}


def test_a_page_becomes_a_folder_and_a_folder_a_page(output: Path) -> None:
    publish(output, {"a": b"1", "b/c/d": b"2", "b/e": b"3", "b/c/f/g": b"4"})
    published, diagnostics = publish(output, {"a/b/index.html": b"5", "b": b"6"})
    assert diagnostics == []
    assert published == Published(written=("a/b/index.html", "b"), removed=("a", "b/c/d", "b/c/f/g", "b/e"))
    assert tree(output).keys() == {"a", "a/b", "a/b/index.html", "b", NAME}


def test_where_letter_case_does_not_count_a_respelled_page_is_still_ours(output: Path) -> None:
    """Two names of one file stand in for such a file system: the old spelling is not pruned, for it is the new page."""
    publish(output, {"About/index.html": b"1"})
    (output / "about").mkdir()
    os.link(output / "About/index.html", output / "about/index.html")
    assert publish(output, {"about/index.html": b"1"}) == (Published(unchanged=("about/index.html",)), [])
    publish(output, {"About/index.html": b"1"})
    assert publish(output, {"about/index.html": b"2"}) == (Published(written=("about/index.html",)), [])
    assert files(output) == {"About/index.html": b"1", "about/index.html": b"2"}


def test_a_respelled_page_that_was_altered_is_worth_a_warning(output: Path) -> None:
    publish(output, {"About/index.html": b"1"})
    (output / "About/index.html").write_bytes(b"edited")
    (output / "about").mkdir()
    os.link(output / "About/index.html", output / "about/index.html")
    assert codes(publish(output, {"about/index.html": b"2"})[1]) == ["altered-file-replaced"]


def test_where_letter_case_counts_a_respelled_page_is_another_one(output: Path) -> None:
    publish(output, {"About/index.html": b"1"})
    published, _ = publish(output, {"about/index.html": b"1"})
    assert published == Published(written=("about/index.html",), removed=("About/index.html",))
    assert tree(output).keys() == {"about", "about/index.html", NAME}


def test_a_path_cannot_be_a_file_and_a_folder(output: Path) -> None:
    published, diagnostics = publish(output, {"tags": b"1", "tags/index.html": b"2"})
    assert (published, codes(diagnostics)) == (Published(), ["file-and-folder"])
    assert not output.exists()


@pytest.mark.parametrize("path", [NAME, f"{STAGING}/x", ".git/hooks/post-commit", "a/.GIT/x", NAME.upper(), "x/.svn"])
def test_names_that_are_not_the_sites_are_refused(output: Path, path: str) -> None:
    published, diagnostics = publish(output, {path: b"1", "a": b"1"})
    assert (published, codes(diagnostics)) == (Published(), ["reserved-name"])
    assert not output.exists()


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//b", "a/.", "a\\b", "a\0b", "caf\udce9"])
def test_a_path_that_leads_out_is_a_bug(output: Path, path: str) -> None:
    with Publication(output) as publication, pytest.raises(ValueError, match="leads out"):
        publication.stage(path, b"")


def test_a_path_staged_twice_is_a_bug(output: Path, tmp_path: Path) -> None:
    with Publication(output) as publication:
        publication.stage("a", b"1")
        with pytest.raises(ValueError, match="twice"):
            publication.stage_copy("a", tmp_path)


def test_committing_twice_or_without_a_survey_is_a_bug(output: Path) -> None:
    with Publication(output) as publication:
        with pytest.raises(RuntimeError):
            publication.commit()
        finish(publication)
        with pytest.raises(RuntimeError):
            publication.commit()
        with pytest.raises(RuntimeError):
            publication.survey()
    with pytest.raises(RuntimeError):
        Publication(output).survey()


def test_a_survey_says_everything_and_changes_nothing(output: Path) -> None:
    """Whoever holds the publication decides, also over warnings."""
    publish(output, {"gone": b"1", "x": b"1"})
    (output / "gone").write_bytes(b"edited")
    (output / "x").write_bytes(b"edited")
    before = tree(output)
    with Publication(output) as publication:
        publication.stage("x", b"2")
        assert codes(publication.survey()) == ["altered-file-kept", "altered-file-replaced"]
    assert tree(output) == before


class TestWithoutCommit:
    """Leaving the block without commit leaves everything as it was."""

    def test_a_folder_that_did_not_exist(self, output: Path, tmp_path: Path) -> None:
        with Publication(output) as publication:
            publication.stage("a/b", b"1")
        assert tree(tmp_path) == {}

    def test_an_exception(self, output: Path) -> None:
        publish(output, {"a": b"1"})
        before = tree(output)

        def fail() -> None:
            with Publication(output) as publication:
                publication.stage("a", b"2")
                publication.stage("b", b"2")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert tree(output) == before


def test_a_source_that_cannot_be_read_is_an_error_that_names_it(output: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path / "missing", tmp_path, tmp_path / "pipe"):
        with Publication(output) as publication:
            publication.stage_copy("a", source)
            publication.stage("b", b"1")
            published, [problem] = finish(publication)
        assert (published, problem.code) == (Published(), "unreadable-file")
        assert problem.where == Where(str(source))
        assert not output.exists()


def test_big_files_are_never_in_memory_as_a_whole(output: Path, tmp_path: Path) -> None:
    big = tmp_path / "big"
    with big.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    try:
        for _ in range(2):
            with Publication(output) as publication:
                publication.stage_copy("big", big)
                finish(publication)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()
    assert (output / "big").stat().st_size == 64 << 20


def test_modes_are_what_the_umask_leaves(output: Path, tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"2")
    (tmp_path / "source").chmod(0o400)
    before = os.umask(0o027)
    try:
        with Publication(output) as publication:
            publication.stage("a/b", b"1")
            publication.stage_copy("c", tmp_path / "source")
            finish(publication)
    finally:
        os.umask(before)
    modes = {path: (output / path).stat().st_mode & 0o777 for path in ("a", "a/b", "c", NAME)}
    assert modes == {"a": 0o750, "a/b": 0o640, "c": 0o640, NAME: 0o640}


def test_output_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    assert codes(publish(tmp_path / "link", {"a": b"1"})[1]) == []
    assert files(tmp_path / "real") == {"a": b"1"}


def test_only_one_writes_at_a_time(output: Path) -> None:
    with Publication(output) as first:
        first.stage("a", b"1")
        published, [problem] = publish(output, {"a": b"2"})
        assert (published, problem.code) == (Published(), "output-busy")
        assert finish(first) == (Published(written=("a",)), [])
        assert codes(publish(output, {"a": b"2"})[1]) == ["output-busy"]
    assert publish(output, {"a": b"2"}) == (Published(written=("a",)), [])


def test_a_worker_that_outlives_a_killed_build_does_not_keep_the_lock(output: Path) -> None:
    build = """
        import os, sys
        from pathlib import Path
        from sitegen.publish.publication import Publication

        reading, writing = os.pipe()
        with Publication(Path(sys.argv[1])):
            if os.fork() == 0:
                os.write(writing, b"!")
                sys.stdin.read()  # until the test ends
                os._exit(0)
            os.read(reading, 1)  # until the worker is there
            os.kill(os.getpid(), 9)
    """
    with subprocess.Popen(
        [sys.executable, "-c", dedent(build), str(output)], stdin=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.wait() == -9
        os.kill(-process.pid, 0)  # The worker lives.
        assert publish(output, {"a": b"1"})[1] == []


def test_a_file_changed_during_the_build_is_noticed(output: Path) -> None:
    publish(output, {"a": b"1"})
    with Publication(output) as publication:
        publication.stage("a", b"1")
        (output / "a").unlink()
        published, diagnostics = finish(publication)
    assert (published, codes(diagnostics)) == (Published(), ["output-changed"])


def test_leftovers_of_a_killed_publication_are_removed(output: Path) -> None:
    (output / STAGING).mkdir(parents=True)
    (output / STAGING / "new-1").write_bytes(b"half")
    (output / LEFT_STAGING).mkdir()  # killed once more, while it cleared the first away
    (output / LEFT_STAGING / "new-0").write_bytes(b"half")
    with Publication(output):
        pass
    assert tree(output) == {}


def test_a_manifest_of_a_killed_publication_knows_both_states(output: Path) -> None:
    publish(output, {"a": b"1"})
    manifest = json.loads((output / NAME).read_text())
    digest = manifest["files"]["a"]
    manifest["files"] = {"a": ["0" * 64, digest], "gone/for/good": digest}
    (output / NAME).write_text(json.dumps(manifest))
    (output / "gone/for").mkdir(parents=True)
    copy = Path(shutil.copytree(output, output.with_name("copy")))
    assert publish(output, {}) == (Published(removed=("a",)), [])
    assert tree(output).keys() == {NAME}
    assert publish(copy, {"a": b"2"}) == (Published(written=("a",)), [])
