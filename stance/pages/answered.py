"""Whom a comment answers, where the page says it in words that look like something else.

``Old Hand Ferry Fan`` is Old Hand, who answers Ferry Fan, where the arrow between the two is lost and Ferry Fan has
written above; ``Ferry Fan Today 07:31 am`` or ``Ferry Fan said:`` inside of a text is the head of what is quoted below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stance.pages import author_vocabulary as a
from stance.pages import furniture_vocabulary as f
from stance.pages import names
from stance.pages.lines import Line, is_short
from stance.pages.marks import read_mark

if TYPE_CHECKING:
    from stance.pages.units import Unit

__all__ = ["with_answered", "without_answer_lines"]

#: A name that ends with another one of a single plain word ("Mary Ann") is two where so many on the page are.
_NAMES_IN_TWO = 3


def with_answered(units: Sequence[Unit]) -> list[Unit]:
    """Divide names that have the one they answer behind them, and set the heads of quotations aside."""
    found = _divided(units)
    known: set[str] = set()
    read = []
    for unit in found:
        read.append(_without_heads_of_quotes(unit, known))
        if unit.author:
            known.add(unit.author)
    return read


def _divided(units: Sequence[Unit]) -> list[Unit]:
    known: set[str] = set()
    pairs: list[tuple[str, str] | None] = []
    for unit in units:
        pair = _in_two(unit.author, known) if unit.author and not unit.answers else None
        pairs.append(pair)
        if unit.author:
            known.add(pair[0] if pair else unit.author)
    several = len({pair for pair in pairs if pair}) >= _NAMES_IN_TWO
    if not several and not any(pair and _is_plainly_two(pair) for pair in pairs):
        return list(units)
    return [
        unit._replace(author=pair[0], answers=pair[1])
        if pair and (several or _is_plainly_two(pair))
        else unit._replace(author=f.GUEST_BEHIND.sub("", unit.author) if unit.author else None)
        for unit, pair in zip(units, pairs, strict=True)
    ]


def _in_two(author: str, known: set[str]) -> tuple[str, str] | None:
    """Divide a name before the longest one that is known."""
    words = author.split()
    for k in range(1, len(words)):
        if (answered := " ".join(words[k:])) in known:
            return " ".join(words[:k]), answered
    return None


def _is_plainly_two(pair: tuple[str, str]) -> bool:
    """Tell whether one of two names is a user name, or the second has a surname: no given name has these in it."""
    return " " in pair[1] or any(" " not in name and names.author_score(name) > 1 for name in pair)


def _without_heads_of_quotes(unit: Unit, known: set[str]) -> Unit:
    """Set lines aside that have name and time of somebody who wrote above."""
    if len(unit.body) < 2:
        return unit
    heads = [line for line in unit.body if is_short(line.text) and (whom := _head_of_quote(line)) and whom in known]
    if not heads or len(heads) == len(unit.body):
        return unit
    body = tuple([line for line in unit.body if line not in heads])
    return unit._replace(body=body, aside=(*unit.aside, *heads), answers=unit.answers or _head_of_quote(heads[0]))


def without_answer_lines(units: Sequence[Unit]) -> list[Unit]:
    """Set the first line of a text aside that says whom it answers, if that one has written above: ``Reply to Ann``."""
    known: set[str | None] = set()
    read = []
    for unit in units:
        first = unit.body[0] if len(unit.body) > 1 else None
        if first and is_short(first.text) and (whom := _answers(first.text)) and whom in known:
            unit = unit._replace(body=unit.body[1:], aside=(*unit.aside, first), answers=unit.answers or whom)
        known.add(unit.author)
        read.append(unit)
    return read


def _answers(text: str) -> str | None:
    """Return the name behind words such as ``Reply to``."""
    said = a.ANSWER_TO.match(text)
    return text[said.end() - 1 :] if said else None


def _head_of_quote(line: Line) -> str | None:
    mark = read_mark(line.text)
    if mark is None:
        return None
    return mark.author if (mark.kind == "named" and mark.time) or (mark.kind == "says" and mark.plain) else None
