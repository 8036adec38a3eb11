import pickle
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.dates import FORM, format_date, load_zone, parse_date, zone_names

BERLIN = load_zone("Europe/Berlin")
NEW_YORK = load_zone("America/New_York")
LORD_HOWE = load_zone("Australia/Lord_Howe")  # half an hour of daylight saving
APIA = load_zone("Pacific/Apia")  # 30 December 2011 did not occur there

# text, zone, the date as it is written back
READ: list[tuple[str, tzinfo, str]] = [
    # the forms of front matter
    ("2011-03-02", UTC, "2011-03-02T00:00:00+00:00"),
    ("2011-03-02", BERLIN, "2011-03-02T00:00:00+01:00"),
    ("2011-07-02", BERLIN, "2011-07-02T00:00:00+02:00"),
    ("2011-3-2", BERLIN, "2011-03-02T00:00:00+01:00"),
    ("2011-03-02 10:15", BERLIN, "2011-03-02T10:15:00+01:00"),
    ("2011-03-02 9:05", BERLIN, "2011-03-02T09:05:00+01:00"),
    ("2011-03-02   10:15:30", BERLIN, "2011-03-02T10:15:30+01:00"),
    ("2011-03-02\t10:15:30", BERLIN, "2011-03-02T10:15:30+01:00"),
    ("2011-03-02T10:15", BERLIN, "2011-03-02T10:15:00+01:00"),
    ("2011-03-02t10:15:30z", BERLIN, "2011-03-02T10:15:30+00:00"),
    (" 2011-03-02\n", BERLIN, "2011-03-02T00:00:00+01:00"),
    # offsets
    ("2015-06-08 10:00:43 -0400", BERLIN, "2015-06-08T10:00:43-04:00"),
    ("2015-06-08 10:00:43 -04", BERLIN, "2015-06-08T10:00:43-04:00"),
    ("2015-06-08 10:00:43 -4", BERLIN, "2015-06-08T10:00:43-04:00"),
    ("2015-06-08 10:00:43-4:30", BERLIN, "2015-06-08T10:00:43-04:30"),
    ("2015-06-08T10:00:43+05:30", BERLIN, "2015-06-08T10:00:43+05:30"),
    ("2015-06-08T10:00:43+14:00", BERLIN, "2015-06-08T10:00:43+14:00"),
    ("2015-06-08T10:00:43-1200", BERLIN, "2015-06-08T10:00:43-12:00"),
    ("2015-06-08T10:00:43-00:00", BERLIN, "2015-06-08T10:00:43+00:00"),
    ("2015-06-08T10:00:43+23:59", BERLIN, "2015-06-08T10:00:43+23:59"),
    ("2015-06-08 10:00 UTC", BERLIN, "2015-06-08T10:00:00+00:00"),
    ("2015-06-08 10:00:43 GMT", BERLIN, "2015-06-08T10:00:43+00:00"),
    # fractions of a second, as exports have them
    ("2011-03-02T10:15:30.5Z", BERLIN, "2011-03-02T10:15:30.500000+00:00"),
    ("2011-03-02T10:15:30,25Z", BERLIN, "2011-03-02T10:15:30.250000+00:00"),
    ("2018-07-19T23:05:24.3628117Z", BERLIN, "2018-07-19T23:05:24.362811+00:00"),
    ("2018-07-19T23:05:24.999999999Z", BERLIN, "2018-07-19T23:05:24.999999+00:00"),
    ("2018-07-19 23:05:24.3628117", BERLIN, "2018-07-19T23:05:24.362811+02:00"),
    # daylight saving: the hour that does not occur, and the one that occurs twice
    ("2011-03-27 01:59:59", BERLIN, "2011-03-27T01:59:59+01:00"),
    ("2011-03-27 02:30", BERLIN, "2011-03-27T03:30:00+02:00"),
    ("2011-03-27 03:00", BERLIN, "2011-03-27T03:00:00+02:00"),
    ("2011-10-30 02:30", BERLIN, "2011-10-30T02:30:00+02:00"),
    ("2011-10-30 03:00", BERLIN, "2011-10-30T03:00:00+01:00"),
    ("2011-03-13 02:30", NEW_YORK, "2011-03-13T03:30:00-04:00"),
    ("2011-11-06 01:30", NEW_YORK, "2011-11-06T01:30:00-04:00"),
    ("2011-04-03 01:45", LORD_HOWE, "2011-04-03T01:45:00+11:00"),
    ("2011-10-02 02:15", LORD_HOWE, "2011-10-02T02:45:00+11:00"),
    ("2011-12-30 12:00", APIA, "2011-12-31T12:00:00+14:00"),
    # local mean time has seconds, and RFC 3339 no room for them: the instant stays
    ("1880-01-01 12:00", NEW_YORK, "1880-01-01T12:00:02-04:56"),
    ("1890-01-01 12:00", NEW_YORK, "1890-01-01T12:00:00-05:00"),
    # the ends of the calendar
    ("0001-01-02T00:00:00Z", BERLIN, "0001-01-02T00:00:00+00:00"),
    ("0001-01-02T14:00:00+14:00", BERLIN, "0001-01-02T14:00:00+14:00"),
    ("0001-01-01T12:00:00-12:00", BERLIN, "0001-01-01T12:00:00-12:00"),
    ("9999-12-30T23:59:59.999999Z", BERLIN, "9999-12-30T23:59:59.999999+00:00"),
    ("9999-12-31T13:59:59+14:00", BERLIN, "9999-12-31T13:59:59+14:00"),
    ("9999-12-30T11:59:59-12:00", BERLIN, "9999-12-30T11:59:59-12:00"),
    ("2000-02-29", UTC, "2000-02-29T00:00:00+00:00"),
]


@pytest.mark.parametrize(("text", "zone", "expected"), READ, ids=[f"{text} {zone}" for text, zone, _ in READ])
def test_a_date_is_an_instant_with_its_offset(text: str, zone: tzinfo, expected: str) -> None:
    """Whatever form people and exports write."""
    date = parse_date(text, zone)
    assert date.isoformat() == expected
    assert isinstance(date.tzinfo, timezone)


_NO_DATE = f"not a date; write {FORM}"
_END = "a day ends at 23:59:59"
_RANGE = "the date is out of range"

REFUSED: dict[str, str] = {
    "": _NO_DATE,
    "yesterday": _NO_DATE,
    "2011": _NO_DATE,
    "2011-03": _NO_DATE,
    "11-03-02": _NO_DATE,
    "02/03/2011": _NO_DATE,
    "2011/03/02": _NO_DATE,
    "March 2, 2011": _NO_DATE,
    "Wed, 02 Mar 2011 10:15:00 +0000": _NO_DATE,
    "1299060900": _NO_DATE,
    "2011-03-02T10": _NO_DATE,
    "2011-03-02 10:15 PM": _NO_DATE,
    "2011-03-02 10:15:00 EST": _NO_DATE,
    "2011-03-02 +01:00": _NO_DATE,
    "2011-03-02T10:15:00+1:00:00": _NO_DATE,
    "2011-03-02T10:15:00.": _NO_DATE,
    "2011-03-02T10:15:00.1234567890Z": _NO_DATE,
    "-2011-03-02": _NO_DATE,
    "+12011-03-02": _NO_DATE,
    "12011-03-02": _NO_DATE,
    "٢٠١١-٠٣-٠٢": _NO_DATE,
    "1" * 5000: _NO_DATE,
    "0000-00-00 00:00:00": "there is no year 0",
    "0000-01-01": "there is no year 0",
    "2011-00-02": "there is no month 0",
    "2011-13-02": "there is no month 13",
    "2011-03-00": "that month has the days 1 to 31",
    "2001-02-30": "that month has the days 1 to 28",
    "2000-02-30": "that month has the days 1 to 29",
    "1900-02-29": "that month has the days 1 to 28",
    "2011-04-31": "that month has the days 1 to 30",
    "2011-03-02 24:00": _END,
    "2011-03-02 24:00:00Z": _END,
    "2011-03-02 10:60": _END,
    "2016-12-31T23:59:60Z": _END,
    "2011-03-02T10:15:00+24:00": "“+24:00” is not an offset from UTC",
    "2011-03-02T10:15:00+01:60": "“+01:60” is not an offset from UTC",
    "2011-03-02T10:15:00-99": "“-99” is not an offset from UTC",
    "0001-01-01T00:00:00Z": _RANGE,
    "0001-01-01": _RANGE,
    "0001-01-02T00:00:00+00:01": _RANGE,
    "0001-01-01T00:00:00+14:00": _RANGE,
    "9999-12-31": _RANGE,
    "9999-12-31T23:59:59-12:00": _RANGE,
    "9999-12-30T23:59:59-00:01": _RANGE,
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=[text[:30] or "nothing" for text in REFUSED])
@pytest.mark.parametrize("zone", [UTC])
def test_what_is_no_date_is_refused_with_a_reason(text: str, reason: str, zone: tzinfo) -> None:
    """Also 24:00, leap seconds, and the first and the last day that datetime knows."""
    with pytest.raises(ValueError, match=r"^.") as raised:
        parse_date(text, zone)
    assert str(raised.value) == reason


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"])
@pytest.mark.parametrize("text", ["0001-01-02T00:00:00Z", "9999-12-30T23:59:59Z"])
def test_the_first_and_the_last_date_can_be_shown_in_every_zone(name: str, text: str) -> None:
    """No later stage must fear the ends of the calendar."""
    assert parse_date(text, UTC).astimezone(load_zone(name)) == parse_date(text, UTC)


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),  # noqa: DTZ001
    st.integers(-1439, 1439),
)
def test_what_is_written_is_read_back(naive: datetime, minutes: int) -> None:
    """The same instant with the same offset."""
    date = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    read = parse_date(format_date(date), BERLIN)
    assert (read, read.utcoffset()) == (date, date.utcoffset())


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{2}:[0-9]{2} [+-][0-9]{4})?"))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Nothing else is raised."""
    try:
        assert parse_date(text, BERLIN).utcoffset() is not None
    except ValueError as reason:
        assert str(reason)  # noqa: PT017 -- either is right


_DIGITS = st.sampled_from("0123456789")
_NEARLY_USUAL = st.builds(
    "{}{}{}{}-{}{}-{}{}{}".format,
    st.sampled_from("0129"),
    *[_DIGITS] * 3,
    *[st.sampled_from("012"), _DIGITS] * 2,
    st.from_regex(r"([Tt ][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?(Z|[+-][0-2][0-9]:?[0-6][0-9])?)?", fullmatch=True),
)


@given(_NEARLY_USUAL, st.sampled_from([UTC, BERLIN, NEW_YORK, APIA]))
def test_a_usual_date_is_read_as_any_other(text: str, zone: tzinfo) -> None:
    """White space before it makes it unusual, and changes nothing."""
    assert _read(text, zone) == _read(f" {text}", zone)


def _read(text: str, zone: tzinfo) -> str:
    """With the offset, which `==` overlooks; or the reason why not."""
    try:
        return repr(parse_date(text, zone))
    except ValueError as reason:
        return str(reason)


def test_a_date_of_a_zone_is_written_with_its_offset() -> None:
    """In whole minutes, the instant unchanged."""
    assert format_date(datetime(2011, 7, 2, 10, tzinfo=BERLIN)) == "2011-07-02T10:00:00+02:00"
    assert format_date(datetime(1880, 1, 1, 12, tzinfo=NEW_YORK)) == "1880-01-01T12:00:02-04:56"


def test_a_date_without_an_offset_is_not_written() -> None:
    """Nobody could say which instant it is."""
    with pytest.raises(ValueError, match=r"^a date without an offset is no instant$"):
        format_date(datetime(2011, 3, 2))  # noqa: DTZ001


def test_every_zone_can_be_loaded() -> None:
    """The names that hints propose exist."""
    assert len(zone_names()) > 500
    assert {load_zone(name).utcoffset(datetime(2011, 7, 2)) is None for name in zone_names()} == {False}  # noqa: DTZ001


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Berlin",
        "europe/berlin",
        "Europe",
        "Europe/Berlin ",
        "../Europe/Berlin",
        "zones",
        "leapseconds",
        "/etc/passwd",
    ],
)
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    """By the list of names, so on every file system alike."""
    with pytest.raises(ValueError, match=r"is not a time zone$") as raised:
        load_zone(name)
    assert str(raised.value) == f"“{name}” is not a time zone"


def test_a_zone_travels_to_another_process() -> None:
    """Settings go to the workers, and a zone goes by its name."""
    assert pickle.loads(pickle.dumps(BERLIN)) is BERLIN
    assert load_zone("UTC") is UTC
