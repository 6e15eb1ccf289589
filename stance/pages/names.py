"""What a name looks like: alone on a line, where nothing else marks it, and beside a verb or a time that does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stance.pages import author_vocabulary as a
from stance.pages import vocabulary as v
from stance.pages.lines import LINES_REMEMBERED, ends_like_a_sentence
from stance.pages.tongues import speaks_elsewhere

__all__ = [
    "LONGEST_NAME",
    "NOT_A_NAME",
    "NO_NAME",
    "SEPARATORS",
    "NameLine",
    "ReadName",
    "author_score",
    "clean_name",
    "is_user_name",
    "may_be_author",
    "may_be_name",
    "read_name",
    "read_name_line",
    "whom_it_answers",
    "without_address",
]

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
    if not line.isascii() and _is_unspaced_text(line):
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
    """Return the name that a line may be; None where the line is too long for one, or empty."""
    name, has_address = without_address(line)
    if not name or len(line) > _LONGEST_LINE or not (len(name) <= _NAME_LENGTH or name[-1] == ")"):
        return None
    placed = v.NAME_AND_PLACE.match(name) if name[-1] == ")" or " from " in name else None
    return NameLine(placed[1] if placed else name, has_address, placed is not None)


def without_address(text: str) -> tuple[str, bool]:
    """Split off the address that some pages print before a name."""
    if not text.startswith(("http://", "https://")):
        return text, False
    _, _, name = text.partition(" ")
    return (name, True) if name else (text, False)


#: Names of people have fewer words; those of other sites that link here ("Their Town » Archive » Pie news") have more.
LONGEST_NAME, _WORDS_OF_A_NAME = 10, 6
#: What stands where a name does and is none.
NO_NAME = re.compile(
    r"(?i)^(?:in (?:response|reply) to|response to|reply to|posted|published|updated|filed|tracked|last|edited"
    r"|modified|created|copyright|©|article|date|time|originally|"
    r"first|since|until|from|in|on|at|as of|by|until|before|after|source|photo|joined|member since|registered"
    r"|tags?|categor\w{1,4}|"
    r"share|tweet|print|email|comments?|views?|page|read|see|via|update|total|location|posts|when|where|what|why|how|next|previous|next)\b[^@]{0,80}$"
)
#: What stands between a name and a time.
SEPARATORS = " \t\xa0,|–—-·•:/~>»"
_URL = re.compile(r"(?:https?://|www\.)\S{1,200}")
_ANSWERS = re.compile(r"(?i)\s(?:replying|replied|reply|in reply|in response) to (?:a comment (?:from|by) )?(.{1,60})$")
_ANSWERS_ELSEWHERE = re.compile(rf"(?i)\s{a.ANSWERS_ELSEWHERE} (.{{1,60}})$")
#: Between a name and the name that it answers.
_ARROW = re.compile(r"\s{1,4}[→➜▶►⇒↪⤷]\s{1,4}")
#: … which some pages write with a plain sign; before a name it says that the comment is an answer.
_PLAIN_ARROW, _ANSWERS_SIGN = " > ", "↳↪⤷└ "
_POINTS_BEHIND = re.compile(r"(?i)\s([+−-]?\d{1,6}) (?:points?|pts)$")
_BESIDE_NAME = re.compile(
    r"(?i)\s?\(\s?\d{2,10}\s?\)(?:\swrites)?(?:[:\s]{1,2}<.{1,60}>?)?$|\swrites$|\s\[score hidden\]$"
    r"|\s[\[(](?:not verified|guest|op|mod)[\])]$|\[[SMA]\]$|^\[[–+-]\]\s?"
    r"|^u/|'s picture$"
)
#: What somebody is on this page, in capitals behind a name that has others.
_RANK_BEHIND = re.compile(r"(?<=\S) (?:AUTHOR|OP|MOD|MODERATOR|ADMIN|STAFF|EDITOR)$")
_LAST_BESIDE_NAME = tuple(")]>es")
_LAST_OF_POINTS = tuple("tTsS")
_GONE = re.compile(r"(?i)^(?:\[(?:deleted|removed|unknown)\]|anonymous coward)$")


class ReadName(NamedTuple):
    """A name, whom it answers and its votes, where the line says so."""

    author: str | None
    answers: str | None = None
    votes: int | None = None


@lru_cache(maxsize=LINES_REMEMBERED)
def read_name(text: str) -> ReadName | None:
    """Return the name without address, account number and picture; None where it cannot be one."""
    bare = text.strip(SEPARATORS).lstrip(_ANSWERS_SIGN)
    if "://" in text or "www." in text:
        bare = _URL.sub("", text).strip(SEPARATORS) or bare
    bare = bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare
    named, votes = None, None
    if " " in bare:
        bare, named = _without_answered(bare)
    if bare[-1:] in _LAST_OF_POINTS and (points := _POINTS_BEHIND.search(bare)):
        bare, votes = bare[: points.start()], int(points[1].replace("−", "-"))
    if bare[-1:].isupper() and not bare.isupper():
        bare = _RANK_BEHIND.sub("", bare)
    if bare[-1:] in _LAST_BESIDE_NAME or bare[:1] in ("[", "u") or "<" in bare:
        bare = _BESIDE_NAME.sub("", _BESIDE_NAME.sub("", bare)).strip(SEPARATORS)
    if bare[:1] in "[aA" and _GONE.match(bare):
        return ReadName(None, named, votes)
    return ReadName(bare, named, votes) if may_be_name(bare, LONGEST_NAME) else None


def _without_answered(text: str) -> tuple[str, str | None]:
    """Divide a name from the name that it answers."""
    lowered = text.lower()
    answers = _ANSWERS.search(text) if " to " in lowered else None
    if answers is None and text.count(" ") > 1 and speaks_elsewhere(lowered):
        answers = _ANSWERS_ELSEWHERE.search(text)
    if answers:
        return text[: answers.start()].strip(SEPARATORS), answers[1]
    if (arrow := _ARROW.search(text)) and arrow.end() < len(text):
        return text[: arrow.start()].strip(), text[arrow.end() :].strip()
    name, _, answered = text.partition(_PLAIN_ARROW)
    if answered and may_be_name(name.strip(), 4) and may_be_name(answered.strip(), 4):
        return name.strip(), answered.strip()
    if "  " in text and all(may_be_name(part.strip(), 4) for part in text.split("  ", 1)):
        name, answered = text.split("  ", 1)  # the arrow between them lost
        return name.strip(), answered.strip()
    return text, None


def clean_name(text: str) -> str:
    """Return a bare name line without bullets, address, account number and picture, and without a place in brackets.

    >>> clean_name("Kommentar von Mareike"), clean_name("Ann (Leith)")
    ('Mareike', 'Ann')
    """
    text = _without_lead(text)
    placed = v.NAME_AND_PLACE.match(text)
    if placed and placed[2]:
        text = placed[1]
    name = read_name(a.BEHIND_NAME.sub("", text))
    return name.author or text if name else text


def _without_lead(text: str) -> str:
    """Split off what introduces a name: two words, or one with a colon ("Kommentar von", "From:")."""
    before = a.BEFORE_NAME.match(text)
    lead = before[0].strip() if before else ""
    return text[before.end() :] if before and (" " in lead or lead.endswith(":")) else text


def whom_it_answers(text: str) -> str | None:
    """Return the name that stands behind the name on a line, where the line says whom it answers."""
    name = read_name(text)
    return name.answers if name else None


def may_be_author(line: str) -> bool:
    """Tell whether a line may be a name where a time beside it already speaks for that."""
    name = read_name(_without_lead(line) if ":" in line else line)
    if name is None or name.author is None:
        return name is not None
    return len(name.author.split()) <= _WORDS_OF_A_NAME and not NO_NAME.match(name.author)


#: In scripts without spaces a name is no longer, and has none of these in it.
_UNSPACED, _LONGEST_UNSPACED, _IN_SENTENCES = re.compile("[\u3040-\u9fff]"), 24, re.compile("[，。！？；：、…“”]")


def _is_unspaced_text(text: str) -> bool:
    """Tell whether a line in a script without spaces is text, and no name."""
    return bool(_UNSPACED.search(text)) and (len(text) > _LONGEST_UNSPACED or _IN_SENTENCES.search(text) is not None)


#: Between a name and that of its bearer's own pages.
_AT_PLACE = " @ "


def may_be_name(text: str, most: int = 7) -> bool:
    """Tell whether text may be a name where a verb or a time already marks the line."""
    if len(text) <= 60:
        text = text.partition(_AT_PLACE)[0]  # "Ann @ What's Baking in Leith?!"
    words = text.split()
    if not words or len(text) > 60 or len(words) > most or (ends_like_a_sentence(text) and len(words) > 4):
        return False
    if not text.isascii() and _is_unspaced_text(text):
        return False
    if len(text) > 12 and not (text[0].isalpha() or any(map(str.isalpha, text))):
        return False
    return words[0].casefold() not in v.SENTENCE_OPENERS or len(words) == 1
