"""Comments whose head is a stack of short lines above the time: picture, name, place, badge, whom they answer.

Which of the lines is the name is told by where the stack begins: below the last button of the comment before. A letter
alone stands for the picture of the name below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import names
from stance.pages.author_vocabulary import ANSWERS_LINE
from stance.pages.names import clean_name, may_be_author, whom_it_answers
from stance.pages.sheet import View
from stance.pages.units import Anchor

__all__ = ["stacked"]

#: A stack has so many lines of so many characters; so large a share of the times has one above it, and so large a
#: share of the stacks has more in it than a name.
_LINES, _LENGTH, _OF_TIMES, _OF_STACKS = 5, 60, 0.75, 0.4
_AT = re.compile(r"^@ ?(\S.{0,50})$")


@dataclass(frozen=True, slots=True)
class _Stack:
    first: int
    lines: tuple[str, ...]
    author: str
    labels: tuple[str, ...]
    below_button: bool = True
    answers: str | None = None


def stacked(view: View) -> Iterator[list[Anchor]]:
    """Find stacks of a name and other short lines above a time line."""
    times = [i for i in view.of("time") if (m := view.marks[i]) and not m.closes and view.kind(i - 1) != "time"]
    if not any(i > view.begin + 1 and _may_be_in_stack(view, i - 2) for i in times):
        return
    found: dict[int, _Stack] = {}
    for seen, i in enumerate(times, start=1):
        if stack := _stack_above(view, i):
            found[i] = stack
        elif seen - len(found) > (1 - _OF_TIMES) * len(times):
            return
    if len(found) < 2 or len(found) < _OF_TIMES * len(times) or not _are_heads(list(found.values())):
        return
    anchors: list[Anchor] = []
    known: set[str] = set()
    for i, stack in found.items():
        mark = view.marks[i]
        answers = next((whom for label in stack.labels if (whom := _whom(label, known))), stack.answers)
        known.add(cue.same_words(stack.author))
        anchors.append(Anchor(stack.first, i, stack.author, mark.time if mark else None, False, answers))
    yield anchors


def _are_heads(stacks: Sequence[_Stack]) -> bool:
    """Judge stacks: most stand below a button, and many have more than a name, or the name of another one."""
    higher = sum(len(stack.lines) > 1 for stack in stacks)
    names_of_all = {cue.same_words(stack.author) for stack in stacks}
    answers = any(cue.same_words(label) in names_of_all for stack in stacks for label in stack.labels)
    below_button = 2 * sum(stack.below_button for stack in stacks) >= len(stacks)
    return below_button and (answers or higher >= max(2, _OF_STACKS * len(stacks)))


def _whom(label: str, known: set[str]) -> str | None:
    """Return whom a line of a stack says that the comment answers: somebody who wrote above."""
    said = ANSWERS_LINE.match(label) or _AT.match(label)
    return said[1] if said and said[1] else label if cue.same_words(label) in known else None


def _stack_above(view: View, i: int) -> _Stack | None:
    """Return the short lines between a time and the button above it, if one of them may be a name."""
    if (at := _picture_above(view, i)) is not None:
        texts = tuple(line.text for line in view.lines[at:i])
        return _Stack(_with_badge(view, at), texts, clean_name(texts[1]), texts[2:], True, whom_it_answers(texts[1]))
    first = i
    while first > view.begin and i - first <= _LINES and _may_be_in_stack(view, first - 1):
        first -= 1
    texts = tuple(line.text for line in view.lines[first:i])
    if not 0 < len(texts) <= _LINES:
        return None
    above = view.lines[first - 1].text if first > view.begin else ""
    if above and not (_is_around(above) or cue.has_sentence(above)):
        return None
    author = clean_name(texts[0])
    if not may_be_author(texts[0]) or names.author_score(author) <= names.NOT_A_NAME:
        return None
    below_button = not above or _is_around(above)
    return _Stack(first, texts, author, texts[1:], below_button, whom_it_answers(texts[0]))


def _picture_above(view: View, i: int) -> int | None:
    """Return the index of a letter that stands for the picture of the name below it."""
    for k in range(i - 2, max(view.begin - 1, i - 1 - _LINES), -1):
        letter, name = view.lines[k].text, view.lines[k + 1].text
        if len(letter) == 1 and letter.isalnum() and name[0].upper() == letter.upper() and 1 < len(name) <= _LENGTH:
            return k
    return None


def _with_badge(view: View, at: int) -> int:
    """Take in a badge above the picture: a short line between it and the button above."""
    badge = at > view.begin + 1 and _may_be_in_stack(view, at - 1) and _is_around(view.lines[at - 2].text)
    return at - 1 if badge else at


def _is_around(text: str) -> bool:
    return cue.is_aside(text) or cue.is_comment_header(text) or b.BARE_SCORE.match(text) is not None


def _may_be_in_stack(view: View, i: int) -> bool:
    text = view.lines[i].text
    return len(text) <= _LENGTH and not view.marks[i] and not _is_around(text) and not cue.has_sentence(text)
