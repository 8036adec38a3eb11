from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest

from sitegen.formats.fields import Fields, boolean, read_fields
from sitegen.ground.sources import Source
from tests.formats.told import Told, told

TEXT = """\
text: hello
quoted: ""
nothing:
list: [a, b]
mapping: {a: {b: c}}
mappings:
- {a: b}
- {c: d}
yes: Yes
number: -12
date: 2011-03-02
broken: *alias
"""


class Hue(Enum):
    """Two words."""

    RED = "red"
    BLUE = "blue"


def _fields(text: str = TEXT) -> tuple[Source, Fields]:
    source = Source("f", text)
    fields, _ = read_fields(source, "document", "write fields")
    assert fields is not None
    fields.diagnostics.clear()
    return source, fields


READ: list[tuple[str, Any, Any]] = [
    ("text", lambda fields: fields.text("text"), "hello"),
    ("quoted text", lambda fields: fields.required_text("quoted"), ""),
    ("text of nothing", lambda fields: fields.text("nothing", "default"), "default"),
    ("text not said", lambda fields: fields.text("absent", "default"), "default"),
    ("broken text", lambda fields: fields.required_text("broken"), ""),
    ("boolean", lambda fields: fields.boolean("yes"), True),
    ("boolean not said", lambda fields: fields.boolean("absent", default=True), True),
    ("integer", lambda fields: fields.integer("number", least=-12, most=0), -12),
    ("integer not said", lambda fields: fields.integer("absent", least=0, most=1), None),
    ("date", lambda fields: fields.date("date", UTC), datetime(2011, 3, 2, tzinfo=UTC)),
    ("date not said", lambda fields: fields.date("nothing", UTC), None),
    ("broken date", lambda fields: fields.date("broken", UTC), None),
    ("choice not said", lambda fields: fields.choice("absent", Hue, Hue.BLUE), Hue.BLUE),
    ("broken choice", lambda fields: fields.choice("broken", Hue, Hue.BLUE), Hue.BLUE),
    ("texts", lambda fields: fields.texts("list"), ("a", "b")),
    ("one text", lambda fields: fields.texts("text"), ("hello",)),
    ("texts of nothing", lambda fields: fields.texts("nothing"), ()),
    ("broken texts", lambda fields: fields.texts("broken"), ()),
    ("mapping", lambda fields: fields.mapping("mapping").everything(), {"a": {"b": "c"}}),
    ("mapping of nothing", lambda fields: fields.mapping("nothing"), None),
    ("broken mapping", lambda fields: fields.mapping("broken"), None),
    ("text in place of a mapping", lambda fields: fields.text_or_mapping("text"), "hello"),
    ("mappings", lambda fields: [each.text("c") for each in fields.mappings("mappings")], ["", "d"]),
    ("mappings of nothing", lambda fields: fields.mappings("nothing"), []),
    ("broken mappings", lambda fields: fields.mappings("broken"), []),
    ("plain", lambda fields: fields.plain("mapping"), {"a": {"b": "c"}}),
    ("plain of nothing", lambda fields: fields.plain("nothing"), {}),
    ("broken plain", lambda fields: fields.plain("broken"), {}),
    ("said", lambda fields: [fields.has(name) for name in ("quoted", "nothing", "broken")], [True, False, True]),
    ("sound", lambda fields: [fields.sound(name) for name in ("quoted", "nothing", "broken")], [True, False, False]),
]


@pytest.mark.parametrize(("getter", "expected"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_getter_gives_the_value_or_what_stands_for_it(getter: Any, expected: Any) -> None:
    """What is not said, or broken, has its default, and nothing more is said of it."""
    _, fields = _fields()
    assert getter(fields) == expected
    assert fields.diagnostics == []


REFUSED: list[tuple[str, Any, Told]] = [
    ("text", lambda f: f.text("list"), Told("4:7", "wrong-type", "list: expected text, not a list")),
    ("boolean", lambda f: f.boolean("text"), Told("1:7", "wrong-type", "text: expected true or false, not “hello”")),
    (
        "integer",
        lambda f: f.integer("text", least=0, most=1),
        Told("1:7", "wrong-type", "text: expected a whole number, not “hello”"),
    ),
    (
        "too small an integer",
        lambda f: f.integer("number", least=-11, most=1),
        Told("10:9", "wrong-value", "number: -12 is not between -11 and 1"),
    ),
    (
        "choice",
        lambda f: f.choice("text", Hue, Hue.RED),
        Told("1:7", "wrong-value", "text: “hello” is not one of red, blue", "write “red” or “blue”"),
    ),
    ("texts", lambda f: f.texts("mapping"), Told("5:10", "wrong-type", "mapping: expected a list, not a mapping")),
    (
        "texts with an item that is none",
        lambda f: f.texts("mappings"),
        Told("7:3", "wrong-type", "mappings[0]: expected text, not a mapping"),
    ),
    (
        "mapping",
        lambda f: f.mapping("text", "write {a: b}"),
        Told("1:7", "wrong-type", "text: expected a mapping, not “hello”", "write {a: b}"),
    ),
    (
        "text or mapping",
        lambda f: f.text_or_mapping("list"),
        Told("4:7", "wrong-type", "list: expected text or a mapping, not a list"),
    ),
    ("mappings", lambda f: f.mappings("text"), Told("1:7", "wrong-type", "text: expected a list, not “hello”")),
    ("plain", lambda f: f.plain("list"), Told("4:7", "wrong-type", "list: expected a mapping, not a list")),
    (
        "a rule of the caller's",
        lambda f: f.reject("list", "is odd", "make it even", item=1),
        Told("4:11", "wrong-value", "list[1]: is odd", "make it even"),
    ),
]


@pytest.mark.parametrize(("getter", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_value_that_does_not_fit_is_told_of(getter: Any, expected: Told) -> None:
    """Once: whoever asks for the field again, or rejects it, says nothing more."""
    source, fields = _fields()
    getter(fields)
    assert told(source, fields.diagnostics)[:1] == [expected]
    if expected.message != "list[1]: is odd" and "[0]" not in expected.message:
        field = expected.message.partition(":")[0]
        fields.reject(field, "is odd")
        assert len(fields.diagnostics) == 1


def test_paths_compose() -> None:
    """A message names the field by its whole path."""
    source, fields = _fields("a:\n- b: {c: [d]}\n")
    inner = fields.mappings("a")[0].mapping("b")
    assert inner is not None
    assert inner.path == "a[0].b"
    assert inner.here == source.at(2, 6)
    inner.text("c")
    assert told(source, fields.diagnostics) == [Told("2:10", "wrong-type", "a[0].b.c: expected text, not a list")]


def test_marks_reach_into_lists_and_mappings() -> None:
    """One level: the items of a list, the values of a mapping."""
    source, fields = _fields()
    assert fields.marks("text", "list", "mapping", "nothing", "absent", "broken") == {
        "text": source.at(1, 7),
        "list": source.at(4, 7),
        "list[0]": source.at(4, 8),
        "list[1]": source.at(4, 11),
        "mapping": source.at(5, 10),
        "mapping.a": source.at(5, 14),
    }
    assert fields.where("list") == source.at(4, 7)
    assert fields.where("absent") == source.at(1, 1)


def test_a_field_that_nobody_asks_for_is_unknown() -> None:
    """`end` has the names that were asked for, and proposes the nearest."""
    source, fields = _fields("titel: x\nzzz: y\n")
    fields.text("title")
    fields.text("date")
    fields.end()
    assert told(source, fields.diagnostics) == [
        Told("1:1", "unknown-key", "titel: there is no field of this name", "did you mean “title”?"),
        Told("2:1", "unknown-key", "zzz: there is no field of this name", "known here: title, date"),
    ]


def test_a_required_field_that_is_misspelt_is_not_missing_too() -> None:
    """One mistake, one message."""
    source, fields = _fields("titel: x\n")
    fields.required_text("title", "write it")
    fields.required_text("url", "write it too")
    fields.end()
    assert told(source, fields.diagnostics) == [
        Told("1:1", "unknown-key", "titel: there is no field of this name", "did you mean “title”?"),
        Told("1:1", "missing-field", "url: is missing", "write it too"),
    ]


def test_a_long_unknown_key_is_cut() -> None:
    """Nobody reads 10,000 letters, and looking for their like takes long."""
    source, fields = _fields("? " + "k" * 10_000 + "\n: x\n")
    fields.end()
    assert told(source, fields.diagnostics) == [
        Told("1:3", "unknown-key", "k" * 59 + "…: there is no field of this name", "known here: ")
    ]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("true", True),
        ("YES", True),
        ("On", True),
        ("false", False),
        ("no", False),
        ("OFF", False),
        ("1", None),
        ("", None),
    ],
)
def test_words_for_truth(word: str, expected: bool | None) -> None:
    """YAML 1.1's words, without y and n."""
    assert boolean(word) is expected
