"""Which element holds the article, and which of its blocks are the article's.

Every block of text speaks for the element it stands in: running text by its length, lists of links and short pieces
against it. The article's element is the one with the highest sum over all that stands in it, so that an article in
several boxes is held together and a page around it is not worth taking along. Then what is not the article's inside
of that element is left out: related stories, buttons, captions, by-lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from stance.pages import comment_vocabulary as c
from stance.pages import html_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_series import outermost, part_of
from stance.pages.markup import Element, Markup

__all__ = ["ArticlePlace", "find_article", "read_article"]

#: A block of so many characters outside of links is running text …
_PARAGRAPH = 40
#: … unless so great a share of it stands in links.
_MOST_LINKED = 0.5
#: A block with so great a share of links is no paragraph.
_LINKS = 0.6
#: An element with so great a share of the page's running text is not left out for its name.
_TOO_MUCH = 0.3
#: A longer text beside a picture is the article's.
_LONGEST_CAPTION = 200
#: What a character of other text takes from an element's worth, what one in a list's item adds to it.
_AGAINST, _IN_LIST = 0.8, 0.7
#: So many lines at the head of the article may be by-lines.
_HEAD_LINES = 4
_NOTHING = float("-inf")


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """The element that holds the article, what is left out of it, and the run at which its first paragraph begins."""

    element: Element
    left_out: tuple[Element, ...]
    first: int


class _Texts:
    """How much running text, and how much other text, stands in each block, by the place of the block in the list."""

    def __init__(self, markup: Markup) -> None:
        self.blocks = markup.blocks
        self.parents = [e.parent.block if e.parent else -1 for e in self.blocks]
        characters, links = markup.characters_before, markup.linked_before
        self.whole = [characters[e.last] - characters[e.first] for e in self.blocks]
        #: Characters, and those in links, that stand in no block inside of a block.
        self.direct = list(self.whole)
        self.linked = linked = [links[e.last] - links[e.first] for e in self.blocks]
        in_links = list(linked)
        for i, parent in enumerate(self.parents):
            if self.whole[i] and parent >= 0:
                self.direct[parent] -= self.whole[i]
                linked[parent] -= in_links[i]
        self.running = [
            own - links if own - links >= _PARAGRAPH and links < _MOST_LINKED * own else 0
            for own, links in zip(self.direct, linked, strict=True)
        ]

    def sums(self, own: Sequence[float], left_out: Sequence[Element]) -> list[float]:
        """Add up what is said of each block over all that stands in it, without some elements."""
        sums = list(own)
        for hole in left_out:
            first = bisect_left(self.blocks, hole.index, key=lambda e: e.index)
            stop = bisect_left(self.blocks, hole.stop, key=lambda e: e.index)
            sums[first:stop] = [_NOTHING] * (stop - first)
        for i in range(len(sums) - 1, 0, -1):
            if sums[i] != _NOTHING:
                sums[self.parents[i]] += sums[i]
        return sums

    def link_blocks(self, best: int) -> list[Element]:
        """Return the blocks inside of one that are made of links."""
        stop = bisect_left(self.blocks, self.blocks[best].stop, key=lambda e: e.index)
        return [
            self.blocks[i]
            for i in range(best + 1, stop)
            if 0 < self.direct[i] == self.whole[i] and self.linked[i] > _LINKS * self.direct[i]
        ]


def find_article(markup: Markup, comments: Sequence[Element]) -> ArticlePlace | None:
    """Find the element that holds the article, outside of the comments."""
    texts = _Texts(markup)
    never = outermost([*comments, *_never(markup)])
    running = texts.sums(texts.running, never)
    junk = outermost([*never, *_junk(texts, running)])
    worth = texts.sums([_speaks(texts, i) for i in range(len(texts.blocks))], junk)
    best = max(range(len(worth)), key=lambda i: (worth[i], i))
    if worth[best] <= 0:
        return None
    element = texts.blocks[best]
    left_out = outermost([*(e for e in junk if element.holds(e)), *texts.link_blocks(best), *_junk_in_lines(markup, element)])
    return ArticlePlace(element, tuple(left_out), _first_paragraph(texts, best, left_out))


def _junk(texts: _Texts, running: Sequence[float]) -> list[Element]:
    """Return the outermost elements around and inside of the article that are none of it, by tag and by name."""
    most = _TOO_MUCH * running[0]
    found: list[Element] = []
    stop = 0
    for i, e in enumerate(texts.blocks):
        if e.index < stop or not texts.whole[i] or running[i] > most or e.tag in v.FRAMES:
            continue
        if e.tag in v.NO_ARTICLE or e.names.is_junk or (e.names.is_caption and texts.whole[i] <= _LONGEST_CAPTION):
            found.append(e)
            stop = e.stop
    return found


def _never(markup: Markup) -> list[Element]:
    """Return the elements that are not the article's however much text they have."""
    return [e for e in markup.outside_menus if e.names.is_never_article and e.tag not in v.FRAMES]


def _junk_in_lines(markup: Markup, element: Element) -> list[Element]:
    """Return the pieces of lines that are captions and the like; a word in a paragraph is none, whatever its name."""
    return [
        e
        for e in markup.inside(element)
        if e.tag in v.INLINE
        and e.parent is not None
        and e.parent.tag not in ("p", "li", "td")
        and e.parent.tag not in v.INLINE
        and (e.names.is_caption or e.names.is_junk)
    ]


def _speaks(texts: _Texts, i: int) -> float:
    """Return how far a block's own text speaks for it (running text) or against it."""
    if running := texts.running[i]:
        return running * (_IN_LIST if texts.blocks[i].tag == "li" else 1.0)
    return 0.0 if texts.blocks[i].tag in v.HEADINGS else -_AGAINST * texts.direct[i]


def _first_paragraph(texts: _Texts, best: int, left_out: Sequence[Element]) -> int:
    holes = iter(left_out)
    hole = next(holes, None)
    for i in range(best, len(texts.blocks)):
        e = texts.blocks[i]
        while hole is not None and hole.stop <= e.index:
            hole = next(holes, None)
        if texts.running[i] and e.tag not in v.HEADINGS and not (hole is not None and hole.holds(e)):
            return e.first
    return texts.blocks[best].first


def read_article(markup: Markup, place: ArticlePlace, title: Element | None, heading: str | None) -> list[str]:
    """Read the article's paragraphs: what stands at its place, without title, by-lines, buttons, last headings."""
    holes = list(place.left_out)
    if title is not None and place.element.holds(title):
        holes.append(title)
        if title.last <= place.first:
            holes = [_before(markup, place.element, title), *(e for e in holes if e.first >= title.last)]
    headings = {markup.text(e) for e in markup.inside(place.element) if e.tag in v.HEADINGS}
    lines = [line for line in markup.paragraphs(place.element, outermost(holes)) if any(ch.isalnum() for ch in line)]
    shown = cue.same_words(heading) if heading else None
    lines = [line for line in lines if not _is_no_paragraph(line) and cue.same_words(line) != shown]
    head = lines[:_HEAD_LINES]
    lines = [line for line in head if not _is_byline(line)] + lines[_HEAD_LINES:]
    last = len(list(takewhile(lambda line: line in headings or cue.opens_other_stories(line), reversed(lines))))
    return lines[: len(lines) - last]


def _before(markup: Markup, element: Element, title: Element) -> Element:
    """Return what stands in an element up to the end of the title, as if it were one element."""
    return part_of(markup, element, element.first, title.last)


def _is_no_paragraph(line: str) -> bool:
    return cue.is_chrome(line) or cue.is_time_line(line) or c.BUTTON.fullmatch(line) is not None


def _is_byline(line: str) -> bool:
    """Tell whether a line at the head of an article says who wrote it, and when."""
    if len(line) > 120 or cue.ends_like_a_sentence(line):
        return False
    return c.SHOWN_TIME.search(line) is not None or v.BYLINE.match(line) is not None
