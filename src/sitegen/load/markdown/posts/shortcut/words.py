"""The words of a paragraph, heading or cell to markup: text, emphasis, code, links and images, where they are sure.

Whatever else stands in them – HTML, entities, bare addresses, nested brackets – is read by markdown-it, for these
words alone.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.token import Token

from sitegen.load.markdown.posts.places import Block
from sitegen.load.markdown.posts.quotes import Quotes
from sitegen.load.markdown.posts.references import References, is_relative
from sitegen.load.markdown.posts.shortcut.blocks import UnsureError, Words
from sitegen.load.markdown.posts.typography import LONGEST_PARAGRAPH, with_dashes
from sitegen.load.sanitize import safe_address

LONGEST_BARE = 1_000  # characters of a bare address; of longer ones, too, markdown-it decides


class Scribe:
    """Writes the words of one text. `read` are those that markdown-it has read."""

    def __init__(self, engine: MarkdownIt, quotes: Quotes | None, references: References) -> None:
        self.read: list[Token] = []
        self._engine = engine
        self._may_have_www = _WWW.search(references.text) is not None
        self._quotes = quotes
        self._references = references

    def markup(self, words: Words, *, is_cell: bool = False) -> str:
        """The words as HTML, with numbers for relative addresses."""
        if not _NOT_ALONE.search(words.text):
            return words.text
        self._words = words
        self._is_cell = is_cell
        self._has_signs = _TO_ESCAPE.search(words.text) is not None
        self._block: Block | None = None
        try:
            if len(words.text) > LONGEST_PARAGRAPH:
                raise _OddError
            return self._written(0, len(words.text), is_link=False)
        except _OddError:
            return self._by_markdown_it()

    def _written(self, begin: int, end: int, *, is_link: bool) -> str:
        """A stretch of the words: all of them, or those in a link."""
        text = self._words.text
        parts: list[str] = []
        open_: list[str] = []
        begins_line = not is_link
        for found in _SPECIAL.finditer(text, begin, end):
            kind = found.lastgroup
            before = text[begin : found.start()]
            if kind == "run":
                tag = _emphasis(found, end, open_)
                if not tag:
                    continue
            elif kind == "break":
                tag = "<br>\n" if before.endswith("  ") else "\n"
                before = before.rstrip(" ")
            elif is_link and kind not in ("code", "emphasis"):
                raise _OddError
            elif kind == "bare":
                tag, before = _bare_address(found["bare"], before)
            else:
                tag = self._tag(found, kind)
            if before:
                parts.append(self._typeset(before, begins_line=begins_line, ends_line=kind == "break"))
            parts.append(tag)
            begins_line = kind == "break"
            begin = found.end()
        if open_:
            raise _OddError
        if end > begin:
            parts.append(self._typeset(text[begin:end], begins_line=begins_line, ends_line=not is_link))
        return "".join(parts)

    def _tag(self, found: re.Match[str], kind: str | None) -> str:
        if kind == "code":
            return f"<code>{_escaped(found['code'])}</code>"
        if kind == "emphasis":
            name = "strong" if found["second"] else "em"
            return f"<{name}>{self._typeset(found['said'], begins_line=False, ends_line=False)}</{name}>"
        if kind == "link":
            address = self._address(found["href"], found.start("href"))
            words = found["words"]
            if _NOT_ALONE.search(words):
                words = self._written(*found.span("words"), is_link=True)
            return f'<a href="{address}"{_title(found["title"])}>{words}</a>'
        if kind == "image":
            address = self._address(found["src"], found.start("src"))
            return f'<img src="{address}" alt="{_escaped(found["alt"])}"{_title(found["caption"])}>'
        raise _OddError

    def _address(self, address: str, offset: int) -> str:
        if not is_relative(address):
            return _escaped(address)
        if self._block is None:
            lines = self._references.lines
            self._block = lines.cell(*self._words) if self._is_cell else lines.block(*self._words)
        return self._references.number(address, self._block.place(offset))

    def _typeset(self, text: str, *, begins_line: bool, ends_line: bool) -> str:
        """Words without marks, escaped and with typographic signs."""
        if self._may_have_www and "www." in text.lower():
            raise _OddError
        if self._quotes is None:
            return _escaped(text) if self._has_signs else text
        if "--" in text or "..." in text:
            text = with_dashes(text, begins_line=begins_line)
        if "'" in text:
            text = _APOSTROPHE.sub("’", text)
        if '"' in text:
            if (text[0] == '"' and not begins_line) or (text[-1] == '"' and not ends_line):
                raise _OddError
            begin, end, *_ = self._quotes
            text = _QUOTED.sub(lambda quoted: f"{begin}{quoted[1]}{end}", text)
        if "'" in text or '"' in text:
            raise _OddError
        return _escaped(text) if self._has_signs else text

    def _by_markdown_it(self) -> str:
        if self._is_cell and self._block:
            raise UnsureError  # places in a row are found one after another
        inline = self._engine.parseInline(self._words.text)[0]
        children = inline.children or []
        if any(child.type == "html_inline" or not _ALTERNATIVE.issuperset(_types_in(child)) for child in children):
            raise UnsureError
        inline.map = [self._words.line, self._words.line + 1]
        self._references.take([_CELL, inline] if self._is_cell else [inline], {})
        self.read.append(inline)
        return str(self._engine.renderer.render([inline], self._engine.options, {}))


class _OddError(Exception):
    """Something for markdown-it stands in the words."""


def _types_in(image: Token) -> list[str]:
    return [child.type for child in image.children or ()]


_ALTERNATIVE = frozenset(["text", "code_inline", "softbreak", "em_open", "em_close", "strong_open", "strong_close"])
"""What may stand in an image's words, so that its `alt` says just those."""

_CELL = Token("td_open", "td", 1)
_HOST = r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*"
_PATH = r"(?:[A-Za-z0-9/._~=+!,@-]|%[0-9A-F]{2})"
_ADDRESS = (
    rf"(?![) ])(?:{_HOST}(?:/{_PATH}*+)?|/(?!/){_PATH}*+|(?:\.\.?/)?[A-Za-z0-9._-]++(?:/{_PATH}*+)?|)"
    rf"(?:\?(?:&|{_PATH})*+)?(?:\#{_PATH}*+)?"
)
_BARE = r"[a-z0-9]+(?:[.-][a-z0-9]+)*+(?:/(?:[A-Za-z0-9/._~=+-]*[A-Za-z0-9/])?)?"
_SCHEME = re.compile(r"(?:\A|[ (])(?P<scheme>https?)\Z")
_TITLE = r"""(?:\ "(?P<{}>[^"\\&\n]++)")?"""
# Between a space and a sign that ends something, marks around it are sure to begin and to end emphasis.
_PLAIN = r"""[^\W_][^\n*_`\[!\]\\<~&{:"]*+(?<=[^\W_])"""
# The first character is taken before it is asked what it begins: that keeps the search between two of them quick.
_SPECIAL = re.compile(
    rf"""[\n*_`\[!\]\\<~&{{:](?:
    (?<=\n)(?P<break>[ ]*+)
    |(?P<emphasis>(?:(?<=[ \n]\*)|(?<=\A\*))(?P<second>\*?)(?P<said>{_PLAIN})\*(?P=second))(?=[ \n.,;:!?)]|\Z)
    |(?P<run>(?<=\*)\**+|(?<=_)_*+)
    |(?<=`)(?P<code>(?!\s)[^`\n]++)`(?!`)
    |(?<=\[)(?P<link>(?P<words>(?=\S)(?:[^\[\]`\\<!]|`(?!\s)[^`\n\[\]]++`(?!`))++)\]\((?P<href>{_ADDRESS}){_TITLE.format("title")}\))
    |(?<=!)(?P<image>\[(?P<alt>(?:[^\[\]`*_\\<&!{{~^:\n]|&(?![\#\w]))*+)\]\((?P<src>{_ADDRESS}){_TITLE.format("caption")}\))
    |(?<=:)(?P<bare>//{_BARE})(?=[?!.,:;)]*+(?:[ \n]|\Z))
    |(?P<odd>(?<=[`\[\]\\])|(?<=!)\[|(?<=<)(?![ ])|(?<=~)~|(?<=:)//|(?<=&)\#?\w++;|(?<=\{{)[{{%]))""",
    re.VERBOSE,
)
_WWW = re.compile(r"\.(?<=[Ww]{2}\.)")
_NOT_ALONE = re.compile(r"""[\n`*_\[!\]\\<>~&{:"'.-]""")
_TO_ESCAPE = re.compile(r"""[&<>"]""")
_APOSTROPHE = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")
_QUOTED = re.compile(r""""(?<![^ (—–]")(?=[^\W_])([^"]*)(?:(?<=[^\W_])"(?=[ .,;:!?)—–]|\Z)|(?<=[.,!?…])"(?= |\Z))""")


def _escaped(text: str) -> str:
    """As markdown-it escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _bare_address(rest: str, before: str) -> tuple[str, str]:
    """A link to an address that stands in the words as it is, and the words before it; `rest` is all but the scheme."""
    scheme = _SCHEME.search(before)
    written = f"{scheme['scheme']}:{rest}" if scheme and len(rest) < LONGEST_BARE else ""
    address = safe_address(written)
    if not scheme or not address:
        raise _OddError
    return f'<a href="{_escaped(address)}">{_escaped(written)}</a>', before[: scheme.start("scheme")]


def _title(title: str | None) -> str:
    return f' title="{_escaped(title)}"' if title else ""


def _emphasis(found: re.Match[str], end: int, open_: list[str]) -> str:
    """The tag for a run of `*` or `_`, or nothing where it is text; `open_` are those that wait for their end."""
    run = found[0]
    before = found.string[found.start() - 1] if found.start() else " "
    after = found.string[found.end()] if found.end() < end else " "
    can_open, can_close = _can_be(run[0], before, after)
    if not can_open and not can_close:
        return ""
    name = "em" if len(run) == 1 else "strong"
    if can_close and len(run) <= 2 and open_ and open_[-1] == run:
        open_.pop()
        return f"</{name}>"
    if can_close or len(run) > 2:
        raise _OddError
    open_.append(run)
    return f"<{name}>"


@lru_cache(maxsize=4096)
def _can_be(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of marks between two characters can begin emphasis, and whether it can end it."""
    is_after_sign, is_before_sign = _is_sign(before), _is_sign(after)
    is_after_space, is_before_space = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    left = not (is_before_space or (is_before_sign and not (is_after_space or is_after_sign)))
    right = not (is_after_space or (is_after_sign and not (is_before_space or is_before_sign)))
    if mark == "*":
        return left, right
    return left and (not right or is_after_sign), right and (not left or is_before_sign)


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
