"""What answers that look at no text would reach: one label for all, or the shares of the labels for all."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["baselines"]

Array = np.ndarray[Any, Any]


def baselines(labels: Array, classes: Array) -> dict[str, Any]:
    """Return the figures of the trivial answers.

    Parameters
    ----------
    labels : ndarray, shape (n,)
        One at least.
    classes : ndarray, shape (classes,)

    Returns
    -------
    dict
        ``majority``: the most frequent label with certainty (its log-loss would be infinite). ``prior``: the shares of
        the labels as probabilities, and where a label must be given one drawn by these shares (of its figures the
        ones to expect); its calibration error is 0 by construction. Both have ``accuracy``, ``macro_f1``, ``brier``,
        ``ece``, and ``f1`` by label; ``prior`` has ``log_loss`` as well. Macro-F1 is the mean of the labels that occur.

    Examples
    --------
    >>> found = baselines(np.array(["none", "none", "none", "favor"]), np.array(["favor", "none"]))
    >>> found["majority"]["accuracy"], found["majority"]["f1"], found["prior"]["accuracy"]
    (0.75, {'favor': 0.0, 'none': 0.857}, 0.625)
    """
    shares = np.array([np.mean(labels == name) for name in classes])
    most = shares.max()
    # Always saying k has a precision of its share and a recall of 1; drawing by shares has its share of both.
    always = np.where(np.arange(len(classes)) == np.argmax(shares), 2 * most / (1 + most), 0.0)
    there = shares[shares > 0]
    return {
        "majority": {
            **_figures(most, always, shares > 0, classes),
            "brier": _round(2 * (1 - most)),
            "ece": _round(1 - most),
        },
        "prior": {
            **_figures(np.sum(shares**2), shares, shares > 0, classes),
            "log_loss": _round(-np.sum(there * np.log(there))),
            "brier": _round(1 - np.sum(shares**2)),
            "ece": 0.0,
        },
    }


def _figures(accuracy: float, f1: Array, given: Array, classes: Array) -> dict[str, Any]:
    by_label = {str(name): _round(value) for name, value in zip(classes, f1, strict=True)}
    return {"accuracy": _round(accuracy), "macro_f1": _round(f1[given].mean()), "f1": by_label}


def _round(value: float) -> float:
    return round(float(value), 3)
