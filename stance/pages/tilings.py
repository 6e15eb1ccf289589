"""Tilings: marks and the lines between them put together to the units of one layout, and what speaks for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stance.pages import lines as cue
from stance.pages import names
from stance.pages.answered import with_answered
from stance.pages.marks import Kind
from stance.pages.refrains import (
    key_of,
    refrain_of,
    without_labels,
    without_numbers,
    without_refrains,
    without_scores,
    without_titles_again,
)
from stance.pages.sheet import View
from stance.pages.units import Anchor, Span, Unit, build, build_upward, end_of_buttons, has_title

__all__ = ["Layout", "Tiling", "read_as"]


class Layout(NamedTuple):
    """How comments of one kind are found: by marks of these kinds, in each way they can be."""

    kinds: frozenset[Kind]
    find: Callable[[View], Iterator[list[Anchor]]]


#: What one unit of a layout speaks for it, in the currency of the penalties below.
_WEIGHT = {
    "says": 1.2,
    "member": 1.2,
    "titled": 1.15,
    "posted": 1.1,
    "named": 1.0,
    "dated": 0.9,
    "signed": 0.9,
    "paired": 0.9,
    "stacked": 1.0,
    "framed": 0.75,
    "by": 0.6,
    "listed": 0.6,
    "subject": 0.6,
    "timed": 0.45,
    "voted": 0.4,
    "bare": 0.3,
}
_WITH_TIME = 0.3
_MARK_LEFT_OVER, _EMPTY_BODY, _ODD_NAME = 0.7, 1.0, 0.5

#: So few lines, the first of which has so few characters, may be no text but votes.
_LINES_OF_VOTES, _LONGEST_VOTES = 3, 30


@dataclass(frozen=True)
class Tiling:
    """What one layout makes of a run of lines, of which those from ``start`` up to ``end`` belong to its units."""

    view: View
    layout: str
    start: int
    spans: tuple[Span, ...]
    score: float
    #: How many of the marks have a text.
    filled: int
    #: The texts stand above their marks, so that nothing marks where the first one begins.
    closes: bool = False

    @property
    def anchors(self) -> list[Anchor]:
        """The marks."""
        return [anchor for anchor, *_ in self.spans]

    @property
    def end(self) -> int:
        """The index of the first line below the units."""
        anchor, _, end = self.spans[-1]
        return end_of_buttons(self.view, anchor.last + 1, self.view.end) if self.closes else end

    @property
    def plain(self) -> bool:
        """Whether every unit has a verb with a colon, or a name with day and clock."""
        return all(anchor.plain for anchor, *_ in self.spans)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that have a text."""
        built = (
            build_upward(self.view, self.layout, self.spans)
            if self.closes
            else [build(self.view, self.layout, span) for span in self.spans]
        )
        units = without_numbers(without_scores(without_refrains(built)))
        units = without_labels(units) if self.layout == "framed" else units
        units = without_titles_again(units) if self.layout == "titled" else units
        return tuple([unit for unit in with_answered(units) if unit.body])


def read_as(
    view: View, name: str, spans: list[Span], start: int, *, closes: bool, against: float = 0.0, favor: float = 0.0
) -> Tiling:
    """Read lines as the units of one layout, and score what is explained so and what else is known to speak."""
    if not closes:
        spans[-1] = _without_footer(view, spans)
    score, filled = 0.0, 0
    for span in spans:
        speaks, has_text = _speaks(view, name, span)
        score += speaks
        filled += has_text
    return Tiling(view, name, start, tuple(spans), score - against + favor, filled, closes)


def _speaks(view: View, name: str, span: Span) -> tuple[float, bool]:
    """Return what one unit speaks for its layout, and whether it has a text."""
    anchor, begin, end = span
    closing = view.closing_time(begin, end) if anchor.time is None else None
    loud, spoken = view.sheet.loud, view.sheet.spoken
    left_over = loud[end] - loud[begin] - (closing is not None)
    below = closing is not None and not view.cues[closing].is_aside
    text = spoken[end] - spoken[begin] - below + has_title(view, name, anchor)
    if begin < end and 0 < text <= _LINES_OF_VOTES and len(view.lines[begin].text) <= _LONGEST_VOTES:
        text -= sum(view.sheet.counted(i) and not view.cues[i].is_aside for i in range(begin, end))
    filled = text > 0 or any(cue.is_text_button(line.text) for line in view.lines[begin:end])
    odd = name == "paired" and anchor.author is not None and names.author_score(anchor.author) < 0
    timed = anchor.time is not None or closing is not None
    against = _MARK_LEFT_OVER * left_over + _ODD_NAME * odd + _EMPTY_BODY * (not filled)
    return _WEIGHT[name] + _WITH_TIME * timed - against, filled


#: So large a share of the units ends with a button, a count of votes or a time where the page closes comments that way.
_CLOSED_ALIKE = 0.7


def _without_footer(view: View, spans: list[Span]) -> Span:
    """Let the last unit end where the others do, so that the foot of the page is not taken for its text."""
    anchor, begin, end = spans[-1]
    end = view.end_of_text(begin, end)

    def ends_with_time(i: int) -> bool:
        return view.kind(i) == "time"

    def ends_with_button(i: int) -> bool:
        return view.cues[i].is_button

    others = [stop for _, start, stop in spans[:-1] if stop > start]
    refrain = refrain_of([view.lines[stop - 1].text for stop in others], max(2, _CLOSED_ALIKE * len(others)))

    def ends_with_refrain(i: int) -> bool:
        return refrain is not None and key_of(view.lines[i].text) == refrain

    def counts_before(i: int, closes: Callable[[int], bool]) -> bool:
        """Tell whether a line is a count before a button, or the last of all."""
        return view.sheet.counted(i) and (i + 1 == end or closes(i + 1))

    for closes in (ends_with_time, ends_with_button, ends_with_refrain):
        if len(others) < 2 or sum(closes(stop - 1) for stop in others) < _CLOSED_ALIKE * len(others):
            continue
        last = next((i for i in range(begin + 1, end) if closes(i)), None)
        while last is not None and last + 1 < end and (closes(last + 1) or counts_before(last + 1, closes)):
            last += 1
        return (anchor, begin, end if last is None else last + 1)
    return anchor, begin, end
