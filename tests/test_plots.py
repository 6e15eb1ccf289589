"""Plots return their Axes, say n and method, show intervals where there is an estimate, and touch nothing global."""

from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import stance

PLOTS = [stance.plot_distribution, stance.plot_sentiment, stance.plot_sentiment_by_stance]


@pytest.mark.parametrize("plot", PLOTS)
def test_it_returns_axes_and_draws_on_those_given(plot, scored_seeds):
    assert isinstance(plot(scored_seeds), Axes)
    ax = Figure().add_subplot()
    assert plot(scored_seeds, ax=ax) is ax


@pytest.mark.parametrize("plot", PLOTS)
def test_it_changes_no_global_style_and_opens_no_window(plot, scored_seeds, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("plt.show() was called"))
    before = dict(mpl.rcParams)
    plot(scored_seeds)
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("plot", PLOTS)
def test_n_is_in_the_title(plot, scored_seeds):
    ax = plot(scored_seeds)
    assert "15 comments" in ax.get_title(loc="left")
    assert ax.get_xlabel()


def test_votes_are_called_votes_and_have_no_interval(scored_seeds):
    ax = stance.plot_distribution(scored_seeds)
    assert "Classifier votes, not shares" in ax.get_title(loc="left")
    assert "%" not in ax.get_xlabel()
    assert not ax.lines
    assert [bar.get_width() for bar in ax.patches] == [
        (scored_seeds["stance"] == s).sum() for s in ("favor", "none", "against")
    ]


def test_an_estimate_shows_its_intervals_and_its_method():
    table = pd.DataFrame({"text": ["x"] * 60})
    result = stance.estimate_prevalence(table, pd.Series(["none"] * 12 + ["against"] * 6 + ["favor"] * 2))
    ax = stance.plot_distribution(result)
    assert "n = 60 comments, k = 20 labels, method: finite-population sample" in ax.get_title(loc="left")
    assert "labels not known to be a random sample" in ax.get_title(loc="left")
    frame = result.to_frame()
    drawn = [line.get_xdata() for line in ax.lines]
    np.testing.assert_allclose(drawn, frame[["low", "high"]].to_numpy())


def test_labels_drawn_at_random_need_no_doubt_in_the_title():
    table = pd.DataFrame({"text": [f"comment {i}" for i in range(60)]})
    labels = stance.sample_to_label(table, 20).assign(label="none")
    title = stance.plot_distribution(stance.estimate_prevalence(table, labels)).get_title(loc="left")
    assert "k = 20 labels" in title
    assert "random" not in title


def test_a_count_has_no_interval(scored_seeds):
    ax = stance.plot_distribution(stance.estimate_prevalence(scored_seeds, pd.read_csv("seeds/stance_gold.csv")))
    assert not ax.lines
    assert "method: count" in ax.get_title(loc="left")


def test_groups_stand_under_their_names_even_strange_ones():
    table = pd.DataFrame({"text": ["x"] * 12, "page_title": ["$5 million, $6 million"] * 6 + ["a" * 70] * 6})
    result = stance.estimate_prevalence(table, pd.Series(["none"] * 6), by="page_title")
    ax = stance.plot_distribution(result)
    ax.figure.canvas.draw()
    shown = [text.get_text() for text in ax.texts]
    assert r"\$5 million, \$6 million (n = 6, k = 6)" in shown
    assert any(text.startswith("a" * 38 + "…" + "a" * 20 + " (n = 6") for text in shown)
    assert shown.count("not estimable") == 3


def test_stances_differ_in_colour_and_in_a_second_channel(scored_seeds):
    ax = stance.plot_sentiment_by_stance(pd.concat([scored_seeds, scored_seeds.assign(stance="favor")]))
    markers = {
        tuple(map(tuple, group.get_paths()[0].vertices.round(3)))
        for group in ax.collections
        if len(group.get_offsets())
    }
    assert len(markers) == 3
    bars = stance.plot_distribution(scored_seeds).patches
    assert len({bar.get_hatch() for bar in bars}) == 3


def test_a_score_of_zero_stands_in_the_middle_bin():
    ax = stance.plot_sentiment(pd.DataFrame({"sentiment": [0.0, 0.0, 0.3]}))
    bars = {round(bar.get_x() + bar.get_width() / 2, 6): bar.get_height() for bar in ax.patches}
    assert bars[0.0] == 2


@pytest.mark.parametrize("plot", [stance.plot_sentiment, stance.plot_sentiment_by_stance])
def test_nothing_scored_is_drawn_as_nothing(plot):
    ax = plot(stance.score([None]))
    assert "0 comments" in ax.get_title(loc="left")


def test_what_is_left_out_is_in_the_title():
    scored = stance.score(["Good talks.", None, "交渉は時間の無駄だ"])
    for plot in (stance.plot_sentiment, stance.plot_sentiment_by_stance):
        assert "1 comment (2 without a score left out)" in plot(scored).get_title(loc="left")


def test_an_unscored_table_is_refused():
    table = pd.DataFrame({"text": ["a"]})
    with pytest.raises(stance.TableError, match=r"nothing to plot.*call score\(table\) first"):
        stance.plot_distribution(table)
    with pytest.raises(stance.TableError, match="no column 'sentiment'"):
        stance.plot_sentiment(table)


def test_sentiment_that_is_not_vaders_as_published_is_named_as_what_it_is():
    comments = ["A good deal. A bad one!", "Pointless."]
    names = {}
    for scorer in (None, stance.VaderScorer(unit="sentence"), stance.VaderScorer(lexicon={"deal": 1.0})):
        scored = stance.score(comments, sentiment=scorer)
        names[repr(scorer)] = tuple(plot(scored).get_xlabel() for plot in PLOTS[1:])
    own, sentence, words = names.values()
    assert all(label.startswith(("VADER compound:", "VADER compound (")) for label in own)
    assert all(label.startswith("mean of the sentences' VADER compounds") for label in sentence)
    assert all(label.startswith("VADER compound, own lexicon") for label in words)
