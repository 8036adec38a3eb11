"""Turns the view's answers into the values that templates see, every address resolved."""

import re
from collections.abc import Mapping
from dataclasses import fields
from html import unescape
from typing import Any
from urllib.parse import quote

from sitegen.ground.words import shortened
from sitegen.model.content import Taxonomy
from sitegen.model.markup import Body, Html
from sitegen.model.page import Page, PageKind
from sitegen.render.addresses import Addresses, as_attribute
from sitegen.render.cards import Cards
from sitegen.render.contexts import (
    Article,
    Card,
    Entry,
    Link,
    MenuItem,
    PageInfo,
    Pager,
    RecentComment,
    TermLink,
    Year,
)
from sitegen.view import SiteView

_OF_A_CARD = tuple(field.name for field in fields(Card))


class Presenter:
    """Asks a view, and answers in the types of `contexts`."""

    def __init__(self, view: SiteView) -> None:
        self._view = view
        self._addresses = Addresses(view)
        self._cards = Cards(view)

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
        return self._addresses.path(url)

    def card(self, key: str) -> Card:
        """A post for a listing."""
        return self._cards.card(key)

    def entry(self, key: str) -> Entry:
        """A post for a list of titles."""
        entry = self._view.entry(key)
        assert entry is not None, key
        return Entry(
            key=key,
            url=self._addresses.url(key),
            title=entry.title,
            date=entry.date,
            comment_count=entry.shown_comments,
        )

    def article(self, key: str) -> Article:
        """A post with its body."""
        contents, card = self._view.contents(key), self._cards.card(key)
        assert contents is not None, key
        content = self.markup(contents.content, contents.source, own_page=True)
        return Article(
            **{name: getattr(card, name) for name in _OF_A_CARD},
            content=content,
            headings=contents.headings,
            image_in_content=f'"{as_attribute(card.image)}"' in content,
        )

    def term_links(self, taxonomy: Taxonomy) -> tuple[TermLink, ...]:
        """All terms of a taxonomy."""
        return tuple(
            TermLink(name=term.name, url=self._addresses.url(f"{taxonomy.value}/{term.slug}"), count=term.count)
            for term in self._view.terms(taxonomy)
        )

    def recent_comments(self, most: int) -> tuple[RecentComment, ...]:
        """The latest comments of the site."""
        return tuple(
            RecentComment(
                url=f"{self._addresses.url(placed.post)}#{fragment(placed.anchor)}",
                author=placed.comment.author.name,
                post_title=self._view.title(placed.post),
                date=placed.comment.date,
                text=plain_text(placed.comment.body, 140),
            )
            for placed in self._view.recent_comments(most)
        )

    def markup(self, body: Body, source: str, *, own_page: bool, absolute: bool = False) -> Html:
        """A body with its references resolved, as `Addresses` has it."""
        return self._addresses.markup(body, source, own_page=own_page, absolute=absolute)

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
        urls = self._view.listing_urls(page.subject)
        return Pager(
            number=page.number,
            count=len(urls),
            newer=urls[page.number - 2] if page.number > 1 else None,
            older=urls[page.number] if page.number < len(urls) else None,
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
                return {"target": self._addresses.url(page.subject)}
            case _:
                return {}

    def _listing(self, page: Page) -> dict[str, Any]:
        posts = tuple(self.card(key) for key in self._view.listing(page.subject, page.number))
        return {"posts": posts, "pager": self._pager(page)}

    def _term(self, page: Page) -> dict[str, Any]:
        taxonomy, _, slug = page.subject.partition("/")
        term = self._view.term(Taxonomy(taxonomy), slug)
        assert term is not None, page.subject
        link = TermLink(name=term.name, url=self._addresses.url(page.subject), count=term.count)
        return self._listing(page) | {"taxonomy": taxonomy, "term": link}

    def _archive(self) -> dict[str, Any]:
        by_year: dict[int, list[Entry]] = {}
        for entry in map(self.entry, self._view.all_posts()):
            by_year.setdefault(entry.date.year if entry.date else 0, []).append(entry)
        years = sorted(by_year, reverse=True)  # each date is in its own offset: two near New Year may cross
        return {"years": tuple(Year(year=year, posts=tuple(by_year[year])) for year in years)}

    def _article(self, page: Page) -> dict[str, Any]:
        newer, older = self._view.neighbours(page.subject)
        return {
            "post": self.article(page.subject),
            "thread": self._view.thread(page.subject),
            "newer": self._link(newer),
            "older": self._link(older),
        }

    def _link(self, key: str | None) -> Link | None:
        return Link(title=self._view.title(key), url=self._addresses.url(key)) if key else None


def fragment(anchor: str) -> str:
    """An anchor as a fragment (RFC 3986, 3.5)."""
    return quote(anchor, safe="!$&'()*+,;=:@/?~")


def plain_text(html: str, longest: int) -> str:
    """The words of safe markup, ended at a word with “…” if there are more than `longest` characters."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return shortened(text, longest)
