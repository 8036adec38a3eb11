"""What can be wrong in a file's text: one function for each message."""

import re
from collections.abc import Iterable

from sitegen.ground.diagnostics import Diagnostic, Where, error, warning
from sitegen.ground.names import did_you_mean, quoted_list
from sitegen.ground.shown import shown


def control_character(char: str, where: Where) -> Diagnostic:
    """A character that no YAML reader takes."""
    return error("control-character", f"the character U+{ord(char):04X} may not stand in YAML", where, "remove it")


def yaml_alias(name: str, where: Where) -> Diagnostic:
    """`*name`."""
    message = f"“*{shown(name)}” stands for another part of the file"
    return error("yaml-alias", message, where, "write the value out, or quote it")


def yaml_anchor(name: str, where: Where) -> Diagnostic:
    """`&name`."""
    message = f"“&{shown(name)}” names a part of the file for reuse"
    hint = f"write the value out wherever “*{shown(name)}” stands, or quote it if it is text"
    return error("yaml-alias", message, where, hint)


def yaml_merge(where: Where) -> Diagnostic:
    """`<<` as a key."""
    return error("yaml-alias", "“<<” merges another part of the file", where, "write its fields out")


def yaml_tag(tag: str, where: Where) -> Diagnostic:
    """`!tag`."""
    spelled = shown(tag.replace("tag:yaml.org,2002:", "!!"))
    hint = "remove it; the field decides the type"
    if not spelled.startswith("!!"):
        hint = "put the text in quotes if it is meant to begin with “!”; else remove the tag"
    return error("yaml-tag", f"the tag “{spelled}” asks for a type", where, hint)


def yaml_second_document(where: Where) -> Diagnostic:
    """`---` a second time."""
    return error(
        "yaml-documents", "a second document begins here", where, "a file holds one; remove this line or quote it"
    )


def yaml_too_deep(levels: int, where: Where) -> Diagnostic:
    """More nesting than any field has."""
    return error("yaml-too-deep", f"nested deeper than {levels} levels", where, "no field of sitegen needs that")


def yaml_key_not_text(where: Where) -> Diagnostic:
    """A list or a mapping as a key."""
    hint = "put “{{ … }}” in quotes" if where.excerpt[where.column - 2 :].startswith("{{") else "put it in quotes"
    return error("yaml-syntax", "a key must be text", where, hint)


def duplicate_key(key: str, where: Where, first_line: int) -> Diagnostic:
    """One key twice in one mapping."""
    return error(
        "duplicate-key", f"“{shown(key)}” stands here twice; first at line {first_line}", where, "remove one of them"
    )


def words_as_comment(words: str, where: Where) -> Diagnostic:
    """`#` with a word behind it, in the middle of a value."""
    message = f"“{shown(words)}” is a comment for YAML, and not a part of the value"
    return warning("words-as-comment", message, where, _quote_whole(where.excerpt))


def _quote_whole(line: str) -> str:
    match = re.match(r"\s*(?:- )?(?P<key>[^:\s]+): (?P<value>.*\S)", line)
    if not match or '"' in match["value"] or "\\" in match["value"]:
        return "put the whole value in quotes"
    return f'put the whole value in quotes: {match["key"]}: "{match["value"]}"'


def private_key(path: str, where: Where) -> Diagnostic:
    """An e-mail or IP address: never in content/."""
    message = f"{path}: e-mail and IP addresses are not kept with the content, lest they be published"
    return error("private-data", message, where, "take it out, or keep it in private/, which git ignores")


PRIVATE_KEYS = frozenset([
    "email", "e_mail", "mail", "author_email", "comment_author_email", "ip", "ip_address", "author_ip",
    "comment_author_ip", "user_agent", "comment_agent",
])  # fmt: skip
"""What platforms call the things that must not leave the owner's machine, in lower case with `_` for `-`."""


def is_private(key: str) -> bool:
    """Whether a key of a comment holds what must not be published."""
    return key.casefold().replace("-", "_") in PRIVATE_KEYS


def unknown_key(path: str, key: str, known: Iterable[str], where: Where) -> Diagnostic:
    """A key that the schema does not have."""
    known = list(known)
    free = next((f"; a field of your own goes under “{name}:”" for name in ("extra", "meta") if name in known), "")
    hint = did_you_mean(key, known) or "known here: " + ", ".join(known) + free
    return error("unknown-key", f"{path}: there is no field of this name", where, hint)


def missing_field(path: str, where: Where, hint: str = "") -> Diagnostic:
    """A required field is not there."""
    return error("missing-field", f"{path}: is missing", where, hint)


def wrong_type(path: str, expected: str, found: str, where: Where, hint: str = "") -> Diagnostic:
    """A list where a text was due, or the like."""
    return error("wrong-type", f"{path}: expected {expected}, not {found}", where, hint)


def wrong_value(path: str, reason: str, where: Where, hint: str = "") -> Diagnostic:
    """The right type, but nothing that the field can hold."""
    return error("wrong-value", f"{path}: {reason}", where, hint)


def unknown_choice(path: str, value: str, choices: Iterable[str], where: Where) -> Diagnostic:
    """None of the words that the field knows."""
    choices = list(choices)
    hint = did_you_mean(value, choices) or f"write {quoted_list(choices, 'or')}"
    return error("wrong-value", f"{path}: “{shown(value)}” is not one of {', '.join(choices)}", where, hint)


def empty_file(where: Where, hint: str) -> Diagnostic:
    """Nothing in it."""
    return error("empty-file", "the file is empty", where, hint)


def no_front_matter(where: Where) -> Diagnostic:
    """A post that does not begin with `---`."""
    return error(
        "no-front-matter", "a post begins with front matter", where, "put “---”, “title: …”, “---” on the first lines"
    )


def late_front_matter(where: Where) -> Diagnostic:
    """Empty lines before the first `---`."""
    return error("no-front-matter", "front matter begins on the first line", where, "remove the lines above it")


def toml_front_matter(where: Where) -> Diagnostic:
    """`+++`: Hugo's and Zola's TOML."""
    return error(
        "no-front-matter", "“+++” begins TOML, and front matter is YAML", where, "write it between “---” lines"
    )


def endless_front_matter(where: Where) -> Diagnostic:
    """The closing `---` is missing."""
    return error("no-front-matter", "the front matter does not end", where, "close it with a line “---”")
