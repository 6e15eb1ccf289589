"""Where the comments of a page stand: the elements that are one comment each, and the places that hold them.

In this order, the first that finds any: elements whose names say that they are a comment (``comment-812``); inside of
a place for comments, elements that repeat and have an author or a time each; the texts that a page names as such
(``comment-text``), each with what stands around it alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.html_names import identity, kind_of, names_a_sign, names_an_author, of_other_pages, role_of
from stance.pages.markup import Element, Markup

__all__ = ["CommentElements", "find_comment_elements"]


@dataclass(frozen=True, slots=True)
class CommentElements:
    """The elements of one comment each, in page order, and the places where comments stand or could stand."""

    units: tuple[Element, ...]
    places: tuple[Element, ...]
    confidence: float


def find_comment_elements(markup: Markup) -> CommentElements:
    """Find the elements of a page's comments."""
    marked = [(e, role) for e in _of_this_page(markup) if (names := e.names) and (role := role_of(names))]
    places = [e for e, role in marked if role == "place" and e.tag not in v.NO_PLACE]
    outer = outermost(places)
    named = [e for e, role in marked if role == "unit" and e.tag not in v.NO_UNIT and _has_text(markup, e)]
    signs = list(accumulate((_is_sign(e) for e in markup.elements), initial=0)) if outer or named else []
    units = _one_each(named, signs)
    if units:
        return CommentElements(tuple(_widened(markup, units, signs)), tuple(outer), 0.95)
    repeated = [unit for place in outer for unit in _repeated(markup, place, signs)]
    if repeated:
        return CommentElements(tuple(repeated), tuple(outer), 0.85)
    texts = [e for e, role in marked if _is_text(e, role) and _has_text(markup, e)]
    texts = innermost(e for e in texts if any(place.holds(e) for place in outer[:50]))
    return CommentElements(tuple(_around(markup, texts)), tuple(outer), 0.8)


def outermost(elements: Iterable[Element]) -> list[Element]:
    """Leave out the elements that stand inside of others."""
    kept: list[Element] = []
    for element in sorted(elements, key=lambda e: e.index):
        if not kept or not kept[-1].holds(element):
            kept.append(element)
    return kept


def innermost(elements: Iterable[Element]) -> list[Element]:
    """Leave out the elements that hold others."""
    kept: list[Element] = []
    for element in sorted(elements, key=lambda e: e.index):
        while kept and kept[-1].holds(element):
            kept.pop()
        kept.append(element)
    return kept


def _of_this_page(markup: Markup) -> list[Element]:
    """Return the elements outside of lists of comments on other pages."""
    kept: list[Element] = []
    stop = 0
    for e in markup.elements:
        if e.index < stop:
            continue
        if e.tag not in ("html", "body") and (names := e.names) and of_other_pages(names):
            stop = e.stop
        else:
            kept.append(e)
    return kept


def _has_text(markup: Markup, element: Element) -> bool:
    return markup.characters(element) > 0


def _is_text(element: Element, role: str) -> bool:
    return v.TEXT.search(element.names) is not None if role == "part" else role == "unit" and element.tag in ("p", "span", "td")


def _one_each(units: Sequence[Element], signs: Sequence[int]) -> list[Element]:
    """Of the elements that stand for the same comment keep the outermost.

    An element inside of another one is the same comment where both have the same number, or where it is of another
    kind and (nearly) every element of the outer kind holds just one such: an answer stands in some comments only.
    An element that holds several and has neither number nor author nor time of its own is a place for comments.
    """
    around = _around_each(units)
    kinds = Counter(_kind(unit) for unit in units)
    inside = Counter((_kind(outer), _kind(unit)) for unit in units if (outer := around.get(unit.index)))
    same = {u.index for u in units if (outer := around.get(u.index)) and _same(u, outer, kinds, inside)}
    held: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for unit in units:
        if (outer := around.get(unit.index)) and unit.index not in same:
            held[outer.index] += 1
            signed[outer.index] += signs[unit.stop] - signs[unit.index]
    return [
        unit for unit in units
        if unit.index not in same
        and not (held[unit.index] and not identity(unit.names) and signs[unit.stop] - signs[unit.index + 1] == signed[unit.index] and (held[unit.index] > 1 or signed[unit.index]))
    ]


def _around_each(units: Sequence[Element]) -> dict[int, Element]:
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
    return f"{unit.tag} {kind_of(unit.names)}"


def _same(unit: Element, outer: Element, kinds: Counter[str], inside: Counter[tuple[str, str]]) -> bool:
    number, outer_number = identity(unit.names), identity(outer.names)
    if number and outer_number:
        return number == outer_number
    pair = (_kind(outer), _kind(unit))
    return pair[0] != pair[1] and 0.8 * kinds[pair[0]] <= inside[pair] <= kinds[pair[0]]


def _widened(markup: Markup, units: list[Element], signs: Sequence[int]) -> list[Element]:
    """Where the comments' elements have no author in them, take along what stands around each of them alone."""
    if len(units) < 2 or sum(signs[u.stop] > signs[u.index] for u in units) >= len(units) / 2:
        return units
    return _around(markup, units)


def _is_sign(element: Element) -> bool:
    return element.tag == "time" or ((names := element.names) != "" and names_a_sign(names))


def _around(markup: Markup, cores: Sequence[Element]) -> list[Element]:
    """Return for each element the outermost one around it that holds no other of them."""
    if len(cores) < 2:
        return [next((a for a in core.ancestors if a.tag not in h.INLINE), core) for core in cores]
    count = [0] * (len(markup.elements) + 1)
    for core in cores:
        count[core.index + 1] = 1
    before = list(accumulate(count))
    found = []
    for core in cores:
        widest = core
        for above in core.ancestors:
            if before[above.stop] - before[above.index] > 1:
                break
            widest = above
        found.append(widest)
    return found


def _repeated(markup: Markup, place: Element, signs: Sequence[int]) -> list[Element]:
    """Return the elements that repeat inside of a place and make up most of its text, an author or time in each.

    Of several such groups (the comments, their inner boxes, the pages that they are shown on) the one is taken
    that has as many members as there are times or authors, and of equal ones the outermost.
    """
    groups: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    inside = markup.inside(place)
    for e in inside:
        if e.tag not in h.INLINE and e.tag not in v.NO_SERIES and markup.characters(e) and signs[e.stop] > signs[e.index]:
            for name in {v.NUMBER.sub("", name) for name in e.names.split()} or {""}:
                groups[e.tag, name].append(e)
    found = [(sum(markup.characters(e) for e in outermost(group)), group) for group in groups.values() if len(group) > 1]
    most = max((covered for covered, _ in found), default=0)
    expected = _expected(inside)
    likely = [group for covered, group in found if covered >= 0.85 * most]
    return min(likely, key=lambda group: (abs(len(group) - expected), group[0].index), default=[])


def _expected(inside: Sequence[Element]) -> int:
    """Return how many comments there are by the times, or else by the authors, that elements are named for."""
    times = [e for e in inside if e.tag == "time"] or [e for e in inside if e.names and v.TIME.search(e.names)]
    authors = [e for e in inside if e.names and names_an_author(e.names)]
    return len(innermost(times)) or len(innermost(authors))
