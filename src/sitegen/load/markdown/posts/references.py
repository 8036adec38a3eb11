"""The relative links and images of a post: taken out of its markup as `Reference`s, each with its place in the file.

In the markup a number between two NUL characters stands for each; no Markdown text holds NUL (CommonMark 0.31.2, 2.3).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.ground.diagnostics import Where
from sitegen.ground.sources import Source
from sitegen.load.markdown.posts import raw_html
from sitegen.load.markdown.posts.places import AT, LABEL, TEXT_OF, Block, Lines
from sitegen.model.markup import Body, Html, Reference


class References:
    """The references of one text, in the order in which they were met.

    The text begins in line `first_line` of the source; or, in the front matter, all of it is at the place `whole`.
    """

    def __init__(self, source: Source, text: str, first_line: int, whole: Where | None = None) -> None:
        self._source = source
        self.text = text
        self._first_line = first_line
        self._whole = whole
        self.lines = Lines(text)
        self._found: list[Reference] = []

    def afresh(self) -> "References":
        """None of the same text yet."""
        return References(self._source, self.text, self._first_line, self._whole)

    def take(self, tokens: Sequence[Token], env: EnvType) -> None:
        """Put a number in the place of each relative address of the tokens, which were parsed with `env`."""
        lines = [0, 0]
        before = ""
        for token in tokens:
            lines = token.map or lines
            if token.type == "html_block":
                block = self.lines.block(token.content, lines[0])
                token.content = self._without_addresses(token.content, block, 0)
            elif concerned := [child for child in token.children or () if _has_address(child)]:
                text = token.meta.get(TEXT_OF, token.content)
                is_cell = before in ("th_open", "td_open")
                block = self.lines.cell(text, lines[0]) if is_cell else self.lines.block(text, lines[0])
                for child in concerned:
                    self._take_from(child, block, env)
            elif token.type == "footnote_anchor":
                token.attrs["href"] = self.number(str(token.attrs["href"]), (lines[0], 0))
            before = token.type

    def body(self, markup: str) -> Body:
        """The markup with the references back in their places."""
        parts = markup.split("\0")
        return tuple(
            self._found[int(part)] if position % 2 else Html(part)
            for position, part in enumerate(parts)
            if part or position % 2
        )

    def number(self, address: str, place: tuple[int, int]) -> str:
        """What stands in the markup for an address that is written at that line and column of the text, from 0."""
        line, column = place
        where = self._whole or self._source.at(self._first_line + line, column + 1)
        self._found.append(Reference(address, where))
        return f"\0{len(self._found) - 1}\0"

    def _take_from(self, token: Token, block: Block, env: EnvType) -> None:
        if token.type == "html_inline":
            token.content = self._without_addresses(token.content, block, token.meta[AT])
            return
        name = "src" if token.type == "image" else "href"
        address = token.attrs[name]
        if AT in token.meta:
            place = block.place(token.meta[AT])
        else:
            place = self._place_of_definition(env.get("references", {}).get(token.meta.get(LABEL)))
        token.attrs[name] = self.number(str(address), place)

    def _without_addresses(self, html: str, block: Block, start: int) -> str:
        def replaced(address: str, offset: int) -> str:
            return self.number(address, block.place(start + offset)) if is_relative(address) else address

        return raw_html.with_addresses(html, replaced)

    def _place_of_definition(self, definition: Mapping[str, Any] | None) -> tuple[int, int]:
        """Where the address of `[name]: address` stands, in that line or the next."""
        first, end = definition["map"] if definition else (0, 1)
        for line in range(first, end):
            found = _DEFINITION.search(self.lines[line]) if line == first else _ADDRESS.search(self.lines[line])
            if found:
                return line, found.start("address")
        return first, 0


def without_numbers(markup: str) -> str:
    """Markup that has no place for references."""
    return _NUMBER.sub("", markup)


def is_relative(address: str) -> bool:
    """Whether only the site knows where it leads: no scheme and no host."""
    return address != "" and not address.startswith("//") and not _SCHEME.match(address)


def _has_address(token: Token) -> bool:
    if token.type == "html_inline":
        return True
    address = token.attrs.get("src" if token.type == "image" else "href")
    return token.type in ("link_open", "image", "footnote_ref") and isinstance(address, str) and is_relative(address)


_NUMBER = re.compile("\0([0-9]+)\0")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DEFINITION = re.compile(r"\]:\s*<?(?P<address>[^\s<])")
_ADDRESS = re.compile(r"[>\s]*<?(?P<address>[^\s<])")
