"""Comments of an HTML page in which nothing is named for comments and no elements repeat as they would.

The lines of the page are read as those of a copied one, by what comes back beside every comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stance.pages import button_vocabulary as b
from stance.pages.framed_section import framed_section
from stance.pages.furniture import without_furniture
from stance.pages.html_series import part_of
from stance.pages.interface import can_be_answered
from stance.pages.lines import Line
from stance.pages.markup import Element, Markup
from stance.pages.sheet import Sheet
from stance.pages.units import Unit
from stance.pages.votes import votes_of

__all__ = ["framed_units"]

#: A page of more lines is not searched.
_LINES = 20_000
#: A button to answer is no longer; so many are there at least where most of three comments have one.
_LONGEST_BUTTON, _LEAST_ANSWERS = 40, 2


def framed_units(markup: Markup) -> tuple[list[tuple[Unit, int]], Element | None]:
    """Return the comments, each with the line of the file on which it begins, and where on the page they stand."""
    root, blocks = markup.elements[0], markup.page_lines
    if len(blocks) > _LINES or not _has_answers(blocks):
        return [], None
    lines = [Line(number, text) for number, (_, text) in enumerate(blocks, start=1) if text]
    sheet = Sheet(without_furniture(lines)[0])
    section = framed_section(sheet)
    if section is None or not can_be_answered(sheet, section):
        return [], None
    numbers = markup.line_numbers(blocks[unit.first - 1][0] for unit in section.units)
    units = [(_with_votes(unit), number) for unit, number in zip(section.units, numbers, strict=True)]
    end = section.units[-1].last
    last = blocks[end][0] if end < len(blocks) else root.last
    return units, part_of(markup, root, blocks[section.units[0].first - 1][0], last)


def _has_answers(blocks: Sequence[tuple[int, str]]) -> bool:
    """Tell whether buttons to answer stand on a page, without which no comments are taken from it."""
    short = Counter(text for _, text in blocks if len(text) <= _LONGEST_BUTTON)
    return sum(n for text, n in short.items() if b.ANSWER.match(text)) >= _LEAST_ANSWERS


def _with_votes(unit: Unit) -> Unit:
    votes = votes_of([line.text for line in unit.aside])
    return unit if votes is None else unit._replace(votes=votes.net)
