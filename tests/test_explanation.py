"""explain(): the parts add up to the score, stand at the words of the text, and cannot be scripted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stance
from stance.classifier.explanation import WORDS_LEFT_OUT
from tests.conftest import ROOT

TEXTS = [
    "Keep talking, a deal helps BOTH sides!",
    "a deal helps everybody, well done",
    "Waste of time. Walk away!!",
    "walk away from this waste @Bo https://example.com",
    "Rice is dear",
    "my rice bill is 3.50 dear",
]
PIECES = ["walk", "away", "DEAL", "deal,", "the", "waste!!", "@Bo", "3.50", "’tis", "\n", "🎉"]
LABELS = ["favor", "favor", "against", "against", "none", "none"]


@pytest.fixture(scope="module")
def classifier():
    return stance.StanceClassifier(target="the talks").fit(TEXTS, LABELS)


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(PIECES)).map(" ".join),
    )
)
def test_contributions_add_up_to_the_score(text):
    classifier = stance.StanceClassifier(folds=0).fit(TEXTS, LABELS)
    explanation = classifier.explain(text)
    np.testing.assert_allclose(
        explanation.contributions.sum(axis=0), classifier.decision_function([text])[0], atol=1e-9
    )
    np.testing.assert_allclose(explanation.probabilities, classifier.predict_proba([text])[0])


@given(st.lists(st.sampled_from([*PIECES, "not", "?", "I", "#go", "talks", "@Al"]), max_size=60).map(" ".join))
def test_what_is_printed_adds_up_to_the_score_and_holds_nothing_that_is_not_in_the_text(text):
    classifier = stance.StanceClassifier(target="the talks", folds=0).fit(TEXTS, LABELS)
    explanation = classifier.explain(text)
    shown = explanation._shown()
    rows, total = shown.iloc[:-1][list(explanation.classes)].sum(), shown.iloc[-1][list(explanation.classes)]
    assert shown["kind"].iloc[-1] == "sum"
    for found in (rows, total):
        np.testing.assert_allclose(found.astype(float), classifier.decision_function([text])[0], atol=1e-9)
    signs = {
        "question_marks": "?", "exclamation_marks": "!", "hashtags": "#", "at_names": "@", "links": "http",
        "negations": "not", "mentioned: the talks": "talks", "times_mentioned: the talks": "talks", "first_person": "I",
    }  # fmt: skip
    for part in explanation.to_frame().query("kind in ('surface', 'mentions')")["part"]:
        assert signs.get(part, "") in text, part
    assert (explanation.to_frame()["kind"] == "constant").sum() == 1


def test_a_text_of_plain_words_is_explained_by_its_words_and_one_row_for_what_is_not_in_it():
    explanation = stance.load_classifier("us-japan-talks").explain("so what was the outcome")
    table = explanation.to_frame()
    assert set(table["part"]) == {
        *"so what was the outcome".split(), "length", "neu", "how frequent the labels are, and what is not in it",
    }  # fmt: skip
    assert str(explanation).count("\n") == 2 + len(table), "nothing is cut"


def test_where_the_print_is_cut_a_row_says_how_many_parts_it_stands_for(classifier):
    explanation = classifier.explain("one two three four five six seven eight nine ten " * 3)
    lines = str(explanation).splitlines()
    assert len(lines) == 23
    assert f"{len(explanation.parts) - 19} other parts" in lines[-2]
    assert lines[-1].split()[:3] == ["sum", "the", "score"]
    assert "other parts" in explanation._repr_html_()
    assert "NaN" not in str(explanation)


@pytest.mark.parametrize(("text", "kind"), [(None, "NoneType"), (["a"], "list"), (b"a", "bytes"), (3, "int")])
def test_what_is_no_text_cannot_be_explained_and_the_message_says_what_was_given(text, kind, classifier):
    with pytest.raises(ValueError, match=rf"explain takes one text, a string, and got {kind}; several .*\[classifier"):
        classifier.explain(text)


def test_the_words_are_those_of_the_text_in_their_order(classifier):
    text = "Please WALK away,  from this “deal”"
    explanation = classifier.explain(text)
    assert [part for kind, part in explanation.parts if kind == "word"] == text.split()
    table = explanation.to_frame()
    assert set(table["kind"]) >= {"word", "constant", "sentiment"}
    assert table[table["kind"] == "word"].iloc[0]["part"] in ("WALK", "away,")
    assert explanation.predicted in ("against", "favor")


def test_leaving_the_decisive_word_out_lowers_the_probability(classifier):
    explanation = classifier.explain("a waste of rice")
    parts = dict(zip([part for _, part in explanation.parts], explanation.without, strict=True))
    again = classifier.predict_proba(["a  of rice"])[0]
    best = classifier.classes_.tolist().index(explanation.predicted)
    assert parts["waste"] == pytest.approx(explanation.probabilities[best] - again[best])


def test_only_so_many_words_are_left_out_of_a_long_text(classifier):
    explanation = classifier.explain("walk away " * 500)
    assert np.isfinite(explanation.without).sum() == WORDS_LEFT_OUT
    np.testing.assert_allclose(
        explanation.contributions.sum(axis=0), classifier.decision_function(["walk away " * 500])[0], atol=1e-6
    )


def test_html_in_a_comment_is_shown_and_not_run(classifier):
    html = classifier.explain("<script>alert(1)</script> walk away")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_with_several_targets_the_copies_of_a_word_are_one_part():
    texts, labels = TEXTS * 2, LABELS * 2
    targets = ["talks"] * 6 + ["rice"] * 6
    classifier = stance.StanceClassifier().fit(texts, labels, targets=targets)
    explanation = classifier.explain("walk away from rice", "rice")
    scores = classifier.decision_function(["walk away from rice"], "rice")[0]
    np.testing.assert_allclose(explanation.contributions.sum(axis=0), scores, atol=1e-9)
    assert len(explanation.parts) == len(set(explanation.parts))


def test_the_shipped_classifier_explains_a_real_comment(seed_pages):
    comment = pd.Series([c.text for page in seed_pages for c in page.comments]).loc[4]
    classifier = stance.load_classifier()
    explanation = classifier.explain(comment)
    assert comment.split()[0] in str(explanation)
    np.testing.assert_allclose(explanation.contributions.sum(axis=0), classifier.decision_function([comment])[0])
    assert (ROOT / "seeds").is_dir()
