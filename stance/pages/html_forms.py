"""The forms for a new comment, and dialogs: what stands in them (labels, rules, errors, questions) is no comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.html_series import outermost
from stance.pages.markup import Element, Markup

__all__ = ["box_of", "is_form", "is_form_or_dialog", "outside_of"]

#: A form has no more text and no more elements than this; where more stands in one, it is the page that does.
_LONGEST_FORM, _MOST_ELEMENTS = 2500, 600
#: So many of its fields are looked at; a text of more characters, or of more runs, is no time.
_MOST_FIELDS, _LONGEST_TIME = 20, 60
_FIELDS = frozenset("button input label option select textarea".split())
#: What introduces a form is no longer.
_LONGEST_INTRODUCTION = 500


def is_form(element: Element) -> bool:
    """Tell whether an element is a form or is called one for comments, and none for messages to the site."""
    return (element.tag == "form" or element.names.is_form) and v.OTHER_FORMS.isdisjoint(element.names.words)


def is_form_or_dialog(markup: Markup, element: Element) -> bool:
    """Tell whether an element is a form with room for a text, a form by its name, or a dialog.

    Some pages are one form, some have their comments in one, and some show them in a dialog: no form and no dialog
    has the time or the number of a comment in it, two comments, or an author and a time.
    """
    if element.tag in h.FRAMES:
        return False
    named = element.names.is_form or element.tag == "dialog" or v.DIALOG.search(element.names.text) is not None
    if not (named or element.tag == "form"):
        return False
    if markup.characters(element) > _LONGEST_FORM or element.stop - element.index > _MOST_ELEMENTS:
        return False
    inside = markup.inside(element)
    if not named and all(e.tag != "textarea" for e in inside):
        return False
    if any(e.tag in ("time", "h1") or (e.names.number and e.tag != "input") for e in inside):
        return False
    return not _has_comments(markup, inside)


def _has_comments(markup: Markup, inside: Sequence[Element]) -> bool:
    """Tell whether there are two comments among some elements, or an author and a time, all by their names.

    Forms have labels and boxes of fields that are called comment, name and date, too: what has a field in it is no
    comment, and what has no digit is no time.
    """
    shown = [e for e in inside if e.names and e.tag not in _FIELDS and markup.characters(e)]
    units = outermost(e for e in shown if e.names.role == "unit" and e.tag not in v.NO_UNIT)
    fields = [e for e in inside if e.tag == "textarea"]
    if sum(not any(unit.holds(field) for field in fields[:_MOST_FIELDS]) for unit in units) > 1:
        return True
    times = [e for e in shown if e.names.is_time and e.last - e.first <= _LONGEST_TIME >= markup.characters(e)]
    if not any(any(map(str.isdigit, markup.text(e))) for e in times):
        return False
    return any(e.names.is_author and e.names.role != "unit" for e in shown)


def box_of(markup: Markup, form: Element) -> Element:
    """Return the element around a form that is called one for comments, with its introduction, or the form.

    Names that only have the word in them are those of whole stories, too: ``no-comments``, ``category-comment``.
    """
    box = form.parent
    if box is None or box.tag in h.FRAMES or box.names.role or not v.FORM_BOX.search(box.names.text):
        return form
    if markup.characters(box) > min(_LONGEST_FORM, markup.characters(form) + _LONGEST_INTRODUCTION):
        return form
    return form if any(e.tag in ("h1", "time") for e in markup.inside(box)) else box


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
