"""A saved page of HTML → title, article, comments, and what is neither.

>>> page = read_html('<h1>Ferry</h1><p>It sails.</p><ol class="commentlist"><li class="comment" id="comment-7">'
...                  '<cite class="fn">Ann</cite> <p>At last!</p></li></ol>')
>>> page.section, [(c.page_id, c.author, c.paragraphs) for c in page.comments]
('found', [('comment-7', 'Ann', ('At last!',))])
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stance.pages import lines as cue
from stance.pages.archive import as_published
from stance.pages.html_alike import find_alike
from stance.pages.html_article import find_article, read_article
from stance.pages.html_comments import CommentElements, find_comment_elements
from stance.pages.html_forum import Thread, find_thread, is_thread_post
from stance.pages.html_frames import SavedFrames
from stance.pages.html_head import find_title, read_published
from stance.pages.html_parser import parse_html
from stance.pages.html_section import Comments, HtmlComment, read_comments
from stance.pages.html_state import judge_section
from stance.pages.markup import Element, Markup
from stance.pages.records import CommentSection
from stance.pages.structured import PageData, read_data_blocks

__all__ = ["HtmlComment", "HtmlPage", "read_html"]


@dataclass(frozen=True)
class HtmlPage:
    """What stands on a page of HTML.

    Attributes
    ----------
    title : str or None
        As it stands on the page, or else as in its head.
    published : datetime.date or None
        The day of publication, where the page gives it in ISO order.
    article : tuple of str
        The paragraphs of the article.
    comments : tuple of HtmlComment
    rest : tuple of str
        The other blocks of visible text.
    declared : int or None
        The number of comments that the page says it has.
    section : {"found", "empty", "absent", "not saved"}
    notes : tuple of str
        What is to be said, such as which script would bring the comments.
    """

    title: str | None
    published: date | None
    article: tuple[str, ...]
    comments: tuple[HtmlComment, ...]
    rest: tuple[str, ...]
    declared: int | None
    section: CommentSection
    notes: tuple[str, ...]


#: How sure it is that the posts of a thread are comments on its first.
_OF_A_THREAD = 0.8
_OPENING = "this is the thread of a forum: its first post is the article, and not among the comments"
_TOO_DENSE = "the page has more elements than a saved page can have: the last of them were read as plain text"


def read_html(text: str, frames: SavedFrames | None = None) -> HtmlPage:
    """Read the text of a page, with the frames that were saved with it. Never raises; linear in its length."""
    frames = frames or SavedFrames()
    markup = parse_html(as_published(text), frames)
    page = _read(markup)
    return replace(page, notes=(*page.notes, *frames.notes)) if frames.notes else page


def _read(markup: Markup) -> HtmlPage:
    data = read_data_blocks(markup.data_blocks)
    found = find_comment_elements(markup)
    thread = find_thread(markup) if not found.units or is_thread_post(found.units[0]) else None
    if thread:
        found = replace(found, units=thread.answers, confidence=_OF_A_THREAD)
    elif not found.units:
        alike = find_alike(markup)
        comments = read_comments(markup, alike, data) if alike else None
        if alike and comments and _are_spoken(comments.records):
            return _page(markup, data, alike, comments, None)
    return _page(markup, data, found, read_comments(markup, found, data), thread)


#: So large a share of the comments that nothing is named for has a sentence; the entries of lists have none.
_SPOKEN = 0.5


#: A line with dots at its end that is no longer is the title of another page, cut short.
_LONGEST_CUT = 60


def _are_spoken(comments: Sequence[HtmlComment]) -> bool:
    spoken = sum(any(map(_is_spoken, comment.paragraphs)) for comment in comments)
    return spoken >= max(1, _SPOKEN * len(comments))


def _is_spoken(line: str) -> bool:
    return cue.has_sentence(line) and not (len(line) <= _LONGEST_CUT and line.endswith(("...", "…")))


def _page(
    markup: Markup, data: PageData, found: CommentElements, comments: Comments, thread: Thread | None
) -> HtmlPage:
    """Put what was found on a page together."""
    place = find_article(markup, comments.elements)
    heading, title = find_title(markup, data, place)
    article = read_article(markup, place, heading, title) if place else []
    section, declared, note = judge_section(markup, found, data, len(comments.records))
    notes = [note] if note else []
    if thread and thread.opening:
        article, notes = list(thread.opening), [*notes, _OPENING]
    return HtmlPage(
        title=title,
        published=read_published(markup, data, place.first if place else 0, found.units),
        article=tuple(article),
        comments=comments.records,
        rest=tuple(_rest(markup.page_lines, comments.units, {*article, title})),
        declared=declared,
        section=section,
        notes=tuple(notes if markup.complete else [*notes, _TOO_DENSE]),
    )


def _rest(lines: Sequence[tuple[int, str]], units: Sequence[Element], taken: Collection[str | None]) -> list[str]:
    """Return the lines that are neither in the article nor in the comments' elements."""
    rest: list[str] = []
    ends = [(unit.first, unit.last) for unit in units]
    last = k = 0
    for at, text in lines:
        while k < len(ends) and ends[k][0] <= at:
            last = max(last, ends[k][1])
            k += 1
        if at >= last and text not in taken:
            rest.append(text)
    return rest
