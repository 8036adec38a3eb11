"""How far a build has come: what a terminal shows while it runs, and what a log gets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.transcript import environment, sitegen
from tests.conftest import MakeSite

POST = "---\ntitle: Hello\ndate: 2020-01-01\n---\nHello.\n"
SETTINGS = "title: A site\nurl: https://example.org/\npermalink: /{id}/\n"

_TOLD = """
import threading, time
from sitegen.build import Stage
from sitegen.cli.progress import progress
with progress(silent=False) as tell:
    tell(Stage.LOAD, 0, 0)
    tell(Stage.LOAD, 1, 1000)
    time.sleep(0.35)
    tell(Stage.LOAD, 250, 1000)
    print("threads:", threading.active_count())
print("end")
"""


@pytest.fixture(autouse=True)
def _terminals() -> None:
    """A chroot without /dev/pts has none."""
    try:
        ends = os.openpty()
    except OSError as reason:
        pytest.skip(f"this machine has no terminals: {reason}")
    for end in ends:
        os.close(end)


def on_a_terminal(*words: str, cwd: Path, **env: str) -> str:
    """What a terminal of 80 columns receives of a command of Python's."""
    script = f"import pty; pty.spawn({[sys.executable, *words]!r})"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env=environment({"TERM": "xterm-256color", **env}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",  # in which every end of a line is one
        check=True,
    ).stdout


def test_a_bar_with_stage_count_and_rate_that_is_gone_at_the_end(tmp_path: Path) -> None:
    """No thread draws it, for workers are forked."""
    text = on_a_terminal("-c", _TOLD, cwd=tmp_path)
    assert "Reading" in text
    assert " 250 of 1,000 " in text
    assert "/s" in text
    assert "threads: 1" in text
    assert "\x1b[3" in text  # colours
    assert text.endswith("\x1b[1A\x1b[2Kend\n")  # the line above is empty again
    assert text.index("\x1b[?25l") < text.index("\x1b[?25h")  # and the cursor is shown again


def test_a_bar_without_colours(tmp_path: Path) -> None:
    text = on_a_terminal("-c", _TOLD, cwd=tmp_path, NO_COLOR="1")
    assert " 250 of 1,000 " in text
    assert "\x1b[3" not in text


def test_a_bar_of_plain_characters(tmp_path: Path) -> None:
    """Where the terminal knows no others."""
    text = on_a_terminal("-c", _TOLD, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert " 250 of 1,000 " in text
    assert text.isascii()


def test_a_small_site_shows_none(make_site: MakeSite) -> None:
    site = make_site({"sitegen.yaml": SETTINGS, "content/posts/a.md": POST})
    assert on_a_terminal("-m", "sitegen", "build", cwd=site).startswith("Built output/ in ")


def test_lines_elsewhere(make_site: MakeSite) -> None:
    """One for each stage that is long, on standard error; none with -q or --json, nor when there is little to do."""
    pages = {f"content/pages/{number}.md": "---\ntitle: A page\n---\n" for number in range(100, 691)}
    site = make_site({"sitegen.yaml": SETTINGS, **pages, **{f"content/posts/{n}.md": POST for n in range(9)}})
    assert sitegen("build", cwd=site).stderr.startswith("Reading 600 files\nMaking 6")
    assert sitegen("build", cwd=site).stderr == ""
    for option in ("-q", "--json"):
        assert sitegen("build", option, "-o", f"output-{option}", cwd=site).stderr == ""
    dumb = on_a_terminal("-m", "sitegen", "check", cwd=site, TERM="dumb")
    assert dumb.startswith("Reading 600 files\nMaking 6")
    assert "\x1b" not in dumb
