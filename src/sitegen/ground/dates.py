"""Dates as people and exports write them, as instants that keep their offset."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:[ \t]*(?P<offset>[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?)?",
    re.ASCII,
)
# What `fromisoformat` reads alike in every Python, far from the first date and the last.
_USUAL = re.compile(
    r"[12]\d{3}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?",
    re.ASCII,
)
FORM = "YYYY-MM-DD, YYYY-MM-DD HH:MM or YYYY-MM-DDTHH:MM:SS+HH:MM"

# A day less at both ends than datetime has, so that every date can be shown in every time zone.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


def parse_date(text: str, zone: tzinfo) -> datetime:
    """An aware datetime with a fixed offset; where the text has no offset, the one of `zone` on that day.

    A local time that occurs twice (the end of daylight saving) is its first occurrence; one that does not
    occur (its beginning) moves forward by the gap, as in RFC 5545. What is finer than a microsecond is cut off.
    `24:00` and leap seconds (`23:59:60`) are refused, and so are the first day and the last of datetime's range:
    0001-01-01 is how Go and .NET write “no date”. Raises ValueError with a short reason.
    """
    if usual := _usual_date(text):
        return usual if usual.tzinfo else _with_whole_minutes(_in_zone(usual, zone))
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"not a date; write {FORM}")
    try:
        naive = _naive(match)
        if match["offset"]:
            aware = naive.replace(tzinfo=_offset(match["offset"]))
        else:
            aware = _in_zone(naive, zone)
        if not _FIRST <= aware < _LAST:
            raise OverflowError
        return _with_whole_minutes(aware)
    except OverflowError:
        raise ValueError("the date is out of range") from None


def format_date(date: datetime) -> str:
    """ISO 8601 with the offset, as files and feeds hold it: `2011-03-02T10:15:00+01:00`.

    Raises ValueError for a date without an offset.
    """
    if (offset := date.utcoffset()) is not None and not offset % _MINUTE:
        return date.isoformat()
    return _with_whole_minutes(date).isoformat()


@cache
def load_zone(name: str) -> tzinfo:
    """The IANA zone of that name, from the pinned tzdata package so that every machine has the same rules.

    Raises ValueError for a name that does not exist.
    """
    if name == "UTC":
        return UTC
    if name not in zone_names():
        raise ValueError(f"“{name}” is not a time zone")
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return _PinnedZone.from_file(data, key=name)


def zone_names() -> list[str]:
    """Every zone name there is, for hints."""
    return files("tzdata").joinpath("zones").read_text(encoding="ascii").split()


class _PinnedZone(ZoneInfo):
    """A zone that travels to another process by its name; ZoneInfo itself refuses, being read from a file."""

    def __reduce__(self) -> tuple[Any, ...]:
        return load_zone, (self.key,)


def _usual_date(text: str) -> datetime | None:
    """The date as it is mostly written, many times faster; None if it is another, or wrong."""
    try:
        return datetime.fromisoformat(text) if _USUAL.fullmatch(text) else None
    except ValueError:
        return None


def _in_zone(naive: datetime, zone: tzinfo) -> datetime:
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _naive(match: re.Match[str]) -> datetime:
    """The date and time of day as written. Raises ValueError where the calendar or the clock has no such thing."""
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if year == 0:
        raise ValueError("there is no year 0")
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    _, last = monthrange(year, month)
    if not 1 <= day <= last:
        raise ValueError(f"that month has the days 1 to {last}")
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("a day ends at 23:59:59")
    fraction = int((match["fraction"] or "")[:6].ljust(6, "0"))
    return datetime(year, month, day, hour, minute, second, fraction)  # noqa: DTZ001 -- the caller attaches the zone


def _with_whole_minutes(date: datetime) -> datetime:
    """RFC 3339 knows no seconds in an offset; local mean time (before about 1900) has them."""
    offset = date.utcoffset()
    if offset is None:
        raise ValueError("a date without an offset is no instant")
    return date.astimezone(_fixed(offset))


_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    return timezone(timedelta(minutes=round(offset / timedelta(minutes=1))))


def _offset(text: str) -> timezone:
    if text in ("Z", "z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 23 or minutes > 59:
        raise ValueError(f"“{text}” is not an offset from UTC")
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if text[0] == "-" else delta)
