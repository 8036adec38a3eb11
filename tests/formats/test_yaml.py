import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.formats.syntax import Complaint, yaml_syntax
from sitegen.formats.yaml import (
    DEEPEST,
    ListNode,
    MapNode,
    Node,
    Prose,
    Quoted,
    ScalarNode,
    Verbatim,
    Writable,
    plain_value,
    read,
    write,
)
from sitegen.ground.diagnostics import Where
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain
from tests.formats.documents import ODD, as_lists, mappings, read_by_pyyaml
from tests.formats.told import Refused, Told, told

# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────

UNDERSTOOD: dict[str, tuple[str, Plain]] = {
    "Norway": ("country: no", {"country": "no"}),
    "octal": ("id: 010", {"id": "010"}),
    "YAML 1.2 octal": ("id: 0o17", {"id": "0o17"}),
    "sexagesimal": ("time: 12:30:45", {"time": "12:30:45"}),
    "date": ("date: 2001-02-30", {"date": "2001-02-30"}),
    "float": ("version: 1.10", {"version": "1.10"}),
    "null": ("a: null\nb: ~\nc:", {"a": "null", "b": "~", "c": ""}),
    "keys of other types": ("404: a\nTrue: b\nnull: c", {"404": "a", "True": "b", "null": "c"}),
    "5,000 digits": (f"id: {'7' * 5000}", {"id": "7" * 5000}),
    "lists": ("a: [b, 'c']\nd:\n- e\n- [f]", {"a": ("b", "c"), "d": ("e", ("f",))}),
    "flow": ("{a: {b: c}, d: [e, f: g]}", {"a": {"b": "c"}, "d": ("e", {"f": "g"})}),
    "explicit keys": ("? a\n: b\n? c", {"a": "b", "c": ""}),
    "quoted merge key": ('"<<": a', {"<<": "a"}),
    "escapes": (r'a: "\x07\u2028\N\U0001F600\0"', {"a": "\x07\u2028\x85😀\0"}),
    "raw NEL": ("a: b\x85c\nd: e", {"a": "b\x85c", "d": "e"}),
    "raw LS in a block": ("a: |\n  b\u2028c\n  d\n", {"a": "b\u2028c\nd\n"}),
    "raw PS beside the private use area": ("a: b\u2029\U0010fffd", {"a": "b\u2029\U0010fffd"}),
    "all old line ends": ("\x85\u2028\u2029: \u2029\u2028\x85", {"\x85\u2028\u2029": "\u2029\u2028\x85"}),
    "BOM in the middle": ("a: b\ufeffc", {"a": "b\ufeffc"}),
    "CRLF": ("a: |\r\n  b\r\n  c\r\nd: e\r\n", {"a": "b\nc\n", "d": "e"}),
    "CR": ("a: |\r  b\r  c\rd: e\r", {"a": "b\nc\n", "d": "e"}),
    "document marks": ("---\na: b\n...\n", {"a": "b"}),
    "version 1.1": ("%YAML 1.1\n---\na: b\n", {"a": "b"}),
    "key of 1,000 letters": (f"{'k' * 1000}: v", {"k" * 1000: "v"}),
    "explicit key of 10,000 letters": (f"? {'k' * 10_000}\n: v", {"k" * 10_000: "v"}),
}


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_every_scalar_is_the_text_that_stands_there(text: str, expected: Plain) -> None:
    """No scalar becomes a number, a date, a boolean or nothing."""
    node, diagnostics = read(Source("f", text))
    assert diagnostics == []
    assert node is not None
    assert plain_value(node) == expected


@pytest.mark.parametrize("text", ["", " \n\n", "# a comment\n", "\n# a\n  # b"])
def test_a_file_without_a_document_is_nothing(text: str) -> None:
    """Neither white space nor comments are a document, or an error."""
    assert read(Source("f", text)) == (None, [])


def test_nodes_know_their_places() -> None:
    """Lines and columns count from 1, in characters; U+2028 ends no line, and U+1F600 is one character."""
    text = "a: [b, 'c']\n\u2028😀: d\ne:\n- f: |\n    g\n"
    node, _ = read(Source("f", text))
    assert node == MapNode(
        {
            "a": (
                ScalarNode("a", True, 1, 1),
                ListNode([ScalarNode("b", True, 1, 5), ScalarNode("c", False, 1, 8)], 1, 4),
            ),
            "\u2028😀": (ScalarNode("\u2028😀", True, 2, 1), ScalarNode("d", True, 2, 5)),
            "e": (
                ScalarNode("e", True, 3, 1),
                ListNode([MapNode({"f": (ScalarNode("f", True, 4, 3), ScalarNode("g\n", False, 4, 6))}, 4, 3)], 4, 1),
            ),
        },
        1,
        1,
    )


def test_a_part_of_a_file_knows_its_places_in_the_file() -> None:
    """Front matter begins after the first line of a post."""
    source = Source("f", "---\na: b\nc: d: e\n---\n")
    node, diagnostics = read(source, "a: b\nc: d: e\n", lines_before=1)
    assert node is None
    assert told(source, diagnostics) == [
        Told("3:5", "yaml-syntax", "a second “: ” on this line", 'put the text in quotes: c: "d: e"')
    ]


REFUSED: Refused = {
    "second colon": (
        "title: foo: bar\n",
        Told(
            "1:11",
            "yaml-syntax",
            "a second “: ” on this line",
            'put the text in quotes: title: "foo: bar"',
        ),
    ),
    "second colon with quotes in the text": (
        'title: He said: "no"\n',
        Told(
            "1:15",
            "yaml-syntax",
            "a second “: ” on this line",
            "put the text in quotes: title: 'He said: \"no\"'",
        ),
    ),
    "second colon in an item": (
        "tags:\n- a: b: c\n",
        Told(
            "2:7",
            "yaml-syntax",
            "a second “: ” on this line",
            'put the text in quotes: - a: "b: c"',
        ),
    ),
    "field too far right": (
        "title: foo\n  date: 2014\n",
        Told(
            "2:7",
            "yaml-syntax",
            "this line is indented as if it went on with the text above it",
            "begin it at the column of the field that it stands beside",
        ),
    ),
    "item's field too far right": (
        "tags:\n- a\n b: c\n",
        Told(
            "3:3",
            "yaml-syntax",
            "this line is indented as if it went on with the text above it",
            "begin it at the column of the field that it stands beside",
        ),
    ),
    "no space after a colon": (
        "title:Foo\ndate: x\n",
        Told("1:6", "yaml-syntax", "there is no space after the colon", "write “title: Foo”"),
    ),
    "no space after a colon, last line": (
        "date: x\ntitle:Foo\n",
        Told("2:6", "yaml-syntax", "there is no space after the colon", "write “title: Foo”"),
    ),
    "an address is no key": (
        "date: x\nhttp://example.org/\n",
        Told(
            "2:1",
            "yaml-syntax",
            "this line has no “key: ” before its text",
            "write “key: value”; text of several lines stands after “key: |”, indented",
        ),
    ),
    "line without a key": (
        "title: x\nfoo bar\nd: e\n",
        Told(
            "2:1",
            "yaml-syntax",
            "this line has no “key: ” before its text",
            "write “key: value”; text of several lines stands after “key: |”, indented",
        ),
    ),
    "text after double quotes": (
        'title: "Foo" bar\nx: y\n',
        Told(
            "1:14",
            "yaml-syntax",
            "text goes on after the closing quotes",
            "put the whole text in quotes: title: '\"Foo\" bar'",
        ),
    ),
    "text after single quotes": (
        "title: 'It's here'\n",
        Told(
            "1:12",
            "yaml-syntax",
            "text goes on after the closing quotes",
            'put the whole text in quotes: title: "It\'s here"',
        ),
    ),
    "text after a quoted key": (
        '"a" b: c\n',
        Told(
            "1:5",
            "yaml-syntax",
            "this line does not fit the lines above it",
            "check the indentation and the quotes",
        ),
    ),
    "text after brackets": (
        "title: [Draft] my post\n",
        Told(
            "1:16",
            "yaml-syntax",
            "text goes on after “]”",
            'put the text in quotes: title: "[Draft] my post"',
        ),
    ),
    "text after braces": (
        "permalink: {year}/{slug}\n",
        Told(
            "1:18",
            "yaml-syntax",
            "text goes on after “}”",
            'put the text in quotes: permalink: "{year}/{slug}"',
        ),
    ),
    "template braces": (
        "title: {{ page.title }}\n",
        Told("1:9", "yaml-syntax", "a key must be text", "put “{{ … }}” in quotes"),
    ),
    "template percent": (
        "title: {% x %}\n",
        Told(
            "1:9",
            "yaml-syntax",
            "text cannot begin with “%”",
            'put the text in quotes: title: "{% x %}"',
        ),
    ),
    "emphasis": (
        "title: *foo* bar\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “*”",
            'put the text in quotes: title: "*foo* bar"',
        ),
    ),
    "ampersand": (
        "title: & co\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “&”",
            'put the text in quotes: title: "& co"',
        ),
    ),
    "at sign": (
        "title: @foo\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “@”",
            'put the text in quotes: title: "@foo"',
        ),
    ),
    "backtick": (
        "title: `foo`\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “`”",
            'put the text in quotes: title: "`foo`"',
        ),
    ),
    "percent": (
        "title: %foo\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “%”",
            'put the text in quotes: title: "%foo"',
        ),
    ),
    "dash": (
        "title: - foo\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “-”",
            'put the text in quotes: title: "- foo"',
        ),
    ),
    "question mark": (
        "title: ? foo\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “?”",
            'put the text in quotes: title: "? foo"',
        ),
    ),
    "greater than": (
        "title: > foo\nx: y\n",
        Told(
            "1:8",
            "yaml-syntax",
            "after “>” the text begins on the next line",
            'put the text in quotes: title: "> foo"',
        ),
    ),
    "bar": (
        "title: | foo\n",
        Told(
            "1:8",
            "yaml-syntax",
            "after “|” the text begins on the next line",
            'put the text in quotes: title: "| foo"',
        ),
    ),
    "zero indentation": (
        "title: |0\n  foo\n",
        Told("1:9", "yaml-syntax", "the number after “|” or “>” is 1 to 9", "leave it out"),
    ),
    "closing bracket": (
        "title: ]\n",
        Told(
            "1:8",
            "yaml-syntax",
            "“]” stands where a value should",
            'put the text in quotes: title: "]"',
        ),
    ),
    "comma": (
        "title: ,b\n",
        Told(
            "1:8",
            "yaml-syntax",
            "“,” stands where a value should",
            'put the text in quotes: title: ",b"',
        ),
    ),
    "two commas": (
        "tags: [b,,c]\n",
        Told("1:10", "yaml-syntax", "“,” stands where a value should", "remove it"),
    ),
    "comment in brackets": (
        "tags: [#b]\n",
        Told(
            "2:1",
            "yaml-syntax",
            "a value is missing here",
            "close the brackets or braces; text that begins with “#” needs quotes",
        ),
    ),
    "bracket at the end": (
        "tags: [",
        Told(
            "1:8",
            "yaml-syntax",
            "a value is missing here",
            "close the brackets or braces; text that begins with “#” needs quotes",
        ),
    ),
    "exclamation mark": (
        "title: !Important notice\n",
        Told(
            "1:8",
            "yaml-tag",
            "the tag “!Important” asks for a type",
            "put the text in quotes if it is meant to begin with “!”; else remove the tag",
        ),
    ),
    "exclamation mark, broken": (
        "title: !%zz b\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “!”",
            'put the text in quotes: title: "!%zz b"',
        ),
    ),
    "exclamation mark, unknown handle": (
        "title: !x!y z\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “!”",
            'put the text in quotes: title: "!x!y z"',
        ),
    ),
    "exclamation mark, no end": (
        "!<foo bar\n",
        Told("1:1", "yaml-syntax", "text cannot begin with “!”", "put the text in quotes"),
    ),
    "type tag": (
        "title: !!int 5\n",
        Told("1:8", "yaml-tag", "the tag “!!int” asks for a type", "remove it; the field decides the type"),
    ),
    "python tag": (
        "title: !!python/object/apply:os.system [ls]\n",
        Told(
            "1:8",
            "yaml-tag",
            "the tag “!!python/object/apply:os.system” asks for a type",
            "remove it; the field decides the type",
        ),
    ),
    "directive": (
        "%foo\ntitle: x\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "comment of another language": (
        "%% comment\ntitle: x\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "version 3": (
        "%YAML 3.0\n---\na: b\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "version word": (
        "%YAML x\n---\na: b\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "version twice": (
        "%YAML 1.1\n%YAML 1.1\n---\na: b\n",
        Told(
            "2:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "tag directive": (
        "%TAG foo\n---\na: b\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a line that begins with “%” instructs the YAML reader",
            "remove it, or put the text in quotes",
        ),
    ),
    "directive without document": (
        "%YAML 1.1\na: b\n",
        Told("1:1", "yaml-syntax", "a line that begins with “%” instructs the YAML reader", "remove it"),
    ),
    "unclosed double quotes": (
        'title: "foo\nbar: 1\n',
        Told("1:8", "yaml-syntax", "a quoted text does not end", "close the quotes"),
    ),
    "unclosed single quotes": (
        "title: 'foo\nbar: 1\n",
        Told("1:8", "yaml-syntax", "a quoted text does not end", "close the quotes"),
    ),
    "unclosed quotes before other quotes": (
        'title: "foo\nbar: "x"\n',
        Told(
            "1:8",
            "yaml-syntax",
            "these quotes are closed only in line 2",
            'close them on this line, or write quotes within quotes as \\"',
        ),
    ),
    "unclosed quotes before a document": (
        'title: "b\n---\nc"\n',
        Told("1:8", "yaml-syntax", "a quoted text does not end", "close the quotes"),
    ),
    "unclosed bracket": (
        "tags: [a, b\ntitle: x\n",
        Told("1:7", "yaml-syntax", "a list in brackets does not end", "close it with “]”"),
    ),
    "unclosed bracket at the end": (
        "tags: [a, b",
        Told("1:7", "yaml-syntax", "a list in brackets does not end", "close it with “]”"),
    ),
    "unclosed bracket before a document": (
        "tags: [b\n---\n",
        Told("1:7", "yaml-syntax", "a list in brackets does not end", "close it with “]”"),
    ),
    "unclosed brace": (
        "meta: {a: b\ntitle: x\n",
        Told("1:7", "yaml-syntax", "a mapping in braces does not end", "close it with “}”"),
    ),
    "missing comma in braces": (
        "meta: {a: b c: d}\n",
        Told(
            "1:14",
            "yaml-syntax",
            "“,” or “}” should stand here",
            "put texts with colons, brackets or quotes in them in quotes",
        ),
    ),
    "wrong bracket": (
        "meta: {a: [b}\n",
        Told(
            "1:13",
            "yaml-syntax",
            "“,” or “]” should stand here",
            "put texts with colons, brackets or quotes in them in quotes",
        ),
    ),
    "unknown escape": (
        'title: "\\d"\n',
        Told(
            "1:9",
            "yaml-syntax",
            "a backslash in double quotes begins an escape, and this one does not exist",
            "double the backslash, or use single quotes",
        ),
    ),
    "escape without digits": (
        'title: "\\xZZ"\n',
        Told(
            "1:11",
            "yaml-syntax",
            "a backslash in double quotes begins an escape, and this one lacks digits",
            "double the backslash, or use single quotes",
        ),
    ),
    "escaped surrogate": (
        'title: "\\ud800"\n',
        Told(
            "1:11",
            "yaml-syntax",
            "this escape is not a character",
            "surrogates (U+D800 to U+DFFF) do not stand alone; write the character itself",
        ),
    ),
    "tab before a key": (
        "\ttitle: x\n",
        Told("1:1", "yaml-syntax", "a tab cannot indent YAML", "indent with spaces"),
    ),
    "tab before a nested key": (
        "a:\n\tb: c\n",
        Told("2:1", "yaml-syntax", "a tab cannot indent YAML", "indent with spaces"),
    ),
    "tab after a nested key": (
        "a:\n  b: c\n\td: e\n",
        Told("3:1", "yaml-syntax", "a tab cannot indent YAML", "indent with spaces"),
    ),
    "tab before a block": (
        "a: |\n\tfoo\n",
        Told("2:1", "yaml-syntax", "a tab cannot indent YAML", "indent with spaces"),
    ),
    "tab is not to blame": (
        "title:\t@x\n",
        Told(
            "1:8",
            "yaml-syntax",
            "text cannot begin with “@”",
            'put the text in quotes: title: "@x"',
        ),
    ),
    "item under a text": (
        "tags: foo\n- bar\n",
        Told(
            "2:1",
            "yaml-syntax",
            "a list's item stands where a key should",
            "begin the list on the line after “key:”, which then has no other value",
        ),
    ),
    "items at two columns": (
        "tags:\n  - a\n - b\n",
        Told(
            "3:2",
            "yaml-syntax",
            "this line does not fit the lines above it",
            "check the indentation and the quotes",
        ),
    ),
    "key after a list": (
        "- a\nb: c\n",
        Told("2:1", "yaml-syntax", "this line does not belong to the list above it", "check the indentation"),
    ),
    "first line too far right": (
        "  a: b\nc: d\n",
        Told(
            "2:1",
            "yaml-syntax",
            "this line does not belong to the lines above it",
            "begin all fields at the same column, the first one too",
        ),
    ),
    "more after the end": (
        "a: b\n...\nc: d\n",
        Told("2:1", "yaml-syntax", "“...” ends the document, and more follows", "remove it"),
    ),
    "second document": (
        "a: b\n---\nc: d\n",
        Told(
            "2:1",
            "yaml-documents",
            "a second document begins here",
            "a file holds one; remove this line or quote it",
        ),
    ),
    "list as a key": (
        "[a]: b\n",
        Told("1:1", "yaml-syntax", "a key must be text", "put it in quotes"),
    ),
    "key of 2,000 characters": (
        "k" * 2000 + ": v\n",
        Told(
            "1:1",
            "yaml-syntax",
            "a key is at most 1,024 characters long",
            "is it a text in the wrong place?",
        ),
    ),
    "duplicate key": (
        "a: 1\nb: 2\na: 3\n",
        Told("3:1", "duplicate-key", "“a” stands here twice; first at line 1", "remove one of them"),
    ),
    "duplicate key of other spelling": (
        'a: 1\n"a": 2\n',
        Told("2:1", "duplicate-key", "“a” stands here twice; first at line 1", "remove one of them"),
    ),
    "duplicate keys of different mappings": (
        "a: {x: 1, x: 2}\nb: {y: 1, y: 2}\n",
        Told("1:11", "duplicate-key", "“x” stands here twice; first at line 1", "remove one of them"),
        Told("2:11", "duplicate-key", "“y” stands here twice; first at line 2", "remove one of them"),
    ),
    "anchor": (
        "a: &x 1\nb: 2\n",
        Told(
            "1:4",
            "yaml-alias",
            "“&x” names a part of the file for reuse",
            "write the value out wherever “*x” stands, or quote it if it is text",
        ),
    ),
    "anchor and its aliases": (
        "a: &x 1\nb: *x\nc: *x\n",
        Told(
            "1:4",
            "yaml-alias",
            "“&x” names a part of the file for reuse",
            "write the value out wherever “*x” stands, or quote it if it is text",
        ),
    ),
    "alias of nothing": (
        "title: *foo\n",
        Told(
            "1:8",
            "yaml-alias",
            "“*foo” stands for another part of the file",
            "write the value out, or quote it",
        ),
    ),
    "alias with more": (
        "title: *foo bar\n",
        Told(
            "1:8",
            "yaml-alias",
            "“*foo” stands for another part of the file",
            "write the value out, or quote it",
        ),
    ),
    "alias in itself": (
        "&a [*a]\n",
        Told(
            "1:1",
            "yaml-alias",
            "“&a” names a part of the file for reuse",
            "write the value out wherever “*a” stands, or quote it if it is text",
        ),
    ),
    "alias as a key": (
        "*a : b\n",
        Told(
            "1:1",
            "yaml-alias",
            "“*a” stands for another part of the file",
            "write the value out, or quote it",
        ),
    ),
    "merge key": (
        "a: {b: c}\n<<: {d: e}\n",
        Told("2:1", "yaml-alias", "“<<” merges another part of the file", "write its fields out"),
    ),
    "merge key with an alias": (
        "a: &x {b: c}\nd:\n  <<: *x\n",
        Told(
            "1:4",
            "yaml-alias",
            "“&x” names a part of the file for reuse",
            "write the value out wherever “*x” stands, or quote it if it is text",
        ),
        Told("3:3", "yaml-alias", "“<<” merges another part of the file", "write its fields out"),
    ),
    "control character": (
        "a: b\nc: x\x07y\n",
        Told("2:5", "control-character", "the character U+0007 may not stand in YAML", "remove it"),
    ),
    "control characters": (
        "a: \x00\x01\nc: \x7f\n",
        Told("1:4", "control-character", "the character U+0000 may not stand in YAML", "remove it"),
        Told("2:4", "control-character", "the character U+007F may not stand in YAML", "remove it"),
    ),
    "delete and C1": (
        "a: b\x80\n",
        Told("1:5", "control-character", "the character U+0080 may not stand in YAML", "remove it"),
    ),
    "lone surrogate": (
        "a: \ud800\n",
        Told("1:4", "control-character", "the character U+D800 may not stand in YAML", "remove it"),
    ),
    "noncharacter": (
        "a: \uffff\n",
        Told("1:4", "control-character", "the character U+FFFF may not stand in YAML", "remove it"),
    ),
    "problems before the syntax error": (
        "a: &x 1\na: 2\nb: c: d\n",
        Told(
            "1:4",
            "yaml-alias",
            "“&x” names a part of the file for reuse",
            "write the value out wherever “*x” stands, or quote it if it is text",
        ),
        Told("2:1", "duplicate-key", "“a” stands here twice; first at line 1", "remove one of them"),
        Told(
            "3:5",
            "yaml-syntax",
            "a second “: ” on this line",
            'put the text in quotes: b: "c: d"',
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in REFUSED.values()], ids=REFUSED)
def test_what_is_wrong_is_said_in_plain_words(text: str, expected: list[Told]) -> None:
    """Each mistake is told once, at its place, with what to do."""
    source = Source("f", text)
    _, diagnostics = read(source)
    assert told(source, diagnostics) == expected


def test_lines_with_control_characters_are_told_of_up_to_twenty() -> None:
    """A binary file does not bury its reader in messages."""
    source = Source("f", "\x07\n" * 1000)
    _, diagnostics = read(source)
    assert [diagnostic.where for diagnostic in diagnostics] == [source.at(line, 1) for line in range(1, 21)]


def test_every_complaint_of_libyaml_has_plain_words() -> None:
    """What the scanner and the parser of libyaml 0.2.5 say of a text, by its source, is said otherwise here."""
    complaints = Path(__file__).with_name("libyaml-0.2.5.txt").read_text(encoding="utf-8").splitlines()
    place = Where("f", 1, 1, "key: value")
    said = [
        yaml_syntax(Complaint(problem=problem, where=place, began=place, above=place)).message for problem in complaints
    ]
    assert [message for message in said if message.startswith("not valid YAML")] == []


def test_an_unknown_complaint_is_passed_on() -> None:
    """A later libyaml may say something new."""
    place = Where("f", 1, 1, "key: value")
    assert yaml_syntax(Complaint(problem="found a dragon", where=place, began=place, above=place)).message == (
        "not valid YAML: found a dragon"
    )


# ── What must be survived ────────────────────────────────────────────────────────────────────────────────────────────

_TOO_DEEP = ("yaml-too-deep", "nested deeper than 64 levels", "no field of sitegen needs that")
_MERGES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
_ALIASES = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))

BOMBS: dict[str, tuple[str, tuple[str, ...]]] = {
    "brackets": ("'[' * 25_000", ("1:65", *_TOO_DEEP)),
    "braces": ("'{' * 25_000", ("1:2", "yaml-syntax", "a key must be text", "put “{{ … }}” in quotes")),
    "braces with keys": ("'{a: ' * 25_000", ("1:257", *_TOO_DEEP)),
    "items": ("'- ' * 25_000", ("1:129", *_TOO_DEEP)),
    "explicit keys": ("'? ' * 25_000", ("1:3", "yaml-syntax", "a key must be text", "put it in quotes")),
    "closed brackets": ("'[' * 25_000 + ']' * 25_000", ("1:65", *_TOO_DEEP)),
    "indentation": ("''.join(' ' * n + 'a:\\n' for n in range(4_000))", ("65:65", *_TOO_DEEP)),
    "aliases": (
        repr(_ALIASES),
        (
            "1:5",
            "yaml-alias",
            "“&a0” names a part of the file for reuse",
            "write the value out wherever “*a0” stands, or quote it if it is text",
        ),
    ),
    "merge keys": (
        repr(_MERGES),
        (
            "1:5",
            "yaml-alias",
            "“&a0” names a part of the file for reuse",
            "write the value out wherever “*a0” stands, or quote it if it is text",
        ),
    ),
    "key of 10,000 letters": (
        "'k' * 10_000 + ': v'",
        ("1:1", "yaml-syntax", "a key is at most 1,024 characters long", "is it a text in the wrong place?"),
    ),
    "tag of 1 MB": (
        "'!' + 't' * 1_000_000 + ' a'",
        (
            "1:1",
            "yaml-tag",
            f"the tag “!{'t' * 58}…” asks for a type",
            "put the text in quotes if it is meant to begin with “!”; else remove the tag",
        ),
    ),
    "second colon in 5 MB": (
        "'a: ' + 'b: ' * 1_700_000",
        ("1:5", "yaml-syntax", "a second “: ” on this line", "put the text in quotes"),
    ),
    "value of 5 MB": ("'a: ' + 'b' * 5_000_000", ()),
    "block of 5 MB": ("'a: |\\n' + '  b\\n' * 1_200_000", ()),
    "control character after 5 MB": (
        "'a: |\\n' + '  b\\n' * 1_200_000 + '\\x07'",
        ("1200002:1", "control-character", "the character U+0007 may not stand in YAML", "remove it"),
    ),
}

_SURVIVOR = """
import time
from sitegen.formats.yaml import read
from sitegen.ground.sources import Source
source = Source("f", {text})
started = time.process_time()
_, diagnostics = read(source)
took = time.process_time() - started
assert took < 1, took
assert len(diagnostics) < 20, diagnostics
for each in diagnostics[:1]:
    print(f"{{each.where.line}}:{{each.where.column}}", each.code, each.message, each.hint, sep="|")
"""


@pytest.mark.parametrize(("text", "expected"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_survived_within_a_second(text: str, expected: tuple[str, ...]) -> None:
    """In a process of its own: PyYAML's C loader crashes on some of these, and runs for minutes on others."""
    ran = subprocess.run(
        [sys.executable, "-c", _SURVIVOR.format(text=text)], capture_output=True, encoding="utf-8", check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.rstrip("\n") == "|".join(expected)


def test_the_deepest_nesting_that_is_read() -> None:
    """64 levels are read, 65 are not."""
    assert read(Source("f", "[" * DEEPEST + "]" * DEEPEST))[1] == []
    assert len(read(Source("f", "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)))[1]) == 1


@given(st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=6)), max_size=12).map("".join))
def test_any_text_is_read_or_refused_at_a_place_that_exists(text: str) -> None:
    """The reader never raises, and either gives a document or says why not."""
    source = Source("f", text)
    node, diagnostics = read(source)
    told(source, diagnostics)
    assert node is None or _is_inside(node, source)


def _is_inside(node: Node, source: Source) -> bool:
    children: list[Node] = []
    if isinstance(node, ListNode):
        children = node.items
    elif isinstance(node, MapNode):
        children = [child for pair in node.items.values() for child in pair]
    place = source.at(node.line, node.column)
    here = node.line <= len(source.lines) and 1 <= node.column <= len(place.excerpt) + 1
    return here and all(_is_inside(child, source) for child in children)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

WRITTEN: dict[str, tuple[Writable, str]] = {
    "empty text": ("", ' ""'),
    "word": ("hello", " hello"),
    "apostrophe": ("It's 5 o'clock, isn't it?", " It's 5 o'clock, isn't it?"),
    "brackets inside": ("On [sic] and {x}", " On [sic] and {x}"),
    "sharp": ("C# and F#", " C# and F#"),
    "sharp after a space": ("My #1", ' "My #1"'),
    "colon": ("https://example.org/?p=1", " https://example.org/?p=1"),
    "colon and space": ("Note: this", ' "Note: this"'),
    "colon at the end": ("Note:", ' "Note:"'),
    "space at the end": ("a ", ' "a "'),
    "quotes": ('"Quoted" it\'s', " '\"Quoted\" it''s'"),
    "quotes inside": ('He said "no"', ' He said "no"'),
    "backslash": ("\\o/", " '\\o/'"),
    "Norway": ("no", ' "no"'),
    "Norway, loud": ("NO", ' "NO"'),
    "number": ("10", ' "10"'),
    "date": ("2011-03-02", ' "2011-03-02"'),
    "verbatim": (Verbatim("10"), " 10"),
    "quoted": (Quoted("a"), ' "a"'),
    "other script": ("Привет мир", " Привет мир"),
    "emoji": ("👩\u200d💻", ' "👩\u200d💻"'),
    "control characters": ("a\x07\x85\u2028\ufeff\t", ' "a\\x07\\x85\\u2028\\ufeff\\t"'),
    "CR": ("a\r\nb", ' "a\\r\\nb"'),
    "long text": ("a " * 100 + "b", " " + "a " * 100 + "b"),
    "lines": ("a\nb\n", " |\n  a\n  b"),
    "lines without an end": ("a\nb", " |-\n  a\n  b"),
    "lines with blank ones at the end": ("a\n\n\n", " |+\n  a\n\n"),
    "hard line break": ("a  \nb\n", " |\n  a  \n  b"),
    "indented first line": ("    code\ntext\n", " |2\n      code\n  text"),
    "tab at the beginning": ("\tcode\n", " |2\n  \tcode"),
    "blank first line": ("\n\na\n", " |2\n\n\n  a"),
    "fences": ("---\n...\n# a\n", " |\n  ---\n  ...\n  # a"),
    "prose of one line": (Prose("a: b"), " |-\n  a: b"),
    "prose of nothing": (Prose(""), ' ""'),
    "prose of white space": (Prose(" \n "), ' " \\n "'),
    "empty list": ([], " []"),
    "empty mapping": ({}, " {}"),
    "short list": (["a b", "c, d", "e: f", ""], ' [a b, "c, d", "e: f", ""]'),
    "long list": (["a" * 50, "b" * 50], f"\n- {'a' * 50}\n- {'b' * 50}"),
    "list of lines": (["a\nb\n", "c"], "\n- |\n  a\n  b\n- c"),
    "list of lists": ([["a", ["b"]], [], {}], "\n- - a\n  - - b\n- []\n- {}"),
    "list of mappings": ([{"a": "b", "c": []}], "\n- a: b\n  c: []"),
    "short mapping": ({"a": "b", "c d": Verbatim("true")}, " {a: b, c d: true}"),
    "long mapping": ({"a": "b" * 50, "c": "d" * 50}, f"\n  a: {'b' * 50}\n  c: {'d' * 50}"),
    "odd keys": ({"": "a", "? x": "b", ": ": "c", "y": "d"}, ' {"": a, "? x": b, ": ": c, "y": d}'),
}


@pytest.mark.parametrize(("value", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_value_is_written_as_a_person_would(value: Writable, expected: str) -> None:
    """Quotes only where some reader needs them, lines as a block, short lists on one line."""
    assert write({"key": value}) == f"key:{expected}\n"


def test_a_key_too_long_for_a_colon_is_written_with_a_question_mark() -> None:
    """YAML looks for the colon within 1,024 characters."""
    key = "k" * 1001
    assert write({key: "a", "b": {key: {"c": "d"}}}) == f"? {key}\n: a\nb:\n  ? {key}\n  : {{c: d}}\n"


def test_an_empty_mapping_is_an_empty_file() -> None:
    """There is nothing to write."""
    assert write({}) == ""


def _nested_lists(levels: int) -> Writable:
    value: Writable = "x"
    for _ in range(levels):
        value = [value]
    return value


def _nested_mappings(levels: int) -> Writable:
    value: Writable = "x"
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize("nested", [_nested_lists, _nested_mappings])
def test_what_is_too_deep_to_be_read_is_not_written(nested: Callable[[int], Writable]) -> None:
    """The deepest document that is read is also the deepest that is written."""
    deepest = {"a": nested(DEEPEST - 1)}
    node, diagnostics = read(Source("f", write(deepest)))
    assert diagnostics == []
    assert node is not None
    assert as_lists(plain_value(node)) == deepest
    with pytest.raises(ValueError, match=r"^nested deeper than 64 levels$"):
        write({"a": nested(DEEPEST)})


@pytest.mark.parametrize("value", ["a\ud800", ["\ud800"], {"\ud800": "a"}, Prose("\ud800\n")])
def test_a_lone_surrogate_is_not_written(value: Writable) -> None:
    """It is no character, and no UTF-8 file can hold it."""
    with pytest.raises(ValueError, match=r"^U\+D800, a lone surrogate, is not a character and cannot be written$"):
        write({"key": value})


@given(mappings)
def test_what_is_written_is_read_back(document: dict[str, Plain]) -> None:
    """By our reader, and alike by PyYAML's, every text as text."""
    text = write(document)
    node, diagnostics = read(Source("f", text))
    assert diagnostics == []
    assert (plain_value(node) if node else {}) == document
    assert (read_by_pyyaml(text) or {}) == as_lists(document)


def test_texts_are_not_folded() -> None:
    """A line of a text is a line of the file, however long."""
    assert yaml.safe_load(write({"a": "b " * 5000 + "c\n" + "d" * 5000})) == {"a": "b " * 5000 + "c\n" + "d" * 5000}
