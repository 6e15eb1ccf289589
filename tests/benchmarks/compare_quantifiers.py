"""Do the quantifiers in ``stance.prevalence`` agree with QuaPy and ppi-python on the same random bags?

300 bags of 15 to 2,000 simulated comments of 2, 3 or 5 classes, with random confusions, priors and shares; 100 labels
for PPI++. The references are no dependencies; install them in an environment of their own (one of them brings a
package called ``tests``, so that this runs as a script and not by its package):

    pip install -e . quapy ppi-python
    python tests/benchmarks/compare_quantifiers.py [BAGS]

Printed: for each method the largest and the mean of the largest difference of a share in each bag;
how many bags a method here refuses since its matrix is singular.
"""

from __future__ import annotations

import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from bags import Array, Predictions, simulate

from stance import StanceError
from stance import prevalence as ours

SEED, LABELLED, CALIBRATION = 0, 100, 500


def random_bag(rng: np.random.Generator) -> tuple[Array, Predictions, Predictions]:
    """Return the training prior, a calibration set with every class in it, and a bag at other shares."""
    classes = int(rng.choice([2, 3, 5]))
    flat = np.ones(classes)
    skill = rng.uniform(0.3, 0.9)
    confusion = skill * np.eye(classes) + (1 - skill) * rng.dirichlet(flat, classes)
    confusion = (confusion + 1e-3) / (confusion + 1e-3).sum(axis=1, keepdims=True)
    prior = 0.5 * rng.dirichlet(flat) + 0.5 / classes
    n = int(rng.choice([15, 50, 100, 500, 2000]))
    given = {"confusion": confusion, "train_prior": prior, "concentration": rng.uniform(2, 20)}
    return prior, simulate(prior, CALIBRATION, rng, **given), simulate(rng.dirichlet(flat), n, rng, **given)


def differences(prior: Array, known: Predictions, bag: Predictions) -> Iterator[tuple[str, Array]]:
    """Yield a method and how far its shares are from the reference's."""
    from quapy import functional
    from quapy.method.aggregative import ACC, EMQ, PACC

    K = len(prior)
    classes = np.arange(K)
    votes = ours.classify_and_count(bag.votes, K)
    yield "CC", votes - functional.prevalence_from_labels(bag.votes, classes)
    theirs = functional.prevalence_from_probabilities(bag.probabilities)
    yield "PCC", ours.probabilistic_classify_and_count(bag.probabilities) - theirs
    confusion = np.zeros((K, K))
    np.add.at(confusion, (known.truth, known.votes), 1)
    hard = ACC.getPteCondEstim(classes, known.truth, known.votes)
    yield "ACC", or_refused(ours.adjusted_count, votes, confusion) - solve(hard, votes)
    soft = PACC.getPteCondEstim(classes, known.truth, known.probabilities)
    mine = or_refused(ours.probabilistic_adjusted_count, bag.probabilities, known.probabilities, known.truth)
    yield "PACC", mine - solve(soft, bag.probabilities.mean(axis=0))
    yield from em(EMQ, "EMQ", bag.probabilities, prior)
    yield from recalibrated(EMQ, known, bag)


def or_refused(method: Callable[..., Array], *given: Array) -> Array:
    """Return the shares, NaN where the classifier does not tell the classes apart (QuaPy answers all the same)."""
    try:
        return method(*given)
    except StanceError:
        return np.array(np.nan)


def solve(rates: Array, observed: Array) -> Array:
    """Return what QuaPy's ACC and PACC make of rates and votes by default."""
    from quapy import functional
    from quapy.method.aggregative import ACC

    found = ACC.solve_adjustment(rates, observed, method="inversion", solver="minimize")
    return functional.normalize_prevalence(found, method="clip")


def em(reference: Any, name: str, probabilities: Array, prior: Array) -> Iterator[tuple[str, Array]]:
    """Yield the differences at the same stopping rule, and those of the two defaults."""
    mine = ours.expectation_maximisation(probabilities, prior)
    reference.MAX_ITER = 10_000
    yield f"{name}, tol 1e-6 in both", mine - reference.EM(prior, probabilities, 1e-6)[0]
    reference.MAX_ITER = 1_000
    yield f"{name}, QuaPy stops at 1e-4", mine - reference.EM(prior, probabilities)[0]


def recalibrated(reference: Any, known: Predictions, bag: Predictions) -> Iterator[tuple[str, Array]]:
    """Yield the differences of BCTS on overconfident probabilities, and of EMQ after each one's own BCTS."""
    from abstention.calibration import TempScaling

    K = known.probabilities.shape[1]
    sharp = [np.clip(part.probabilities, 1e-9, 1) ** 2 for part in (known, bag)]
    before, after = (part / part.sum(axis=1, keepdims=True) for part in sharp)
    apply = TempScaling(bias_positions="all")(before, np.eye(K)[known.truth], posterior_supplied=True)
    learnt = ours.fit_bcts(np.log(before), known.truth)
    mine, theirs = learnt.apply(np.log(after)), apply(after)
    yield "BCTS, probabilities", (mine - theirs).ravel()
    prior = np.bincount(known.truth, minlength=K) / len(known)
    reference.MAX_ITER = 10_000
    shares = ours.expectation_maximisation(mine, prior)
    yield "EMQ after BCTS, tol 1e-6", shares - reference.EM(apply(before).mean(axis=0), theirs, 1e-6)[0]


def powered(rng: np.random.Generator, bag: Predictions) -> Iterator[tuple[str, Array]]:
    """Yield the differences of PPI++, on votes and on probabilities, where the labels leave some comments over."""
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

    K = bag.probabilities.shape[1]
    chosen = np.arange(len(bag)) < min(LABELLED, len(bag) // 2)
    rng.shuffle(chosen)
    truth = np.eye(K)[bag.truth[chosen]]
    for name, given in (("votes", np.eye(K)[bag.votes]), ("probabilities", bag.probabilities)):
        seen, rest = given[chosen], given[~chosen]
        mine = ours.ppi_plus_plus(rest, seen, bag.truth[chosen])
        for k in np.flatnonzero(given.std(axis=0) > 0):  # ppi-python divides 0 by 0 where a class has no vote
            one = (truth[:, k], seen[:, k], rest[:, k])
            yield f"PPI++ ({name}), estimate", mine.published[k] - ppi_mean_pointestimate(*one)
            ends = np.clip(np.ravel(ppi_mean_ci(*one, alpha=0.05)), 0, 1)
            yield f"PPI++ ({name}), interval", np.array([mine.low[k], mine.high[k]]) - ends


def main(bags: str = "300") -> None:
    """Print a row a method."""
    rng = np.random.default_rng(SEED)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(int(bags)):
        prior, known, bag = random_bag(rng)
        for name, difference in [*differences(prior, known, bag), *powered(rng, bag)]:
            found[name].append(float(np.abs(difference).max()))
    print(f"{'method':32} compared  refused   largest      mean  above 0.005")
    for name, sizes in found.items():
        known = np.array([size for size in sizes if not np.isnan(size)])
        print(
            f"{name:32} {len(known):8} {len(sizes) - len(known):8} {known.max():9.2e} {known.mean():9.2e} "
            f"{(known > 0.005).sum():12}"
        )


if __name__ == "__main__":
    try:
        import abstention  # noqa: F401
        import ppi_py  # noqa: F401
        import quapy  # noqa: F401
    except ImportError as error:
        sys.exit(f"{error}; in an environment of its own: pip install -e . quapy ppi-python")
    warnings.simplefilter("ignore")
    main(*sys.argv[1:2])
