"""From a YAML mapping to typed values: tiny getters that collect every problem and know their place."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import Enum
from typing import TypeVar

from sitegen.formats import problems
from sitegen.formats.syntax import missing_space
from sitegen.formats.yaml import ListNode, MapNode, Node, ScalarNode, plain_value, read
from sitegen.ground.dates import parse_date
from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.names import nearest
from sitegen.ground.shown import shown
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain

Choice = TypeVar("Choice", bound=Enum)

_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_LISTS = frozenset(["aliases", "anchors", "tags", "categories"])  # fields for which a scalar is a list of one
_INTEGER = re.compile(r"[+-]?[0-9]+")


def read_fields(
    source: Source, what: str, hint: str, text: str | None = None, *, lines_before: int = 0
) -> tuple["Fields | None", list[Diagnostic]]:
    """The fields of a document (or of a part of it, as `yaml.read` takes it) that must be a mapping.

    None without a diagnostic means that there is nothing but comments. `what` and `hint` are for the message.
    """
    node, diagnostics = read(source, text, lines_before=lines_before)
    if node is None or node.broken or _is_nothing(node):
        return None, diagnostics
    if not isinstance(node, MapNode):
        found = "a list" if isinstance(node, ListNode) else "text"
        where = source.at(node.line, node.column)
        if isinstance(node, ScalarNode) and (unspaced := missing_space(where)):
            return None, [*diagnostics, unspaced]
        return None, [*diagnostics, problems.wrong_type(what, "a mapping", found, where, hint)]
    return Fields(source, node, diagnostics), diagnostics


def boolean(word: str) -> bool | None:
    """The truth value that the word names, in any letter case; None if it names none."""
    return _BOOLEANS.get(word.casefold())


class Fields:
    """The fields of one mapping. Each getter marks its name as known; `end` then names the others, and what is missing.

    `path` stands before a field's name in messages (`comments[3]`); a value written as nothing at all (`key:`)
    counts as not said.
    """

    def __init__(self, source: Source, node: MapNode, diagnostics: list[Diagnostic], path: str = "") -> None:
        self.path = path
        self.diagnostics = diagnostics
        self._source = source
        self._node = node
        self._known: dict[str, None] = {}
        self._missing: dict[str, str] = {}  # the hint for each

    @property
    def here(self) -> Where:
        """Where the mapping begins."""
        return self._source.at(self._node.line, self._node.column)

    def where(self, name: str) -> Where:
        """Where a field's value stands; where the mapping begins if the field is not there."""
        node = self._get(name)
        return self._place(node) if node else self.here

    def marks(self, *names: str) -> dict[str, Where]:
        """Where these fields stand, and what is in those that are lists or mappings, by path within this mapping."""
        marks = {}
        for name in names:
            node = self._get(name)
            if node is None:
                continue
            marks[name] = self._place(node)
            if isinstance(node, ListNode):
                marks |= {f"{name}[{position}]": self._place(item) for position, item in enumerate(node.items)}
            elif isinstance(node, ScalarNode):
                if name in _LISTS:
                    marks[f"{name}[0]"] = marks[name]
            else:
                marks |= {f"{name}.{key}": self._place(value) for key, (_, value) in node.items.items()}
        return marks

    def has(self, name: str) -> bool:
        """Whether the field is said, be it broken."""
        self._known[name] = None
        _, node = self._node.items.get(name, (None, None))
        return node is not None and not _is_nothing(node)

    def sound(self, name: str) -> bool:
        """Whether the field is said, and no diagnostic has found it wrong."""
        return self._get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A scalar as it stands."""
        node = self._scalar(name, "text")
        return default if node is None else node.value

    def required_text(self, name: str, hint: str = "") -> str:
        """A scalar that must be there; it may be empty only if it is written in quotes."""
        self.require(name, hint)
        return self.text(name)

    def require(self, name: str, hint: str = "") -> None:
        """The field must be said; `end` tells if it is not."""
        if not self.has(name):
            self._missing[name] = hint

    def boolean(self, name: str, *, default: bool = False) -> bool:
        """true or false (also yes, no, on, off)."""
        node = self._scalar(name, "true or false")
        if node is None:
            return default
        value = boolean(node.value)
        if value is None:
            self._wrong_type(name, node, "true or false")
            return default
        return value

    def integer(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number between `least` and `most`."""
        node = self._scalar(name, "a whole number")
        if node is None:
            return None
        if not _INTEGER.fullmatch(node.value):
            self._wrong_type(name, node, "a whole number")
            return None
        # int() refuses more than some thousand digits.
        number = int(node.value) if len(node.value) < 100 else None
        if number is None or not least <= number <= most:
            self._wrong_value(name, node, f"{shown(node.value)} is not between {least} and {most}")
            return None
        return number

    def date(self, name: str, zone: tzinfo) -> datetime | None:
        """An instant; without an offset it is in `zone`."""
        node = self._scalar(name, "a date")
        if node is None:
            return None
        try:
            return parse_date(node.value, zone)
        except ValueError as reason:
            self._wrong_value(name, node, f"“{shown(node.value)}” {_told(str(reason))}")
            return None

    def language(self, name: str, default: str = "") -> str:
        """A language's BCP 47 tag; `_` in place of `-`, as programs write it, will do."""
        node = self._scalar(name, "text")
        if node is None:
            return default
        if not _LANGUAGE.fullmatch(node.value):
            reason, hint = f"“{shown(node.value)}” is not a language", "write its BCP 47 tag, such as en or pt-BR"
            self._wrong_value(name, node, reason, hint)
            return default
        return node.value.replace("_", "-")

    def choice(self, name: str, choices: type[Choice], default: Choice) -> Choice:
        """One of the words of an enumeration."""
        node = self._scalar(name, "a word")
        if node is None:
            return default
        words = {str(choice.value): choice for choice in choices}
        if node.value not in words:
            self._add(node, problems.unknown_choice(self.name(name), node.value, words, self._place(node)))
            return default
        return words[node.value]

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of scalars; one scalar alone is a list of one."""
        node = self._get(name)
        match node:
            case None:
                return ()
            case ListNode():
                return self._items(name, node)
            case ScalarNode() if not (node.plain and "," in node.value):
                return (node.value,)
            case ScalarNode():
                self._wrong_type(name, node, "a list", "text with commas", f"write [{shown(node.value)}]")
            case MapNode():
                self._wrong_type(name, node, "a list")
        return ()

    def mapping(self, name: str, hint: str = "") -> "Fields | None":
        """A mapping with a schema of its own."""
        node = self._get(name)
        if isinstance(node, MapNode):
            return Fields(self._source, node, self.diagnostics, self.name(name))
        if node is not None:
            self._wrong_type(name, node, "a mapping", hint=hint)
        return None

    def text_or_mapping(self, name: str) -> "str | Fields | None":
        """A scalar in place of a mapping, where the format has a short form."""
        node = self._get(name)
        if isinstance(node, ListNode):
            self._wrong_type(name, node, "text or a mapping")
            return None
        return node.value if isinstance(node, ScalarNode) else self.mapping(name)

    def mappings(self, name: str) -> "list[Fields]":
        """A list of mappings."""
        node = self._get(name)
        if node is None:
            return []
        if not isinstance(node, ListNode):
            self._wrong_type(name, node, "a list")
            return []
        found = []
        for position, item in enumerate(node.items):
            if item.broken:
                continue
            if isinstance(item, MapNode):
                path = f"{self.name(name)}[{position}]"
                found.append(Fields(self._source, item, self.diagnostics, path))
            else:
                self._wrong_type(f"{name}[{position}]", item, "a mapping")
        return found

    def plain(self, name: str) -> Mapping[str, Plain]:
        """A mapping with keys of the author's own, every scalar a string."""
        node = self._get(name)
        if isinstance(node, MapNode):
            return {key: plain_value(value) for key, (_, value) in node.items.items()}
        if node is not None:
            self._wrong_type(name, node, "a mapping")
        return {}

    def everything(self) -> Mapping[str, Plain]:
        """All fields, whatever they are called, every scalar a string."""
        self._known.update(dict.fromkeys(self._node.items))
        return {key: plain_value(value) for key, (_, value) in self._node.items.items()}

    def reject(self, name: str, reason: str, hint: str = "", *, item: int | None = None) -> None:
        """The value has its type, but the caller's rule forbids it; nothing is said of one that is wrong already."""
        if self.has(name) and not self.sound(name):
            return
        mark = name if item is None else f"{name}[{item}]"
        where = self.marks(name).get(mark) or self.here
        self.diagnostics.append(problems.wrong_value(self.name(mark), reason, where, hint))

    def refuse_private(self, *within: str) -> None:
        """Error for each key of this mapping, or of the mappings `within` it, that holds an e-mail or IP address."""
        for key, (key_node, _) in self._node.items.items():
            if problems.is_private(key):
                self._known[key] = None
                self.diagnostics.append(problems.private_key(self.name(key), self._place(key_node)))
        for name in within:
            if isinstance(node := self._get(name), MapNode):
                Fields(self._source, node, self.diagnostics, self.name(name)).refuse_private()

    def end(self) -> None:
        """Every key has been asked for: those that have not are unknown. What one of them misspells is not missing."""
        for key, (key_node, _) in self._node.items.items():
            if key not in self._known:
                where = self._place(key_node)
                self.diagnostics.append(problems.unknown_key(self.name(shown(key)), key, self._known, where))
                for meant in nearest(key, self._known, most=1):
                    self._missing.pop(meant, None)
        for name, hint in self._missing.items():
            self.diagnostics.append(problems.missing_field(self.name(name), self.here, hint))

    def name(self, field: str) -> str:
        """The field's path in the document."""
        return f"{self.path}.{field}" if self.path else field

    def _get(self, name: str) -> Node | None:
        """The field's node; None if it is not said, or broken and so no longer to be judged."""
        self._known[name] = None
        _, node = self._node.items.get(name, (None, None))
        return None if node is None or node.broken or _is_nothing(node) else node

    def _scalar(self, name: str, expected: str) -> ScalarNode | None:
        node = self._get(name)
        if node is None or isinstance(node, ScalarNode):
            return node
        self._wrong_type(name, node, expected)
        return None

    def _items(self, name: str, node: ListNode) -> tuple[str, ...]:
        for position, item in enumerate(node.items):
            if not item.broken and (not isinstance(item, ScalarNode) or _is_nothing(item)):
                self._wrong_type(f"{name}[{position}]", item, "text")
        node.broken = any(item.broken for item in node.items)
        return () if node.broken else tuple(item.value for item in node.items if isinstance(item, ScalarNode))

    def _wrong_type(self, name: str, node: Node, expected: str, found: str = "", hint: str = "") -> None:
        found = found or _kind(node)
        self._add(node, problems.wrong_type(self.name(name), expected, found, self._place(node), hint))

    def _wrong_value(self, name: str, node: Node, reason: str, hint: str = "") -> None:
        self._add(node, problems.wrong_value(self.name(name), reason, self._place(node), hint))

    def _add(self, node: Node, diagnostic: Diagnostic) -> None:
        """One mistake, one message: whatever asks for the field again finds it broken."""
        node.broken = True
        self.diagnostics.append(diagnostic)

    def _place(self, node: Node) -> Where:
        return self._source.at(node.line, node.column)


def _is_nothing(node: Node) -> bool:
    """`key:` with nothing behind it."""
    return isinstance(node, ScalarNode) and node.plain and not node.value


def _kind(node: Node) -> str:
    match node:
        case ScalarNode():
            if _is_nothing(node):
                return "nothing"
            return f"“{shown(node.value)}”"
        case ListNode():
            return "a list"
        case MapNode():
            return "a mapping"


def _told(reason: str) -> str:
    """The reasons of `parse_date` after our quotation."""
    return f"is {reason}" if reason.startswith("not ") else f"is not a date: {reason}"
