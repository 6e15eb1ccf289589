"""How comment sections repeat: each layout divides lines into units, and the one that tiles them best is taken.

A unit is one comment as the page shows it: an opening (author, perhaps a time, a verb), or a closing (``Posted by: Ann
| DATE`` below the text), and the lines of its body. A layout finds where the units of its kind are; :func:`tile` scores
every layout by what it explains: each unit counts for as much as its marks are plain, and each mark that is left inside
a body counts against the layout.

The layouts themselves stand in :mod:`~stance.pages.openings` and, where a bare name is the only cue, in
:mod:`~stance.pages.bare`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.pages import lines as cue
from stance.pages.bare import bare_openings, unheaded_openings
from stance.pages.beginnings import first_line_of_text
from stance.pages.beside_marks import (
    are_answered_below,
    are_below_buttons,
    left_below,
    may_close_pairs,
    times_stand_below,
    with_buttons_below,
)
from stance.pages.bylines import MANY_LINES, holds_an_article, usual_lines, without_bylines
from stance.pages.lines import Line
from stance.pages.names import clean_name
from stance.pages.openings import LAYOUTS
from stance.pages.pairs import with_numbers
from stance.pages.sheet import Sheet, View
from stance.pages.tilings import Tiling, read_as
from stance.pages.units import Anchor, Unit, same_name

__all__ = ["Tiling", "Unit", "divide", "only_unit", "reads_on_alike", "tile", "with_first_text"]


def divide(section: Sequence[Line], declared: int | None = None) -> list[Unit] | None:
    """Divide the lines of a comment section into units by the layout that tiles it best, or return None.

    Parameters
    ----------
    section : sequence of Line
        The lines of the section below its header.
    declared : int or None
        The number of comments that the page claims: a soft check, never forced.
    """
    readings = tile(Sheet(section).view(), declared, headed=True)
    return list(readings[0].units) if readings else None


#: So large a share of the marks must have a text; the lines of an index of stories have none.
_WITH_TEXT = 0.6
#: A reading below this leaves room for bare names.
_WEAK = 1.5


def tile(view: View, declared: int | None = None, *, headed: bool, only: str | None = None) -> list[Tiling]:
    """Return the readings of a run of lines as comments, the best one first.

    Parameters
    ----------
    headed : bool
        The lines stand below a header, so the first unit begins with the first line. Otherwise the first unit's mark
        decides, and the lines above it are left alone.
    only : str, optional
        The one layout to try.
    """
    found = [
        reading
        for name, layout in LAYOUTS.items()
        if only in (None, name) and not layout.kinds.isdisjoint(view.sheet.of_kind)
        for anchors in layout.find(view)
        if anchors
        for reading in _readings(view, name, anchors, headed)
        if reading.filled >= max(1, _WITH_TEXT * len(anchors))
    ]
    if only in (None, "bare", "listed") and all(reading.score < _WEAK for reading in found):
        named = bare_openings(view, declared) if headed else unheaded_openings(view)
        if named and not (headed and named[0] > view.begin):
            anchors = [Anchor(i, i, clean_name(view.lines[i].text), None, False) for i in named]
            found.append(_open(view, "bare" if headed else "listed", anchors, headed))
    return sorted(found, key=lambda reading: -reading.score)


def reads_on_alike(found: Tiling | None, stop: int) -> bool:
    """Tell whether nothing new can be read in the lines below a reading, down to ``stop``: no mark stands in them."""
    if found is None or found.layout in ("bare", "listed") or found.score < _WEAK:
        return False
    marked = found.view.sheet.marked
    return marked[found.view.end] == marked[stop]


def _readings(view: View, name: str, anchors: list[Anchor], headed: bool) -> Iterator[Tiling]:
    """Yield the readings with the text below the marks, and above them."""
    if name == "paired" and times_stand_below(view, anchors):
        return
    numbered = with_numbers(view, anchors)
    anchors = numbered or anchors
    first, led = anchors[0].first, view.sheet.led
    lead = led[first] - led[view.begin]
    if name in _OPENS and headed and lead <= _LABELS_ABOVE:
        sentences = _sentences(view, view.begin, first)
        if sentences <= _LINES_ABOVE:
            against = _LINE_ABOVE * sentences + _LABEL_ABOVE * (lead - sentences)
            yield _open(view, name, anchors, headed, against)
    elif name in _OPENS and not headed and name != "timed":
        yield _open(view, name, without_bylines(view, anchors), headed)
    folds = view.lines[first].text.startswith(("[–]", "[-]"))  # what folds stands below its sign
    if folds or numbered or (headed and (not lead or holds_an_article(view, anchors))):
        return
    if name in _CLOSES:
        yield _close(view, name, anchors if headed else without_bylines(view, anchors), headed)
    elif name == "paired" and may_close_pairs(view, anchors, headed):
        favor = _BELOW_BUTTONS * len(anchors) * (headed and are_answered_below(view, anchors))
        yield _close(view, name, [with_buttons_below(view, anchor) for anchor in anchors], headed, favor)


def _sentences(view: View, begin: int, end: int) -> int:
    """Count the lines with a sentence that are neither buttons nor headers of comments, nor rules for them."""
    return sum(
        cue.has_sentence(view.lines[i].text)
        and not (view.cues[i].is_aside or view.cues[i].is_header or cue.is_about_comments(view.lines[i].text))
        for i in range(begin, end)
    )


#: Layouts whose marks stand above the text, and those whose marks stand below it.
_OPENS = frozenset(
    {"says", "paired", "by", "named", "dated", "posted", "titled", "stacked", "framed", "member", "subject", "timed"}
)
_CLOSES = frozenset({"named", "dated", "posted", "signed", "timed", "voted"})


#: What speaks against marks below the text: each line that is left over below the last one.
_LEFT_BELOW = 0.5
#: What speaks against marks above the text where a line stands between header and first mark.
_LINE_ABOVE, _LABEL_ABOVE = 1.0, 0.05
_LINES_ABOVE, _LABELS_ABOVE = 2, 10
#: What a full stop speaks for marks below the text: ``by ann on July 3, 2012.``
_FULL_STOP = 2.0
#: What blank lines below all marks and above none speak for it, each.
_BLANK_BELOW = 0.5
#: What buttons above all marks but the first speak for texts below them, each.
_BELOW_BUTTONS = 0.3


def _open(view: View, name: str, anchors: list[Anchor], headed: bool, against: float = 0.0) -> Tiling:
    """Give each mark the lines below it, up to the next."""
    ends = [anchor.first for anchor in anchors[1:]] + [view.end]
    spans = [(anchor, anchor.last + 1, end) for anchor, end in zip(anchors, ends, strict=True)]
    favor = _BELOW_BUTTONS * len(anchors) * are_below_buttons(view, anchors, headed)
    return read_as(view, name, spans, anchors[0].first, closes=False, against=against, favor=favor)


def _close(view: View, name: str, anchors: list[Anchor], headed: bool, favor: float = 0.0) -> Tiling:
    """Give each mark the lines above it, down from the one before."""
    above = max(1, min(usual_lines(anchors), MANY_LINES))
    start = view.begin if headed else max(view.begin, anchors[0].first - above)
    return _closed(view, name, anchors, start, favor)


def _closed(view: View, name: str, anchors: Sequence[Anchor], start: int, favor: float = 0.0) -> Tiling:
    starts = [start] + [anchor.last + 1 for anchor in anchors[:-1]]
    spans = [(anchor, begin, anchor.first) for anchor, begin in zip(anchors, starts, strict=True)]
    against = _LEFT_BELOW * left_below(view, anchors[-1])
    signed = all(view.lines[anchor.last].text.endswith(".") for anchor in anchors)
    blank = name in ("posted", "paired") and _blank_below(view, anchors)
    favor += _FULL_STOP * signed + _BLANK_BELOW * len(anchors) * blank
    return read_as(view, name, spans, start, closes=True, against=against, favor=favor)


def _blank_below(view: View, anchors: Sequence[Anchor]) -> bool:
    """Tell whether each mark stands directly below a line, and a blank one below it."""
    return len(anchors) > 2 and not any(
        view.lines[a.first].after_blank or not (a.last + 1 >= view.end or view.lines[a.last + 1].after_blank)
        for a in anchors
    )


def with_first_text(found: Tiling) -> Tiling:
    """Look for the line with which the text of the first comment begins, where nothing marks it."""
    if not found.closes:
        return found
    view, anchors = found.view, found.anchors
    bodies = [view.lines[one.last + 1 : other.first] for one, other in pairwise(anchors)]
    named = sum(
        bool(body and a.author) and same_name(body[0].text, a.author or "")
        for a, body in zip(anchors[1:], bodies, strict=True)
    )
    author = anchors[0].author if 2 * named > len(bodies) or not bodies else None
    above = view.lines[view.begin : anchors[0].first + 1]
    start = view.begin + first_line_of_text(above, len(above) - 1, bodies, author)
    return _closed(view, found.layout, anchors, start)


#: A text of no more lines below a header, in no known layout, is one comment; a longer one may be many.
_ONE_COMMENT = 3


def only_unit(content: Sequence[Line]) -> Unit | None:
    """Take a short text that stands alone below a header for one comment without a name."""
    body = tuple(line for line in content if not cue.is_aside(line.text))
    if not 1 <= len(body) <= _ONE_COMMENT or not any(cue.has_sentence(line.text) for line in body):
        return None
    first, last = body[0].number, body[-1].number
    aside = tuple(line for line in content if first < line.number < last and line not in body)
    return Unit(None, None, body, first, last, aside=aside, confidence=0.3)
