"""Characters that are written as references (``&amp;``, ``&#252;``) in what a stranger wrote."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["unescaped"]

_NUMBER = re.compile(r"&#0*+([0-9]*+);?")
#: The highest code point, 1114111, has so many digits.
_DIGITS = 7


def unescaped(text: str) -> str:
    """Return a text with the characters that its references stand for; never raises.

    Python refuses to read a number of thousands of digits; it stands for no character.

    >>> unescaped("caf&eacute; &#x26; bar"), unescaped("&#" + "1" * 5_000 + "; &#" + "0" * 5_000 + "65;")
    ('café & bar', '\ufffd A')
    """
    try:
        return unescape(text)
    except ValueError:
        return unescape(_NUMBER.sub(_shortened, text))


def _shortened(found: re.Match[str]) -> str:
    return f"&#{found[1] or 0};" if len(found[1]) <= _DIGITS else "\ufffd"
