"""Where the comments of a page stand: the elements that are one comment each, and the places that hold them.

In this order, the first that finds any: elements whose names say that they are a comment (``comment-812``); inside of
a place for comments, elements that repeat and have an author or a time each; the texts that a page names as such
(``comment-text``), each with what stands around it alone, or from its author's line to the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.html_conversations import conversations
from stance.pages.html_forms import box_of, is_form, is_form_or_dialog, outside_of
from stance.pages.html_headed import has_time, timed_series
from stance.pages.html_missed import with_those_made_alike
from stance.pages.html_names import Role
from stance.pages.html_namesakes import has_words, leads_to_comment
from stance.pages.html_nested import one_each
from stance.pages.html_series import around_each, count_inside, innermost, outermost, repeated, segments
from stance.pages.markup import Element, Markup, Part

__all__ = ["CommentElements", "find_comment_elements"]

#: So many places for comments are looked at closely; real pages have one or two.
_MOST_PLACES = 50
#: An element with the article's title in it is no place for comments; so many first titles are looked at.
_MOST_TITLES = 10
#: What stands around an only comment and has its number (author, time, buttons) has so many more characters at most.
_MOST_AROUND = 150
#: In one comment there are fewer times: that of its change, and of what it quotes.
_LEAST_TIMES = 3
#: So many forms and dialogs are looked at.
_MOST_FORMS = 200


@dataclass(frozen=True, slots=True)
class CommentElements:
    """The elements of one comment each, in page order, and the places where comments stand or could stand.

    ``forms`` are those for new comments, ``apart`` all forms and dialogs: no comments stand in them.
    """

    units: tuple[Element, ...]
    places: tuple[Element, ...]
    confidence: float = 0.0
    forms: tuple[Element, ...] = ()
    apart: tuple[Element, ...] = ()


def find_comment_elements(markup: Markup) -> CommentElements:
    """Find the elements of a page's comments."""
    marked, apart = _marked(markup)
    if not marked:
        return CommentElements((), ())
    hidden = {index for form in apart for index in range(form.index, form.stop)}
    holders = outermost(e for e, role in marked if role != "part")
    signs = _count_before(markup, holders, lambda e: _is_sign(e) and e.index not in hidden)
    titles = [e.index for e in markup.blocks if e.tag == "h1"]
    named = [e for e, role in marked if role == "unit" and e.tag not in v.NO_UNIT]
    named = [e for e in named if has_words(markup, e, signs) and not leads_to_comment(markup, e)]
    named = _terms_with_texts(markup, named)
    if len(named) == 1 and _holds_any(named[0], titles[:1]) and not _is_numbered_part(markup, named[0]):
        named = []  # an opinion piece that is called a comment
    fields = [e.index for e in markup.elements if e.tag == "textarea"]
    wide = [e for e in outermost(named) if _holds_form(e, fields)]
    if len(wide) == 1:
        named = [e for e in named if not _holds_form(e, fields)]
    units, holders = one_each(named, signs)
    if len(units) == 1 and (series := _series_in(markup, units[0], apart, signs)):
        return CommentElements(tuple(series), tuple(units), 0.85, (), tuple(apart))
    named_places = (e for e, role in marked if role == "place" and e.tag not in v.NO_PLACE)
    places = outermost(e for e in (*named_places, *holders, *wide) if not _holds_any(e, titles[:_MOST_TITLES]))
    boxes = [box_of(markup, e) for e in apart if is_form(e)]
    forms = tuple(e for e in boxes if v.COMMENT.search(e.names.text) or any(place.holds(e) for place in places))
    if units:
        units = with_those_made_alike(markup, units, places, apart)
        return CommentElements(tuple(_with_authors(markup, units, places)), tuple(places), 0.95, forms, tuple(apart))
    places = [place for place in places if not _lists_discussions(markup, place)]
    units, confidence = _unnamed(markup, [place for place in places if place not in apart], apart, signs)
    if not places and not units:
        units = _named_texts(markup, [e for e, role in marked if role == "part"])
    return CommentElements(tuple(units), tuple(places), confidence, forms, tuple(apart))


def _terms_with_texts(markup: Markup, units: Sequence[Element]) -> list[Element]:
    """Put term and description together where both are called a comment: ``<dt>Ann, 3 May</dt> <dd>Text</dd>``."""
    if not any(unit.tag == "dt" for unit in units):
        return list(units)
    texts = {unit.index: unit for unit in units if unit.tag == "dd"}
    terms = {term.stop: term for text in texts.values() if (term := _term_before(markup, text))}
    together: list[Element] = []
    for unit in units:
        term = unit if unit.tag == "dt" else terms.get(unit.index)
        text = texts.pop(term.stop, None) if term else None
        if term and text and term.parent is not None:
            whole = Part(term.parent, term.index, text.stop, term.first, text.last)
            whole.written = term.written
            together.append(whole)
        elif unit.tag != "dd" or unit.index in texts:
            together.append(unit)
    return together


def _term_before(markup: Markup, text: Element) -> Element | None:
    """Return the term called a comment right before its description; one that is nothing but links is no unit yet."""
    before: Element | None = markup.elements[text.index - 1]
    while before is not None and before.parent is not text.parent:
        before = before.parent
    return before if before is not None and before.tag == "dt" and before.names.role == "unit" else None


def _holds_form(unit: Element, fields: Sequence[int]) -> bool:
    """Tell whether an element without the number of a comment has the form for a new one in it: it holds them all."""
    return count_inside(fields, unit) > 0 and unit.names.number is None


def _is_numbered_part(markup: Markup, unit: Element) -> bool:
    """Tell whether an element has the number of a comment and less than half of the page's text."""
    return unit.names.number is not None and 2 * markup.characters(unit) < markup.characters(markup.elements[0])


def _series_in(markup: Markup, unit: Element, apart: Sequence[Element], signs: Sequence[int]) -> list[Element]:
    """Return the comments inside of the only element of its name, where it is the place for them all.

    Each has a time of its own: one comment may have its author in one box and its text and time in another.
    """
    if unit.names.number is not None:
        return []
    inside = outside_of(markup.inside(unit), apart)
    times = [e.index for e in inside if e.tag == "time" or e.names.is_time]
    if len(times) < _LEAST_TIMES:
        return []
    series = repeated(markup, unit, inside, signs)
    return series if all(bisect_left(times, e.index) < bisect_left(times, e.stop) for e in series) else []


def _unnamed(
    markup: Markup, places: Sequence[Element], apart: Sequence[Element], signs: Sequence[int]
) -> tuple[list[Element], float]:
    """Return the elements of the comments in some places that are not named for one, and how sure they are."""
    insides = [outside_of(markup.inside(place), apart) for place in places[:_MOST_PLACES]]
    for place, inside in zip(places, insides, strict=False):
        if series := repeated(markup, place, inside, signs):
            return series, 0.85
    roles = [e for inside in insides for e in inside if e.names.role]
    texts = innermost(e for e in roles if _is_text(e) and markup.characters(e))
    heads = [e for e in roles if e.names.role == "part" and e.names.is_author and e.tag not in h.INLINE]
    found = _around_texts(markup, texts, heads)
    timed = (timed_series(markup, place) for place in places[:_MOST_PLACES])
    return max(found, next(filter(None, timed), []), key=len), 0.8


def _named_texts(markup: Markup, parts: Sequence[Element]) -> list[Element]:
    """Return what stands around each of some texts that are called those of comments, in a place that is not."""
    texts = innermost(e for e in parts if _is_text(e) and markup.characters(e) and not leads_to_comment(markup, e))
    units = around_each(markup, texts) if len(texts) > 1 else []
    return units if _timed(markup, units) == len(units) else []


def _marked(markup: Markup) -> tuple[list[tuple[Element, Role]], list[Element]]:
    """Return the blocks whose names speak of comments, and the forms and dialogs.

    Blocks in menus, in forms and dialogs and in lists of comments on other pages are passed over.
    """
    marked: list[tuple[Element, Role]] = []
    forms: list[Element] = []
    stop = tried = 0
    talks = conversations(markup)
    for e in markup.outside_menus:
        if e.index < stop:
            continue
        names = e.names
        if names.of_other_pages and e.tag not in h.FRAMES:
            stop = e.stop
            continue
        if role := names.role or ("place" if e.index in talks else None):
            marked.append((e, role))
        if (names.may_be_form or e.tag in ("form", "dialog")) and tried < _MOST_FORMS:
            tried += 1
            if is_form_or_dialog(markup, e):
                forms.append(e)
                stop = e.stop
    return marked, forms


def _lists_discussions(markup: Markup, place: Element) -> bool:
    """Tell whether a place shows the last comment in each of several discussions."""
    return sum(v.LAST_IN_EACH.search(e.names.text) is not None for e in markup.inside(place) if e.names) > 1


def _count_before(markup: Markup, holders: Sequence[Element], counts: Callable[[Element], bool]) -> list[int]:
    """Count the elements before each one that are of a kind and stand inside of some elements."""
    marks = [0] * len(markup.elements)
    for holder in holders:
        for e in markup.inside(holder):
            marks[e.index] = counts(e)
    return list(accumulate(marks, initial=0))


def _is_sign(element: Element) -> bool:
    return element.tag == "time" or element.names.is_author or element.names.is_time


def _is_text(element: Element) -> bool:
    """Tell whether an element is the text of a comment by its names."""
    if element.names.role == "unit":
        return element.tag in ("p", "span", "td")
    return element.names.role == "part" and element.names.is_text and element.names.words.isdisjoint(v.PAGES_OWN)


def _with_authors(markup: Markup, units: list[Element], places: Sequence[Element]) -> list[Element]:
    """Where the comments' elements have no author in them, take along what stands around each of them alone."""
    if len(units) == 1:
        return [_numbered_around(markup, units[0])]
    authors = _count_before(markup, places, lambda e: e.names.is_author)
    if 2 * _signed(units, authors) >= len(units) or not _all_inside(units, places):
        return units
    if heads := _heads_between(markup, units):
        return segments(markup, heads)
    wider = around_each(markup, units)
    if 2 * _signed(wider, authors) > len(units) or 2 * _timed(markup, wider) > len(units) > 2 * _timed(markup, units):
        return wider
    return units


def _heads_between(markup: Markup, units: Sequence[Element]) -> list[Element]:
    """Return the elements of the authors where one stands before each unit: ``<dt>Ann</dt> <dd>Text</dd>``."""
    parent = units[0].parent
    if parent is None or any(unit.parent is not parent for unit in units):
        return []
    heads = [e for e in markup.inside(parent) if e.parent is parent and e.names.is_author]
    ends = [*(head.index for head in heads[1:]), parent.stop]
    paired = zip(heads, units, ends, strict=False)
    return heads if len(heads) == len(units) and all(a.index < b.index < end for a, b, end in paired) else []


def _numbered_around(markup: Markup, unit: Element) -> Element:
    """Return the element around the only comment of a page that has the comment's id, or the comment.

    An element called a post, or one with the title of the page or much other text, has the number of the article.
    """
    above = unit.parent
    if above is None or above.tag in h.FRAMES or unit.names.number:
        return unit
    shown = above.attributes.get("id", "")
    if not above.names.role or not v.COMMENT_ID.match(shown) or v.POST_ID.match(shown):
        return unit
    if markup.characters(above) > markup.characters(unit) + _MOST_AROUND:
        return unit
    return unit if any(e.tag == "h1" for e in markup.inside(above)) else above


def _signed(units: Sequence[Element], authors: Sequence[int]) -> int:
    """Count the elements that have an author named in them."""
    return sum(authors[unit.stop] > authors[unit.index + 1] for unit in units)


def _timed(markup: Markup, units: Sequence[Element]) -> int:
    return sum(has_time(markup, unit) for unit in units)


def _all_inside(units: Sequence[Element], places: Sequence[Element]) -> bool:
    """Tell whether each unit stands inside of a place; both are in page order, and no place stands in another."""
    left = iter(places)
    place = next(left, None)
    for unit in units:
        while place is not None and place.stop <= unit.index:
            place = next(left, None)
        if place is None or not place.index < unit.index:
            return False
    return True


def _holds_any(element: Element, indices: Sequence[int]) -> bool:
    return any(element.index < index < element.stop for index in indices)


def _around_texts(markup: Markup, texts: Sequence[Element], heads: Sequence[Element]) -> list[Element]:
    """Return the elements of one comment each by their texts, or the stretches from one author's line to the next."""
    units = around_each(markup, texts)
    sisters = [head for head in heads if head.parent is heads[0].parent]
    if len(sisters) < 2 or len(sisters) < 0.8 * len(texts) or any(units[0].holds(head) for head in sisters):
        return units
    return segments(markup, sisters)
