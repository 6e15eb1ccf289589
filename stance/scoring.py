"""``score``: the door for those who want scores, whatever they have: pages, a table, a Series, strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.language import is_blank, why_not_english
from stance.pages.records import Page, Pages
from stance.table import (
    CLASSES,
    SCORE_COLUMNS,
    SENTIMENT_COLUMNS,
    answered_texts,
    check_comments,
    comments_frame,
    unguarded,
)
from stance.targets import COLUMN, not_trained_on, targets_of

if TYPE_CHECKING:
    import pandas as pd

    from stance.sentiment import VaderScorer

__all__ = ["score"]

Rows = np.ndarray[Any, np.dtype[np.intp]]


def score(
    data: pd.DataFrame | pd.Series[Any] | Page | Iterable[Page] | Iterable[str | None],
    classifier: Any = "us-japan-talks",
    *,
    target: str | None = None,
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
    target : str, optional
        What all these comments are about: needed where the classifier has several targets, refused where it was not
        trained on it. Where they are about several, a column ``target`` of the table says it for each.
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
        classifier's ``fingerprint_``; ``attrs["target"]`` is what the stances are towards, where it is one thing. With
        ``target=`` the table has a column ``target``.

    Raises
    ------
    TableError
        If the data hold no comments, the classifier is none of our three stances, it was not trained on ``target``, or
        it has several targets and nothing says which is meant.

    Notes
    -----
    A comment without text has no scores, nor has one that is not in English as far as its letters and small
    words show. One with nothing in it that the classifier knows (digits only,
    say), or of which it is less sure than its ``min_confidence``, has a sentiment but no stance. Nor has one that is
    about another target, as the table's column ``target`` has it, than the classifier was trained on; a classifier that
    does not say what it was trained on (``targets_``), such as a pipeline, is taken at your word.
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
    targets = _targets(table, target, model)
    if target is not None:
        table = table.assign(**{COLUMN: pd.array(targets, dtype="string")})
    texts = [unguarded(text) for text in table["text"]]
    reasons = [_why_unscored(text) for text in texts]
    rows = np.flatnonzero([reason is None for reason in reasons])
    numbers = (sentiment or VaderScorer()).score([texts[i] for i in rows], progress=progress)
    columns = _sentiment_columns(numbers, rows, len(texts))
    for row in rows:
        reasons[row] = _why_no_stance(targets[row], model)
    columns |= _stance_columns(texts, reasons, model, _beside(table, targets, model))
    columns["unscored"] = pd.Series(reasons, dtype="string")
    scores = pd.DataFrame(columns, columns=pd.Index(SCORE_COLUMNS))
    scores.index = table.index
    kept = table.drop(columns=[column for column in scores.columns if column in table.columns])
    result = pd.concat([kept, scores], axis=1)
    result.attrs = {**table.attrs, **numbers.attrs, "classifier": getattr(model, "fingerprint_", None)}
    result.attrs["target"] = target or _only(getattr(model, "targets_", None))
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


def _targets(table: pd.DataFrame, target: str | None, model: Any) -> list[str | None]:
    """Return what each comment is about; refuse a ``target`` that was not learnt, and a choice that nothing makes."""
    targets, known = targets_of(table, target), getattr(model, "targets_", None)
    if known is None:
        return targets
    if target is None and len(known) > 1 and COLUMN not in table.columns:
        raise TableError(
            f"this classifier has several targets, {', '.join(known)}; say which: score(data, classifier, "
            f"target={known[0]!r}), or give the table a column {COLUMN!r}"
        )
    if target is not None and target not in known:
        try:
            model.predict_proba([target], targets=target)
        except ValueError as error:
            raise TableError(str(error)) from None
    return targets


def _why_no_stance(target: str | None, model: Any) -> str | None:
    """Return why the classifier says nothing about a comment on this target, if so."""
    known = getattr(model, "targets_", None)
    if known is None:
        return None
    if target is None:
        return f"no target, and the classifier has several: {', '.join(known)}" if len(known) > 1 else None
    return None if target in known else not_trained_on(target, known)


def _only(targets: list[str] | None) -> str | None:
    return targets[0] if targets is not None and len(targets) == 1 else None


def _beside(table: pd.DataFrame, targets: list[str | None], model: Any) -> dict[str, list[str | None]]:
    """Return what the classifier must be told beside the text of each comment: what it answers, what it is about."""
    answered = None if getattr(model, "context_", None) is None else answered_texts(table)
    several = len(getattr(model, "targets_", ())) > 1
    return ({} if answered is None else {"context": answered}) | ({"targets": targets} if several else {})


def _stance_columns(
    texts: list[Any], reasons: list[str | None], model: Any, beside: dict[str, list[str | None]]
) -> dict[str, Any]:
    """Classify the ``texts`` without a reason against it; where the classifier gives no label it is put there."""
    import pandas as pd

    def told(rows: Rows) -> dict[str, Any]:
        return {name: [values[i] for i in rows] for name, values in beside.items()}

    rows = np.flatnonzero([reason is None for reason in reasons])
    if hasattr(model, "why_unlabelled"):
        for row, reason in zip(rows, model.why_unlabelled([texts[i] for i in rows], **told(rows)), strict=True):
            reasons[row] = reason
    rows = np.flatnonzero([reason is None for reason in reasons])
    probabilities = np.full((len(texts), len(CLASSES)), np.nan)
    stances = np.full(len(texts), None, dtype=object)
    if len(rows):
        labels = np.array([str(name) for name in model.classes_])
        voted = model.predict_proba([texts[i] for i in rows], **told(rows))
        probabilities[rows] = voted[:, [labels.tolist().index(name) for name in CLASSES]]
        stances[rows] = labels[voted.argmax(axis=1)]
    columns: dict[str, Any] = {f"p_{name}": probabilities[:, i] for i, name in enumerate(CLASSES)}
    columns["stance"] = pd.Categorical(stances, categories=list(CLASSES))
    return columns
