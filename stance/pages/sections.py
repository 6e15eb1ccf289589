"""Where on a page the comment section is, and what belongs to it.

A section opens at a header line ("15 Comments") and ends where other stories or legal lines begin. Which of the
lines that could open one does is decided by what stands below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import lines as cue
from stance.pages.layouts import Unit, divide
from stance.pages.lines import Line

__all__ = ["Section", "find_section"]


@dataclass(frozen=True, slots=True)
class Section:
    """The lines from the comment header on. ``start`` is an index into the page's lines."""

    start: int
    header: tuple[Line, ...] = ()
    content: tuple[Line, ...] = ()
    declared: int | None = None
    says_empty: bool = False
    units: tuple[Unit, ...] = ()
    tail: tuple[Line, ...] = ()
    note: str | None = None


def find_section(page: Sequence[Line]) -> Section:
    """Find the comment section: of all lines that could open one, the first under which comments stand.

    Where no header has comments under it, the last one below the article counts, so that an empty widget is
    seen and a section in an unknown layout is not taken for the article; a link to the comments at the head of
    the page opens nothing. Several headers with different counts are those of a list of stories.
    """
    fallback = None
    declared = None
    openings = _openings(page)
    counts = list(dict.fromkeys(n for start in openings if (n := cue.declared_count(page[start].text)) is not None))
    if len(counts) >= _COUNTS_OF_A_LIST:
        listed = ", ".join(map(str, counts))
        return Section(len(page), note=f"headers declare {listed} comments: a list of stories; no comment was taken")
    for start in openings:
        section = _section_at(page, start)
        if section.says_empty and declared:
            continue  # "comments are closed" below "11 comments" does not make them none
        declared = declared if section.declared is None else section.declared
        if section.units:
            return section
        if section.says_empty or not section.content or _stands_below_article(page[:start], section.header):
            fallback = section
    return fallback or Section(start=len(page), declared=declared)


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


def _section_at(page: Sequence[Line], start: int) -> Section:
    """Read header, content and tail of the section that opens at line ``start``."""
    stop = start
    while stop < len(page) and _belongs_to_header(page[stop].text):
        stop += 1
    header = tuple(page[start:stop])
    declared = next((n for line in header if (n := cue.declared_count(line.text)) is not None), None)
    says_empty = declared == 0 or any(cue.is_empty_notice(line.text) for line in header)
    if says_empty:
        return Section(start, header, (), 0, says_empty=True, tail=tuple(page[stop:]))
    has_header = any(cue.is_comment_header(line.text) for line in header)
    content, units, tail = _cut_tail(page[stop:], declared if has_header else None)
    return Section(start, header, content, declared, False, units if has_header else (), tail)


def _belongs_to_header(text: str) -> bool:
    tests = (cue.is_comment_header, cue.is_empty_notice, cue.is_form, cue.is_button)
    return any(test(text) for test in tests)


#: So many lines that may end a section are tried as its end where a declared count speaks for a later one.
_ENDS_TRIED = 4


def _cut_tail(
    below: Sequence[Line], declared: int | None
) -> tuple[tuple[Line, ...], tuple[Unit, ...], tuple[Line, ...]]:
    """Divide what stands below a header into section and tail (related stories, legal lines)."""
    ends = [i for i, line in enumerate(below) if _ends_section(line.text)][:_ENDS_TRIED]
    best: tuple[tuple[Line, ...], tuple[Unit, ...], tuple[Line, ...]] | None = None
    for end in [*ends, len(below)]:
        stop = end
        while stop and (cue.is_chrome(below[stop - 1].text) or cue.is_form(below[stop - 1].text)):
            stop -= 1
        content, tail = tuple(below[:stop]), tuple(below[stop:])
        units = tuple(divide(content, declared) or ())
        if best is None or len(units) == declared:
            best = (content, units, tail)
        if declared is None or len(units) == declared:
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best


def _ends_section(text: str) -> bool:
    """Tell whether a line stands below the comments: other stories, a closing notice, the form for a new one."""
    return cue.opens_other_stories(text) or cue.closes_section(text) or (cue.is_form(text) and " " in text)


#: A header with so many paragraphs above it stands below the article, not in its head.
_ARTICLE_PARAGRAPHS = 2


def _stands_below_article(above: Sequence[Line], header: Sequence[Line]) -> bool:
    """Tell whether a header without a readable comment below it still opens a section, as it says itself."""
    speaks_of_comments = any("comment" in line.text.casefold() or cue.declared_count(line.text) for line in header)
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in above)
    return speaks_of_comments and paragraphs >= _ARTICLE_PARAGRAPHS
