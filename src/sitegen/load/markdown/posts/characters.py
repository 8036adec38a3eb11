"""Characters that may not stand in a page, found in a post's body and told of."""

from collections import Counter

from sitegen.ground.characters import FORBIDDEN, is_surely_sound, repaired, replacement
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.load import problems
from sitegen.model.documents import PostDocument


def unforbidden(source: Source, document: PostDocument) -> tuple[str, list[Diagnostic]]:
    """The body with other characters in their place, and with LF line ends; each kind is told of once."""
    body = document.body.replace("\r\n", "\n").replace("\r", "\n")
    if is_surely_sound(body):
        return body, []
    firsts: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for match in FORBIDDEN.finditer(body):
        firsts.setdefault(match[0], match.start())
        counts[match[0]] += 1
    diagnostics = []
    for char, offset in firsts.items():
        line = document.body_line + body.count("\n", 0, offset)
        where = source.at(line, offset - body.rfind("\n", 0, offset))
        diagnostics.append(problems.control_character(char, replacement(char), counts[char], where))
    return repaired(body) if firsts else body, diagnostics
