"""The folder .sitegen/ of a site: one build at a time, and nothing in it that is missed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.incremental.cache import Cache, passing
from sitegen.incremental.lock import HeldError
from tests.conftest import MakeSite
from tests.plan.sites import NOW

SITE = {
    "sitegen.yaml": "title: S\nurl: https://s.example/\n",
    "content/posts/2011-03-02-a.md": "---\ntitle: A\n---\nWords.\n",
}


def test_one_build_at_a_time(make_site: MakeSite) -> None:
    """The second is told who holds it, and writes nothing."""
    site = make_site(SITE)
    with Cache(site):
        with pytest.raises(HeldError) as held, Cache(site):
            pass
        assert held.value.holder == str(os.getpid())
        [problem] = build(site, site / "output", now=NOW).diagnostics
        assert (problem.code, str(os.getpid()) in problem.message) == ("site-busy", True)
        assert not (site / "output").exists()
    assert build(site, site / "output", now=NOW).diagnostics == ()


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    program = f"""
import os
from pathlib import Path
from sitegen.incremental.cache import Cache
Cache(Path({str(tmp_path)!r})).__enter__()
os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    with Cache(tmp_path) as cache:
        assert cache.unusable == ""


def test_the_folder_is_kept_out_of_version_control(tmp_path: Path) -> None:
    with Cache(tmp_path):
        assert (tmp_path / ".sitegen/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".sitegen").symlink_to("elsewhere")
    with Cache(tmp_path) as cache:
        assert (cache.unusable, cache.folder.parent == tmp_path) == ("it is a symbolic link", False)
        folder = cache.folder
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not folder.exists()


def test_a_passing_cache_leaves_nothing_behind(tmp_path: Path) -> None:
    with passing(tmp_path) as cache:
        folder = cache.folder
        assert folder.is_dir()
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def damaged(store: Path) -> None:
    data = bytearray(store.read_bytes())
    data[len(data) // 3 :] = bytes(len(data) - len(data) // 3)
    store.write_bytes(data)


def replaced_by_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


TROUBLE: dict[str, Callable[[Path], object]] = {
    "deleted": shutil.rmtree,
    "without a store": lambda folder: (folder / "store.sqlite").unlink(),
    "of no format": lambda folder: (folder / "store.sqlite").write_bytes(b"x" * 9999),
    "cut off": lambda folder: os.truncate(folder / "store.sqlite", 5000),
    "damaged": lambda folder: damaged(folder / "store.sqlite"),
    "a file": replaced_by_a_file,
}


@pytest.mark.parametrize("name", TROUBLE)
def test_without_a_sound_cache_the_site_is_the_same(make_site: MakeSite, name: str) -> None:
    site = make_site(SITE)
    build(site, site / "output", now=NOW)
    before = tree(site / "output")
    TROUBLE[name](site / ".sitegen")
    (site / "content/posts/2011-03-02-a.md").write_text("---\ntitle: B\n---\nWords.\n", encoding="utf-8")
    assert build(site, site / "output", now=NOW).diagnostics == ()
    after = tree(site / "output")
    clean = make_site(SITE | {"content/posts/2011-03-02-a.md": "---\ntitle: B\n---\nWords.\n"})
    build(clean, clean / "output", now=NOW)
    assert after == tree(clean / "output") != before
