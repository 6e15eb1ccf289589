"""The interval of a median: it holds the median as often as it says, whatever the distribution."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.sentiment.median import median_interval

SCORES = st.lists(st.integers(-20, 20).map(lambda number: number / 20), min_size=1, max_size=80)


@given(SCORES)
def test_it_holds_the_median_of_the_values_and_turns_with_them(values):
    ends = median_interval(values)
    if ends is None:
        assert len(values) < 6
        return
    assert ends[0] <= np.median(values) <= ends[1]
    assert set(ends) <= set(values)
    low, high = median_interval([-value for value in values])
    assert (-high, -low) == ends


@given(st.integers(6, 400), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_its_ends_are_the_narrowest_that_cover_often_enough(n, level):
    ends = median_interval(range(n), level)

    def coverage(rank: int) -> Fraction:
        """The chance that the median lies between the rank-th smallest and the rank-th largest of n."""
        return 1 - 2 * sum((Fraction(comb(n, i), 2**n) for i in range(rank)), Fraction(0))

    rank = 0 if ends is None else int(ends[0]) + 1
    assert ends is None or ends == (rank - 1, n - rank)
    assert rank == 0 or coverage(rank) >= Fraction(level)
    assert coverage(rank + 1) < Fraction(level)


@pytest.mark.parametrize("n", [6, 15, 42, 300])
def test_it_covers_the_true_median_of_scores_with_many_zeros(n):
    rng = np.random.default_rng(n)
    skewed = rng.choice([-0.8, -0.3, 0.0, 0.1, 0.6], p=[0.3, 0.15, 0.3, 0.2, 0.05], size=(2_000, n))
    smooth = rng.beta(2, 5, size=(2_000, n))
    truth = np.median(np.random.default_rng(0).beta(2, 5, size=2_000_001))
    for samples, median in ((skewed, 0.0), (smooth, truth)):
        ends = np.array([median_interval(sample) for sample in samples])
        covered = ((ends[:, 0] <= median) & (median <= ends[:, 1])).mean()
        assert covered >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / len(samples))


def test_few_values_have_none():
    assert median_interval([]) is None
    assert median_interval([0.1] * 5) is None
    assert median_interval([0.1] * 6) == (0.1, 0.1)
