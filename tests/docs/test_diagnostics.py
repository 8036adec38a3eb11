import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.transcript import said_here
from tests.conftest import REPOSITORY
from tests.docs.examples import UPDATE, Section, carried_out, sections

DOCUMENT = REPOSITORY / "docs/diagnostics.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
CODES = list(sections(TEXT, 3))
(PREPARATION,) = (section for section in sections(TEXT, 2) if section.title == "The examples")


def test_every_code_is_explained_and_no_other() -> None:
    """The headings are the codes that the program can print."""
    written = [section.title.strip("`") for section in CODES]
    assert sorted(written) == sorted(set(_codes()))


@pytest.mark.parametrize("section", CODES, ids=lambda section: section.title.strip("`"))
def test_what_an_example_says_is_said(section: Section, tmp_path: Path) -> None:
    """To the last caret; and it is about the code in question."""
    carried_out(PREPARATION.text, tmp_path, _problems_only)
    really = carried_out(section.text, tmp_path, _problems_only)
    if UPDATE:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(text.replace(section.text, really), encoding="utf-8")
    else:
        assert really == section.text
    assert re.search(rf"(error|warning)\[{section.title.strip('`')}\]: ", really)


def _problems_only(args: list[str], folder: Path) -> str:
    """What stands on standard error; the summary would be the same everywhere."""
    text = said_here(*args, cwd=folder).text
    return re.sub(r"^(Checked|Built|Not built).*\n(^  .*\n)*", "", text, flags=re.MULTILINE)


def _codes() -> Iterator[str]:
    """The first argument of every `error(…)` and `warning(…)`."""
    for file in sorted((REPOSITORY / "src/sitegen").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("error", "warning"):
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{file}:{node.lineno}: a code is written out, to be found"
                yield str(code.value)
