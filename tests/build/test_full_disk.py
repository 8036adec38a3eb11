"""A build that the system refuses room or leave: one message, the old site stays, and the next build makes the rest."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.many_posts import Versions, clean_builds, write
from tests.cli.transcript import environment, said_here
from tests.publish.publishing import files
from tests.publish.test_system_errors import _mounting  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return clean_builds(tmp_path_factory.mktemp("clean"))


def built_with_files_up_to(size: int, site: Path) -> subprocess.CompletedProcess[str]:
    """A build that may write no larger file."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "sitegen", "build", "-q", "-j", "2"],
        cwd=site,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_no_room_for_the_cache(tmp_path: Path, versions: Versions) -> None:
    """The store cannot grow: the site is as it was."""
    site = write(tmp_path, "Old")
    assert said_here("build", "-q", cwd=site).code == 0
    shutil.rmtree(site / ".sitegen")
    write(site, "New")
    done = built_with_files_up_to(150_000, site)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error[system-error]: the system refused: ")
    assert done.stderr.count("\n") == 1
    assert files(site / "output") == versions.old
    assert str(said_here("build", "-q", cwd=site)) == ""
    assert files(site / "output") == versions.new


def test_no_room_for_the_output(tmp_path: Path, versions: Versions) -> None:
    """One file of the site is too large: none is written."""
    site = write(tmp_path, "Old")
    assert said_here("build", "-q", cwd=site).code == 0
    write(site, "New")
    (site / "static/large").write_bytes(b"x" * 3_000_000)
    done = built_with_files_up_to(2_000_000, site)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "output/large: error[output-not-writable]: cannot be written: File too large\n"
        "  hint: the file is larger than this system allows; the site in output is as it was\n"
    )
    assert files(site / "output") == versions.old
    (site / "static/large").unlink()
    assert str(said_here("build", "-q", cwd=site)) == ""
    assert files(site / "output") == versions.new


@pytest.mark.usefixtures("_mounting")
def test_a_site_on_a_disk_that_may_only_be_read(tmp_path: Path, versions: Versions) -> None:
    """It is built all the same, into another folder; nothing is remembered, and nothing left over."""
    site, output, temporary = write(tmp_path / "site", "New"), tmp_path / "output", tmp_path / "temporary"
    temporary.mkdir()
    script = (
        'mount --bind "$PWD" "$PWD" && mount -o remount,bind,ro "$PWD" && cd "$PWD" && exec "$0" -m sitegen build "$@"'
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, sys.executable, "-q", "-j", "2", "-o", str(output)],
        cwd=site,
        env=environment({"TMPDIR": str(temporary)}),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert files(output) == versions.new
    assert not (site / ".sitegen").exists()
    assert list(temporary.iterdir()) == []


def test_a_cache_that_is_a_dangling_link(tmp_path: Path, versions: Versions) -> None:
    """Nothing is made where it points; the site is built."""
    site = write(tmp_path / "site", "New")
    (site / ".sitegen").symlink_to(tmp_path / "elsewhere")
    assert str(said_here("build", "-q", cwd=site)) == ""
    assert files(site / "output") == versions.new
    assert not (tmp_path / "elsewhere").exists()
