"""VADER's rules, each a small function: the five heuristics of Hutto and Gilbert (2014, section 3.3), as they are run.

1. :func:`punctuation`: exclamation and question marks make a text more intense;
2. :func:`capitals`: so does a word in capitals among others that are not;
3. :func:`degree`: "very" strengthens the word after it, "kind of" weakens it;
4. :func:`contrast`: after "but" the text means what it says, before it half;
5. :func:`negation`: the three words before a sentiment word may turn it round.

The paper leaves much open that vaderSentiment 3.3.2 decides, and its numbers are those that are cited. So the rules do
what it does, however odd:

- only the first "but" counts, and each valence is looked up by its value in the list that is being changed: where two
  are equal the first is changed twice and the second not at all;
- a word is stripped of ASCII punctuation alone, and of none where two characters or fewer would stay (":D", "ok!");
- emoji are read code point by code point, with a space put before and none after: "😀x" ends in "facex";
- "no" is a negation up to two words before a sentiment word (three before "or" and "nor"), and where the word follows
  at once it counts nothing itself, though in capitals it still counts −0.733;
- "never so" and "never this" strengthen; so does any "so" or "this" right before the word, if three words stand before
  it and the first of them has no valence;
- "without doubt" negates nothing;
- idioms are looked for from the fourth word of a text on, where the word three before has no valence, and set the
  valence anew, whatever the other rules have made of it;
- "kind of", "sort of" and "just enough" dampen under the same condition;
- "least" turns round what follows, but for "at least" and "very least"; as a text's first word it always does;
- exclamation marks count up to four, question marks from two on, and 0.96 from four on;
- "I" and "A" are words in capitals, and where every word is, none stands out;
- a compound that is nearly nothing can be −0.0;
- from Python 3.12 on ``sum`` is more exact, and the last digit can differ from that under Python 3.11.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from heapq import heappush, heappushpop
from typing import NamedTuple

from stance.sentiment.tokens import Word

__all__ = [
    "ALPHA",
    "MANY_EXCLAMATIONS",
    "MANY_QUESTIONS",
    "Step",
    "Window",
    "contrast",
    "normalise",
    "punctuation",
    "steps",
]

#: What capitals add, and what a negation multiplies with (Hutto and Gilbert 2014, section 3.3).
CAPITALS, NEGATION = 0.733, -0.74
#: "Never so good" is better than good.
NEVER_SO = 1.25
#: A degree word counts less the further away it stands: one, two, three words before.
FADING = (1.0, 0.95, 0.9)
#: One exclamation mark, and how many count at most.
EXCLAMATION, MANY_EXCLAMATIONS = 0.292, 4
#: One question mark where there are two or three, all of them where there are more, and how many that is.
QUESTION, QUESTIONS, MANY_QUESTIONS = 0.18, 0.96, 4
#: What "but" does to the valences before and after it.
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
#: Approximates the largest sum to be expected, in the normalisation.
ALPHA = 15


#: Where in a window idioms are looked for: of those that end with the word or before it the first that is found counts,
#: of those that begin with it the last; and where degree phrases are.
_IDIOMS_BEFORE = ((2, 4), (1, 4), (1, 3), (0, 3), (0, 2))
_IDIOMS_AFTER = ((3, 5), (3, 6))
_DEGREE_PHRASES = ((0, 3), (0, 2), (1, 3))


class Window(NamedTuple):
    """A sentiment word and those around it that can change its valence; None where the text ends."""

    third: Word | None
    second: Word | None
    first: Word | None
    word: Word
    next: Word | None
    after: Word | None


class Step(NamedTuple):
    """What a rule made of a word's valence, and which words made it apply: the first, counted from it; how many."""

    rule: str
    cause: int
    valence: float
    words: int = 1


def steps(window: Window, idioms: Mapping[str, float], boosters: Mapping[str, float]) -> list[Step]:
    """Apply the rules that look at a word and its neighbours, in order; the last step has the word's valence."""
    if window.word.text == "kind" and _text(window.next) == "of":
        return [Step("word", 0, 0)]
    taken = _by_itself(window)
    for distance, before in enumerate((window.first, window.second, window.third), start=1):
        if before is None or before.valence is not None:
            continue
        if before.boost is not None:
            valence = degree(taken[-1].valence, before.boost, before.capital, distance)
            taken.append(Step("degree", -distance, valence))
        factor = negation(window, distance)
        if factor != 1:
            taken.append(Step("negation" if factor < 0 else "never so", -distance, taken[-1].valence * factor))
        if distance == 3:
            taken += phrases(taken[-1].valence, window, idioms, boosters)
    first = window.first
    if first is not None and first.text == "least" and first.valence is None and not _spares(window.second):
        taken.append(Step("least", -1, taken[-1].valence * NEGATION))
    return taken


def _by_itself(window: Window) -> list[Step]:
    """Apply the rules that come before degree words and negations."""
    word, following = window.word, window.next
    valence = word.valence or 0.0
    taken = [Step("word", 0, valence)]
    if word.text == "no" and following is not None and following.valence is not None:
        taken.append(Step("no", 1, 0.0))
    distance = no_before(window)
    if distance:
        taken.append(Step("negation", -distance, valence * NEGATION))
    if word.capital:
        taken.append(Step("capitals", 0, capitals(taken[-1].valence)))
    return taken


def no_before(window: Window) -> int:
    """Return how many words before a "no" negates this one: one, two, or three before "or" or "nor"; else 0."""
    if _text(window.first) == "no":
        return 1
    if _text(window.second) == "no":
        return 2
    return 3 if _text(window.third) == "no" and _text(window.first) in ("or", "nor") else 0


def capitals(valence: float) -> float:
    """Strengthen a word in capitals."""
    return valence + CAPITALS if valence > 0 else valence - CAPITALS


def degree(valence: float, boost: float, capital: bool, distance: int) -> float:
    """Strengthen or weaken a valence by the degree word that stands ``distance`` words before."""
    change = -boost if valence < 0 else boost
    if capital:
        change += CAPITALS if valence > 0 else -CAPITALS
    return valence + change * FADING[distance - 1]


def negation(window: Window, distance: int) -> float:
    """Return what a valence is multiplied with for the word ``distance`` before: negation, "never so", or 1."""
    first = _text(window.first)
    if distance == 3 and first in ("so", "this"):
        return NEVER_SO
    before = window[3 - distance]
    if before is None or not before.negates:
        return 1
    if before.text in ("never", "without") and distance > 1:
        between = (first,) if distance == 2 else (_text(window.second), first)
        if before.text == "never" and between[0] in ("so", "this"):
            return NEVER_SO
        if before.text == "without" and "doubt" in between:
            return 1
    return NEGATION


def phrases(valence: float, window: Window, idioms: Mapping[str, float], boosters: Mapping[str, float]) -> list[Step]:
    """Set the valence to that of an idiom, then weaken it by "sort of" and the like; all at least say what it is."""
    texts = tuple(map(_text, window))
    taken = [Step("idiom", 0, valence)]
    if sum(map(bool, texts)) < 2:
        return taken
    for places in (_IDIOMS_BEFORE, _IDIOMS_AFTER):
        found = [(a, b) for a, b in places if " ".join(texts[a:b]) in idioms]
        for a, b in found[:1] if places is _IDIOMS_BEFORE else found:
            taken.append(Step("idiom", a - 3, idioms[" ".join(texts[a:b])], b - a))
    for a, b in _DEGREE_PHRASES:
        phrase = " ".join(texts[a:b])
        if phrase in boosters:
            taken.append(Step("degree", a - 3, taken[-1].valence + boosters[phrase], b - a))
    return taken


def contrast(valences: Sequence[float], positions: Sequence[int], but: int) -> list[float]:
    """Halve the valences before the first "but" and raise those after it.

    The reference walks through the list that it changes and looks each valence up by value, so that the first of
    equal ones is changed for all of them. Its search makes it quadratic; here the places of each value are kept in
    a heap.

    Parameters
    ----------
    valences : sequence of float
        Of the words that have one, none of them 0.
    positions : sequence of int
        Where these words stand in the text.
    but : int
        Where the first "but" stands.
    """
    changed = list(valences)
    places: dict[float, list[int]] = {}
    for here, valence in enumerate(valences):
        equal = places.get(valence)
        place = heappushpop(equal, here) if equal else here
        position = positions[place]
        new = valence * (BEFORE_BUT if position < but else AFTER_BUT if position > but else 1)
        changed[place] = new
        equal = places.get(new)
        if equal is None:
            places[new] = [place]
        else:
            heappush(equal, place)
    return changed


def punctuation(exclamations: int, questions: int) -> float:
    """Return what so many exclamation and question marks add to a text's sum, or take from a negative one."""
    asked = 0 if questions < 2 else questions * QUESTION if questions < MANY_QUESTIONS else QUESTIONS
    return min(exclamations, MANY_EXCLAMATIONS) * EXCLAMATION + asked


def normalise(total: float) -> float:
    """Bring a sum of valences into −1 … 1."""
    return total / math.sqrt(total * total + ALPHA)


def _text(word: Word | None) -> str:
    return "" if word is None else word.text


def _spares(word: Word | None) -> bool:
    return _text(word) in ("at", "very")
