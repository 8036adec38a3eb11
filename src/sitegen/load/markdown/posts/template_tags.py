"""Template tags of other generators: posts are not templates, so `{{ 7*7 }}` and `{% raw %}` are words as they stand.

In the place of an address (`[words]({{ "/about/" | url }})`) they keep Markdown from seeing a link, as it has no spaces
in addresses: its author should know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sitegen.load.markdown.posts.places import AT, TEXT_OF, Lines, note_start

LONGEST = 1_000  # characters of a tag
_ENDS = {"{{": "}}", "{%": "%}"}


@dataclass(frozen=True, slots=True)
class TagLinks:
    """The first link to a tag of a post: the tag, its line and column from 0; and how many there are."""

    tag: str
    line: int
    column: int
    times: int


def keep_template_tags(engine: MarkdownIt) -> None:
    """Have an engine leave template tags alone: no emphasis, no typography, no links in them."""
    engine.inline.ruler.after("backticks", "template_tag", _template_tag)
    engine.add_render_rule("template_tag", _render)


def tag_links(tokens: Sequence[Token], lines: Lines) -> TagLinks | None:
    """What looks like a link to a tag, in the words of a post."""
    first: tuple[str, int, int] | None = None
    times = 0
    for block in tokens:
        for words, tag in pairwise(block.children or ()):
            if tag.type != "template_tag" or words.type != "text" or not words.content.endswith("]("):
                continue
            times += 1
            if first is None and block.map:
                text = block.meta.get(TEXT_OF, block.content)
                first = (tag.content, *lines.block(text, block.map[0]).place(tag.meta[AT]))
    return TagLinks(*first, times) if first else None


def _template_tag(state: StateInline, silent: bool) -> bool:
    end = _ENDS.get(state.src[state.pos : state.pos + 2])
    at = state.src.find(end, state.pos + 2, min(state.posMax, state.pos + LONGEST)) if end else -1
    if at < 0:
        return False
    if not silent:
        token = state.push("template_tag", "", 0)
        token.content = state.src[state.pos : at + 2]
        note_start(state, token, state.pos)
    state.pos = at + 2
    return True


def _render(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    return escape(tokens[position].content, quote=False)
