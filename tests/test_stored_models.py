"""Models on disk: what is damaged or tampered with is refused by name; a model is stored whole or not at all."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

import stance

TEXTS = [
    "keep the ferry",
    "the ferry must stay",
    "scrap it, too dear",
    "too dear, scrap it now",
    "which one?",
    "at six?",
]
LABELS = ["favor", "favor", "against", "against", "none", "none"]


@pytest.fixture(scope="module")
def small():
    return stance.StanceClassifier(target="the ferry").fit(TEXTS * 3, LABELS * 3)


@pytest.fixture
def stored(small, tmp_path):
    return small.save(tmp_path / "ferry")


def put(path, name, member):
    """Replace one array of a model by other bytes."""
    with zipfile.ZipFile(path) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in (members | {f"{name}.npy": member}).items():
            archive.writestr(entry, data)


def put_array(path, name, change):
    with np.load(path) as arrays:
        data = io.BytesIO()
        np.save(data, change(arrays[name]))
    put(path, name, data.getvalue())


def header(text):
    line = text.ljust(118).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(line)) + line


@pytest.mark.parametrize(
    "member",
    [
        header("{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }"),
        header("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 99999999999999999999), }"),
        header("(((("),
        header("  {'a'\n   :\n 3"),
        header("-" * 9000),
        b"no array at all",
        b"",
    ],
    ids=["huge", "beyond numbers", "brackets", "indented", "signs", "text", "empty"],
)
def test_an_array_that_is_none_is_refused_by_name(stored, member):
    put(stored, "coef", member)
    with pytest.raises(stance.ArtefactError, match=r"ferry\.npz: (cannot be read as|damaged, coef is no)"):
        stance.load_classifier(stored)


def test_an_archive_that_asks_for_a_password_or_is_packed_wrongly_is_refused_by_name(stored):
    whole = stored.read_bytes()
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + place] |= 1
    stored.write_bytes(locked)
    with pytest.raises(stance.ArtefactError, match=r"ferry\.npz: cannot be read as a model \(.*encrypted"):
        stance.load_classifier(stored)
    with np.load(io.BytesIO(whole)) as arrays, zipfile.ZipFile(stored, "w", zipfile.ZIP_LZMA) as archive:
        for name in arrays.files:
            data = io.BytesIO()
            np.save(data, arrays[name])
            archive.writestr(f"{name}.npy", data.getvalue())
    packed = bytearray(stored.read_bytes())
    packed[60:300] = b"\xff" * 240
    stored.write_bytes(packed)
    with pytest.raises(stance.ArtefactError, match=r"ferry\.npz: cannot be read as a model"):
        stance.load_classifier(stored)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("word_terms", lambda array: array[0], "other shapes"),
        ("char_terms", lambda array: array[0], "other shapes"),
        ("seen", lambda array: array[0], "other shapes"),
        ("coef", lambda array: np.full(array.shape, 1e308), "coef holds numbers that no model has"),
        ("word_idf", lambda array: np.full(array.shape, 1e308), "word_idf holds numbers that no model has"),
        ("intercept", lambda array: array * np.nan, "intercept holds numbers that no model has"),
        ("cue_scale", lambda array: array.astype(float) * 0 + 1e-300, "cue_scale must be above 0"),
        ("confusion", lambda array: array - 1e6, "confusion holds numbers that count no comments"),
        ("confusion", lambda array: array * 0 + 1e30, "confusion holds numbers that count no comments"),
    ],
)
def test_numbers_that_would_give_wrong_answers_are_refused_by_name(stored, name, change, said):
    put_array(stored, name, change)
    with pytest.raises(stance.ArtefactError, match=rf"ferry\.npz: damaged, .*{said}"):
        stance.load_classifier(stored)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("min_confidence", value) for value in (-1, float("nan"), "x", [])),
        *(("class_prior", value) for value in (1, "x", [1], {"a": ["b"]}, {"favor": None, "none": 1, "against": 1})),
    ],
)
def test_parameters_that_would_fail_later_are_refused_at_the_door(stored, name, value):
    card = json.loads(stored.with_suffix(".json").read_text(encoding="utf-8"))
    card["parameters"][name] = value
    stored.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(stance.ArtefactError, match=r"ferry\.npz: damaged, the card's parameters cannot be right"):
        stance.load_classifier(stored)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": ["ferry"]}, "the card's target is"),
        ({"cue_weight": float("nan")}, "a weight is a positive number up to 1e"),
        ({"cue_weight": 1e308}, "a weight is a positive number up to 1e"),
    ],
)
def test_a_card_of_which_no_probability_comes_is_refused(stored, changes, said):
    card = json.loads(stored.with_suffix(".json").read_text(encoding="utf-8"))
    stored.with_suffix(".json").write_text(json.dumps(card | changes), encoding="utf-8")
    with pytest.raises(stance.ArtefactError, match=rf"ferry\.npz: damaged, .*{said}"):
        stance.load_classifier(stored)


def test_a_model_that_cannot_be_stored_whole_leaves_the_old_one_whole(small, stored, monkeypatch):
    before = {file.name: file.read_bytes() for file in stored.parent.iterdir()}
    write = Path.write_bytes

    def full(path, data):
        if ".json" in path.name:
            write(path, data[:10])
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(stance.ArtefactError, match=r"ferry\.npz: cannot be written \(No space left on device\)"):
        small.save(stored, note="new")
    assert {file.name: file.read_bytes() for file in stored.parent.iterdir()} == before


def test_a_file_that_is_no_models_is_not_written_over(small, tmp_path):
    for name, text in (("notes.json", '{"mine": 1}'), ("list.json", "[1, 2]"), ("array.npz", "mine, too")):
        (tmp_path / name).write_text(text)
        with pytest.raises(stance.ArtefactError, match=rf"{name}: this is no file of a stored model, and saving would"):
            small.save(tmp_path / Path(name).stem)
        assert (tmp_path / name).read_text() == text
    assert len(list(tmp_path.iterdir())) == 3, "nothing of a model beside them"
    assert small.save(tmp_path / "ferry") == small.save(tmp_path / "ferry"), "a model is"


def test_half_a_surrogate_pair_in_a_target_comes_back_from_disk(tmp_path):
    texts = [f"{text} {i}" for i, text in enumerate(TEXTS * 3)]
    path = stance.StanceClassifier(target="ferry \ud800 b").fit(texts, LABELS * 3).save(tmp_path / "m")
    assert stance.load_classifier(path).targets_ == ["ferry \ud800 b"]
