"""Comments that no header announces: a layout that repeats below the article, or one comment that is plainly marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import names
from stance.pages.bylines import is_dated_like_an_article
from stance.pages.ends import BEYOND_AN_END, HEAD_LINES, Section, cut_tail, without_chrome
from stance.pages.layouts import Tiling, Unit, reads_on_alike, tile, with_first_text
from stance.pages.lines import Line
from stance.pages.marks import Mark
from stance.pages.sheet import Sheet, View
from stance.pages.times import has_clock

__all__ = ["are_stories", "comments_without_header"]

#: Comments from the top of the page, no article above, are taken where so many stand.
_UNITS_ALONE = 3
#: A comment that stands alone without a header is taken only below a paragraph or so many lines, if its mark is plain.
_LINES_ABOVE_ONE = 6
#: Texts with a time below them and no name are comments only where so many stand together.
_TIMED_UNITS = 3
#: Below a heading such as "Related Articles" names and times are those of other stories, unless so many have sentences.
_UNITS_BELOW_STORIES = 3


def comments_without_header(sheet: Sheet) -> Section | None:
    """Find comments that no header announces: two units or more, or one that its mark leaves no doubt of."""
    if _may_begin_with_a_comment(sheet) and (only := _nothing_but_comments(sheet)):
        return only
    found = _comments_below(sheet, _end_of_head(sheet))
    return replace(found, tail=tuple(sheet.lines[found.start + len(found.content) :])) if found else None


def _may_begin_with_a_comment(sheet: Sheet) -> bool:
    """Tell whether a mark stands at the top of a page, and so many of its kind that it may be no by-line."""
    marks, kinds = sheet.marks, sheet.of_kind
    below_a_name = len(marks) > 1 and (m := marks[1]) and m.kind == "time" and sheet.marked[-1] >= _UNITS_ALONE
    if not (below_a_name or (marks and marks[0])):
        return False
    return "says" in kinds or any(len(kinds.get(kind, ())) >= _UNITS_ALONE for kind in ("named", "dated", "time"))


#: A by-line or a day stands among so many lines above the first paragraph.
_LINES_OF_HEAD = 6


def _end_of_head(sheet: Sheet) -> int:
    """Return the index of the first line that may belong to a comment: below the title, and below a by-line."""
    head, marks = sheet.lines[:_LINES_OF_HEAD], sheet.marks
    paragraph = next((i for i, line in enumerate(head) if cue.is_paragraph(line.text)), 0)
    bylines = [i for i in range(paragraph) if (m := marks[i]) and not m.plain and m.kind in ("time", "posted", "dated")]
    return min(max(HEAD_LINES, bylines[-1] + 1 if bylines else 0), len(sheet))


def _nothing_but_comments(sheet: Sheet) -> Section | None:
    """Read a page that begins with a comment, such as a section copied without its article."""
    content, found, tail = cut_tail(sheet, 0, None)
    if not found or not _is_all_comments(found):
        return None
    return Section(0, content=content, units=found.units, tail=tail, score=found.score)


def _is_all_comments(found: Tiling) -> bool:
    """Tell whether a page begins with a comment: its first line is a plain mark, where other pages have a title."""
    opens = found.layout in ("says", "named", "dated", "paired") and not found.closes and found.start == 0
    many = found.layout == "says" or len(found.units) >= _UNITS_ALONE
    if is_dated_like_an_article(found.units):
        return False
    return opens and many and found.plain and found.score >= len(found.units)


def _comments_below(sheet: Sheet, low: int) -> Section | None:
    """Return the best section without a header that begins at line ``low`` or below."""
    best: Section | None = None
    readings: list[Tiling] = []
    for stop in _stops(sheet, low):
        if readings and reads_on_alike(readings[0], stop):
            break
        view = sheet.view(low, stop)
        readings = tile(view, headed=False)
        for whole in readings:
            if best and whole.score <= best.score + BEYOND_AN_END:
                break
            found = _cut(view, whole)
            if found and (best is None or found.score > best.score + (BEYOND_AN_END if stop == len(sheet) else 0)):
                best = found
    return best


def _stops(sheet: Sheet, low: int) -> list[int]:
    """Return where the page is cut before it is read: at its first heading of other stories, and nowhere."""
    first = bisect_right(sheet.ends, low)
    heading = next((i for i in sheet.ends[first:] if sheet.cues[i].opens_other_stories), None)
    return [len(sheet)] if heading is None else [heading, len(sheet)]


def _cut(view: View, whole: Tiling) -> Section | None:
    """Give a reading the end that its comments have, and drop it where it is no evidence of any."""
    stop = _end_of(view, whole)
    shorter = view.sheet.view(view.begin, stop)
    readings = tile(shorter, headed=False, only=whole.layout) if stop < view.end else [whole]
    found = next((r for r in readings if r.layout == whole.layout and r.closes == whole.closes), None)
    if found is None or not _is_evidence(view, found):
        return None
    found = with_first_text(found)
    content = tuple(view.lines[found.start : found.end])
    return Section(found.start, content=content, units=found.units, score=found.score)


def _end_of(view: View, found: Tiling) -> int:
    """Return where the comments end: at the first heading of other stories, or notice, below which few would stand.

    What stands below such a heading in the shape of a comment ("Headline / 2 hours ago") is none where nobody speaks.
    """
    ends = view.sheet.ends
    ends = ends[bisect_right(ends, found.start) : bisect_left(ends, view.end)]
    if not ends:
        return without_chrome(view.sheet, view.begin, view.end)
    firsts = [unit.first for unit in found.units]
    spoken = [unit.first for unit in found.units if any(cue.is_spoken(line.text) for line in unit.body[:2])]
    for i in ends:
        number = view.lines[i].number
        above = bisect_left(firsts, number)
        below = len(spoken) - bisect_right(spoken, number)
        if above and below < max(_UNITS_BELOW_STORIES, above):
            return without_chrome(view.sheet, view.begin, i)
    return without_chrome(view.sheet, view.begin, view.end)


def _is_evidence(view: View, found: Tiling) -> bool:
    """Judge whether units without a header are comments: their texts are sentences, not the headlines of a list."""
    start = found.start
    least = 2 if found.layout != "timed" else _TIMED_UNITS
    if found.layout == "listed":
        return 2 * _with_sentence(found) >= len(found.units)
    if any(cues.opens_other_stories for cues in view.cues[: min(start + 2, view.end)]):
        least = least if _have_buttons(found) else _UNITS_BELOW_STORIES
        if 2 * _with_sentence(found) < len(found.units):
            return False
    spoken = sum(any(cue.is_spoken(line.text) for line in unit.body) for unit in found.units)
    if not found.units or 2 * spoken < len(found.units) or _is_a_feed(found) or are_stories(found.units):
        return False
    authors = {unit.author for unit in found.units}
    if len(found.units) > 1 and len(authors) == 1 and None not in authors and not any(u.time for u in found.units):
        return False  # one speaker, never a time: an interview
    if len(found.units) >= least:
        return found.score >= 1.5
    return least == 2 and found.score >= 1 and _may_stand_alone(view.lines[:start], found, view.marks[start])


def _have_buttons(found: Tiling) -> bool:
    """Tell whether below each text stands a button that nothing but comments have."""
    return all(any(b.OF_COMMENTS.match(line.text) for line in unit.aside) for unit in found.units)


#: Of comments below each other so large a share has a sentence that ends; the headlines of a feed have none.
_WITH_SENTENCE = 0.2


def _is_a_feed(found: Tiling) -> bool:
    """Tell whether times with short lines above and below are those of stories: nobody ends a sentence."""
    if found.layout not in ("paired", "stacked", "framed", "timed"):
        return False
    return _with_sentence(found) < _WITH_SENTENCE * len(found.units)


#: Who writes stories: agencies, and several people together.
_WRITES_STORIES = re.compile(
    r"\b(?:Associated Press|AP|Reuters|AFP|Bloomberg|UPI|[Ss]taff|[Cc]orrespondent)$|\S [A-Z]\S{1,20} and [A-Z]"
)


#: So large a share of those who write stories shows it.
_OF_STORIES = 0.3


def are_stories(units: Sequence[Unit]) -> bool:
    """Tell whether what stands beside the times are titles, or those who write stories, and no clock is among them."""
    if any(has_clock(unit.time) for unit in units):
        return False
    authors = [unit.author for unit in units if unit.author]
    writers = sum(_WRITES_STORIES.search(author) is not None for author in authors)
    titles = sum(names.author_score(author) <= names.NOT_A_NAME for author in authors)
    return writers > _OF_STORIES * len(authors) or 2 * titles > len(units)


def _with_sentence(found: Tiling) -> int:
    """Count the units with a sentence that ends."""
    return sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in found.units)


#: The name of who wrote the only comment has no more words.
_WORDS_OF_ONE = 5


def _may_stand_alone(above: Sequence[Line], found: Tiling, mark: Mark | None) -> bool:
    """Judge one comment without a header: plainly marked, below an article that is longer than it is."""
    unit = found.units[0]
    numbered = mark is not None and mark.numbered
    marked = found.plain and (unit.time is not None or unit.votes is not None or numbered)
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in above)
    length = sum(len(line.text) for line in unit.body)
    longer = sum(len(line.text) for line in above) > length
    if unit.author and len(unit.author.split()) > _WORDS_OF_ONE:
        return False
    return marked and longer and (paragraphs >= 1 or len(above) > _LINES_ABOVE_ONE)
