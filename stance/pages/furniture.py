"""What today's comment systems put around a name and a time, taken away before the page is divided.

A widget that is copied whole says the writer's name twice ("Reply by Ann." / "Ann"), puts a dot between name and time,
and a rank, a pin or a flag beside them. All of it stands in fixed places beside a time or a name, which shows what it
is; without it such pages are names, times and texts like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import furniture_vocabulary as f
from stance.pages import lines as cue
from stance.pages import names
from stance.pages.lines import Line
from stance.pages.marks import read_mark

__all__ = ["without_furniture"]

#: A time and the label of a name are no longer, and no label is longer than the name in it by more.
_LONGEST_TIME, _LONGEST_LABEL, _LABEL_LENGTH = 40, 100, 30


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines of a page into those that are left and those that only furnish a name or a time."""
    read = [_without_edited(line) if "dited" in line.text else line for line in lines]
    furnishes = [False] * len(read)
    for i, line in enumerate(read):
        text = line.text
        if text[-1].isdigit() and f.PLAYED.match(text) and i + 1 < len(read) and f.PLAYED.match(read[i + 1].text):
            furnishes[i] = furnishes[i + 1] = True
        elif len(text) <= _LONGEST_TIME and _is_time(text):
            _look_above(read, i, furnishes)
            _look_below(read, i, furnishes)
        elif len(text) <= _LONGEST_LABEL and i + 1 < len(read) and _says_the_name(text, read[i + 1].text):
            furnishes[i] = True
    kept = [line for line, is_one in zip(read, furnishes, strict=True) if not is_one]
    return kept, [line for line, is_one in zip(lines, furnishes, strict=True) if is_one]


def _without_edited(line: Line) -> Line:
    """Cut off what touches an age: ``1dEdited``."""
    edited = f.AGE_EDITED.match(line.text)
    return line._replace(text=edited[1]) if edited else line


def _is_time(text: str) -> bool:
    if text[-1] == ":":
        return False
    mark = read_mark(text)
    return mark is not None and mark.kind == "time" and not mark.closes


def _look_above(lines: Sequence[Line], i: int, furnishes: list[bool]) -> None:
    """Find dots and ranks between a time and the name above it, and the name once more above that."""
    k = i - 1
    while k > 0 and (f.TIE.match(lines[k].text) or (f.RANK.match(lines[k].text) and _may_be_name(lines[k - 1].text))):
        furnishes[k] = True
        k -= 1
    if k > 0 and lines[k].text == lines[k - 1].text and _may_be_name(lines[k].text):
        furnishes[k - 1] = True


def _look_below(lines: Sequence[Line], i: int, furnishes: list[bool]) -> None:
    """Find dots, ranks, pins and flags between a time and the text below it."""
    k = i + 1
    while k < len(lines) and (f.TIE.match(lines[k].text) or f.BELOW_TIME.match(lines[k].text)):
        furnishes[k] = True
        k += 1


def _may_be_name(text: str) -> bool:
    if not names.may_be_author(text) or cue.is_aside(text):
        return False
    if cue.has_sentence(text) and names.author_score(text) <= 0:  # "Ann L." is a name
        return False
    return read_mark(text) is None


def _has_label(lowered: str) -> bool:
    return "by " in lowered or "avatar" in lowered or "photo" in lowered or "picture" in lowered or "image" in lowered


def _says_the_name(text: str, below: str) -> bool:
    """Tell whether a line is the label of the name below it: ``Reply by Ann.``, ``u/Ann avatar``."""
    if len(text) <= len(below) or len(text) > len(below) + _LABEL_LENGTH or not _has_label(text.lower()):
        return False
    label = f.LABEL.match(text)
    said = next((name for name in label.groups() if name), "") if label else ""
    return bool(said) and cue.same_words(said) == cue.same_words(below)
