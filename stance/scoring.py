"""``score``: the door for those who want scores, whatever they have: pages, a table, a Series, strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.language import is_blank, why_not_english
from stance.pages.records import Page, Pages
from stance.table import CLASSES, SCORE_COLUMNS, SENTIMENT_COLUMNS, answered_texts, check_comments, comments_frame

if TYPE_CHECKING:
    import pandas as pd

    from stance.sentiment import VaderScorer

__all__ = ["score"]

Rows = np.ndarray[Any, np.dtype[np.intp]]


def score(
    data: pd.DataFrame | pd.Series[Any] | Page | Iterable[Page] | Iterable[str | None],
    classifier: Any = "us-japan-talks",
    *,
    sentiment: VaderScorer | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Score the sentiment and the stance of comments.

    Parameters
    ----------
    data : table, Series, page(s) or iterable of str
        A table with a column ``text`` keeps its columns, index and order; a Series its index. The input is
        not changed.
    classifier : str, path, or fitted classifier, default "us-japan-talks"
        Anything with ``predict_proba`` and with ``classes_`` favor, against and none; a string is given to
        :func:`stance.load_classifier`.
    sentiment : VaderScorer, optional
        One with words of your own, say, or with the mean of sentences; by default VADER as published.
    progress : bool, default False
        Show a bar on standard error where scoring takes longer than a second.

    Returns
    -------
    DataFrame
        The table (or one column ``text``) with, for every comment: ``sentiment`` (VADER's compound, −1…1),
        ``sentiment_neg``, ``sentiment_neu``, ``sentiment_pos`` (shares), ``stance`` (categorical), ``p_favor``,
        ``p_against``, ``p_none`` (sum 1) and ``unscored``: the reason why scores are missing, or missing.
        ``attrs["vader"]`` names the unit of the sentiment, and its lexicon by hash; ``attrs["classifier"]`` is the
        classifier's ``fingerprint_``.

    Notes
    -----
    A comment without text has no scores, nor has one that is not in English as far as its letters and small
    words show. One with nothing in it that the classifier knows (digits only,
    say), or of which it is less sure than its ``min_confidence``, has a sentiment but no stance.
    A classifier that was trained with context is given the comments answered, where the table has ``comment_id`` and
    ``reply_to``.
    The stances are the classifier's votes: for shares with an interval see :func:`stance.estimate_prevalence`.

    Examples
    --------
    >>> scored = score(["Another trip, another photo, and nothing to show for it.", None])
    >>> scored[["stance", "unscored"]].astype(object).values.tolist()
    [['against', <NA>], [nan, 'no text']]
    """
    import pandas as pd

    from stance.classifier import as_classifier
    from stance.sentiment import VaderScorer

    table = _as_table(data)
    model = as_classifier(classifier)
    texts = table["text"].tolist()
    reasons = [_why_unscored(text) for text in texts]
    rows = np.flatnonzero([reason is None for reason in reasons])
    scorable = [texts[i] for i in rows]
    numbers = (sentiment or VaderScorer()).score(scorable, progress=progress)
    columns = _sentiment_columns(numbers, rows, len(texts))
    columns |= _stance_columns(scorable, rows, reasons, model, _answered(table, model))
    columns["unscored"] = pd.Series(reasons, dtype="string")
    scores = pd.DataFrame(columns, columns=pd.Index(SCORE_COLUMNS))
    scores.index = table.index
    kept = table.drop(columns=[column for column in scores.columns if column in table.columns])
    result = pd.concat([kept, scores], axis=1)
    result.attrs = {**table.attrs, **numbers.attrs, "classifier": getattr(model, "fingerprint_", None)}
    return result


def _as_table(data: Any) -> pd.DataFrame:
    """Return a table with a column ``text``, whatever the data are."""
    import pandas as pd

    if isinstance(data, pd.DataFrame):
        check_comments(data, needed=("text",))
        return data
    if isinstance(data, pd.Series):
        return data.to_frame("text")
    if isinstance(data, Page | Pages):
        return comments_frame(data)
    if isinstance(data, str | bytes) or not isinstance(data, Iterable):
        raise TableError(f"expected comments, got {type(data).__name__}; put a single text into a list: score([text])")
    items = list(data)
    if items and all(isinstance(item, Page) for item in items):
        return comments_frame(items)
    return pd.DataFrame({"text": pd.Series(items, dtype=object)})


def _why_unscored(text: Any) -> str | None:
    import pandas as pd

    if not isinstance(text, str):
        return "no text" if pd.api.types.is_scalar(text) and pd.isna(text) else f"not a text but {type(text).__name__}"
    if is_blank(text):
        return "no text"
    return why_not_english(text)


def _sentiment_columns(numbers: pd.DataFrame, rows: Rows, size: int) -> dict[str, Any]:
    """Put the numbers of texts into their ``rows`` of ``size``; all other rows stay missing."""
    columns = {}
    for column, number in zip(SENTIMENT_COLUMNS, ("compound", "neg", "neu", "pos"), strict=True):
        columns[column] = np.full(size, np.nan)
        columns[column][rows] = numbers[number].to_numpy()
    return columns


def _answered(table: pd.DataFrame, model: Any) -> list[str | None] | None:
    """Return what each comment answers, where the classifier was trained to read it."""
    return None if getattr(model, "context_", None) is None else answered_texts(table)


def _stance_columns(
    texts: list[str], rows: Rows, reasons: list[str | None], model: Any, answered: list[str | None] | None
) -> dict[str, Any]:
    """Classify ``texts``; where the classifier gives one no label, the reason goes into ``reasons``."""
    import pandas as pd

    def context(among: Rows) -> dict[str, Any]:
        return {} if answered is None else {"context": [answered[i] for i in among]}

    why = model.why_unlabelled(texts, **context(rows)) if hasattr(model, "why_unlabelled") else [None] * len(texts)
    for row, reason in zip(rows, why, strict=True):
        reasons[row] = reason
    labelled = np.array([reason is None for reason in why], dtype=bool)
    probabilities = np.full((len(reasons), len(CLASSES)), np.nan)
    stances = np.full(len(reasons), None, dtype=object)
    if labelled.any():
        labels = np.array([str(name) for name in model.classes_])
        chosen = [text for text, has in zip(texts, labelled, strict=True) if has]
        voted = model.predict_proba(chosen, **context(rows[labelled]))
        probabilities[rows[labelled]] = voted[:, [labels.tolist().index(name) for name in CLASSES]]
        stances[rows[labelled]] = labels[voted.argmax(axis=1)]
    columns: dict[str, Any] = {f"p_{name}": probabilities[:, i] for i, name in enumerate(CLASSES)}
    columns["stance"] = pd.Categorical(stances, categories=list(CLASSES))
    return columns
