"""Shares from votes and labels: coverage, width and error of every method, on bags at known shares.

    python tests/benchmarks/bench_prevalence.py [--bags 300] [--folder FOLDER] [REGIME ...]

Bags are drawn by the artificial-prevalence protocol (``bags.py``) from pools of predictions of this library's own
classifier (``pools.py``; kept in FOLDER, so that a second run need not train again). Beside ``estimate_prevalence``
stands the usual practice: classify and count, with a binomial interval; and, as published, PCC to PPI++. Figures are
means over bags and over the classes that the pool has.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

import stance
from stance.prevalence import (
    adjusted_count,
    expectation_maximisation,
    ppi_plus_plus,
    probabilistic_adjusted_count,
    probabilistic_classify_and_count,
)
from stance.table import CLASSES

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.benchmarks.bags import Pool, Predictions, draw_bag, draw_prevalence
from tests.benchmarks.pools import REGIMES, load_pools, missing_data

SIZES, LABELS = (15, 50, 100, 500, 5000), (0, 20, 50, 100)
#: Regimes in which the classifier's errors were measured on the bag's own target and kind.
KNOWN = ("same topics", "simulated")

Array = np.ndarray[Any, Any]


def estimate(pool: Pool, bag: Predictions, labelled: Array, texts: list[str] | None = None) -> stance.Prevalence:
    """Estimate the shares of a bag through the front door."""
    names = np.array(CLASSES, dtype=object)
    texts = texts or [f"comment {number}" for number in range(len(bag))]
    table = pd.DataFrame({"text": texts, "stance": names[bag.votes], "target": pool.name})
    given = pd.Series(names[bag.truth[labelled]], index=labelled) if len(labelled) else None
    known = [pool.name] if pool.regime in KNOWN else ["another"]
    classifier = SimpleNamespace(
        classes_=names, confusion_=pool.calibration.confusion, targets_=known, predict_proba=None, fingerprint_="own"
    )
    table.attrs["classifier"] = "own"
    return stance.estimate_prevalence(table, given, classifier=classifier, cluster=None)


def measured(share: Array, low: Array, high: Array, truth: Array, use: Array) -> tuple[float, float, float]:
    """Return coverage, width and absolute error, means over classes."""
    inside = (low <= truth + 1e-9) & (truth - 1e-9 <= high)
    return inside[use].mean(), (high - low)[use].mean(), np.abs(share - truth)[use].mean()


def usual_practice(bag: Predictions) -> tuple[Array, Array, Array]:
    """Count the votes, with a binomial interval around each share."""
    n = len(bag)
    share = np.bincount(bag.votes, minlength=len(CLASSES)) / n
    half = norm.ppf(0.975) * np.sqrt(share * (1 - share) / n)
    return share, share - half, share + half


def published(pool: Pool, bag: Predictions, labelled: Array) -> dict[str, Array]:
    """Return the published point estimates that can be had."""
    votes = np.bincount(bag.votes, minlength=len(CLASSES)) / len(bag)
    found = {"CC": votes, "PCC": probabilistic_classify_and_count(bag.probabilities)}
    if len(pool.present) == len(CLASSES) and (pool.calibration.confusion.sum(axis=1) > 0).all():
        other = pool.calibration
        ways = {
            "ACC": lambda: adjusted_count(votes, other.confusion),
            "PACC": lambda: probabilistic_adjusted_count(bag.probabilities, other.probabilities, other.truth),
            "EMQ": lambda: expectation_maximisation(bag.probabilities, pool.train_prior),
        }
        for name, way in ways.items():
            try:
                found[name] = way()
            except stance.StanceError:
                continue
    if len(labelled):
        rest = np.setdiff1d(np.arange(len(bag)), labelled)
        eye = np.eye(len(CLASSES))
        if len(rest):
            try:
                result = ppi_plus_plus(eye[bag.votes[rest]], eye[bag.votes[labelled]], eye[bag.truth[labelled]])
                found["PPI++"] = result.share
            except stance.StanceError:
                pass
    return found


def cell(pools: list[Pool], n: int, k: int, bags: int) -> str:
    """Measure one size of bag and sample; return a line."""
    rng = np.random.default_rng([n, k])
    ours, usual, errors, refused = [], [], {}, 0
    methods: set[str] = set()
    for number in range(bags):
        pool = pools[number % len(pools)]
        bag = draw_bag(pool, draw_prevalence(pool.present, rng), n, rng)
        truth = np.bincount(bag.truth, minlength=len(CLASSES)) / n
        labelled = rng.choice(n, min(k, n), replace=False)
        result = estimate(pool, bag, labelled)
        methods.add(result.method)
        part = result.groups[0]
        if np.isnan(part.share).any():
            refused += 1
        else:
            ours.append(measured(part.share, part.low, part.high, truth, pool.present))
        usual.append(measured(*usual_practice(bag), truth, pool.present))
        for name, share in published(pool, bag, labelled).items():
            errors.setdefault(name, []).append(np.abs(share - truth)[pool.present].mean())
    figures = "  {:.3f}  {:.3f}  {:.4f}".format(*np.mean(ours, axis=0)) if ours else "      –      –       –"
    practice = "{:.3f}  {:.3f}  {:.4f}".format(*np.mean(usual, axis=0))
    others = " ".join(f"{name} {np.mean(values):.3f}" for name, values in errors.items() if name != "CC")
    return (
        f"{n:5} {k:4} {figures}  refused {refused / bags:4.0%} | {practice} | {others} | {', '.join(sorted(methods))}"
    )


def main() -> None:
    """Print a table for each regime."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regimes", nargs="*", default=list(REGIMES))
    parser.add_argument("--bags", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "stance-pools")
    options = parser.parse_args()
    for regime in options.regimes:
        if missing := missing_data(regime):
            print(f"\n{regime}: {missing} is not there; the benchmark's data stand beside the checkout")
            continue
        pools = load_pools(regime, options.folder)
        print(f"\n{regime}: {options.bags} bags a row")
        print(
            "    n    k  coverage  width     MAE                | usual practice: the same | MAE of published methods"
        )
        for n in SIZES:
            for k in LABELS:
                if k <= n or k == min(LABELS[1:]):
                    print(cell(pools, n, k, options.bags), flush=True)
    pool = load_pools("simulated", options.folder)[0]
    rng = np.random.default_rng(0)
    bag = draw_bag(pool, np.full(3, 1 / 3), 10_000, rng)
    words = np.array([f"word{number}" for number in range(5_000)])
    texts = [" ".join(words[row]) for row in rng.integers(0, 5_000, (10_000, 100))]
    estimate(pool, bag, np.arange(100), texts)  # what the first call imports is not counted
    for k in (0, 100):
        start = time.process_time()
        estimate(pool, bag, np.arange(k), texts)
        print(f"\n10,000 comments of 100 words, {k} labels: {time.process_time() - start:.2f} CPU s")


if __name__ == "__main__":
    main()
