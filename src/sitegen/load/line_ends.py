"""HTML whose line ends are its paragraphs: how WordPress and Movable Type stored what people typed."""

import re
from itertools import pairwise

_OWN_PARAGRAPHS = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_AS_WRITTEN = re.compile(r"(<pre\b.*?(?:</pre\s*>|\Z))", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_BLOCK = "blockquote|[uo]l|li|h[1-6]|hr|d[ltd]|table|t(?:head|body|foot|r|h|d)"
_BEGINS_WITH_BLOCK = re.compile(rf"\s*</?(?:{_BLOCK})\b", re.IGNORECASE)
_ENDS_WITH_BLOCK = re.compile(rf"</?(?:{_BLOCK})\b[^<>]*>\s*\Z", re.IGNORECASE)


def with_paragraphs(html: str) -> str:
    """The HTML, its blank lines turned into paragraphs and its line ends into breaks, if it has neither itself.

    What is in `pre` stays; beside a block's tags a line end is layout. The result is as unclosed as the source was.
    """
    if "\n" not in html.strip("\n") or _OWN_PARAGRAPHS.search(html):
        return html
    parts = _AS_WRITTEN.split(html.strip("\n"))
    return "".join(part if number % 2 else _paragraphs(part) for number, part in enumerate(parts))


def _paragraphs(html: str) -> str:
    on_one_line = _TAG.sub(lambda tag: tag[0].replace("\n", " "), html)
    return "".join(f"<p>{_broken(each)}\n" for each in _BLANK_LINES.split(on_one_line) if each.strip())


def _broken(html: str) -> str:
    """The lines, with a break between two of them unless a block begins or ends there."""
    lines = html.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        is_layout = _ENDS_WITH_BLOCK.search(before[-200:]) or _BEGINS_WITH_BLOCK.match(line)
        joined += ["\n" if is_layout else "<br>\n", line]
    return "".join(joined)
