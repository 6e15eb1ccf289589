"""Where on a page the comment section is, and what belongs to it.

A section opens at a header line ("15 Comments") or, where no header stands, at the first comment of a layout that
repeats; it ends where other stories or legal lines begin. Which of the lines that could open one does is decided by
what stands below them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stance.pages import lines as cue
from stance.pages.bylines import begins_with_article
from stance.pages.ends import HEAD_LINES, Section, cut_tail
from stance.pages.forms import are_marked, below_a_form, is_field
from stance.pages.framed import read_framed
from stance.pages.framed_section import (
    is_count_of_header,
    leaves_frame,
    misses_many,
    section_of_frame,
    without_buttons_of,
)
from stance.pages.interface import is_borne_out
from stance.pages.layouts import only_unit
from stance.pages.lines import Line
from stance.pages.listings import is_listing
from stance.pages.sheet import Sheet
from stance.pages.unheaded import are_stories, comments_without_header
from stance.pages.whole_page import is_fragment
from stance.pages.whose_votes import with_own_votes

__all__ = ["Section", "find_section"]


def find_section(page: Sequence[Line]) -> Section:
    """Find the comment section: under a header, or without one.

    Where no header has comments under it, the last one below the article counts, so that an empty widget is
    seen and a section in an unknown layout is not taken for the article; a link to the comments at the head of
    the page opens nothing. Several headers with different counts are those of a list of stories.
    """
    sheet = Sheet(page)
    return with_own_votes(sheet, _best_section(sheet))


def _best_section(sheet: Sheet) -> Section:
    """Find the section by marks, or by what comes back beside each comment."""
    section = _find_section(sheet)
    framed = read_framed(sheet)
    if framed and leaves_frame(section, framed):
        by_frame = section_of_frame(sheet, section, framed)
        if misses_many(section, framed):
            section = without_buttons_of(section, framed)
        elif is_borne_out(sheet, by_frame, framed=True):
            return by_frame
    if not is_borne_out(sheet, section):
        return _or_link(sheet, _not_taken(sheet, section))
    return _or_link(sheet, _with_refrain(sheet, section))


#: What stands beside so many comments, and above the first of them, belongs to it; so many lines are looked at.
_BESIDE, _LINES_BESIDE = 2, 4
_DIGITS = re.compile(r"\d+")


def _with_refrain(sheet: Sheet, section: Section) -> Section:
    """Take in what stands above the first comment, such as its number, where the others have it beside them."""
    if section.header or len(section.units) <= _BESIDE:
        return section
    beside = Counter(key for unit in section.units for key in {_DIGITS.sub("0", line.text) for line in unit.aside})
    start = section.start
    lowest = max(0, start - _LINES_BESIDE)
    while start > lowest and beside[_DIGITS.sub("0", sheet.lines[start - 1].text)] >= _BESIDE:
        start -= 1
    return replace(section, start=start, content=(*sheet.lines[start : section.start], *section.content))


#: The article below a link to the comments has so many characters, and so many times as many as what stands above it.
_LEAST_OF_ARTICLE, _MORE_THAN_ABOVE = 300, 2
#: Above such a link stand so many lines of a menu.
_MENU_ABOVE = 5


def _or_link(sheet: Sheet, section: Section) -> Section:
    """Take a header without comments for a link to them where the article stands below it, and a menu above."""
    if section.units or not section.header:
        return section
    above, below = sheet.lines[: section.start], sheet.lines[section.start + len(section.header) :]
    if len(above) < _MENU_ABOVE or sum(map(is_fragment, above)) < _MENU_ABOVE:
        return section
    if _prose(below) < max(_LEAST_OF_ARTICLE, _MORE_THAN_ABOVE * _prose(above)):
        return section
    return replace(section, start=len(sheet), header=(), content=(), tail=(), link=section.header[0])


def _prose(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines if cue.prose_score(line.text) >= cue.PARAGRAPH)


def _not_taken(sheet: Sheet, section: Section) -> Section:
    """Return no section, or one without comments below its header, and a note that says what was not taken."""
    first, last = section.units[0].first, section.units[-1].last
    but = (
        "are a list of stories, of discussions or the like"
        if is_listing(sheet, section)
        else "nothing of the interface of comments stands there, as it does elsewhere on pages with menus"
    )
    note = f"lines {first} to {last} have the shape of comments ({len(section.units)}), but {but}; none was taken"
    if section.header:
        return replace(section, units=(), score=0.0, note=note)
    return Section(len(sheet), declared=section.declared, note=note)


def _find_section(sheet: Sheet) -> Section:
    page = sheet.lines
    openings = _openings(sheet)
    headers = [page[start].text for start in openings if not sheet.cues[start].is_button]  # "3 replies" is both
    counts = list(dict.fromkeys(n for text in headers if (n := cue.declared_count(text)) is not None))
    if len(counts) >= _COUNTS_OF_A_LIST:
        listed = ", ".join(map(str, counts))
        return Section(len(page), note=f"headers declare {listed} comments: a list of stories; no comment was taken")
    headed, fallback, declared = _under_headers(sheet, openings)
    unheaded = (
        None if headed and headed.score >= 1 and not _amid_comments(sheet, headed) else comments_without_header(sheet)
    )
    if unheaded and fallback and fallback.says_empty and unheaded.start > fallback.start:
        unheaded = None  # an empty widget vetoes
    if unheaded and (headed is None or unheaded.score > headed.score + _HEADER_SPEAKS):
        return replace(unheaded, declared=None if fallback and _says_closed(sheet, fallback) else declared)
    return headed or fallback or Section(start=len(page), declared=declared)


#: So many lines above a header there are marks where it stands amid comments: a reader's "Comment", a second heading.
_LINES_TO_MARK = 6


def _amid_comments(sheet: Sheet, headed: Section) -> bool:
    """Tell whether marks of comments stand right above a header without a count."""
    above = max(0, headed.start - _LINES_TO_MARK)
    return headed.declared is None and sheet.marked[headed.start] > sheet.marked[above]


#: What a header adds to the score of what stands below it.
_HEADER_SPEAKS = 3.0


def _says_closed(sheet: Sheet, section: Section) -> bool:
    """Tell whether a section says that nobody may write any more, and not that nobody has."""
    notices = [cues for cues in sheet.cues[section.start : section.start + len(section.header)] if cues.is_empty_notice]
    return section.says_empty and all(cues.is_closed for cues in notices)


def _under_headers(sheet: Sheet, openings: Sequence[int]) -> tuple[Section | None, Section | None, int | None]:
    """Return the best section under a header that holds comments, the one to fall back on, and the count declared."""
    best = fallback = None
    declared = None
    covered = 0
    says_none = False
    for start in openings:
        if start < covered:
            continue
        section = _section_at(sheet, start)
        if says_none and not section.score:
            continue  # a text without a mark below "comments are closed" is the page's own
        says_none = says_none or (section.says_empty and section.declared == 0)
        if section.says_empty and declared:
            continue  # "comments are closed" below "11 comments" does not make them none
        declared = declared if section.declared is None else section.declared
        if section.units and _holds_article(sheet.lines, start, section):
            fallback = section
        elif section.units and not (
            section.score < _HEADER_AT_THE_TOP and _stands_above_article(sheet.lines, start, section)
        ):
            if best is None or section.score > best.score + _LATER_HEADER:
                best = replace(section, declared=declared)
            if section.score >= _PLAIN_UNIT * len(section.units):
                covered = start + len(section.header) + len(section.content)
        elif section.says_empty or not section.content or _stands_below_article(sheet.lines[:start], section.header):
            fallback = section
    return best, fallback, declared


#: Where the units of a section score so much each, the header lines among them are not looked at.
_PLAIN_UNIT = 0.9
#: What a section under a later header must have over one under an earlier header, in which it may stand.
_LATER_HEADER = 1.0
#: Below a header in the head of the page stands the article: what is taken there for comments must say so in many ways.
_HEADER_AT_THE_TOP = 1.5
#: So many different counts of comments stand on no page that has one story.
_COUNTS_OF_A_LIST = 3
#: So many lines that could open a section are tried, so that the cost stays linear in the length of the page.
_OPENINGS_TRIED = 8


def _openings(sheet: Sheet) -> list[int]:
    """Return where sections could open: the first line of each run of header lines."""
    openings: list[int] = []
    in_header = False
    for i, cues in enumerate(sheet.cues):
        if not in_header and cues.opens_section:
            openings.append(i)
            if len(openings) == _OPENINGS_TRIED:
                break
            in_header = True
        else:
            in_header = in_header and cues.belongs_to_header
    return openings


def _section_at(sheet: Sheet, start: int) -> Section:
    """Read header, content and tail of the section that opens at line ``start``."""
    stop = _end_of_header(sheet, start)
    declared = next((n for line in sheet.lines[start:stop] if (n := cue.declared_count(line.text)) is not None), None)
    if declared is None and is_count_of_header(sheet, stop):
        declared, stop = int(sheet.lines[stop].text), _end_of_header(sheet, stop + 1)
    header, cues = tuple(sheet.lines[start:stop]), sheet.cues[start:stop]
    may_follow = bool(declared)  # "commenting is closed", and "12 comments" below that
    if declared == 0 or any(line.is_empty_notice and not (line.is_closed and may_follow) for line in cues):
        return Section(start, header, (), 0, says_empty=True, tail=tuple(sheet.lines[stop:]))
    if any(line.is_not_loaded for line in cues):
        return Section(start, header, (), declared, not_loaded=True, tail=tuple(sheet.lines[stop:]))
    if not any(line.is_header for line in cues):
        return below_a_form(sheet, start, stop, declared)
    return _below_header(sheet, start, stop, declared)


def _end_of_header(sheet: Sheet, stop: int) -> int:
    while stop < len(sheet) and sheet.cues[stop].belongs_to_header:
        stop += 1
    return stop


def _below_header(sheet: Sheet, start: int, stop: int, declared: int | None) -> Section:
    """Read what stands below a header: comments of a layout, one in none, or what cannot be divided."""
    header = tuple(sheet.lines[start:stop])
    content, found, tail = cut_tail(sheet, stop, declared)
    if is_field(sheet, start, stop) and not (found and are_marked(found)):
        return below_a_form(sheet, start, stop, declared)
    if not found:
        alone = only_unit(content)
        return Section(start, header, content, declared, units=(alone,) if alone else (), tail=tail)
    if not declared and are_stories(found.units):
        return Section(start, header, content, declared, tail=tail)
    if declared is None:
        declared = _declared_below(sheet, stop, found.anchors[0].first)
    return Section(start, header, content, declared, units=found.units, tail=tail, score=found.score)


def _declared_below(sheet: Sheet, begin: int, end: int) -> int | None:
    """Return the count in a second header, between the first one and the first comment."""
    counts = (cue.declared_count(sheet.lines[i].text) for i in range(begin, end) if sheet.cues[i].is_header)
    return next((count for count in counts if count), None)


#: A header with so many paragraphs above it stands below the article, not in its head.
_ARTICLE_PARAGRAPHS = 2


def _is_at_the_top(page: Sequence[Line], start: int) -> bool:
    return start <= HEAD_LINES and not any(cue.has_sentence(line.text) for line in page[:start])


def _paragraphs(lines: Sequence[Line]) -> int:
    return sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in lines)


def _stands_above_article(page: Sequence[Line], start: int, section: Section) -> bool:
    """Tell whether a header in the head of a page is a link to the comments, and the article stands below it."""
    return _is_at_the_top(page, start) and _paragraphs(section.content) >= _ARTICLE_PARAGRAPHS


def _holds_article(page: Sequence[Line], start: int, section: Section) -> bool:
    """Tell whether the first of the texts that stand above their marks, below such a header, has the article in it."""
    first = section.units[0]
    above_mark = bool(first.body) and first.first == first.body[0].number
    return above_mark and _is_at_the_top(page, start) and begins_with_article(section.units)


def _stands_below_article(above: Sequence[Line], header: Sequence[Line]) -> bool:
    """Tell whether a header without a readable comment below it still opens a section, as it says itself."""
    speaks_of_comments = any(cue.is_about_comments(line.text) or cue.declared_count(line.text) for line in header)
    return speaks_of_comments and _paragraphs(above) >= _ARTICLE_PARAGRAPHS
