"""Markdown as strangers write it in comments: CommonMark without HTML, line ends kept, bare addresses linked.

What comes out is not safe by itself: it goes through `sanitize` and `balance` like every other body. There, headings
become bold paragraphs and images links.
"""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block

from sitegen.load.markdown.addresses import link_bare_addresses
from sitegen.load.markdown.compiled import compiled_html


def comment_html(markdown: str) -> str:
    """A comment's Markdown as HTML that is yet to be guarded. Nothing is replaced for typography's sake.

    By the compiled engine where it makes the same; so blanks between blocks may differ, which say nothing.
    """
    compiled = compiled_html(markdown)
    return reference_html(markdown) if compiled is None else compiled


def reference_html(markdown: str) -> str:
    """The same by markdown-it, which decides what is right."""
    return str(_renderer().render(markdown))


# Levels of nesting beyond which `>` and `-` are words: a quote is one level, a list two. Each line costs time for each
# quote that it may go on, and markdown-it drops what stands deeper than its own limit, 20.
_DEEPEST_QUOTE = 8
_DEEPEST_LIST = 16


class _Markdown(MarkdownIt):
    """markdown-it that leaves the words of an address as they were written."""

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


@cache
def _renderer() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False, "breaks": True})
    markdown.enable("strikethrough").disable(["html_block", "html_inline"])
    markdown.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    link_bare_addresses(markdown)
    return markdown


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < _DEEPEST_QUOTE and blockquote(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < _DEEPEST_LIST and list_block(state, start, end, silent)
