"""Words as pairs of numbers: eight bytes in each, so that a few operations of numpy work on eight letters at once."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["WIDTH", "HashTable", "halves", "lower"]

#: Bytes of a word that are compared, in two numbers of eight.
WIDTH = 16
#: 2 ** 64 divided by the golden ratio: multiplicative hashing (Knuth, The Art of Computer Programming, vol. 3, 6.4).
_GOLDEN = 0x9E3779B97F4A7C15
_ONES = 0x0101010101010101
#: A number of eight bytes of which the first ones count, by how many do.
_UP_TO = np.array([256**i - 1 for i in range(9)], dtype=np.uint64)

Array = np.ndarray[Any, Any]


class HashTable:
    """Finds words among known ones, many at once.

    Two tables hold the numbers of the known words: the first each word whose place is free, the second the others. For
    the second, multipliers are tried until no two words have one place.

    Parameters
    ----------
    keys : ndarray of uint64, shape (words, 2)
        The halves of each word.
    """

    def __init__(self, keys: Array) -> None:
        # number 0 stands for every other word; no word has the key that is put before them
        self._first, self._second = np.concatenate([[[2**64 - 1] * 2], keys]).astype(np.uint64).T.copy()
        places = 1 << max(12, (8 * len(keys)).bit_length())
        waiting = np.arange(1, len(keys) + 1)
        tables: list[tuple[Array, tuple[int, int]]] = []
        trial = 0
        while len(tables) < 2:
            multipliers = _GOLDEN * (4 * trial + 1) % 2**64, _GOLDEN * (4 * trial + 3) % 2**64
            table = np.zeros(places, dtype=np.int32)
            there = _hash(self._first[waiting], self._second[waiting], multipliers, places)
            table[there] = waiting
            left = waiting[table[there] != waiting]
            if not tables or not len(left):
                tables.append((table, multipliers))
                waiting = left
            trial += 1
        (self._table, self._multipliers), (self._spare, self._others) = tables

    def look_up(self, first: Array, second: Array) -> Array:
        """Return the number of each word, from 1; 0 for one that is not known."""
        number = self._table[_hash(first, second, self._multipliers, len(self._table))]
        same = (self._first[number] == first) & (self._second[number] == second)
        # only where another word has taken its place can a word be in the second table
        missed = np.flatnonzero(~same & (number > 0))
        number *= same
        first, second = first[missed], second[missed]
        there = self._spare[_hash(first, second, self._others, len(self._spare))]
        number[missed] = there * ((self._first[there] == first) & (self._second[there] == second))
        return number


def halves(data: bytes, starts: Array, lengths: Array) -> tuple[Array, Array]:
    """Return the first and the second eight bytes of each word as numbers, zeros behind its end."""
    at: Array = np.ndarray(len(data) - 7, dtype="<u8", buffer=data, strides=(1,))
    first = at[starts] & _UP_TO[np.minimum(lengths, 8)]
    second = np.zeros_like(first)
    longer = np.flatnonzero(lengths > 8)
    second[longer] = at[starts[longer] + 8] & _UP_TO[np.minimum(lengths[longer], WIDTH) - 8]
    return first, second


def lower(first: Array, second: Array) -> tuple[Array, Array, Array]:
    """Return both halves of words in small letters, and whether they were in capitals."""
    letters, small = _between(first, "A", "Z"), _between(first, "a", "z")
    changed = first | (letters >> 2)
    longer = np.flatnonzero(second)
    if len(longer):
        rest = second[longer]
        more = _between(rest, "A", "Z")
        letters[longer] |= more
        small[longer] |= _between(rest, "a", "z")
        second = second.copy()
        second[longer] = rest | (more >> 2)
    return changed, second, (small == 0) & (letters != 0)


def _between(half: Array, low: str, high: str) -> Array:
    """Set the highest bit of each of eight ASCII bytes that lies in a range: one addition compares all eight."""
    above = half + np.uint64((0x80 - ord(low)) * _ONES)
    beyond = half + np.uint64((0x7F - ord(high)) * _ONES)
    return above & ~beyond & np.uint64(0x80 * _ONES)


def _hash(first: Array, second: Array, multipliers: tuple[int, int], places: int) -> Array:
    """Return a place for each key in a table of a power of two places."""
    mixed = (first * np.uint64(multipliers[0])) ^ (second * np.uint64(multipliers[1]))
    return mixed >> np.uint64(65 - places.bit_length())
