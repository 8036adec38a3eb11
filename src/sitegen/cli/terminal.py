"""The terminal, whatever it is: one that knows few characters, that wants no colours, or that is no longer there."""

import codecs
import os
import sys
from io import TextIOWrapper
from typing import TextIO

import click

_SPELLED = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "→": "->", "\ufffd": "?"}


def prepare() -> None:
    """Every text can be printed from now on: what the terminal's encoding lacks is spelled with what it has."""
    codecs.register_error("sitegen-spelled", _spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="sitegen-spelled")


def say(text: str = "", *, error: bool = False) -> None:
    """A line on the terminal; without colours where NO_COLOR (no-color.org) asks for that.

    A reader that went away (`sitegen check | head -1`) ends the talk, not the work. Where the system refuses for
    another reason (a full disk), the command ends with 1.
    """
    try:
        click.echo(text, err=error, color=False if os.environ.get("NO_COLOR") else None)
    except BrokenPipeError:
        _hush(sys.stderr if error else sys.stdout)
    except OSError as reason:
        _hush(sys.stderr if error else sys.stdout)
        if not error:
            say(f"error: the report cannot be written: {reason.strerror}", error=True)
        sys.exit(1)


def _spell(problem: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    char = problem.object[problem.start]
    if char in _SPELLED:
        return _SPELLED[char], problem.start + 1
    one = UnicodeEncodeError(problem.encoding, problem.object, problem.start, problem.start + 1, problem.reason)
    return codecs.backslashreplace_errors(one)


def _hush(stream: TextIO) -> None:
    """What is still in the stream's buffer, and all that follows, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
