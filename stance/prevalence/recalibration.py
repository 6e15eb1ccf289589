"""Bias-corrected temperature scaling: what EMQ needs of the probabilities before it can trust them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from stance.errors import StanceError
from stance.prevalence.arrays import Floats, check_codes

__all__ = ["Recalibration", "fit_bcts"]

#: Where no comment is on the wrong side the likelihood has no maximum; slope and biases end here at the latest.
MOST = 1_000.0


@dataclass(frozen=True, slots=True, eq=False)
class Recalibration:
    """Scores are multiplied by one slope, and one bias a class is added.

    Attributes
    ----------
    slope : float
        The inverse temperature, 0 … 1000.
    bias : ndarray, shape (n_classes,)
        Sums to 0, since only differences count.
    """

    slope: float
    bias: Floats

    def __post_init__(self) -> None:
        self.bias.setflags(write=False)

    def apply(self, scores: Any) -> Floats:
        """Return class probabilities, shape (n, n_classes), of scores such as :func:`fit_bcts` was given.

        Raises
        ------
        StanceError
            If a score is missing or infinite, or the number of classes differs.
        """
        checked = _check_scores(scores)
        if checked.shape[1] != len(self.bias):
            raise StanceError(f"scores need {len(self.bias)} columns, as in the calibration; got {checked.shape}")
        probabilities: Floats = softmax(self.slope * checked + self.bias, axis=1)
        return probabilities


def fit_bcts(scores: Any, labels: Any) -> Recalibration:
    """Learn bias-corrected temperature scaling (BCTS) from comments with known labels.

    The slope and the biases that give the labels the highest likelihood (Alexandari, Kundaje and Shrikumar 2020).
    At that maximum the mean probabilities are the labels' shares, so these are the ``train_prior`` for
    :func:`~stance.prevalence.quantifiers.expectation_maximisation`.

    Parameters
    ----------
    scores : array, shape (m, n_classes)
        A classifier's scores before the softmax, or the logarithms of its probabilities, of comments that it was
        not trained on; finite.
    labels : array of int, shape (m,)
        Codes 0 … n_classes − 1; each at least once, for the bias of an absent class has no limit.

    Returns
    -------
    Recalibration

    Raises
    ------
    StanceError
        If a score is missing or infinite (log 0), a class has no label, or the numbers of rows differ.

    References
    ----------
    Alexandari, Kundaje and Shrikumar 2020, "Maximum likelihood with bias-corrected calibration is hard-to-beat at label
    shift adaptation", ICML.

    Examples
    --------
    >>> scores = np.log([[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.7, 0.3], [0.3, 0.7], [0.1, 0.9]])
    >>> learnt = fit_bcts(scores, [0, 0, 0, 1, 1, 1])
    >>> learnt.apply(scores).mean(axis=0).round(3).tolist()
    [0.5, 0.5]
    """
    checked = _check_scores(scores)
    rows, classes = checked.shape
    codes = check_codes(labels, classes, "labels")
    if len(codes) != rows:
        raise StanceError(f"{rows} rows of scores have {len(codes)} labels")
    absent = np.flatnonzero(np.bincount(codes, minlength=classes) == 0)
    if len(absent):
        raise StanceError(f"no label is of class {absent[0]}: its bias cannot be learnt; label some, or leave it out")
    truth = np.eye(classes)[codes]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        logs = log_softmax(parameters[0] * checked + parameters[1:], axis=1)
        excess = (np.exp(logs) - truth) / rows
        return float(-(truth * logs).sum() / rows), np.append((excess * checked).sum(), excess.sum(axis=0))

    found = minimize(
        loss,
        np.append(1.0, np.zeros(classes)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, MOST)] + [(-MOST, MOST)] * classes,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1_000},
    )
    return Recalibration(float(found.x[0]), found.x[1:] - found.x[1:].mean())


def _check_scores(scores: Any) -> Floats:
    array = np.asarray(scores, dtype=np.float64)
    if array.ndim != 2 or not len(array) or array.shape[1] < 2:
        raise StanceError(f"scores need a row a comment and a column a class, two or more; got shape {array.shape}")
    wrong = np.flatnonzero(~np.isfinite(array).all(axis=1))
    if len(wrong):
        raise StanceError(
            f"missing or infinite value in row {wrong[0]} of scores; before a logarithm keep probabilities from 0, "
            "as np.log(np.clip(probabilities, 1e-12, 1)) does"
        )
    centred: Floats = array - array.mean(axis=1, keepdims=True)
    return centred
