"""Figures are on comments that the classifier has not seen; a stored model knows which those are."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stance
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


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"keep it": "favor", "at nine?": "none"}, r"labels favor, none, the classifier's are against, favor, none"),
        (NEW | {"well": "mixed"}, r"labels against, favor, mixed, none, .*: all are needed, and no others$"),
    ],
)
def test_labels_that_are_not_the_classifiers_are_named(toy, labels, message):
    with pytest.raises(stance.TableError, match=message):
        evaluate(toy, table(labels))


def test_a_label_that_is_left_out_with_the_known_comments_is_named(toy):
    with pytest.raises(stance.TableError, match=r"the 1 comments .* labels favor.*\(6 comments that it was trained on"):
        evaluate(toy, table(TOY, {"keep it": "favor"}))


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
