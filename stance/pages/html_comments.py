"""Where the comments of a page stand: the elements that are one comment each, and the places that hold them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stance.pages import html_vocabulary as v
from stance.pages.markup import Element, Markup

__all__ = ["CommentElements", "find_comment_elements"]

Role = Literal["unit", "place", "part"]


@dataclass(frozen=True, slots=True)
class CommentElements:
    """The elements of one comment each, in page order, and the places where comments stand or could stand."""

    units: tuple[Element, ...]
    places: tuple[Element, ...]
    confidence: float = 0.95


def find_comment_elements(markup: Markup) -> CommentElements:
    marked = [e for e in markup.elements if (names := e.names) and role_of(names)]
    roles = {e.index: role_of(e.names) for e in marked}
    vetoed = _vetoed(markup)
    marked = [e for e in marked if e.index in roles and not any(x.holds(e) for x in vetoed)]
    units = [e for e in marked if roles[e.index] == "unit" and e.tag not in v.NO_UNIT and markup.characters(e)]
    places = [e for e in marked if roles[e.index] == "place"]
    units = _outermost(units)
    return CommentElements(tuple(units), tuple(places))


def _vetoed(markup: Markup) -> list[Element]:
    return [e for e in markup.elements if e.tag not in ("body", "html") and e.names and _of_other_pages(e.names)]


@lru_cache(maxsize=8192)
def _of_other_pages(names: str) -> bool:
    return v.OTHER_PAGES.search(names) is not None


@lru_cache(maxsize=8192)
def role_of(names: str) -> Role | None:
    """Tell what an element is by its names."""
    roles = {role for name in names.split() if (role := _role_of_name(name))}
    for role in ("unit", "place", "part"):
        if role in roles:
            return role
    return None


@lru_cache(maxsize=4096)
def _role_of_name(name: str) -> Role | None:
    bare = v.NUMBER.sub("", name)
    found = v.COMMENT.search(bare)
    if not found or v.STATE_BEFORE.search(bare[: found.start()]):
        return None
    after = bare[found.end() :].strip("-")
    if v.PLACE_WORD.fullmatch(found[0]):
        return "place" if v.PLACE_AFTER.match(after) else None
    if not after or v.UNIT_AFTER.match(after):
        return "unit"
    if v.PLACE_AFTER.match(after):
        return "place"
    return "part" if v.PART_AFTER.search(after) else "place"


def identity(element: Element) -> str | None:
    for name in element.names.split():
        if _role_of_name(name) == "unit" and (number := v.NUMBER.search(name)):
            return number[0].strip("-")
    return None


def _shape(element: Element) -> str:
    names = {v.NUMBER.sub("", name) for name in element.names.split() if _role_of_name(name) == "unit"}
    return f"{element.tag} {' '.join(sorted(names))}"


def _outermost(units: Sequence[Element]) -> list[Element]:
    """Of elements that stand for the same comment keep the outermost."""
    around: dict[int, Element | None] = {}
    open_: list[Element] = []
    for unit in units:
        while open_ and not open_[-1].holds(unit):
            open_.pop()
        around[unit.index] = open_[-1] if open_ else None
        open_.append(unit)
    shapes = Counter(_shape(unit) for unit in units)
    pairs = Counter((_shape(outer), _shape(unit)) for unit in units if (outer := around[unit.index]))
    kept = []
    for unit in units:
        outer = around[unit.index]
        if outer is not None:
            a, b = _shape(outer), _shape(unit)
            number = identity(unit)
            if number and number == identity(outer):
                continue
            if a != b and not (number and identity(outer)) and pairs[a, b] >= 0.8 * shapes[a]:
                continue
        kept.append(unit)
    return kept
