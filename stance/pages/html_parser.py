"""HTML text → :class:`~stance.pages.markup.Markup`, in one pass over the page and without a library.

Why not a library: on 80,000 nested elements lexbor needs 12 seconds (its work grows with the square of the depth),
libxml2's tree stops reading at the 2,048th level, and its ``target`` interface needs 16 seconds for as many unmatched
end tags. Saved pages are foreign bytes: the cost must be linear whatever stands in them. What is needed here is small:
which text stands in which element. The tags are found by one regular expression in which nothing is tried twice, and
the elements that browsers close by themselves (``</p>``, ``</li>``, ``</td>``) are closed by a table.
"""

from __future__ import annotations

import re
from collections import defaultdict

from stance.pages import html_vocabulary as v
from stance.pages.entities import unescaped
from stance.pages.html_frames import SavedFrames
from stance.pages.markup import BREAK, Element, Markup, read_attributes, tidy

__all__ = ["parse_html"]

#: Browsers nest no deeper either: a deeper element becomes the sibling of the last one.
_DEEPEST = 512
#: So many elements are read whatever the size of a page, and beyond them one for so many characters: real pages have
#: one for 50 or more. Later tags only divide text, which keeps the memory below 20 times the file.
_FREE_ELEMENTS, _CHARACTERS_AN_ELEMENT = 10_000, 40
#: So many levels of frames that were saved with the page are read, each as a part of it.
_FRAMES = 2

_ATTRIBUTES = r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
#: A tag or a markup comment, with the white space behind it where another one follows. A tag without an end takes the
#: rest of the page, so that the search for its end is made once. An element with nothing but text in it, the most
#: frequent kind, is one match.
_TOKEN = re.compile(
    r"(?s)<(?:/([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)"
    rf"|((?i:{v.NO_TEXT}))(?=[\s/>]){_ATTRIBUTES}([^<]*+(?:<(?!/(?i:\2)[\s/>])[^<]*+)*+)(?:</[^>]*+>|\Z)"
    rf"|([a-zA-Z][^\s/>]*+){_ATTRIBUTES}(?:([^<]*+)</\5>)?+"
    r"|!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
    r"|[!?/](?!--)[^>]*+(?:>|\Z)"
    r"|[a-zA-Z].*)(?:\s++(?=<))?+"
)
_END, _RAW_TAG, _RAW_ATTRIBUTES, _RAW_CONTENT, _START, _START_ATTRIBUTES, _ONLY_TEXT = range(1, 8)
_STARTS = (_START_ATTRIBUTES, _ONLY_TEXT)

_NO_ELEMENT = v.VOID | v.MERE_STYLE
_FRAME = frozenset(("iframe", "frame"))


def parse_html(text: str, frames: SavedFrames | None = None) -> Markup:
    """Read the text of a page, with the frames that were saved with it. Never raises; linear in its length."""
    text = text.replace(BREAK, "").replace("\0", "")
    builder = _Builder(text, frames or SavedFrames())
    builder.read(text)
    builder.close_to(0)
    builder.markup.finish()
    return builder.markup


class _Builder:
    """The elements that are open while a page is read.

    ``_open_at`` holds the places of the open elements of each tag in the stack, so that whether an end tag has a
    start tag, and nothing stands between that may not be closed, is a comparison of two numbers.
    """

    def __init__(self, text: str, frames: SavedFrames) -> None:
        self.markup = Markup(text)
        self._runs = self.markup.runs
        self._budget = _FREE_ELEMENTS + len(text) // _CHARACTERS_AN_ELEMENT
        self._stack: list[Element] = []
        self._open_at: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._in_link = False
        self._frames = frames
        self._addresses = [frames.begin(text)]
        self._floor = 0
        self._add(BREAK, 0)
        self._start("#page", "", 0)

    def read(self, text: str, base: int | None = None) -> None:
        """Read a page, or a frame in it that stands at ``base``."""
        at = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            offset = start if base is None else base
            if start > at:
                self._add(text[at:start], at if base is None else base)
            at = end
            kind = match.lastindex
            if kind == _END:
                self._end(match[_END].lower(), offset)
            elif kind in _STARTS:
                self._begin(match, offset)
            elif kind == _RAW_CONTENT:
                self._raw(match[_RAW_TAG].lower(), match[_RAW_ATTRIBUTES], match[_RAW_CONTENT], offset)
            if text[end - 1] != ">" and self._runs[-1] is not BREAK:
                self._add(" ", offset)
        if at < len(text):
            self._add(text[at:], at if base is None else base)

    def _begin(self, match: re.Match[str], offset: int) -> None:
        """Read a start tag, and the end tag too where nothing but text stands between them."""
        tag, written, only = match.group(_START, _START_ATTRIBUTES, _ONLY_TEXT)
        tag = tag.lower()
        if tag not in v.INLINE and self._runs[-1] is not BREAK:
            self._add(BREAK, offset)
        if tag in _NO_ELEMENT and (tag in v.VOID or "=" not in written):
            if tag == "meta" and not self._is_in_frame:
                self.markup.metas.append(read_attributes(written))
            if only:
                self._add(only, offset)
            return
        element = self._start(tag, written, offset)
        if only is None:
            return
        if only:
            self._add(only, offset + len(tag) + len(written))
        if tag not in v.INLINE and self._runs[-1] is not BREAK:
            self._add(BREAK, offset)
        if element is not None and tag not in v.ONCE:
            self.close_to(len(self._stack) - 1)

    def _add(self, run: str, offset: int) -> None:
        if run is not BREAK:
            if "&" in run:
                run = unescaped(run).replace(BREAK, "")
            if self._open_at["pre"]:
                run = run.replace("\n", BREAK)
        self._runs.append(run)
        self.markup.offsets.append(offset)
        self.markup.in_link.append(self._in_link)

    def _start(self, tag: str, written: str, offset: int) -> Element | None:
        """Open an element, unless the page has too many, and close those that end where it begins."""
        stack, open_at, markup = self._stack, self._open_at, self.markup
        for closed in v.CLOSED_BY_START.get(tag, ()):
            if open_at[closed] and open_at[closed][-1] > self._place(v.BARRIERS[tag]):
                self.close_to(open_at[closed][-1])
        if self._budget <= 0:
            self.markup.complete = False
            return None
        if tag in v.ONCE and open_at[tag]:
            return None
        self._budget -= 1
        depth = len(stack)
        if depth >= _DEEPEST:
            depth = _DEEPEST - 1
            self.close_to(depth)
        parent = stack[-1] if stack else None
        elements, blocks = markup.elements, markup.blocks
        if tag in v.INLINE and parent:
            element = Element(tag, written, parent, len(elements), parent.block, len(markup.runs))
            if tag == "a":
                self._in_link = True
        else:
            element = Element(tag, written, parent, len(elements), len(blocks), len(markup.runs))
            blocks.append(element)
            self._blocks.append(depth)
        elements.append(element)
        stack.append(element)
        open_at[tag].append(depth)
        if tag in _FRAME and "src" in written.lower():
            self._frame(written, offset)
        return element

    def _frame(self, written: str, offset: int) -> None:
        """Read a frame that was saved with the page as a part of the page; its end tags close nothing around it."""
        if len(self._addresses) > _FRAMES or not (
            found := self._frames.read(read_attributes(written), self._addresses[-1])
        ):
            return
        content, address = found
        begin = len(self.markup.elements)
        self._budget += len(content) // _CHARACTERS_AN_ELEMENT
        around, self._floor = self._floor, len(self._stack)
        self._addresses.append(address)
        self.read(content.replace(BREAK, "").replace("\0", ""), offset)
        self.close_to(self._floor)
        self._addresses.pop()
        if not self._is_in_frame:
            self.markup.frames.append((begin, len(self.markup.elements)))
        self._floor = around

    @property
    def _is_in_frame(self) -> bool:
        """Whether what is read stands in a frame: the head of that says nothing of the page."""
        return len(self._addresses) > 1

    def _end(self, tag: str, offset: int) -> None:
        """Close the innermost element with this tag, unless something stands between that may not be closed."""
        if tag not in v.INLINE and self._runs[-1] is not BREAK:
            self._add(BREAK, offset)
        if not self._open_at[tag] or tag in v.ONCE or self._open_at[tag][-1] < self._floor:
            return
        place = self._open_at[tag][-1]
        if tag in v.INLINE:
            self._in_link = self._in_link and tag != "a"
            barrier = self._blocks[-1]
        elif place == len(self._stack) - 1:
            barrier = -1
        else:
            barrier = self._place(v.OWN_END.get(tag, v.BLOCK_END)) - 1  # a cell ends at its own end tag
        if place > barrier:
            self.close_to(place)

    def _raw(self, tag: str, written: str, content: str, offset: int) -> None:
        """Keep of an element whose content is no text of the page what is needed elsewhere."""
        if tag == "title":
            self.markup.title = self.markup.title or " ".join(tidy(unescaped(content)))
        elif tag == "script" and "ld+json" in written.lower():
            if not self._is_in_frame:
                self.markup.data_blocks.append(content)
        elif tag == "script" and "src" in written.lower():
            self.markup.scripts.append(written)
        elif tag == "textarea":
            depth = len(self._stack)
            self._start(tag, written, offset)
            self.close_to(depth)

    def _place(self, tags: tuple[str, ...]) -> int:
        """Return the place in the stack of the innermost open element with one of the tags, or the one below all."""
        place = self._floor - 1
        for tag in tags:
            if (places := self._open_at[tag]) and places[-1] > place:
                place = places[-1]
        return place

    def close_to(self, depth: int) -> None:
        """Close all elements but the outermost ``depth``."""
        stack, open_at = self._stack, self._open_at
        elements, runs = len(self.markup.elements), len(self.markup.runs)
        while len(stack) > depth:
            element = stack.pop()
            element.stop, element.last = elements, runs
            tag = element.tag
            open_at[tag].pop()
            if tag not in v.INLINE:
                self._blocks.pop()
            elif tag == "a":
                self._in_link = False
