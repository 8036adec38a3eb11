"""The bodies of comments, rendered: from a stranger's text in any format to markup that may stand in a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from itertools import compress
from typing import Final, NamedTuple

from sitegen.ground.characters import repaired
from sitegen.load.balance import Balanced, balance
from sitegen.load.line_ends import with_paragraphs
from sitegen.load.markdown.addresses import bare_addresses
from sitegen.load.markdown.comments import comment_html, reference_html
from sitegen.load.only_words import words_html
from sitegen.load.plain_markup import PlainMarkup, plain_html, plain_markup
from sitegen.load.sanitize import guard, strict, unentangled
from sitegen.model.documents import CommentFormat
from sitegen.model.markup import Html

LONGEST_BODY: Final = 64 * 1024
"""Bytes of UTF-8. nh3 takes time by the square of the length: 0.4 s for 64 KiB, 33 s for 1.2 MB, at worst."""


class Repair(StrEnum):
    """What had to be done to a body before it could be shown."""

    CUT = "cut"
    """It was longer than `LONGEST_BODY`; the rest is not shown."""

    CHARACTERS = "replaced-characters"
    """It had characters that HTML forbids: control characters, half surrogate pairs, noncharacters."""

    SIMPLIFIED = "simplified"
    """Its formatting was so entangled that it would have multiplied; only the words and paragraphs are shown."""


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """A comment's body for the page; `links` are the addresses of its links, in order, `repairs` from `Repair`."""

    html: Html
    links: tuple[str, ...]
    repairs: tuple[str, ...]


def render_body(body: str, format: CommentFormat) -> RenderedBody:
    """A body as it may stand in a page: only words, paragraphs, quotes, lists, and links that lead where they say.

    Anything may be in `body`. What was wrong with it is in `repairs`, each kind once; nothing is raised.
    """
    words = words_html(body, format)
    if words is not None:
        return RenderedBody(html=Html(words), links=(), repairs=())
    return _rendered(body, format, _QUICK[format])


def render_thoroughly(body: str, format: CommentFormat) -> RenderedBody:
    """The same, by the whole way and with markdown-it: ten times slower, and it decides what is right."""
    return _rendered(body, format, _THOROUGH[format])


def text_html(text: str) -> str:
    """Plain text as HTML, yet to be guarded: blank lines part paragraphs, line ends stay, addresses become links."""
    paragraphs = _BLANK_LINES.split(text.strip("\n"))
    return "".join(f"<p>{_linked(each)}</p>" for each in paragraphs)


class _Way(NamedTuple):
    """How a format becomes HTML, and what sees at a glance that it needs neither the wide guard nor `balance`."""

    to_html: Callable[[str], str]
    glance: Callable[[str], PlainMarkup | None]


def _rendered(body: str, format: CommentFormat, way: _Way) -> RenderedBody:
    written = body.replace("\r\n", "\n").replace("\r", "\n")
    whole = repaired(written)
    text = _cut(whole, format)
    untangled = unentangled(text) if format is CommentFormat.HTML else text
    source = way.to_html(untangled)
    came_back = False
    balanced: PlainMarkup | Balanced | None = way.glance(source)
    if balanced is None:
        guarded = guard(source).replace("\r", "\n")
        clean = repaired(guarded)
        came_back = clean != guarded  # a character reference such as `&#1;` brings back what was replaced
        balanced = balance(clean)
    done = text != whole, whole != written or came_back, untangled != text
    return RenderedBody(
        html=Html(strict(balanced.html)),  # finds nothing to do; but the guard is to have the last word
        links=tuple(map(unescape, balanced.links)) if balanced.links else (),
        repairs=tuple(compress(Repair, done)) if any(done) else (),
    )


_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def _cut(text: str, format: CommentFormat) -> str:
    """The text itself, or as much of it as `LONGEST_BODY` allows, up to a line end or white space if one is near."""
    if 4 * len(text) <= LONGEST_BODY or len(data := text.encode("utf-8")) <= LONGEST_BODY:
        return text
    cut = data[:LONGEST_BODY].decode("utf-8", "ignore")
    if format is CommentFormat.HTML:
        cut = _UNFINISHED.sub("", cut)
    near = max(0, len(cut) - 1024)
    for white in ("\n", " "):
        if (at := cut.rfind(white, near)) >= 0:
            return cut[:at]
    return cut


# A tag or character reference that the cut went through.
_UNFINISHED = re.compile(r"<[A-Za-z/!][^<>]{0,4096}\Z|&[A-Za-z0-9#]{0,32}\Z")


def _linked(text: str) -> str:
    parts: list[str] = []
    end = 0
    for found in bare_addresses(text):
        parts.append(_escaped(text[end : found.start]))
        parts.append(f'<a href="{escape(found.address)}">{_escaped(text[found.start : found.end])}</a>')
        end = found.end
    parts.append(_escaped(text[end:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


def _unseen(html: str) -> None:
    """No glance."""


_QUICK = {
    CommentFormat.MARKDOWN: _Way(comment_html, plain_markup),
    CommentFormat.HTML: _Way(with_paragraphs, plain_html),
    CommentFormat.TEXT: _Way(text_html, plain_markup),
}
_THOROUGH = {
    CommentFormat.MARKDOWN: _Way(reference_html, _unseen),
    CommentFormat.HTML: _Way(with_paragraphs, _unseen),
    CommentFormat.TEXT: _Way(text_html, _unseen),
}
