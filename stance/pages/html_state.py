"""What a page says about its comments as a whole: how many there are, or none, or that a script brings them."""

from __future__ import annotations

from collections.abc import Iterator

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages import lines as cue
from stance.pages.html_comments import CommentElements
from stance.pages.markup import Element, Markup
from stance.pages.records import CommentSection
from stance.pages.structured import PageData

__all__ = ["declared_count", "is_around", "is_notice", "judge_section"]

#: A longer line is no heading; so many elements and lines of the places for comments are looked at.
_LONGEST_HEADING, _MOST_ELEMENTS, _MOST_LINES = 80, 300, 100


def declared_count(text: str) -> int | None:
    """Return the number of comments that a line declares, in any of the languages known here.

    >>> declared_count("Vos réactions (4)"), declared_count("1.204 Kommentare"), declared_count("No comments yet")
    (4, 1204, None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    return cue.declared_count(text)


def is_notice(line: str) -> bool:
    """Tell whether a line heads the comments, is a part of the form for a new one, or says that there are none."""
    return cue.is_comment_header(line) or cue.is_form(line) or declared_count(line) is not None or _says_empty(line)


def is_around(line: str) -> bool:
    """Tell whether a line stands around comments and is none: a notice or a button."""
    return is_notice(line) or cue.is_button(line)


def judge_section(
    markup: Markup, found: CommentElements, data: PageData, some: bool
) -> tuple[CommentSection, int | None, str | None]:
    """Name the state of the comment section, the number of comments that the page declares, and a message.

    Parameters
    ----------
    some : bool
        Whether any comments were read.
    """
    declared = _declared(markup, found)
    if declared is None:
        declared = data.declared
    if some:
        return "found", declared or None, None
    left = [line for line in _lines(markup, found) if not is_around(line)]
    if declared and len(left) > declared:
        return (
            "found",
            declared,
            f"the page declares {declared} comments; their {len(left)} lines follow no known layout",
        )
    script = _script(markup)
    by_script = "they are loaded by a script" + (f" ({script})" if script else "")
    if declared:
        return "not saved", declared, f"the page declares {declared} comments, but none are in the file; {by_script}"
    if any(_says_empty(line) for line in _lines(markup, found)):
        return "empty", 0, None
    if script:
        return "not saved", declared, f"the comments are loaded by a script ({script}) and are not in the file"
    if declared == 0 or any(e.names.is_form for e in markup.outside_menus if e.names.role or "reply" in e.names.words):
        return "empty", declared, None
    if (bare := _bare_place(markup, found)) is not None:
        return "not saved", None, f"the place for comments ({bare}) has nothing in it in the file; {by_script}"
    return "absent", declared, None


def _lines(markup: Markup, found: CommentElements) -> Iterator[str]:
    left = _MOST_LINES
    for place in found.places:
        for line in markup.paragraphs(place)[:left]:
            left -= 1
            yield line
        if left <= 0:
            return


def _says_empty(line: str) -> bool:
    return cue.is_empty_notice(line)


def _declared(markup: Markup, found: CommentElements) -> int | None:
    """Return the number of comments that the page declares: at the comments, in a heading, or beside its title."""
    near = [e for place in found.places for e in (place, *markup.inside(place)[:_MOST_ELEMENTS])][:_MOST_ELEMENTS]
    headings = [e for e in markup.blocks if e.tag in h.HEADINGS or e.tag in ("summary", "legend")]
    for e in (*near, *headings[:_MOST_ELEMENTS]):
        if found.units and found.units[0].holds(e):
            continue
        if (count := _count_in(markup, e)) is not None:
            return count
    counts = [e for e in markup.elements if "ount" in e.written and e.names.role and "count" in e.names.words]
    shown = {count for e in counts[:_MOST_ELEMENTS] if (count := _count_in(markup, e)) is not None}
    return shown.pop() if len(shown) == 1 else None  # several counts are those of a list of stories


def _count_in(markup: Markup, element: Element) -> int | None:
    if not 0 < markup.characters(element) <= _LONGEST_HEADING:
        return None
    text = markup.text(element)
    if not any(map(str.isdigit, text)):
        return None
    if text.isascii() and text.isdecimal() and len(text) <= 6 and v.COUNT_NAME.search(element.names.text):
        return int(text)
    return declared_count(text)


def _script(markup: Markup) -> str | None:
    """Name the service, or the element, that would bring the comments."""
    for e in markup.outside_menus:
        if by_name := e.names.service:
            return by_name
        if e.tag == "iframe" and (service := v.SERVICE_ADDRESS.search(e.written)):
            return service[0]
    return next((service[0] for script in markup.scripts if (service := v.SERVICE_ADDRESS.search(script))), None)


def _bare_place(markup: Markup, found: CommentElements) -> str | None:
    """Return the names of a place for comments without any text in it."""
    bare = (place for place in found.places if not markup.text(place) and v.PLACE_NAME.search(place.names.text))
    return next((place.names.text for place in bare), None)
