"""The four numbers of one text and of many: the rules' valences added up.

Both ways take the same valences from the same memory: the rules see a window of six words, most of them nothing to
VADER, so that few different windows occur and each is judged once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from stance.sentiment.bytewise import Bytewise
from stance.sentiment.lexicon import Lexicon
from stance.sentiment.rules import (
    ALPHA,
    MANY_EXCLAMATIONS,
    MANY_QUESTIONS,
    Window,
    contrast,
    normalise,
    punctuation,
    steps,
)
from stance.sentiment.tokens import OUTSIDE, SENTIMENT, WINDOW, Codes, Points, has_valence

__all__ = ["NUMBERS", "Engine"]

#: The four numbers, in the order of the reference's dict.
NUMBERS = ("neg", "neu", "pos", "compound")
#: So many characters are scored together: enough to make numpy's overhead small, few enough to stay in some megabytes.
TOGETHER = 200_000
#: So many windows are remembered.
_REMEMBERED = 100_000
#: Parts a row of windows: three codes before the word, its own, and two behind.
_SIX = re.compile(".{6}", re.DOTALL)

#: What punctuation adds, by the numbers of exclamation and question marks; more make no difference.
_ENOUGH = np.array([[MANY_EXCLAMATIONS], [MANY_QUESTIONS]])
_EMPHASIS = np.array([[punctuation(e, q) for q in range(MANY_QUESTIONS + 1)] for e in range(MANY_EXCLAMATIONS + 1)])

Floats = np.ndarray[Any, np.dtype[np.float64]]
Array = np.ndarray[Any, Any]


class Valences(dict[str, float]):
    """A table from window (six codes) to the valence of its fourth word, which fills itself."""

    def __init__(self, codes: Codes, lexicon: Lexicon) -> None:
        super().__init__()
        self._codes, self._lexicon = codes, lexicon

    def __missing__(self, window: str) -> float:
        folded = self._codes.fold(window)
        if folded != window:
            valence = self[folded]
        else:
            words = Window(*self._codes.read(window))  # type: ignore[arg-type]
            valence = steps(words, self._lexicon.idioms, self._lexicon.boosters)[-1].valence
        if len(self) >= _REMEMBERED:
            self.clear()
        self[window] = valence
        return valence


class Engine:
    """Scores texts with one lexicon, and remembers the words and windows that it has seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.codes = Codes(lexicon)
        self.valences = Valences(self.codes, lexicon)
        self._bytewise: Bytewise | None = None
        self._small_but, self._capital_but = self.codes.pairs["but"]

    def one(self, text: str) -> tuple[float, float, float, float]:
        """Return neg, neu, pos and compound of one text."""
        codes = self.codes.encode(text)
        words = len(codes)
        codes = f"{OUTSIDE}{codes}{OUTSIDE}"
        valences = list(map(self.valences.__getitem__, WINDOW.findall(codes)))
        if not valences:
            return 0.0, 1.0 if words else 0.0, 0.0, 0.0
        if self._small_but in codes or self._capital_but in codes:
            valences = self._contrast(codes, valences)
        positive = negative = 0.0
        neutral = words
        for valence in valences:
            if valence > 0:
                positive += valence + 1
                neutral -= 1
            elif valence < 0:
                negative += 1 - valence
                neutral -= 1
        total = float(sum(valences))
        if "!" in text or "?" in text or not text.isascii():  # an emoji may stand for words with such marks
            emphasis = punctuation(*self.codes.marks(text))
            total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
            if positive > negative:
                positive += emphasis
            elif negative > positive:
                negative += emphasis
        whole = positive + negative + neutral
        return (
            round(negative / whole, 3) if negative else 0.0,  # rounding takes its time, and most texts spare one
            round(neutral / whole, 3),
            round(positive / whole, 3) if positive else 0.0,
            round(normalise(total), 4),
        )

    def _contrast(self, codes: str, valences: list[float]) -> list[float]:
        places = [found.start() for found in SENTIMENT.finditer(codes)]
        weighty = [(valence, place) for valence, place in zip(valences, places, strict=True) if valence]
        first = min(place for place in (codes.find(self._small_but), codes.find(self._capital_but)) if place >= 0)
        return contrast([valence for valence, _ in weighty], [place for _, place in weighty], first)

    def many(self, texts: Sequence[str], advance: Callable[[int], object] | None = None) -> Floats:
        """Return the numbers of all texts, shape (n, 4); ``advance`` is told how many more are done."""
        numbers = [np.zeros((0, len(NUMBERS)))]
        for part in _parts(texts):
            numbers.append(self._together(part))
            if advance:
                advance(len(part))
        return np.concatenate(numbers)

    def _together(self, texts: Sequence[str]) -> Floats:
        """Score some texts at once: one string of codes, and numpy for what each text needs once."""
        if self._bytewise is None:
            self._bytewise = Bytewise(self.codes)
        points, starts, lengths, marks = self._bytewise.encode(texts)
        places = np.flatnonzero(has_valence(points))
        windows = self._bytewise.windows(points, places).tobytes().decode("utf-32-le")
        valences = list(map(self.valences.__getitem__, _SIX.findall(windows)))
        values = np.array(valences, dtype=np.float64)
        if not values.all():
            places, valences = places[values != 0], [valence for valence in valences if valence]
        first = [*np.searchsorted(places, starts).tolist(), len(places)]
        for text, but in self._buts(points, starts):
            part = slice(first[text], first[text + 1])
            valences[part] = contrast(valences[part], places[part].tolist(), but)
        values, text_of = np.array(valences, dtype=np.float64), np.repeat(np.arange(len(texts)), np.diff(first))
        up, down = values > 0, values < 0
        # bincount adds in order, one after the other, as the reference does
        positive = np.bincount(text_of[up], values[up] + 1, len(texts))
        negative = np.bincount(text_of[down], 1 - values[down], len(texts))
        total = np.array([float(sum(valences[a:b])) for a, b in pairwise(first)])
        neutral = lengths - np.bincount(text_of[up | down], minlength=len(texts))
        return _numbers(total, positive, negative, neutral, _EMPHASIS[tuple(np.minimum(marks, _ENOUGH))])

    def _buts(self, points: Points, starts: Points) -> Iterator[tuple[int, int]]:
        """Return the texts with a "but", and where its first stands."""
        buts = np.flatnonzero((points == ord(self._small_but)) | (points == ord(self._capital_but)))
        texts, first = np.unique(np.searchsorted(starts, buts, side="right") - 1, return_index=True)
        return zip(texts.tolist(), buts[first].tolist(), strict=True)


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut texts into parts of some ``TOGETHER`` characters."""
    start = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= TOGETHER:
            yield texts[start : number + 1]
            start, size = number + 1, 0
    if start < len(texts):
        yield texts[start:]


def _numbers(total: Floats, positive: Array, negative: Array, neutral: Array, emphasis: Floats) -> Floats:
    """Return the four numbers of texts from their sums; the last step of the reference."""
    total = total + np.sign(total) * emphasis
    positive, negative = positive + emphasis * (positive > negative), negative + emphasis * (negative > positive)
    whole = np.maximum(positive + negative + neutral, 1)  # at least 1 but for a text without words
    shares = [_rounded(part / whole, 3) for part in (negative, neutral, positive)]
    return np.stack([*shares, _rounded(total / np.sqrt(total * total + ALPHA), 4)], axis=1)


def _rounded(values: Floats, digits: int) -> Floats:
    """Round as Python does, correctly also where numpy's quick way is not: near a tie."""
    scaled = values * 10**digits
    rounded: Floats = np.rint(scaled) / 10**digits
    for i in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6):
        rounded[i] = round(float(values[i]), digits)
    return rounded
