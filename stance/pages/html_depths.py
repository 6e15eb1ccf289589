"""How deep each comment stands, and which it answers: by elements inside of each other, beside each other, or by name.

An answer stands inside of the element of the comment (``li > ul > li``), or in a box beside it: below it in an element
of both (``li > article + ul.replies``), or in the list itself (``article + div.indented``). Elements that are deeper
for another reason (the first comment in a box of its own, the rest behind "show more") have no such box.
"""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages.markup import Element

__all__ = ["read_depths"]

#: Lists and their items.
_LISTS, _ITEM = ("ul", "ol", "dl"), "li"
Depths = list[tuple[int | None, int | None]]


def read_depths(units: Sequence[Element], parents: Sequence[int | None], kept: Sequence[int]) -> Depths:
    """Return the depth and the answered comment of each.

    Parameters
    ----------
    units : sequence of Element
        The comments.
    parents : sequence of int or None
        Of each the one that it stands in, counted with those that are not ``kept``.
    kept : sequence of int
        Which of those counted the comments are.
    """
    place = {old: new for new, old in enumerate(kept)}
    nested = [place.get(parent) if parent is not None else None for parent in parents]
    if any(parent is not None for parent in nested):
        return _with_depths(nested)
    said = [_said_depth(unit) for unit in units]
    if len({depth for depth in said if depth is not None}) > 1:
        return _by_level(said)
    beside = _answered_beside(units)
    return _with_depths(beside) if any(parent is not None for parent in beside) else [(None, None)] * len(units)


def _with_depths(parents: Sequence[int | None]) -> Depths:
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent is None else depths[parent] + 1)
    return list(zip(depths, parents, strict=True))


def _by_level(said: Sequence[int | None]) -> Depths:
    """Return what follows from levels: each answers the last one before it that stands one level higher."""
    lowest = min(depth for depth in said if depth is not None)
    result: Depths = []
    last_at: dict[int, int] = {}
    for i, depth in enumerate(said):
        level = (depth if depth is not None else lowest) - lowest
        result.append((level, last_at.get(level - 1)))
        last_at = {d: j for d, j in last_at.items() if d < level} | {level: i}
    return result


def _said_depth(unit: Element) -> int | None:
    for element in (unit, unit.parent):
        if element is not None and (found := v.DEPTH.search(element.written)):
            return int(found[1])
    return None


def _answered_beside(units: Sequence[Element]) -> list[int | None]:
    """Return of each comment the one beside which it stands in a box of answers."""
    above = [list(unit.ancestors) for unit in units]
    first_in: dict[int, int] = {}
    for i, ancestors in enumerate(above):
        for element in ancestors:
            first_in.setdefault(element.index, i)
    last_at: dict[tuple[int, int], int] = {}
    parents: list[int | None] = []
    for i, ancestors in enumerate(above):
        # the innermost element that holds an earlier comment, too
        at = next((at for at, element in enumerate(ancestors) if first_in[element.index] != i), None)
        parents.append(None if at is None else _parent(i, at, above, first_in, last_at, parents))
        for element in ancestors:
            last_at[element.index, len(ancestors)] = i
    return parents


def _parent(
    i: int,
    at: int,
    above: Sequence[Sequence[Element]],
    first_in: dict[int, int],
    last_at: dict[tuple[int, int], int],
    parents: Sequence[int | None],
) -> int | None:
    """Return what a comment answers that stands in an element with earlier ones, the ``at``-th around it."""
    around = above[i][at]
    first = first_in[around.index]
    depth, own = len(above[first]), len(above[i])
    if own == depth:
        return parents[first]
    if own > depth and _is_of_answers(above[i][:at], around):
        return last_at.get((around.index, depth))
    return None


def _is_of_answers(boxes: Sequence[Element], around: Element) -> bool:
    """Tell whether one of the boxes around a comment is for answers: by its name, or as a list in the item of one."""
    if any(v.ANSWERS.search(box.names.text) for box in boxes):
        return True
    return around.tag == _ITEM and any(box.tag in _LISTS for box in boxes)
