"""A page of HTML as two flat lists, in the order of the page: its elements, and its runs of text.

The elements inside of one are the slice ``elements[element.index + 1 : element.stop]``, its text is made of
``runs[element.first : element.last]``, with ``BREAK`` between blocks. So no function has to call itself to walk such
a tree, and whatever is asked of an element is a slice or a difference of two numbers.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import accumulate
from operator import mul

from stance.pages import html_vocabulary as v

__all__ = ["BREAK", "Element", "Markup", "read_attributes", "tidy"]

#: Between two blocks of text. No page has it: it is taken out of the input.
BREAK = "\0"

_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
_NAMES = re.compile(
    r"""(?i)(?:^|[\s"'])(class|id|rel|itemprop|itemtype|data-testid|data-qa|data-role)=(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_CAPITAL_INSIDE = re.compile(r"([a-z0-9])([A-Z])")
_BLANK = re.compile(r"\s*")


class Element:
    """One element: its tag and its place.

    Attributes
    ----------
    tag : str
    written : str
        Its attributes as they stand in the page; ``names`` and ``attributes`` read them.
    parent : Element or None
    index, stop : int
        Its place in ``Markup.elements``, and the place after the last element inside of it.
    first, last : int
        Its runs are ``Markup.runs[first:last]``.
    offset : int
        Where its tag stands in the page.
    """

    __slots__ = ("_names", "first", "index", "last", "offset", "parent", "stop", "tag", "written")

    def __init__(self, tag: str, written: str, parent: Element | None, index: int, first: int, offset: int) -> None:
        self.tag = tag
        self.written = written
        self.parent = parent
        self.index = index
        self.first = first
        self.offset = offset
        self.stop = self.last = -1
        self._names: str | None = None

    def __repr__(self) -> str:
        return f"<{self.tag} {self.names!r}>"

    @property
    def names(self) -> str:
        """What the page calls the element, in lower case: classes, id, role in a data vocabulary, an own tag.

        Words are joined by hyphens, whatever the page's habit: ``commentAuthor`` is ``comment-author``.
        """
        if self._names is None:
            names = _read_names(self.written) if "=" in self.written else ""
            self._names = f"{self.tag} {names}" if "-" in self.tag else names
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


@lru_cache(maxsize=8192)
def _read_names(written: str) -> str:
    names = [
        ("type-" + value.rstrip("/").rpartition("/")[2]) if name[-1] in "eE" else f"prop-{value}" if name[0] in "iI" and name[-1] in "pP" else value
        for name, *values in _NAMES.findall(written) if (value := "".join(values))
    ]
    return " ".join(_CAPITAL_INSIDE.sub(r"\1-\2", " ".join(names)).replace("_", "-").lower().split())


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
        self._newlines: array[int] | None = None
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
        return self.elements[element.index + 1 : element.stop]

    def line(self, offset: int) -> int:
        """Return the number of the line of the file, from 1, of the first word behind a place in it."""
        if self._newlines is None:
            self._newlines = array("q", (match.start() for match in re.finditer("\n", self._source)))
        blank = _BLANK.match(self._source, offset)
        return bisect_right(self._newlines, blank.end() - 1 if blank else offset) + 1

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

    def numbered(self, element: Element, without: Iterable[Element] = ()) -> list[tuple[int, str]]:
        """Return the blocks of text in an element with the number of the line at which each begins."""
        left_out = bytearray(element.last - element.first)
        for hole in without:
            if element.holds(hole):
                left_out[hole.first - element.first : hole.last - element.first] = b"\1" * (hole.last - hole.first)
        found: list[tuple[int, str]] = []
        block: list[str] = []
        begins = 0
        for at in range(element.first, element.last + 1):
            run = self.runs[at] if at < element.last and not left_out[at - element.first] else BREAK
            if BREAK not in run:
                begins = begins if block else self.offsets[at]
                block += [run] if block or not run.isspace() else []
                continue
            head, *lines = run.split(BREAK)  # a run holds breaks itself where it stood in <pre>
            for text in ("".join([*block, head]), *lines[:-1]):
                found += [(self.line(begins), line) for line in tidy(text)]
            begins, block = self.offsets[min(at, len(self.offsets) - 1)] if self.offsets else 0, lines[-1:]
        return found


def tidy(text: str) -> list[str]:
    """Divide text at its breaks into lines with single spaces; empty ones go."""
    text = text.replace("\xad", "")
    return [line for part in text.split(BREAK) if (line := " ".join(part.split()).strip(v.MARKS))]
