"""A text read by markdown-it, as tokens: the way that is right for every text."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.load.markdown.posts import raw_html
from sitegen.load.markdown.posts.footnotes import LOST
from sitegen.load.markdown.posts.headings import anchor_headings
from sitegen.load.markdown.posts.references import References
from sitegen.load.markdown.posts.rendition import Preface, Rendition
from sitegen.load.markdown.posts.summary import bare, summary_of, without_more
from sitegen.load.markdown.posts.template_tags import tag_links
from sitegen.load.markdown.posts.words import words_of


def rendition_by_tokens(engine: MarkdownIt, text: str, references: References, foreign: re.Pattern[str]) -> Rendition:
    """A post's body; `foreign` matches the ids that no heading may have."""
    tokens, env = _parsed(engine, text, references)
    tags = tag_links(tokens, references.lines)
    headings = anchor_headings(engine, tokens, foreign)
    summary = summary_of(tokens)
    return Rendition(
        content=_markup(engine, without_more(tokens)),
        references=references,
        summary=_preface(engine, summary.tokens, references),
        has_more=summary.has_more,
        has_words=bool(words_of(tokens)),
        headings=headings,
        tags=tags,
        lost=env.get(LOST, ()),
    )


def preface_by_tokens(engine: MarkdownIt, text: str, references: References) -> Preface:
    """A summary of the front matter."""
    tokens, _ = _parsed(engine, text, references)
    return _preface(engine, bare(without_more(tokens)), references)


def _preface(engine: MarkdownIt, tokens: Sequence[Token], references: References) -> Preface:
    return Preface(markup=raw_html.whole(_markup(engine, tokens)), words=words_of(tokens), references=references)


def _parsed(engine: MarkdownIt, text: str, references: References) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text without its relative addresses, and markdown-it's record of it."""
    env: dict[str, Any] = {}
    tokens = engine.parse(text, env)
    references.take(tokens, env)
    return tokens, env


def _markup(engine: MarkdownIt, tokens: Sequence[Token]) -> str:
    return str(engine.renderer.render(tokens, engine.options, {}))
