"""The command line: the same verbs, a summary, failures listed, exit status 0, 1 or 2."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest

import stance
from stance.cli import main
from tests.conftest import SEEDS


@pytest.fixture
def folder_with_a_failure(tmp_path):
    shutil.copy(SEEDS / "001_9188ef4ab041caef.txt", tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


def test_parse_lists_every_page_and_its_comments(capsys):
    assert main(["parse", "seeds"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 5
    assert "15 comments found (15 declared)" in out
    assert "comments empty" in out
    assert "pages read: 5, failed: 0; comments: 15" in err


def test_parse_writes_the_table(tmp_path):
    assert main(["parse", "seeds", "--out", str(tmp_path / "c.csv"), "--quiet"]) == 0
    table = pd.read_csv(tmp_path / "c.csv")
    assert len(table) == 15
    assert table.loc[12, "reply_to"] == "001_9188ef4ab041caef#12"


def test_score_writes_the_scored_table(tmp_path, capsys, scored_seeds):
    assert main(["score", "seeds", "--out", str(tmp_path / "s.csv")]) == 0
    table = pd.read_csv(tmp_path / "s.csv")
    assert table["stance"].tolist() == scored_seeds["stance"].astype(str).tolist()
    assert set(table["target"]) == {"us-japan-talks"}, "a file has no attrs"
    err = capsys.readouterr().err
    assert "classifier votes, not shares of opinion" in err
    assert "no comments: seeds/002_6ec48fcd4b378ec7.txt (comments empty)" in err
    assert "The classifier's target: us-japan-talks." in err


def test_a_classifier_of_several_targets_is_asked_about_one(tmp_path, capsys):
    texts = ["keep talking", "talks help", "walk away", "no more talks", "what time", "who knows"]
    labels = ["favor", "favor", "against", "against", "none", "none"]
    both = stance.StanceClassifier().fit(texts * 2, labels * 2, targets=["ferry"] * 6 + ["talks"] * 6)
    model, out = str(both.save(tmp_path / "both")), tmp_path / "s.csv"
    assert main(["score", "seeds", "--classifier", model, "--out", str(out)]) == 1
    assert "this classifier has several targets, ferry, talks; say which" in capsys.readouterr().err
    assert main(["score", "seeds", "--classifier", model, "--target", "talks", "--out", str(out)]) == 0
    assert "The classifier's targets: ferry, talks." in capsys.readouterr().err
    assert set(pd.read_csv(out)["target"]) == {"talks"}
    assert main(["report", "seeds", "--classifier", model, "--target", "tunnel", "--out", str(tmp_path / "r")]) == 1
    assert "trained on 'ferry', 'talks' and says nothing about 'tunnel'" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_report_writes_a_folder_and_says_where(tmp_path, capsys):
    assert main(["report", "seeds", "--out", str(tmp_path / "r")]) == 0
    assert (tmp_path / "r" / "index.html").exists()
    assert f"written: {tmp_path / 'r' / 'index.html'}" in capsys.readouterr().err


def test_report_takes_labels(tmp_path):
    out = tmp_path / "r"
    assert main(["report", "seeds", "--out", str(out), "--labels", "seeds/stance_gold.csv", "--quiet"]) == 0
    shares = pd.read_csv(out / "shares.csv")
    assert shares["method"].unique().tolist() == ["count"]
    said = shares[["level", "estimand", "target"]].drop_duplicates().to_numpy().tolist()
    assert said == [[0.95, "these comments", "us-japan-talks"]]


def test_labels_on_another_target_than_the_scores_are_no_labels_on_theirs(tmp_path, capsys):
    scores, labels = tmp_path / "s.csv", tmp_path / "l.csv"
    assert main(["score", "seeds", "--out", str(scores), "--quiet"]) == 0
    table = pd.read_csv(scores)
    table.assign(label="against", target="the ferry")[["comment_id", "label", "target"]].to_csv(labels, index=False)
    with pytest.warns(match="the label is about 'the ferry', the comment about 'us-japan-talks'"):
        read = stance.read_labels(labels, table)
    shares = stance.estimate_prevalence(table, labels=read)
    assert (shares.k, shares.target) == (0, "us-japan-talks")


def test_a_file_of_labels_is_never_written_over(tmp_path, capsys):
    out = tmp_path / "r"
    assert main(["report", "seeds", "--out", str(out), "--labels", "seeds/stance_gold.csv", "--quiet"]) == 0
    labels = out / "comments.csv"
    kept = labels.read_bytes()
    assert main(["report", "seeds", "--out", str(out), "--labels", str(labels), "--quiet"]) == 1
    assert "comments.csv: the report is made from this file and would write over it" in capsys.readouterr().err
    pd.read_csv("seeds/stance_gold.csv").to_csv(labels, index=False)
    for more in (["--labels", str(labels)], []):
        assert main(["report", "seeds", "--out", str(out), "--quiet", *more]) == 1
    assert "no report wrote comments.csv as it stands there" in capsys.readouterr().err
    assert len(pd.read_csv(labels)) == 15
    assert labels.read_bytes() != kept


def test_report_asks_whose_labels_count_where_annotators_differ(tmp_path, capsys):
    gold = pd.read_csv("seeds/stance_gold.csv")
    both = gold.drop(columns="label").melt("comment_id", ["label_a", "label_b"], "annotator", "label")
    both.to_csv(tmp_path / "both.csv", index=False)
    command = ["report", "seeds", "--out", str(tmp_path / "r"), "--quiet", "--labels", str(tmp_path / "both.csv")]
    assert main(command) == 1
    assert "labels of several annotators differ; say whose count: --annotator label_a" in capsys.readouterr().err
    assert main([*command, "--annotator", "nobody"]) == 1
    assert "nobody named 'nobody' has labelled; it has label_a, label_b" in capsys.readouterr().err
    assert main([*command, "--annotator", "label_b"]) == 0
    assert pd.read_csv(tmp_path / "r" / "shares.csv")["method"].unique().tolist() == ["count"]


@pytest.mark.parametrize("verb", ["parse", "score", "report"])
def test_a_failure_is_listed_the_rest_done_and_the_status_1(verb, folder_with_a_failure, tmp_path, capsys):
    out = tmp_path / "results" if verb == "report" else tmp_path / "results.csv"
    assert main([verb, str(folder_with_a_failure), "--out", str(out)]) == 1
    err = capsys.readouterr().err
    assert "empty.txt: the file is empty" in err
    assert "pages read: 1, failed: 1; comments: 15" in err
    assert out.exists()


@pytest.mark.parametrize("verb", ["parse", "score", "report"])
def test_a_missing_folder_is_named_and_the_status_1(verb, tmp_path, capsys):
    assert main([verb, "nowhere", "--out", str(tmp_path / "x")]) == 1
    assert "nowhere: there is no such file or folder" in capsys.readouterr().err


def test_an_empty_folder_is_named_and_the_status_1(tmp_path, capsys):
    (tmp_path / "none").mkdir()
    assert main(["parse", str(tmp_path / "none")]) == 1
    assert "none: there is no page in this folder" in capsys.readouterr().err


def test_what_is_not_read_for_its_ending_is_counted(tmp_path, capsys):
    shutil.copy(SEEDS / "001_9188ef4ab041caef.txt", tmp_path)
    (tmp_path / "page_files").mkdir()
    for name in ("a.pdf", "b.pdf", "c.php"):
        (tmp_path / name).write_text("x")
    assert main(["parse", str(tmp_path)]) == 0
    said = "3 files for their ending (.pdf, .php), 1 subfolder"
    assert f"failed: 0; comments: 15\nnot read: {said}; name what is a page to have it read" in capsys.readouterr().err
    html = stance.report(stance.read_pages(tmp_path), tmp_path / "r").read_text(encoding="utf-8")
    assert f"1 page read, not read {said};" in html


@pytest.mark.parametrize("verb", ["parse", "score", "report"])
def test_a_table_in_the_place_of_a_page_is_a_failure(verb, tmp_path, capsys):
    table, out = tmp_path / "parsed.csv", tmp_path / "out"
    assert main(["parse", "seeds", "--out", str(table), "--quiet"]) == 0
    assert main([verb, str(table), "--out", str(out)]) == 1
    assert "parsed.csv: this is a table, not a saved page; name the pages" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("verb", ["parse", "score"])
def test_a_page_is_not_written_over(verb, tmp_path, capsys):
    page = tmp_path / "page.txt"
    shutil.copy(SEEDS / "001_9188ef4ab041caef.txt", page)
    before = page.read_bytes()
    assert main([verb, str(tmp_path), "--out", str(page)]) == 1
    assert "this is one of the pages, and the table would be written over it" in capsys.readouterr().err
    assert page.read_bytes() == before


def test_pages_without_comments_are_no_failure(tmp_path, capsys):
    page = "seeds/003_069786c69c8149c5.txt"
    assert main(["score", page, "--out", str(tmp_path / "s.csv")]) == 0
    assert f"no comments: {page} (comments absent)" in capsys.readouterr().err
    assert len(pd.read_csv(tmp_path / "s.csv")) == 0


def test_warnings_of_pages_are_shown(tmp_path, capsys):
    (tmp_path / "p.txt").write_text("9 Comments\nnorthquay\nFares go up.\n")
    assert main(["parse", str(tmp_path)]) == 0
    assert "p.txt: warning: the page declares 9 comments, 1 were found" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score", "seeds"], "the following arguments are required: --out"),
        (["parze", "seeds"], "invalid choice: 'parze'"),
        ([], "the following arguments are required: COMMAND"),
        (["train", "x.csv", "--prior", "none:1"], "is not of the form none=0.6,against=0.3,favor=0.1"),
    ],
)
def test_wrong_usage_is_status_2(arguments, message, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score", "seeds", "--out", "gone/s.csv"], "gone/s.csv: cannot be written"),
        (["score", "seeds", "--out", "s.csv", "--classifier", "mine"], "there is no classifier 'mine'"),
        (["report", "seeds", "--out", "r", "--labels", "gone.csv"], "gone.csv: there is no such file"),
        (["train", "gone.csv"], "gone.csv: there is no such file"),
        (["train", "seeds"], "seeds: this is a folder, not a CSV table"),
        (
            ["label", "seeds", "l.jsonl"],
            "seeds: this is a folder; put the comments of its pages into a table first: st",
        ),
        (
            ["evaluate", "README.md", "x.csv"],
            "README.md: this is a file, but no stored classifier: that is a .npz with",
        ),
        (["evaluate", "seeds", "x.csv"], "seeds: this is a folder, but no stored classifier"),
    ],
)
def test_what_cannot_be_done_is_named_and_the_status_1(arguments, message, capsys):
    assert main(arguments) == 1
    assert message in capsys.readouterr().err


def test_nothing_is_written_where_nothing_was_read(tmp_path, capsys):
    for verb in ("parse", "score", "report"):
        assert main([verb, "nowhere", "--out", str(tmp_path / "x")]) == 1
        assert "written" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_report_says_the_shares_and_what_is_wrong_with_the_labels(tmp_path, capsys):
    assert main(["report", "seeds", "--out", str(tmp_path / "r"), "--labels", "seeds/stance_gold.csv"]) == 0
    assert "against 73% of these 15 comments" in capsys.readouterr().err
    (tmp_path / "l.csv").write_text("comment_id,label\nzzz#1,favor\n")
    assert main(["report", "seeds", "--out", str(tmp_path / "r"), "--labels", str(tmp_path / "l.csv")]) == 1
    assert "no label is for a comment of the table: the labels name 'zzz#1'" in capsys.readouterr().err


def test_labels_without_the_right_columns_are_named(tmp_path, capsys):
    (tmp_path / "l.csv").write_text("id,label\n1,favor\n")
    assert main(["report", "seeds", "--out", str(tmp_path / "r"), "--labels", str(tmp_path / "l.csv")]) == 1
    assert "l.csv: there is no column 'comment_id'; it has id, label" in capsys.readouterr().err
    (tmp_path / "l.csv").write_text("comment_id;label\n1;favor\n")
    assert main(["report", "seeds", "--out", str(tmp_path / "r"), "--labels", str(tmp_path / "l.csv")]) == 1
    assert "separate the columns by commas" in capsys.readouterr().err


def test_report_takes_what_stance_label_wrote_and_lists_what_it_cannot_use(tmp_path, capsys, monkeypatch):
    out, labels = tmp_path / "r", tmp_path / "l.jsonl"
    assert main(["score", "seeds", "--out", str(tmp_path / "s.csv"), "--quiet"]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n" * 10))
    assert main(["label", str(tmp_path / "s.csv"), str(labels), "--k", "10", "--annotator", "ana"]) == 0
    assert main(["report", "seeds", "--out", str(out), "--labels", str(labels), "--quiet"]) == 0
    shares = pd.read_csv(out / "shares.csv")
    assert shares[["k", "at_random"]].drop_duplicates().to_numpy().tolist() == [[10, True]]
    with labels.open("a") as file:
        file.write("{torn\n")
    assert main(["report", "seeds", "--out", str(out), "--labels", str(labels), "--quiet"]) == 1
    assert "l.jsonl:11: the line is torn or damaged" in capsys.readouterr().err


def test_train_writes_a_model_that_can_be_used(tmp_path, capsys):
    rows = pd.read_csv("data/comments.csv").iloc[::16][["text", "label", "thread"]]
    rows.to_csv(tmp_path / "mine.csv", index=False)
    model = tmp_path / "model"
    prior = "none=0.6,against=0.3,favor=0.1"
    assert (
        main(["train", str(tmp_path / "mine.csv"), "--target", "ferries", "--prior", prior, "--out", str(model)]) == 0
    )
    out, err = capsys.readouterr()
    assert out.startswith(f"ferries: trained on {len(rows)} comments: favor ")
    assert len(out.splitlines()) < 15
    stored = json.loads(model.with_suffix(".json").read_text(encoding="utf-8"))["metrics"]
    for key in ("threads", "all"):
        low, high = stored[key]["macro_f1_interval"]
        assert f"{stored[key]['macro_f1']:.2f} ({low:.2f}–{high:.2f})" in out
    assert f"written: {model}.npz, model.json, model.md, model-calibration.png, " in err
    card = model.with_suffix(".md").read_text(encoding="utf-8")
    for name in ("calibration", "confusion", "learning-curve"):
        assert f"](model-{name}.png)" in card
        assert (tmp_path / f"model-{name}.png").is_file()
    assert stance.load_classifier(model).card_["target"] == "ferries"
    assert stance.load_classifier(model).class_prior == {"none": 0.6, "against": 0.3, "favor": 0.1}
    assert main(["score", "seeds", "--classifier", str(model), "--out", str(tmp_path / "s.csv"), "--quiet"]) == 0


def test_scripts_get_all_figures_as_json(tmp_path, capsys):
    rows = pd.DataFrame({"text": ["keep it", "it must stay", "scrap it", "away with it", "what time", "who knows"] * 3})
    rows["label"] = ["favor", "favor", "against", "against", "none", "none"] * 3
    rows.assign(text=rows["text"] + [f" {i}" for i in rows.index]).to_csv(tmp_path / "t.csv", index=False)
    rows.assign(text=rows["text"] + " then").drop_duplicates().to_csv(tmp_path / "new.csv", index=False)
    model = str(tmp_path / "m")
    assert main(["train", str(tmp_path / "t.csv"), "--target", "x", "--out", model, "--json"]) == 0
    metrics = json.loads(capsys.readouterr().out)
    assert metrics == json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["metrics"]
    assert main(["evaluate", model, str(tmp_path / "new.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["comments"] == 6


def test_training_leaves_out_comments_on_another_target(tmp_path, capsys):
    texts = ["keep it", "it must stay", "scrap it", "away with it", "what time", "who knows"]
    rows = pd.DataFrame({"text": texts * 2, "label": ["favor", "favor", "against", "against", "none", "none"] * 2})
    rows["target"] = ["ferry"] * 5 + [""] + ["bridge"] * 6
    rows.to_csv(tmp_path / "t.csv", index=False)
    command = ["train", str(tmp_path / "t.csv"), "--out", str(tmp_path / "m")]
    assert main([*command, "--target", "ferry"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("ferry: trained on 6 comments: favor 2, none 2, against 2\n")
    assert "note: 6 comments are left out, because they are about another target" in err
    rows.assign(target=["ferry"] * 2 + ["bridge"] * 10).to_csv(tmp_path / "t.csv", index=False)
    assert main([*command, "--target", "ferry"]) == 1
    assert "only favor among the labels on 'ferry'; all three are needed" in capsys.readouterr().err
    rows.assign(target="bridge").to_csv(tmp_path / "t.csv", index=False)
    assert main([*command, "--target", "tunnel"]) == 1
    assert "no comment is about 'tunnel'; the table's column 'target' names 'bridge'" in capsys.readouterr().err


def test_a_classifier_that_could_not_be_measured_says_so(tmp_path, capsys):
    rows = {"text": ["keep it", "scrap it", "what time"], "label": ["favor", "against", "none"]}
    pd.DataFrame(rows).assign(author="ana").to_csv(tmp_path / "t.csv", index=False)
    assert main(["train", str(tmp_path / "t.csv"), "--target", "x", "--out", str(tmp_path / "m")]) == 0
    assert capsys.readouterr().out == (
        "x: trained on 3 comments: favor 1, none 1, against 1\nnot measured: all comments are of one group\n"
    )


def test_a_folder_that_is_not_there_is_named_before_the_training(tmp_path, capsys):
    assert main(["train", "data/comments.csv", "--out", str(tmp_path / "gone" / "m")]) == 1
    err = capsys.readouterr().err
    assert "gone: there is no such folder to save a model in" in err
    assert "training" not in err


def test_a_prior_that_does_not_sum_is_named(tmp_path, capsys):
    assert main(["train", "data/comments.csv", "--prior", "none=0.6,against=0.3,favor=0.3", "--out", "x"]) == 1
    assert "data/comments.csv: class_prior must give each of the 3 labels a positive share" in capsys.readouterr().err


def test_the_command_is_installed_and_its_help_teaches():
    done = subprocess.run([sys.executable, "-m", "stance", "--help"], capture_output=True, text=True, check=True)
    for word in ("parse", "score", "report", "train", "examples:", "exit status", "labels.jsonl", "label"):
        assert word in done.stdout


def test_version():
    done = subprocess.run([sys.executable, "-m", "stance", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"stance {stance.__version__}\n"


def test_a_closed_pipe_ends_quietly(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(
            "A page of one sentence that is long enough to be a paragraph of its own, no more.\n"
        )
    command = f"{sys.executable} -m stance parse {tmp_path} --quiet | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_evaluate_measures_a_model_beside_its_baselines(tmp_path, capsys):
    table = pd.read_csv("data/challenge.csv", keep_default_na=False).assign(split="test")
    table.to_csv(tmp_path / "t.csv", index=False)
    command = ["evaluate", "us-japan-talks", str(tmp_path / "t.csv"), "--split", "test"]
    assert main([*command, "--out", str(tmp_path / "t.md")]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "us-japan-talks on split test of t.csv: 432 comments (432 synthetic), measured as comments on "
    )
    known = "measured as comments on us-japan-talks; the headline above is known for 432 and was read, too\n\n"
    assert known in out
    assert "note: these comments are synthetic" in err
    for part in ("classifier", "majority", "prior", "macro-F1", "F1 favor", "F1 none", "F1 against", "(ECE"):
        assert out.count(part) in (1, 2)
    assert f"written: {tmp_path / 't.md'}, t-calibration.png, t-confusion.png" in err
    page = (tmp_path / "t.md").read_text(encoding="utf-8")
    assert "| macro-F1 (95 % interval) |" in page
    assert "| ROC AUC, against–none |" in page
    assert main([*command[:3], "--split", "dev"]) == 1
    assert "t.csv: there is no split 'dev' in the table; it has test" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("MiniLM", "is not of the form NAME=MODULE:FUNCTION"),
        ("x=os:getcwd", "os:getcwd() returned str, which has no encode(texts)"),
        ("x=no_such_package:load", "no_such_package:load: No module named 'no_such_package'; install the package"),
    ],
)
def test_an_encoder_that_cannot_be_had_is_wrong_usage(capsys, given, message):
    with pytest.raises(SystemExit, match="2"):
        main(["train", "data/comments.csv", "--encoder", given])
    assert message in capsys.readouterr().err
