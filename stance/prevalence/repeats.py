"""Which comments say the same in nearly the same words: what one hand writes many times is no many voices.

Two texts are near-duplicates where they share 80 % of their word 3-grams (Jaccard). Candidates are found by the
smallest of their 3-grams under some random orders (Broder 1997, "On the resemblance and containment of documents"), so
that time grows with the number of words and not with the number of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np

from stance.language import words_of

__all__ = ["near_duplicates"]

#: Texts that share so much of their 3-grams are the same; with so many orders, 999 of 1,000 such pairs are found.
SHARED, ORDERS = 0.8, 8

Ints = np.ndarray[Any, np.dtype[np.int64]]


def near_duplicates(texts: Iterable[Any]) -> Ints:
    """Return a code for each text, the same for texts that say the same.

    Case, punctuation, emoji and links do not count, but where there is no letter all does ("+1", "-1"). Texts of fewer
    than three words are the same where they are equal.

    Examples
    --------
    >>> near_duplicates(["Vote them out!", "vote them OUT", "So what?", "so: what", "They won.", "+1", "-1"]).tolist()
    [0, 0, 2, 2, 4, 5, 6]
    """
    spoken = [_spoken(str(text)) for text in texts]
    first: dict[tuple[str, ...], int] = {}
    codes = np.array([first.setdefault(words, number) for number, words in enumerate(spoken)], dtype=np.int64)
    unlike = np.array(sorted(first.values()), dtype=np.int64)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)  # in the order of the words: always the same
    grams = [_grams(list(map(numbers.__getitem__, spoken[number]))) for number in unlike]
    long = [i for i, hashes in enumerate(grams) if len(hashes)]
    if len(long) > 1:
        same = _alike([grams[i] for i in long])
        leader = dict(zip(unlike[long].tolist(), unlike[long][same].tolist(), strict=True))
        codes = np.array([leader.get(code, code) for code in codes.tolist()], dtype=np.int64)
    return codes


def _spoken(text: str) -> tuple[str, ...]:
    return words_of(text) if any(map(str.isalpha, text)) else tuple(text.split())


def _grams(words: Sequence[int]) -> Ints:
    """Return a number for each 3-gram of a text's words, each once."""
    numbers = np.array(words, dtype=np.int64)
    mixed = (numbers[:-2] * 1_000_003 + numbers[1:-1]) * 1_000_003 + numbers[2:]
    mixed.sort()
    return mixed[np.flatnonzero(np.diff(mixed, prepend=-1))]


def _alike(grams: Sequence[Ints]) -> Ints:
    """Return for each set of hashes the number of the first that it is like."""
    flat = np.concatenate(grams).astype(np.uint64)
    starts = np.cumsum([0, *(len(hashes) for hashes in grams[:-1])])
    leader = np.arange(len(grams))
    for order in range(ORDERS):
        scrambled = (flat ^ np.uint64(order * 0x9E3779B97F4A7C15 % 2**64)) * np.uint64(0xD6E8FEB86659FD93)
        smallest = np.minimum.reduceat(scrambled ^ (scrambled >> np.uint64(32)), starts)
        seen: dict[int, int] = {}
        for number, value in enumerate(smallest.tolist()):
            other = leader[seen.setdefault(value, number)]
            if leader[number] == number and other != number and _share(grams[number], grams[other]) >= SHARED:
                leader[number] = other
    return _followed(leader)


def _share(one: Ints, other: Ints) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def _followed(leader: Ints) -> Ints:
    """Follow each to the first of its kind; leaders stand before those whom they lead."""
    for number in range(len(leader)):
        leader[number] = leader[leader[number]]
    return leader
