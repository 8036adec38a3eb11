"""Bare addresses (`https://…`, `www.…`) in posts, comments and plain text become links, by one rule."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen.load.sanitize import safe_address


class BareAddress(NamedTuple):
    """An address that stands in words as it is: from where to where, and where a link would lead."""

    start: int
    end: int
    address: str


def bare_addresses(text: str) -> Iterator[BareAddress]:
    """The `http://`, `https://` and `www.` addresses in a text, by the rules of GitHub Flavored Markdown, 6.9.

    They end before white space, quotation marks and angle brackets; punctuation and unmatched brackets at their end
    belong to the sentence. Host names without a scheme or `www.` and e-mail addresses are words.
    """
    for match in _BARE.finditer(text):
        bare = _without_punctuation(match[0])
        if address := _address_of(bare):
            yield BareAddress(match.start(), match.start() + len(bare), address)


def link_bare_addresses(engine: MarkdownIt) -> None:
    """Have a Markdown engine do it too. The tokens' `info` is "auto", as of `<https://…>`."""
    engine.inline.ruler.after("text", "bare_address", _web_address)
    engine.core.ruler.after("inline", "www_address", _www_addresses)


_LONGEST = 2_000  # characters looked at for one address in Markdown
_REST = r"""(?:[^\s<>"`“”„«»‹›\[\]、。，：；！？（）「」『』【】《》]++|\[[^\s<>"`\[\]]*\])++"""
_BARE = re.compile(rf"(?:(?<![a-z0-9+.\-])https?://|(?<![\w@.:/\-])www\.){_REST}", re.IGNORECASE)
_BARE_HERE = re.compile(rf"https?://{_REST}", re.IGNORECASE)
_SCHEME_BEFORE = re.compile(r"(?<![a-z0-9+.\-])https?\Z", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,31};\Z")
_PAIRS = {")": "(", "]": "[", "}": "{"}


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


def _web_address(state: StateInline, silent: bool) -> bool:
    """An inline rule, at the colon of `https://`: before emphasis finds a `_` or `*` in the address."""
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
        for made in _link(words, address, 0):
            token = state.push(made.type, made.tag, made.nesting)
            token.attrs, token.info, token.content = made.attrs, made.info, made.content
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
        in_links += _opens_link(token)
        if token.type != "text" or in_links > 0:
            yield token
            continue
        end = 0
        for found in bare_addresses(token.content):
            yield _text(token.content[end : found.start], token.level)
            yield from _link(token.content[found.start : found.end], found.address, token.level)
            end = found.end
        yield _text(token.content[end:], token.level) if end else token


def _opens_link(token: Token) -> int:
    """1 where a link begins, -1 where one ends: in Markdown or in raw HTML."""
    if token.type == "html_inline":
        return isLinkOpen(token.content) - isLinkClose(token.content)
    return (token.type == "link_open") - (token.type == "link_close")


def _link(words: str, address: str, level: int) -> tuple[Token, Token, Token]:
    return (
        Token("link_open", "a", 1, attrs={"href": address}, level=level, info="auto"),
        _text(words, level + 1),
        Token("link_close", "a", -1, level=level, info="auto"),
    )


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
