"""Units: what one comment is on the page, and how marks and the lines between them are put together to units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from stance.pages import lines as cue
from stance.pages import names
from stance.pages import vocabulary as v
from stance.pages.lines import Line
from stance.pages.marks import Kind, Mark
from stance.pages.refrains import key_of, own_lines, refrain_of, without_labels, without_refrains, without_scores

__all__ = ["Anchor", "Layout", "Tiling", "Unit", "View", "anchor_of", "end_of_text", "read_as", "same_name", "view_of"]


@dataclass(frozen=True, slots=True)
class Unit:
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


@dataclass(frozen=True, slots=True)
class Anchor:
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


@dataclass(frozen=True)
class View:
    """Lines with their marks, and running counts over them, so that a reading can be scored before it is built."""

    lines: Sequence[Line]
    marks: Sequence[Mark | None]
    marked: Sequence[int]

    def of(self, *kinds: Kind) -> list[int]:
        """Return the indices of the marks of some kinds."""
        return [i for i in self.marked if (mark := self.marks[i]) and mark.kind in kinds]

    def kind(self, i: int) -> str | None:
        """Return the kind of mark that a line is, if any; there are none beyond the ends."""
        mark = self.marks[i] if 0 <= i < len(self.marks) else None
        return mark.kind if mark else None

    @cached_property
    def loud(self) -> list[int]:
        """How many lines before each index are marks that no body should hold: plain ones and times."""
        flags = (mark is not None and (mark.plain or mark.kind == "time") for mark in self.marks)
        return list(accumulate(flags, initial=0))

    @cached_property
    def spoken(self) -> list[int]:
        """How many lines before each index are no buttons."""
        return list(accumulate((not cue.is_aside(line.text) for line in self.lines), initial=0))

    def closing_time(self, begin: int, end: int) -> int | None:
        """Return the index of a time line below a text, with nothing but buttons behind it."""
        last = bisect_left(self.spoken, self.spoken[end]) - 1
        if last > begin and self.kind(last) == "time":
            return last
        return next((i for i in range(max(begin, last) + 1, end) if (m := self.marks[i]) and m.closes), None)


def view_of(lines: Sequence[Line], marks: Sequence[Mark | None]) -> View:
    """Put lines and marks together."""
    return View(lines, marks, [i for i, mark in enumerate(marks) if mark])


#: A layout finds where the comments of its kind are marked, under a name for each way it does.
Layout = Callable[[View], Iterator[tuple[str, list[Anchor]]]]

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
        built = [_build(self.view, self.layout, span, closes=self.closes) for span in self.spans]
        units = without_scores(without_refrains(built))
        units = without_labels(units) if self.layout == "framed" else units
        return tuple(unit for unit in units if unit.body)


def read_as(view: View, name: str, spans: list[Span], start: int, *, closes: bool) -> Tiling:
    """Read lines as the units of one layout, and score what is explained so."""
    if not closes:
        spans[-1] = _without_footer(view, spans)
    spoken = [_speaks(view, name, span) for span in spans]
    return Tiling(view, name, start, tuple(spans), sum(s for s, _ in spoken), sum(has for _, has in spoken), closes)


def _speaks(view: View, name: str, span: Span) -> tuple[float, bool]:
    """Return what one unit speaks for its layout, and whether it has a text."""
    anchor, begin, end = span
    closing = view.closing_time(begin, end) if anchor.time is None else None
    left_over = view.loud[end] - view.loud[begin] - (closing is not None)
    below = closing is not None and not cue.is_aside(view.lines[closing].text)
    text = view.spoken[end] - view.spoken[begin] - below + _has_title(view, name, anchor)
    filled = text > 0 or any(cue.is_text_button(line.text) for line in view.lines[begin:end])
    odd = name == "paired" and anchor.author is not None and names.author_score(anchor.author) < 0
    timed = anchor.time is not None or closing is not None
    against = _MARK_LEFT_OVER * left_over + _ODD_NAME * odd + _EMPTY_BODY * (not filled)
    return _WEIGHT[name] + _WITH_TIME * timed - against, filled


def _has_title(view: View, name: str, anchor: Anchor) -> bool:
    return name in ("titled", "subject") and any(c.isalnum() for c in view.lines[anchor.first].text)


def _build(view: View, name: str, span: Span, *, closes: bool) -> Unit:
    """Return the unit of one mark."""
    anchor, begin, end = span
    body, time = list(view.lines[begin:end]), anchor.time
    if time is None and (closing := view.closing_time(begin, end)) is not None:
        mark = view.marks[closing]
        time = mark.time if mark else None
        anchor = replace(anchor, votes=mark.votes if mark and anchor.votes is None else anchor.votes)
        del body[closing - begin]
    own_line = view.lines[anchor.first]
    if _has_title(view, name, anchor) and not (name == "titled" and _is_subject(view, anchor)):
        body.insert(0, own_line)
    if closes and anchor.author and len(body) > 1 and same_name(body[0].text, anchor.author):
        del body[0]
    unit = _unit(view, anchor, time, body, begin if closes else anchor.first, end if closes else end - 1)
    return replace(unit, aside=(*unit.aside, own_line)) if name in ("member", "voted") else unit


def _is_subject(view: View, anchor: Anchor) -> bool:
    """Tell whether a title is a subject: "Re: fares", "Fares (Score:2)", or below the author's name in a column."""
    return any(view.kind(i) == "subject" for i in range(anchor.first, anchor.last)) or anchor.last - anchor.first > 1


#: So large a share of the units ends with a button, a count of votes or a time where the page closes comments that way.
_CLOSED_ALIKE = 0.7


def _without_footer(view: View, spans: list[Span]) -> Span:
    """Let the last unit end where the others do, so that the foot of the page is not taken for its text."""
    anchor, begin, end = spans[-1]
    end = end_of_text(view, begin, end)

    def ends_with_time(i: int) -> bool:
        return view.kind(i) == "time"

    def ends_with_button(i: int) -> bool:
        return cue.is_button(view.lines[i].text)

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


def end_of_text(view: View, begin: int, end: int) -> int:
    """Return the index of the first line that opens the foot of the page."""
    return next((i for i in range(begin, end) if not view.marks[i] and cue.ends_comments(view.lines[i].text)), end)


def _unit(view: View, anchor: Anchor, time: str | None, body: list[Line], first: int, last: int) -> Unit:
    """Set the buttons among the lines aside; a comment that is nothing else ("+1") keeps them."""
    own, counts = own_lines(body)
    if not own and any(cue.is_text_button(line.text) for line in body):
        own = tuple(body)
    kept = {line.number for line in own}
    aside = tuple(line for line in body if line.number not in kept) if len(own) < len(body) else ()
    return Unit(
        author=anchor.author,
        time=time,
        body=own,
        first=view.lines[min(first, len(view.lines) - 1)].number,
        last=view.lines[max(0, min(last, len(view.lines) - 1))].number,
        confidence=0.95 if anchor.plain else 0.85,
        aside=aside,
        indent=view.lines[anchor.first].indent + _bullets(view.lines[anchor.first].text),
        answers=anchor.answers,
        votes=counts[0] if anchor.votes is None and len(counts) == 1 else anchor.votes,
    )


def _bullets(text: str) -> int:
    match = v.BULLETS.match(text)
    return match.end() if match else 0


def same_name(text: str, author: str) -> bool:
    """Tell whether a line is a name and nothing else."""
    return cue.same_words(text) == cue.same_words(author)
