"""From a stored model and a labelled table to figures: what ``stance evaluate`` does."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stance.classifier.choosing import ANSWERED, with_answers
from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import measure
from stance.classifier.training import groups_of, origin_of
from stance.errors import TableError
from stance.targets import COLUMN, not_trained_on, targets_of

__all__ = ["evaluate"]


def evaluate(classifier: StanceClassifier, table: pd.DataFrame, split: str | None = None) -> dict[str, Any]:
    """Measure a fitted classifier on labelled comments; disputed ones are left out.

    Parameters
    ----------
    table : DataFrame
        As :func:`read_labelled` returns it.
    split : str, optional
        Only the rows with this name in the column ``split``.

    Comments that the classifier was trained on (:meth:`StanceClassifier.has_seen`) are left out, and so are those that
    the table's column ``target`` says are about another target.

    Returns
    -------
    dict
        As :func:`~stance.classifier.evaluation.measure` has it; drawn together are threads and authors.
        ``trained_on_left_out``: how many comments were left out because the classifier knows them;
        ``other_targets_left_out``, where there are any; ``origin``: how many are synthetic, say, where the table
        tells. A classifier that was trained with context is given the comments answered; ``comments_that_answer`` says
        how many of them the table has.

    Raises
    ------
    TableError
        If the table has no such split, does not say which of the classifier's targets is meant, or if what is left
        lacks one of the classifier's labels.
    """
    if classifier.context_ is not None:
        table = with_answers(table)
    rows = table[table["disputed"] != "yes"] if "disputed" in table.columns else table
    if split is not None:
        names = sorted(set(table["split"])) if "split" in table.columns else []
        if split not in names:
            raise TableError(
                f"there is no split {split!r} in the table; it has {', '.join(names) or 'no column split'}"
            )
        rows = rows[rows["split"] == split]
    about_it = _about_its_targets(classifier, rows)
    unseen = _unseen(classifier, about_it)
    said = {"comments": len(unseen), "trained_on_left_out": len(about_it) - len(unseen), "origin": origin_of(unseen)}
    if elsewhere := len(rows) - len(about_it):
        said["other_targets_left_out"] = elsewhere
    context = None
    if classifier.context_ is not None:
        context = unseen[ANSWERED].tolist()
        said["comments_that_answer"] = int(unseen[ANSWERED].notna().sum())
    targets = unseen[COLUMN].tolist() if len(classifier.targets_) > 1 else None
    probabilities = classifier.predict_proba(unseen["text"].tolist(), targets, context)
    figures = measure(unseen["label"].to_numpy(dtype=str), probabilities, classifier.classes_, groups_of(unseen))
    return said | figures


def _about_its_targets(classifier: StanceClassifier, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the comments on a classifier's targets; those of which nothing is said are about its only one."""
    known, named = classifier.targets_, targets_of(rows)
    if len(known) > 1 and COLUMN not in rows.columns:
        raise TableError(
            f"the classifier has several targets, {', '.join(known)}; say in a column {COLUMN!r} which "
            "each comment is about"
        )
    others = [name for name in named if name is not None and name not in known]
    if others and len(others) == len(rows):
        raise TableError(not_trained_on(others[0], known))
    return rows[[name in known or (name is None and len(known) < 2) for name in named]]


def _unseen(classifier: StanceClassifier, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the comments that a classifier was not trained on, or say that they are none to measure it on."""
    unseen = rows[~classifier.has_seen(rows["text"])]
    if len(rows) and not len(unseen):
        raise TableError(
            f"the classifier has been trained on all of these {len(rows)} comments: figures on them would say nothing "
            "about others; its cross-validated ones stand in its card (the .md and .json beside the .npz, or "
            "classifier.card_['metrics'])"
        )
    found, known = sorted(set(unseen["label"])), classifier.classes_.tolist()
    if found != known:
        left_out = len(rows) - len(unseen)
        raise TableError(
            f"the {len(unseen)} comments to measure on have the labels {', '.join(found) or 'none at all'}, the "
            f"classifier's are {', '.join(known)}: all are needed, and no others"
            + (f" ({left_out} comments that it was trained on are left out)" if left_out else "")
        )
    return unseen
