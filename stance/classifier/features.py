"""Texts → features: TF-IDF of words and of the characters inside them.

Word n-grams (1–2) carry what is said, character n-grams (3–5, not across word boundaries) carry it through
typos, slang and endings. Each half has Euclidean length 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

__all__ = ["NgramFeatures"]

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MENTION = re.compile(r"@\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: A word keeps its apostrophe: "don't" is one word, and not "don".
_TOKEN = r"(?u)\b\w[\w']*"  # noqa: S105 - a pattern, not a password


def normalise(text: str) -> str:
    """Fold what does not bear on stance: case, typographic apostrophes, addresses, who is addressed, digits.

    >>> normalise("@Bo: DON’T pay 15.5%! https://example.com")
    "@name: don't pay 0%! link"
    """
    text = _LINK.sub("link", text.replace("’", "'").lower())
    return _NUMBER.sub("0", _MENTION.sub("@name", text))


class NgramFeatures:
    """The two TF-IDF tables of one classifier.

    Parameters
    ----------
    min_df : int
        An n-gram is kept if it stands in so many training texts or more.
    """

    def __init__(self, min_df: int = 1) -> None:
        shared = {"sublinear_tf": True, "preprocessor": normalise, "min_df": min_df, "dtype": np.float64}
        self.word = TfidfVectorizer(ngram_range=(1, 2), token_pattern=_TOKEN, **shared)
        self.char = TfidfVectorizer(ngram_range=(3, 5), analyzer="char_wb", **shared)

    def fit(self, texts: Sequence[str]) -> NgramFeatures:
        """Learn vocabulary and document frequencies."""
        self.word.fit(texts)
        self.char.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return the features, shape (texts, words + characters)."""
        if not len(texts):
            return sparse.csr_matrix((0, len(self.word.vocabulary_) + len(self.char.vocabulary_)))
        both: sparse.csr_matrix = sparse.hstack([self.word.transform(texts), self.char.transform(texts)], format="csr")
        return both

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what was learnt, for storing."""
        return {
            "word_terms": self.word.get_feature_names_out().astype(str),
            "word_idf": self.word.idf_,
            "char_terms": self.char.get_feature_names_out().astype(str),
            "char_idf": self.char.idf_,
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> NgramFeatures:
        """Restore what :meth:`arrays` returned."""
        features = cls()
        for name, vectorizer in (("word", features.word), ("char", features.char)):
            terms = [str(term) for term in arrays[f"{name}_terms"]]
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
            vectorizer.idf_ = arrays[f"{name}_idf"]
        return features
