"""Names that come from files — of files, targets, readers, in models' cards — do nothing where they are shown."""

from __future__ import annotations

import json
import re
import unicodedata

import pandas as pd
import pytest

import stance
from stance.classifier.card import figures_as_markdown, markdown
from stance.classifier.describing import describe_classifier
from stance.cli import main
from stance.printing import in_markdown, on_one_line

ESCAPES = "\x1b]0;OWNED\x07\x1b[2J\x9b31m\u202e"
TARGET = "<script>alert(1)</script>\n# H | \x1b[31m"
TEXTS = ["keep the ferry", "it must stay", "scrap it now", "away with it", "which one is it", "who knows"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder with a table whose names are strange, and a classifier trained on it."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {"text": f"{text} {i}", "label": label, "origin": "<img src=x onerror=alert(1)>", "thread": f"t{i}"}
        for i in range(6)
        for text, label in zip(TEXTS, ["favor", "favor", "against", "against", "none", "none"], strict=True)
    ]
    table = folder / "<b>evil | x.csv"
    pd.DataFrame(rows).to_csv(table, index=False)
    assert main(["train", str(table), "--target", TARGET, "--out", str(folder / "m")]) == 0
    pd.DataFrame(rows).assign(text=[f"{row['text']} then" for row in rows]).to_csv(
        folder / f"new{ESCAPES} <b>.csv", index=False
    )
    return folder


def obeyed(text):
    """Signs in what is printed that a terminal would obey, or that turn a line."""
    return {c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or c in "\u202e\u2066"}


def test_a_card_shows_names_and_runs_nothing(hostile):
    page = (hostile / "m.md").read_text(encoding="utf-8")
    assert not re.search(r"<\w|(?<!\\)\| (?:x\.csv|\[31m)|^# H", page, re.MULTILINE)
    assert not obeyed(page)
    assert page.startswith(
        "# Stance classifier: &lt;script&gt;alert(1)&lt;/script&gt; # H \\| [31m\n".replace("[", "\\[")
    )
    assert "&lt;b&gt;evil \\| x.csv" in page
    assert "36 &lt;img src=x onerror=alert(1)&gt;" in page


def test_a_page_of_figures_shows_names_and_runs_nothing(hostile, tmp_path, capsys):
    new = next(hostile.glob("new*"))
    assert main(["evaluate", str(hostile / "m.npz"), str(new), "--out", str(tmp_path / "e.md")]) == 0
    out, err = capsys.readouterr()
    page = (tmp_path / "e.md").read_text(encoding="utf-8")
    assert not re.search(r"<\w|^# H", page, re.MULTILINE)
    assert not obeyed(page) | obeyed(out) | obeyed(err)
    assert "&lt;b&gt;.csv" in page.splitlines()[0]
    assert main(["evaluate", str(hostile / "m.npz"), str(new), "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out)["measured_as"] == [TARGET], "scripts get names as they are"
    assert not obeyed(out)


def test_names_in_markdown_are_on_one_line_and_work_as_no_sign():
    assert in_markdown("a_b *c* _d_ `e` [f](g) ~h~ $i$ \\ j|k & <l>") == (
        "a_b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g) \\~h\\~ \\$i\\$ \\\\ j\\|k &amp; &lt;l&gt;"
    )
    assert in_markdown("# H\r\n- x\u2028y\x1b\ud800") == "\\# H - x y"
    assert in_markdown(None) == "None"


def test_a_prior_without_names_stands_in_the_card_too(tmp_path):
    texts, labels = TEXTS * 3, ["favor", "favor", "against", "against", "none", "none"] * 3
    fitted = stance.StanceClassifier("ferry", class_prior=[0.2, 0.3, 0.5]).fit(texts, labels)
    card = stance.load_classifier(fitted.save(tmp_path / "m")).card_
    assert "(class prior): against 0.20, favor 0.30, none 0.50\n" in markdown(card)


def test_the_terminal_obeys_nothing_that_stands_in_files(hostile, tmp_path, capsys):
    body = "".join(f"Ann{ESCAPES}{i} says:\nhello you there, keep the ferry\n" for i in range(3))
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / f"evil{ESCAPES}\nwritten: x.html").write_text(
        f"<html><head><title>Ti{ESCAPES}tle</title></head><body><p>Some text.</p>{body}", encoding="utf-8"
    )
    (folder / f"bad{ESCAPES}.html").write_bytes(b"")
    (folder / f"odd.a{ESCAPES}").write_bytes(b"")
    for verb in (["parse"], ["score", "--classifier", str(hostile / "m.npz")], ["report"]):
        out = tmp_path / f"out{ESCAPES}{verb[0]}"
        main([verb[0], str(folder), "--out", str(out), *verb[1:]])
        printed = "".join(capsys.readouterr())
        assert "[2J" in printed, "what can be shown of the names is"
        assert not obeyed(printed)
        assert not re.search(r"^written: x\.html", printed, re.MULTILINE), "no name passes for a line of ours"
    labels = tmp_path / "l.csv"
    rows = [("a", "favor", f"x{ESCAPES}"), ("a", "none", f"y{ESCAPES}")]
    pd.DataFrame(rows, columns=["comment_id", "label", "annotator"]).to_csv(labels, index=False)
    for more in ([], ["--annotator", "q"]):
        assert main(["report", "seeds", "--out", str(tmp_path / "r"), "--labels", str(labels), *more]) == 1
        assert not obeyed("".join(capsys.readouterr()))


@pytest.mark.parametrize(
    "changes",
    [
        {"data": 5},
        {"data": {"x": 1}},
        {"data": {"origin": 3, "comments": [1]}},
        {"data": {"origin": {"forum": ["x"]}}},
        {"metrics": {"all": 5}},
        {"metrics": [1]},
        {"metrics": {"method": "m", "all": {"macro_f1": "x", "accuracy": 1, "baselines": {"majority": 3}}}},
        {"metrics": {"threads": None}},
    ],
)
def test_what_of_a_card_has_not_its_form_is_left_out_of_the_description(changes, hostile, tmp_path, capsys):
    card = json.loads((hostile / "m.json").read_text(encoding="utf-8"))
    (tmp_path / "m.json").write_text(json.dumps(card | changes), encoding="utf-8")
    (tmp_path / "m.npz").write_bytes((hostile / "m.npz").read_bytes())
    classifier = stance.load_classifier(tmp_path / "m")
    said = describe_classifier(classifier)
    assert said.startswith("The classifier's target: <script>")
    left_out = "It learnt from" if "data" in changes else "macro-F1"
    assert left_out not in said
    assert left_out in describe_classifier(stance.load_classifier(hostile / "m"))
    scored = stance.score(["keep the ferry", "scrap it now"], classifier=classifier)
    assert stance.estimate_prevalence(scored, classifier=classifier).n == 2
    command = ["score", "seeds", "--classifier", str(tmp_path / "m.npz"), "--out", str(tmp_path / "s.csv")]
    assert main(command) == 0
    capsys.readouterr()


def test_a_message_is_one_line():
    assert on_one_line("a\r\nb\x1b[2J\tc\u2029d") == "a b[2J c d"


def test_names_of_labels_are_no_columns_of_their_own():
    one = {"support": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    base = {name: {"f1": {"a|b": 0.5}, "macro_f1": 0.5, "accuracy": 0.5} for name in ("majority", "prior")}
    figures = {
        "comments": 1, "classes": {"a|b": one}, "baselines": base, "confusion": [[1]], "calibration": [],
        "macro_f1": 1.0, "accuracy": 1.0, "as_scored": {"without_stance": {"<b>": 1}, "comments": 0},
    }  # fmt: skip
    page = figures_as_markdown(figures)
    assert "| a\\|b |" in page
    assert "(&lt;b&gt;: 1)" in page
