"""Shares of a finite set of comments of which a random sample is labelled: formulas on plain arrays.

The *n* comments are a population whose class counts are unknown; *k* of them, drawn at random without
replacement, are labelled. With a Dirichlet prior on the class probabilities the labelled comments are fixed and
the other *n − k* follow a Dirichlet–multinomial distribution (Ericson 1969, section 5; Gelman et al., Bayesian
Data Analysis, 3rd ed., section 8.3). The interval of one share is the central one of its marginal, a
beta-binomial. Two things are added to it: a class that none, or all, of the labels name may be absent from, or be all
of, the rest, so the interval reaches 0 or 1; and while one label is missing it is at least one comment wide.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import betabinom

__all__ = ["PRIOR", "draw_shares", "share_interval", "share_mean"]

#: Weight of each class in the prior: together they count as one labelled comment (Perks 1947).
PRIOR = 1 / 3

Floats = np.ndarray[Any, np.dtype[np.float64]]


def share_mean(counts: Floats, n: int) -> Floats:
    """Return the posterior mean of each class's share of the ``n`` comments.

    Parameters
    ----------
    counts : ndarray, shape (n_classes,)
        Labelled comments of each class; they sum to k ≤ n.
    n : int

    Examples
    --------
    >>> share_mean(np.array([2.0, 10.0, 8.0]), n=100).round(3).tolist()
    [0.109, 0.494, 0.397]
    """
    k = counts.sum()
    weights = (counts + PRIOR) / (k + PRIOR * len(counts))
    mean: Floats = (counts + (n - k) * weights) / n
    return mean


def share_interval(counts: Floats, n: int, level: float) -> tuple[Floats, Floats]:
    """Return the ends of the central interval of each class's share, at probability ``level`` or a little more.

    Examples
    --------
    >>> low, high = share_interval(np.array([2.0, 10.0, 8.0]), n=100, level=0.95)
    >>> low.tolist(), high.tolist()
    ([0.03, 0.31, 0.22], [0.25, 0.68, 0.59])
    """
    k = int(counts.sum())
    total = k + PRIOR * len(counts)
    tail = (1 - level) / 2
    low, high = np.empty(len(counts)), np.empty(len(counts))
    for i, count in enumerate(counts):
        unseen = betabinom(n - k, count + PRIOR, total - count - PRIOR)
        low[i], high[i] = unseen.ppf(tail), unseen.ppf(1 - tail)
    low, high = np.where(counts == 0, 0, low), np.where(counts == k, n - k, high)
    if k < n:
        high = np.where(low == high, np.minimum(high + 1, n - k), high)
        low = np.where(low == high, low - 1, low)
    mean = share_mean(counts, n)
    return np.minimum((counts + low) / n, mean), np.maximum((counts + high) / n, mean)


def draw_shares(counts: Floats, n: int, draws: int, seed: int) -> Floats:
    """Draw the shares of all classes together from the posterior, shape (draws, n_classes)."""
    generator = np.random.default_rng(seed)
    k = int(counts.sum())
    weights = generator.dirichlet(counts + PRIOR, size=draws)
    unseen = generator.multinomial(n - k, weights)
    shares: Floats = (counts + unseen) / n
    return shares
