"""The frame of a comment: what comes back once beside every comment of a page, whatever it is called.

A page that is copied whole has the same buttons, times and counts around each text: a cycle of lines, between which
stand the names and the texts. :func:`find_frame` finds the cycle from the page alone: the line that comes back most
often, those that stand once between each two of it, and their order. Numbers in a line do not count ("Like 31"); all
times are the same, and so are all addresses ("@ann") and all runs of bare counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages.marks import Mark
from stance.pages.sheet import Sheet

__all__ = [
    "COUNT",
    "NAME_AND_TIME",
    "TIME",
    "Cycle",
    "Token",
    "find_frame",
    "is_address",
    "is_count",
    "key_of_frame",
    "opens_comments",
]

#: A frame has so many units; one unit has so many lines at most.
_UNITS, _UNIT_LINES = 3, 60
#: A line of a frame has no more characters. So many of those that come back most are looked at.
_LENGTH, _KEYS_TRIED = 60, 14
#: In so large a share of the units a line of the frame stands once.
_REGULAR = 0.7
_WORDED = 3
_DIGITS, _LETTER = re.compile(r"[+−-]?\d[\d.,]*"), re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"^@[\w.-]{2,40}(?:@[\w.-]{3,40})?$")
#: What stands for the lines that are the same by what they are.
TIME, NAME_AND_TIME, COUNT, ADDRESS = "\0time", "\0name and time", "\0count", "\0address"
_TIMED_NAMES = frozenset({"named", "dated", "says", "posted"})


class Token(NamedTuple):
    """A line of the frame, or a run of counts: where it begins on the page, which of the cycle it is, where it ends."""

    at: int
    nth: int
    last: int


class Cycle(NamedTuple):
    """The lines of a frame in the order of one unit, and all places where they stand.

    These are looked for from line ``begin`` on, which stands below a header of comments where it is ``headed``.
    """

    keys: tuple[str, ...]
    tokens: tuple[Token, ...]
    begin: int
    headed: bool = False

    def is_worded(self, token: Token) -> bool:
        """Tell whether a line of the frame has words of its own."""
        return self.keys[token.nth][0] != "\0"


def find_frame(sheet: Sheet) -> Cycle | None:
    """Find the lines that come back once in every unit of a page, in their order; None where there are none."""
    places = _places(sheet)
    if len(places) < 2:
        return None
    runs = {key: _longest_run(at) for key, at in places.items()}
    often = sorted((key for key in runs if len(runs[key]) >= _UNITS), key=lambda key: -len(runs[key]))[:_KEYS_TRIED]
    beside = {key: [k for k in often if k != key and _alternates(runs[key], places[k])] for key in often}
    lead = max(often, key=lambda key: len(runs[key]) * sum(map(_speaks, beside[key])) * _speaks(key), default=None)
    keys = _in_order(lead, beside[lead], places, runs[lead]) if lead is not None and beside[lead] else None
    return _cycle(sheet, keys, places, runs[keys[0]]) if keys else None


def _speaks(key: str) -> int:
    """Return what a line of the frame speaks for it: words more than times and counts, which texts have, too."""
    return 1 if key[0] == "\0" else _WORDED


def _places(sheet: Sheet) -> dict[str, list[int]]:
    """Return where each short line stands that comes back; of bare counts below each other, the first one."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    above = None
    for i, (line, mark) in enumerate(zip(sheet.lines, sheet.marks, strict=True)):
        key = _key(line.text, mark) if mark or len(line.text) <= _LENGTH else None
        if key and not key == above == COUNT:
            found[key].append(i)
        above = key
    return {key: at for key, at in found.items() if len(at) >= _UNITS}


def _key(text: str, mark: Mark | None) -> str | None:
    if mark and mark.time and not mark.closes:
        return TIME if mark.kind == "time" else NAME_AND_TIME if mark.kind in _TIMED_NAMES else None
    if len(text) > _LENGTH:
        return None
    if is_count(text):
        return COUNT
    return ADDRESS if is_address(text) else key_of_frame(text)


def is_count(text: str) -> bool:
    """Tell whether a line is a count, or votes: ``12``, ``-8 ( +1 / -9 )``."""
    return b.BARE_SCORE.match(text) is not None or (text[-1] == ")" and b.VOTES_NET.match(text) is not None)


def is_address(text: str) -> bool:
    """Tell whether a line is an address on a network: ``@ann@pier.example``."""
    return text[0] == "@" and _ADDRESS.match(text) is not None


def key_of_frame(text: str) -> str | None:
    """Return a short line with a word in it as it would come back: without its numbers."""
    return _DIGITS.sub("0", text) if len(text) <= _LENGTH and _LETTER.search(text) else None


def _longest_run(at: list[int]) -> list[int]:
    """Return the longest run of places of which none is further from the next than a unit is long."""
    cuts = [0, *(i for i, (a, b_) in enumerate(pairwise(at), start=1) if b_ - a > _UNIT_LINES), len(at)]
    first, end = max(pairwise(cuts), key=lambda cut: cut[1] - cut[0])
    return at[first:end]


def _alternates(lead: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether a line stands once between each two of another."""
    once = sum(bisect_left(other, below) - bisect_right(other, above) == 1 for above, below in pairwise(lead))
    return once >= max(2, _REGULAR * (len(lead) - 1))


def _in_order(
    lead: str, others: Sequence[str], places: Mapping[str, Sequence[int]], run: Sequence[int]
) -> list[str] | None:
    """Return the lines of the cycle from the leading one on, in the order that most units have, or None."""
    orders: Counter[tuple[str, ...]] = Counter()
    for above, below in pairwise(run):
        nearest = ((bisect_right(places[key], above), key) for key in others)
        here = [(places[key][k], key) for k, key in nearest if k < len(places[key]) and places[key][k] < below]
        if len(here) == len(others):
            orders[tuple(key for _, key in sorted(here))] += 1
    order, count = orders.most_common(1)[0] if orders else ((), 0)
    return [lead, *order] if count >= 2 and 2 * count >= len(run) - 1 else None


def _cycle(sheet: Sheet, keys: Sequence[str], places: Mapping[str, Sequence[int]], run: Sequence[int]) -> Cycle:
    """Put the places of all lines of the cycle in one row."""
    longest = max(below - above for above, below in pairwise(run))
    begin, end = _begin(sheet, keys, run, longest), run[-1] + longest
    tokens = [
        Token(at, n, _last_count(sheet, at) if key == COUNT else at)
        for n, key in enumerate(keys)
        for at in places[key]
        if begin <= at <= end
    ]
    return Cycle(tuple(keys), tuple(sorted(tokens)), begin, begin > 0 and opens_comments(sheet, begin - 1))


def _last_count(sheet: Sheet, at: int) -> int:
    while at + 1 < len(sheet) and is_count(sheet.lines[at + 1].text):
        at += 1
    return at


def _begin(sheet: Sheet, keys: Sequence[str], run: Sequence[int], longest: int) -> int:
    """Return where the frame may begin: below the last header of comments above its third unit."""
    highest = max(0, run[0] - longest)
    headers = (i for i in range(run[2] - 1, highest, -1) if opens_comments(sheet, i))
    return next((i for i in headers if key_of_frame(sheet.lines[i].text) not in keys), highest - 1) + 1


def opens_comments(sheet: Sheet, i: int) -> bool:
    """Tell whether a line is the header of comments, not how many the one has written whose name stands above it."""
    in_a_head = any((mark := sheet.marks[k]) and mark.time for k in range(max(0, i - 2), i))
    counts_replies = sheet.cues[i].is_button and not cue.is_about_comments(sheet.lines[i].text)
    return sheet.cues[i].is_header and not (counts_replies or in_a_head)
