"""A comment section as a run of lines, and where it ends: other stories, notices and legal lines stand below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import lines as cue
from stance.pages.layouts import Tiling, Unit, tile
from stance.pages.lines import Line
from stance.pages.marks import Mark

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


#: So many lines at the top of a page are its head: a header there is a link, and a mark the article's by-line, unless
#: the page is nothing but comments.
HEAD_LINES = 2
#: So many lines that may end a section are tried as its end.
_ENDS_TRIED = 4
#: What a reading that goes on behind a heading of other stories must have over one that ends there.
BEYOND_AN_END = 2.5


def cut_tail(
    below: Sequence[Line], marks: Sequence[Mark | None], declared: int | None
) -> tuple[tuple[Line, ...], Tiling | None, tuple[Line, ...]]:
    """Divide what stands below a header into section and tail (related stories, legal lines)."""
    ends = [i for i, line in enumerate(below) if not marks[i] and cue.ends_comments(line.text)][:_ENDS_TRIED]
    best: tuple[tuple[Line, ...], Tiling | None, tuple[Line, ...]] | None = None
    for end in [*ends, len(below)]:
        stop = without_chrome(below, marks, end)
        found = next(iter(tile(below[:stop], marks[:stop], declared, headed=True)), None)
        if best is None or _is_better(found, best[1], declared):
            stop = found.end if found else stop
            best = (tuple(below[:stop]), found, tuple(below[stop:]))
        if found and declared == len(found.units):
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best


def _is_better(found: Tiling | None, best: Tiling | None, declared: int | None) -> bool:
    if found is None or best is None:
        return found is not None
    if declared is not None and declared in (len(found.units), len(best.units)):
        return len(best.units) != declared
    return found.score > best.score + BEYOND_AN_END


def without_chrome(page: Sequence[Line], marks: Sequence[Mark | None], stop: int) -> int:
    """Move the end of a section up over adverts, buttons and forms."""
    while stop and not marks[stop - 1] and (cue.is_chrome(page[stop - 1].text) or cue.is_form(page[stop - 1].text)):
        stop -= 1
    return stop
