"""Shares from a random sample of labels, post-stratified by what a classifier says: formulas on plain arrays.

The classifier parts the *n* comments into strata, one a vote (and one for comments without a vote). Within each, the
labelled comments are a random sample; the others follow a Dirichlet–multinomial distribution as in
:mod:`stance.prevalence.finite`. The prior of each stratum is what the strata have in common: shares π of all of them
together, which count as *m* labels in each. Neither is known; both are inferred from the labels of all strata, so that
the intervals carry what is not known about them. Where the votes say nothing about the labels the strata are alike,
*m* is large, and the result is that of the labels alone; where they say much, *m* is small, each stratum speaks for
itself, and the interval narrows (Holt and Smith 1979, "Post Stratification", JRSS A 142; Little 1993,
"Post-Stratification: A Modeler's Perspective", JASA 88; Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.3,
for two classes).

A prior of its own in each stratum, however weak, is no way out: one label divided between the classes, as in
:mod:`stance.prevalence.finite`, but in every stratum, draws a share of 95 % to 85 % at 30 labels; a prior so weak
that it draws nothing takes two labels of one class for the whole stratum; and one around the shares of the sample,
as if these were known, takes a class that no label names for absent (``tests/benchmarks/bench_votes.py``).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import gammaln

from stance.prevalence.finite import PRIOR

__all__ = ["draw_classes", "draw_stratified"]

#: The shares in common count as so many labels in each stratum at least. Above it m^(−1/2) is uniform (Bayesian Data
#: Analysis, section 5.3, where m has no bound): so many points of it are tried, with so many shares π at each.
LEAST, POINTS, EACH = 0.5, 16, 500

Floats = np.ndarray[Any, np.dtype[np.float64]]


def draw_stratified(counts: Floats, sizes: Floats, draws: int, seed: int) -> Floats:
    """Draw the shares of all classes together from the posterior, shape (draws, n_classes).

    Parameters
    ----------
    counts : ndarray, shape (n_strata, n_classes)
        Labelled comments of each class in each stratum.
    sizes : ndarray, shape (n_strata,)
        Comments in each stratum, labelled or not.
    draws : int
    seed : int

    Examples
    --------
    >>> counts = np.array([[8.0, 1.0, 1.0], [0.0, 8.0, 2.0]])
    >>> draw_stratified(counts, np.array([40.0, 60.0]), 10_000, seed=0).mean(axis=0).round(2).tolist()
    [0.32, 0.51, 0.18]
    """
    generator = np.random.default_rng(seed)
    total = np.tile(counts.sum(axis=0), (draws, 1))
    unseen = (sizes - counts.sum(axis=1)).astype(np.int64)
    for classes, number in zip(draw_classes(counts, draws, generator), unseen, strict=True):
        total += generator.multinomial(number, classes)
    shares: Floats = total / sizes.sum()
    return shares


def draw_classes(counts: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """Draw each stratum's class probabilities from the posterior, shape (n_strata, draws, n_classes).

    ``counts`` need not be whole. A single stratum has nothing in common with others, and the prior of
    :mod:`stance.prevalence.finite`.
    """
    if len(counts) == 1:
        return generator.dirichlet(counts[0] + PRIOR, size=draws)[np.newaxis]
    prior = _draw_prior(counts, draws, generator)
    return np.stack([_dirichlet(stratum + prior, generator) for stratum in counts])


def _draw_prior(counts: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """Draw m π from its posterior, shape (draws, n_classes), by importance sampling.

    Given m and π the labels of a stratum are Dirichlet–multinomial; π has the prior of
    :mod:`stance.prevalence.finite`. It is proposed from Dirichlet(PRIOR + counts / d), d = (m + k) / (m + 1) being the
    design effect of k labels that are correlated by 1 / (m + 1), and weighted by the ratio of posterior and proposal.
    """
    strength = np.repeat(LEAST * ((np.arange(POINTS) + 0.5) / POINTS) ** -2, EACH)[:, np.newaxis]
    labelled = counts.sum(axis=1)
    proposed = PRIOR + (strength + 1) / (strength + labelled) @ counts
    shares = np.maximum(_dirichlet(proposed, generator), np.finfo(np.float64).tiny)
    weights = np.sum(gammaln(proposed), axis=1) - gammaln(proposed.sum(axis=1))
    weights += ((PRIOR - proposed) * np.log(shares)).sum(axis=1)
    prior = strength * shares
    for stratum, k in zip(counts, labelled, strict=True):
        weights += gammaln(strength[:, 0]) - gammaln(strength[:, 0] + k)
        weights += (gammaln(prior + stratum) - gammaln(prior)).sum(axis=1)
    weights = np.exp(weights - np.max(weights))
    chosen: Floats = prior[generator.choice(len(prior), size=draws, p=weights / weights.sum())]
    return chosen


def _dirichlet(weights: Floats, generator: np.random.Generator) -> Floats:
    """Draw from a Dirichlet distribution for each row of weights."""
    gamma = generator.standard_gamma(weights)
    rows: Floats = gamma / gamma.sum(axis=1, keepdims=True)
    return rows
