"""Whether a page that was copied with its interface shows the interface of comments, too.

The menus, lists and forms of a whole page hold many runs of lines in the shape of comments: a name and a day above a
line of text. Where all of that was copied, what stands around comments was copied as well: a button to answer or to
report, a verb behind a name, votes, the form for a new one, or a header whose count the comments bear out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.ends import Section
from stance.pages.frames import is_address
from stance.pages.lines import Line
from stance.pages.listings import is_listing
from stance.pages.sheet import Sheet
from stance.pages.times import has_clock
from stance.pages.whole_page import begins_with_menu, is_fragment

__all__ = ["can_be_answered", "is_borne_out"]

#: So many short lines without a sentence, or so many well-known parts of a site, stand around the comments of a page
#: that was copied with its interface.
_FRAGMENTS, _PLACES = 40, 3
#: So large a share of the comments has what only comments have; so many lines below them the form for one may stand.
_SHARE, _LINES_TO_FORM = 0.3, 12
#: So large a share of them has a button to answer where nothing else tells of comments.
_ANSWERED = 0.6
#: So many units without sentences and times are no comments.
_LISTED = 8
#: So many comments with name, day and clock, of which most speak in sentences, need nothing else.
_MANY, _MOSTLY = 3, 0.7
#: … and so many with a day, or a verb behind the name, where so large a share of the names are different.
_LONG_THREAD, _DIFFERENT = 8, 0.4
#: A count in the header bears out so many comments: as many as it says, or up to so many times as few.
_FEWER = 4


def is_borne_out(sheet: Sheet, section: Section, *, framed: bool = False) -> bool:
    """Tell whether nothing on a page speaks against what was taken for its comments.

    ``framed`` are comments read off what comes back beside them, which is a part of the interface in any case.
    """
    if not section.units:
        return True
    found = len(section.units)
    least = max(1, _SHARE * found)
    spoken = sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in section.units)
    if not framed and _is_list(section, spoken):
        return False
    if is_listing(sheet, section):
        return False
    if not (framed or _was_copied_whole(sheet, section)):
        return True
    if section.declared and found <= section.declared <= _FEWER * found and spoken >= least:
        return True
    if sum(_is_plain(sheet, unit.first, unit.last) for unit in section.units) >= least:
        return True
    clocked = sum(unit.author is not None and has_clock(unit.time) for unit in section.units)
    if found >= _MANY and min(clocked, spoken) >= _MOSTLY * found:
        return True
    if found >= _LONG_THREAD and _is_thread(sheet, section, spoken):
        return True
    timed = sum(unit.time is not None for unit in section.units)
    return found > 1 and _has_form(sheet, section) and timed >= least and spoken >= least


def _is_thread(sheet: Sheet, section: Section, spoken: int) -> bool:
    """Tell whether many different people speak in many texts, each with a day or a verb behind the name."""
    units = section.units
    signed = sum(unit.author is not None and (unit.time is not None or _says_who(sheet, unit.first)) for unit in units)
    people = len({unit.author for unit in units})
    return min(signed, spoken) >= _MOSTLY * len(units) and people >= _DIFFERENT * len(units)


def _says_who(sheet: Sheet, first: int) -> bool:
    """Tell whether a comment begins with a name and a verb, or a by-line with an account: ``by ann (1234)``."""
    for i, line in _numbered(sheet.lines, first, first + 1):
        mark = sheet.marks[i]
        if mark and (mark.kind == "says" or (mark.kind == "by" and line.text.endswith(")"))):
            return True
    return False


def _is_list(section: Section, spoken: int) -> bool:
    """Tell whether many units without sentences, times and a count that bears them out are a list of something else."""
    found = len(section.units)
    if found < _LISTED or section.declared in (found, found + 1):
        return False
    timed = sum(unit.time is not None for unit in section.units)
    return max(spoken, timed) < _SHARE * found


def can_be_answered(sheet: Sheet, section: Section) -> bool:
    """Tell whether most comments of a section have a time and a button to answer; lists of discussions have none."""
    answered = sum(
        any(b.ANSWER.match(line.text) for _, line in _numbered(sheet.lines, unit.first, unit.last + 2))
        for unit in section.units
    )
    timed = sum(unit.time is not None for unit in section.units)
    return min(answered, timed) >= _ANSWERED * len(section.units)


def _was_copied_whole(sheet: Sheet, section: Section) -> bool:
    first, last = section.units[0].first, section.units[-1].last
    around = [line for line in sheet.lines if not first <= line.number <= last]
    fragments = [line for line in around if is_fragment(line)]
    places = sum(v.MENU.match(line.text) is not None for line in fragments)
    return begins_with_menu(around) or len(fragments) >= _FRAGMENTS or places >= _PLACES


def _is_plain(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a comment has a button or a mark that nothing but comments have, or such a button right below it."""
    lines = _numbered(sheet.lines, first, last + 2)
    return any(b.OF_COMMENTS.match(x.text) or is_address(x.text) or _marks_a_comment(sheet, i) for i, x in lines)


def _numbered(lines: Sequence[Line], first: int, last: int) -> list[tuple[int, Line]]:
    begin = bisect_left(lines, first, key=lambda line: line.number)
    end = bisect_right(lines, last, key=lambda line: line.number)
    return list(enumerate(lines[begin:end], start=begin))


def _marks_a_comment(sheet: Sheet, i: int) -> bool:
    mark = sheet.marks[i]
    if mark is None:
        return False
    rated = mark.kind == "named" and mark.plain and mark.time is None  # a name with points
    return mark.kind == "votes" or rated or (mark.kind == "says" and mark.plain)


def _has_form(sheet: Sheet, section: Section) -> bool:
    """Tell whether a header of comments, or the form for a new one, stands right above them or right below them."""
    above = _numbered(sheet.lines, section.units[0].first - _LINES_TO_FORM, section.units[0].first - 1)
    below = _numbered(sheet.lines, section.units[-1].last + 1, section.units[-1].last + _LINES_TO_FORM)
    return any(
        (sheet.cues[i].is_form or sheet.cues[i].is_header) and cue.is_about_comments(line.text)
        for i, line in (*above, *below)
    )
