"""A text with its path, and the way from an offset to file:line:column."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

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
        line = bisect_right(self._line_starts, offset)
        within = offset - self._line_starts[line - 1]
        return self.at(line, min(within, len(self.lines[line - 1])) + 1)

    @property
    def whole(self) -> Where:
        """The file as a whole."""
        return Where(self.path)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", self.text))]


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
