"""What one line of a saved page can be.

Each question is one small function on one stripped line; none knows its neighbours.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from stance.pages import button_vocabulary as b
from stance.pages import section_vocabulary as s
from stance.pages import vocabulary as v
from stance.pages.cues import LINES_REMEMBERED, ends_like_a_sentence, is_short, read_cues, side_by_side
from stance.pages.moments import read_day
from stance.pages.times import find_time
from stance.pages.tongues import FIRST_UNSPACED, is_unspaced

__all__ = [
    "LINES_REMEMBERED",
    "Line",
    "declared_count",
    "ends_like_a_sentence",
    "is_button",
    "is_chrome",
    "is_comment_header",
    "is_empty_notice",
    "is_form",
    "is_short",
    "is_time_line",
    "opens_other_stories",
    "prose_score",
    "read_date",
    "same_words",
]


class Line(NamedTuple):
    """One non-blank line of a page: its number in the file (from 1) and its stripped text."""

    number: int
    text: str
    indent: int = 0
    after_blank: bool = False


AGE_LINE = v.AGE
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

#: Prose scores: how far one line speaks for the article (above 0) or for lists of headlines and buttons.
LONG_PARAGRAPH, PARAGRAPH, SENTENCE, UNSURE, FRAGMENT, HEADLINE = 2.0, 1.0, 0.5, 0.0, -0.1, -0.7


def is_comment_header(line: str) -> bool:
    """Tell whether a line opens a comment section (:class:`~stance.pages.cues.Cues`, as those below)."""
    return read_cues(line).is_header


def is_empty_notice(line: str) -> bool:
    """Tell whether a line says that nobody has written, or may."""
    return read_cues(line).is_empty_notice


def is_form(line: str) -> bool:
    """Tell whether a line is part of the form for a new comment."""
    return read_cues(line).is_form


def is_button(line: str) -> bool:
    """Tell whether a line stands beside a comment and belongs to no one."""
    return read_cues(line).is_button


def is_aside(line: str) -> bool:
    """Tell whether a line stands around a comment and belongs to no one: a button, a counter, a notice, arrows."""
    return read_cues(line).is_aside


def opens_other_stories(line: str) -> bool:
    """Tell whether a list of other stories follows."""
    return read_cues(line).opens_other_stories


def declared_count(line: str) -> int | None:
    """Return the number of comments that a header line declares."""
    match = s.COMMENT_HEADER.match(line) if read_cues(line).is_header else None
    digits = next((group for group in match.groups() if group), None) if match else None
    return int("".join(filter(str.isdigit, digits))) if digits else None


def is_about_comments(line: str) -> bool:
    """Tell whether a line has the word, in one of the languages known here."""
    return s.ABOUT_COMMENTS.search(line) is not None


def is_text_button(line: str) -> bool:
    """``+1``: a button's shape, and all that some comments say."""
    return bool(b.BARE_VOTES.match(line))


def read_age_of_row(line: str) -> tuple[str, int | None] | None:
    """Return age and likes in a row of buttons: ``Like · Reply · 14 · 3w``."""
    parts = side_by_side(line) if is_button(line) else []
    age = next((part for part in parts if v.AGE.match(part)), None)
    count = next((int(part) for part in parts if part.isdecimal()), None)
    return (age, count) if age else None


@lru_cache(maxsize=LINES_REMEMBERED)
def is_chrome(line: str) -> bool:
    """Advert, button, credit, by-line, link to one other story: neither article nor comment."""
    if not is_short(line):
        return False
    if v.CHROME.match(line) or v.CREDIT.match(line) or v.BYLINE.match(line) or v.INLINE_LINK.match(line):
        return True
    parts = side_by_side(line)
    return len(parts) > 1 and all(v.CHROME.match(part) or b.COMMENT_BUTTON.match(part) for part in parts)


@lru_cache(maxsize=LINES_REMEMBERED)
def is_time_line(line: str) -> bool:
    """Tell whether a line says when something was posted, and nothing else."""
    if not is_short(line):
        return False
    if v.AGE.match(line):
        return True
    span = find_time(line)
    return span is not None and not _WORD.search(v.TIME_FILLER.sub("", line[: span.start] + " " + line[span.end :]))


def read_date(line: str) -> date | None:
    """Read the day in a short line where it can be read in one way only."""
    return read_day(line) if is_short(line) else None


def same_words(line: str) -> str:
    """Return the letters and digits of a line, for comparing lines that differ in punctuation only."""
    return "".join(_WORD.findall(line)).casefold()


def count_words(text: str) -> int:
    """Count the words of a text; in scripts without spaces two letters stand for one."""
    return len(text) // 2 if is_unspaced(text) else len(text.split())


def has_few_words(text: str, fewer_than: int) -> bool:
    """Tell whether a text has fewer words: a long one is not counted to its end."""
    return count_words(text) < fewer_than if is_unspaced(text) else len(text.split(None, fewer_than)) < fewer_than


_STOPS = (".", "!", "?", "…")
_SPOKEN = re.compile(r"[.!?…]\s|[.!?…。！？]$|[:;]-?[)D(P]|(?i:\b(?:i|you|your|my|me|thanks)\b)")


def is_spoken(line: str) -> bool:
    """Tell whether a line may be what somebody says: anything but a headline or a bare label."""
    if len(line) > v.MAX_CUE_LENGTH or line[:1].islower() or line[-1:] in _STOPS or _SPOKEN.search(line):
        return True
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) < 0.4 * len(words)


#: A sentence of so many characters is a paragraph, and one of so many in scripts without spaces.
_PARAGRAPH_LENGTH, _UNSPACED_PARAGRAPH = 70, 25
#: A headline has so many words; a label, an ingredient or a place on a list has fewer.
_HEADLINE_WORDS = 5


def has_sentence(line: str) -> bool:
    """Tell whether a sentence ends in a line."""
    return ends_like_a_sentence(line) or ". " in line or "! " in line or "? " in line or "。" in line


def prose_score(line: str) -> float:
    """Score how far one line speaks for running text (positive) or for headlines and fragments (negative).

    >>> prose_score("The source said on Monday that the two sides are still far apart on cars.")
    1.0
    >>> prose_score("South Korea Factory Activity Hits High as Export Demand Surges")
    -0.7
    """
    if not line:
        return UNSURE
    if ends_like_a_sentence(line):
        if len(line) >= v.MAX_CUE_LENGTH:
            return LONG_PARAGRAPH
        least = _PARAGRAPH_LENGTH if line[-1] < FIRST_UNSPACED else _UNSPACED_PARAGRAPH
        return PARAGRAPH if len(line) >= least else SENTENCE
    if len(line) > v.MAX_CUE_LENGTH:
        return PARAGRAPH
    is_item = line[0].isdigit() or line[0] in "•*-–—" or line[-1] == ")"
    if not is_item and len(line.split()) >= _HEADLINE_WORDS:
        words = [word for word in _WORD.findall(line) if len(word) > 3]
        if sum(word[0].isupper() for word in words) >= 0.6 * len(words):
            return HEADLINE
    return FRAGMENT if len(line) < 100 else UNSURE


#: A line of so many characters with so many of the words that hold sentences together is running text, ended or not.
_TEXT_LENGTH, _TEXT_WORDS = 100, 5


def is_paragraph(line: str) -> bool:
    """Tell whether a line is running text rather than a title, a label or a button."""
    if ends_like_a_sentence(line):
        return len(line) >= _PARAGRAPH_LENGTH
    if len(line) > v.MAX_CUE_LENGTH or len(line) < _TEXT_LENGTH:
        return len(line) > v.MAX_CUE_LENGTH
    words = [word.casefold() for word in _WORD.findall(line)]
    return sum(word in v.FUNCTION_WORDS for word in words) >= max(_TEXT_WORDS, 0.3 * len(words))
