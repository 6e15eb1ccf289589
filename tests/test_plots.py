"""Plots return their Axes, say n and method, show intervals where there is an estimate, and touch nothing global."""

from __future__ import annotations

import re
from itertools import combinations

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import stance
from stance.drawing import stacked, text_width, title, width_of
from stance.sentiment.median import median_interval

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
    assert "Classifier votes on us-japan-talks, not shares" in ax.get_title(loc="left")
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
    ax.figure.draw_without_rendering()
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
        assert "1 comment (2 without a score left out)" in " ".join(plot(scored).get_title(loc="left").split())


def test_an_unscored_table_is_refused():
    table = pd.DataFrame({"text": ["a"]})
    with pytest.raises(stance.TableError, match=r"nothing to plot.*call score\(table\) first"):
        stance.plot_distribution(table)
    with pytest.raises(stance.TableError, match="no column 'sentiment'"):
        stance.plot_sentiment(table)


def texts_of(ax: Axes):
    """All that is written in and around axes, as drawn."""
    return [ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label, *ax.texts]


@pytest.mark.parametrize("layout", ["tight", "constrained"])
@pytest.mark.parametrize("columns", [2, 3])
def test_side_by_side_nothing_is_written_over_a_neighbour_or_beyond_the_figure(layout, columns, scored_seeds):
    labels = pd.read_csv("seeds/stance_gold.csv").head(8)
    estimate = stance.estimate_prevalence(scored_seeds, labels)
    one_sided = stance.estimate_prevalence(scored_seeds, labels.assign(label="against"))
    draws = [
        lambda ax: stance.plot_distribution(estimate, ax=ax),
        lambda ax: stance.plot_distribution(one_sided, ax=ax),
        lambda ax: stance.plot_sentiment(scored_seeds, ax=ax),
        lambda ax: stance.plot_sentiment_by_stance(scored_seeds, ax=ax),
        lambda ax: stance.plot_distribution(scored_seeds, ax=ax),
    ]
    for first in range(len(draws)):
        figure, axes = plt.subplots(1, columns, figsize=(4 * columns, 3), layout=layout)
        for i, ax in enumerate(axes):
            draws[(first + i) % len(draws)](ax)
        figure.draw_without_rendering()
        boxes = [
            (i, text.get_window_extent(), text.get_text())
            for i, ax in enumerate(axes)
            for text in texts_of(ax)
            if text.get_text()
        ]
        for i, box, text in boxes:
            assert box.x0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
            assert box.y1 < figure.bbox.height + 1, text
            assert not [(text, other) for j, there, other in boxes if j != i and box.overlaps(there)]


@pytest.mark.parametrize("inches", [4.2, 6.4])
def test_the_number_beside_a_bar_is_inside_the_axes(inches):
    table = pd.DataFrame({"text": ["x"] * 12_345, "stance": "none"})
    for data in (table, stance.estimate_prevalence(table, pd.Series(["against"] * 5))):
        figure, ax = plt.subplots(figsize=(inches, 3))
        stance.plot_distribution(data, ax=ax)
        figure.draw_without_rendering()
        assert len(ax.texts) == 3
        assert max(text.get_window_extent().x1 for text in ax.texts) <= ax.bbox.x1


@given(st.text(st.sampled_from("ab =\n,"), max_size=80), st.floats(1.5, 9))
def test_a_title_is_broken_between_words_and_loses_none(text, inches):
    ax = Figure(figsize=(inches, 3)).add_subplot()
    title(ax, text)
    shown = ax.get_title(loc="left")
    assert shown.split() == text.split()
    assert len(shown.split("\n")) >= len(text.split("\n"))
    for line in shown.split("\n"):
        assert text_width(line) <= width_of(ax) or not re.search("(?<!=) (?!=)", line.strip())


def test_the_target_is_named_where_it_is_known(scored_seeds):
    gold = pd.read_csv("seeds/stance_gold.csv")
    for data, said in (
        (scored_seeds, "Classifier votes on us-japan-talks, not shares of opinion"),
        (stance.estimate_prevalence(scored_seeds, gold.head(8)), "Stance towards us-japan-talks\n"),
        (stance.estimate_prevalence(scored_seeds, gold.head(8).assign(target="a $5 toll")), r"towards a \$5 toll"),
        (stance.estimate_prevalence(scored_seeds[["comment_id", "text"]], gold), "Stance towards us-japan-talks\n"),
    ):
        assert said in stance.plot_distribution(data).get_title(loc="left")
    by_vote = stance.plot_sentiment_by_stance(scored_seeds).get_title(loc="left")
    assert by_vote == "Sentiment by classifier's vote on us-japan-talks, 15 comments"


@pytest.mark.parametrize("votes_only", [False, True])
def test_many_groups_in_small_axes_are_not_written_over_each_other(votes_only):
    table = pd.DataFrame({"text": [f"comment {i}" for i in range(72)], "page": [f"page {i % 6}" for i in range(72)]})
    table = table.assign(stance=["favor", "against", "none", "against"] * 18)
    labels = None if votes_only else pd.Series(["against", "none", "favor"] * 18)
    figure, (left, _) = plt.subplots(1, 2, layout="constrained")
    stance.plot_distribution(stance.estimate_prevalence(table, labels, by="page"), ax=left)
    figure.draw_without_rendering()
    boxes = [text.get_window_extent().padded(-1) for text in (*left.texts, *left.get_yticklabels())]
    assert len(boxes) == 6 + 18 + 18
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    plt.close(figure)


def test_a_plot_of_votes_says_how_many_comments_have_none(scored_seeds):
    some = scored_seeds.assign(stance=scored_seeds["stance"].where(scored_seeds.index > 3))
    assert "n = 15 comments (4 without a vote), no" in stance.plot_distribution(some).get_title(loc="left")
    assert "n = 15 comments, no estimate" in stance.plot_distribution(scored_seeds).get_title(loc="left")


def test_where_no_target_is_known_none_is_named():
    table = pd.DataFrame({"text": ["x"] * 20, "sentiment": 0.5, "stance": "favor"})
    assert stance.plot_distribution(table).get_title(loc="left").startswith("Classifier votes, not shares")
    labelled = stance.estimate_prevalence(table, pd.Series(["none"] * 6))
    assert stance.plot_distribution(labelled).get_title(loc="left").startswith("Stance towards the target\n")
    assert stance.plot_sentiment_by_stance(table).get_title(loc="left").endswith("vote, 20 comments")
    several = table.assign(target=["ferry", "bridge"] * 10)
    assert stance.plot_sentiment_by_stance(several).get_title(loc="left").endswith("vote, 20 comments")


def test_no_votes_are_no_ink():
    table = pd.DataFrame({"text": ["x"] * 3, "stance": ["none", "none", "against"]})
    widths = [(bar.get_width(), bar.get_linewidth()) for bar in stance.plot_distribution(table).patches]
    assert widths[0] == (0, 0)
    assert all(line > 0 for width, line in widths if width)
    counted = stance.plot_distribution(stance.estimate_prevalence(table, pd.Series(["none"] * 3)))
    assert [bar.get_linewidth() > 0 for bar in counted.patches] == [False, True, False]


@pytest.mark.parametrize("data", [[], [None], ["Good talks."]])
def test_the_count_of_comments_begins_at_zero_and_goes_to_one_at_least(data):
    low, high = stance.plot_sentiment(stance.score(data)).get_ylim()
    assert low == 0
    assert high > 1


def test_the_median_of_the_sentiment_has_its_interval():
    values = pd.Series(np.linspace(-0.5, 0.9, 42).round(4))
    ax = stance.plot_sentiment(pd.DataFrame({"sentiment": values}))
    low, high = median_interval(values)
    assert "median +0.20, 95% interval −0.02 to +0.42 for comments like these" in ax.get_title(loc="left")
    assert (round(low, 2), round(high, 2)) == (-0.02, 0.42)
    assert [low, high] in [list(line.get_xdata()) for line in ax.lines]
    by_vote = stance.plot_sentiment_by_stance(pd.DataFrame({"sentiment": values, "stance": "none"}))
    assert [low, high] in [list(line.get_xdata()) for line in by_vote.lines]


def test_few_comments_have_a_median_without_an_interval_and_the_title_says_so():
    few = pd.DataFrame({"sentiment": [0.1, 0.2, 0.3, 0.4, 0.5], "stance": "none"})
    ax = stance.plot_sentiment(few)
    assert "median +0.30, too few comments for an interval" in ax.get_title(loc="left")
    assert all(len(set(line.get_xdata())) == 1 for line in ax.lines)
    assert all(len(set(line.get_xdata())) == 1 for line in stance.plot_sentiment_by_stance(few).lines)


def test_a_median_of_zero_has_no_sign():
    ax = stance.plot_sentiment(pd.DataFrame({"sentiment": [-0.001, 0.0, 0.001]}))
    assert "median 0.00," in ax.get_title(loc="left")


def test_no_mark_hides_the_median_and_the_median_hides_no_mark():
    rng = np.random.default_rng(0)
    values = np.where(rng.random(1000) < 0.3, 0, rng.uniform(-1, 1, 1000))
    ax = stance.plot_sentiment_by_stance(pd.DataFrame({"sentiment": values, "stance": "against"}))
    marks = max((np.asarray(group.get_offsets()) for group in ax.collections), key=len)
    assert len(marks) == 1000
    assert all(min(line.get_ydata()) > marks[:, 1].max() + 0.1 for line in ax.lines if max(line.get_ydata()) > 1.5)


@given(arrays(float, st.integers(0, 60), elements=st.floats(-1, 1)))
def test_marks_spread_with_their_number_and_stay_in_their_row(values):
    edges = np.linspace(-1.05, 1.05, 22)
    offsets = stacked(values, edges)
    bins = np.digitize(values, edges)
    assert (np.abs(offsets) <= 0.3 + 1e-12).all()
    for number in np.unique(bins):
        here = np.sort(offsets[bins == number])
        assert here.sum() == pytest.approx(0)
        assert len(np.unique(here)) == len(here), "no two marks of a bin at one height"
    spread = {number: np.ptp(offsets[bins == number]) for number in bins}
    counts = {number: (bins == number).sum() for number in bins}
    assert all(spread[a] <= spread[b] + 1e-12 for a in counts for b in counts if counts[a] <= counts[b])


@pytest.mark.parametrize("plot", [stance.plot_distribution, stance.plot_sentiment_by_stance])
def test_misspelt_votes_are_refused_and_not_drawn_as_none_at_all(plot, scored_seeds):
    for vote, row in (("Favor", 0), ("in favour", 3)):
        votes = scored_seeds["stance"].astype(object).mask(scored_seeds.index >= row, vote)
        message = f"row {row} has the stance '{vote}'; stances are favor, none, against"
        with pytest.raises(stance.TableError, match=message):
            plot(scored_seeds.assign(stance=votes))


@pytest.mark.parametrize("plot", [stance.plot_sentiment, stance.plot_sentiment_by_stance])
@pytest.mark.parametrize(("value", "shown"), [("a", "'a'"), (3.2, "3.2"), (float("inf"), "inf"), ("-1.5", "'-1.5'")])
def test_what_is_no_sentiment_is_refused_with_its_row(plot, value, shown, scored_seeds):
    table = scored_seeds.astype({"sentiment": object})
    table.loc[4, "sentiment"] = value
    with pytest.raises(stance.TableError, match=f"row 4 has the sentiment {shown}; it is a number from -1 to 1"):
        plot(table)


def test_sentiments_that_a_file_holds_as_text_are_numbers(scored_seeds):
    as_text = scored_seeds.assign(sentiment=scored_seeds["sentiment"].astype("string"))
    for plot in PLOTS[1:]:
        assert plot(as_text).get_title(loc="left") == plot(scored_seeds).get_title(loc="left")


def test_sentiment_that_is_not_vaders_as_published_is_named_as_what_it_is():
    comments = ["A good deal. A bad one!", "Pointless."]
    names = {}
    for scorer in (
        None,
        stance.VaderScorer(unit="sentence"),
        stance.VaderScorer(lexicon={"deal": 1.0}),
        stance.VaderScorer(as_typed=True),
    ):
        scored = stance.score(comments, sentiment=scorer)
        names[repr(scorer)] = tuple(plot(scored).get_xlabel() for plot in PLOTS[1:])
    own, sentence, words, typed = names.values()
    assert all(label.startswith("VADER compound, marks as typed") for label in typed)
    assert all(label.startswith(("VADER compound:", "VADER compound (")) for label in own)
    assert all(label.startswith("mean of the sentences' VADER compounds") for label in sentence)
    assert all(label.startswith("VADER compound, own lexicon") for label in words)
