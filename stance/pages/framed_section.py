"""The comment section that a frame shows, and whether it is a better one than marks alone show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from stance.pages import lines as cue
from stance.pages.ends import Section
from stance.pages.framed import Framed, read_framed
from stance.pages.frames import opens_comments
from stance.pages.interface import is_borne_out
from stance.pages.sheet import Sheet
from stance.pages.units import Unit

__all__ = [
    "framed_section",
    "is_count_of_header",
    "leaves_frame",
    "misses_many",
    "section_of_frame",
    "without_buttons_of",
]


def framed_section(sheet: Sheet) -> Section | None:
    """Find the comments of a page by what comes back beside each, where the interface of comments bears them out."""
    framed = read_framed(sheet)
    section = section_of_frame(sheet, Section(len(sheet)), framed) if framed else None
    return section if section and is_borne_out(sheet, section, framed=True) else None


#: In so large a share of the comments lines of the frame may be left.
_LEFT = 0.25


def leaves_frame(section: Section, framed: Framed) -> bool:
    """Tell whether lines of the frame are left in the texts of a section, or hardly any of its texts are found there.

    Where the two readings agree on all other comments, one such text is enough, and so is one that only the frame has
    where it stands above the first mark.
    """
    if framed.closes and len(framed.units) > len(section.units):
        return True
    found = {line.number for unit in framed.units for line in unit.body}
    theirs = {line.number for unit in section.units for line in unit.body}
    if len(found & theirs) < _SHARED * len(found):
        return True
    whole = [
        unit
        for unit in section.units
        if unit.author not in framed.buttons and not any(line.number in framed.frame for line in unit.body)
    ]
    left, more = len(section.units) - len(whole), len(framed.units) - len(section.units)
    if left > _LEFT * len(section.units):
        return more > -left
    both = {(unit.author, unit.body) for unit in framed.units}
    return left > 0 and more >= 0 and all((unit.author, unit.body) in both for unit in whole)


#: So large a share of the lines of their texts has the same section in another reading.
_SHARED = 0.5


#: A frame misses many where it has fewer of the comments than this; their marks are plain, and so many.
_FEWER, _PLAIN, _MANY = 0.8, 0.9, 8


def misses_many(section: Section, framed: Framed) -> bool:
    """Tell whether a frame does without many comments of a section whose marks leave no doubt."""
    units = section.units
    plain = sum(unit.author is not None and unit.time is not None for unit in units)
    return len(units) >= _MANY and plain >= _PLAIN * len(units) and len(framed.units) < _FEWER * len(units)


def without_buttons_of(section: Section, framed: Framed) -> Section:
    """Set the buttons that a frame knows aside from the texts of a section."""
    return replace(section, units=tuple([_without(unit, framed.buttons) for unit in section.units]))


def _without(unit: Unit, buttons: frozenset[str]) -> Unit:
    body = tuple([line for line in unit.body if line.text not in buttons])
    if not body:
        return unit
    aside = tuple([line for line in unit.body if line.text in buttons])
    return unit._replace(body=body, aside=(*unit.aside, *aside))


def section_of_frame(sheet: Sheet, section: Section, framed: Framed) -> Section:
    """Put the comments that a frame shows in the place of the section, below the header above them."""
    page = sheet.lines
    first = bisect_left(page, framed.units[0].first, key=lambda line: line.number)
    end = bisect_right(page, framed.units[-1].last, key=lambda line: line.number)
    headers = [i for i in range(max(0, first - _HEADER_LINES), first) if opens_comments(sheet, i)]
    header = headers[-1] if headers else first
    while 0 < header < first and sheet.cues[header - 1].belongs_to_header:
        header -= 1
    counts = [n for i in headers if (n := cue.declared_count(page[i].text)) is not None]
    below_header = [n for i in headers if (n := _count_below(sheet, i)) is not None]
    declared = next(iter(counts[::-1] or below_header), section.declared if section.start <= first else None)
    score = float(len(framed.units))
    above, content, tail = tuple(page[header:first]), tuple(page[first:end]), tuple(page[end:])
    return Section(header, above, content, declared, units=framed.units, tail=tail, score=score)


def _count_below(sheet: Sheet, i: int) -> int | None:
    return int(sheet.lines[i + 1].text) if is_count_of_header(sheet, i + 1) else None


#: Between the header of a section and its first comment stand so many lines at most.
_HEADER_LINES = 30


def is_count_of_header(sheet: Sheet, i: int) -> bool:
    """Tell whether a line is the count of the header above it, not the number of the first comment."""
    if not 0 < i < len(sheet) - 1 or not sheet.cues[i - 1].is_header or sheet.marks[i + 1]:
        return False
    text = sheet.lines[i].text
    return text.isascii() and text.isdecimal() and 1 < len(text) <= _DIGITS_OF_COUNT


_DIGITS_OF_COUNT = 5
