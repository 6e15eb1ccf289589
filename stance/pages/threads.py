"""Which comment answers which: what the page says in so many words, its nesting, "@name", and what was quoted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stance.pages.records import Comment

__all__ = ["Threads", "mark_duplicates", "unique_ids"]

#: ``@Ann``, ``@Ann: …``, ``@ann@instance.example …`` at the beginning of a comment.
_ADDRESSED = re.compile(r"^@\s?(?=\w)")
_NO_WORD = re.compile(r"\W")


class Threads:
    """Places comments, in the order of the page, in its threads.

    Parameters
    ----------
    indents : sequence of int
        How far each comment is indented. Where all are alike, the page shows no nesting and no depth is known.
    """

    def __init__(self, indents: Sequence[int]) -> None:
        self._indents = indents if len(set(indents)) > 1 else ()
        self._open: list[tuple[int, str | None]] = []
        self._ids: dict[str, str] = {}
        self._first_names: defaultdict[str, set[str]] = defaultdict(set)
        self._authors: dict[str, str] = {}

    def nest(self, place: int, name: str | None) -> tuple[int | None, str | None]:
        """Return the depth of the comment at a place, 0 for the first, and the id of the one in which it is nested.

        ``name`` is its own id, None where it was removed.
        """
        if not self._indents:
            return None, None
        indent = self._indents[place]
        while self._open and self._open[-1][0] >= indent:
            self._open.pop()
        depth, parent = len(self._open), self._open[-1][1] if self._open else None
        self._open.append((indent, name))
        return depth, parent

    def forget(self, author: str | None) -> None:
        """Take note that a comment was removed: whoever answers its author may answer it."""
        if author:
            self._ids.pop(author.casefold(), None)

    def place(self, comment: Comment, answers: str | None, parent: str | None) -> Comment:
        """Return the comment with its reply link; the most explicit cue decides.

        ``answers`` is a name that the page gives, ``parent`` the id of the comment in which this one is nested. Of
        several comments by the one who is named, the one that is quoted counts, or else the latest.
        """
        name = comment.author.casefold() if comment.author else None
        named = self._ids.get(answers.casefold()) if answers and answers.casefold() != name else None
        reply_to = named or parent or self._addressed(comment.text) or comment.reply_to
        if not parent and comment.reply_to and self._are_by_one(reply_to, comment.reply_to):
            reply_to = comment.reply_to
        if name:
            self._ids[name] = comment.id
            self._authors[comment.id] = name
            self._first_names[_first_word(name)].add(name)
        return comment if reply_to == comment.reply_to else replace(comment, reply_to=reply_to)

    def _are_by_one(self, one: str | None, other: str) -> bool:
        return one in self._authors and self._authors.get(other) == self._authors[one]

    def _addressed(self, text: str) -> str | None:
        """Return the latest comment by the one whom the text addresses; the longest name that fits counts."""
        if not (at := _ADDRESSED.match(text)):
            return None
        said = text[at.end() : at.end() + _LONGEST_NAME].casefold()
        for end in range(len(said), 0, -1):
            if said[:end] in self._ids and not said[end : end + 1].isalnum():
                return self._ids[said[:end]]
        authors = self._first_names.get(_first_word(said), set())
        return self._ids.get(next(iter(authors))) if len(authors) == 1 else None


#: A longer name is not looked for behind an "@".
_LONGEST_NAME = 80


def _first_word(name: str) -> str:
    return _NO_WORD.split(name, maxsplit=1)[0]


def mark_duplicates(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """Mark each comment that the save has twice: same author, same time, same words."""
    first: dict[tuple[str | None, ...], str] = {}
    marked = []
    for comment in comments:
        key = (comment.author, comment.published_raw, comment.text, comment.quoted)
        known = first.setdefault(key, comment.id)
        same = known != comment.id and (
            comment.published_raw is not None or len(comment.text.split()) >= _WORDS_NO_CHANCE
        )
        marked.append(replace(comment, duplicate_of=known) if same else comment)
    return tuple(marked)


#: Without a time, only so many equal words by one author are no chance.
_WORDS_NO_CHANCE = 5


#: What an id may look like; anything else on a stranger's page is none.
_ID = re.compile(r"^[\w:.-]{1,80}$")


def unique_ids(page_ids: Sequence[str | None]) -> list[str]:
    """Return an id for each comment: the page's own where it is the only one of its kind, or else the position."""
    count = Counter(page_ids)
    taken = {name for name, n in count.items() if name and n == 1 and _ID.match(name)}
    ids = []
    for position, name in enumerate(page_ids, start=1):
        plain = str(position)
        ids.append(name if name in taken and name is not None else plain if plain not in taken else f"position-{plain}")
    return ids
