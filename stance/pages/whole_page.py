"""The article of a page that was copied whole, with its menus, adverts and forms.

Above the first paragraph of such a page stand dozens of short lines, and between its paragraphs further ones. The
article is what stands densest: a reading of all lines as article or as something else, in which each paragraph speaks
for the article, each short line without a sentence against it, and going over from one to the other costs something.
The title is looked for above it, nearest to the by-line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.article import (
    Head,
    is_article_chrome,
    is_breadcrumb,
    is_byline,
    may_be_title,
    read_published,
)
from stance.pages.lines import Line
from stance.pages.tongues import is_unspaced

__all__ = ["begins_with_menu", "is_fragment", "is_whole_page", "read_whole_page"]

#: So many lines stand above the first paragraph of a page that was copied whole.
_LINES_ABOVE = 7
#: … and of so many lines below a notice at the top of it as many are its menu's.
_LINES_BELOW = 9
#: What a short line speaks against the article, and what it costs to come back to it.
_FRAGMENT, _BACK = -0.35, 2.25
#: A headline has so many words. What speaks for a line as the title: words that it shares with the article, a by-line
#: so few lines below it, its repetition, its length; and against it: each word too many, each line too far above.
_WORDS_OF_TITLE, _LONG_TITLE, _MOST_SHARED, _LINES_TO_BYLINE, _LINES_ABOVE_ARTICLE = 5, 13, 4, (3, 8), 20
_SHARED, _BYLINE_BELOW, _TWICE, _AS_LONG, _TOO_LONG, _FAR_ABOVE = 2.0, 0.125, 0.5, 0.5, 0.2, 0.03
#: A later line is the title only where so much more speaks for it.
_CLEARLY = 0.4
_CONTENT = re.compile(r"[^\W\d_]{4,}|\d{2,}")
#: A by-line however long it is.
_PUBLISHED = re.compile(
    r"(?i)(?:first |last )?(?:published|updated|posted|publié|veröffentlicht|aktualisiert|publicado|actualizado"
    r"|pubblicato|gepubliceerd)\b.{0,12}\d"
)
#: Above an article without a title so many lines are looked at for its day; more days than this are those of a list.
_LINES_TO_DAY, _MOST_DAYS = 12, 3
#: In a caption.
_CREDIT = re.compile(r"(?i)\b(?:photo|photograph|picture|image|foto|bild|crédit|credit)s?\b ?[:/©]|stock photo$")

#: What a site asks its readers to do.
_INVITES = re.compile(
    r"(?i)(?:follow (?:us|@)|sign up|subscribe|register now|please (?:activate|enable|turn)|print this|e-?mail this"
    r"|bid on|want (?:more|to)|like us|join us|get (?:updates|the latest)|download (?:the|our)|already a)\b"
)


def is_whole_page(page: Sequence[Line]) -> bool:
    """Tell whether so many lines stand above the first paragraph as on a page with its menus; notices do not count."""
    paragraphs = (i for i, line in enumerate(page) if _score(line.text) >= cue.PARAGRAPH)
    return _is_menu(page, next((i for i in paragraphs if not _stands_in_menu(page, i)), 0))


def begins_with_menu(page: Sequence[Line]) -> bool:
    """Tell whether so many lines stand above the first paragraph, be it the article's or a notice, as in a menu."""
    return _is_menu(page, next((i for i, line in enumerate(page) if _score(line.text) >= cue.PARAGRAPH), 0))


def _is_menu(page: Sequence[Line], end: int) -> bool:
    return end >= _LINES_ABOVE and sum(map(is_fragment, page[:end])) >= _LINES_ABOVE


def _stands_in_menu(page: Sequence[Line], i: int) -> bool:
    """Tell whether hardly anything but a menu follows a paragraph, as it does on a notice about cookies."""
    if i + 1 < len(page) and _score(page[i + 1].text) > 0:
        return False
    return sum(map(is_fragment, page[i + 1 : i + 1 + _LINES_BELOW])) >= _LINES_ABOVE


def is_fragment(line: Line) -> bool:
    """Tell whether a line is neither a sentence nor as long as a headline, as those of a menu are."""
    return cue.has_few_words(line.text, _WORDS_OF_TITLE) and _score(line.text) < 0


def read_whole_page(page: Sequence[Line]) -> tuple[Head, list[Line], list[Line]]:
    """Return the head, the paragraphs, and what is neither, of the lines above the comments."""
    inside = _decode(page)
    begin = next((i for i, is_inside in enumerate(inside) if is_inside), len(page))
    at = _find_title(page, inside, begin)
    title = page[at].text if at is not None else None
    published = _published(page, at, begin)
    in_title = cue.same_words(title or "")
    paragraphs = [
        line
        for line, is_inside in zip(page, inside, strict=True)
        if is_inside and not (is_byline(line.text) or cue.same_words(line.text) == in_title)
    ]
    kept = {line.number for line in paragraphs}
    rest = [line for i, line in enumerate(page) if line.number not in kept and i != at]
    return Head(title, published, ()), paragraphs, rest


def _published(page: Sequence[Line], title: int | None, begin: int) -> date | None:
    """Return the day in the first by-line between title and article, unless so many stand there as in a list."""
    above = page[max(0, begin - _LINES_TO_DAY) if title is None else title : begin + 1]
    dated = [(line.text, day) for line in above if (day := read_published(line.text))]
    if len(dated) > _MOST_DAYS:
        return None
    return next((day for text, day in dated if is_byline(text)), None)


def _decode(page: Sequence[Line]) -> list[bool]:
    """Viterbi over three states: above the article, in it, and out of it again, from which coming back costs."""
    chrome = [cue.is_short(line.text) and (is_article_chrome(line.text) or is_byline(line.text)) for line in page]
    scores = [_FRAGMENT if aside else _score(line.text) for line, aside in zip(page, chrome, strict=True)]
    inside, outside = float("-inf"), float("-inf")
    came: list[tuple[str, bool]] = []
    for score in scores:
        best, origin = max((inside, "inside"), (0.0, "above"), (outside - _BACK, "outside"))
        came.append((origin, inside > outside))
        inside, outside = best + score, max(outside, inside)
    state = "inside" if inside >= outside else "outside"
    states: list[bool] = []
    for origin, left_here in reversed(came):
        states.append(state == "inside")
        if state == "inside":
            state = origin
        elif state == "outside" and left_here:
            state = "inside"
    states.reverse()
    return [is_in and not chrome[i] and _belongs(page, scores, i) for i, is_in in enumerate(states)]


def _score(text: str) -> float:
    score = cue.prose_score(text)
    return score if score > 0 and not _is_notice(text) else _FRAGMENT


def _is_notice(text: str) -> bool:
    """Tell whether a line is the site's own; most have none of the words that are in every such line."""
    return any(map(text.lower().__contains__, v.HOUSE_NOTICE_STEMS)) and v.HOUSE_NOTICE.search(text) is not None


def _belongs(page: Sequence[Line], scores: Sequence[float], i: int) -> bool:
    """Tell whether a line amid paragraphs is one, an item of a list, or a heading that stands alone between two."""
    if scores[i] > 0 or page[i].text[0] in "•*-–—":
        return True
    return 0 < i < len(page) - 1 and scores[i - 1] > cue.SENTENCE and scores[i + 1] > cue.SENTENCE


def _find_title(page: Sequence[Line], inside: Sequence[bool], begin: int) -> int | None:
    """Return the index of the title among the lines above the article: that which shares most words with it.

    A by-line below it, its repetition and its length speak for a line, too. Of nearly equal ones the first is taken:
    what follows are standfirst and captions.
    """
    spoken = frozenset().union(*(_words(line.text) for line, is_in in zip(page, inside, strict=True) if is_in))
    bylines = [i for i in range(begin) if is_byline(page[i].text) or _PUBLISHED.match(page[i].text)]
    said = Counter(line.text for line in page)
    best, best_score = None, 0.0
    for i in range(min(begin + 1, len(page))):  # the first line of the article may be a question
        if not _may_be_title(page, i):
            continue
        text = page[i].text
        at = bisect_right(bylines, i)
        below = bylines[at] - i if at < len(bylines) else len(page)
        words = cue.count_words(text)
        score = _SHARED * min(len(_words(text) & spoken), _MOST_SHARED) / _MOST_SHARED
        score += _BYLINE_BELOW * sum(below <= near for near in _LINES_TO_BYLINE)
        score += _TWICE * (said[text] > 1) + _AS_LONG * (words >= _WORDS_OF_TITLE)
        score -= _TOO_LONG * max(0, words - _LONG_TITLE) + _FAR_ABOVE * max(0, begin - i - _LINES_ABOVE_ARTICLE)
        if best is None or score > best_score + _CLEARLY:
            best, best_score = i, score
    return best


def _words(text: str) -> set[str]:
    """Return what a line speaks of: its longer words and numbers, pairs of letters in scripts without spaces."""
    text = text.casefold()
    if is_unspaced(text):
        return {text[i : i + 2] for i in range(len(text) - 1)}
    return set(_CONTENT.findall(text))


def _may_be_title(page: Sequence[Line], i: int) -> bool:
    text = page[i].text
    if not may_be_title(text) or is_byline(text) or is_article_chrome(text) or text[-1] == ":":
        return False
    if v.NAVIGATION.search(text) or _CREDIT.search(text) or _INVITES.match(text) or "  " in text or text.count("|") > 1:
        return False
    if "|" in text and any(line.text == text.rpartition("|")[2].strip() for line in page):
        return False
    return not is_breadcrumb(text, page[i + 1].text if i + 1 < len(page) else "")
