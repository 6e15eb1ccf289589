"""A page of HTML as two flat lists, in the order of the page: its elements, and its runs of text.

The elements inside of one are the slice ``elements[element.inner : element.stop]``, its text is made of
``runs[element.first : element.last]``, with ``BREAK`` between blocks. So no function has to call itself to walk such
a tree, and whatever is asked of an element is a slice or a difference of two numbers.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import accumulate
from operator import mul

from stance.pages import html_vocabulary as v
from stance.pages.html_names import NO_NAMES, names_in

__all__ = ["BREAK", "Element", "Markup", "read_attributes", "tidy"]

#: Between two blocks of text. No page has it: it is taken out of the input.
BREAK = "\0"

_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")


class Element:
    """One element: its tag and its place.

    Attributes
    ----------
    tag : str
    written : str
        Its attributes as they stand in the page; ``attributes`` reads them.
    names : Names
    parent : Element or None
    index, inner, stop : int
        Its place in ``Markup.elements``, that of the first element inside of it, and the one behind the last.
    first, last : int
        Its runs are ``Markup.runs[first:last]``.
    offset : int
        Where its tag stands in the page.
    """

    __slots__ = ("first", "index", "inner", "last", "names", "offset", "parent", "stop", "tag", "written")

    def __init__(self, tag: str, written: str, parent: Element | None, index: int, first: int, offset: int) -> None:
        self.tag = tag
        self.written = written
        self.parent = parent
        self.index = index
        self.inner = index + 1
        self.first = first
        self.offset = offset
        self.stop = self.last = -1
        self.names = names_in(written, tag) if "=" in written or "-" in tag else NO_NAMES

    def __repr__(self) -> str:
        return f"<{self.tag} {self.names!r}>"

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


def read_attributes(written: str) -> dict[str, str]:
    """Read the attributes of a tag as they stand in the page."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape("".join(values)).strip())
    return found


class Markup:
    """A page as elements and runs of text, and what stands in its head."""

    def __init__(self, source: str) -> None:
        self.elements: list[Element] = []
        self.runs: list[str] = []
        self.offsets = array("q")
        self.in_link = bytearray()
        self.title = ""
        self.metas: list[dict[str, str]] = []
        self.data_blocks: list[str] = []
        self.scripts: list[str] = []
        self._source = source
        self._characters = self._linked = array("q")

    def finish(self) -> None:
        """Add up the text, once all of it has been read."""
        lengths = array("q", map(len, map(str.strip, self.runs)))
        self._characters = array("q", accumulate(lengths, initial=0))
        self._linked = array("q", accumulate(map(mul, lengths, self.in_link), initial=0))

    def characters(self, element: Element) -> int:
        """Return how many characters of text stand in an element."""
        return self._characters[element.last] - self._characters[element.first]

    def linked(self, element: Element) -> int:
        """Return how many of an element's characters stand in links."""
        return self._linked[element.last] - self._linked[element.first]

    def inside(self, element: Element) -> list[Element]:
        """Return the elements inside of one, in the order of the page."""
        return self.elements[element.inner : element.stop]

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

    def blocks(self, element: Element) -> list[tuple[int, str]]:
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

    def numbered(self, blocks: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return blocks of text with the number of the line of the file at which each begins."""
        return list(zip(self.line_numbers([at for at, _ in blocks]), [text for _, text in blocks], strict=True))

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
    text = text.replace("\xad", "")
    return [line for part in text.split(BREAK) if (line := " ".join(part.split()).strip(v.MARKS))]
