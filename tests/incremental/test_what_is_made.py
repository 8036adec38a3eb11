"""For one edit after the other: exactly the pages that are made again, and exactly the files that then differ."""

from collections.abc import Callable
from datetime import UTC, datetime
from os import utime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.incremental.blog import Blog, Disk, comment
from tests.incremental.example import NOW, built, example

POST = {day: f"2020/01/p{day:02}/index.html" for day in range(1, 13)}
HOME = ("index.html", "page/2/index.html", "page/3/index.html")
TEA = ("tags/tea/index.html", "tags/tea/page/2/index.html")
RAIN, TAGS, ARCHIVE = "tags/rain/index.html", "tags/index.html", "archive/index.html"
ABOUT, NOT_FOUND = "about/index.html", "404.html"
FEED, COMMENTS, SITEMAP, ROBOTS = "feed.xml", "comments.xml", "sitemap.xml", "robots.txt"
WITH_BODY = frozenset((*POST.values(), ABOUT))
ON_THE_BASE = WITH_BODY | {*HOME, *TEA, RAIN}
BESIDE_IT = frozenset((TAGS, ARCHIVE, NOT_FOUND))  # whose templates stand by themselves
ALL = ON_THE_BASE | BESIDE_IT | {FEED, COMMENTS, SITEMAP, ROBOTS}

NEXT_JULY = datetime(2021, 7, 1, tzinfo=UTC)
JULY_AFTER = datetime(2022, 7, 1, tzinfo=UTC)


class Case(NamedTuple):
    """An edit of the example; what is made, and what of that is the same bytes; what is copied; and the moments."""

    name: str
    edit: Callable[[Blog], object]
    made: frozenset[str]
    same: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    before: datetime = NOW
    after: datetime = NOW


def case(
    name: str,
    edit: Callable[[Blog], object],
    *made: str,
    same: tuple[str, ...] | frozenset[str] = (),
    copied: tuple[str, ...] = (),
    before: datetime = NOW,
    after: datetime | None = None,
) -> Case:
    """A row of the table; `made` without those in `same`."""
    return Case(
        name, edit, frozenset(made) | frozenset(same), frozenset(same), frozenset(copied), before, after or before
    )


def post(day: int, **fields: str) -> Callable[[Blog], object]:
    """Fields in the front matter of a post."""
    return lambda blog: blog.texts[f"posts/2020-01-{day:02}-p{day:02}"].fields.update(fields)


def said(day: int, old: str, new: str) -> Callable[[Blog], None]:
    """Other words in the body of a post."""

    def edit(blog: Blog) -> None:
        text = blog.texts[f"posts/2020-01-{day:02}-p{day:02}"]
        assert old in text.body
        text.body = text.body.replace(old, new)

    return edit


def thread(day: int, number: int, **fields: str) -> Callable[[Blog], object]:
    """Fields of one comment of a thread."""
    return lambda blog: blog.threads[f"posts/2020-01-{day:02}-p{day:02}"].comments[number].update(fields)


def answered(day: int, number: int) -> Callable[[Blog], object]:
    """One comment more."""
    return lambda blog: blog.threads[f"posts/2020-01-{day:02}-p{day:02}"].comments.append(comment(number))


def setting(**fields: str) -> Callable[[Blog], object]:
    """Other settings."""
    return lambda blog: blog.settings.update(fields)


def template(name: str, text: str) -> Callable[[Blog], object]:
    """A template of the site's own theme, new or other."""
    return lambda blog: blog.templates.update({name: text})


def base_again(blog: Blog) -> None:
    """One word more at the foot of every page."""
    blog.templates["base.html"] = blog.templates["base.html"].replace(
        "{% block colophon %}", "{% block colophon %}Word"
    )


def renamed(blog: Blog) -> None:
    """The fifth post's file gets another name, and with it another address."""
    blog.texts["posts/2020-01-05-five"] = blog.texts.pop("posts/2020-01-05-p05")


FIVE = "2020/01/five/index.html"

CASES = (
    case("nothing", lambda blog: None),
    # Posts and pages.
    case("a body after its summary", said(5, "Body", "Text"), POST[5]),
    case("a body after its summary, of a post in the feed", said(12, "Body", "Text"), POST[12], FEED),
    case("a summary", said(5, "Summary", "Short"), POST[5], HOME[1], TEA[0]),
    case("a body of a page", lambda blog: blog.texts["pages/about"].__setattr__("body", "I."), ABOUT),
    case("a title", post(5, title="New"), POST[4], POST[5], POST[6], HOME[1], TEA[0], ARCHIVE),
    case(
        "the title of the newest post, with the newest comment",
        post(12, title="New"),
        *(POST[11], POST[12], HOME[0], ARCHIVE, FEED, COMMENTS, NOT_FOUND),
    ),
    case("a tag that others have", post(9, tags="[Rain]"), POST[9], RAIN, TAGS, same=(HOME[0],)),
    case("a new tag", post(9, tags="[Wind]"), POST[9], TAGS, "tags/wind/index.html", SITEMAP, same=(HOME[0],)),
    case("a rare spelling of a tag", post(6, tags="[Tea, RAIN]"), same=(POST[6], HOME[1], TEA[0], RAIN)),
    case("an hour", post(5, date="2020-01-05 10:00"), POST[5], ARCHIVE, SITEMAP, HOME[1], TEA[0]),
    case(
        "a date before another post's",
        post(5, date="2020-01-06 10:00"),
        *(POST[4], POST[5], POST[6], POST[7], HOME[1], TEA[0], ARCHIVE, SITEMAP),
    ),
    case("an update", post(5, updated="2020-02-02"), POST[5], SITEMAP, same=(HOME[1], TEA[0])),
    case("an author", post(5, author="Bo"), POST[5], same=(HOME[1], TEA[0])),
    case("an expiry to come", post(5, expires="2022-01-01")),
    case("an alias", post(5, aliases="[/old/]"), "old/index.html", "_redirects"),
    case(
        "a slug of a post in the feed, to which a page links",
        post(12, slug="twelve"),
        *("2020/01/twelve/index.html", POST[11], HOME[0], FEED, COMMENTS, SITEMAP, ABOUT),
        same=(ARCHIVE, NOT_FOUND),
    ),
    case("another file name", renamed, FIVE, POST[4], POST[6], HOME[1], TEA[0], SITEMAP, same=(ARCHIVE,)),
    case("a draft's body", lambda blog: blog.texts["posts/2020-12-01-draft"].__setattr__("body", "New.")),
    case(
        "a draft published",
        lambda blog: blog.texts["posts/2020-12-01-draft"].fields.pop("draft"),
        *("2020/12/draft/index.html", POST[12], *HOME, ARCHIVE, FEED, SITEMAP, NOT_FOUND),
    ),
    case(
        "a future post's moment",
        lambda blog: None,
        *("2021/06/later/index.html", POST[12], *HOME, ARCHIVE, FEED, SITEMAP, NOT_FOUND),
        after=NEXT_JULY,
    ),
    case(
        "an expiry's moment",
        lambda blog: None,
        *(POST[2], POST[4], HOME[2], *TEA, TAGS, ARCHIVE, SITEMAP),
        before=NEXT_JULY,
        after=JULY_AFTER,
    ),
    case("a moment like any other", lambda blog: None, before=NEXT_JULY, after=datetime(2021, 8, 1, tzinfo=UTC)),
    # Comments.
    case("a comment's words", thread(1, 0, body="Other."), POST[1]),
    case("the words of one of the newest comments", thread(6, 1, body="Other."), POST[6], COMMENTS, HOME[0]),
    case("the words of one that only the feed has", thread(6, 0, body="Other."), POST[6], COMMENTS),
    case("a comment answers another", thread(1, 1, parent='"1"'), POST[1]),
    case("one comment more", answered(1, 4), POST[1], HOME[2], TEA[1], same=(ARCHIVE,)),
    case(
        "the newest comment of the site", answered(12, 30), POST[12], HOME[0], COMMENTS, FEED, same=(ARCHIVE, NOT_FOUND)
    ),
    case("a withheld comment's words", thread(12, 1, body="Other.")),
    case("why a comment is withheld", thread(12, 1, status="pending"), same=(POST[12],)),
    case("a comment is withheld", thread(1, 0, status="spam"), POST[1], HOME[2], TEA[1], same=(ARCHIVE,)),
    case("a thread is open", lambda blog: blog.threads["posts/2020-01-01-p01"].fields.update(status="open"), POST[1]),
    case("a thread is open, says its post", post(1, comments="open"), POST[1]),
    case("a thread without comments", post(2, comments="open"), POST[2], same=(HOME[2], TEA[1])),
    # Settings, data, the theme.
    case("a title of all", setting(title="Tides"), *ON_THE_BASE, FEED, COMMENTS, same=BESIDE_IT | {SITEMAP, ROBOTS}),
    case("a menu", setting(menu="[]"), *ON_THE_BASE, same=BESIDE_IT),
    case("the length of feeds", setting(feed="{limit: 2}"), FEED, COMMENTS),
    case("posts on a page", setting(per_page="6"), *HOME[:2], *TEA),
    case("quotation marks where there are none", setting(smart_quotes="false")),
    case("comments' anchors", setting(comments="{anchor: 'c{id}'}"), POST[1], POST[6], POST[12], HOME[0], COMMENTS),
    case("an option that every page asks for", setting(theme_options="{motto: Hm, recent_comments: 2}"), *ON_THE_BASE),
    case("an option of the home pages", setting(theme_options="{recent_comments: 1}"), HOME[0], same=HOME[1:]),
    case("an option of one page", setting(theme_options="{side: x, recent_comments: 2}"), NOT_FOUND),
    case("a data file", lambda blog: blog.data.update(team="{name: Cy}"), ABOUT),
    case("a data file that nobody reads", lambda blog: blog.data.update(unused="{name: Cy}")),
    case("the base template", base_again, *ON_THE_BASE, same=(NOT_FOUND,)),
    case("a leaf", template("page.html", '{% extends "default/page.html" %}'), ABOUT, same=(NOT_FOUND,)),
    case("an included template", template("bits/term.html", "{{ term.url }}"), *TEA, RAIN, same=(NOT_FOUND,)),
    case("a macro", template("macros.html", "{% macro entries(years) %}{% endmacro %}"), ARCHIVE, same=(NOT_FOUND,)),
    case("a template that was looked for", template("first.html", "First."), TAGS, same=(NOT_FOUND,)),
    case("an empty one that was looked for", template("first.html", ""), same=(TAGS, NOT_FOUND)),
    case("one whose name is made at run time", template("sides/left.html", "Links."), NOT_FOUND),
    case("one that takes the place of the default theme's", template("comment.html", "-"), POST[1], POST[6], POST[12],
         same=(WITH_BODY | {NOT_FOUND}) - {POST[1], POST[6], POST[12]}),
    case("a template that nobody names", template("unused.html", "-"), same=(NOT_FOUND,)),
    # Files that are published as they are.
    case("a static file", lambda blog: blog.static.update({"photo.svg": b"<SVG/>"}), copied=("photo.svg",)),
    case("a new static file", lambda blog: blog.static.update({"new.svg": b""}), copied=("new.svg",)),
    case("one looked for", lambda blog: blog.static.update({"more.css": b""}), NOT_FOUND, copied=("more.css",)),
    case("an asset", lambda blog: blog.assets.update({"site.css": b"b {}"}), copied=("assets/site.css",)),
    case("one that takes the place of the default theme's style", lambda blog: blog.assets.update({"style.css": b""}),
         copied=("assets/style.css",)),
)  # fmt: skip


@pytest.mark.parametrize("row", CASES, ids=lambda row: row.name)
def test_exactly(tmp_path: Path, row: Case) -> None:
    """What an edit concerns is made again, and nothing else; what is the same bytes is not written."""
    blog, disk = example(), Disk(tmp_path / "site")
    disk.write(blog.files())
    built(disk.root, now=row.before)
    row.edit(blog)
    disk.write(blog.files())
    report = built(disk.root, now=row.after)
    assert sorted(report.made) == sorted(row.made)
    assert report.published is not None
    assert sorted(report.published.written) == sorted((row.made - row.same) | row.copied)
    assert built(disk.root, now=row.after).made == {}


def test_an_output_file_that_is_gone_or_altered(tmp_path: Path) -> None:
    """It is made again, and no other page; what is published as it is, is copied again."""
    disk = Disk(tmp_path / "site")
    disk.write(example().files())
    built(disk.root)
    for path in (POST[5], FEED, "photo.svg", "assets/style.css"):
        file = disk.root / "output" / path
        for spoil in (file.unlink, lambda file=file: file.write_bytes(file.read_bytes()[::-1])):
            spoil()
            report = built(disk.root)
            assert set(report.made) == {path} & ALL
            assert report.published is not None
            assert report.published.written == (path,)


def test_touched(tmp_path: Path) -> None:
    """New dates alone mean nothing, neither of sources nor of what was made."""
    disk = Disk(tmp_path / "site")
    disk.write(example().files())
    built(disk.root)
    for file in [file for file in disk.root.rglob("*") if file.is_file() and ".sitegen" not in file.as_posix()]:
        utime(file)
    report = built(disk.root)
    assert report.made == {}
    assert report.published is not None
    assert report.published.written == ()
