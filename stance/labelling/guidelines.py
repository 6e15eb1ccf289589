"""What the labels mean, short enough to be read beside a comment: words alone, for the terminal and the widget."""

from __future__ import annotations

__all__ = ["MEANINGS", "QUESTION", "RULES"]

QUESTION = "What does the writer most likely think of the target? Not what you think, nor how friendly the words are."

#: Each label and what it says of the writer, in the order of the keys.
MEANINGS = {
    "favor": "thinks well of it: worth having, well done, likely to succeed; or wants it, be it on better terms",
    "against": "thinks ill of it: harmful, pointless, badly done, bound to fail; or wants it stopped",
    "none": "shows no view of it: off the subject, a bare fact, an open question, or a view of something else only",
}

#: What settles most doubts.
RULES = (
    "Irony counts as it is meant: mark it with s, then label what is meant.",
    "Where a comment has two sides, the one counts that it stresses or ends on; where they balance: none.",
    "A question that makes a statement counts as the statement.",
    "Agreeing with another comment counts only if its own words say with what.",
    "A view of a person counts only as far as it is one of what they do about the target.",
)
