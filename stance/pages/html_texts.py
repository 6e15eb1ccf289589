"""How much running text, and how much other text, stands in each block of a page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from stance.pages import html_vocabulary as v
from stance.pages.markup import Element, Markup

__all__ = ["LEFT_OUT", "Texts"]

#: A block of so many characters outside of links is running text; fewer where a character is a syllable or a word.
_PARAGRAPH, _DENSE_PARAGRAPH = 40, 15
#: Running text stands in no links, but for a smaller share of it.
_MOST_LINKED = 0.5
#: A block with so great a share of links is no paragraph.
_LINKS = 0.6
#: What a character of other text takes from a block's worth, what one in a list's item adds to it.
_AGAINST, _IN_LIST = 0.8, 0.7
#: So many runs tell which script a page is in: a dense one if a third of the characters are syllables or words.
_SAMPLE, _DENSE_SHARE = 200, 3
_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")

#: The sum of a block that is left out.
LEFT_OUT = float("-inf")


class Texts:
    """Characters of text by the places of the blocks in ``Markup.blocks``.

    Attributes
    ----------
    whole, whole_linked : list of int
        Characters of text in each block, and those of them in links.
    direct, linked : list of int
        The same without the blocks inside of it.
    running : list of int
        Its own characters outside of links, if they are running text.
    """

    def __init__(self, markup: Markup) -> None:
        self.blocks = markup.blocks
        self.parents = [e.parent.block if e.parent else -1 for e in self.blocks]
        before, linked_before = markup.characters_before, markup.linked_before
        self.whole = [before[e.last] - before[e.first] for e in self.blocks]
        self.whole_linked = [linked_before[e.last] - linked_before[e.first] for e in self.blocks]
        self.direct, self.linked = list(self.whole), list(self.whole_linked)
        for i, parent in enumerate(self.parents):
            if parent >= 0 and self.whole[i]:
                self.direct[parent] -= self.whole[i]
                self.linked[parent] -= self.whole_linked[i]
        least = _DENSE_PARAGRAPH if _is_dense(markup) else _PARAGRAPH
        self.running = [
            own - links if own - links >= least and links < _MOST_LINKED * own else 0
            for own, links in zip(self.direct, self.linked, strict=True)
        ]

    def place(self, index: int) -> int:
        """Return the place of the first block at or behind a place in ``Markup.elements``."""
        return bisect_left(self.blocks, index, key=lambda e: e.index)

    def sums(self, own: Sequence[float], left_out: Sequence[Element]) -> list[float]:
        """Add up what is said of each block over all that stands in it, without some elements."""
        sums = list(own)
        for hole in left_out:
            first, stop = self.place(hole.index), self.place(hole.stop)
            sums[first:stop] = [LEFT_OUT] * (stop - first)
        for i in range(len(sums) - 1, 0, -1):
            if sums[i] != LEFT_OUT:
                sums[self.parents[i]] += sums[i]
        return sums

    def worth(self, i: int) -> float:
        """Return how far a block's own text speaks for what it stands in (running text) or against it."""
        if running := self.running[i]:
            return running * (_IN_LIST if self.blocks[i].tag == "li" else 1.0)
        return 0.0 if self.blocks[i].tag in v.HEADINGS else -_AGAINST * self.direct[i]

    def is_links(self, i: int) -> bool:
        """Tell whether a block is made of links and has no blocks in it."""
        return 0 < self.direct[i] == self.whole[i] and self.linked[i] > _LINKS * self.direct[i]


def _is_dense(markup: Markup) -> bool:
    """Tell whether a page is written in a script with a character for a syllable or a word."""
    sample = "".join(markup.runs[:: max(1, len(markup.runs) // _SAMPLE)])[: 10 * _SAMPLE]
    return not sample.isascii() and _DENSE_SHARE * len(_DENSE.findall(sample)) > len("".join(sample.split()))
