"""Every error that the library raises on purpose.

    StanceError (also a ValueError)
    ├── PageError         a saved page or a folder of them cannot be read
    ├── TableError        a table or a label set is not what it must be
    └── ArtefactError     a stored classifier cannot be read or does not fit

Each message says what was wrong, with the file, column or row, and what would be right.
"""

from __future__ import annotations

__all__ = ["ArtefactError", "PageError", "StanceError", "TableError"]


class StanceError(ValueError):
    """Base of every error that the library raises on purpose."""


class PageError(StanceError):
    """A saved page, or a folder of them, cannot be read; the message names the path."""


class TableError(StanceError):
    """A table, a column or a label is not what it must be; the message names it."""


class ArtefactError(StanceError):
    """A stored classifier is missing, damaged or does not fit this version."""
