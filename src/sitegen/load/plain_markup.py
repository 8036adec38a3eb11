"""HTML that is seen at a glance to be balanced: paragraphs, quotes and flat lists of words with a few marks and links.

A closed grammar, narrower than what `balance` writes. Of HTML that it describes, the guard and `balance` would make
what `strict` alone makes; all else goes through all three.
"""

import re
from functools import cache
from html import unescape
from typing import NamedTuple

from sitegen.load.sanitize import safe_address


class PlainMarkup(NamedTuple):
    """The markup, ready for `strict`, and the addresses of its links, in order, as they stand in it."""

    html: str
    links: tuple[str, ...]


def plain_markup(html: str) -> PlainMarkup | None:
    """The HTML as `balance` would write it, but for the spelling of tags and characters, which `strict` makes one;
    None if it is not in the grammar. No white space may stand between blocks.
    """
    blocks = _block().findall(html)
    if sum(map(len, blocks)) != len(html):
        return None
    links: tuple[str, ...] = ()
    if "<a " in html:
        links = tuple(_HREF.findall(html))
        if not all(safe_address(address) == address for address in map(unescape, links)):
            return None
    return PlainMarkup("\n".join(blocks), links)


def plain_html(html: str) -> PlainMarkup | None:
    """As `plain_markup`, of HTML as people write it: blanks between its paragraphs, or none of their tags or ends."""
    html = html.strip(" \n")
    if "<p>" not in html:
        return plain_markup(html if html.startswith(_BLOCK_TAGS) else f"<p>{html}</p>")
    if "</p>" not in html:
        return plain_markup(html.replace("\n<p>", "</p><p>") + "</p>")
    return plain_markup(html.replace("</p>\n\n<p>", "</p><p>").replace("</p>\n<p>", "</p><p>"))


_BLOCK_TAGS = ("<blockquote>", "<ol", "<pre>", "<ul>")


def _one_of(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _element(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>"


# Everything is possessive: what was matched once is never tried anew, so that the time is linear.
_TEXT = "[^<>&]++"
_REFERENCE = "&(?:amp|lt|gt|quot|#39|#x27|#8217|rsquo);"
_BREAK = "<br(?: ?/)?>"
_WORDS = _one_of(_TEXT, _REFERENCE, _BREAK)
_BEGIN = r"(?![\s\ufeff]|</|<br)"  # neither blank nor empty; a parser drops U+FEFF where a text begins
_END = r"(?<!\s)(?<!<br>)(?<!<br/>)(?<!<br />)"

_CODE = _element("code", rf"{_BEGIN}{_one_of(_TEXT, _REFERENCE)}*+")
_OTHER = r'(?: (?:rel|title|target|class)="[^"<>&]*+")*+'
_LINK = rf'<a{_OTHER} href="(?:[^"<>&\s]++|&amp;)++"{_OTHER}>'
_HREF = re.compile(r'<a [^<>]*?(?<= href=")([^"]*+)"')


def _mark(tag: str, *content: str) -> str:
    """An element of words and of others that are not of its kind."""
    return _element(tag, rf"{_BEGIN}{_one_of(_WORDS, *content)}*+")


def _link(*content: str) -> str:
    return rf"{_LINK}{_BEGIN}{_one_of(_WORDS, *content)}*+</a>"


_INLINE = (
    _BEGIN
    + _one_of(
        _WORDS,
        _CODE,
        _mark("em", _CODE, _link(), _mark("strong")),
        _mark("strong", _CODE, _link(), _mark("em")),
        _link(_CODE, _mark("em"), _mark("strong")),
        _mark("s"),
        _mark("del"),
        _mark("b", _link()),
        _mark("i", _link()),
    )
    + "*+"
    + _END
)
_PARAGRAPH = _element("p", _INLINE)


def _lists(item: str) -> str:
    items = f"(?:<li>{item}</li>)++"
    return _one_of(f"<ul>{items}</ul>", f'<ol(?: start="[1-9][0-9]{{0,5}}")?>{items}</ol>')


_LIST = _lists(_one_of(_INLINE, _PARAGRAPH + "++"))
_QUOTE = _element("blockquote", _one_of(_PARAGRAPH, _element("blockquote", _PARAGRAPH + "++")) + "++")
_PREFORMATTED = _element("pre", _CODE.replace("<code>", '<code(?: class="language-[A-Za-z]++")?>', 1))


@cache
def _block() -> re.Pattern[str]:
    """A block; so large a pattern is made when it is wanted."""
    return re.compile(_one_of(_PARAGRAPH, _QUOTE, _LIST, _PREFORMATTED))
