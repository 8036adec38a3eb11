"""Posts and pages: Markdown by their owner, to HTML whose relative links wait for their addresses.

The result is a `Body`: markup, interrupted where an attribute's value is a `Reference`. In the renderer's output such
a value is a number between two NUL characters, which no Markdown text holds (CommonMark 0.31.2, 2.3).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from itertools import count
from typing import Any
from urllib.parse import unquote

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.slugs import slugify
from sitegen.ground.sources import Source
from sitegen.load import problems
from sitegen.load.markdown.highlight import highlighted
from sitegen.model.content import Heading
from sitegen.model.documents import PostDocument
from sitegen.model.markup import Body, Html, Reference

SUMMARY_WORDS = 60  # the first paragraphs that reach this many are the summary
SUMMARY_TEXT = 200  # characters of the summary as plain text, for descriptions

THEME_IDS = frozenset(["main", "menu", "comments", "pingbacks", "content", "top", "toc", "footer", "respond"])
"""Ids that themes give to parts of a page (docs/themes.md); a heading of the same words gets another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPost:
    """A post's body and what is said of it elsewhere: its summary, headings and problems."""

    content: Body
    summary: Body
    summary_text: str
    has_more: bool
    headings: tuple[Heading, ...]
    diagnostics: list[Diagnostic]


class PostRenderer:
    """Markdown as a site's owner writes it. `language` decides the typographic quotes, unless they are off."""

    def __init__(self, *, language: str = "en", smart_quotes: bool = True) -> None:
        self._language = language
        self._smart_quotes = smart_quotes

    def render(self, source: Source, document: PostDocument) -> RenderedPost:
        """The body and the summary of a document that stands in `source`."""
        front = document.front
        engine = _engine(_quotes(front.language or self._language) if self._smart_quotes else None)
        text, diagnostics = _readable(source, document)
        references = _References(source, document.body_line, text)
        tokens = engine.parse(text)
        references.collect(tokens)
        headings = _anchor_headings(engine, tokens)
        content = references.body(_render(engine, tokens))
        if front.summary:
            summary_references = _References(source, 0, "", front.marks.get("summary"))
            summary_tokens = engine.parse(front.summary)
            summary_references.collect(summary_tokens)
            summary, has_more = summary_references.body(_render(engine, _bare(summary_tokens))), bool(text.strip())
        else:
            summary_tokens, has_more = _first_part(tokens)
            summary = references.body(_render(engine, _bare(summary_tokens)))
        return RenderedPost(
            content=content,
            summary=summary,
            summary_text=_cut(_text_of(summary_tokens), SUMMARY_TEXT),
            has_more=has_more,
            headings=headings,
            diagnostics=diagnostics,
        )


def render_commonmark(text: str) -> str:
    """The same way with every extension off: what the CommonMark specification's examples are held against."""
    engine = MarkdownIt("commonmark")
    references = _References(Source("", text), 1, text)
    tokens = engine.parse(text)
    references.collect(tokens)
    body = references.body(engine.renderer.render(tokens, engine.options, {}))
    return "".join(escape_address(part.target) if isinstance(part, Reference) else part for part in body)


def escape_address(address: str) -> str:
    """An address as the value of an attribute in double quotes."""
    return escape(address, quote=False).replace('"', "&quot;")


@cache
def _engine(quotes: str | None) -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"typographer": quotes is not None, "linkify": True, "maxNesting": 100})
    engine.enable(["table", "strikethrough", "linkify"])
    if quotes is not None:
        engine.options["quotes"] = quotes
        engine.enable(["replacements", "smartquotes"])
    engine.use(footnote_plugin).use(tasklists_plugin)
    engine.linkify = _linkifier()
    engine.add_render_rule("fence", _render_fence)
    return engine


def _linkifier() -> LinkifyIt:
    """Web addresses that say so. A bare `name.md` is a file more often than a host in Moldova."""
    linkifier = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for schema in ("ftp:", "//", "mailto:"):
        linkifier.add(schema, None)
    return linkifier


def _render_fence(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[position]
    info = unescape(token.info).split(maxsplit=1)
    return highlighted(token.content, info[0] if info else "")


_QUOTES = {
    "cs": "„“‚‘", "da": "“”‘’", "de": "„“‚‘", "el": "«»“”", "es": "«»“”", "fr": "«»‹›", "it": "«»“”", "nb": "«»‘’",
    "pl": "„”‚’", "pt": "“”‘’", "ru": "«»„“", "sv": "””’’", "uk": "«»„“",
}  # fmt: skip
"""Outer and inner quotation marks by language, after the CLDR's `delimiters`; every other language has English ones."""


def _quotes(language: str) -> str:
    return _QUOTES.get(language.partition("-")[0].lower(), "“”‘’")


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def _readable(source: Source, document: PostDocument) -> tuple[str, list[Diagnostic]]:
    """The body without characters that HTML and XML forbid, with LF line ends."""
    body = document.body.replace("\r\n", "\n").replace("\r", "\n")
    diagnostics = []
    before = 0
    for match in _UNPRINTABLE.finditer(body):
        before = body.rfind("\n", 0, match.start())
        line = document.body_line + body.count("\n", 0, match.start())
        diagnostics.append(problems.control_character(match[0], source.at(line, match.start() - before)))
    return _UNPRINTABLE.sub("\ufffd", body) if diagnostics else body, diagnostics


class _References:
    """The relative links of one text, in the order in which they were met; numbers stand for them in the markup."""

    def __init__(self, source: Source, first_line: int, text: str, whole: Where | None = None) -> None:
        self._source = source
        self._first_line = first_line
        self._lines = text.split("\n")
        self._whole = whole
        self._found: list[Reference] = []

    def collect(self, tokens: Sequence[Token]) -> None:
        """Put a number in the place of each relative address of Markdown links and images, and of raw HTML."""
        for token in tokens:
            lines = token.map or [0, 0]
            if token.type == "html_block":
                token.content = self._in_html(token.content, lines)
            for child in token.children or ():
                if child.type == "html_inline":
                    child.content = self._in_html(child.content, lines)
                for name in ("href", "src"):
                    address = child.attrs.get(name)
                    if isinstance(address, str) and _is_relative(address) and child.type in ("link_open", "image"):
                        child.attrs[name] = self._number(address, lines)

    def body(self, markup: str) -> Body:
        """The markup with the references back in their places."""
        parts = _NUMBER.split(markup)
        return tuple(
            self._found[int(part)] if position % 2 else Html(part)
            for position, part in enumerate(parts)
            if part or position % 2
        )

    def _in_html(self, html: str, lines: list[int]) -> str:
        def replaced(match: re.Match[str]) -> str:
            quoted = match["double"] if match["double"] is not None else match["single"]
            address = unescape(match["bare"] if quoted is None else quoted).strip()
            if not address or not _is_relative(address):
                return match[0]
            return f'{match["before"]}"{self._number(address, lines)}"'

        return _TAG.sub(lambda tag: _ADDRESS.sub(replaced, tag[0]), html)

    def _number(self, address: str, lines: list[int]) -> str:
        self._found.append(Reference(address, self._where(address, lines)))
        return f"\0{len(self._found) - 1}\0"

    def _where(self, address: str, lines: list[int]) -> Where:
        """The place of the address in its block, or of the block where it is spelled otherwise."""
        if self._whole is not None:
            return self._whole
        for number in range(lines[0], max(lines[1], lines[0] + 1)):
            line = self._lines[number] if number < len(self._lines) else ""
            for spelling in (address, unquote(address)):
                if (column := line.find(spelling)) >= 0:
                    return self._source.at(self._first_line + number, column + 1)
        return self._source.at(self._first_line + lines[0])


_NUMBER = re.compile("\0([0-9]+)\0")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(
    r"""(?P<before>\s(?:href|src|poster)\s*=\s*)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def _is_relative(address: str) -> bool:
    """Whether only the site knows where it leads: no scheme and no host."""
    return not address.startswith("//") and not _SCHEME.match(address) and address != ""


def _anchor_headings(engine: MarkdownIt, tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give every heading an id of its own, made of its words; ids in raw HTML are the author's and come first."""
    taken = set(THEME_IDS) | set(_ids_in_html(tokens))
    headings = []
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type != "heading_open":
            continue
        anchor = _free_anchor(slugify(_text_of([inline])), taken)
        taken.add(anchor)
        token.attrs["id"] = anchor
        words = [child for child in inline.children or () if child.type not in _NOT_IN_CONTENTS]
        text = engine.renderer.renderInline(words, engine.options, {})
        headings.append(Heading(level=int(token.tag[1]), anchor=anchor, text=Html(_NUMBER.sub("", text))))
    return tuple(headings)


_NOT_IN_CONTENTS = frozenset(["link_open", "link_close", "footnote_ref", "image", "html_inline", "softbreak", "hardbreak"])
_LOOKS_LIKE_A_COMMENT = re.compile(r"(div-)?(comment|c|fn|fnref)-?[0-9]+")


def _free_anchor(slug: str, taken: set[str]) -> str:
    """The slug, or the slug with a number; never one that a comment or a footnote may have."""
    if _LOOKS_LIKE_A_COMMENT.fullmatch(slug):
        slug = f"heading-{slug}"
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(name for name in numbered if name not in taken)


_ID = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)


def _ids_in_html(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.type in ("html_block", "html_inline"):
                yield from _ID.findall(each.content)


_MORE = re.compile(r"\s*<!--\s*more\b.*?-->\s*", re.DOTALL)


def _first_part(tokens: list[Token]) -> tuple[list[Token], bool]:
    """The tokens before `<!-- more -->`, else the first paragraphs; and whether anything comes after them."""
    blocks = _blocks(tokens)
    for position, block in enumerate(blocks):
        if block[0].type == "html_block" and _MORE.match(block[0].content):
            return _joined(blocks[:position]), position + 1 < len(blocks)
        if any(_MORE.fullmatch(child.content) for child in block[1].children or ()) if len(block) > 1 else False:
            return _joined(blocks[: position + 1]), position + 1 < len(blocks)
    chosen: list[list[Token]] = []
    for block in blocks:
        if block[0].type != "paragraph_open":
            if chosen:
                break
            continue
        chosen.append(block)
        if len(_text_of(_joined(chosen)).split()) >= SUMMARY_WORDS:
            break
    return _joined(chosen), len(chosen) < len(blocks)


def _blocks(tokens: list[Token]) -> list[list[Token]]:
    """The blocks of the top level, each with all its tokens."""
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0 and token.nesting >= 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return blocks


def _joined(blocks: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for block in blocks for token in block]


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Tokens for a place outside the post's own page: no footnote marks, no ids."""
    bare = []
    for token in tokens:
        if token.type.startswith("footnote_"):
            continue
        copied = token.copy()
        copied.attrs = {name: value for name, value in token.attrs.items() if name != "id"}
        if token.children is not None:
            copied.children = [child for child in token.children if child.type != "footnote_ref"]
        bare.append(copied)
    return bare


def _render(engine: MarkdownIt, tokens: Sequence[Token]) -> str:
    env: dict[str, Any] = {}
    return _MORE.sub("\n", engine.renderer.render(tokens, engine.options, env)).lstrip("\n")


def _text_of(tokens: Sequence[Token]) -> str:
    """The words of inline tokens, without markup."""
    words = []
    for token in tokens:
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                words.append(child.content)
            elif child.type == "image":
                words.append(_text_of([child]))
            elif child.type in ("softbreak", "hardbreak"):
                words.append(" ")
        words.append(" ")
    return " ".join("".join(words).split())


def _cut(text: str, longest: int) -> str:
    """The text, ended at a word with “…” if it is longer."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition(" ")[0].rstrip(".,;:–—- ") + "…" if " " in text[:longest] else text[:longest] + "…"
