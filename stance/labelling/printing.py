"""Strangers' text, made fit to be shown to an annotator."""

from __future__ import annotations

import unicodedata

__all__ = ["printable"]

#: Marks that turn the direction of a line, with which a text can hide what it says.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    r"""Return the text without control characters, marks that turn the line, and halves of surrogate pairs.

    A terminal obeys the first, the second can make a line read as what it does not say, and the third can be neither
    printed nor sent to a browser.

    Examples
    --------
    >>> printable("no \x1b[2Jway\nout")
    'no [2Jway\nout'
    """
    spaced = text.replace("\r\n", "\n").replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        c for c in spaced if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _TURNING)
    )
