"""HTML text → elements and runs of text, in one pass over the page and without a library.

Why not a library: on 80,000 nested elements lexbor needs 12 seconds (its work grows with the square of the depth),
libxml2's tree stops reading at the 2,048th level and its ``target`` interface needs 16 seconds for as many unmatched
end tags. Saved pages are foreign bytes, so the cost must be linear whatever stands in them. What is needed here is
small: which text stands in which element. The tags are found by one regular expression with possessive repetitions
only, and the elements that browsers close by themselves (``</p>``, ``</li>``, ``</td>``) are closed by a table.

A page is two flat lists in the order of the page. ``elements`` holds the elements: those inside of one are the slice
``elements[element.index + 1 : element.stop]``. ``runs`` holds pieces of text, with ``BREAK`` between blocks: the text
of an element is ``runs[element.first : element.last]``. No function needs to call itself to walk such a tree.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape

from stance.pages import html_vocabulary as v

__all__ = ["BREAK", "Element", "Markup", "parse_markup"]

#: Between two blocks of text. No page has it: it is taken out of the input.
BREAK = "\0"
#: Browsers nest no deeper either: a deeper element becomes the sibling of the last one.
_DEEPEST = 512
#: So many elements are read whatever the size of a page, and beyond them one for so many characters: real pages have
#: one for 60 or more. Later tags only divide text, which keeps the memory below 20 times the file.
_FREE_ELEMENTS, _CHARACTERS_AN_ELEMENT = 20_000, 32
#: Frames that a browser saved with the page stand in an attribute of it; so many levels of them are read.
_FRAMES = 2

_ATTRIBUTES = r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
_RAW = "script|style|textarea|title|svg|math|select|object|audio|video|canvas|datalist|xmp|noembed|noframes"
_TOKEN = re.compile(
    rf"(?is)<(?:({_RAW})(?=[\s/>]){_ATTRIBUTES}([^<]*+(?:<(?!/\1[\s/>])[^<]*+)*+)(?:</[^>]*+>|\Z)"
    rf"|([a-z][^\s/>]*+){_ATTRIBUTES}"
    r"|/([a-z][^\s/>]*+)[^>]*+>"
    r"|!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
    r"|[!?/](?!--)[^>]*+>"
    r"|[a-z].*)"
)
_RAW_TAG, _RAW_ATTRIBUTES, _RAW_CONTENT, _START, _START_ATTRIBUTES, _END = range(1, 7)
_NAMES = re.compile(r"""(?i)(?:^|[\s"'/])(?:class|id)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")


class Element:
    """One element: its tag, its place, and how much text stands in it.

    Attributes
    ----------
    tag : str
    names : str
        The element's classes and id in lower case, separated by spaces.
    written : str
        Its attributes as they stand in the page; ``attributes`` reads them.
    parent : Element or None
    index, stop : int
        Its place in ``Markup.elements``, and the place after the last element inside of it.
    first, last : int
        Its runs are ``Markup.runs[first:last]``.
    offset : int
        Where its tag stands in the page.
    characters, linked : int
        Characters of text in it, and those of them inside of links.
    """

    __slots__ = (
        "characters", "first", "index", "last", "linked", "names", "offset", "parent", "stop", "tag", "written",
    )  # fmt: skip

    def __init__(self, tag: str, written: str, parent: Element | None, index: int, first: int, offset: int) -> None:
        self.tag = tag
        self.written = written
        self.parent = parent
        self.index = self.stop = index
        self.first = self.last = first
        self.offset = offset
        self.characters = self.linked = 0
        self.names = ""
        if "=" in written:
            found = _NAMES.findall(written)
            if found:
                self.names = " ".join(["".join(name) for name in found]).lower()

    def __repr__(self) -> str:
        return f"<{self.tag} {self.names!r} {self.characters} characters>"

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
    """A page as elements and runs of text; see the module."""

    def __init__(self, text: str) -> None:
        self.elements: list[Element] = []
        self.runs: list[str] = []
        self.offsets = array("q")
        self.title = ""
        self.metas: list[dict[str, str]] = []
        self.data_blocks: list[str] = []
        self.scripts: list[str] = []
        self._text = text
        self._newlines: array[int] | None = None

    def inside(self, element: Element) -> list[Element]:
        """Return the elements inside of one, in the order of the page."""
        return self.elements[element.index + 1 : element.stop]

    def line(self, offset: int) -> int:
        """Return the number of a line of the file, from 1, by a place in it."""
        if self._newlines is None:
            self._newlines = array("q", (match.start() for match in re.finditer("\n", self._text)))
        return bisect_right(self._newlines, offset - 1) + 1

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
                pieces.append(BREAK if hole.tag not in v.INLINE else " ")
                at = hole.last
        return pieces + self.runs[at : element.last]

    def numbered(self, element: Element, without: Iterable[Element] = ()) -> list[tuple[int, str]]:
        """Return the blocks of text in an element with the number of the line at which each begins."""
        left_out = sorted(((hole.first, hole.last) for hole in without), reverse=True)
        found: list[tuple[int, str]] = []
        block: list[str] = []
        begins = at = element.first
        while at <= element.last:
            if left_out and at >= left_out[-1][0]:
                at = max(at, left_out.pop()[1])
                continue
            run = self.runs[at] if at < element.last else BREAK
            if run == BREAK or (left_out and at + 1 >= left_out[-1][0] < at):
                found += [(self.line(self.offsets[begins]), text) for text in tidy("".join(block))]
                block = []
            else:
                if not block or (len(block) == 1 and block[0] == " "):
                    begins, block = at, []
                block.append(run)
            at += 1
        return found


def tidy(text: str) -> list[str]:
    """Divide text at its breaks into lines with single spaces; empty ones go."""
    text = text.replace("\xad", "")
    return [line for part in text.split(BREAK) if (line := " ".join(part.split()).strip(v.MARKS))]


def parse_markup(text: str) -> Markup:
    """Read the text of a page. Never raises; linear in its length."""
    text = text.replace(BREAK, "")
    builder = _Builder(text)
    builder.read(text)
    builder.close_to(0)
    return builder.markup


class _Builder:
    """The elements that are open while a page is read.

    ``_open_at`` holds the places of the open elements of each tag in the stack, so that whether an end tag has a
    start tag, and nothing stands between that may not be closed, is a comparison of two numbers.
    """

    def __init__(self, text: str) -> None:
        self.markup = Markup(text)
        self._budget = _FREE_ELEMENTS + len(text) // _CHARACTERS_AN_ELEMENT
        self._stack: list[Element] = []
        self._open_at: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._in_link = False
        self._characters = self._linked = self._frames = 0
        self._push("#page", "", 0)

    def read(self, text: str, base: int | None = None) -> None:
        """Read a page, or a frame in it that stands at ``base``."""
        at = 0
        for match in _TOKEN.finditer(text):
            start = match.start()
            offset = start if base is None else base
            if start > at:
                self._text(text[at:start], at if base is None else base)
            at = match.end()
            kind = match.lastindex
            if kind == _START_ATTRIBUTES:
                self._start(match[_START].lower(), match[_START_ATTRIBUTES], offset)
            elif kind == _END:
                self._end(match[_END].lower())
            elif kind == _RAW_CONTENT:
                self._raw(match[_RAW_TAG].lower(), match[_RAW_ATTRIBUTES], match[_RAW_CONTENT], offset)
        if at < len(text):
            self._text(text[at:], at if base is None else base)

    def _text(self, text: str, offset: int) -> None:
        if text[0].isspace():
            offset += len(text) - len(text.lstrip())
        if text.isspace():
            if self.markup.runs and self.markup.runs[-1] not in (BREAK, " "):
                self._run(" ", offset)
            return
        if "&" in text:
            text = unescape(text).replace(BREAK, "")
        if self._open_at["pre"]:
            text = text.replace("\n", BREAK)
        self._run(text, offset)
        self._characters += len(text)
        if self._in_link:
            self._linked += len(text)

    def _run(self, text: str, offset: int) -> None:
        self.markup.runs.append(text)
        self.markup.offsets.append(offset)

    def _break(self, offset: int) -> None:
        if not self.markup.runs or self.markup.runs[-1] != BREAK:
            self._run(BREAK, offset)

    def _start(self, tag: str, written: str, offset: int) -> None:
        if tag in v.INLINE:
            if not written.strip(" /\n\t") and tag != "a":
                return  # an element without a name tells nothing that its text does not
        else:
            self._break(offset)
        if tag in v.VOID:
            if tag == "meta":
                self.markup.metas.append(read_attributes(written))
            return
        if tag in v.CLOSED_BY_START:
            closed, barriers = v.CLOSED_BY_START[tag]
            place = self._place(closed)
            if place > self._place(barriers):
                self.close_to(place)
        if self._budget > 0 and not (tag in v.ONCE and self._open_at[tag]):
            self._push(tag, written, offset)
            if tag == "iframe" and "srcdoc" in written:
                self._frame(written, offset)

    def _frame(self, written: str, offset: int) -> None:
        """Read a frame that was saved with the page as a part of the page."""
        content = read_attributes(written).get("srcdoc", "")
        if content and self._frames < _FRAMES:
            self._frames += 1
            depth = len(self._stack)
            self.read(content.replace(BREAK, ""), offset)
            self.close_to(depth)
            self._frames -= 1

    def _end(self, tag: str) -> None:
        inline = tag in v.INLINE
        if tag == "a":
            self._in_link = False
        elif not inline:
            self._break(self.markup.offsets[-1] if self.markup.offsets else 0)
        if not self._open_at[tag] or tag in v.ONCE:
            return
        place = self._open_at[tag][-1]
        barrier = self._blocks[-1] if inline else self._place(v.TABLE_END.get(tag, v.BLOCK_END))
        if place > barrier or (place == barrier and not inline):
            self.close_to(place)

    def _raw(self, tag: str, written: str, content: str, offset: int) -> None:
        """Keep of an element whose content is no text of the page what is needed elsewhere."""
        if tag == "title":
            self.markup.title = self.markup.title or " ".join(tidy(unescape(content)))
        elif tag == "script":
            if "ld+json" in written.lower():
                self.markup.data_blocks.append(content)
            elif "src" in written.lower():
                self.markup.scripts.append(written)
        elif tag == "textarea" and self._budget > 0:
            self._push(tag, written, offset)
            self.close_to(len(self._stack) - 1)

    def _place(self, tags: tuple[str, ...]) -> int:
        """Return the place in the stack of the innermost open element with one of the tags, or -1."""
        place = -1
        for tag in tags:
            if (places := self._open_at[tag]) and places[-1] > place:
                place = places[-1]
        return place

    def _push(self, tag: str, written: str, offset: int) -> None:
        if len(self._stack) >= _DEEPEST:
            self.close_to(_DEEPEST - 1)
        parent = self._stack[-1] if self._stack else None
        element = Element(tag, written, parent, len(self.markup.elements), len(self.markup.runs), offset)
        element.characters, element.linked = -self._characters, -self._linked
        self.markup.elements.append(element)
        self._open_at[tag].append(len(self._stack))
        if tag not in v.INLINE:
            self._blocks.append(len(self._stack))
        elif tag == "a":
            self._in_link = True
        self._stack.append(element)
        self._budget -= 1

    def close_to(self, depth: int) -> None:
        """Close all elements but the outermost ``depth``."""
        while len(self._stack) > depth:
            element = self._stack.pop()
            self._open_at[element.tag].pop()
            if element.tag not in v.INLINE:
                self._blocks.pop()
            elif element.tag == "a":
                self._in_link = False
            element.stop, element.last = len(self.markup.elements), len(self.markup.runs)
            element.characters += self._characters
            element.linked += self._linked
