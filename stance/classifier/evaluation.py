"""How good is a classifier: cross-validation by group, each figure beside its trivial baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score, log_loss, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from stance.classifier.estimator import StanceClassifier

__all__ = ["cross_validate", "measure"]

#: Folds, and the seed that assigns groups to them.
FOLDS, SEED = 10, 0

Array = np.ndarray[Any, Any]


def cross_validate(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    natural: Array | None = None,
) -> dict[str, Any]:
    """Measure a classifier on comments of groups that it was not trained on.

    Parameters
    ----------
    classifier : StanceClassifier
        Cloned for every fold, with the class prior that it has.
    texts, labels, groups : length n
        No group is divided between training and test.
    natural : ndarray of bool, optional
        The comments that stand in whole threads; measured apart as well, since only there are the labels as
        frequent as they will be.

    Returns
    -------
    dict
        ``method``, and for ``all`` and ``threads`` what :func:`measure` returns.
    """
    from sklearn.base import clone

    labels = np.asarray(labels)
    classes = np.unique(labels)
    folds = min(FOLDS, len(np.unique(groups)))
    if folds < 2:
        return {"method": "not measured: all comments are of one group"}
    probabilities = np.full((len(texts), len(classes)), np.nan)
    for learn, test in GroupKFold(folds, shuffle=True, random_state=SEED).split(texts, labels, groups):
        lacking = sorted(set(classes.tolist()) - set(labels[learn].tolist()))
        if lacking:
            return {"method": f"not measured: too few threads or authors have the label {', '.join(map(str, lacking))}"}
        fitted = clone(classifier).fit([texts[i] for i in learn], labels[learn])
        probabilities[np.ix_(test, np.searchsorted(classes, fitted.classes_))] = fitted.predict_proba(
            [texts[i] for i in test]
        )
    measured: dict[str, Any] = {"method": f"{folds}-fold cross-validation"}
    subsets = {"all": np.ones(len(texts), dtype=bool)}
    if natural is not None and natural.any():
        subsets["threads"] = natural
    for name, rows in subsets.items():
        measured[name] = measure(labels[rows], probabilities[rows], classes) | {
            "baselines": _baselines(labels[rows], classes)
        }
    return measured


def _baselines(labels: Array, classes: Array) -> dict[str, Any]:
    """Return what the best answer that looks at no text would reach: one label for all, or the shares for all."""
    shares = np.array([np.mean(labels == name) for name in classes])
    majority = np.full(len(labels), classes[shares.argmax()])
    return {
        "majority": {"accuracy": _round(shares.max()), "macro_f1": _round(_macro_f1(labels, majority, classes))},
        "prior": {"log_loss": _round(log_loss(labels, np.tile(shares, (len(labels), 1)), labels=classes))},
    }


def measure(labels: Array, probabilities: Array, classes: Array) -> dict[str, Any]:
    """Return accuracy, macro-F1, log-loss, per-class figures and the confusion table (rows: truth)."""
    predicted = classes[probabilities.argmax(axis=1)]
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=classes, zero_division=0.0
    )
    return {
        "comments": len(labels),
        "accuracy": _round(np.mean(predicted == labels)),
        "macro_f1": _round(_macro_f1(labels, predicted, classes)),
        "log_loss": _round(log_loss(labels, probabilities, labels=classes)),
        "classes": {
            str(name): {
                "precision": _round(precision[i]),
                "recall": _round(recall[i]),
                "f1": _round(f1[i]),
                "support": int(support[i]),
            }
            for i, name in enumerate(classes)
        },
        "confusion": confusion_matrix(labels, predicted, labels=classes).tolist(),
    }


def _macro_f1(labels: Array, predicted: Array, classes: Array) -> float:
    return float(f1_score(labels, predicted, labels=classes, average="macro", zero_division=0.0))


def _round(value: float) -> float:
    """Three digits: more than the size of the data supports, enough to see a change."""
    return round(float(value), 3)
