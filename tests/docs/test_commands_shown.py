"""The commands that the documents show exist, and those of the first five minutes work in their order."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run
from tests.docs.reading import DOCUMENTS, blocks, rows, text_of

MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
CHORES = set(re.findall(r"^([a-z-]+):.*?## ", MAKEFILE, re.MULTILINE))
TARGETS = CHORES | set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_chore_that_is_named_is_in_the_makefile(document: str) -> None:
    code = re.findall(r"`([^`\n]+)`", text_of(document))
    code += [line for block in blocks(document) if block.language == "console" for line in block.text.splitlines()]
    named = {
        word for line in code if (match := re.match(r"(?:\$ )?make((?: [\w-]+(?:=\S+)?)*)", line))
        for word in match[1].split() if "=" not in word
    }  # fmt: skip
    assert named <= TARGETS


def test_every_chore_is_explained() -> None:
    explained = {word for chore in rows("CONTRIBUTING.md", "Chores") for word in chore.replace("`", "").split()}
    assert explained >= CHORES


@pytest.mark.parametrize("document", ["README.md", "docs/getting-started.md"])
def test_the_first_steps_work(document: str, tmp_path: Path, run: Run) -> None:
    """Every `sitegen …` of the document, one after the other, from an empty folder; `cd` is followed."""
    here = tmp_path
    done = []
    for block in blocks(document):
        for line in block.text.splitlines() if block.language == "console" else ():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words[0] == "cd":
                here = here / words[1]
            elif words[0] == "sitegen":
                result = run(*words[1:], cwd=here)
                assert result.returncode == 0, (line, result.stdout, result.stderr)
                done.append(words[1])
    assert {"init", "build"} <= set(done)
    assert (here / "output" / "index.html").is_file()


def test_the_readme_says_where_the_built_site_is_to_be_seen() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "-m http.server --bind 127.0.0.1 -d output 8000" in makefile
    assert "$ make look        # serves output/ at http://localhost:8000/" in text_of("README.md")
