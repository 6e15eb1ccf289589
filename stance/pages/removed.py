"""Comments that were taken away: the notice that is left in the place of one is nobody's comment."""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import furniture_vocabulary as f

__all__ = ["is_notice_of_removal", "said_to_be_removed"]

#: A notice is no longer.
_LONGEST_NOTICE = 300


def is_notice_of_removal(line: str) -> bool:
    """Tell whether a line is all that is left of a comment.

    >>> is_notice_of_removal("[removed]"), is_notice_of_removal("This comment was deleted by its author.")
    (True, True)
    >>> is_notice_of_removal("Comment removed again?! So much for free speech.")
    False
    """
    return len(line) <= _LONGEST_NOTICE and f.REMOVED.match(line) is not None


def said_to_be_removed(lines: Sequence[int]) -> str:
    """Say of which comments only a notice is left, by the lines of the file, 0 where none is known."""
    known = ", ".join(map(str, filter(None, lines)))
    where = f" (line{'s' * (len(lines) > 1)} {known})" if known else ""
    if len(lines) == 1:
        return f"a comment was removed before the page was saved; its notice is left out{where}"
    return f"{len(lines)} comments were removed before the page was saved; their notices are left out{where}"
