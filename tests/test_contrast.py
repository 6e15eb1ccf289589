"""Contrast pairs: learnt from, in every fold, and never measured on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

import stance
from stance.classifier.card import markdown
from stance.classifier.tables import read_contrast
from stance.classifier.training import train
from stance.cli import main

TEXTS = ["Keep the ferry, I love it", "Scrap the ferry, I hate it", "When does the ferry leave?"] * 8
TEXTS = [f"{text} {number}" for number, text in enumerate(TEXTS)]
LABELS = ["favor", "against", "none"] * 8
#: "Sooner" says what nothing in the training set says.
PAIRS = [("Sink it sooner", "against"), ("Sail it sooner", "favor")] * 3


@pytest.fixture(scope="module")
def taught():
    return stance.StanceClassifier(target="the ferry", contrast=PAIRS).fit(TEXTS, LABELS)


def write(path, rows):
    columns = ["text_1", "label_1", "text_2", "label_2"]
    pd.DataFrame(rows, columns=columns).to_csv(path, index=False)
    return path


def test_what_only_contrast_pairs_teach_is_learnt():
    texts, labels = [*TEXTS, "sink or sail, who knows"], [*LABELS, "none"]  # their words are in the vocabulary
    plain = stance.StanceClassifier().fit(texts, labels)
    taught = stance.StanceClassifier(contrast=PAIRS).fit(texts, labels)
    asked = ["sink", "sail"]
    against, favor = (taught.predict_proba(asked) - plain.predict_proba(asked))[:, :2].T
    assert against[0] > 0.05 > against[1]
    assert favor[1] > 0.05 > favor[0]


def test_no_pairs_leave_the_classifier_as_it_is():
    plain = stance.StanceClassifier().fit(TEXTS, LABELS)
    assert plain.fingerprint_ == stance.StanceClassifier(contrast=[]).fit(TEXTS, LABELS).fingerprint_


def test_pairs_are_neither_counted_nor_calibrated_on(taught):
    assert taught.confusion_.sum() == len(TEXTS)
    assert np.diff(taught.confusion_.sum(axis=1)).tolist() == [0, 0]


def test_pairs_count_as_trained_on(taught):
    assert taught.has_seen(["sail it SOONER", "Sail it later"]).tolist() == [True, False]


def test_a_stored_model_answers_as_before_without_the_pairs(taught, tmp_path):
    loaded = stance.load_classifier(taught.save(tmp_path / "m"))
    assert loaded.contrast is None
    np.testing.assert_array_equal(loaded.predict_proba(TEXTS), taught.predict_proba(TEXTS))
    assert clone(taught).contrast == PAIRS


@pytest.mark.parametrize(
    ("contrast", "message"),
    [
        ([("Keep it", "favour")], "contrast 0 has the label 'favour'; the training set has against, favor, none"),
        ([("Keep it", "favor"), ("  ", "none")], r"contrast 1 is not \(text, label\) with something in the text"),
        ([("Keep it", ["favor"])], r"contrast 0 has the label \['favor'\]"),
        (["no"], r"contrast 0 is not \(text, label\)"),
        ([("a", "none", "b")], r"contrast 0 is not \(text, label\)"),
        ([(None, "none")], r"contrast 0 is not \(text, label\)"),
        ([7], r"contrast 0 is not \(text, label\)"),
    ],
)
def test_bad_pairs_are_named(contrast, message):
    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier(contrast=contrast).fit(TEXTS, LABELS)


def test_pairs_are_for_one_target():
    targets = ["ferry", "bridge"] * (len(TEXTS) // 2)
    with pytest.raises(ValueError, match="contrast is for a classifier of one target"):
        stance.StanceClassifier(contrast=PAIRS).fit(TEXTS, LABELS, targets=targets)


def test_the_card_says_what_was_learnt_from_pairs(tmp_path):
    table = pd.DataFrame({"text": TEXTS, "label": LABELS})
    _, card = train(table, "the ferry", contrast=PAIRS)
    assert card["data"]["contrast"] == {"texts": 6}
    assert card["metrics"]["all"]["comments"] == len(TEXTS)
    page = markdown({"target": "the ferry", **card})
    assert "**And from** 6 texts of contrast pairs, which no figure is measured on" in page
    assert "And from" not in markdown({"target": "the ferry", **train(table, "the ferry")[1]})


def test_a_pair_that_is_measured_on_is_refused():
    table = pd.DataFrame({"text": TEXTS, "label": LABELS})
    with pytest.raises(stance.TableError, match="stands among the comments, too; leave one out: 'keep the FERRY"):
        train(table, "the ferry", contrast=[("keep the FERRY, I love it 0!", "none")])


def test_pairs_are_read_from_a_table(tmp_path, capsys):
    comments, pairs = tmp_path / "c.csv", write(tmp_path / "p.csv", [("Sink it", "against", "Sail it", "favor")])
    pd.DataFrame({"text": TEXTS, "label": LABELS}).to_csv(comments, index=False)
    texts, sha256 = read_contrast(pairs)
    assert texts == [("Sink it", "against"), ("Sail it", "favor")]
    command = ["train", str(comments), "--target", "ferry", "--contrast", str(pairs), "--out", str(tmp_path / "m")]
    assert main(command) == 0
    assert f"from** 2 texts of contrast pairs, which no figure is measured on; file p.csv, SHA-256 `{sha256}`" in (
        tmp_path / "m.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("a", "favor", "b", "maybe"), r"p.csv: pair 1 has the label 'maybe'; labels are favor, none, against"),
        (("a", "favor", " ", "none"), r"p.csv: pair 1 lacks a text; leave it out"),
        (("a", "favor", "b", "favor"), r"p.csv: pair 1 has the label 'favor' twice; leave it out"),
    ],
)
def test_a_bad_pair_is_named_with_its_file(tmp_path, row, message):
    with pytest.raises(stance.TableError, match=message):
        read_contrast(write(tmp_path / "p.csv", [row]))


def test_a_table_of_pairs_without_its_columns_is_named(tmp_path):
    pd.DataFrame({"text_1": ["a"]}).to_csv(tmp_path / "p.csv", index=False)
    with pytest.raises(stance.TableError, match=r"p.csv: there is no column 'label_1'; it has text_1"):
        read_contrast(tmp_path / "p.csv")
