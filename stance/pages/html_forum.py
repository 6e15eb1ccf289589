"""The thread of a forum: its first post is the article of the page, the others are comments on it.

Nothing on such a page is called a comment. A thread is a series of elements that are posts by their number or name, an
author and a time in each, with what only forums show beside them: ranks, signatures, the day on which a writer joined.
Lists of stories and of threads have numbered posts, too; each of those has a title of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import forum_vocabulary as f
from stance.pages import html_vocabulary as h
from stance.pages import lines as cue
from stance.pages.html_series import outermost
from stance.pages.html_units import UnitText, read_unit
from stance.pages.markup import Element, Markup

__all__ = ["Thread", "find_thread", "is_thread_post"]

#: Of the posts of a thread so great a share has an author and a time, and so great a share shows that it is a forum.
_SIGNED, _SHOWN = 0.8, 0.5
#: A series of which so great a share has titles of its own is a list of stories.
_TITLED = 0.5
#: So many elements inside of a heading are looked at for a name.
_MOST_IN_NAME = 10


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread: the opening post as paragraphs, and the posts that answer it."""

    opening: tuple[str, ...]
    answers: tuple[Element, ...]


def find_thread(markup: Markup) -> Thread | None:
    """Find the posts of a thread."""
    posts = _posts(markup)
    if len(posts) < 2 or _has_titles(markup, posts):
        return None
    if sum(_shows_forum(markup, post) for post in posts) < _SHOWN * len(posts):
        return None
    read = [read_unit(markup, post) for post in posts]
    if sum(map(_is_signed, read)) < _SIGNED * len(read):
        return None
    return Thread(read[0].paragraphs, tuple(posts[1:]))


def is_thread_post(unit: Element) -> bool:
    """Tell whether an element that is called a comment is called the post of a thread, too."""
    return not f.CALLED_COMMENT.isdisjoint(unit.names.text.split())


def _posts(markup: Markup) -> list[Element]:
    """Return the elements that are posts by their names, of several kinds the one with the most text."""
    kinds: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for e in markup.outside_menus:
        if e.tag not in h.FRAMES - {"article"} and _is_post(e) and markup.characters(e):
            for name in {f.NUMBER.sub("", name) for name in e.names.text.split()}:
                kinds[e.tag, name].append(e)
    series = [outermost(kind) for kind in kinds.values() if len(kind) > 1]
    return max(series, key=lambda kind: (sum(map(markup.characters, kind)), -kind[0].index), default=[])


def _is_post(element: Element) -> bool:
    text = element.names.text
    return any(map(text.__contains__, f.STEMS)) and f.POST.search(text) is not None


def _has_titles(markup: Markup, posts: Sequence[Element]) -> bool:
    """Tell whether most posts have a title, and not all the same one: they are stories."""
    titles = [title for post in posts if (title := _title(markup, post))]
    return len(titles) >= _TITLED * len(posts) and len(set(titles)) > 1


def _shows_forum(markup: Markup, post: Element) -> bool:
    return any(f.BESIDE_POST.search(e.names.text) for e in (post, *markup.inside(post)) if e.names)


def _title(markup: Markup, post: Element) -> str:
    """Return the title that stands above the text of a post, without the mark of an answer; the name is none."""
    for e in markup.inside(post):
        if e.names.is_text:
            break
        if e.tag in h.HEADINGS and markup.characters(e) and not _names_author(markup, e):
            return cue.same_words(f.ANSWER.sub("", markup.text(e)))
    return ""


def _names_author(markup: Markup, heading: Element) -> bool:
    around = (heading, *markup.inside(heading)[:_MOST_IN_NAME], *([heading.parent] if heading.parent else []))
    return any(e.names.is_author or not f.OF_AUTHOR.isdisjoint(e.names.words) for e in around)


def _is_signed(post: UnitText) -> bool:
    return post.author is not None and post.time_raw is not None
