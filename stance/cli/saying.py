"""What a command says: results on standard output, the rest on standard error, so that results can be piped.

Names of files, titles, targets and annotators are strangers': nothing that a terminal would obey is printed.
"""

from __future__ import annotations

import sys

from stance.printing import on_one_line, printable

__all__ = ["say", "show"]


def say(line: str) -> None:
    """Print a line to standard error."""
    print(on_one_line(line), file=sys.stderr)


def show(text: str) -> None:
    """Print a result, of one line or several, to standard output."""
    print(printable(text))
