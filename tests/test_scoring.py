"""score: whatever comes in, the promised columns come out, and what has no score says why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier
from sklearn.pipeline import make_pipeline

import stance
from stance.csv_files import read_written, write_csv
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


def test_a_text_has_the_same_scores_before_and_after_its_way_through_a_csv_and_pandas(tmp_path):
    texts = ["@Ann No deal is a bad deal.", "- Walk away!", "+1, keep talking", "Fine."]
    table = pd.DataFrame({"comment_id": list("abcd"), "reply_to": [None, "a", "b", "a"], "text": texts})
    scored = stance.score(table)
    write_csv(scored, tmp_path / "s.csv")
    read = pd.read_csv(tmp_path / "s.csv")
    assert read["text"].tolist() == ["'@Ann No deal is a bad deal.", "'- Walk away!", "'+1, keep talking", "Fine."]
    again = stance.score(read)
    assert again["text"].tolist() == read["text"].tolist()
    pd.testing.assert_frame_equal(again[[*SCORE_COLUMNS]], scored[[*SCORE_COLUMNS]])


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


def test_scoring_a_table_again_that_went_through_a_file_gives_the_same_scores(scored_seeds, tmp_path):
    write_csv(scored_seeds, tmp_path / "scores.csv")
    for back in (pd.read_csv(tmp_path / "scores.csv"), read_written(tmp_path / "scores.csv")):
        again = stance.score(back)
        assert again["stance"].tolist() == scored_seeds["stance"].tolist()
        np.testing.assert_allclose(again[PROBABILITIES], scored_seeds[PROBABILITIES])


def test_the_scores_of_another_classifier_are_replaced(scored_seeds):
    texts = ["keep talking now", "walk away", "rice is dear"] * 2
    own = stance.StanceClassifier().fit(texts, ["favor", "against", "none"] * 2)
    pd.testing.assert_frame_equal(stance.score(stance.score(scored_seeds, own)), scored_seeds)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"stance": ["favor", "none"]}, "your column 'stance' .*rename.*{'stance': 'my_stance'}"),
        ({"stance": ["favor", "none"], "sentiment": ["my own", "x"]}, "your columns 'sentiment', 'stance' .*rename"),
        ({"unscored": ["spam", None]}, "your column 'unscored' "),
        ({"p_none": [0.1, 0.2]}, "your column 'p_none' .*there is no column 'sentiment' beside"),
    ],
)
def test_a_column_of_ones_own_is_never_written_over(own, said):
    with pytest.raises(stance.TableError, match=said):
        stance.score(pd.DataFrame({"text": ["Well done.", "No."], **own}))


@pytest.mark.parametrize("label", ["favor", "none", "Against", None])
def test_votes_that_were_put_right_by_hand_are_not_written_over(label, scored_seeds):
    by_hand = scored_seeds.set_index("comment_id").astype({"stance": object})
    against = by_hand.index[by_hand["stance"] == "against"][1]
    by_hand.loc[against, "stance"] = label
    with pytest.raises(stance.TableError, match=f"your column 'stance' .row '{against}' has .*its highest p_ another"):
        stance.score(by_hand)


@given(st.lists(st.sampled_from(["Keep talking!", "Pointless.", None, "12", "🤦", "交渉は時間の無駄だ"]), max_size=5))
def test_what_was_scored_can_be_scored_again_whatever_it_is(texts):
    scored = stance.score(texts)
    pd.testing.assert_frame_equal(stance.score(scored), scored)


def test_votes_of_a_classifier_that_is_torn_can_be_replaced():
    torn = DummyClassifier(strategy="uniform", random_state=0).fit(["a", "b", "c"], ["favor", "against", "none"])
    scored = stance.score(["Keep talking!", "Pointless."], torn)
    assert stance.score(scored)["stance"].notna().all()


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
    scored = stance.score(["😻😻"])
    assert scored.loc[0, "unscored"] == "nothing that the classifier knows"
    assert scored.loc[0, "sentiment"] > 0
    assert scored.loc[0, ["stance", *PROBABILITIES]].isna().all()


@pytest.mark.parametrize("text", ["12345", "25 50 10", "25%", "+1", "...", "!!!"])
def test_digits_and_marks_alone_show_no_view_and_count_as_none(text):
    scored = stance.score([text])
    assert scored["stance"].tolist() == ["none"]
    assert scored["unscored"].isna().all()


def test_digits_say_nothing_to_a_classifier_that_was_trained_without():
    own = stance.StanceClassifier(target="ferry").fit(TEXTS, FERRY)
    assert stance.score(["12345"], own).loc[0, "unscored"] == "nothing that the classifier knows"


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


def fitted_to(*labels):
    """Fit a classifier to one text of each label."""
    return stance.StanceClassifier(folds=0).fit([f"text {label}" for label in labels], labels)


@pytest.mark.parametrize(
    ("classifier", "message"),
    [
        ("us-japan-talk", "there is no classifier 'us-japan-talk'; shipped: 'us-japan-talks'"),
        (3, "int is no fitted classifier of favor, none, against"),
        (fitted_to("Favour", "against", "none"), r"is no fitted .*; spell 'Favour' as one of the three, or leave"),
        (fitted_to("against", "favor"), r"is no fitted .*; fit one .* with comments of all three among the texts"),
        (stance.StanceClassifier(), r"StanceClassifier is no fitted classifier .*\(its classes: \[\]\)"),
    ],
)
def test_a_wrong_classifier_is_an_error_even_with_nothing_to_score(classifier, message):
    with pytest.raises(stance.StanceError, match=message):
        stance.score([None], classifier)


# ------------------------------------------------------------------------------------------------ targets


TEXTS = ["I love it", "love love", "I hate it", "hate hate", "what time is it", "who knows"]
FERRY = ["favor", "favor", "against", "against", "none", "none"]
BRIDGE = ["against", "against", "favor", "favor", "none", "none"]


@pytest.fixture(scope="module")
def two_targets():
    """A classifier of two targets on which the same words say the opposite."""
    names = ["ferry"] * 12 + ["bridge"] * 12
    return stance.StanceClassifier().fit(TEXTS * 4, (FERRY * 2) + (BRIDGE * 2), targets=names)


@pytest.fixture(scope="module")
def one_target():
    return stance.StanceClassifier(target="ferry").fit(TEXTS * 2, FERRY * 2)


def test_a_classifier_of_several_targets_is_asked_about_one(two_targets):
    for name, labels in (("ferry", FERRY), ("bridge", BRIDGE)):
        scored = stance.score(TEXTS, two_targets, target=name)
        assert scored["stance"].tolist() == labels
        assert (scored["target"] == name).all()
        assert scored.attrs["target"] == name


def test_each_comment_is_scored_as_to_the_target_that_the_table_names(two_targets):
    table = pd.DataFrame({"text": TEXTS[:2] * 2, "target": ["ferry", "bridge", None, "tunnel"]}, index=[3, 3, 1, 0])
    scored = stance.score(table, two_targets)
    assert scored["stance"].tolist()[:2] == ["favor", "against"]
    assert scored["stance"].isna().tolist() == [False, False, True, True]
    assert scored["unscored"].tolist()[2:] == [
        "no target, and the classifier has several: bridge, ferry",
        "the classifier was trained on 'bridge', 'ferry', not on 'tunnel'",
    ]
    assert scored["sentiment"].notna().all()
    assert scored["target"].isna().sum() == 1
    assert scored.attrs["target"] is None


def test_which_of_several_targets_is_meant_must_be_said(two_targets):
    for data in (["I love it"], [None], pd.Series([], dtype=object)):
        with pytest.raises(
            stance.TableError, match=r"several targets, bridge, ferry; say which: score\(.*target='bridge'\)"
        ):
            stance.score(data, two_targets)


@pytest.mark.parametrize("data", [["Tax it."], [None], []])
def test_a_target_that_was_not_learnt_is_refused_with_the_call_to_type(data, one_target, two_targets):
    for classifier in ("us-japan-talks", one_target, two_targets):
        with pytest.raises(
            stance.TableError, match=r"says nothing about 'carbon tax'.*StanceClassifier\(target='carbon tax'\)"
        ):
            stance.score(data, classifier, target="carbon tax")


def test_comments_on_another_target_get_a_sentiment_and_no_stance(one_target):
    table = pd.DataFrame({"text": TEXTS[:4], "target": ["ferry", "bridge", " ", None]})
    scored = stance.score(table, one_target)
    assert scored["unscored"].tolist()[1] == "the classifier was trained on 'ferry', not on 'bridge'"
    assert scored["stance"].isna().tolist() == [False, True, False, False]  # an empty cell says nothing else
    assert scored.loc[1, PROBABILITIES].isna().all()
    assert scored["sentiment"].notna().all()
    estimate = stance.estimate_prevalence(table, classifier=one_target)
    assert scored.loc[1, "unscored"] in estimate.groups[0].status


def test_a_target_fills_empty_cells_and_contradicts_none(one_target):
    table = pd.DataFrame({"text": TEXTS[:2], "target": ["ferry", None]})
    assert stance.score(table, one_target, target="ferry")["target"].tolist() == ["ferry", "ferry"]
    assert table["target"].isna().tolist() == [False, True]
    with pytest.raises(
        stance.TableError, match="target='bridge', and the table's column 'target' names 'ferry'; leave one"
    ):
        stance.score(table, one_target, target="bridge")


@pytest.mark.parametrize("name", [" ", 3, ["ferry"]])
def test_a_target_is_a_name(name, one_target):
    with pytest.raises(stance.TableError, match="target must be the name of what the comments are about, got "):
        stance.score(["I love it"], one_target, target=name)


def test_a_target_says_nothing_new_to_the_classifier_that_has_only_that(scored_seeds, seed_pages):
    scored = stance.score(seed_pages, target="us-japan-talks")
    assert scored.columns.tolist() == [*COMMENT_COLUMNS, "target", *SCORE_COLUMNS]
    pd.testing.assert_frame_equal(scored.drop(columns="target"), scored_seeds)
    pd.testing.assert_frame_equal(stance.score(scored), scored)
    assert scored.attrs["target"] == scored_seeds.attrs["target"] == "us-japan-talks"


def test_a_classifier_that_names_no_target_is_taken_at_your_word():
    piped = make_pipeline(stance.StanceClassifier()).fit(TEXTS, FERRY)
    table = pd.DataFrame({"text": TEXTS, "target": ["ferry"] * 6})
    assert stance.score(table, piped)["stance"].tolist() == FERRY
    assert stance.score(TEXTS, piped, target="ferry")["stance"].tolist() == FERRY
    assert len(stance.score(table[:0], piped)) == 0


def test_a_trained_classifier_without_a_name_knows_no_named_target():
    own = stance.StanceClassifier().fit(TEXTS, FERRY)
    scored = stance.score(pd.DataFrame({"text": TEXTS[:1], "target": [7]}), own)
    assert scored.loc[0, "unscored"] == "the classifier was trained on a target without a name, not on '7'"
    with pytest.raises(stance.TableError, match="trained on a target without a name and says nothing about 'ferry'"):
        stance.score(TEXTS, own, target="ferry")


@pytest.mark.parametrize(("data", "kind"), [("one text", "str"), (3, "int"), (b"x", "bytes")])
def test_what_holds_no_comments_is_refused(data, kind):
    with pytest.raises(stance.TableError, match=f"expected comments, got {kind}"):
        stance.score(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ["a", "b"]}, r"expected comments, got dict; make a table of it: score\(pd.DataFrame\(data\)\)"),
        ([{"text": "a"}, {"text": "b"}], r"expected comments, got list of dict; .*score\(pd.DataFrame\(data\)\)"),
        ([["a", "b"]], "expected comments, got list of list"),
        (np.array([["a", "b"]]), "expected comments, got ndarray of 2 dimensions; give one column of it"),
        (np.array("a"), "expected comments, got ndarray of 0 dimensions"),
    ],
)
def test_a_container_that_is_no_list_of_texts_is_refused(data, said):
    with pytest.raises(stance.TableError, match=said):
        stance.score(data)


def test_one_thing_among_the_texts_that_is_none_costs_no_other_text_its_score():
    scored = stance.score(["Pointless trip.", ["a", "b"], None])
    assert scored["unscored"].fillna("").tolist() == ["", "not a text but list", "no text"]


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
