"""Posts and pages: Markdown by their owner, to HTML whose relative links wait for their addresses."""

from dataclasses import dataclass

from sitegen.ground.characters import repaired
from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.ground.words import shortened
from sitegen.load import problems
from sitegen.load.markdown.posts.by_tokens import preface_by_tokens, rendition_by_tokens
from sitegen.load.markdown.posts.characters import unforbidden
from sitegen.load.markdown.posts.engine import commonmark_engine, post_engine
from sitegen.load.markdown.posts.headings import foreign_ids
from sitegen.load.markdown.posts.quotes import Quotes, quotes_of
from sitegen.load.markdown.posts.references import References
from sitegen.load.markdown.posts.rendition import Preface, Rendition
from sitegen.load.markdown.posts.shortcut import plain_preface, plain_rendition
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
    Without `shortcut` markdown-it reads every text: what comes out is the same, only later.
    """

    def __init__(
        self,
        *,
        language: str = "en",
        smart_quotes: bool = True,
        comment_anchor: str = "comment-{id}",
        shortcut: bool = True,
    ) -> None:
        self._language = language
        self._smart_quotes = smart_quotes
        self._foreign_ids = foreign_ids(comment_anchor)
        self._shortcut = shortcut

    def render(self, source: Source, document: PostDocument) -> RenderedPost:
        """The body and the summary of a document that stands in `source`."""
        front = document.front
        quotes = quotes_of(front.language or self._language) if self._smart_quotes else None
        text, diagnostics = unforbidden(source, document)
        rendition = self._rendition(quotes, text, References(source, text, document.body_line))
        diagnostics += _problems(rendition, source, document.body_line)
        summary, has_more = rendition.summary, rendition.has_more
        if front.summary:
            said = repaired(front.summary)
            summary = self._preface(quotes, said, References(source, said, 0, front.marks.get("summary")))
            has_more = rendition.has_words
        return RenderedPost(
            content=rendition.references.body(rendition.content),
            summary=summary.references.body(summary.markup),
            summary_text=shortened(summary.words, SUMMARY_TEXT),
            has_more=has_more,
            headings=rendition.headings,
            diagnostics=diagnostics,
        )

    def _rendition(self, quotes: Quotes | None, text: str, references: References) -> Rendition:
        engine = post_engine(quotes)
        found = plain_rendition(engine, quotes, text, references, self._foreign_ids) if self._shortcut else None
        return found or rendition_by_tokens(engine, text, references.afresh(), self._foreign_ids)

    def _preface(self, quotes: Quotes | None, text: str, references: References) -> Preface:
        engine = post_engine(quotes)
        found = plain_preface(engine, quotes, text, references) if self._shortcut else None
        return found or preface_by_tokens(engine, text, references.afresh())


def render_commonmark(text: str) -> str:
    """A text with every extension off: what the CommonMark specification's examples are held against."""
    return str(commonmark_engine().render(text))


def _problems(rendition: Rendition, source: Source, first_line: int) -> list[Diagnostic]:
    found = []
    for lost in rendition.lost:
        where = source.at(first_line + lost.line)
        found.append(problems.footnote_not_shown(lost.name, where, is_second=lost.is_second))
    if tags := rendition.tags:
        where = source.at(first_line + tags.line, tags.column + 1)
        found.append(problems.template_link(tags.tag, tags.times, where))
    return found
