"""Dates in words."""

from datetime import datetime, timedelta, timezone

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import given
from hypothesis import strategies as st

from sitegen.formats.date_format import NAMED, date_format_problem
from sitegen.render.dates import localized

DATE = datetime.fromisoformat("2011-03-02T22:15:00-05:00")


@pytest.mark.parametrize(
    ("pattern", "language", "expected"),
    [
        ("long", "en", "March 2, 2011"),
        ("long", "en-GB", "2 March 2011"),
        ("long", "de", "2. März 2011"),
        ("medium", "fr", "2 mars 2011"),
        ("long", "ar", "2 مارس 2011"),
        ("long", "zh-Hant", "2011年3月2日"),
        ("d MMMM yyyy, HH:mm", "en", "2 March 2011, 22:15"),
        ("yyyy", "xx", "2011"),
        ("long", "de-1901", "2. März 2011"),
        ("long", "", "March 2, 2011"),
    ],
)
def test_a_date_is_in_its_own_offset_and_the_sites_language(pattern: str, language: str, expected: str) -> None:
    """By the CLDR; English where it does not know the language."""
    assert localized(DATE, pattern, language) == expected


def test_equal_instants_are_not_the_same_day() -> None:
    """Each in its own offset, whichever was asked for first."""
    new_year = datetime.fromisoformat("2024-01-01T00:30:00+01:00")
    same_instant = datetime.fromisoformat("2023-12-31T23:30:00+00:00")
    assert new_year == same_instant
    assert [localized(date, "long", "en") for date in (same_instant, new_year, same_instant)] == [
        "December 31, 2023",
        "January 1, 2024",
        "December 31, 2023",
    ]


FIELDS = [letter * length for letter in "GyYuQqMLwWdDFEecahHKkmsSAzZxXO" for length in range(1, 6)]
WORDS = [" ", ", ", "'de'", "''", "'o''clock %'", "年"]
PATTERNS = st.sampled_from(NAMED) | st.lists(st.sampled_from(FIELDS + WORDS * 10), max_size=7).map("".join).filter(
    lambda pattern: date_format_problem(pattern) == ("", "")
)
DATES = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 -- Hypothesis adds the offset
    max_value=datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@given(DATES, PATTERNS, st.sampled_from(["en", "de", "fr", "ar", "eu", "co", "zh-Hant", "th", "bn", "my", "fa"]))
def test_a_date_taken_apart_is_what_babel_says_of_it_whole(date: datetime, pattern: str, language: str) -> None:
    """Every field that settings let pass, in any order."""
    if pattern in NAMED:
        expected = format_date(date, pattern, locale=language.replace("-", "_"))
    else:
        expected = format_datetime(date, pattern, tzinfo=date.tzinfo, locale=language.replace("-", "_"))
    assert localized(date, pattern, language) == expected
