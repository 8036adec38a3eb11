"""YAML as sitegen reads it: every scalar a string, no anchors, no tags, no merge keys, no duplicate keys.

Reading walks libyaml's events, which need no recursion (PyYAML's C composer crashes the process on deep nesting,
and an alias may stand for gigabytes), and keeps the place of every node. How it is written: `yaml_writer`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from sitegen.formats import problems
from sitegen.formats.syntax import Complaint, yaml_syntax
from sitegen.formats.yaml_writer import DEEPEST, Prose, Quoted, Verbatim, Writable, write
from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain

__all__ = [
    "DEEPEST",
    "ListNode",
    "MapNode",
    "Node",
    "Prose",
    "Quoted",
    "ScalarNode",
    "Verbatim",
    "Writable",
    "plain_value",
    "read",
    "write",
]

_Parser = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_UNREADABLE = 20  # lines with control characters that are told of; more of them is no text
# YAML 1.1, and so libyaml, ends a line at these too; YAML 1.2, editors and `Source` do not.
_OLD_LINE_ENDS = "\x85\u2028\u2029"


@dataclass(slots=True)
class ScalarNode:
    """A scalar as text; `plain` if it was written without quotes. Lines and columns count from 1.

    A node is `broken` if a diagnostic already says that it cannot be understood: nobody then judges its value.
    """

    value: str
    plain: bool
    line: int
    column: int
    broken: bool = False


@dataclass(slots=True)
class ListNode:
    """A sequence."""

    items: "list[Node]"
    line: int
    column: int
    broken: bool = False


@dataclass(slots=True)
class MapNode:
    """A mapping: the key's node and the value's, by the key's text."""

    items: "dict[str, tuple[ScalarNode, Node]]"
    line: int
    column: int
    broken: bool = False


Node: TypeAlias = ScalarNode | ListNode | MapNode


def read(source: Source, text: str | None = None, *, lines_before: int = 0) -> tuple[Node | None, list[Diagnostic]]:
    """The one document in a source, or in a part of its text that begins after `lines_before` lines.

    None where there is no document (nothing but comments), or where it cannot be read; then a diagnostic says why.
    """
    text = source.text if text is None else text
    if unreadable := _unreadable(source, text, lines_before):
        return None, unreadable
    return _Composer(source, text, lines_before).compose()


def plain_value(node: Node) -> Plain:
    """A node as strings, tuples and dictionaries."""
    match node:
        case ScalarNode():
            return node.value
        case ListNode():
            return tuple(plain_value(item) for item in node.items)
        case MapNode():
            return {key: plain_value(value) for key, (_, value) in node.items.items()}


def _unreadable(source: Source, text: str, lines_before: int) -> list[Diagnostic]:
    """The first character of each line that no YAML reader takes."""
    if not _UNREADABLE.search(text):
        return []
    found = []
    for number, line in enumerate(Source(source.path, text).lines, start=1 + lines_before):
        if match := _UNREADABLE.search(line):
            where = source.at(number, match.start() + 1)
            found.append(problems.control_character(match[0], where))
            if len(found) == _MOST_UNREADABLE:
                break
    return found


_Mark: TypeAlias = Any
_Event: TypeAlias = Any  # For types-PyYAML an event may lack marks and names; those of a parser do not.


class _Composer:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, source: Source, text: str, lines_before: int) -> None:
        self._source = source
        self._lines_before = lines_before
        self._diagnostics: list[Diagnostic] = []
        self._root: Node | None = None
        self._open: list[ListNode | MapNode] = []
        self._keys: list[ScalarNode | None] = []  # the key that waits for its value, one for each open node
        self._documents = 0
        self._named: set[str] = set()  # anchors and aliases that were told of
        self._last: _Event = None
        # Of content only: in settings a comment may well follow a value without a space.
        lines = text.split("\n") if "#" in text and source.path.startswith("content/") else ()
        self._marked_lines = frozenset(number for number, line in enumerate(lines) if "#" in line)
        self._text, self._restored = _with_stand_ins(text)
        # For libyaml the end of a file without a last line end is on a line of its own.
        self._last_line = len(source.lines)
        self._end_of_file = (self._last_line, len(source.lines[-1]) + 1)
        self._handlers: dict[type[yaml.Event], Callable[[_Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._sequence,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def compose(self) -> tuple[Node | None, list[Diagnostic]]:
        """The root node and what is wrong."""
        try:
            for event in yaml.parse(self._text, Loader=_Parser):
                if handler := self._handlers.get(type(event)):
                    handler(event)
                    self._last = event
        except yaml.MarkedYAMLError as problem:
            self._diagnostics += self._syntax(problem)
        except _GiveUpError:
            pass
        else:
            return self._root, self._diagnostics
        return None, self._diagnostics

    def _scalar(self, event: _Event) -> None:
        value = event.value
        if self._restored:
            value = value.translate(self._restored)
        # The arguments are: value, plain, line, column.
        node = ScalarNode(value, not event.style, *self._place(event.start_mark))
        if event.anchor or event.tag:
            self._refuse_properties(event, node)
        elif node.plain and event.end_mark.line in self._marked_lines:
            self._look_for_lost_words(event)
        self._attach(node)

    def _look_for_lost_words(self, event: _Event) -> None:
        """`title: The #1 rule` is, for YAML, the value “The” and a comment."""
        line, column = self._place(event.end_mark)
        if comment := _WORDS_AS_COMMENT.match(self._source.at(line).excerpt, column - 1):
            where = self._source.at(line, comment.start("words") + 1)
            self._diagnostics.append(problems.words_as_comment(comment["words"], where))

    def _mapping(self, event: _Event) -> None:
        self._collection(event, MapNode({}, *self._place(event.start_mark)))

    def _sequence(self, event: _Event) -> None:
        self._collection(event, ListNode([], *self._place(event.start_mark)))

    def _collection(self, event: _Event, node: ListNode | MapNode) -> None:
        if event.anchor or event.tag:
            self._refuse_properties(event, node)
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            self._give_up(problems.yaml_too_deep(DEEPEST, self._where(event)))

    def _end(self, event: _Event) -> None:
        self._open.pop()
        self._keys.pop()

    def _alias(self, event: _Event) -> None:
        merged = self._keys[-1] if self._keys else None
        if not (merged and merged.broken) and self._is_new(event.anchor):
            self._diagnostics.append(problems.yaml_alias(event.anchor, self._where(event)))
        line, column = self._place(event.start_mark)
        self._attach(ScalarNode("", False, line, column, broken=True))

    def _document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._give_up(problems.yaml_second_document(self._where(event)))

    def _attach(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(parent, node)
            return
        self._keys[-1] = None
        if key.broken:
            return
        if first := parent.items.get(key.value):
            where = self._source.at(key.line, key.column)
            self._diagnostics.append(problems.duplicate_key(key.value, where, first[0].line))
        else:
            parent.items[key.value] = (key, node)

    def _key(self, parent: MapNode, node: Node) -> ScalarNode:
        """The node as a key; broken where it can be none."""
        if isinstance(node, ScalarNode) and not (node.plain and node.value == "<<"):
            parent.broken |= node.broken
            return node
        if not (node.broken or parent.broken):
            problem = problems.yaml_merge if isinstance(node, ScalarNode) else problems.yaml_key_not_text
            self._diagnostics.append(problem(self._source.at(node.line, node.column)))
        node.broken = parent.broken = True
        return ScalarNode("", True, node.line, node.column, broken=True)

    def _refuse_properties(self, event: _Event, node: Node) -> None:
        if event.anchor and self._is_new(event.anchor):
            self._diagnostics.append(problems.yaml_anchor(event.anchor, self._where(event)))
        tag = getattr(event, "tag", None)
        if tag:
            node.broken = True
            self._diagnostics.append(problems.yaml_tag(tag, self._where(event)))

    def _is_new(self, name: str) -> bool:
        """An anchor and its aliases are one problem."""
        if name in self._named:
            return False
        self._named.add(name)
        return True

    def _syntax(self, problem: yaml.MarkedYAMLError) -> list[Diagnostic]:
        where = self._mark(problem.problem_mark) or self._source.whole
        told = self._diagnostics[-1].where if self._diagnostics else None
        if told and told.line == where.line and isinstance(self._last, yaml.AliasEvent):
            return []  # `*name and more`: libyaml stumbles over what follows the alias.
        last = self._last
        quoted = isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"')
        complaint = Complaint(
            problem=problem.problem or "",
            where=where,
            began=self._mark(problem.context_mark) or where,
            above=self._above(where.line),
            quoted=self._where(last) if quoted else None,
        )
        return [yaml_syntax(complaint)]

    def _above(self, line: int) -> Where:
        """The last line before that is not blank."""
        lines = self._source.lines[self._lines_before : line - 1]
        written = next((back for back, text in enumerate(reversed(lines), start=1) if text.strip()), 0)
        return self._source.at(line - written)

    def _give_up(self, diagnostic: Diagnostic) -> None:
        self._diagnostics.append(diagnostic)
        raise _GiveUpError

    def _place(self, mark: _Mark) -> tuple[int, int]:
        """Line and column, from 1."""
        line = mark.line + 1 + self._lines_before
        return (line, mark.column + 1) if line <= self._last_line else self._end_of_file

    def _where(self, event: _Event) -> Where:
        return self._source.at(*self._place(event.start_mark))

    def _mark(self, mark: _Mark | None) -> Where | None:
        return self._source.at(*self._place(mark)) if mark else None


_WORDS_AS_COMMENT = re.compile(r"\s*(?P<words>#[^\s#].*)")


class _GiveUpError(Exception):
    """What follows in the file is not worth reading."""


def _with_stand_ins(text: str) -> tuple[str, dict[int, str]]:
    """The text with characters that it does not hold in place of YAML 1.1's line ends, and the way back."""
    old = [end for end in _OLD_LINE_ENDS if end in text]
    if not old:
        return text, {}
    unused = (chr(code) for code in range(0x10FFFD, 0, -1) if chr(code) not in text)
    stand_ins = {ord(end): stand_in for end, stand_in in zip(old, unused, strict=False)}
    return text.translate(stand_ins), {ord(stand_in): chr(end) for end, stand_in in stand_ins.items()}
