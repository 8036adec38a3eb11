"""Posts and pages: Markdown by their owner, to HTML whose relative links wait for their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.ground.characters import repaired
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.ground.words import shortened
from sitegen.load import problems
from sitegen.load.markdown.posts import raw_html
from sitegen.load.markdown.posts.characters import unforbidden
from sitegen.load.markdown.posts.engine import commonmark_engine, post_engine
from sitegen.load.markdown.posts.footnotes import LOST
from sitegen.load.markdown.posts.headings import anchor_headings, foreign_ids
from sitegen.load.markdown.posts.quotes import quotes_of
from sitegen.load.markdown.posts.references import References
from sitegen.load.markdown.posts.summary import Summary, bare, summary_of, without_more
from sitegen.load.markdown.posts.template_tags import tag_links
from sitegen.load.markdown.posts.words import words_of
from sitegen.model.content import Heading
from sitegen.model.documents import PostDocument
from sitegen.model.markup import Body

SUMMARY_TEXT = 200  # characters of the summary as plain text, for descriptions


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPost:
    """A post's body and what is said of it elsewhere: its summary, headings and problems."""

    content: Body
    summary: Body
    summary_text: str
    has_more: bool
    headings: tuple[Heading, ...]
    diagnostics: list[Diagnostic]


class PostRenderer:
    """Markdown as a site's owner writes it.

    `language` decides the typographic quotes, unless they are off; `comment_anchor` which ids are left to comments.
    """

    def __init__(
        self, *, language: str = "en", smart_quotes: bool = True, comment_anchor: str = "comment-{id}"
    ) -> None:
        self._language = language
        self._smart_quotes = smart_quotes
        self._foreign_ids = foreign_ids(comment_anchor)

    def render(self, source: Source, document: PostDocument) -> RenderedPost:
        """The body and the summary of a document that stands in `source`."""
        front = document.front
        engine = post_engine(quotes_of(front.language or self._language) if self._smart_quotes else None)
        text, diagnostics = unforbidden(source, document)
        references = References(source, text, document.body_line)
        tokens, env = _parsed(engine, text, references)
        for lost in env.get(LOST, ()):
            where = source.at(document.body_line + lost.line)
            diagnostics.append(problems.footnote_not_shown(lost.name, where, is_second=lost.is_second))
        if tags := tag_links(tokens, references.lines):
            where = source.at(document.body_line + tags.line, tags.column + 1)
            diagnostics.append(problems.template_link(tags.tag, tags.times, where))
        headings = anchor_headings(engine, tokens, self._foreign_ids)
        if front.summary:
            text = repaired(front.summary)
            summary_references = References(source, text, 0, front.marks.get("summary"))
            said, _ = _parsed(engine, text, summary_references)
            summary = Summary(bare(without_more(said)), has_more=bool(words_of(tokens)))
        else:
            summary_references, summary = references, summary_of(tokens)
        return RenderedPost(
            content=references.body(_markup(engine, without_more(tokens))),
            summary=summary_references.body(raw_html.whole(_markup(engine, summary.tokens))),
            summary_text=shortened(words_of(summary.tokens), SUMMARY_TEXT),
            has_more=summary.has_more,
            headings=headings,
            diagnostics=diagnostics,
        )


def render_commonmark(text: str) -> str:
    """A text with every extension off: what the CommonMark specification's examples are held against."""
    return str(commonmark_engine().render(text))


def _parsed(engine: MarkdownIt, text: str, references: References) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text without its relative addresses, and markdown-it's record of it."""
    env: dict[str, Any] = {}
    tokens = engine.parse(text, env)
    references.take(tokens, env)
    return tokens, env


def _markup(engine: MarkdownIt, tokens: Sequence[Token]) -> str:
    return str(engine.renderer.render(tokens, engine.options, {}))
