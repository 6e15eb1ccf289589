"""Comments of an HTML page in which nothing is named for comments and no elements repeat as they would.

The lines of the page are read as those of a copied one, by what comes back beside every comment.
"""

from __future__ import annotations

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


def framed_units(markup: Markup) -> tuple[list[tuple[Unit, int]], Element | None]:
    """Return the comments, each with the line of the file on which it begins, and where on the page they stand."""
    root = markup.elements[0]
    blocks = markup.lines(root)
    if len(blocks) > _LINES:
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


def _with_votes(unit: Unit) -> Unit:
    votes = votes_of([line.text for line in unit.aside])
    return unit if votes is None else unit._replace(votes=votes.net)
