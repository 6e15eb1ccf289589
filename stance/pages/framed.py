"""Comments read off the frame of a page: what comes back beside every text is none of it.

:mod:`~stance.pages.frames` finds the frame, :mod:`~stance.pages.frame_plan` what its gaps hold and
:mod:`~stance.pages.frame_slots` where each unit has its name and its text; :mod:`~stance.pages.frame_heads` reads the
names, and what the page says of their bearers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stance.pages import button_vocabulary as b
from stance.pages import furniture_vocabulary as f
from stance.pages import lines as cue
from stance.pages.answered import with_answered
from stance.pages.frame_heads import Head, Labels, above_names, read_head
from stance.pages.frame_plan import Plan
from stance.pages.frame_slots import Slot, slots_of
from stance.pages.frames import NAME_AND_TIME, TIME, Cycle, find_frame, is_count
from stance.pages.marks import Mark
from stance.pages.refrains import own_lines, without_labels, without_numbers, without_refrains, without_scores
from stance.pages.sheet import Sheet
from stance.pages.units import Unit
from stance.pages.votes import read_count, read_votes

__all__ = ["Framed", "read_framed"]

#: So many units, and so large a share of the slots, have a name and a text.
_UNITS, _WHOLE = 3, 0.7
#: So large a share of the texts has a sentence, and no fewer than so many.
_SPOKEN, _SPOKEN_LEAST = 0.4, 2
#: A line that so large a share of the heads has is no name.
_COMMON = 0.7
#: So large a share of the texts ends with bare counts where the page has votes there.
_COUNTED = 0.5
#: So large a share of the units has the head of another comment in it where each is several.
_SEVERAL = 0.3
#: A head has no more lines.
_HEAD_LINES = 12
_TIMES = frozenset({TIME, NAME_AND_TIME})


class Framed(NamedTuple):
    """What a frame makes of a page: its units, by their numbers all lines that are no text, and its buttons.

    Whether it ``closes`` each unit: nothing of it stands above the first.
    """

    units: tuple[Unit, ...]
    frame: frozenset[int]
    buttons: frozenset[str]
    closes: bool = False


def read_framed(sheet: Sheet) -> Framed | None:
    """Read the comments of a page by what comes back beside each; None where nothing does, or no names and texts."""
    cycle = find_frame(sheet)
    if cycle is None:
        return None
    slots, plan = slots_of(sheet, cycle)
    return _Reader(sheet, cycle, slots, plan).read() if plan and len(slots) >= _UNITS else None


class _Reader:
    """The slots of one page, and what they have in common."""

    def __init__(self, sheet: Sheet, cycle: Cycle, slots: list[Slot], plan: Plan) -> None:
        self.sheet, self.cycle, self.slots, self.plan = sheet, cycle, slots, plan
        heads = [[line.text for line in sheet.lines[slice(*slot.head)]] for slot in slots[1:]]
        seen = Counter(text for texts in heads for text in set(texts))
        self.common = {text for text, n in seen.items() if n >= max(_UNITS, _COMMON * len(heads))} | above_names(heads)
        self.usual = sorted(len(texts) for texts in heads)[len(heads) // 2]
        ends = [sheet.lines[end - 1].text for begin, end in (slot.text for slot in slots) if end > begin]
        counted = sum(map(is_count, ends))
        self.ends_with_counts = counted >= max(2, _COUNTED * len(ends))

    def read(self) -> Framed | None:
        """Return the units, where most slots have a name and a text, and people speak in them."""
        known: set[str] = set()
        heads: list[tuple[Slot, Head]] = []
        for slot in self.slots:
            if head := self._read_head(slot, known):
                heads.append((slot, head))
                known.add(head.author)
        labels = Labels([self.sheet.lines[head.below : slot.text[1]] for slot, head in heads], known)
        found = [unit for slot, head in heads if (unit := self._unit(slot, head, labels))]
        spoken = sum(any(cue.has_sentence(line.text) for line in unit.body) for unit in found)
        if len(found) < max(_UNITS, _WHOLE * len(self.slots)) or spoken < max(_SPOKEN_LEAST, _SPOKEN * len(found)):
            return None
        if self._several_in_one(found):
            return None
        read = with_answered(without_labels(without_scores(without_refrains(found))))
        units = [unit for unit in without_numbers(read) if unit.body]
        lines, own = self.sheet.lines, {line.number for unit in units for line in unit.body}
        beside = [lines[token.at] for token in self.cycle.tokens]
        beside += [line for slot, _ in heads for line in lines[slice(*slot.head)]]
        beside += [line for unit in units for line in unit.aside]
        frame = {line.number for line in beside if not (f.REMOVED.match(line.text) or read_votes(line.text))}
        buttons = frozenset(lines[token.at].text for token in self.cycle.tokens if self.cycle.is_worded(token))
        return Framed(tuple(units), frozenset(frame - own), buttons, self.plan.closes)

    def _several_in_one(self, units: Sequence[Unit]) -> bool:
        """Tell whether the texts have who and when in them: the frame comes back beside several comments together."""
        marked = {
            line.number for line, mark in zip(self.sheet.lines, self.sheet.marks, strict=True) if mark and mark.time
        }
        holding = sum(any(line.number in marked for line in unit.body) for unit in units)
        timed = sum(cue.is_time_line(unit.author or "") for unit in units)
        return max(holding, timed) > _SEVERAL * len(units)

    def _read_head(self, slot: Slot, known: set[str]) -> Head | None:
        """Read the name of a unit; ``below`` is the index on the page of the first line that may be its text."""
        begin, end = slot.head
        mark = self._time(slot)
        if self.plan.where == "mark" and mark and mark.author:
            return Head(mark.author, mark.answers, self.sheet.lines[slot.tokens[0].at].number, slot.text[0])
        head = read_head(self.sheet.lines[begin:end], known, self.common, self.usual if self.plan.where == "gap" else 0)
        return head and head._replace(below=begin + head.below if self.plan.where == "text" else slot.text[0])

    def _time(self, slot: Slot) -> Mark | None:
        """Return the mark with the time of a unit; of two, the one without a name, or else the one with a clock."""
        at = [token.at for token in slot.tokens if self.cycle.keys[token.nth] in _TIMES]
        marks = [m for i in at or range(slot.head[0], slot.text[0]) if (m := self.sheet.marks[i]) and m.time]
        return min(marks, key=lambda mark: (mark.author is not None, not mark.clock), default=None)

    def _unit(self, slot: Slot, head: Head, labels: Labels) -> Unit | None:
        lines, tokens = self.sheet.lines, slot.tokens
        begin, whom = labels.cut(lines[head.below : slot.text[1]])
        begin += head.below
        end = begin + labels.end(lines[begin : slot.text[1]])
        while end > begin + 1 and self.ends_with_counts and is_count(lines[end - 1].text):
            end -= 1
        body, counts = own_lines(list(lines[begin:end]))
        if not body:
            return None
        first = min(head.number, lines[tokens[0].at].number, body[0].number)
        own = {line.number for line in body} | {head.number}
        highest = min(begin, max(0, tokens[0].at - _HEAD_LINES))
        lowest = max(tokens[-1].last + 1, slot.text[1], slot.head[1])
        here = [line for line in lines[highest:lowest] if line.number >= first]
        aside = tuple([line for line in here if line.number not in own])
        below = [line.text for line in aside if line.number > body[-1].number and b.BARE_SCORE.match(line.text)]
        votes = counts if len(counts) == 1 else [read_count(text) for text in below if text[0] != "("]
        mark = self._time(slot)
        return Unit(
            author=head.author,
            time=mark.time if mark else None,
            body=body,
            first=first,
            last=here[-1].number,
            confidence=0.8,
            aside=aside,
            indent=here[0].indent,
            answers=head.answers or whom,
            votes=votes[0] if len(votes) == 1 else None,
        )
