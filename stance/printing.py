"""Strangers' text, made fit to be shown: on a terminal, to an annotator, in Markdown."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["in_markdown", "on_one_line", "printable"]

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


def on_one_line(text: str) -> str:
    r"""Return a name or a message as :func:`printable` has it, without line breaks, which could pass for another one.

    Examples
    --------
    >>> on_one_line("talks.html\nwritten: \x1b[2Jx")
    'talks.html written: [2Jx'
    """
    return printable(text).replace("\n", " ")


_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SIGNS, _BEGINNING = re.compile(r"([\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_]))"), re.compile(r"^(?=[#+=-])")


def in_markdown(text: object) -> str:
    r"""Return a name as Markdown shows it as it is: on one line, none of its signs at work.

    Examples
    --------
    >>> print(in_markdown("<b>us | japan</b>\n# talks_"))
    &lt;b&gt;us \| japan&lt;/b&gt; # talks\_
    """
    plain = _SIGNS.sub(r"\\\1", on_one_line(str(text)).translate(_HTML))
    return _BEGINNING.sub(r"\\", plain)
