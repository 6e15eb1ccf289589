"""Which element holds the article, and which of its blocks are the article's.

Every block of text speaks for the element it stands in: running text by its length, lists of links and short pieces
against it. The article's element is the one with the highest sum over all that stands in it, so that an article in
several boxes is held together and a page around it is not worth taking along. Then what is not the article's inside
of that element is left out: related stories, buttons, captions, by-lines.
"""

from __future__ import annotations

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
#: An element with so great a share of the page's running text is not left out for its name.
_TOO_MUCH = 0.3
#: A longer text beside a picture is the article's.
_LONGEST_CAPTION = 200
#: What a character of other text takes from an element's worth, what one in a list's item adds to it.
_AGAINST, _IN_LIST = 0.8, 0.7
#: So many lines at the head of the article may be by-lines.
_HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """The element that holds the article, what is left out of it, and the run at which its first paragraph begins."""

    element: Element
    left_out: tuple[Element, ...]
    first: int


class _Texts:
    """How many characters of running text, and of other text, each element has in no block inside of it."""

    def __init__(self, markup: Markup) -> None:
        self.direct = [markup.characters(e) for e in markup.elements]
        self.linked = [markup.linked(e) for e in markup.elements]
        for e in reversed(markup.elements):
            if e.tag in v.INLINE or e.parent is None:
                continue
            block = e.parent
            while block.tag in v.INLINE and block.parent is not None:
                block = block.parent
            self.direct[block.index] -= markup.characters(e)
            self.linked[block.index] -= markup.linked(e)

    def running(self, e: Element) -> int:
        """Return the characters of an element's own running text."""
        direct, linked = self.direct[e.index], self.linked[e.index]
        own = direct - linked
        return own if own >= _PARAGRAPH and linked < _MOST_LINKED * direct and e.tag not in v.INLINE else 0


def find_article(markup: Markup, comments: Sequence[Element]) -> ArticlePlace | None:
    """Find the element that holds the article, outside of the comments."""
    texts = _Texts(markup)
    never = outermost([*comments, *(e for e in markup.elements if e.tag not in v.FRAMES and e.names.is_never_article)])
    running = _sums(markup, [texts.running(e) for e in markup.elements], never)
    junk = outermost([*never, *_junk(markup, running)])
    worth = _sums(markup, [_speaks(e, texts) for e in markup.elements], junk)
    best = max(markup.elements, key=lambda e: (worth[e.index], e.index), default=None)
    if best is None or worth[best.index] <= 0:
        return None
    links = [e for e in markup.inside(best) if _is_link_block(e, texts, markup)]
    left_out = outermost([*(e for e in junk if best.holds(e)), *links])
    return ArticlePlace(best, tuple(left_out), _first_paragraph(markup, best, texts, left_out))


def _sums(markup: Markup, own: list[float] | list[int], left_out: Sequence[Element]) -> list[float]:
    """Add up what is said of each element over all that stands in it, without some elements."""
    sums = [float(value) for value in own]
    for hole in left_out:
        sums[hole.index : hole.stop] = [float("-inf")] * (hole.stop - hole.index)
    for e in reversed(markup.elements):
        if e.parent is not None and sums[e.index] != float("-inf"):
            sums[e.parent.index] += sums[e.index]
    return sums


def _junk(markup: Markup, running: Sequence[float]) -> list[Element]:
    """Return the elements around and inside of the article that are none of it, by tag and by name."""
    most = _TOO_MUCH * running[0]
    return [
        e
        for e in markup.elements
        if e.tag not in v.FRAMES
        and (
            e.tag in v.NO_ARTICLE
            or e.tag in v.SELDOM_ARTICLE
            or e.names.is_junk
            or (e.names.is_caption and markup.characters(e) <= _LONGEST_CAPTION)
        )
        and running[e.index] <= most
    ]


def _speaks(e: Element, texts: _Texts) -> float:
    """Return how far an element's own text speaks for it (running text) or against it."""
    if e.tag in v.INLINE or e.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return 0.0
    running = texts.running(e)
    if running:
        return running * (_IN_LIST if e.tag == "li" else 1.0)
    return -_AGAINST * texts.direct[e.index]


def _is_link_block(e: Element, texts: _Texts, markup: Markup) -> bool:
    direct = texts.direct[e.index]
    return 0 < direct == markup.characters(e) and texts.linked[e.index] > 0.6 * direct and e.tag not in v.INLINE


def _first_paragraph(markup: Markup, best: Element, texts: _Texts, left_out: Sequence[Element]) -> int:
    holes = list(left_out)
    for e in [best, *markup.inside(best)]:
        while holes and holes[0].stop <= e.index:
            holes.pop(0)
        if texts.running(e) and not (holes and holes[0].holds(e)):
            return e.first
    return best.first


def read_article(markup: Markup, place: ArticlePlace, title: Element | None, heading: str | None) -> list[str]:
    """Read the article's paragraphs: what stands at its place, without title, by-lines, buttons, last headings."""
    holes = list(place.left_out)
    if title is not None and place.element.holds(title):
        holes.append(title)
        if title.last <= place.first:
            holes = [_before(markup, place.element, title), *(e for e in holes if e.first >= title.last)]
    headings = {markup.text(e) for e in markup.inside(place.element) if e.tag in ("h2", "h3", "h4", "h5", "h6")}
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
