"""What stands around comments and between stories, and belongs to no one: each line is read once.

:func:`read_cues` answers every question about one line together. Most lines are none of all this, which one pattern
tells: the others are asked of the rest alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from stance.pages import button_vocabulary as b
from stance.pages import section_vocabulary as s
from stance.pages import vocabulary as v
from stance.pages.tongues import any_of

__all__ = ["LINES_REMEMBERED", "NO_CUES", "Cues", "ends_like_a_sentence", "is_short", "read_cues", "side_by_side"]

#: Several stages ask the same of the lines of a page; so many answers are kept.
LINES_REMEMBERED = 10_000


class Cues(NamedTuple):
    """What one line is, of what stands around comments; several may hold."""

    #: ``15 Comments``, ``Comments (12)``, ``3 thoughts on “…”``: opens a comment section.
    is_header: bool = False
    #: ``No comments yet...``, ``0 Comments``, ``Be the first to comment``.
    is_empty_notice: bool = False
    #: ``Comments are closed``: nobody may write any more, whatever stands below.
    is_closed: bool = False
    #: ``Login to comment``, ``Leave a Reply``, ``Email``: part of the form for a new comment.
    is_form: bool = False
    #: ``Loading comments...``: the comments come by script.
    is_not_loaded: bool = False
    #: ``Reply``, ``12 Likes``, ``+20``, ``3 • Reply • Share ›``: stands beside a comment.
    is_button: bool = False
    #: A button, a counter, a notice, arrows: stands around a comment.
    is_aside: bool = False
    #: ``ALSO READ``, ``Related Articles``, ``Most Popular``: a list of other stories follows.
    opens_other_stories: bool = False
    #: Other stories, a notice, a footer, the form for a new one: stands below the comments.
    ends_comments: bool = False
    #: A comment section may begin here; a lone word of a form ("Email") is no sign of one.
    opens_section: bool = False
    #: Stands between the header of a section and its comments.
    belongs_to_header: bool = False


#: A line of text.
NO_CUES = Cues()
_ANY = any_of(
    *(s.COMMENT_HEADER, s.EMPTY_SECTION, s.COMMENT_FORM, s.NOT_LOADED, s.SECTION_CLOSED),
    *(b.COMMENT_BUTTON, v.OTHER_STORIES, v.FOOTER),
)


@lru_cache(maxsize=LINES_REMEMBERED)
def read_cues(line: str) -> Cues:
    """Say what a line is, of all that stands around comments.

    >>> read_cues("3 • Reply • Share ›").is_button, read_cues("Talking beats tariffs.") == Cues()
    (True, True)
    """
    if not 0 < len(line) <= v.MAX_CUE_LENGTH or not (
        has_separator(line)
        or _ANY.match(line)
        or (not line[0].isalnum() and (line[0] in _OPENING or _is_of_signs(line)))
        or line.split(" ", 1)[0].lower() in b.FIRST_IN_ROW
    ):
        return NO_CUES
    header = s.COMMENT_HEADER.match(line) is not None
    empty = s.EMPTY_SECTION.match(line) is not None
    form = s.COMMENT_FORM.match(line) is not None
    asks = form and s.SEVERAL_WORDS.search(line) is not None
    not_loaded = s.NOT_LOADED.match(line) is not None
    button = _is_button(line)
    closed = s.SECTION_CLOSED.match(line) is not None
    stories = not ends_like_a_sentence(line) and v.OTHER_STORIES.match(line) is not None
    return Cues(
        is_header=header,
        is_empty_notice=empty,
        is_closed=empty and closed,
        is_form=form,
        is_not_loaded=not_loaded,
        is_button=button,
        is_aside=button or form or closed or b.ORNAMENT.match(line) is not None,
        opens_other_stories=stories,
        ends_comments=stories or closed or asks or _is_menu(line) or v.FOOTER.match(line) is not None,
        opens_section=header or empty or asks,
        belongs_to_header=header or empty or form or button or not_loaded,
    )


def _is_of_signs(line: str) -> bool:
    return any(pattern.match(line) for pattern in (b.ORNAMENT, b.BARE_VOTES, b.VOTES_BETWEEN, b.VOTES_UP_DOWN))


def is_short(line: str) -> bool:
    """Tell whether a line is short enough to be a cue of any kind."""
    return 0 < len(line) <= v.MAX_CUE_LENGTH


_SENTENCE_END = (
    *(".", "!", "?", "…", ".”", '."', ".’", ".'", "!”", "?”", '!"', '?"', ".)", "!)", "?)"),
    *("。", "！", "？", "。」", "！」", "？」", ".“", "!“", "?“"),
    *(".»", "!»", "?»", ". »", "! »", "? »", ".«", "!«", "?«"),
)


def ends_like_a_sentence(line: str) -> bool:
    """Tell whether a line ends with a full stop or its kin, quotation marks and brackets allowed."""
    return line.endswith(_SENTENCE_END)


def has_separator(line: str) -> bool:
    """Tell whether a line may have parts: one of these is in every such line; plain tests are the quickest."""
    return (
        "  " in line
        or "|" in line
        or "•" in line
        or "·" in line
        or "›" in line
        or "»" in line
        or ") (" in line
        or ")(" in line
    )


def side_by_side(line: str) -> list[str]:
    """Split ``3 • Reply • Share ›``; most lines are one part, which is seen without the pattern."""
    if not has_separator(line):
        return [line]
    return [part for part in b.BUTTON_SEPARATOR.split(line) if part]


#: A word in brackets is a button like one among others: ``(Link)``.
_OPENING, _CLOSING = "([", ")]"
#: No button has more characters.
_LONGEST_BUTTON = 70


def _is_button(line: str) -> bool:
    parts = side_by_side(line)
    among = len(parts) > 1 or (line[0] in _OPENING and line[-1] in _CLOSING)
    if not parts or len(parts[0]) > _LONGEST_BUTTON:
        return False
    named = [
        part
        for part in parts
        if b.COMMENT_BUTTON.match(part)
        or b.BARE_VOTES.match(part)
        or (not part[0].isalnum() and (b.VOTES_BETWEEN.match(part) or b.VOTES_UP_DOWN.match(part)))
        or (among and b.BUTTON_AMONG_OTHERS.match(part))
    ]
    counts = [part for part in parts if part.isdigit() or (among and v.AGE.match(part))]
    return (bool(named) and len(named) + len(counts) == len(parts)) or (not among and _is_row(line))


#: A button has so many words at most, a row of them so many.
_WORDS_OF_BUTTON, _WORDS_OF_ROW = 6, 10


def _is_row(line: str) -> bool:
    """Tell whether a line is two buttons or more with nothing but spaces between: ``Alerter Répondre``."""
    words = line.split()
    if not 1 < len(words) <= _WORDS_OF_ROW or words[0].lower() not in b.FIRST_IN_ROW:
        return False
    at = 0
    while at < len(words):
        ends = range(min(at + _WORDS_OF_BUTTON, len(words)), at, -1)
        at = next((end for end in ends if b.COMMENT_BUTTON.match(" ".join(words[at:end]))), 0)
        if not at:
            return False
    return True


_MENU_PARTS, _MENU_PART_LENGTH = 3, 28


def _is_menu(line: str) -> bool:
    """``about   blog   help   site rules``: names of places side by side."""
    parts = side_by_side(line)
    return len(parts) >= _MENU_PARTS and all(
        len(part) <= _MENU_PART_LENGTH and len(part.split()) <= 4 for part in parts
    )
