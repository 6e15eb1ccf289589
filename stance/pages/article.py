"""Which lines above the comments are the article's, and what stands at its head.

The article is decoded, not cut at the first odd line: every line speaks for running text or against it
(:func:`~stance.pages.lines.prose_score`), and the reading with the highest sum wins, where going over to other
stories is free at a heading such as "Related Articles", costs something without one, and coming back most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.lines import Line

__all__ = ["Head", "find_article", "read_head"]


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
    first = next((i for i, line in enumerate(page) if cue.prose_score(line.text) >= cue.PARAGRAPH), len(page))
    first = _title_in_front(page, first)
    title: str | None = None
    published: date | None = None
    rest: list[Line] = []
    body: list[Line] = []
    for i, line in enumerate(page[:first]):
        day, text = _leading_date(line.text)
        following = page[i + 1].text if i + 1 < len(page) else ""
        if day or cue.is_time_line(line.text) or v.BYLINE.match(line.text):
            published = published or day or cue.read_date(line.text)
        if not text or cue.is_time_line(line.text) or cue.is_chrome(line.text) or _is_breadcrumb(text, following):
            if text or not day:
                rest.append(line)
        elif title is None and _may_be_title(text):
            title = text
        elif title and cue.same_words(text) == cue.same_words(title):
            rest.append(line)
        else:
            (body if cue.ends_like_a_sentence(text) else rest).append(line)
    return Head(title, published, (*body, *page[first:])), rest


def _title_in_front(page: Sequence[Line], first: int) -> int:
    """Let a very first line that is long, dated in front and no sentence be a title, not a paragraph."""
    if first == 0 and page and (dated := _leading_date(page[0].text))[0] and _may_be_title(dated[1]):
        return 1
    return min(first, _HEAD_LINES)


def _leading_date(text: str) -> tuple[date | None, str]:
    """Split ``date 2025-05-23 Headline`` into day and headline; (None, text) where no day stands in front."""
    match = v.LEADING_DATE.match(text)
    day = cue.read_date(match[1]) if match else None
    return (day, text[match.end() :].strip()) if match and day else (None, text)


def _is_breadcrumb(text: str, following: str) -> bool:
    """Recognise ``HomeJapanTitle`` above ``Title``, and ``Home > Japan > Title``."""
    if not v.BREADCRUMB_START.match(text):
        return False
    repeats = bool(following) and text != following and text.endswith(following)
    return repeats or v.BREADCRUMB_SEPARATOR.search(text) is not None


def _may_be_title(text: str) -> bool:
    least, most = _TITLE_WORDS
    return least <= len(text.split()) <= most and not text.endswith(".")


#: Cost of leaving the article where no heading opens other stories: four headlines outweigh it.
_LEAVE = 5.0
#: What a heading such as "Related Articles" costs a reading that stays in the article, and a way back to it:
#: four long paragraphs outweigh it, the sentences of a list of other stories do not.
_HEADING = _RETURN = 8.0


def find_article(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines between head and comments into the article's paragraphs and the rest."""
    rest = [line for line in body if cue.is_chrome(line.text)]
    left = [line for line in body if not cue.is_chrome(line.text)]
    in_article = _decode_article([line.text for line in left])
    paragraphs = [line for line, inside in zip(left, in_article, strict=True) if inside]
    rest += [line for line, inside in zip(left, in_article, strict=True) if not inside]
    return paragraphs, rest


def _decode_article(texts: Sequence[str]) -> list[bool]:
    """Viterbi over two states, article and other stories; the page begins in the article.

    Only the article's state scores: other stories are made of headlines and prose alike.
    """
    inside, outside = 0.0, float("-inf")
    came_from_inside: list[tuple[bool, bool]] = []
    for text in texts:
        heading = cue.opens_other_stories(text)
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
