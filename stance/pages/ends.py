"""A comment section as a run of lines, and where it ends: other stories, notices and legal lines stand below it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.layouts import Tiling, Unit, reads_on_alike, tile
from stance.pages.lines import Line
from stance.pages.sheet import Sheet

__all__ = ["BEYOND_AN_END", "HEAD_LINES", "Section", "cut_tail", "without_chrome"]


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
    #: The line above the article that leads to comments, where none are in the file.
    link: Line | None = None


#: So many lines at the top of a page are its head: a header there is a link, and a mark the article's by-line, unless
#: the page is nothing but comments.
HEAD_LINES = 2
#: So many lines that may end a section are tried as its end.
_ENDS_TRIED = 4
#: So many words of a menu, each on a line of its own, are the foot of a page.
_WORDS_OF_A_MENU = 2
#: What a reading that goes on behind a heading of other stories must have over one that ends there.
BEYOND_AN_END = 2.5


def cut_tail(
    sheet: Sheet, begin: int, declared: int | None
) -> tuple[tuple[Line, ...], Tiling | None, tuple[Line, ...]]:
    """Divide what stands below a header into section and tail (related stories, legal lines)."""
    first = bisect_left(sheet.ends, begin)
    best: tuple[int, Tiling | None] | None = None
    for end in [*sheet.ends[first : first + _ENDS_TRIED], len(sheet)]:
        if best and reads_on_alike(best[1], end):
            continue
        stop = without_chrome(sheet, begin, end)
        found = next(iter(tile(sheet.view(begin, stop), declared, headed=True)), None)
        found = None if found and _lists_stories(sheet, begin, found) else found
        if best is None or _is_better(found, best[1], declared):
            best = (found.end if found else stop, found)
        if declared is not None and found and declared == len(found.units):
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    stop, found = best
    return tuple(sheet.lines[begin:stop]), found, tuple(sheet.lines[stop:])


def _lists_stories(sheet: Sheet, begin: int, found: Tiling) -> bool:
    """Tell whether a heading of other stories stands above a reading in which hardly anybody speaks in sentences."""
    if not any(cues.opens_other_stories for cues in sheet.cues[begin : found.anchors[0].first]):
        return False
    spoken = sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in found.units)
    return 2 * spoken < len(found.units)


def _is_better(found: Tiling | None, best: Tiling | None, declared: int | None) -> bool:
    if found is None or best is None:
        return found is not None
    if declared is not None and declared in (len(found.units), len(best.units)):
        return len(best.units) != declared
    return found.score > best.score + BEYOND_AN_END


def without_chrome(sheet: Sheet, begin: int, stop: int) -> int:
    """Move the end of a section up over adverts, buttons and forms, and over the words of a menu.

    One such word may be a reader's; where so many stand together they are the foot of the page.
    """
    end, words = stop, 0
    while end > begin and not sheet.marks[end - 1]:
        line = sheet.lines[end - 1].text
        if not (is_menu := v.MENU.match(line) is not None) and not _is_chrome(sheet, end - 1):
            break
        words += is_menu
        end -= 1
    if words >= _WORDS_OF_A_MENU:
        return end
    while stop > end and _is_chrome(sheet, stop - 1):
        stop -= 1
    return stop


def _is_chrome(sheet: Sheet, i: int) -> bool:
    return sheet.cues[i].is_form or cue.is_chrome(sheet.lines[i].text)
