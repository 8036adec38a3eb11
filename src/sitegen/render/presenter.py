"""Turns the view's answers into the values that templates see, every address resolved."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any
from urllib.parse import quote, urljoin

from sitegen.ground.slugs import slugify
from sitegen.ground.words import shortened
from sitegen.model.content import Summary, Taxonomy
from sitegen.model.markup import Body, Html, Reference
from sitegen.model.page import Page, PageKind
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
    TermName,
    Year,
)
from sitegen.view import SiteView


class Presenter:
    """Asks a view, and answers in the types of `contexts`."""

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

    def entry(self, key: str) -> Entry:
        """A post for a list of titles."""
        entry = self._view.entry(key)
        assert entry is not None, key
        return Entry(
            key=key, url=self._url(key), title=entry.title, date=entry.date, comment_count=entry.shown_comments
        )

    def article(self, key: str) -> Article:
        """A post with its body."""
        contents, summary = self._view.contents(key), self._view.summary(key)
        assert contents is not None, key
        assert summary is not None, key
        content = self.markup(contents.content, contents.source, own_page=True)
        fields = self._card_fields(summary)
        return Article(
            **fields,
            content=content,
            headings=contents.headings,
            image_in_content=f'"{_attribute(fields["image"])}"' in content,
        )

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
                url=f"{self._url(placed.post)}#{fragment(placed.anchor)}",
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
            parts.append(_attribute(address))
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

    def _image(self, image: Reference | str | None, source: str) -> str:
        return self._resolved(image.target, source) if isinstance(image, Reference) else image or ""

    def _terms_of(self, taxonomy: Taxonomy, names: tuple[str, ...]) -> tuple[TermName, ...]:
        slugs = dict.fromkeys(_slug(name) for name in names if name.strip())
        named = [(slug, name) for slug in slugs if (name := self._view.term_name(taxonomy, slug))]
        return tuple(TermName(name=name, url=self._url(f"{taxonomy.value}/{slug}")) for slug, name in named)

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
                return {"target": self._url(page.subject)}
            case _:
                return {}

    def _listing(self, page: Page) -> dict[str, Any]:
        posts = tuple(self.card(key) for key in self._view.listing(page.subject, page.number))
        return {"posts": posts, "pager": self._pager(page)}

    def _term(self, page: Page) -> dict[str, Any]:
        taxonomy, _, slug = page.subject.partition("/")
        term = self._view.term(Taxonomy(taxonomy), slug)
        assert term is not None, page.subject
        link = TermLink(name=term.name, url=self._url(page.subject), count=term.count)
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
        return Link(title=self._view.title(key), url=self._url(key)) if key else None


def fragment(anchor: str) -> str:
    """An anchor as a fragment (RFC 3986, 3.5)."""
    return quote(anchor, safe="!$&'()*+,;=:@/?~")


def plain_text(html: str, longest: int) -> str:
    """The words of safe markup, ended at a word with “…” if there are more than `longest` characters."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return shortened(text, longest)


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """Few names stand in many posts."""
    return slugify(name)


def _attribute(address: str) -> str:
    """An address as the value of an attribute in double quotes."""
    return escape(address, quote=False).replace('"', "&quot;")
