"""The published quantifiers give shares, those of their formulas, and refuse what they cannot answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

import stance
from stance.prevalence import (
    adjusted_count,
    classify_and_count,
    expectation_maximisation,
    fit_bcts,
    ppi_plus_plus,
    probabilistic_adjusted_count,
    probabilistic_classify_and_count,
)

CONFUSION = np.array([[8, 2, 0], [1, 18, 1], [0, 3, 7]])


def on_simplex(shares) -> bool:
    return bool((shares >= 0).all() and (shares <= 1).all() and abs(shares.sum() - 1) < 1e-9)


def rows_of(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum(axis=1, keepdims=True)


def probabilities(rows: int, classes: int):
    return arrays(float, (rows, classes), elements=st.floats(0.01, 1)).map(rows_of)


@st.composite
def bags(draw):
    """Probabilities and votes of some comments; the same and labels of others, every class among them."""
    classes, m = draw(st.integers(2, 4)), draw(st.integers(0, 20))
    n, codes = draw(st.integers(1, 30)), st.integers(0, classes - 1)
    labels = np.array([*range(classes), *draw(st.lists(codes, min_size=m, max_size=m))])
    votes, known_votes = (np.array(draw(st.lists(codes, min_size=size, max_size=size))) for size in (n, m + classes))
    return draw(probabilities(n, classes)), votes, draw(probabilities(m + classes, classes)), known_votes, labels


def all_methods(bag, votes, known, known_votes, labels, without="") -> dict[str, np.ndarray]:
    """Shares by every method that does not refuse this bag."""
    classes = bag.shape[1]
    confusion = np.zeros((classes, classes))
    np.add.at(confusion, (labels, known_votes), 1)
    prior = np.bincount(labels, minlength=classes) / len(labels)
    found = {
        "CC": lambda: classify_and_count(votes, classes),
        "PCC": lambda: probabilistic_classify_and_count(bag),
        "ACC": lambda: adjusted_count(classify_and_count(votes, classes), confusion),
        "PACC": lambda: probabilistic_adjusted_count(bag, known, labels),
        "EMQ": lambda: expectation_maximisation(bag, prior, tol=1e-4),
        "BCTS": lambda: expectation_maximisation(fit_bcts(np.log(known), labels).apply(np.log(bag)), prior, tol=1e-4),
        "PPI++": lambda: ppi_plus_plus(bag, known, labels).share,
    }
    shares = {}
    for name in found.keys() - {without}:
        try:
            shares[name] = found[name]()
        except stance.StanceError as error:
            known_reasons = "singular", "no estimate is above 0", "hardly tell the classes apart"
            assert any(reason in str(error) for reason in known_reasons)  # noqa: PT017
    return shares


# ------------------------------------------------------------------------------------------ what holds of all


@given(bags())
def test_shares_are_between_0_and_1_and_sum_to_1(bag):
    for name, shares in all_methods(*bag).items():
        assert on_simplex(shares), name


@given(bags(), st.randoms(use_true_random=False))
def test_the_order_of_the_classes_does_not_matter(bag, random):
    unlabelled, votes, known, known_votes, labels = bag
    order = np.array(random.sample(range(unlabelled.shape[1]), unlabelled.shape[1]))
    new = np.argsort(order)
    moved = unlabelled[:, order], new[votes], known[:, order], new[known_votes], new[labels]
    # BCTS apart: where the labels are separable its slope is where the search ends
    before, after = all_methods(*bag, without="BCTS"), all_methods(*moved, without="BCTS")
    assert before.keys() == after.keys()
    for name, shares in before.items():
        assert after[name] == pytest.approx(shares[order], abs=1e-4), name


@given(st.lists(st.integers(0, 2), min_size=1, max_size=50))
def test_a_perfect_classifier_gives_the_truth(truth):
    votes, known = np.eye(3)[truth], np.eye(3)[[0, 1, 2, 2]]
    shares = np.bincount(truth, minlength=3) / len(truth)
    assert classify_and_count(truth, 3) == pytest.approx(shares)
    assert probabilistic_classify_and_count(votes) == pytest.approx(shares)
    assert adjusted_count(shares, np.diag([5, 1, 9])) == pytest.approx(shares, abs=1e-12)
    assert probabilistic_adjusted_count(votes, known, [0, 1, 2, 2]) == pytest.approx(shares, abs=1e-12)
    assert expectation_maximisation(votes, [0.2, 0.3, 0.5]) == pytest.approx(shares)


# ------------------------------------------------------------------------------------------ ACC and PACC


@given(arrays(float, 3, elements=st.floats(0, 1)).filter(lambda x: x.sum() > 0.01))
def test_adjusted_count_inverts_the_errors(weights):
    shares = weights / weights.sum()
    votes = shares @ rows_of(CONFUSION.astype(float))
    assert adjusted_count(votes, CONFUSION) == pytest.approx(shares, abs=1e-9)


@given(
    arrays(float, 3, elements=st.floats(0.001, 1)),
    arrays(float, (3, 3), elements=st.integers(0, 50).map(float)),
    arrays(float, (20, 3), elements=st.floats(0.001, 1)),
)
def test_no_shares_explain_the_votes_better_than_adjusted_count(weights, confusion, others):
    assume((confusion.sum(axis=1) > 0).all())
    rates = rows_of(confusion)
    assume(np.linalg.matrix_rank(rates) == 3)
    votes = weights / weights.sum()
    residual = np.linalg.norm(adjusted_count(votes, confusion) @ rates - votes)
    for shares in [*rows_of(others), *np.eye(3)]:
        assert residual <= np.linalg.norm(shares @ rates - votes) + 1e-9


def test_adjusted_count_of_two_classes_is_formans_formula():
    tpr, fpr, votes = 0.8, 0.1, 0.45
    shares = adjusted_count([1 - votes, votes], [[90, 10], [20, 80]])
    assert shares[1] == pytest.approx((votes - fpr) / (tpr - fpr))
    assert adjusted_count([0.95, 0.05], [[90, 10], [20, 80]]).tolist() == [1, 0]


def test_probabilistic_adjusted_count_of_hard_probabilities_is_adjusted_count():
    truth, votes = np.array([0, 0, 0, 1, 1, 2, 2, 2]), np.array([0, 0, 1, 1, 1, 2, 2, 0])
    confusion = np.zeros((3, 3))
    np.add.at(confusion, (truth, votes), 1)
    bag = np.array([0, 1, 1, 2, 0])
    soft = probabilistic_adjusted_count(np.eye(3)[bag], np.eye(3)[votes], truth)
    assert soft == pytest.approx(adjusted_count(classify_and_count(bag, 3), confusion))


# ------------------------------------------------------------------------------------------ EMQ and BCTS


def test_expectation_maximisation_finds_the_most_likely_shares():
    # At equal priors a probability of 0.8 or 0.2 is a vote that is right four times of five: the shares p of highest
    # likelihood make 0.8 p + 0.2 (1 - p) the share of those votes.
    rows = np.array([[0.8, 0.2]] * 3 + [[0.2, 0.8]])
    assert expectation_maximisation(rows, [0.5, 0.5])[0] == pytest.approx((0.75 - 0.2) / 0.6, abs=1e-4)
    unequal = rows * [0.9, 0.1] / 0.5
    unequal /= unequal.sum(axis=1, keepdims=True)
    assert expectation_maximisation(unequal, [0.9, 0.1])[0] == pytest.approx((0.75 - 0.2) / 0.6, abs=1e-4)


def test_probabilities_that_say_nothing_leave_the_prior():
    assert expectation_maximisation([[0.3, 0.7]] * 5, [0.3, 0.7]) == pytest.approx([0.3, 0.7])


def test_recalibrated_probabilities_have_the_shares_of_the_labels():
    rng = np.random.default_rng(0)
    labels = rng.choice(3, 400, p=[0.2, 0.3, 0.5])
    scores = 3 * np.eye(3)[labels] + 2 * rng.normal(size=(400, 3)) + [1, 0, -1]
    learnt = fit_bcts(scores, labels)
    found = learnt.apply(scores)
    assert found.mean(axis=0) == pytest.approx(np.bincount(labels) / 400, abs=1e-4)
    assert ((found - np.eye(3)[labels]) * scores).sum() / 400 == pytest.approx(0, abs=1e-4)
    assert learnt.bias.sum() == pytest.approx(0)
    assert learnt.bias.argmin() == 0  # its scores are 1 too high
    assert fit_bcts(scores + rng.normal(size=(400, 1)), labels).slope == pytest.approx(learnt.slope, rel=1e-3)
    assert fit_bcts(10 * scores, labels).slope == pytest.approx(learnt.slope / 10, rel=1e-3)


def test_recalibration_of_separable_scores_stays_finite():
    found = fit_bcts([[4.0, 0.0], [3.0, 0.0], [0.0, 5.0]], [0, 0, 1]).apply([[2.0, 0.0], [0.0, 1.0]])
    assert np.isfinite(found).all()
    assert found.argmax(axis=1).tolist() == [0, 1]


# ------------------------------------------------------------------------------------------ PPI++


def test_ppi_plus_plus_is_its_formula():
    labels, seen = np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1])
    rest = np.array([0, 0, 1, 0, 1, 1, 1, 1])
    result = ppi_plus_plus(np.eye(2)[rest], np.eye(2)[seen], labels, level=0.9)
    covariance = 0.5 - 0.75 * 0.5
    power = covariance / ((1 + 4 / 8) * np.concatenate([seen, rest]).var(ddof=1))
    estimate = power * 5 / 8 + 0.75 - power * 0.5
    reach = norm.ppf(0.95) * np.sqrt(power**2 * rest.var() / 8 + (labels - power * seen).var() / 4)
    assert result.tuning == pytest.approx([power, power])
    assert result.published == pytest.approx([1 - estimate, estimate])
    assert result.low[1] == pytest.approx(estimate - reach)
    assert result.high[1] == pytest.approx(min(1, estimate + reach))


def test_a_classifier_that_says_the_same_of_all_leaves_the_labels_alone():
    result = ppi_plus_plus([[0.5, 0.3, 0.2]] * 9, [[0.5, 0.3, 0.2]] * 4, [0, 0, 1, 2])
    assert result.tuning.tolist() == [0, 0, 0]
    assert result.share.tolist() == [0.5, 0.25, 0.25]
    reach = norm.ppf(0.975) * np.sqrt(0.25 / 4)
    assert result.high[0] - result.low[0] == pytest.approx(2 * min(reach, 0.5))


def test_shares_of_ppi_plus_plus_sum_to_1_where_the_published_ones_do_not():
    rest, seen = np.eye(3)[[1, 2] * 50], np.eye(3)[[0, 0, 0, 1, 1, 2, 2, 2]]
    result = ppi_plus_plus(rest, seen, [0, 1, 1, 1, 1, 2, 2, 2])
    assert abs(result.published.sum() - 1) > 0.01
    assert result.published.min() < 0
    assert on_simplex(result.share)
    assert (result.low >= 0).all()
    assert (result.high <= 1).all()


def test_labels_unlike_the_rest_are_refused_where_nothing_is_left():
    seen = np.eye(3)[[0, 1] * 50]
    with pytest.raises(stance.StanceError, match="no estimate is above 0: the labelled comments are unlike the rest"):
        ppi_plus_plus(np.eye(3)[[2] * 100_000], seen, [0, 1] * 50)


def test_results_cannot_be_changed():
    result = ppi_plus_plus(np.eye(2)[[0, 1]], np.eye(2)[[0, 1]], [0, 1])
    with pytest.raises(ValueError, match="read-only"):
        result.share[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        fit_bcts([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], [0, 1, 0]).bias[0] = 1


# ------------------------------------------------------------------------------------------ what is refused


TWO = [[0.9, 0.1], [0.2, 0.8]]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: classify_and_count([], 3), "codes are empty: there is no comment to count"),
        (lambda: classify_and_count([0, 3], 3), "codes go from 0 to 2; row 1 is 3"),
        (
            lambda: classify_and_count(["favor"], 3),
            "codes must be whole numbers from 0 to 2, one a comment, not of type",
        ),
        (lambda: classify_and_count([0, np.nan], 3), "not of type float64"),
        (lambda: classify_and_count([[0, 1]], 3), r"not of shape \(1, 2\)"),
        (lambda: probabilistic_classify_and_count(np.empty((0, 3))), "probabilities have no row"),
        (lambda: probabilistic_classify_and_count([[0.5, 0.5], [np.nan, 0.5]]), "infinite value in row 1 of prob"),
        (lambda: probabilistic_classify_and_count([[0.5, 0.6]]), r"sum to 1 in each row; row 0 is \[0.5, 0.6\]"),
        (lambda: probabilistic_classify_and_count([[1.5, -0.5]]), "probabilities must be 0 to 1"),
        (lambda: probabilistic_classify_and_count([0.5, 0.5]), r"got shape \(2,\)"),
        (lambda: probabilistic_classify_and_count([[0.5, 0.5], [1.0]]), "must be numbers in rows of one length"),
        (lambda: adjusted_count([0.5, 0.5], [[3, 1], [3, 1]]), r"the confusion is singular \(rank 1 of 2\)"),
        (lambda: adjusted_count([0.5, 0.5], [[3, 1], [0, 0]]), "no calibration comment is of class 1"),
        (lambda: adjusted_count([0.5, 0.5], [[3, -1], [0, 1]]), "confusion holds counts, which are not negative"),
        (lambda: adjusted_count([0.5, 0.5], [[3, np.nan], [0, 1]]), "missing or infinite value in row 0 of confusion"),
        (lambda: adjusted_count([0.5, 0.5], [[3, 1]]), "a row and a column for each of two or more classes"),
        (lambda: adjusted_count([0.5, 0.4], CONFUSION[:2, :2]), "votes_share must be 0 to 1 and sum to 1"),
        (lambda: adjusted_count([np.nan, 1], CONFUSION[:2, :2]), r"sum to 1, got \[nan, 1.0\]"),
        (lambda: adjusted_count([0.5, 0.5], CONFUSION), "votes_share need one share a class, 3"),
        (lambda: probabilistic_adjusted_count(TWO, TWO, [0, 0]), "no calibration comment is of class 1"),
        (lambda: probabilistic_adjusted_count(TWO, TWO, [0]), "2 calibration_probabilities have 1 calibration_labels"),
        (lambda: probabilistic_adjusted_count(TWO, [[0.5, 0.5]] * 2, [0, 1]), "the confusion is singular"),
        (lambda: probabilistic_adjusted_count(TWO, np.eye(3), [0, 1, 2]), "calibration_probabilities need 2 columns"),
        (lambda: expectation_maximisation(TWO, [1.0, 0.0]), "train_prior must be positive for every class"),
        (lambda: expectation_maximisation(TWO, [0.5, 0.3]), "train_prior must be 0 to 1 and sum to 1"),
        (lambda: expectation_maximisation(TWO, [0.5, 0.5], max_iter=2), "by 1e-06 or more after 2 steps: .* tol=1e-4"),
        (lambda: fit_bcts(TWO, [0, 0]), "no label is of class 1: its bias cannot be learnt"),
        (lambda: fit_bcts(TWO, [0]), "2 rows of scores have 1 labels"),
        (lambda: fit_bcts([[0.0, -np.inf], [0.0, 1.0]], [0, 1]), "infinite value in row 0 of scores; before a log"),
        (lambda: fit_bcts([1.0, 2.0], [0, 1]), r"got shape \(2,\)"),
        (lambda: fit_bcts(TWO, [0, 1]).apply(np.eye(3)), "scores need 2 columns, as in the calibration"),
        (lambda: ppi_plus_plus(TWO, TWO, [0, 1, 1]), "2 labelled rows have 3 labels"),
        (lambda: ppi_plus_plus(TWO, TWO[:1], [0]), "one label has no variance"),
        (lambda: ppi_plus_plus(np.empty((0, 2)), TWO, [0, 1]), "unlabelled have no row"),
        (lambda: ppi_plus_plus(TWO, TWO, [0, 1], level=95), "level must be between 0 and 1, got 95"),
    ],
)
def test_what_cannot_be_answered_says_why(call, says):
    with pytest.raises(stance.StanceError, match=says):
        call()


def test_columns_of_a_scored_table_are_what_the_methods_take(scored_seeds):
    classes = ["favor", "none", "against"]
    codes = pd.Categorical(scored_seeds["stance"], classes).codes
    shares = classify_and_count(codes, 3)
    assert shares.tolist() == [(scored_seeds["stance"] == name).mean() for name in classes]
    means = scored_seeds[["p_favor", "p_none", "p_against"]].mean()
    assert probabilistic_classify_and_count(scored_seeds[means.index]) == pytest.approx(means.to_numpy(), abs=1e-5)
