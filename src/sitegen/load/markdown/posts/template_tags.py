"""Template tags of other generators where an address should stand: `[words]({{ "/about/" | url }})`.

Posts are not templates, and to Markdown an address with spaces is none: all of it is text. Its author should know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.load.markdown.posts.places import Lines


@dataclass(frozen=True, slots=True)
class TagLinks:
    """The first such link of a post: the tag, its line and column from 0; and how many there are."""

    tag: str
    line: int
    column: int
    times: int


def tag_links(tokens: Sequence[Token], lines: Lines) -> TagLinks | None:
    """What looks like a link to a tag in the words of a post; code does not count."""
    first: tuple[str, int, int] | None = None
    times = 0
    for token in tokens:
        if token.type != "inline" or "]({" not in token.content:
            continue
        found = sum(len(_START.findall(child.content)) for child in token.children or () if child.type == "text")
        match = _LINK.search(token.content) if found else None
        if match and token.map and first is None:
            first = (match[1], *lines.block(token.content, token.map[0]).place(match.start(1)))
        times += found
    return TagLinks(*first, times) if first else None


_START = re.compile(r"\]\(\{[{%]")
_LINK = re.compile(r"\]\((\{[{%].*?(?:[%}]\}|$))", re.DOTALL)
