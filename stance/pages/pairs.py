"""Comments whose head is a name line and a time line, or two, in either order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import names
from stance.pages.author_vocabulary import ANSWERS_LINE
from stance.pages.cues import read_cues
from stance.pages.names import clean_name, may_be_author, whom_it_answers
from stance.pages.sheet import View
from stance.pages.units import Anchor

__all__ = ["may_be_author_line", "paired", "with_number_above", "with_numbers"]

#: Where so large a share of the names stands below a button, the others do.
_MOSTLY = 0.75


def paired(view: View) -> Iterator[list[Anchor]]:
    """Find pairs of a name line and a time line, in the order that more of them have."""
    times = [i for i in view.of("time") if (m := view.marks[i]) and not m.closes]
    if not times:
        return
    for above in (True, False):
        anchors = []
        for i in times:
            if above and view.kind(i - 1) == "time":
                continue
            first, last = i, i
            while view.kind(last + 1) == "time" and above and not view.lines[last].text.endswith("ago"):
                last += 1
            at = first - 1 if above else last + 1
            said = ANSWERS_LINE.match(view.lines[at].text) if above and at > view.begin else None
            whom = said[1] if said else None
            at -= whom is not None
            if not view.begin <= at < view.end or view.marks[at] or not may_be_author_line(view.lines[at].text):
                continue
            if not above and b.BARE_SCORE.match(view.lines[at].text):  # a count below a time is one of votes
                continue
            time = " ".join(m.time or "" for m in view.marks[i : last + 1] if m)
            plain = any(m.clock for m in view.marks[i : last + 1] if m)
            name = clean_name(view.lines[at].text)
            answers = whom or whom_it_answers(view.lines[at].text)
            anchors.append(Anchor(min(at, first), max(at, last), name, time, plain, answers))
        anchors = [a for a, b in zip(anchors, [None, *anchors], strict=False) if b is None or a.first > b.last]
        runs = sum(view.kind(i - 1) != "time" for i in times)
        if len(anchors) > 0.5 * runs:
            anchors = _below_buttons(view, anchors) if above else anchors
            yield _numbered(view, anchors)


def _below_buttons(view: View, anchors: list[Anchor]) -> list[Anchor]:
    """Take the line directly below the buttons for the name where most names stand there, and not one between."""
    below = [a.first == view.begin or view.cues[a.first - 1].is_aside for a in anchors]
    if len(anchors) < 3 or sum(below) < _MOSTLY * len(anchors):
        return anchors
    return [a if is_below else _one_higher(view, a) for a, is_below in zip(anchors, below, strict=True)]


def _one_higher(view: View, anchor: Anchor) -> Anchor:
    at = anchor.first - 1
    if (
        at <= view.begin
        or not view.cues[at - 1].is_aside
        or view.marks[at]
        or not may_be_author_line(view.lines[at].text)
    ):
        return anchor
    name = clean_name(view.lines[at].text)
    return anchor._replace(first=at, author=name) if names.author_score(name) > 0 else anchor


def _numbered(view: View, anchors: list[Anchor]) -> list[Anchor]:
    """Take in the lines that count the comments; numbers that do not run on are votes of the comments above."""
    found = [with_number_above(view, a.first) for a in anchors]
    counts = [int(view.lines[i].text.rstrip(".")) for i, a in zip(found, anchors, strict=True) if i < a.first]
    running = sum(abs(b - a) == 1 for a, b in pairwise(counts))
    if len(counts) > 1 and running < _MOSTLY * (len(counts) - 1):
        return anchors
    return [a._replace(first=i) for i, a in zip(found, anchors, strict=True)]


#: Between two numbers that run on so many comments may be missing, and one.
_LEFT_OUT = 3


def with_numbers(view: View, anchors: Sequence[Anchor]) -> list[Anchor] | None:
    """Take the numbers that run on above nearly all marks, the first one among them, into these; None where none do."""
    if not _is_number(view.lines[max(view.begin, anchors[0].first - (anchors[0].first == anchors[0].last))].text):
        return None
    found = [a if a.first < a.last else a._replace(first=with_number_above(view, a.first)) for a in anchors]
    texts = [view.lines[a.first].text for a in found if a.first < a.last]
    counts = [int(text.rstrip(".")) for text in texts if _is_number(text)]
    running = sum(0 < below - above <= _LEFT_OUT for above, below in pairwise(counts))
    return found if running >= max(1, _MOSTLY * (len(found) - 1)) else None


def with_number_above(view: View, i: int) -> int:
    """Take in a line that only counts the comments ("3"); two of them are votes of the comment above."""
    numbered = i > view.begin and _is_number(view.lines[i - 1].text)
    return i - 1 if numbered and not (i - 1 > view.begin and _is_number(view.lines[i - 2].text)) else i


def _is_number(text: str) -> bool:
    return len(text) < 5 and text.rstrip(".").isdecimal()


@lru_cache(maxsize=cue.LINES_REMEMBERED)
def may_be_author_line(text: str) -> bool:
    """Tell whether a whole line may be a name, where a time beside it speaks for that: no button, header or advert."""
    cues = read_cues(text)
    if cues.is_aside or cues.is_header or cues.opens_other_stories:
        return False
    return may_be_author(text) and not cue.is_chrome(text)
