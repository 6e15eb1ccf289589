"""Where the sentences of a comment end. A comment is no essay: a line may be one, and many begin in small letters."""

from __future__ import annotations

import re

__all__ = ["sentences"]

_TOKEN = re.compile(r"\S+")
_CLOSING = "\"'”’»)]*_"
_MARKS = ".!?…。！？"
#: Words that end with a full stop inside a sentence.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon gen col maj capt lt sgt sen rep gov pres st mt jr sr vs etc inc co corp ltd llc dept
    est approx fig vol al cf viz jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat""".split()
)


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences.

    A sentence ends with its line, or with a full stop, an exclamation or question mark before white space; but not
    after an abbreviation, an initial ("U.S.", "J."), or dots that a small letter follows.

    Returns
    -------
    list of str
        Without the white space around them; none for a blank text.

    Examples
    --------
    >>> sentences("Mr. Akazawa is back... again! i give up. The U.S. won?")
    ['Mr. Akazawa is back... again!', 'i give up.', 'The U.S. won?']
    """
    found = []
    for line in text.splitlines():
        start: int | None = None
        tokens = [(token.start(), token.end()) for token in _TOKEN.finditer(line)]
        for (a, b), (c, _) in zip(tokens, [*tokens[1:], (len(line), 0)][: len(tokens)], strict=True):
            start = a if start is None else start
            if c == len(line) or _ends(line[a:b], line[c]):
                found.append(line[start:b])
                start = None
    return found


def _ends(token: str, following: str) -> bool:
    """Tell whether a sentence ends with the token."""
    bare = token.rstrip(_CLOSING)
    word = bare.rstrip(_MARKS)
    marks = bare[len(word) :]
    if not marks:
        return False
    if marks == ".":
        name = word.lstrip("\"'“‘«([*_").lower()
        initials = "." in name and name.replace(".", "").isalpha()
        return not (name in _ABBREVIATIONS or initials or (len(name) == 1 and name.isalpha() and name != "i"))
    return not (set(marks) <= set(".…") and following[:1].islower())
