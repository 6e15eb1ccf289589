"""Shares are honest: counted, estimated with an interval that covers, or not given at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stance
from stance.prevalence import finite
from stance.table import CLASSES
from tests.benchmarks.bench_coverage import coverage


def comments(n: int, **columns) -> pd.DataFrame:
    return pd.DataFrame(
        {"comment_id": [f"p#{i}" for i in range(n)], "text": [f"words {i}" for i in range(n)], **columns}
    )


def labels(*names: str) -> pd.Series:
    return pd.Series(names, index=[f"p#{i}" for i in range(len(names))])


# ------------------------------------------------------------------------------------------ the three methods


def test_labels_for_all_are_counted_exactly():
    table = comments(4)
    frame = stance.estimate_prevalence(table, labels("favor", "none", "none", "against")).to_frame()
    assert frame["stance"].tolist() == ["favor", "none", "against"]
    assert frame["share"].tolist() == frame["low"].tolist() == frame["high"].tolist() == [0.25, 0.5, 0.25]
    assert set(frame["method"]) == {"count"}
    assert set(frame["status"]) == {"exact"}
    assert frame["n"].tolist() == frame["k"].tolist() == [4, 4, 4]


def test_the_seed_comments_with_their_gold_labels_are_counted(scored_seeds):
    gold = pd.read_csv("seeds/stance_gold.csv")
    frame = stance.estimate_prevalence(scored_seeds, gold).to_frame().set_index("stance")
    assert frame.loc["against", "share"] == 11 / 15
    assert frame.loc["none", "share"] == 4 / 15
    assert frame["votes"].sum() == 15


def test_a_labelled_sample_gives_shares_with_intervals():
    result = stance.estimate_prevalence(comments(100), labels(*["against"] * 8, *["none"] * 10, *["favor"] * 2))
    frame = result.to_frame()
    assert set(frame["method"]) == {"finite-population sample"}
    assert frame["share"].sum() == pytest.approx(1)
    assert (frame["low"] < frame["share"]).all()
    assert (frame["share"] < frame["high"]).all()
    assert any("drawn at random" in warning for warning in result.warnings)


def test_no_labels_give_votes_and_no_share(scored_seeds):
    result = stance.estimate_prevalence(scored_seeds)
    frame = result.to_frame()
    assert frame[["share", "low", "high"]].isna().all(axis=None)
    assert set(frame["method"]) == {"classifier votes"}
    assert frame["status"].str.startswith("not estimable: no labels").all()
    assert frame["votes"].sum() == 15
    assert any(
        "read a random sample of the comments: sample = stance.sample_to_label(table, 15)" in warning
        for warning in result.warnings
    )
    assert "no estimate of shares" in result.describe()
    assert np.isnan(result.difference("favor", "against")).all()


def test_votes_are_not_taken_for_labels(scored_seeds):
    with pytest.raises(
        stance.TableError, match="the column 'stance' holds the classifier's votes, which are no labels"
    ):
        stance.estimate_prevalence(scored_seeds, labels="stance")
    table = comments(40, stance=["none"] * 40)
    result = stance.estimate_prevalence(table, labels(*["none"] * 20))
    assert any("all 20 labels are what the classifier voted" in warning for warning in result.warnings)


def test_labels_that_all_agree_leave_all_and_nothing_possible():
    frame = stance.estimate_prevalence(comments(5000), labels(*["none"] * 5)).to_frame().set_index("stance")
    assert frame.loc["none", "high"] == 1
    assert frame.loc["favor", "low"] == 0


def test_four_labels_are_too_few():
    frame = stance.estimate_prevalence(comments(100), labels(*["none"] * 4)).to_frame()
    assert frame["share"].isna().all()
    assert frame["status"].str.contains("4 labels, at least 5").all()


@pytest.mark.parametrize("form", ["series", "table", "column"])
def test_labels_come_as_series_table_or_column(form):
    names = ["against", "none", "none", "favor", "none", "against"]
    table = comments(12)
    given_labels = {
        "series": labels(*names),
        "table": pd.DataFrame({"comment_id": table["comment_id"][:6], "label": names}),
        "column": "mine",
    }[form]
    table["mine"] = [*names, None, "", np.nan, None, None, None]
    frame = stance.estimate_prevalence(table, given_labels).to_frame()
    assert frame["k"].tolist() == [6, 6, 6]


def test_groups_are_estimated_apart_and_differ_in_what_is_known():
    table = comments(20, page_title=["a"] * 10 + ["b"] * 10)
    result = stance.estimate_prevalence(table, labels(*["none"] * 10), by="page_title")
    frame = result.to_frame()
    assert frame.groupby("group")["method"].first().to_dict() == {"a": "count", "b": "classifier votes"}
    with pytest.raises(stance.TableError, match="say which group: group='a', or another of 2"):
        result.difference("favor", "none")
    assert result.difference("none", "favor", group="a") == (1.0, 1.0, 1.0)


# ------------------------------------------------------------------------------------------ the numbers


@pytest.mark.parametrize(("n", "k"), [(15, 5), (50, 20), (100, 20), (100, 50), (500, 100)])
def test_intervals_cover_the_truth_as_often_as_they_say(n, k):
    covered, _ = coverage(n, k, 0.95)
    assert covered.mean() >= 0.94
    assert covered.min() >= 0.80


def test_sampling_without_replacement_is_used():
    counts = np.array([5.0, 30.0, 15.0])
    low, high = finite.share_interval(counts, 60, 0.95)
    low_far, high_far = finite.share_interval(counts, 100_000, 0.95)
    assert (high - low < 0.6 * (high_far - low_far)).all(), "50 of 60 say much more than 50 of 100,000"


COUNTS = st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(sum)


@given(COUNTS, st.integers(0, 500), st.floats(0.5, 0.99))
def test_intervals_hold_the_mean_and_stay_possible(counts, more, level):
    counts = np.array(counts, dtype=float)
    n = int(counts.sum()) + more
    mean, (low, high) = finite.share_mean(counts, n), finite.share_interval(counts, n, level)
    assert mean.sum() == pytest.approx(1)
    assert (low >= counts / n - 1e-12).all(), "what is labelled is there"
    assert (high <= (counts + more) / n + 1e-12).all(), "and the rest cannot be more than what is not labelled"
    if more == 0:
        np.testing.assert_allclose(low, high)
    else:
        assert (high - low >= 1 / n - 1e-12).all(), "no interval has width 0 while a label is missing"


@given(COUNTS, st.integers(1, 200), st.integers(0, 5))
def test_draws_are_possible_shares_and_the_same_for_the_same_seed(counts, more, seed):
    counts = np.array(counts, dtype=float)
    n = int(counts.sum()) + more
    draws = finite.draw_shares(counts, n, 50, seed)
    np.testing.assert_allclose(draws.sum(axis=1), 1)
    assert (draws >= counts / n - 1e-12).all()
    np.testing.assert_array_equal(draws, finite.draw_shares(counts, n, 50, seed))


def test_draws_and_formulas_agree():
    counts = np.array([3.0, 30.0, 17.0])
    draws = finite.draw_shares(counts, 400, 200_000, seed=1)
    np.testing.assert_allclose(draws.mean(axis=0), finite.share_mean(counts, 400), atol=0.002)
    low, high = finite.share_interval(counts, 400, 0.9)
    np.testing.assert_allclose(np.quantile(draws, [0.05, 0.95], axis=0), [low, high], atol=0.004)


def test_a_difference_has_its_own_interval():
    result = stance.estimate_prevalence(comments(200), labels(*["against"] * 30, *["favor"] * 12, *["none"] * 8))
    difference, low, high = result.difference("against", "favor")
    assert low < difference < high
    frame = result.to_frame().set_index("stance")
    assert difference == pytest.approx(frame.loc["against", "share"] - frame.loc["favor", "share"])
    assert result.difference("favor", "against") == pytest.approx((-difference, -high, -low))


# ------------------------------------------------------------------------------------------ edges


def test_comments_without_text_are_left_out_and_said():
    table = comments(10)
    table.loc[[3, 4], "text"] = [None, " "]
    result = stance.estimate_prevalence(table, labels(*["none"] * 10))
    assert result.to_frame()["n"].tolist() == [8, 8, 8]
    assert "2 comments without text are left out" in result.warnings


def test_one_comment_with_and_without_its_label():
    assert stance.estimate_prevalence(comments(1), labels("favor")).to_frame()["share"].tolist() == [1, 0, 0]
    assert stance.estimate_prevalence(comments(1)).to_frame()["share"].isna().all()


def test_a_class_that_is_absent_from_the_sample_is_not_zero():
    result = stance.estimate_prevalence(comments(100), labels(*["none"] * 20))
    frame = result.to_frame().set_index("stance")
    assert frame.loc["favor", "share"] > 0
    assert frame.loc["favor", "high"] > 0.03
    assert any("absent among the labels: favor, against" in warning for warning in result.warnings)


def test_a_column_of_labels_is_read_row_by_row():
    table = pd.DataFrame({"text": ["x"] * 4, "mine": ["favor", None, None, None]}, index=[0, 0, 0, 0])
    assert stance.estimate_prevalence(table, "mine").to_frame()["k"].tolist() == [1, 1, 1]


def test_nearly_all_is_not_written_as_all():
    result = stance.estimate_prevalence(comments(400), labels(*["none"] * 399, "favor"))
    assert result.describe().startswith("favor 0.25%, none 99.75%, against 0% of these 400")
    difference, low, high = stance.estimate_prevalence(comments(200), labels(*["none"] * 199)).difference(
        "none", "favor"
    )
    assert low < difference <= high
    assert high - low >= 1 / 200


def test_a_result_cannot_be_changed():
    result = stance.estimate_prevalence(comments(4), labels(*["none"] * 4))
    with pytest.raises(ValueError, match="read-only"):
        result.groups[0].share[0] = 9


def test_labels_for_other_comments_are_said():
    given_labels = pd.concat([labels(*["none"] * 6), pd.Series(["favor"], index=["q#1"])])
    result = stance.estimate_prevalence(comments(10), given_labels)
    assert result.to_frame()["k"].tolist() == [6, 6, 6]
    assert any("1 label is for a comment not in the table, such as 'q#1'" in w for w in result.warnings)


def test_the_same_label_twice_is_one_label():
    twice = pd.concat([labels(*["none"] * 6)] * 2)
    assert stance.estimate_prevalence(comments(10), twice).to_frame()["k"].tolist() == [6, 6, 6]


@pytest.mark.parametrize(
    ("table", "given_labels", "options", "message"),
    [
        (comments(0), None, {}, "no comment with text"),
        (comments(2), labels("favour"), {}, "comment 'p#0' has the label 'favour'; labels are favor, none, against"),
        (comments(2), pd.Series(["favor", "none"], index=["p#0"] * 2), {}, "comment 'p#0' has two labels"),
        (comments(2), "mine", {}, "the table has no column 'mine' with labels"),
        (comments(2), "gold.csv", {}, r"with labels; labels in a file are read first: .*read_labels\('gold.csv'\)"),
        (
            comments(2),
            Path("gold.csv"),
            {},
            r"labels in a file are read first: labels=stance.read_labels\('gold.csv'\)",
        ),
        (comments(2), ["favor"], {}, "labels must be a Series, a table or the name of a column, not list"),
        (comments(2), pd.DataFrame({"label": ["favor"]}), {}, "the table of labels has no column 'comment_id'"),
        (comments(2), None, {"by": "page"}, "the table has no column 'page' to group by"),
        (comments(2), None, {"level": 95}, "level must be between 0 and 1, got 95"),
        (pd.concat([comments(1)] * 2), None, {}, "comment_id 'p#0' stands in more than one row"),
        (pd.DataFrame({"text": ["a", "b"]}, index=[0, 0]), pd.Series(["favor"]), {}, "nor an index without repeats"),
        (pd.DataFrame({"comment_id": [1]}), None, {}, "the table has no column 'text'"),
        ([comments(1)], None, {}, r"expected a table \(DataFrame\), got list"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_name(table, given_labels, options, message):
    with pytest.raises(stance.TableError, match=message):
        stance.estimate_prevalence(table, given_labels, **options)


def test_an_unknown_stance_is_refused():
    result = stance.estimate_prevalence(comments(1), labels("favor"))
    with pytest.raises(stance.TableError, match="there is no stance 'pro'; stances are favor, none, against"):
        result.difference("pro", "against")


def test_it_prints_well_and_escapes_names_from_pages():
    table = comments(6, page_title=["<b>x</b>"] * 6)
    result = stance.estimate_prevalence(table, labels(*["none"] * 6), by="page_title")
    assert "<b>x</b>" not in result._repr_html_()
    assert "&lt;b&gt;x&lt;/b&gt;" in result._repr_html_()
    assert str(result) == "<b>x</b>: favor 0%, none 100%, against 0% of these 6 comments, all of them labelled."
    assert result.classes == CLASSES
