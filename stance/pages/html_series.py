"""Elements that are no comment by their name and yet one each: they repeat, or stand around a text that repeats."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.lines import is_button, is_time_line
from stance.pages.markup import Element, Markup, Part

__all__ = [
    "MOST_TEXT",
    "around_each",
    "count_inside",
    "innermost",
    "is_linked",
    "outermost",
    "part_of",
    "repeated",
    "row_of_buttons",
    "segments",
]

#: A series has at least so great a share of the text of the place it is in.
_LEAST_SHARE = 0.4
#: A group of elements is as good as the one with the most text if it has so great a share of that text.
MOST_TEXT = 0.85
#: So great a share of a series of comments may stand in links.
_MOST_LINKED = 0.6
#: A longer text is no name, no time and no button: the title of another page.
_LONGEST_BESIDE = 40
#: A longer run of text, white space counted, is no time.
_LONGEST_TIME = 60


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


def count_inside(indices: Sequence[int], element: Element) -> int:
    """Count the elements that are one or stand inside of it, by their places in the page, which are in order."""
    return bisect_left(indices, element.stop) - bisect_left(indices, element.index)


def around_each(markup: Markup, cores: Sequence[Element]) -> list[Element]:
    """Return for each element the outermost one around it that holds no other of them."""
    if len(cores) < 2:
        return [next((a for a in core.ancestors if a.tag not in h.INLINE), core) for core in cores]
    marks = [0] * len(markup.elements)
    for core in cores:
        marks[core.index] = 1
    before = list(accumulate(marks, initial=0))
    found = []
    for core in cores:
        widest = core
        for above in core.ancestors:
            if before[above.stop] - before[above.index] > 1:
                break
            widest = above
        found.append(widest)
    return found


def repeated(markup: Markup, place: Element, inside: Sequence[Element], signs: Sequence[int]) -> list[Element]:
    """Return the elements that repeat inside of a place and make up most of its text, an author or time in each.

    Elements with little text outside of links are a list of other pages.

    Of several such groups (the comments, their inner boxes, the pages that they are shown on) the one is taken
    that has as many members as there are times or authors, and of equal ones the outermost.
    """
    groups: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for e in inside:
        if e.tag in h.INLINE or e.tag in v.NO_SERIES or signs[e.stop] == signs[e.index] or not markup.characters(e):
            continue
        for name in {v.NUMBER.sub("", name) for name in e.names.text.split()} or {""}:
            groups[e.tag, name].append(e)
    series = [group for group in groups.values() if len(group) > 1]
    covered = [sum(markup.characters(e) for e in outermost(group)) for group in series]
    most = max(covered, default=0)
    if most < _LEAST_SHARE * markup.characters(place):
        return []
    expected = _expected(inside) or _times_in(markup, place)
    likely = [group for group, size in zip(series, covered, strict=True) if size >= MOST_TEXT * most]
    found = min(likely, key=lambda group: (abs(len(group) - expected), group[0].index), default=[])
    return [] if is_linked(markup, outermost(found)) else found


def is_linked(markup: Markup, series: Sequence[Element]) -> bool:
    """Tell whether most text of a series stands in links, with and without names, times and buttons."""
    if not series:
        return False
    linked, shown = (sum(map(count, series)) for count in (markup.linked, markup.characters))
    if linked <= _MOST_LINKED * shown:
        return False
    beside = outermost(e for unit in series for e in markup.inside(unit) if _is_beside(markup, e))
    linked -= sum(map(markup.linked, beside))
    shown -= sum(map(markup.characters, beside))
    return not shown or linked > _MOST_LINKED * shown


def _is_beside(markup: Markup, element: Element) -> bool:
    """Tell whether a short element inside of a comment is its author, its time or a button, and none of its words."""
    if not 0 < markup.characters(element) <= _LONGEST_BESIDE:
        return False
    if element.tag in ("time", "button") or element.names.is_author or element.names.is_time:
        return True
    return not v.ASIDE.isdisjoint(element.names.words) or _is_button(markup, element)


def _is_button(markup: Markup, element: Element) -> bool:
    shown = element.tag == "a" and 0 < markup.characters(element) <= _LONGEST_BESIDE
    return shown and is_button(markup.text(element))


def row_of_buttons(markup: Markup, elements: Iterable[Element]) -> str | None:
    """Return the line in which all links stand that are buttons, if they stand in one: ``Reply Share Report``."""
    return " ".join(markup.text(e) for e in elements if _is_button(markup, e)) or None


def _expected(inside: Sequence[Element]) -> int:
    """Return how many comments there are by the times, or else by the authors, that elements are named for."""
    times = [e for e in inside if e.tag == "time"] or [e for e in inside if e.names.is_time]
    authors = [e for e in inside if e.names.is_author]
    return len(innermost(times)) or len(innermost(authors))


def _times_in(markup: Markup, place: Element) -> int:
    """Count the runs of text in a place that are a time and nothing else."""
    runs = (" ".join(run.split()) for run in markup.runs[place.first : place.last] if len(run) <= _LONGEST_TIME)
    return sum(run != "" and is_time_line(run) for run in runs)


def segments(markup: Markup, heads: Sequence[Element]) -> list[Element]:
    """Return what stands from each of some sisters to the next, the last up to the end of their parent."""
    ends = [*heads[1:], None]
    parent = heads[0].parent or heads[0]
    return [
        part_of(markup, parent, head.first, end.first if end else parent.last)
        for head, end in zip(heads, ends, strict=True)
    ]


def part_of(markup: Markup, parent: Element, first: int, last: int) -> Element:
    """Return the runs from ``first`` up to ``last`` inside of an element as if they were one element."""
    index = bisect_left(markup.elements, first, parent.index + 1, parent.stop, key=lambda e: e.first)
    stop = bisect_left(markup.elements, last, index, parent.stop, key=lambda e: e.first)
    return Part(parent, index, stop, first, last)
