"""Which element of a comment holds its text, and what in it is none of the reader's words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.html_bylines import is_small
from stance.pages.html_forms import outside_of
from stance.pages.html_quotes import is_own_text, is_quote
from stance.pages.html_series import innermost, outermost
from stance.pages.lines import is_time_line, same_words
from stance.pages.markup import Element, Markup

__all__ = ["find_asides", "find_subject", "find_texts"]

_DIGITS = re.compile(r"\d+")
#: What so many comments have, saying the same in more than this share of them and no more than this, is a label.
_LEAST_LABELS, _SHARE_OF_LABELS, _LONGEST_LABEL = 3, 0.5, 60
#: It is no more than this share of what stands in the comments.
_LITTLE = 0.3
#: What is written instead of a time, of which each comment has another.
_A_TIME = "a time"

#: A longer piece is no line of buttons.
_LONGEST_ASIDE = 200
#: Hidden inside of a comment may be its end, which a click would show, or the dots in its place.
_LONGEST_DOTS = 10
#: What shows the rest of a long text is no longer.
_LONGEST_REST = 30
#: The number of a comment on its page is no longer.
_LONGEST_NUMBER = 10


def find_texts(
    markup: Markup,
    units: Sequence[Element],
    owns: Sequence[Sequence[Element]],
    answers: Sequence[Sequence[Element]],
) -> list[Element | None]:
    """Return for each comment of a page the element that the page itself calls its text, None where there is none.

    Of several it is the one of the kind that has the most text on the page: the label beside "No." may be longer, and
    is called a text, too. What says the same in most comments is a label; where nothing else is called a text it is
    none either, if it is little beside the rest of them.
    """
    called = [_called_text(markup, *each) for each in zip(owns, answers, strict=True)]
    labels = _labels(markup, units, called)
    called = [
        [(e, size) for e, size in found if _kind(e) not in labels]
        or [(e, size) for e, size in found if labels[_kind(e)] >= _LITTLE]
        for found in called
    ]
    sizes: Counter[str] = Counter()
    for found in called:
        for e, size in found:
            sizes[_kind(e)] += size
    return [max(found, key=lambda each: (sizes[_kind(each[0])], each[1]))[0] if found else None for found in called]


def _kind(element: Element) -> str:
    """Return what an element has in common with those at its place in other comments."""
    return _DIGITS.sub("", f"{element.tag} {element.names.text}")


def _labels(
    markup: Markup, units: Sequence[Element], called: Sequence[Sequence[tuple[Element, int]]]
) -> dict[str, float]:
    """Return the kinds of elements that say the same, or when, and little, in most of the comments that have one.

    With each stands what share they have of the text of these comments.
    """
    said: defaultdict[str, list[str]] = defaultdict(list)
    around: Counter[str] = Counter()
    for unit, found in zip(units, called, strict=True):
        for e, _ in found:
            line = markup.text(e) if is_small(markup, e, _LONGEST_LABEL) else ""
            said[_kind(e)].append(_A_TIME if is_time_line(line) else line)
            around[_kind(e)] += markup.characters(unit)
    return {
        kind: sum(map(len, texts)) / around[kind]
        for kind, texts in said.items()
        if len(texts) >= _LEAST_LABELS
        and (most := Counter(texts).most_common(1)[0])[0]
        and most[1] > _SHARE_OF_LABELS * len(texts)
    }


def _called_text(markup: Markup, own: Sequence[Element], answers: Sequence[Element]) -> list[tuple[Element, int]]:
    """Return the elements of one comment that are called its text, and how many unlinked characters each has.

    What the answers inside of an element say does not count: what holds nothing else is a place for answers.
    """
    called = [
        e
        for e in own
        if e.tag not in v.NO_COMMENT_TEXT
        and e.names.is_text
        and not v.AUTHOR_BOX.search(e.names.text)
        and markup.characters(e) > _answered(markup, e, answers)
    ]
    authors = [e.index for e in own if e.names.is_author]
    times = [e.index for e in own if e.tag == "time" or e.names.is_time]
    unsigned = [e for e in called if not _stands_in(e, authors)]
    if not (named := [e for e in unsigned if not _stands_in(e, times)]):
        asides = [e.index for e in own if not v.ASIDE.isdisjoint(e.names.words)]
        named = [e for e in unsigned if not _stands_in(e, asides)]
    boxes = outermost(named)
    quotes = [e for e in own if is_quote(e) and not is_own_text(e)]
    apart = {e.index for e in (*boxes, *outside_of(quotes, boxes))}
    found = innermost(outside_of(named, outermost(e for e in quotes if e.index not in apart)))
    return [(e, markup.characters(e) - markup.linked(e) - _answered(markup, e, answers)) for e in found]


def find_subject(markup: Markup, own: Sequence[Element], text: Element) -> str | None:
    """Return the line above a text in which its writer says what it is about, where it says more than the text does.

    The subject of an answer ("Re: Fares") is that of another comment, and some systems take the first words of a text.
    What has a name or a time in it is the head of a comment.
    """
    signs = [e.index for e in own if e.tag == "time" or e.names.is_author or e.names.is_time]
    titled = (e for e in own if v.SUBJECT.search(e.names.text) and e.last <= text.first)
    called = (e for e in titled if not e.names.is_author and not _stands_in(e, signs))
    shown = next((e for e in called if 0 < markup.characters(e) <= _LONGEST_ASIDE), None)
    subject = markup.text(shown) if shown else ""
    first_words = same_words(subject.rstrip(".… "))
    if not first_words or subject[:3].lower() == "re:" or same_words(markup.text(text)).startswith(first_words):
        return None
    return subject


def _stands_in(element: Element, indices: Sequence[int]) -> bool:
    """Tell whether any of some elements, by their places in the page, stands inside of one."""
    return bisect_right(indices, element.index) < bisect_left(indices, element.stop)


def _answered(markup: Markup, element: Element, answers: Sequence[Element]) -> int:
    """Return how many characters of an element stand in the answers inside of it, these in page order."""
    begin, end = (
        bisect_left(answers, index, key=lambda answer: answer.index) for index in (element.index, element.stop)
    )
    return sum(map(markup.characters, answers[begin:end]))


def find_asides(markup: Markup, own: Sequence[Element], text: Element | None, unit: Element) -> list[Element]:
    """Return the elements that hold none of the reader's words: buttons, forms, lines about the author.

    In an element that is called the text headings are the reader's, and what stands in an ``<aside>`` is of another
    page that a link leads to.
    """
    found = []
    for e in own:
        if text is not None and (e.holds(text) or not text.holds(e)):
            continue
        if _is_aside(e, in_text=text is not None):
            if markup.characters(e) <= _LONGEST_ASIDE or e.tag in ("form", "aside"):
                found.append(e)
        elif (
            _is_hidden(markup, e)
            or _shows_rest(markup, e, text or unit)
            or (not text and _is_number_of(markup, e, unit))
        ):
            found.append(e)
    left = sum(markup.characters(e) for e in outermost(found))
    return found if left < markup.characters(text or unit) else [e for e in found if e.tag in v.ASIDE_TAGS]


def _is_aside(element: Element, in_text: bool) -> bool:
    if in_text and element.tag in h.HEADINGS:
        return False
    if element.tag in v.ASIDE_TAGS or (in_text and element.tag == "aside"):
        return True
    return not v.ASIDE.isdisjoint(element.names.words)


def _is_hidden(markup: Markup, element: Element) -> bool:
    return markup.characters(element) <= _LONGEST_DOTS and v.HIDDEN.search(element.written) is not None


def _shows_rest(markup: Markup, element: Element, body: Element) -> bool:
    """Tell whether an element shows the rest of a long text, at whose end it stands: ``read more``."""
    if v.SHOWS_REST.isdisjoint(element.names.words) or not is_small(markup, element, _LONGEST_REST):
        return False
    before = markup.characters_before
    return before[element.last] == before[body.last] and before[element.first] > before[body.first]


def _is_number_of(markup: Markup, element: Element, unit: Element) -> bool:
    """Tell whether an element at the beginning or end of a comment numbers it."""
    before = markup.characters_before
    if before[element.first] != before[unit.first] and before[element.last] != before[unit.last]:
        return False
    is_number = "number" in element.names.words and is_small(markup, element, _LONGEST_NUMBER)
    return is_number and v.NUMBER_OF_COMMENT.fullmatch(markup.text(element)) is not None
