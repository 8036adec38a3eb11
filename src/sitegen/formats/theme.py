"""theme.yaml: a theme's name, what it extends, and its options with their types."""

import re
from collections.abc import Mapping

from sitegen.formats import problems
from sitegen.formats.fields import Fields, boolean, read_fields
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors, in_order
from sitegen.ground.shown import shown
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain
from sitegen.model.theme import OptionType, OptionValue, ThemeManifest, ThemeOption


def parse_theme(source: Source) -> tuple[ThemeManifest | None, list[Diagnostic]]:
    """A theme's manifest; None if there is an error."""
    fields, diagnostics = read_fields(source, "theme", "write “name: …”")
    if fields is None:
        if not diagnostics:
            diagnostics.append(problems.empty_file(source.whole, "write “name: …”"))
        return None, diagnostics
    manifest = ThemeManifest(
        name=fields.required_text("name", "write “name: …”"),
        description=fields.text("description"),
        extends=fields.text("extends"),
        options=_options(fields),
        marks=fields.marks("name", "extends"),
    )
    fields.end()
    return (None if has_errors(diagnostics) else manifest), list(in_order(diagnostics))


def option_value(option: ThemeOption, value: Plain, path: str, where: Where) -> tuple[OptionValue, list[Diagnostic]]:
    """An option's value, typed; its default where the value does not fit, with the reason."""
    if not isinstance(value, str):
        return option.default, [problems.wrong_type(path, _EXPECTED[option.type], "a list or a mapping", where)]
    typed = _typed(option.type, option.choices, value)
    if typed is not None:
        return typed, []
    if option.type is OptionType.CHOICE:
        return option.default, [problems.unknown_choice(path, value, option.choices, where)]
    return option.default, [problems.wrong_type(path, _EXPECTED[option.type], f"“{shown(value)}”", where)]


_EXPECTED = {
    OptionType.TEXT: "text",
    OptionType.BOOLEAN: "true or false",
    OptionType.INTEGER: "a whole number",
    OptionType.CHOICE: "a word",
}


def _options(fields: Fields) -> Mapping[str, ThemeOption]:
    options = fields.mapping("options")
    if options is None:
        return {}
    return {name: option for name in options.everything() if (option := _option(options, name))}


def _option(options: Fields, name: str) -> ThemeOption | None:
    fields = options.mapping(name)
    if fields is None:
        return None
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        options.reject(name, "an option's name is made of letters, digits and “_”")
    kind = fields.choice("type", OptionType, OptionType.TEXT)
    choices = fields.texts("choices")
    option = ThemeOption(type=kind, default=_default(fields, kind, choices), choices=choices, help=fields.text("help"))
    fields.end()
    return option


def _default(fields: Fields, kind: OptionType, choices: tuple[str, ...]) -> OptionValue:
    """The option's value where the site says none; only a text may be left out."""
    written = fields.text("default")
    if kind is OptionType.CHOICE and not choices:
        fields.require("choices", "write the words that the option takes: “choices: [a, b]”")
        return ""
    if kind is not OptionType.TEXT:
        fields.require("default", f"write {_EXPECTED[kind]}")
    if not fields.sound("default"):
        return ""
    option = ThemeOption(type=kind, default="", choices=choices)
    value, found = option_value(option, written, fields.name("default"), fields.where("default"))
    fields.diagnostics += found
    return value


def _typed(kind: OptionType, choices: tuple[str, ...], value: str) -> OptionValue | None:
    match kind:
        case OptionType.TEXT:
            return value
        case OptionType.CHOICE:
            return value if value in choices else None
        case OptionType.BOOLEAN:
            return boolean(value)
        case OptionType.INTEGER:
            return int(value) if re.fullmatch(r"[+-]?[0-9]{1,18}", value) else None
