"""Texts whose blocks are all sure, to markup without a tree of tokens: several times as fast, and the same."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from sitegen.load.markdown.highlight import highlighted
from sitegen.load.markdown.posts.headings import Anchors
from sitegen.load.markdown.posts.quotes import Quotes
from sitegen.load.markdown.posts.references import References, without_numbers
from sitegen.load.markdown.posts.rendition import Preface, Rendition
from sitegen.load.markdown.posts.shortcut.blocks import (
    Code,
    Items,
    More,
    Paragraph,
    Piece,
    Quotation,
    Rule,
    Table,
    Title,
    UnsureError,
    Words,
    pieces,
)
from sitegen.load.markdown.posts.shortcut.words import Scribe
from sitegen.load.markdown.posts.summary import FIRST_WORDS
from sitegen.load.markdown.posts.template_tags import tag_links
from sitegen.model.content import Heading
from sitegen.model.markup import Html


def plain_rendition(
    engine: MarkdownIt, quotes: Quotes | None, text: str, references: References, foreign: re.Pattern[str]
) -> Rendition | None:
    """A post's body; None if it is for markdown-it."""
    try:
        writer = _Writer(Scribe(engine, quotes, references), Anchors(foreign))
        blocks = [writer.block(piece) for piece in list(pieces(text))]
        summary, has_more = _summary(blocks)
    except UnsureError:
        return None
    return Rendition(
        content="".join(block.markup for block in blocks),
        references=references,
        summary=_preface("".join(block.bare for block in summary), references),
        has_more=has_more,
        has_words=any(map(_has_words, blocks)),
        headings=tuple(writer.headings),
        tags=tag_links(writer.scribe.read, references.lines),
    )


def plain_preface(engine: MarkdownIt, quotes: Quotes | None, text: str, references: References) -> Preface | None:
    """A summary of the front matter; None if it is for markdown-it."""
    try:
        writer = _Writer(Scribe(engine, quotes, references), None)
        markup = "".join(writer.block(piece).markup for piece in pieces(text))
    except UnsureError:
        return None
    return _preface(markup, references)


def _preface(markup: str, references: References) -> Preface:
    return Preface(markup=markup, words=words_in(markup), references=references)


def words_in(markup: str) -> str:
    """The words of markup of our own, with one space between any two; of images, what stands for them."""
    words = _TAG.sub(lambda tag: tag["alt"] or "", markup) if "<img" in markup else _TAG.sub("", markup)
    return " ".join(unescape(words).split())


class _Block(NamedTuple):
    """A block as markup; `bare` is without the ids of headings."""

    piece: Piece
    markup: str
    bare: str


class _Writer:
    """Writes the blocks of one text, and gathers its headings."""

    def __init__(self, scribe: Scribe, anchors: Anchors | None) -> None:
        self.scribe = scribe
        self.headings: list[Heading] = []
        self._anchors = anchors

    def block(self, piece: Piece) -> _Block:
        if isinstance(piece, Title):
            return self._title(piece)
        markup = self._markup(piece)
        return _Block(piece, markup, markup)

    def _markup(self, piece: Piece) -> str:
        match piece:
            case Paragraph():
                return f"<p>{self.scribe.markup(piece.words)}</p>\n"
            case Items():
                return "".join(self._items(piece))
            case Code():
                return highlighted(piece.content, unescapeAll(piece.info))
            case Quotation():
                paragraphs = [f"<p>{self.scribe.markup(words)}</p>\n" for words in piece.paragraphs]
                return f"<blockquote>\n{''.join(paragraphs)}</blockquote>\n"
            case Table():
                return "".join(self._table(piece))
            case Rule():
                return "<hr>\n"
            case _:
                return ""

    def _title(self, title: Title) -> _Block:
        markup = self.scribe.markup(title.words)
        bare = f"<h{title.level}>{markup}</h{title.level}>\n"
        words = words_in(markup)
        if self._anchors is None or not words:
            return _Block(title, bare, bare)
        if "<img" in markup or "<br" in markup:
            raise UnsureError
        anchor = self._anchors.anchor(words)
        text = Html(without_numbers(_LINK.sub("", markup)).replace("\n", " ").strip())
        self.headings.append(Heading(level=title.level, anchor=anchor, text=text))
        return _Block(title, f'<h{title.level} id="{anchor}"{bare[3:]}', bare)

    def _items(self, items: Items) -> Iterator[str]:
        start = "" if items.start in (None, 1) else f' start="{items.start}"'
        name = "ul" if items.start is None else "ol"
        yield f"<{name}{start}>\n"
        for item in items.items:
            markup = self.scribe.markup(item.words)
            if items.is_loose:
                yield f"<li>\n<p>{markup}</p>\n</li>\n"
            elif item.inner:
                yield f"<li>{markup}\n"
                yield from self._items(item.inner)
                yield "</li>\n"
            else:
                yield f"<li>{markup}</li>\n"
        yield f"</{name}>\n"

    def _table(self, table: Table) -> Iterator[str]:
        head, *rows = table.rows
        yield "<table>\n<thead>\n"
        yield from self._row("th", head, table.alignments)
        yield "</thead>\n"
        if rows:
            yield "<tbody>\n"
            for row in rows:
                yield from self._row("td", row, table.alignments)
            yield "</tbody>\n"
        yield "</table>\n"

    def _row(self, name: str, cells: Sequence[Words], alignments: Sequence[str]) -> Iterator[str]:
        yield "<tr>\n"
        for words, alignment in zip(cells, alignments, strict=True):
            style = f' style="text-align:{alignment}"' if alignment else ""
            yield f"<{name}{style}>{self.scribe.markup(words, is_cell=True)}</{name}>\n"
        yield "</tr>\n"


_TAG = re.compile(r"""<(?:img src="[^"]*" alt="(?P<alt>[^"]*)"[^>]*|[^>]*)>""")
_LINK = re.compile(r"</?a\b[^>]*>")


def _summary(blocks: list[_Block]) -> tuple[list[_Block], bool]:
    """The blocks of the summary, and whether the post says more."""
    kinds = [type(block.piece) for block in blocks]
    if More in kinds:
        place = kinds.index(More)
        if any(map(_says_something, blocks[:place])):
            return blocks[:place], any(map(_says_something, blocks[place:]))
        blocks = [block for block in blocks if not isinstance(block.piece, More)]
    chosen = _first_paragraphs(blocks)
    if not chosen:
        raise UnsureError
    return chosen, len(chosen) < len(blocks)


def _says_something(block: _Block) -> bool:
    return isinstance(block.piece, Rule) or _has_words(block) or "<img" in block.markup


def _has_words(block: _Block) -> bool:
    begins_with_one = isinstance(block.piece, Paragraph) and block.markup[len("<p>")].isalnum()
    return begins_with_one or words_in(block.markup) != ""


def _first_paragraphs(blocks: Sequence[_Block]) -> list[_Block]:
    """The first paragraphs with words that stand together."""
    chosen: list[_Block] = []
    length = 0
    for block in blocks:
        if isinstance(block.piece, Paragraph) and words_in(_IMAGE.sub("", block.markup)):
            chosen.append(block)
            length += len(words_in(block.markup).split())
            if length >= FIRST_WORDS:
                break
        elif chosen:
            break
    return chosen


_IMAGE = re.compile("<img [^>]*>")
