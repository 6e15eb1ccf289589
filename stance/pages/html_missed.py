"""Comments that are called otherwise than the others on their page and made like them: answers, highlighted ones.

What shows them is that they hold, once, the two elements that each of the others has once: the author's and the text's,
by their names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from stance.pages.html_series import count_inside, outermost
from stance.pages.markup import Element, Markup

__all__ = ["with_those_made_alike"]

#: So many comments tell how they are made, and so large a share of them is made so.
_UNITS, _ALIKE = 2, 0.8
#: A comment's element stands no more levels above the element of its text.
_LEVELS = 12


def with_those_made_alike(
    markup: Markup, units: Sequence[Element], places: Sequence[Element], apart: Sequence[Element]
) -> list[Element]:
    """Add the elements that hold an author and a text as the comments do, outside of these and of forms."""
    text = _once_in_each(markup, units, lambda e: e.names.is_text)
    author = _once_in_each(markup, units, lambda e: e.names.is_author)
    if text is None or author is None or text == author:
        return list(units)
    taken = outermost([*units, *apart])
    begins = [e.index for e in taken]
    missed = [
        e
        for place in outermost(places)
        for e in markup.inside(place)
        if e.names.text == text and markup.characters(e) and not _stands_in(e, taken, begins)
    ]
    texts = [e.index for e in missed]
    found = [whole for e in missed if (whole := _whole(markup, e, places, begins, texts, author))]
    return sorted([*units, *found], key=lambda e: e.index) if found else list(units)


def _once_in_each(markup: Markup, units: Sequence[Element], counts: Callable[[Element], bool]) -> str | None:
    """Return the names that an element of a kind has which nearly each comment has once."""
    if len(units) < _UNITS:
        return None
    seen: Counter[str] = Counter()
    ends = [*(unit.index for unit in units[1:]), len(markup.elements)]
    for unit, end in zip(units, ends, strict=True):  # up to the comment below, be it an answer inside of this one
        own = markup.elements[unit.index + 1 : min(unit.stop, end)]
        here = Counter(e.names.text for e in own if e.names and counts(e))
        seen.update(names for names, n in here.items() if n == 1)
    names, n = seen.most_common(1)[0] if seen else ("", 0)
    return names if n >= _ALIKE * len(units) else None


def _stands_in(element: Element, taken: Sequence[Element], begins: Sequence[int]) -> bool:
    at = bisect_right(begins, element.index) - 1
    return at >= 0 and taken[at].holds(element)


def _whole(
    markup: Markup, text: Element, places: Sequence[Element], begins: Sequence[int], texts: Sequence[int], author: str
) -> Element | None:
    """Return the widest element around a text that holds no other one and no comment, where it has an author."""
    whole = None
    for _, above in zip(range(_LEVELS), text.ancestors, strict=False):
        if above in places or count_inside(begins, above) or count_inside(texts, above) > 1:
            break
        whole = above
    if whole is None or sum(e.names.text == author and markup.characters(e) > 0 for e in markup.inside(whole)) != 1:
        return None
    return whole
