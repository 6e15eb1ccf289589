"""Shares from a random sample of labels, post-stratified by what a classifier says: formulas on plain arrays.

The classifier parts the *n* comments into strata, one a vote (and one for comments without a vote). Within each, the
labelled comments are a random sample; the others follow a Dirichlet–multinomial distribution as in
:mod:`stance.prevalence.finite`, with the same prior. The classifier need not be right: where its votes say something
about the labels the strata differ and the interval narrows, and where they say nothing little is lost
(Holt and Smith 1979, "Post Stratification", JRSS A 142; Little 1993, "Post-Stratification: A Modeler's Perspective",
JASA 88).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.prevalence.finite import PRIOR

__all__ = ["draw_stratified", "stratified_mean"]

Floats = np.ndarray[Any, np.dtype[np.float64]]


def stratified_mean(counts: Floats, sizes: Floats) -> Floats:
    """Return the posterior mean of each class's share.

    Parameters
    ----------
    counts : ndarray, shape (n_strata, n_classes)
        Labelled comments of each class in each stratum.
    sizes : ndarray, shape (n_strata,)
        Comments in each stratum, labelled or not.

    Examples
    --------
    >>> counts = np.array([[8.0, 1.0, 1.0], [0.0, 8.0, 2.0]])
    >>> stratified_mean(counts, np.array([40.0, 60.0])).round(3).tolist()
    [0.322, 0.505, 0.172]
    """
    labelled = counts.sum(axis=1)
    weights = (counts + PRIOR) / (labelled + PRIOR * counts.shape[1])[:, np.newaxis]
    mean: Floats = (counts + (sizes - labelled)[:, np.newaxis] * weights).sum(axis=0) / sizes.sum()
    return mean


def draw_stratified(counts: Floats, sizes: Floats, draws: int, seed: int) -> Floats:
    """Draw the shares of all classes together from the posterior, shape (draws, n_classes).

    Parameters are those of :func:`stratified_mean`.
    """
    generator = np.random.default_rng(seed)
    total = np.tile(counts.sum(axis=0), (draws, 1))
    for stratum, size in zip(counts, sizes, strict=True):
        unseen = int(size - stratum.sum())
        if unseen:
            total += generator.multinomial(unseen, generator.dirichlet(stratum + PRIOR, size=draws))
    shares: Floats = total / sizes.sum()
    return shares
