"""A page as a run of lines, each with its mark and its cues: read once, for all the ways in which it can be divided."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from stance.pages.button_vocabulary import BARE_SCORE
from stance.pages.cues import NO_CUES, Cues, read_cues
from stance.pages.lines import Line
from stance.pages.marks import Kind, Mark, read_mark
from stance.pages.names import NameLine, read_name_line
from stance.pages.vocabulary import MAX_CUE_LENGTH
from stance.pages.votes import read_votes

__all__ = ["Sheet", "View"]


class Sheet:
    """The lines of a page, what each is, and running counts over them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.marks: list[Mark | None] = []
        self.cues: list[Cues] = []
        for line in lines:
            is_short = len(line.text) <= MAX_CUE_LENGTH
            self.marks.append(read_mark(line.text) if is_short else None)
            self.cues.append(read_cues(line.text) if is_short else NO_CUES)

    def __len__(self) -> int:
        return len(self.lines)

    def view(self, begin: int = 0, end: int | None = None) -> View:
        """Return the lines from ``begin`` up to ``end``, or to the last one."""
        return View(self, self.lines, self.marks, self.cues, begin, len(self.lines) if end is None else end)

    @cached_property
    def of_kind(self) -> dict[Kind, list[int]]:
        """Where marks of each kind stand."""
        found: defaultdict[Kind, list[int]] = defaultdict(list)
        for i, mark in enumerate(self.marks):
            if mark:
                found[mark.kind].append(i)
        return found

    @cached_property
    def marked(self) -> list[int]:
        """How many lines before each index are marks."""
        return list(accumulate((mark is not None for mark in self.marks), initial=0))

    @cached_property
    def loud(self) -> list[int]:
        """How many lines before each index are marks that no body should hold: plain ones and times, but no votes."""
        flags = (
            mark is not None and ((mark.plain and mark.kind != "votes") or mark.kind == "time") for mark in self.marks
        )
        return list(accumulate(flags, initial=0))

    @cached_property
    def spoken(self) -> list[int]:
        """How many lines before each index are no buttons."""
        return list(accumulate((not cue.is_aside for cue in self.cues), initial=0))

    @cached_property
    def led(self) -> list[int]:
        """How many lines before each index are neither buttons nor headers of comments."""
        return list(accumulate((not (cue.is_aside or cue.is_header) for cue in self.cues), initial=0))

    def counted(self, i: int) -> bool:
        """Tell whether a line is a bare count, or shows votes."""
        text = self.lines[i].text
        return len(text) <= MAX_CUE_LENGTH and (BARE_SCORE.match(text) or read_votes(text)) is not None

    @cached_property
    def length(self) -> list[int]:
        """How many characters stand before each index."""
        return list(accumulate((len(line.text) for line in self.lines), initial=0))

    @cached_property
    def names(self) -> dict[int, NameLine]:
        """The lines that are short enough for a name, by their index."""
        read = ((i, read_name_line(line.text)) for i, line in enumerate(self.lines))
        return {i: name for i, name in read if name}

    @cached_property
    def ends(self) -> list[int]:
        """Where lines stand that end comments and mark none; what comes back again and again stands below each."""
        found = [i for i, cue in enumerate(self.cues) if cue.ends_comments and not self.marks[i]]
        seen = Counter(self.lines[i].text for i in found)
        return [i for i in found if seen[self.lines[i].text] <= _MOST_ENDS]


#: An end of comments comes back no more often.
_MOST_ENDS = 3


@dataclass(frozen=True, slots=True)
class View:
    """The lines of a sheet from ``begin`` up to ``end``, by their indices on the sheet."""

    sheet: Sheet
    lines: Sequence[Line]
    marks: Sequence[Mark | None]
    cues: Sequence[Cues]
    begin: int
    end: int

    def of(self, kind: Kind, other: Kind | None = None) -> list[int]:
        """Return the indices of the marks of a kind, or of two."""
        found = self.sheet.of_kind.get(kind, ())
        here = list(found[bisect_left(found, self.begin) : bisect_left(found, self.end)]) if found else []
        return sorted(here + self.of(other)) if other else here

    def kind(self, i: int) -> Kind | None:
        """Return the kind of mark that a line is, if any; there are none beyond the ends."""
        mark = self.marks[i] if self.begin <= i < self.end else None
        return mark.kind if mark else None

    def closing_time(self, begin: int, end: int) -> int | None:
        """Return the index of a time line below a text, with nothing but buttons behind it."""
        spoken = self.sheet.spoken
        last = bisect_left(spoken, spoken[end]) - 1
        if last > begin and self.kind(last) == "time":
            return last
        return next((i for i in range(max(begin, last) + 1, end) if (m := self.marks[i]) and m.closes), None)

    def end_of_text(self, begin: int, end: int) -> int:
        """Return the index of the first line that opens the foot of the page."""
        ends = self.sheet.ends
        at = bisect_left(ends, begin)
        return ends[at] if at < len(ends) and ends[at] < end else end
