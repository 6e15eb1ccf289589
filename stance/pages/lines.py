"""What one line of a saved page can be.

Each question is one small function on one stripped line; none knows its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from stance.pages import button_vocabulary as b
from stance.pages import section_vocabulary as s
from stance.pages import vocabulary as v
from stance.pages.moments import read_day
from stance.pages.times import find_time
from stance.pages.tongues import FIRST_UNSPACED

__all__ = [
    "Line",
    "declared_count",
    "is_button",
    "is_chrome",
    "is_comment_header",
    "is_empty_notice",
    "is_form",
    "is_time_line",
    "opens_other_stories",
    "prose_score",
    "read_date",
    "read_votes",
    "same_words",
]


class Line(NamedTuple):
    """One non-blank line of a page: its number in the file (from 1) and its stripped text."""

    number: int
    text: str
    indent: int = 0
    after_blank: bool = False


AGE_LINE = v.AGE
#: Several stages ask the same of the lines of a page; so many answers are kept.
LINES_REMEMBERED = 10_000
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = (
    *(".", "!", "?", "…", ".”", '."', ".’", ".'", "!”", "?”", '!"', '?"', ".)", "!)", "?)"),
    *("。", "！", "？", "。」", "！」", "？」", ".“", "!“", "?“"),
    *(".»", "!»", "?»", ". »", "! »", "? »", ".«", "!«", "?«"),
)

#: Prose scores: how far one line speaks for the article (above 0) or for lists of headlines and buttons.
LONG_PARAGRAPH, PARAGRAPH, SENTENCE, UNSURE, FRAGMENT, HEADLINE = 2.0, 1.0, 0.5, 0.0, -0.1, -0.7


def is_short(line: str) -> bool:
    """Tell whether a line is short enough to be a cue of any kind."""
    return 0 < len(line) <= v.MAX_CUE_LENGTH


@lru_cache(maxsize=LINES_REMEMBERED)
def is_comment_header(line: str) -> bool:
    """``15 Comments``, ``Comments (12)``, ``3 thoughts on “…”``: opens a comment section."""
    return is_short(line) and s.COMMENT_HEADER.match(line) is not None


def declared_count(line: str) -> int | None:
    """Return the number of comments that a header line declares."""
    match = s.COMMENT_HEADER.match(line) if is_short(line) else None
    digits = next((group for group in match.groups() if group), None) if match else None
    return int("".join(filter(str.isdigit, digits))) if digits else None


@lru_cache(maxsize=LINES_REMEMBERED)
def is_form(line: str) -> bool:
    """``Login to comment``, ``Leave a Reply``, ``Email``: part of the form for a new comment."""
    return is_short(line) and s.COMMENT_FORM.match(line) is not None


def is_whole_form(line: str) -> bool:
    """Tell whether a line of the form says what the form is for; "Email" or "Name" does not."""
    return is_form(line) and s.SEVERAL_WORDS.search(line) is not None


def is_about_comments(line: str) -> bool:
    """Tell whether a line has the word, in one of the languages known here."""
    return s.ABOUT_COMMENTS.search(line) is not None


@lru_cache(maxsize=LINES_REMEMBERED)
def is_empty_notice(line: str) -> bool:
    """``No comments yet...``, ``0 Comments``, ``Be the first to comment``."""
    return is_short(line) and s.EMPTY_SECTION.match(line) is not None


def is_not_loaded(line: str) -> bool:
    """Tell whether a line says that the comments come by script: ``Loading comments...``."""
    return is_short(line) and s.NOT_LOADED.match(line) is not None


@lru_cache(maxsize=LINES_REMEMBERED)
def closes_section(line: str) -> bool:
    """``Comments on this article are now closed``, ``View more comments``."""
    return is_short(line) and s.SECTION_CLOSED.match(line) is not None


#: No button has more characters.
_LONGEST_BUTTON = 70


def _side_by_side(line: str) -> list[str]:
    """Split ``3 • Reply • Share ›``; most lines are one part, which is seen without the pattern."""
    if not b.SEPARATOR.search(line):
        return [line]
    return [part for part in b.BUTTON_SEPARATOR.split(line) if part]


@lru_cache(maxsize=LINES_REMEMBERED)
def is_button(line: str) -> bool:
    """``Reply``, ``12 Likes``, ``+20``, ``3 • Reply • Share ›``: stands beside a comment and belongs to no one."""
    if not is_short(line):
        return False
    parts = _side_by_side(line)
    among = len(parts) > 1
    if not parts or len(parts[0]) > _LONGEST_BUTTON:
        return False
    named = [
        part
        for part in parts
        if b.COMMENT_BUTTON.match(part) or b.BARE_VOTES.match(part) or (among and b.BUTTON_AMONG_OTHERS.match(part))
    ]
    counts = [part for part in parts if part.isdigit() or (among and v.AGE.match(part))]
    return bool(named) and len(named) + len(counts) == len(parts)


@lru_cache(maxsize=LINES_REMEMBERED)
def is_aside(line: str) -> bool:
    """Tell whether a line stands around a comment and belongs to no one: a button, a counter, a notice, arrows."""
    return is_button(line) or is_form(line) or closes_section(line) or b.ORNAMENT.match(line) is not None


def is_text_button(line: str) -> bool:
    """``+1``: a button's shape, and all that some comments say."""
    return bool(b.BARE_VOTES.match(line))


@dataclass(frozen=True, slots=True)
class Votes:
    """Net votes, and votes for and against where the page has both."""

    net: int
    up: int | None = None
    down: int | None = None


def read_votes(line: str) -> Votes | None:
    """Read ``-8 ( +1 / -9 )``, ``5 Good  1 Bad``, ``41 likes • Reply``.

    >>> read_votes("-8 ( +1 / -9 )")
    Votes(net=-8, up=1, down=9)
    """
    if not is_short(line) or not _DIGIT.search(line):
        return None
    if match := b.VOTES_NET.match(line):
        return Votes(_number(match[1]), int(match[2]), int(match[3]))
    if match := b.VOTES_UP_DOWN.match(line):
        up, down = (int(group) for group in match.groups() if group is not None)
        return Votes(up - down, up, down)
    for part in _side_by_side(line):
        if match := b.VOTES_ONE.match(part):
            return Votes(_number(match["a"] or match["b"]))
    return None


def _number(text: str) -> int:
    return int(text.replace("−", "-"))


def read_count(line: str) -> int:
    """Read a bare count: "12", "-3", "1.1K"."""
    scale = {"K": 1_000, "M": 1_000_000}.get(line[-1], 1)
    return round(float(line.rstrip("KM")) * scale) if scale > 1 else _number(line)


def read_age_of_row(line: str) -> tuple[str, int | None] | None:
    """Return age and likes in a row of buttons: ``Like · Reply · 14 · 3w``."""
    if not b.SEPARATOR.search(line) or not is_button(line):
        return None
    parts = _side_by_side(line)
    age = next((part for part in parts if v.AGE.match(part)), None)
    count = next((int(part) for part in parts if part.isdecimal()), None)
    return (age, count) if age else None


@lru_cache(maxsize=LINES_REMEMBERED)
def is_chrome(line: str) -> bool:
    """Advert, button, credit, by-line, link to one other story: neither article nor comment."""
    if not is_short(line):
        return False
    patterns = (v.CHROME, v.CREDIT, v.BYLINE, v.INLINE_LINK)
    if any(pattern.match(line) for pattern in patterns):
        return True
    parts = _side_by_side(line)
    return len(parts) > 1 and all(v.CHROME.match(part) or b.COMMENT_BUTTON.match(part) for part in parts)


def is_menu(line: str) -> bool:
    """``about   blog   help   site rules``: names of places side by side."""
    parts = _side_by_side(line) if is_short(line) else []
    return len(parts) >= _MENU_PARTS and all(
        len(part) <= _MENU_PART_LENGTH and len(part.split()) <= 4 for part in parts
    )


_MENU_PARTS, _MENU_PART_LENGTH = 3, 28


def is_footer(line: str) -> bool:
    """``Older post``, ``Terms | Privacy | Contact``: stands at the foot of a page."""
    return is_menu(line) or (is_short(line) and v.FOOTER.match(line) is not None)


@lru_cache(maxsize=LINES_REMEMBERED)
def opens_other_stories(line: str) -> bool:
    """``ALSO READ``, ``Related Articles``, ``Most Popular``: a list of other stories follows."""
    return is_short(line) and not ends_like_a_sentence(line) and v.OTHER_STORIES.match(line) is not None


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
    return len(text.split()) if text.isascii() or max(text) < FIRST_UNSPACED else len(text) // 2


def ends_like_a_sentence(line: str) -> bool:
    """Tell whether a line ends with a full stop or its kin, quotation marks and brackets allowed."""
    return line.endswith(_SENTENCE_END)


_SPOKEN = re.compile(r"[.!?…]\s|[.!?…。！？]$|[:;]-?[)D(P]|(?i:\b(?:i|you|your|my|me|thanks)\b)")


@lru_cache(maxsize=LINES_REMEMBERED)
def is_spoken(line: str) -> bool:
    """Tell whether a line may be what somebody says: anything but a headline or a bare label."""
    if len(line) > v.MAX_CUE_LENGTH or line[:1].islower() or _SPOKEN.search(line):
        return True
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) < 0.4 * len(words)


#: A headline has so many words; a label, an ingredient or a place on a list has fewer.
_HEADLINE_WORDS = 5


def has_sentence(line: str) -> bool:
    """Tell whether a sentence ends in a line."""
    return ends_like_a_sentence(line) or ". " in line or "! " in line or "? " in line or "。" in line


@lru_cache(maxsize=LINES_REMEMBERED)
def ends_comments(line: str) -> bool:
    """Tell whether a line stands below the comments: other stories, a notice, a footer, the form for a new one."""
    if opens_other_stories(line) or closes_section(line) or is_footer(line):
        return True
    return is_whole_form(line)


@lru_cache(maxsize=LINES_REMEMBERED)
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
        return PARAGRAPH if len(line) >= (70 if line[-1] < FIRST_UNSPACED else 25) else SENTENCE
    if len(line) > v.MAX_CUE_LENGTH:
        return PARAGRAPH
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    is_item = line[0].isdigit() or line[0] in "•*-–—" or line[-1] == ")"
    if len(line.split()) >= _HEADLINE_WORDS and capitals >= 0.6 * len(words) and not is_item:
        return HEADLINE
    return FRAGMENT if len(line) < 100 else UNSURE


#: A line of so many characters with so many of the words that hold sentences together is running text, ended or not.
_TEXT_LENGTH, _TEXT_WORDS = 100, 5


def is_paragraph(line: str) -> bool:
    """Tell whether a line is running text rather than a title, a label or a button."""
    if prose_score(line) >= PARAGRAPH:
        return True
    words = [word.casefold() for word in _WORD.findall(line)] if len(line) >= _TEXT_LENGTH else []
    return sum(word in v.FUNCTION_WORDS for word in words) >= max(_TEXT_WORDS, 0.3 * len(words))
