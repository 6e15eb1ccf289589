"""What the buttons and counts beside marks tell: whether texts stand above their marks, or below.

A row of buttons closes a comment, mostly; whose time or name stands right below one is told by the first and the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages.refrains import key_of
from stance.pages.sheet import View
from stance.pages.units import Anchor
from stance.pages.votes import votes_of

__all__ = [
    "are_answered_below",
    "are_below_buttons",
    "left_below",
    "may_close_pairs",
    "times_stand_below",
    "with_buttons_below",
]

#: A longer line is no label.
_LONG_LINE = 40
#: So large a share of the times stands right below the same button where they belong to the texts above.
_BELOW_SAME = 0.9
#: So large a share of the pairs of name and time below a text has buttons right below it.
_ABOVE_BUTTONS = 0.7
#: Below the last mark so many lines are counted at most.
_LEFT_MOST = 3


def may_close_pairs(view: View, anchors: Sequence[Anchor], headed: bool) -> bool:
    """Tell whether buttons stand right below nearly all names and times, and no text below the last of them."""
    below = sum(_is_beside(view, min(anchor.last + 1, view.end - 1)) for anchor in anchors)
    if len(anchors) < 3 or below < _ABOVE_BUTTONS * len(anchors):
        return False
    return left_below(view, anchors[-1]) == 0 or (headed and are_answered_below(view, anchors))


def are_answered_below(view: View, anchors: Sequence[Anchor]) -> bool:
    """Tell whether a button to answer stands below each name and time, and a text right above, above the first, too."""
    for anchor in anchors:
        above, below = anchor.first - 1, with_buttons_below(view, anchor).last + 1
        if above < view.begin or _is_beside(view, above) or view.cues[above].is_header:
            return False
        if not any(b.ANSWER.match(line.text) for line in view.lines[anchor.last + 1 : below]):
            return False
    if any(view.cues[i].is_aside for i in range(view.begin, anchors[0].first)):
        return False
    first = view.lines[anchors[0].first - 1].text
    return cue.has_sentence(first) or len(first) > _LONG_LINE


def times_stand_below(view: View, anchors: Sequence[Anchor]) -> bool:
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


def with_buttons_below(view: View, anchor: Anchor) -> Anchor:
    """Take in the buttons below a mark, with the votes that they show."""
    end = next((i for i in range(anchor.last + 1, view.end) if not _is_beside(view, i)), view.end)
    votes = votes_of([line.text for line in view.lines[anchor.last + 1 : end]])
    return anchor._replace(last=end - 1, votes=votes.net if votes else anchor.votes)


def are_below_buttons(view: View, anchors: Sequence[Anchor], headed: bool) -> bool:
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


def left_below(view: View, anchor: Anchor) -> int:
    """Count the lines below a mark that are neither buttons nor counts, up to so many."""
    begin = anchor.last + 1
    end = view.end_of_text(begin, min(begin + 2 * _LEFT_MOST, view.end))
    return min(sum(not _is_beside(view, i) for i in range(begin, end)), _LEFT_MOST)
