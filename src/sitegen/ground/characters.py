"""Characters that may not stand in a page: HTML and XML forbid them, and a reader would see nothing of them."""

import re
from typing import Final

FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
"""Controls, lone surrogates, noncharacters: HTML Standard, 13.2.3.5 “Preprocessing the input stream”."""


def repaired(text: str) -> str:
    """The text itself, or one with a replacement for each forbidden character."""
    return text if is_surely_sound(text) else FORBIDDEN.sub(lambda match: replacement(match[0]), text)


def replacement(char: str) -> str:
    """U+0080 to U+009F are what becomes of Windows-1252 in wrong hands, and read as browsers read `&#128;` to `&#159;`;
    for the rest stands U+FFFD.
    """
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", "replace")
    return "\ufffd"


def is_surely_sound(text: str) -> bool:
    """A quick look: True only of a text without forbidden characters, and of nearly every such text."""
    return text.replace("\n", " ").replace("\t", " ").isprintable()
