"""Units: what one comment is on the page, and how it is built of a mark and the lines of its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.lines import Line
from stance.pages.marks import Mark
from stance.pages.refrains import own_lines
from stance.pages.sheet import View

__all__ = ["Anchor", "Span", "Unit", "anchor_of", "build", "build_upward", "end_of_buttons", "has_title", "same_name"]


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


#: A mark, and the lines of its text: from the first up to, not including, the second.
Span = tuple[Anchor, int, int]


def has_title(view: View, name: str, anchor: Anchor) -> bool:
    """Tell whether the mark of a layout has a title in it."""
    return name in ("titled", "subject") and any(c.isalnum() for c in view.lines[anchor.first].text)


def build_upward(view: View, name: str, spans: Sequence[Span]) -> list[Unit]:
    """Return the units of marks below their texts, each with the buttons and counts below its mark."""
    ends = [end_of_buttons(view, anchor.last + 1, end) for (anchor, *_), (_, _, end) in pairwise(spans)]
    ends.append(end_of_buttons(view, spans[-1][0].last + 1, view.end))
    top = spans[0][1]
    begins = [end_of_buttons(view, top, spans[0][2]), *ends[:-1]]
    units = [
        _with_buttons(build(view, name, (anchor, begin, end), closes=True), view.lines[anchor.last + 1 : stop])
        for (anchor, _, end), begin, stop in zip(spans, begins, ends, strict=True)
    ]
    above = tuple(view.lines[top : begins[0]])
    return [units[0]._replace(aside=(*units[0].aside, *above)), *units[1:]]


def end_of_buttons(view: View, begin: int, end: int) -> int:
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


def build(view: View, name: str, span: Span, *, closes: bool = False) -> Unit:
    """Return the unit of one mark: its own lines, and those set aside."""
    anchor, begin, end = span
    body, time, votes = list(view.lines[begin:end]), anchor.time, anchor.votes
    if time is None and (closing := view.closing_time(begin, end)) is not None:
        mark = view.marks[closing]
        time = mark.time if mark else None
        votes = mark.votes if mark and votes is None else votes
        del body[closing - begin]
    own_line = view.lines[anchor.first]
    if has_title(view, name, anchor) and not (name == "titled" and _is_subject(view, anchor)):
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


def _bullets(text: str) -> int:
    match = v.BULLETS.match(text)
    return match.end() if match else 0


def same_name(text: str, author: str) -> bool:
    """Tell whether a line is a name and nothing else."""
    return cue.is_short(text) and cue.same_words(text) == cue.same_words(author)
