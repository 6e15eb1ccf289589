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
from html import unescape

from stance.pages import html_vocabulary as v
from stance.pages.markup import BREAK, Element, Markup, read_attributes, tidy

__all__ = ["parse_html"]

#: Browsers nest no deeper either: a deeper element becomes the sibling of the last one.
_DEEPEST = 512
#: So many elements are read whatever the size of a page, and beyond them one for so many characters: real pages have
#: one for 50 or more. Later tags only divide text, which keeps the memory below 20 times the file.
_FREE_ELEMENTS, _CHARACTERS_AN_ELEMENT = 20_000, 32
#: Frames that a browser saved with the page stand in an attribute of it; so many levels of them are read.
_FRAMES = 2

_ATTRIBUTES = r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
#: A tag or a markup comment, with the white space behind it where another one follows. A tag without an end takes the
#: rest of the page, so that the search for its end is made once.
_TOKEN = re.compile(
    rf"(?is)<(?:({v.NO_TEXT})(?=[\s/>]){_ATTRIBUTES}([^<]*+(?:<(?!/\1[\s/>])[^<]*+)*+)(?:</[^>]*+>|\Z)"
    rf"|([a-z][^\s/>]*+){_ATTRIBUTES}"
    r"|/([a-z][^\s/>]*+)[^>]*+>"
    r"|!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
    r"|[!?/](?!--)[^>]*+>"
    r"|[a-z].*)(?:\s++(?=<))?+"
)
_RAW_TAG, _RAW_ATTRIBUTES, _RAW_CONTENT, _START, _START_ATTRIBUTES, _END = range(1, 7)


def parse_html(text: str) -> Markup:
    """Read the text of a page. Never raises; linear in its length."""
    text = text.replace(BREAK, "")
    builder = _Builder(text)
    builder.read(text)
    builder.close_to(0)
    builder.markup.finish()
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
        self._frames = 0
        self._add(BREAK, 0)
        self._start("#page", "", 0)

    def read(self, text: str, base: int | None = None) -> None:
        """Read a page, or a frame in it that stands at ``base``; few calls, since this runs for every tag."""
        inline, open_at, runs, add = v.INLINE, self._open_at, self.markup.runs, self._add
        at = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if start > at:
                add(text[at:start], at if base is None else base)
            at = end
            kind = match.lastindex
            if kind == _START_ATTRIBUTES:
                tag, written = match.group(_START, _START_ATTRIBUTES)
                tag = tag.lower()
                if tag not in inline:
                    if runs[-1] is not BREAK:
                        add(BREAK, start if base is None else base)
                    self._start(tag, written, start if base is None else base)
                elif "=" in written or tag not in v.MERE_STYLE:
                    self._start(tag, written, start if base is None else base)
            elif kind == _END:
                tag = match[_END].lower()
                if tag not in inline and runs[-1] is not BREAK:
                    add(BREAK, start if base is None else base)
                if open_at[tag]:
                    self._end(tag)
            elif kind == _RAW_CONTENT:
                self._raw(match[_RAW_TAG].lower(), match[_RAW_ATTRIBUTES], match[_RAW_CONTENT], start)
            if text[end - 1] != ">" and runs[-1] is not BREAK:
                add(" ", start if base is None else base)
        if at < len(text):
            add(text[at:], at if base is None else base)

    def _add(self, run: str, offset: int) -> None:
        if run is not BREAK:
            if "&" in run:
                run = unescape(run).replace(BREAK, "")
            if self._open_at["pre"]:
                run = run.replace("\n", BREAK)
        markup = self.markup
        markup.runs.append(run)
        markup.offsets.append(offset)
        markup.in_link.append(self._in_link)

    def _start(self, tag: str, written: str, offset: int) -> None:
        if tag in v.VOID:
            if tag == "meta":
                self.markup.metas.append(read_attributes(written))
            return
        stack, open_at, markup = self._stack, self._open_at, self.markup
        if tag in v.CLOSED_BY_START:
            closed, barriers = v.CLOSED_BY_START[tag]
            place = self._place(closed)
            if place >= 0 and place > self._place(barriers):
                self.close_to(place)
        if self._budget <= 0 or (tag in v.ONCE and open_at[tag]):
            return
        if len(stack) >= _DEEPEST:
            self.close_to(_DEEPEST - 1)
        element = Element(tag, written, stack[-1] if stack else None, len(markup.elements), len(markup.runs), offset)
        markup.elements.append(element)
        open_at[tag].append(len(stack))
        if tag not in v.INLINE:
            self._blocks.append(len(stack))
        elif tag == "a":
            self._in_link = True
        stack.append(element)
        self._budget -= 1
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
        """Close the innermost element with this tag, unless something stands between that may not be closed."""
        place = self._open_at[tag][-1]
        if tag in v.INLINE:
            if tag == "a":
                self._in_link = False
            if place > self._blocks[-1]:
                self.close_to(place)
        elif place == len(self._stack) - 1 or place >= self._place(v.OWN_END.get(tag, v.BLOCK_END)):
            if tag not in v.ONCE:
                self.close_to(place)

    def _raw(self, tag: str, written: str, content: str, offset: int) -> None:
        """Keep of an element whose content is no text of the page what is needed elsewhere."""
        if tag == "title":
            self.markup.title = self.markup.title or " ".join(tidy(unescape(content)))
        elif tag == "script" and "ld+json" in written.lower():
            self.markup.data_blocks.append(content)
        elif tag == "script" and "src" in written.lower():
            self.markup.scripts.append(written)
        elif tag == "textarea":
            depth = len(self._stack)
            self._start(tag, written, offset)
            self.close_to(depth)

    def _place(self, tags: tuple[str, ...]) -> int:
        """Return the place in the stack of the innermost open element with one of the tags, or -1."""
        place = -1
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
            open_at[element.tag].pop()
            if element.tag not in v.INLINE:
                self._blocks.pop()
            elif element.tag == "a":
                self._in_link = False
            element.stop, element.last = elements, runs
