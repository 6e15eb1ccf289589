"""Bags of comments at known class shares, drawn from a pool of predictions, to measure estimates of shares on.

The pools come from data (``tests/benchmarks/pools.py``) or, needing none, from :func:`simulate`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from stance.table import CLASSES

#: What the simulated classifier does with a comment of each class (rows) in the order of ``CLASSES``: as the real one
#: does out of fold on SemEval's topics (``pools.py``, same topics); and the shares of the classes in its training set.
CONFUSION = np.array([[0.61, 0.15, 0.24], [0.11, 0.70, 0.19], [0.10, 0.10, 0.80]])
TRAIN_PRIOR = np.array([0.25, 0.25, 0.50])

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Predictions:
    """Comments with their true class, the classifier's, its probabilities (columns as ``CLASSES``) and their group."""

    truth: Array
    votes: Array
    probabilities: Array
    group: Array

    def __len__(self) -> int:
        return len(self.truth)

    def take(self, rows: Array) -> Predictions:
        return Predictions(*(array[rows] for array in asdict(self).values()))

    @property
    def confusion(self) -> Array:
        """Counts, rows the true classes."""
        counts = np.zeros((len(CLASSES), len(CLASSES)), dtype=np.int64)
        np.add.at(counts, (self.truth, self.votes), 1)
        return counts


@dataclass(frozen=True)
class Pool:
    """Comments to draw bags from, others to calibrate on, and the classes' shares in the training set."""

    regime: str
    name: str
    comments: Predictions
    calibration: Predictions
    train_prior: Array

    @property
    def present(self) -> Array:
        """The classes that there are, as codes."""
        return np.unique(self.comments.truth)


def draw_prevalence(present: Array, rng: np.random.Generator) -> Array:
    """Draw shares uniformly on the simplex of the classes present, 0 for the others (Kraemer's algorithm).

    The gaps between sorted uniform numbers (Smith and Tromble 2004, "Sampling uniformly from the unit simplex").
    """
    cuts = np.sort(rng.random(len(present) - 1))
    shares = np.zeros(len(CLASSES))
    shares[present] = np.diff(cuts, prepend=0.0, append=1.0)
    return shares


def draw_bag(pool: Pool, prevalence: Array, n: int, rng: np.random.Generator) -> Predictions:
    """Draw n comments of a pool with the class shares asked for, rounded to whole comments, in random order.

    Within a class comments are drawn without replacement, and with replacement where the pool has fewer than are
    needed: a large bag then holds the same comment several times, and its errors vary less than new comments' would.
    The bag's own shares, ``np.bincount(bag.truth, minlength=3) / n``, are the truth to compare with.
    """
    counts = np.floor(prevalence * n).astype(int)
    rest = prevalence * n - counts
    counts[np.argsort(-rest, kind="stable")[: n - counts.sum()]] += 1
    rows = []
    for code in np.flatnonzero(counts):
        members = np.flatnonzero(pool.comments.truth == code)
        if not len(members):
            raise ValueError(f"the pool {pool.name!r} has no comment of class {CLASSES[code]}; ask for a share of 0")
        rows.append(rng.choice(members, counts[code], replace=len(members) < counts[code]))
    return pool.comments.take(rng.permutation(np.concatenate(rows)))


def simulate(
    prevalence: Array,
    n: int,
    rng: np.random.Generator,
    confusion: Array = CONFUSION,
    train_prior: Array = TRAIN_PRIOR,
    concentration: float = 10.0,
) -> Predictions:
    """Draw n true classes at the shares given, votes through the confusion, and calibrated probabilities.

    With a_v the classes' shares among the training comments that get vote v, probabilities p are Dirichlet(c a_v) there
    and the class of a comment is drawn from its p: so they are exactly calibrated on the training shares. Given class y
    and vote v that is Dirichlet(c a_v + e_y), whatever the shares. The vote is not always the largest probability.
    """
    truth = rng.choice(len(confusion), n, p=prevalence)
    votes = (rng.random(n)[:, None] > confusion.cumsum(axis=1)[truth, :-1]).sum(axis=1)
    joint = train_prior[:, None] * confusion
    weights = concentration * (joint / joint.sum(axis=0)).T[votes] + np.eye(len(confusion))[truth]
    gamma = rng.standard_gamma(weights)
    return Predictions(truth, votes, gamma / gamma.sum(axis=1, keepdims=True), np.full(n, "simulated"))
