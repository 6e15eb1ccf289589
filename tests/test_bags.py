"""Bags have the shares asked for, and simulated predictions err as stated: else no figure measured on them holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.bags import CONFUSION, TRAIN_PRIOR, Pool, draw_bag, draw_prevalence, simulate
from tests.benchmarks.pools import is_negated, load_pools, missing_data, read_nyt


@pytest.fixture(scope="module")
def pool() -> Pool:
    rng = np.random.default_rng(1)
    comments = simulate(np.full(3, 1 / 3), 600, rng)
    return Pool("simulated", "all", comments, simulate(TRAIN_PRIOR, 100, rng), TRAIN_PRIOR)


@given(st.integers(0, 2**32), st.sampled_from([[0, 1, 2], [0, 2]]))
def test_prevalences_are_shares_of_the_classes_present(seed, present):
    shares = draw_prevalence(np.array(present), np.random.default_rng(seed))
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()
    assert (np.delete(shares, present) == 0).all()


def test_prevalences_are_uniform_on_the_simplex():
    rng = np.random.default_rng(0)
    drawn = np.array([draw_prevalence(np.arange(3), rng) for _ in range(20_000)])
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert np.mean(drawn > 0.5, axis=0) == pytest.approx([0.25] * 3, abs=0.015)  # (1 - 0.5)², of Dirichlet(1, 1, 1)


@given(seed=st.integers(0, 2**32), n=st.integers(1, 1000))
def test_a_bag_has_the_shares_asked_for_to_one_comment(pool, seed, n):
    rng = np.random.default_rng(seed)
    wanted = draw_prevalence(pool.present, rng)
    bag = draw_bag(pool, wanted, n, rng)
    assert len(bag) == n
    assert np.abs(np.bincount(bag.truth, minlength=3) - wanted * n).max() <= 1


def test_a_bag_repeats_a_comment_only_where_the_pool_has_too_few(pool):
    rng = np.random.default_rng(0)
    small = draw_bag(pool, np.array([0.5, 0.25, 0.25]), 100, rng)
    assert len(np.unique(small.probabilities[:, 0])) == 100
    assert len(np.unique(draw_bag(pool, np.array([1.0, 0, 0]), 1000, rng).probabilities[:, 0])) < 1000


def test_a_class_that_the_pool_lacks_is_refused(pool):
    without = Pool("simulated", "two", pool.comments.take(pool.comments.truth != 1), pool.calibration, TRAIN_PRIOR)
    assert without.present.tolist() == [0, 2]
    with pytest.raises(ValueError, match="the pool 'two' has no comment of class none"):
        draw_bag(without, np.full(3, 1 / 3), 30, np.random.default_rng(0))


def test_simulated_votes_follow_the_confusion_and_probabilities_are_calibrated():
    found = simulate(TRAIN_PRIOR, 200_000, np.random.default_rng(0))
    rates = found.confusion / found.confusion.sum(axis=1, keepdims=True)
    assert rates == pytest.approx(CONFUSION, abs=0.01)
    assert np.bincount(found.truth) / len(found) == pytest.approx(TRAIN_PRIOR, abs=0.01)
    for k in range(3):
        bins = np.digitize(found.probabilities[:, k], np.linspace(0, 1, 11)[1:-1])
        for i in np.unique(bins):
            inside = bins == i
            if inside.sum() > 2_000:
                said = found.probabilities[inside, k].mean()
                assert np.mean(found.truth[inside] == k) == pytest.approx(said, abs=0.03)


def test_pools_are_read_back_as_they_were_made(tmp_path):
    made, read = load_pools("simulated", tmp_path), load_pools("simulated", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["simulated.npz"]
    assert made[0].name == read[0].name == "all"
    assert (made[0].comments.probabilities == read[0].comments.probabilities).all()
    assert read[0].calibration.confusion.sum() == 1_000
    assert read[0].comments.group.tolist()[:1] == ["simulated"]


@pytest.mark.parametrize(
    ("claim", "negated"),
    [
        ("Parents should not help", True),
        ("It can't work", True),
        ("Speech cannot be limited", True),
        ("No, it should stay", True),
        ("Nothing helps", False),
        ("Notes should be kept", False),
        ("Stop taxing capital gains", False),
    ],
)
def test_a_negated_claim_is_told_by_its_words(claim, negated):
    assert is_negated(claim) is negated


@pytest.mark.skipif(missing_data("unseen debates") is not None, reason="no NYT comments beside the checkout")
def test_comments_on_debates_have_two_labels_and_no_third():
    table = read_nyt()
    assert set(table["label"]) == {"favor", "against"}
    assert (len(table), table["debate"].nunique()) == (2838, 150)
