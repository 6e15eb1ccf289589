"""What can be known from a time of posting: the day, the moment in UTC, and how precise it is.

Nothing is guessed: 3/7/2012 is July 3 or March 7 unless its day of the week or the other times of the page tell, a
clock without a zone is no moment, and "2 hours ago" is one only where it is known when the page was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain

from stance.pages import time_vocabulary as t
from stance.pages.records import Precision
from stance.pages.tongues import speaks_elsewhere

__all__ = ["Moment", "day_stands_first", "read_day", "read_moment"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Day as the page has it, moment in UTC, and the precision of the finer of the two; ``None`` where unknown."""

    day: date | None = None
    utc: datetime | None = None
    precision: Precision | None = None


_MONTHS = {name: number for number, names in enumerate(t.MONTHS, start=1) for name in names}
_MONTHS_ELSEWHERE = {name: number for number, names in enumerate(t.MONTHS_ELSEWHERE, start=1) for name in names}
_YEAR = r"((?:19|20)\d\d|['’]?\d\d(?![\d:]))"
_MONTH_NAME = r"([^\W\d_]{3,12})\.?"
_ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)年\s?(\d{1,2})月\s?(\d{1,2})日")
_MONTH_FIRST = re.compile(rf"(?<![^\W\d_]){_MONTH_NAME}\s?(\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|:e)?\.?,?\s(?:(?:del?|of)\s)?{_MONTH_NAME},?\s(?:del?\s)?{_YEAR}"
)
#: ``28-Oct-2012``, ``28.oct.2012``.
_JOINED = re.compile(rf"(?<!\d)(\d{{1,2}})[-./]([^\W\d_]{{3,12}})\.?[-./]{_YEAR}")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-]|\.?,\s(?=\d{4}))((?:19|20)\d\d|\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:.h時]\s?(\d\d)(?:[:.](\d\d))?(?!\d)\s?([ap])?\.?m?")
_OFFSET = re.compile(r"(?:(?:utc|gmt)\s?|:\d\d(?:\.\d{1,9})?\s?)([+-])\s?(\d{1,2})(?::?(\d\d))?\b")
#: Zones whose letters mean one offset; "CST", "IST" or "ET" do not.
_ZONES = {
    "jst": 9,
    "mez": 1,
    "mesz": 2,
    "gmt": 0,
    "utc": 0,
    "cet": 1,
    "cest": 2,
    "est": -5,
    "edt": -4,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
_ZONE = re.compile(r"\b(" + "|".join(_ZONES) + r")\b")
_CLOCK_IN_UTC = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?z\b")
_AGO = re.compile(
    r"\b(an?|one|\d{1,3})\s?(s|m|h|d|w|y|mo|sec|min|hr|yr|second|minute|hour|day|week|month"
    r"|year)s?\b(?:\sago)?"
)
_AGO_ELSEWHERE = re.compile(
    rf"(?:\b(?:{t.AGO_BEFORE_ELSEWHERE})\s)?\b({t.ONE_ELSEWHERE}|\d{{1,3}})\s?([^\W\d_]{{1,12}}?)"
    rf"(?:前|\s(?:{t.AGO_BEHIND_ELSEWHERE})\b|$|\s)"
)
_UNIT_ELSEWHERE = {word: unit for unit, words in t.UNITS_ELSEWHERE.items() for word in words.split()}
_UNITS: dict[str, tuple[Precision, timedelta]] = {
    "s": ("second", timedelta(seconds=1)),
    "m": ("minute", timedelta(minutes=1)),
    "h": ("hour", timedelta(hours=1)),
    "d": ("day", timedelta(days=1)),
    "w": ("week", timedelta(weeks=1)),
    "mo": ("month", timedelta(days=30.44)),
    "y": ("year", timedelta(days=365.25)),
}
#: No reading of a longer text is tried.
_LONGEST = 160


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\b")


def day_stands_first(texts: Iterable[str | None]) -> bool | None:
    """Tell from the times of one page whether 3/7/2012 is July 3 there; None where they do not say, or not alike.

    >>> day_stands_first(["3/7/2012", "15/7/2012"]), day_stands_first(["3/7/2012"])
    (True, None)
    """
    seen = set()
    for text in texts:
        line = text[:_LONGEST].lower() if text else ""
        if (match := _NUMBERS.search(line)) and not _ISO.search(line):
            first, second = int(match[1]), int(match[2])
            if first != second and first <= 31 and second <= 31 and (first > 12) != (second > 12):
                seen.add(first > 12)
    return seen.pop() if len(seen) == 1 else None


def read_day(text: str, day_first: bool | None = None) -> date | None:
    """Read the day in a line where it can be read in one way only, or where the page tells in which.

    >>> read_day("Posted on July 3, 2012 at 8:42 am")
    datetime.date(2012, 7, 3)
    >>> read_day("15/7/2008 9:03"), read_day("Tue, 3/7/2012")
    (datetime.date(2008, 7, 15), datetime.date(2012, 7, 3))
    >>> read_day("3/7/2012") is None, read_day("3/7/2012", day_first=True)
    (True, datetime.date(2012, 7, 3))
    """
    line = text[:_LONGEST].lower()
    if match := _ISO.search(line) or ("年" in line and _CJK.search(line)) or None:
        return _day(match[1], int(match[2]), match[3])
    for match in _MONTH_FIRST.finditer(line):
        if month := _month(match[1]):
            return _day(match[3], month, match[2])
    for match in chain(_DAY_FIRST.finditer(line), _JOINED.finditer(line)):
        if month := _month(match[2]):
            return _day(match[3], month, match[1])
    if match := _NUMBERS.search(line):
        first, second = int(match[1]), int(match[2])
        if first > 12 or first == second:
            return _day(match[3], second, match[1])
        if second > 12:
            return _day(match[3], first, match[2])
        readings = {True: _day(match[3], second, match[1]), False: _day(match[3], first, match[2])}
        return _on_weekday(line, readings.values()) or (None if day_first is None else readings[day_first])
    return None


def _on_weekday(line: str, days: Iterable[date | None]) -> date | None:
    """Return the one day that is on the day of the week that the line names."""
    if not (named := _WEEKDAY.search(line)):
        return None
    found = [day for day in days if day and day.weekday() == _WEEKDAYS.index(named[1])]
    return found[0] if len(found) == 1 else None


def _month(name: str) -> int | None:
    return _MONTHS_ELSEWHERE.get(name) or _MONTHS.get(name[:3])


def _day(year: str, month: int, day: str) -> date | None:
    full = year if len(year) == 4 else f"20{year[-2:]}"
    try:
        return date(int(full), month, int(day))
    except ValueError:
        return None


def read_moment(text: str | None, saved: datetime | None = None, day_first: bool | None = None) -> Moment:
    """Read what a time line says.

    Parameters
    ----------
    text : str or None
        Such as "July 3, 2012 at 8:42 am JST", "2012-07-03T08:42:00+09:00" or "2 hours ago".
    saved : datetime, optional
        When the page was saved, with its zone: what "today" and "2 hours ago" count from.
    day_first : bool, optional
        Whether 3/7/2012 is July 3 on this page; see :func:`day_stands_first`.

    Examples
    --------
    >>> read_moment("2012-07-03T08:42:10+09:00").utc
    datetime.datetime(2012, 7, 2, 23, 42, 10, tzinfo=datetime.timezone.utc)
    >>> read_moment("2 hours ago")
    Moment(day=None, utc=None, precision=None)
    """
    if not text:
        return Moment()
    line = text[:_LONGEST].lower()
    day = read_day(line, day_first)
    if saved is not None and day is None:
        return _from_reference(line, saved)
    if day is None or day.year < _FIRST_YEAR:
        return Moment()
    return _at(line, day)


#: Nobody wrote a comment on a page before; what says so is no time of posting, or two that touch: ``28.09.1912:44``.
_FIRST_YEAR = 1980


def _at(line: str, day: date) -> Moment:
    zone = _read_zone(line)
    clock = _read_clock(line) if zone else None
    if clock is None or zone is None:
        return Moment(day, None, "day")
    hour, minute, second = clock
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second or 0, tzinfo=zone)
        return Moment(day, local.astimezone(UTC), "minute" if second is None else "second")
    except (ValueError, OverflowError):
        return Moment(day, None, "day")


def _read_clock(line: str) -> tuple[int, int, int | None] | None:
    for match in _CLOCK.finditer(line):
        hour, minute = int(match[1]), int(match[2])
        if match[4]:
            hour = hour % 12 + (12 if match[4] == "p" else 0)
        second = int(match[3]) if match[3] else None
        if hour < 24 and minute < 60 and (second or 0) < 60 and not _is_part_of_a_date(line, match):
            return hour, minute, second
    return None


def _is_part_of_a_date(line: str, match: re.Match[str]) -> bool:
    """``15.07.2008`` holds no clock."""
    return line[match.start() : match.start() + 3].find(".") >= 0 and bool(_NUMBERS.match(line, match.start()))


def _read_zone(line: str) -> timezone | None:
    if ("+" in line or "-" in line) and (offset := _OFFSET.search(line)):
        minutes = 60 * int(offset[2]) + int(offset[3] or 0)
        return timezone((1 if offset[1] == "+" else -1) * timedelta(minutes=minutes)) if minutes < 24 * 60 else None
    if zone := _ZONE.search(line):
        return timezone(timedelta(hours=_ZONES[zone[1]]))
    return UTC if "z" in line and _CLOCK_IN_UTC.search(line) else None


def _from_reference(line: str, saved: datetime) -> Moment:
    if saved.tzinfo is None:
        raise ValueError("saved must have a time zone, such as datetime(2025, 6, 1, 12, tzinfo=UTC)")
    for word, back in (t.SOON | t.SOON_ELSEWHERE if speaks_elsewhere(line) else t.SOON).items():
        if word in line:
            zone = _read_zone(line)
            here = saved.astimezone(zone) if zone else saved
            return _at(line, here.date() - timedelta(days=back))
    if "just now" in line:
        return Moment(saved.date(), saved.astimezone(UTC), "minute")
    if (ago := _ago(line)) is None:
        return Moment()
    count, (precision, unit) = ago
    then = saved - count * unit
    exact = precision in ("second", "minute", "hour", "day")
    return Moment(then.date() if exact else None, then.astimezone(UTC), precision)


def _ago(line: str) -> tuple[int, tuple[Precision, timedelta]] | None:
    """Return number and unit of "2 hours ago", "vor 2 Stunden"."""
    if speaks_elsewhere(line) and (ago := _AGO_ELSEWHERE.search(line)) and ago[2] in _UNIT_ELSEWHERE:
        return int(ago[1]) if ago[1].isdecimal() else 1, _UNITS[_UNIT_ELSEWHERE[ago[2]]]
    if ago := _AGO.search(line):
        return int(ago[1]) if ago[1].isdigit() else 1, _UNITS["mo" if ago[2].startswith("mo") else ago[2][0]]
    return None
