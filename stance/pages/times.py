"""When something was posted: how pages write it, and where in a line it stands.

Every pattern is applied to one line of at most :data:`~stance.pages.vocabulary.MAX_CUE_LENGTH` characters, and each
of its repetitions is bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["TimeSpan", "find_time"]

_MONTH = (
    r"(?:jan(?:uary|uar|vier|v)?|feb(?:ruary|ruar)?|f[ée]vr(?:ier)?|mar(?:ch|s)?|mär(?:z)?|apr(?:il)?|avr(?:il)?|may|mai"
    r"|june?|juni|juin|july?|juli|juil(?:let)?|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?"
    r"|nov(?:ember|embre)?|de[cz](?:ember)?|déc(?:embre)?)\.?"
)
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?(?!\d))"
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d(?![\d:.,]))"
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
#: Between day and clock: ``2012 at 8:42``, ``July 24, @07:29AM``, ``2012 · 8:23 PM``.
_GAP = r"[\s,@·|/–—-]{0,4}(?:(?:at|um|à)\s)?[\s@]{0,2}"
_CLOCK = (
    r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:[ap]\.m\.|[ap]m\b))?"
    r"|(?<!\d)[01]?\d [0-5]\d\s?[ap]m\b"  # the colon lost
)
_ZONE = r"(?:\s?\(?(?:jst|gmt|utc|bst|ces?t|e[sd]?t|c[sd]t|m[sd]t|p[sd]?t)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
_DATE = (
    rf"{_MONTH}\s?{_DAY},?\s{_SHORT_YEAR}"
    rf"|{_DAY}\.?,?\s{_MONTH},?\s{_SHORT_YEAR}"
    rf"|{_YEAR}[-/.][01]?\d[-/.][0-3]?\d(?!\d)"
    rf"|[0-3]?\d[/.-][0-3]?\d[/.-](?:{_YEAR}|\d\d(?![\d:]))"
    r"|(?:19|20)\d\d年\s?\d{1,2}月\s?\d{1,2}日"
)
_YEARLESS = rf"{_MONTH}\s{_DAY}|{_DAY}\.?\s{_MONTH}"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|mo|[smhdwy])"
_AGO = (
    rf"(?:(?:about|over|almost)\s)?\b(?:an?|one|\d{{1,3}})\s?{_UNIT}\sago\b"
    r"|just now|vor \d{1,3} (?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)\b"
    r"|il y a \d{1,3} (?:minutes?|heures?|jours?|mois|ans?)\b|\d{1,3}\s?(?:分|時間|日|か月|年)前"
)
#: A month or a day may touch the name before it: ``AnnToday 09:14 am JST``, ``Ann26 October 2012``.
_TIME = re.compile(
    rf"(?P<weekday>{_WEEKDAY},?\s)?"
    rf"(?:(?P<date>{_DATE})(?:{_GAP}(?P<clock>{_CLOCK}){_ZONE}(?:\sat\s(?:{_CLOCK}))?)?"
    rf"|(?P<yearless>{_YEARLESS})(?:{_GAP}(?P<clock2>{_CLOCK}){_ZONE})?"
    rf"|(?P<soon>today|yesterday)(?:{_GAP}(?P<clock3>{_CLOCK}){_ZONE})?"
    rf"|(?P<clock4>{_CLOCK}){_ZONE}(?:{_GAP}(?:{_WEEKDAY},?\s)?(?P<date2>{_DATE}|{_YEARLESS}|\d\d\.\d\d(?!\d)))?"
    rf"|(?P<ago>{_AGO})(?:\s\(\s?(?:{_CLOCK})\s?\))?)"
)
#: What a time begins with; where "ago" stands in the line it may be "about" and "an hour", too.
_BEGINNINGS = (
    r"\d|jan|feb|fév|fev|mar|mär|apr|avr|may|mai|jun|jul|jui|aug|aoû|sep|oct|okt|nov|dec|dez|déc"
    r"|mon|tue|wed|thu|fri|sat|sun|today|yesterday|just now|vor |il y a"
)
_STARTS, _AGO_STARTS = re.compile(_BEGINNINGS), re.compile(_BEGINNINGS + "|a|o")
#: Without one of these there is no time in a line: looking for them costs a tenth of the pattern.
_SIGNS = (
    *(":", "/", "ago", "now", "today", "yesterday", "年", "前", "vor", "il y a", "am", "pm", "a.m", "p.m"),
    *("jan", "feb", "fév", "mar", "mär", "apr", "avr", "may", "mai", "jun", "jui", "jul", "aug", "aoû"),
    *("sep", "oct", "okt", "nov", "dec", "dez", "déc"),
)
_DIGIT = re.compile(r"\d")
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
    without_digit = "ago" in lowered or "now" in lowered or "today" in lowered or "yesterday" in lowered
    if not without_digit and not (
        digit and (any(map(lowered.__contains__, _SIGNS)) or _NUMERIC_DATE.search(lowered, digit.start()))
    ):
        return None
    starts = _AGO_STARTS if "ago" in lowered else _STARTS
    begin = 0 if without_digit or digit is None else max(0, digit.start() - _BEFORE_DIGIT)
    for _ in range(_TRIES):
        match = _search(starts, lowered, begin)
        if match is None:
            return None
        if span := _read(match, lowered):
            return span
        begin = match.start() + 1
    return None


def _search(starts: re.Pattern[str], line: str, begin: int) -> re.Match[str] | None:
    """Search for a time: only where one can begin, which is found many times faster than the time itself."""
    while start := starts.search(line, begin):
        if match := _TIME.match(line, start.start()):
            return match
        begin = start.start() + 1
    return None


#: So many readings of a line are tried.
_TRIES = 4


def _read(match: re.Match[str], line: str) -> TimeSpan | None:
    weekday, date, yearless, late_date, soon, ago = match.group("weekday", "date", "yearless", "date2", "soon", "ago")
    clock = bool(match["clock"] or match["clock2"] or match["clock3"] or match["clock4"])
    text = match[0].strip()
    whole = text == line
    if match["clock4"] and not late_date and text[-1] not in "m." and not whole:
        return None  # "3:16", "11.59": a clock without a day is none unless it says am or pm
    if (soon or yearless) and not clock and not whole:
        return None
    has_date = bool(date or yearless or late_date)
    return TimeSpan(match.start(), match.end(), has_date, clock, bool(ago or soon), bool(weekday and date))
