"""What stands at the same place in each comment of a page, whatever it is called: names, times, texts, the frame.

The elements at one place of all comments are a slot. What a slot is, its texts tell: the same in nearly all are of the
frame (buttons, counts), one or two letters are a picture, short and different ones above the text are the names, and
the slot with most text holds neither names nor times. So ``css-1ygdjhk`` is as good a name as ``author``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from stance.pages import comment_vocabulary as v
from stance.pages import lines as cue
from stance.pages.frame_heads import may_be_name_line
from stance.pages.html_bylines import is_small
from stance.pages.html_nested import own_elements
from stance.pages.html_places import Place, places_of
from stance.pages.html_series import count_inside, outermost
from stance.pages.marks import read_mark
from stance.pages.markup import Element, Markup, Part
from stance.pages.times import find_time
from stance.pages.votes import read_votes

__all__ = ["NO_SLOTS", "UnitSlots", "find_slots", "word_behind"]

#: A page has slots if it has so many comments; one that is needed in each stands in so great a share of them.
_UNITS, _NEEDED = 3, 0.8
#: So great a share of the texts of a slot says what it is; so many of them differ where they are names.
_MOST, _DIFFERENT = 0.8, 0.4
#: A longer text is no name and no time, a longer one is not looked at; a picture has no more letters.
_LONGEST, _LONGEST_FRAME, _INITIALS = 60, 400, 2
#: Beside the slot that has the texts there stands no greater share of them below it, or in no element at all.
_MOST_LEFT = 0.1
_COUNT = re.compile(r"\d[\d.,]*\s")
_DIGITS = re.compile(r"\d[\d.,]*")


class UnitSlots(NamedTuple):
    """The elements of one comment that its slots tell of; ``beside`` are those that hold nobody's words."""

    name: Element | None = None
    time: Element | None = None
    text: Element | None = None
    beside: tuple[Element, ...] = ()


#: Of a comment on a page without slots.
NO_SLOTS = UnitSlots()


def find_slots(markup: Markup, units: Sequence[Element], answers: Sequence[Sequence[Element]]) -> list[UnitSlots]:
    """Return for each comment what its slots are, where the names of elements tell no authors or no texts in most."""
    if len(units) < _UNITS or any(isinstance(unit, Part) for unit in units):
        return [NO_SLOTS] * len(units)
    owns = [own_elements(markup, unit, inside) for unit, inside in zip(units, answers, strict=True)]
    has_authors = 2 * sum(any(e.names.is_author for e in own) for own in owns) >= len(units)
    if has_authors and 2 * sum(any(e.names.is_text for e in own) for own in owns) >= len(units):
        return [NO_SLOTS] * len(units)
    slots = _Slots(markup, units, owns, answers)
    name = {} if has_authors else slots.name
    time = next(iter(slots.times), {})
    beside = [*slots.frame, *slots.pictures]
    return [
        UnitSlots(name.get(i), time.get(i), slots.text.get(i), tuple(place[i] for place in beside if i in place))
        for i in range(len(units))
    ]


def word_behind(names: Sequence[str]) -> str | None:
    """Return the small word with which nearly all names end that differ otherwise: ``Ann am``, ``Bob am``.

    >>> word_behind(["Ann am", "Bob C. am", "dora_7 am"]), word_behind(["Ann Bee", "Bob Bee", "Carl Bee"])
    ('am', None)
    """
    ends = Counter(name.rpartition(" ")[2] for name in names if " " in name)
    word, count = ends.most_common(1)[0] if ends else ("", 0)
    is_word = word.islower() and word.isalpha() and len(set(names)) > 1
    return word if is_word and count >= max(_UNITS, _MOST * len(names)) else None


class _Slots:
    """The slots of a page by what they hold."""

    def __init__(
        self,
        markup: Markup,
        units: Sequence[Element],
        owns: Sequence[Sequence[Element]],
        answers: Sequence[Sequence[Element]],
    ) -> None:
        self._markup, self._units, self._owns, self._answers = markup, units, owns, answers
        self._least = _NEEDED * len(units)
        self.frame: list[Place] = []
        self.pictures: list[Place] = []
        self.times: list[Place] = []
        names: list[Place] = []
        holders = _holders(units, answers)
        places = [{i: e for i, e in place.items() if e.index not in holders} for place in places_of(markup, owns)]
        for place in places:
            self._sort(place, names)
        first = names[:1]
        text = self._find_text(places, [*self.times, *self.pictures, *first])
        name = self._find_name(names, text)
        self.name = name if not text or (self._size(text) > self._size(name) and not self._are_bylines(text)) else {}
        self.text = text if self.name else {}

    def _sort(self, place: Place, names: list[Place]) -> None:
        """Put a place of short texts, or of texts that are the same, to those of its kind."""
        shown = [self._markup.text(e) for e in place.values() if is_small(self._markup, e, _LONGEST_FRAME)]
        if len(shown) < max(_UNITS, _MOST * len(place)):
            return
        is_needed = len(place) >= self._least
        if not _share(shown, lambda text: len(text) <= _LONGEST):
            if _is_frame(shown):
                self.frame.append(place)
        elif _share(shown, _is_time):
            self.times.append(place)
        elif _is_frame(shown):
            self.frame.append(place)
        elif is_needed and _share(shown, lambda text: len(text) <= _INITIALS):
            self.pictures.append(place)
        elif is_needed and len(set(shown)) >= _DIFFERENT * len(shown) and _share(shown, _may_be_name):
            names.append(place)

    def _find_text(self, places: Sequence[Place], never: Sequence[Place]) -> Place:
        """Return the place with most text that holds nothing of a comment's head, of equal ones the innermost."""
        heads: defaultdict[int, list[int]] = defaultdict(list)
        for place in never:
            for i, e in place.items():
                heads[i].append(e.index)
        for indices in heads.values():
            indices.sort()
        count = [
            _Count(self._markup, [place[i] for place in self.frame if i in place]) for i in range(len(self._units))
        ]
        best: Place = {}
        most = 0
        for place in places:
            if len(place) < self._least or any(count_inside(heads[i], e) for i, e in place.items()):
                continue
            if (size := sum(count[i].characters(e) for i, e in place.items())) and size >= most:
                best, most = place, size
        left = sum(self._left(i, e) for i, e in best.items())
        return best if left <= _MOST_LEFT * most else {}

    def _are_bylines(self, text: Place) -> bool:
        """Tell whether nearly all texts are short and say when: those of a list of comments on other pages."""
        shown = [self._markup.text(e) for e in text.values() if is_small(self._markup, e, _LONGEST)]
        return sum(find_time(line) is not None for line in shown) >= _MOST * len(text)

    def _size(self, place: Place) -> int:
        return sum(map(self._markup.characters, place.values()))

    def _left(self, i: int, text: Element) -> int:
        """Count the characters of a comment below its text, without those of its frame, buttons and answers."""
        before = self._markup.characters_before
        known = [place[i] for place in (*self.frame, *self.times) if i in place]
        known += [*self._answers[i], *(e for e in self._owns[i] if e.tag in v.ASIDE_TAGS)]
        apart = sum(map(self._markup.characters, outermost(e for e in known if e.index >= text.stop)))
        return before[self._units[i].last] - before[text.last] - apart

    def _find_name(self, names: Sequence[Place], text: Place) -> Place:
        """Return the first place of names above the texts, of several in each other the innermost."""
        above = [place for place in names if all(e.last <= text[i].first for i, e in place.items() if i in text)]
        found: Place = {}
        for place in above:
            if not found or all(found[i].holds(e) for i, e in place.items() if i in found):
                found = place
        return found


class _Count:
    """Counts the characters of elements without those of the frame in them."""

    def __init__(self, markup: Markup, frame: Sequence[Element]) -> None:
        self._markup, self._frame = markup, outermost(frame)
        self._indices = [e.index for e in self._frame]
        self._before = list(accumulate(map(markup.characters, self._frame), initial=0))

    def characters(self, element: Element) -> int:
        """Return how many characters stand in an element that itself stands in none of the frame."""
        first, stop = (bisect_left(self._indices, index) for index in (element.index, element.stop))
        if first and self._frame[first - 1].holds(element):
            return 0
        return self._markup.characters(element) - self._before[stop] + self._before[first]


def _holders(units: Sequence[Element], answers: Sequence[Sequence[Element]]) -> set[int]:
    """Return the places in the page of the elements that hold answers to a comment, inside of its own."""
    found: set[int] = set()
    for unit, inside in zip(units, answers, strict=True):
        for answer in inside:
            for above in answer.ancestors:
                if above is unit or above.index in found:
                    break
                found.add(above.index)
    return found


def _share(shown: Sequence[str], tells: Callable[[str], bool]) -> bool:
    return sum(map(tells, shown)) >= _MOST * len(shown)


def _is_time(text: str) -> bool:
    """Tell whether a text is a time with a day; a clock alone stands behind a day that is no element."""
    bare = text.strip("()[] ")
    span = find_time(bare)
    return cue.is_time_line(bare) and (span is None or span.date or span.relative or not span.clock)


def _may_be_name(text: str) -> bool:
    """Tell whether a text may be a name: no votes and nothing else that begins with a count of its own."""
    if not may_be_name_line(text) or _COUNT.match(text) or read_votes(text) is not None:
        return False
    mark = read_mark(text)
    return mark is None or mark.time is None  # "Ann — 17.07, 2011" is read with what stands around it


def _is_frame(shown: Sequence[str]) -> bool:
    """Tell whether nearly all texts are the same, but for their numbers."""
    counts = Counter(_DIGITS.sub("0", text) for text in shown)
    return counts.most_common(1)[0][1] >= _MOST * len(shown)
