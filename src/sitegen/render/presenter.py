"""Turns the view's answers into the values that templates see, every address resolved."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import urljoin

from sitegen.ground.slugs import slugify
from sitegen.model.content import Summary, Taxonomy
from sitegen.model.markup import Body, Html, Reference
from sitegen.model.page import Page, PageKind
from sitegen.render.contexts import Article, Card, Link, MenuItem, PageInfo, Pager, RecentComment, TermLink, Year
from sitegen.view import SiteView


class Presenter:
    """Turns the view's answers into what templates see, with every address resolved."""

    def __init__(self, view: SiteView) -> None:
        self._view = view

    def context(self, page: Page) -> dict[str, Any]:
        """The variables of a page's template."""
        own = self._own(page)
        described = own.get("post")
        facts = self._view.facts()
        language = described.language if isinstance(described, Card) and described.language else facts.language
        return own | {
            "site": facts,
            "menu": self._menu(page),
            "page": PageInfo(
                kind=page.kind.value,
                url=self.path(page.url),
                absolute_url=facts.origin + self.path(page.url),
                title=self._title(page, own),
                description=self._description(page, described),
                number=page.number,
                language=language,
            ),
        }

    def path(self, url: str) -> str:
        """An address under the site's root, with the base path before it."""
        return self._view.facts().base_path + url.removeprefix("/")

    def card(self, key: str) -> Card:
        """A post for a listing."""
        summary = self._view.summary(key)
        assert summary is not None, key
        return Card(**self._card_fields(summary))

    def cards(self, keys: tuple[str, ...]) -> tuple[Card, ...]:
        """Several."""
        return tuple(self.card(key) for key in keys)

    def article(self, key: str) -> Article:
        """A post with its body."""
        post, summary = self._view.post(key), self._view.summary(key)
        assert post is not None, key
        assert summary is not None, key
        content = self.markup(post.content, post.source, own_page=True)
        return Article(**self._card_fields(summary), content=content, headings=post.headings)

    def term_links(self, taxonomy: Taxonomy) -> tuple[TermLink, ...]:
        """All terms of a taxonomy."""
        return tuple(
            TermLink(name=term.name, url=self._url(f"{taxonomy.value}/{term.slug}"), count=term.count)
            for term in self._view.terms(taxonomy)
        )

    def recent_comments(self, most: int) -> tuple[RecentComment, ...]:
        """The latest comments of the site."""
        return tuple(
            RecentComment(
                url=f"{self._url(placed.post)}#{placed.anchor}",
                author=placed.comment.author.name,
                post_title=self._view.title(placed.post),
                date=placed.comment.date,
                text=plain_text(placed.comment.body, 140),
            )
            for placed in self._view.recent_comments(most)
        )

    def markup(self, body: Body, source: str, *, own_page: bool, absolute: bool = False) -> Html:
        """A body with its references resolved. On its own page a fragment stays a fragment; a feed wants whole
        addresses. What leads nowhere stays as it is written.
        """
        parts: list[str] = []
        for part in body:
            if isinstance(part, Html):
                parts.append(part)
                continue
            address = part.target
            if not (own_page and address.startswith("#")):
                address = self._resolved(address, source)
                address = self._whole(address, source) if absolute else address
            parts.append(escape(address, quote=False).replace('"', "&quot;"))
        return Html("".join(parts))

    def _resolved(self, address: str, source: str) -> str:
        """An address as it stands in a file, as a path with the base path; as it is where it leads nowhere."""
        target = self._view.target(address, source)
        if target is None:
            return address
        fragment = f"#{target.fragment}" if target.fragment else ""
        return f"{self.path(target.url)}{target.query}{fragment}"

    def _whole(self, address: str, source: str) -> str:
        """An address from anywhere: relative ones count from the page of their source."""
        own = self._view.target("", source)
        try:
            return urljoin(self._view.facts().origin + self.path(own.url if own else "/"), address)
        except ValueError:  # nothing that a feed reader could follow either
            return address

    def _card_fields(self, summary: Summary) -> dict[str, Any]:
        return {
            "key": summary.key,
            "url": self._url(summary.key),
            "title": summary.title,
            "date": summary.date,
            "updated": summary.updated,
            "summary": self.markup(summary.summary, summary.source, own_page=False),
            "summary_text": summary.summary_text,
            "has_more": summary.has_more,
            "tags": self._terms_of(Taxonomy.TAGS, summary.tags),
            "categories": self._terms_of(Taxonomy.CATEGORIES, summary.categories),
            "authors": summary.authors,
            "language": summary.language,
            "image": self._image(summary.image, summary.source),
            "comment_count": summary.shown_comments,
            "has_thread": summary.has_thread,
            "extra": summary.extra,
        }

    def _image(self, image: Reference | None, source: str) -> str:
        return self._resolved(image.target, source) if image else ""

    def _terms_of(self, taxonomy: Taxonomy, names: tuple[str, ...]) -> tuple[TermLink, ...]:
        slugs = dict.fromkeys(slugify(name) for name in names if name.strip())
        terms = [term for slug in slugs if (term := self._view.term(taxonomy, slug))]
        return tuple(
            TermLink(name=term.name, url=self._url(f"{taxonomy.value}/{term.slug}"), count=term.count) for term in terms
        )

    def _url(self, subject: str) -> str:
        url = self._view.url(subject)
        assert url is not None, subject
        return url

    def _menu(self, page: Page) -> tuple[MenuItem, ...]:
        return tuple(
            MenuItem(
                title=link.title,
                url=self.path(link.url) if link.url.startswith("/") else link.url,
                current=link.url == page.url,
            )
            for link in self._view.menu()
        )

    def _pager(self, page: Page) -> Pager:
        count = self._view.listing_length(page.subject)
        urls = _listing_urls(self._url(page.subject), count)
        return Pager(
            number=page.number,
            count=count,
            newer=urls[page.number - 2] if page.number > 1 else None,
            older=urls[page.number] if page.number < count else None,
            urls=urls,
        )

    def _title(self, page: Page, own: Mapping[str, Any]) -> str:
        match page.kind:
            case PageKind.POST | PageKind.PAGE:
                return str(own["post"].title)
            case PageKind.TERM:
                return str(own["term"].name)
            case PageKind.TERMS:
                return page.subject.capitalize()
            case PageKind.ARCHIVE:
                return "Archive"
            case PageKind.NOT_FOUND:
                return "Page not found"
            case PageKind.REDIRECT:
                return "This page has moved"
            case _:
                return ""

    def _description(self, page: Page, post: object) -> str:
        if isinstance(post, Card):
            return post.summary_text
        return self._view.facts().description if page.kind is PageKind.HOME else ""

    def _own(self, page: Page) -> dict[str, Any]:
        """The variables that only this kind of page has."""
        match page.kind:
            case PageKind.HOME:
                return self._listing(page)
            case PageKind.TERM:
                return self._term(page)
            case PageKind.TERMS:
                return {"taxonomy": page.subject, "terms_list": self.term_links(Taxonomy(page.subject))}
            case PageKind.ARCHIVE:
                return self._archive()
            case PageKind.POST | PageKind.PAGE:
                return self._article(page)
            case PageKind.REDIRECT:
                return {"target": self._url(page.subject)}
            case _:
                return {}

    def _listing(self, page: Page) -> dict[str, Any]:
        posts = self.cards(self._view.listing(page.subject, page.number))
        return {"posts": posts, "pager": self._pager(page)}

    def _term(self, page: Page) -> dict[str, Any]:
        taxonomy, _, slug = page.subject.partition("/")
        term = self._view.term(Taxonomy(taxonomy), slug)
        assert term is not None, page.subject
        link = TermLink(name=term.name, url=self._url(page.subject), count=term.count)
        return self._listing(page) | {"taxonomy": taxonomy, "term": link}

    def _archive(self) -> dict[str, Any]:
        cards = self.cards(self._view.latest(0))
        by_year = groupby(cards, key=lambda card: card.date.year if card.date else 0)
        return {"years": tuple(Year(year=year, posts=tuple(posts)) for year, posts in by_year)}

    def _article(self, page: Page) -> dict[str, Any]:
        newer, older = self._view.neighbours(page.subject)
        return {
            "post": self.article(page.subject),
            "thread": self._view.thread(page.subject),
            "newer": self._link(newer),
            "older": self._link(older),
        }

    def _link(self, key: str | None) -> Link | None:
        return Link(title=self._view.title(key), url=self._url(key)) if key else None


@lru_cache(maxsize=1)
def _listing_urls(first: str, count: int) -> tuple[str, ...]:
    """The addresses of a listing's pages; its pages are made one after another, and all show the same."""
    return tuple(first if number == 1 else f"{first}page/{number}/" for number in range(1, count + 1))


def plain_text(html: str, longest: int) -> str:
    """The words of safe markup, ended at a word with “…” if there are more than `longest` characters."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + "…"
