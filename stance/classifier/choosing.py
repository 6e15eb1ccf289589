"""Does it help to know what stands beside a comment? Only where it helps on comments held out is it kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from stance.classifier.card import COUNTED
from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import DRAWS, SEED, held_out_probabilities, held_out_views, percentiles_of
from stance.errors import TableError
from stance.table import answered_texts, headlines_of

__all__ = [
    "ANSWERED",
    "check_answers",
    "check_headlines_known",
    "choose_beside",
    "fall_with_interval",
    "ids_of",
    "with_answers",
]

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


def check_headlines_known(table: pd.DataFrame) -> None:
    """Raise :class:`TableError` where no two comments have different headlines above them."""
    headlines = headlines_of(table)
    if headlines is None:
        raise TableError("there is no column 'headline'; add it (or page_title), or leave out --headlines")
    if not any(headlines):
        raise TableError("no comment of the table has a headline; leave out --headlines")
    if len(known := {headline for headline in headlines if headline is not None}) < 2:
        raise TableError(f"all comments stand below one headline, {known.pop()!r:.80}; leave out --headlines")


#: Of fewer groups chance would decide: of five it lets something useless pass in one case of twenty.
_LEAST_GROUPS = 5


def choose_beside(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    offered: Mapping[str, Sequence[str | None]],
) -> tuple[dict[str, Sequence[str | None]], dict[str, Any], Array | str]:
    """Cross-validate without and with what is offered, on the same folds; keep what lets the held-out log-loss fall.

    One kind is tried after the other, beside those that are kept. The log-loss must fall by more than chance would have
    it: the 95 % interval of the fall, groups drawn together, lies above 0. Of fewer than five groups nothing is kept.

    Parameters
    ----------
    offered : mapping of str to sequence of str or None, length n
        ``context``, ``headlines``: what stands beside each text.

    Returns
    -------
    kept : dict
        Those of ``offered`` that are kept.
    said : dict
        For the card, for each kind: ``kept``, how many comments have it, ``log_loss`` and
        ``macro_f1`` ``without`` and ``with``, and ``withheld`` (trained with it and asked without),
        ``log_loss_falls_by`` and its ``interval``; where nothing could be measured ``reason`` in their place;
        ``too_few_groups``, how many there are, where that alone speaks against it.
    probabilities : ndarray, shape (n, classes), or str
        Those held out by the classifier that is kept, or why there are none.
    """
    kept: dict[str, Sequence[str | None]] = {}
    said: dict[str, Any] = {}
    best = held_out_probabilities(classifier, texts, labels, groups)
    for kind, given in offered.items():
        known = {COUNTED[kind]: sum(text is not None for text in given)}
        if isinstance(best, str):
            said[kind] = {"kept": False, **known, "reason": f"not measured: {best}"}
            continue
        told = {**kept, kind: given}
        found = held_out_views(classifier, texts, labels, groups, 1.0, told, [told, kept])
        assert not isinstance(found, str)  # noqa: S101 - the same folds
        figures = _compared(labels, groups, {"without": best, "with": found[0], "withheld": found[1]})
        said[kind] = {"kept": figures["interval"][0] > 0, **known, **figures}
        if said[kind]["kept"] and (together := len(np.unique(groups))) < _LEAST_GROUPS:
            said[kind] |= {"kept": False, "too_few_groups": together}
        if said[kind]["kept"]:
            kept, best = told, found[0]
    return kept, said, best


def _compared(labels: Array, groups: Array, views: Mapping[str, Array]) -> dict[str, Any]:
    """Return log-loss and macro-F1 of each view, and by how much the log-loss falls from ``without`` to ``with``."""
    classes = np.unique(labels)
    losses = {name: _losses(probabilities, labels, classes) for name, probabilities in views.items()}
    f1 = {
        name: f1_score(labels, classes[probabilities.argmax(axis=1)], average="macro")
        for name, probabilities in views.items()
    }
    fall, interval = fall_with_interval(losses["without"] - losses["with"], groups)
    return {
        "log_loss": {name: round(float(loss.mean()), 3) for name, loss in losses.items()},
        "macro_f1": {name: round(float(value), 3) for name, value in f1.items()},
        "log_loss_falls_by": round(fall, 4),
        "interval": [round(end, 4) for end in interval],
    }


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
    low, high = np.percentile(drawn, percentiles_of(len(sizes)))
    return float(falls.mean()), (float(low), float(high))
