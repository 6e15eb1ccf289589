"""When something was posted: how pages write it, and where in a line it stands.

Every pattern is applied to one line of at most :data:`~stance.pages.vocabulary.MAX_CUE_LENGTH` characters, and each
of its repetitions is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from stance.pages import time_vocabulary as t
from stance.pages.tongues import FIRST_UNSPACED, learn_words, speaks_elsewhere

__all__ = ["TimeSpan", "find_time", "has_clock"]

_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?(?!\d))"
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d(?![\d:.,]|st|nd|rd|th))"
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
#: Between day and clock: ``2012 at 8:42``, ``July 24, @07:29AM``, ``2012 · 8:23 PM``.
_GAP = r"(?:t(?=\d\d:)|[\s,@·|/–—-]{0,4}(?:(?:at|on|um|à)\s)?[\s@]{0,2})"
_CLOCK = (
    r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:[ap]\.\s?m\.|[ap]m\b))?"
    r"|(?<!\d)[01]?\d [0-5]\d\s?[ap]m\b"  # the colon lost
)
_ZONE = (
    r"(?:(?:\.\d{1,6})?(?:z\b|[+-]\d\d:\d\d\b)"
    r"|\s?\(?(?:jst|gmt|utc|bst|ces?t|e[sd]?t|c[sd]t|m[sd]t|p[sd]?t)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
)
_NUMERIC = (
    rf"{_YEAR}[-/.][01]?\d[-/.][0-3]?\d(?!\d)"
    rf"|[0-3]?\d[/.-][0-3]?\d[/.-](?:{_YEAR}|\d\d(?![\d:]))"
    rf"|[0-3]?\d\.[01]?\d\.?,\s{_YEAR}"
    r"|(?:19|20)\d\d年\s?\d{1,2}月\s?\d{1,2}日"
)
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|mo|[smhdwy])"
_AGO = rf"(?:(?:about|over|almost)\s)?(?:\b(?:an?|one)|(?<!\d)\d{{1,3}})\s?{_UNIT}\sago\b|just now"


def _pattern(month: str, day: str, of: str, gap: str, clock: str, zone: str, weekday: str, soon: str, ago: str) -> str:
    """Put the pattern of a time together from what the languages say in their own words.

    A month or a day may touch the name before it: ``AnnToday 09:14 am JST``, ``Ann26 October 2012``.
    """
    date = (
        rf"{month}\s?{_DAY},?\s{_SHORT_YEAR}|{day}\.?,?\s{of}{month},?\s{of}{_SHORT_YEAR}"
        rf"|{day}[-./]{month}[-./]{_SHORT_YEAR}|{_NUMERIC}"
    )
    yearless = rf"{month}\s{_DAY}|{day}\.?\s{of}{month}"
    return (
        rf"(?P<weekday>{weekday},?\s)?"
        rf"(?:(?P<date>{date})(?:{gap}(?P<clock>{clock}){zone}(?:\sat\s(?:{clock}))?)?"
        rf"|(?P<yearless>{yearless})(?:{gap}(?P<clock2>{clock}){zone})?"
        rf"|(?P<soon>{soon})(?:{gap}(?P<clock3>{clock}){zone})?"
        rf"|(?P<clock4>{clock}){zone}(?:{gap}(?:{weekday},?\s)?(?P<date2>{date}|{yearless}|\d\d\.\d\d(?!\d)))?"
        rf"|(?P<ago>{ago})(?:\s\(\s?(?:{clock})\s?\))?)"
    )


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = re.compile(_pattern(_MONTH, _DAY, r"(?:of\s)?", _GAP, _CLOCK, _ZONE, _WEEKDAY, "today|yesterday", _AGO))
#: What a time in English begins with; where "ago" stands in the line it may be "about" and "an hour", too.
_BEGINNINGS = r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|today|yesterday|just now"
_STARTS, _AGO_STARTS = re.compile(_BEGINNINGS), re.compile(_BEGINNINGS + "|a|o")
#: Without one of these there is no time in a line: looking for them costs a tenth of the pattern.
_SIGNS = (
    *(":", "/", "ago", "now", "today", "yesterday", "年", "am", "pm", "a.m", "p.m"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_DIGIT = re.compile(r"\d")
#: Without a digit a time in another language has one of these.
_WITHOUT_DIGIT_ELSEWHERE = (*t.SOON_ELSEWHERE, *t.ONE_ELSEWHERE.split("|"), "today", "yesterday", "now", "ago")
_NUMERIC_DATE = re.compile(r"\d[.-]\d\d?[.-]\d\d|\d[.h]\d\d")
#: A time with a digit has no more characters before it: "Wednesday, September 3".
_BEFORE_DIGIT = 24


class TimeSpan(NamedTuple):
    """Where in a line a time stands, and what it gives."""

    start: int
    end: int
    date: bool
    clock: bool
    relative: bool
    weekday: bool = False


def find_time(line: str) -> TimeSpan | None:
    """Find the first time of posting in a short line.

    >>> span = find_time("Maud on July 3, 2012 at 8:42 am said:")
    >>> "Maud on July 3, 2012 at 8:42 am said:"[span.start : span.end]
    'July 3, 2012 at 8:42 am'
    """
    lowered = line.lower()
    if len(lowered) != len(line):  # the few letters that grow in lower case
        lowered = line
    digit = _DIGIT.search(lowered)
    elsewhere = speaks_elsewhere(lowered) and (digit or any(map(lowered.__contains__, _WITHOUT_DIGIT_ELSEWHERE)))
    if elsewhere and (found := _find(_elsewhere().search, lowered, 0)):
        return found
    without_digit = "ago" in lowered or "now" in lowered or "today" in lowered or "yesterday" in lowered
    if not without_digit and not (
        digit and (any(map(lowered.__contains__, _SIGNS)) or _NUMERIC_DATE.search(lowered, digit.start()))
    ):
        return None
    begin = 0 if without_digit or digit is None else max(0, digit.start() - _BEFORE_DIGIT)
    found = _find(_search, lowered, begin)
    return _find(_elsewhere().search, lowered, 0) if found is None and _ALSO_ENGLISH.search(lowered) else found


def has_clock(line: str | None) -> bool:
    """Tell whether a line has a time of day in its first time of posting.

    >>> has_clock("May 3, 2021 at 8:42 am"), has_clock("May 3, 2021"), has_clock(None)
    (True, False, False)
    """
    said = find_time(line) if line else None
    return said is not None and said.clock


def _search(line: str, begin: int) -> re.Match[str] | None:
    """Search for a time: only where one can begin, which is found many times faster than the time itself."""
    starts = _AGO_STARTS if "ago" in line else _STARTS
    while start := starts.search(line, begin):
        if match := _TIME.match(line, start.start()):
            return match
        begin = start.start() + 1
    return None


def _find(search: Callable[[str, int], re.Match[str] | None], lowered: str, begin: int) -> TimeSpan | None:
    for _ in range(_TRIES):
        match = search(lowered, begin)
        if match is None:
            return None
        if span := _read(match, lowered):
            return span
        begin = match.start() + 1
    return None


#: Alone on a line such a number is a price sooner than a clock.
_AMOUNT = re.compile(r"\d{1,2}\.\d\d$")
#: Months of other languages that are English words, too: "12 ago 2012".
_ALSO_ENGLISH = re.compile(r"\d\s(?:de\s)?(?:ago|set|out)\.?\s(?:de\s)?(?:19|20)\d\d")
#: So many readings of a line are tried.
_TRIES = 4


def _read(match: re.Match[str], line: str) -> TimeSpan | None:
    weekday, date, yearless, late_date, soon, ago = match.group("weekday", "date", "yearless", "date2", "soon", "ago")
    clock = bool(match["clock"] or match["clock2"] or match["clock3"] or match["clock4"])
    text = match[0].strip()
    whole = text == line
    if match["clock4"] and not late_date and text[-1] not in "m." and (not whole or _AMOUNT.match(text)):
        return None  # "3:16", "11.59": a clock without a day is none unless it says am or pm, or stands alone
    if (soon or yearless) and not clock and not whole:
        return None
    has_date = bool(date or yearless or late_date)
    return TimeSpan(match.start(), match.end(), has_date, clock, bool(ago or soon), bool(weekday and date))


def _any_of(words: Iterable[str]) -> str:
    """Match one of many words, the longest first, sorted by their first letters so that most are never tried."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in by_letter.items()) + ")"


@cache
def _elsewhere() -> re.Pattern[str]:
    """Return the pattern of times in all languages, English among them: it is made when a page needs it."""
    months = _any_of(word for names in (*t.MONTHS, *t.MONTHS_ELSEWHERE) for word in names)
    units = _any_of(word for words in t.UNITS_ELSEWHERE.values() for word in words.split())
    weekdays = rf"(?:{_WEEKDAY}|\b{_any_of(t.WEEKDAYS_ELSEWHERE)}\b\.?)"
    clock = rf"{_CLOCK}|(?<!\d)[0-2]?\d\s?[:.h時]\s?[0-5]\d(?:[:.][0-5]\d)?分?(?:\s?[ap]\.\s?m\.)?"
    number = rf"(?:{t.ONE_ELSEWHERE}|\d{{1,3}})"
    soon = [word for word in t.SOON_ELSEWHERE if word[0] < FIRST_UNSPACED]
    return re.compile(
        _pattern(
            month=rf"{months}\b\.?",
            day=r"(?:[0-3]?\d(?:er|º|:e|st|nd|rd|th)?(?!\d))",
            of=r"(?:(?:del?|of)\s)?",
            gap=rf"(?:\s?(?:{t.YEAR_ENDS_ELSEWHERE}))?(?:\s?[(（]\w[)）])?(?:,?\s{weekdays})?[\s,@·|/–—-]{{0,4}}"
            rf"(?:\b(?:{t.AT_ELSEWHERE})\s)?[\s@]{{0,2}}",
            clock=rf"(?:{clock})(?:\s?(?:{t.CLOCK_ENDS_ELSEWHERE})\b){{0,2}}",
            zone=_ZONE.replace("jst", "jst|mesz|mez"),
            weekday=weekdays,
            soon=rf"today|yesterday|\b{_any_of(soon)}\b|今日|昨日",
            ago=rf"\b(?:{t.AGO_BEFORE_ELSEWHERE})\s{number}\s?{units}\b(?:\s(?:sedan|siden))?"
            rf"|\b{number}\s?{units}\s(?:{t.AGO_BEHIND_ELSEWHERE})\b|\d{{1,3}}\s?{units}前|{_AGO}",
        )
    )


learn_words(*(" ".join(names) for names in t.MONTHS_ELSEWHERE), " ".join(t.SOON_ELSEWHERE), t.OTHER_SIGNS)
