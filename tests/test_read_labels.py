"""Reading labels: every format, the latest decision of each annotator, and every odd row reported."""

from __future__ import annotations

import csv
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stance
from stance import TableError, read_labels, sample_to_label
from stance.csv_files import read_csv, write_csv
from stance.labelling import LabelFile, LabelWarning, Session, formats, text_hash
from stance.labelling.label_file import MAX_LINE
from stance.labelling.reading import LABEL_COLUMNS

TABLE = pd.DataFrame({"comment_id": ["p#1", "p#2", "p#3"], "text": ["Keep it.", "Scrap it.", "When?"]})


def prodigy(comment="p#1", accept=("favor",), answer="accept", **more):
    return {"text": "…", "meta": {"comment_id": comment}, "accept": list(accept), "answer": answer, **more}


def annotation(*choices, who=1, **more):
    result = [{"from_name": "stance", "to_name": "text", "type": "choices", "value": {"choices": list(choices)}}]
    return {"completed_by": who, "result": result, "was_cancelled": False, **more}


def task(*annotations, **data):
    return {"id": 1, "data": {"comment_id": "p#1", "text": "…", **data}, "annotations": list(annotations)}


def save_lines(path, *records):
    path.write_text("".join(record if isinstance(record, str) else json.dumps(record) + "\n" for record in records))
    return path


def save_tasks(path, *tasks):
    path.write_text(json.dumps(tasks))
    return path


def said(frame, *columns):
    return frame[list(columns or ("comment_id", "label", "annotator"))].astype(object).to_numpy(na_value=None).tolist()


def read_odd(*arguments):
    with pytest.warns(LabelWarning):
        return read_labels(*arguments)


def test_what_was_labelled_is_read_with_its_sample(tmp_path):
    session = Session(sample_to_label(TABLE, 2, seed=3), tmp_path / "l.jsonl", annotator="ana")
    session.decide("favor")
    session.skip()
    frame = read_labels(tmp_path / "l.jsonl", TABLE)
    assert tuple(frame.columns) == LABEL_COLUMNS
    assert len(frame) == 1
    columns = ("label", "sample_strategy", "sample_seed", "sample_k", "sample_n", "sample_by", "votes_shown", "problem")
    assert said(frame, *columns) == [["favor", "random", 3, 2, 3, None, False, None]]
    assert frame["source"].tolist() == [f"{tmp_path / 'l.jsonl'}:1"]
    assert (pd.Timestamp.now("UTC") - frame["time"].iloc[0]).total_seconds() < 60


def test_labels_on_another_target_than_the_tables_have_a_problem(tmp_path):
    for name, label in (("ferry", "favor"), ("bridge", "against")):
        Session(TABLE, tmp_path / f"{name}.jsonl", annotator="ana", target=name).decide(label)
    both = [tmp_path / "ferry.jsonl", tmp_path / "bridge.jsonl"]
    frame = read_odd(both, TABLE.assign(target="ferry"))
    assert said(frame, "label", "target") == [["favor", "ferry"], [None, "bridge"]]
    assert frame["problem"].iloc[1] == "the label is about 'bridge', the comment about 'ferry'"
    frame = read_odd(both)
    assert frame["label"].isna().all()
    assert set(frame["problem"]) == {"labels of one annotator are about several targets: bridge, ferry"}


def test_a_table_of_labels_may_say_the_target(tmp_path):
    (tmp_path / "l.csv").write_text("comment_id,label,target\np#1,favor,ferry\np#2,none,\n")
    assert said(read_labels(tmp_path / "l.csv"), "label", "target") == [["favor", "ferry"], ["none", None]]


def test_dtypes_are_the_same_with_rows_and_without(tmp_path):
    LabelFile(tmp_path / "l.jsonl")
    empty = read_labels(tmp_path / "l.jsonl")
    Session(TABLE, tmp_path / "l.jsonl", annotator="ana").decide("favor")
    assert empty.empty
    assert empty.dtypes.to_dict() == read_labels(tmp_path / "l.jsonl").dtypes.to_dict()


def test_csv(tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("\ufeffcomment_id,label,annotator,sarcasm\np#1,Favor ,ana,true\np#2,,ana,\np#3,none,,\n")
    assert said(read_labels(path), "comment_id", "label", "annotator", "sarcasm", "source") == [
        ["p#1", "favor", "ana", True, f"{path}:2"],
        ["p#3", "none", None, False, f"{path}:4"],
    ]


def test_what_is_read_can_be_written_as_csv_and_read_again(tmp_path):
    session = Session(sample_to_label(TABLE, 3, seed=3), tmp_path / "l.jsonl", annotator="=ana")
    for label in ("favor", "none", "against"):
        session.decide(label)
    first = read_labels(tmp_path / "l.jsonl")
    write_csv(first, tmp_path / "l.csv")
    again = read_labels(tmp_path / "l.csv", TABLE)
    pd.testing.assert_frame_equal(first.drop(columns="source"), again.drop(columns="source"))


def test_the_samples_that_have_drawn_a_comment_survive_csv_and_several_files(tmp_path):
    for number, seed in enumerate((3, 4)):
        Session(sample_to_label(TABLE, 3, seed=seed), tmp_path / f"{number}.jsonl", annotator="ana").decide("favor")
    session = Session(sample_to_label(TABLE, 3, seed=4), tmp_path / "0.jsonl", annotator="ana")
    while session.current:
        session.decide("none")
    frame = read_labels([tmp_path / "0.jsonl", tmp_path / "1.jsonl"])
    assert frame["label"].notna().all()
    write_csv(frame, tmp_path / "l.csv")
    again = read_labels(tmp_path / "l.csv")
    assert again["sample_others"].tolist() == frame["sample_others"].tolist()
    assert [json.loads(cell)[0]["seed"] for cell in frame["sample_others"].dropna()] == [3]
    write_csv(frame.assign(sample_others="[3]"), tmp_path / "l.csv")
    odd = read_odd(tmp_path / "l.csv")
    assert set(odd["problem"]) == {"sample_others is no list of samples, as read_labels writes it"}


GUARDED = ("@Ann No, a deal it must be.", "- What a deal!", "+1 for it", "=) good", "'+1", "'tis a deal", "Fine.")


def test_labels_of_comments_that_begin_like_a_formula_survive_the_way_through_pandas(tmp_path):
    table = pd.DataFrame({"comment_id": [f"p#{i}" for i in range(len(GUARDED))], "text": GUARDED})
    session = Session(sample_to_label(table, len(table)), tmp_path / "l.jsonl", annotator="ana")
    for _ in GUARDED:
        session.decide("favor")
    read = table
    for _ in range(2):  # what pandas has read and the library writes again has two guards
        write_csv(read, tmp_path / "t.csv")
        read = pd.read_csv(tmp_path / "t.csv")
        labels = read_labels(tmp_path / "l.jsonl", read)
        assert labels["label"].eq("favor").sum() == len(GUARDED)
        shares = stance.estimate_prevalence(read, labels=labels)
        assert shares.to_frame()["k"].unique().tolist() == [len(GUARDED)]
        assert not any("left out" in warning for warning in shares.warnings)
    assert read["text"].iloc[0] == "''@Ann No, a deal it must be."


def test_label_studio(tmp_path):
    mail = {"id": 7, "email": "ben@example.org"}
    path = save_tasks(
        tmp_path / "ls.json",
        task(annotation("Against", "sarcasm", created_at="2025-05-01T12:00:00.5Z"), annotation("none", who=mail)),
        task(annotation("favor", was_cancelled=True), comment_id="p#2"),
        task(comment_id="p#3"),
    )
    columns = ("comment_id", "label", "annotator", "sarcasm", "source")
    assert said(read_labels(path), *columns) == [
        ["p#1", "against", "1", True, f"{path}:1"],
        ["p#1", "none", "ben@example.org", False, f"{path}:1"],
    ]


def test_prodigy(tmp_path):
    path = save_lines(
        tmp_path / "p.jsonl",
        prodigy(_annotator_id="news-ana", _timestamp=1746100800),
        {"text": "…", "comment_id": "p#2", "label": "none", "answer": "accept"},
        prodigy("p#3", answer="ignore"),
    )
    assert said(read_labels(path)) == [["p#1", "favor", "news-ana"], ["p#2", "none", None]]
    assert read_labels(path)["time"].iloc[0] == pd.Timestamp("2025-05-01T12:00Z")


@pytest.mark.parametrize("before", ["", "\ufeff", "\n  \n"])
def test_an_export_on_one_line_may_be_longer_than_a_line_of_ours(tmp_path, before):
    path = tmp_path / "ls.json"
    tasks = [task(annotation("favor"), comment_id=f"p#{i}", text="So it is. " * 40) for i in range(3000)]
    path.write_text(before + json.dumps(tasks), encoding="utf-8")
    assert path.stat().st_size > MAX_LINE
    assert read_labels(path)["label"].eq("favor").sum() == 3000


@pytest.mark.parametrize("time", [-99999999999, -62135596801, 253402300800, 1746100800000, 1e300, 10**400])
def test_a_time_that_is_none_is_its_rows_problem(tmp_path, time):
    path = save_lines(tmp_path / "p.jsonl", prodigy(_timestamp=time), prodigy("p#2", _timestamp=-62135596800))
    frame = read_odd(path)
    assert said(frame, "comment_id", "label") == [["p#2", "favor"], ["p#1", None]]
    assert frame["problem"].iloc[1].startswith(f"_timestamp {time!r:.60} is no time, in seconds since 1970")


@pytest.mark.parametrize("column", ["label", "comment_id", "annotator", "sample_n"])
def test_a_column_that_stands_in_a_csv_twice_is_refused(tmp_path, column):
    names = list(dict.fromkeys(["comment_id", "label", column]))
    (tmp_path / "l.csv").write_text(f"{','.join(names)},{column}\n{','.join(['favor'] * (len(names) + 1))}\n")
    with pytest.raises(TableError, match=rf"l.csv: the column '{column}' stands there more than once; leave one"):
        read_labels(tmp_path / "l.csv")
    (tmp_path / "l.csv").write_text("comment_id,label,note,note\np#1,favor,a,b\n")
    assert said(read_labels(tmp_path / "l.csv"), "label") == [["favor"]]


def test_a_name_that_no_file_can_have_is_said_to_be_so():
    for read in (read_labels, lambda path: Session(TABLE, path, annotator="ana")):
        with pytest.raises(TableError, match=r"'a\\x00b': no file has such a name; it holds a null byte"):
            read("a\0b")


def test_a_file_of_more_rows_than_are_read_is_refused_and_the_rest_of_it_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("stance.labelling.formats.MAX_ROWS", 3)
    files = {
        "l.csv": "\n".join(["comment_id,label", *(f"p#{i},favor\n" for i in range(4))]),
        "p.jsonl": "".join(json.dumps(prodigy(f"p#{i}")) + "\n" for i in range(4)),
        "ls.json": json.dumps([task(*[annotation("none", who=i) for i in range(4)])]),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
        with pytest.raises(TableError, match=f"{name}: there are more rows than the 3 that are read; split the file"):
            read_labels(tmp_path / name)
    for name, content in files.items():
        monkeypatch.setattr("stance.labelling.formats.MAX_ROWS", 4)
        assert len(read_labels(tmp_path / name)) == 4, content
    monkeypatch.undo()
    (tmp_path / "l.csv").write_text("a,\n" * (formats.MAX_ROWS + 1))
    readers = []
    reader = csv.reader
    monkeypatch.setattr("csv.reader", lambda lines, strict: readers.append(reader(lines)) or readers[-1])
    with pytest.raises(TableError, match="more rows than the 3 that are read"):
        read_csv(tmp_path / "l.csv", 3)
    assert readers[0].line_num == 5


def test_several_files_in_several_formats_are_read_together(tmp_path):
    (tmp_path / "l.csv").write_text("comment_id,label,annotator\np#1,favor,ben\n")
    Session(TABLE, tmp_path / "l.jsonl", annotator="ana").decide("none")
    frame = read_labels([tmp_path / "l.csv", tmp_path / "l.jsonl"])
    assert said(frame) == [["p#1", "favor", "ben"], ["p#1", "none", "ana"]]


def test_the_later_of_two_files_counts(tmp_path):
    for name, label in (("z", "favor"), ("a", "none")):
        Session(TABLE, tmp_path / f"{name}.jsonl", annotator="ana").decide(label)
        (tmp_path / f"{name}.jsonl").write_text(
            (tmp_path / f"{name}.jsonl").read_text().replace('"20', '"19' if name == "z" else '"20')
        )
    assert said(read_labels([tmp_path / "a.jsonl", tmp_path / "z.jsonl"]), "label") == [["none"]]


PROBLEMS = {
    "unknown label": ("comment_id,label\np#1,meh\np#2,none\n", "unknown label 'meh'; labels are favor, none, against"),
    "no id": ("comment_id,label\n,favor\np#2,none\n", "there is no comment_id"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_row_of_csv_with_a_problem_stays_and_says_it(tmp_path, name):
    text, problem = PROBLEMS[name]
    (tmp_path / "l.csv").write_text(text)
    frame = read_odd(tmp_path / "l.csv")
    assert said(frame, "label", "problem") == [["none", None], [None, problem]]
    assert frame["source"].tolist() == [f"{tmp_path / 'l.csv'}:3", f"{tmp_path / 'l.csv'}:2"]


def test_conflicts_without_times_are_reported_on_every_row(tmp_path):
    (tmp_path / "l.csv").write_text("comment_id,label,annotator\np#1,favor,ana\np#1,none,ana\np#1,none,ben\n")
    frame = read_odd(tmp_path / "l.csv")
    assert said(frame, "annotator", "label") == [["ana", None], ["ana", None], ["ben", "none"]]
    assert frame["problem"].iloc[0] == "labels of one annotator differ, and no time says which is later: favor, none"
    save_tasks(tmp_path / "ls.json", task(annotation("favor"), annotation("none")))
    assert read_odd(tmp_path / "ls.json")["label"].isna().all()


def test_conflicts_with_times_are_settled_by_them(tmp_path):
    rows = ("favor,2025-05-01T14:00:00+02:00", "none,2025-05-01T12:30:00Z", "against,2025-05-01 11:00")
    (tmp_path / "l.csv").write_text("comment_id,label,time\n" + "".join(f"p#1,{row}\n" for row in rows))
    assert said(read_labels(tmp_path / "l.csv"), "label") == [["none"]]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (prodigy(answer="reject"), "answer 'reject': it says what the stance is not"),
        (prodigy(accept=["favor", "none"]), "2 labels where there must be one"),
        (prodigy(accept=[]), "no labels where there must be one"),
        (prodigy(accept=["yes"]), "unknown label 'yes'"),
        ({"text": "…", "label": "none", "answer": "accept"}, "there is no comment_id"),
        ({"comment_id": "p#2", "annotator": "ana", "label": "meh"}, "unknown label 'meh'"),
        ({"comment_id": "p#2", "annotator": "ana", "label": "none", "sarcasm": 1}, "sarcasm is neither true nor false"),
        ({"comment_id": "p#2", "annotator": "ana", "label": "none", "sample": {}}, "sample says no strategy"),
        ({"comment_id": "p#2"}, "no decision: it has no comment_id and annotator"),
        ('{"comment_id": "p#2", "annotator": "ana", "label": NaN}\n', "NaN is no JSON"),
        ('{"comment_id": "p#2", "comment_id": "p#3"}\n', "a name stands twice in one object"),
        ('{"comment_id": "p#2", "ann\n', "the line is torn or damaged: it is no JSON"),
        ("[" * 100_000 + "\n", "nested too deeply"),
        ("7\n", "the line is no object of JSON"),
        ('{"comment_id": "' + "x" * (1 << 20) + '"}\n', "the line is longer than 1,048,576 bytes"),
    ],
)
def test_a_line_with_a_problem_costs_itself_alone(tmp_path, record, problem):
    good = {"comment_id": "p#1", "annotator": "ben", "label": "favor"}
    frame = read_odd(save_lines(tmp_path / "l.jsonl", good, record, good | {"comment_id": "p#3"}))
    assert said(frame[:2]) == [["p#1", "favor", "ben"], ["p#3", "favor", "ben"]]
    assert problem in frame["problem"].iloc[2]
    assert frame["source"].iloc[2].endswith("l.jsonl:2")
    assert pd.isna(frame["label"].iloc[2])


def test_labels_are_compared_with_the_table(tmp_path):
    stale = text_hash("Keep it!")
    (tmp_path / "l.csv").write_text(f"comment_id,label,text_hash\np#1,favor,{stale}\np#2,none,\np#9,none,\n")
    frame = read_odd(tmp_path / "l.csv", TABLE)
    assert said(frame, "comment_id", "label", "problem") == [
        ["p#1", None, "stale: the comment's text has changed since it was labelled"],
        ["p#2", "none", None],
        ["p#9", None, "the comment is not in the table"],
    ]


def test_ids_that_are_numbers_meet_their_comments_again(tmp_path):
    table = pd.DataFrame({"comment_id": [7, 8], "text": ["Keep it.", "Scrap it."]})
    Session(sample_to_label(table, 2), tmp_path / "l.jsonl", annotator="ana").decide("favor")
    labels = read_labels(tmp_path / "l.jsonl", table)
    assert set(labels["comment_id"]) <= set(table["comment_id"])


def test_the_warning_says_how_many_and_where(tmp_path):
    (tmp_path / "l.csv").write_text("comment_id,label\n" + "".join(f"p#{i},x\n" for i in range(5)) + "p#9,none\n")
    with pytest.warns(LabelWarning, match=r"5 of 6 rows .*l.csv:2: unknown label 'x'.*; …\); all of them: labels\["):
        read_labels(tmp_path / "l.csv")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,label\n1,favor\n", "there is no column 'comment_id'; it has id, label; what is read: label files"),
        ("comment_id;label\n1;favor\n", "separate the columns by commas"),
        ('{"id": 1}\n', "no label could be read .*; what is read: label files of stance"),
        ('{\n"a": 1\n}\n', "no label could be read"),
        ('[{"id": 1, "sentiment": "favor"}]', "task 1 has no list of annotations; export from Label Studio as JSON"),
        ("[1, 2", "cannot be read as JSON in UTF-8"),
        ("some words\n", "there is no column 'comment_id'"),
    ],
)
def test_a_file_of_no_format_is_refused_and_the_formats_are_named(tmp_path, content, message):
    (tmp_path / "l.txt").write_text(content)
    with pytest.raises(TableError, match=message):
        read_labels(tmp_path / "l.txt")


def test_a_file_that_is_not_there_or_too_large_is_named(tmp_path, monkeypatch):
    with pytest.raises(TableError, match=r"gone.jsonl: there is no such file"):
        read_labels(tmp_path / "gone.jsonl")
    with pytest.raises(TableError, match="there is no file of labels to read; name one"):
        read_labels([])
    monkeypatch.setattr("stance.labelling.formats.MAX_FILE", 10)
    (tmp_path / "l.csv").write_text("comment_id,label\n")
    with pytest.raises(TableError, match="17 bytes are more than the 10 that are read; split the file"):
        read_labels(tmp_path / "l.csv")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    """comment_id annotator label answer accept meta data annotations result sample time was_cancelled completed_by
    _timestamp _annotator_id text_hash sample_strategy sample_k""".split()
)


def read_or_refuse(path):
    """Read a file, or return None where it is refused by name."""
    try:
        return read_labels(path)
    except TableError as error:
        if str(path) not in str(error):
            raise
        return None


@given(records=st.lists(st.dictionaries(NAMES, JSON, max_size=8), max_size=4), as_list=st.booleans())
@settings(max_examples=300)
@pytest.mark.filterwarnings("ignore::stance.labelling.LabelWarning")
def test_whatever_the_json_holds_it_is_read_or_refused(tmp_path_factory, records, as_list):
    path = tmp_path_factory.getbasetemp() / "any.json"
    if as_list:
        save_tasks(path, *({"annotations": [record], "data": record} for record in records))
    else:
        save_lines(path, *records)
    frame = read_or_refuse(path)
    if frame is not None:
        assert (frame["label"].isna() == frame["problem"].notna()).all()


@given(data=st.binary(max_size=200))
@pytest.mark.filterwarnings("ignore::stance.labelling.LabelWarning")
def test_whatever_the_bytes_are_they_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(data)
    frame = read_or_refuse(path)
    assert frame is None or list(frame.columns) == list(LABEL_COLUMNS)
