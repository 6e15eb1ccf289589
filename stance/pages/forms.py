"""The form for a new comment, which stands above the comments, below them, or where there are none."""

from __future__ import annotations

import re

from stance.pages import lines as cue
from stance.pages.ends import Section
from stance.pages.layouts import Tiling
from stance.pages.section_vocabulary import FIELD
from stance.pages.sheet import Sheet

__all__ = ["are_marked", "below_a_form", "is_field"]

#: Below the form for a new comment stand comments where so many lines have sentences, and else the foot of the page.
_SENTENCES_OF_COMMENTS = 2
#: So many fields, for name and address, stand in so many lines above that of the comment.
_FIELDS, _LINES_ABOVE, _FIELD_OF_COMMENT = 2, 3, re.compile(r"(?i)(?:your )?(?:comment|message)s?\W{0,8}$")


def below_a_form(sheet: Sheet, start: int, stop: int, declared: int | None) -> Section:
    """Read a form for a new comment: empty, unless sentences stand below it, in which no comment is looked for."""
    page = sheet.lines
    end = next((i for i in sheet.ends if i >= stop), len(page))
    header, content, tail = tuple(page[start:stop]), tuple(page[stop:end]), tuple(page[end:])
    if sum(cue.has_sentence(line.text) for line in content) < _SENTENCES_OF_COMMENTS:
        return Section(start, header, (), declared, says_empty=True, tail=(*content, *tail))
    return Section(start, header, content, declared, tail=tail)


def is_field(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a header is no more than the field of a form for a comment, below those for name and address."""
    headers = [i for i in range(start, stop) if sheet.cues[i].is_header]
    if not all(_FIELD_OF_COMMENT.match(sheet.lines[i].text) for i in headers):
        return False
    above = range(max(0, headers[0] - _LINES_ABOVE), headers[0])
    return sum(FIELD.match(sheet.lines[i].text) is not None for i in above) >= _FIELDS


def are_marked(found: Tiling) -> bool:
    """Tell whether comments have more of a mark than a short line above them, or most of them sentences."""
    spoken = sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in found.units)
    return found.layout != "bare" or 2 * spoken >= len(found.units)
