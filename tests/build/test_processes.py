"""Builds by several processes, as they are in the world: killed, interrupted, two at once, on fork and on spawn."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from sitegen.build import BuildReport, build
from sitegen.model.page import Page
from sitegen.publish.manifest import STAGING
from sitegen.render.pages import Renderer
from tests.build.many_posts import (
    AFileIsInPlace,
    Build,
    Versions,
    begun,
    clean_builds,
    it_is_locked,
    many_pages_are_staged,
    pages_are_staged,
    the_store_is_written,
    workers_are_there,
    write,
)
from tests.cli.transcript import said_here
from tests.plan.sites import NOW
from tests.publish.publishing import files

Moment = Callable[[Build], bool]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return clean_builds(tmp_path_factory.mktemp("clean"))


def moments(output: Path) -> Iterator[Moment]:
    """From a build's beginning to its end."""
    yield from (it_is_locked, the_store_is_written, workers_are_there, pages_are_staged, many_pages_are_staged)
    yield AFileIsInPlace(output)


def built_next(site: Path, expected: object) -> None:
    """The next build says nothing and makes what a clean one makes."""
    assert str(said_here("build", "-q", "-j", "1", cwd=site)) == ""
    assert files(site / "output") == expected
    assert not (site / "output" / STAGING).exists()


def test_killed_when_there_was_no_site(tmp_path: Path, versions: Versions) -> None:
    """At whatever moment: what is there is whole, no worker lives on, and the next build makes the rest."""
    site = write(tmp_path, "New")
    killed = 0
    for moment in moments(site / "output"):
        with begun(site) as process:
            killed += process.is_at(moment)
            process.signalled(signal.SIGKILL, to_all=False)
            process.ended()
        assert files(site / "output").items() <= versions.new.items()
        built_next(site, versions.new)
        shutil.rmtree(site / "output")
        shutil.rmtree(site / ".sitegen")
    assert killed >= 3  # a moment may pass unseen on a busy machine, not all of them


def test_killed_over_an_older_version(tmp_path: Path, versions: Versions) -> None:
    """Likewise each page is the old one or the new one, and none that both have is missing."""
    site = write(tmp_path, "Old")
    built_next(site, versions.old)
    killed = 0
    for word, moment in zip(cycle(("New", "Old")), moments(site / "output"), strict=False):
        write(site, word)
        with begun(site) as process:
            killed += process.is_at(moment)
            process.signalled(signal.SIGKILL, to_all=False)
            process.ended()
        found = files(site / "output")
        assert versions.old.keys() & versions.new.keys() <= found.keys()
        assert found.items() <= versions.old.items() | versions.new.items()
        built_next(site, versions.of(word))
    assert killed >= 3


def test_ctrl_c_at_a_terminal(tmp_path: Path, versions: Versions) -> None:
    """All processes get it: one line, the exit code that shells know, output/ as it was or whole, nothing left over."""
    site, temporary = write(tmp_path / "site", "Old"), tmp_path / "temporary"
    temporary.mkdir()
    built_next(site, versions.old)
    interrupted = 0
    for word, moment in zip(cycle(("New", "Old")), islice(moments(site / "output"), 2, None), strict=False):
        write(site, word)
        before = files(site / "output")
        with begun(site, env={"TMPDIR": str(temporary)}) as process:
            if seen := process.is_at(moment):
                process.signalled(signal.SIGINT, to_all=True)
            said = process.ended()
        stopped = said == (130, "", "\nStopped.\n")
        interrupted += seen and stopped
        if not stopped:  # all was done; Python, on its way out, may still be killed by it
            assert said in ((0, "", ""), (130, "", ""))
        assert files(site / "output") in ((before, versions.of(word)) if stopped else (versions.of(word),))
        assert list(temporary.iterdir()) == []
        built_next(site, versions.of(word))
    assert interrupted >= 2


# ── Whoever does the work ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """What one process says of the site."""
    site = write(tmp_path_factory.mktemp("alone"), "New")
    return build(site, site / "output", now=NOW)


@pytest.mark.parametrize(("workers", "method"), [(2, "fork"), (8, "fork"), (2, "spawn")])
def test_any_number_of_workers_make_and_say_the_same(
    tmp_path: Path,
    versions: Versions,
    alone: BuildReport,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
    method: str,
) -> None:
    """However they start: the same bytes, warnings, counts and reasons, in the same order."""
    monkeypatch.setattr("sitegen.build.pool._usual_method", lambda: method)
    site = write(tmp_path, "New")
    report = build(site, site / "output", now=NOW, workers=workers)
    assert [each.code for each in report.diagnostics] == ["broken-link"] * 5
    assert report == alone
    assert files(site / "output") == versions.new


def test_a_worker_that_dies_of_a_page(tmp_path: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the page; the old site stays, to the last file, and the next build makes the new one."""
    site = write(tmp_path, "Old")
    built_next(site, versions.old)
    write(site, "New")
    render = Renderer.render

    def deadly(renderer: Renderer, page: Page) -> object:
        if page.path == "p99/index.html":
            os.kill(os.getpid(), signal.SIGKILL)
        return render(renderer, page)

    with monkeypatch.context() as patch:
        patch.setattr("sitegen.build.pool._usual_method", lambda: "fork")
        patch.setattr(Renderer, "render", deadly)
        said = said_here("build", "-j", "2", cwd=site)
    assert str(said) == (
        "p99/index.html: error[worker-died]: a worker process has died (SIGKILL) at this\n"
        "  hint: if memory ran out, build in one process: -j 1; if that is not it, please report it\n"
        "Not built: output/ is as it was\n"
        "  1 error\n"
        "exit code 1\n"
    )
    assert files(site / "output") == versions.old
    built_next(site, versions.new)


def test_an_error_of_ours_in_a_worker_names_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in sitegen ends the build as it is, with a note of where it was; nothing is written."""
    render = Renderer.render

    def wrong(renderer: Renderer, page: Page) -> object:
        return 1 // 0 if page.path == "p99/index.html" else render(renderer, page)

    monkeypatch.setattr("sitegen.build.pool._usual_method", lambda: "fork")
    monkeypatch.setattr(Renderer, "render", wrong)
    site = write(tmp_path, "New")
    with pytest.raises(ZeroDivisionError) as raised:
        build(site, site / "output", now=NOW, workers=2)
    assert raised.value.__notes__ == ["while the page p99/index.html was made"]
    assert not (site / "output").exists()


# ── Two at once ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_build_says_who_builds(tmp_path: Path, versions: Versions) -> None:
    """Also into another folder; the first goes on and is not disturbed, and where it is killed the lock is free."""
    site = write(tmp_path, "New")
    with begun(site) as first:
        assert first.is_at(workers_are_there)
        first.signalled(signal.SIGSTOP, to_all=True)
        for options in ([], ["-o", "elsewhere"]):
            with begun(site, *options) as second:
                code, out, err = second.ended()
            assert (code, out) == (1, "")
            assert err == (
                f".sitegen: error[site-busy]: another sitegen (process {first.process.pid}) is building this site\n"
                "  hint: wait until it has ended, then build again\n"
            )
        first.signalled(signal.SIGCONT, to_all=True)
        assert first.ended() == (0, "", "")
    assert files(site / "output") == versions.new
    assert not (site / "elsewhere").exists()


def test_two_sites_into_one_folder(tmp_path: Path, versions: Versions) -> None:
    """The second is told; the folder is the first one's."""
    one, other = write(tmp_path / "one", "New"), write(tmp_path / "other", "Old")
    with begun(one) as first:
        assert first.is_at(pages_are_staged)
        first.signalled(signal.SIGSTOP, to_all=True)
        with begun(other, "-o", str(one / "output")) as second:
            code, out, err = second.ended()
        first.signalled(signal.SIGCONT, to_all=True)
        assert first.ended() == (0, "", "")
    assert (code, out) == (1, "")
    assert "error[output-busy]: another sitegen is" in err
    assert files(one / "output") == versions.new
