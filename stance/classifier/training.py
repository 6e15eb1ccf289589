"""From a labelled table to a model with its card: what ``stance train`` does."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import sklearn
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import cross_validate
from stance.errors import TableError
from stance.table import CLASSES, read_csv

__all__ = ["natural_prior", "read_labelled", "train"]


def read_labelled(path: str | os.PathLike[str]) -> tuple[pd.DataFrame, str]:
    """Read a table of labelled comments.

    Parameters
    ----------
    path : str or path-like
        CSV in UTF-8 with a header. ``text`` and ``label`` (favor, against, none) are needed; ``thread``,
        ``author``, ``target`` and ``origin`` are used where they are there.

    Returns
    -------
    table : DataFrame
        Every cell a string, empty where missing.
    sha256 : str
        Of the file, line ends normalised.

    Raises
    ------
    TableError
        Naming the file, and the line of the table where that is what is wrong.
    """
    table, data = read_csv(path)
    for column in ("text", "label"):
        if column not in table.columns:
            raise TableError(f"{path}: there is no column {column!r}; it has {', '.join(table.columns)}")
    for row, (text, label) in enumerate(zip(table["text"], table["label"], strict=True), start=1):
        if label not in CLASSES:
            raise TableError(f"{path}: comment {row} has the label {label!r}; labels are {', '.join(CLASSES)}")
        if not text.strip():
            raise TableError(f"{path}: comment {row} has no text; leave it out")
    if table["label"].nunique() < len(CLASSES):
        raise TableError(
            f"{path}: only {', '.join(sorted(set(table['label'])))} among the labels; all three are needed"
        )
    return table, hashlib.sha256(data).hexdigest()


def train(
    table: pd.DataFrame, target: str | None = None, class_prior: Mapping[str, float] | None = None
) -> tuple[StanceClassifier, dict[str, Any]]:
    """Train a classifier and measure it by cross-validation.

    Parameters
    ----------
    table : DataFrame
        As :func:`read_labelled` returns it.
    target : str, optional
        By default the one that the table's column ``target`` names.
    class_prior : mapping of label to float, optional
        By default :func:`natural_prior` of the table.

    Returns
    -------
    classifier : StanceClassifier
        Fitted on the whole table.
    card : dict
        For :meth:`StanceClassifier.save`: data, cross-validated figures with their baselines, versions, limits.
    """
    target = target or _only_target(table)  # first: what is missing is said before the work
    prior = dict(class_prior) if class_prior else natural_prior(table)
    classifier = StanceClassifier(target=target, class_prior=prior)
    texts, labels = table["text"].tolist(), table["label"].to_numpy(dtype=str)
    natural = _in_threads(table).to_numpy()
    kept_together = [f"{column}s" for column in ("thread", "author", "text") if column in table.columns]
    metrics = cross_validate(classifier, texts, labels, _groups(table), natural)
    metrics["held_out_together"] = kept_together
    classifier.fit(texts, labels)
    return classifier, _card(table, metrics)


def natural_prior(table: pd.DataFrame) -> dict[str, float] | None:
    """Return how frequent each label is in whole threads, which is what a classifier will meet.

    Comments that were written or collected one by one, to fill up a rare class, are left out. None where the
    table has no threads in which all three labels occur: then nothing is known but the table as a whole.
    """
    labels = table.loc[_in_threads(table), "label"]
    if labels.nunique() < len(CLASSES):
        return None
    shares = labels.value_counts(normalize=True)
    return {name: float(shares[name]) for name in sorted(CLASSES)}


def _in_threads(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell which comments stand in a thread of two or more."""
    if "thread" not in table.columns:
        return pd.Series(False, index=table.index)
    return (table["thread"] != "") & (table.groupby("thread")["thread"].transform("size") > 1)


def _groups(table: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Group comments that share a thread, an author or their text, directly or through others.

    Comments, threads, authors and texts are the nodes of a graph; its connected components are the groups, and no
    fold may part one.
    """
    rows = len(table)
    start, end = [np.arange(rows)], [np.arange(rows)]
    size = rows
    for column in ("thread", "author", "text"):
        if column in table.columns:
            named = np.flatnonzero(table[column] != "")
            codes = pd.factorize(table[column].iloc[named])[0]
            start.append(named)
            end.append(size + codes)
            size += rows
    links = np.concatenate(start), np.concatenate(end)
    graph = coo_matrix((np.ones(len(links[0])), links), shape=(size, size))
    components: np.ndarray[Any, Any] = connected_components(graph, directed=False)[1][:rows]
    return components


def _only_target(table: pd.DataFrame) -> str:
    targets = sorted(set(table["target"])) if "target" in table.columns else []
    if len(targets) != 1 or not targets[0].strip():
        found = ", ".join(map(repr, targets)) or "none"
        raise TableError(f"a classifier has one target, the table names {found}; say which: --target NAME")
    return str(targets[0])


def _card(table: pd.DataFrame, metrics: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int((table["label"] == name).sum()) for name in CLASSES}
    origin = table["origin"].value_counts().to_dict() if "origin" in table.columns else {}
    return {
        "data": {
            "comments": len(table),
            "labels": counts,
            "origin": origin,
            "repeated_texts": int(table["text"].duplicated().sum()),
        },
        "metrics": metrics,
        "intended_use": "English comments below articles on the target, as votes to be corrected by labels",
        "limits": [
            "Not for comments on another target, in another language, or on single persons.",
            "Counts of its labels are no shares of opinion: label a random sample and use estimate_prevalence.",
            "Irony is read as it is worded more often than as it is meant.",
            "Probabilities are not calibrated on real comments; take them as an order, not as frequencies.",
        ],
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }
