"""Where links, images and raw HTML stand: markdown-it tells of each block its lines only.

Inline rules note the offset in the block's text at which their token was found; `Lines` makes of it a line and column.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.load.markdown.posts.limits import deeper

AT = "at"
"""In a token's `meta`: the offset of its address, or of its raw HTML, in the text of its block."""

LABEL = "label"
"""In a token's `meta`, in the place of `AT`: the name of the definition that has its address."""

TEXT_OF = "text_of"
"""In the `meta` of an inline token that was cut out of another one: the text in which offsets count."""

_SHIFT = "shift"
_Rule = Callable[[StateInline, bool], bool]


def note_places(engine: MarkdownIt) -> None:
    """Have an engine note where links, images and raw HTML stand."""
    engine.inline.ruler.at("link", _noted(link, "link_open", _note_address))
    engine.inline.ruler.at("image", _noted(_shallow_image, "image", _note_address))
    engine.inline.ruler.at("html_inline", _noted(html_inline, "html_inline", note_start))


@contextmanager
def shifted(env: EnvType, offset: int) -> Iterator[None]:
    """Words cut out of others at an offset are parsed: their offsets count in the whole."""
    before = env.get(_SHIFT, 0)
    env[_SHIFT] = before + offset
    yield
    env[_SHIFT] = before


class Lines:
    """The lines of a text in which blocks stand, indented and marked as the blocks around them want."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._passed: dict[int, int] = {}

    def __getitem__(self, number: int) -> str:
        """The line of that number, from 0."""
        return self._lines[number] if number < len(self._lines) else ""

    def block(self, text: str, first: int) -> "Block":
        """A paragraph, heading or piece of raw HTML that begins in the line `first`, from 0."""
        return Block(text, first, lambda row, own: _indent(self[first + row], own, 0))

    def cell(self, text: str, line: int) -> "Block":
        """A table's cell; those of one line are asked for from left to right."""
        written = text.replace("|", r"\|")
        indent = _indent(self[line] + "|", written, self._passed.get(line, 0))
        self._passed[line] = indent + len(written)
        return Block(text, line, lambda row, own: indent, escaped="|")


class Block:
    """The text of a block, and how much further right each of its lines stands in the file.

    There, a backslash stands before each `escaped` character.
    """

    def __init__(self, text: str, first: int, indent: Callable[[int, str], int], *, escaped: str = "\0") -> None:
        self._text = text
        self._escaped = escaped
        self._first = first
        self._own = text.split("\n")
        self._starts = list(accumulate([len(line) + 1 for line in self._own], initial=0))
        self._indent = indent

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 0, of the character at an offset in the block's text."""
        row = min(bisect_right(self._starts, offset), len(self._own)) - 1
        start = self._starts[row]
        within = offset - start + self._text.count(self._escaped, start, offset)
        return self._first + row, max(0, self._indent(row, self._own[row]) + within)


def _indent(line: str, own: str, passed: int) -> int:
    """A line's own text is its end; that of a heading or a cell, its middle. (A tab may have become spaces.)"""
    line, own = line.rstrip(), own.rstrip()
    words = own.lstrip()
    found = len(line) - len(words) if line.endswith(words) else line.find(words, passed)
    return max(found, passed) - (len(own) - len(words))


def _noted(rule: _Rule, type_: str, note: Callable[[StateInline, Token, int], None]) -> _Rule:
    def noting(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next(token for token in state.tokens[known:] if token.type == type_)
            note(state, token, start)
        return True

    return noting


def note_start(state: StateInline, token: Token, start: int) -> None:
    """Note that a token begins at an offset in the words that are being parsed."""
    token.meta[AT] = state.env.get(_SHIFT, 0) + start


def _note_address(state: StateInline, token: Token, start: int) -> None:
    """`[words](address)`, or a link whose address stands in a definition: `[words][name]`, `[name][]`, `[name]`."""
    text = state.src
    begin = text.index("[", start)
    end = parseLinkLabel(state, begin)
    position = end + 1
    if state.pos > position and text[position] == "(":
        while text[position + 1] in " \t\n":
            position += 1
        note_start(state, token, position + 1 + (text[position + 1] == "<"))
    else:
        name = text[end + 2 : state.pos - 1] or text[begin + 1 : end]
        token.meta[LABEL] = normalizeReference(name)


def _shallow_image(state: StateInline, silent: bool) -> bool:
    """markdown-it parses an image's words as a text of their own, with no end to the images within images."""
    if not state.src.startswith("![", state.pos):
        return False
    with deeper(state.env) as is_deeper:
        return is_deeper and image(state, silent)
