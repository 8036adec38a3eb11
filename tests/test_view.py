"""The one door to a site: every question, its answer, and that the listener hears both."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sitegen.model.content import CommentFile, Contents, Entry, TermSummary
from sitegen.model.content import Taxonomy as By
from sitegen.model.documents import CommentStatus, CommentType
from sitegen.model.page import Copy, MenuLink, Redirect
from sitegen.view import _QUESTIONS, Question, SiteView, ask
from tests.plan.sites import MARCH, a_post, settings_for, viewed
from tests.resolve.notation import a_comment, comment_file

DAY = timedelta(days=1)
# Every method of the view is a question, but for those that are about who listens.
METHODS = {name for name in vars(SiteView) if not name.startswith("_")} - {"heard_by", "hear_again"}
POSTS = (
    a_post("posts/c", date=MARCH + 2 * DAY, tags=["Memory", "x"]),
    a_post("posts/b", date=MARCH + DAY, tags=["Memory"], categories=["Old"]),
    a_post("posts/a", date=MARCH, tags=["Memory"], aliases=["/?p=1"]),
    a_post("pages/about", title="About"),
)
STATIC = ("icon.svg", "style.css", "a b.txt")
ASSETS = (Copy(path="assets/style.css", source="style.css", theme="default"),)


def thread_of(key: str, *minutes: int) -> CommentFile:
    """A thread of comments, which have their minute as id, and of a ping and a withheld comment."""
    comments = [a_comment(str(minute), minute=minute) for minute in minutes]
    others = [
        a_comment("ping", minute=99, type=CommentType.PINGBACK),
        a_comment("spam", minute=99, status=CommentStatus.SPAM),
    ]
    return replace(comment_file([*comments, *others]), key=key)


@pytest.fixture
def heard() -> list[Question]:
    """What the listener of `view` heard."""
    return []


@pytest.fixture
def view(heard: list[Question]) -> SiteView:
    """A site below a path, two posts a page."""
    return viewed(
        *POSTS,
        settings=settings_for("https://example.org/blog/", per_page=2),
        static=STATIC,
        copies=ASSETS,
        threads=[thread_of("posts/a", 1, 5, 3), thread_of("posts/b", 4)],
        data={"links": ["x"]},
        options={"colour": "blue", "wide": True},
        on_answer=heard.append,
    )


def test_facts_menu_and_data(view: SiteView) -> None:
    """What the site says of itself, and what its owner wrote down."""
    assert view.facts().base_path == "/blog/"
    assert view.menu() == (
        MenuLink(title="Archive", url="/archive/"),
        MenuLink(title="Categories", url="/categories/"),
        MenuLink(title="Tags", url="/tags/"),
        MenuLink(title="About", url="/about/"),
    )
    assert (view.data("links"), view.data("nothing")) == (["x"], None)


def test_options_and_the_feed(view: SiteView) -> None:
    """What the owner has chosen of the theme, by name, and how long feeds are."""
    assert view.options() == ("colour", "wide")
    assert (view.option("colour"), view.option("wide"), view.option("nothing")) == ("blue", True, None)
    assert viewed().options() == ()
    assert view.feed_limit() == 7


def test_posts(view: SiteView) -> None:
    """Whole, in short, and by title alone."""
    a = POSTS[2]
    assert view.contents("posts/a") == Contents(source=a.source, content=a.content, headings=a.headings)
    assert view.contents("posts/nothing") is None
    assert view.entry("posts/a") == Entry(key="posts/a", title=a.title, date=a.date, shown_comments=3)
    assert view.entry("posts/nothing") is None
    summary = view.summary("posts/a")
    assert summary is not None
    assert (summary.key, summary.title, summary.tags, summary.shown_comments, summary.has_thread) == (
        "posts/a",
        "a",
        ("Memory",),
        3,
        True,
    )
    without = view.summary("posts/c")
    assert without is not None
    assert (without.shown_comments, without.has_thread) == (0, False)
    assert view.summary("posts/nothing") is None
    assert (view.title("pages/about"), view.title("pages/nothing")) == ("About", "")


def test_threads(view: SiteView) -> None:
    """Of posts that have one."""
    thread = view.thread("posts/a")
    assert thread is not None
    assert (thread.shown, thread.pinged) == (3, 1)
    assert view.thread("posts/c") is None
    assert view.thread("posts/nothing") is None


def test_listings(view: SiteView) -> None:
    """Two posts a page; nothing where there is no page, or no listing."""
    assert [view.listing("home", number) for number in (-1, 0, 1, 2, 3)] == [
        (),
        (),
        ("posts/c", "posts/b"),
        ("posts/a",),
        (),
    ]
    assert view.listing("tags/memory", 2) == ("posts/a",)
    assert view.listing("tags/nothing", 1) == ()
    subjects = ("home", "tags/memory", "tags/x", "tags/nothing", "nothing")
    assert [len(view.listing_urls(subject)) for subject in subjects] == [2, 2, 1, 0, 0]
    assert len(viewed().listing_urls("home")) == 1


def test_latest(view: SiteView) -> None:
    """All of them for 0."""
    assert [view.latest(most) for most in (1, 2, 9)] == [
        ("posts/c",),
        ("posts/c", "posts/b"),
        ("posts/c", "posts/b", "posts/a"),
    ]
    assert view.latest(0) == view.latest(-1) == ()
    assert view.all_posts() == view.latest(9)


def test_neighbours(view: SiteView) -> None:
    """Newer, then older; pages have none."""
    assert view.neighbours("posts/c") == (None, "posts/b")
    assert view.neighbours("posts/b") == ("posts/c", "posts/a")
    assert view.neighbours("posts/a") == ("posts/b", None)
    assert view.neighbours("pages/about") == view.neighbours("posts/nothing") == (None, None)


def test_terms(view: SiteView) -> None:
    """With how many posts carry them."""
    memory = TermSummary(taxonomy=By.TAGS, slug="memory", name="Memory", count=3)
    assert view.terms(By.TAGS) == (memory, TermSummary(taxonomy=By.TAGS, slug="x", name="x", count=1))
    assert view.term(By.TAGS, "memory") == memory
    assert view.term(By.CATEGORIES, "memory") is None
    assert viewed().terms(By.TAGS) == ()


def test_recent_comments(view: SiteView) -> None:
    """Of the whole site, newest first, neither pings nor what is withheld."""
    assert [(placed.post, placed.anchor) for placed in view.recent_comments(9)] == [
        ("posts/a", "comment-5"),
        ("posts/b", "comment-4"),
        ("posts/a", "comment-3"),
        ("posts/a", "comment-1"),
    ]
    assert [placed.comment.id for placed in view.recent_comments(1)] == ["5"]
    assert view.recent_comments(0) == view.recent_comments(-1) == ()


def test_addresses(view: SiteView) -> None:
    """Of pages by their subject, of files by their path, with the base path."""
    assert view.url("home") == "/blog/"
    assert view.url("posts/a") == "/blog/2011/03/a/"
    assert view.url("tags/memory") == "/blog/tags/memory/"
    assert view.url("nothing") is None
    assert view.asset("style.css") == "/blog/assets/style.css"
    assert view.asset("icon.svg") == view.asset("/icon.svg") == "/blog/icon.svg"
    assert view.asset("a b.txt") == "/blog/a%20b.txt"
    for path in ("nothing.css", "../style.css", "index.html", "feed.xml", ""):
        assert view.asset(path) is None, path


def test_what_is_worth_finding(view: SiteView) -> None:
    """Every page by its subject, but no later pages of listings and no redirects."""
    listings: list[tuple[str, datetime | None]] = [
        ("home", None),
        ("archive", None),
        ("tags", None),
        ("categories", None),
        ("tags/memory", None),
        ("tags/x", None),
        ("categories/old", None),
    ]
    posts = [(post.key, post.date) for post in POSTS]
    assert list(view.addresses()) == [*listings, *posts]
    assert view.redirects() == (Redirect(old="/?p=1", new="/2011/03/a/"),)


@pytest.fixture
def answers(view: SiteView) -> dict[tuple[str, str], object]:
    """The answer to each kind of question, also that there is none, by its name and key."""
    return {
        ("facts", ""): view.facts(),
        ("menu", ""): view.menu(),
        ("option", "wide"): view.option("wide"),
        ("option", "nothing"): view.option("nothing"),
        ("options", ""): view.options(),
        ("feed limit", ""): view.feed_limit(),
        ("contents", "posts/a"): view.contents("posts/a"),
        ("contents", "posts/nothing"): view.contents("posts/nothing"),
        ("entry", "posts/a"): view.entry("posts/a"),
        ("term name", "tags/memory"): view.term_name(By.TAGS, "memory"),
        ("all posts", ""): view.all_posts(),
        ("summary", "posts/a"): view.summary("posts/a"),
        ("title", "posts/a"): view.title("posts/a"),
        ("thread", "posts/a"): view.thread("posts/a"),
        ("thread", "posts/c"): view.thread("posts/c"),
        ("listing", "tags/memory 2"): view.listing("tags/memory", 2),
        ("listing", "home -1"): view.listing("home", -1),
        ("listing urls", "home"): view.listing_urls("home"),
        ("latest", "2"): view.latest(2),
        ("neighbours", "posts/a"): view.neighbours("posts/a"),
        ("terms", "tags"): view.terms(By.TAGS),
        ("term", "tags/x"): view.term(By.TAGS, "x"),
        ("recent comments", "3"): view.recent_comments(3),
        ("data", "nothing"): view.data("nothing"),
        ("data", "links"): view.data("links"),
        ("url", "home"): view.url("home"),
        ("asset", "nothing"): view.asset("nothing"),
        ("asset", "a b.txt"): view.asset("a b.txt"),
        ("target", "content/posts/a.md\nb.md"): view.target("b.md", "content/posts/a.md"),
        ("target", "content/posts/a.md\nb.md\n#x"): view.target("b.md\n#x", "content/posts/a.md"),
        ("addresses", ""): view.addresses(),
        ("redirects", ""): view.redirects(),
    }


def test_the_listener_hears_each_question_with_its_key(
    view: SiteView, heard: list[Question], answers: dict[tuple[str, str], object]
) -> None:
    """Also that there is none; a question and its key name the answer."""
    assert heard == list(answers)
    assert {question.replace(" ", "_") for question, _ in answers} == METHODS


def test_what_was_heard_can_be_asked_again(view: SiteView, answers: dict[tuple[str, str], object]) -> None:
    """So the next build finds out whether a page is still what it was."""
    assert {(question, key): ask(view, question, key) for question, key in answers} == answers
    assert {question.replace(" ", "_") for question in _QUESTIONS} == METHODS


def test_only_who_listens_hears(view: SiteView, heard: list[Question]) -> None:
    """The same view with another listener."""
    others: list[Question] = []
    assert view.heard_by(others.append).title("posts/a") == "a"
    assert (others, heard) == ([("title", "posts/a")], [])
    assert view.title("posts/a") == "a"
    assert heard == others
    view.hear_again(others)
    assert heard == 2 * others
