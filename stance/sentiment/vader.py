"""VADER sentiment: the four numbers of vaderSentiment 3.3.2, to the last digit.

Hutto, C. J. and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment analysis of social
media text. ICWSM-14. The numbers come from the authors' own package, pinned to the release that papers cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VaderScorer"]


class VaderScorer:
    """Score the sentiment of English texts with VADER.

    Examples
    --------
    >>> scorer = VaderScorer()
    >>> scorer.polarity_scores("The talks are a waste of time!")
    {'neg': 0.34, 'neu': 0.66, 'pos': 0.0, 'compound': -0.4753}
    >>> scorer.score(["Great news", None])["compound"].tolist()
    [0.6249, nan]
    """

    def __init__(self) -> None:
        self._analyzer: Any = None

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Return VADER's ``neg``, ``neu``, ``pos`` (shares, 0…1) and ``compound`` (−1…1) for one text.

        Raises
        ------
        TypeError
            If ``text`` is not a string. A missing text has no sentiment; it is not neutral.
        """
        if not isinstance(text, str):
            raise TypeError(f"VADER scores a string, not {type(text).__name__}; for missing texts use score()")
        scores: dict[str, float] = self._vader().polarity_scores(text)
        return scores

    @property
    def lexicon(self) -> Mapping[str, float]:
        """VADER's words in lower case, each with its mean human rating, −4 … 4."""
        words: Mapping[str, float] = self._vader().lexicon
        return words

    def _vader(self) -> Any:
        if self._analyzer is None:
            from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

            self._analyzer = SentimentIntensityAnalyzer()
        return self._analyzer

    def score(self, texts: Iterable[str | None], *, progress: bool = False) -> pd.DataFrame:
        """Score many texts.

        Parameters
        ----------
        texts : iterable of str or missing
            A Series keeps its index.
        progress : bool, default False
            Show a bar on standard error where it takes longer than a second.

        Returns
        -------
        DataFrame
            Columns ``neg``, ``neu``, ``pos``, ``compound`` (float64), one row a text. Missing and blank texts
            are NaN.
        """
        import pandas as pd
        from tqdm import tqdm

        if isinstance(texts, str):
            raise TypeError("expected many texts, got one string; for one text use polarity_scores(text)")
        index = texts.index if isinstance(texts, pd.Series) else None
        nothing = dict.fromkeys(("neg", "neu", "pos", "compound"), float("nan"))
        bar = tqdm(texts, desc="scoring", unit="comment", delay=1.0, disable=not progress, leave=False)
        rows = [self.polarity_scores(t) if isinstance(t, str) and t.strip() else nothing for t in bar]
        return pd.DataFrame(rows, index=index, columns=list(nothing), dtype="float64")
