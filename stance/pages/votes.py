"""Votes on a comment, as the lines around it show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from stance.pages import button_vocabulary as b
from stance.pages.cues import LINES_REMEMBERED, is_short, side_by_side

__all__ = ["Votes", "read_count", "read_votes", "votes_of"]

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Votes:
    """Net votes, and votes for and against where the page has both."""

    net: int
    up: int | None = None
    down: int | None = None


@lru_cache(maxsize=LINES_REMEMBERED)
def read_votes(line: str) -> Votes | None:
    """Read ``-8 ( +1 / -9 )``, ``5 Good  1 Bad``, ``41 likes • Reply``.

    >>> read_votes("-8 ( +1 / -9 )")
    Votes(net=-8, up=1, down=9)
    """
    if not is_short(line) or not _DIGIT.search(line):
        return None
    if line[-1] == ")" and (match := b.VOTES_NET.match(line)):
        return Votes(_number(match[1]), int(match[2]), int(match[3]))
    parts = side_by_side(line)
    for part in (line, *parts, *map(" ".join, pairwise(parts))):  # "5 Good  1 Bad" is a whole, so is "2  Votes"
        if match := b.VOTES_UP_DOWN.match(part):
            up, down = (int(group) for group in match.groups() if group is not None)
            return Votes(up - down, up, down)
        if match := b.VOTES_BETWEEN.match(part):
            return Votes(read_count(match[1]))
        if match := b.VOTES_ONE.match(part):
            return Votes(_number(match["a"] or match["b"]))
    return None


def votes_of(lines: Sequence[str]) -> Votes | None:
    """Read the votes on one comment from the lines around it: those for and those against may stand on two."""
    counted = [votes for line in lines if (votes := read_votes(line))]
    votes = next((votes for votes in counted if votes.up is not None), counted[-1] if counted else None)
    against = next((found for line in lines if is_short(line) and (found := b.VOTES_AGAINST.match(line))), None)
    if against is None or votes is None or votes.up is not None:
        return votes
    down = _number(against[1] or against[2])
    return Votes(votes.net - down, votes.net, down)


def _number(text: str) -> int:
    return int(text.replace("−", "-").replace(",", ""))


def read_count(line: str) -> int:
    """Read a bare count: "12", "-3", "1.1K"."""
    line = line.rstrip("+")
    scale = {"K": 1_000, "M": 1_000_000}.get(line[-1], 1)
    return round(float(line.rstrip("KM")) * scale) if scale > 1 else _number(line)
