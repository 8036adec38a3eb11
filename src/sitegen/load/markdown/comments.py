"""Markdown as strangers write it in comments: CommonMark without HTML, line ends kept, bare addresses linked.

What comes out is not safe by itself: it goes through `sanitize` and `balance` like every other body. There, headings
become bold paragraphs and images links.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen.load.sanitize import safe_address


class BareAddress(NamedTuple):
    """An address that stands in words as it is: from where to where, and where a link would lead."""

    start: int
    end: int
    address: str


def comment_html(markdown: str) -> str:
    """A comment's Markdown as HTML that is yet to be guarded. Nothing is replaced for typography's sake."""
    return str(_renderer().render(markdown))


def bare_addresses(text: str) -> Iterator[BareAddress]:
    """The `http://`, `https://` and `www.` addresses in a text, by the rules of GitHub Flavored Markdown, 6.9.

    They end before white space, quotation marks and angle brackets; punctuation and unmatched brackets at their end
    belong to the sentence. Host names without a scheme or `www.` and e-mail addresses are words.
    """
    for match in _BARE.finditer(text):
        bare = _without_punctuation(match[0])
        if address := _address_of(bare):
            yield BareAddress(match.start(), match.start() + len(bare), address)


_LONGEST = 4096  # characters looked at for one address
_REST = r"""(?:[^\s<>"`“”„«»‹›\[\]、。，：；！？（）「」『』【】《》]++|\[[^\s<>"`\[\]]*\])++"""
_BARE = re.compile(rf"(?:(?<![a-z0-9+.\-])https?://|(?<![\w@.:/\-])www\.){_REST}", re.IGNORECASE)
_BARE_HERE = re.compile(rf"https?://{_REST}", re.IGNORECASE)
_SCHEME_BEFORE = re.compile(r"(?<![a-z0-9+.\-])https?\Z", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,31};\Z")
_PAIRS = {")": "(", "]": "[", "}": "{"}

# Levels of nesting beyond which `>` and `-` are words: a quote is one level, a list two. Each line costs time for each
# quote that it may go on, and markdown-it drops what stands deeper than its own limit, 20.
_DEEPEST_QUOTE = 8
_DEEPEST_LIST = 16


def _without_punctuation(address: str) -> str:
    """An address as it was found, without the punctuation of the sentence around it."""
    surplus = {close: address.count(close) - address.count(open_) for close, open_ in _PAIRS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ";" and (entity := _ENTITY_AT_END.search(address, max(0, end - 33), end)):
            end = entity.start()
        elif last in "?!.,:;*_~'’":
            end -= 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        else:
            break
    return address[:end]


def _address_of(bare: str) -> str:
    if bare[:4].lower() == "www.":
        return safe_address(f"http://{bare}") if "." in bare[4:] else ""
    return safe_address(bare)


class _Markdown(MarkdownIt):
    """markdown-it that leaves the words of an address as they were written."""

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


@cache
def _renderer() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False, "breaks": True})
    markdown.enable("strikethrough").disable(["html_block", "html_inline"])
    markdown.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.after("text", "bare_address", _inline_address)
    markdown.core.ruler.after("inline", "www_address", _www_addresses)
    return markdown


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < _DEEPEST_QUOTE and blockquote(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < _DEEPEST_LIST and list_block(state, start, end, silent)


def _inline_address(state: StateInline, silent: bool) -> bool:
    """An inline rule, at the colon of `http://`: before emphasis finds a `_` or `*` in an address."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-6:])
    if not scheme:
        return False
    start = state.pos - len(scheme[0])
    found = _BARE_HERE.match(state.src, start, min(state.posMax, start + _LONGEST))
    if not found or found.end() == start + _LONGEST:
        return False
    written = _without_punctuation(found[0])
    words = _ENTITY.sub(lambda entity: unescape(entity[0]), written)
    address = safe_address(words)
    if not address:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    state.pos = start + len(written)
    return True


def _www_addresses(state: StateCore) -> None:
    """A core rule, after the inline ones: `www.` begins with no character at which an inline rule is asked."""
    for block in state.tokens:
        if block.type == "inline" and "www." in block.content.lower():
            block.children = list(_linked(block.children or []))


def _linked(tokens: Sequence[Token]) -> Iterator[Token]:
    in_links = 0
    for token in tokens:
        in_links += (token.type == "link_open") - (token.type == "link_close")
        if token.type != "text" or in_links:
            yield token
            continue
        end = 0
        for found in bare_addresses(token.content):
            yield _text(token, token.content[end : found.start])
            yield Token("link_open", "a", 1, attrs={"href": found.address}, level=token.level)
            yield _text(token, token.content[found.start : found.end])
            yield Token("link_close", "a", -1, level=token.level)
            end = found.end
        yield _text(token, token.content[end:]) if end else token


def _text(like: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=like.level)
