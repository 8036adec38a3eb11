"""The Markdown of posts: CommonMark with tables, strikethrough, task lists, footnotes, bare addresses, typography."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sitegen.load.markdown.addresses import link_bare_addresses
from sitegen.load.markdown.highlight import highlighted
from sitegen.load.markdown.posts.footnotes import use_footnotes
from sitegen.load.markdown.posts.limits import limit_depth
from sitegen.load.markdown.posts.places import note_places
from sitegen.load.markdown.posts.quotes import Quotes
from sitegen.load.markdown.posts.tasks import use_tasks
from sitegen.load.markdown.posts.template_tags import keep_template_tags
from sitegen.load.markdown.posts.typography import use_typography


@cache
def post_engine(quotes: Quotes | None) -> MarkdownIt:
    """Everything; typography, too, if there are quotation marks for it."""
    engine = _placing_engine()
    engine.options["xhtmlOut"] = False
    engine.enable(["table", "strikethrough"])
    keep_template_tags(engine)
    use_footnotes(engine)
    link_bare_addresses(engine)
    use_tasks(engine)
    if quotes is not None:
        use_typography(engine, quotes)
    engine.add_render_rule("fence", _render_fence)
    engine.add_render_rule("made_html", _render_made_html)
    return engine


@cache
def commonmark_engine() -> MarkdownIt:
    """The same without extensions."""
    return _placing_engine()


def _placing_engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark")
    limit_depth(engine)
    note_places(engine)
    return engine


def _render_fence(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    return highlighted(tokens[position].content, unescapeAll(tokens[position].info))


def _render_made_html(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    """Markup of our own, as distinct from the owner's raw HTML."""
    return tokens[position].content
