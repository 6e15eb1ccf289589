"""``stance label``: the same session in a terminal, by lines or by single keys, deaf to what strangers wrote."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import read_labels, sample_to_label
from stance.cli import main
from stance.csv_files import write_csv
from stance.labelling import text_hash
from stance.labelling.guidelines import MEANINGS
from stance.labelling.session import KEYS
from stance.printing import printable

TABLE = pd.DataFrame(
    {
        "comment_id": [f"p#{i}" for i in range(4)],
        "page_title": "Ferry to close",
        "reply_to": [None, "p#0", None, None],
        "text": ["Keep the ferry.", "=1+1 is what it costs", "no \x1b[2J\x9b1mway\u202e", "When?"],
    }
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Label the table with these lines typed, and return what was printed."""
    write_csv(TABLE, tmp_path / "t.csv")

    def label(typed, *options, table="t.csv"):
        import io

        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main(["label", str(tmp_path / table), str(tmp_path / "l.jsonl"), "--annotator", "ana", *options])
        return status, *capsys.readouterr()

    return label


def test_one_key_and_enter_labels_a_comment_at_once(run, tmp_path):
    status, out, _ = run("1\ns\n2\n3\n \n \n")
    assert status == 0
    assert "ana labels 4 comments into" in out
    assert "3 of 4 labelled, 1 skipped; the same command shows again what was skipped; written:" in out
    order = sample_to_label(TABLE, 4)["comment_id"].tolist()
    labels = read_labels(tmp_path / "l.jsonl", TABLE).set_index("comment_id")
    assert labels["label"].reindex(order).iloc[:3].tolist() == ["favor", "against", "none"]
    assert labels["sarcasm"].reindex(order).iloc[:3].tolist() == [False, True, False]
    assert set(labels["sample_n"]) == {4}


def test_quitting_loses_nothing_and_the_same_command_goes_on(run):
    _, out, _ = run("1\nq\n", "--k", "3")
    assert "1 of 3 labelled; written:" in out
    _, out, _ = run("", "--k", "3")
    assert "[1 of 3 labelled] >" in out
    _, out, _ = run("2\n2\n2\n", "--k", "4")
    assert "4 of 4 labelled; written:" in out


def test_labels_of_an_earlier_table_are_taken_over_and_counted(run, tmp_path):
    write_csv(TABLE[:2], tmp_path / "monday.csv")
    run("1\n1\n", table="monday.csv")
    _, out, _ = run("2\n2\n")
    assert "2 labelled before, for another sample: not asked again, but taken over in their turn" in out
    assert "4 of 4 labelled, 2 of them taken over; written:" in out
    labels = read_labels(tmp_path / "l.jsonl", TABLE)
    assert set(labels["sample_n"]) == {4}
    assert labels.set_index("comment_id")["label"].to_dict() == {
        "p#0": "favor", "p#1": "favor", "p#2": "against", "p#3": "against"
    }  # fmt: skip


def test_undo_and_an_unknown_key(run, tmp_path):
    _, out, _ = run("u\nx\n\n2\nu\n1\nq\n", "--k", "2")
    assert "there is nothing to take back" in out
    assert out.count("1 favor  2 against  3 none  s sarcasm  u undo  space skip  ? what they mean  q quit") == 3
    assert "taken back" in out
    assert read_labels(tmp_path / "l.jsonl")["label"].tolist() == ["favor"]


def test_the_last_one_can_be_taken_back_when_all_are_done(run, tmp_path):
    _, out, _ = run("1\nu\n3\nq\n", "--k", "1")
    assert "[1 of 1 labelled, no more; u takes the last one back, q quits] >" in out
    assert read_labels(tmp_path / "l.jsonl")["label"].tolist() == ["none"]


def test_text_is_hashed_as_the_library_holds_it_and_printed_without_its_controls(run, tmp_path):
    _, out, _ = run("1\n1\n1\n1\n")
    assert "\n=1+1 is what it costs\n" in out
    assert "no [2J1mway\n" in out
    assert "\x1b" not in out
    labels = read_labels(tmp_path / "l.jsonl", TABLE).set_index("comment_id")
    for comment, text in zip(TABLE["comment_id"], TABLE["text"], strict=True):
        assert labels.loc[comment, "text_hash"] == text_hash(text)


def test_what_stands_around_a_comment_is_shown_and_the_guess_if_asked_for(run, tmp_path):
    write_csv(TABLE[1:2].assign(stance="none", p_none=0.8, reply_to_text="Keep\x07 it"), tmp_path / "s.csv")
    _, out, _ = run("", "--show-votes", table="s.csv")
    assert "headline: Ferry to close" in out
    assert "classifier's guess: none, 0.80" in out
    assert "in answer to: Keep the ferry." in run("1\n1\n1\n1\n")[1]
    assert "guess" not in run("", table="s.csv")[1]


def test_what_the_stance_is_towards_is_shown_with_each_comment(run, tmp_path):
    _, out, _ = run("1\n2\nq\n", "--target", "the \x1b[2Jferry")
    assert out.count("\n  stance towards: the [2Jferry\n") == 3
    assert set(read_labels(tmp_path / "l.jsonl")["target"]) == {"the \x1b[2Jferry"}
    write_csv(TABLE.assign(target="the bridge"), tmp_path / "b.csv")
    status, _, err = run("1\n", "--target", "the ferry", table="b.csv")
    assert status == 1
    assert "target='the ferry', and the table's column 'target' names 'the bridge'" in err
    status, _, err = run("1\n", table="b.csv")
    assert status == 1
    assert "not 'the bridge'; name another file of labels, or the same target" in err


def test_where_nothing_says_the_target_the_option_is_named(run, tmp_path):
    assert "what the stance is towards is not said: --target NAME shows it" in run("")[1]
    write_csv(TABLE.assign(target="the bridge"), tmp_path / "b.csv")
    _, out, _ = run("", table="b.csv")
    assert "stance towards: the bridge" in out
    assert "not said" not in out


@pytest.mark.parametrize("key", ["?", "h", "H"])
def test_one_key_says_what_the_labels_mean_and_decides_nothing(run, tmp_path, key):
    _, out, _ = run(f"{key}\nq\n", "--target", "the ferry")
    assert "  target: the ferry\n" in out
    for number, label in enumerate(MEANINGS, start=1):
        assert f"  {number} {label} – the writer {MEANINGS[label][:30]}" in out
    assert out.count("Irony counts as it is meant") == 1
    assert "0 of 4 labelled; written" in out
    assert list(MEANINGS) == [KEYS[key] for key in "123"]
    assert (tmp_path / "l.jsonl").read_text() == ""


def test_what_was_skipped_is_shown_again_and_said_so(run):
    _, out, _ = run(" \n1\nq\n", "--k", "2")
    assert "skipped; shown again after the others" in out
    assert out.count("you skipped this one before; skipped again it is left without a label") == 1
    assert "[1 of 2 labelled, 1 skipped] > " in out
    _, out, _ = run(" \nq\n", "--k", "1", "--annotator", "ben")
    assert out.count("you skipped this one before") == 1  # though there is no other
    _, out, _ = run(" \nq\n", "--k", "2")
    assert "1 skipped before: shown again, after the others" in out
    assert "skipped again; left without a label" in out
    assert "[1 of 2 labelled, 1 skipped, no more; u takes the last one back, q quits] > " in out
    _, out, _ = run("2\nq\n", "--k", "2")
    assert "2 of 2 labelled; written:" in out


def test_a_sample_in_a_file_is_labelled_in_its_order(run, tmp_path):
    write_csv(sample_to_label(TABLE, 3, seed=9), tmp_path / "s.csv")
    run("1\n2\n3\n", table="s.csv")
    labels = read_labels(tmp_path / "l.jsonl")
    assert labels["comment_id"].tolist() == sample_to_label(TABLE, 3, seed=9)["comment_id"].tolist()
    assert labels[["sample_seed", "sample_k", "sample_n"]].drop_duplicates().to_numpy().tolist() == [[9, 3, 4]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "there is no column 'comment_id'; label a table that stance parse --out or stance score wrote"),
        ("comment_id,text\np#1,\n", "there is no comment with text to label"),
        ("comment_id,text\np#1,a\n", "5 comments were asked for, the table has 1 comments with text"),
    ],
)
def test_what_cannot_be_labelled_is_named_and_the_status_1(run, tmp_path, content, message):
    (tmp_path / "x.csv").write_text(content)
    status, _, err = run("1\n", "--k", "5", table="x.csv")
    assert status == 1
    assert message in err
    assert not (tmp_path / "l.jsonl").exists()


def test_a_write_that_fails_is_said_and_the_comment_stays(run, monkeypatch):
    from stance.errors import StanceError

    def full(*_):
        raise StanceError("l.jsonl: cannot be written (No space left on device)")

    monkeypatch.setattr("stance.labelling.label_file.LabelFile.append", full)
    _, out, _ = run("1\n", "--k", "1")
    assert "not written: l.jsonl: cannot be written (No space left on device)" in out
    assert "0 of 1 labelled" in out


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of single keys needs termios")
def test_in_a_terminal_single_keys_are_enough(tmp_path):
    import pty

    write_csv(TABLE, tmp_path / "t.csv")
    command = [sys.executable, "-m", "stance", "label", str(tmp_path / "t.csv"), str(tmp_path / "l.jsonl"), "--k", "3"]
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*command, "--annotator", "ana"], stdin=follower, stdout=follower, stderr=follower, close_fds=True
    )
    os.close(follower)
    shown = ""
    for key, prompt in (("1", "[0 of 3 labelled] > "), ("3", "[1 of 3 labelled] > "), ("q", "[2 of 3 labelled] > ")):
        shown = _read_until(leader, prompt)
        os.write(leader, key.encode())
    shown = _read_until(leader, "2 of 3 labelled; written:")
    assert process.wait(timeout=60) == 0
    os.close(leader)
    assert "Traceback" not in shown
    assert read_labels(tmp_path / "l.jsonl")["label"].tolist() == ["favor", "none"]


def _read_until(file, text):
    shown, end = "", time.monotonic() + 60
    while text not in shown:
        assert time.monotonic() < end, shown
        if select.select([file], [], [], 0.2)[0]:
            shown += os.read(file, 4096).decode("utf-8", "replace")
    return shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_printed(text):
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", printable(text))
