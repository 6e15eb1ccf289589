"""Agreement: the coefficients of the books, intervals that are never narrow by accident."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from stance import TableError, agreement
from stance.labelling.coefficients import alpha_interval, cohen_kappa, kappa_interval, krippendorff_alpha
from stance.table import CLASSES

LABELS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def counts(*annotators: str) -> np.ndarray:
    """Comments × labels, from one string of labels an annotator; a dot is no label."""
    labels = sorted(set("".join(annotators)) - {"."})
    return np.array([[comment.count(label) for label in labels] for comment in zip(*annotators, strict=True)])


def labels_of(**said: str) -> pd.DataFrame:
    names = {"f": "favor", "n": "none", "a": "against"}
    rows = [
        (f"p#{i}", who, names[label])
        for who, labels in said.items()
        for i, label in enumerate(labels)
        if label in names
    ]
    return pd.DataFrame(rows, columns=["comment_id", "annotator", "label"])


def test_alpha_is_that_of_krippendorffs_examples():
    """Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections A, B and C."""
    binary = counts("0100000010", "1110010000")
    assert krippendorff_alpha(binary) == pytest.approx(0.095, abs=5e-4)
    nominal = counts("aabbdcccedda", "babbbccceddd")
    assert krippendorff_alpha(nominal) == pytest.approx(0.692, abs=5e-4)
    missing = counts("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(missing) == pytest.approx(0.743, abs=5e-4)


def test_kappa_is_that_of_cohens_example():
    """Cohen (1960), table 1, in shares of 200 cases: κ = 0.492."""
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert cohen_kappa(table) == pytest.approx(0.492, abs=5e-4)


@given(LABELS)
def test_kappa_is_that_of_scikit_learn(pairs):
    first, second = zip(*pairs, strict=True)
    table = np.zeros((3, 3))
    np.add.at(table, (first, second), 1)
    if table.max() == len(pairs) and np.trace(table) == len(pairs):
        assert np.isnan(cohen_kappa(table))
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert cohen_kappa(table) == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=20))
def test_alpha_is_that_of_the_coincidences_written_out(rows):
    table = np.array(rows)
    coincidences = np.zeros((3, 3))
    for row in table[table.sum(axis=1) >= 2]:
        coincidences += (np.outer(row, row) - np.diag(row)) / (row.sum() - 1)
    totals, n = coincidences.sum(axis=0), coincidences.sum()
    apart = (n**2 - (totals**2).sum()) / (n - 1) if n else 0
    if not apart:
        assert np.isnan(krippendorff_alpha(table))
    else:
        assert krippendorff_alpha(table) == pytest.approx(1 - (n - np.trace(coincidences)) / apart, abs=1e-12)


@given(LABELS, st.integers(0, 5))
def test_intervals_hold_their_value_and_have_a_width(pairs, seed):
    table = np.zeros((3, 3), dtype=int)
    np.add.at(table, tuple(zip(*pairs, strict=True)), 1)
    units = np.array([np.bincount(pair, minlength=3) for pair in pairs])
    for value, (interval, _) in (
        (cohen_kappa(table), kappa_interval(table, 0.95, 200, seed)),
        (krippendorff_alpha(units), alpha_interval(units, 0.95, 200, seed)),
    ):
        low, high = interval
        if np.isnan(value):
            assert np.isnan([low, high]).all()
        else:
            assert -1 <= low <= value + 1e-12
            assert value - 1e-12 <= high <= 1
            assert high - low > 0.01


def test_each_pair_and_all_together():
    result = agreement(labels_of(ana="ffnnaanf", ben="ffnnannf", eva=".fnn.aa."))
    frame = result.to_frame()
    assert frame[["measure", "first", "second", "n"]].astype(object).fillna("").to_numpy().tolist() == [
        ["agreement", "ana", "ben", 8],
        ["kappa", "ana", "ben", 8],
        ["agreement", "ana", "eva", 5],
        ["kappa", "ana", "eva", 5],
        ["agreement", "ben", "eva", 5],
        ["kappa", "ben", "eva", 5],
        ["alpha", "", "", 8],
    ]
    assert frame["value"].iloc[0] == 7 / 8
    table = result.confusion["ana", "ben"]
    assert table.loc["against", "none"] == 1
    assert table.to_numpy().sum() == 8
    assert (tuple(table.index), tuple(table.columns)) == (CLASSES, CLASSES)


def test_same_seed_same_intervals():
    labels = labels_of(ana="ffnnaanf", ben="ffnnannf")
    pd.testing.assert_frame_equal(agreement(labels, seed=3).to_frame(), agreement(labels, seed=3).to_frame())
    assert not agreement(labels, seed=4).to_frame().equals(agreement(labels, seed=5).to_frame())


def test_full_agreement_is_no_certainty():
    frame = agreement(labels_of(ana="ffnnaa", ben="ffnnaa")).to_frame()
    assert frame["value"].tolist() == [1, 1, 1]
    assert (frame["high"] == 1).all()
    assert (frame["low"] < 0.6).all()


def test_one_label_only_says_nothing_about_agreement_beyond_chance():
    frame = agreement(labels_of(ana="nnnn", ben="nnnn")).to_frame()
    assert frame["value"].iloc[0] == 1
    assert frame.iloc[1:][["value", "low", "high"]].isna().all(axis=None)
    assert frame["note"].iloc[1] == (
        "undefined: both used one label only, the same, so that chance alone would agree as well"
    )
    assert "Cohen's κ undefined; undefined: both used" in str(agreement(labels_of(ana="nnnn", ben="nnnn")))


def test_resamples_without_a_coefficient_are_mentioned():
    frame = agreement(labels_of(ana="nnnnnnnnnf", ben="nnnnnnnnnf")).to_frame()
    assert "of the resamples have one label only and are left out" in frame["note"].iloc[1]


def test_annotators_without_a_comment_in_common_are_named():
    frame = agreement(labels_of(ana="fn..", ben="..na")).to_frame()
    assert frame["n"].tolist() == [0, 0, 0]
    assert frame["value"].isna().all()
    assert frame["note"].iloc[0] == "no comment was labelled by both"


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (labels_of(ana="fn"), r"needs labels of two annotators, there are those of 1 \(ana\)"),
        (labels_of(ana="fn", ben="ff").drop(columns="annotator"), "has no column 'annotator'"),
        (labels_of(ana="fn", ben="ff").replace("none", "meh"), "comment 'p#1' has the label 'meh'"),
        (pd.concat([labels_of(ana="fn", ben="f"), labels_of(ana="n")]), "'p#0' has two labels of annotator 'ana'"),
        ([1], "expected a table of labels, got list; read it with read_labels"),
    ],
)
def test_what_cannot_be_compared_is_said(labels, message):
    with pytest.raises(TableError, match=message):
        agreement(labels)
    with pytest.raises(TableError, match="level must be between 0 and 1, got 95"):
        agreement(labels, level=95)


def test_it_shows_itself_with_names_escaped():
    shown = agreement(labels_of(**{"<b>ana": "ffnna", "ben": "ffnnn"}))._repr_html_()
    assert "<b>ana" not in shown
    assert "&lt;b&gt;ana" in shown
    assert "2000 resamples, seed 0" in shown


def test_the_readings_of_the_corpus_are_those_of_its_data_sheet():
    from tests.conftest import ROOT

    corpus = pd.read_csv(ROOT / "data" / "comments.csv", keep_default_na=False)
    labels = pd.concat(
        [
            pd.DataFrame({"comment_id": corpus["id"], "annotator": who, "label": corpus[f"label_{who}"]})
            for who in ("a", "b")
        ]
    )
    kappa = agreement(labels).to_frame().iloc[1]
    assert f"Cohen's κ {kappa['value']:.2f}" in (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert kappa["high"] - kappa["low"] < 0.05


@pytest.mark.parametrize("n", [10, 20, 50])
@pytest.mark.parametrize("last", [["none"], ["none", "against"]])
def test_where_nearly_all_labels_are_the_same_the_intervals_say_how_little_is_known(n, last):
    """A resample often has one label only, and those that have two are much alike: −0.05 to 0.00 for α, once."""
    first = ["against"] * (n - len(last)) + last[::-1][: len(last) - 1] + ["against"]
    second = ["against"] * (n - len(last)) + last
    rows = [(f"p#{i}", who, name) for who, said in (("ana", first), ("ben", second)) for i, name in enumerate(said)]
    found = agreement(pd.DataFrame(rows, columns=["comment_id", "annotator", "label"])).to_frame()
    for _, row in found[found["measure"] != "agreement"].iterrows():
        assert row["high"] - row["low"] > 1
        assert row["low"] <= row["value"] <= row["high"]
