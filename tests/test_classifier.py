"""StanceClassifier keeps scikit-learn's contract; the shipped model is the one that its data give."""

from __future__ import annotations

import json
import shutil
import zipfile

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from threadpoolctl import threadpool_limits

import stance
from stance.classifier import artefact
from stance.classifier.background import FILE, count_background
from stance.classifier.choosing import ANSWERED, with_answers
from stance.classifier.evaluation import cross_validate
from stance.classifier.features import NgramFeatures
from stance.classifier.linear import as_stored
from stance.classifier.splits import held_together
from stance.classifier.tables import read_contrast, read_labelled, read_mentions
from stance.classifier.training import groups_of, natural_prior, train
from tests.benchmarks.bench_stance import NEAR_THE_TALKS
from tests.conftest import BENCH, ROOT

DATA = ROOT / "data" / "comments.csv"
MENTIONS = ROOT / "data" / "mentions.csv"
CONTRAST = ROOT / "data" / "contrast.csv"
SHIPPED = ROOT / "stance" / "models" / "us-japan-talks"


@pytest.fixture(scope="module")
def corpus():
    return read_labelled(DATA)[0]


@pytest.fixture(scope="module")
def small(corpus):
    rows = corpus.iloc[::16]
    return rows["text"].tolist(), rows["label"].to_numpy(dtype=str)


@pytest.fixture(scope="module")
def fitted(small):
    return stance.StanceClassifier().fit(*small)


# ------------------------------------------------------------------------------------------ the shipped model


def test_the_shipped_model_is_rebuilt_from_its_data(corpus, scored_seeds):
    shipped = stance.load_classifier("us-japan-talks")
    table = with_answers(corpus)
    settled = table[table["disputed"] != "yes"]
    pairs, pairs_sha256 = read_contrast(CONTRAST)
    rebuilt = stance.StanceClassifier(
        mentions=read_mentions(MENTIONS), class_prior=natural_prior(corpus), contrast=pairs
    )
    with threadpool_limits(1, user_api="blas"):  # as stance train has it: the same bits on the same kind of processor
        beside = {"context": settled[ANSWERED], "headlines": settled["headline"]}
        groups = groups_of(settled, "id", settled["headline"].tolist())
        rebuilt.fit(settled["text"], settled["label"], groups, **beside)
    texts, others = [*table["text"], *scored_seeds["text"]], [None] * len(scored_seeds)
    answered, headlines = [*table[ANSWERED], *others], [*table["headline"], *others]
    assert rebuilt.classes_.tolist() == shipped.classes_.tolist()
    for beside in ({}, {"context": answered}, {"context": answered, "headlines": headlines}):
        found, stored = (c.predict_proba(texts, **beside) for c in (rebuilt, shipped))
        np.testing.assert_allclose(found, stored, atol=0.005)  # another kind of processor rounds sums in another way
        assert np.abs(found - stored).mean() < 0.0005
    np.testing.assert_array_equal(rebuilt.confusion_.sum(axis=1), shipped.confusion_.sum(axis=1))
    np.testing.assert_array_equal(rebuilt.seen_, shipped.seen_)
    assert shipped.card_["data"]["sha256"] == read_labelled(DATA)[1]
    assert shipped.card_["data"]["contrast"] == {"texts": len(pairs), "file": "contrast.csv", "sha256": pairs_sha256}


def test_both_shipped_models_learnt_from_the_same_data():
    cards = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.parent.glob("*.json"))]
    assert [card["encoder"] is None for card in cards] == [False, True]
    for part in ("data", "mentions", "target"):
        assert cards[0][part] == cards[1][part]
    assert cards[0]["parameters"] == cards[1]["parameters"]
    for kind in ("context", "headlines"):
        assert [card["metrics"][kind]["kept"] for card in cards] == [True, True]


def test_the_card_names_data_method_and_baselines():
    card = stance.load_classifier().card_
    assert card["target"] == "us-japan-talks"
    assert set(card["data"]["origin"]) == {"synthetic"}
    assert card["data"]["comments"] > 8_000
    for part in ("all", "threads"):
        measured = card["metrics"][part]
        assert measured["macro_f1"] > measured["baselines"]["majority"]["macro_f1"]
        assert measured["accuracy"] > measured["baselines"]["majority"]["accuracy"]
        assert measured["log_loss"] < measured["baselines"]["prior"]["log_loss"]
        assert measured["brier"] < measured["baselines"]["prior"]["brier"]
        low, high = measured["macro_f1_interval"]
        assert low < measured["macro_f1"] < high
        assert np.sum(measured["confusion"]) == measured["comments"]


def test_the_shipped_model_is_small_and_holds_no_pickle():
    assert SHIPPED.with_suffix(".npz").stat().st_size < 3_000_000
    with np.load(SHIPPED.with_suffix(".npz"), allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "Ufu" for name in stored.files)


def test_the_background_is_that_of_the_comments(corpus):
    counted = count_background(corpus["text"].tolist())
    with np.load(FILE, allow_pickle=False) as stored:
        assert set(stored.files) == set(counted)
        for name, values in counted.items():
            np.testing.assert_array_equal(stored[name], values)


def test_words_that_are_rare_elsewhere_weigh_more_where_labels_are_few():
    texts = ["the ferry is late", "the ferry is the ferry", "why is the ferry late"]
    features = NgramFeatures().fit(texts)
    idf = dict(zip(features.word.get_feature_names_out(), features.word.idf_, strict=True))
    assert idf["ferry"] > idf["is"] + 2


def test_the_seed_comments_are_not_in_the_training_data(corpus, scored_seeds):
    def grams(text):
        words = text.lower().split()
        return set(zip(words, words[1:], words[2:], words[3:], strict=False))

    known = [grams(text) for text in corpus["text"]]
    for text in scored_seeds["text"]:
        own = grams(text)
        assert max(len(own & of_one) for of_one in known) <= 0.1 * max(10, len(own)), text


# ------------------------------------------------------------------------------------------ the contract


def test_fit_returns_self_and_leaves_parameters_alone(small):
    classifier = stance.StanceClassifier(target="x", C=3.0)
    given = classifier.get_params()
    assert classifier.fit(*small) is classifier
    assert classifier.get_params() == given == stance.StanceClassifier(target="x", C=3.0).get_params()
    assert clone(classifier).get_params() == classifier.get_params()
    assert not hasattr(clone(classifier), "classes_")


def test_probabilities_sum_to_one_and_agree_with_predictions(fitted, small):
    probabilities = fitted.predict_proba(small[0])
    assert probabilities.shape == (len(small[0]), 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert (fitted.classes_[probabilities.argmax(axis=1)] == fitted.predict(small[0])).all()
    np.testing.assert_allclose(np.exp(fitted.predict_log_proba(small[0])), probabilities)
    assert fitted.score(*small) > 0.9


def test_it_works_in_pipelines_searches_and_cross_validation(small):
    texts, labels = small
    search = GridSearchCV(stance.StanceClassifier(), {"C": [1.0, 10.0]}, cv=3).fit(texts, labels)
    assert search.best_params_["C"] in (1.0, 10.0)
    assert make_pipeline(stance.StanceClassifier()).fit(texts, labels).predict(texts[:2]).shape == (2,)
    prior = (0.3, 0.1, 0.6)
    crossed = cross_val_predict(stance.StanceClassifier(class_prior=prior), texts, labels, cv=3, method="predict_proba")
    assert crossed.shape == (len(texts), 3)


def test_two_labels_are_enough(small):
    texts, labels = small
    rows = labels != "none"
    two = stance.StanceClassifier().fit([t for t, r in zip(texts, rows, strict=True) if r], labels[rows])
    assert two.classes_.tolist() == ["against", "favor"]
    np.testing.assert_allclose(two.predict_proba(texts).sum(axis=1), 1)
    assert two.score([t for t, r in zip(texts, rows, strict=True) if r], labels[rows]) > 0.9


def test_with_two_labels_the_decision_is_one_column(small):
    texts, labels = small
    chosen = [t for t, label in zip(texts, labels, strict=True) if label != "none"]
    two = labels[labels != "none"]
    scores = cross_val_score(stance.StanceClassifier(), chosen, two, cv=3, scoring="roc_auc")
    assert ((scores >= 0) & (scores <= 1)).all()
    fitted = stance.StanceClassifier().fit(chosen, two)
    decision = fitted.decision_function(chosen)
    assert decision.shape == (len(chosen),)
    assert (fitted.classes_[(decision > 0).astype(int)] == fitted.predict(chosen)).all()


def test_a_series_of_priors_is_read_by_its_names(small):
    shares = pd.Series({"none": 0.6, "against": 0.3, "favor": 0.1})
    by_series = stance.StanceClassifier(class_prior=shares).fit(*small)
    by_dict = stance.StanceClassifier(class_prior=shares.to_dict()).fit(*small)
    np.testing.assert_array_equal(by_series.predict_proba(["rice"]), by_dict.predict_proba(["rice"]))


def test_a_searched_model_can_be_saved(small, tmp_path):
    search = GridSearchCV(stance.StanceClassifier(), {"min_df": np.arange(2, 4)}, cv=2).fit(*small)
    loaded = stance.load_classifier(search.best_estimator_.save(tmp_path / "m"))
    assert loaded.min_df == search.best_params_["min_df"]


def test_a_class_prior_moves_probabilities_by_the_ratio_of_priors(fitted, small):
    texts, labels = small
    prior = {"against": 0.2, "favor": 0.2, "none": 0.6}
    moved = stance.StanceClassifier(class_prior=prior).fit(texts, labels)
    ratio = np.array([prior[name] / np.mean(labels == name) for name in fitted.classes_])
    expected = fitted.predict_proba(texts) * ratio
    np.testing.assert_allclose(moved.predict_proba(texts), expected / expected.sum(axis=1, keepdims=True), rtol=1e-6)


@pytest.mark.parametrize(
    "text", ["😀" * 200_000, "walk away " * 100_000, "“" * 100_000, "x" * 500_000, "but " * 100_000]
)
def test_endless_comments_are_classified_without_endless_work(fitted, text):
    assert fitted.predict_proba([text]).shape == (1, 3)


def test_before_fitting_it_says_so():
    with pytest.raises(NotFittedError, match="This StanceClassifier instance is not fitted yet"):
        stance.StanceClassifier().predict(["a"])


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        ("one text", ["none"], "got one string; put it into a list"),
        (["a", None], ["none", "favor"], "text 1 is NoneType, not a string"),
        (["a", " "], ["none", "favor"], "text 1 is blank"),
        (["a", "b"], ["none"], "2 texts but 1 labels"),
        (["a b", "b a"], ["none", "none"], "needs two labels or more"),
        (["a", "b"], ["none", np.nan], "label 1 is missing"),
        (["a", "b"], ["none", None], "label 1 is missing"),
        (np.array([["a"], ["b"]]), ["none", "favor"], "one column of the table"),
    ],
)
def test_bad_training_data_are_named_by_row(texts, labels, message):
    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier().fit(texts, labels)


@pytest.mark.parametrize(
    ("prior", "message"),
    [
        ({"against": 0.5, "favor": 0.5}, "class_prior names"),
        ({"against": 0.5, "favor": 0.5, "none": 0.5}, "summing to 1"),
        ({"against": 1.5, "favor": -0.5, "none": 0.0}, "a positive share"),
        ((0.5, 0.5), "each of the 3 labels"),
    ],
)
def test_a_wrong_class_prior_is_refused(small, prior, message):
    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier(class_prior=prior).fit(*small)


def test_real_comments_on_other_subjects_are_hardly_taken_for_a_view():
    path = BENCH / "nyt_comments" / "comments.jsonl"
    if not path.exists():
        pytest.skip("the benchmark's real comments are not beside this checkout")
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    others = [text for text in texts if not NEAR_THE_TALKS.search(text)]
    assert len(others) > 3000
    assert np.mean(stance.load_classifier().predict(others) != "none") < 0.05


# ------------------------------------------------------------------------------------------ the artefact


def test_typographic_marks_change_nothing():
    typed = ['"Great" deal... don\'t sign it', "'no' to this", "waiting...... and waiting.."]
    printed = ["“Great” deal… don’t sign it", "‘no’ to this", "waiting… and waiting..."]
    classifier = stance.load_classifier()
    np.testing.assert_array_equal(classifier.predict_proba(typed), classifier.predict_proba(printed))


def test_characters_that_nobody_sees_change_nothing():
    typed = ["Great deal for the car makers, don't sign it", "no to this tariff"]
    hidden = ["\ufeffGreat\u200b deal\u200b for the car\u2060 makers, don't sign it", "no to this tar\xadiff"]
    classifier = stance.load_classifier()
    np.testing.assert_array_equal(classifier.predict_proba(typed), classifier.predict_proba(hidden))


def test_a_weight_that_is_too_great_to_store_still_decides():
    rounded = as_stored(np.array([[1e9, -1e9, 0.1, 0.0]]))
    assert np.isfinite(rounded).all()
    assert rounded[0, 0] == -rounded[0, 1] > 60_000
    np.testing.assert_allclose(rounded[0, 2:], [0.1, 0.0], rtol=1e-3)


def test_saved_and_loaded_it_is_the_same(fitted, small, tmp_path):
    path = fitted.save(tmp_path / "mine", note="x")
    assert path == tmp_path / "mine.npz"
    for given in (tmp_path / "mine", tmp_path / "mine.npz", str(tmp_path / "mine.json")):
        loaded = stance.load_classifier(given)
        np.testing.assert_array_equal(loaded.predict_proba(small[0]), fitted.predict_proba(small[0]))
    assert loaded.card_["note"] == "x"
    assert loaded.get_params() == fitted.get_params()
    assert clone(loaded).fit(*small).predict(["walk away"]) == fitted.predict(["walk away"])


def test_saving_twice_gives_the_same_bytes(fitted, tmp_path):
    first, second = fitted.save(tmp_path / "a"), fitted.save(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".json").read_bytes() == second.with_suffix(".json").read_bytes()


@pytest.fixture
def stored(tmp_path):
    for suffix in (".npz", ".json"):
        shutil.copy(SHIPPED.with_suffix(suffix), tmp_path / f"m{suffix}")
    return tmp_path / "m.npz"


def change_card(stored, **changes):
    card = stored.with_suffix(".json")
    card.write_text(json.dumps(json.loads(card.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_model_without_its_card_is_refused(stored):
    stored.with_suffix(".json").unlink()
    with pytest.raises(stance.ArtefactError, match=r"m\.json: the model's card is missing"):
        stance.load_classifier(stored)


def test_another_format_is_refused(stored):
    change_card(stored, format=99)
    with pytest.raises(stance.ArtefactError, match="format 99, this version reads 5; train the model again"):
        stance.load_classifier(stored)


@pytest.mark.parametrize(
    "changes",
    [
        {"classes": ["favor"]},
        {"classes": ["favor", "favor", "none"]},
        {"classes": [[1], [2], [3]]},
        {"classes": None},
        {"parameters": {"C": 1.0, "n_jobs": 2}},
        {"targets": "us-japan-talks"},
        {"mentions": {"talks": [1, 2]}},
        {"mentions": 3},
        {"cue_weight": None},
        {"encoder": {"name": "x"}},
    ],
)
def test_a_card_that_does_not_fit_is_refused(stored, changes):
    change_card(stored, **changes)
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged"):
        stance.load_classifier(stored)


@pytest.mark.parametrize("name", ["", ".", "/", "x" * 300, "nowhere/us-japan-talks"])
def test_what_is_no_name_of_a_model_is_refused(name):
    with pytest.raises(stance.ArtefactError, match="there is no classifier"):
        stance.load_classifier(name)


def test_a_model_damaged_anywhere_is_refused_or_whole(stored):
    whole = stored.read_bytes()
    for place in np.random.default_rng(0).integers(0, len(whole), 40):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        stored.write_bytes(damaged)
        try:
            stance.load_classifier(stored)
        except stance.ArtefactError as error:
            assert "m.npz" in str(error)  # noqa: PT017 - some bytes of a zip file bear nothing


def test_a_truncated_model_is_refused(stored):
    stored.write_bytes(stored.read_bytes()[:1000])
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: cannot be read as a model"):
        stance.load_classifier(stored)


def test_a_model_that_lacks_an_array_is_refused(stored):
    with np.load(stored) as arrays:
        kept = {name: arrays[name] for name in arrays.files if name != "coef"}
    np.savez_compressed(stored, **kept)
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged, coef"):
        stance.load_classifier(stored)


def test_a_pickle_in_a_model_is_never_opened(stored):
    with np.load(stored) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    kept["coef"] = np.array([{"code": "would run"}], dtype=object)
    np.savez_compressed(stored, **kept)
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: cannot be read as a model"):
        stance.load_classifier(stored)


def test_a_model_that_unpacks_to_too_much_is_refused(stored, monkeypatch):
    with zipfile.ZipFile(stored) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    monkeypatch.setattr(artefact, "MAX_BYTES", size - 1)
    with pytest.raises(stance.ArtefactError, match="a model may have"):
        stance.load_classifier(stored)


def test_a_folder_to_save_in_must_be_there(fitted, tmp_path):
    with pytest.raises(stance.ArtefactError, match="there is no such folder to save a model in"):
        fitted.save(tmp_path / "gone" / "mine")


# ------------------------------------------------------------------------------------------ training


def test_threads_and_authors_are_never_divided_between_folds(corpus):
    tied = groups_of(
        corpus.assign(text=corpus["id"])
    )  # by thread and author alone: a common reply may be in two splits
    assert corpus.assign(group=tied).groupby("group")["split"].nunique().max() == 1
    groups = groups_of(corpus)
    for column in ("thread", "author"):
        assert corpus.assign(group=groups).groupby(column)["group"].nunique().max() == 1
    assert len(set(groups)) > 100


def test_comments_without_a_named_author_are_not_one_group(corpus):
    nameless = corpus.assign(author="", thread="", text=corpus["id"])
    assert len(set(groups_of(nameless))) == len(corpus)


def test_one_thread_alone_is_not_measured(corpus):
    rows = corpus[corpus["thread"] == corpus["thread"].mode()[0]]
    assert rows["label"].nunique() == 3
    measured = cross_validate(
        stance.StanceClassifier(), rows["text"].tolist(), rows["label"].to_numpy(str), np.zeros(len(rows))
    )
    assert measured == {"method": "not measured: all comments are of one group"}


def test_training_gives_the_same_weights_however_many_cores_there_are(corpus):
    weights = []
    for cores in (1, 2):
        with threadpool_limits(cores):
            weights.append(train(corpus.iloc[:150])[0].coef_)
    assert np.array_equal(*weights)


def test_labelled_texts_are_read_without_the_guard_that_csv_files_have(tmp_path):
    (tmp_path / "t.csv").write_text("text,label\n'@Ann Deal!,favor\n'tis over,against\n+1,none\n")
    assert read_labelled(tmp_path / "t.csv")[0]["text"].tolist() == ["@Ann Deal!", "'tis over", "+1"]


def test_a_label_of_one_thread_only_is_not_measured_and_said(corpus):
    threads = corpus[corpus["site"] != ""].groupby("site")["thread"].first().iloc[::12].tolist()
    rows = corpus[corpus["thread"].isin(threads)]
    rows = rows[(rows["label"] != "favor") | (rows["thread"] == threads[0])]
    assert rows["label"].nunique() == 3
    classifier, card = train(rows, class_prior={"none": 0.6, "against": 0.3, "favor": 0.1})
    assert card["metrics"]["method"] == "not measured: too few threads or authors have the label favor"
    assert classifier.classes_.tolist() == ["against", "favor", "none"]


def test_blank_threads_are_no_thread(corpus):
    singles = corpus.groupby("thread")["thread"].transform("size") == 1
    assert singles.any()
    blank = corpus.assign(thread=corpus["thread"].where(~singles, ""))
    assert natural_prior(blank) == natural_prior(corpus)


def test_training_without_threads_or_target(corpus, tmp_path):
    rows = corpus.iloc[::16][["text", "label"]]
    with pytest.raises(stance.TableError, match="the table names none; say which: --target NAME"):
        train(rows)
    classifier, card = train(rows, target="mine")
    assert classifier.target == "mine"
    assert classifier.class_prior is None
    assert card["data"]["origin"] == {}
    assert "threads" not in card["metrics"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,label\na,favour\n", "comment 1 has the label 'favour'; labels are favor, none, against"),
        ("text,label\na,none\n ,none\n", "comment 2 has no text"),
        ("text,label\ntoo dear, scrap it,against\n", "row 1 has 3 cells, the header has 2"),
        ("text,stance\na,none\n", "there is no column 'label'; it has text, stance"),
        ("text,label\na,none\nb,favor\n", "only favor, none among the labels; all three are needed"),
        ('text,label\n"a,none\n', "cannot be read as a CSV table"),
        ("", "cannot be read as a CSV table"),
    ],
)
def test_a_bad_table_is_refused_by_row(tmp_path, content, message):
    (tmp_path / "t.csv").write_text(content)
    with pytest.raises(stance.TableError, match=rf"t\.csv: {message}"):
        read_labelled(tmp_path / "t.csv")


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(stance.TableError, match=r"t\.csv: there is no such file"):
        read_labelled(tmp_path / "t.csv")


def test_repeated_texts_are_held_out_together_and_count_once_in_the_confusion():
    words = "ferry island tax boat fare winter harbour captain ticket bridge school doctor".split()
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(words, 5)) + f" {i}" for i in range(40)]
    labels = np.array(["favor", "against"])[rng.integers(0, 2, 40)].tolist()  # nothing to be learnt: chance is right
    once = stance.StanceClassifier().fit(texts, labels).confusion_
    copies = [text.upper() + "!" * i for i in range(5) for text in texts]
    often = stance.StanceClassifier().fit(copies, labels * 5).confusion_
    assert once.sum() == often.sum() == 40
    assert np.trace(often) < 30, "copies of the held-out texts were trained on"
    groups = [i % 40 // 2 for i in range(200)]
    assert stance.StanceClassifier().fit(copies, labels * 5, groups=groups).confusion_.sum() == 40


def test_what_everybody_says_does_not_make_one_thread_of_all():
    said = ["Agreed.", "Thank you!", "LOL", "So true!!"]
    table = pd.DataFrame({
        "thread": [f"t{k // 5}" for k in range(100)],
        "text": [said[k % 4] if k % 5 else f"The ferry to island {k} is late again" for k in range(100)],
    })  # fmt: skip
    assert len(np.unique(groups_of(table))) == 20
    groups, keys = held_together(table["text"], table["thread"])
    assert len(np.unique(groups)) == 20
    assert len(np.unique(keys)) == 20 + len(said)
    table.loc[[0, 95], "text"] = "The ferry to no island is ever on time"
    assert len(np.unique(groups_of(table))) == 19
    assert len(np.unique(held_together(table["text"], table["thread"])[0])) == 19
