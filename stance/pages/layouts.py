"""How comment sections repeat: each layout divides the lines of one section into units, or declines.

A unit is one comment as the page shows it: an opening (author, perhaps a time) and the lines below it. The
layouts, most explicit first:

``says``    ``Ann says:`` and its kin open a comment, a time line before or behind it
``dated``   an author line with a time line below it, or both on one line
``bare``    a bare name is the only cue

The first two are found by their openings. The third is decoded: every line is an author or text, the first
line is an author, no author follows an author, and among all such readings the one with the highest sum of
:func:`~stance.pages.lines.author_score` wins (dynamic programming, linear in the number of lines). A name
that stands alone on a line more than once is better evidence than one that does not.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.lines import Line

__all__ = ["LAYOUTS", "Unit", "divide", "explicit_openings"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One comment as it stands on the page."""

    author: str
    time: str | None
    body: tuple[Line, ...]
    first: int
    confidence: float
    buttons: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a comment opens, and how many lines the opening takes."""

    index: int
    size: int
    author: str
    time: str | None
    confidence: float


Layout = Callable[[Sequence[Line], int | None], list[Unit] | None]

#: Confidence of a unit whose opening names its author in so many words, or gives a time beside the name.
_EXPLICIT = 0.95


def divide(section: Sequence[Line], declared: int | None) -> list[Unit] | None:
    """Divide a comment section into units by the first layout that tiles it, or return None.

    Parameters
    ----------
    section : sequence of Line
        The lines of the section below its header.
    declared : int or None
        The number of comments that the page claims: a soft check, never forced.
    """
    for layout in LAYOUTS:
        units = layout(section, declared)
        if units and all(unit.body for unit in units):
            return [_without_buttons(unit) for unit in units]
    return None


def _without_buttons(unit: Unit) -> Unit:
    """Set the buttons among a unit's lines aside; a comment that is nothing else ("+1") keeps them."""
    buttons = tuple(line for line in unit.body if cue.is_button(line.text))
    body = tuple(line for line in unit.body if not cue.is_button(line.text))
    return replace(unit, body=body, buttons=buttons) if body else unit


def explicit_openings(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at which a comment opens in so many words: with a verb, or with a time beside a name."""
    indices = {opening.index for opening in [*_said(lines), *_dated(lines)]}
    return [lines[index] for index in sorted(indices)]


def says(section: Sequence[Line], declared: int | None = None) -> list[Unit] | None:
    """Divide at ``Ann says:``, ``Ann wrote:``, ``Ann on July 3, 2012 said:`` and their kin."""
    units = _cut(section, _said(section))
    return [_time_from_last_line(unit) for unit in units] if units else None


def _time_from_last_line(unit: Unit) -> Unit:
    """Read the time below the text, where some pages have it."""
    if unit.time is None and len(unit.body) > 1 and cue.is_time_line(unit.body[-1].text):
        return replace(unit, time=unit.body[-1].text, body=unit.body[:-1])
    return unit


def dated(section: Sequence[Line], declared: int | None = None) -> list[Unit] | None:
    """Divide at author lines with a time line below, or with the time on the same line."""
    return _cut(section, _dated(section))


def _said(section: Sequence[Line]) -> list[_Opening]:
    """Find the openings with a verb: the verb of the first one, and its place for the time."""
    openings = []
    time_first = bool(section) and cue.is_time_line(section[0].text)
    verb = None
    for i, line in enumerate(section):
        match = _speaker(line.text)
        if not match or verb not in (None, match["verb"].casefold()):
            continue
        verb = match["verb"].casefold()
        dated_name = _name_before_time(match[1])
        name, time, start, size = *(dated_name or (match[1], match["time"])), i, 1
        if i + 1 < len(section) and cue.is_time_line(section[i + 1].text) and not time_first:
            time, size = " ".join(part for part in (time, section[i + 1].text) if part), 2
        elif time is None and time_first and i and cue.is_time_line(section[i - 1].text):
            time, start, size = section[i - 1].text, i - 1, 2
        openings.append(_Opening(start, size, name, time, _EXPLICIT))
    return openings


def _dated(section: Sequence[Line]) -> list[_Opening]:
    """Find the openings with a time: below the name, or on its line, as the first one has it."""
    openings: list[_Opening] = []
    for i, line in enumerate(section):
        below = section[i + 1].text if i + 1 < len(section) else ""
        if _may_be_name(line.text) and not _has_time(line.text) and cue.is_time_line(below):
            openings.append(_Opening(i, 2, line.text, below, _EXPLICIT))
        elif name_and_time := _name_before_time(line.text):
            openings.append(_Opening(i, 1, *name_and_time, _EXPLICIT))
    return [opening for opening in openings if opening.size == openings[0].size]


def bare(section: Sequence[Line], declared: int | None = None) -> list[Unit] | None:
    """Divide at bare names, by the reading of the whole section that scores best.

    Declines where time lines or ``Ann says:`` lines show that another layout is at work, where further headers
    with counts show a list of stories, where the first line is no name, and where it finds far more comments
    than the page declares.
    """
    if sum(_has_time(line.text) or _speaker(line.text) is not None for line in section) > max(1, len(section) // 20):
        return None
    if any(cue.declared_count(line.text) is not None for line in section):
        return None
    scores = _name_scores(section)
    authors = _decode_to(scores, declared)
    if not authors or (declared is not None and len(authors) > 2 * declared + 1):
        return None
    agrees = 1.0 if declared == len(authors) else 0.0
    openings = [
        _Opening(i, 1, section[i].text, None, round(1 / (1 + math.exp(-scores[i] - agrees)), 2)) for i in authors
    ]
    return _cut(section, openings)


LAYOUTS: tuple[Layout, ...] = (says, dated, bare)


def _cut(section: Sequence[Line], openings: Sequence[_Opening]) -> list[Unit] | None:
    """Give each opening the lines up to the next; None unless the section begins with an opening."""
    if not openings or openings[0].index != 0:
        return None
    ends = [opening.index for opening in openings[1:]] + [len(section)]
    return [
        Unit(
            author=opening.author,
            time=opening.time,
            body=tuple(section[opening.index + opening.size : end]),
            first=section[opening.index].number,
            confidence=opening.confidence,
        )
        for opening, end in zip(openings, ends, strict=True)
    ]


def _may_be_name(text: str) -> bool:
    """Test for a name more loosely than the bare layout does: a verb or a time already marks the line."""
    words = text.split()
    if not words or len(text) > 60 or len(words) > 7 or (cue.ends_like_a_sentence(text) and len(words) > 3):
        return False
    return words[0].casefold() not in v.FUNCTION_WORDS or (len(words) == 1 and words[0][0].isupper())


def _has_time(text: str) -> bool:
    return cue.is_short(text) and len(text.split()) <= 14 and (v.TIME_CUE.search(text) or v.AGE.match(text)) is not None


def _speaker(text: str) -> re.Match[str] | None:
    """Match ``Ann says:`` and its kin, where a name stands before the verb and nothing but a time behind it."""
    match = v.AUTHOR_SAYS.match(text) if cue.is_short(text) else None
    if not match or not _may_be_name(match[1]) or not (match["mark"] or match["time"]):
        return None
    return match if match["time"] is None or cue.is_time_line(match["time"]) else None


def _name_before_time(text: str) -> tuple[str, str] | None:
    """Split ``Ann July 3, 2012 at 8:42 am`` into name and time."""
    match = v.TIME_CUE.search(text) if _has_time(text) else None
    if not match or _speaker(text) or not cue.is_time_line(text[match.start() :]):
        return None
    name = text[: match.start()].strip(" ,|–—-·•:")
    for filler in (" on", " at", " posted"):
        name = name.removesuffix(filler)
    return (name, text[match.start() :]) if _may_be_name(name) else None


#: What a second appearance of the same bare line adds to its score as a name, and the most it can add.
_REPEATED, _REPEATED_MOST = 1.0, 2.0


def _name_scores(section: Sequence[Line]) -> list[float]:
    times_seen = Counter(line.text for line in section)
    return [_name_score(line.text, times_seen[line.text]) for line in section]


def _name_score(text: str, seen: int) -> float:
    if cue.is_button(text):
        return cue.NOT_A_NAME
    return cue.author_score(text) + min(_REPEATED * (seen - 1), _REPEATED_MOST)


#: How far the bar for a name may move, in either direction, to meet the declared count.
_SHIFTS = (0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1.0, -1.0)


def _decode_to(scores: Sequence[float], declared: int | None) -> list[int]:
    """Decode the authors; where the count differs from the declared one, see if a small shift meets it."""
    plain = _decode(scores, 0.0)
    if not plain or declared in (None, len(plain)):
        return plain
    for shift in _SHIFTS:
        authors = _decode(scores, shift)
        if len(authors) == declared:
            return authors
    return plain


def _decode(scores: Sequence[float], shift: float) -> list[int]:
    """Return the indices of the author lines: the first line, no two adjacent, highest sum of scores."""
    if len(scores) < 2 or scores[0] + shift <= 0:
        return []
    # best[i]: highest sum over lines i…; an author at i needs a line of text at i + 1.
    n = len(scores)
    best = [0.0] * (n + 2)
    for i in range(n - 2, 0, -1):
        best[i] = max(best[i + 1], scores[i] + shift + best[i + 2])
    authors, i = [0], 2
    while i < n - 1:
        if scores[i] + shift + best[i + 2] > best[i + 1]:
            authors.append(i)
            i += 2
        else:
            i += 1
    return authors
