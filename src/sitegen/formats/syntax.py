"""libyaml's complaints in plain words: one function for each kind of mistake that people make."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sitegen.ground.diagnostics import Diagnostic, Where, error
from sitegen.ground.shown import shown

_LONGEST_KEY = 1000  # libyaml looks for a key's colon within 1024 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What libyaml says, where it stumbled, and where the thing that it was reading began.

    `above` is the last line before that is not blank. `quoted` is where the text in quotes began that was read just
    before, if it was one.
    """

    problem: str
    where: Where
    began: Where
    above: Where
    quoted: Where | None = None


def yaml_syntax(complaint: Complaint) -> Diagnostic:
    """The complaint as a person would put it; in libyaml's words where we know none."""
    for known, explain in _EXPLAINED:
        if known in complaint.problem:
            return explain(complaint)
    return _error(f"not valid YAML: {complaint.problem}", complaint.where)


def missing_space(where: Where) -> Diagnostic | None:
    """What to say of a line like `title:Hello`, which is text and no field; None where it is not that."""
    match = re.match(r"[ -]*(?P<key>[\w-]+):(?P<value>(?!//)\S.*)", where.excerpt)
    if not match:
        return None
    at = where._replace(column=match.end("key") + 1)
    return _error("there is no space after the colon", at, f"write “{match['key']}: {shown(match['value'])}”")


def _error(message: str, where: Where, hint: str = "") -> Diagnostic:
    return error("yaml-syntax", message, where, hint)


def _colon(complaint: Complaint) -> Diagnostic:
    """`title: a: b`, a line that is indented too far, or a line above without a space after its colon."""
    where, above = complaint.where, complaint.above
    before = where.excerpt[: where.column - 1]
    if len(before) > _LONGEST_KEY:
        return _key_too_long(where)
    if re.search(r":\s", before):
        return _error("a second “: ” on this line", where, _quote_hint(where.excerpt))
    if unspaced := missing_space(above):
        return unspaced
    return _error(
        "this line is indented as if it went on with the text above it",
        where,
        "begin it at the column of the field that it stands beside",
    )


def _no_colon(complaint: Complaint) -> Diagnostic:
    """A line that is neither `key: value` nor an item nor the rest of a text."""
    where = complaint.began
    if len(where.excerpt) - where.column > _LONGEST_KEY:
        return _key_too_long(where)
    if unspaced := missing_space(where):
        return unspaced
    return _error(
        "this line has no “key: ” before its text",
        where,
        "write “key: value”; text of several lines stands after “key: |”, indented",
    )


def _key_too_long(where: Where) -> Diagnostic:
    return _error(
        "a key is at most 1,024 characters long", where._replace(column=1), "is it a text in the wrong place?"
    )


def _open_quotes(complaint: Complaint) -> Diagnostic:
    return _error("a quoted text does not end", complaint.began, "close the quotes")


def _misfit(complaint: Complaint) -> Diagnostic:
    """Where a key was due, there is something else."""
    where, quoted = complaint.where, complaint.quoted
    before = where.excerpt[: where.column - 1].rstrip()
    if quoted and quoted.line == where.line:
        return _error("text goes on after the closing quotes", where, _requote_hint(quoted))
    if quoted and before:
        hint = 'close them on this line, or write quotes within quotes as \\"'
        return _error(f"these quotes are closed only in line {where.line}", quoted, hint)
    if before.endswith(("]", "}")):
        return _error(f"text goes on after “{before[-1]}”", where, _quote_hint(where.excerpt))
    if where.excerpt[where.column - 1 :].startswith("- ") and not complaint.above.excerpt.lstrip().startswith("- "):
        hint = "begin the list on the line after “key:”, which then has no other value"
        return _error("a list's item stands where a key should", where, hint)
    return _error("this line does not fit the lines above it", where, "check the indentation and the quotes")


def _unclosed(bracket: str, kind: str) -> Callable[[Complaint], Diagnostic]:
    def explain(complaint: Complaint) -> Diagnostic:
        where, began = complaint.where, complaint.began
        if where.line == began.line and where.column <= len(where.excerpt):
            hint = "put texts with colons, brackets or quotes in them in quotes"
            return _error(f"“,” or “{bracket}” should stand here", where, hint)
        return _error(f"{kind} does not end", began, f"close it with “{bracket}”")

    return explain


def _first_character(complaint: Complaint) -> Diagnostic:
    """`@`, `` ` ``, `%`, or a tab."""
    char = _char(complaint.where)
    if char == "\t":
        return _tab(complaint)
    hint = _quote_hint(complaint.where.excerpt)
    return _error(f"text cannot begin with “{char}”", complaint.where, hint)


def _first_indicator(complaint: Complaint) -> Diagnostic:
    """`*`, `&`, `!`, `- ` or `? ` before a text that was meant as it stands."""
    where = complaint.began
    if _char(where) == "%":
        return _directive(complaint)
    return _error(f"text cannot begin with “{_char(where)}”", where, _quote_hint(where.excerpt))


def _no_value(complaint: Complaint) -> Diagnostic:
    where = complaint.where
    if char := _char(where):
        twice = char == "," and where.excerpt[: where.column - 1].rstrip().endswith((",", "[", "{"))
        hint = "remove it" if twice else _quote_hint(where.excerpt)
        return _error(f"“{char}” stands where a value should", where, hint)
    hint = "close the brackets or braces; text that begins with “#” needs quotes"
    return _error("a value is missing here", where, hint)


def _tab(complaint: Complaint) -> Diagnostic:
    return _error("a tab cannot indent YAML", complaint.where, "indent with spaces")


def _block_head(complaint: Complaint) -> Diagnostic:
    where = complaint.began
    return _error(f"after “{_char(where)}” the text begins on the next line", where, _quote_hint(where.excerpt))


def _directive(complaint: Complaint) -> Diagnostic:
    where = complaint.began._replace(column=1)
    return _error(
        "a line that begins with “%” instructs the YAML reader", where, "remove it, or put the text in quotes"
    )


def _outside(complaint: Complaint) -> Diagnostic:
    """A line to the left of the first one, or after a document's end."""
    if complaint.above.excerpt.startswith("%"):
        return _error("a line that begins with “%” instructs the YAML reader", complaint.above, "remove it")
    if complaint.above.excerpt.startswith("..."):
        return _error("“...” ends the document, and more follows", complaint.above, "remove it")
    hint = "begin all fields at the same column, the first one too"
    return _error("this line does not belong to the lines above it", complaint.where, hint)


def _says(message: str, hint: str) -> Callable[[Complaint], Diagnostic]:
    return lambda complaint: _error(message, complaint.where, hint)


_ESCAPES = "double the backslash, or use single quotes"
_EXPLAINED: tuple[tuple[str, Callable[[Complaint], Diagnostic]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("found unexpected end of stream", _open_quotes),
    ("found unexpected document indicator", _open_quotes),
    ("did not find expected key", _misfit),
    (
        "did not find expected '-' indicator",
        _says("this line does not belong to the list above it", "check the indentation"),
    ),
    ("did not find expected ',' or ']'", _unclosed("]", "a list in brackets")),
    ("did not find expected ',' or '}'", _unclosed("}", "a mapping in braces")),
    ("did not find expected node content", _no_value),
    ("did not find expected <document start>", _outside),
    ("found unexpected ':'", _no_value),
    ("found character that cannot start any token", _first_character),
    ("block sequence entries are not allowed", _first_indicator),
    ("mapping keys are not allowed", _first_indicator),
    ("did not find expected alphabetic or numeric character", _first_indicator),
    ("found a tab character", _tab),
    (
        "found unknown escape character",
        _says("a backslash in double quotes begins an escape, and this one does not exist", _ESCAPES),
    ),
    (
        "did not find expected hexdecimal number",
        _says("a backslash in double quotes begins an escape, and this one lacks digits", _ESCAPES),
    ),
    (
        "found invalid Unicode character escape code",
        _says(
            "this escape is not a character",
            "surrogates (U+D800 to U+DFFF) do not stand alone; write the character itself",
        ),
    ),
    ("did not find expected comment or line break", _block_head),
    (
        "found an indentation indicator equal to 0",
        _says("the number after “|” or “>” is 1 to 9", "leave it out"),
    ),
    ("directive", _directive),
    ("version number", _directive),
    ("found unexpected non-alphabetical character", _directive),
    ("did not find expected digit or '.' character", _directive),
    ("found incompatible YAML document", _directive),
    ("did not find expected whitespace or line break", _first_indicator),
    ("did not find expected whitespace", _directive),
    # What remains is about tags.
    ("tag", _first_indicator),
    ("did not find expected '!'", _first_indicator),
    ("did not find the expected '>'", _first_indicator),
    ("URI", _first_indicator),
    ("UTF-8 octet", _first_indicator),
)


def _char(where: Where) -> str:
    """The character at a place; nothing at the end of a line."""
    return where.excerpt[where.column - 1 : where.column]


def _quote_hint(line: str) -> str:
    """The line's text as it would stand in quotes."""
    match = re.match(r"\s*(?P<head>(?:- +)*(?:[^:\s]+:\s+)?)(?P<value>\S.*?)\s*$", line)
    if not match or not match["head"] or len(line) > 100:
        return "put the text in quotes"
    head = re.sub(r"\s+", " ", match["head"])
    return f"put the text in quotes: {head}{_in_quotes(match['value'])}"


def _requote_hint(quoted: Where) -> str:
    """The line's text, which begins with quotes, as it would stand in quotes that close at its end."""
    head, value = quoted.excerpt[: quoted.column - 1].lstrip(), quoted.excerpt[quoted.column - 1 :].rstrip()
    if not head or len(quoted.excerpt) > 100:
        return "put the whole text in quotes"
    meant = value[1:-1] if value[-1] == value[0] and value.count(value[0]) > 2 else value
    return f"put the whole text in quotes: {head}{_in_quotes(meant)}"


def _in_quotes(value: str) -> str:
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
