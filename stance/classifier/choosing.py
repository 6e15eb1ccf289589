"""Does it help to know the comment answered? Only where it helps on comments held out is it kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from stance.classifier.checks import check_context
from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import DRAWS, LEVEL, SEED, held_out_probabilities
from stance.errors import TableError
from stance.table import answered_texts

__all__ = ["ANSWERED", "check_answers", "choose_context", "fall_with_interval", "ids_of", "with_answers"]

#: The column of what is answered, beside whatever columns a table brings.
ANSWERED = "text of the comment answered"

Array = np.ndarray[Any, Any]


def ids_of(table: pd.DataFrame) -> str:
    """Return the column of a labelled table that ``reply_to`` speaks of."""
    return "comment_id" if "comment_id" in table.columns else "id"


def with_answers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the text that each comment answers; asked before any comment is left out."""
    answers = answered_texts(table, ids_of(table)) or [None] * len(table)
    return table.assign(**{ANSWERED: np.array(answers, dtype=object)})


def check_answers(table: pd.DataFrame) -> None:
    """Raise :class:`TableError` where no comment is known to answer another."""
    if lacking := sorted({ids_of(table), "reply_to"} - set(table.columns)):
        raise TableError(
            f"there is no column {lacking[0]!r}; context needs id (or comment_id) and reply_to: add them, or leave out "
            "--context"
        )
    if table[ANSWERED].isna().all():
        raise TableError("no comment of the table answers another one of it: there is no context; leave out --context")


def choose_context(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    context: Iterable[str | None],
) -> tuple[bool, dict[str, Any], Array | str]:
    """Cross-validate with and without context, on the same folds, and keep it if the held-out log-loss falls.

    It must fall by more than chance would have it: the 95 % interval of the fall, groups drawn together, lies above 0.

    Returns
    -------
    kept : bool
    said : dict
        For the card: ``kept``, ``comments_that_answer``, ``log_loss`` and ``macro_f1`` ``without`` and ``with``,
        ``log_loss_falls_by`` and its ``interval``; where nothing could be measured ``reason`` in their place.
    probabilities : ndarray, shape (n, classes), or str
        Those held out by the classifier that is kept, or why there are none.
    """
    parents = check_context(context, len(texts))
    answering = sum(text is not None for text in parents)
    without = held_out_probabilities(classifier, texts, labels, groups)
    if isinstance(without, str):
        return False, {"kept": False, "comments_that_answer": answering, "reason": f"not measured: {without}"}, without
    with_it = held_out_probabilities(classifier, texts, labels, groups, context=parents)
    assert not isinstance(with_it, str)  # noqa: S101 - the same folds
    classes = np.unique(labels)
    losses = [_losses(probabilities, labels, classes) for probabilities in (without, with_it)]
    fall, interval = fall_with_interval(losses[0] - losses[1], groups)
    kept = interval[0] > 0
    f1 = [f1_score(labels, classes[p.argmax(axis=1)], average="macro") for p in (without, with_it)]
    said = {
        "kept": kept,
        "comments_that_answer": answering,
        "log_loss": {"without": round(float(losses[0].mean()), 3), "with": round(float(losses[1].mean()), 3)},
        "macro_f1": {"without": round(float(f1[0]), 3), "with": round(float(f1[1]), 3)},
        "log_loss_falls_by": round(fall, 4),
        "interval": [round(end, 4) for end in interval],
    }
    return kept, said, with_it if kept else without


def _losses(probabilities: Array, labels: Array, classes: Array) -> Array:
    """Return the log-loss of each text."""
    of_label = probabilities[np.arange(len(labels)), np.searchsorted(classes, labels)]
    losses: Array = -np.log(np.maximum(of_label, np.finfo(float).eps))
    return losses


def fall_with_interval(falls: Array, groups: Array) -> tuple[float, tuple[float, float]]:
    """Return the mean of paired differences and its 95 % percentile interval from bootstrap draws of groups.

    Examples
    --------
    >>> fall_with_interval(np.array([0.5, 0.5, 0.5]), np.array([0, 0, 1]))
    (0.5, (0.5, 0.5))
    """
    place = np.unique(groups, return_inverse=True)[1]
    sums, sizes = np.bincount(place, weights=falls), np.bincount(place)
    draws = np.random.default_rng(SEED).multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=DRAWS)
    drawn = (draws @ sums) / (draws @ sizes)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return float(falls.mean()), (float(low), float(high))
