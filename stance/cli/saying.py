"""What a command says beside its results: on standard error, so that results can be piped."""

from __future__ import annotations

import sys

__all__ = ["say"]


def say(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr)
