"""YAML that is sure to mean one thing, as patterns: what sitegen writes itself, and most people, too.

A reader that knows its fields (`thread_simple`, `post_simple`) finds all of them with one pattern, many times faster
than libyaml's events can be followed, and has what it found taken apart here. Whatever does not match is read by
`yaml`, which also says what is wrong: so these patterns match less than they could, and nothing that has a diagnostic.
"""

import re
from collections.abc import Mapping
from typing import Final

from sitegen.ground.characters import is_surely_sound


class NotSimpleError(ValueError):
    """It takes the reader of all YAML."""


# Only what repeats one character is possessive here: before Python 3.11.5 what repeats a group then goes wrong. Groups
# repeat up to a bound, since each time takes memory while the pattern may still come back to it.
_QUOTED = r"""(?:"[^"\\\t\n]*+"|'(?:[^'\t\n]++|''){0,999}'(?!'))"""
_KEY = "[A-Za-z_][A-Za-z0-9_-]*+"
# The first sign of a text without quotes. Others, such as “-” and “*”, have a meaning there, or may have one.
_FIRST = r"[^\s\x00-\x1f!-'*,\-:-@\[-^`{-\x7f]"
_IN_FLOW = rf"(?:{_QUOTED}|{_FIRST}[^\t\n:#,?\[\]{{}}]*+(?<! ))"
_FLOW_MAPPING = rf"\{{{_KEY}: {_IN_FLOW}(?:, {_KEY}: {_IN_FLOW}){{0,999}}\}}"

SCALAR: Final = rf"(?:{_QUOTED}|{_FIRST}[^\t\n:#]*+(?:(?::(?=[^ \t\n])|(?<! )#)[^\t\n:#]*+){{0,999}}(?<! ))"
"""A text on one line, without quotes or in quotes without escapes."""

NAME: Final = rf"""(?:"[^"\\\s]{{1,200}}+"|{_FIRST}[^\s:#,?\[\]{{}}]{{0,199}}+)"""
"""A text of up to 200 characters without white space."""

NUMBER: Final = "-?[0-9]{1,15}+"
"""A whole number without quotes."""

_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
TRUTH: Final = "|".join(_TRUTHS)
"""A boolean without quotes."""

LANGUAGE: Final = "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,9}"
"""A BCP 47 tag, or nearly, without quotes."""


def once_each(values: Mapping[str, str], margin: str) -> str:
    """Fields in any order and none of them twice, each by its name with a pattern for its value, a group of that name.

    All but the first have `margin` before them. They end where a line begins that has a smaller one; the caller looks
    at that.
    """
    fields = (
        rf"(?({group})(?!)|{name}:(?: |(?=\n))(?P<{name}>{value})\n++)"
        for group, (name, value) in enumerate(values.items(), 1)
    )
    return rf"(?:(?:{'|'.join(fields)})(?:{margin}|(?![a-z])))+(?<=\n)"


def prose(margin: str) -> str:
    """A literal block, or a text on one line; `margin` is that of its field."""
    lines = rf"(?:\n(?:{margin}  .*+)?(?=\n)){{1,9999}}(?!\n\n)"
    return rf"\|[-+]?+(?=\n{margin}  [^ \t\n]){lines}|\|2[-+]?+{lines}|{SCALAR}"


def texts(margin: str, item: str = _IN_FLOW) -> str:
    """A list of texts: in brackets, or each on a line of its own, with or without indentation; or one text alone."""
    in_block = SCALAR if item == _IN_FLOW else item
    flow = rf"\[(?:{item}(?:, {item}){{0,999}})?\]"
    return rf"{flow}|(?:\n{margin}- {in_block}){{1,999}}|(?:\n{margin}  - {in_block}){{1,999}}|{item}"


def mapping(margin: str) -> str:
    """A mapping of texts: in braces, or each on a line of its own, indented."""
    return rf"{_FLOW_MAPPING}|(?:\n{margin}  {_KEY}: {SCALAR}){{1,999}}"


def mappings(margin: str) -> str:
    """A list of such mappings."""
    flow = rf"\[{_FLOW_MAPPING}(?:, {_FLOW_MAPPING}){{0,999}}\]"
    return rf"{flow}|(?:\n{margin}- {_KEY}: {SCALAR}(?:\n{margin}  {_KEY}: {SCALAR}){{0,999}}){{1,999}}"


def is_simple_text(text: str) -> bool:
    """Whether its characters are what they look like to every reader."""
    return is_surely_sound(text) or not _ODD.search(text)


_ODD = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def scalar_of(found: str) -> str:
    """The value of SCALAR, NAME or a flow's text."""
    if found[0] == '"':
        return found[1:-1]
    return found[1:-1].replace("''", "'") if found[0] == "'" else found


def truth_of(found: str) -> bool:
    """The value of TRUTH."""
    if found not in _TRUTHS:
        raise NotSimpleError
    return _TRUTHS[found]


def prose_of(found: str, margin: str) -> str:
    """The value of `prose`."""
    indent = f"\n{margin}  "
    if found.startswith("|\n"):  # nearly always; its first line is not blank
        return found[1 + len(indent) :].replace(indent, "\n").rstrip("\n") + "\n"
    if found[0] != "|":
        return scalar_of(found)
    header, _, _ = found[:4].partition("\n")
    text = found[len(header) :].replace(indent, "\n")[1:]
    written = text.rstrip("\n")
    if not written:
        raise NotSimpleError
    match header[-1]:
        case "-":
            return written
        case "+":
            return text + "\n"
        case _:
            return written + "\n"


def texts_of(found: str) -> tuple[str, ...]:
    """The values of `texts`."""
    return tuple(map(scalar_of, re.findall(_item(found), found)))


def mapping_of(found: str) -> dict[str, str]:
    """The values of `mapping` by their keys."""
    entries = re.findall(_entry(found), found)
    by_key = {key: scalar_of(value) for key, value in entries}
    if len(by_key) < len(entries):
        raise NotSimpleError
    return by_key


def mappings_of(found: str) -> tuple[dict[str, str], ...]:
    """The values of `mappings`."""
    one = _FLOW_MAPPING if found[0] == "[" else _MAPPING
    return tuple(mapping_of(match[0]) for match in re.finditer(one, found))


def offsets_of_texts(name: str, found: str, start: int) -> dict[str, int]:
    """Where the field of that name, found at `start`, and its items (`tags[1]`) stand."""
    items = enumerate(re.finditer(_item(found), found))
    return {name: start + _beginning(found), **{f"{name}[{at}]": start + match.start(1) for at, match in items}}


def offsets_of_mapping(name: str, found: str, start: int) -> dict[str, int]:
    """Where the field of that name, found at `start`, and its entries (`author.name`) stand; or a text in its place."""
    entries = re.finditer(_entry(found), found) if found[0] in "{\n" else ()
    return {name: start + _beginning(found), **{f"{name}.{match[1]}": start + match.start(2) for match in entries}}


def _item(found: str) -> str:
    return _ITEM if found[0] == "\n" else _ITEM_IN_FLOW


def _entry(found: str) -> str:
    return _ENTRY_IN_FLOW if found[0] == "{" else _ENTRY


def _beginning(found: str) -> int:
    """Lists and mappings on lines of their own begin there, and not behind the field's name."""
    return len(found) - len(found.lstrip(" \n"))


# `re` compiles these when they are first needed, and keeps them.
_ITEM = f"- ({SCALAR})"
_ITEM_IN_FLOW = f"({_IN_FLOW})"
_ENTRY = f"({_KEY}): ({SCALAR})"
_ENTRY_IN_FLOW = f"({_KEY}): ({_IN_FLOW})"
_MAPPING = rf"- {_KEY}: .*+(?:\n *+{_KEY}: .*+)*"
