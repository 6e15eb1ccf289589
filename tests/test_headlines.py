"""The headline above a comment: read where a classifier was trained with it, nothing assumed where it is unknown."""

from __future__ import annotations

import functools
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.special import softmax
from sklearn import config_context
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_validate

import stance
from stance.classifier import headlines as module
from stance.classifier.checks import check_headlines
from stance.classifier.features import NgramFeatures
from stance.classifier.headlines import HeadlineEffect, without_site
from stance.classifier.measuring import evaluate
from stance.classifier.training import groups_of, train
from stance.cli import main
from stance.prevalence.known_errors import known_errors, votes_of
from stance.table import headlines_of

ON_IT = ("The ferry: council votes again", "Ferry fares to rise", "No ferry after May, says mayor", "A new ferry?")
ELSEWHERE = ("How to prune roses", "Library closes early", "The best soups for winter", "School opens its doors")
LETTERS = ("Letters", "More letters", "Letters again", "Your letters")
VIEWS = {"against": "Scrap it, what a waste", "favor": "Keep it, it helps us all"}
ON_FERRY, ON_ROSES = "Ferry debate goes on", "When to prune roses"


def threads(count: int = 48, *, helpful: bool = True) -> pd.DataFrame:
    """Threads of four comments; what is said of the ferry below a headline on it is said of other things elsewhere."""
    rows = []
    for t in range(count):
        about = t % 2 == 0
        headline = (ON_IT if about else ELSEWHERE)[t // 2 % 4] if helpful else LETTERS[t // 2 % 4]
        for i, (label, text) in enumerate([*VIEWS.items()] * 2):
            told = label if about or not helpful else "none"
            rows.append((f"c{t}-{i}", f"t{t}", headline, f"{text} {t}{'abcd'[i]}", told))
        asked = "When does the ferry leave" if about else "When are roses pruned"
        rows.append((f"c{t}-n", f"t{t}", headline, f"{asked}, number {t}?", "none"))
    return pd.DataFrame(rows, columns=["id", "thread", "headline", "text", "label"])


TABLE = threads()


def fitted(**parameters) -> stance.StanceClassifier:
    given_ = {"headlines": TABLE["headline"]} | parameters.pop("fit", {})
    classifier = stance.StanceClassifier(target="the ferry", **parameters)
    return classifier.fit(TABLE["text"], TABLE["label"], TABLE["thread"], **given_)


@pytest.fixture(scope="module")
def reading():
    return fitted()


@pytest.fixture(scope="module")
def plain():
    return fitted(fit={"headlines": None})


# ------------------------------------------------------------------------------------------ what it does


def test_a_text_without_a_headline_is_scored_as_if_there_were_none_at_all(reading, plain):
    np.testing.assert_array_equal(reading.coef_, plain.coef_)
    np.testing.assert_array_equal(reading.intercept_, plain.intercept_)
    texts = TABLE["text"].tolist()
    expected = plain.decision_function(texts)
    np.testing.assert_array_equal(reading.decision_function(texts), expected)
    for missing in (None, "", " \n", float("nan"), pd.NA, pd.NaT):
        np.testing.assert_array_equal(reading.decision_function(texts[:1], headlines=[missing]), expected[:1])
        np.testing.assert_array_equal(reading.decision_function(texts[:2], headlines=missing), expected[:2])


def test_below_an_article_on_something_else_fewer_comments_are_views_of_the_target(reading, plain):
    against, none = list(reading.classes_).index("against"), list(reading.classes_).index("none")
    text = ["Scrap it, what a waste"]
    alone = plain.predict_proba(text)[0]
    ferry, roses = (reading.predict_proba(text, headlines=[h])[0] for h in (ON_FERRY, ON_ROSES))
    assert ferry[against] > alone[against] > roses[against]
    assert ferry[none] < alone[none] < roses[none]
    assert reading.predict(text, headlines=[ON_FERRY]).tolist() == ["against"]
    assert reading.predict(text, headlines=[ON_ROSES]).tolist() == ["none"]


def test_one_headline_stands_above_all_texts(reading):
    texts = TABLE["text"][:3].tolist()
    np.testing.assert_array_equal(
        reading.predict_proba(texts, headlines=ON_ROSES), reading.predict_proba(texts, headlines=[ON_ROSES] * 3)
    )
    one_for_all = fitted(fit={"headlines": "Letters"})
    assert np.abs(one_for_all.headlines_.added(one_for_all.features_, ["Letters"])).max() < 0.1  # it tells nothing


def test_the_errors_are_counted_with_headlines_and_without(reading, plain):
    right = [np.trace(one.confusion_) / one.confusion_.sum() for one in (plain, reading)]
    assert right[1] > right[0] + 0.1
    np.testing.assert_array_equal(reading.confusion_without_headlines_, plain.confusion_)
    assert plain.confusion_without_headlines_ is None


def test_the_same_text_below_two_headlines_is_two_observations_of_errors():
    twice = pd.concat([TABLE, TABLE.assign(headline=TABLE["headline"].map(lambda headline: f"{headline} at last"))])
    both = stance.StanceClassifier(target="the ferry").fit(
        twice["text"], twice["label"], twice["thread"], headlines=twice["headline"]
    )
    assert both.confusion_.sum() == 2 * len(TABLE)
    assert both.confusion_without_headlines_.sum() == len(TABLE)


def test_shares_are_freed_of_the_errors_that_go_with_what_the_table_tells(reading, plain):
    table = threads(12).assign(text=lambda table: table["text"] + " indeed")
    mixed = table.assign(headline=table["headline"].where(np.arange(len(table)) % 2 == 0))
    bare = table.drop(columns="headline")
    np.testing.assert_array_equal(known_errors(reading, bare), known_errors(plain, bare))
    told, half, untold = (known_errors(reading, one) for one in (table, mixed, bare))
    assert np.trace(told) > np.trace(half) > np.trace(untold)
    scored = stance.score(table, reading)  # votes made with headlines are not those of the table without
    np.testing.assert_array_equal(
        votes_of(scored.drop(columns="headline"), reading), votes_of(stance.score(bare, reading), reading)
    )


def test_accuracy_is_that_of_the_predictions_with_headlines(reading):
    texts, labels, above = TABLE["text"], TABLE["label"], TABLE["headline"]
    expected = np.mean(reading.predict(texts, headlines=above) == labels.to_numpy())
    assert reading.score(texts, labels, headlines=above) == expected > reading.score(texts, labels)
    weights = (labels == "none").to_numpy().astype(float)
    assert reading.score(["Keep it", "Roses"], ["none", "none"], [1, 3], headlines=ON_ROSES) == 1.0
    assert 0 <= reading.score(texts, labels, weights) <= 1


def test_scikit_learn_scores_with_headlines_where_they_are_routed():
    told = {"headlines": TABLE["headline"]}
    with config_context(enable_metadata_routing=True):
        one = stance.StanceClassifier(target="the ferry").set_fit_request(headlines=True)
        blind, sighted = (
            cross_validate(clone(one).set_score_request(headlines=asked), TABLE["text"], TABLE["label"], params=told)
            for asked in (False, True)
        )
    assert sighted["test_score"].mean() > blind["test_score"].mean() + 0.1


@pytest.mark.parametrize(
    "site", [" | The Harbour Times", " – Harbour Today", " - harbour-news.com", "  |  Island Letter"]
)
def test_the_name_of_the_site_is_no_part_of_a_headline(reading, site):
    several = _of_two_groups()
    for one in (reading, several):
        expected = one.decision_function(["Scrap it"], headlines=["When to prune roses"])
        named = "When to prune roses" + site.replace("Harbour", "Ferry")
        np.testing.assert_array_equal(one.decision_function(["Scrap it"], headlines=[named]), expected)


@pytest.mark.parametrize(
    "headline",
    [
        "A deal at last - or is it?",
        "Ferry - back",
        "Talks stall - and what it means today",
        "Roses | x",
        "What now: letters – and answers",
    ],
)
def test_what_follows_a_dash_is_part_of_a_headline_where_no_paper_is_called_so(headline):
    assert without_site(headline) == headline


def test_a_headline_without_a_known_word_is_as_good_as_none(reading):
    expected = reading.decision_function(["Scrap it"])
    for nothing in ("12345", "!!!", "渡し船", "qzx vwk"):
        np.testing.assert_array_equal(reading.decision_function(["Scrap it"], headlines=[nothing]), expected)
        explanation = reading.explain("Scrap it", headline=nothing)
        assert not [part for kind, part in explanation.parts if kind == "headline"]


def test_few_headlines_or_one_label_below_them_make_nobody_sure():
    few = [None] * len(TABLE)
    few[4] = "The ferry"
    np.testing.assert_array_equal(
        fitted(fit={"headlines": few}).predict_proba(["Scrap it"], headlines="The ferry"),
        fitted(fit={"headlines": None}).predict_proba(["Scrap it"]),
    )
    elsewhere = TABLE["headline"].where(~TABLE["headline"].isin(ON_IT))  # below those known all are "none"
    sure = fitted(fit={"headlines": elsewhere}).predict_proba(["Scrap it, what a waste"], headlines=ON_FERRY)
    assert sure.max() < 0.95


def test_all_ways_of_asking_know_the_headline(reading):
    texts = TABLE["text"][:4].tolist()
    scores = reading.decision_function(texts, headlines=ON_ROSES)
    np.testing.assert_allclose(softmax(scores, axis=1), reading.predict_proba(texts, headlines=ON_ROSES))
    np.testing.assert_allclose(
        np.exp(reading.predict_log_proba(texts, headlines=ON_ROSES)), reading.predict_proba(texts, headlines=ON_ROSES)
    )
    unsure = clone(reading).set_params(min_confidence=0.999)
    unsure = unsure.fit(TABLE["text"], TABLE["label"], TABLE["thread"], headlines=TABLE["headline"])
    told, untold = unsure.why_unlabelled(texts[:1], headlines=ON_ROSES), unsure.why_unlabelled(texts[:1])
    assert told != untold


def test_context_and_headlines_go_together():
    answers = [None, "Keep it"] * (len(TABLE) // 2)
    both, context = (fitted(fit={"context": answers, "headlines": h}) for h in (TABLE["headline"], None))
    np.testing.assert_array_equal(both.coef_, context.coef_)
    given_ = {"context": ["Keep it"], "headlines": ON_FERRY}
    added = both.headlines_.added(both.features_, [ON_FERRY])
    np.testing.assert_allclose(
        both.decision_function(["No"], **given_), context.decision_function(["No"], context=["Keep it"]) + added
    )


def test_without_calibration_headlines_add_nothing(plain):
    uncalibrated = fitted(folds=0)
    assert uncalibrated.confusion_ is None
    np.testing.assert_array_equal(
        uncalibrated.decision_function(["Scrap it"], headlines=[ON_ROSES]), uncalibrated.decision_function(["Scrap it"])
    )


# ------------------------------------------------------------------------------------------ how it is learnt


def test_with_no_offsets_it_is_scikit_learns_regression():
    read = sorted(set(TABLE["headline"]))
    features = NgramFeatures().fit(TABLE["text"])
    matrix = features.transform(read)[np.tile(np.arange(len(read)), 30)]
    codes = np.random.default_rng(0).integers(0, 3, size=matrix.shape[0])
    weights = module._fit(matrix, np.zeros((matrix.shape[0], 3)), codes)
    ones = np.ones((matrix.shape[0], 1))  # the intercept is penalised, too
    with_ones = sparse.hstack([matrix, ones], format="csr")
    reference = LogisticRegression(C=1 / module.PENALTY, fit_intercept=False, tol=1e-8, max_iter=2_000)
    expected = reference.fit(with_ones, codes).predict_proba(with_ones)
    np.testing.assert_allclose(softmax(matrix @ weights[:, :-1].T + weights[:, -1], axis=1), expected, atol=1e-4)
    np.testing.assert_allclose(weights.sum(axis=0), 0, atol=1e-12)


def test_what_a_headline_adds_is_told_by_others_where_errors_are_counted():
    codes = np.repeat([0, 1], 40)  # one headline a label: whoever has seen it knows the label
    headlines = ["apples"] * 40 + ["bridges"] * 40
    features = NgramFeatures().fit(["apples and pears", "bridges and ferries"])
    effect, added = HeadlineEffect.learn(headlines, features, {}, np.zeros((80, 2)), codes, 5)
    seen = effect.added(features, headlines)
    assert (np.argmax(seen, axis=1) == codes).all()
    assert (np.argmax(added, axis=1) != codes).all()


def test_only_texts_with_a_headline_teach_what_one_adds():
    codes, features = np.array([0, 1] * 20), NgramFeatures().fit(["apples", "bridges"])
    some = ["apples", "bridges"] * 10
    half = HeadlineEffect.learn([*some, *[None] * 20], features, {}, np.zeros((40, 2)), codes, 5)
    alone = HeadlineEffect.learn(some, features, {}, np.zeros((20, 2)), codes[:20], 5)
    np.testing.assert_array_equal(half[0].weights, alone[0].weights)
    np.testing.assert_array_equal(half[1], np.vstack([alone[1], np.zeros((20, 2))]))
    nothing = HeadlineEffect.learn([None] * 40, features, {"a": ["a"]}, np.zeros((40, 2)), codes, 5)
    assert not nothing[0].weights.any()
    assert not nothing[1].any()


# ------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "call", ["predict", "predict_proba", "predict_log_proba", "decision_function", "why_unlabelled"]
)
def test_headlines_are_refused_by_a_model_that_was_trained_without(plain, call):
    with pytest.raises(ValueError, match=r"trained without headlines and cannot use them; leave out headlines=, or"):
        getattr(plain, call)(["Scrap it"], headlines=[None])
    with pytest.raises(ValueError, match="trained without headlines"):
        plain.explain("Scrap it", headline=ON_FERRY)


@pytest.mark.parametrize(
    ("headlines", "message"),
    [
        ([None], "240 texts but 1 of headlines"),
        ([None] * 239 + [3], "headlines 239 is int; it is a string, or None where there is none"),
        (b"Ferry", "headlines 0 is bytes; it is a string, or None where there is none"),
        (3, "headlines 0 is int; it is a string, or None where there is none"),
        (np.array([["a"]] * 240), "headlines must hold one text a row; give one column of the table"),
    ],
)
def test_headlines_that_are_none_are_named(reading, headlines, message):
    with pytest.raises(ValueError, match=message):
        fitted(fit={"headlines": headlines})
    with pytest.raises(ValueError, match=message):
        reading.predict(TABLE["text"], headlines=headlines)


def test_headlines_are_for_one_target():
    targets = ["ferry", "bridge"] * (len(TABLE) // 2)
    with pytest.raises(ValueError, match="headlines are for a classifier of one target; leave them out, or targets"):
        fitted(fit={"targets": targets})


@given(st.lists(st.one_of(st.sampled_from([None, float("nan"), pd.NA, "", " \t"]), st.text(max_size=30))))
def test_every_text_has_one_headline_or_none(headlines):
    checked = check_headlines(headlines, len(headlines))
    assert [h for h in checked if h is not None] == [h for h in headlines if isinstance(h, str) and h.strip()]
    features = NgramFeatures().fit(TABLE["text"])
    effect = HeadlineEffect.learn(checked, features, {}, np.zeros((len(checked), 2)), np.arange(len(checked)) % 2, 5)[0]
    added = effect.added(features, checked)
    assert added.shape == (len(checked), 2)
    assert np.isfinite(added).all()
    assert not added[[h is None for h in checked]].any()


# ------------------------------------------------------------------------------------------ why


@settings(max_examples=40)
@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=40), st.sampled_from([*ON_IT, *ELSEWHERE])))
def test_explanations_with_a_headline_add_up_to_the_score(text, headline):
    reading = _of_two_groups()
    explanation = reading.explain(text, headline=headline)
    scores = reading.decision_function([text], headlines=[headline])[0]
    np.testing.assert_allclose(explanation.contributions.sum(axis=0), scores, atol=1e-9)
    np.testing.assert_allclose(explanation.probabilities, reading.predict_proba([text], headlines=[headline])[0])


@functools.cache
def _of_two_groups() -> stance.StanceClassifier:
    return fitted(mentions={"ferry": ["ferr"], "fares": ["fare", "ticket"]})


def test_the_words_of_the_headline_are_parts_of_an_explanation(reading):
    explanation = reading.explain("Scrap it, what a waste", headline="The ferry again")
    said = [part for kind, part in explanation.parts if kind == "headline"]
    assert said == ["The", "ferry", "again", "speaks of: the ferry", "what it does not speak of"]
    several = fitted(mentions={"ferry": ["ferr"], "fares": ["fare", "ticket"]})
    said = [part for kind, part in several.explain("No", headline="The ferry").parts if kind == "headline"]
    assert said == ["The", "ferry", "speaks of: ferry", "speaks of: any of these", "what it does not speak of"]
    place = explanation.parts.index(("headline", "ferry"))
    against, none = (list(explanation.classes).index(name) for name in ("against", "none"))
    assert explanation.contributions[place, against] > 0 > explanation.contributions[place, none]
    unread = reading.explain("Scrap it, what a waste")
    others = [i for i, (kind, _) in enumerate(explanation.parts) if kind != "headline"]
    assert [explanation.parts[i] for i in others] == list(unread.parts)
    np.testing.assert_array_equal(explanation.contributions[others], unread.contributions)
    word = explanation.parts.index(("word", "waste"))
    without = reading.predict_proba(["Scrap it, what a "], headlines="The ferry again")[0, against]
    assert explanation.without[word] == pytest.approx(explanation.probabilities[against] - without)


# ------------------------------------------------------------------------------------------ the artefact


def test_saved_and_loaded_it_reads_headlines_as_before(reading, plain, tmp_path):
    loaded = stance.load_classifier(reading.save(tmp_path / "m"))
    texts, above = TABLE["text"].tolist(), [None, "Tickets", *TABLE["headline"][2:]]
    np.testing.assert_array_equal(
        loaded.decision_function(texts, headlines=above), reading.decision_function(texts, headlines=above)
    )
    assert loaded.fingerprint_ == reading.fingerprint_ != plain.fingerprint_
    again = stance.load_classifier(loaded.save(tmp_path / "again"))
    assert again.fingerprint_ == reading.fingerprint_
    without = plain.save(tmp_path / "plain")
    with np.load(without) as stored:
        assert not [name for name in stored.files if "headline" in name]
    assert stance.load_classifier(without).headlines_ is None


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("headline_coef", lambda array: array[:, 1:]),
        ("headline_coef", lambda array: array[:1]),
        ("headline_coef", lambda array: np.full_like(array, np.nan)),
        ("headline_coef", lambda array: array.astype("U")),
        ("headline_mean", lambda array: array[:0]),
        ("headline_mean", lambda array: None),
        ("headline_scale", lambda array: 0 * array),
        ("headline_scale", lambda array: None),
        ("confusion_without_headlines", lambda array: array[1:]),
        ("confusion_without_headlines", lambda array: None),
    ],
)
def test_a_file_whose_headlines_do_not_fit_is_refused(reading, tmp_path, name, change):
    path = reading.save(tmp_path / "m")
    with np.load(path) as stored:
        arrays = dict(stored)
    arrays[name] = change(arrays[name])
    np.savez_compressed(path, **{key: array for key, array in arrays.items() if array is not None})
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged"):
        stance.load_classifier(path)


def test_a_file_of_several_targets_with_headlines_is_refused(reading, tmp_path):
    targets = ["bridge", "ferry"] * (len(TABLE) // 2)
    several = stance.StanceClassifier().fit(TABLE["text"], TABLE["label"], targets=targets)
    path = several.save(tmp_path / "m")
    with np.load(path) as stored, np.load(reading.save(tmp_path / "one")) as of_one:
        arrays = dict(stored) | {name: of_one[name] for name in of_one.files if "headline" in name}
    spoken = len(several.cues_.mentions) + 1
    columns = len(arrays["word_terms"]) + len(arrays["char_terms"]) + spoken + 1
    arrays |= {"headline_coef": np.zeros((3, columns), np.float16), "headline_mean": np.zeros(spoken, np.float32)}
    arrays["headline_scale"] = np.ones(spoken, np.float32)
    np.savez_compressed(path, **arrays)
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged, the arrays do not fit one another"):
        stance.load_classifier(path)


# ------------------------------------------------------------------------------------------ tables


def test_the_headline_of_a_table_is_its_own_column_or_the_title_of_the_page():
    table = pd.DataFrame({"text": ["a", "b", "c"], "page_title": ["'=Talks", pd.NA, " "]})
    assert headlines_of(table) == ["=Talks", None, None]
    assert headlines_of(table.assign(headline=["A", "", "C"])) == ["A", None, "C"]
    assert headlines_of(table.assign(headline=["", "B", pd.NA])) == ["=Talks", "B", None]
    assert headlines_of(table[["text"]]) is None
    doubled = table[["text", "page_title", "page_title"]]
    with pytest.raises(stance.TableError, match="two columns are called 'page_title'; leave one out"):
        headlines_of(doubled)


def test_score_reads_the_headlines_of_a_table(reading, plain):
    table = pd.DataFrame({"comment_id": list("abc"), "text": ["Scrap it, what a waste"] * 3})
    headed = table.assign(page_title=[ON_FERRY, ON_ROSES, None])
    scored = stance.score(headed, reading)
    assert scored["stance"].tolist()[:2] == ["against", "none"]
    assert scored.attrs["read"] == ["headlines"]
    assert stance.score(table, reading).attrs["read"] == []
    columns = ["p_against", "p_favor", "p_none"]
    expected = reading.predict_proba(table["text"], headlines=[ON_FERRY, ON_ROSES, None])
    np.testing.assert_array_equal(scored[columns].to_numpy(), expected)
    assert votes_of(scored.drop(columns="stance"), reading).tolist()[:2] == [2, 1]
    for one, data in ((plain, headed), (plain, table), (reading, table)):
        unread = stance.score(data, one)
        np.testing.assert_array_equal(unread[columns].to_numpy(), plain.predict_proba(table["text"]))


def test_the_shipped_model_reads_headlines_and_needs_none():
    shipped = stance.load_classifier()
    text = ["What a waste of time, they will never agree."]
    alone, talks, roses = (
        shipped.predict_proba(text, headlines=h)[0]
        for h in (None, "Japan, US end sixth round of tariff talks without a deal", "How and when to prune your roses")
    )
    none = list(shipped.classes_).index("none")
    assert talks[none] < alone[none] < roses[none]


# ------------------------------------------------------------------------------------------ training


@pytest.fixture(scope="module")
def trained():
    return {helpful: train(threads(helpful=helpful), "the ferry", headlines=True) for helpful in (True, False)}


def test_headlines_that_help_on_comments_held_out_are_kept(trained):
    classifier, card = trained[True]
    said = card["metrics"]["headlines"]
    assert said["kept"] is True
    assert said["comments_with_headline"] == len(TABLE)
    assert 0 < said["interval"][0] < said["log_loss_falls_by"] < said["interval"][1]
    assert said["log_loss"]["with"] == card["metrics"]["all"]["log_loss"] < said["log_loss"]["without"]
    assert said["macro_f1"]["with"] == card["metrics"]["all"]["macro_f1"] > said["macro_f1"]["without"]
    for figure in ("log_loss", "macro_f1"):  # whoever does not tell the headline loses nothing
        assert said[figure]["withheld"] == said[figure]["without"]
    assert classifier.predict(["Scrap it"], headlines=[ON_ROSES]).tolist() == ["none"]


def test_headlines_that_say_nothing_are_left_out(trained):
    classifier, card = trained[False]
    assert card["metrics"]["headlines"]["kept"] is False
    assert card["metrics"]["headlines"]["interval"][0] <= 0
    assert classifier.headlines_ is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"drop": "headline"}, r"there is no column 'headline'; add it \(or page_title\), or leave out --headlines"),
        ({"headline": ""}, "no comment of the table has a headline; leave out --headlines"),
        ({"headline": "Ferry"}, "all comments stand below one headline, 'Ferry'; leave out --headlines"),
    ],
)
def test_a_table_without_headlines_is_named(change, message):
    table = TABLE.drop(columns="headline") if "drop" in change else TABLE.assign(**change)
    with pytest.raises(stance.TableError, match=message):
        train(table, "the ferry", headlines=True)


def test_a_model_with_headlines_is_evaluated_with_them(trained):
    new = threads(12).assign(text=lambda table: table["text"] + " indeed")
    figures, without = (evaluate(trained[True][0], one) for one in (new, new.drop(columns="headline")))
    assert figures["comments_with_headline"] == len(new)
    assert without["comments_with_headline"] == 0
    assert figures["accuracy"] > without["accuracy"] + 0.1


def test_the_command_line_trains_with_headlines_and_says_what_they_did(tmp_path, capsys):
    TABLE.to_csv(tmp_path / "mine.csv", index=False)
    out = tmp_path / "ferry"
    told = ["train", str(tmp_path / "mine.csv"), "--target", "the ferry", "--headlines", "--out", str(out)]
    assert main(told) == 0
    assert (
        f"note: headlines are known for {len(TABLE)} comments and kept: with them the log-loss"
        in capsys.readouterr()[1]
    )
    card = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["metrics"]["headlines"]["kept"] is True
    assert "**Headlines** (the headline above) are known" in out.with_suffix(".md").read_text(encoding="utf-8")
    assert main(["evaluate", str(out) + ".npz", str(tmp_path / "mine.csv")]) != 0  # all of it was trained on
    threads(12).assign(text=lambda table: table["text"] + " now").to_csv(tmp_path / "new.csv", index=False)
    assert main(["evaluate", str(out) + ".npz", str(tmp_path / "new.csv"), "--target", "the ferry"]) == 0
    assert "the headline above is known for 60 and was read, too" in capsys.readouterr()[0]
    pd.read_csv(tmp_path / "new.csv").drop(columns="headline").to_csv(tmp_path / "bare.csv", index=False)
    assert main(["evaluate", str(out) + ".npz", str(tmp_path / "bare.csv"), "--target", "the ferry"]) == 0
    said = capsys.readouterr()
    assert "headline" not in said[0]
    assert "note: the classifier reads headlines, and the table has none (column headline or page_title)" in said[1]


def test_a_table_with_two_columns_of_a_name_is_refused(tmp_path, capsys):
    doubled = pd.concat([TABLE, TABLE[["headline"]]], axis=1)
    doubled.to_csv(tmp_path / "mine.csv", index=False)
    assert main(["train", str(tmp_path / "mine.csv"), "--target", "the ferry", "--headlines"]) == 1
    assert "mine.csv: two columns are called 'headline'; leave one out" in capsys.readouterr()[1]


def test_comments_below_one_headline_are_held_out_together():
    table = TABLE.assign(thread=[f"t{i}" for i in range(len(TABLE))])
    _, card = train(table, "the ferry", headlines=True)
    assert card["metrics"]["held_out_together"] == ["threads", "texts", "headlines"]
    assert len(np.unique(groups_of(table, headlines=TABLE["headline"].tolist()))) == len(set(TABLE["headline"]))
    some = [None, *TABLE["headline"][1:]]
    assert len(np.unique(groups_of(table, headlines=some))) == len(set(TABLE["headline"])) + 1
