"""Agreement beyond chance: Cohen's κ and Krippendorff's α on plain arrays of counts, with bootstrap intervals.

References
----------
.. [1] J. Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20.
.. [2] K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania.
.. [3] C. J. Clopper, E. S. Pearson (1934), "The use of confidence or fiducial limits", Biometrika 26.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["alpha_interval", "cohen_kappa", "kappa_interval", "krippendorff_alpha", "proportion_interval"]

Array = np.ndarray[Any, np.dtype[np.float64]]
Interval = tuple[float, float]
NOWHERE: Interval = (float("nan"), float("nan"))
#: In so many resamples one label only is left, which happens where nearly all labels are the same.
_MANY_UNDEFINED = 0.05
#: Resamples drawn at once, so that memory stays bounded whatever the number of comments.
_BLOCK = 200


def cohen_kappa(tables: Any) -> Array:
    """Return Cohen's κ of confusion tables.

    Parameters
    ----------
    tables : array, shape (..., c, c)
        Comments by the label of the first and of the second annotator.

    Returns
    -------
    array, shape (...)
        κ = (p_o − p_e) / (1 − p_e), from −1 to 1; NaN where it is undefined: no comment, or all of them in one and
        the same class by both annotators.

    Examples
    --------
    >>> round(float(cohen_kappa([[20, 5], [10, 15]])), 3)
    0.4
    """
    counts = np.asarray(tables, dtype=np.float64)
    n = counts.sum(axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.trace(counts, axis1=-2, axis2=-1) / n
        expected = (counts.sum(axis=-1) * counts.sum(axis=-2)).sum(axis=-1) / n**2
        kappa = (observed - expected) / (1 - expected)
    return np.where((n > 0) & (expected < 1), kappa, np.nan)


def krippendorff_alpha(counts: Any, weights: Any = None) -> Array:
    """Return Krippendorff's α for nominal labels, any number of annotators, and labels missing anywhere.

    Parameters
    ----------
    counts : array, shape (u, c)
        How many annotators gave each of ``u`` comments each of ``c`` labels. Comments with fewer than two labels
        cannot be compared and do not count.
    weights : array, shape (..., u), optional
        How often each comment is to be counted (as in a bootstrap); by default once.

    Returns
    -------
    array, shape (...)
        α = 1 − D_o / D_e ([2]_, section D), −1 to 1; NaN where it is undefined: nothing to compare, or one label only.

    Examples
    --------
    >>> round(float(krippendorff_alpha([[2, 0], [1, 1], [0, 2], [2, 0]])), 3)
    0.533
    """
    counts = np.asarray(counts, dtype=np.float64)
    labels = counts.sum(axis=1)
    counts, comparable = counts[labels >= 2], labels >= 2
    labels = labels[comparable]
    weights = np.ones(len(comparable)) if weights is None else np.asarray(weights, dtype=np.float64)
    weights = weights[..., comparable]
    disagreeing = (labels**2 - (counts**2).sum(axis=1)) / (labels - 1)  # pairs within a comment, each by 1/(m − 1)
    totals = weights @ counts
    n = totals.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = weights @ disagreeing / n
        expected = (n**2 - (totals**2).sum(axis=-1)) / (n * (n - 1))
        alpha = 1 - observed / expected
    return np.where((n > 1) & (expected > 0), alpha, np.nan)


def proportion_interval(hits: int, n: int, level: float) -> Interval:
    """Return Clopper and Pearson's exact interval of a proportion [3]_; NaN where ``n`` is 0.

    Examples
    --------
    >>> [round(end, 3) for end in proportion_interval(20, 20, 0.95)]
    [0.832, 1.0]
    """
    from scipy.stats import beta

    if not n:
        return NOWHERE
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, hits, n - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, n - hits)) if hits < n else 1.0
    return low, high


def kappa_interval(table: Any, level: float, resamples: int, seed: int) -> tuple[Interval, float]:
    """Return the percentile bootstrap interval of κ over comments, and the share of resamples without a κ.

    Where all resamples give the same κ (full agreement, above all), or one in twenty none at all, the bootstrap does
    not see the uncertainty that there is: the ends then reach those of the exact interval of the observed agreement,
    at the chance agreement observed.
    """
    counts = np.asarray(table, dtype=np.int64)
    n = int(counts.sum())
    value = float(cohen_kappa(counts))
    if np.isnan(value):
        return NOWHERE, float("nan")
    drawn = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, size=resamples)
    kappas = cohen_kappa(drawn.reshape(resamples, *counts.shape))
    expected = float((counts.sum(axis=0) * counts.sum(axis=1)).sum() / n**2)
    low, high = proportion_interval(int(np.trace(counts)), n, level)
    exact = (low - expected) / (1 - expected), (high - expected) / (1 - expected)
    return _ends(kappas, value, exact, level)


def alpha_interval(counts: Any, level: float, resamples: int, seed: int) -> tuple[Interval, float]:
    """Return the percentile bootstrap interval of α over comments, and the share of resamples without an α.

    As for κ, an interval without width, or of many resamples without an α, gives way to an exact one: of the share of
    comments on which all agree.
    """
    counts = np.asarray(counts, dtype=np.int64)
    counts = counts[counts.sum(axis=1) >= 2]
    value = float(krippendorff_alpha(counts))
    if np.isnan(value):
        return NOWHERE, float("nan")
    patterns, often = np.unique(counts, axis=0, return_counts=True)
    rng, n = np.random.default_rng(seed), len(counts)
    sizes = [min(_BLOCK, resamples - done) for done in range(0, resamples, _BLOCK)]
    drawn = (rng.multinomial(n, often / n, size=size) for size in sizes)
    alphas = np.concatenate([krippendorff_alpha(patterns, weights) for weights in drawn])
    totals = counts.sum(axis=0)
    labels = int(totals.sum())
    expected = float((labels**2 - (totals**2).sum()) / (labels * (labels - 1)))
    agreed = int((counts.max(axis=1) == counts.sum(axis=1)).sum())
    low, high = proportion_interval(agreed, n, level)
    return _ends(alphas, value, (1 - (1 - low) / expected, 1 - (1 - high) / expected), level)


def _ends(values: Array, value: float, exact: Interval, level: float) -> tuple[Interval, float]:
    """Return the ends of the interval, with ``value`` inside, and the share of values that are undefined.

    Where the draws are all alike, or many of them undefined, they do not see all that may be, and the exact interval is
    put around theirs.
    """
    defined = values[np.isfinite(values)]
    tail = (1 - level) / 2
    low, high = (float(end) for end in np.quantile(defined, [tail, 1 - tail])) if len(defined) else (value, value)
    undefined = 1 - len(defined) / len(values)
    if high - low < 1e-9 or undefined > _MANY_UNDEFINED:
        low, high = min(exact[0], low), max(exact[1], high)
    ends = max(-1.0, min(low, value)), min(1.0, max(high, value))
    return ends, undefined
