"""What can be counted in a text without knowing its words: sentiment, how it is said, what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from stance.language import as_typed
from stance.sentiment import VaderScorer

__all__ = ["cue_names", "kind_of_cue", "read_cues"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

_SENTIMENT = (
    *("neg", "neu", "pos", "compound"),
    *("most_positive_word", "most_negative_word", "positive_words", "negative_words"),
)
_SURFACE = (
    *("length", "capitals", "exclamation_marks", "question_marks", "quoted_share", "hashtags", "at_names", "links"),
    *("negations", "first_person", "second_person", "we", "answers_someone"),
)
_MENTIONS = ("mentioned", "times_mentioned", "polarity_near")
#: A group of mentions that bears the name of one of several targets counts for the texts of that target alone.
_OWN = "own target"

#: A mention is given the polarity of the words up to so many away, each divided by its distance.
_WINDOW = 5
#: VADER's valences go from -4 to 4.
_VALENCE = 4.0

_WORD = re.compile(r"\w[\w']*")
_QUOTED = re.compile(r"\"[^\"]{1,400}\"")
_NEGATIONS = frozenset(
    """not no never cannot nothing nobody none neither nor without hardly barely aint arent cant couldnt didnt doesnt
    dont hasnt havent isnt shouldnt wasnt wont wouldnt""".split()
)
_PERSONS = (
    frozenset({"i", "me", "my", "mine", "i'm", "i've", "i'd", "i'll", "im", "ive"}),
    frozenset({"you", "your", "yours", "you're", "ur", "u"}),
    frozenset({"we", "us", "our", "ours", "we're", "we've"}),
)


def cue_names(mentions: Mapping[str, Sequence[str]], targets: Sequence[str] = ()) -> list[str]:
    """Return the names of the cues, in their order, for classifiers of one target or of several ``targets``."""
    shared = [group for group in mentions if group not in targets]
    groups = [f"{name}: {group}" for group in (*shared, _OWN) for name in _MENTIONS]
    return [*_SENTIMENT, *_SURFACE, *groups]


def kind_of_cue(name: str) -> str:
    """Return ``sentiment``, ``surface`` or ``mentions``."""
    return "mentions" if ": " in name else "sentiment" if name in _SENTIMENT else "surface"


def read_cues(
    texts: Sequence[str],
    mentions: Mapping[str, Sequence[str]],
    targets: Sequence[str] = (),
    target_of: Sequence[str | None] = (),
) -> Floats:
    """Count the cues of texts.

    Parameters
    ----------
    texts : sequence of str, length n
    mentions : mapping of str to sequence of str
        Groups of word beginnings in lower case.
    targets : sequence of str
        All targets, where a classifier has several.
    target_of : sequence of str or None, length n
        The target of each text.

    Returns
    -------
    ndarray, shape (n, cues)
        In the order of :func:`cue_names`.
    """
    shared = [tuple(words) for group, words in mentions.items() if group not in targets]
    own = {group: tuple(words) for group, words in mentions.items() if group in targets}
    rows = [
        _read(text, [*shared, own.get(target or "", ())])
        for text, target in zip(texts, target_of or [None] * len(texts), strict=True)
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(cue_names(mentions, targets)))


def _read(text: str, groups: Sequence[tuple[str, ...]]) -> list[float]:
    text = as_typed(text)
    words = _WORD.findall(text)
    lower = [word.lower() for word in words]
    lexicon = _scorer().words
    valences = [lexicon.get(word, 0.0) / _VALENCE for word in lower]
    mentioned = [value for beginnings in groups for value in _mentions(lower, valences, beginnings)]
    return [*_sentiment(text, valences), *_surface(text, words, lower), *mentioned]


def _sentiment(text: str, valences: Sequence[float]) -> list[float]:
    scores = _scorer().polarity_scores(text)
    count = max(1, len(valences))
    return [
        *(scores["neg"], scores["neu"], scores["pos"], scores["compound"]),
        *(max(valences, default=0.0), min(valences, default=0.0)),
        *(sum(v > 0 for v in valences) / count, sum(v < 0 for v in valences) / count),
    ]


def _surface(text: str, words: Sequence[str], lower: Sequence[str]) -> list[float]:
    count = max(1, len(words))
    return [
        float(np.log1p(len(words))),
        sum(len(word) > 1 and word.isupper() for word in words) / count,
        *(min(text.count("!"), 4), min(text.count("?"), 4)),
        sum(len(quoted) for quoted in _QUOTED.findall(text)) / max(1, len(text)),
        *(min(text.count("#"), 5), min(text.count("@"), 5), float("http" in text or "www." in text)),
        min(sum(word in _NEGATIONS or word.endswith("n't") for word in lower), 5),
        *(float(any(word in person for word in lower)) for person in _PERSONS),
        float(text.lstrip()[:1] == "@"),
    ]


def _mentions(lower: Sequence[str], valences: Sequence[float], beginnings: tuple[str, ...]) -> list[float]:
    """Return whether, how often and in what company words with these beginnings stand."""
    found = [i for i, word in enumerate(lower) if word.startswith(beginnings)]
    near = sum(
        valences[j] / (1 + abs(j - i))
        for i in found
        for j in range(max(0, i - _WINDOW), min(len(valences), i + _WINDOW + 1))
    )
    return [float(bool(found)), float(min(len(found), 3)), float(np.tanh(near))]


@cache
def _scorer() -> VaderScorer:
    return VaderScorer()
