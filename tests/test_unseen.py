"""Figures are on comments that the classifier has not seen; a stored model knows which those are."""

from __future__ import annotations

import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

import stance
from stance.classifier.evaluation import measure
from stance.classifier.measuring import evaluate
from stance.classifier.memory import hashes
from stance.cli import main

TOY = {
    "keep the ferry": "favor",
    "the ferry must stay": "favor",
    "too dear, scrap it": "against",
    "scrap it, the waste": "against",
    "at six or at seven?": "none",
    "which one?": "none",
}
NEW = {"keep it": "favor", "scrap it now": "against", "at nine?": "none"}


def table(*labels: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([pair for part in labels for pair in part.items()], columns=["text", "label"])


@pytest.fixture(scope="module")
def toy():
    return stance.StanceClassifier(target="ferries").fit(list(TOY), list(TOY.values()))


@given(st.text())
def test_a_hash_depends_on_neither_case_nor_white_space(text):
    words = text.split()
    assert len(set(hashes([text, "  ".join(words), f"\t{text}\n"]).tolist())) == 1
    folded = " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")
    assert int(hashes([text])[0]) == int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), "little")


@given(st.lists(st.text(alphabet="ab", max_size=4)))
def test_other_texts_have_other_hashes(texts):
    assert len(set(hashes(texts).tolist())) == len(set(texts))
    assert hashes(texts).dtype == np.uint64


def test_a_classifier_knows_its_training_texts_again(toy, tmp_path):
    loaded = stance.load_classifier(toy.save(tmp_path / "m"))
    for classifier in (toy, loaded):
        assert classifier.has_seen(TOY).all()
        assert not classifier.has_seen(NEW).any()
        assert classifier.has_seen(["Keep  the FERRY\n", "keep the ferry!"]).tolist() == [True, False]
        assert classifier.has_seen([]).tolist() == []
    assert (np.diff(loaded.seen_.astype(object)) > 0).all()


def test_the_shipped_models_have_seen_their_corpus_and_nothing_else():
    corpus = pd.read_csv("data/comments.csv", keep_default_na=False)
    challenge = pd.read_csv("data/challenge.csv", keep_default_na=False)
    light = stance.load_classifier()
    settled = corpus["disputed"] != "yes"
    assert light.has_seen(corpus.loc[settled, "text"]).all()
    pairs = pd.read_csv("data/contrast.csv", keep_default_na=False)
    assert light.has_seen([*pairs["text_1"], *pairs["text_2"]]).all()
    assert light.card_["data"]["comments"] == settled.sum()
    taught = [*corpus.loc[settled, "text"], *pairs["text_1"], *pairs["text_2"]]
    assert len(light.seen_) == len(set(hashes(taught)))
    assert not light.has_seen(challenge["text"]).any()
    with np.load("stance/models/us-japan-talks-minilm.npz") as arrays:
        np.testing.assert_array_equal(arrays["seen"], light.seen_)


def test_only_unseen_comments_are_measured_and_the_others_counted(toy):
    mixed = evaluate(toy, table(TOY, NEW))
    assert (mixed["comments"], mixed["trained_on_left_out"]) == (3, 6)
    alone = evaluate(toy, table(NEW))
    assert alone["trained_on_left_out"] == 0
    assert {**alone, "trained_on_left_out": 6} == mixed


def test_rows_cut_out_of_the_training_table_are_not_measured():
    corpus = pd.read_csv("data/comments.csv", keep_default_na=False).astype(str)
    cut = corpus[(corpus["disputed"] != "yes") & (corpus["split"] == "validation")]
    with pytest.raises(stance.TableError, match=rf"trained on all of these {len(cut)} comments.*in its card"):
        evaluate(stance.load_classifier(), cut)


def test_a_label_that_the_classifier_has_not_is_named(toy):
    with pytest.raises(
        stance.TableError, match=r"labels against, favor, mixed, none, .*, and no others can be measured$"
    ):
        evaluate(toy, table(NEW | {"well": "mixed"}))
    with pytest.raises(stance.TableError, match="there are no comments to measure on"):
        evaluate(toy, table(NEW).iloc[:0])


def test_a_label_that_no_comment_has_takes_no_part_in_the_figures(toy, tmp_path, capsys):
    """Favor is rare: of fifty comments at random none may have it."""
    names, rng = np.array(["against", "favor", "none"]), np.random.default_rng(0)
    labels, predicted = names[rng.choice([0, 2], 40)], rng.integers(3, size=40)
    found = measure(labels, np.eye(3)[predicted], names)
    f1 = f1_score(labels, names[predicted], labels=["against", "none"], average="macro")
    assert found["macro_f1"] == round(f1, 3)
    assert found["macro_f1_interval"][0] < f1 < found["macro_f1_interval"][1]
    assert found["classes"]["favor"] == {"support": 0}
    assert np.sum(found["confusion"], axis=0)[1] == np.sum(predicted == 1)
    share = np.mean(labels == "none")
    most = max(share, 1 - share)
    assert found["baselines"]["majority"]["macro_f1"] == pytest.approx(most / (1 + most), abs=0.001)
    assert found["baselines"]["prior"]["macro_f1"] == 0.5

    model, data, out = str(toy.save(tmp_path / "m")), tmp_path / "t.csv", tmp_path / "t.md"
    table({"scrap it now": "against", "at nine?": "none"}).to_csv(data, index=False)
    assert main(["evaluate", model, str(data), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert re.search(r"^F1 favor +– +– +–$", said.out, re.MULTILINE)
    assert "note: no comment is labelled favor: macro-F1 is the mean of the other labels'" in said.err
    assert "| favor | – | – | – | – | – | 0 |" in out.read_text(encoding="utf-8")


def test_the_command_line_says_what_it_left_out_wherever_figures_stand(toy, tmp_path, capsys):
    model, data, out = toy.save(tmp_path / "m"), tmp_path / "t.csv", tmp_path / "t.md"
    table(TOY, NEW).assign(origin="synthetic").to_csv(data, index=False)
    assert main(["evaluate", str(model), str(data), "--out", str(out)]) == 0
    said = capsys.readouterr()
    page = out.read_text(encoding="utf-8")
    assert "3 comments (3 synthetic), measured as comments on ferries. Left out, because the classifier was" in page
    assert "trained on them: 6 more." in page
    assert "3 comments (3 synthetic), measured as comments on ferries\n" in said.out
    assert "t.csv does not say of every comment what it is about; a column target or --target does" in said.err
    assert "note: 6 comments are left out, because the classifier was trained on them" in said.err
    assert "note: these comments are synthetic; so are the figures" in said.err


def test_comments_on_another_target_are_left_out_and_counted(tmp_path, capsys):
    own = stance.StanceClassifier(target="the ferry").fit(list(TOY), list(TOY.values()))
    alone, data = table(NEW), tmp_path / "t.csv"
    mixed = pd.concat([alone.assign(target="the ferry"), alone.assign(target="the bridge")])
    figures = evaluate(own, mixed)
    assert figures.pop("other_targets_left_out") == len(alone)
    assert figures == evaluate(own, alone)
    with pytest.raises(stance.TableError, match="was trained on 'the ferry', not on 'the bridge'"):
        evaluate(own, mixed.iloc[len(alone) :])
    mixed.to_csv(data, index=False)
    assert main(["evaluate", str(own.save(tmp_path / "m")), str(data), "--out", str(tmp_path / "t.md")]) == 0
    assert "note: 3 comments are left out, because they are about another target" in capsys.readouterr().err
    assert "because they are about another target: 3 more." in (tmp_path / "t.md").read_text(encoding="utf-8")


def test_a_perfect_score_on_few_comments_is_not_certain(toy):
    """The bootstrap draws nothing but right comments; Clopper and Pearson know better."""
    names = np.array(["against", "favor", "none"])
    labels = names[np.arange(30) % 3]
    perfect = measure(labels, np.eye(3)[np.arange(30) % 3], names)
    assert (perfect["macro_f1"], perfect["accuracy"]) == (1, 1)
    for one in perfect["classes"].values():
        assert one["recall_interval"] == one["precision_interval"] == [0.692, 1]  # 10 of 10
        assert one["f1_interval"] == [round(2 * 0.6915 / 1.6915, 3), 1]
    assert perfect["macro_f1_interval"] == one["f1_interval"]
    wrong = measure(labels, np.eye(3)[(np.arange(30) + 1) % 3], names)
    assert wrong["macro_f1"] == 0
    assert [one["recall_interval"] for one in wrong["classes"].values()] == [[0, 0.308]] * 3
    never = measure(labels, np.eye(3)[np.zeros(30, dtype=int)], names)["classes"]["none"]
    assert (never["precision"], never["precision_interval"]) == (0, [0, 1])  # never predicted: nothing is known


def test_how_much_of_the_calibration_error_is_chance_stands_beside_it(toy, tmp_path, capsys):
    rng, names = np.random.default_rng(0), np.array(["against", "favor", "none"])
    found = []
    for _ in range(40):  # the probabilities are right: all that the error is, is chance
        probabilities = rng.dirichlet(np.ones(3), 60)
        labels = names[(rng.random((60, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)]
        measured = measure(labels, probabilities, names)
        found.append((measured["ece"], measured["ece_by_chance"]))
    ece, by_chance = np.mean(found, axis=0)
    assert by_chance > 0.1
    assert ece == pytest.approx(by_chance, abs=0.01)
    many = np.resize(names, 2_000)
    assert "ece_by_chance" not in measure(many, np.full((2_000, 3), 1 / 3), names)
    table(NEW).to_csv(tmp_path / "t.csv", index=False)
    assert (
        main(["evaluate", str(toy.save(tmp_path / "m")), str(tmp_path / "t.csv"), "--out", str(tmp_path / "t.md")]) == 0
    )
    assert re.search(r"on average \(ECE, 0–1; by chance alone 0\.\d\d\)", capsys.readouterr().out)
    assert "| … of a calibrated classifier as sure as this one | 0." in (tmp_path / "t.md").read_text(encoding="utf-8")


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=12), st.integers(1, 4))
def test_no_interval_of_few_comments_is_without_width_or_leaves_out_its_figure(pairs, groups):
    given_, predicted = np.array(pairs).T
    names = np.array(["against", "favor", "none"])
    found = measure(names[given_], np.eye(3)[predicted], names, np.arange(len(pairs)) % groups)
    for name, one in [
        ("macro_f1", found),
        *((n, c) for c in found["classes"].values() for n in ("recall", "f1") if n in c),
    ]:
        low, high = one[f"{name}_interval"]
        assert 0 <= low < high <= 1
        assert low - 0.001 <= one[name] <= high + 0.001 or groups > 1


def test_comments_of_one_thread_are_drawn_one_by_one_and_it_is_said(toy, tmp_path, capsys):
    names = np.array(["against", "favor", "none"])
    labels, given_ = names[np.arange(12) % 3], np.eye(3)[np.arange(12) // 2 % 3]
    assert measure(labels, given_, names, ["a"] * 12) == measure(labels, given_, names)
    model, data = str(toy.save(tmp_path / "m")), tmp_path / "t.csv"
    table(NEW).assign(thread="one").to_csv(data, index=False)
    assert main(["evaluate", model, str(data)]) == 0
    assert "note: all are of one thread or author; the intervals are of its single" in capsys.readouterr().err
    table(NEW).assign(thread=["one", "one", "two"]).to_csv(data, index=False)
    assert main(["evaluate", model, str(data)]) == 0
    assert "note: the intervals rest on 2 threads or authors" in capsys.readouterr().err


def test_a_classifier_of_few_threads_is_trained_with_a_warning_and_without_what_chance_may_have_chosen(
    tmp_path, capsys
):
    text = (" ".join(pair) for pair in zip(list(TOY) * 5, [f"says {i}" for i in range(30)], strict=True))
    data = pd.DataFrame({"text": text, "label": list(TOY.values()) * 5, "thread": [f"t{i % 3}" for i in range(30)]})
    data["headline"] = [f"The ferry and the vote, part {i % 3}" for i in range(30)]
    data.assign(target="ferries").to_csv(tmp_path / "t.csv", index=False)
    command = ["train", str(tmp_path / "t.csv"), "--headlines", "--out", str(tmp_path / "m")]
    assert main(command) == 0
    said = capsys.readouterr().err
    assert "note: the intervals rest on 3 threads or authors; so few make them too narrow" in said
    assert "note: headlines are known for 30 comments and left out" in said
    assert "**Few groups**: the intervals rest on 3 threads" in (tmp_path / "m.md").read_text(encoding="utf-8")


def test_comments_that_score_leaves_without_a_stance_are_counted_apart(tmp_path, capsys):
    own = stance.StanceClassifier(target="ferries", min_confidence=0.5).fit(list(TOY), list(TOY.values()))
    odd = {"我们需要渡轮": "favor", "Das ist doch nur eine Show für die Wähler.": "against", "☃": "none"}
    labelled = table(NEW, odd, {"the": "none"})
    figures = evaluate(own, labelled)
    scored = stance.score(labelled, own)
    left = scored["stance"].isna()
    assert figures["comments"] == len(labelled)
    assert sum(figures["as_scored"]["without_stance"].values()) == left.sum() >= 3
    assert {"not in Latin letters", "not in English"} < set(figures["as_scored"]["without_stance"])
    assert figures["as_scored"]["comments"] == (~left).sum()
    right = (scored["stance"].astype(object) == labelled["label"])[~left].mean()
    assert figures["as_scored"]["accuracy"] == round(right, 3)
    assert "as_scored" not in evaluate(own.set_params(min_confidence=None), table(NEW))
    own.set_params(min_confidence=0.5)
    data, out = tmp_path / "t.csv", tmp_path / "t.md"
    labelled.to_csv(data, index=False)
    assert main(["evaluate", str(own.save(tmp_path / "m")), str(data), "--out", str(out)]) == 0
    words = f"stance.score gives {left.sum()} of them no stance (not in Latin letters: 1, not in English: 1, "
    assert f"note: {words}" in capsys.readouterr().err
    assert words in out.read_text(encoding="utf-8")


def test_a_classifier_of_several_targets_is_measured_on_each_comments_own():
    labels = list(TOY.values())
    names = ["ferry"] * len(labels) + ["bridge"] * len(labels)
    both = stance.StanceClassifier().fit(list(TOY) * 2, labels * 2, targets=names)
    with pytest.raises(stance.TableError, match="several targets, bridge, ferry; say in a column 'target' which"):
        evaluate(both, table(NEW))
    assert evaluate(both, table(NEW).assign(target="ferry"))["comments"] == len(NEW)
    figures = evaluate(both, pd.concat([table(NEW).assign(target="ferry"), table(NEW).assign(target="")]))
    assert figures["other_targets_left_out"] == len(NEW)


def test_the_target_that_comments_are_measured_as_can_be_said_and_must_be_one_that_was_learnt(tmp_path, capsys):
    labels = list(TOY.values())
    both = stance.StanceClassifier().fit(list(TOY) * 2, labels * 2, targets=["ferry"] * 6 + ["bridge"] * 6)
    new = table(NEW)
    assert evaluate(both, new, target="ferry") == evaluate(both, new.assign(target="ferry"))
    mixed = pd.concat([new.assign(target=["ferry", "", "ferry"]), new.assign(target="bridge")])
    figures = evaluate(both, mixed, target="ferry")
    assert (figures["comments"], figures["other_targets_left_out"], figures["measured_as"]) == (3, 3, ["ferry"])
    with pytest.raises(stance.TableError, match="no comment is about 'ferry'; the table's column 'target' names 'brid"):
        evaluate(both, mixed.iloc[3:], target="ferry")
    unnamed = stance.StanceClassifier().fit(list(TOY), labels)
    assert evaluate(unnamed, new)["measured_as"] == []
    model, data = str(both.save(tmp_path / "m")), tmp_path / "t.csv"
    new.to_csv(data, index=False)
    assert main(["evaluate", model, str(data), "--target", "tunnel"]) == 1
    assert "t.csv: the classifier was trained on 'bridge', 'ferry', not on 'tunnel'" in capsys.readouterr().err
    assert main(["evaluate", model, str(data)]) == 1
    assert "or one for all of them: --target NAME" in capsys.readouterr().err
    assert main(["evaluate", model, str(data), "--target", "ferry"]) == 0
    said = capsys.readouterr()
    assert "t.csv: 3 comments, measured as comments on ferry\n" in said.out
    assert "does not say of every comment" not in said.err
    assert main(["evaluate", str(unnamed.save(tmp_path / "u")), str(data)]) == 0
    assert "measured as comments on a target without a name" in capsys.readouterr().out


def test_nothing_is_written_where_all_comments_are_known(toy, tmp_path, capsys):
    model, data = toy.save(tmp_path / "m"), tmp_path / "t.csv"
    table(TOY).to_csv(data, index=False)
    assert main(["evaluate", str(model), str(data), "--out", str(tmp_path / "t.md")]) == 1
    said = capsys.readouterr()
    assert "t.csv: the classifier has been trained on all of these 6 comments" in said.err
    assert said.out == ""
    assert not (tmp_path / "t.md").exists()


@pytest.mark.parametrize(
    "seen",
    [
        np.array([1, 2], dtype=np.int64),
        np.array([1, 2], dtype=np.uint32),
        np.array([2, 1], dtype=np.uint64),
        np.array([1, 1], dtype=np.uint64),
        np.array([[1, 2]], dtype=np.uint64),
        np.array([1.0, 2.0]),
    ],
)
def test_hashes_that_are_none_are_refused(toy, tmp_path, seen):
    path = toy.save(tmp_path / "m")
    with np.load(path) as arrays:
        np.savez_compressed(path, **{**arrays, "seen": seen})
    with pytest.raises(stance.ArtefactError, match=r"m\.npz: damaged, the arrays"):
        stance.load_classifier(path)


def test_a_model_of_an_earlier_format_is_refused(toy, tmp_path):
    card = toy.save(tmp_path / "m").with_suffix(".json")
    card.write_text(json.dumps(json.loads(card.read_text(encoding="utf-8")) | {"format": 2}), encoding="utf-8")
    with pytest.raises(stance.ArtefactError, match="format 2, this version reads 5; train the model again"):
        stance.load_classifier(tmp_path / "m")
