"""Dates in the site's language, after the CLDR."""

from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from sitegen.formats.date_format import NAMED


def localized(date: datetime, pattern: str, language: str) -> str:
    """A date by one of the CLDR's named formats (full, long, medium, short) or by a pattern (`d MMMM yyyy`).

    In the date's own offset; English where the CLDR does not know the language.
    """
    # By text: two dates of one instant with different offsets are equal, and yet not the same day.
    return _localized(date.isoformat(), pattern, language)


@lru_cache(maxsize=4096)
def _localized(iso: str, pattern: str, language: str) -> str:
    date, locale = datetime.fromisoformat(iso), _locale(language)
    if pattern in NAMED:
        return str(format_date(date, pattern, locale=locale))
    return str(format_datetime(date, pattern, tzinfo=date.tzinfo, locale=locale))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    while language:
        try:
            return Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            language = language.rpartition("-")[0]
    return Locale("en")
