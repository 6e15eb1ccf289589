"""Which lines above the comments are the article's, and what stands at its head.

The article is decoded, not cut at the first odd line: every line speaks for running text or against it
(:func:`~stance.pages.lines.prose_score`), and the reading with the highest sum wins, where going over to other
stories is free at a heading such as "Related Articles", costs something without one, and coming back most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.lines import Line
from stance.pages.marks import read_mark
from stance.pages.times import find_time

__all__ = [
    "Head",
    "find_article",
    "is_article_chrome",
    "is_breadcrumb",
    "is_byline",
    "may_be_title",
    "read_head",
    "read_published",
]


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say, and the lines that may be the article's."""

    title: str | None
    published: date | None
    body: tuple[Line, ...]


#: The title is looked for among so many lines before the first paragraph, and has so many words.
_HEAD_LINES, _TITLE_WORDS = 12, (3, 40)


def read_head(page: Sequence[Line]) -> tuple[Head, list[Line]]:
    """Read title and day from the lines before the first paragraph; what they are besides goes to the rest."""
    first = next((i for i, line in enumerate(page) if cue.is_paragraph(line.text)), len(page))
    first = _title_in_front(page, first)
    at = _find_title(page[:first], page[first:])
    title = _leading_date(page[at].text)[1] if at is not None else None
    in_title = cue.same_words(title or "")
    published: date | None = None
    rest: list[Line] = []
    body: list[Line] = []
    for i, line in enumerate(page[:first]):
        day, text = _leading_date(line.text)
        about_story = is_byline(line.text)
        if day or about_story:
            published = published or (None if _CHANGED.match(line.text) else day) or read_published(line.text)
        if i == at:
            continue
        if (
            (title and (cue.same_words(text) == in_title or i < (at or 0)))
            or about_story
            or cue.is_chrome(line.text)
            or not (cue.ends_like_a_sentence(text) or first == len(page))
        ):
            rest.append(line)
        else:
            body.append(line)
    return Head(title, published, (*body, *page[first:])), rest


@lru_cache(maxsize=cue.LINES_REMEMBERED)
def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the story, or when."""
    if not cue.is_short(text):
        return False
    if read_mark(text) is not None or v.BYLINE.match(text) is not None:
        return True
    span = find_time(text)
    if span is None or cue.is_time_line(text):
        return span is not None
    return (span.date or span.relative) and cue.count_words(text) <= _BYLINE_WORDS and _leading_date(text)[0] is None


#: Before the day of a change, which is none of publication.
_CHANGED = re.compile(r"(?i)(?:updated|modified|changed|aktualisiert|actualizado|aggiornato|mis à jour)\b")


def read_published(text: str) -> date | None:
    """Return the first day that a short line names, unless it is that of a change.

    >>> read_published("By Ann ReedMay 13, 2020 • Updated Jul 7, 2020"), read_published("Updated: Mar 4, 2022")
    (datetime.date(2020, 5, 13), None)
    """
    said = find_time(text) if cue.is_short(text) else None
    if said is None or not said.date or _CHANGED.search(text[: said.start]):
        return None
    return cue.read_date(text[said.start : said.end])


#: A line of so many words with a day in it is about the story, not its title.
_BYLINE_WORDS = 12
#: What speaks for a line as the title (a by-line or a day below it, its own repetition, its length), and against it.
_ABOVE_BYLINE, _SAID_TWICE, _LONG_ENOUGH, _NAVIGATION, _LOWER_CASE = 1.5, 2.0, 0.5, -4.0, -1.0
#: What a title and its standfirst have: a by-line below them, and the length.
_STANDFIRST = _ABOVE_BYLINE + _LONG_ENOUGH
_LONGER_WORD = re.compile(r"\w{4,}")


def _find_title(head: Sequence[Line], below: Sequence[Line]) -> int | None:
    """Return the index of the title among the lines of the head: of equal candidates, the last one.

    Of two that stand one below the other above a by-line, both as long as a title, the second is the standfirst, where
    the first speaks of what the text below speaks of, as no name of a site or a column does.
    """
    best, best_score = None, -_LONG_ENOUGH - 1
    seen = [cue.same_words(_leading_date(line.text)[1]) for line in head]
    for i, line in enumerate(head):
        day, text = _leading_date(line.text)
        following = head[i + 1].text if i + 1 < len(head) else ""
        if not may_be_title(text) or _is_about_story(text) or cue.is_chrome(text) or is_breadcrumb(text, following):
            continue
        score = _ABOVE_BYLINE * any(is_byline(line.text) for line in head[i + 1 : i + 3]) + 3.0 * bool(day)
        score += _SAID_TWICE * (seen.count(seen[i]) > 1) + _LONG_ENOUGH * (cue.count_words(text) >= 5)
        score += _NAVIGATION * bool(v.NAVIGATION.search(text)) + _LOWER_CASE * text[0].islower()
        if score >= best_score and not (best is not None and seen[i] == seen[best]):
            follows = best == i - 1 and score == best_score >= _STANDFIRST
            if not (follows and _speaks_of(head[i - 1], below)):
                best, best_score = i, score
    return best


def _speaks_of(title: Line, below: Sequence[Line]) -> bool:
    """Tell whether most of the longer words of a line stand in the text below it, too."""
    words = set(_LONGER_WORD.findall(title.text.casefold()))
    text = "\n".join(line.text for line in below).casefold()
    return 2 * sum(word in text for word in words) > len(words)


def _is_about_story(text: str) -> bool:
    return is_byline(text) or v.ABOUT_STORY.match(text) is not None


#: Nothing stands above a title at the top but a by-line or a day.
_TOP = 3
#: A line above running text that reads like running text itself, and is the title, has so many words at most.
_LONG_TITLE = 25


def _title_in_front(page: Sequence[Line], first: int) -> int:
    """Let a long line at the very top be a title, not a paragraph: dated in front, or no sentence with text below."""
    if first == 0 and page and (dated := _leading_date(page[0].text))[0] and may_be_title(dated[1]):
        return 1
    if first < min(_TOP, len(page) - 1) and all(is_byline(line.text) for line in page[:first]):
        text, below = page[first].text, page[first + 1].text
        may_be = (
            cue.count_words(text) <= _LONG_TITLE and may_be_title(text) and not text.endswith((":", ",", "…", "..."))
        )
        if may_be and not is_byline(text) and (is_byline(below) or cue.is_paragraph(below)):
            return first + 1
    return min(first, _HEAD_LINES)


@lru_cache(maxsize=cue.LINES_REMEMBERED)
def _leading_date(text: str) -> tuple[date | None, str]:
    """Split ``date 2025-05-23 Headline`` into day and headline; (None, text) where no day stands in front."""
    match = v.LEADING_DATE.match(text)
    day = cue.read_date(match[1]) if match else None
    left = text[match.end() :].strip() if match and day else ""
    return (day, left) if match and (not left or left[0].isalnum() or left[0] in "“‘\"'") else (None, text)


def is_breadcrumb(text: str, following: str) -> bool:
    """Recognise ``HomeJapanTitle`` above ``Title``, and ``Home > Japan > Title``."""
    if not v.BREADCRUMB_START.match(text):
        return False
    repeats = bool(following) and text != following and text.endswith(following)
    return repeats or v.BREADCRUMB_SEPARATOR.search(text) is not None


def may_be_title(text: str) -> bool:
    """Tell whether a line is as long as a title, and no sentence."""
    least, most = _TITLE_WORDS
    return not text.endswith((".", "。")) and least <= cue.count_words(text) <= most


#: Cost of leaving the article where no heading opens other stories: so many headlines outweigh it.
_LEAVE = 8.0
#: What a heading such as "Related Articles" costs a reading that stays in the article, and a way back to it:
#: four long paragraphs outweigh it, the sentences of a list of other stories do not.
_HEADING = _RETURN = 8.0


def find_article(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines between head and comments into the article's paragraphs and the rest."""
    chrome = [cue.is_short(line.text) and is_article_chrome(line.text) for line in body]
    rest = [line for line, aside in zip(body, chrome, strict=True) if aside]
    left = [line for line, aside in zip(body, chrome, strict=True) if not aside]
    in_article = _decode_article([line.text for line in left])
    paragraphs = [line for line, inside in zip(left, in_article, strict=True) if inside]
    rest += [line for line, inside in zip(left, in_article, strict=True) if not inside]
    return paragraphs, rest


def is_article_chrome(text: str) -> bool:
    """Tell whether a line amid an article is none of it: a button, an advert, a credit."""
    return cue.is_button(text) or _is_credit_line(text) or cue.is_chrome(text)


def _is_credit_line(text: str) -> bool:
    """Tell whether a line is one of those below many articles: ``Posted by Hedda at 19:40``."""
    mark = read_mark(text)
    return mark is not None and mark.kind == "posted" and mark.verb != "by"


def _decode_article(texts: Sequence[str]) -> list[bool]:
    """Viterbi over two states, article and other stories; the page begins in the article.

    Only the article's state scores: other stories are made of headlines and prose alike.
    """
    inside, outside = 0.0, float("-inf")
    came_from_inside: list[tuple[bool, bool]] = []
    for text in texts:
        heading = cue.is_short(text) and cue.opens_other_stories(text)
        score = -_HEADING if heading else cue.prose_score(text)
        leave = inside - (0.0 if heading else _LEAVE)
        back = outside - _RETURN
        came_from_inside.append((inside >= back, leave > outside))
        inside, outside = max(inside, back) + score, max(leave, outside)
    state = inside >= outside
    states = []
    for inside_from_inside, outside_from_inside in reversed(came_from_inside):
        states.append(state)
        state = inside_from_inside if state else outside_from_inside
    return states[::-1]
