"""Sentences, paragraphs and blocks of Markdown, composed by chance that is the same on every machine."""

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from benchmarks.words import CODE, Flavour

_T = TypeVar("_T")

IMAGES = tuple(f"/images/plate-{number}.svg" for number in range(1, 13))
"""Addresses of the pictures of the corpus."""


class Chance:
    """Draws from a seed. Of `random.Random` only `random()` is used, which is promised never to change."""

    def __init__(self, *seed: object) -> None:
        self.roll = random.Random("/".join(map(str, seed))).random

    def pick(self, items: Sequence[_T]) -> _T:
        return items[int(self.roll() * len(items))]

    def whole(self, least: int, most: int) -> int:
        """An integer from `least` to `most`, both included."""
        return least + int(self.roll() * (most - least + 1))

    def happens(self, probability: float) -> bool:
        return self.roll() < probability


def sentence(chance: Chance, flavour: Flavour) -> str:
    return _filled(chance, flavour, chance.pick(flavour.patterns))


def remark(chance: Chance, flavour: Flavour) -> str:
    """A sentence as people write it below somebody else's post."""
    return _filled(chance, flavour, chance.pick(flavour.remarks))


def sentences(chance: Chance, flavour: Flavour, count: int) -> str:
    return " ".join(sentence(chance, flavour) for _ in range(count))


def title(chance: Chance, flavour: Flavour) -> str:
    """A few words without markup."""
    lists = flavour.lists
    pattern = chance.pick(("The {adj} {noun}", "{number} {nouns}, one {noun}", "{adj} {nouns}", "On {nouns}",
                           "A {noun} {when}", "{person} and the {noun}", "What the {noun} said",
                           "The {noun} & the {noun}"))  # fmt: skip
    words = "".join(chance.pick(lists[part]) if slot else part for slot, part in _parts(pattern))
    return words[0].upper() + words[1:]


def paragraph(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    """Three to six sentences of a post, some with emphasis, code or a link in them."""
    return " ".join(_adorned(chance, flavour, link) for _ in range(chance.whole(3, 6)))


def block(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    """One block of a post that is no paragraph: a list, quote, table, picture or code."""
    return chance.pick(_BLOCKS)(chance, flavour, link)


def code(chance: Chance, flavour: Flavour) -> str:
    """A fenced block in one of several languages."""
    language, text = chance.pick(CODE)
    noun, nouns = (re.sub(r"\W+", "_", chance.pick(flavour.lists[name])).lower() for name in ("noun", "nouns"))
    filled = text.format(noun=noun, Noun=noun.title().replace("_", ""), nouns=nouns, n=chance.whole(2, 400),
                         remark=remark(chance, flavour))  # fmt: skip
    return f"```{language}\n{filled}```"


def _bullets(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    return "\n".join(f"- {_adorned(chance, flavour, link)}" for _ in range(chance.whole(3, 6)))


def _steps(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    steps = []
    for number in range(1, chance.whole(3, 5) + 1):
        steps.append(f"{number}. {sentence(chance, flavour)}")
        if chance.happens(0.2):
            steps += [f"   - {chance.pick(flavour.lists['nouns'])}", f"   - {chance.pick(flavour.lists['noun'])}"]
    return "\n".join(steps)


def _quote(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    said = f"> {sentences(chance, flavour, chance.whole(1, 3))}"
    return f"{said}\n>\n> -- *{chance.pick(flavour.lists['person'])}*" if chance.happens(0.5) else said


def _table(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    lists = flavour.lists
    drawn = ((chance.pick(lists["noun"]), chance.pick(lists["adj"]), chance.whole(1, 99)) for _ in range(7))
    rows = [
        f"| {noun} | {adjective} | `{number}` | {number * chance.whole(1, 999):,} |"
        for noun, adjective, number in list(drawn)[: chance.whole(3, 7)]
    ]
    return "\n".join([f"| {chance.pick(lists['nouns'])} | how | n | sum |", "|:---|:---:|---:|---:|", *rows])


def _picture(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    return f"![{title(chance, flavour)}]({chance.pick(IMAGES)})"


def _code(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    return code(chance, flavour)


_BLOCKS = (_bullets, _bullets, _steps, _quote, _quote, _table, _picture, _picture, _code, _code, _code)


def _adorned(chance: Chance, flavour: Flavour, link: Callable[[], str]) -> str:
    plain = sentence(chance, flavour)
    roll = chance.roll()
    if roll > 0.30:
        return plain
    word = chance.pick(flavour.lists["noun"])
    if roll < 0.09:
        return f"{plain} See [the {word}]({link()})."
    if roll < 0.16:
        return f"{plain} It was the *{word}*."
    if roll < 0.22:
        return f"**{plain[:-1]}**{plain[-1]}"
    if roll < 0.28:
        return f"{plain} (I call it `{word.replace(' ', '_')}`.)"
    return f"{plain} So they say at https://example.org/{chance.whole(1, 999)}/ at least."


def _filled(chance: Chance, flavour: Flavour, pattern: str) -> str:
    lists = flavour.lists
    return "".join(chance.pick(lists[part]) if slot else part for slot, part in _parts(pattern))


@cache
def _parts(pattern: str) -> tuple[tuple[bool, str], ...]:
    """A pattern as pieces: whether it is a slot, and its text or the slot's name."""
    pieces = re.split(r"\{(\w+)\}", pattern)
    return tuple((position % 2 == 1, piece) for position, piece in enumerate(pieces) if piece)
