"""A page of HTML as two flat lists, in the order of the page: its elements, and its runs of text.

The elements inside of one are the slice ``elements[element.index + 1 : element.stop]``, its text is made of
``runs[element.first : element.last]``, with ``BREAK`` between blocks. So no function has to call itself to walk such
a tree, and whatever is asked of an element is a slice or a difference of two numbers.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import mul

from stance.language import visible
from stance.pages import html_vocabulary as v
from stance.pages.entities import unescaped
from stance.pages.html_names import NO_NAMES, Names, names_in

__all__ = ["BREAK", "Element", "Markup", "Part", "read_attributes", "tidy"]

#: Between two blocks of text: white space of a kind that no page has, since it is taken out of the input.
BREAK = "\x1e"

_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")

#: A block with no more characters outside of links than this (breaks, a bullet) is one of a menu.
_IN_MENU = 3


class Element:
    """One element: its tag and its place.

    Attributes
    ----------
    tag : str
    written : str
        Its attributes as they stand in the page; ``attributes`` reads them.
    parent : Element or None
    index, stop : int
        Its place in ``Markup.elements``, and the one behind the last element inside of it.
    block : int
        The place in ``Markup.blocks`` of the innermost block: of itself where it is one.
    first, last : int
        Its runs are ``Markup.runs[first:last]``.
    """

    stop: int
    last: int
    __slots__ = ("_names", "block", "first", "index", "last", "parent", "stop", "tag", "written")

    def __init__(self, tag: str, written: str, parent: Element | None, index: int, block: int, first: int) -> None:
        self.tag = tag
        self.written = written
        self.parent = parent
        self.index = index
        self.block = block
        self.first = first
        self._names: Names | None = None

    def __repr__(self) -> str:
        return f"<{self.tag} {self.names!r}>"

    @property
    def names(self) -> Names:
        """Its names; see :class:`~stance.pages.html_names.Names`."""
        if self._names is None:
            own = self.tag if "-" in self.tag else ""
            self._names = names_in(self.written, own) if own or "=" in self.written else NO_NAMES
        return self._names

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes, names in lower case; of a name that stands twice the first counts."""
        return read_attributes(self.written)

    @property
    def ancestors(self) -> Iterator[Element]:
        """The elements around this one, from the inside out."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def holds(self, other: Element) -> bool:
        """Tell whether another element is this one or stands inside of it."""
        return self.index <= other.index < self.stop


class Part(Element):
    """Some of the elements and runs inside of an element, from ``index`` on, as if they were one element."""

    __slots__ = ()

    def __init__(self, parent: Element, index: int, stop: int, first: int, last: int) -> None:
        super().__init__("#part", "", parent, index, parent.block, first)
        self.stop = stop
        self.last = last


def read_attributes(written: str) -> dict[str, str]:
    """Read the attributes of a tag as they stand in the page."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescaped("".join(values)).strip())
    return found


class Markup:
    """A page as elements and runs of text, and what stands in its head."""

    def __init__(self, source: str) -> None:
        self.elements: list[Element] = []
        self.blocks: list[Element] = []
        self.runs: list[str] = []
        self.offsets = array("q")
        self.in_link = bytearray()
        self.title = ""
        self.metas: list[dict[str, str]] = []
        self.data_blocks: list[str] = []
        self.scripts: list[str] = []
        #: From which element to which what was read stands in a frame, that is in another page inside of this one.
        self.frames: list[tuple[int, int]] = []
        #: Whether all elements were read; if not, the last ones only divide text.
        self.complete = True
        self._source = source
        #: Characters of text before each run, and those of them in links.
        self.characters_before = self.linked_before = array("q")

    def finish(self) -> None:
        """Add up the text, once all of it has been read."""
        lengths = array("q", map(len, map(str.strip, self.runs)))
        self.characters_before = array("q", accumulate(lengths, initial=0))
        self.linked_before = array("q", accumulate(map(mul, lengths, self.in_link), initial=0))

    def characters(self, element: Element) -> int:
        """Return how many characters of text stand in an element."""
        return self.characters_before[element.last] - self.characters_before[element.first]

    def linked(self, element: Element) -> int:
        """Return how many of an element's characters stand in links."""
        return self.linked_before[element.last] - self.linked_before[element.first]

    @cached_property
    def outside_menus(self) -> list[Element]:
        """The blocks that stand in no ``<nav>`` and have other text than links, or none: those that are looked at."""
        before, linked_before = self.characters_before, self.linked_before
        found: list[Element] = []
        stop = 0
        for block in self.blocks:
            first, last = block.first, block.last
            if block.index < stop:
                continue
            if block.tag == "nav":
                stop = block.stop
            elif before[last] - linked_before[last] > before[first] - linked_before[first] + _IN_MENU or (
                before[last] == before[first]
            ):
                found.append(block)
        return found

    @property
    def outside_frames(self) -> Iterator[Element]:
        """The elements of the page itself: a link in a frame leads from there."""
        at = 0
        for begin, stop in self.frames:
            yield from self.elements[at:begin]
            at = stop
        yield from self.elements[at:]

    @cached_property
    def page_lines(self) -> list[tuple[int, str]]:
        """The blocks of text of the whole page, as :meth:`lines` returns them."""
        return self.lines(self.elements[0])

    def inside(self, element: Element) -> list[Element]:
        """Return the elements inside of one, in the order of the page."""
        return self.elements[element.index + (not isinstance(element, Part)) : element.stop]

    def paragraphs(self, element: Element, without: Iterable[Element] = ()) -> list[str]:
        """Return the blocks of text in an element, one string each, leaving out some elements inside of it."""
        return tidy("".join(self._pieces(element, without)))

    def text(self, element: Element, without: Iterable[Element] = ()) -> str:
        """Return the text of an element on one line."""
        return " ".join(self.paragraphs(element, without))

    def _pieces(self, element: Element, without: Iterable[Element]) -> list[str]:
        pieces: list[str] = []
        at = element.first
        for hole in sorted(without, key=lambda hole: hole.first):
            if at <= hole.first and hole.last <= element.last:
                pieces += self.runs[at : hole.first]
                pieces.append(" " if hole.tag in v.INLINE else BREAK)
                at = hole.last
        return pieces + self.runs[at : element.last]

    def lines(self, element: Element) -> list[tuple[int, str]]:
        """Return the blocks of text in an element, each with the place of its first run."""
        found: list[tuple[int, str]] = []
        pieces: list[str] = []
        begins = element.first
        for at in range(element.first, element.last + 1):
            run = self.runs[at] if at < element.last else BREAK
            if run is not BREAK:
                if not pieces:
                    if run.isspace():
                        continue
                    begins = at
                pieces.append(run)
            elif pieces:
                found += [(begins, line) for line in tidy("".join(pieces))]
                pieces = []
        return found

    def numbered(self, lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return lines of text with the number of the line of the file at which each begins."""
        return list(zip(self.line_numbers([at for at, _ in lines]), [text for _, text in lines], strict=True))

    def line_numbers(self, places: Iterable[int]) -> Iterator[int]:
        """Return the numbers of the lines of the file, from 1, at which some runs begin, in the order of the page."""
        number, counted = 1, 0
        for at in places:
            offset = self.offsets[at] if at < len(self.offsets) else len(self._source)
            if offset > counted:
                number += self._source.count("\n", counted, offset)
                counted = offset
            run = self.runs[at] if at < len(self.runs) else ""
            yield number + run[: len(run) - len(run.lstrip())].count("\n")


def tidy(text: str) -> list[str]:
    """Divide text at its breaks into lines with single spaces; empty ones go."""
    return [line for part in visible(text).split(BREAK) if (line := " ".join(part.split()).strip(v.MARKS))]
