"""A text cut into its blocks, where it is sure what each of them is: what is not sure is for markdown-it.

Sure are paragraphs, headings, fenced code, lists without further blocks in them, quotations of paragraphs, tables whose
rows are between bars, rules, and the mark that ends a summary; each begins at the left margin, and where a line
could continue the block before it or begin another, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.common.utils import mdTrim


class UnsureError(Exception):
    """What a text means is for markdown-it to say."""


class Words(NamedTuple):
    """What a paragraph, heading or cell says, in Markdown; `line` is its first, from 0."""

    text: str
    line: int


class Paragraph(NamedTuple):
    """A paragraph."""

    words: Words


class Title(NamedTuple):
    """A heading."""

    level: int
    words: Words


class Code(NamedTuple):
    """Fenced code; `info` is what stands after the fence."""

    content: str
    info: str


class Item(NamedTuple):
    """An item of a list, and the list within it."""

    words: Words
    inner: "Items | None"


class Items(NamedTuple):
    """A list; `start` is None where it has no numbers. The items of a loose one are paragraphs."""

    start: int | None
    is_loose: bool
    items: Sequence[Item]


class Quotation(NamedTuple):
    """Paragraphs that are quoted."""

    paragraphs: Sequence[Words]


class Table(NamedTuple):
    """A table; the first row is its head. For each column `left`, `right`, `center` or nothing."""

    alignments: Sequence[str]
    rows: Sequence[Sequence[Words]]


class Rule(NamedTuple):
    """A line across."""


class More(NamedTuple):
    """The mark that ends a summary."""


Piece = Paragraph | Title | Code | Items | Quotation | Table | Rule | More


def pieces(text: str) -> Iterator[Piece]:
    """The blocks of a text in order; raises `UnsureError` at the first that is not sure."""
    if ("^" in text or "\0" in text) and any(sign in text for sign in _NOT_FOR_US):
        raise UnsureError
    cut = _Cut(text)
    while cut.goes_on():
        yield cut.next()


# With what a line may begin that is sure to be of a paragraph: letters and most signs; emphasis, code and links; and
# figures that do not count the items of a list.
_BEGIN = (
    r"(?:[^\s#>+*_`~<\[|:=0-9-]|\*{1,3}(?=[^\s*])|_{1,3}(?=[^\s_])|`{1,2}(?!`)"
    r"|-(?:(?=[^\s|:-])|-(?=[ ]?[^\s|:-]))|\[(?!\^)(?![ xX]\][ \t\n])|[0-9]++(?![.)]))"
)
_LINE = rf"{_BEGIN}[^\n]*+(?:\n|\Z)"
_END = r"[ \t]*(?:\n|\Z)"
_NOT_FOR_US = ("[^", "^[", "\0")  # footnotes; a character that Markdown replaces
_BLOCK = re.compile(
    rf"""(?P<paragraph>(?:{_LINE})++)
    |(?P<title>(?P<signs>\#{{1,6}}+)[ ]++(?P<words>[^\s\#][^\n]*+)(?:\n|\Z))
    |(?P<code>(?P<fence>`{{3,}}+)(?P<info>[^`\n]*+)\n(?P<content>(?:[^\n]*\n)*?)[ ]{{0,3}}(?P=fence)`*+{_END})
    |(?P<rule>(?:-{{3,}}+|\*{{3,}}+|_{{3,}}+){_END})
    |(?P<more><!--[ ]*(?i:more)[ ]*-->{_END})
    |(?P<table>\|[^\n\\]*\|[ ]*\n\|(?:[ ]*:?-++:?[ ]*\|)++[ ]*(?:\n|\Z)(?:\|[^\n\\]*\|[ ]*(?:\n|\Z))*+(?={_END}))
    |(?P<items>(?=(?:[-+*]|[0-9]{{1,9}}+[.)])[ ]{{1,4}}+{_BEGIN}))
    |(?P<quotation>(?:>[ ]{_LINE})++(?:(?:>[ ]*\n)++(?:>[ ]{_LINE})++)*+(?={_END}))""",
    re.VERBOSE,
)
_UNDERLINE = re.compile(rf"(?:={{3,}}+|-{{3,}}+){_END}")
_ITEM = re.compile(
    r"(?P<margin>[ ]*+)(?P<marker>(?P<sign>[-+*])|(?P<number>[0-9]{1,9}+)(?P<point>[.)]))[ ]{1,4}+"
    rf"(?P<line>{_LINE})"
)
_NEXT_LINE = re.compile(rf"(?P<indent>[ ]++)(?P<line>{_LINE})")
_DEEPEST = 20  # columns
_BLANK = re.compile(r"(?:[ \t]*\n)*+(?:[ \t]+\Z)?")
_END_OF_BLOCK = re.compile(_END)


class _Cut:
    """How far a text has been cut."""

    def __init__(self, text: str) -> None:
        self.position = 0
        self._text = text
        self._line = 0
        self._is_in_paragraph = False

    def goes_on(self) -> bool:
        """Whether there is another block, once the blank lines before it are passed."""
        if self._text.startswith("\n", self.position):
            self._is_in_paragraph = False
            self.position += 1
            self._line += 1
        found = _BLANK.match(self._text, self.position)
        if found and found.end() > self.position:
            self._is_in_paragraph = False
            self._pass(found.end())
        return self.position < len(self._text)

    def next(self) -> Piece:
        """The block that begins here."""
        found = _BLOCK.match(self._text, self.position)
        if not found:
            raise UnsureError
        kind = found.lastgroup or ""
        line = self._line
        self._pass(found.end())
        if kind == "paragraph":
            return self._paragraph(found[0], line)
        if kind == "items":
            return self._items()
        if self._is_in_paragraph and kind == "table":
            raise UnsureError
        self._is_in_paragraph = False
        return _READERS[kind](found, line)

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self.position, end)
        self.position = end

    def _paragraph(self, text: str, line: int) -> Piece:
        words = _words(text, line)
        underline = _UNDERLINE.match(self._text, self.position)
        self._is_in_paragraph = underline is None
        if not underline:
            return Paragraph(words)
        if "|" in text or text.count("\n") > 1:
            raise UnsureError
        self._pass(underline.end())
        return Title(1 if underline[0][0] == "=" else 2, words)

    def _items(self) -> Items:
        """A list at the margin, with all that is in it."""
        first = _ITEM.match(self._text, self.position)
        if not first or (self._is_in_paragraph and (first["number"] or "1") != "1"):
            raise UnsureError
        self._is_in_paragraph = False
        items = self._list(first)
        if not _END_OF_BLOCK.match(self._text, self.position):
            raise UnsureError
        return items

    def _list(self, first: re.Match[str]) -> Items:
        """A list whose first item is found; its items stand below one another."""
        margin = first.start("marker") - first.start()
        if margin > _DEEPEST:
            raise UnsureError
        items: list[Item] = []
        is_loose = False
        item: re.Match[str] | None = first
        while item and item.start("marker") - item.start() == margin:
            if _kind(item) != _kind(first):
                raise UnsureError
            items.append(self._item(item))
            after = self._after_blank_lines()
            item = _ITEM.match(self._text, after)
            if item and after > self.position:
                if _are_apart(first, item):
                    break
                if margin or items[-1].inner or item["margin"]:
                    raise UnsureError
                is_loose = True
                self._pass(after)
        if is_loose and any(item.inner for item in items):
            raise UnsureError
        return Items(int(first["number"]) if first["number"] else None, is_loose, items)

    def _item(self, item: re.Match[str]) -> Item:
        """An item: lines after the first, and a list within, stand below its first word."""
        lines = [item["line"]]
        indent = item.start("line") - item.start()
        line = self._line
        end = item.end()
        while (more := _NEXT_LINE.match(self._text, end)) and more.end("indent") - more.start() == indent:
            lines.append(more["line"])
            end = more.end()
        self._pass(end)
        words = _words("".join(lines), line)
        inner = _ITEM.match(self._text, self.position)
        if not inner or len(inner["margin"]) != indent:
            return Item(words, None)
        if (inner["number"] or "1") != "1":
            raise UnsureError
        return Item(words, self._list(inner))

    def _after_blank_lines(self) -> int:
        blank = _BLANK.match(self._text, self.position)
        return blank.end() if blank else self.position


def _kind(item: re.Match[str]) -> tuple[str | None, str | None]:
    return item["sign"], item["point"]


def _are_apart(first: re.Match[str], item: re.Match[str]) -> bool:
    """Whether two items at the margin, with a blank line between them, are of different lists."""
    return not first["margin"] and not item["margin"] and _kind(first) != _kind(item)


def _words(text: str, line: int) -> Words:
    """The words of a paragraph."""
    if text[0] == "[" and "]:" in text:
        raise UnsureError  # a definition of a link's address
    return Words(mdTrim(text), line)


def _title(found: re.Match[str], line: int) -> Piece:
    words = mdTrim(found["words"])
    if words.endswith("#"):
        raise UnsureError  # signs at the end may belong to the heading's frame
    return Title(len(found["signs"]), Words(words, line))


def _code(found: re.Match[str], line: int) -> Piece:
    return Code(found["content"], found["info"])


def _table(found: re.Match[str], line: int) -> Piece:
    head, marks, *rows = (row.rstrip(" ")[1:-1] for row in found[0].rstrip("\n").split("\n"))
    alignments = [_alignment(mark.strip(" ")) for mark in marks.split("|")]
    cells = [_cells(head, line)] + [_cells(row, line + 2 + number) for number, row in enumerate(rows)]
    if any(len(row) != len(alignments) for row in cells):
        raise UnsureError
    return Table(alignments, cells)


def _alignment(mark: str) -> str:
    return {"::": "center", "-:": "right", ":-": "left"}.get(mark[0] + mark[-1] if mark != ":" else "", "")


def _cells(row: str, line: int) -> list[Words]:
    return [Words(mdTrim(cell), line) for cell in row.split("|")]


def _quotation(found: re.Match[str], line: int) -> Piece:
    paragraphs: list[Words] = []
    lines: list[str] = []
    for number, row in enumerate([*found[0].rstrip("\n").split("\n"), ">"]):
        if row[2:].strip(" "):
            lines.append(row[2:])
        elif lines:
            paragraphs.append(_words("\n".join(lines), line + number - len(lines)))
            lines = []
    return Quotation(paragraphs)


_READERS = {
    "title": _title,
    "code": _code,
    "rule": lambda found, line: Rule(),
    "more": lambda found, line: More(),
    "table": _table,
    "quotation": _quotation,
}
