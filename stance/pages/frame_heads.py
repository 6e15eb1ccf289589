"""Who wrote a comment, and what the page says of that, in the lines around its time.

The first line that may be a name is one. Above it may stand what was left of the comment before ("View 3 more replies",
a removed one), the letters of a picture, and lines that only repeat the name ("View Ann's profile"); where the page has
the name in buttons alone ("Mute Ann" / "Report Ann"), it is what these have in common. Below it stand labels: ranks and
places that come back beside other names, and whom the comment answers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.pages import author_vocabulary as a
from stance.pages import furniture_vocabulary as f
from stance.pages import lines as cue
from stance.pages.frames import is_count, key_of_frame
from stance.pages.lines import Line
from stance.pages.marks import read_mark
from stance.pages.names import author_score, clean_name, may_be_author, whom_it_answers

__all__ = ["Head", "Labels", "above_names", "greets", "is_picture", "may_be_name_line", "read_head"]

#: A name is no longer than this; a sentence of so many words is none; a label of it stands so many lines above it.
_NAME_LENGTH, _SENTENCE_WORDS, _LABEL_LINES = 45, 4, 3
#: The letters for a picture are no more.
_INITIALS = 3
_VERB_BEHIND = re.compile(r"(?<=\S) (?:replied|commented|wrote|posted|said|asked|added)$")
_PARTS = re.compile(r"[^\W_]+")


class Head(NamedTuple):
    """A name, whom its bearer answers, the line that has it, and the index of the first line below."""

    author: str
    answers: str | None
    number: int
    below: int


def may_be_name_line(text: str) -> bool:
    """Tell whether a whole line may be a name: no button, count, notice or sentence."""
    if len(text) > _NAME_LENGTH or cue.is_aside(text) or cue.is_comment_header(text) or a.ANSWERS_LINE.match(text):
        return False
    if is_count(text) or f.TIE.match(text) or f.REMOVED.match(text) or f.BELOW_TIME.match(text):
        return False
    if cue.is_chrome(text) or (text.isupper() and text.count(" ") > 1):
        return False
    if len(text.split()) >= _SENTENCE_WORDS and (cue.ends_like_a_sentence(text) or "! " in text or "? " in text):
        return False
    return may_be_author(text) and any(c.isalnum() for c in text)


#: A label above names stands above so many different ones.
_NAMES_BELOW = 3


def above_names(heads: Sequence[Sequence[str]]) -> set[str]:
    """Return the first lines of heads that are labels: below each stands another name."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for first, *others in filter(None, heads):
        if others and may_be_name_line(others[0]):
            below[first].add(others[0])
    return {label for label, names in below.items() if len(names) >= _NAMES_BELOW}


def read_head(
    lines: Sequence[Line], known: Collection[str], common: Collection[str] = (), usual: int = 0
) -> Head | None:
    """Read the lines above a text.

    ``known`` are the names so far, ``common`` the lines that many heads have, and ``usual`` tells how many lines most
    heads have, where they are above the text: of more lines the first one is often left from the comment before.
    """
    texts = [line.text for line in lines]
    if said := _in_two_buttons(texts):
        name, at = said
        return Head(name, None, lines[at].number, at + 2)
    left = 0 < usual < len(texts) and _is_left_over([text for text in texts if may_be_name_line(text)], known)
    for i, text in enumerate(texts):
        if text in common or not may_be_name_line(text):
            continue
        if left:
            left = False
            continue
        if any(_only_repeats(text, below) for below in texts[i + 1 : i + 1 + _LABEL_LINES]):
            continue
        if i + 1 < len(texts) and is_picture(text, texts[i + 1]):
            continue
        answers = whom_it_answers(text) or _whom(texts[i + 1 :], known)
        name = text if text[-1] == ")" else _VERB_BEHIND.sub("", clean_name(text))
        return Head(name, answers, lines[i].number, i + 1)
    return None


def _is_left_over(found: Sequence[str], known: Collection[str]) -> bool:
    """Tell whether the first of several lines looks like no name, and the next one does."""
    if len(found) < 2 or found[0] in known or is_picture(found[0], found[1]) or a.BADGE.match(found[1]):
        return False
    return author_score(found[0]) <= 0 < author_score(found[1]) and not found[0].endswith(")")


def _only_repeats(text: str, below: str) -> bool:
    """Tell whether a line is a label of the name below it: ``View Ann's profile``."""
    if len(text) < len(below) + 2 or len(below) == 1 or not may_be_name_line(below) or a.BADGE.match(below):
        return False
    return re.search(rf"(?<!\w){re.escape(below)}(?!\w)", text) is not None


def is_picture(text: str, name: str) -> bool:
    """Tell whether a line is the letters that stand for the picture of the name below it: ``LM`` / ``Lorraine Mak``."""
    if not (len(text) <= _INITIALS and text.isalnum() and len(name) > len(text) and may_be_name_line(name)):
        return False
    initials = iter(part[0].casefold() for part in _PARTS.findall(name))
    letters = text.casefold()
    return name[0].casefold() == letters[0] and (
        all(letter in initials for letter in letters) or name.casefold().startswith(letters)
    )


def _in_two_buttons(texts: Sequence[str]) -> tuple[str, int] | None:
    """Return the name that two buttons below each other end with, and the index of the first."""
    for i, (first, second) in enumerate(pairwise(texts)):
        verb, _, name = first.partition(" ")
        other, _, same = second.partition(" ")
        if name and name == same and verb != other:
            return name, i
    return None


def _whom(labels: Sequence[str], known: Collection[str]) -> str | None:
    """Return whom a label says that the comment answers."""
    for i, label in enumerate(labels):
        if said := a.ANSWERS_LINE.match(label):
            return said[1] or (labels[i + 1] if i + 1 < len(labels) else None)
        if label in known:
            return label
    return None


#: A label has no more characters, comes back so often, and stands among so many lines at the beginning of a text; where
#: so large a share of the texts begins with parts tied together, all such beginnings are labels.
_LABEL_LENGTH, _COMES_BACK, _BEGINNING, _MOSTLY = 60, 2, 4, 0.6
_TIED, _BESIDE = re.compile(r"\s[|•·]\s"), re.compile(r"^(?:\([^()\s]{3,16}\)|#\d{1,6})$")


#: What a text begins with that speaks to somebody.
_GREETS = re.compile(
    r"(?i)(?:hi|hello|hey|hiya|dear|good (?:morning|day|evening)|thanks?|thank you|thx|hallo|liebe[rs]?|guten tag"
    r"|bonjour|salut|cher|chère|merci|hola|querid[oa]|gracias|ciao|buongiorno|grazie|olá|oi|obrigad[oa]|hoi|beste|bedankt|hej|tack|tak|hei"
    r"|kiitos|cześć|dzięki|merhaba|привет|спасибо)\b"
)


def greets(text: str) -> bool:
    """Tell whether a line begins as one does that speaks to somebody."""
    return _GREETS.match(text) is not None


class Labels:
    """The lines between the heads of a page and its texts that say something of the writer."""

    def __init__(self, texts: Sequence[Sequence[Line]], authors: Collection[str]) -> None:
        self.authors = {author.casefold() for author in authors if len(author) > 1}
        seen: Counter[str] = Counter()
        for lines in texts:
            seen.update({key for line in lines[: min(_BEGINNING, len(lines) - 1)] if (key := self._key(line.text))})
        self.common = {key for key, n in seen.items() if n >= _COMES_BACK}
        last = Counter(key_of_frame(lines[-1].text) for lines in texts if len(lines) > 1)
        self.last = {key for key, n in last.items() if key and n >= _NAMES_BELOW}
        tied = sum(len(lines) > 1 and _TIED.search(lines[0].text) is not None for lines in texts)
        self.tied = tied >= max(_COMES_BACK, _MOSTLY * len(texts))

    def cut(self, lines: Sequence[Line]) -> tuple[int, str | None]:
        """Return the index of the first line of a text that is no label, and whom a label says that it answers."""
        answers = None
        for i, line in enumerate(lines[:-1]):
            known = f.BELOW_TIME.match(line.text) or f.TIE.match(line.text) or _BESIDE.match(line.text)
            key, whom = self._key(line.text), self._answered(line.text)
            tied = self.tied and i == 0 and _TIED.search(line.text) is not None
            if not (known or tied or whom or (key and key in self.common)):
                return i, answers
            answers = whom or answers
        return max(0, len(lines) - 1), answers

    def end(self, lines: Sequence[Line]) -> int:
        """Return the index below the last line of a text that is no label."""
        end = len(lines)
        while end > 1 and key_of_frame(lines[end - 1].text) in self.last:
            end -= 1
        return end

    def _key(self, text: str) -> str | None:
        """Return what comes back of a line: the line without its numbers and without the name of somebody here."""
        if len(text) > _LABEL_LENGTH or text[0] == "@" or greets(text):
            return None
        if name := self._named(text):
            return text[: -len(name)] + "\0"
        return None if cue.has_sentence(text) else key_of_frame(text)

    def _answered(self, text: str) -> str | None:
        """Return who writes on this page and is named by a line as the one whom a comment answers or quotes."""
        name = self._named(text) if len(text) <= _LABEL_LENGTH else None
        said = a.ANSWERS_LINE.match(text)
        if said and (name or (said[1] and may_be_name_line(said[1]))):
            return name or said[1]
        mark = read_mark(text) if text[-1] == ":" else None
        return mark.author if mark and mark.author and mark.author.casefold() in self.authors else None

    def _named(self, text: str) -> str | None:
        """Return the name of somebody who writes on this page with which a line ends, other words before it."""
        at = text.find(" ")
        while at > 0:
            if text[at + 1 :].casefold() in self.authors:
                return text[at + 1 :]
            at = text.find(" ", at + 1)
        return None
