"""What the system refuses is an error with the path, its reason and a hint; the old site stays, exactly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from sitegen.publish.publication import Publication
from sitegen.publish.published import Published
from tests.publish.publishing import codes, finish, publish, tree
from tests.publish.test_kill import environment

NOBODY = 65534


def run(program: str, *arguments: Path, before: tuple[str, ...] = ()) -> str:
    """What a program prints that may use `publish` and `tree`; it fails where it raises."""
    prelude = """
        import os, resource, subprocess, sys
        from pathlib import Path
        from sitegen.publish.publication import Publication
        from sitegen.publish.published import Published
        from tests.publish.publishing import codes, files, finish, publish, publish_incrementally, tree
    """
    done = subprocess.run(
        [*before, sys.executable, "-c", dedent(prelude) + dedent(program), *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_limit_to_the_size_of_files(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 100_000)
    publish(tmp_path / "output", {"a": b"1", "photo": b"old"})
    before = tree(tmp_path)
    said = run(
        """
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        folder = Path(sys.argv[1])
        with Publication(folder / "output") as publication:
            publication.stage("a", b"2")
            publication.stage_copy("photo", folder / "big")
            publication.stage("b", b"2")
            published, [problem] = finish(publication)
        assert published == Published()
        print(problem.where, problem.code, problem.message, problem.hint, sep="\\n")
        """,
        tmp_path,
    )
    assert said.splitlines() == [
        f"{tmp_path}/output/photo",
        "output-not-writable",
        "cannot be written: File too large",
        f"the file is larger than this system allows; the site in {tmp_path}/output is as it was",
    ]
    assert tree(tmp_path) == before


@pytest.fixture(scope="module")
def _mounting(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Root of a container or of a chroot may often not mount a disk of its own: asked, not guessed."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("a small disk is mounted by root only")
    folder = tmp_path_factory.mktemp("disk")
    mount = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", str(folder)]
    tried = subprocess.run(mount, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {tried.stderr.strip()}")


@pytest.mark.usefixtures("_mounting")
@pytest.mark.parametrize("way", ["publish", "publish_incrementally"])
@pytest.mark.parametrize("small", ["size=160k", "size=16m,nr_inodes=60"])
def test_a_full_disk(tmp_path: Path, small: str, way: str) -> None:
    """Sites of growing size, so that the disk is full at every stage of a publication."""
    program = f"""
        subprocess.run(["mount", "-t", "tmpfs", "-o", "{small}", "none", sys.argv[1]], check=True)
        output = Path(sys.argv[1]) / "output"
        full = 0
        for count in range(1, 60):
            old = {{"changed": b"1" * 4096, "gone/x": b"1", "page": b"1"}}
            assert publish(output, old)[1] == []
            before = tree(output)
            new = {{"changed": b"2" * 4096, "page/x": b"2"}}
            new |= {{f"{{number}}/index.html": b"2" * 4096 for number in range(count)}}
            published, diagnostics = {way}(output, new)
            if diagnostics:
                [problem] = diagnostics
                assert problem.code == "output-not-writable"
                assert "No space left on device" in problem.message, problem
                assert problem.hint.startswith("free some space"), problem
                assert tree(output) == before
                full += 1
            else:
                assert files(output) == new
        print(full)
    """
    assert 5 < int(run(program, tmp_path, before=("unshare", "--mount"))) < 55


def test_folders_that_may_not_be_written(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    """Late refusals, after other files were replaced already: all are taken back."""
    folder = Path("/tmp" if os.geteuid() == 0 else tmp_path) / f"sitegen-test-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    try:
        said = run(
            f"""
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid({NOBODY})
                os.setuid({NOBODY})
            output = Path(sys.argv[1]) / "output"
            old = {{"a": b"1", "m/x": b"1", "z/x": b"1"}}
            cases = {{
                "replace": ("z", {{"a": b"2", "m/x": b"2", "z/x": b"2"}}),
                "add": ("z", {{"a": b"2", "m/x": b"2", "z/x": b"1", "z/y": b"2"}}),
                "prune": ("z", {{"a": b"2", "m/y": b"2"}}),
                "stage": (".", {{"a": b"2", "z/x": b"1"}}),
                "pages become folders": ("z", {{"a/b": b"2", "m": b"2", "z/x": b"2"}}),
            }}
            for name, (read_only, new) in cases.items():
                assert publish(output, old)[1] == []
                before = tree(output)
                (output / read_only).chmod(0o555)
                published, [problem] = publish(output, new)
                assert published == Published()
                assert tree(output) == before, name
                print(str(problem.where).removeprefix(sys.argv[1]), problem.code, problem.message)
                (output / read_only).chmod(0o755)
            """,
            folder,
        )
    finally:
        shutil.rmtree(folder)
    assert said.splitlines() == [
        "/output/z/x output-not-writable cannot be written: Permission denied",
        "/output/z/y output-not-writable cannot be written: Permission denied",
        "/output/z/x output-not-writable cannot be written: Permission denied",
        "/output/a output-not-writable cannot be written: Permission denied",
        "/output/z/x output-not-writable cannot be written: Permission denied",
    ]


@pytest.mark.parametrize("path", ["x" * 256, "x" * 256 + "/index.html", "zz/" + "x" * 256, "é" * 200])
def test_a_name_that_is_too_long(tmp_path: Path, path: str) -> None:
    output = tmp_path / "output"
    publish(output, {"a": b"1", "b": b"1"})
    before = tree(output)
    published, [problem] = publish(output, {"a": b"2", "c/d": b"2", path: b"2"})
    assert (published, problem.code) == (Published(), "output-not-writable")
    assert "File name too long" in problem.message
    assert problem.hint.startswith("shorten")
    assert tree(output) == before


@pytest.mark.parametrize("output", ["file", "file/below", "x" * 256])
def test_an_output_folder_that_cannot_be(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    published, diagnostics = publish(tmp_path / output, {"a": b"1"})
    assert (published, codes(diagnostics)) == (Published(), ["output-not-writable"])
    assert tree(tmp_path) == {"file": b"mine"}


def test_after_the_first_refusal_staging_goes_on_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with Publication(tmp_path / "file") as publication:
        publication.stage("a", b"1")
        publication.stage_copy("b", tmp_path / "missing")
        assert codes(finish(publication)[1]) == ["output-not-writable"]
