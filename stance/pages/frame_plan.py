"""The gaps of a frame: in which the names stand, in which the texts, and where a unit begins.

The gap with the most letters holds the texts. The nearest gap above it in which a name can stand in nearly every unit
holds the names; else the first line of each text is one, or the last line above the next time. Where a unit begins is
told by blank lines, by the header, and by the ends of the page, beyond which nothing of the cycle stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from stance.pages import author_vocabulary as a
from stance.pages import furniture_vocabulary as f
from stance.pages.frame_heads import may_be_name_line
from stance.pages.frames import COUNT, NAME_AND_TIME, TIME, Cycle
from stance.pages.lines import has_sentence
from stance.pages.sheet import Sheet

__all__ = ["Plan", "Where", "plan_of", "with_names_below", "without_labels"]

#: Where the names of a page stand: in a gap of their own, at the beginning of each text, below the text before, below
#: its own text, below the frame of its own text, or beside the time.
Where = Literal["gap", "text", "below", "last", "behind", "mark"]
#: So large a share of the gaps that may hold names has one; so large a share of these is different.
_NAMED, _DIFFERENT = 0.7, 0.4
#: Of each text so many letters count where the gap with most of them is looked for.
_LETTERS = 600
#: What speaks for a gap as the one between two units, beside the share of them with a blank line in it.
_FIRST, _NAMED_GAP, _NOT_FEWEST = 0.75, 0.5, 0.5


class Plan(NamedTuple):
    """What the gaps of a cycle hold, each called after the line of the cycle above it; a unit begins below ``cut``.

    Where the whole cycle ``closes`` a unit, nothing of it stands above the name and the text.
    """

    size: int
    cut: int
    text: int
    where: Where
    name: int | None = None
    closes: bool = False

    def place(self, nth: int) -> int:
        """Return the place of a line of the cycle in a unit."""
        return (nth - self.cut - 1) % self.size

    def opens(self, nth: int) -> bool:
        """Tell whether a line of the cycle stands above the text."""
        return not self.closes and self.place(nth) <= self.place(self.text)


def with_names_below(plan: Plan) -> Plan | None:
    """Let the names stand below the texts, where lines of the frame stand below them."""
    cut = (plan.text - 1) % plan.size
    return None if cut == plan.name else plan._replace(cut=cut)


def plan_of(sheet: Sheet, cycle: Cycle) -> Plan | None:
    """Say what the gaps of a frame hold; None where no names can be."""
    size = len(cycle.keys)
    gaps: defaultdict[int, list[list[str]]] = defaultdict(list)
    for above, below in pairwise(cycle.tokens):
        if below.nth == (above.nth + 1) % size:
            gaps[above.nth].append([line.text for line in sheet.lines[above.last + 1 : below.at]])
    text = max(range(size), key=lambda n: sum(min(sum(map(len, lines)), _LETTERS) for lines in gaps[n]))
    upward = [(text - k) % size for k in range(1, size)]
    mark = cycle.keys.index(NAME_AND_TIME) if NAME_AND_TIME in cycle.keys else None
    near = upward if mark in (None, (text + 1) % size) else upward[: upward.index((mark - 1) % size)]
    name = next((n for n in near if _hold_names(gaps[n])), None)
    if name is not None:
        if _text_opens(sheet, cycle, text):
            return Plan(size, text, text, "gap", name, closes=True)
        cut = _cut(sheet, cycle, upward[upward.index(name) :], name)
        return Plan(size, cut, text, "gap", name)
    if mark is not None or _hold_names([lines[:1] for lines in gaps[text] if len(lines) > 1]):
        if mark is None and _text_opens(sheet, cycle, text):
            return Plan(size, text, text, "behind", closes=True)
        if mark is None and _closes(sheet, cycle, text):
            return Plan(size, text, text, "text", closes=True)
        return Plan(size, _cut(sheet, cycle, upward, None), text, "mark" if mark is not None else "text")
    if _hold_names([lines[-1:] for lines in map(without_labels, gaps[text]) if len(lines) > 1]):
        if cycle.headed and cycle.tokens[0] == (cycle.begin, text, cycle.begin):
            return Plan(size, (text - 1) % size, text, "last")
        return Plan(size, text, text, "below", closes=_text_opens(sheet, cycle, text))
    return None


def _cut(sheet: Sheet, cycle: Cycle, bounds: Sequence[int], name: int | None) -> int:
    """Return the gap between two units.

    It lacks a line of the cycle on either side once more than others, it begins with a blank line where others do not,
    the first line of the frame below the header stands below it, and a name stands in it rather than further down.
    """
    size = len(cycle.keys)
    top = next((t.nth for t in cycle.tokens if cycle.keys[t.nth] != COUNT), None) if cycle.headed else None
    pairs = [(a, b) for a, b in pairwise(cycle.tokens) if b.nth == (a.nth + 1) % size]
    whole = Counter(above.nth for above, _ in pairs)
    blank = Counter(above.nth for above, _ in pairs if sheet.lines[above.last + 1].after_blank)
    fewest = min(whole[n] for n in bounds)

    def speaks(n: int) -> float:
        first = top == (n + 1) % size
        missed = whole[n] - fewest
        return blank[n] / max(1, whole[n]) + _FIRST * first + _NAMED_GAP * (n == name) - _NOT_FEWEST * missed

    return max(bounds, key=speaks)


def _closes(sheet: Sheet, cycle: Cycle, text: int) -> bool:
    """Tell whether the frame stands below each name and text: below the first, too, and nothing of it above that."""
    tokens, size = cycle.tokens, len(cycle.keys)
    if size < 2 or tokens[-1].nth != text or tokens[0].nth != (text + 1) % size or tokens[0].at <= cycle.begin:
        return False
    if cycle.keys[text] == TIME:
        near = [below.at - above.last for above, below in pairwise(tokens) if below.nth == text]
        alike = sorted(near)[len(near) // 2]
        return near[0] <= alike and near[-1] <= alike
    first = [line.text for line in sheet.lines[cycle.begin : tokens[0].at]]
    return cycle.headed and may_be_name_line(first[0]) and any(map(has_sentence, first[1:]))


def _text_opens(sheet: Sheet, cycle: Cycle, text: int) -> bool:
    """Tell whether a text stands right below the header of the comments, and no line of the frame above it."""
    first = cycle.tokens[0]
    below = first.at > cycle.begin and has_sentence(sheet.lines[cycle.begin].text)
    return cycle.headed and below and first.nth == (text + 1) % len(cycle.keys)


def _hold_names(gaps: Sequence[Sequence[str]]) -> bool:
    first = [next((text for text in lines if may_be_name_line(text)), None) for lines in gaps]
    found = [text for text in first if text is not None]
    return len(found) >= max(2, _NAMED * len(gaps)) and len(set(found)) >= _DIFFERENT * len(found)


def without_labels(lines: Sequence[str]) -> Sequence[str]:
    """Leave out what is known to stand between a name and a time: ranks and addresses."""
    end = len(lines)
    while end > 1 and _is_label(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_label(text: str) -> bool:
    return text[0] == "@" or f.RANK.match(text) is not None or a.BADGE.match(text) is not None
