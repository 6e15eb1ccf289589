"""What looks like a comment and is the article: a by-line in the head of the page, and the text below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stance.pages import lines as cue
from stance.pages.sheet import View
from stance.pages.times import has_clock
from stance.pages.units import Anchor, Unit

__all__ = [
    "MANY_LINES",
    "begins_with_article",
    "holds_an_article",
    "is_dated_like_an_article",
    "usual_lines",
    "without_bylines",
]

#: An article has more lines than this, and more characters, and so many times as many as the usual comment below it.
MANY_LINES, _MANY_CHARACTERS, _TIMES = 12, 600, 4
#: It has so many paragraphs, and below so many stands no by-line.
_PARAGRAPHS = 2
#: The head of a page has so many lines, the menus that were copied with it among them.
_LINES_OF_HEAD = 60


def usual_lines(anchors: Sequence[Anchor]) -> int:
    """Return how many lines stand between one mark and the next, as a rule."""
    lines = sorted(other.first - one.last - 1 for one, other in pairwise(anchors))
    return lines[len(lines) // 2] if lines else 3


def holds_an_article(view: View, anchors: Sequence[Anchor]) -> bool:
    """Tell whether the article stands above the first mark: the header above it was a link in the head of the page."""
    return anchors[0].first - view.begin > max(MANY_LINES, _TIMES * usual_lines(anchors))


def without_bylines(view: View, anchors: list[Anchor]) -> list[Anchor]:
    """Leave out marks at the head of the page below which the article stands."""
    if anchors[0].first > view.begin + _LINES_OF_HEAD:
        return anchors
    length = view.sheet.length
    lengths = [length[other.first] - length[one.last + 1] for one, other in pairwise(anchors)]
    first = 0
    while len(lengths) - first > 1 and anchors[first].first <= view.begin + _LINES_OF_HEAD:
        above = view.lines[: anchors[first].first]
        if lengths[first] <= _of_an_article(lengths[first + 1 :]) or _paragraphs(above) >= _PARAGRAPHS:
            break
        first += 1
    return anchors[first:]


def begins_with_article(units: Sequence[Unit]) -> bool:
    """Tell whether the first of several texts has the article in it."""
    first, *rest = units
    return bool(rest) and _paragraphs(first.body) > _PARAGRAPHS and _is_long(first, rest)


def is_dated_like_an_article(units: Sequence[Unit]) -> bool:
    """Tell whether the first text is long and its time a day, where clocks stand beside the others."""
    if not units:
        return False
    first, *rest = units
    with_clock = sum(has_clock(unit.time) for unit in rest)
    return first.time is not None and not has_clock(first.time) and 2 * with_clock > len(rest) and _is_long(first, rest)


def _is_long(first: Unit, rest: Sequence[Unit]) -> bool:
    return _characters(first) > _of_an_article([_characters(unit) for unit in rest])


def _characters(unit: Unit) -> int:
    return sum(len(line.text) for line in unit.body)


def _of_an_article(lengths: Sequence[int]) -> int:
    """Return what a text must be longer than, in characters, to be the article above texts of these lengths."""
    return max(_MANY_CHARACTERS, _TIMES * sorted(lengths)[len(lengths) // 2])


def _paragraphs(lines: Sequence[cue.Line]) -> int:
    return sum(cue.is_paragraph(line.text) for line in lines)
