"""Do the classifier's votes ever hurt? Labelled samples with votes and without, over shares and classifiers; simulated.

    python tests/benchmarks/bench_votes.py [--samples 200] [--n 500] [K ...]

For each classifier (rows of its errors are the true classes) and each set of true shares, lopsided ones and mixed ones,
bags are drawn and labelled samples from them, and estimated with the votes and without. Printed for each number of
labels k: mean coverage of the 95 % interval, its least over all classifiers and shares (with the share at which), mean
width, mean error, and the largest bias of a share.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from stance.prevalence import finite, result
from stance.prevalence import group as estimating
from stance.prevalence.group import Group, estimate_group
from tests.benchmarks.bags import CONFUSION

Array = np.ndarray[Any, Any]

CLASSIFIERS = {
    "as the shipped ones on tweets": CONFUSION,
    "70 % copied from the truth": 0.7 * np.eye(3) + 0.1,
    "perfect": np.eye(3),
    "guessing": np.full((3, 3), 1 / 3),
    "nearly always against": np.array([[0.45, 0.05, 0.5], [0.02, 0.18, 0.8], [0.01, 0.04, 0.95]]),
    "wrong": 0.7 * np.eye(3)[[1, 2, 0]] + 0.1,
}
LOPSIDED = [(0.98, 0.01, 0.01), (0.025, 0.025, 0.95), (0.05, 0.9, 0.05), (0, 0.1, 0.9), (0.15, 0.05, 0.8)]
MIXED = [(0.03, 0.27, 0.7), (0.05, 0.45, 0.5), (0.6, 0.1, 0.3), (0.2, 0.5, 0.3), (1 / 3, 1 / 3, 1 / 3)]


@cache
def interval(counts: tuple[float, ...], n: int, level: float) -> tuple[Array, Array]:
    """Return the interval without votes, which is asked for again and again."""
    return finite.share_interval(np.array(counts), n, level)


def bag(shares: tuple[float, ...], errors: Array, n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return the true classes of n comments at these shares, and their votes."""
    counts = np.round(np.array(shares) * n).astype(int)
    counts[counts.argmax()] += n - counts.sum()
    truth = np.repeat(np.arange(3), counts)
    return truth, (rng.random(n)[:, None] > errors.cumsum(axis=1)[truth, :-1]).sum(axis=1)


def one(truth: Array, labels: Array, votes: Array | None, shares: Array) -> Array:
    """Return for each class whether the interval holds the share, its width, and how far the estimate is from it."""
    n = len(truth)
    part = estimate_group(Group("all", labels, votes, None, np.arange(n)), 3, None, "these comments", 0.95, 0)
    inside = (part.low <= shares + 1e-9) & (shares - 1e-9 <= part.high)
    return np.array([inside, part.high - part.low, part.share - shares])


def measure(n: int, k: int, samples: int) -> dict[tuple[str, tuple[float, ...]], Array]:
    """Return for each classifier and set of shares the results, shape (samples, with votes and without, 3, classes)."""
    rng, found = np.random.default_rng([n, k]), {}
    for name, errors in CLASSIFIERS.items():
        for shares in (*LOPSIDED, *MIXED):
            rows = []
            for _ in range(samples):
                truth, votes = bag(shares, errors, n, rng)
                true = np.bincount(truth, minlength=3) / n
                labels = np.full(n, -1)
                drawn = rng.permutation(n)[:k]
                labels[drawn] = truth[drawn]
                rows.append([one(truth, labels, given, true) for given in (votes, None)])
            found[name, shares] = np.array(rows)
    return found


def summary(found: dict[tuple[str, tuple[float, ...]], Array], which: list[tuple[float, ...]], way: int) -> str:
    """Summarise one way of estimating over some of the shares; classes that there are none of do not count."""
    results = {
        (name, shares[i]): rows[:, way, :, i]
        for (name, shares), rows in found.items()
        if shares in which
        for i in range(3)
        if shares[i] > 0
    }
    cells = [(name, share) for (name, share) in results]
    held, width, off = np.moveaxis(np.array(list(results.values())), 2, 0)
    least = held.mean(axis=1).argmin()
    return (
        f"coverage {held.mean():.3f}, least {held.mean(axis=1)[least]:.3f} (share {cells[least][1]:.2f}, "
        f"{cells[least][0]}); width {width.mean():.3f}; error {np.abs(off).mean():.4f}; "
        f"largest bias {np.abs(off.mean(axis=1)).max():.3f}"
    )


def main() -> None:
    """Print four rows for each number of labels."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("k", nargs="*", type=int, default=[20, 50, 100, 200])
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--samples", type=int, default=200)
    options = parser.parse_args()
    estimating.DRAWS = 2_000  # enough for a mean over many samples
    result.share_interval = lambda counts, n, level: interval(tuple(counts), n, level)
    for k in options.k:
        found = measure(options.n, k, options.samples)
        print(f"\n{options.n} comments, {k} labels, {options.samples} samples a cell")
        for title, which in (("lopsided", LOPSIDED), ("mixed", MIXED)):
            for way, name in enumerate(("with votes", "without")):
                print(f"  {title:9} {name:11} {summary(found, which, way)}", flush=True)


if __name__ == "__main__":
    main()
