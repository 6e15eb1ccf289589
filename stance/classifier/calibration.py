"""From scores to probabilities, and to what is known of a classifier's errors: by texts that were held out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import log_softmax

from stance.classifier.splits import out_of_fold

__all__ = ["calibrate", "calibrated", "count_errors"]

Array = np.ndarray[Any, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]

#: Pulls the temperature towards 1 and the shifts towards 0 with the force of one text.
_PULL = 1.0


def calibrated(
    fit: Callable[[sparse.csr_matrix, Array], Floats],
    matrix: sparse.csr_matrix,
    codes: Array,
    groups: Array | None,
    prior_shift: Floats,
    folds: int,
    seed: int,
) -> tuple[Floats, Floats | None]:
    """Fit weights, and calibrate them on texts held out.

    Parameters
    ----------
    fit : callable
        Takes features and codes and returns weights, the intercept last.
    matrix : csr_matrix, shape (n, features)
    codes : ndarray of int, shape (n,)
    groups : ndarray of int, shape (n,), or None
        What no fold parts.
    prior_shift : ndarray, shape (classes,)
        What the class prior adds to the weights' intercepts.

    Returns
    -------
    weights : ndarray, shape (classes, features + 1)
    scores : ndarray, shape (n, classes), or None
        Calibrated log-probabilities, but for a constant a row, of each text by weights that have not seen it, with the
        training set's own shares; None where too few texts have a label to hold any out, and nothing is calibrated.
    """
    weights, scores = fit(matrix, codes), out_of_fold(fit, matrix, codes, groups, folds, seed)
    slope, shift = (1.0, np.zeros(len(weights))) if scores is None else calibrate(scores, codes)
    weights = slope * weights
    weights[:, -1] += shift + prior_shift
    return weights, None if scores is None else slope * scores + shift


def calibrate(scores: Floats, codes: np.ndarray[Any, Any]) -> tuple[float, Floats]:
    """Learn from held-out scores how to make probabilities of them.

    Temperature scaling with a shift for each class (Guo et al. 2017, "On calibration of modern neural networks", §4.2).

    Returns
    -------
    slope : float
        Scores are multiplied by it (the inverse temperature).
    shift : ndarray, shape (classes,)
        And this is added; sums to 0.
    """
    rows, classes = scores.shape

    def loss(parameters: Floats) -> float:
        logs = log_softmax(np.exp(parameters[0]) * scores + parameters[1:], axis=1)
        return float(-logs[np.arange(rows), codes].sum() + _PULL * np.sum(parameters**2))

    found = minimize(loss, np.zeros(classes + 1), method="L-BFGS-B", bounds=[(-3, 3)] + [(-6, 6)] * classes)
    shift = found.x[1:] - found.x[1:].mean()
    return float(np.exp(found.x[0])), shift


def count_errors(scores: Floats, codes: Array, *same: Array) -> Array:
    """Count labels (rows) by the highest score (columns), shape (classes, classes).

    Texts that are the ``same``, which have equal numbers there, are one observation a label.
    """
    confusion = np.zeros((scores.shape[1], scores.shape[1]), dtype=np.int64)
    _, once = np.unique(np.stack([*same, codes]), axis=1, return_index=True)
    np.add.at(confusion, (codes[once], np.argmax(scores, axis=1)[once]), 1)
    return confusion
