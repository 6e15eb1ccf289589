"""How readers voted on a comment, by the names of the elements that show it."""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_bylines import is_small
from stance.pages.markup import Element, Markup

__all__ = ["read_vote_counts"]

#: A count of votes is no longer.
_LONGEST_VOTES = 30


def read_vote_counts(
    markup: Markup, around: Sequence[Element], known: dict[str, str]
) -> tuple[int | None, int | None, int | None]:
    """Read net votes, and votes for and against where the page has both."""
    counts: dict[str, int] = {}
    for e in around:
        if not e.names or not is_small(markup, e, _LONGEST_VOTES):
            continue
        words = e.names.words
        side = "down" if words & v.DOWN else "up" if words & v.UP else "net" if words & v.VOTES else None
        if side is None:
            continue
        shown = markup.text(e)
        if three := cue.read_votes(shown):
            return three.net, three.up, three.down
        if number := v.NUMBER_SHOWN.fullmatch(shown):
            counts.setdefault(side, int(number[1].replace("−", "-").replace("–", "-").replace(",", "")))
    score = next((known[name] for name in v.VOTES_DATA if name in known), None)
    if score and v.NUMBER_SHOWN.fullmatch(score):
        counts.setdefault("net", int(score.replace(",", "")))
    if "up" in counts and "down" in counts:
        down = abs(counts["down"])
        return counts.get("net", counts["up"] - down), counts["up"], down
    return counts.get("net", counts.get("up")), None, None
