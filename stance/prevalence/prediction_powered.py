"""PPI++: shares from a few labels and a classifier's output on the rest, as published, for comparison in research."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from stance.errors import StanceError
from stance.prevalence.arrays import Floats, check_codes, check_level, check_probabilities

__all__ = ["PredictionPowered", "ppi_plus_plus"]


@dataclass(frozen=True, slots=True, eq=False)
class PredictionPowered:
    """What :func:`ppi_plus_plus` returns; every array has shape (n_classes,).

    Attributes
    ----------
    share : ndarray
        The published estimates clipped to [0, 1] and divided by their sum.
    published : ndarray
        The estimates as published: each class by itself, so that they need not sum to 1 nor lie in [0, 1].
    low, high : ndarray
        The normal interval around ``published``, clipped to [0, 1]; it need not hold ``share``.
    tuning : ndarray
        How much the classifier is trusted, λ in 0 … 1; with 0 the estimate is that of the labels alone.
    level : float
    """

    share: Floats
    published: Floats
    low: Floats
    high: Floats
    tuning: Floats
    level: float

    def __post_init__(self) -> None:
        for array in (self.share, self.published, self.low, self.high, self.tuning):
            array.setflags(write=False)


def ppi_plus_plus(unlabelled: Any, labelled: Any, labels: Any, level: float = 0.95) -> PredictionPowered:
    """Estimate the mean of each class's indicator by PPI++ with power tuning (Angelopoulos, Duchi and Zrnic 2023).

    With f the classifier's output for a class, n labelled and N unlabelled comments: λ mean(f, unlabelled) +
    mean(label − λ f, labelled), its variance λ² var(f) / N + var(label − λ f) / n, and λ = cov(label, f) /
    ((1 + n / N) var(f)), kept in 0 … 1. λ is tuned apart for each class, as ``lam_optim_mode="element"`` of ppi-python
    (0.2.3) does.

    The interval is a normal approximation and speaks of a population of which both sets are random samples, not
    of these comments. A class that no label names has the published interval from 0 to 0, however few the labels.

    Parameters
    ----------
    unlabelled : array, shape (N, n_classes)
        Class probabilities of the comments without a label, N ≥ 1; votes as ``np.eye(n_classes)[codes]``.
    labelled : array, shape (n, n_classes)
        The same of the labelled comments, a random sample, n ≥ 2.
    labels : array of int, shape (n,)
        Their labels, 0 … n_classes − 1.
    level : float, default 0.95
        Probability of each interval, 0…1.

    Returns
    -------
    PredictionPowered

    Raises
    ------
    StanceError
        If a probability is missing, there are fewer than two labels or no unlabelled comment, or every estimate is
        below 0, as can happen where the labelled comments are no random sample.

    References
    ----------
    Angelopoulos, Duchi and Zrnic 2023, "PPI++: efficient prediction-powered inference", arXiv:2311.01453.

    Examples
    --------
    >>> votes = np.eye(2)
    >>> result = ppi_plus_plus(votes[[0, 0, 1, 0, 1, 1, 1, 0]], votes[[0, 0, 1, 1]], [0, 1, 1, 1])
    >>> result.share.round(3).tolist(), result.tuning.round(3).tolist()
    ([0.25, 0.75], [0.306, 0.306])
    """
    check_level(level)
    rest = check_probabilities(unlabelled, "unlabelled")
    seen = check_probabilities(labelled, "labelled", rest.shape[1])
    codes = check_codes(labels, rest.shape[1], "labels")
    if len(codes) != len(seen):
        raise StanceError(f"{len(seen)} labelled rows have {len(codes)} labels")
    if len(codes) < 2:
        raise StanceError("one label has no variance; PPI++ needs two or more")
    truth = np.eye(rest.shape[1])[codes]
    tuning = _power(rest, seen, truth)
    published = tuning * rest.mean(axis=0) + (truth - tuning * seen).mean(axis=0)
    variance = tuning**2 * rest.var(axis=0) / len(rest) + (truth - tuning * seen).var(axis=0) / len(seen)
    reach = norm.ppf((1 + level) / 2) * np.sqrt(variance)
    clipped = np.clip(published, 0, 1)
    if not clipped.sum() > 0:
        raise StanceError("no estimate is above 0: the labelled comments are unlike the rest; draw them at random")
    low, high = np.clip(published - reach, 0, 1), np.clip(published + reach, 0, 1)
    return PredictionPowered(clipped / clipped.sum(), published, low, high, tuning, float(level))


def _power(rest: Floats, seen: Floats, truth: Floats) -> Floats:
    """Return λ of each class; 0 where the classifier says the same of all comments."""
    covariance = ((truth - truth.mean(axis=0)) * (seen - seen.mean(axis=0))).mean(axis=0)
    variance = (1 + len(seen) / len(rest)) * np.concatenate([seen, rest]).var(axis=0, ddof=1)
    says = variance > 1e-15
    tuning: Floats = np.clip(np.divide(covariance, variance, out=np.zeros(len(variance)), where=says), 0, 1)
    return tuning
