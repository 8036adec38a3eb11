from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel import Locale
from babel.dates import format_datetime
from hypothesis import given
from hypothesis import strategies as st

from sitegen.formats.date_format import date_format_problem

DATES = [
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 30, 59, 123456, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    datetime(9999, 12, 25, 23, 59, tzinfo=UTC),
]
LOCALES = [Locale.parse(name, sep="-") for name in ("en", "de", "ar", "hi", "ja", "zh-Hant", "nds", "osa")]

QUOTED = "d 'de' MMMM 'o''clock'"


@pytest.mark.parametrize(
    "written", ["full", "long", "medium", "short", "d MMMM yyyy", "EEEE, d. MMMM yyyy", "y年M月d日", QUOTED, "''yy"]
)
def test_names_and_patterns(written: str) -> None:
    assert date_format_problem(written) == ("", "")


@pytest.mark.parametrize(
    ("written", "reason", "hint"),
    [
        ("", "has no field", "write “full”, “long”, “medium” or “short”, or a pattern like d MMMM yyyy"),
        ("'today'", "has no field", "write “full”, “long”, “medium” or “short”, or a pattern like d MMMM yyyy"),
        ("Long", "has a letter that is no field: o", "did you mean “long”?"),
        ("d of MMMM", "has a letter that is no field: o", "put words in quotes ('): d. MMMM 'of' yyyy"),
        ("%Y-%m-%d", "is a pattern of strftime, not of the CLDR", "write it like d MMMM yyyy"),
        ("d MMMM o'clock", "has one quotation mark too many", "write '' for an apostrophe, and words between two of '"),
        ("QQQQQQ", "has 6 times Q", "write it 5 times at most, or put words in quotes (')"),
        ("dd" * 50_000, "has 100000 times d", "write it 2 times at most, or put words in quotes (')"),
    ],
)
def test_what_cannot_be_carried_out(written: str, reason: str, hint: str) -> None:
    assert date_format_problem(written) == (reason, hint)


@given(st.lists(st.sampled_from([*"GyYuQqMLwWdDFgEecabBhHKkjmsSAzZOvVxXirUl", "'", "''", " ", "é", "%"]), max_size=12))
def test_what_passes_can_be_carried_out(parts: list[str]) -> None:
    pattern = "".join(parts)
    if not date_format_problem(pattern)[0]:
        for date in DATES:
            for locale in LOCALES:
                assert format_datetime(date, pattern, tzinfo=date.tzinfo, locale=locale)
