"""YAML as sitegen writes it: as a person would, and so that every reader of YAML 1.1 and 1.2 reads it alike.

libyaml's own emitter is not used: it puts a Markdown text with a hard line break (two spaces at a line's end) or
with an indented first line in quotes, on one line full of `\\n`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

DEEPEST = 64  # levels of nesting; the format itself needs four

_WIDTH = 96  # characters up to which a list or a small mapping stands on one line
_LONGEST_KEY = 1000  # YAML allows 1024 characters between the beginning of a key and its colon


class Verbatim(str):
    """A scalar that is written without quotes because it is no text: a number, a date, true or false."""

    __slots__ = ()


class Quoted(str):
    """A scalar that is always written in quotes, such as an id: a reader must not take it for a number."""

    __slots__ = ()


class Prose(str):
    """A text in paragraphs, written as a literal block even if it is a single line: it may grow."""

    __slots__ = ()


Writable: TypeAlias = "str | Sequence[Writable] | Mapping[str, Writable]"


def write(document: Mapping[str, Writable]) -> str:
    """A mapping as block-style YAML; "" for an empty one.

    Raises ValueError for what no reader would take: a lone surrogate, more than 64 levels.
    """
    return "".join(f"{line}\n" for line in _mapping_lines(document, 0, 1))


def _mapping_lines(mapping: Mapping[str, Writable], indent: int, depth: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in mapping.items():
        written = _flow_scalar(key)
        if len(written) > _LONGEST_KEY:
            yield f"{margin}? {written}"
            written = ""
        head = f"{margin}{written}:"
        if isinstance(value, str):
            yield from _scalar_lines(head, value, indent)
        elif (short := _on_one_line(value, depth + 1)) and (not value or len(head) + len(short) < _WIDTH):
            yield f"{head} {short}"
        elif isinstance(value, Mapping):
            yield head
            yield from _mapping_lines(value, indent + 2, depth + 1)
        else:
            yield head
            yield from _list_lines(value, indent, depth + 1)


def _list_lines(items: Sequence[Writable], indent: int, depth: int) -> Iterator[str]:
    margin = " " * indent
    for item in items:
        if isinstance(item, str):
            yield from _scalar_lines(f"{margin}-", item, indent)
        elif not item:
            yield f"{margin}- {_on_one_line(item, depth + 1)}"
        else:
            lines = _nested_lines(item, indent + 2, depth + 1)
            yield f"{margin}- {next(lines)[indent + 2 :]}"
            yield from lines


def _nested_lines(value: Sequence[Writable] | Mapping[str, Writable], indent: int, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    return _mapping_lines(value, indent, depth) if isinstance(value, Mapping) else _list_lines(value, indent, depth)


def _on_one_line(value: Sequence[Writable] | Mapping[str, Writable], depth: int) -> str:
    """A list or mapping of short texts in brackets or braces; "" where it is not that."""
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    texts = [
        _flow_scalar(text)
        for text in (value.values() if isinstance(value, Mapping) else value)
        if isinstance(text, str) and len(text) < _WIDTH and "\n" not in text
    ]
    if len(texts) < len(value):
        return ""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow_scalar(key)}: {text}" for key, text in zip(value, texts, strict=True)) + "}"
    return "[" + ", ".join(texts) + "]"


def _scalar_lines(head: str, value: str, indent: int) -> Iterator[str]:
    in_block = isinstance(value, Prose) or "\n" in value
    if not (in_block and _is_literal(value)):
        yield f"{head} {_scalar(value)}"
        return
    yield f"{head} |{_literal_header(value)}"
    margin = " " * (indent + 2)
    for line in value.removesuffix("\n").split("\n"):
        yield margin + line if line else ""


# What YAML calls printable, without the line ends of YAML 1.1 (U+0085, U+2028, U+2029) and the byte-order mark.
_PRINTABLE = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_LITERAL = re.compile(f"[\t\n{_PRINTABLE}]*")
_SINGLE_LINE = re.compile(f"[{_PRINTABLE}]*")


def _is_literal(value: str) -> bool:
    """Whether a literal block gives the text back exactly."""
    return bool(_LITERAL.fullmatch(value)) and not value.isspace() and value != ""


def _literal_header(value: str) -> str:
    """The indentation, where the first line does not show it, and what becomes of the last line ends."""
    indentation = "2" if value[0] in " \t\n" else ""
    if value.endswith("\n"):
        return indentation + ("+" if value.endswith("\n\n") else "")
    return indentation + "-"


# In braces and brackets, and as a key, fewer characters are safe without quotes.
_PLAIN_IN_FLOW = re.compile(r"[^\W\d_](?:[\w .()/!'\"&+=*;@$%~^<>|’‘“”„…–—«»§°-]*(?<! ))?")
_PLAIN = re.compile(r"[^\W\d_](?:(?:[\w .,()/!?'\"&+=*;@$%~^<>|’‘“”„…–—«»§°{}\[\]-]|:(?=[^ ])|(?<! )#)*(?<! ))?")
# The words that some reader takes for a boolean, a null or a number (YAML 1.1 §§ bool, null, float; 1.2 core schema).
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity"])


def _scalar(value: str) -> str:
    return _written(value, _PLAIN)


def _flow_scalar(value: str) -> str:
    return _written(value, _PLAIN_IN_FLOW)


def _written(value: str, plain: re.Pattern[str]) -> str:
    if isinstance(value, Verbatim):
        return str(value)
    if not isinstance(value, Quoted) and plain.fullmatch(value) and value.casefold() not in _RESERVED:
        return str(value)
    if ('"' in value or "\\" in value) and _SINGLE_LINE.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _TO_ESCAPE.sub(_escape, value) + '"'


_TO_ESCAPE = re.compile(f'["\\\\]|[^{_PRINTABLE}]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        raise ValueError(f"U+{ord(char):04X}, a lone surrogate, is not a character and cannot be written")
    return _SHORT_ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")
