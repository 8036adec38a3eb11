"""Examples in a document, carried out: files that it shows, commands that it types, and what comes of them.

    `content/posts/a.md`:          a file of the site: the block that follows is what is in it

    ```yaml
    …
    ```

    ```console
    $ sitegen check                a command; what stands below, up to the next `$`, is what it must say
    …
    $ ln -s nowhere static/x       any other command is the shell's, up to ` && sitegen …`
    ```

With UPDATE_DOCS=1 in the environment the document is written anew with what is really said.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

UPDATE = os.environ.get("UPDATE_DOCS") == "1"

_FENCED = re.compile(r"(?:^`(?P<path>[^`\n]+)`:\n\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<line>.*)\n", re.MULTILINE)

Run = Callable[[list[str], Path], str]
"""Carries out `sitegen ARGS` in a folder and gives what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it, up to the next of the same level or a higher one."""

    title: str
    text: str


def sections(document: str, level: int) -> Iterator[Section]:
    """The sections of one level, in order."""
    title, lines, fenced = "", list[str](), False
    for line in [*document.splitlines(keepends=True), "# The end\n"]:
        fenced ^= line.startswith("```")
        heading = None if fenced else re.match(r"(#+) (.*)", line)
        if not heading or len(heading[1]) > level:
            lines.append(line)
            continue
        if title:
            yield Section(title=title, text="".join(lines))
        title, lines = heading[2] if len(heading[1]) == level else "", []


def carried_out(text: str, site: Path, run: Run) -> str:
    """The text with what its commands really say, its files having been put into `site`."""

    def block(match: re.Match[str]) -> str:
        if match["path"]:
            file = site / match["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(match["text"], encoding="utf-8")
        if match["kind"] != "console":
            return match[0]
        return match[0].replace(match["text"], "".join(_typed(line, site, run) for line in _lines(match["text"])))

    return _FENCED.sub(block, text)


def _lines(text: str) -> list[str]:
    return [match["line"] for match in _COMMAND.finditer(text)]


def _typed(line: str, site: Path, run: Run) -> str:
    folder, words = site, line
    if match := re.fullmatch(r"cd (?P<folder>\S+) && (?P<rest>.+)", line):
        folder, words = site / match["folder"], match["rest"]
    if words.startswith("sitegen "):
        return f"$ {line}\n{run(shlex.split(words)[1:], folder)}"
    before, together, last = line.rpartition(" && sitegen ")
    done = subprocess.run(["sh", "-c", before or line], cwd=site, check=True, capture_output=True, encoding="utf-8")
    said = run(shlex.split(last), site) if together else done.stdout
    return f"$ {line}\n{said}"
