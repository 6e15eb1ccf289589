"""Whose votes a line shows that stands between two texts: those of the text above it, or of the one below.

The ends of the section tell: where votes stand above the first text and none below the last, they stand above theirs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from stance.pages.button_vocabulary import BARE_SCORE
from stance.pages.ends import Section
from stance.pages.lines import Line
from stance.pages.refrains import key_of, without_numbers
from stance.pages.sheet import Sheet
from stance.pages.units import Unit
from stance.pages.votes import read_count

__all__ = ["with_own_votes"]

#: So many comments tell, and votes stand between so large a share of them.
_UNITS, _VOTED = 3, 0.7
#: Above a first comment without a header so many lines may be its own.
_LINES_ABOVE = 4


def with_own_votes(sheet: Sheet, section: Section) -> Section:
    """Give each comment the votes above its text where the first one has some there, and the last one none below."""
    units = section.units
    highest = section.start if section.header else max(0, section.start - _LINES_ABOVE)
    if len(units) < _UNITS or not any(map(sheet.counted, range(highest, _index(sheet, units[0].body[0].number)))):
        return section
    beside = Counter(key for unit in units for key in {key_of(line.text) for line in unit.aside})
    buttons = frozenset(key for key, n in beside.items() if key and n > 1)
    above = _votes_above(sheet, units, buttons, highest)
    if not above[0] or sum(map(bool, above)) < _VOTED * len(units) or _votes_below_last(sheet, units[-1], buttons):
        return section
    moved = {line.number for lines in above for line in lines}
    found = without_numbers([_with(unit, votes, moved) for unit, votes in zip(units, above, strict=True)])
    ends = [unit.first - 1 for unit in found[1:]] + [found[-1].last]
    own = tuple([unit._replace(last=min(unit.last, end)) for unit, end in zip(found, ends, strict=True)])
    start = min(section.start, _index(sheet, own[0].first))
    return replace(section, start=start, content=(*sheet.lines[start : section.start], *section.content), units=own)


def _votes_above(sheet: Sheet, units: Sequence[Unit], buttons: Collection[str], highest: int) -> list[list[Line]]:
    """Return for each comment the votes that stand between the text before, or the header, and its own."""
    top = _index(sheet, units[0].first)
    while top > highest and _is_no_text(sheet, top - 1, buttons) and not sheet.cues[top - 1].is_header:
        top -= 1
    texts = [_place(sheet, unit) for unit in units]
    gaps = [(top, texts[0][0]), *((above, begin) for (_, above), (begin, _) in pairwise(texts))]
    return [[sheet.lines[i] for i in range(begin, end) if sheet.counted(i)] for begin, end in gaps]


def _votes_below_last(sheet: Sheet, unit: Unit, buttons: Collection[str]) -> bool:
    begin = end = _place(sheet, unit)[1]
    while end < len(sheet) and (sheet.lines[end].number <= unit.last or _is_no_text(sheet, end, buttons)):
        end += 1
    return any(map(sheet.counted, range(begin, end)))


def _place(sheet: Sheet, unit: Unit) -> tuple[int, int]:
    """Return where the text of a comment begins on the page, and where it ends: above votes that were left in it."""
    begin, last = (_index(sheet, unit.body[end].number) for end in (0, -1))
    while last > begin and sheet.counted(last):
        last -= 1
    return begin, last + 1


def _index(sheet: Sheet, number: int) -> int:
    return bisect_left(sheet.lines, number, key=lambda line: line.number)


def _is_no_text(sheet: Sheet, i: int, buttons: Collection[str]) -> bool:
    return sheet.cues[i].is_aside or sheet.counted(i) or key_of(sheet.lines[i].text) in buttons


def _with(unit: Unit, votes: Sequence[Line], moved: set[int]) -> Unit:
    """Set these votes aside as the comment's own, instead of others that were; two bare counts are ambiguous."""
    aside, body = (tuple([line for line in lines if line.number not in moved]) for lines in (unit.aside, unit.body))
    bare = [read_count(line.text.strip("()")) for line in votes if BARE_SCORE.match(line.text)]
    first = min([unit.first, *(line.number for line in votes)])
    return unit._replace(first=first, body=body, aside=(*aside, *votes), votes=bare[0] if len(bare) == 1 else None)
