"""Shares without labels, from a classifier's votes and its known errors: Bayesian classify-and-count on the simplex.

A comment of class *i* gets vote *j* with probability C[i, j]. What is known of C are counts: comments of the same
target and kind, labelled by people and voted on by the classifier without having been trained on. The votes on the new
comments then follow the shares of the classes, times C; shares and C are inferred together, so that the interval
carries what is not known about the errors (Ziegler and Czyż 2024, "Bayesian quantification with black-box estimators",
TMLR; Keith and O'Connor 2018, "Uncertainty-aware generative models for inferring document class prevalence", EMNLP).

It all rests on C being the same for both. On another target, or another kind of comment, it is not, and no number of
comments shows it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.prevalence.finite import PRIOR

__all__ = ["draw_classify_and_count"]

#: Pairs of votes' shares and errors that are tried at once, and at most; and how many must fit for each draw.
BATCH, AT_MOST, FITTING = 20_000, 400_000, 4
#: Where fewer of the pairs fit the votes do not come from such errors.
LEAST_FIT = 0.0025

Floats = np.ndarray[Any, np.dtype[np.float64]]


def draw_classify_and_count(votes: Floats, confusion: Floats, draws: int, seed: int) -> tuple[Floats, Floats] | None:
    """Draw shares from the posterior, by importance sampling (no chain that would have to settle).

    The shares q of the votes are drawn from their own posterior, Dirichlet(votes + 1), and C from
    Dirichlet(confusion + prior), row by row. The shares of the classes that explain them are π = q C⁻¹. Pairs whose
    π is no point of the simplex are impossible; the others count with weight 1 / |det C|, the change of volume from q
    to π. That is the posterior under a flat prior on π. Given π and C the comments of each vote are divided among the
    classes (multinomial).

    Parameters
    ----------
    votes : ndarray of int, shape (n_classes,)
        How many comments get each vote.
    confusion : ndarray, shape (n_classes, n_classes)
        Comments of class i (rows) that got vote j, from elsewhere.
    draws : int
    seed : int

    Returns
    -------
    these : ndarray, shape (draws, n_classes)
        Shares among the comments at hand.
    population : ndarray, shape (draws, n_classes)
        Shares in the population that they come from.
    None
        Instead, where fewer than 0.25 % of the pairs are possible: the votes do not come from such errors.

    Examples
    --------
    >>> errors = np.array([[80, 10, 10], [10, 80, 10], [5, 15, 80]])
    >>> these, _ = draw_classify_and_count(np.array([100, 250, 150]), errors, 2_000, seed=0)
    >>> these.mean(axis=0).round(2).tolist()
    [0.16, 0.56, 0.28]
    """
    generator = np.random.default_rng(seed)
    fitting, tried = [_fitting(generator, votes, confusion)], BATCH
    while sum(map(len, fitting)) < FITTING * draws and tried < AT_MOST:
        fitting.append(_fitting(generator, votes, confusion))
        tried += BATCH
    rates = np.concatenate(fitting)
    if len(rates) < LEAST_FIT * tried:
        return None
    shares, rates = rates[:, 0], rates[:, 1:]
    weights = 1 / np.abs(np.linalg.det(rates))
    chosen = generator.choice(len(rates), size=draws, p=weights / weights.sum())
    shares, rates = shares[chosen], rates[chosen]
    joint = shares[:, :, np.newaxis] * rates
    given_vote = joint / joint.sum(axis=1, keepdims=True)
    divided = [generator.multinomial(int(count), given_vote[:, :, j]) for j, count in enumerate(votes)]
    return np.sum(divided, axis=0) / max(1, votes.sum()), shares


def _fitting(generator: np.random.Generator, votes: Floats, confusion: Floats) -> Floats:
    """Try some pairs; return shares and errors of those that fit, shape (fitting, 1 + n_classes, n_classes)."""
    classes = len(votes)
    observed = _dirichlet(generator, np.broadcast_to(votes + 1.0, (BATCH, classes)))
    rates = _dirichlet(generator, np.broadcast_to(confusion + PRIOR, (BATCH, classes, classes)))
    invertible = np.abs(np.linalg.det(rates)) > 1e-9
    observed, rates = observed[invertible], rates[invertible]
    shares = np.linalg.solve(np.swapaxes(rates, 1, 2), observed[:, :, np.newaxis])[:, :, 0]
    possible = (shares >= 0).all(axis=1)
    shares = shares[possible] / shares[possible].sum(axis=1, keepdims=True)
    return np.concatenate([shares[:, np.newaxis], rates[possible]], axis=1)


def _dirichlet(generator: np.random.Generator, weights: Floats) -> Floats:
    """Draw from many Dirichlet distributions at once, along the last axis."""
    gammas = np.maximum(generator.standard_gamma(weights), np.finfo(float).tiny)
    drawn: Floats = gammas / gammas.sum(axis=-1, keepdims=True)
    return drawn
