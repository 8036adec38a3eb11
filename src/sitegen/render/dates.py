"""Dates in the site's language, after the CLDR."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, parse_pattern, tokenize_pattern

from sitegen.formats.date_format import NAMED

_OF_THE_DAY: Final = frozenset("GyYuQqMLwWdDFEec")
_OF_THE_MINUTE: Final = frozenset("ahHKkm")

_Writer: TypeAlias = Callable[[datetime, DateTimePattern, str], str]
"""Writes a part of a pattern: from the day alone, from hour and minute alone, or from all that a date has."""


def localized(date: datetime, pattern: str, language: str) -> str:
    """A date by one of the CLDR's named formats (full, long, medium, short) or by a pattern (`d MMMM yyyy`).

    In the date's own offset; English where the CLDR does not know the language.
    """
    parts = _parts(pattern, language)
    if len(parts) == 1:
        [(write, part)] = parts
        return write(date, part, language)
    return "".join([write(date, part, language) for write, part in parts])


@lru_cache(maxsize=64)
def _parts(pattern: str, language: str) -> tuple[tuple[_Writer, DateTimePattern], ...]:
    """A pattern taken apart: hardly two comments are of one second, but many of one day, and many of one minute."""
    if pattern in NAMED:
        return ((_by_day, _locale(language).date_formats[pattern]),)
    parse_pattern(pattern)  # raises ValueError for what is no pattern
    parts = groupby(_fields(pattern), key=lambda field: field[0])
    return tuple((write, _pattern("".join(text for _, text in fields))) for write, fields in parts)


def _fields(pattern: str) -> Iterator[tuple[_Writer, str]]:
    """Each field as Babel fills it in (`%(MMMM)s`), and what writes it; words go with what stands before them."""
    write = _by_day
    for kind, token in tokenize_pattern(pattern):
        if kind == "chars":
            yield write, str(token).replace("%", "%%")
        else:
            letter, count = str(token[0]), int(token[1])
            write = _by_day if letter in _OF_THE_DAY else _by_minute if letter in _OF_THE_MINUTE else _by_instant
            yield write, f"%({letter * count})s"


def _pattern(fields: Any) -> DateTimePattern:
    return DateTimePattern(fields, fields)  # Babel declares another type than it takes


def _by_day(date: datetime, part: DateTimePattern, language: str) -> str:
    return _of_day(date.date(), part, language)


def _by_minute(date: datetime, part: DateTimePattern, language: str) -> str:
    return _of_minute(date.hour, date.minute, part, language)


def _by_instant(date: datetime, part: DateTimePattern, language: str) -> str:
    # By text: two dates of one instant with different offsets are equal, and yet not the same time of day.
    return _of_instant(date.isoformat(), part, language)


@lru_cache(maxsize=16_384)
def _of_day(day: date, part: DateTimePattern, language: str) -> str:
    return part.apply(day, _locale(language))


@lru_cache(maxsize=4096)
def _of_minute(hour: int, minute: int, part: DateTimePattern, language: str) -> str:
    return part.apply(time(hour, minute, tzinfo=UTC), _locale(language))


@lru_cache(maxsize=4096)
def _of_instant(iso: str, part: DateTimePattern, language: str) -> str:
    return part.apply(datetime.fromisoformat(iso), _locale(language))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    while language:
        try:
            return Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            language = language.rpartition("-")[0]
    return Locale("en")
