"""Comments below a heading (``3 comments``) on pages whose names say nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages import lines as cue
from stance.pages.html_series import MOST_TEXT, is_linked, outermost, part_of
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.times import find_time

__all__ = ["as_many_as_declared", "has_time", "headed_places", "timed_series"]

#: So many lines that may be the heading of a comment section are looked at, on pages whose names say nothing.
_HEADINGS_TRIED = 5
#: A series of comments holds so great a share of its place's text, with a time in each: in one of so many runs at its
#: beginning or end that are no longer than a line with a time.
_LEAST_SHARE, _RUNS_LOOKED_AT, _LONGEST_RUN = 0.5, 30, 120
#: So many elements are a series, whatever the page declares; so many kinds are looked at closely.
_SERIES, _KINDS_TRIED = 3, 10


def headed_places(markup: Markup) -> list[Element]:
    """Return what stands below lines that open a comment section (``3 comments``), up to the next heading or form."""
    found: list[Element] = []
    for i, run in enumerate(markup.runs):
        if not 2 < len(run) < 80 or not _may_be_header(run) or markup.in_link[i]:
            continue
        if cue.is_comment_header(" ".join(run.split())) and _is_line(markup, i):
            found += [place for place in (_below(markup, i),) if place is not None]
            if len(found) == _HEADINGS_TRIED:
                break
    return found


def _may_be_header(run: str) -> bool:
    """Tell whether a run has a piece of a word for comments in it, before it is looked at closely."""
    low = run.lower()
    return "mment" in low or "espon" in low or "repl" in low or "iscuss" in low or "ought" in low or "think" in low


def _is_line(markup: Markup, i: int) -> bool:
    """Tell whether a run stands on a line of its own."""
    above = next((run for run in reversed(markup.runs[max(0, i - 4) : i]) if run != " "), BREAK)
    below = next((run for run in markup.runs[i + 1 : i + 5] if run != " "), BREAK)
    return above.endswith(BREAK) and below.startswith(BREAK)


def _below(markup: Markup, i: int) -> Element | None:
    """Return what stands below a run in the innermost element that has text there."""
    holder = next((e for e in reversed(markup.elements) if e.first <= i < e.last), None)
    while holder is not None:
        last = next((e.first for e in markup.inside(holder) if e.first > i and e.tag in v.ENDS_PLACE), holder.last)
        if any(not run.isspace() for run in markup.runs[i + 1 : last]):
            return part_of(markup, holder, i, last)
        holder = holder.parent
    return None


def as_many_as_declared(markup: Markup, place: Element, declared: int | None) -> list[Element]:
    """Return the elements of a kind that are as many as the comments that the page declares, a time in each.

    Of several such kinds the one with the most text is taken, the outermost of equal ones.
    """
    if declared is None or declared < 2:
        return []
    kept = [kind for kind in _kinds(markup, place) if len(kind) == declared]
    likely = max(kept, key=lambda kind: (_covered(markup, kind), -kind[0].index), default=[])
    if _covered(markup, likely) < _LEAST_SHARE * markup.characters(place):
        return []
    return likely if all(has_time(markup, e) for e in likely) else []


def timed_series(markup: Markup, place: Element) -> list[Element]:
    """Return the elements of a kind that hold most of the text of a place, a time in each; lists of links are none.

    Of several such kinds the one with the most elements is taken, the outermost of equal ones.
    """
    kinds = [kind for kind in _kinds(markup, place) if len(kind) >= _SERIES]
    covered = [_covered(markup, kind) for kind in kinds]
    least = max(_LEAST_SHARE * markup.characters(place), MOST_TEXT * max(covered, default=0))
    likely = [kind for kind, size in zip(kinds, covered, strict=True) if size >= least]
    likely.sort(key=lambda kind: (-len(kind), kind[0].index))
    found = next((kind for kind in likely[:_KINDS_TRIED] if all(has_time(markup, e) for e in kind)), [])
    return [] if is_linked(markup, outermost(found)) else found


def _kinds(markup: Markup, place: Element) -> list[list[Element]]:
    """Return the elements with text in a place by tag and by each of their names; those without names by tag."""
    kinds: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for e in markup.inside(place):
        if e.tag not in h.INLINE and e.tag not in v.NO_SERIES and markup.characters(e):
            for name in {v.NUMBER.sub("", name) for name in e.names.text.split()} or {""}:
                kinds[e.tag, name].append(e)
    return list(kinds.values())


def _covered(markup: Markup, kind: Sequence[Element]) -> int:
    return sum(map(markup.characters, outermost(kind)))


def has_time(markup: Markup, element: Element) -> bool:
    """Tell whether a time stands at the beginning or the end of an element."""
    first = markup.runs[element.first : min(element.last, element.first + _RUNS_LOOKED_AT)]
    last = markup.runs[max(element.first, element.last - _RUNS_LOOKED_AT) : element.last]
    return any(find_time(" ".join(run.split())) for run in (*first, *last) if len(run) <= _LONGEST_RUN)
