"""What the command line writes over: what an earlier run of it wrote, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from stance.cli import main
from tests.conftest import SEEDS

PAGE = str(SEEDS / "001_9188ef4ab041caef.txt")
TEXTS = ["keep it", "it must stay", "scrap it", "away with it", "what time", "who knows"]


@pytest.fixture
def labelled(tmp_path):
    rows = pd.DataFrame({"text": TEXTS * 3, "label": ["favor", "favor", "against", "against", "none", "none"] * 3})
    rows.assign(text=[f"{text} {i}" for i, text in enumerate(rows["text"])]).to_csv(tmp_path / "x.csv", index=False)
    return tmp_path / "x.csv"


@pytest.fixture
def model(labelled, tmp_path):
    assert main(["train", str(labelled), "--target", "ferry", "--out", str(tmp_path / "ferry")]) == 0
    rows = pd.read_csv(labelled)
    rows.assign(text=rows["text"] + " then").to_csv(tmp_path / "new.csv", index=False)
    return tmp_path / "ferry.npz"


def files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("verb", ["parse", "score"])
def test_a_table_replaces_the_one_of_an_earlier_run_and_nobody_elses(verb, tmp_path, capsys):
    out = tmp_path / "t.csv"
    for _ in range(2):
        assert main([verb, PAGE, "--out", str(out), "--quiet"]) == 0
    written = out.read_bytes()
    for changed in (
        b"name,votes\nAnn,3\n",
        b"not a table",
        written.replace(b"\n", b"\r\n"),
        pd.read_csv(out).assign(label="none").to_csv(index=False).encode(),
    ):
        out.write_bytes(changed)
        assert main([verb, PAGE, "--out", str(out), "--quiet"]) == 1
        assert "t.csv: this is not a table of stance parse or stance score, as they leave it" in capsys.readouterr().err
        assert out.read_bytes() == changed
    out.write_bytes(b"")
    assert main([verb, PAGE, "--out", str(out), "--quiet"]) == 0, "nothing is lost of an empty file"


def test_a_table_with_its_target_in_a_column_can_be_written_again(tmp_path):
    command = ["score", PAGE, "--out", str(tmp_path / "t.csv"), "--quiet", "--target", "us-japan-talks"]
    assert [main(command), main(command)] == [0, 0]


def test_a_page_under_another_name_is_not_written_over(tmp_path, capsys):
    shutil.copy(PAGE, tmp_path / "page.txt")
    (tmp_path / "other").hardlink_to(tmp_path / "page.txt")
    assert main(["score", str(tmp_path / "page.txt"), "--out", str(tmp_path / "other")]) == 1
    assert "other: this is one of the pages, and the table would be written over it" in capsys.readouterr().err


def test_evaluate_never_writes_over_what_it_reads(model, tmp_path, capsys):
    before, new = files(tmp_path), tmp_path / "new.csv"
    for out in (new, model, model.with_suffix(".json")):
        assert main(["evaluate", str(model), str(new), "--out", str(out)]) == 1
        assert f"{out}: this is read, and would be written over; name another file" in capsys.readouterr().err
    assert main(["evaluate", str(model), str(new), "--out", str(model.with_suffix(".md"))]) == 1
    assert "ferry.md: this is not a page of stance evaluate" in capsys.readouterr().err
    assert files(tmp_path) == before


def test_evaluate_replaces_its_own_page_and_pictures_and_nobody_elses(model, tmp_path, capsys):
    command = ["evaluate", str(model), str(tmp_path / "new.csv"), "--out", str(tmp_path / "test.md")]
    assert [main(command), main(command)] == [0, 0]
    before = (tmp_path / "test.md").read_bytes()
    (tmp_path / "test-learning-curve.png").write_bytes(b"mine")
    assert main(command) == 1
    assert "test-learning-curve.png: this is not a picture of test.md, and would be" in capsys.readouterr().err
    (tmp_path / "test-learning-curve.png").unlink()
    (tmp_path / "test.md").write_text("# My notes\n")
    assert main(command) == 1
    assert "test.md: this is not a page of stance evaluate" in capsys.readouterr().err
    assert (tmp_path / "test.md").read_text() == "# My notes\n" != before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("notes.md", "this is not a model's card"),
        ("notes.json", "this is no file of a stored model"),
        ("notes.npz", "this is no file of a stored model"),
        ("notes-confusion.png", "this is not a picture of notes.md"),
    ],
)
def test_train_replaces_no_file_that_is_no_models_and_says_so_before_the_work(
    name, said, labelled, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text('{"mine": 1}')
    before = files(tmp_path)
    assert main(["train", str(labelled), "--target", "notes"]) == 1
    err = capsys.readouterr().err
    assert f"{name}: {said}" in err
    assert "training" not in err
    assert files(tmp_path) == before


def test_train_replaces_its_own_model_and_never_what_it_learns_from(model, labelled, tmp_path, capsys):
    assert main(["train", str(labelled), "--target", "ferry", "--out", str(tmp_path / "ferry")]) == 0
    mentions = tmp_path / "m.md"
    mentions.write_text("group,beginning\nferry,ferr\n")
    command = ["train", str(labelled), "--target", "ferry", "--mentions", str(mentions), "--out", str(tmp_path / "m")]
    assert main(command) == 1
    assert "m.md: this is read, and would be written over; name another file" in capsys.readouterr().err
    assert mentions.read_text() == "group,beginning\nferry,ferr\n"


@pytest.mark.parametrize("name", ["ferry.md", "ferry-confusion.png", "test.md", "test-confusion.png"])
def test_a_disk_that_is_full_is_named_and_the_same_command_works_where_there_is_place(
    name, model, labelled, tmp_path, capsys, monkeypatch
):
    before, write = files(tmp_path), Path.write_bytes
    command = ["train", str(labelled), "--target", "ferry", "--out", str(tmp_path / "ferry")]
    if name.startswith("test"):
        command = ["evaluate", str(model), str(tmp_path / "new.csv"), "--out", str(tmp_path / "test.md")]

    def full(path, data):
        if name in path.name:
            write(path, data[:10])
            raise OSError(28, "No space left on device")
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert main(command) == 1
    assert (
        f"{command[-1].removesuffix('.md')}.md: cannot be written (No space left on device)" in capsys.readouterr().err
    )
    assert files(tmp_path) == before
    assert main(command) == 0
