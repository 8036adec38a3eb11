"""A command and all that it says, as a person at the terminal sees it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from sitegen.cli import main

NOW = "1767225600"  # 2026-01-01T00:00:00Z: no test depends on the day on which it runs

# What a machine may have set; a transcript is the same on all of them.
_UNSET = ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "LANG", "TZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Standard output and standard error in the order in which they came, and the exit code."""

    text: str
    code: int

    def __str__(self) -> str:
        return f"{self.text}exit code {self.code}\n" if self.code else self.text


def sitegen(
    *args: str | bytes, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, its two streams apart, in an environment that is always the same."""
    return subprocess.run(
        _command(args),
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )


def said(*args: str, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 120) -> Said:
    """What the command says, with masked times."""
    process = subprocess.run(
        _command(args),
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )
    return Said(text=masked(process.stdout), code=process.returncode)


def said_here(*args: str, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 60) -> Said:
    """Like `said`, but without a process of its own: ten times as fast. What waits for ever is stopped too."""
    screen = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    code: int | str | None = 0
    with (
        chdir(cwd),
        patch.dict(os.environ, environment(env), clear=True),
        _stopped_after(timeout),
        redirect_stdout(screen),
        redirect_stderr(screen),
    ):
        try:
            main(args, prog_name="sitegen")
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    screen.seek(0)
    return Said(text=masked(screen.read()), code=code)


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: object) -> NoReturn:
        raise AssertionError(f"not done in {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def masked(text: str) -> str:
    """The text with every time as 0.0."""
    return re.sub(r'("seconds": )[\d.]+', r"\g<1>0.0", re.sub(r"\b\d+\.\d s\b", "0.0 s", text))


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """That of the tests, without what steers a terminal, and at a fixed moment."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**kept, "COLUMNS": "80", "SOURCE_DATE_EPOCH": NOW, "PYTHONUTF8": "1", **(env or {})}


def _command(args: Sequence[str | bytes]) -> list[str | bytes]:
    return [sys.executable, "-W", "error", "-m", "sitegen", *args]
