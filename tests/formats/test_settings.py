from datetime import UTC, datetime, timedelta

import pytest

from sitegen.formats.settings import parse_settings
from sitegen.ground.sources import Source
from sitegen.model.settings import (
    CommentSettings,
    FeedSettings,
    MenuEntry,
    Settings,
    SiteFacts,
    ThemeChoice,
)
from tests.formats.told import Refused, Told, told


def test_title_and_address_are_enough() -> None:
    """Everything else has a default."""
    assert parse_settings(Source("sitegen.yaml", "title: x\nurl: https://example.org\n")) == (
        Settings(site=SiteFacts(title="x", url="https://example.org/")),
        [],
    )


def test_every_setting() -> None:
    """Each field of sitegen.yaml arrives where it belongs."""
    text = """\
title: A
subtitle: B
description: C
url: https://example.org/blog
timezone: UTC
language: pt_BR
author: D
copyright: E
date_format: short
permalink: /{category}/{author}/{id}/
per_page: 10
smart_quotes: off
menu:
- {title: F, url: /}
comments: {depth: 3, anchor: "c{id}"}
feed: {limit: 5}
theme: mine
theme_options: {hue: red, wide: true}
extra: {a: [b]}
"""
    source = Source("sitegen.yaml", text)
    settings, diagnostics = parse_settings(source)
    assert diagnostics == []
    assert settings == Settings(
        site=SiteFacts(
            title="A",
            subtitle="B",
            description="C",
            url="https://example.org/blog/",
            language="pt-BR",
            author="D",
            copyright="E",
            date_format="short",
            extra={"a": ("b",)},
        ),
        timezone=UTC,
        permalink="/{category}/{author}/{id}/",
        per_page=10,
        smart_quotes=False,
        menu=(MenuEntry(title="F", url="/"),),
        comments=CommentSettings(depth=3, anchor="c{id}"),
        feed=FeedSettings(limit=5),
        theme=ThemeChoice(name="mine", options={"hue": "red", "wide": "true"}),
    )
    assert settings.marks == {
        "theme": source.at(17, 8),
        "theme_options": source.at(18, 16),
        "theme_options.hue": source.at(18, 22),
        "theme_options.wide": source.at(18, 33),
        "menu[0]": source.at(14, 19),
    }


def test_an_empty_menu_is_not_the_same_as_none() -> None:
    """Without `menu:` the theme makes one; an empty one is wanted."""
    said, _ = parse_settings(Source("sitegen.yaml", "title: x\nurl: https://example.org\nmenu: []\n"))
    assert said is not None
    assert said.menu == ()


def test_the_time_zone_has_rules() -> None:
    """Summer time is known."""
    settings, _ = parse_settings(Source("f", "title: x\nurl: https://example.org\ntimezone: Europe/Berlin\n"))
    assert settings is not None
    assert datetime(2011, 7, 1, tzinfo=settings.timezone).utcoffset() == timedelta(hours=2)


REFUSED: Refused = {
    "empty": (
        "",
        Told("", "empty-file", "the file is empty", "write “title: …” and “url: …”"),
    ),
    "only comments": (
        "# a\n",
        Told("", "empty-file", "the file is empty", "write “title: …” and “url: …”"),
    ),
    "list": (
        "- a\n",
        Told("1:1", "wrong-type", "settings: expected a mapping, not a list", "write “title: …” and “url: …”"),
    ),
    "nothing said": (
        "{}\n",
        Told("1:1", "missing-field", "title: is missing", "write “title: …”"),
        Told(
            "1:1",
            "missing-field",
            "url: is missing",
            "write the address at which the site will live: “url: https://example.org/”",
        ),
    ),
    "no url": (
        "title: x\n",
        Told(
            "1:1",
            "missing-field",
            "url: is missing",
            "write the address at which the site will live: “url: https://example.org/”",
        ),
    ),
    "empty url": (
        'title: x\nurl: ""\n',
        Told(
            "2:6",
            "wrong-value",
            "url: “” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "url list": (
        "title: x\nurl: [a]\n",
        Told("2:6", "wrong-type", "url: expected text, not a list"),
    ),
    "not an address": (
        "title: x\nurl: example.org\n",
        Told(
            "2:6",
            "wrong-value",
            "url: “example.org” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "ftp": (
        "title: x\nurl: ftp://example.org/\n",
        Told(
            "2:6",
            "wrong-value",
            "url: “ftp://example.org/” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "query": (
        "title: x\nurl: https://example.org/?a\n",
        Told(
            "2:6",
            "wrong-value",
            "url: “https://example.org/?a” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "port": (
        "title: x\nurl: https://example.org:x/\n",
        Told(
            "2:6",
            "wrong-value",
            "url: “https://example.org:x/” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "bracket": (
        'title: x\nurl: "https://[::1"\n',
        Told(
            "2:6",
            "wrong-value",
            "url: “https://[::1” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "zone": (
        "title: x\nurl: https://example.org\ntimezone: Europe/Berln\n",
        Told(
            "3:11",
            "wrong-value",
            "timezone: “Europe/Berln” is not a time zone",
            "did you mean “Europe/Berlin”?",
        ),
    ),
    "zone far": (
        "title: x\nurl: https://example.org\ntimezone: ../../etc/passwd\n",
        Told(
            "3:11",
            "wrong-value",
            "timezone: “../../etc/passwd” is not a time zone",
            "write it like Europe/Berlin",
        ),
    ),
    "zone of a city": (
        "title: x\nurl: https://example.org\ntimezone: Berlin\n",
        Told("3:11", "wrong-value", "timezone: “Berlin” is not a time zone", "did you mean “Europe/Berlin”?"),
    ),
    "language": (
        "title: x\nurl: https://example.org\nlanguage: English please\n",
        Told(
            "3:11",
            "wrong-value",
            "language: “English please” is not a language",
            "write its BCP 47 tag, such as en or pt-BR",
        ),
    ),
    "per_page": (
        "title: x\nurl: https://example.org\nper_page: 0\nfeed: {limit: many}\n",
        Told("3:11", "wrong-value", "per_page: 0 is not between 1 and 1000"),
        Told("4:15", "wrong-type", "feed.limit: expected a whole number, not “many”"),
    ),
    "depth": (
        "title: x\nurl: https://example.org\ncomments: {depth: 33, anchor: c}\n",
        Told("3:19", "wrong-value", "comments.depth: 33 is not between 1 and 32"),
        Told(
            "3:31",
            "wrong-value",
            "comments.anchor: “c” does not hold {id} once",
            "write it like comment-{id}",
        ),
    ),
    "permalink names": (
        "title: x\nurl: https://example.org\npermalink: /{yeer}/{slgu}/\n",
        Told("3:12", "wrong-value", "permalink: there is no {slgu}", "did you mean “slug”?"),
        Told("3:12", "wrong-value", "permalink: there is no {yeer}", "did you mean “year”?"),
    ),
    "permalink braces": (
        "title: x\nurl: https://example.org\npermalink: /{year/{slug}/\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: the braces do not match",
            "write it like /{year}/{month}/{slug}/",
        ),
    ),
    "permalink braces in braces": (
        "title: x\nurl: https://example.org\npermalink: /{year{}/{slug}/\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: the braces do not match",
            "write it like /{year}/{month}/{slug}/",
        ),
    ),
    "permalink without slash": (
        "title: x\nurl: https://example.org\npermalink: '{slug}'\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: “{slug}” does not begin with one “/”",
            "write it like /{year}/{month}/{slug}/",
        ),
    ),
    "permalink out of the site": (
        "title: x\nurl: https://example.org\npermalink: '/../{slug}/'\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: “/../{slug}/” leads out of the site",
            "write it like /{year}/{month}/{slug}/",
        ),
    ),
    "permalink of another host": (
        "title: x\nurl: https://example.org\npermalink: /%2Fevil.example/{slug}/\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: “/%2Fevil.example/{slug}/” has an empty part, a “.” alone, a backslash or a control character",
            "write it like /{year}/{month}/{slug}/",
        ),
    ),
    "date format": (
        "title: x\nurl: https://example.org\ndate_format: QQQQQQ\n",
        Told(
            "3:14",
            "wrong-value",
            "date_format: “QQQQQQ” has 6 times Q",
            "write it 5 times at most, or put words in quotes (')",
        ),
    ),
    "password": (
        "title: x\nurl: https://me:secret@example.org/\n",
        Told(
            "2:6",
            "wrong-value",
            "url: “https://me:secret@example.org/” is not an address of a site",
            "write it like https://example.org/blog/",
        ),
    ),
    "permalink of days": (
        "title: x\nurl: https://example.org\npermalink: /{year}/{month}/{day}/\n",
        Told(
            "3:12",
            "wrong-value",
            "permalink: all posts of a day would share one address",
            "use {slug} or {id} in it",
        ),
    ),
    "permalink conversion": (
        "title: x\nurl: https://example.org\npermalink: /{slug!r}/{slug:>9}/{}/\n",
        Told("3:12", "wrong-value", "permalink: there is no {slug!r}", "did you mean “slug”?"),
        Told("3:12", "wrong-value", "permalink: there is no {slug:>9}", "did you mean “slug”?"),
        Told(
            "3:12",
            "wrong-value",
            "permalink: there is no {}",
            "use {year}, {month}, {day}, {slug}, {category}, {author}, {id}",
        ),
    ),
    "permalink mapping": (
        "title: x\nurl: https://example.org\npermalink: {slug: a}\n",
        Told("3:12", "wrong-type", "permalink: expected text, not a mapping"),
    ),
    "menu": (
        "title: x\nurl: https://example.org\nmenu: Home\n",
        Told("3:7", "wrong-type", "menu: expected a list, not “Home”"),
    ),
    "menu entry": (
        "title: x\nurl: https://example.org\nmenu:\n- title: a\n- url: /\n  titel: b\n- c\n",
        Told("4:3", "missing-field", "menu[0].url: is missing"),
        Told("6:3", "unknown-key", "menu[1].titel: there is no field of this name", "did you mean “title”?"),
        Told("7:3", "wrong-type", "menu[2]: expected a mapping, not “c”"),
    ),
    "theme": (
        "title: x\nurl: https://example.org\ntheme: ../a\n",
        Told(
            "3:8",
            "wrong-value",
            "theme: “../a” is not the name of a folder in themes/",
            "use letters, digits and hyphens",
        ),
    ),
    "theme options": (
        "title: x\nurl: https://example.org\ntheme_options: dark\n",
        Told("3:16", "wrong-type", "theme_options: expected a mapping, not “dark”"),
    ),
    "smart_quotes": (
        "title: x\nurl: https://example.org\nsmart_quotes: curly\n",
        Told("3:15", "wrong-type", "smart_quotes: expected true or false, not “curly”"),
    ),
    "unknown": (
        "title: x\nurl: https://example.org\nbaseurl: /\nextra: {a: b}\nLanguage: en\n",
        Told("3:1", "unknown-key", "baseurl: there is no field of this name", "did you mean “url”?"),
        Told("5:1", "unknown-key", "Language: there is no field of this name", "did you mean “language”?"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in REFUSED.values()], ids=REFUSED)
def test_what_is_wrong_is_said_all_at_once(text: str, expected: list[Told]) -> None:
    """Every mistake once, in the order of the file, and no settings."""
    source = Source("sitegen.yaml", text)
    settings, diagnostics = parse_settings(source)
    assert settings is None
    assert told(source, diagnostics) == expected
