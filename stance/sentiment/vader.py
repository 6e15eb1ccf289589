"""VADER sentiment: the four numbers of vaderSentiment 3.3.2, to the last digit, many times faster.

Hutto, C. J. and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment analysis of social
media text. ICWSM-14. The words come from the authors' own package, pinned to the release that papers cite; the rules,
and what is odd about them, are in :mod:`stance.sentiment.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import StanceError
from stance.language import as_typed, is_blank
from stance.sentiment.batch import NUMBERS, Engine
from stance.sentiment.explanation import VaderExplanation, explain
from stance.sentiment.lexicon import load_lexicon
from stance.sentiment.sentences import sentences
from stance.sentiment.transformer import Transformer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VaderScorer"]

#: Fewer texts are not worth the start of other processes.
_WORTH_PROCESSES = 10_000
_UNITS = ("text", "sentence")

Floats = np.ndarray[Any, np.dtype[np.float64]]


class VaderScorer(Transformer):
    """Score the sentiment of English texts with VADER.

    A scikit-learn transformer as well: from texts to the columns ``neg, neu, pos, compound``.

    Parameters
    ----------
    lexicon : mapping of str to float, optional
        Words to add to VADER's, or to give another valence, −4 (worst) … 4 (best); None takes a word out.
    emoji : mapping of str to str, optional
        Likewise single code points, with the words that stand for each.
    idioms : mapping of str to float, optional
        Likewise phrases of two or three words. VADER looks for them around words of its lexicon, from the fourth word
        of a text on.
    unit : {"text", "sentence"}, default "text"
        VADER was made for tweets, and its compound nears −1 or 1 as a text grows. ``"sentence"`` gives the mean of the
        sentences' numbers instead, each sentence the same weight: no published VADER score, to be named as what it is.
    as_typed : bool, default False
        Read typographic marks like those of a keyboard. vaderSentiment does not: to it “don’t” is no negation, and a
        word with “…” behind it none that it knows. The pages of newspapers are full of both.
    n_jobs : int, optional
        Processes for :meth:`score` and :meth:`transform`; −1 for one a core. Same numbers, worth it from some 100,000
        comments on.

    Notes
    -----
    All numbers of ``unit="text"`` with an unchanged lexicon are those of vaderSentiment 3.3.2 under the same Python;
    with ``as_typed`` those that it gives the text with a keyboard's marks.

    Examples
    --------
    >>> scorer = VaderScorer()
    >>> scorer.polarity_scores("The talks are a waste of time!")
    {'neg': 0.34, 'neu': 0.66, 'pos': 0.0, 'compound': -0.4753}
    >>> scorer.score(["Great news", None])[["compound", "unscored"]].values.tolist()
    [[0.6249, <NA>], [nan, 'no text']]
    >>> VaderScorer(lexicon={"tariff": -1.5}).polarity_scores("A tariff")["compound"]
    -0.3612
    >>> [VaderScorer(as_typed=typed).polarity_scores("They don’t help.")["compound"] for typed in (False, True)]
    [0.4019, -0.3089]
    """

    def __init__(
        self,
        *,
        lexicon: Mapping[str, float | None] | None = None,
        emoji: Mapping[str, str | None] | None = None,
        idioms: Mapping[str, float | None] | None = None,
        unit: str = "text",
        as_typed: bool = False,
        n_jobs: int | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.emoji = emoji
        self.idioms = idioms
        self.unit = unit
        self.as_typed = as_typed
        self.n_jobs = n_jobs

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Return VADER's ``neg``, ``neu``, ``pos`` (shares, 0…1) and ``compound`` (−1…1) for one text.

        Raises
        ------
        TypeError
            If ``text`` is not a string. A missing text has no sentiment; it is not neutral.
        StanceError
            If the scorer's parameters make no sense; the message says which.
        """
        if not isinstance(text, str):
            raise TypeError(f"VADER scores a string, not {type(text).__name__}; for missing texts use score()")
        if self.as_typed:
            text = as_typed(text)
        if self.unit == "text" and not (self.lexicon or self.emoji or self.idioms):  # the usual case at no cost
            neg, neu, pos, compound = _published_engine().one(text)
        elif self.unit == "sentence":
            neg, neu, pos, compound = self._by_sentence([text])[0].tolist()
        else:
            neg, neu, pos, compound = self._engine().one(text)
        return {"neg": neg, "neu": neu, "pos": pos, "compound": compound}

    def score(self, texts: Iterable[str | None], *, n_jobs: int | None = None, progress: bool = False) -> pd.DataFrame:
        """Score many texts.

        Parameters
        ----------
        texts : iterable of str or missing
            A list, Series or Arrow array; a Series keeps its index.
        n_jobs : int, optional
            Processes; by default the scorer's own ``n_jobs``.
        progress : bool, default False
            Show a bar on standard error where it takes longer than a second.

        Returns
        -------
        DataFrame
            Columns ``neg``, ``neu``, ``pos``, ``compound`` (float64) and ``unscored`` (why they are missing, or
            missing), one row a text. ``attrs["vader"]`` names the unit, the lexicon by its hash, and whether texts were
            read as typed.
        """
        import pandas as pd

        numbers, reasons = self._scored(texts, n_jobs, progress)
        table = pd.DataFrame(numbers, columns=list(NUMBERS))
        table["unscored"] = pd.Series(reasons, dtype="string")
        if isinstance(texts, pd.Series):
            table.index = texts.index
        table.attrs["vader"] = {
            "unit": self.unit,
            "lexicon_sha256": self.lexicon_sha256,
            "as_typed": self.as_typed,
        }
        return table

    def explain(self, text: str) -> VaderExplanation:
        """Take the compound of one text apart: which words, degree words, negations, capitals and punctuation made it.

        Returns
        -------
        VaderExplanation
            Its parts add up to the compound; ``to_frame()`` has one row a part.

        Examples
        --------
        >>> print(VaderScorer().explain("Not a VERY good deal!"))
        +0.4142  good: word
        +0.2237  good: degree (VERY)
        -1.1100  good: negation (Not)
        -0.0637  (text): punctuation (!)
        -0.5357  compound
        """
        if not isinstance(text, str):
            raise TypeError(f"VADER explains a string, not {type(text).__name__}")
        if self.unit != "text":
            raise StanceError("explain takes one text apart; use VaderScorer().explain(sentence) for each sentence")
        return explain(self._engine(), as_typed(text) if self.as_typed else text)

    @property
    def words(self) -> Mapping[str, float]:
        """The lexicon in use: words in lower case, each with its valence."""
        return self._engine().lexicon.words

    @property
    def lexicon_sha256(self) -> str:
        """The hash of all words, emoji, idioms, degree words and negations in use."""
        return self._engine().lexicon.sha256

    def fit(self, X: Any = None, y: Any = None) -> VaderScorer:
        """Check the parameters; there is nothing to learn."""
        self._engine()
        return self

    def transform(self, X: Iterable[str | None]) -> Any:
        """Return neg, neu, pos and compound, shape (n_texts, 4); NaN for a missing text."""
        if self.output == "pandas":
            return self.score(X)[list(NUMBERS)]
        return self._scored(X)[0]

    def fit_transform(self, X: Iterable[str | None], y: Any = None) -> Any:
        """Check the parameters, and return what :meth:`transform` does."""
        return self.fit().transform(X)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray[Any, Any]:
        """Return the names of the four columns."""
        return np.array(NUMBERS, dtype=object)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_made"}

    def _engine(self) -> Engine:
        """Return the engine for the present parameters, made where they have changed."""
        if self.unit not in _UNITS:
            raise StanceError(f"unit must be 'text' or 'sentence', got {self.unit!r}")
        if self.lexicon is None and self.emoji is None and self.idioms is None:
            return _published_engine()
        given = self.lexicon, self.emoji, self.idioms
        made: tuple[Any, Engine] | None = getattr(self, "_made", None)
        if made is None or made[0] != given:
            engine = Engine(load_lexicon(*given))
            made = self._made = tuple(None if table is None else dict(table) for table in given), engine
        return made[1]

    def _scored(
        self, texts: Iterable[str | None], n_jobs: int | None = None, progress: bool = False
    ) -> tuple[Floats, list[str | None]]:
        """Return the numbers of texts, and why they are missing where they are."""
        items = _as_list(texts)
        # what begins with a letter is a text; the question spares most of them the others
        reasons = [None if type(item) is str and item[:1].isalnum() else _why_unscored(item) for item in items]
        rows = [row for row, reason in enumerate(reasons) if reason is None]
        if len(rows) == len(items):
            return self._numbers(items, n_jobs, progress), reasons
        numbers = np.full((len(items), len(NUMBERS)), np.nan)
        numbers[rows] = self._numbers([items[row] for row in rows], n_jobs, progress)
        return numbers, reasons

    def _numbers(self, texts: list[str], n_jobs: int | None = None, progress: bool = False) -> Floats:
        """Score texts, in this process or in several."""
        n_jobs = self.n_jobs if n_jobs is None else n_jobs
        if n_jobs is not None and (not isinstance(n_jobs, int) or isinstance(n_jobs, bool) or n_jobs == 0):
            raise StanceError(f"n_jobs must be a number of processes, or -1 for one a core, got {n_jobs!r}")
        if n_jobs not in (None, 1) and len(texts) >= _WORTH_PROCESSES:
            from joblib import Parallel, delayed, effective_n_jobs

            jobs = effective_n_jobs(n_jobs)
            size = -(-len(texts) // jobs)
            parts = [texts[start : start + size] for start in range(0, len(texts), size)]
            return np.concatenate(Parallel(n_jobs=jobs)(delayed(self._numbers)(part, 1) for part in parts))
        if self.as_typed:
            texts = list(map(as_typed, texts))
        return self._by_sentence(texts, progress) if self.unit == "sentence" else self._by_text(texts, progress)

    def _by_text(self, texts: list[str], progress: bool = False) -> Floats:
        from tqdm import tqdm

        bar = tqdm(total=len(texts), desc="scoring", unit="comment", delay=1.0, disable=not progress, leave=False)
        with bar:
            return self._engine().many(texts, bar.update)

    def _by_sentence(self, texts: list[str], progress: bool = False) -> Floats:
        cut = [sentences(text) for text in texts]
        counts = np.array([len(parts) for parts in cut], dtype=np.int64)
        numbers = self._by_text([sentence for parts in cut for sentence in parts], progress)
        sums = np.zeros((len(texts), len(NUMBERS)))
        np.add.at(sums, np.repeat(np.arange(len(texts)), counts), numbers)
        return sums / np.maximum(counts, 1)[:, np.newaxis]


@cache
def _published_engine() -> Engine:
    """Return the engine of the published lexicon; all scorers share what it remembers."""
    return Engine(load_lexicon())


def _as_list(texts: Any) -> list[Any]:
    if isinstance(texts, str):
        raise TypeError("expected many texts, got one string; for one text use polarity_scores(text)")
    if isinstance(texts, bytes | Mapping) or not (isinstance(texts, Iterable) or hasattr(texts, "to_pylist")):
        raise TypeError(f"expected texts in a list, Series or Arrow array, got {type(texts).__name__}")
    if getattr(texts, "ndim", 1) != 1:
        raise TypeError(f"expected one column of texts, got {texts.ndim} dimensions; pick a column: table['text']")
    for method in ("to_pylist", "tolist"):  # of Arrow arrays; of Series and numpy arrays
        if hasattr(texts, method):
            return list(getattr(texts, method)())
    return list(texts)


def _why_unscored(text: Any) -> str | None:
    if isinstance(text, str):
        return "no text" if is_blank(text) else None
    import pandas as pd

    return "no text" if pd.api.types.is_scalar(text) and pd.isna(text) else f"not a text but {type(text).__name__}"
