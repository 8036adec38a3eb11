"""Bare addresses in posts (`https://…`, `www.…`): by the same rule as in comments."""

import re
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen.load.markdown.comments import bare_addresses

LONGEST = 2_000  # characters looked at for one address


def use_autolinks(engine: MarkdownIt) -> None:
    """Have an engine link bare addresses."""
    engine.inline.ruler.after("text", "bare_address", _web_address)
    engine.core.ruler.after("inline", "www_address", _www_addresses)


_SCHEME_BEFORE = re.compile(r"(?<![a-z0-9+.\-])https?\Z", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z0-9]+|#[0-9]+|#x[0-9a-f]+);", re.IGNORECASE)


def _web_address(state: StateInline, silent: bool) -> bool:
    """An inline rule, at the colon of `https://`: before emphasis finds a `_` or `*` in the address."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-6:])
    if not scheme:
        return False
    start = state.pos - len(scheme[0])
    found = next(bare_addresses(state.src[start : min(state.posMax, start + LONGEST)]), None)
    if found is None or found.start or found.end == LONGEST:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        words = _ENTITY.sub(lambda entity: unescape(entity[0]), state.src[start : start + found.end])
        address = next((each.address for each in bare_addresses(words) if not each.start), found.address)
        for made in _link(words, address, 0):
            token = state.push(made.type, made.tag, made.nesting)
            token.attrs, token.info, token.content = made.attrs, made.info, made.content
    state.pos = start + found.end
    return True


def _www_addresses(state: StateCore) -> None:
    """A core rule, after the inline ones: `www.` begins with no character at which an inline rule is asked."""
    for block in state.tokens:
        if block.type == "inline" and "www." in block.content.lower():
            block.children = list(_linked(block.children or []))


def _linked(tokens: list[Token]) -> Iterator[Token]:
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
    """`info="auto"`, as of `<https://…>`: typography leaves these words alone."""
    return (
        Token("link_open", "a", 1, attrs={"href": address}, level=level, info="auto"),
        _text(words, level + 1),
        Token("link_close", "a", -1, level=level, info="auto"),
    )


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
