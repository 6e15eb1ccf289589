"""Several targets, one refused, an abstaining classifier, and encoders that users bring."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.model_selection import cross_val_predict

import stance
from stance.classifier.encoding import Encoding, RememberedVectors, as_read
from stance.classifier.linear import fit_blend
from stance.classifier.tables import read_labelled, read_mentions
from stance.language import words_of
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def small():
    table = read_labelled(ROOT / "data" / "comments.csv")[0]
    rows = table[~table["text"].map(words_of).duplicated()].iloc[::20]
    return rows["text"].tolist(), rows["label"].to_numpy(dtype=str), rows["thread"].to_numpy(dtype=str)


class Hashing:
    """A small encoder: how often each of 16 groups of letters stands in a text."""

    name = "hashing-16"

    def __init__(self, dimension: int = 16, shift: int = 0) -> None:
        self.dimension, self.shift = dimension, shift

    def encode(self, texts):
        counts = np.zeros((len(texts), self.dimension))
        for row, text in enumerate(texts):
            for letter in text.lower():
                counts[row, (ord(letter) + self.shift) ** 2 % self.dimension] += 1
        return counts.astype(np.float32)


# ------------------------------------------------------------------------------------------------ targets


def test_another_target_is_refused_with_the_call_to_type():
    classifier = stance.load_classifier("us-japan-talks")
    with pytest.raises(ValueError, match=r"says nothing about 'carbon tax'.*StanceClassifier\(target='carbon tax'\)"):
        classifier.predict(["Tax it"], targets="carbon tax")
    assert classifier.predict(["Tax it"], targets="us-japan-talks").shape == (1,)


def test_several_targets_are_learnt_at_once_and_told_apart():
    texts = ["I love it", "love love", "I hate it", "hate hate", "what time is it", "who knows"] * 4
    ferry = ["favor", "favor", "against", "against", "none", "none"]
    bridge = ["against", "against", "favor", "favor", "none", "none"]
    targets = ["ferry"] * 12 + ["bridge"] * 12
    classifier = stance.StanceClassifier().fit(texts, ferry * 2 + bridge * 2, targets=targets)
    assert classifier.targets_ == ["bridge", "ferry"]
    assert classifier.predict(["I love love it"] * 2, targets=["ferry", "bridge"]).tolist() == ["favor", "against"]
    with pytest.raises(ValueError, match="this classifier has several targets; give targets=, of bridge, ferry"):
        classifier.predict(texts)
    with pytest.raises(ValueError, match="says nothing about 'tunnel'"):
        classifier.predict(["x"], targets=["tunnel"])
    with pytest.raises(ValueError, match="1 texts but 2 targets"):
        classifier.predict(["x"], targets=["ferry", "bridge"])


def test_a_model_of_several_targets_is_stored_whole(tmp_path):
    texts = ["I love it", "love love", "I hate it", "hate hate", "what time is it", "who knows"] * 2
    labels = ["favor", "favor", "against", "against", "none", "none"] * 2
    fitted = stance.StanceClassifier().fit(texts, labels, targets=["ferry"] * 6 + ["bridge"] * 6)
    loaded = stance.load_classifier(fitted.save(tmp_path / "two"))
    np.testing.assert_array_equal(loaded.predict_proba(texts, "ferry"), fitted.predict_proba(texts, "ferry"))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"mentions": ["deal"]}, "mentions is a mapping of a group's name to word beginnings, not list"),
        ({"mentions": {"talks": []}}, r"mentions\['talks'\] must be a list of word beginnings"),
        ({"mentions": {"talks": ["deal", ""]}}, r"mentions\['talks'\] must be a list of word beginnings"),
        ({"encoder": "all-MiniLM-L6-v2"}, r"encode\(list of str\), such as .*; the string 'all-MiniLM-L6-v2' is none"),
    ],
)
def test_wrong_parameters_are_named(small, parameters, message):
    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier(**parameters).fit(*small[:2])


# ------------------------------------------------------------------------------------------------ abstaining


def test_an_unsure_classifier_abstains_and_says_why(small):
    sure = stance.StanceClassifier().fit(*small[:2])
    unsure = stance.StanceClassifier(min_confidence=0.9).fit(*small[:2])
    texts = ["Waste of time, walk away.", "not yet", "12"]
    highest = sure.predict_proba(texts).max(axis=1)
    assert [label is None for label in unsure.predict(texts)] == (highest < 0.9).tolist()
    assert unsure.why_unlabelled(["not yet"]) == [f"confidence {highest[1]:.2f} is below 0.90"]
    assert sure.why_unlabelled(texts[:2]) == [None, None]


@pytest.mark.parametrize("odd", [70, -0.1, "high", True, float("nan")])
def test_what_is_no_confidence_is_refused_whenever_it_is_set(small, odd):
    with pytest.raises(
        ValueError, match=r"min_confidence is a probability between 0 and 1, such as 0\.6, or None; got"
    ):
        stance.StanceClassifier(min_confidence=odd).fit(*small[:2])
    later = stance.StanceClassifier(folds=0).fit(*small[:2]).set_params(min_confidence=odd)
    for ask in (later.predict, later.why_unlabelled):
        with pytest.raises(ValueError, match="min_confidence is a probability"):
            ask(["not yet"])


def test_scored_tables_say_where_the_classifier_abstained(small):
    unsure = stance.StanceClassifier(min_confidence=0.999).fit(*small[:2])
    scored = stance.score(["What time is it in Geneva?"], unsure)
    assert scored["stance"].isna().all()
    assert scored.loc[0, "unscored"].endswith("is below 1.00")
    assert scored["sentiment"].notna().all()


# ------------------------------------------------------------------------------------------------ calibration


def test_out_of_fold_counts_are_kept_for_prevalence(small):
    texts, labels, groups = small
    classifier = stance.StanceClassifier().fit(texts, labels, groups)
    assert classifier.confusion_.sum() == len(texts)
    counts = [int(np.sum(labels == name)) for name in classifier.classes_]
    assert classifier.confusion_.sum(axis=1).tolist() == counts
    training = np.mean(classifier.predict(texts) == labels)
    assert np.trace(classifier.confusion_) / len(texts) < training


def test_probabilities_are_calibrated_out_of_fold(small):
    texts, labels, _ = small
    gaps = {}
    for folds in (0, 5):
        found = cross_val_predict(stance.StanceClassifier(folds=folds), texts, labels, cv=4, method="predict_proba")
        gaps[folds] = abs(found.max(axis=1).mean() - np.mean(np.unique(labels)[found.argmax(axis=1)] == labels))
    assert gaps[5] < 0.1
    assert gaps[5] < gaps[0] + 0.02


def test_too_few_texts_are_learnt_without_calibration():
    classifier = stance.StanceClassifier().fit(["walk away", "well done", "rice"], ["against", "favor", "none"])
    assert classifier.confusion_ is None
    assert classifier.predict(["walk away"]).tolist() == ["against"]


def test_groups_of_another_length_are_refused(small):
    with pytest.raises(ValueError, match="groups"):
        stance.StanceClassifier().fit(small[0], small[1], groups=[1, 2])


# ------------------------------------------------------------------------------------------------ encoders


def test_an_encoder_joins_the_features_and_is_asked_for_again(small, tmp_path):
    fitted = stance.StanceClassifier(target="x", encoder=Hashing()).fit(*small[:2])
    assert fitted.coef_.shape[1] == stance.StanceClassifier(target="x").fit(*small[:2]).coef_.shape[1] + 2 * 16
    path = fitted.save(tmp_path / "m")
    with pytest.raises(stance.ArtefactError, match=r"trained with the encoder hashing-16 \(16 dimensions\); give it"):
        stance.load_classifier(path)
    loaded = stance.load_classifier(path, encoder=Hashing())
    np.testing.assert_array_equal(loaded.predict_proba(small[0]), fitted.predict_proba(small[0]))
    assert "the encoder's vectors" in [part for _, part in loaded.explain("walk away").parts]


@pytest.mark.parametrize("other", [Hashing(17), Hashing(16, shift=5)])
def test_another_encoder_is_refused(small, tmp_path, other):
    path = stance.StanceClassifier(encoder=Hashing()).fit(*small[:2]).save(tmp_path / "m")
    with pytest.raises(stance.ArtefactError, match="makes other vectors"):
        stance.load_classifier(path, encoder=other)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "all-MiniLM-L6-v2",
            r"the string 'all-MiniLM-L6-v2' is none; give the object itself, such as load_classifier\(",
        ),
        (b"x", "the bytes is none; give the object itself"),
        (Hashing, "the type is none; give the object itself"),
        (np.zeros(3), "the ndarray is none; give the object itself"),
    ],
)
def test_what_cannot_encode_is_refused_with_the_call_to_type(small, tmp_path, given, message):
    path = stance.StanceClassifier(encoder=Hashing()).fit(*small[:2]).save(tmp_path / "m")
    with pytest.raises(
        stance.ArtefactError, match=rf"trained with the encoder hashing-16 \(16 dimensions\); {message}"
    ):
        stance.load_classifier(path, encoder=given)


def test_an_encoder_that_fails_is_refused_with_its_reason(small, tmp_path):
    class Tokenizer:
        def encode(self, text):
            return [[1, 2], [3]][: len(text)] if isinstance(text, str) else [1, 2, 3]

    path = stance.StanceClassifier(encoder=Hashing()).fit(*small[:2]).save(tmp_path / "m")
    with pytest.raises(
        stance.ArtefactError, match=r"the one given, Tokenizer, fails: encode\(\) must return one vector"
    ):
        stance.load_classifier(path, encoder=Tokenizer())


def test_an_encoder_that_the_model_would_ignore_is_refused():
    for encoder in (Hashing(), "all-MiniLM-L6-v2"):
        with pytest.raises(stance.ArtefactError, match=r"was trained without an encoder; leave out encoder="):
            stance.load_classifier("us-japan-talks", encoder=encoder)


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (np.zeros(3), "must return one vector a text"),
        (np.zeros((7, 3)), "must return one vector a text"),
        (np.full((1, 3), np.nan), "numbers that are not finite"),
    ],
)
def test_what_an_encoder_returns_is_checked(small, returned, message):
    class Broken:
        def encode(self, texts):
            return returned

    with pytest.raises(ValueError, match=message):
        stance.StanceClassifier(encoder=Broken()).fit(*small[:2])


def test_the_shipped_model_with_an_encoder_asks_for_it():
    needed = r"trained with the encoder all-MiniLM-L6-v2 \(384 dimensions\); give it.*SentenceTransformer\("
    with pytest.raises(stance.ArtefactError, match=needed):
        stance.load_classifier("us-japan-talks-minilm")
    with pytest.raises(
        stance.ArtefactError, match=r"the one given, hashing-16 \(384 dimensions\), makes other vectors"
    ):
        stance.load_classifier("us-japan-talks-minilm", encoder=Hashing(384))


def test_an_encoder_sees_the_text_and_the_mean_of_its_sentences():
    encoder = Hashing()
    encoding = Encoding.of(encoder, 0.5)
    text = "They met again. Was it worth the flight?"
    whole, sentence_mean = np.split(encoding.vectors(encoder, ["No.", text])[1], 2)
    parts = [text, "They met again.", "Was it worth the flight?"]
    all_of_it, first, second = (vector / np.linalg.norm(vector) for vector in encoder.encode(parts))
    assert whole == pytest.approx(0.5 * all_of_it, abs=1e-6)
    mean = (first + second) / np.linalg.norm(first + second)
    assert sentence_mean == pytest.approx(0.5 * mean, abs=1e-6)
    assert encoding.vectors(encoder, []).shape == (0, 32)


def test_an_encoder_reads_the_end_of_a_text_of_which_it_takes_the_beginning_only():
    class Short(Hashing):
        def encode(self, texts):
            return super().encode([text[:40] for text in texts])

    encoder = Short()
    encoding = Encoding.of(encoder, 1.0)
    beginning = "This is how all of it began, and it was long ago. "
    kept, dropped = encoding.vectors(encoder, [beginning + "Sign it now.", beginning + "Walk out at once."])
    assert (kept[:16] == dropped[:16]).all()
    assert np.abs(kept[16:] - dropped[16:]).max() > 0.05


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("@Bo #NoDealNow, see https://example.com/x?y=1", "No Deal Now, see"),
        ("#MAGAHats and #Deal2025", "MAGA Hats and Deal 2025"),
        ("one\n\n @ann \ntwo", "one\ntwo"),
        ("https://example.com", "https://example.com"),
        ("  ", "  "),
        ("C# is #1", "C# is 1"),
    ],
)
def test_an_encoder_is_given_words_not_addresses_links_and_hashtags(text, read):
    assert as_read(text) == read


@given(st.text(max_size=200))
def test_any_text_can_be_given_to_an_encoder(text):
    encoder = Hashing()
    vectors = Encoding.of(encoder, 1.0).vectors(encoder, [text, "a"])
    assert vectors.shape == (2, 32)
    assert np.isfinite(vectors).all()


def test_each_text_and_sentence_is_encoded_once():
    asked = []

    class Noting(Hashing):
        def encode(self, texts):
            asked.extend(texts)
            return super().encode(texts)

    encoder = Noting()
    encoding = Encoding.of(encoder, 1.0)
    asked.clear()
    encoding.vectors(encoder, ["No.", "No. Never.", "Never.", "No."])
    assert sorted(asked) == ["Never.", "No.", "No. Never."]


def blends(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of one classifier with and without the nearest means, from random vectors in three heaps."""
    random = np.random.default_rng(0)
    codes = np.arange(size) % 3
    vectors = random.normal(size=(size, 8)) + 2 * np.eye(8)[codes]
    matrix = sparse.csr_matrix(np.column_stack([random.integers(0, 2, size=(size, 4)), vectors]))
    with_means = fit_blend(matrix, 4, codes, 3, 2.0, encoded=True, vectors=slice(4, 12))
    return with_means, fit_blend(matrix, 4, codes, 3, 2.0, encoded=True)


def test_where_labels_are_few_the_nearest_mean_of_an_encoders_vectors_counts():
    few, plain = blends(30)
    half = few - 0.5 * plain  # the other half
    np.testing.assert_allclose(half[:, :4], 0, atol=1e-12)
    means = half[:, 4:12]
    assert (means.argmax(axis=1) == [0, 1, 2]).all()
    np.testing.assert_allclose(few.sum(axis=0), 0, atol=1e-9)


def test_where_labels_are_many_the_nearest_mean_does_not_count():
    np.testing.assert_array_equal(*blends(2_001))


def test_remembered_vectors_are_computed_once():
    class Counting(Hashing):
        asked = 0

        def encode(self, texts):
            self.asked += len(texts)
            return super().encode(texts)

    counting = Counting()
    remembered = RememberedVectors(counting)
    assert remembered.encode(["a", "b", "a"]).shape == (3, 16)
    remembered.encode(["b", "c"])
    assert counting.asked == 3
    assert clone(stance.StanceClassifier(encoder=remembered)).encoder is remembered


# ------------------------------------------------------------------------------------------------ mentions


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("group,word\na,b\n", "there is no column 'beginning'; it has group, word"),
        ("group,beginning\ntalks,deal\ntalks,\n", "row 2 lacks a group or a beginning"),
    ],
)
def test_a_bad_list_of_mentions_is_refused_by_row(tmp_path, content, message):
    (tmp_path / "m.csv").write_text(content)
    with pytest.raises(stance.TableError, match=rf"m\.csv: {message}"):
        read_mentions(tmp_path / "m.csv")
