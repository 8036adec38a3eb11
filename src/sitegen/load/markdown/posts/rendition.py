"""What becomes of a text of a post, whichever way it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.load.markdown.posts.footnotes import LostFootnote
from sitegen.load.markdown.posts.references import References
from sitegen.load.markdown.posts.template_tags import TagLinks
from sitegen.model.content import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Preface:
    """A summary as markup, with numbers for its `references`, and its words."""

    markup: str
    words: str
    references: References


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A post's body as markup, with numbers for its `references`, and what is said of it."""

    content: str
    references: References
    summary: Preface
    has_more: bool
    has_words: bool
    headings: tuple[Heading, ...]
    tags: TagLinks | None = None
    lost: Sequence[LostFootnote] = ()
