"""Places for comments that are called a conversation, as in the frame of a comment service, and hold messages.

An interview is a conversation, too, and so is every list of stories that readers are asked to join: what stands there
is by readers where elements inside are named for messages, which no article is made of.
"""

from __future__ import annotations

from stance.pages import comment_vocabulary as v
from stance.pages.markup import Markup

__all__ = ["conversations"]


def conversations(markup: Markup) -> frozenset[int]:
    """Return the places in the page of the outermost conversations that hold messages."""
    found: set[int] = set()
    stop = 0
    for e in markup.outside_menus:
        if e.index >= stop and v.CONVERSATION in e.names.text.split():
            stop = e.stop
            if any(v.MESSAGE.search(inner.names.text) for inner in markup.inside(e)):
                found.add(e.index)
    return frozenset(found)
