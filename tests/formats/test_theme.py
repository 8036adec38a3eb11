import pytest

from sitegen.formats.theme import option_value, parse_theme
from sitegen.ground.diagnostics import error
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain
from sitegen.model.theme import OptionType, OptionValue, ThemeManifest, ThemeOption
from tests.formats.told import Refused, Told, told


def test_every_field() -> None:
    """Each field of theme.yaml arrives where it belongs, the options' defaults typed."""
    text = """\
name: mine
description: A theme
extends: default
options:
  hue: {type: choice, choices: [red, blue], default: blue, help: The hue}
  wide: {type: boolean, default: on}
  size: {type: integer, default: -3}
  motto: {type: text}
  note: {default: "no"}
"""
    source = Source("themes/mine/theme.yaml", text)
    assert parse_theme(source) == (
        ThemeManifest(
            name="mine",
            description="A theme",
            extends="default",
            options={
                "hue": ThemeOption(type=OptionType.CHOICE, default="blue", choices=("red", "blue"), help="The hue"),
                "wide": ThemeOption(type=OptionType.BOOLEAN, default=True),
                "size": ThemeOption(type=OptionType.INTEGER, default=-3),
                "motto": ThemeOption(type=OptionType.TEXT, default=""),
                "note": ThemeOption(type=OptionType.TEXT, default="no"),
            },
        ),
        [],
    )


def test_names_have_their_places() -> None:
    """So that a theme that does not exist can be shown where it is named."""
    source = Source("f", "name: a\nextends: b\n")
    manifest, _ = parse_theme(source)
    assert manifest is not None
    assert manifest.marks == {"name": source.at(1, 7), "extends": source.at(2, 10)}


REFUSED: Refused = {
    "empty": (
        "",
        Told("", "empty-file", "the file is empty", "write “name: …”"),
    ),
    "list": (
        "- a\n",
        Told("1:1", "wrong-type", "theme: expected a mapping, not a list", "write “name: …”"),
    ),
    "no name": (
        "description: x\n",
        Told("1:1", "missing-field", "name: is missing", "write “name: …”"),
    ),
    "unknown": (
        "name: a\nextend: b\n",
        Told("2:1", "unknown-key", "extend: there is no field of this name", "did you mean “extends”?"),
    ),
    "options list": (
        "name: a\noptions: [a]\n",
        Told("2:10", "wrong-type", "options: expected a mapping, not a list"),
    ),
    "option text": (
        "name: a\noptions: {wide: true}\n",
        Told("2:17", "wrong-type", "options.wide: expected a mapping, not “true”"),
    ),
    "option name": (
        "name: a\noptions: {wide-page: {type: text}}\n",
        Told("2:22", "wrong-value", "options.wide-page: an option's name is made of letters, digits and “_”"),
    ),
    "type": (
        "name: a\noptions: {wide: {type: bool, default: true}}\n",
        Told(
            "2:24",
            "wrong-value",
            "options.wide.type: “bool” is not one of text, boolean, integer, choice",
            "did you mean “boolean”?",
        ),
    ),
    "no default": (
        "name: a\noptions: {wide: {type: boolean}, size: {type: integer}}\n",
        Told("2:17", "missing-field", "options.wide.default: is missing", "write true or false"),
        Told("2:40", "missing-field", "options.size.default: is missing", "write a whole number"),
    ),
    "default": (
        "name: a\noptions: {wide: {type: boolean, default: 1}, size: {type: integer, default: big}}\n",
        Told("2:42", "wrong-type", "options.wide.default: expected true or false, not “1”"),
        Told("2:77", "wrong-type", "options.size.default: expected a whole number, not “big”"),
    ),
    "choice": (
        "name: a\noptions: {hue: {type: choice, default: red}}\n",
        Told(
            "2:16",
            "missing-field",
            "options.hue.choices: is missing",
            "write the words that the option takes: “choices: [a, b]”",
        ),
    ),
    "choice default": (
        "name: a\noptions: {hue: {type: choice, choices: [red, blue], default: green}}\n",
        Told(
            "2:62",
            "wrong-value",
            "options.hue.default: “green” is not one of red, blue",
            "write “red” or “blue”",
        ),
    ),
    "choices with commas": (
        "name: a\noptions:\n  hue:\n    type: choice\n    choices: red, blue\n    default: red\n",
        Told(
            "5:14",
            "wrong-type",
            "options.hue.choices: expected a list, not text with commas",
            "write [red, blue]",
        ),
    ),
    "default list": (
        "name: a\noptions: {hue: {default: [a]}}\n",
        Told("2:26", "wrong-type", "options.hue.default: expected text, not a list"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in REFUSED.values()], ids=REFUSED)
def test_what_is_wrong_is_said_all_at_once(text: str, expected: list[Told]) -> None:
    """Every mistake once, in the order of the file, and no manifest."""
    source = Source("theme.yaml", text)
    manifest, diagnostics = parse_theme(source)
    assert manifest is None
    assert told(source, diagnostics) == expected


_WIDE = ThemeOption(type=OptionType.BOOLEAN, default=True)
_SIZE = ThemeOption(type=OptionType.INTEGER, default=1)
_HUE = ThemeOption(type=OptionType.CHOICE, default="red", choices=("red", "blue"))
_MOTTO = ThemeOption(type=OptionType.TEXT, default="x")


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        (_WIDE, "yes", True),
        (_WIDE, "OFF", False),
        (_SIZE, "-12", -12),
        (_SIZE, "007", 7),
        (_HUE, "blue", "blue"),
        (_MOTTO, "", ""),
    ],
)
def test_an_option_that_fits(option: ThemeOption, value: Plain, expected: OptionValue) -> None:
    """The text of sitegen.yaml becomes the option's type."""
    assert option_value(option, value, "theme_options.x", Source("f", "").whole) == (expected, [])


@pytest.mark.parametrize(
    ("option", "value", "code", "message", "hint"),
    [
        (_WIDE, "1", "wrong-type", "theme_options.x: expected true or false, not “1”", ""),
        (_SIZE, "1.5", "wrong-type", "theme_options.x: expected a whole number, not “1.5”", ""),
        (_SIZE, "1" * 19, "wrong-type", f"theme_options.x: expected a whole number, not “{'1' * 19}”", ""),
        (_HUE, "bleu", "wrong-value", "theme_options.x: “bleu” is not one of red, blue", "did you mean “blue”?"),
        (_HUE, (), "wrong-type", "theme_options.x: expected a word, not a list or a mapping", ""),
        (_MOTTO, {"a": "b"}, "wrong-type", "theme_options.x: expected text, not a list or a mapping", ""),
    ],
)
def test_an_option_that_does_not_fit(option: ThemeOption, value: Plain, code: str, message: str, hint: str) -> None:
    """Its default stands in, and the reason is told."""
    where = Source("sitegen.yaml", "a: b").at(1, 4)
    assert option_value(option, value, "theme_options.x", where) == (
        option.default,
        [error(code, message, where, hint)],
    )
