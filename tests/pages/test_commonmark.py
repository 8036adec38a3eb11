"""Posts are CommonMark: every example of the specification comes out as it says."""

import re
from functools import cache
from typing import NamedTuple

import pytest

from sitegen.load.markdown import render_commonmark
from tests.conftest import commonmark_spec, leave_out

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """Markdown, and the HTML that it stands for; in the specification a tab is written as an arrow."""

    markdown: str
    html: str


@cache
def examples() -> list[Example]:
    spec = commonmark_spec()
    if spec is None:
        return []
    text = spec.read_text(encoding="utf-8").replace("→", "\t")
    # markdown-it ends an empty quotation without a line break; no browser sees a difference.
    text = text.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
    return [Example(*found.groups()) for found in EXAMPLE.finditer(text)]


def test_the_specification_is_here() -> None:
    if commonmark_spec() is None:
        leave_out("no commonmark-spec from npm")
    assert len(examples()) == 652, "CommonMark 0.31.2 has 652 examples"


@pytest.mark.parametrize("number", range(1, len(examples()) + 1))
def test_example(number: int) -> None:
    """The number is the one by which the specification counts its examples."""
    markdown, html = examples()[number - 1]
    assert render_commonmark(markdown) == html
