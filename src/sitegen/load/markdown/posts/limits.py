"""How deep a post may nest: markdown-it recurses, and what is deeper than its own limit it drops without a word."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.utils import EnvType

DEEPEST = 48  # levels of markdown-it: a quotation is one, a list two; deeper marks are text
DEEPEST_WORDS = 12  # images in images, notes in notes
MARKDOWN_IT = 100  # markdown-it's own limit, which nothing reaches

_DEPTH = "depth"


def limit_depth(engine: MarkdownIt) -> None:
    """Have an engine take deeper quotation marks and bullets for text."""
    engine.options["maxNesting"] = MARKDOWN_IT
    engine.block.ruler.at("blockquote", _shallow(blockquote), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    engine.block.ruler.at("list", _shallow(list_block), {"alt": ["paragraph", "reference", "blockquote"]})


def too_deep(state: StateBlock) -> bool:
    """Whether no further block may begin within this one."""
    return state.level >= DEEPEST


@contextmanager
def deeper(env: EnvType) -> Iterator[bool]:
    """One level deeper in words that are parsed within words; False if that is too deep."""
    depth = env.get(_DEPTH, 0)
    env[_DEPTH] = depth + 1
    yield depth < DEEPEST_WORDS
    env[_DEPTH] = depth


_BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _shallow(rule: _BlockRule) -> _BlockRule:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not too_deep(state) and rule(state, start, end, silent)

    return limited
