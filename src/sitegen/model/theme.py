"""A theme as its theme.yaml describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from sitegen.model.documents import Marks

OptionValue: TypeAlias = str | bool | int

THEME_IDS = frozenset(["top", "menu", "main", "content", "toc", "comments", "pingbacks", "respond", "footer"])
"""Ids that themes give to parts of a page (docs/themes.md): no heading and no comment may have one."""


class OptionType(Enum):
    """What an option holds."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOption:
    """One option; `choices` are the words that a CHOICE takes."""

    type: OptionType
    default: OptionValue
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeManifest:
    """theme.yaml. `extends` is the name of the theme whose templates and assets stand behind this one's."""

    name: str
    description: str = ""
    extends: str = ""
    options: Mapping[str, ThemeOption] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict, compare=False, repr=False)
