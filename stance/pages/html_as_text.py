"""Comments of an HTML page in which nothing is named for comments and no elements repeat as they would.

The lines of the page are read as those of a copied one: below the heading of its comments, or by what comes back beside
every comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages.framed_section import framed_section
from stance.pages.furniture import without_furniture
from stance.pages.html_series import part_of
from stance.pages.interface import can_be_answered
from stance.pages.lines import Line
from stance.pages.markup import Element, Markup
from stance.pages.mending import mended, without_profiles
from stance.pages.sections import Section, find_section
from stance.pages.sheet import Sheet
from stance.pages.times import find_time
from stance.pages.units import Unit
from stance.pages.votes import votes_of

__all__ = ["TextComments", "read_as_text"]

#: A page of more lines is not searched.
_LINES = 100_000
#: A button to answer, or the heading of the comments, is no longer; so many buttons are there at least where most of
#: three comments have one.
_LONGEST_BUTTON, _LONGEST_HEADING, _LEAST_ANSWERS = 40, 80, 2


@dataclass(frozen=True, slots=True)
class TextComments:
    """Comments with the lines of the file on which they begin, where on the page they stand, and their number."""

    units: tuple[tuple[Unit, int], ...]
    around: Element
    declared: int | None = None
    has_heading: bool = False


def read_as_text(markup: Markup) -> TextComments | None:
    """Read the comments of a page from its lines, if there is a heading above them or each can be answered."""
    blocks = markup.page_lines
    if len(blocks) > _LINES:
        return None
    has_answers = _has_answers(blocks)
    if not (has_answers or any(_is_heading(text) for _, text in blocks)):
        return None
    lines = [Line(number, text) for number, (_, text) in enumerate(blocks, start=1) if text]
    page = without_furniture(without_profiles(mended(lines))[0])[0]
    section = find_section(page)
    if section.units and not section.note and _is_sure(page, section):
        return _placed(markup, section)
    if has_answers:
        sheet = Sheet(without_furniture(lines)[0])
        framed = framed_section(sheet)
        if framed and can_be_answered(sheet, framed):
            return _placed(markup, framed)
    return None


def _placed(markup: Markup, section: Section) -> TextComments:
    root, blocks = markup.elements[0], markup.page_lines
    numbers = markup.line_numbers(blocks[unit.first - 1][0] for unit in section.units)
    units = [(_with_votes(unit), number) for unit, number in zip(section.units, numbers, strict=True)]
    begin, end = (section.header or section.content)[0].number, section.units[-1].last
    begin = min(begin, section.units[0].first)
    last = blocks[end][0] if end < len(blocks) else root.last
    around = part_of(markup, root, blocks[begin - 1][0], last)
    return TextComments(tuple(units), around, section.declared, bool(section.header))


#: So large a share of the comments below a heading has a name, a clock and a sentence, where no count bears them out.
_SURE = 0.8


def _is_sure(page: Sequence[Line], section: Section) -> bool:
    """Tell whether comments are as many as declared, or can be answered, or each has a name, a clock and a sentence."""
    units = section.units
    if section.declared == len(units) or can_be_answered(Sheet(page), section):
        return True
    plain = [
        unit.author is not None
        and cue.declared_count(unit.author) is None
        and unit.time is not None
        and (said := find_time(unit.time)) is not None
        and (said.clock or said.relative)
        and any(cue.has_sentence(line.text) for line in unit.body)
        for unit in units
    ]
    return bool(section.header) and sum(plain) >= _SURE * len(units)


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and cue.is_comment_header(text)


def _has_answers(blocks: Sequence[tuple[int, str]]) -> bool:
    """Tell whether buttons to answer stand on a page, without which no comments are taken from it."""
    short = Counter(text for _, text in blocks if len(text) <= _LONGEST_BUTTON)
    return sum(n for text, n in short.items() if b.ANSWER.match(text)) >= _LEAST_ANSWERS


def _with_votes(unit: Unit) -> Unit:
    votes = votes_of([line.text for line in unit.aside])
    return unit if votes is None else unit._replace(votes=votes.net)
