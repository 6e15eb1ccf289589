"""Label files and sessions: nothing decided is lost, nobody overwrites anybody."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import stance
from stance import StanceError, TableError, sample_to_label
from stance.csv_files import read_written, write_csv
from stance.labelling import Decision, LabelFile, Session, read_labels, text_hash
from stance.labelling.decisions import from_line, strict_json, to_line
from stance.labelling.sampling import frame_of
from stance.table import CLASSES

TABLE = pd.DataFrame({"comment_id": [f"p#{i}" for i in range(6)], "text": [f"comment {i}" for i in range(6)]})


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def decision(comment: str = "p#1", label: str | None = "favor", who: str = "ana", **more) -> Decision:
    return Decision(comment, label, who, "2025-05-01T12:00:00+00:00", "8d2f", **more)


def test_a_line_holds_all_that_is_needed_to_estimate_from_it(tmp_path):
    sample = sample_to_label(TABLE, 3, seed=5)
    session = Session(sample, tmp_path / "l.jsonl", annotator="ana")
    session.toggle_sarcasm()
    session.decide("against")
    (line,) = lines(tmp_path / "l.jsonl")
    assert line["time"].endswith("+00:00")
    del line["time"]
    first = sample.iloc[0]
    assert line == {
        "comment_id": first["comment_id"],
        "label": "against",
        "annotator": "ana",
        "text_hash": text_hash(first["text"]),
        "sarcasm": True,
        "votes_shown": False,
        "sample": {"strategy": "random", "seed": 5, "k": 3, "n": 6, "by": None, "frame": frame_of(TABLE["comment_id"])},
    }


def test_each_decision_is_in_the_file_before_the_next_comment_is_current(tmp_path):
    session = Session(TABLE, tmp_path / "l.jsonl", annotator="ana")
    for number, label in enumerate(["favor", None, "none"], start=1):
        session.decide(label)
        assert [line["label"] for line in lines(tmp_path / "l.jsonl")][-1] == label
        assert len(lines(tmp_path / "l.jsonl")) == number == session.done + session.skipped
    assert (session.done, session.skipped) == (2, 1)
    assert session.current.comment_id == "p#3"


def test_undo_takes_back_the_latest_even_of_a_session_before(tmp_path):
    Session(TABLE, tmp_path / "l.jsonl", annotator="ana").decide("favor")
    session = Session(TABLE, tmp_path / "l.jsonl", annotator="ana")
    assert session.current.comment_id == "p#1"
    assert session.undo()
    assert session.current.comment_id == "p#0"
    assert not session.undo()
    assert [line.get("undo", False) for line in lines(tmp_path / "l.jsonl")] == [False, True]
    assert read_labels(tmp_path / "l.jsonl").empty


def test_what_was_skipped_comes_back_once_after_the_others(tmp_path):
    session = Session(TABLE[:3], tmp_path / "l.jsonl", annotator="ana")
    assert session.skip()
    session.decide("favor")
    assert session.skip()
    assert (session.current.comment_id, session.again, session.done, session.skipped) == ("p#0", True, 1, 2)
    session.decide("none")
    assert not session.skip()
    assert (session.current, session.done, session.skipped) == (None, 2, 1)
    assert read_labels(tmp_path / "l.jsonl")["label"].tolist() == ["none", "favor"]


def test_what_was_skipped_comes_back_at_the_next_start_after_what_is_new(tmp_path):
    before = Session(TABLE[:2], tmp_path / "l.jsonl", annotator="ana")
    before.skip()
    before.decide("favor")
    before.skip()
    assert before.current is None
    session = Session(TABLE[:3], tmp_path / "l.jsonl", annotator="ana")
    assert (session.current.comment_id, session.again, session.skipped) == ("p#2", False, 1)
    session.decide("none")
    assert (session.current.comment_id, session.again) == ("p#0", True)
    assert not session.skip()
    assert session.current is None


def test_undo_after_a_return_goes_back_step_by_step(tmp_path):
    session = Session(TABLE[:2], tmp_path / "l.jsonl", annotator="ana")
    session.skip()
    session.decide("favor")
    session.decide("against")  # p#0, which has come back
    session.undo()
    assert (session.current.comment_id, session.again) == ("p#0", True)
    assert read_labels(tmp_path / "l.jsonl")["comment_id"].tolist() == ["p#1"]
    session.undo()
    assert (session.current.comment_id, session.skipped) == ("p#1", 1)
    session.undo()
    assert (session.current.comment_id, session.again, session.skipped) == ("p#0", False, 0)
    assert session.skip()  # and it would come back


def test_a_label_says_what_it_is_about(tmp_path):
    session = Session(TABLE.assign(target=["ferry", None] * 3), tmp_path / "l.jsonl", annotator="ana")
    assert session.current.target == "ferry"
    session.decide("favor")
    assert session.current.target is None
    session.decide("none")
    assert [line.get("target", "nothing") for line in lines(tmp_path / "l.jsonl")] == ["ferry", "nothing"]
    assert read_labels(tmp_path / "l.jsonl")["target"].fillna("missing").tolist() == ["ferry", "missing"]


def test_the_target_is_the_tables_or_what_is_said_or_that_of_the_votes(tmp_path):
    scored = sample_to_label(stance.score(TABLE), 3)
    assert Session(scored, tmp_path / "a.jsonl", annotator="ana").current.target == "us-japan-talks"
    assert Session(scored, tmp_path / "a.jsonl", annotator="ana", target="ferry").current.target == "ferry"
    scored.attrs["target"] = ["odd"]
    assert Session(scored, tmp_path / "a.jsonl", annotator="ana").current.target is None
    with pytest.raises(TableError, match="target='ferry', and the table's column 'target' names 'bridge'; leave one"):
        Session(TABLE.assign(target="bridge"), tmp_path / "a.jsonl", annotator="ana", target="ferry")


def test_labels_on_two_targets_do_not_mix_in_one_file(tmp_path):
    Session(TABLE, tmp_path / "l.jsonl", annotator="ana", target="ferry").decide("favor")
    with pytest.raises(TableError, match="ana has labelled these comments as to 'ferry', not 'bridge'; name another"):
        Session(TABLE, tmp_path / "l.jsonl", annotator="ana", target="bridge")
    assert Session(TABLE, tmp_path / "l.jsonl", annotator="ben", target="bridge").done == 0
    assert Session(TABLE, tmp_path / "l.jsonl", annotator="ana").done == 1
    changed = TABLE.replace("comment 0", "comment nought")
    assert Session(changed, tmp_path / "l.jsonl", annotator="ana", target="bridge").done == 0


def test_files_from_before_targets_and_returns_are_read_and_gone_on_with(tmp_path):
    about = {"annotator": "ana", "time": "2025-05-01T12:00:00.000+00:00", "sarcasm": False, "votes_shown": False}
    old = [
        {"comment_id": f"p#{i}", "label": label, "text_hash": text_hash(f"comment {i}"), "sample": None} | about
        for i, label in enumerate(["favor", None])
    ]
    (tmp_path / "l.jsonl").write_text("".join(json.dumps(line) + "\n" for line in old))
    assert read_labels(tmp_path / "l.jsonl", TABLE.assign(target="ferry"))["label"].tolist() == ["favor"]
    session = Session(TABLE[:2], tmp_path / "l.jsonl", annotator="ana", target="ferry")
    assert (session.current.comment_id, session.done, session.skipped) == ("p#1", 1, 1)
    session.decide("none")
    session.undo()
    session.undo()
    session.undo()
    assert read_labels(tmp_path / "l.jsonl").empty


def drawn(comment: str, **options) -> pd.DataFrame:
    """Return one comment of a sample of all."""
    return sample_to_label(TABLE, 6, **options).loc[lambda sample: sample["comment_id"] == comment]


def grown(path: Path, who: str = "ana") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Label all of the first four comments, by their names; return samples of those and of all six."""
    monday, friday = sample_to_label(TABLE[:4], 4), sample_to_label(TABLE, 6)
    session = Session(monday, path, annotator=who)
    while session.current:
        session.decide("favor" if session.current.comment_id in ("p#0", "p#1") else "none")
    return monday, friday


def test_a_comment_drawn_again_keeps_its_label_in_both_samples_and_is_not_asked_again(tmp_path):
    path = tmp_path / "l.jsonl"
    monday, friday = grown(path)
    session = Session(friday, path, annotator="ana")
    asked = []
    while session.current:
        asked.append(session.current.comment_id)
        session.decide("against")
    assert sorted(asked) == ["p#4", "p#5"]
    assert (session.done, session.taken_over, session.to_take_over) == (6, 4, 0)
    labels = read_labels(path, TABLE)
    assert labels["problem"].isna().all()
    assert set(labels["sample_n"]) == {6}
    assert labels.set_index("comment_id")["label"].to_dict() == {
        "p#0": "favor", "p#1": "favor", "p#2": "none", "p#3": "none", "p#4": "against", "p#5": "against"
    }  # fmt: skip
    others = labels.dropna(subset=["sample_others"]).set_index("comment_id")["sample_others"]
    assert {name: [sample["n"] for sample in json.loads(cell)] for name, cell in others.items()} == {
        f"p#{i}": [4] for i in range(4)
    }
    count = len(lines(path))
    for sample in (monday, friday):
        assert Session(sample, path, annotator="ana").current is None
    assert len(lines(path)) == count, "each label stands for both samples, and is written no more"


def test_a_label_taken_over_says_when_it_was_decided_and_how(tmp_path):
    path = tmp_path / "l.jsonl"
    session = Session(drawn("p#2").assign(target="ferry"), path, annotator="ana")
    session.toggle_sarcasm()
    session.decide("against")
    Session(drawn("p#2", by="text").assign(target="ferry"), path, annotator="ana")
    first, second = lines(path)
    assert second.pop("taken_over")
    assert (first.pop("sample")["strategy"], second.pop("sample")["strategy"]) == ("random", "stratified")
    assert first == second


def test_whoever_stops_early_has_taken_over_no_label_whose_turn_has_not_come(tmp_path):
    path = tmp_path / "l.jsonl"
    _, friday = grown(path)
    session = Session(friday, path, annotator="ana")
    order = friday["comment_id"].tolist()
    turn = order.index(session.current.comment_id)
    drawn = {d.comment_id for d in session.file.decisions() if d.sample.n == 6}
    assert drawn == set(order[:turn])
    assert session.taken_over == turn
    assert session.to_take_over == 4 - turn
    session.decide("against")
    after = order.index(session.current.comment_id)
    assert {d.comment_id for d in session.file.decisions() if d.sample.n == 6} == set(order[:after])


def test_undo_takes_back_the_latest_decision_with_what_was_taken_over_after_it(tmp_path):
    path = tmp_path / "l.jsonl"
    _, friday = grown(path)
    session = Session(friday, path, annotator="ana")
    asked = []
    while session.current:
        asked.append(session.current.comment_id)
        session.decide("against")
    for again in (session, Session(friday, path, annotator="ana")):
        assert again.undo()
        assert (again.current.comment_id, again.again, again.done) == (asked[-1], False, 5)
        again.decide("none")
        assert again.current is None
        assert read_labels(path)["sample_n"].tolist() == [6] * 6
    assert [session.undo() for _ in range(7)] == [True] * 6 + [False]
    assert read_labels(path).empty


def test_what_cannot_be_taken_over_is_asked_and_the_decision_before_it_is_kept(tmp_path, monkeypatch):
    grown(tmp_path / "l.jsonl")
    order = ["p#4", "p#0", "p#5", "p#1", "p#2", "p#3"]
    sample = sample_to_label(TABLE, 6).sort_values("comment_id", key=lambda ids: ids.map(order.index))
    session = Session(sample, tmp_path / "l.jsonl", annotator="ana")
    append = LabelFile.append

    def fail(self, decision):
        if decision.taken_over:
            raise StanceError("the disk is full")
        append(self, decision)

    monkeypatch.setattr(LabelFile, "append", fail)
    session.decide("against")
    assert (session.done, session.taken_over, session.again) == (5, 0, False)
    assert [d.label for d in session.file.decisions()][-1] == "against"
    asked = session.current.comment_id
    session.decide("none")
    assert read_labels(tmp_path / "l.jsonl").set_index("comment_id")["label"][asked] == "none"
    monkeypatch.undo()
    session.decide("against")
    assert (session.current, session.done, session.taken_over) == (None, 6, 3)


def test_only_ones_own_label_of_the_same_text_and_target_is_taken_over_into_a_random_sample(tmp_path):
    path = tmp_path / "l.jsonl"
    _, friday = grown(path)
    changed = friday.replace("comment 1", "comment 1, edited")
    session = Session(changed, path, annotator="ana")
    assert (session.done, session.taken_over + session.to_take_over) == (3, 3)
    assert Session(friday, path, annotator="ben").to_take_over == 0
    Session(TABLE, tmp_path / "b.jsonl", annotator="ana", target="ferry").decide("none")
    with pytest.raises(TableError, match="has labelled these comments as to 'ferry', not 'bridge'"):
        Session(sample_to_label(TABLE, 6), tmp_path / "b.jsonl", annotator="ana", target="bridge")
    scored = TABLE.assign(**{f"p_{name}": 0.3 for name in CLASSES})
    count = len(lines(path))
    for sample in (TABLE, sample_to_label(scored, 6, strategy="uncertain")):
        assert Session(sample, path, annotator="ana").done == 4
    assert len(lines(path)) == count, "what is no random sample needs no labels of others"


def test_a_larger_plain_sample_begins_with_the_smaller_one_and_writes_no_label_again(tmp_path):
    path = tmp_path / "l.jsonl"
    session = Session(sample_to_label(TABLE, 2), path, annotator="ana")
    session.decide("favor")
    session.decide("none")
    larger = Session(sample_to_label(TABLE, 4), path, annotator="ana")
    assert (larger.done, larger.taken_over, len(lines(path))) == (2, 0, 2)


def test_a_sample_of_other_comments_in_the_same_number_is_another_sample(tmp_path):
    path = tmp_path / "l.jsonl"
    first, later = sample_to_label(TABLE[:4], 4), sample_to_label(TABLE[2:], 4)
    assert first["sample_n"].tolist() == later["sample_n"].tolist()
    grown(path)
    session = Session(later, path, annotator="ana")
    assert session.taken_over + session.to_take_over == 2


def test_a_skipped_comment_that_another_sample_has_labelled_is_taken_over(tmp_path):
    path = tmp_path / "l.jsonl"
    Session(drawn("p#2"), path, annotator="ana").skip()
    Session(drawn("p#2", seed=1), path, annotator="ana").decide("favor")
    third = Session(drawn("p#2", by="text"), path, annotator="ana")
    assert (third.current, third.done, third.taken_over) == (None, 1, 1)
    assert read_labels(path)["label"].tolist() == ["favor"]


def test_two_annotators_in_one_file_keep_their_own_progress(tmp_path):
    ana, ben = (Session(TABLE, tmp_path / "l.jsonl", annotator=who) for who in ("ana", "ben"))
    ana.decide("favor")
    ben.decide("none")
    ben.undo()
    ben.decide("against")
    assert Session(TABLE, tmp_path / "l.jsonl", annotator="ana").done == 1
    labels = read_labels(tmp_path / "l.jsonl")
    assert labels[["annotator", "label"]].to_numpy().tolist() == [["ana", "favor"], ["ben", "against"]]


def _label_many(path, who):
    for number in range(200):
        LabelFile(path).append(decision(f"p#{number}", who=who))


def test_two_processes_that_write_at_once_tear_no_line(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_label_many, args=(tmp_path / "l.jsonl", who)) for who in ("ana", "ben")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(lines(tmp_path / "l.jsonl")) == 400
    assert read_labels(tmp_path / "l.jsonl")["annotator"].value_counts().to_dict() == {"ana": 200, "ben": 200}


@pytest.mark.parametrize("cut", range(1, 100, 7))
def test_a_torn_last_line_costs_itself_and_nothing_else(tmp_path, cut):
    path = tmp_path / "l.jsonl"
    path.write_bytes(to_line(decision("p#1")) + to_line(decision("p#2"))[:-cut])
    session = Session(TABLE.replace("comment 1", "changed"), path, annotator="ana")
    session.decide("none")
    if cut == 1:  # the newline alone is missing
        assert read_labels(path)["comment_id"].tolist() == ["p#1", "p#2", "p#0"]
        return
    with pytest.warns(UserWarning, match="1 of 3 rows have no label that can be used .*jsonl:2: the line is torn"):
        labels = read_labels(path)
    assert labels["label"].dropna().tolist() == ["favor", "none"]
    assert labels["source"].str.rsplit(":", n=1).str[1].tolist() == ["1", "3", "2"]


def test_a_torn_first_line_is_still_a_file_of_labels(tmp_path):
    (tmp_path / "l.jsonl").write_bytes(b'{"comm')
    LabelFile(tmp_path / "l.jsonl").append(decision())
    assert [d.comment_id for d in LabelFile(tmp_path / "l.jsonl").decisions()] == ["p#1"]


def test_labels_are_added_to_no_other_file(tmp_path):
    (tmp_path / "t.csv").write_text("comment_id,text\n")
    with pytest.raises(TableError, match="this is no file of labels, and labels are added to no other"):
        Session(TABLE, tmp_path / "t.csv", annotator="ana")
    assert (tmp_path / "t.csv").read_text() == "comment_id,text\n"


def test_a_failing_write_is_said_and_keeps_the_comment(tmp_path):
    (tmp_path / "d").mkdir()
    session = Session(TABLE, tmp_path / "d" / "l.jsonl", annotator="ana")
    (tmp_path / "d" / "l.jsonl").unlink()
    (tmp_path / "d").rmdir()
    session.toggle_sarcasm()
    with pytest.raises(StanceError, match="cannot be written"):
        session.decide("favor")
    assert (session.current.comment_id, session.done, session.sarcasm) == ("p#0", 0, True)
    with pytest.raises(StanceError, match=r"gone/l.jsonl: cannot be written \(No such file or directory\)"):
        Session(TABLE, tmp_path / "gone" / "l.jsonl", annotator="ana")


def test_half_a_write_is_a_failure(tmp_path, monkeypatch):
    session = Session(TABLE, tmp_path / "l.jsonl", annotator="ana")
    write = __import__("os").write
    monkeypatch.setattr("os.write", lambda file, line: write(file, line[:20]))
    with pytest.raises(StanceError, match="only part of the line could be written; is the disk full"):
        session.decide("favor")
    monkeypatch.undo()
    session.decide("none")
    assert [d.label for d in session.file.decisions()] == ["none"]


def test_a_comment_whose_text_has_changed_is_asked_again(tmp_path):
    Session(TABLE, tmp_path / "l.jsonl", annotator="ana").decide("favor")
    changed = TABLE.replace("comment 0", "comment nought")
    assert Session(changed, tmp_path / "l.jsonl", annotator="ana").current.comment_id == "p#0"
    with pytest.warns(UserWarning, match="stale"):
        labels = read_labels(tmp_path / "l.jsonl", changed)
    assert labels["label"].isna().all()


def test_the_comment_is_shown_with_what_stands_around_it(tmp_path):
    about = {"page_title": ["Ferry to close", None], "reply_to": [None, "p#0"], "quoted": [None, "never"]}
    table = pd.DataFrame({"comment_id": ["p#0", "p#1"], "text": ["Keep it.", "No."], **about})
    session = Session(table, tmp_path / "l.jsonl", annotator="ana")
    assert (session.current.headline, session.current.answered, session.current.guess) == ("Ferry to close", None, None)
    session.skip()
    assert (session.current.answered, session.current.quoted) == ("Keep it.", "never")


def test_the_guess_is_hidden_unless_asked_for_and_then_marked(tmp_path):
    votes = {"stance": pd.Categorical(["none"] * 6), "p_none": [0.81] * 6}
    table = TABLE.assign(**votes)
    assert Session(table, tmp_path / "a.jsonl", annotator="ana").current.guess is None
    shown = Session(table, tmp_path / "l.jsonl", annotator="ana", show_votes=True)
    assert shown.current.guess == "none, 0.81"
    shown.decide("favor")
    assert read_labels(tmp_path / "l.jsonl")["votes_shown"].tolist() == [True]
    with pytest.raises(TableError, match="no votes to show: the table has no column 'stance'; call score"):
        Session(TABLE, tmp_path / "l.jsonl", annotator="ana", show_votes=True)


def test_what_cannot_be_labelled_is_said(tmp_path):
    session = Session(TABLE[:1], tmp_path / "l.jsonl", annotator="ana")
    with pytest.raises(TableError, match="there is no label 'maybe'; labels are favor, none, against"):
        session.decide("maybe")
    session.decide("none")
    with pytest.raises(TableError, match="there are no more comments to label; take the last one back with undo"):
        session.decide("none")
    with pytest.raises(TableError, match="no comment with text to label"):
        Session(TABLE[:0], tmp_path / "l.jsonl", annotator="ana")
    with pytest.raises(TableError, match="annotator must be a name"):
        Session(TABLE, tmp_path / "l.jsonl", annotator=" ")


def test_without_a_name_it_is_the_one_of_the_login(tmp_path, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "eva")
    assert Session(TABLE, tmp_path / "l.jsonl").annotator == "eva"

    def nobody():
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(TableError, match="say who labels: annotator='ana'"):
        Session(TABLE, tmp_path / "l.jsonl")


@given(
    text=st.text() | st.text("\r\n'=\",\x00 a"),
    start=st.sampled_from(["", "=", "'=", "''@", "'", "-x", "\ud800"]),
)
@settings(max_examples=60)
def test_a_text_has_the_same_hash_in_the_table_and_in_its_csv(text, start):
    table = pd.DataFrame({"comment_id": ["=p#1"], "text": [f"{start}{text}."]})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        write_csv(table, path)
        read = read_written(path)
    assert read["comment_id"].tolist() == ["=p#1"]
    assert text_hash(read["text"].iloc[0]) == text_hash(table["text"].iloc[0])


@given(
    comment=st.text(min_size=1),
    who=st.text(),
    label=st.sampled_from([None, *CLASSES]),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    target=st.none() | st.text(),
)
def test_a_decision_survives_its_line(comment, who, label, flags, target):
    sarcasm, votes_shown, undo = flags
    given_ = decision(
        comment, label, who, sarcasm=sarcasm, votes_shown=votes_shown, undo=undo, target=target, taken_over=votes_shown
    )
    line = to_line(given_)
    assert line.count(b"\n") == 1
    assert from_line(strict_json(line)) == given_


class Labelling(RuleBasedStateMachine):
    """Two annotators, any order of decisions, undoing and reopening: the file says what each last meant."""

    @initialize()
    def begin(self):
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "l.jsonl"
        self.sessions = {who: Session(TABLE, self.path, annotator=who) for who in ("ana", "ben")}
        self.meant: dict[str, list[tuple[str, str | None]]] = {"ana": [], "ben": []}

    @rule(who=st.sampled_from(["ana", "ben"]), label=st.sampled_from([None, *CLASSES]))
    def decide(self, who, label):
        session = self.sessions[who]
        if session.current:
            self.meant[who].append((session.current.comment_id, label))
            session.decide(label) if label else session.skip()

    @rule(who=st.sampled_from(["ana", "ben"]))
    def undo(self, who):
        assert self.sessions[who].undo() == bool(self.meant[who])
        if self.meant[who]:
            comment, _ = self.meant[who].pop()
            assert self.sessions[who].current.comment_id == comment

    @rule(who=st.sampled_from(["ana", "ben"]))
    def reopen(self, who):
        self.sessions[who] = Session(TABLE, self.path, annotator=who)

    @rule(who=st.sampled_from(["ana", "ben"]), seed=st.integers(0, 2))
    def open_another_sample(self, who, seed):
        self.sessions[who] = Session(sample_to_label(TABLE, 6, seed), self.path, annotator=who)

    @rule()
    def crash(self):
        with self.path.open("ab") as file:
            file.write(b'{"comment_id": "p#1", "lab')

    @invariant()
    def the_file_says_what_was_meant(self):
        latest = {who: dict(meant) for who, meant in self.meant.items()}
        for who, session in self.sessions.items():
            labels = list(latest[who].values())
            assert session.skipped == labels.count(None)
            assert session.done == len(labels) - session.skipped
            assert session.current or session.done + session.skipped == session.total
            assert session.again == bool(session.current and session.current.comment_id in latest[who])
        decided = {(who, *said) for who, meant in latest.items() for said in meant.items() if said[1]}
        stacks = {}
        for d in LabelFile(self.path).decisions():
            stack = stacks.setdefault((d.annotator, d.comment_id), [])
            stack.pop() if d.undo else stack.append(d.label)
        assert {(*key, stack[-1]) for key, stack in stacks.items() if stack and stack[-1]} == decided

    def teardown(self):
        self.folder.cleanup()


TestLabelling = Labelling.TestCase
TestLabelling.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
