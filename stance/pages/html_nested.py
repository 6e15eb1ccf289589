"""Elements called a comment inside of each other: the same comment, an answer, or a place for several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stance.pages.markup import Element, Markup, Part

__all__ = ["nesting", "one_each", "own_elements"]

#: Ends the kind of the elements that have the number of a comment.
_NUMBERED = " #"


def one_each(units: Sequence[Element], signs: Sequence[int]) -> tuple[list[Element], list[Element]]:
    """Of the elements that stand for the same comment keep the outermost; return places for comments apart.

    An element inside of another one is the same comment where both have the same number, or where it is of another
    kind and (nearly) every element of the outer kind holds just one such: an answer stands in some comments only.
    An element that holds several and has neither number nor author nor time of its own is a place for comments.
    """
    around = _around(units)
    kinds = Counter(_kind(unit) for unit in units)
    inside = Counter((_kind(outer), _kind(unit)) for unit in units if (outer := around.get(unit.index)))
    same = {u.index for u in units if (outer := around.get(u.index)) and _same(u, outer, kinds, inside)}
    held: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for unit in units:
        if (outer := around.get(unit.index)) and unit.index not in same:
            held[outer.index] += 1
            signed[outer.index] += signs[unit.stop] - signs[unit.index]
    holders = {
        unit.index
        for unit in units
        if (held[unit.index] > 1 or signed[unit.index])
        and not unit.names.number
        and signs[unit.stop] - signs[unit.index + 1] == signed[unit.index]
    }
    kept = [unit for unit in units if unit.index not in same and unit.index not in holders]
    return kept, [unit for unit in units if unit.index in holders]


def _around(units: Sequence[Element]) -> dict[int, Element]:
    """Return by index of each unit the one that it stands in."""
    around: dict[int, Element] = {}
    open_: list[Element] = []
    for unit in units:
        while open_ and not open_[-1].holds(unit):
            open_.pop()
        if open_:
            around[unit.index] = open_[-1]
        open_.append(unit)
    return around


def _kind(unit: Element) -> str:
    """Return what an element is called, and whether it has a number."""
    return f"{unit.tag} {unit.names.kind}{_NUMBERED if unit.names.number else ''}"


def _same(unit: Element, outer: Element, kinds: Counter[str], inside: Counter[tuple[str, str]]) -> bool:
    number, outer_number = unit.names.number, outer.names.number
    if number and outer_number:
        return number == outer_number
    pair = (_kind(outer), _kind(unit))
    if outer.tag == unit.tag and outer.names.kind == unit.names.kind:
        # an inner box has the name without the number, and stands in each that has one and nowhere else
        return outer_number is not None and 1 < kinds[pair[0]] == inside[pair] == kinds[pair[1]]
    return 0.8 * kinds[pair[0]] <= inside[pair] <= kinds[pair[0]]


def own_elements(markup: Markup, unit: Element, answers: Sequence[Element]) -> list[Element]:
    """Return the elements inside of a unit, without those of the comments that answer it."""
    own: list[Element] = []
    at = unit.index + (not isinstance(unit, Part))
    for answer in answers:
        own += markup.elements[at : answer.index]
        at = answer.stop
    return own + markup.elements[at : unit.stop]


def nesting(units: Sequence[Element]) -> tuple[list[int | None], list[list[Element]]]:
    """Return of each element the place of the one that it stands in, and those that stand in it."""
    answers: list[list[Element]] = [[] for _ in units]
    parents: list[int | None] = []
    open_: list[int] = []
    for i, unit in enumerate(units):
        while open_ and not units[open_[-1]].holds(unit):
            open_.pop()
        parents.append(open_[-1] if open_ else None)
        if open_:
            answers[open_[-1]].append(unit)
        open_.append(i)
    return parents, answers
