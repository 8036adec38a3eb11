"""Dates in words."""

from datetime import datetime

import pytest

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
