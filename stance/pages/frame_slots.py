"""Where each unit of a frame has its head and its text: the plan of the frame, put to the lines of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.pages.frame_heads import greets, is_picture, may_be_name_line
from stance.pages.frame_plan import Plan, plan_of, with_names_below, without_labels
from stance.pages.frames import Cycle, Token
from stance.pages.sheet import Sheet

__all__ = ["Slot", "slots_of"]

#: Above the first head stand so many lines more than above the others at most; so many has a last text without an end.
_MORE_LINES, _LAST_LINES = 3, 12
#: The head of a page has so many lines; an article is so many times as long as the longest comment.
_HEAD_OF_PAGE, _TIMES = 12, 2

Span = tuple[int, int]


class Slot(NamedTuple):
    """One unit: its lines of the frame, and where, by their indices on the page, head and text begin and end."""

    tokens: tuple[Token, ...]
    head: Span
    text: Span


def slots_of(sheet: Sheet, cycle: Cycle) -> tuple[list[Slot], Plan | None]:
    """Divide a page by its frame, and say by which plan; no slots where no names can be."""
    plan = plan_of(sheet, cycle)
    if plan is None:
        return [], None
    slots = _Slots(sheet, cycle, plan)
    if plan.where != "gap" or plan.name != plan.cut or not slots.lacks_first_head():
        return slots.read(), plan
    below = with_names_below(plan)
    return (_Slots(sheet, cycle, below).read() if below else []), plan


def _without_strays(groups: list[list[Token]], cycle: Cycle) -> list[list[Token]]:
    """Leave out at the ends: times and counts alone, where the frame has words, and parts of it that are far away."""
    worded = [i for i, group in enumerate(groups) if any(cycle.is_worded(token) for token in group)]
    groups = groups[worded[0] : worded[-1] + 1] if worded else groups
    inner = [below[0].at - above[0].at for above, below in pairwise(groups[1:-1])]
    for end, beside in ((0, 1), (-1, -2)):
        if len(inner) < _FEW or len(groups[end]) >= len(cycle.keys) - 1:
            continue
        if abs(groups[end][0].at - groups[beside][0].at) > max(inner) + _MORE_LINES:
            groups = groups[1:] if end == 0 else groups[:-1]
    return groups


#: So many distances between units tell how long units are here.
_FEW = 2


class _Slots:
    """The slots of one page, by one plan."""

    def __init__(self, sheet: Sheet, cycle: Cycle, plan: Plan) -> None:
        self.sheet, self.plan, self.begin = sheet, plan, cycle.begin
        self.all_groups = self._groups(cycle.tokens)
        self.groups = self.all_groups if plan.where == "below" else _without_strays(self.all_groups, cycle)
        self.usual = 0
        if plan.where == "gap":
            lengths = sorted(end - begin for begin, end in (self._head(k) for k in range(1, len(self.groups))))
            self.usual = lengths[len(lengths) // 2] if lengths else 0

    def read(self) -> list[Slot]:
        """Return the slots in the order of the page."""
        slots = [Slot(tuple(group), self._head(k), self._text(k)) for k, group in enumerate(self.groups)]
        return slots[1:] if self._has_the_article(slots) else slots

    def _has_the_article(self, slots: Sequence[Slot]) -> bool:
        """Tell whether the first text is the article, below the time in the head of the page."""
        length = self.sheet.length
        first, *others = [length[slot.text[1]] - length[slot.text[0]] for slot in slots] or [0]
        return slots[:1] != [] and slots[0].head[0] < _HEAD_OF_PAGE and first > _TIMES * max(others, default=first)

    def lacks_first_head(self) -> bool:
        """Tell whether the first text stands where no name can be above it: names are below the texts then."""
        if not self.groups:
            return False
        first, begins = self.all_groups[0][0].at, [group[0].at for group in self.groups]
        longest = max((below - above for above, below in pairwise(begins)), default=0)
        cut_short = self.all_groups[0] is not self.groups[0] and begins[0] - first <= longest
        return 0 < first <= self.begin or cut_short

    def _groups(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Divide the lines of the frame into those of one unit each; what has too few of them is none."""
        groups: list[list[Token]] = []
        for token in tokens:
            last = groups[-1][-1] if groups else None
            if last and token.nth == last.nth and self.plan.opens(token.nth) and token.at == last.last + 1:
                continue  # a text that begins with a day
            if last and token.nth == last.nth and not self.plan.opens(token.nth):
                groups[-1][-1] = token  # a text with a number on a line of its own
                continue
            if last is None or self.plan.place(token.nth) <= self.plan.place(last.nth):
                groups.append([])
            groups[-1].append(token)
        return [group for group in groups if self._is_one(group)]

    def _is_one(self, group: Sequence[Token]) -> bool:
        plan = self.plan
        return 2 * len(group) >= plan.size and (plan.closes or any(plan.opens(token.nth) for token in group))

    def _text(self, k: int) -> Span:
        """Return where a text begins and ends, with the name where that stands in it."""
        if self.plan.closes:
            begin = self.groups[k - 1][-1].last + 1 + (self.plan.where == "behind") if k else self._first_name()
            end = self.groups[k][0].at
            return begin, max(begin, self._name_above(end)) if self.plan.where == "below" else end
        begin = max(token.last for token in self.groups[k] if self.plan.opens(token.nth)) + 1
        closing = next((token.at for token in self.groups[k] if not self.plan.opens(token.nth)), None)
        if closing is not None:
            return begin, max(begin, closing - (self.plan.where == "last"))
        if k + 1 == len(self.groups):
            return begin, self._end_of_last(begin)
        below = self.groups[k + 1][0].at
        if self.plan.where == "below":
            return begin, max(begin, self._name_above(below))
        return begin, max(begin, below - self.usual if self.plan.name == self.plan.cut else below)

    def _end_of_last(self, begin: int) -> int:
        """Return where the last text ends that nothing closes: at the first button, or where others end comments."""
        end = self.sheet.view().end_of_text(begin, min(begin + _LAST_LINES, len(self.sheet)))
        return next((i for i in range(begin + 1, end) if self.sheet.cues[i].is_aside), end)

    def _head(self, k: int) -> Span:
        """Return where the lines stand among which the name of a unit is."""
        group, plan = self.groups[k], self.plan
        if plan.where in ("text", "mark"):
            return self._text(k)
        if plan.where == "last":
            return self._text(k)[1], self._text(k)[1] + 1
        if plan.where == "behind":
            return group[-1].last + 1, min(group[-1].last + 2, len(self.sheet))
        if plan.where == "below":
            return self._name_above(group[0].at), group[0].at
        if plan.name == plan.cut:
            above = max(self._text(k - 1)[1], self.groups[k - 1][-1].last + 1) if k else self._first_head()
            return above, group[0].at
        name = next((token for token in group if token.nth == plan.name), group[0])
        return name.last + 1, next((token.at for token in group if token.at > name.at), name.last + 2)

    def _name_above(self, at: int) -> int:
        """Return the index of the name above a line, with the known labels between them."""
        texts = [line.text for line in self.sheet.lines[max(0, at - _LAST_LINES) : at]]
        return at - len(texts) + max(0, len(without_labels(texts)) - 1)

    def _first_head(self) -> int:
        """Return where the first head begins: at its picture, below a blank line or header, or where most others do."""
        at, lines = self.groups[0][0].at, self.sheet.lines
        usual = max(0, at - self.usual)
        highest = max(self.begin, usual - _MORE_LINES, 0)
        upward = range(at - 1, highest - 1, -1)
        picture = next((i for i in upward if i + 1 < at and is_picture(lines[i].text, lines[i + 1].text)), None)
        if picture is not None:
            return picture
        blank = next((i for i in upward if lines[i].after_blank), None)
        header = highest if 0 < self.begin == highest < usual else None
        starts = (i for i in (blank, header, *range(usual, highest - 1, -1)) if i is not None and self._has_name(i, at))
        return next(starts, usual)

    def _first_name(self) -> int:
        """Return the index of the first name above a text that nothing opens: below the header, or the nearest one."""
        at, lines = self.groups[0][0].at, self.sheet.lines
        if self.begin >= at - _LAST_LINES:
            return self.begin
        nearest = range(at - 2, max(0, at - _LAST_LINES), -1)
        return next((i for i in nearest if may_be_name_line(lines[i].text) and not greets(lines[i].text)), at)

    def _has_name(self, begin: int, end: int) -> bool:
        return any(may_be_name_line(line.text) for line in self.sheet.lines[begin:end])
