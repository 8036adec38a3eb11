"""Characters that may not stand in a page: HTML and XML forbid them, and a reader would see nothing of them."""

import re
from collections import Counter

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.load import problems
from sitegen.model.documents import PostDocument

# HTML Standard, 13.2.3.5 “Preprocessing the input stream”: controls and noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)


def unforbidden(source: Source, document: PostDocument) -> tuple[str, list[Diagnostic]]:
    """The body with other characters in their place, and with LF line ends; each kind is told of once."""
    body = document.body.replace("\r\n", "\n").replace("\r", "\n")
    if body.replace("\n", "").replace("\t", "").isprintable():  # ten times as fast, and mostly true
        return body, []
    firsts: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for match in _FORBIDDEN.finditer(body):
        firsts.setdefault(match[0], match.start())
        counts[match[0]] += 1
    diagnostics = []
    for char, offset in firsts.items():
        line = document.body_line + body.count("\n", 0, offset)
        where = source.at(line, offset - body.rfind("\n", 0, offset))
        diagnostics.append(problems.control_character(char, _replacement(char), counts[char], where))
    return printable(body) if firsts else body, diagnostics


def printable(text: str) -> str:
    """The text with other characters in their place."""
    return _FORBIDDEN.sub(lambda match: _replacement(match[0]), text)


def _replacement(char: str) -> str:
    """U+0080 to U+009F are what becomes of Windows-1252 in wrong hands; for the rest stands U+FFFD."""
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", "replace")
    return "\ufffd"
