"""A text with its path, and the way from an offset to file:line:column."""

import re
from bisect import bisect_right
from collections.abc import Callable, ItemsView, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

from sitegen.ground.diagnostics import Diagnostic, Where, error

BOM = "\ufeff"


@dataclass(frozen=True)
class Source:
    """A file's text; `path` is relative to the site and POSIX. Lines end at LF, CRLF or CR."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends. (Not `str.splitlines`, which also splits at U+0085, U+2028 …)"""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def at(self, line: int, column: int = 1) -> Where:
        """The place at a line and column, both from 1."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Where(self.path, line, column, excerpt)

    def at_offset(self, offset: int) -> Where:
        """The place of the character at `offset` in the text; a line's end is just behind its last character."""
        line = self.line_at(offset)
        within = offset - self._line_starts[line - 1]
        return self.at(line, min(within, len(self.lines[line - 1])) + 1)

    def line_at(self, offset: int) -> int:
        """The line of the character at `offset` in the text."""
        return bisect_right(self._line_starts, offset)

    @property
    def whole(self) -> Where:
        """The file as a whole."""
        return Where(self.path)

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", self.text))]
        return list(accumulate([len(line) + 1 for line in self.lines[:-1]], initial=0))


Find: TypeAlias = Callable[[str, int], Mapping[str, int]]
"""From a text and the offset at which a piece of it begins to the offsets of the piece's parts, by their names."""


class Places(Mapping[str, Where]):
    """Where the parts of a piece of a source stand, by their names.

    They are looked for each time that somebody asks, which is when something is wrong. What travels to another process
    is not the whole source but the lines of the piece.
    """

    __slots__ = ("_end", "_find", "_lines_before", "_source", "_start")

    def __init__(self, source: Source, start: int, end: int, find: Find) -> None:
        self._source = source
        self._start = start
        self._end = end
        self._find = find
        self._lines_before = 0  # in the file, before this source

    def __getitem__(self, name: str) -> Where:
        return self._at(self._offsets()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets())

    def __len__(self) -> int:
        return len(self._offsets())

    def items(self) -> ItemsView[str, Where]:
        """Every name with its place, found at once."""
        return self.chosen(lambda name: True).items()

    def chosen(self, choose: Callable[[str], bool]) -> dict[str, Where]:
        """The places whose names are chosen, found at once."""
        return {name: self._at(offset) for name, offset in self._offsets().items() if choose(name)}

    def __reduce__(self) -> tuple[Any, ...]:
        text = self._source.text
        first = text.rfind("\n", 0, self._start) + 1
        lines_before = self._source.line_at(first) - 1 + self._lines_before
        return _places, (self._source.path, lines_before, text[first : self._end], self._start - first, self._find)

    def _offsets(self) -> Mapping[str, int]:
        return self._find(self._source.text, self._start)

    def _at(self, offset: int) -> Where:
        where = self._source.at_offset(offset)
        return where._replace(line=where.line + self._lines_before) if self._lines_before else where


def chosen(places: Mapping[str, Where], choose: Callable[[str], bool]) -> Mapping[str, Where]:
    """The places whose names are chosen, without looking for the others."""
    if isinstance(places, Places):
        return places.chosen(choose)
    return {name: where for name, where in places.items() if choose(name)}


def _places(path: str, lines_before: int, text: str, start: int, find: Find) -> Places:
    """What comes out at the other end."""
    places = Places(Source(path, text), start, len(text), find)
    places._lines_before = lines_before  # noqa: SLF001 -- its own module
    return places


def decode(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Bytes of a file as UTF-8 text without its byte-order mark; anything else is an error with its place."""
    try:
        return Source(path, data.decode("utf-8").removeprefix(BOM)), []
    except UnicodeDecodeError as problem:
        return None, [not_utf8(path, data, problem.start)]


def not_utf8(path: str, data: bytes, offset: int) -> Diagnostic:
    """The bytes at `offset` are not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error("not-utf8", "the file is UTF-16, not UTF-8", Where(path), "save the file as UTF-8")
    known = data[:offset].decode("utf-8").removeprefix(BOM)
    rest = re.split(rb"[\r\n]", data[offset:], maxsplit=1)[0].decode("windows-1252", "replace")
    where = Source(path, known + rest).at_offset(len(known))
    guess = f" (“{rest[0]}” in Windows-1252)" if rest[0].isprintable() and rest[0] != "\ufffd" else ""
    message = f"byte 0x{data[offset]:02X}{guess} is not UTF-8"
    return error("not-utf8", message, where, "save the file as UTF-8")
