"""The documentation as its readers see it: code blocks, tables, headings, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.conftest import REPOSITORY

DOCUMENTS: Final = tuple(
    path.relative_to(REPOSITORY).as_posix()
    for path in sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])
)
"""Every document for people, by its path in the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced code block: the words after the fence (```` ```yaml sitegen.yaml ````), and the text."""

    document: str
    line: int
    language: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line} {self.name or self.language}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a document, as it is written."""

    document: str
    line: int
    address: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line} {self.address}"


def text_of(document: str) -> str:
    return (REPOSITORY / document).read_text(encoding="utf-8")


_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<language>[\w-]*) ?(?P<name>[^\n]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)


def blocks(document: str) -> list[Block]:
    """The code blocks, in order."""
    text = text_of(document)
    return [
        Block(
            document=document,
            line=text.count("\n", 0, match.start()) + 1,
            language=match["language"],
            name=match["name"],
            text=match["text"],
        )
        for match in _FENCE.finditer(text)
    ]


def prose(document: str) -> str:
    """The text with its code, in blocks or between backticks, blanked out; lines stay where they are."""
    without_blocks = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), text_of(document))
    return re.sub(r"`[^`\n]+`", lambda match: "`" + "x" * (len(match[0]) - 2) + "`", without_blocks)


def links(document: str) -> list[Link]:
    """Every Markdown link."""
    text = prose(document)
    return [
        Link(document=document, line=text.count("\n", 0, match.start()) + 1, address=match[1])
        for match in re.finditer(r"\]\(([^)\s]+)\)", text)
    ]


def anchors(document: str) -> frozenset[str]:
    """The fragments of the headings, as GitHub makes them; one that repeats gets a number."""
    found: dict[str, int] = {}
    names = set()
    text = _FENCE.sub("", text_of(document))
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        names.add(f"{slug}-{found[slug]}" if slug in found else slug)
        found[slug] = found.get(slug, 0) + 1
    return frozenset(names)


def section(document: str, heading: str) -> str:
    """What stands below a heading, up to the next of any level."""
    [text] = re.findall(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text_of(document), re.MULTILINE | re.DOTALL)
    return str(text)


def rows(document: str, heading: str) -> dict[str, list[str]]:
    """The first table below a heading: the first column's code → the other cells."""
    return {cells[0].strip("`"): cells[1:] for cells in _cells(section(document, heading)) if cells[0].startswith("`")}


def _cells(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def is_in_repository(path: str) -> bool:
    return (REPOSITORY / path).exists()


def folder_of(document: str) -> Path:
    return (REPOSITORY / document).parent
