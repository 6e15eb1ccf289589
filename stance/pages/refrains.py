"""What in the text of a comment its reader did not write: lines that most comments of a page have in the same place.

A button, a badge or a count may be called anything; that it comes back under every comment shows what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from stance.pages import button_vocabulary as b
from stance.pages import furniture_vocabulary as f
from stance.pages import lines as cue
from stance.pages.lines import Line
from stance.pages.votes import read_count

if TYPE_CHECKING:
    from stance.pages.units import Unit

__all__ = [
    "key_of",
    "own_lines",
    "refrain_of",
    "without_initials",
    "without_labels",
    "without_numbers",
    "without_refrains",
    "without_scores",
    "without_share_line",
    "without_titles_again",
]

#: A line is a refrain where so many units, and so large a share of them, have it in the same place; so many are looked
#: for at each end of a text.
_UNITS, _SHARE, _MOST = 3, 0.6, 12
_NUMBERS, _WORDED = re.compile(r"\d+"), re.compile(r"[^\W\d_]|^#")


def without_refrains(units: Sequence[Unit]) -> list[Unit]:
    """Set the lines aside with which most of the texts end or begin, numbers in them apart."""
    found = list(units)
    for end in (-1, 0):
        for _ in range(_MOST):
            ends = [unit.body[end].text if len(unit.body) > 1 else "" for unit in found]
            refrain = refrain_of(ends, max(_UNITS, _SHARE * len(found)))
            if refrain is None:
                break
            found = [
                _cut(unit, end) if key_of(text) == refrain else unit for unit, text in zip(found, ends, strict=True)
            ]
    return found


def refrain_of(texts: Sequence[str], least: float) -> str | None:
    """Return what so many of the lines are, their case and their numbers apart; most pages fail by first letters."""
    if len(texts) - texts.count("") < least:
        return None
    first_letters = Counter("0" if text[0].isdigit() else text[0] for text in texts if text)
    if max(first_letters.values()) < least:
        return None
    counts = Counter(filter(None, map(key_of, texts))).most_common(1)
    return counts[0][0] if counts and counts[0][1] >= least else None


def key_of(text: str) -> str | None:
    """Return a short line with a word or "#" in it as it would come back: without its case and numbers."""
    return _NUMBERS.sub("0", text.casefold()) if cue.is_short(text) and _WORDED.search(text) else None


def _cut(unit: Unit, end: int) -> Unit:
    body = unit.body[:-1] if end else unit.body[1:]
    return unit._replace(body=body, aside=(*unit.aside, unit.body[end]))


def without_initials(unit: Unit) -> Unit:
    """Set the letters aside that stand for a picture of who wrote a text, where they stand below it: ``RO``."""
    last = unit.body[-1].text if len(unit.body) > 1 and unit.author else ""
    if not (0 < len(last) <= _MOST_INITIALS and last.isalpha() and last.isupper()):
        return unit
    words = (unit.author or "").upper().split()
    if words[0].startswith(last) or "".join(word[0] for word in words).startswith(last):
        return unit._replace(body=unit.body[:-1], aside=(*unit.aside, unit.body[-1]))
    return unit


#: A picture has so many letters in its place.
_MOST_INITIALS = 3


def without_share_line(unit: Unit) -> Unit:
    """Set the line aside with which a page offers a comment to be shared: its name, first words and address."""
    if not unit.author or len(unit.body) < 2:
        return unit
    lead = f"{unit.author}: "
    for i, line in enumerate(unit.body[1:], start=1):
        if line.text.startswith(lead):
            above = " ".join(own.text for own in unit.body[:i])
            first_words = line.text[len(lead) :].rstrip(".… ")
            if len(first_words) >= _LEAST_SHARED and above.startswith(first_words):
                stop = i + 1 + (i + 1 < len(unit.body) and unit.body[i + 1].text.startswith(("http://", "https://")))
                aside = (*unit.aside, *unit.body[i:stop])
                return unit._replace(body=unit.body[:i] + unit.body[stop:], aside=aside)
    return unit


#: The first words of a comment, where it is offered to be shared, have so many characters or more.
_LEAST_SHARED = 8
#: So large a share of the longer texts begins with a label where a page says under each name who that is.
_LABELLED, _LABEL_LENGTH = 0.4, 60


def without_labels(units: Sequence[Unit]) -> list[Unit]:
    """Set the line below a name aside that says where its bearer works or lives, where many texts begin with one.

    What he is on this page ("Author") is set aside wherever it stands.
    """
    units = [_cut(unit, 0) if len(unit.body) > 1 and f.RANK.match(unit.body[0].text) else unit for unit in units]
    longer = [unit for unit in units if len(unit.body) > 1]
    labels = sum(_is_label(unit.body[0].text) for unit in longer)
    if labels < 2 or labels < _LABELLED * len(longer):
        return list(units)
    return [_cut(unit, 0) if len(unit.body) > 1 and _is_label(unit.body[0].text) else unit for unit in units]


def _is_label(text: str) -> bool:
    if len(text) > _LABEL_LENGTH or cue.has_sentence(text):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return b.WHO_THAT_IS.match(text) is not None or (len(words) > 1 and all(word[0].isupper() for word in words))


def without_titles_again(units: Sequence[Unit]) -> list[Unit]:
    """Set the title above a text aside where it only repeats that of an earlier one: the answer to it."""
    seen: set[str] = set()
    found = []
    for unit in units:
        title = unit.body[0].text if unit.body else ""
        found.append(_cut(unit, 0) if title in seen and len(unit.body) > 1 else unit)
        seen.add(title)
    return found


#: So large a share of the units ends, or begins, with a bare number where the page counts votes that way; those for and
#: those against are two.
_SCORED, _SCORES = 0.6, 2


def without_scores(units: list[Unit]) -> list[Unit]:
    """Set the bare numbers aside with which the texts end or begin, where most of them do: votes without a word."""
    for end in (-1, 0):
        found = units
        for nth in range(_SCORES):
            scored = [len(unit.body) > 1 and b.BARE_SCORE.match(unit.body[end].text) is not None for unit in found]
            if sum(scored) < 2 or sum(scored) < _SCORED * len(units):
                break
            found = [
                _without_score(u, end, u.votes if nth else None) if has else u
                for u, has in zip(found, scored, strict=True)
            ]
        if found is not units:
            return found
    return units


def _without_score(unit: Unit, end: int, other: int | None) -> Unit:
    """Take one count away; where another was taken before, the lower of the two on the page counts against."""
    score = unit.body[end]
    count = read_count(score.text.strip("()"))
    votes = count if other is None else count - other if end else other - count
    body = unit.body[:-1] if end else unit.body[1:]
    return unit._replace(body=body, aside=(*unit.aside, score), votes=votes)


#: So large a share of the counts is one more or one less than the one before where they are numbers of the comments.
_RUNNING = 0.5


def without_numbers(units: Sequence[Unit]) -> list[Unit]:
    """Take votes that count the comments one by one for their numbers."""
    votes = [unit.votes for unit in units]
    running = sum(a is not None and b_ is not None and abs(b_ - a) == 1 for a, b_ in pairwise(votes))
    if len(units) < _UNITS or running < _RUNNING * (len(units) - 1):
        return list(units)
    return [unit._replace(votes=None) for unit in units]


#: So many lines at most has a signature, the line above it included.
_LINES_OF_SIGNATURE = 6


def own_lines(body: list[Line]) -> tuple[tuple[Line, ...], list[int]]:
    """Return the lines that are no buttons, and the bare counts beside buttons.

    "save", "hide" or "12" is one beside another only, and so is a name above "· 3 replies".
    """
    signature = next(
        (i for i, line in enumerate(body) if i and line.text[0] in "-_" and b.SIGNATURE.match(line.text)), len(body)
    )
    aside = [cue.is_aside(line.text) for line in body]
    end = next((i for i in range(2, len(body)) if aside[i - 1] and f.REMOVED.match(body[i].text)), len(body))
    aside[end:] = [True] * (len(body) - end)
    counts = _take_in_counts(body, aside)
    for i, line in enumerate(body):
        beside = (i > 0 and aside[i - 1]) or (i + 1 < len(body) and aside[i + 1])
        aside[i] = aside[i] or (beside and b.BUTTON_AMONG_OTHERS.match(line.text) is not None)
        if 0 < i < len(body) - 2 and body[i + 1].text in ("·", "•") and body[i + 2].text.endswith(("replies", "reply")):
            aside[i] = True
        aside[i] = aside[i] or i >= signature > len(body) - _LINES_OF_SIGNATURE
    return tuple([line for line, is_aside in zip(body, aside, strict=True) if not is_aside]), counts


def _take_in_counts(body: Sequence[Line], aside: list[bool]) -> list[int]:
    """Take the bare numbers beside buttons for buttons, one behind the other; return what they count.

    Two of them are votes for and against, or, above "Click to rate", against and for.
    """
    counts: list[tuple[int, int]] = []
    for steps in (range(1, len(body)), range(len(body) - 1, 0, -1)):
        for i in steps:
            beside = aside[i - 1] or (i + 1 < len(body) and aside[i + 1])
            if beside and not aside[i] and b.BARE_SCORE.match(body[i].text):
                counts.append((i, read_count(body[i].text.strip("()"))))
                aside[i] = True
    counts.sort()
    if len(counts) != _SCORES or counts[0][0] + 1 != counts[1][0]:
        voted = [count for i, count in counts if b.VOTE_BUTTON.match(body[i - 1].text)]
        return voted if len(voted) == 1 else [count for _, count in counts]
    rated = any(b.CLICK_TO_RATE.match(line.text) for line in body[counts[1][0] :])
    (_, against), (_, favor) = counts if rated else reversed(counts)
    return [favor - against]
