"""How readers voted on a comment, by the names of the elements that show it."""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages.html_bylines import is_small
from stance.pages.markup import Element, Markup
from stance.pages.votes import Votes, read_votes

__all__ = ["read_vote_counts"]

#: A count of votes is no longer.
_LONGEST_VOTES = 30


def read_vote_counts(
    markup: Markup, around: Sequence[Element], known: dict[str, str], frame: Sequence[Element] = ()
) -> tuple[int | None, int | None, int | None]:
    """Read net votes, and votes for and against where the page has both; else what the frame of comments says."""
    counts: dict[str, int] = {}
    for e in around:
        if not (e.names or "title=" in e.written) or not is_small(markup, e, _LONGEST_VOTES):
            continue
        words = e.names.words | _words_of_title(e)
        if words & v.DOWN and words & v.UP:
            continue  # the element around both
        side = "down" if words & v.DOWN else "up" if words & v.UP else "net" if words & v.VOTES else None
        if side is None:
            continue
        shown = markup.text(e)
        if three := read_votes(shown):
            return three.net, three.up, three.down
        if (number := _number_in(shown)) is not None:
            counts.setdefault(side, number)
    score = next((known[name] for name in v.VOTES_DATA if name in known), "")
    if (number := _number_in(score)) is not None:
        counts.setdefault("net", number)
    if "up" in counts and "down" in counts:
        down = abs(counts["down"])
        return counts.get("net", counts["up"] - down), counts["up"], down
    links = [e for e in around if e.tag in ("a", "button")]
    if not counts and (three := _votes_in(markup, frame) or _votes_in(markup, links)):
        return three.net, three.up, three.down
    return counts.get("net", counts.get("up")), None, None


def _number_in(shown: str) -> int | None:
    """Read ``12``, ``(−3)``, ``1,204 likes``."""
    number = v.NUMBER_SHOWN.fullmatch(shown)
    return int(number[1].replace("−", "-").replace("–", "-").replace(",", "")) if number else None


def _words_of_title(element: Element) -> frozenset[str]:
    """Return the words that a page shows above an element where its pointer is: ``title="Agree"``."""
    if "title=" not in element.written:
        return frozenset()
    return frozenset(element.attributes.get("title", "").lower().split())


def _votes_in(markup: Markup, frame: Sequence[Element]) -> Votes | None:
    """Return the first votes that a short element of the frame shows: ``1,204 Recommend``."""
    shown = (markup.text(e).replace(",", "") for e in frame if is_small(markup, e, _LONGEST_VOTES))
    return next((votes for text in shown if (votes := read_votes(text))), None)
