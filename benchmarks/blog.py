"""The blog that everybody builds: its posts and threads, a function of their numbers and of nothing else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

from benchmarks.prose import Chance, block, code, paragraph, remark, sentence, sentences, title
from benchmarks.words import AUTHORS, FIRST_NAMES, FLAVOURS, LAST_NAMES, NICKNAMES, Flavour

MORE = "<!-- more -->"
"""Ends the summary of a post; all the generators know it, or can be told."""

TITLE = "Four Hundred Winters"
URL = "https://blog.example/"
SUBTITLE = "Notes that nobody asked for"

_BEGIN = datetime(2009, 1, 4, 9, 30, tzinfo=UTC)
_YEARS = timedelta(days=15 * 365)
_DEEPEST = 16  # levels of replies
_LARGEST = 800  # comments in a thread
_MOST_TAGS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment; `body` is Markdown, `url` may be empty, `parent` is None at the top level."""

    id: str
    parent: str | None
    author: str
    url: str
    owner: bool
    date: datetime
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What one post knows of another: enough for a link."""

    number: int
    title: str
    slug: str
    date: datetime

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        return f"{self.date:%Y-%m-%d}-{self.slug}"

    @property
    def address(self) -> str:
        return f"/{self.date:%Y}/{self.date:%m}/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post with its thread; links in `body` to other posts are `post:NUMBER`, for each generator to spell."""

    head: Head
    author: str
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    body: str
    comments: tuple[Comment, ...]


class Blog:
    """`posts` posts with `comments` comments in all. Any post can be asked for, in any order."""

    def __init__(self, *, posts: int, comments: int, seed: int = 1) -> None:
        self.size, self._seed = posts, seed
        self._threads = _thread_sizes(posts, comments, seed)
        self._first_ids = (0, *accumulate(self._threads))
        self._tags = _tag_names(posts, seed)
        self.head = lru_cache(maxsize=None)(self._head)

    def post(self, number: int) -> Post:
        """The post of that number, from 0, which is the oldest."""
        chance = Chance(self._seed, "post", number)
        flavour = self._flavour(number)
        return Post(
            head=self.head(number),
            author=AUTHORS[int(chance.roll() ** 2 * len(AUTHORS))],
            tags=self._some_tags(chance),
            categories=(flavour.name,),
            body=self._body(chance, flavour, number),
            comments=self._thread(number),
        )

    def _head(self, number: int) -> Head:
        chance = Chance(self._seed, "head", number)
        words = title(chance, self._flavour(number))
        date = _BEGIN + _YEARS * number / self.size + timedelta(minutes=chance.whole(0, 600))
        slug = "-".join(re.findall(r"[a-z0-9]+", words.lower()))
        return Head(number=number, title=words, slug=f"{slug}-{number + 1}", date=date.replace(microsecond=0))

    def _flavour(self, number: int) -> Flavour:
        return Chance(self._seed, "flavour", number).pick(FLAVOURS)

    def _some_tags(self, chance: Chance) -> tuple[str, ...]:
        """None to five; the first tags of the list are on many posts, the last on hardly any."""
        drawn = [self._tags[int(chance.roll() ** 3 * len(self._tags))] for _ in range(chance.whole(0, 5))]
        return tuple(dict.fromkeys(drawn))

    def _body(self, chance: Chance, flavour: Flavour, number: int) -> str:
        link = self._link(chance, number)
        parts = [paragraph(chance, flavour, link), MORE]
        length = chance.whole(1400, 5000)
        while sum(map(len, parts)) < length:
            if chance.happens(0.25):
                parts.append(f"{'#' * chance.whole(2, 3)} {title(chance, flavour)}")
            parts.append(paragraph(chance, flavour, link))
            if chance.happens(0.45):
                parts.append(block(chance, flavour, link))
        return "\n\n".join(parts) + "\n"

    def _link(self, chance: Chance, number: int) -> Callable[[], str]:
        """Where links lead: to a post not far away, or out of the site."""

        def link() -> str:
            other = number - chance.whole(1, 40)
            if other < 0 or chance.happens(0.4):
                return f"https://example.org/{chance.whole(1990, 2023)}/{chance.pick(flavour_words)}"
            return f"post:{other}"

        flavour_words = ("index.html", "a-page/", "notes?q=1&page=2", "photos/", "about")
        return link

    def _thread(self, number: int) -> tuple[Comment, ...]:
        chance = Chance(self._seed, "thread", number)
        flavour, date = self._flavour(number), self.head(number).date
        first_id, size = self._first_ids[number] + 1, self._threads[number]
        comments: list[Comment] = []
        depths: list[int] = []
        for identity in range(first_id, first_id + size):
            date += timedelta(seconds=chance.whole(40, 40_000))
            parent = _parent(chance, depths)
            depths.append(1 if parent is None else depths[parent] + 1)
            answered = None if parent is None else comments[parent]
            comments.append(_comment(chance, flavour, str(identity), answered, date))
        return tuple(comments)


def _parent(chance: Chance, depths: list[int]) -> int | None:
    """Whom the next comment answers, by position: often nobody, often the last (so chains grow), else anybody."""
    roll = chance.roll()
    if not depths or roll < 0.4:
        return None
    answered = len(depths) - 1 if roll < 0.75 else chance.whole(0, len(depths) - 1)
    return answered if depths[answered] < _DEEPEST else None


def _comment(chance: Chance, flavour: Flavour, identity: str, answered: Comment | None, date: datetime) -> Comment:
    owner = chance.happens(0.12)
    name = AUTHORS[0] if owner else _name(chance)
    return Comment(
        id=identity,
        parent=answered.id if answered else None,
        author=name,
        url=f"https://example.net/~{chance.whole(1, 9999)}" if chance.happens(0.3) else "",
        owner=owner,
        date=date,
        body=_comment_body(chance, flavour, answered),
    )


def _name(chance: Chance) -> str:
    if chance.happens(0.15):
        return chance.pick(NICKNAMES)
    first = chance.pick(FIRST_NAMES)
    return first if chance.happens(0.4) else f"{first} {chance.pick(LAST_NAMES)}"


def _comment_body(chance: Chance, flavour: Flavour, answered: Comment | None) -> str:
    paragraphs = [_words(chance, flavour) for _ in range(1 + int(4 * chance.roll() ** 4))]
    roll = chance.roll()
    if roll < 0.05 and answered:
        paragraphs.insert(0, f"> {answered.body.splitlines()[0].lstrip('> ')}")
    elif roll < 0.09:
        paragraphs.append("\n".join(f"- {remark(chance, flavour)}" for _ in range(chance.whole(2, 4))))
    elif roll < 0.12:
        paragraphs.append(code(chance, flavour))
    elif roll < 0.16:
        paragraphs.append(f"https://example.org/{chance.pick(flavour.lists['year'])}/{chance.whole(1, 99)}")
    elif roll < 0.18:
        paragraphs[0] += f"\n{remark(chance, flavour)}\n-- {chance.pick(flavour.lists['person'])}"
    return "\n\n".join(paragraphs) + "\n"


def _words(chance: Chance, flavour: Flavour) -> str:
    """A paragraph of a comment: a remark, and perhaps a few sentences; one in five has markup in it."""
    text = remark(chance, flavour)
    if more := int(6 * chance.roll() ** 2):
        text = f"{text} {sentences(chance, flavour, more)}"
    roll = chance.roll()
    if roll > 0.2:
        return text
    word = chance.pick(flavour.lists["noun"])
    if roll < 0.06:
        return f"{text} *{sentence(chance, flavour)}*"
    if roll < 0.10:
        return f"{text} Really **{word}**."
    if roll < 0.14:
        return f"{text} See [this {word}](https://example.org/{chance.whole(1, 999)})."
    if roll < 0.17:
        return f"{text} I mean `{word.replace(' ', '_')}`."
    return f"{text} (More at www.example.org/{chance.whole(1, 99)}.)"


def _thread_sizes(posts: int, comments: int, seed: int) -> tuple[int, ...]:
    """How many comments each post has: many none, some several hundred, `comments` in all."""
    chance = Chance(seed, "threads")
    weights = [0.0 if chance.happens(0.33) else _weight(chance) for _ in range(posts)]
    if not any(weights):
        weights[0] = 1.0
    scale = comments / sum(weights)
    sizes = [min(int(weight * scale), _LARGEST) for weight in weights]
    missing = comments - sum(sizes)
    with_thread = [number for number, weight in enumerate(weights) if weight]
    while missing > 0:
        number = chance.pick(with_thread)
        sizes[number] += 1
        missing -= 1
    return tuple(sizes)


def _weight(chance: Chance) -> float:
    """Drawn from a Pareto distribution, whose tail is cut somewhere."""
    return min(1 / (1 - chance.roll()), 200 + 120 * chance.roll())


def _tag_names(posts: int, seed: int) -> tuple[str, ...]:
    """As many tags as a blog of that size has; none reads like another."""
    chance = Chance(seed, "tags")
    names: dict[str, None] = {}
    wanted = min(12 + int(posts**0.5 * 4), _MOST_TAGS)
    while len(names) < wanted:
        names[_tag_name(chance, len(names)).replace("'", "").lower()] = None
    return tuple(names)


def _tag_name(chance: Chance, so_far: int) -> str:
    """First single words, then pairs: of either kind there are only so many."""
    lists = chance.pick(FLAVOURS[:-1]).lists
    if so_far < 60:
        return chance.pick(lists["noun"])
    return f"{chance.pick(lists['adj'])} {chance.pick(lists['nouns' if so_far < 500 else 'noun'])}"
