"""How comment sections repeat: each layout divides lines into units, and the one that tiles them best is taken.

A unit is one comment as the page shows it: an opening (author, perhaps a time, a verb), or a closing (``Posted by: Ann
| DATE`` below the text), and the lines of its body. A layout finds where the units of its kind are; :func:`tile` scores
every layout by what it explains: each unit counts for as much as its marks are plain, and each mark that is left inside
a body counts against the layout.

The layouts themselves stand in :mod:`~stance.pages.openings` and, where a bare name is the only cue, in
:mod:`~stance.pages.bare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages.bare import bare_openings, unheaded_openings
from stance.pages.beginnings import first_line_of_text
from stance.pages.bylines import MANY_LINES, holds_an_article, usual_lines, without_bylines
from stance.pages.lines import Line
from stance.pages.names import clean_name
from stance.pages.openings import LAYOUTS
from stance.pages.pairs import with_numbers
from stance.pages.refrains import key_of
from stance.pages.sheet import Sheet, View
from stance.pages.units import Anchor, Tiling, Unit, read_as, same_name
from stance.pages.votes import votes_of

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
    if name == "paired" and _times_stand_below(view, anchors):
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
    elif name == "paired" and _close_pairs(view, anchors, headed):
        favor = _BELOW_BUTTONS * len(anchors) * (headed and _are_answered_below(view, anchors))
        yield _close(view, name, [_with_buttons_below(view, anchor) for anchor in anchors], headed, favor)


def _close_pairs(view: View, anchors: Sequence[Anchor], headed: bool) -> bool:
    """Tell whether buttons stand right below nearly all names and times, and no text below the last of them."""
    below = sum(_is_beside(view, min(anchor.last + 1, view.end - 1)) for anchor in anchors)
    if len(anchors) < 3 or below < _ABOVE_BUTTONS * len(anchors):
        return False
    return _left_below(view, anchors[-1]) == 0 or (headed and _are_answered_below(view, anchors))


def _are_answered_below(view: View, anchors: Sequence[Anchor]) -> bool:
    """Tell whether a button to answer stands below each name and time, and a text right above, above the first, too."""
    for anchor in anchors:
        above, below = anchor.first - 1, _with_buttons_below(view, anchor).last + 1
        if above < view.begin or _is_beside(view, above) or view.cues[above].is_header:
            return False
        if not any(b.ANSWER.match(line.text) for line in view.lines[anchor.last + 1 : below]):
            return False
    if any(view.cues[i].is_aside for i in range(view.begin, anchors[0].first)):
        return False
    first = view.lines[anchors[0].first - 1].text
    return cue.has_sentence(first) or len(first) > _LONG_LINE


def _times_stand_below(view: View, anchors: Sequence[Anchor]) -> bool:
    """Tell whether the times of pairs are those of the texts above: the first stands below one, and one below the last.

    All stand right below the same button.
    """
    if len(anchors) < 3 or anchors[0].first == view.begin or any(view.kind(a.first) != "time" for a in anchors):
        return False
    above = [_kind_of_button(view, anchor.first - 1) for anchor in anchors]
    button, count = Counter(above).most_common(1)[0]
    if button is None or above[0] != button or count < _BELOW_SAME * len(anchors):
        return False
    return any(_kind_of_button(view, i - 1) == button for i in view.of("time") if i > anchors[-1].last)


def _kind_of_button(view: View, i: int) -> str | None:
    """Return what comes back of a line that may be a button; all counts and votes are the same."""
    return "0" if view.sheet.counted(i) else key_of(view.lines[i].text)


def _is_beside(view: View, i: int) -> bool:
    """Tell whether a line is a button or a count."""
    return view.cues[i].is_aside or view.sheet.counted(i)


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


def _with_buttons_below(view: View, anchor: Anchor) -> Anchor:
    """Take in the buttons below a mark, with the votes that they show."""
    end = next((i for i in range(anchor.last + 1, view.end) if not _is_beside(view, i)), view.end)
    votes = votes_of([line.text for line in view.lines[anchor.last + 1 : end]])
    return anchor._replace(last=end - 1, votes=votes.net if votes else anchor.votes)


#: A longer line is no label.
_LONG_LINE = 40
#: So large a share of the times stands right below the same button where they belong to the texts above.
_BELOW_SAME = 0.9
#: So large a share of the pairs of name and time below a text has buttons right below it.
_ABOVE_BUTTONS = 0.7
#: What speaks against marks below the text: each line that is left over below the last one, up to so many.
_LEFT_BELOW, _LEFT_MOST = 0.5, 3
#: What speaks against marks above the text where a line stands between header and first mark.
_LINE_ABOVE, _LABEL_ABOVE = 1.0, 0.05
_LINES_ABOVE, _LABELS_ABOVE = 2, 10
#: What a full stop speaks for marks below the text: ``by ann on July 3, 2012.``
_FULL_STOP = 2.0
#: What blank lines below all marks and above none speak for it, each.
_BLANK_BELOW = 0.5
#: What buttons above all marks but the first speak for texts below them, each.
_BELOW_BUTTONS = 0.3


def _left_below(view: View, anchor: Anchor) -> int:
    begin = anchor.last + 1
    end = view.end_of_text(begin, min(begin + 2 * _LEFT_MOST, view.end))
    return sum(not _is_beside(view, i) for i in range(begin, end))


def _open(view: View, name: str, anchors: list[Anchor], headed: bool, against: float = 0.0) -> Tiling:
    """Give each mark the lines below it, up to the next."""
    ends = [anchor.first for anchor in anchors[1:]] + [view.end]
    spans = [(anchor, anchor.last + 1, end) for anchor, end in zip(anchors, ends, strict=True)]
    favor = _BELOW_BUTTONS * len(anchors) * _below_buttons(view, anchors, headed)
    return read_as(view, name, spans, anchors[0].first, closes=False, against=against, favor=favor)


def _below_buttons(view: View, anchors: Sequence[Anchor], headed: bool) -> bool:
    """Tell whether a button or votes stand above each mark but the first, and a text right below it.

    Where they stand above the first one, too, below the header of the comments, they are those of a text there.
    """
    if len(anchors) < 3 or (headed and anchors[0].first > view.begin and _is_beside(view, anchors[0].first - 1)):
        return False
    return not any(
        not (view.cues[each.first - 1].is_button or view.sheet.counted(each.first - 1))
        or view.cues[min(each.last + 1, view.end - 1)].is_aside
        for each in anchors[1:]
    )


def _close(view: View, name: str, anchors: list[Anchor], headed: bool, favor: float = 0.0) -> Tiling:
    """Give each mark the lines above it, down from the one before."""
    above = max(1, min(usual_lines(anchors), MANY_LINES))
    start = view.begin if headed else max(view.begin, anchors[0].first - above)
    return _closed(view, name, anchors, start, favor)


def _closed(view: View, name: str, anchors: Sequence[Anchor], start: int, favor: float = 0.0) -> Tiling:
    starts = [start] + [anchor.last + 1 for anchor in anchors[:-1]]
    spans = [(anchor, begin, anchor.first) for anchor, begin in zip(anchors, starts, strict=True)]
    against = _LEFT_BELOW * min(_left_below(view, anchors[-1]), _LEFT_MOST)
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
