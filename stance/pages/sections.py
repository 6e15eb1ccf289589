"""Where on a page the comment section is, and what belongs to it.

A section opens at a header line ("15 Comments") or, where no header stands, at the first comment of a layout that
repeats; it ends where other stories or legal lines begin. Which of the lines that could open one does is decided by
what stands below them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.pages import lines as cue
from stance.pages.layouts import Tiling, Unit, only_unit, tile, with_first_text
from stance.pages.lines import Line
from stance.pages.marks import Mark, read_mark

__all__ = ["Section", "find_section"]


@dataclass(frozen=True, slots=True)
class Section:
    """The lines from the comment header, or the first comment, on. ``start`` is an index into the page's lines."""

    start: int
    header: tuple[Line, ...] = ()
    content: tuple[Line, ...] = ()
    declared: int | None = None
    says_empty: bool = False
    not_loaded: bool = False
    units: tuple[Unit, ...] = ()
    tail: tuple[Line, ...] = ()
    note: str | None = None
    score: float = 0.0


def find_section(page: Sequence[Line]) -> Section:
    """Find the comment section: under a header, or without one.

    Where no header has comments under it, the last one below the article counts, so that an empty widget is
    seen and a section in an unknown layout is not taken for the article; a link to the comments at the head of
    the page opens nothing. Several headers with different counts are those of a list of stories.
    """
    marks = [read_mark(line.text) for line in page]
    openings = _openings(page)
    counts = list(dict.fromkeys(n for start in openings if (n := cue.declared_count(page[start].text)) is not None))
    if len(counts) >= _COUNTS_OF_A_LIST:
        listed = ", ".join(map(str, counts))
        return Section(len(page), note=f"headers declare {listed} comments: a list of stories; no comment was taken")
    headed, fallback, declared = _under_headers(page, marks, openings)
    unheaded = None if headed and headed.score >= 1 else _without_header(page, marks)
    if unheaded and fallback and fallback.says_empty and unheaded.start > fallback.start:
        unheaded = None  # an empty widget vetoes
    if unheaded and (headed is None or unheaded.score > headed.score + _HEADER_SPEAKS):
        return replace(unheaded, declared=declared)
    return headed or fallback or Section(start=len(page), declared=declared)


#: What a header adds to the score of what stands below it.
_HEADER_SPEAKS = 3.0


def _under_headers(
    page: Sequence[Line], marks: Sequence[Mark | None], openings: Sequence[int]
) -> tuple[Section | None, Section | None, int | None]:
    """Return the best section under a header that holds comments, the one to fall back on, and the count declared."""
    best = fallback = None
    declared = None
    covered = 0
    for start in openings:
        if start < covered:
            continue
        section = _section_at(page, marks, start)
        if section.says_empty and declared:
            continue  # "comments are closed" below "11 comments" does not make them none
        declared = declared if section.declared is None else section.declared
        if section.units and not (section.score < _HEADER_AT_THE_TOP and _stands_above_article(page, start, section)):
            if best is None or section.score > best.score + _LATER_HEADER:
                best = replace(section, declared=declared)
            if section.score >= _PLAIN_UNIT * len(section.units):
                covered = start + len(section.header) + len(section.content)
        elif section.says_empty or not section.content or _stands_below_article(page[:start], section.header):
            fallback = section
    return best, fallback, declared


#: Where the units of a section score so much each, the header lines among them are not looked at.
_PLAIN_UNIT = 0.9
#: What a section under a later header must have over one under an earlier header, in which it may stand.
_LATER_HEADER = 1.0
#: So many lines at the top of a page are its head: a header there is a link, and a mark the article's by-line, unless
#: the page is nothing but comments.
_HEAD = 2
#: Comments from the top of the page, no article above, are taken where so many stand.
_UNITS_ALONE = 3
#: A comment that stands alone without a header is taken only below a paragraph or so many lines, if its mark is plain.
_LINES_ABOVE_ONE = 6
#: Texts with a time below them and no name are comments only where so many stand together.
_TIMED_UNITS = 3
#: Below a heading such as "Related Articles" names and times are those of other stories, unless so many have sentences.
_UNITS_BELOW_STORIES = 3


def _without_header(page: Sequence[Line], marks: Sequence[Mark | None]) -> Section | None:
    """Find comments that no header announces: two units or more, or one that its mark leaves no doubt of."""
    begins = bool(page) and (marks[0] or (len(page) > 1 and (m := marks[1]) and m.kind == "time"))
    if begins and (only := _nothing_but_comments(page, marks)):
        return only
    found = _comments_below(page, marks, _end_of_head(page, marks))
    return replace(found, tail=tuple(page[found.start + len(found.content) :])) if found else None


#: A by-line or a day stands among so many lines above the first paragraph.
_LINES_OF_HEAD = 6


def _end_of_head(page: Sequence[Line], marks: Sequence[Mark | None]) -> int:
    """Return the index of the first line that may belong to a comment: below the title, and below a by-line."""
    paragraph = next((i for i, line in enumerate(page[:_LINES_OF_HEAD]) if cue.is_paragraph(line.text)), 0)
    bylines = [i for i in range(paragraph) if (m := marks[i]) and not m.plain and m.kind in ("time", "posted", "dated")]
    return min(max(_HEAD, bylines[-1] + 1 if bylines else 0), len(page))


def _nothing_but_comments(page: Sequence[Line], marks: Sequence[Mark | None]) -> Section | None:
    """Read a page that begins with a comment, such as a section copied without its article."""
    content, found, tail = _cut_tail(page, marks, None)
    if not found or not _is_all_comments(found):
        return None
    return Section(0, (), content, None, False, False, found.units, tail, None, found.score)


def _is_all_comments(found: Tiling) -> bool:
    """Tell whether a page begins with a comment: its first line is a plain mark, where other pages have a title."""
    opens = found.layout in ("says", "named", "dated", "paired") and not found.closes and found.start == 0
    many = found.layout == "says" or len(found.units) >= _UNITS_ALONE
    return opens and many and found.plain and found.score >= len(found.units)


def _comments_below(page: Sequence[Line], marks: Sequence[Mark | None], low: int) -> Section | None:
    """Return the best section without a header that begins at line ``low`` or below."""
    best: Section | None = None
    for stop in _stops(page, marks, low):
        for whole in tile(page[low:stop], marks[low:stop], headed=False):
            if best and whole.score <= best.score + _BEYOND_AN_END:
                break
            found = _cut(page[:stop], marks, low, whole)
            if found and (best is None or found.score > best.score + (_BEYOND_AN_END if stop == len(page) else 0)):
                best = found
    return best


def _stops(page: Sequence[Line], marks: Sequence[Mark | None], low: int) -> list[int]:
    """Return where the page is cut before it is read: at its first heading of other stories, and nowhere."""
    heading = next(
        (i for i in range(low + 1, len(page)) if not marks[i] and cue.opens_other_stories(page[i].text)), None
    )
    return [len(page)] if heading is None else [heading, len(page)]


def _cut(page: Sequence[Line], marks: Sequence[Mark | None], low: int, whole: Tiling) -> Section | None:
    """Give a reading the end that its comments have, and drop it where it is no evidence of any."""
    stop = _end_of(page, marks, low, whole)
    readings = tile(page[low:stop], marks[low:stop], headed=False, only=whole.layout) if stop < len(page) else [whole]
    found = next((r for r in readings if r.layout == whole.layout and r.closes == whole.closes), None)
    if found is None or not _is_evidence(page, marks, found, low):
        return None
    found = with_first_text(page[low:stop], marks[low:stop], found)
    start, end = low + found.start, low + found.end
    return Section(start, (), tuple(page[start:end]), None, False, False, found.units, (), None, found.score)


def _end_of(page: Sequence[Line], marks: Sequence[Mark | None], low: int, found: Tiling) -> int:
    """Return where the comments end: at the first heading of other stories, or notice, below which few would stand.

    What stands below such a heading in the shape of a comment ("Headline / 2 hours ago") is none where nobody speaks.
    """
    firsts = [unit.first for unit in found.units]
    spoken = [unit.first for unit in found.units if any(cue.is_spoken(line.text) for line in unit.body[:2])]
    for i in range(low + found.start + 1, len(page)):
        if not marks[i] and cue.ends_comments(page[i].text):
            above = bisect_left(firsts, page[i].number)
            below = len(spoken) - bisect_right(spoken, page[i].number)
            if above and below < max(_UNITS_BELOW_STORIES, above):
                return _without_chrome(page, marks, i)
    return _without_chrome(page, marks, len(page))


def _is_evidence(page: Sequence[Line], marks: Sequence[Mark | None], found: Tiling, low: int) -> bool:
    """Judge whether units without a header are comments: their texts are sentences, not the headlines of a list."""
    start = low + found.start
    least = 2 if found.layout != "timed" else _TIMED_UNITS
    if found.layout == "listed":
        return 2 * sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in found.units) >= len(
            found.units
        )
    if any(cue.opens_other_stories(line.text) for line in page[: start + 2]):
        least = _UNITS_BELOW_STORIES
    spoken = sum(any(cue.is_spoken(line.text) for line in unit.body) for unit in found.units)
    if 2 * spoken < len(found.units):
        return False
    authors = {unit.author for unit in found.units}
    if len(found.units) > 1 and len(authors) == 1 and None not in authors and not any(u.time for u in found.units):
        return False  # one speaker, never a time: an interview
    if len(found.units) >= least:
        return found.score >= 1.5
    return least == 2 and found.score >= 1 and _may_stand_alone(page[:start], found, marks[start])


def _may_stand_alone(above: Sequence[Line], found: Tiling, mark: Mark | None) -> bool:
    """Judge one comment without a header: plainly marked, below an article that is longer than it is."""
    unit = found.units[0]
    numbered = mark is not None and mark.numbered
    marked = found.plain and (unit.time is not None or unit.votes is not None or numbered)
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in above)
    length = sum(len(line.text) for line in unit.body)
    longer = sum(len(line.text) for line in above) > length
    return marked and longer and (paragraphs >= 1 or len(above) > _LINES_ABOVE_ONE)


def _without_chrome(page: Sequence[Line], marks: Sequence[Mark | None], stop: int) -> int:
    while stop and not marks[stop - 1] and (cue.is_chrome(page[stop - 1].text) or cue.is_form(page[stop - 1].text)):
        stop -= 1
    return stop


#: Below a header in the head of the page stands the article: what is taken there for comments must say so in many ways.
_HEADER_AT_THE_TOP = 1.5
#: So many different counts of comments stand on no page that has one story.
_COUNTS_OF_A_LIST = 3
#: So many lines that could open a section are tried, so that the cost stays linear in the length of the page.
_OPENINGS_TRIED = 8


def _openings(page: Sequence[Line]) -> list[int]:
    """Return where sections could open: the first line of each run of header lines."""
    openings: list[int] = []
    in_header = False
    for i, line in enumerate(page):
        if not in_header and _opens_section(line.text):
            openings.append(i)
            if len(openings) == _OPENINGS_TRIED:
                break
            in_header = True
        else:
            in_header = in_header and _belongs_to_header(line.text)
    return openings


def _opens_section(text: str) -> bool:
    return cue.is_comment_header(text) or cue.is_empty_notice(text) or (cue.is_form(text) and " " in text)


def _section_at(page: Sequence[Line], marks: Sequence[Mark | None], start: int) -> Section:
    """Read header, content and tail of the section that opens at line ``start``."""
    stop = start
    while stop < len(page) and _belongs_to_header(page[stop].text):
        stop += 1
    header = tuple(page[start:stop])
    declared = next((n for line in header if (n := cue.declared_count(line.text)) is not None), None)
    says_empty = declared == 0 or any(cue.is_empty_notice(line.text) for line in header)
    if says_empty:
        return Section(start, header, (), 0, says_empty=True, tail=tuple(page[stop:]))
    if any(cue.is_not_loaded(line.text) for line in header):
        return Section(start, header, (), declared, not_loaded=True, tail=tuple(page[stop:]))
    has_header = any(cue.is_comment_header(line.text) for line in header)
    if not has_header:
        return _below_a_form(page, start, stop, declared)
    content, found, tail = _cut_tail(page[stop:], marks[stop:], declared)
    if not found and (alone := only_unit(content)):
        return Section(start, header, content, declared, False, False, (alone,), tail, None, 0.0)
    if not found:
        return Section(start, header, content, declared, False, False, (), tail)
    return Section(start, header, content, declared, False, False, found.units, tail, None, found.score)


def _below_a_form(page: Sequence[Line], start: int, stop: int, declared: int | None) -> Section:
    """Read a form for a new comment: empty, unless sentences stand below it, in which no comment is looked for."""
    end = next((i for i in range(stop, len(page)) if cue.ends_comments(page[i].text)), len(page))
    header, content, tail = tuple(page[start:stop]), tuple(page[stop:end]), tuple(page[end:])
    if sum(cue.has_sentence(line.text) for line in content) < _SENTENCES_OF_COMMENTS:
        return Section(start, header, (), declared, says_empty=True, tail=(*content, *tail))
    return Section(start, header, content, declared, tail=tail)


def _belongs_to_header(text: str) -> bool:
    tests = (cue.is_comment_header, cue.is_empty_notice, cue.is_form, cue.is_button, cue.is_not_loaded)
    return any(test(text) for test in tests)


def _cut_tail(
    below: Sequence[Line], marks: Sequence[Mark | None], declared: int | None
) -> tuple[tuple[Line, ...], Tiling | None, tuple[Line, ...]]:
    """Divide what stands below a header into section and tail (related stories, legal lines)."""
    ends = [i for i, line in enumerate(below) if not marks[i] and cue.ends_comments(line.text)][:_ENDS_TRIED]
    best: tuple[tuple[Line, ...], Tiling | None, tuple[Line, ...]] | None = None
    for end in [*ends, len(below)]:
        stop = _without_chrome(below, marks, end)
        found = next(iter(tile(below[:stop], marks[:stop], declared, headed=True)), None)
        if best is None or _is_better(found, best[1], declared):
            stop = found.end if found else stop
            best = (tuple(below[:stop]), found, tuple(below[stop:]))
        if found and declared == len(found.units):
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best


#: Below the form for a new comment stand comments where so many lines have sentences, and else the foot of the page.
_SENTENCES_OF_COMMENTS = 2

#: So many lines that may end a section are tried as its end.
_ENDS_TRIED = 4
#: What a reading that goes on behind a heading of other stories must have over one that ends there.
_BEYOND_AN_END = 2.5


def _is_better(found: Tiling | None, best: Tiling | None, declared: int | None) -> bool:
    if found is None or best is None:
        return found is not None
    if declared is not None and declared in (len(found.units), len(best.units)):
        return len(best.units) != declared
    return found.score > best.score + _BEYOND_AN_END


#: A header with so many paragraphs above it stands below the article, not in its head.
_ARTICLE_PARAGRAPHS = 2


def _stands_above_article(page: Sequence[Line], start: int, section: Section) -> bool:
    """Tell whether a header in the head of a page is a link to the comments, and the article stands below it."""
    at_the_top = start <= _HEAD and not any(cue.has_sentence(line.text) for line in page[:start])
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in section.content)
    return at_the_top and paragraphs >= _ARTICLE_PARAGRAPHS


def _stands_below_article(above: Sequence[Line], header: Sequence[Line]) -> bool:
    """Tell whether a header without a readable comment below it still opens a section, as it says itself."""
    speaks_of_comments = any("comment" in line.text.casefold() or cue.declared_count(line.text) for line in header)
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in above)
    return speaks_of_comments and paragraphs >= _ARTICLE_PARAGRAPHS
