"""Lists of stories, discussions and goods, whose entries have the shape of comments: a name, a day, a line of text.

The front page of a newspaper has by-lines and sentences, the index of a forum names and times. What tells is what
stands beside each entry: the way to the rest of a story, how many have commented on it, the last post of a board; or a
headline above every text. Comments have buttons to answer instead, or a verb behind the name, and mostly an article
above them, where all that may stand beside a comment as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import listing_vocabulary as v
from stance.pages.article import is_byline
from stance.pages.ends import Section
from stance.pages.lines import Line
from stance.pages.section_vocabulary import COMMENT_FORM
from stance.pages.sheet import Sheet
from stance.pages.times import has_clock
from stance.pages.tongues import is_unspaced
from stance.pages.units import Unit
from stance.pages.vocabulary import MENU, NO_NAMES
from stance.pages.whole_page import is_fragment

__all__ = ["is_listing"]

#: In so large a share of the entries of a list, and in so many of them, stands what only those have; in so large a
#: share of comments stands what only these have.
_LISTED, _LEAST, _ANSWERED = 0.5, 3, 0.3
#: Of so many entries so large a share is alike.
_MANY, _ALIKE = 5, 0.75
#: … and in so large a share of texts without times stand links of a menu, or fields of a form.
_IN_FORMS = 0.3
#: The lines of an article that have so many words have so many characters together. So many lines of a menu stand above
#: a list, and more where so many sentences do, which may be those of a short article.
_WORDS_OF_TEXT, _ARTICLE, _MENU, _LONG_MENU, _SENTENCES = 9, 300, 3, 7, 2
#: A script without spaces says as much with so many times fewer characters.
_DENSER = 2.5
#: A headline has so many words; so many lines have it and the beginning of its story.
_WORDS, _LINES = 4, 4
#: A count of discussions, or of what was posted in them, has so many characters.
_COUNT, _NO_DIGIT, _DIGITS = re.compile(r"\d{1,3}(?:[., ]\d{3}){0,2}$|\d{1,7}$"), re.compile(r"\D"), 9
#: So many times as many as its header declares are no comments.
_BEYOND = 1.5

Entry = Sequence[Line]


def is_listing(sheet: Sheet, section: Section) -> bool:
    """Tell whether the units of a section are the entries of a list of stories, discussions or goods."""
    units = section.units
    if len(units) < _LEAST or _has_header(section):
        return False
    begins = [bisect_left(sheet.lines, unit.first, key=lambda line: line.number) for unit in units]
    last = units[-1].body[-1].number if units[-1].body else units[-1].first  # what stands below may be the page's own
    end = bisect_right(sheet.lines, last, lo=begins[-1], key=lambda line: line.number)
    entries = [sheet.lines[first:stop] for first, stop in pairwise([*begins, end])]
    many = len(units) >= _MANY
    if not (many and _lead_to_next(units)):
        if not _may_be_entries(sheet.lines[: begins[0]]):
            return False
        if not (_lead_on(units, entries) or (many and _are_alike(units, entries))):
            return False
    said = sum((mark := sheet.marks[i]) is not None and mark.kind == "says" for i in begins)
    answered = sum(any(map(_is_answered, entry)) for entry in entries)
    return 2 * said < len(units) and answered < _ANSWERED * len(units)


def _has_header(section: Section) -> bool:
    """Tell whether comments are announced: not by the name of a section, nor by a count that is passed by far."""
    if not section.header or all(v.SECTION_OF_PAPER.match(line.text) for line in section.header):
        return False
    return section.declared is None or len(section.units) <= _BEYOND * section.declared


def _is_answered(line: Line) -> bool:
    return not line.text[0].isdecimal() and bool(b.OF_COMMENTS.match(line.text) or v.ANSWERED.match(line.text))


def _may_be_entries(above: Sequence[Line]) -> bool:
    """Tell whether a menu stands above the units, and no article: comments stand below one, or are copied alone."""
    sentences = sum(cue.has_sentence(line.text) for line in above)
    prose = sum(
        len(line.text) * (_DENSER if is_unspaced(line.text) else 1)
        for line in above
        if not cue.has_few_words(line.text, _WORDS_OF_TEXT)
    )
    menu = sum(is_fragment(line) and not (is_byline(line.text) or cue.is_chrome(line.text)) for line in above)
    return prose < _ARTICLE and menu >= (_MENU if sentences < _SENTENCES else _LONG_MENU)


def _lead_on(units: Sequence[Unit], entries: Sequence[Entry]) -> bool:
    """Tell whether half of the entries have beside them the way to the rest, a count of readers, boards or a price."""
    left = len(units) - max(_LEAST, _LISTED * len(units))
    for unit, entry in zip(units, entries, strict=True):
        if not (any(map(_stands_in_list, entry)) or (unit.author is not None and v.COUNTED.match(unit.author))):
            left -= 1
            if left < 0:
                return False
    return True


def _stands_in_list(line: Line) -> bool:
    text = line.text
    if len(text) > v.LONGEST or (text[-1] in ".!?" and text[-3:] != "..."):
        return False
    return (v.OF_ENTRY.match(text) or v.PRICE.match(text)) is not None


def _are_alike(units: Sequence[Unit], entries: Sequence[Entry]) -> bool:
    """Tell whether nearly all entries are stories below headlines or of one section, boards of a forum, or forms."""
    headed = sum(_has_headline(unit.body) for unit in units)
    boards = sum(map(_counts_discussions, entries))
    return max(headed, boards) >= _ALIKE * len(units) or _are_of_one_section(units) or _are_forms(units, entries)


def _lead_to_next(units: Sequence[Unit]) -> bool:
    """Tell whether nearly all texts end with the headline of the next story: by-lines may stand below headlines."""
    return 1 + sum(_has_next(unit.body) for unit in units[:-1]) >= _ALIKE * len(units)


def _has_headline(body: Sequence[Line]) -> bool:
    """Tell whether the last line is a sentence, and the one above it none, which does not go on there, either."""
    if not 2 <= len(body) <= _LINES:
        return False
    above, last = body[-2].text, body[-1].text
    return _is_headline(above) and not last[0].islower() and cue.has_sentence(last)


def _has_next(body: Sequence[Line]) -> bool:
    """Tell whether the last line is the headline of the next story: by-lines may stand below headlines."""
    return 2 <= len(body) <= _LINES and _is_headline(body[-1].text) and cue.ends_like_a_sentence(body[-2].text)


def _is_headline(text: str) -> bool:
    if is_unspaced(text) or cue.has_few_words(text, _WORDS):
        return False
    return not (cue.ends_like_a_sentence(text) or text[0].islower())


def _counts_discussions(entry: Entry) -> bool:
    """Tell whether two counts stand alone, the second larger: of discussions, and of what was posted in them."""
    counts = [_count(line.text) for line in entry]
    runs = [list(run) for is_count, run in groupby(counts, key=lambda count: count >= 0) if is_count]
    return any(len(run) == 2 and 0 < run[0] < run[1] for run in runs)


def _count(text: str) -> int:
    """Return a count, −1 for what is none."""
    return int(_NO_DIGIT.sub("", text)) if len(text) <= _DIGITS and _COUNT.match(text) else -1


def _are_of_one_section(units: Sequence[Unit]) -> bool:
    """Tell whether all names are the same, such as that of a section, and stand beside days without a clock."""
    name = units[0].author
    if name is None or name.lower() in NO_NAMES or v.NOBODY.search(name):
        return False
    return all(unit.author == name and unit.time is not None and not has_clock(unit.time) for unit in units)


def _are_forms(units: Sequence[Unit], entries: Sequence[Entry]) -> bool:
    """Tell whether entries without any time have the links of a menu, or the fields of a form, among their lines."""
    if any(unit.time is not None for unit in units):
        return False
    forms = sum(any(MENU.match(line.text) or COMMENT_FORM.match(line.text) for line in entry) for entry in entries)
    return forms >= _IN_FORMS * len(units)
