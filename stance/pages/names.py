"""What a name looks like: how far one line speaks for being an author's, where nothing else marks it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stance.pages import vocabulary as v
from stance.pages.lines import LINES_REMEMBERED

__all__ = ["NOT_A_NAME", "NameLine", "author_score", "is_user_name", "read_name_line", "without_address"]

#: A name is a line of at most so many characters and words.
_NAME_LENGTH, _NAME_WORDS = 40, 4
NOT_A_NAME = -9.0


@lru_cache(maxsize=LINES_REMEMBERED)
def author_score(line: str) -> float:
    """Score how far a bare line looks like a name or user name (above 0) or like text (below).

    >>> author_score("Tokyo Guy") > 0, author_score("How about a phone call?") > 0
    (True, False)
    """
    words = line.split()
    if v.AGE.match(line):
        return NOT_A_NAME
    if not words or len(line) > _NAME_LENGTH or len(words) > _NAME_WORDS or "//" in line or ": " in line:
        return NOT_A_NAME
    if (line[-1] in ".!?…:;,”\"'’)" and not _is_initial(words[-1])) or line[0] in ">\"“'‘*-•#(":
        return NOT_A_NAME
    plain = [word.strip(".,'’").casefold() for word in words]
    if not any(c.isalpha() for c in line) or (len(plain) == 1 and plain[0] in v.INTERJECTIONS):
        return -2.0
    if any(word in v.FUNCTION_WORDS for word in plain) and len(words) > 1:
        return -2.0
    if len(words) == 1:
        return 1.5 if _looks_like_user_name(line) else 1.0
    return 1.0 if all(word[0].isupper() or word[0].isdigit() for word in words) else -0.5


def _is_initial(word: str) -> bool:
    return (len(word) == 2 and word[0].isupper() and word[1] == ".") or word in ("Jr.", "Sr.", "Dr.")


def _looks_like_user_name(word: str) -> bool:
    inner_capital = any(c.isupper() for c in word[1:]) and not word.isupper()
    return inner_capital or "_" in word or any(c.isdigit() for c in word)


_USER_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{3,30}$")


def is_user_name(line: str) -> bool:
    """Tell whether a line is one word that only a user name is: ``ferry_fan``, ``NFreak007``."""
    if not _USER_NAME.match(line) or line.isupper():
        return False
    return "_" in line or (line[-1].isdigit() and sum(c.isalpha() for c in line) > 3)


class NameLine(NamedTuple):
    """The name that a line may be, with an address before it, or a place behind it, left out."""

    text: str
    has_address: bool
    has_place: bool


#: A longer line holds no name, with or without an address.
_LONGEST_LINE = 140


def read_name_line(line: str) -> NameLine | None:
    """Return the name that a line may be; None where the line is too long for one."""
    name, has_address = without_address(line)
    if len(line) > _LONGEST_LINE or not (len(name) <= _NAME_LENGTH or name[-1] == ")"):
        return None
    placed = v.NAME_AND_PLACE.match(name) if name[-1] == ")" else None
    return NameLine(placed[1] if placed else name, has_address, placed is not None)


def without_address(text: str) -> tuple[str, bool]:
    """Split off the address that some pages print before a name."""
    if not text.startswith(("http://", "https://")):
        return text, False
    _, _, name = text.partition(" ")
    return (name, True) if name else (text, False)
