"""Many texts at once, from bytes to codes, in numpy.

Python spends most of VADER's time on making a string of every word and on looking it up, and few words mean anything
to VADER. So the words of some hundred texts are compared where they stand in memory: up to 16 bytes of each, as two
numbers, by a hash table. What is not so plain (an apostrophe, a letter beyond ASCII, a long word, a row of punctuation)
goes the ordinary way through :class:`~stance.sentiment.tokens.Codes`, where words get their codes in any case.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from stance.sentiment.keys import WIDTH, HashTable, halves, lower
from stance.sentiment.tokens import CAPITAL, OUTSIDE, Codes, is_small

__all__ = ["Bytewise", "Encoded"]

#: So many punctuation marks are taken from each end of a word; one with more goes the ordinary way.
_MARKS = 4

#: What a byte is. Odd is what the ordinary way must look at: "n't" may hide behind an apostrophe, emoji beyond ASCII.
_WHITE, _PUNCTUATION, _ODD = 1, 2, 4  # odd is the highest, so that one comparison finds it
_KINDS = bytes(
    (_WHITE if byte < 128 and chr(byte).isspace() else 0)
    | (_PUNCTUATION if chr(byte) in string.punctuation else 0)
    | (_ODD if byte >= 128 or chr(byte) in "'\0" else 0)
    for byte in range(256)
)

Array = np.ndarray[Any, Any]


class Encoded(NamedTuple):
    """What is in several texts.

    Attributes
    ----------
    points : ndarray of uint32
        The codes of all words as numbers, with OUTSIDE between the texts.
    starts, lengths : ndarray of int, shape (n,)
        Where each text begins there, and how many words it has.
    marks : ndarray of int, shape (2, n)
        Exclamation and question marks.
    """

    points: Array
    starts: Array
    lengths: Array
    marks: Array


class Bytewise:
    """Encodes many texts, as :class:`Codes` does one word after the other."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        odd = bytes(byte for byte, kind in enumerate(_KINDS) if kind & _ODD)
        raw = [word.encode("utf-8", "surrogatepass") for word in codes.pairs]
        words = [word for word in raw if len(word) <= WIDTH and len(word) == len(word.translate(None, odd))]
        keys = np.frombuffer(b"".join(word.ljust(WIDTH, b"\0") for word in words), dtype="<u8").reshape(-1, 2)
        pairs = [codes.plain, *(codes.pairs[word.decode()] for word in words)]
        self._points = np.array([[ord(code) for code in pair] for pair in pairs], dtype=np.uint32).ravel()
        self._table = HashTable(keys)
        self._near, self._far = _table(codes.near), _table(codes.far)
        self._company = _table(dict.fromkeys(codes.company, "\1")).astype(bool)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the codes of all texts."""
        raw = [text.encode("utf-8", "surrogatepass") for text in texts]
        data = b"\n".join([*raw, bytes(WIDTH)])
        ends = np.cumsum([len(text) + 1 for text in raw])
        kinds = np.frombuffer(data.translate(_KINDS), dtype=np.uint8)[:-WIDTH]
        starts, stops = _tokens(kinds)
        odd = np.searchsorted(starts, np.flatnonzero(kinds >= _ODD), side="right") - 1
        first, last, messy = _strip(kinds, starts, stops)
        points = self._points[self._look_up(data, first, last - first)]
        slow = np.unique(np.concatenate([odd, messy]))
        others = [
            self._codes[data[a:b].decode("utf-8", "surrogatepass")]
            for a, b in zip(starts[slow].tolist(), stops[slow].tolist(), strict=True)
        ]
        tokens = np.diff(np.searchsorted(starts, ends), prepend=0)
        return Encoded(*_lay_out(points, tokens, slow, others), self._marks(texts, data, ends))

    def windows(self, points: Array, places: Array) -> Array:
        """Return the windows of six codes around words, folded as :meth:`Codes.fold` does each; shape (words, 6)."""
        windows = points[places[:, np.newaxis] + np.arange(-3, 3)]
        near = self._company[windows].any(axis=1)
        folded: Array = self._far[windows]
        folded[near] = self._near[windows[near]]
        folded[:, 3] = windows[:, 3]
        return folded

    def _marks(self, texts: Sequence[str], data: bytes, ends: Array) -> Array:
        """Count exclamation and question marks, those in the words of emoji included."""
        chars = np.frombuffer(data, dtype=np.uint8)
        marks = [np.searchsorted(ends, np.flatnonzero(chars == ord(mark)), side="right") for mark in "!?"]
        counts = np.array([np.bincount(of_text, minlength=len(texts)) for of_text in marks])
        for sign, words in self._codes.loud.items():
            if sign.encode() in data:
                said = np.array([text.count(sign) for text in texts])
                counts += np.outer([words.count("!"), words.count("?")], said)
        return counts

    def _look_up(self, data: bytes, starts: Array, lengths: Array) -> Array:
        """Return twice the number of each word, 0 for one that is not there, and one more where it is in capitals."""
        first, second, capital = lower(*halves(data, starts, lengths))
        found: Array = 2 * self._table.look_up(first, second) + capital
        return found


def _table(folds: dict[str, str]) -> Array:
    """Return a table from code to code as an array."""
    table = np.zeros(2 * CAPITAL, dtype="<u4")
    table[[ord(code) for code in folds]] = [ord(code) for code in folds.values()]
    return table


def _tokens(kinds: Array) -> tuple[Array, Array]:
    """Return where the tokens between white space begin and end."""
    white = np.ones(len(kinds) + 1, dtype=np.uint8)
    np.bitwise_and(kinds, _WHITE, out=white[1:])
    edges = np.flatnonzero(white[1:] != white[:-1])
    return edges[::2], edges[1::2]


def _strip(kinds: Array, starts: Array, stops: Array) -> tuple[Array, Array, Array]:
    """Take punctuation from both ends of tokens, unless no more than two characters stay.

    Returns
    -------
    starts, stops : ndarray of int
    messy : ndarray of int
        Tokens for the ordinary way: long ones, and those with more punctuation.
    """
    marks = (kinds & _PUNCTUATION) != 0
    first, last = starts.copy(), stops.copy()
    opened, closed = np.flatnonzero(marks[first]), np.flatnonzero(marks[last - 1])
    touched = np.concatenate([opened, closed])  # few of all, so that only these are looked at again
    for _ in range(_MARKS):
        first[opened] += 1
        opened = opened[marks[first[opened]] & (first[opened] < stops[opened])]
        last[closed] -= 1
        closed = closed[marks[last[closed] - 1] & (last[closed] > starts[closed])]
        if not len(opened) + len(closed):
            break
    bare = touched[last[touched] - first[touched] <= 2]
    first[bare], last[bare] = starts[bare], stops[bare]
    long = np.flatnonzero(last - first > WIDTH)
    return first, last, np.concatenate([opened, closed, long])


def _lay_out(points: Array, tokens: Array, slow: Array, others: Sequence[str]) -> tuple[Array, Array, Array]:
    """Put the texts' codes one behind the other, with what the ordinary way has found in its places.

    Parameters
    ----------
    points : ndarray, shape (tokens,)
    tokens : ndarray, shape (texts,)
        How many each text has.
    slow : ndarray of int
        Tokens that have gone the ordinary way.
    others : sequence of str
        Their codes, any number for each.
    """
    text_of = np.repeat(np.arange(len(tokens)), tokens)
    if len(slow):
        replaced = np.zeros(len(points), dtype=bool)
        replaced[slow] = True
        counts = np.array(list(map(len, others)))
        if (counts != 1).any():
            times = np.ones(len(points), dtype=np.int64)
            times[slow] = counts
            points, text_of, replaced = (np.repeat(array, times) for array in (points, text_of, replaced))
        points[replaced] = np.frombuffer("".join(others).encode("utf-32-le"), dtype="<u4")
    gap = len(OUTSIDE)
    lengths = np.bincount(text_of, minlength=len(tokens))
    starts = np.cumsum(lengths) - lengths + gap * np.arange(1, len(tokens) + 1)
    laid = np.zeros(len(points) + gap * (len(tokens) + 1), dtype="<u4")
    laid[np.arange(len(points)) + gap * (text_of + 1)] = points
    loud = (lengths > 0) & ~np.logical_or.reduceat(is_small(laid), starts)
    for start, length in zip(
        starts[loud], lengths[loud], strict=True
    ):  # where all words are in capitals none stands out
        laid[start : start + length] %= CAPITAL
    return laid, starts, lengths
