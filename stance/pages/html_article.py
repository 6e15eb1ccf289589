"""Which element holds the article, and which of its blocks are the article's.

Every block of text speaks for the element it stands in: running text by its length, lists of links and short pieces
against it. The article's element is the one with the highest sum over all that stands in it, so that an article in
several boxes is held together and a page around it is not worth taking along. Then what is not the article's inside
of that element is left out: related stories, buttons, captions, by-lines, headings with nothing under them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.pages import html_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_series import outermost, part_of
from stance.pages.html_texts import Texts
from stance.pages.markup import Element, Markup
from stance.pages.times import find_time

__all__ = ["ArticlePlace", "find_article", "read_article"]

#: An element with so great a share of the page's running text is not left out for its name.
_TOO_MUCH = 0.3
#: A longer text beside a picture is the article's, and so is a longer piece that stands in a box of its own.
_LONGEST_CAPTION, _LONGEST_FRAGMENT = 200, 60
#: So many lines at the head of the article may be by-lines, of at most so many characters.
_HEAD_LINES, _LONGEST_BYLINE = 4, 120
#: So many lines at its end may be those above the comments.
_LAST_LINES = 4


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """The element that holds the article, what is left out of it, and the run at which its first paragraph begins."""

    element: Element
    left_out: tuple[Element, ...]
    first: int


def find_article(markup: Markup, comments: Sequence[Element]) -> ArticlePlace | None:
    """Find the element that holds the article, outside of the comments."""
    texts = Texts(markup)
    never = outermost([*comments, *_never(markup, comments)])
    junk = outermost([*never, *_junk(texts, texts.sums(texts.running, never))])
    worth = texts.sums([texts.worth(i) for i in range(len(texts.blocks))], junk)
    best = max(range(len(worth)), key=lambda i: (worth[i], i))
    if worth[best] <= 0:
        return None
    element = texts.blocks[best]
    holes = outermost([*(e for e in junk if element.holds(e)), *_junk_in_lines(markup, element)])
    kept = list(_kept(texts, best, holes))
    first = next((e.first for i, e in kept if texts.running[i] and e.tag not in v.HEADINGS), element.first)
    links = [e for i, e in kept if texts.is_links(i)]
    left_out = outermost([*holes, *links, *_fragments(markup, texts, kept)])
    return ArticlePlace(element, tuple(left_out), first)


def _never(markup: Markup, comments: Sequence[Element]) -> list[Element]:
    """Return the elements that are not the article's however much text they have: no frame or comments are in them."""
    frames = [e.index for e in markup.blocks if e.tag in v.FRAMES or e.tag == "h1"][:100]
    frames += [e.index for e in comments[:100]]
    return [
        e
        for e in markup.outside_menus
        if e.names.is_never_article and not any(e.index <= frame < e.stop for frame in frames)
    ]


def _junk(texts: Texts, running: Sequence[float]) -> list[Element]:
    """Return the outermost elements around and inside of the article that are none of it, by tag and by name."""
    most = _TOO_MUCH * running[0]
    found: list[Element] = []
    stop = 0
    for i, e in enumerate(texts.blocks):
        if e.index < stop or not texts.whole[i] or e.tag in v.FRAMES or (running[i] > most and e.tag not in v.LISTS):
            continue
        names = e.names
        if (
            e.tag in v.NO_ARTICLE
            or names.is_junk
            or (names.is_caption and texts.whole[i] <= _LONGEST_CAPTION)
            or (names.is_teaser and (texts.whole_linked[i] or running[i] <= 0))
        ):
            found.append(e)
            stop = e.stop
    return found


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


def _kept(texts: Texts, best: int, holes: Sequence[Element]) -> Iterator[tuple[int, Element]]:
    """Return the blocks inside of one that have text of their own, without those in some elements."""
    left = iter(holes)
    hole = next(left, None)
    for i in range(best, texts.place(texts.blocks[best].stop)):
        e = texts.blocks[i]
        while hole is not None and hole.stop <= e.index:
            hole = next(left, None)
        if texts.direct[i] and not (hole is not None and hole.holds(e)):
            yield i, e


def _fragments(markup: Markup, texts: Texts, kept: Sequence[tuple[int, Element]]) -> list[Element]:
    """Return the headings with nothing under them, and the short pieces in boxes of their own."""
    found: list[Element] = []
    open_: list[Element] = []
    for i, e in kept:
        if e.tag in v.HEADINGS:
            found += [heading for heading in open_ if heading.tag >= e.tag]
            open_ = [heading for heading in open_ if heading.tag < e.tag]
            if not texts.running[texts.parents[i]]:
                open_.append(e)
        elif texts.is_links(i):
            continue
        elif e.tag == "div" and texts.whole[i] == texts.direct[i] <= _LONGEST_FRAGMENT and _is_fragment(markup, e):
            found.append(e)
        else:
            open_ = []
    return found + open_


def _is_fragment(markup: Markup, element: Element) -> bool:
    return not any(cue.ends_like_a_sentence(line) for line in markup.paragraphs(element))


def read_article(markup: Markup, place: ArticlePlace, heading: Element | None, title: str | None) -> list[str]:
    """Read the article's paragraphs: what stands at its place, without title, by-lines, buttons."""
    holes = list(place.left_out)
    if heading is not None and place.element.holds(heading):
        holes.append(heading)
        if heading.last <= place.first:
            above = part_of(markup, place.element, place.element.first, heading.last)
            holes = [above, *(e for e in holes if e.first >= heading.last)]
    shown = cue.same_words(title) if title else None
    lines = [
        line
        for line in markup.paragraphs(place.element, outermost(holes))
        if not _is_no_paragraph(line) and cue.same_words(line) != shown
    ]
    lines = [line for line in lines[:_HEAD_LINES] if not _is_byline(line)] + lines[_HEAD_LINES:]
    lines = lines[: _end(lines)]
    while lines and cue.opens_other_stories(lines[-1]):
        lines.pop()
    return lines


def _end(lines: Sequence[str]) -> int:
    """Return where the last lines of an article speak of comments alone: a header with their number, rules for them."""
    for i in range(max(1, len(lines) - _LAST_LINES), len(lines)):
        if cue.declared_count(lines[i]) is not None and all(map(cue.is_about_comments, lines[i + 1 :])):
            return i
    return len(lines)


def _is_no_paragraph(line: str) -> bool:
    if not any(map(str.isalnum, line)):
        return True
    if len(line) <= _LONGEST_CAPTION and ("©" in line or v.CAPTION_LINE.match(line)):
        return True
    return cue.is_chrome(line) or cue.is_time_line(line) or cue.is_button(line)


def _is_byline(line: str) -> bool:
    """Tell whether a line at the head of an article says who wrote it, and when."""
    if len(line) > _LONGEST_BYLINE or cue.ends_like_a_sentence(line):
        return False
    return find_time(line) is not None or v.BYLINE.match(line) is not None
