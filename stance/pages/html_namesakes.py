"""Elements that are called a comment and are none: what shows how many there are, and what leads to one."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

from stance.pages import comment_vocabulary as v
from stance.pages.html_series import outermost
from stance.pages.markup import Element, Markup

__all__ = ["has_words", "leads_to_comment"]

#: What shows how many comments there are is no longer, and is one of so many elements and runs.
_LONGEST_COUNT, _MOST_COUNTS = 40, 20
#: The marks beside a name and a link: no more than this, punctuation or one of these.
_LONGEST_MARKS, _ARROWS = 5, "|<>→←"
#: Those stand in no more runs of text, empty ones counted.
_MOST_RUNS = 200


def has_words(markup: Markup, element: Element, signs: Sequence[int]) -> bool:
    """Tell whether an element has text that is more than a number, which links to comments have too."""
    if not markup.characters(element):
        return False
    if signs[element.stop] > signs[element.index]:
        return True
    counted = _counted(markup, element) if markup.characters(element) <= _LONGEST_COUNT else ()
    return any(c.isalpha() for at in range(element.first, element.last) if at not in counted for c in markup.runs[at])


def _counted(markup: Markup, element: Element) -> set[int]:
    """Return the runs of an element that say how many comments there are, or what is said in place of a number."""
    counts = (e for e in _first_inside(markup, element) if e.names.role == "part" and v.COUNT_NAME.search(e.names.text))
    return {at for e in counts for at in range(e.first, min(e.last, e.first + _MOST_COUNTS))}


def leads_to_comment(markup: Markup, element: Element) -> bool:
    """Tell whether an element is nothing but a name and a link to a comment, at an address of its own."""
    first = _first_inside(markup, element)
    link = next((e for e in first if e.tag == "a" and _is_permalink(e.attributes.get("href", ""))), None)
    if link is None or element.last - element.first > _MOST_RUNS:
        return False
    apart = outermost(e for e in first if e is link or (e.names.is_author and not e.holds(link)))
    if markup.characters(element) - sum(map(markup.characters, apart)) > _LONGEST_MARKS:
        return False
    return all(c.isspace() or category(c)[0] == "P" or c in _ARROWS for c in markup.text(element, apart))


def _is_permalink(address: str) -> bool:
    """Tell whether an address is that of a comment; one of a mere place on the page is what comments link to."""
    return not address.startswith("#") and v.PERMALINK.search(address) is not None


def _first_inside(markup: Markup, element: Element) -> list[Element]:
    return markup.elements[element.index + 1 : min(element.stop, element.index + _MOST_COUNTS)]
