"""Posts as listings show them: each is made once for all the pages on which it stands.

A page depends on what is kept here as if it had been made for it: whoever listens to the view hears its questions
again each time.
"""

from functools import lru_cache

from sitegen.ground.slugs import slugify
from sitegen.model.content import Taxonomy
from sitegen.model.markup import Reference
from sitegen.render.addresses import Addresses
from sitegen.render.contexts import Card, TermName
from sitegen.view import Question, SiteView

_KEPT = 2048  # of about 3 kB; listings that show the same posts are made one soon after the other


class Cards:
    """Asks a view, and keeps what it made of the answers."""

    def __init__(self, view: SiteView) -> None:
        self._listened = view
        self._asked: list[Question] = []
        self._view = view.heard_by(self._asked.append)
        self._addresses = Addresses(self._view)
        self._kept = lru_cache(maxsize=_KEPT)(self._made)

    def card(self, key: str) -> Card:
        """A post for a listing."""
        card, asked = self._kept(key)
        self._listened.hear_again(asked)
        return card

    def _made(self, key: str) -> tuple[Card, tuple[Question, ...]]:
        """A card, and what was asked for it."""
        self._asked.clear()
        return self._card(key), tuple(dict.fromkeys(self._asked))

    def _card(self, key: str) -> Card:
        summary = self._view.summary(key)
        assert summary is not None, key
        return Card(
            key=summary.key,
            url=self._addresses.url(summary.key),
            title=summary.title,
            date=summary.date,
            updated=summary.updated,
            summary=self._addresses.markup(summary.summary, summary.source, own_page=False),
            summary_text=summary.summary_text,
            has_more=summary.has_more,
            tags=self._terms(Taxonomy.TAGS, summary.tags),
            categories=self._terms(Taxonomy.CATEGORIES, summary.categories),
            authors=summary.authors,
            language=summary.language,
            image=self._image(summary.image, summary.source),
            comment_count=summary.shown_comments,
            has_thread=summary.has_thread,
            extra=summary.extra,
        )

    def _image(self, image: Reference | str | None, source: str) -> str:
        return self._addresses.resolved(image.target, source) if isinstance(image, Reference) else image or ""

    def _terms(self, taxonomy: Taxonomy, names: tuple[str, ...]) -> tuple[TermName, ...]:
        slugs = dict.fromkeys(_slug(name) for name in names if name.strip())
        named = [(slug, name) for slug in slugs if (name := self._view.term_name(taxonomy, slug))]
        return tuple(TermName(name=name, url=self._addresses.url(f"{taxonomy.value}/{slug}")) for slug, name in named)


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """Few names stand in many posts."""
    return slugify(name)
