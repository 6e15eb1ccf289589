"""Pictures of a card are drawn from its figures alone, say n and method, and lie beside it under its name."""

from __future__ import annotations

import json

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import f1_score, log_loss, precision_score, recall_score

import stance
from stance.card_plots import (
    comments_of,
    plot_calibration,
    plot_confusion,
    plot_learning_curve,
    write_card_pictures,
    write_pictures,
)
from stance.classifier.baselines import baselines
from stance.classifier.card import figures_as_markdown, markdown
from stance.classifier.evaluation import measure
from stance.cli import main
from tests.conftest import ROOT

NAMES = ("against", "favor", "none")


@pytest.fixture(scope="module")
def card():
    return json.loads((ROOT / "stance" / "models" / "us-japan-talks.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures():
    """Of a classifier that is as often right as it says, on 400 texts."""
    rng = np.random.default_rng(0)
    probabilities = rng.dirichlet([1, 0.5, 2], size=400)
    labels = np.array([rng.choice(NAMES, p=row) for row in probabilities])
    return measure(labels, probabilities, np.array(NAMES)), labels, probabilities


@pytest.fixture
def draws(card):
    metrics = card["metrics"]
    return {
        "calibration": lambda ax=None: plot_calibration(metrics["all"], ax, "synthetic comments"),
        "confusion": lambda ax=None: plot_confusion(metrics["all"], ax, "synthetic comments"),
        "learning curve": lambda ax=None: plot_learning_curve(metrics, ax, "synthetic comments"),
    }


# ------------------------------------------------------------------------------------------ what is drawn


@pytest.mark.parametrize("name", ["calibration", "confusion", "learning curve"])
def test_a_picture_returns_its_axes_and_touches_nothing_global(name, draws, card, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("plt.show() was called"))
    before = dict(mpl.rcParams)
    ax = Figure().add_subplot()
    assert draws[name](ax=ax) is ax
    assert isinstance(draws[name](), Axes)
    assert dict(mpl.rcParams) == before
    assert f"n = {card['metrics']['all']['comments']} synthetic comments" in ax.get_title(loc="left")
    assert ax.get_xlabel()
    assert ax.get_ylabel()


@pytest.mark.parametrize("name", ["calibration", "confusion", "learning curve"])
def test_no_text_of_a_picture_lies_on_another_or_is_cut(name, draws):
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    ax = draws[name](ax=figure.add_subplot())
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in (*ax.texts, ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label)]
    boxes = [box for box in boxes if box.width > 1]
    for i, box in enumerate(boxes):
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 < box.y1 <= figure.bbox.y1
        assert not any(box.overlaps(other) for other in boxes[i + 1 :])


def test_calibration_shows_every_bin_with_its_interval_and_its_count(figures):
    ax = plot_calibration(figures[0])
    bins = figures[0]["calibration"]
    points = [tuple(point) for point in ax.collections[0].get_offsets()]
    assert points == [(row["confidence"], row["accuracy"]) for row in bins]
    assert [text.get_text() for text in ax.texts] == [str(row["comments"]) for row in bins]
    spans = [line.get_ydata() for line in ax.lines if line.get_marker() == "_"]
    for (low, high), row in zip(spans, bins, strict=True):
        assert 0 <= low <= row["accuracy"] <= high <= 1
        assert high > low


def test_one_comment_has_a_wide_interval():
    one = {"comments": 1, "right": 1, "confidence": 0.9, "accuracy": 1.0}
    ax = plot_calibration({"calibration": [one], "ece": 0.1, "comments": 1, "classes": dict.fromkeys(NAMES)})
    low, high = next(line.get_ydata() for line in ax.lines if line.get_marker() == "_")
    assert high - low > 0.5


def test_confusion_shows_shares_of_the_row_and_counts(figures):
    table = np.array(figures[0]["confusion"])
    shown = [text.get_text() for text in plot_confusion(figures[0]).texts]
    shares = table / table.sum(axis=1, keepdims=True)
    assert shown == [f"{share:.0%}\n{count}" for share, count in zip(shares.ravel(), table.ravel(), strict=True)]


def test_the_learning_curve_stands_beside_both_baselines(card):
    ax = plot_learning_curve(card["metrics"])
    named = {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
    base = card["metrics"]["all"]["baselines"]
    assert set(named) == {
        "the classifier, 95 % interval",
        f"most frequent label: {base['majority']['macro_f1']:.2f}",
        f"labels drawn by their shares: {base['prior']['macro_f1']:.2f}",
    }
    assert len({(line.get_linestyle(), line.get_marker()) for line in named.values()}) == 3


# ------------------------------------------------------------------------------------------ the figures


def test_the_bins_of_the_calibration_hold_every_comment_once(figures):
    bins = figures[0]["calibration"]
    assert sum(row["comments"] for row in bins) == 400
    assert sum(row["right"] for row in bins) == np.trace(figures[0]["confusion"])
    gaps = sum(row["comments"] * abs(row["accuracy"] - row["confidence"]) for row in bins) / 400
    assert gaps == pytest.approx(figures[0]["ece"], abs=2e-3)


def test_figures_by_label_are_scikit_learns_and_lie_in_their_intervals(figures):
    measured, labels, probabilities = figures
    predicted = np.array(NAMES)[probabilities.argmax(axis=1)]
    for name, function in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        for label, value in zip(NAMES, function(labels, predicted, labels=NAMES, average=None), strict=True):
            one = measured["classes"][label]
            assert one[name] == round(value, 3)
            assert one[f"{name}_interval"][0] < one[name] < one[f"{name}_interval"][1]


def test_baselines_are_what_their_answers_reach():
    labels = np.array(["none"] * 6 + ["against"] * 3 + ["favor"])
    found = baselines(labels, np.array(NAMES))
    always = np.full(10, "none")
    assert (
        list(found["majority"]["f1"].values())
        == np.round(f1_score(labels, always, labels=NAMES, average=None, zero_division=0), 3).tolist()
    )
    assert found["majority"]["macro_f1"] == round(f1_score(labels, always, average="macro", labels=NAMES), 3)
    assert found["majority"]["brier"] == 0.8
    assert found["prior"]["log_loss"] == round(log_loss(labels, np.tile([0.3, 0.1, 0.6], (10, 1)), labels=NAMES), 3)
    drawn = np.random.default_rng(0).permutation(np.tile(labels, 3_000))
    expected = f1_score(np.tile(labels, 3_000), drawn, labels=NAMES, average=None)
    np.testing.assert_allclose(list(found["prior"]["f1"].values()), expected, atol=0.02)


def test_every_figure_of_the_card_stands_beside_its_baselines(card):
    page = markdown(card)
    lines = page.splitlines()
    assert "| figure | classifier | majority | prior |" in lines
    titles = ("precision", "recall", "F1")
    head = " | ".join(f"{title} (95 % interval)" for title in titles)
    assert f"| label | {head} | F1, majority | F1, prior | comments |" in lines
    bins = card["metrics"]["threads"]["calibration"]
    for row in bins:
        assert f"| {row['confidence']:.3f} | {row['accuracy']:.3f} | {row['comments']} |" in lines
    last = card["metrics"]["learning_curve"][-1]
    low, high = last["macro_f1_interval"]
    assert f"| {last['comments']} | {last['macro_f1']:.3f} ({low:.3f}–{high:.3f}) | {last['accuracy']:.3f} |" in lines
    assert any(line.startswith("| baseline: always the most frequent label |") for line in lines)


# ------------------------------------------------------------------------------------------ the files


@pytest.mark.parametrize("name", ["us-japan-talks", "us-japan-talks-minilm"])
def test_the_shipped_cards_are_those_that_their_figures_give(name, tmp_path):
    base = ROOT / "stance" / "models" / name
    card = json.loads(base.with_suffix(".json").read_text(encoding="utf-8"))
    pictures = write_card_pictures(tmp_path / name, card)
    assert base.with_suffix(".md").read_text(encoding="utf-8") == markdown(card, pictures)
    for file in pictures.values():
        shipped = base.with_name(file)
        assert shipped.stat().st_size < 60_000
        assert plt.imread(shipped).shape == plt.imread(tmp_path / file).shape


def test_the_same_figures_give_the_same_files(figures, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert write_pictures(tmp_path / folder / "m", figures[0]) == {
            "calibration": "m-calibration.png",
            "confusion": "m-confusion.png",
        }
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_no_picture_of_an_earlier_run_is_left(card, figures, tmp_path):
    assert len(write_card_pictures(tmp_path / "m", card)) == 3
    write_pictures(tmp_path / "m", figures[0])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["m-calibration.png", "m-confusion.png"]
    assert write_card_pictures(tmp_path / "m", {"metrics": {"method": "not measured: one group"}}) == {}
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(figures, tmp_path):
    with pytest.raises(stance.StanceError, match=r"m-calibration\.png: cannot be written \(No such file"):
        write_pictures(tmp_path / "gone" / "m", figures[0])


def test_links_to_strange_names_are_whole(card):
    assert "](my%20model%20%281%29-calibration.png)" in markdown(card, {"calibration": "my model (1)-calibration.png"})


def test_synthetic_comments_are_called_so():
    assert comments_of({"synthetic": 3}) == "synthetic comments"
    assert comments_of({"synthetic": 3, "forum": 2}) == "comments, some of them synthetic"
    assert comments_of({"forum": 2}) == comments_of(None) == "comments"


def test_evaluate_writes_its_pictures_beside_its_page(tmp_path, capsys):
    out = tmp_path / "hard.md"
    assert main(["evaluate", "us-japan-talks", "data/challenge.csv", "--out", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert f"written: {out}, hard-calibration.png, hard-confusion.png" in capsys.readouterr().err
    for name in ("calibration", "confusion"):
        assert f"](hard-{name}.png)" in page
        assert (tmp_path / f"hard-{name}.png").stat().st_size > 1_000
    assert "432 comments (432 synthetic), measured as comments on us-japan-talks." in page


def test_figures_without_a_left_out_comment_do_not_speak_of_it(figures):
    assert figures_as_markdown(figures[0]).splitlines()[0] == "400 comments."
