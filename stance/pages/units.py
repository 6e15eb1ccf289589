"""Units: what one comment is on the page, and how marks and the lines between them are put together to units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from stance.pages import lines as cue
from stance.pages import names
from stance.pages import vocabulary as v
from stance.pages.answered import with_answered
from stance.pages.lines import Line
from stance.pages.marks import Kind, Mark
from stance.pages.refrains import (
    key_of,
    own_lines,
    refrain_of,
    without_labels,
    without_numbers,
    without_refrains,
    without_scores,
    without_titles_again,
)
from stance.pages.sheet import View

__all__ = ["Anchor", "Layout", "Tiling", "Unit", "anchor_of", "read_as", "same_name"]


class Unit(NamedTuple):
    """One comment as it stands on the page."""

    author: str | None
    time: str | None
    body: tuple[Line, ...]
    first: int
    last: int
    confidence: float
    aside: tuple[Line, ...] = ()
    indent: int = 0
    answers: str | None = None
    votes: int | None = None


class Anchor(NamedTuple):
    """The lines ``first`` … ``last`` that mark one comment."""

    first: int
    last: int
    author: str | None
    time: str | None
    plain: bool
    answers: str | None = None
    votes: int | None = None


def anchor_of(first: int, last: int, mark: Mark) -> Anchor:
    """Return an anchor with what the mark says."""
    return Anchor(first, last, mark.author, mark.time, mark.plain, mark.answers, mark.votes)


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

#: A mark, and the lines of its text: from the first up to, not including, the second.
Span = tuple[Anchor, int, int]


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
        return anchor.last + 1 if self.closes else end

    @property
    def plain(self) -> bool:
        """Whether every unit has a verb with a colon, or a name with day and clock."""
        return all(anchor.plain for anchor, *_ in self.spans)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that have a text."""
        built = (
            _build_upward(self.view, self.layout, self.spans)
            if self.closes
            else [_build(self.view, self.layout, span) for span in self.spans]
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
    text = spoken[end] - spoken[begin] - below + _has_title(view, name, anchor)
    if begin < end and 0 < text <= _LINES_OF_VOTES and len(view.lines[begin].text) <= _LONGEST_VOTES:
        text -= sum(view.sheet.counted(i) and not view.cues[i].is_aside for i in range(begin, end))
    filled = text > 0 or any(cue.is_text_button(line.text) for line in view.lines[begin:end])
    odd = name == "paired" and anchor.author is not None and names.author_score(anchor.author) < 0
    timed = anchor.time is not None or closing is not None
    against = _MARK_LEFT_OVER * left_over + _ODD_NAME * odd + _EMPTY_BODY * (not filled)
    return _WEIGHT[name] + _WITH_TIME * timed - against, filled


def _has_title(view: View, name: str, anchor: Anchor) -> bool:
    return name in ("titled", "subject") and any(c.isalnum() for c in view.lines[anchor.first].text)


def _build_upward(view: View, name: str, spans: Sequence[Span]) -> list[Unit]:
    """Return the units of marks below their texts, each with the buttons and counts below its mark."""
    ends = [_end_of_buttons(view, anchor.last + 1, end) for (anchor, *_), (_, _, end) in pairwise(spans)]
    ends.append(_end_of_buttons(view, spans[-1][0].last + 1, view.end))
    top = spans[0][1]
    begins = [_end_of_buttons(view, top, spans[0][2]), *ends[:-1]]
    units = [
        _with_buttons(_build(view, name, (anchor, begin, end), closes=True), view.lines[anchor.last + 1 : stop])
        for (anchor, _, end), begin, stop in zip(spans, begins, ends, strict=True)
    ]
    above = tuple(view.lines[top : begins[0]])
    return [units[0]._replace(aside=(*units[0].aside, *above)), *units[1:]]


def _end_of_buttons(view: View, begin: int, end: int) -> int:
    """Return the index below the buttons and counts with which lines begin; nothing is taken of a text of buttons."""
    stop = begin
    while stop < end and _is_no_text(view, stop):
        stop += 1
    return stop if stop < end or end == view.end else begin


def _is_no_text(view: View, i: int) -> bool:
    return view.cues[i].is_aside or view.sheet.counted(i)


def _with_buttons(unit: Unit, buttons: Sequence[Line]) -> Unit:
    if not buttons:
        return unit
    _, counts = own_lines(list(buttons))
    votes = counts[0] if unit.votes is None and len(counts) == 1 else unit.votes
    return unit._replace(aside=(*unit.aside, *buttons), votes=votes, last=buttons[-1].number)


def _build(view: View, name: str, span: Span, *, closes: bool = False) -> Unit:
    """Return the unit of one mark: its own lines, and those set aside."""
    anchor, begin, end = span
    body, time, votes = list(view.lines[begin:end]), anchor.time, anchor.votes
    if time is None and (closing := view.closing_time(begin, end)) is not None:
        mark = view.marks[closing]
        time = mark.time if mark else None
        votes = mark.votes if mark and votes is None else votes
        del body[closing - begin]
    own_line = view.lines[anchor.first]
    if _has_title(view, name, anchor) and not (name == "titled" and _is_subject(view, anchor)):
        body.insert(0, own_line)
    if closes and anchor.author and len(body) > 1 and same_name(body[0].text, anchor.author):
        del body[0]
    own, aside, counts = _divide(view, span, body)
    first, last = (begin, end) if closes else (anchor.first, end - 1)
    return Unit(
        author=anchor.author,
        time=time,
        body=own,
        first=view.lines[min(first, view.end - 1)].number,
        last=view.lines[max(view.begin, min(last, view.end - 1))].number,
        confidence=0.95 if anchor.plain else 0.85,
        aside=(*aside, own_line) if name in ("member", "voted") else aside,
        indent=own_line.indent + _bullets(own_line.text),
        answers=anchor.answers,
        votes=counts[0] if votes is None and len(counts) == 1 else votes,
    )


def _divide(view: View, span: Span, body: list[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...], list[int]]:
    """Return the lines of a text, those set aside, and the counts among these.

    A comment that is nothing but buttons ("+1") keeps them.
    """
    anchor, begin, end = span
    spoken = view.sheet.spoken
    if spoken[end] - spoken[begin] == end - begin and not view.cues[anchor.first].is_aside:
        return tuple(body), (), []
    own, counts = own_lines(body)
    if not own and any(cue.is_text_button(line.text) for line in body):
        own = tuple(body)
    kept = {line.number for line in own}
    return own, tuple([line for line in body if line.number not in kept]), counts


def _is_subject(view: View, anchor: Anchor) -> bool:
    """Tell whether a title is a subject: "Re: fares", "Fares (Score:2)", or below the author's name in a column."""
    return any(view.kind(i) == "subject" for i in range(anchor.first, anchor.last)) or anchor.last - anchor.first > 1


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

    for closes in (ends_with_time, ends_with_button, ends_with_refrain):
        if len(others) < 2 or sum(closes(stop - 1) for stop in others) < _CLOSED_ALIKE * len(others):
            continue
        last = next((i for i in range(begin + 1, end) if closes(i)), None)
        while last is not None and last + 1 < end and closes(last + 1):
            last += 1
        return (anchor, begin, end if last is None else last + 1)
    return anchor, begin, end


def _bullets(text: str) -> int:
    match = v.BULLETS.match(text)
    return match.end() if match else 0


def same_name(text: str, author: str) -> bool:
    """Tell whether a line is a name and nothing else."""
    return cue.is_short(text) and cue.same_words(text) == cue.same_words(author)
