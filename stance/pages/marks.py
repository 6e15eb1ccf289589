"""Lines that mark a comment: who wrote it, when, or how it was voted on.

:func:`read_mark` says of one line what kind of mark it is; none knows its neighbours. How marks repeat is the business
of :mod:`~stance.pages.layouts`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from stance.pages import author_vocabulary as a
from stance.pages import button_vocabulary as b
from stance.pages.lines import AGE_LINE, LINES_REMEMBERED, is_button, is_short, read_age_of_row
from stance.pages.names import LONGEST_NAME, NO_NAME, SEPARATORS, may_be_name, read_name
from stance.pages.times import TimeSpan, find_time
from stance.pages.tongues import speaks_elsewhere

__all__ = ["Kind", "Mark", "read_mark"]

#: ``says``: "Ann says:", "On DATE, Ann said..."; ``named``: name, then time; ``dated``: time, then name;
#: ``posted``: "Posted by: Ann | DATE", "by ann on DATE."; ``signed``: "- Ann, Leeds, DATE"; ``time``: a time and no
#: name; ``by``: "by ann (123)"; ``member``: "Posted in: TITLE", on the page of one member;
#: ``subject``: "Re:", "Fares (Score:2, Funny)"; ``votes``: "-8 ( +1 / -9 )".
Kind = Literal["says", "named", "dated", "posted", "signed", "time", "by", "member", "subject", "votes"]


class Mark(NamedTuple):
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
    #: The name of whom it answers, where the line says so; net votes, where they stand beside the name.
    answers: str | None = None
    votes: int | None = None
    #: A row of buttons with an age in it: it stands below the text.
    closes: bool = False


_MAX_WORDS = 22
_SUBJECT = re.compile(r"^Re:.{0,100}$|.\s\((?:Score:)?-?\d(?:, [A-Z][a-z]{2,15})?\)$")
_SCORE = re.compile(r"\(Score:(-?\d)")
_MEMBER = re.compile(r"(?i)^posted in: .{1,150}$")
_NUMBER = re.compile(r"^(?:[+-]?\d{1,4}\s#\d{1,4}|#?\d{1,4}[.):]?|\(\d{1,4}\)|[•*·▪◦])\s{1,4}(?=\S)")
_BYLINE = re.compile(rf"(?i)^(?P<lead>{a.BY})\s{{1,2}}(?P<name>\S.{{0,70}})$")
_BYLINE_ELSEWHERE = re.compile(rf"(?i)^(?P<lead>{a.BY_ELSEWHERE})\s?(?:[:：]\s?|\s)(?P<name>\S.{{0,70}})$")
_BY_ID = re.compile(r"(?i)^by (?P<name>\S.{0,50}?)(?: \(\d{2,10}\)(?:[ *].{0,60})?| anonymous coward)?$")


def _speaking(verbs: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?i)^(?P<name>\S.{{0,60}}?),?\s(?P<verb>{verbs})(?P<mark>\s?(?::|\.\.\.|…|,))?(?P<tail>\s(?:on|at))?$"
    )


_SPEAKER, _SPEAKER_ELSEWHERE = _speaking(a.SAYS), _speaking(a.SAYS_ELSEWHERE)
_VERB_BEHIND = re.compile(rf"(?i)^(?P<verb>{a.SAYS})\s?(?P<mark>:|\.\.\.|…|,|\.)?$")
_VERB_BEHIND_ELSEWHERE = re.compile(rf"(?i)^(?P<verb>{a.SAYS_ELSEWHERE})\s?[:…,.]{{0,3}}$")
_VERB_BEFORE = re.compile(rf"(?i)^(?P<verb>{a.SAYS_BEFORE_NAME})\s(?P<name>\S.{{0,60}}?)\s?:?$")
#: From the verb on, a speaker's line has no more characters: "commented... on".
_FROM_VERB = 16
_QUICK_VERB = re.compile(rf"(?i)\b(?:{a.SAYS})\b")
_ANY_VERB = re.compile(a.SAYS)
_TIME_LEAD_ELSEWHERE = re.compile(rf"(?i)^#?\d{{0,4}}\s?{a.ON_ELSEWHERE}$")
_TIME_LEAD = re.compile(
    r"(?i)^(?:(?:(?:reply)?\s?#\d{1,5}(?:\.\d{1,4}){0,6}|date|posted|published|added|written|submitted|commented|comment|on|at|am)\b[\s:]{0,2}){0,3}$"
)
#: An address of the internet, of which pages show a part.
_IP = re.compile(r"^(?:(?:\d{1,3}|[*x]{1,3})\.){2,3}(?:\d{1,3}|[*x]{1,3})$")
#: A day without a year, before a clock: ``03/04 at 5:28 pm``.
_DAY_BEFORE = re.compile(r"(?i)^(\d{1,2}[/.]\d{1,2}\.?)(?: at)?$")
#: Alone before a time in figures, which no other word tells the language of.
_ON_A_DAY = frozenset({"le", "Le", "el", "El", "am", "Am", "il", "Il", "em", "den", "vom", "op", "dnia"})
#: What may stand behind a time and means nothing. Atomic: no piece is tried in two ways, however long the line is.
_JUNK = re.compile(
    r"(?i)^(?>\*|stickied comment\b|\([^()]{1,30}\)|\[(?:[–+-]|\d{1,5} \w{3,12})\]|@\w{1,30}"
    r"|\d{1,4} (?:recs?|likes?|points?|votes?|pts)\b|(?:rating|score): ?[+−-]?\d{1,4}\b"
    r"|(?:pending )?awaiting moderation"
    r"|(?:via mobile|up|reply|permalink|link|homepage|journal|report(?: (?:abuse|this))?|edited|share|flag|quote|like"
    r"|parent|root|next|prev|favorite|past|jst|hide|context|options?)\b|\d{1,9}"
    r"|[\s|•·,.;:#()\[\]–—›»/+*↓👍👎❤♥\ufe0f-]){0,40}+$"
)
#: Before a time: ``12 points · 3 hours ago``.
_VOTES_BEFORE = re.compile(r"(?i)^([+−-]?\d{1,6}) (?:points?|likes?|votes?|pts|upvotes?)[\s|•·,–—-]{0,4}$")
#: Behind a time: ``· 12 points``, ``· 👍 12``.
_VOTES_BEHIND = re.compile(
    r"(?i)^[\s|•·,]{0,4}(?:([+−-]?\d{1,6}) (?:points?|likes?|votes?|pts)\b|[👍❤♥]\ufe0f?\s?(\d{1,6})(?!\S))"
)


@lru_cache(maxsize=LINES_REMEMBERED)
def read_mark(line: str) -> Mark | None:
    """Say what kind of mark a line is, or None for text, names and everything else.

    >>> read_mark("Maud on July 3, 2012 at 8:42 am said:").kind
    'says'
    >>> read_mark("Posted by: Maud | July 3, 2012 at 08:42 AM").author
    'Maud'
    """
    if not is_short(line) or "(@" in line:  # "(@" signs a quoted tweet
        return None
    if line.count(" ") > _MAX_WORDS and len(line.split()) > _MAX_WORDS:
        return None
    if line[-1] == ")" and b.VOTES_NET.match(line):
        return Mark("votes", plain=True)
    if line[0] in "pP" and _MEMBER.match(line):
        return Mark("member", plain=True)
    if (line[-1] == ")" or line.startswith("Re:")) and _SUBJECT.search(line):
        score = _SCORE.search(line)
        return Mark("subject", plain=not line.startswith("Re:"), votes=int(score[1]) if score else None)
    if line[0] in "lLrR" and (row := read_age_of_row(line)):
        return Mark("time", time=row[0], votes=row[1], closes=True)
    if line[0].isdigit() and AGE_LINE.match(line):
        return Mark("time", time=line)
    span = find_time(line)
    if span:
        return _with_time(line, span)
    return (_with_age(line) if line[-1:].isalpha() else None) or _without_time(line)


def _with_age(line: str) -> Mark | None:
    """Read ``Ann · 10h``, ``Ann • 10h``, where a dot alone stands between name and age."""
    sign = "·" if "·" in line else "•"
    name, dot, age = line.rpartition(sign)
    if not dot or not AGE_LINE.match(age.strip()) or sign in name:
        return None
    timed = Mark("time", None, age.strip())
    if voted := _VOTES_BEFORE.match(name):
        return timed._replace(votes=_as_votes(voted[1]))
    return _named(timed, "named", name.strip(), most=4)


def _as_votes(shown: str) -> int:
    return int(shown.replace("−", "-"))


def _with_time(line: str, span: TimeSpan) -> Mark | None:
    before, after = line[: span.start].strip(), line[span.end :].strip()
    voted = _VOTES_BEFORE.match(before)
    before, numbered = ("", False) if voted else _without_number(before)
    plain = (span.clock and (span.date or span.relative)) or span.weekday
    behind = _VOTES_BEHIND.match(after)
    shown = voted[1] if voted else (behind[1] or behind[2]) if behind else None
    votes = _as_votes(shown) if shown else None
    timed = Mark("time", None, line[span.start : span.end].strip(" ,"), None, span.clock, plain, numbered, votes=votes)
    bare = _IP.sub("", before.strip(SEPARATORS + "(["))
    if day := _DAY_BEFORE.match(before):
        return (
            timed._replace(time=line[day.start(1) : span.end].strip(" ,")) if not after or _JUNK.match(after) else None
        )
    elsewhere = speaks_elsewhere(line.lower())
    lead = not bare or bare in _ON_A_DAY or _TIME_LEAD.match(bare) or (elsewhere and _TIME_LEAD_ELSEWHERE.match(bare))
    tail = not after or _JUNK.match(after) or is_button(after.strip(SEPARATORS))
    if lead:
        return timed if tail else _time_first(after, timed)
    if tail:
        return _name_first(before, timed)
    verb = _VERB_BEHIND.match(after.strip(SEPARATORS[:-1])) or _VERB_BEHIND.match(after)
    verb = verb or (_VERB_BEHIND_ELSEWHERE.match(after) if elsewhere else None)
    return _named(timed, "says", _cut_fillers(before), verb["verb"]) if verb else None


def _named(timed: Mark, kind: Kind, text: str, verb: str | None = None, most: int = 7) -> Mark | None:
    """Give a mark its kind and the name in ``text``; None where it holds no name."""
    name = read_name(text)
    if name is None or (name.author and (len(name.author.split()) > most or NO_NAME.match(name.author))):
        return None
    verb = verb.lower().rstrip(":") if verb else None
    plain = timed.plain or kind == "says"
    numbered, clock = timed.numbered, timed.clock
    votes = timed.votes if name.votes is None else name.votes
    return Mark(kind, name.author, timed.time, verb, clock, plain, numbered, False, name.answers, votes)


#: Name, town and country have so many words at most.
_WORDS_WITH_PLACE = 10


def _name_first(before: str, timed: Mark) -> Mark | None:
    text = _cut_fillers(before)
    if by := _byline(text):
        return _named(timed, "posted", by["name"], by["lead"], 9)
    if speaker := _speaker(text):
        return _named(timed, "says", speaker["name"], speaker["verb"])
    if before[0] in "-–—" and "," in before:
        name, *place = before.strip(SEPARATORS).split(",")
        return _named(timed, "signed", name) if len(place) <= 4 else None
    if _POINTS_BY.match(text):
        return None
    mark = _named(timed, "named", text, most=_WORDS_WITH_PLACE if text.count(",") == 2 else 7)
    plain = (before[-1] == "•" and len(text.split()) == 1) or before[:3] in ("[–]", "[-]")
    return mark._replace(plain=True) if mark and plain else mark


def _time_first(after: str, timed: Mark) -> Mark | None:
    text = _BRACKETS_BEHIND.sub("", _DAY_IN_BRACKETS.sub("", after)).strip(SEPARATORS + ")]")
    if speaker := _speaker(text):
        return _named(timed, "says", speaker["name"], speaker["verb"])
    if by := _byline(text):
        return _named(timed, "posted", by["name"], by["lead"], 9)
    mark = _named(timed, "dated", _REGISTERED.sub("", text), most=6)
    return mark._replace(plain=True) if mark and _REGISTERED.search(text) else mark


def _without_time(line: str) -> Mark | None:
    if _ends_with_verb(line) or (speaks_elsewhere(line.lower()) and _SPEAKER_ELSEWHERE.match(line)):
        return _says(line)
    if (rated := _RATED.match(line) if "pts" in line else None) and may_be_name(rated[1], 4):
        return Mark("named", rated[1], plain=True, votes=int(rated[2]) if rated[2] else None)
    points = _POINTS.match(line) if line[-1] in "sS" else None
    by = _BY_ID.match(line) if line[:3].lower() == "by " else None
    if not (points or by) or _QUICK_VERB.search(line):
        return None
    if points:
        return Mark("named", points[1], plain=True, votes=int(points[2])) if may_be_name(points[1], 4) else None
    name = read_name(line[3:] if by["name"] is None else by["name"]) if by else None
    return Mark("by", name.author, plain="(" in line) if name else None


def _says(line: str) -> Mark | None:
    text, numbered = _without_number(line)
    speaker = _speaker(text)
    if not speaker or "mark" not in speaker.groupdict():
        return None
    name, behind = read_name(speaker["name"]), (speaker["mark"] or "").strip()
    if name and name.author and len(name.author.split()) <= (LONGEST_NAME if behind else 5):
        plain, loose = behind not in ("", ","), not behind
        return Mark("says", name.author, None, speaker["verb"].lower(), False, plain, numbered, loose, name.answers)
    return None


def _speaker(text: str) -> re.Match[str] | None:
    """Read a name with a verb behind it, or, as some languages have it, before it."""
    if _ends_with_verb(text) and (speaker := _SPEAKER.match(text)):
        return speaker
    if not speaks_elsewhere(text.lower()):
        return None
    return _SPEAKER_ELSEWHERE.match(text) or _VERB_BEFORE.match(text)


def _byline(text: str) -> re.Match[str] | None:
    if (by := _BYLINE.match(text)) or not speaks_elsewhere(text.lower()):
        return by
    return _BYLINE_ELSEWHERE.match(text)


def _ends_with_verb(text: str) -> bool:
    """Tell whether a verb of saying stands where a speaker's line has it; most lines are no such lines."""
    if not _ANY_VERB.search(text[-_FROM_VERB:].lower()):
        return False
    return _QUICK_VERB.search(text, max(0, len(text) - _FROM_VERB)) is not None


_DAY_IN_BRACKETS = re.compile(r"(?i)^\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\)\s")
#: Behind a name: ``(subscriber, #48811) [Link] (5 responses)``.
_BRACKETS_BEHIND = re.compile(r"(?:\s(?:\([^()\[\]]{1,40}\)|\[[^()\[\]]{1,20}\])){2,5}$")
_POINTS_BY = re.compile(r"(?i)^(?:\d{1,6} )?points? by\b")
_REGISTERED = re.compile(r"(?i)\s\(?not verified\)?$|^unregistered commenter\s?")
#: A name, the points of its bearer, which are no votes, and those who liked the comment: ``ann_22  5pts   1 Like``.
_RATED = re.compile(r"(?i)^(\S.{0,40}?)\s{1,4}\d{1,5}pts(?:\s{1,80}(\d{1,5}) likes?)?$")
_POINTS = re.compile(r"(?i)^(\S.{0,40}?) (\d{1,6}) (?:pts|points)$")


def _without_number(text: str) -> tuple[str, bool]:
    number = _NUMBER.match(text)
    return (text[number.end() :], True) if number else (text, False)


_FILLERS = re.compile(
    r"(?i)[\s,]{1,3}(?:on|at|posted|posted on|wrote on|commented|commented on|replied on"
    r"|am|le|um|em|il|el|op|den|dnia)$"
)


#: What every filler ends with.
_FILLER_ENDS = ("on", "at", "ed", "am", "le", "um", "em", "il", "el", "op", "en", "ia")


def _cut_fillers(text: str) -> str:
    text = text.rstrip(SEPARATORS + "([")
    if not text[-2:].lower().endswith(_FILLER_ENDS):
        return text
    return _FILLERS.sub("", text).rstrip(SEPARATORS + "([")
