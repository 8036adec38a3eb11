"""A site of so many small posts that workers read and render it, in two versions; and real processes that build it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitegen.publish.manifest import STAGING
from tests.cli.transcript import environment, said_here
from tests.publish.publishing import files

POSTS = 250
_PAGE = "<!doctype html><title>{{ page.title }}</title>"
_THEME = {
    "theme.yaml": "name: small\n",
    "templates/post.html": _PAGE + "{{ post.content }}",
    "templates/page.html": _PAGE + "{{ post.content }}",
    **{f"templates/{name}.html": _PAGE for name in ("home", "term", "terms", "archive", "404")},
}


def sources(word: str) -> dict[str, str]:
    """The site in which each post has this word; five have a link that leads nowhere, ten are in one version only."""
    found = {
        "sitegen.yaml": f"title: {word}\nurl: https://a.example/\ntheme: small\npermalink: /{{slug}}/\nper_page: 25\n",
        "static/of-both.txt": "one",
        f"static/only-{word}.txt": word,
        **{f"themes/small/{path}": text for path, text in _THEME.items()},
    }
    names = [*(f"p{number}" for number in range(POSTS - 10)), *(f"{word}-{number}" for number in range(10))]
    for number, name in enumerate(names):
        link = "[nowhere](nowhere.md)" if number % 50 == 7 else ""
        front = f"---\ntitle: Post {number}\ndate: 2020-01-01\ntags: [t{number % 5}]\n---\n"
        found[f"content/posts/{name}.md"] = f"{front}{word} *words*. {link}\n"
    return found


def write(site: Path, word: str) -> Path:
    """Make this version of the sources; what earlier builds have left stays."""
    for part in ("content", "static"):
        shutil.rmtree(site / part, ignore_errors=True)
    for path, text in sources(word).items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return site


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What a clean build in one process makes of each version."""

    old: Mapping[str, bytes]
    new: Mapping[str, bytes]

    def of(self, word: str) -> Mapping[str, bytes]:
        """The files of a version by its word."""
        return {"Old": self.old, "New": self.new}[word]


def clean_builds(box: Path) -> Versions:
    """Both versions, each in a folder of its own."""
    made = {}
    for word in ("Old", "New"):
        site = write(box / word, word)
        assert said_here("build", "-q", "-j", "1", cwd=site).code == 0
        made[word] = files(site / "output")
    return Versions(old=made["Old"], new=made["New"])


# ── Real builds ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """`sitegen build` in a session of its own."""

    process: subprocess.Popen[str]
    site: Path

    def is_at(self, moment: Callable[["Build"], bool]) -> bool:
        """Wait for a moment; whether it was seen before the build ended. A short one may pass unseen."""
        deadline = time.monotonic() + 60
        while self.process.poll() is None:
            if moment(self):
                return True
            assert time.monotonic() < deadline
            time.sleep(0.0005)
        return False

    def signalled(self, number: signal.Signals, *, to_all: bool) -> None:
        """Send a signal to it, or as a terminal does to its workers too."""
        (os.killpg if to_all else os.kill)(self.process.pid, number)

    def ended(self) -> tuple[int, str, str]:
        """Its exit code as shells have it, and what it said; all its workers have ended as well."""
        out, err = self.process.communicate(timeout=60)
        deadline = time.monotonic() + 10
        while left := _session(self.process.pid):
            assert time.monotonic() < deadline, f"{len(left)} workers outlive the build that they worked for"
            time.sleep(0.01)
        code = self.process.returncode
        return 128 - code if code < 0 else code, out, err


@contextmanager
def begun(site: Path, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Build]:
    """A build in two processes that has begun; whatever comes, nothing is left of it."""
    command = [sys.executable, "-W", "error", "-m", "sitegen", "build", "-q", "-j", "2", *options]
    with subprocess.Popen(
        command,
        cwd=site,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield Build(process=process, site=site)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _session(leader: int) -> list[int]:
    """The living processes of a session, where the system tells them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session, *_ = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if session == str(leader) and state not in "ZX":
            found.append(int(folder.name))
    return found


# ── Moments ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def it_is_locked(build: Build) -> bool:
    """The site is the build's own."""
    try:
        return (build.site / ".sitegen/lock").read_text(encoding="ascii") == str(build.process.pid)
    except FileNotFoundError:
        return False


def the_store_is_written(build: Build) -> bool:
    """What is read is being remembered."""
    return it_is_locked(build) and (build.site / ".sitegen/store.sqlite-journal").exists()


def workers_are_there(build: Build) -> bool:
    """Files are read by several; where the system does not tell, some moment after the beginning."""
    children = Path(f"/proc/{build.process.pid}/task/{build.process.pid}/children")
    if not children.parent.exists():
        return the_store_is_written(build)
    return len(children.read_text(encoding="ascii").split()) == 2


def pages_are_staged(build: Build) -> bool:
    """There is the folder for what is not yet in place."""
    return (build.site / "output" / STAGING).exists()


def many_pages_are_staged(build: Build) -> bool:
    """Workers are in the midst of their pages."""
    try:
        return len(os.listdir(build.site / "output" / STAGING)) >= POSTS / 2  # noqa: PTH208 - often, so quickly
    except FileNotFoundError:
        return False


class AFileIsInPlace:
    """A new file stands where an old one, or none, stood when this was made."""

    def __init__(self, output: Path) -> None:
        self._files = [output / f"p{number}/index.html" for number in range(0, POSTS - 10, 40)]
        self._before = [self._now(file) for file in self._files]

    def __call__(self, build: Build) -> bool:
        return any(self._now(file) != before for file, before in zip(self._files, self._before, strict=True))

    @staticmethod
    def _now(file: Path) -> int:
        return file.stat().st_ino if file.exists() else 0
