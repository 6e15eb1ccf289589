"""Texts → features: TF-IDF of words and of the characters inside them, and cues counted in the text.

Word n-grams (1–2) carry what is said, character n-grams (3–5, not across word boundaries) carry it through
typos, slang and endings. The cues (:mod:`~stance.classifier.cues`) carry sentiment, how it is said, and whether the
target is spoken of at all. Where an encoder is given, its vectors stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classifier.background import background
from stance.classifier.cues import cue_names, read_cues
from stance.language import as_typed

__all__ = ["ADDRESS", "LINK", "CueFeatures", "NgramFeatures", "few_label_weight", "normalise"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

LINK = re.compile(r"(?:https?://|www\.)\S+")
ADDRESS = re.compile(r"@\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DOTS = re.compile(r"\.{2,}")
#: A word keeps its apostrophe and its hash: "don't" is one word, and not "don". Other signs are words, too.
TOKEN = r"(?u)[#@]?\b\w[\w']*|[!?]+|\.\.\.|[^\w\s]"  # noqa: S105 - a pattern, not a password
#: Euclidean length of the character half beside that of the word half, which is 1 (chosen on SemEval-2016's folds).
CHAR_WEIGHT = 1.5
#: From so many texts on, an n-gram that stands in one of them alone is no feature, and no background is asked for.
_MANY_TEXTS = 4_000


def normalise(text: str) -> str:
    """Fold what does not bear on stance: case, typographic marks, rows of dots, addresses, who is addressed, digits.

    >>> normalise("@Bo: DON’T pay 15.5%..... https://example.com")
    "@name: don't pay 0%... link"
    """
    text = LINK.sub("link", as_typed(text).lower())
    return _DOTS.sub("...", _NUMBER.sub("0", ADDRESS.sub("@name", text)))


def few_label_weight(texts: int) -> float:
    """Return how much heavier dense features weigh when labels are few: n-grams have then been seen too seldom.

    1 from 2,000 texts on, 2.7 at 100, 4.3 at 25; the cube root was chosen on SemEval-2016's learning curves.
    """
    return float(max(1.0, 2_000 / max(1, texts)) ** (1 / 3))


class NgramFeatures:
    """The two TF-IDF tables of one classifier.

    Parameters
    ----------
    min_df : int, optional
        An n-gram is kept if it stands in so many training texts or more. By default 1; from 4,000 texts on 2 for
        words and 3 for characters.
    """

    def __init__(self, min_df: int | None = None) -> None:
        self.min_df = min_df
        self._make(min_df or 1, min_df or 1)

    def _make(self, words: int, chars: int) -> None:
        shared = {"sublinear_tf": True, "preprocessor": normalise, "dtype": np.float64}
        self.word = TfidfVectorizer(ngram_range=(1, 2), token_pattern=TOKEN, min_df=words, **shared)
        self.char = TfidfVectorizer(ngram_range=(3, 5), analyzer="char_wb", min_df=chars, **shared)

    def fit(self, texts: Sequence[str]) -> NgramFeatures:
        """Learn the vocabulary, and how rare its n-grams are: among these texts, and where few, among others."""
        few = len(texts) < _MANY_TEXTS
        if self.min_df is None and not few:
            self._make(2, 3)
        for kind, vectorizer in (("word", self.word), ("char", self.char)):
            vectorizer.fit(texts)
            idf = _with_background(vectorizer, kind, len(texts)) if few else vectorizer.idf_
            vectorizer.idf_ = _as_stored(idf)
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return the features, shape (texts, words + characters)."""
        if not len(texts):
            return sparse.csr_matrix((0, len(self.word.vocabulary_) + len(self.char.vocabulary_)))
        halves = [self.word.transform(texts), CHAR_WEIGHT * self.char.transform(texts)]
        both: sparse.csr_matrix = sparse.hstack(halves, format="csr")
        return both

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what was learnt, for storing."""
        return {
            "word_terms": self.word.get_feature_names_out().astype(str),
            "word_idf": self.word.idf_.astype(np.float32),
            "char_terms": self.char.get_feature_names_out().astype(str),
            "char_idf": self.char.idf_.astype(np.float32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> NgramFeatures:
        """Restore what :meth:`arrays` returned."""
        features = cls()
        for name, vectorizer in (("word", features.word), ("char", features.char)):
            terms = [str(term) for term in arrays[f"{name}_terms"]]
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
            vectorizer.idf_ = arrays[f"{name}_idf"].astype(np.float64)
        return features


def _with_background(vectorizer: TfidfVectorizer, kind: str, texts: int) -> Floats:
    """Return the inverse document frequencies as if the background's texts had been among the training texts.

    A word that stands in many texts on one target and in few others is about the target, and weighs more.
    """
    others, known = background()
    counts = (texts + 1) / np.exp(vectorizer.idf_ - 1) + [
        known[kind].get(t, 0) for t in vectorizer.get_feature_names_out()
    ]
    idf: Floats = np.log((1 + texts + others) / counts) + 1
    return idf


class CueFeatures:
    """The cues of one classifier, each with mean 0 and the same weight.

    Parameters
    ----------
    mentions : mapping of str to sequence of str
        Groups of word beginnings, such as ``{"talks": ["deal", "negotiat"], "people": ["akazawa"]}``.
    weight : float
        Standard deviation of each cue.
    targets : sequence of str
        All targets, where a classifier has several.
    """

    #: A cue counts for no more standard deviations than this.
    LIMIT = 4.0

    def __init__(self, mentions: Mapping[str, Sequence[str]], weight: float, targets: Sequence[str] = ()) -> None:
        self.mentions = {name: list(words) for name, words in mentions.items()}
        self.weight = weight
        self.targets = list(targets)
        self.names = cue_names(self.mentions, self.targets)

    def fit(self, texts: Sequence[str], target_of: Sequence[str | None]) -> CueFeatures:
        """Learn means and standard deviations."""
        raw = read_cues(texts, self.mentions, self.targets, target_of)
        scale = raw.std(axis=0)
        self.mean_, self.scale_ = _as_stored(raw.mean(axis=0)), _as_stored(np.where(scale > 0, scale, 1.0))
        return self

    def transform(self, texts: Sequence[str], target_of: Sequence[str | None]) -> Floats:
        """Return the cues, shape (texts, cues)."""
        raw = (read_cues(texts, self.mentions, self.targets, target_of) - self.mean_) / self.scale_
        limited: Floats = self.weight * np.clip(raw, -self.LIMIT, self.LIMIT)
        return limited

    def present(self, text: str, target: str | None) -> set[str]:
        """Return the names of the cues that are in a text at all: those that are not 0."""
        raw = read_cues([text], self.mentions, self.targets, [target])[0]
        return {name for name, value in zip(self.names, raw, strict=True) if value}


def _as_stored(values: Floats) -> Floats:
    """Round to the precision of a stored model, so that a loaded one is the same to the last digit."""
    return values.astype(np.float32).astype(np.float64)
