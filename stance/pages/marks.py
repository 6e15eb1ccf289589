"""Lines that mark a comment: who wrote it, when, or how it was voted on.

:func:`read_mark` says of one line what kind of mark it is; none knows its neighbours. How marks repeat is the business
of :mod:`~stance.pages.layouts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from stance.pages import vocabulary as v
from stance.pages.lines import AGE_LINE, ends_like_a_sentence, is_short, read_votes
from stance.pages.times import TimeSpan, find_time

__all__ = ["Kind", "Mark", "may_be_name", "read_mark"]

#: ``says``: "Ann says:", "On DATE, Ann said..."; ``named``: name, then time; ``dated``: time, then name;
#: ``posted``: "Posted by: Ann | DATE", "by ann on DATE."; ``signed``: "- Ann, Leeds, DATE"; ``time``: a time and no
#: name; ``by``: "by ann (123)"; ``votes``: "-8 ( +1 / -9 )", "12 points".
Kind = Literal["says", "named", "dated", "posted", "signed", "time", "by", "votes"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One line that marks a comment."""

    kind: Kind
    author: str | None = None
    time: str | None = None
    verb: str | None = None
    clock: bool = False
    #: A verb with a colon or dots behind it, or a time with day and clock: no line of prose has it.
    plain: bool = False
    numbered: bool = False
    #: A verb with nothing behind it ("Ann writes"): a mark only where a time stands beside it.
    loose: bool = False


_MAX_WORDS = 22
_NUMBER = re.compile(r"^(?:[+-]?\d{1,4}\s#\d{1,4}|#?\d{1,4}[.):]?|\(\d{1,4}\)|[•*·▪◦])\s{1,4}(?=\S)")
_BYLINE = re.compile(
    r"(?i)^(?P<lead>(?:comment(?:ed)?|posted|written|submitted|reply|replied|added)\s(?:by|from):?|by:?|from:)\s{1,2}(?P<name>\S.{0,70})$"
)
_BY_ID = re.compile(r"(?i)^by (?P<name>\S.{0,50}?)(?: \(\d{2,10}\)(?:[ *].{0,60})?| anonymous coward)?$")
_VERB = r"(?P<verb>says|said|wrote|writes|added|adds|replied|commented|responded)"
_SPEAKER = re.compile(rf"(?i)^(?P<name>\S.{{0,60}}?),?\s{_VERB}(?P<mark>\s?(?::|\.\.\.|…|,))?(?P<tail>\s(?:on|at))?$")
_VERB_BEHIND = re.compile(rf"(?i)^{_VERB}\s?(?P<mark>:|\.\.\.|…|,|\.)?$")
_QUICK_VERB = re.compile(r"(?i)\b(?:says|said|wrote|writes|added|adds|replied|commented|responded)\b")
_TIME_LEAD = re.compile(
    r"(?i)^(?:(?:(?:reply)?\s?#\d{1,5}(?:\.\d{1,4}){0,6}|date|posted|published|added|written|submitted|commented|comment|on|at|am)\b[\s:]{0,2}){0,3}$"
)
_JUNK = re.compile(
    r"(?i)^(?:[\s|•·,.;:#()\[\]–—›»/+*↓-]|\(#?[\d \w]{1,14}\)|#\d{1,9}|\d{1,4} (?:recs?|likes?|points?|votes?|pts)|via mobile|up|reply|permalink|link|homepage"
    r"|journal|report(?: (?:abuse|this))?|edited|share|flag|quote|like|said|says|parent|next|prev|\d{1,4}|jst|\([^()]{1,30}\)|@\w{1,30}|\[[–+-]\]|hide|context|options?){0,10}$"
)
_NO_NAME = re.compile(
    r"(?i)^(?:in (?:response|reply) to|response to|reply to|posted|published|updated|filed|tracked|last|edited|modified|created|copyright|©|article|date|time|originally|"
    r"first|since|until|from|in|on|at|as of|by|until|before|after|source|photo|joined|member since|registered|tags?|categor\w{1,4}|"
    r"share|tweet|print|email|comments?|views?|page|read|see|via|update|total|location|posts|when|where|what|why|how|next|previous|next)\b[^@]{0,80}$"
)
_SEPARATORS = " \t\xa0,|–—-·•:/~>"


def read_mark(line: str) -> Mark | None:
    """Say what kind of mark a line is, or None for text, names and everything else.

    >>> read_mark("Maud on July 3, 2012 at 8:42 am said:").kind
    'says'
    >>> read_mark("Posted by: Maud | July 3, 2012 at 08:42 AM").author
    'Maud'
    """
    if not is_short(line) or len(line.split()) > _MAX_WORDS or "(@" in line:  # "(@" signs a quoted tweet
        return None
    if votes := read_votes(line):
        return Mark("votes", plain=bool(votes))
    if AGE_LINE.match(line):
        return Mark("time", time=line)
    span = find_time(line)
    if span:
        return _with_time(line, span)
    return _without_time(line)


def _with_time(line: str, span: TimeSpan) -> Mark | None:
    before, numbered = _without_number(line[: span.start].strip())
    after = line[span.end :].strip()
    time = line[span.start : span.end].strip(" ,")
    full = span.clock and (span.date or span.relative)

    def mark(kind: Kind, author: str | None, verb: str | None = None, plain: bool = full) -> Mark:
        return Mark(kind, author, time, verb, span.clock, plain, numbered)

    lead = _TIME_LEAD.match(before.strip(_SEPARATORS + "(["))
    tail = _JUNK.match(after)
    if lead and tail:
        return mark("time", None)
    if tail:
        return _name_first(before, mark)
    if lead:
        return _time_first(after, mark)
    if (verb := _VERB_BEHIND.match(after.strip(_SEPARATORS[:-1]) or "")) or (verb := _VERB_BEHIND.match(after)):
        name = _clean(_cut_fillers(before))
        if may_be_name(name):
            return mark("says", name, verb["verb"].lower(), True)
    return None


def _name_first(before: str, mark) -> Mark | None:  # type: ignore[no-untyped-def]
    text = _cut_fillers(before)
    if by := _BYLINE.match(text):
        name = _clean(by["name"])
        return mark("posted", name, by["lead"].lower().rstrip(":")) if may_be_name(name, 9) else None
    if speaker := _SPEAKER.match(text):
        name = _clean(speaker["name"])
        return mark("says", name, speaker["verb"].lower(), True) if may_be_name(name) else None
    if before[0] in "-–—" and "," in before:
        name, *place = before.strip(_SEPARATORS).split(",")
        return mark("signed", name.strip()) if len(place) <= 4 and may_be_name(name) else None
    name = _clean(text)
    if may_be_name(name) and not _NO_NAME.match(name):
        return mark("named", name)
    return None


def _time_first(after: str, mark) -> Mark | None:  # type: ignore[no-untyped-def]
    text = after.strip(_SEPARATORS[:9] + "/)]")
    if speaker := _SPEAKER.match(text):
        name = _clean(speaker["name"])
        return mark("says", name, speaker["verb"].lower(), True) if may_be_name(name) else None
    if by := _BYLINE.match(text):
        name = _clean(by["name"])
        return mark("posted", name, by["lead"].lower().rstrip(":")) if may_be_name(name, 9) else None
    name = _clean(re.sub(r"(?i)\s\(?not verified\)?$|^unregistered commenter\s?", "", text))
    return mark("dated", name) if may_be_name(name, 6) and not _NO_NAME.match(name) else None


def _without_time(line: str) -> Mark | None:
    if _QUICK_VERB.search(line):
        text, numbered = _without_number(line)
        speaker = _SPEAKER.match(text)
        if not speaker:
            return None
        name, behind = _clean(speaker["name"]), (speaker["mark"] or "").strip()
        if may_be_name(name, 7 if behind else 5):
            return Mark("says", name, None, speaker["verb"].lower(), False, behind not in ("", ","), numbered, not behind)
        return None
    if points := _POINTS.match(line):
        return Mark("named", points[1], plain=True) if may_be_name(points[1], 4) else None
    if line[:3].lower() == "by " and (by := _BY_ID.match(line)):
        name = line[3:] if by["name"] is None else by["name"]
        if may_be_name(name):
            return Mark("by", name, plain="(" in line)
    return None


_POINTS = re.compile(r"(?i)^(\S.{0,40}?) \d{1,6} (?:pts|points)$")


def _without_number(text: str) -> tuple[str, bool]:
    number = _NUMBER.match(text)
    return (text[number.end() :], True) if number else (text, False)


_FILLERS = re.compile(r"(?i)[\s,]{1,3}(?:on|at|posted|posted on|wrote on|commented|commented on|replied on|a dit le|am|le|um)$")


def _cut_fillers(text: str) -> str:
    text = text.rstrip(_SEPARATORS + "([")
    return _FILLERS.sub("", text).rstrip(_SEPARATORS + "([")


_URL = re.compile(r"(?:https?://|www\.)\S{1,200}")
_AFTER_NAME = re.compile(r"(?i)\s(?:replying|replied|reply|in reply|in response) to .{1,60}$|\s\(\d{2,10}\)(?:\s<.{1,60}>)?$|\s[\[(](?:not verified|guest)[\])]$|\s(?:\d{1,6} )(?:points?|pts)$")


def _clean(name: str) -> str:
    """Return the name without address, place in the discussion, number of the account or picture."""
    bare = _AFTER_NAME.sub("", _URL.sub("", name).strip(_SEPARATORS)).strip(_SEPARATORS)
    return bare.removesuffix("'s picture")


def may_be_name(text: str, most: int = 7) -> bool:
    """Tell whether text may be a name where a verb or a time already marks the line."""
    words = text.split()
    if not words or len(text) > 60 or len(words) > most or (ends_like_a_sentence(text) and len(words) > 3):
        return False
    if not any(c.isalpha() for c in text) and len(text) > 12:
        return False
    return words[0].casefold() not in v.SENTENCE_OPENERS or len(words) == 1
