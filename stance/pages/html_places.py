"""Which elements of several comments stand at the same place of each: by their names, or by where they stand.

Names count only as far as half of the comments share them: a number or the name of a state ("deleted") is none. An
element without such a name is known by what it stands in, and of several alike in one box each is a place of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from stance.pages.markup import Element, Markup

__all__ = ["Place", "places_of"]

#: A name in so great a share of the comments is that of a place.
_SHARED = 0.5

#: The elements at one place, by the number of their comment; of several in one comment the first.
Place = dict[int, Element]
#: A tag, and the shared names or the number of the place of the element around it.
_Kind = tuple[str, frozenset[str] | int]


def places_of(markup: Markup, owns: Sequence[Sequence[Element]]) -> list[Place]:
    """Return the places of the elements with text, in the order of the page; ``owns`` are those of each comment."""
    shared = _shared_names(owns)
    numbers: dict[tuple[_Kind, int], int] = {}
    places: list[Place] = []
    for i, own in enumerate(owns):
        for e, key in _keys(markup, own, shared, numbers):
            if key == len(places):
                places.append({})
            places[key].setdefault(i, e)
    return places


def _shared_names(owns: Sequence[Sequence[Element]]) -> frozenset[str]:
    """Return the names that stand in half of the comments."""
    in_units: Counter[str] = Counter()
    for own in owns:
        in_units.update({name for text in {e.names.text for e in own} for name in text.split()})
    return frozenset(name for name, count in in_units.items() if count >= _SHARED * len(owns))


def _keys(
    markup: Markup, own: Sequence[Element], shared: frozenset[str], numbers: dict[tuple[_Kind, int], int]
) -> Iterator[tuple[Element, int]]:
    """Return the elements with text of one comment with the numbers of their places; new places get new numbers."""
    keys: dict[int, int] = {}
    alike: Counter[tuple[int, _Kind]] = Counter()
    for e in own:
        if not markup.characters(e):
            continue
        above = e.parent.index if e.parent else -1
        kind = (e.tag, shared.intersection(e.names.text.split()) or keys.get(above, -1))
        nth = alike[above, kind]
        alike[above, kind] += 1
        keys[e.index] = numbers.setdefault((kind, nth), len(numbers))
        yield e, keys[e.index]
