"""``score``: the door for those who want scores, whatever they have: pages, a table, a Series, strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.csv_files import unguarded
from stance.errors import TableError
from stance.language import is_blank, why_not_english
from stance.pages.records import Page, Pages
from stance.table import (
    CLASSES,
    SCORE_COLUMNS,
    SENTIMENT_COLUMNS,
    beside_comments,
    cell,
    check_comments,
    comments_frame,
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
        not changed. Only the scores of an earlier ``score`` are replaced; a column of your own that bears the name of
        a score is refused.
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
        classifier's ``fingerprint_``, ``attrs["read"]`` what it was told beside the texts (context, headlines);
        ``attrs["target"]`` is what the stances are towards, where it is one thing. With ``target=`` the table has a
        column ``target``.

    Raises
    ------
    TableError
        If the data hold no comments, a column named like a score is not one that ``score`` wrote, the classifier is
        none of our three stances, it was not trained on ``target``, or it has several targets and nothing says which is
        meant.

    Notes
    -----
    A comment without text has no scores, nor has one that is not in English as far as its letters and small
    words show. One with nothing in it that the classifier knows (a rare emoji and no word, say), or of which it is less
    sure than its ``min_confidence``, has a sentiment but no stance. Nor has one that is about another target, as the
    table's column ``target`` has it, than the classifier was trained on; a classifier that does not say what it was
    trained on (``targets_``), such as a pipeline, is taken at your word.
    Digits and punctuation are known to a classifier that was trained on comments with them, as the shipped ones were:
    a comment of nothing else ("12345", "...") shows no view, so that its stance is ``none``, which a reader would call
    it too, and it counts among the comments.
    A classifier that was trained with context is given the comments answered, where the table has ``comment_id`` and
    ``reply_to``; one that was trained with headlines is given those in the column ``headline``, or where that has
    none, ``page_title``.
    The stances are the classifier's votes: for shares with an interval see :func:`stance.estimate_prevalence`.

    Examples
    --------
    >>> scored = score(["Another trip, another photo, and nothing to show for it.", None])
    >>> scored[["stance", "unscored"]].astype(object).values.tolist()
    [['against', <NA>], [nan, 'no text']]
    >>> import pandas as pd
    >>> score(pd.DataFrame({"text": ["Well done."], "stance": ["favor"]}))
    Traceback (most recent call last):
        ...
    stance.errors.TableError: score would write over your column 'stance' (there is no column 'sentiment' beside, so it
    is not score's own); drop what is there, or keep it under another name:
    score(table.rename(columns={'stance': 'my_stance'}))
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
    beside = _beside(table, targets, model)
    columns |= _stance_columns(texts, reasons, model, beside)
    columns["unscored"] = pd.Series(reasons, dtype="string")
    scores = pd.DataFrame(columns, columns=pd.Index(SCORE_COLUMNS))
    scores.index = table.index
    kept = table.drop(columns=[column for column in scores.columns if column in table.columns])
    result = pd.concat([kept, scores], axis=1)
    result.attrs = {**table.attrs, **numbers.attrs, "classifier": getattr(model, "fingerprint_", None)}
    result.attrs["read"] = sorted(set(beside) - {"targets"})
    result.attrs["target"] = target or _only(getattr(model, "targets_", None))
    return result


def _as_table(data: Any) -> pd.DataFrame:
    """Return a table with a column ``text``, whatever the data are."""
    import pandas as pd

    if isinstance(data, pd.DataFrame):
        check_comments(data, needed=("text",))
        _check_own_columns(data)
        return data
    if isinstance(data, pd.Series):
        return data.to_frame("text")
    if isinstance(data, Page | Pages):
        return comments_frame(data)
    kind = type(data).__name__
    if isinstance(data, str | bytes) or not isinstance(data, Iterable):
        raise TableError(f"expected comments, got {kind}; put a single text into a list: score([text])")
    if isinstance(data, Mapping):
        raise TableError(f"expected comments, got {kind}; make a table of it: score(pd.DataFrame(data))")
    if (dimensions := getattr(data, "ndim", 1)) != 1:
        raise TableError(f"expected comments, got {kind} of {dimensions} dimensions; give one column of it")
    items = list(data)
    if items and all(isinstance(item, Page) for item in items):
        return comments_frame(items)
    if items and not any(pd.api.types.is_scalar(item) for item in items):
        raise TableError(
            f"expected comments, got {kind} of {type(items[0]).__name__}; give the texts alone, or a table with a "
            "column 'text': score(pd.DataFrame(data))"
        )
    return pd.DataFrame({"text": pd.Series(items, dtype=object)})


def _check_own_columns(table: pd.DataFrame) -> None:
    """Raise :class:`TableError` where scores would be written over a column that ``score`` did not write.

    Its own columns come all together, and the stance is that of the highest probability.
    """
    own = [column for column in SCORE_COLUMNS if column in table.columns]
    missing = [column for column in SCORE_COLUMNS if column not in own]
    if own and missing:
        why = f"there is no column {missing[0]!r} beside"
    elif own and (odd := _odd_vote(table)) is not None:
        row, vote = cell(table["stance"], odd)
        own, why = ["stance"], f"row {row} has {vote}, its highest p_ another"
    else:
        return
    kept = {column: f"my_{column}" for column in own}
    raise TableError(
        f"score would write over your column{'s' if len(own) > 1 else ''} {', '.join(map(repr, own))} ({why}, so it "
        f"is not score's own); drop what is there, or keep it under another name: score(table.rename(columns={kept}))"
    )


def _odd_vote(table: pd.DataFrame) -> int | None:
    """Return the first row whose stance is not that of its highest probability, None where there is none."""
    import pandas as pd

    shares = table[[f"p_{name}" for name in CLASSES]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    for row, (stance, missing, p) in enumerate(zip(table["stance"], table["stance"].isna(), shares, strict=True)):
        if missing or stance == "":
            odd = not np.isnan(p).all()
        else:
            odd = stance not in CLASSES or p[CLASSES.index(stance)] != p.max()
        if odd:
            return row
    return None


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
    """Return what the classifier must be told beside the text of each comment, and what it is about."""
    several = len(getattr(model, "targets_", ())) > 1
    return beside_comments(table, model) | ({"targets": targets} if several else {})


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
