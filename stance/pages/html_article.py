"""Which element holds the article, and which of its blocks are the article's.

Every block of text speaks for the element it stands in: running text by its length, lists of links and short pieces
against it. The article's element is the one with the highest sum over all that stands in it, so that an article in
several boxes is held together and a page around it is not worth taking along. Then what is not the article's inside
of that element is left out: related stories, buttons, captions, by-lines.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stance.pages import html_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_names import is_junk
from stance.pages.markup import Element, Markup

__all__ = ["find_article"]

#: A block of so many characters outside of links is running text …
_PARAGRAPH = 40
#: … unless so great a share of it stands in links.
_MOST_LINKED = 0.5


def find_article(markup: Markup, comments: Sequence[Element]) -> tuple[Element | None, list[str], int]:
    """Return the article's element, its paragraphs, and the run at which the first one begins."""
    junk = _junk(markup, comments)
    direct, linked = _direct(markup)
    left_out = _left_out(markup, junk)
    best = _best(markup, direct, linked, left_out)
    if best is None:
        return None, [], 0
    holes = [e for e in junk if best.holds(e) and e is not best]
    holes += [
        e for e in markup.inside(best)
        if e.tag not in v.INLINE and direct[e.index] and linked[e.index] > 0.6 * direct[e.index] and not left_out[e.index]
        and direct[e.index] == markup.characters(e)
    ]
    lines = markup.paragraphs(best, _outer(holes))
    return best, _body(lines), _first(best, direct, linked, left_out, markup)


def _outer(elements):
    outer = []
    for element in sorted(elements, key=lambda e: (e.index, -e.stop)):
        if not outer or not outer[-1].holds(element):
            outer.append(element)
    return outer


def _junk(markup: Markup, comments: Sequence[Element]) -> list[Element]:
    """Return the elements around and inside of the article that are none of it."""
    half = markup.characters(markup.elements[0]) / 2
    found = list(comments)
    for e in markup.elements:
        if e.tag in v.NO_ARTICLE:
            found.append(e)
        elif e.tag not in ("body", "html", "main", "article") and (names := e.names):
            if is_junk(names) and markup.characters(e) < half:
                found.append(e)
    return _outer(found)


def _left_out(markup: Markup, junk: Sequence[Element]) -> bytearray:
    flags = bytearray(len(markup.elements))
    for e in junk:
        flags[e.index : e.stop] = b"\1" * (e.stop - e.index)
    return flags


def _direct(markup: Markup) -> tuple[list[int], list[int]]:
    """Return for each element the characters, and those in links, that stand in no block inside of it."""
    direct = [markup.characters(e) for e in markup.elements]
    linked = [markup.linked(e) for e in markup.elements]
    for e in reversed(markup.elements):
        if e.tag in v.INLINE:
            continue
        for above in e.ancestors:
            direct[above.index] -= markup.characters(e)
            linked[above.index] -= markup.linked(e)
            if above.tag not in v.INLINE:
                break
    return direct, linked


def _best(markup: Markup, direct: Sequence[int], linked: Sequence[int], left_out: bytearray) -> Element | None:
    worth = [0.0] * len(markup.elements)
    best: Element | None = None
    for e in reversed(markup.elements):
        if left_out[e.index]:
            continue
        if e.tag not in v.INLINE:
            worth[e.index] += _speaks(e, direct[e.index], linked[e.index])
        if e.parent is not None:
            worth[e.parent.index] += worth[e.index]
        if e.tag not in v.INLINE and (best is None or worth[e.index] > worth[best.index]):
            best = e
    return best


def _speaks(element: Element, direct: int, linked: int) -> float:
    own = direct - linked
    if own >= _PARAGRAPH and linked < _MOST_LINKED * direct:
        return own if element.tag != "li" else 0.7 * own
    if element.tag in ("h2", "h3", "h4", "h5"):
        return 0
    return -0.8 * direct


def _body(lines: Sequence[str]) -> list[str]:
    """Leave out the lines that are no paragraph of the article: its title, dates, buttons."""
    kept = [
        line for line in lines
        if not (cue.is_chrome(line) or cue.is_time_line(line) or cue.opens_other_stories(line))
        and any(c.isalnum() for c in line)
    ]
    return kept


def _first(best, direct, linked, left_out, markup) -> int:
    for e in [best, *markup.inside(best)]:
        if not left_out[e.index] and e.tag not in v.INLINE and direct[e.index] - linked[e.index] >= _PARAGRAPH:
            return e.first
    return best.first
