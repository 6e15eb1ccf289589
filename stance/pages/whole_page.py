"""The article of a page that was copied whole, with its menus, adverts and forms.

Above the first paragraph of such a page stand dozens of short lines, and between its paragraphs further ones. The
article is what stands densest: a reading of all lines as article or as something else, in which each paragraph speaks
for the article, each short line without a sentence against it, and going over from one to the other costs something.
The title is looked for above it, nearest to the by-line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.article import Head, is_article_chrome, is_breadcrumb, is_byline, may_be_title
from stance.pages.lines import Line

__all__ = ["is_fragment", "is_whole_page", "read_whole_page"]

#: So many lines stand above the first paragraph of a page that was copied whole.
_LINES_ABOVE = 7
#: What a short line speaks against the article, and what it costs to come back to it.
_FRAGMENT, _BACK = -0.35, 2.25
#: A headline has so many words, and stands so many lines above the by-line, fewer where few are short ones.
_WORDS_OF_TITLE, _LINES_TO_BYLINE, _FRAGMENTS = 5, (8, 14), 3
#: A by-line however long it is.
_PUBLISHED = re.compile(
    r"(?i)(?:first |last )?(?:published|updated|posted|publié|veröffentlicht|aktualisiert|publicado|actualizado"
    r"|pubblicato|gepubliceerd)\b.{0,12}\d"
)
#: In a caption.
_CREDIT = re.compile(r"(?i)\b(?:photo|photograph|picture|image|foto|bild|crédit|credit)s?\b ?[:/©]|stock photo$")
#: Standfirst and captions stand so many lines below the headline at most.
_LINES_OF_GROUP = 6


def is_whole_page(page: Sequence[Line]) -> bool:
    """Tell whether so many lines stand above the first paragraph as on a page with its menus."""
    first = next((i for i, line in enumerate(page) if _score(line.text) >= cue.PARAGRAPH), 0)
    return first >= _LINES_ABOVE and sum(map(is_fragment, page[:first])) >= _LINES_ABOVE


def is_fragment(line: Line) -> bool:
    """Tell whether a line is neither a sentence nor as long as a headline, as those of a menu are."""
    return cue.count_words(line.text) < _WORDS_OF_TITLE and _score(line.text) < 0


def read_whole_page(page: Sequence[Line]) -> tuple[Head, list[Line], list[Line]]:
    """Return the head, the paragraphs, and what is neither, of the lines above the comments."""
    inside = _decode(page)
    begin = next((i for i, is_inside in enumerate(inside) if is_inside), len(page))
    at = _find_title(page, begin)
    title = page[at].text if at is not None else None
    days = [day for line in page[(at or 0) : begin + 1] if is_byline(line.text) and (day := cue.read_date(line.text))]
    in_title = cue.same_words(title or "")
    paragraphs = [
        line
        for line, is_inside in zip(page, inside, strict=True)
        if is_inside and not (is_byline(line.text) or cue.same_words(line.text) == in_title)
    ]
    kept = {line.number for line in paragraphs}
    rest = [line for i, line in enumerate(page) if line.number not in kept and i != at]
    return Head(title, days[0] if days else None, ()), paragraphs, rest


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
    return score if score > 0 and not v.HOUSE_NOTICE.search(text) else _FRAGMENT


def _belongs(page: Sequence[Line], scores: Sequence[float], i: int) -> bool:
    """Tell whether a line amid paragraphs is one, an item of a list, or a heading that stands alone between two."""
    if scores[i] > 0 or page[i].text[0] in "•*-–—":
        return True
    return 0 < i < len(page) - 1 and scores[i - 1] > cue.SENTENCE and scores[i + 1] > cue.SENTENCE


def _find_title(page: Sequence[Line], begin: int) -> int | None:
    """Return the index of the title among the lines above the article.

    Lines as long as a headline are judged by how near above a by-line they stand, and whether the page says them twice.
    Of equal ones the last group is taken, and its first line: what follows are standfirst and captions. Without such
    lines it is a shorter one right above a by-line, or the first long one.
    """
    may_be = [i for i in range(begin) if _may_be_title(page, i)]
    long = [i for i in may_be if cue.count_words(page[i].text) >= _WORDS_OF_TITLE]
    bylines = [i for i in range(begin) if is_byline(page[i].text) or _PUBLISHED.match(page[i].text)]
    said = Counter(line.text for line in page)
    best, best_score = None, 0
    for i in long:
        near, far = (any(i < at <= i + lines for at in bylines) for lines in _LINES_TO_BYLINE)
        near = near and sum(map(is_fragment, page[i + 1 : next(at for at in bylines if at > i)])) <= _FRAGMENTS
        score = 2 * near + far + (said[page[i].text] > 1)
        if score > best_score or (score == best_score and best is not None and i > best + _LINES_OF_GROUP):
            best, best_score = i, score
    above_byline = (i for i in reversed(may_be) if i + 1 in bylines)
    return best if best is not None else next(above_byline, next(iter(long or may_be[-1:]), None))


def _may_be_title(page: Sequence[Line], i: int) -> bool:
    text = page[i].text
    if not may_be_title(text) or is_byline(text) or is_article_chrome(text) or text[-1] == ":":
        return False
    if v.NAVIGATION.search(text) or _CREDIT.search(text):
        return False
    if "|" in text and any(line.text == text.rpartition("|")[2].strip() for line in page):
        return False
    return not is_breadcrumb(text, page[i + 1].text if i + 1 < len(page) else "")
