"""Plots of scored comments. Each takes ``ax=None``, draws, and returns the Axes; nothing global is touched.

Favor is blue, none grey, against orange (Okabe and Ito's colour-blind safe palette), and each has a hatch or a
marker of its own, so that a grey print can be read too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.prevalence import Prevalence, estimate_prevalence
from stance.prevalence.result import COUNT, SAMPLE, STRATA, THESE, VOTES, GroupShares, percent
from stance.sentiment.lexicon import SHA256
from stance.table import CLASSES, check_comments

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["plot_distribution", "plot_sentiment", "plot_sentiment_by_stance"]

COLOURS = {"favor": "#0072B2", "none": "#8C8C8C", "against": "#E69F00"}
HATCHES = {"favor": "//", "none": "", "against": "\\\\"}
MARKERS = {"favor": "o", "none": "s", "against": "^"}
INK = "#222222"

#: VADER's authors call a compound from −0.05 to 0.05 neutral (Hutto and Gilbert 2014).
NEUTRAL = 0.05
#: Bins of 0.1, the middle one the neutral range, so that scores of exactly 0 do not look positive.
_SENTIMENT_BINS = [(2 * i - 21) * NEUTRAL for i in range(22)]


def plot_distribution(data: Prevalence | pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Show the shares of favor, none and against, each with its interval.

    Where shares cannot be estimated, the classifier's votes are shown as counts in empty bars and called so.

    Parameters
    ----------
    data : Prevalence or scored table
        A table is given to :func:`stance.estimate_prevalence` without labels.
    ax : Axes, optional
        By default a new figure's.

    Returns
    -------
    Axes
    """
    from matplotlib.ticker import MaxNLocator

    prevalence = data if isinstance(data, Prevalence) else estimate_prevalence(data)
    groups = prevalence.groups
    votes_only = all(part.method == VOTES for part in groups)
    if votes_only and all(part.votes is None for part in groups):
        raise TableError("there is nothing to plot: neither labels nor a column 'stance'; call score(table) first")
    step = len(CLASSES) + (1.4 if len(groups) > 1 else 0)
    ax = new_axes(ax, height=1.3 + 0.36 * step * len(groups))
    for number, part in enumerate(groups):
        if len(groups) > 1:
            ax.text(0, number * step - 0.55, _group_name(part), va="bottom", color=INK, fontsize="small", weight="bold")
        for i, name in enumerate(prevalence.classes):
            _draw_bar(ax, part, i, name, number * step + i, votes_only)
    rows = [number * step + i for number in range(len(groups)) for i in range(len(CLASSES))]
    ax.set_yticks(rows, list(prevalence.classes) * len(groups))
    ax.set_ylim(rows[-1] + 0.6, -0.6 if len(groups) == 1 else -1.4)
    if votes_only:
        most = max(float(part.votes.max()) for part in groups if part.votes is not None)
        ax.set_xlim(0, max(most * 1.15, 1))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlabel("comments that the classifier gives this label")
    else:
        ax.set_xlim(0, 1.3)
        ax.set_xticks(np.arange(0, 1.01, 0.2), [f"{tick:.0%}" for tick in np.arange(0, 1.01, 0.2)])
        estimated = any(part.method not in (COUNT, VOTES) or part.estimand != THESE for part in groups)
        whose = "share of the comments" if prevalence.estimand == THESE else "share in the population of comments"
        ax.set_xlabel(whose + (f", {percent(prevalence.level)} interval" if estimated else ""))
    ax.set_title(_distribution_title(prevalence), loc="left", fontsize="medium")
    tidy(ax)
    if not votes_only:
        ax.spines["bottom"].set_bounds(0, 1)  # the room to the right is for the numbers
    return ax


def plot_sentiment(scored: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Show how VADER's compound is distributed over the comments.

    Parameters
    ----------
    scored : DataFrame
        As :func:`stance.score` returns it.
    ax : Axes, optional

    Returns
    -------
    Axes
    """
    from matplotlib.ticker import MaxNLocator

    check_comments(scored, needed=("sentiment",))
    values = scored["sentiment"].dropna().to_numpy(dtype=float)
    ax = new_axes(ax)
    heights, _ = np.histogram(values, bins=_SENTIMENT_BINS)
    centres = np.convolve(_SENTIMENT_BINS, [0.5, 0.5], mode="valid")
    colours = ["#B3B3B3" if abs(centre) < NEUTRAL else "#56B4E9" for centre in centres]
    ax.bar(centres, heights, width=2 * NEUTRAL, color=colours, edgecolor="white", zorder=2)
    title = f"Sentiment of {_count(values)}" + _left_out(len(scored) - len(values))
    if len(values):
        median = float(np.median(values))
        ax.axvline(median, color=INK, linestyle="--", linewidth=1.2, zorder=3)
        title += f"\ndashed: median {median:+.2f}; grey: neutral, −0.05 to +0.05".replace("-", "−")
    ax.set_xlim(-1.05, 1.05)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(f"{sentiment_name(scored)}: −1 most negative, +1 most positive")
    ax.set_ylabel("comments")
    ax.set_title(title, loc="left", fontsize="medium")
    return tidy(ax)


def sentiment_name(scored: pd.DataFrame) -> str:
    """Name what the sentiment is: only the whole text's compound with VADER's own words is VADER's, as published."""
    how = scored.attrs.get("vader", {})
    name = "mean of the sentences' VADER compounds" if how.get("unit") == "sentence" else "VADER compound"
    own_words = how.get("lexicon_sha256", SHA256) != SHA256
    return f"{name}, own lexicon" if own_words else name


def plot_sentiment_by_stance(scored: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Show each comment's sentiment, apart by the stance that the classifier gives it.

    Sentiment is not stance: the plot shows how far the two go together here.

    Parameters
    ----------
    scored : DataFrame
        As :func:`stance.score` returns it.
    ax : Axes, optional

    Returns
    -------
    Axes
    """
    check_comments(scored, needed=("sentiment", "stance"))
    both = scored.dropna(subset=["sentiment", "stance"])
    ax = new_axes(ax)
    names = []
    for row, name in enumerate(CLASSES):
        values = np.sort(both.loc[both["stance"] == name, "sentiment"].to_numpy(dtype=float))
        offsets = row + 0.24 * _spread(len(values))
        ax.scatter(
            values, offsets, marker=MARKERS[name], s=42, color=COLOURS[name], edgecolor=INK, linewidth=0.5, alpha=0.85,
            zorder=3,
        )  # fmt: skip
        if len(values):
            ax.plot([np.median(values)] * 2, [row - 0.36, row + 0.36], color=INK, linewidth=2, zorder=4)
        names.append(f"{name} ({len(values)})")
    ax.axvline(0, color="#BBBBBB", linewidth=0.8, zorder=1)
    ax.set_yticks(range(len(CLASSES)), names)
    ax.set_ylim(len(CLASSES) - 0.5, -0.5)
    ax.set_xlim(-1.04, 1.04)
    ax.set_xlabel(f"{sentiment_name(scored)} (line: median)")
    ax.set_title(
        f"Sentiment by classifier's vote, {_count(both)}{_left_out(len(scored) - len(both))}",
        loc="left",
        fontsize="medium",
    )
    return tidy(ax)


def _draw_bar(ax: Axes, part: GroupShares, i: int, name: str, row: float, votes_only: bool) -> None:
    """Draw one stance of one group: a filled bar with an interval, or an empty bar of votes."""
    if part.method == VOTES:
        if not votes_only:
            ax.text(0.01, row, "not estimable", va="center", color=INK, fontsize="small", style="italic")
        elif part.votes is not None:
            count = int(part.votes[i])
            ax.barh(
                row, count, height=0.72, facecolor="white", edgecolor=COLOURS[name], hatch=HATCHES[name], linewidth=1.8
            )
            ax.annotate(str(count), (count, row), (4, 0), textcoords="offset points", va="center", color=INK)
        return
    share, low, high = float(part.share[i]), float(part.low[i]), float(part.high[i])
    ax.barh(row, share, height=0.72, color=COLOURS[name], hatch=HATCHES[name], edgecolor="white", zorder=2)
    label = percent(share)
    if high > low:
        ax.plot([low, high], [row, row], color=INK, linewidth=1.6, zorder=4, marker="|", markersize=9)
        label += f" ({percent(low)}–{percent(high)})"
    ax.annotate(label, (max(share, high), row), (6, 0), textcoords="offset points", va="center", color=INK)


def _group_name(part: GroupShares) -> str:
    name = part.group if len(part.group) <= 60 else f"{part.group[:38]}…{part.group[-20:]}"
    return f"{_plain(name)} (n = {part.n}, k = {part.k})"


def _distribution_title(prevalence: Prevalence) -> str:
    groups = prevalence.groups
    n, k = sum(part.n for part in groups), sum(part.k for part in groups)
    methods = list(dict.fromkeys(part.method for part in groups if part.method != VOTES))
    if not methods:
        return f"Classifier votes, not shares of opinion\nn = {n} comments, no estimate: k = {k} label{'s' * (k != 1)}"
    separator = ", " if len(", ".join(methods)) < 30 else "\n"  # a longer name would not fit beside n and k
    sampled = not prevalence.at_random and not {SAMPLE, STRATA}.isdisjoint(methods)
    doubt = "\nlabels not known to be a random sample" if sampled else ""
    return f"Stance towards the target\nn = {n} comments, k = {k} labels{separator}method: {', '.join(methods)}{doubt}"


def _plain(text: str) -> str:
    """Keep a dollar sign in a name from opening mathematics."""
    return text.replace("$", r"\$")


def _left_out(count: int) -> str:
    return f" ({count} without a score left out)" if count else ""


def _count(rows: Any) -> str:
    return "1 comment" if len(rows) == 1 else f"{len(rows)} comments"


def _spread(count: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return ``count`` offsets from −1 to 1 that keep neighbours apart; the same every time."""
    golden = (np.sqrt(5) - 1) / 2
    offsets: np.ndarray[Any, np.dtype[np.float64]] = 2 * np.mod(np.arange(count) * golden + 0.5, 1) - 1
    return offsets


def new_axes(ax: Axes | None, height: float = 2.9) -> Axes:
    """Return the axes given, or those of a new figure, ``height`` inches high."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(6.4, height), layout="constrained")[1]


def tidy(ax: Axes) -> Axes:
    """Take off the lines at the top and on the right, and return the axes."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.tick_params(colors=INK)
    return ax
