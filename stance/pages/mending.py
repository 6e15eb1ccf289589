"""Lines as they were before the save broke them, and without what is none of the page itself.

That is what a forum says about each writer beside each text, and where and when whoever saved the page found it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.pages.lines import Line, ends_like_a_sentence, is_short
from stance.pages.marks import read_mark
from stance.pages.times import find_time

__all__ = ["mended", "unwrapped", "without_profiles", "without_source"]

#: What a forum says of a writer: label and value on one line or on two, or the writer's rank above them.
_FIELD = re.compile(
    r"(?i)^(?:join(?:ed| date)|registered|member since|posts|messages|location|from|likes|thanks):\s?.{0,60}$"
)
_LABEL = re.compile(r"(?i)^(?:joined|registered|member since|posts|messages|location|reaction score|points|age):?$")
_SINCE = re.compile(r"(?i)^(?:join(?:ed| date)|registered|member since)\b")
_RANK = re.compile(
    r"(?i)^(?:.{0,24}\bmember|.{0,12}\bmoderator|.{0,12}\badmin(?:istrator)?|veteran|newbie|regular|.{0,12}contributor)$"
)
#: So many such lines show a forum.
_WRITERS, _VALUE_LENGTH = 2, 40


def without_profiles(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines of a page into those that are left and those that only describe a writer."""
    if sum(line.text[0] in "jJrRmM" and _SINCE.match(line.text) is not None for line in lines) < _WRITERS:
        return list(lines), []
    described = [False] * len(lines)
    for i, line in enumerate(lines):
        if _FIELD.match(line.text):
            described[i] = True
        elif _LABEL.match(line.text) and i + 1 < len(lines) and len(lines[i + 1].text) <= _VALUE_LENGTH:
            described[i] = described[i + 1] = True
    for i in range(len(lines) - 2, -1, -1):
        described[i] = described[i] or (described[i + 1] and _RANK.match(lines[i].text) is not None)
    kept = [line for line, is_profile in zip(lines, described, strict=True) if not is_profile]
    return kept, [line for line, is_profile in zip(lines, described, strict=True) if is_profile]


#: Above a saved page: ``Source: https://…``, ``Retrieved: 20 November 2012``, the bare address.
_ADDRESS = re.compile(r"(?i)^(?:[a-zà-ÿ]{2,12}(?: [a-zà-ÿ]{2,12})?\s?:\s?)?<?(?:https?://|www\.)\S{3,2000}$")
_SAVED = re.compile(
    r"(?i)^(?:(?:date )?(?:saved|retrieved|accessed|downloaded|captured|archived|printed|fetched)|gespeichert"
    r"|abgerufen|enregistré|consulté|guardado|consultado|salvato|opgeslagen|sparad)"
    r"(?: (?:on|at|am|le|el|il|op))?\s?:?\s(.{4,50})$"
)
_LINES_OF_SOURCE = 4


def without_source(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines of a page into those that are left and those at its top that say where it was saved from."""
    count = 0
    for line in lines[:_LINES_OF_SOURCE]:
        said = _SAVED.match(line.text)
        if not (_ADDRESS.match(line.text) or (said and find_time(said[1]))):
            break
        count += 1
    return list(lines[count:]), list(lines[:count])


#: A page is wrapped where no line of several words is longer than the first of these and many are nearly as long as the
#: longest: so large a share of them lacks no more than so many characters.
_WIDEST, _NARROWEST, _FULL, _LACKING, _LEAST_LINES = 100, 50, 0.3, 12, 20


def unwrapped(lines: Sequence[Line]) -> tuple[list[Line], dict[int, int]]:
    """Put lines together that were broken at a width, as mail and the browsers of terminals break them.

    A line goes on where the first word below it would not have had room in it. Also return for each line that was put
    together the number of its last part.
    """
    width = max((len(line.text) + line.indent for line in lines if " " in line.text), default=0)
    full = sum(len(line.text) + line.indent >= width - _LACKING for line in lines)
    if len(lines) < _LEAST_LINES or not _NARROWEST <= width <= _WIDEST or full < _FULL * len(lines):
        return list(lines), {}
    pieces: list[list[Line]] = []
    room = 0
    for line in lines:
        word = line.text.partition(" ")[0]
        if pieces and len(word) + 1 > room and not _begins_anew(pieces[-1][-1], line, width):
            pieces[-1].append(line)
        else:
            pieces.append([line])
        room = width - len(line.text) - line.indent
    found = [parts[0]._replace(text=" ".join(part.text for part in parts)) for parts in pieces]
    return found, {parts[0].number: parts[-1].number for parts in pieces if len(parts) > 1}


def _begins_anew(above: Line, line: Line, width: int) -> bool:
    """Tell whether a line is no part of the one above: below a full stop a short one may be a name, or a mark."""
    if line.after_blank or line.indent != above.indent:
        return True
    if line.text[0].islower() or not ends_like_a_sentence(above.text):
        return False
    return 2 * len(line.text) < width or read_mark(line.text) is not None


_BY = re.compile(r"(?i)^(?:posted |written |submitted )?by \S.{0,60}$")
_ON, _ONS = re.compile(r"(?i)^(?:on|at)\b"), frozenset({"on", "at", "On", "At", "ON", "AT"})


#: Day and clock that touch: ``28.09.1912:44`` is no day of 1912.
_TOUCHING = re.compile(r"(?<!\d)([0-3]?\d([./-])[0-3]?\d\2\d\d)([0-2]\d:[0-5]\d)(?![\d:])")


def _touches(text: str) -> bool:
    """Tell in no time whether four digits stand before the first colon of a short line."""
    at = text.find(":")
    return at > 0 and text[max(0, at - 4) : at].isdecimal() and is_short(text)


def mended(lines: Sequence[Line]) -> list[Line]:
    """Put together what is one line on the page: ``Posted by Ann`` / ``on`` / ``6 Mar 2031 12:31``; part the times."""
    lines = [line._replace(text=_TOUCHING.sub(r"\1 \3", line.text)) if _touches(line.text) else line for line in lines]
    if not any(line.text[:2] in _ONS for line in lines):
        return list(lines)
    found: list[Line] = []
    i = 0
    while i < len(lines):
        line, taken = lines[i], 1
        if line.text[0] in "bBpPwWsS" and "y " in line.text and _BY.match(line.text):
            taken = _broken_off(lines, i)
        found.append(line if taken == 1 else line._replace(text=" ".join(x.text for x in lines[i : i + taken])))
        i += taken
    return found


def _broken_off(lines: Sequence[Line], i: int) -> int:
    """Return how many lines a mark goes over: those up to a time that begins with "on", or stands below one."""
    below = [line.text for line in lines[i + 1 : i + 3]]
    if not below or not _ON.match(below[0]) or len(below[0]) > _LONGEST_TIME or find_time(lines[i].text):
        return 1
    if find_time(below[0]):
        return 2
    whole = len(below) == 2 and len(below[0]) <= 2 and len(below[1]) <= _LONGEST_TIME and find_time(below[1])
    return 3 if whole else 1


_LONGEST_TIME = 70
