"""Shares of the population behind the comments at hand: formulas on plain arrays.

The comments are taken as a sample of what such readers write. Those of one author are not independent of one another:
whoever comments ten times says much the same ten times. They are counted as if all comments of an author were alike, so
that *n* comments are worth ``n² / Σ m²`` independent ones, *m* being the comments of each author (Kish 1965, "Survey
Sampling", section 8.2, the effect of clusters at a correlation of 1). That is cautious: intervals are rather too wide.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.prevalence.strata import draw_classes

__all__ = ["draw_population", "independent"]

Floats = np.ndarray[Any, np.dtype[np.float64]]


def independent(clusters: np.ndarray[Any, Any] | None, rows: Any) -> float:
    """Return how many independent comments some comments are worth, as a share of their number, 0 … 1.

    Parameters
    ----------
    clusters : ndarray of int or None
        The cluster of every comment, −1 for one of its own.
    rows : slice, or ndarray of int or bool
        Which comments.

    Examples
    --------
    >>> independent(np.array([0, 0, 1, -1]), slice(None)).__round__(3)
    0.667
    """
    if clusters is None:
        return 1.0
    chosen = clusters[rows]
    if not len(chosen):
        return 1.0
    sizes = np.bincount(chosen[chosen >= 0])
    alone = (chosen < 0).sum()
    return float(len(chosen) / ((sizes**2).sum() + alone))


def draw_population(
    counts: Floats, sizes: Floats, worth: float, worth_labelled: float, draws: int, seed: int
) -> Floats:
    """Draw the shares of all classes together from the posterior, shape (draws, n_classes).

    The shares of the strata follow a Dirichlet distribution around those at hand (Rubin 1981, "The Bayesian
    Bootstrap", Annals of Statistics 9), those of the classes within each the posterior of
    :mod:`stance.prevalence.strata`.

    Parameters
    ----------
    counts : ndarray, shape (n_strata, n_classes)
        Labelled comments of each class in each stratum.
    sizes : ndarray, shape (n_strata,)
        Comments in each stratum.
    worth, worth_labelled : float
        What a comment, and a labelled one, counts (:func:`independent`).
    draws : int
    seed : int
    """
    generator = np.random.default_rng(seed)
    strata = generator.dirichlet(sizes * worth, size=draws)
    shares: Floats = np.einsum("ds,sdc->dc", strata, draw_classes(counts * worth_labelled, draws, generator))
    return shares
