"""What each template sees: small frozen values made of the view's answers. docs/themes.md describes every one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import urljoin

from sitegen.ground.slugs import slugify
from sitegen.model.content import Heading, Post, Summary, Taxonomy
from sitegen.model.documents import Plain
from sitegen.model.markup import Body, Html, Reference
from sitegen.model.page import Page, PageKind
from sitegen.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """The page itself. `url` is a path with the site's base path; `title` is empty on the home page."""

    kind: str
    url: str
    absolute_url: str
    title: str
    description: str
    number: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """An entry of the menu; `current` on the page that it leads to."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLink:
    """A tag or category, and how many posts carry it."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A title and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A post as listings show it."""

    key: str
    url: str
    title: str
    date: datetime | None
    updated: datetime | None
    summary: Html
    summary_text: str
    has_more: bool
    tags: tuple[TermLink, ...]
    categories: tuple[TermLink, ...]
    authors: tuple[str, ...]
    language: str
    image: str
    comment_count: int
    has_thread: bool
    extra: Mapping[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Card):
    """A post or page with its body."""

    content: Html
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A listing's pages: `number` of `count`; `newer` and `older` are addresses or None."""

    number: int
    count: int
    newer: str | None
    older: str | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The posts of a year, newest first."""

    year: int
    posts: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentComment:
    """One of the latest comments of the site; `text` is its beginning without markup."""

    url: str
    author: str
    post_title: str
    date: datetime
    text: str


class Presenter:
    """Turns the view's answers into what templates see, with every address resolved."""

    def __init__(self, view: SiteView) -> None:
        self._view = view

    def context(self, page: Page) -> dict[str, Any]:
        """The variables of a page's template."""
        own = _OWN_CONTEXT.get(page.kind, Presenter._nothing)(self, page)
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
        assert post is not None and summary is not None, key
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
        facts = self._view.facts()
        parts: list[str] = []
        for part in body:
            if isinstance(part, Html):
                parts.append(part)
                continue
            address = part.target
            if not (own_page and address.startswith("#")):
                target = self._view.target(address, source)
                if target:
                    fragment = f"#{target.fragment}" if target.fragment else ""
                    address = f"{self.path(target.url)}{target.query}{fragment}"
                if absolute:
                    own = self._view.target("", source)
                    base = facts.origin + self.path(own.url if own else "/")
                    address = urljoin(base, address)
            parts.append(escape(address, quote=False).replace('"', "&quot;"))
        return Html("".join(parts))

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
        if image is None:
            return ""
        target = self._view.target(image.target, source)
        return self.path(target.url) if target else image.target

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
        first = self._url(page.subject)
        urls = tuple(first if number == 1 else f"{first}page/{number}/" for number in range(1, count + 1))
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

    def _nothing(self, page: Page) -> dict[str, Any]:
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

    def _terms(self, page: Page) -> dict[str, Any]:
        return {"taxonomy": page.subject, "terms_list": self.term_links(Taxonomy(page.subject))}

    def _archive(self, page: Page) -> dict[str, Any]:
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

    def _redirect(self, page: Page) -> dict[str, Any]:
        return {"target": self._url(page.subject)}


_OWN_CONTEXT = {
    PageKind.HOME: Presenter._listing,
    PageKind.TERM: Presenter._term,
    PageKind.TERMS: Presenter._terms,
    PageKind.ARCHIVE: Presenter._archive,
    PageKind.POST: Presenter._article,
    PageKind.PAGE: Presenter._article,
    PageKind.REDIRECT: Presenter._redirect,
}


def plain_text(html: str, longest: int) -> str:
    """The words of safe markup, ended at a word with “…” if there are more than `longest` characters."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + "…"
