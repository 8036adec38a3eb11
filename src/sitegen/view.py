"""The few questions that a page may ask of a site: the one door between content and rendering.

A theme's template sees the site through these questions only. `on_answer` hears each; rendering does not
know whether anybody listens.
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import index
from typing import Protocol, TypeVar

from sitegen.model.content import (
    Contents,
    Entry,
    PlacedComment,
    PostFacts,
    Site,
    Summary,
    Taxonomy,
    Teaser,
    Term,
    TermSummary,
    Thread,
    ThreadFacts,
    all_replies,
    empty_thread,
)
from sitegen.model.documents import Plain
from sitegen.model.page import MenuLink, Plan, Redirect, Target
from sitegen.model.settings import FeedSettings, SiteFacts
from sitegen.model.theme import OptionValue
from sitegen.targets import Targets

Answer = TypeVar("Answer")
Question = tuple[str, str]
"""A question's name and its key."""

Listener = Callable[[Question], object]
"""Called with each question that is answered."""


class TextsLostError(Exception):
    """A text of the site cannot be had. No fault of the page that asks for it."""


class Texts(Protocol):
    """Where the texts are that a site's index leaves out: asked for one at a time, by key, never for all of them."""

    def contents(self, key: str) -> Contents:
        """The body of a post or page of the site."""

    def teaser(self, key: str) -> Teaser:
        """What listings show of a post or page of the site."""

    def thread(self, key: str) -> Thread:
        """The comments of a post that has a file of them."""


def _nobody(question: Question) -> None:
    """No one listens."""


class SiteView:
    """A site and its plan, as questions and answers. Answers are frozen; "there is none" is an answer too."""

    def __init__(
        self,
        *,
        site: Site,
        plan: Plan,
        targets: Targets,
        texts: Texts,
        facts: SiteFacts,
        data: Mapping[str, Plain],
        feed: FeedSettings,
        options: Mapping[str, OptionValue],
        on_answer: Listener = _nobody,
    ) -> None:
        self._site = site
        self._plan = plan
        self._texts = texts
        self._facts = facts
        self._data = data
        self._feed = feed
        self._options = dict(options)
        self._on_answer = on_answer
        self._positions = {key: position for position, key in enumerate(site.order)}
        self._terms = {
            f"{taxonomy.value}/{term.slug}": term for taxonomy, terms in site.terms.items() for term in terms
        }
        self._newest: dict[int, tuple[PlacedComment, ...]] = {}
        self._listings: dict[str, tuple[str, ...]] = {}
        for subject, pages in groupby(plan.pages, key=lambda page: page.subject):
            if subject == "home" or subject in self._terms:
                self._listings[subject] = tuple(facts.base_path + page.url.removeprefix("/") for page in pages)
        self._targets = targets

    def heard_by(self, listener: Listener) -> "SiteView":
        """The same view, with somebody who listens."""
        view = copy.copy(self)
        view._on_answer = listener  # noqa: SLF001 - its own
        return view

    def hear_again(self, questions: Iterable[Question]) -> None:
        """The listener hears questions whose answers are used once more."""
        for question in questions:
            self._on_answer(question)

    def facts(self) -> SiteFacts:
        """What the site says of itself."""
        return self._answer("facts", "", self._facts)

    def menu(self) -> tuple[MenuLink, ...]:
        """The menu."""
        return self._answer("menu", "", self._plan.menu)

    def option(self, name: str) -> OptionValue | None:
        """An option of the theme."""
        return self._answer("option", name, self._options.get(name))

    def options(self) -> tuple[str, ...]:
        """The names of the theme's options."""
        return self._answer("options", "", tuple(self._options))

    def feed_limit(self) -> int:
        """How many entries a feed carries."""
        return self._answer("feed limit", "", self._feed.limit)

    def contents(self, key: str) -> Contents | None:
        """The body of a post or page."""
        return self._answer("contents", key, self._texts.contents(key) if key in self._site.posts else None)

    def entry(self, key: str) -> Entry | None:
        """A post or page as a line in a list."""
        post = self._site.posts.get(key)
        return self._answer("entry", key, _entry(post, self._site.threads.get(key)) if post else None)

    def summary(self, key: str) -> Summary | None:
        """A post or page as listings have it."""
        post = self._site.posts.get(key)
        thread = self._site.threads.get(key)
        return self._answer("summary", key, _summary(post, self._texts.teaser(key), thread) if post else None)

    def title(self, key: str) -> str:
        """The title alone: what a neighbour says of a post. Empty if there is none."""
        post = self._site.posts.get(key)
        return self._answer("title", key, post.title if post else "")

    def thread(self, key: str) -> Thread | None:
        """The comments of a post or page."""
        facts = self._site.threads.get(key)
        return self._answer("thread", key, self._thread(facts) if facts else None)

    def listing(self, subject: str, number: int) -> tuple[str, ...]:
        """The posts on a page of a listing, by key, newest first: of `home`, or of a term such as `tags/memory`.

        Nothing on a page that the listing does not have.
        """
        first = (number - 1) * self._plan.per_page
        page = (self._members(subject) or ())[first : first + self._plan.per_page] if first >= 0 else ()
        return self._answer("listing", f"{subject} {number}", page)

    def listing_urls(self, subject: str) -> tuple[str, ...]:
        """The addresses of a listing's pages, with the site's base path; none of what is no listing."""
        return self._answer("listing urls", subject, self._listings.get(subject, ()))

    def all_posts(self) -> tuple[str, ...]:
        """Every post, by key, newest first."""
        return self._answer("all posts", "", self._site.order)

    def latest(self, most: int) -> tuple[str, ...]:
        """The newest posts, by key."""
        most = index(most)  # `true` is a number to Python, but none of our keys
        return self._answer("latest", str(most), self._site.order[: max(0, most)])

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The post after this one in time, and the one before it."""
        position = self._positions.get(key)
        order = self._site.order
        if position is None:
            return self._answer("neighbours", key, (None, None))
        newer = order[position - 1] if position else None
        older = order[position + 1] if position + 1 < len(order) else None
        return self._answer("neighbours", key, (newer, older))

    def terms(self, taxonomy: Taxonomy) -> tuple[TermSummary, ...]:
        """All terms of a taxonomy, by name."""
        return self._answer("terms", taxonomy.value, tuple(map(_term_summary, self._site.terms[taxonomy])))

    def term(self, taxonomy: Taxonomy, slug: str) -> TermSummary | None:
        """One term."""
        subject = f"{taxonomy.value}/{slug}"
        term = self._terms.get(subject)
        return self._answer("term", subject, _term_summary(term) if term else None)

    def term_name(self, taxonomy: Taxonomy, slug: str) -> str:
        """What a term is called: all that the posts which carry it say of it. Empty if there is none."""
        subject = f"{taxonomy.value}/{slug}"
        term = self._terms.get(subject)
        return self._answer("term name", subject, term.name if term else "")

    def recent_comments(self, most: int) -> tuple[PlacedComment, ...]:
        """The newest shown comments of the whole site, pings left aside; of one instant, replies come first."""
        most = index(most)
        return self._answer("recent comments", str(most), self._newest_comments(max(0, most)))

    def data(self, name: str) -> "Plain | None":
        """What data/NAME.yaml holds."""
        return self._answer("data", name, self._data.get(name))

    def url(self, subject: str) -> str | None:
        """The address of a page by its subject, as a path that begins with the site's base path."""
        address = self._plan.urls.get(subject)
        return self._answer("url", subject, address and self._facts.base_path + address.removeprefix("/"))

    def asset(self, path: str) -> str | None:
        """The address of a file that is published as it is: `style.css` of the theme, else of static/."""
        return self._answer("asset", path, self._targets.asset(path.strip("/")))

    def target(self, address: str, source: str) -> Target | None:
        """Where an address in a file of the site leads, if that is a page or file of the site.

        Relative addresses count from the source file, or from the page's own address; those that begin with `/` from
        the site's root, or from the host's where they begin with the base path. The whole address of the site's own
        pages is found too.
        """
        return self._answer("target", f"{source}\n{address}", self._targets.find(address, source))

    def addresses(self) -> tuple[tuple[str, datetime | None], ...]:
        """Every page worth finding, by subject, and when a post or page was last changed."""
        posts = [self._site.posts[key] for key in (*self._site.order, *self._site.pages)]
        listings = ["home", "archive", *(taxonomy.value for taxonomy in Taxonomy), *self._terms]
        pages = [(subject, None) for subject in listings if subject in self._plan.urls]
        return self._answer("addresses", "", (*pages, *((post.key, post.updated or post.date) for post in posts)))

    def redirects(self) -> tuple[Redirect, ...]:
        """Every old address and where it leads now."""
        return self._answer("redirects", "", self._plan.redirects)

    def _members(self, subject: str) -> tuple[str, ...] | None:
        if subject == "home":
            return self._site.order
        term = self._terms.get(subject)
        return term.posts if term else None

    def _thread(self, facts: ThreadFacts) -> Thread:
        return self._texts.thread(facts.key) if facts.source else empty_thread(facts.key, facts.status)

    def _newest_comments(self, most: int) -> tuple[PlacedComment, ...]:
        """Found once for each number, for a theme may ask on every page."""
        if most not in self._newest:
            self._newest[most] = self._found_newest(most) if most else ()
        return self._newest[most]

    def _found_newest(self, most: int) -> tuple[PlacedComment, ...]:
        """From no more threads than need be: those with the newest comments first."""
        found: list[PlacedComment] = []
        for newest, facts in self._newest_threads:
            if len(found) == most and found[-1].comment.date > newest:
                break
            found += [
                PlacedComment(post=facts.key, anchor=reply.anchor, comment=reply.comment)
                for reply in reversed(all_replies(self._thread(facts).replies))
                if reply.comment
            ]
            found.sort(key=lambda placed: (placed.comment.date, placed.post), reverse=True)
            del found[most:]
        return tuple(found)

    @cached_property
    def _newest_threads(self) -> list[tuple[datetime, ThreadFacts]]:
        """The threads with the dates of their newest comments, newest first."""
        dated = [(thread.newest, thread) for thread in self._site.threads.values() if thread.newest]
        return sorted(dated, key=lambda pair: (pair[0], pair[1].key), reverse=True)

    def _answer(self, question: str, key: str, answer: Answer) -> Answer:
        self._on_answer((question, key))
        return answer


def ask(view: SiteView, question: str, key: str) -> object:
    """The answer to a question by the name and the key with which a listener heard it."""
    return _QUESTIONS[question](view, key)


def _ask_listing(view: SiteView, key: str) -> object:
    subject, _, number = key.rpartition(" ")
    return view.listing(subject, int(number))


def _ask_term(view: SiteView, key: str) -> object:
    taxonomy, _, slug = key.partition("/")
    return view.term(Taxonomy(taxonomy), slug)


def _ask_term_name(view: SiteView, key: str) -> object:
    taxonomy, _, slug = key.partition("/")
    return view.term_name(Taxonomy(taxonomy), slug)


def _ask_target(view: SiteView, key: str) -> object:
    source, _, address = key.partition("\n")
    return view.target(address, source)


_QUESTIONS: Mapping[str, Callable[[SiteView, str], object]] = {
    "facts": lambda view, key: view.facts(),
    "menu": lambda view, key: view.menu(),
    "option": SiteView.option,
    "options": lambda view, key: view.options(),
    "feed limit": lambda view, key: view.feed_limit(),
    "contents": SiteView.contents,
    "entry": SiteView.entry,
    "summary": SiteView.summary,
    "title": SiteView.title,
    "thread": SiteView.thread,
    "listing": _ask_listing,
    "listing urls": SiteView.listing_urls,
    "all posts": lambda view, key: view.all_posts(),
    "latest": lambda view, key: view.latest(int(key)),
    "neighbours": SiteView.neighbours,
    "terms": lambda view, key: view.terms(Taxonomy(key)),
    "term": _ask_term,
    "term name": _ask_term_name,
    "recent comments": lambda view, key: view.recent_comments(int(key)),
    "data": SiteView.data,
    "url": SiteView.url,
    "asset": SiteView.asset,
    "target": _ask_target,
    "addresses": lambda view, key: view.addresses(),
    "redirects": lambda view, key: view.redirects(),
}


def _term_summary(term: Term) -> TermSummary:
    return TermSummary(taxonomy=term.taxonomy, slug=term.slug, name=term.name, count=len(term.posts))


def _entry(post: PostFacts, thread: ThreadFacts | None) -> Entry:
    return Entry(key=post.key, title=post.title, date=post.date, shown_comments=thread.shown if thread else 0)


def _summary(post: PostFacts, teaser: Teaser, thread: ThreadFacts | None) -> Summary:
    return Summary(
        key=post.key,
        source=post.source,
        title=post.title,
        date=post.date,
        updated=post.updated,
        summary=teaser.summary,
        summary_text=teaser.summary_text,
        has_more=teaser.has_more,
        tags=post.tags,
        categories=post.categories,
        authors=post.authors,
        language=teaser.language,
        image=teaser.image,
        extra=teaser.extra,
        shown_comments=thread.shown if thread else 0,
        has_thread=thread is not None,
    )
