"""The comment answered: read where a classifier was trained with it, refused where not, kept only where it helps."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV

import stance
from stance.classifier import choosing
from stance.classifier.card import beside_in_words
from stance.classifier.checks import check_context
from stance.classifier.choosing import ANSWERED as ANSWERS
from stance.classifier.choosing import choose_beside, fall_with_interval, with_answers
from stance.classifier.context import Context
from stance.classifier.estimator import CUE_WEIGHT
from stance.classifier.evaluation import cross_validate, learning_curve
from stance.classifier.features import CueFeatures, NgramFeatures, few_label_weight
from stance.classifier.linear import as_stored, fit_blend
from stance.classifier.measuring import evaluate
from stance.classifier.training import groups_of, train
from stance.cli import main
from stance.prevalence.known_errors import votes_of
from stance.table import answered_texts

PARENTS = {"favor": "Keep the ferry, I love it", "against": "Scrap the ferry, I hate it", "none": "When does it leave?"}
#: The label of "Exactly!" is that of what it answers.
TEXTS = [*PARENTS.values(), "Exactly!", "Exactly!", "Exactly!"] * 2
LABELS = [*PARENTS, *PARENTS] * 2
ANSWERED = [None, float("nan"), "  ", *PARENTS.values()] * 2


def threads(count: int = 36, *, helpful: bool) -> pd.DataFrame:
    """Threads of a comment and two replies; replies agree with it, or have a label of their own that they spell out."""
    draw, rows = np.random.default_rng(0), []
    names = sorted(PARENTS)
    for t in range(count):
        label = names[t % 3]
        rows.append((f"c{t}", "", f"t{t}", f"{PARENTS[label]}, number {t}", label))
        for r in range(2):
            own = label if helpful else names[draw.integers(3)]
            text = "Exactly!" if helpful else PARENTS[own]
            rows.append((f"c{t}r{r}", f"c{t}", f"t{t}", f"{text} {t}{'ab'[r]}", own))
    return pd.DataFrame(rows, columns=["id", "reply_to", "thread", "text", "label"])


@pytest.fixture(scope="module")
def plain():
    return stance.StanceClassifier(target="the ferry").fit(TEXTS, LABELS)


@pytest.fixture(scope="module")
def reading():
    return stance.StanceClassifier(target="the ferry").fit(TEXTS, LABELS, context=ANSWERED)


# ------------------------------------------------------------------------------------------ without context


def test_without_context_the_model_is_made_of_ngrams_and_cues_alone():
    ngrams, weight = NgramFeatures().fit(TEXTS), few_label_weight(len(TEXTS))
    cues = CueFeatures({"the ferry": ["ferry"]}, CUE_WEIGHT * weight).fit(TEXTS, [None] * len(TEXTS))
    blocks = ngrams.transform(TEXTS), sparse.csr_matrix(cues.transform(TEXTS, [None] * len(TEXTS)))
    codes = np.searchsorted(sorted(PARENTS), LABELS)
    weights = fit_blend(sparse.hstack(blocks, format="csr"), blocks[0].shape[1], codes, 3, 2.0)
    expected = np.column_stack([as_stored(weights[:, :-1]), weights[:, -1].astype(np.float32)])
    for given_ in ({}, {"context": None}):
        fitted = stance.StanceClassifier(target="the ferry", folds=0).fit(TEXTS, LABELS, **given_)
        np.testing.assert_array_equal(np.column_stack([fitted.coef_, fitted.intercept_]), expected)


def test_without_context_nothing_of_it_is_stored(plain, tmp_path):
    heavier = stance.StanceClassifier(target="the ferry", context_weight=3.0).fit(TEXTS, LABELS)
    files = [one.save(tmp_path / name) for one, name in ((plain, "a"), (heavier, "b"))]
    for suffix in (".npz", ".json"):
        assert files[0].with_suffix(suffix).read_bytes() == files[1].with_suffix(suffix).read_bytes()
    assert "context" not in files[0].with_suffix(".json").read_text(encoding="utf-8")
    assert stance.load_classifier(files[0]).context_ is None


def test_the_shipped_model_reads_context_and_needs_none():
    shipped = stance.load_classifier()
    assert shipped.coef_.shape[1] == 2 * shipped._ngrams() + len(shipped.cues_.names)
    alone, answering = shipped.predict_proba(["lol no"] * 2, context=[None, "Great deal, both sides gain."])
    assert answering[0] > alone[0] + 0.1  # against: who answers a comment in favor mostly contradicts it
    np.testing.assert_array_equal(shipped.predict_proba(["lol no"])[0], alone)


@pytest.mark.parametrize(
    "call", ["predict", "predict_proba", "predict_log_proba", "decision_function", "why_unlabelled"]
)
def test_context_is_refused_by_a_model_that_was_trained_without(plain, call):
    with pytest.raises(ValueError, match=r"trained without context and cannot use it; leave out context=, or train"):
        getattr(plain, call)(["Exactly!"], context=[None])
    with pytest.raises(ValueError, match="trained without context"):
        plain.explain("Exactly!", context=PARENTS["favor"])


# ------------------------------------------------------------------------------------------ with context


def test_a_reply_is_read_with_what_it_answers(reading):
    replies = ["Exactly!"] * 3
    table = with_answers(threads(helpful=True))
    informed = stance.StanceClassifier().fit(table["text"], table["label"], context=table[ANSWERS])
    assert informed.predict(replies, context=list(PARENTS.values())).tolist() == list(PARENTS)
    series = pd.Series([*PARENTS.values()], index=[7, 8, 9])
    scores = reading.decision_function(replies, context=series)
    np.testing.assert_array_equal(reading.predict_proba(replies, context=series).argmax(axis=1), scores.argmax(axis=1))
    np.testing.assert_allclose(
        np.exp(reading.predict_log_proba(replies, context=series)), reading.predict_proba(replies, context=series)
    )


def test_the_columns_of_context_follow_those_of_the_ngrams(reading, plain):
    ngrams = plain._ngrams()
    assert reading.coef_.shape[1] == plain.coef_.shape[1] + ngrams
    matrix = reading._matrix(["Exactly!"], [None], [PARENTS["favor"]]).toarray()
    features = reading.features_.transform(["Exactly!", PARENTS["favor"]]).toarray()
    np.testing.assert_array_equal(matrix[0, :ngrams], features[0])
    np.testing.assert_array_equal(matrix[0, ngrams : 2 * ngrams], 0.5 * features[1])


def test_asked_without_context_every_text_answers_none(reading):
    expected = reading.decision_function(TEXTS, context=[None] * len(TEXTS))
    np.testing.assert_array_equal(reading.decision_function(TEXTS), expected)
    for missing in ("", " \n", float("nan"), pd.NA, pd.NaT, np.nan):
        np.testing.assert_array_equal(reading.decision_function(["Exactly!"], context=[missing]), expected[[3]])


def test_why_unlabelled_knows_the_context():
    table = with_answers(threads(helpful=True))
    unsure = stance.StanceClassifier(min_confidence=0.6).fit(table["text"], table["label"], context=table[ANSWERS])
    assert unsure.why_unlabelled(["Exactly!"], context=[PARENTS["favor"]]) == [None]
    assert unsure.why_unlabelled(["Exactly!"])[0].endswith("is below 0.60")


def test_several_targets_have_context_too(tmp_path):
    targets = ["ferry"] * 12 + ["bridge"] * 12
    both = stance.StanceClassifier().fit(TEXTS * 2, LABELS * 2, targets=targets, context=ANSWERED * 2)
    loaded = stance.load_classifier(both.save(tmp_path / "m"))
    given_ = {"targets": targets, "context": ANSWERED * 2}
    np.testing.assert_array_equal(
        loaded.decision_function(TEXTS * 2, **given_), both.decision_function(TEXTS * 2, **given_)
    )
    explanation = both.explain("Exactly!", "bridge", PARENTS["favor"])
    scores = both.decision_function(["Exactly!"], "bridge", [PARENTS["favor"]])[0]
    np.testing.assert_allclose(explanation.contributions.sum(axis=0), scores, atol=1e-9)


def test_the_contract_of_scikit_learn_is_kept():
    classifier = stance.StanceClassifier(context_weight=0.7)
    assert clone(classifier).get_params()["context_weight"] == 0.7
    search = GridSearchCV(stance.StanceClassifier(folds=0), {"context_weight": [0.25, 1.0]}, cv=2)
    search.fit(TEXTS, LABELS, context=ANSWERED)
    assert search.best_estimator_.context_ == Context(search.best_params_["context_weight"])


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ("Keep it", "context is one string; give for each text the text that it answers"),
        ([None], "12 texts but 1 of context"),
        ([None] * 11 + [3], "context 11 is int; it is a string, or None where the text answers none"),
        ([["a"]] + [None] * 11, "context 0 is list; it is a string, or None"),
        (np.array([["a"]] * 12), "context must hold one text a row; give one column of the table"),
    ],
)
def test_context_that_is_none_is_named(reading, context, message):
    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier().fit(TEXTS, LABELS, context=context)
    with pytest.raises(ValueError, match=message):
        reading.predict(TEXTS, context=context)


@pytest.mark.parametrize("weight", [0, -1.0, float("nan"), float("inf"), True, "0.5", None])
def test_a_weight_that_is_none_is_refused(weight):
    with pytest.raises(ValueError, match=r"context_weight is a positive number, such as 0\.5; got"):
        stance.StanceClassifier(context_weight=weight).fit(TEXTS, LABELS, context=ANSWERED)


_MISSING = st.sampled_from([None, float("nan"), pd.NA, "", " \t"])


@given(st.lists(st.one_of(_MISSING, st.text(max_size=30))), st.integers(0, 3))
def test_every_text_has_one_context_or_none(context, more):
    if more:
        with pytest.raises(ValueError, match=f"{len(context) + more} texts but {len(context)} of context"):
            check_context(context, len(context) + more)
    checked = check_context(context, len(context))
    assert [text for text in checked if text is not None] == [t for t in context if isinstance(t, str) and t.strip()]
    block = Context(0.5).block(NgramFeatures().fit(TEXTS), checked)
    assert block.shape[0] == len(context)
    assert not block[[i for i, text in enumerate(checked) if text is None]].nnz


@settings(max_examples=40)
@given(st.text(max_size=40), st.one_of(_MISSING, st.text(max_size=40), st.sampled_from([*PARENTS.values()])))
def test_explanations_with_context_add_up_to_the_score(text, answered):
    reading = stance.StanceClassifier(folds=0).fit(TEXTS, LABELS, context=ANSWERED)
    explanation = reading.explain(text, context=answered)
    scores = reading.decision_function([text], context=[answered])[0]
    np.testing.assert_allclose(explanation.contributions.sum(axis=0), scores, atol=1e-9)
    np.testing.assert_allclose(explanation.probabilities, reading.predict_proba([text], context=[answered])[0])


def test_the_words_answered_are_parts_of_an_explanation(reading):
    explanation = reading.explain("Exactly!", context=PARENTS["against"])
    said = [part for kind, part in explanation.parts if kind == "context"]
    assert said == PARENTS["against"].split()
    weightiest = explanation.to_frame().query("kind == 'context'").nlargest(1, "against").iloc[0]
    assert weightiest["part"] in ("Scrap", "hate")
    assert np.isnan(weightiest["without"])
    place = explanation.parts.index(("word", "Exactly!"))
    unread = reading.explain("Exactly!")
    assert explanation.probabilities[0] > unread.probabilities[0]
    others = [part for part in explanation.parts if part[0] != "context"]
    assert others == list(unread.parts)
    cues = {name for kind, name in others if kind not in ("word", "constant")}
    assert {"exclamation_marks", "length"} <= cues <= set(reading.cues_.names)
    rows = [explanation.parts.index(part) for part in others]
    np.testing.assert_array_equal(explanation.contributions[rows], unread.contributions)
    alone = reading.predict_proba([""], context=[PARENTS["against"]])[0]
    likeliest = np.argmax(explanation.probabilities)
    assert explanation.without[place] == pytest.approx(explanation.probabilities[likeliest] - alone[likeliest])


# ------------------------------------------------------------------------------------------ the artefact


def test_saved_and_loaded_it_reads_context_as_before(tmp_path):
    fitted = stance.StanceClassifier(context_weight=0.3).fit(TEXTS, LABELS, context=ANSWERED)
    loaded = stance.load_classifier(fitted.save(tmp_path / "m"))
    assert loaded.card_["parameters"]["context_weight"] == 0.3
    assert loaded.get_params() == fitted.get_params()
    np.testing.assert_array_equal(
        loaded.decision_function(TEXTS, context=ANSWERED), fitted.decision_function(TEXTS, context=ANSWERED)
    )


def test_the_weight_is_that_of_the_training_whatever_is_set_later(tmp_path):
    fitted = stance.StanceClassifier(context_weight=0.3).fit(TEXTS, LABELS, context=ANSWERED)
    before = fitted.decision_function(TEXTS, context=ANSWERED)
    fitted.set_params(context_weight=9.0)
    loaded = stance.load_classifier(fitted.save(tmp_path / "m"))
    for one in (fitted, loaded):
        np.testing.assert_array_equal(one.decision_function(TEXTS, context=ANSWERED), before)


@pytest.mark.parametrize("weight", [None, 0, -1, True, "0.5", [], {}, float("nan"), float("inf"), 10**400, "absent"])
def test_a_card_whose_context_does_not_fit_is_refused(reading, tmp_path, weight):
    path = reading.save(tmp_path / "m")
    card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    card["parameters"]["context_weight"] = weight
    if weight == "absent":
        del card["parameters"]["context_weight"]
    path.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged"):
        stance.load_classifier(path)


def test_a_card_that_claims_context_for_a_model_without_is_refused(plain, tmp_path):
    path = plain.save(tmp_path / "m")
    card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    card["parameters"]["context_weight"] = 0.5
    path.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged, the arrays do not fit one another"):
        stance.load_classifier(path)


# ------------------------------------------------------------------------------------------ tables


def page(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "comment_id": ["p#1", "p#2", "p#3", "p#4"],
            "reply_to": [None, "p#1", "gone#9", "p#4"],
            "text": [PARENTS["against"], "Exactly!", "Exactly!", None],
        }
        | columns
    ).convert_dtypes()


def test_the_text_answered_is_found_by_its_id():
    assert answered_texts(page()) == [None, PARENTS["against"], None, None]
    assert answered_texts(page().drop(columns="reply_to")) is None
    assert answered_texts(page(comment_id=[None, None, "", ""], reply_to=["", None, "", ""])) == [None] * 4
    with pytest.raises(stance.TableError, match="comment_id 'p#1' stands in more than one row; which one is answered"):
        answered_texts(page(comment_id=["p#1", "p#1", "p#2", "p#3"]))


def test_score_reads_what_a_comment_of_a_table_answers(reading):
    table = page().iloc[[3, 0, 1, 2]].set_index(pd.Index([4, 5, 5, 6]))
    scored = stance.score(table, reading).iloc[1:]
    assert scored["stance"].notna().all()
    expected = reading.predict_proba(["Exactly!"] * 2, context=[PARENTS["against"], None])
    np.testing.assert_array_equal(scored.iloc[[1, 2]][["p_against", "p_favor", "p_none"]].to_numpy(), expected)
    likeliest = reading.classes_[np.argmax(expected[0])]
    assert scored.iloc[1]["stance"] == likeliest
    votes = votes_of(scored.drop(columns="stance"), reading)
    assert votes[1] == ["favor", "none", "against"].index(likeliest)
    strings = stance.score(["Exactly!"], reading)
    np.testing.assert_array_equal(strings[["p_against", "p_favor", "p_none"]].to_numpy(), expected[1:])


def test_score_leaves_a_model_without_context_alone(plain):
    table = page()
    columns = ["p_against", "p_favor", "p_none"]
    np.testing.assert_array_equal(
        stance.score(table, plain)[columns].to_numpy(),
        stance.score(table.drop(columns="reply_to"), plain)[columns].to_numpy(),
    )
    assert stance.score(page(comment_id=["p#1"] * 4), plain)["stance"].notna().any()


# ------------------------------------------------------------------------------------------ training


@pytest.fixture(scope="module")
def trained():
    tables = {helpful: threads(helpful=helpful).drop(columns="thread") for helpful in (True, False)}
    return {helpful: train(table, "the ferry", context=True) for helpful, table in tables.items()}


def test_context_that_helps_on_comments_held_out_is_kept(trained):
    classifier, card = trained[True]
    said = card["metrics"]["context"]
    assert said["kept"] is True
    assert said["comments_that_answer"] == 72
    assert 0 < said["interval"][0] < said["log_loss_falls_by"] < said["interval"][1]
    assert said["log_loss"]["with"] == card["metrics"]["all"]["log_loss"] < said["log_loss"]["without"]
    assert said["macro_f1"]["with"] == card["metrics"]["all"]["macro_f1"] > said["macro_f1"]["without"]
    assert classifier.predict(["Exactly!"], context=["I hate it"]).tolist() == ["against"]


def test_context_that_is_noise_is_left_out(trained):
    classifier, card = trained[False]
    said = card["metrics"]["context"]
    assert said["kept"] is False
    assert said["interval"][0] <= 0
    assert said["log_loss"]["without"] == card["metrics"]["all"]["log_loss"]
    assert classifier.context_ is None
    table = threads(helpful=False)
    without = stance.StanceClassifier(target="the ferry").fit(table["text"], table["label"], groups_of(table, "id"))
    np.testing.assert_array_equal(classifier.coef_, without.coef_)


def test_figures_with_context_are_those_of_cross_validation(trained):
    table, metrics = threads(helpful=True).drop(columns="thread"), trained[True][1]["metrics"]
    assert metrics["held_out_together"] == ["texts", "replies"]
    texts, labels, groups = table["text"].tolist(), table["label"].to_numpy(str), groups_of(table, "id")
    context = answered_texts(table, "id")
    classifier = clone(trained[True][0])
    assert cross_validate(classifier, texts, labels, groups, context=context)["all"] == metrics["all"]
    assert learning_curve(classifier, texts, labels, groups, context=context) == metrics["learning_curve"][:-1]
    assert learning_curve(classifier, texts, labels, groups) != metrics["learning_curve"][:-1]


def test_what_cannot_be_measured_is_left_out_and_said():
    table = threads(helpful=True).assign(thread="t")
    texts, labels, groups = table["text"].tolist(), table["label"].to_numpy(str), np.zeros(len(table))
    offered = {"context": answered_texts(table, "id"), "headlines": ["Ferry to stay"] * len(texts)}
    kept, said, why = choose_beside(stance.StanceClassifier(), texts, labels, groups, offered)
    assert kept == {}
    for kind in offered:
        assert said[kind]["reason"] == "not measured: all comments are of one group"
    assert why == "all comments are of one group"


def test_context_that_helps_one_group_and_harms_another_is_left_out(monkeypatch):
    def held_out(classifier, texts, labels, groups):
        return np.full((3, 2), 0.5)

    def views(classifier, texts, labels, groups, share, beside, asked):
        of_a = np.array([0.9, 0.9, 0.7])
        return [np.column_stack([of_a, 1 - of_a]) for _ in asked]

    monkeypatch.setattr(choosing, "held_out_probabilities", held_out)
    monkeypatch.setattr(choosing, "held_out_views", views)
    offered = {"context": ["y"] * 3}
    kept, said, _ = choose_beside(None, ["x"] * 3, np.array(["a", "a", "b"]), np.array([0, 0, 1]), offered)
    assert kept == {}
    assert said["context"]["log_loss_falls_by"] > 0 > said["context"]["interval"][0]


@pytest.mark.parametrize(("groups", "kept"), [(4, False), (5, True)])
def test_what_helps_in_all_of_too_few_groups_is_left_out_and_said(groups, kept, monkeypatch):
    half, sure = np.full((10, 2), 0.5), np.column_stack([np.full(10, 0.9), np.full(10, 0.1)])
    monkeypatch.setattr(choosing, "held_out_probabilities", lambda *_: half)
    monkeypatch.setattr(choosing, "held_out_views", lambda *_: [sure, sure])
    labels = np.array(["a"] * 10)
    offered = {"context": ["y"] * 10}
    found, said, _ = choose_beside(None, ["x"] * 10, labels, np.arange(10) % groups, offered)
    assert (bool(found), said["context"]["kept"]) == (kept, kept)
    assert ("since 4 threads or authors are too few to tell" in beside_in_words("context", said["context"])) is not kept


def test_a_fall_of_the_loss_is_drawn_by_groups():
    falls = np.array([1.0, 1.0, 1.0, -1.0])
    mean, (low, high) = fall_with_interval(falls, np.array(["a", "a", "a", "b"]))
    assert (mean, low, high) == (0.5, -1.0, 1.0)
    assert fall_with_interval(falls, np.arange(4))[1] == fall_with_interval(falls, np.arange(4))[1]


def test_replies_stay_with_what_they_answer():
    table = threads(4, helpful=True).drop(columns="thread")
    assert len(set(groups_of(table))) == 12
    groups = groups_of(table, "id")
    assert groups.tolist() == np.repeat(groups[::3], 3).tolist()
    assert len(set(groups)) == 4
    halves = table[table["reply_to"] != ""]
    assert len(set(groups_of(halves, "id"))) == 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": "reply_to"}, r"there is no column 'reply_to'; context needs id \(or comment_id\) and reply_to"),
        ({"columns": "id"}, r"there is no column 'id'; context needs id \(or comment_id\)"),
        ({"index": [0, 3, 6]}, "no comment of the table answers another one of it: there is no context"),
    ],
)
def test_a_table_without_context_is_named(change, message):
    table = threads(3, helpful=True).drop(**change)
    with pytest.raises(stance.TableError, match=message):
        train(table, "the ferry", context=True)


def test_a_model_with_context_is_evaluated_with_it(trained):
    new = threads(9, helpful=True)
    new["text"] += " indeed"
    figures = evaluate(trained[True][0], new)
    assert figures["comments_that_answer"] == 18
    assert figures["accuracy"] > 0.9
    blind = evaluate(trained[True][0], new.drop(columns="reply_to"))
    assert blind["comments_that_answer"] == 0
    assert blind["accuracy"] < figures["accuracy"]
    assert "comments_that_answer" not in evaluate(trained[False][0], new)


def test_the_command_line_tries_context_and_says_what_it_found(tmp_path, capsys):
    data, model = tmp_path / "t.csv", tmp_path / "ferry"
    threads(helpful=True).rename(columns={"id": "comment_id"}).to_csv(data, index=False)
    assert main(["train", str(data), "--target", "the ferry", "--context", "--out", str(model)]) == 0
    said = capsys.readouterr().err
    assert "note: context is known for 72 comments and kept: with it the log-loss on comments held out falls by" in said
    page_ = model.with_suffix(".md").read_text(encoding="utf-8")
    assert "**Context** (the comment answered) is known for 72 comments and kept" in page_
    assert stance.load_classifier(model).card_["metrics"]["context"]["kept"] is True


def test_errors_that_were_counted_with_context_say_nothing_of_a_table_without(trained):
    """A reply of one word is told by what it answers: without, the same classifier errs more, and otherwise."""
    classifier, _ = trained[True]
    table = threads(helpful=True).assign(text=lambda t: t["text"] + " again").rename(columns={"id": "comment_id"})
    with_it, without = (
        stance.estimate_prevalence(one.drop(columns="label"), classifier=classifier)
        for one in (table, table.drop(columns="reply_to"))
    )
    assert np.isfinite(with_it.estimate).all()
    assert np.isnan(without.estimate).all()
    assert "counted where it knew which comment each answers, and the table names none" in without.groups[0].status
