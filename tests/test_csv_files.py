"""CSV files: no cell runs, wherever a spreadsheet parts the cells, and what was written is read back."""

from __future__ import annotations

import csv
import io
import os
import random
import threading
from pathlib import Path

import pandas as pd
import pytest

import stance
from stance.csv_files import csv_bytes, read_csv, read_written, unguarded, write_csv

SIGNS = tuple("=+-@＝＋－＠")
HOSTILE = [
    "Good idea;=HYPERLINK(1)|x",
    "So it is\n=cmd|' /C calc'!A0",
    "see\t@SUM(A1)",
    'quoted;"=1+1',
    "then;'=1+1",
    "\n=1+1",
    "on its own line\n- a point\n- another",
]


def cells(data, separator):
    text = data.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_like_a_formula_wherever_cells_are_parted(separator):
    table = pd.DataFrame({"comment_id": range(len(HOSTILE)), "author": "Ann;+1", "text": HOSTILE})
    assert not [cell for cell in cells(csv_bytes(table), separator) if cell.startswith(SIGNS)]


def test_of_many_strange_texts_none_begins_a_formula_and_all_come_back(tmp_path):
    draw, path = random.Random(0), tmp_path / "t.csv"
    for _ in range(300):
        texts = ["x" + "".join(draw.choices(";;\n\t\"\"''==+-@,x", k=draw.randrange(12))) for _ in range(4)]
        write_csv(pd.DataFrame({"text": texts, "more": texts[::-1]}), path)
        for separator in ",;\t":
            assert not [cell for cell in cells(path.read_bytes(), separator) if cell.startswith(SIGNS)]
        assert read_written(path)["text"].tolist() == texts
        assert pd.read_csv(path)["text"].map(unguarded).tolist() == [unguarded(text) for text in texts]


def test_faces_and_texts_without_such_signs_are_the_same_in_pandas(tmp_path):
    texts = ["fine ;-) ;=) and so on;\nnext line", "it's 5-3; a=b\tx", "don't; 'tis so", "a - b\n* c"]
    write_csv(pd.DataFrame({"text": texts}), tmp_path / "t.csv")
    assert pd.read_csv(tmp_path / "t.csv")["text"].tolist() == texts


def test_a_comment_is_scored_the_same_before_and_after_its_file(tmp_path):
    table = pd.DataFrame({"text": [*HOSTILE, "Great talks!\n- good\n- very good;-D"]})
    write_csv(table, tmp_path / "t.csv")
    before, after = stance.score(table), stance.score(pd.read_csv(tmp_path / "t.csv"))
    assert before["p_favor"].tolist() == pytest.approx(after["p_favor"].tolist(), nan_ok=True)
    assert before["sentiment"].tolist() == pytest.approx(after["sentiment"].tolist(), nan_ok=True)


def test_names_of_columns_are_no_formulas_and_come_back(tmp_path):
    names = ["=1+1", "@SUM(A1)", "\t=3", "plain", "a;=b"]
    write_csv(pd.DataFrame([["x"] * 5], columns=names), tmp_path / "t.csv")
    for separator in ",;\t":
        found = cells((tmp_path / "t.csv").read_bytes(), separator)
        assert not [cell for cell in found if cell.startswith((*SIGNS, "\t"))]
    assert read_written(tmp_path / "t.csv").columns.tolist() == names
    write_csv(pd.DataFrame([[1, 2]], columns=pd.Index([("=a", "b"), -1], tupleize_cols=False)), tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv")[0].columns.tolist() == ["('=a', 'b')", "'-1"]


def test_a_comment_of_any_length_is_read_back_and_the_limit_of_others_stays(tmp_path):
    long = "word " * 60_000
    write_csv(pd.DataFrame({"comment_id": ["a"], "text": [long]}), tmp_path / "t.csv")
    before = csv.field_size_limit()
    assert read_written(tmp_path / "t.csv")["text"].tolist() == [long]
    assert csv.field_size_limit() == before


def test_a_quotation_mark_left_open_is_named_with_its_row(tmp_path):
    path, before = tmp_path / "t.csv", csv.field_size_limit()
    path.write_text('text,label\n"so\nit is",none\n\n"too dear,against\nfine,none\n')
    with pytest.raises(
        stance.TableError, match=r"t\.csv: .*: row 2, which begins in line 5, does not end as it should"
    ):
        read_csv(path)
    path.write_text('text,label\nfine,none\n"too dear,against\n"it is",none\n')
    with pytest.raises(stance.TableError, match=r"row 2, which begins in line 3, .*a quotation mark within a text"):
        read_csv(path)
    path.write_text('"text,label\nfine,none\n')
    with pytest.raises(stance.TableError, match=r"the header, which begins in line 1"):
        read_csv(path)
    assert csv.field_size_limit() == before


def test_a_table_is_written_whole_or_what_stood_there_stays(tmp_path, monkeypatch):
    path, write = tmp_path / "t.csv", Path.write_bytes
    write_csv(pd.DataFrame({"text": ["first"]}), path)
    before = path.read_bytes()

    def full(place, data):
        write(place, data[:5])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(stance.StanceError, match=r"t\.csv: cannot be written \(No space left on device\)"):
            write_csv(pd.DataFrame({"text": ["second"]}), path)
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_table_is_written_into_a_pipe_and_through_a_link(tmp_path):
    table = pd.DataFrame({"text": ["first"]})
    (tmp_path / "l.csv").symlink_to(tmp_path / "t.csv")
    write_csv(table, tmp_path / "l.csv")
    assert (tmp_path / "l.csv").is_symlink()
    assert (tmp_path / "t.csv").read_bytes() == csv_bytes(table)
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_csv(table, pipe)
    reader.join()
    assert read == [csv_bytes(table)]
