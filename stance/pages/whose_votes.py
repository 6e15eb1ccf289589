"""Whose votes a line shows that stands between two texts: those of the text above it, or of the one below.

The ends of the section tell: where votes stand above the first text and none below the last, they stand above theirs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from stance.pages import button_vocabulary as b
from stance.pages.ends import Section
from stance.pages.lines import Line
from stance.pages.refrains import key_of
from stance.pages.sheet import Sheet
from stance.pages.units import Unit
from stance.pages.votes import read_count, read_votes

__all__ = ["with_own_votes"]

#: So many comments tell, and votes stand between so large a share of them.
_UNITS, _VOTED = 3, 0.7
#: Above a first comment without a header so many lines may be its own.
_LINES_ABOVE = 4
#: Where so large a share of bare counts is one more than the one before they are numbers of the comments.
_RUNNING = 0.5


def with_own_votes(sheet: Sheet, section: Section) -> Section:
    """Give each comment the votes above its text where the first one has some there, and the last one none below."""
    units = section.units
    if len(units) < _UNITS or not all(unit.body for unit in units):
        return section
    beside = Counter(key for unit in units for key in {key_of(line.text) for line in unit.aside})
    buttons = frozenset(key for key, n in beside.items() if key and n > 1)
    above = _votes_above(sheet, section, buttons)
    if not above[0] or sum(map(bool, above)) < _VOTED * len(units) or _votes_below_last(sheet, units[-1], buttons):
        return section
    if _are_numbers(above):
        return section
    moved = {line.number for lines in above for line in lines}
    return replace(section, units=tuple([_with(unit, own, moved) for unit, own in zip(units, above, strict=True)]))


def _votes_above(sheet: Sheet, section: Section, buttons: Collection[str]) -> list[list[Line]]:
    """Return for each comment the votes that stand between the text before, or the header, and its own."""
    texts = [_indices(sheet, unit) for unit in section.units]
    top = _index(sheet, section.units[0].first)
    highest = section.start if section.header else max(0, section.start - _LINES_ABOVE)
    while top > highest and _is_no_text(sheet, top - 1, buttons) and not sheet.cues[top - 1].is_header:
        top -= 1
    gaps = [(top, texts[0][0]), *((above, begin) for (_, above), (begin, _) in pairwise(texts))]
    return [[line for line in sheet.lines[begin:end] if _has_votes(line)] for begin, end in gaps]


def _votes_below_last(sheet: Sheet, unit: Unit, buttons: Collection[str]) -> bool:
    begin = end = _indices(sheet, unit)[1]
    while end < len(sheet) and (sheet.lines[end].number <= unit.last or _is_no_text(sheet, end, buttons)):
        end += 1
    return any(map(_has_votes, sheet.lines[begin:end]))


def _indices(sheet: Sheet, unit: Unit) -> tuple[int, int]:
    """Return where the text of a comment begins on the page, and where it ends: above votes that were left in it."""
    last = next((line for line in reversed(unit.body) if not _has_votes(line)), unit.body[0])
    return _index(sheet, unit.body[0].number), _index(sheet, last.number + 1)


def _index(sheet: Sheet, number: int) -> int:
    return bisect_left(sheet.lines, number, key=lambda line: line.number)


def _has_votes(line: Line) -> bool:
    return b.BARE_SCORE.match(line.text) is not None or read_votes(line.text) is not None


def _is_no_text(sheet: Sheet, i: int, buttons: Collection[str]) -> bool:
    return sheet.cues[i].is_aside or _has_votes(sheet.lines[i]) or key_of(sheet.lines[i].text) in buttons


def _are_numbers(above: Sequence[Sequence[Line]]) -> bool:
    counts = [read_count(lines[-1].text.strip("()")) for lines in above if lines and _is_bare(lines[-1])]
    running = sum(abs(below - above_) == 1 for above_, below in pairwise(counts))
    return running >= max(1, _RUNNING * (len(above) - 1))


def _is_bare(line: Line) -> bool:
    return b.BARE_SCORE.match(line.text) is not None


def _with(unit: Unit, votes: Sequence[Line], moved: set[int]) -> Unit:
    """Set these votes aside as the comment's own, instead of others that were; two bare counts are ambiguous."""
    aside = tuple([line for line in unit.aside if line.number not in moved])
    body = tuple([line for line in unit.body if line.number not in moved])
    bare = [read_count(line.text.strip("()")) for line in votes if _is_bare(line)]
    return unit._replace(body=body, aside=(*aside, *votes), votes=bare[0] if len(bare) == 1 else None)
