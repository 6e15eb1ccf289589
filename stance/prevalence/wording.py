"""Numbers of things, in words that fit one and many."""

from __future__ import annotations

__all__ = ["counted", "left_out"]


def counted(number: int, what: str) -> str:
    """Write how many there are of what.

    >>> counted(1, "label"), counted(20, "label"), counted(0, "label")
    ('1 label', '20 labels', 'no labels')
    """
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def left_out(number: int, what: str, which: str = "") -> str:
    """Write how many there are of what that do not count.

    >>> left_out(1, "label"), left_out(2, "comment", "without text")
    ('1 label is left out', '2 comments without text are left out')
    """
    return " ".join(filter(None, [counted(number, what), which, "is" if number == 1 else "are", "left out"]))
