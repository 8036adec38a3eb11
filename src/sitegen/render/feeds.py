"""Atom feeds (RFC 4287) of posts and of comments; replies are threaded after RFC 4685."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from sitegen.ground.dates import format_date
from sitegen.model.content import PlacedComment
from sitegen.model.settings import SiteFacts
from sitegen.render.presenter import Presenter, fragment
from sitegen.render.xml import add, serialized
from sitegen.view import SiteView

ATOM = "http://www.w3.org/2005/Atom"
THREADING = "http://purl.org/syndication/thread/1.0"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def posts_feed(view: SiteView, presenter: Presenter, limit: int) -> bytes:
    """The newest posts, whole."""
    facts = view.facts()
    keys = view.latest(limit)
    cards = [presenter.card(key) for key in keys]
    updated = max((card.updated or card.date or _NEVER for card in cards), default=_NEVER)
    feed = _feed(view, "posts-feed", facts.title, updated)
    for card in cards:
        contents, date = view.contents(card.key), card.date or _NEVER
        assert contents is not None, card.key
        address = facts.origin + card.url
        entry = add(feed, "entry")
        add(entry, "title", card.title)
        add(entry, "link", rel="alternate", type="text/html", href=address)
        if card.has_thread:
            count = str(card.comment_count)
            add(entry, "link", rel="replies", type="text/html", href=f"{address}#comments", thr__count=count)
        add(entry, "id", address)
        add(entry, "published", format_date(date))
        add(entry, "updated", format_date(card.updated or date))
        for author in card.authors:
            add(add(entry, "author"), "name", author)
        for term in (*card.categories, *card.tags):
            add(entry, "category", term=term.name)
        if card.summary_text:
            add(entry, "summary", card.summary_text)
        content = presenter.markup(contents.content, contents.source, own_page=False, absolute=True)
        add(entry, "content", content, type="html", **({"xml__lang": card.language} if card.language else {}))
    return serialized(feed)


def comments_feed(view: SiteView, limit: int) -> bytes:
    """The newest comments of the whole site."""
    facts = view.facts()
    placed = view.recent_comments(limit)
    updated = max((each.comment.updated or each.comment.date for each in placed), default=_NEVER)
    feed = _feed(view, "comments-feed", f"Comments on {facts.title}", updated)
    for each in placed:
        _comment_entry(feed, view, facts, each)
    return serialized(feed)


def _comment_entry(feed: Element, view: SiteView, facts: SiteFacts, placed: PlacedComment) -> None:
    comment = placed.comment
    post = f"{facts.origin}{view.url(placed.post)}"
    address = f"{post}#{fragment(placed.anchor)}"
    name = comment.author.name or "Anonymous"
    entry = add(feed, "entry")
    add(entry, "title", f"{name} on {view.title(placed.post)}")
    add(entry, "link", rel="alternate", type="text/html", href=address)
    add(entry, "id", address)
    add(entry, "published", format_date(comment.date))
    add(entry, "updated", format_date(comment.updated or comment.date))
    author = add(entry, "author")
    add(author, "name", name)
    if comment.author.url:
        add(author, "uri", comment.author.url)
    add(entry, "thr:in-reply-to", ref=post, href=post, type="text/html")
    add(entry, "content", comment.body, type="html")


def _feed(view: SiteView, own: str, title: str, updated: datetime) -> Element:
    facts = view.facts()
    feed = Element("feed", {"xmlns": ATOM, "xmlns:thr": THREADING, "xml:lang": facts.language})
    add(feed, "title", title)
    if facts.subtitle:
        add(feed, "subtitle", facts.subtitle)
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{facts.origin}{view.url(own)}")
    add(feed, "link", rel="alternate", type="text/html", href=f"{facts.origin}{view.url('home')}")
    add(feed, "id", f"{facts.origin}{view.url(own)}")
    add(feed, "updated", format_date(updated))
    add(add(feed, "author"), "name", facts.author or facts.title)
    if facts.copyright:
        add(feed, "rights", facts.copyright)
    return feed
