"""Valid HTML from what the guard let pass: every tag where the HTML Standard lets it stand, and no word lost.

The guard's output is safe and well nested, but may hold a paragraph in a heading, text in a list, a list in bold.
One pass over its tokens writes it anew, with these rules:

- Words stand in `<p>` or `<pre>`; only the words of a list item whose one content they are stand bare.
- A block ends the paragraph before it. A mark (bold, a link …) that holds blocks is opened anew in each of them.
- Everything but list items is opened only when words come: nothing empty is written.
- A stray list item gets a list, words in a list get an item, a list in a list goes into the item before it.
- Headings become bold paragraphs, images links to them, cells are parted by a space, other structure parts paragraphs.
- No link in a link. Blocks nest to `DEEPEST_BLOCKS`, marks to `DEEPEST_MARKS`; beyond, tags go and words stay.

The result is a fixed point: balancing it again, also after the guard, changes nothing. Its length is linear in the
input's.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from sitegen.load.sanitize import LINK_REL
from sitegen.model.markup import Html

DEEPEST_BLOCKS: Final = 24  # a page's own nesting and this stay far below Chromium's limit of 512 elements
DEEPEST_MARKS: Final = 10


class Balanced(NamedTuple):
    """The markup, and the addresses of its links, in order."""

    html: Html
    links: tuple[str, ...]


def balance(guarded: str) -> Balanced:
    """What `sanitize.guard` returned, as valid flow content."""
    writer = _Writer(spare=_SPARE_BASE + _SPARE_RATE * len(guarded))
    for slash, name, attributes, words in _TOKEN.findall(guarded):
        if words:
            writer.words(words)
        elif slash:
            writer.end()
        else:
            _START.get(name, _Writer.start_nothing)(writer, name, attributes)
    writer.close_blocks(0)
    return Balanced(Html("".join(writer.out)), tuple(writer.links))


# The guard escapes `<` and `>` wherever they are text, and `"` in values.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_BLANK = re.compile(r"(?:[ \t\n\f]|&nbsp;)*")
_WHITE = " \t\n\f"

# Characters that may go into opening marks anew: enough for any real comment, so that hostile ones stay small.
_SPARE_BASE = 2_000
_SPARE_RATE = 2

_LISTS = frozenset(("ul", "ol"))
_RENAMED = {"strike": "s", "tt": "code"}
_MEANT_TWICE = frozenset(("q", "sub", "sup"))


class _Block:
    """An element that holds blocks, wanted by the source or by the rules (`added`).

    Of a list item, `bare` tells where in the output words without a paragraph begin and end, and `full` that it has
    paragraphs; of a list, `last` is its last item.
    """

    __slots__ = ("added", "bare", "full", "last", "name", "tag")

    def __init__(self, name: str, tag: str, *, added: bool = False) -> None:
        self.name = name
        self.tag = tag
        self.added = added
        self.bare: tuple[int, int] | None = None
        self.full = False
        self.last: _Block | None = None


class _Mark:
    """An inline element wanted by the source; `address` is a link's."""

    __slots__ = ("address", "end", "name", "start", "used")

    def __init__(self, name: str, start: str, address: str) -> None:
        self.name = name
        self.start = start
        self.end = f"</{name}>"
        self.address = address
        self.used = False


class _Frame(NamedTuple):
    """An open element of the source: what its end does, and to what state it goes back."""

    end: "Callable[[_Writer, _Frame], None] | None"
    mode: str
    depth: int


class _Writer:
    """The output so far, what is open in it, and what the source wants open.

    `blocks[:solid]` are written, the others wait for words; of `marks`, the first `marked` are open in the paragraph.
    `paragraph` is the end tag of the open paragraph ("" for bare words), None where none is open. `mode` is how the
    next will begin: "p", "pre", or "" where a list item's words may stand bare.
    """

    def __init__(self, spare: int) -> None:
        self.out: list[str] = []
        self.links: list[str] = []
        self.frames: list[_Frame] = []
        self.blocks: list[_Block] = []
        self.solid = 0
        self.marks: list[_Mark] = []
        self.marked = 0
        self.paragraph: str | None = None
        self.mode = ""
        self.held = ""  # white space at the start of a <pre> that is not yet open
        self.bare_at = 0
        self.stray: _Block | None = None  # the list last closed, if the rules had added it
        self.spare = spare

    # ── What the source says ─────────────────────────────────────────────────────────────────────────────────────────

    def words(self, words: str) -> None:
        """Text, escaped."""
        out = self.out
        blank = _BLANK.fullmatch(words) is not None
        if self.paragraph is None:
            if blank:
                if self.mode == "pre":
                    self.held += words
                return
            self.open_paragraph()
            if self.paragraph != "</pre>":
                words = words.lstrip(_WHITE)
        elif blank:
            out.append(words)
            return
        if self.marked < len(self.marks):
            self.open_marks()
        if out[-1] == "<pre>":
            words = words.lstrip("\n")  # a parser drops a line end there
        out.append(words)

    def end(self) -> None:
        """The end tag of the innermost element."""
        frame = self.frames.pop()
        if frame.end is not None:
            frame.end(self, frame)

    def start_nothing(self, name: str, attributes: str) -> None:
        """A tag that says nothing about its words."""
        self.push(None)

    def start_mark(self, name: str, attributes: str) -> None:
        """Phrasing content."""
        name = _RENAMED.get(name, name)
        if len(self.marks) >= DEEPEST_MARKS or (name not in _MEANT_TWICE and self.is_marked(name)):
            self.push(None)
        else:
            self.marks.append(_Mark(name, f"<{name}>", ""))
            self.push(_Writer.end_mark)

    def start_link(self, name: str, attributes: str) -> None:
        """A link; without an address or in another link, its words only."""
        address = dict(_ATTRIBUTE.findall(attributes)).get("href", "")
        if not address or len(self.marks) >= DEEPEST_MARKS or self.is_marked("a"):
            self.push(None)
        else:
            self.marks.append(_link(address))
            self.push(_Writer.end_mark)

    def start_image(self, name: str, attributes: str) -> None:
        """A link to the image, which says what would be read in its place, or its address."""
        values = dict(_ATTRIBUTE.findall(attributes))
        address = values.get("src", "")
        words = values.get("alt", "").replace("&quot;", '"')
        if _BLANK.fullmatch(words):
            words = address.replace("&quot;", '"')
        if not words:
            return
        if not address or len(self.marks) >= DEEPEST_MARKS or self.is_marked("a"):
            self.words(words)
            return
        self.marks.append(_link(address))
        self.words(words)
        self.end_mark(None)

    def start_break(self, name: str, attributes: str) -> None:
        """A line end in words; nothing before the first or after the last."""
        if self.paragraph is not None:
            self.out.append("<br>")

    def start_rule(self, name: str, attributes: str) -> None:
        """<hr>: words before and after it are apart."""
        self.close_paragraph()

    def start_cell(self, name: str, attributes: str) -> None:
        """<td>, <th>: a row is one paragraph."""
        if self.paragraph is not None:
            self.out.append(" ")
        self.push(None)

    def start_section(self, name: str, attributes: str) -> None:
        """Words in it are apart from those before and after."""
        self.close_paragraph()
        self.push(_Writer.end_section)

    def start_heading(self, name: str, attributes: str) -> None:
        """A bold paragraph."""
        self.close_paragraph()
        if len(self.marks) >= DEEPEST_MARKS or self.is_marked("strong"):
            self.push(_Writer.end_section)
        else:
            self.marks.append(_Mark("strong", "<strong>", ""))
            self.push(_Writer.end_heading)

    def start_paragraph(self, name: str, attributes: str) -> None:
        """<p>."""
        self.close_paragraph()
        self.push(_Writer.end_section)
        self.mode = self.mode or "p"

    def start_preformatted(self, name: str, attributes: str) -> None:
        """<pre>."""
        self.close_paragraph()
        self.push(_Writer.end_section)
        self.mode = "pre"

    def start_container(self, name: str, attributes: str) -> None:
        """<blockquote>, <ul>, <ol>."""
        if len(self.blocks) + 2 > DEEPEST_BLOCKS:
            self.start_section(name, attributes)
            return
        self.close_paragraph()
        self.push(_Writer.end_container)
        self.mode = ""
        if self.in_list():
            self.add_item(name)
        self.blocks.append(_Block(name, f"<{name}{attributes}>" if name == "ol" else f"<{name}>"))

    def start_item(self, name: str, attributes: str) -> None:
        """<li>."""
        if len(self.blocks) + 1 > DEEPEST_BLOCKS:
            self.start_section(name, attributes)
            return
        self.close_paragraph()
        if self.blocks and self.blocks[-1].name == "li" and self.blocks[-1].added:
            self.close_blocks(len(self.blocks) - 1)
        self.push(_Writer.end_container)
        self.mode = ""
        if not self.in_list():
            self.add_list()
        self.blocks.append(_Block("li", "<li>"))
        self.open_blocks()

    # ── What the ends do ─────────────────────────────────────────────────────────────────────────────────────────────

    def push(self, end: "Callable[[_Writer, _Frame], None] | None") -> None:
        """Remember what the end tag is to do."""
        self.frames.append(_Frame(end, self.mode, len(self.blocks)))

    def end_mark(self, frame: _Frame | None) -> None:
        mark = self.marks.pop()
        if self.marked > len(self.marks):
            self.marked -= 1
            self.out.append(mark.end)

    def end_section(self, frame: _Frame) -> None:
        self.close_paragraph()
        self.mode = frame.mode

    def end_heading(self, frame: _Frame) -> None:
        self.close_paragraph()
        self.marks.pop()
        self.mode = frame.mode

    def end_container(self, frame: _Frame) -> None:
        self.close_blocks(frame.depth)
        self.mode = frame.mode

    # ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────

    def is_marked(self, name: str) -> bool:
        """Whether the source wants such a mark here already."""
        return any(mark.name == name for mark in self.marks)

    def in_list(self) -> bool:
        """Whether only items may stand here."""
        return bool(self.blocks) and self.blocks[-1].name in _LISTS

    def add_item(self, holds: str) -> None:
        """An item for what stands in a list without one; a list goes into the item before it."""
        above = self.blocks[-1]
        if holds in _LISTS and above.last and self.solid == len(self.blocks) and self.out[-1] == "</li>":
            self.out.pop()
            self.blocks.append(above.last)
            self.solid += 1
        else:
            self.blocks.append(_Block("li", "<li>", added=True))

    def add_list(self) -> None:
        """A list for a stray item: the one before it, if that was added just so."""
        if self.stray and self.solid == len(self.blocks) and self.out[-1] == "</ul>":
            self.out.pop()
            self.blocks.append(self.stray)
            self.solid += 1
        else:
            self.blocks.append(_Block("ul", "<ul>", added=True))

    def open_blocks(self) -> None:
        """Write the blocks that waited."""
        for at in range(self.solid, len(self.blocks)):
            block = self.blocks[at]
            if at == 0:
                self.part()
            elif self.blocks[at - 1].name == "li" and block.name not in _LISTS:
                self.fill(self.blocks[at - 1])
            self.out.append(block.tag)
        self.solid = len(self.blocks)

    def open_paragraph(self) -> None:
        """Words come."""
        if self.in_list():
            self.add_item("")
        self.open_blocks()
        block = self.blocks[-1] if self.blocks else None
        if block is None:
            self.part()
        elif block.name == "li":
            if not self.mode and not block.full and not block.bare:
                self.bare_at = len(self.out)
                self.out.append("")
                self.paragraph = ""
                return
            self.fill(block)
        if self.mode == "pre":
            self.out.append("<pre>")
            self.paragraph = "</pre>"
            if held := self.held.lstrip("\n"):
                self.out.append(held)
            self.held = ""
        else:
            self.out.append("<p>")
            self.paragraph = "</p>"

    def part(self) -> None:
        """A line end between the outermost blocks, for people who read the source."""
        if self.out:
            self.out.append("\n")

    def fill(self, item: _Block) -> None:
        """The item will hold more than bare words: they become a paragraph."""
        item.full = True
        if item.bare:
            start, end = item.bare
            self.out[start], self.out[end] = "<p>", "</p>"
            item.bare = None

    def open_marks(self) -> None:
        """Write the marks that waited."""
        for mark in self.marks[self.marked :]:
            if mark.used:
                self.spare -= len(mark.start) + len(mark.end)
                if self.spare < 0:
                    mark.start = mark.end = ""
            elif mark.address:
                self.links.append(mark.address)
            mark.used = True
            if mark.start:
                self.out.append(mark.start)
        self.marked = len(self.marks)

    def close_paragraph(self) -> None:
        """Words end, here at the latest."""
        self.held = ""
        if self.paragraph is None:
            return
        out = self.out
        if self.paragraph != "</pre>":
            while out[-1] == "<br>" or _BLANK.fullmatch(out[-1]):
                out.pop()
            if out[-1][-1] in _WHITE:
                out[-1] = out[-1].rstrip(_WHITE)
        for mark in reversed(self.marks[: self.marked]):
            if mark.end:
                out.append(mark.end)
        self.marked = 0
        if not self.paragraph:
            self.blocks[-1].bare = (self.bare_at, len(out))
        out.append(self.paragraph)
        self.paragraph = None

    def close_blocks(self, depth: int) -> None:
        """Leave only the outermost `depth` blocks open."""
        self.close_paragraph()
        while len(self.blocks) > depth:
            block = self.blocks.pop()
            if self.solid > len(self.blocks):
                self.solid -= 1
                self.out.append(f"</{block.name}>")
                if block.name == "li":
                    self.blocks[-1].last = block
                else:
                    self.stray = block if block.added else None


def _link(address: str) -> _Mark:
    """A link as nh3 writes it; `address` is escaped."""
    return _Mark("a", f'<a href="{address}" rel="{LINK_REL}">', address)


_MARKS = "abbr b cite code del em i ins kbd q s strike strong sub sup tt"
_SECTIONS = (
    "address article aside caption center dd details div dl dt figcaption figure footer header main nav section summary"
    " table tr"
)

_START: dict[str, Callable[[_Writer, str, str], None]] = {
    "a": _Writer.start_link,
    "img": _Writer.start_image,
    "br": _Writer.start_break,
    "hr": _Writer.start_rule,
    "p": _Writer.start_paragraph,
    "pre": _Writer.start_preformatted,
    "li": _Writer.start_item,
    "td": _Writer.start_cell,
    "th": _Writer.start_cell,
    **dict.fromkeys(("blockquote", "ul", "ol"), _Writer.start_container),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Writer.start_heading),
    **dict.fromkeys(_MARKS.split(), _Writer.start_mark),
    **dict.fromkeys(_SECTIONS.split(), _Writer.start_section),
}
