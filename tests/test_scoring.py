"""score: whatever comes in, the promised columns come out, and what has no score says why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.pipeline import make_pipeline

import stance
from stance.table import COMMENT_COLUMNS, SCORE_COLUMNS

PROBABILITIES = ["p_favor", "p_against", "p_none"]


def test_seed_comments_get_sentiment_and_stance(scored_seeds):
    assert tuple(scored_seeds.columns) == COMMENT_COLUMNS + SCORE_COLUMNS
    assert scored_seeds["unscored"].isna().all()
    assert scored_seeds["sentiment"].between(-1, 1).all()
    assert np.allclose(scored_seeds[PROBABILITIES].sum(axis=1), 1)
    most = scored_seeds[PROBABILITIES].idxmax(axis=1).str.removeprefix("p_")
    assert (most == scored_seeds["stance"].astype(str)).all()
    assert scored_seeds["stance"].cat.categories.tolist() == ["favor", "none", "against"]


def test_the_input_is_not_changed(seed_pages):
    table = stance.comments_frame(seed_pages)
    before = table.copy(deep=True)
    stance.score(table)
    pd.testing.assert_frame_equal(table, before)


def test_a_series_keeps_its_index_and_order():
    texts = pd.Series(["Pointless trip, walk away.", "Keep talking!"], index=["b", "a"])
    scored = stance.score(texts)
    assert list(scored.index) == ["b", "a"]
    assert scored["text"].tolist() == texts.tolist()


def test_repeated_index_labels_are_no_obstacle():
    scored = stance.score(pd.Series(["Pointless.", "Keep talking!"], index=[7, 7]))
    assert list(scored.index) == [7, 7]
    assert scored["stance"].notna().all()


def test_pages_a_page_a_list_and_an_iterator_all_work(seed_pages):
    page = seed_pages[1]
    expected = stance.score(page)
    pd.testing.assert_frame_equal(stance.score([page]), expected)
    pd.testing.assert_frame_equal(stance.score(iter([page])), expected)
    pd.testing.assert_frame_equal(stance.score(stance.comments_frame(page)), expected)


def test_scoring_again_gives_the_same_table(scored_seeds):
    pd.testing.assert_frame_equal(stance.score(scored_seeds), scored_seeds)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "no text"),
        (float("nan"), "no text"),
        (pd.NA, "no text"),
        ("", "no text"),
        (" \n\t", "no text"),
        ("\u200b\u2060", "no text"),
        (17, "not a text but int"),
        ("交渉は時間の無駄だ", "not in Latin letters"),
        ("Das ist doch nur eine Show für die Wähler.", "not in English"),
    ],
)
def test_what_cannot_be_scored_says_why(text, reason):
    scored = stance.score([text, "Pointless trip."])
    assert scored.loc[0, "unscored"] == reason
    assert scored.loc[0, [*SCORE_COLUMNS[:-1]]].isna().all()
    assert scored.loc[1, [*SCORE_COLUMNS[:-1]]].notna().all()


def test_a_text_with_nothing_the_classifier_knows_has_a_sentiment_and_no_stance():
    scored = stance.score(["😀😀"])
    assert scored.loc[0, "unscored"] == "nothing that the classifier knows"
    assert scored.loc[0, "sentiment"] > 0
    assert scored.loc[0, ["stance", *PROBABILITIES]].isna().all()


def test_nothing_in_nothing_out():
    scored = stance.score([])
    assert len(scored) == 0
    assert tuple(scored.columns) == ("text", *SCORE_COLUMNS)


def test_another_classifier_can_be_used():
    texts = ["keep talking now", "keep the talks", "walk away now", "walk away", "rice is dear", "rice again"] * 2
    labels = ["favor", "favor", "against", "against", "none", "none"] * 2
    own = stance.StanceClassifier().fit(texts, labels)
    assert stance.score(["walk away"], own).loc[0, "stance"] == "against"
    piped = make_pipeline(stance.StanceClassifier()).fit(texts, labels)
    assert stance.score(["walk away"], piped).loc[0, "stance"] == "against"


@pytest.mark.parametrize(
    ("classifier", "message"),
    [
        ("us-japan-talk", "there is no classifier 'us-japan-talk'; shipped: 'us-japan-talks'"),
        (3, "int is no fitted classifier of favor, none, against"),
        (stance.StanceClassifier(), r"StanceClassifier is no fitted classifier .*\(its classes: \[\]\)"),
    ],
)
def test_a_wrong_classifier_is_an_error_even_with_nothing_to_score(classifier, message):
    with pytest.raises(stance.StanceError, match=message):
        stance.score([None], classifier)


@pytest.mark.parametrize(("data", "kind"), [("one text", "str"), (3, "int"), (b"x", "bytes")])
def test_what_holds_no_comments_is_refused(data, kind):
    with pytest.raises(stance.TableError, match=f"expected comments, got {kind}"):
        stance.score(data)


def test_a_table_without_texts_is_refused():
    with pytest.raises(stance.TableError, match="the table has no column 'text'; it has comment"):
        stance.score(pd.DataFrame({"comment": ["a"]}))


@given(st.lists(st.one_of(st.none(), st.text(max_size=60)), max_size=8))
def test_every_row_has_scores_or_a_reason(texts):
    scored = stance.score(texts)
    assert len(scored) == len(texts)
    has_stance = scored["stance"].notna()
    assert (has_stance == scored["unscored"].isna()).all()
    assert np.allclose(scored.loc[has_stance, PROBABILITIES].sum(axis=1), 1)
