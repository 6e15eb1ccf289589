"""The forms for a new comment, and dialogs: what stands in them (labels, rules, errors, questions) is no comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.markup import Element, Markup

__all__ = ["box_of", "is_form", "is_form_or_dialog", "outside_of"]

#: A form has no more text and no more elements than this; where more stands in one, it is the page that does.
_LONGEST_FORM, _MOST_ELEMENTS = 2500, 600


def is_form(element: Element) -> bool:
    """Tell whether an element is a form or is called one for comments, and none for messages to the site."""
    return (element.tag == "form" or element.names.is_form) and v.OTHER_FORMS.isdisjoint(element.names.words)


def is_form_or_dialog(markup: Markup, element: Element) -> bool:
    """Tell whether an element is a form with room for a text, a form by its name, or a dialog.

    Some pages are one form, some have their comments in one, and some show them in a dialog: no form and no dialog
    has the time or the number of a comment in it.
    """
    named = element.names.is_form or element.tag == "dialog" or v.DIALOG.search(element.names.text) is not None
    if not (named or element.tag == "form"):
        return False
    if markup.characters(element) > _LONGEST_FORM or element.stop - element.index > _MOST_ELEMENTS:
        return False
    inside = markup.inside(element)
    if not named and all(e.tag != "textarea" for e in inside):
        return False
    return not any(e.tag in ("time", "h1") or (e.names.number and e.tag != "input") for e in inside)


def box_of(markup: Markup, form: Element) -> Element:
    """Return the element around a form that is called one for comments, with its introduction, or the form."""
    box = form.parent
    if box is None or box.tag in h.FRAMES or markup.characters(box) > _LONGEST_FORM:
        return form
    return box if v.COMMENT.search(box.names.text) and not box.names.role else form


def outside_of(elements: Iterable[Element], holes: Sequence[Element]) -> list[Element]:
    """Return the elements, in page order, that stand in none of some others, in page order as well."""
    kept: list[Element] = []
    left = iter(holes)
    hole = next(left, None)
    for e in elements:
        while hole is not None and hole.stop <= e.index:
            hole = next(left, None)
        if hole is None or not hole.holds(e):
            kept.append(e)
    return kept
