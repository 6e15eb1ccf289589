"""Plots of scored comments. Each takes ``ax=None``, draws, and returns the Axes; nothing global is touched.

Favor is blue, none grey, against orange (Okabe and Ito's colour-blind safe palette), and each has a hatch or a
marker of its own, so that a grey print can be read too. Titles and labels are broken to the width of their axes, so
that plots can stand side by side: ``figure, axes = plt.subplots(1, 2, layout="constrained")`` makes room for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from stance.drawing import INK, label_x, new_axes, plain, row_font, stacked, text_width, tidy, title, width_of
from stance.errors import TableError
from stance.prevalence import Prevalence, estimate_prevalence
from stance.prevalence.result import COUNT, SAMPLE, STRATA, THESE, VOTES, GroupShares, percent
from stance.sentiment.lexicon import SHA256
from stance.sentiment.median import median_interval
from stance.table import CLASSES, cell, check_comments, check_votes
from stance.targets import one_target

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["plot_distribution", "plot_sentiment", "plot_sentiment_by_stance"]

Floats = np.ndarray[Any, np.dtype[Any]]

COLOURS = {"favor": "#0072B2", "none": "#8C8C8C", "against": "#E69F00"}
HATCHES = {"favor": "//", "none": "", "against": "\\\\"}
MARKERS = {"favor": "o", "none": "s", "against": "^"}
#: A plot of single comments has marks of this size, in points², up to so many in a row; smaller ones of more.
_MARK, _SMALLEST, _FEW = 42.0, 5.0, 40
#: So much of a row below its middle stands the median.
_BELOW = 0.44
#: Names of groups have so many characters on axes so many points wide.
_NAME, _NAME_WIDTH = 60, 350.0
#: Six ticks from 0 % to 100 % need so many points.
_WIDE = 190.0

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

    Raises
    ------
    TableError
        If there are neither labels nor votes, or a vote is none of the three stances.
    """
    from matplotlib.ticker import MaxNLocator

    prevalence = data if isinstance(data, Prevalence) else estimate_prevalence(data)
    groups = prevalence.groups
    votes_only = all(part.method == VOTES for part in groups)
    if votes_only and all(part.votes is None for part in groups):
        raise TableError("there is nothing to plot: neither labels nor a column 'stance'; call score(table) first")
    step = len(CLASSES) + (1.4 if len(groups) > 1 else 0)
    ax = new_axes(ax, height=1.3 + 0.36 * step * len(groups))
    size = row_font(ax, step * len(groups))
    for number, part in enumerate(groups):
        if len(groups) > 1:
            name = _group_name(part, min(_NAME, int(_NAME * width_of(ax) / _NAME_WIDTH)))
            small = row_font(ax, step * len(groups), "small")
            ax.text(0, number * step - 0.55, name, va="bottom", color=INK, fontsize=small, weight="bold")
        for i, name in enumerate(prevalence.classes):
            _draw_bar(ax, part, i, name, number * step + i, votes_only, size)
    rows = [number * step + i for number in range(len(groups)) for i in range(len(CLASSES))]
    ax.set_yticks(rows, list(prevalence.classes) * len(groups), fontsize=size)
    ax.set_ylim(rows[-1] + 0.6, -0.6 if len(groups) == 1 else -1.4)
    if votes_only:
        most = max(float(np.max(part.votes)) for part in groups if part.votes is not None)
        ax.set_xlim(0, max(_room(ax, most, f"{most:.0f}", size), most * 1.15, 1))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        label_x(ax, "comments that the classifier gives this label")
    else:
        bars = [bar for part in groups for bar in zip(part.share, part.low, part.high, strict=True)]
        ax.set_xlim(0, max([1.3, *(_room(ax, bar[2], _number(*bar), size) for bar in bars if np.isfinite(bar[0]))]))
        ticks = np.linspace(0, 1, 6 if width_of(ax) / ax.get_xlim()[1] > _WIDE else 3)
        ax.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
        estimated = any(part.method not in (COUNT, VOTES) or part.estimand != THESE for part in groups)
        whose = "share of the comments" if prevalence.estimand == THESE else "share in the population of comments"
        label_x(ax, whose + (f", {percent(prevalence.level)} interval" if estimated else ""))
    title(ax, _distribution_title(prevalence))
    tidy(ax)
    if not votes_only:
        ax.spines["bottom"].set_bounds(0, 1)  # the room to the right is for the numbers
    return ax


def plot_sentiment(scored: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Show how VADER's compound is distributed over the comments, and its median.

    The median of these comments is what it is; its interval (95 %, :mod:`stance.sentiment.median`) says how far it may
    be from that of other comments like these, and takes them to be independent.

    Parameters
    ----------
    scored : DataFrame
        As :func:`stance.score` returns it.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    TableError
        If the column ``sentiment`` is missing, or holds what is no number from −1 to 1.
    """
    from matplotlib.ticker import MaxNLocator

    values = _sentiments(scored).dropna().to_numpy(dtype=float)
    ax = new_axes(ax, height=3.1)
    heights, _ = np.histogram(values, bins=_SENTIMENT_BINS)
    centres = np.convolve(_SENTIMENT_BINS, [0.5, 0.5], mode="valid")
    colours = ["#B3B3B3" if abs(centre) < NEUTRAL else "#56B4E9" for centre in centres]
    ax.bar(centres, heights, width=2 * NEUTRAL, color=colours, edgecolor="white", zorder=2)
    top = 1.15 * max(1.0, float(np.max(heights)))
    said = f"Sentiment of {_count(values)}" + _left_out(len(scored) - len(values))
    if len(values):
        said += _draw_median(ax, values, top)
    ax.set_xlim(-1.05, 1.05)
    ax.set_ylim(0, top)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    label_x(ax, f"{sentiment_name(scored)}: −1 most negative, +1 most positive")
    ax.set_ylabel("comments")
    title(ax, said)
    return tidy(ax)


def _draw_median(ax: Axes, values: Floats, top: float) -> str:
    """Draw the median of the sentiments with its interval above the bars, and return what the title says of it."""
    median, ends = float(np.median(values)), median_interval(values)
    ax.axvline(median, color=INK, linestyle="--", linewidth=1.2, zorder=3)
    said = f"\ndashed: median {_signed(median)}, "
    if ends is None:
        said += "too few comments for an interval"
    else:
        ax.plot(ends, [0.95 * top] * 2, color=INK, linewidth=1.6, marker="|", markersize=9, zorder=4)
        said += f"95% interval {_signed(ends[0])} to {_signed(ends[1])} for comments like these"
    return f"{said}\ngrey: neutral, {_signed(-NEUTRAL)} to {_signed(NEUTRAL)}"


def sentiment_name(scored: pd.DataFrame) -> str:
    """Name what the sentiment is: only the whole text's compound with VADER's own words is VADER's, as published."""
    how = scored.attrs.get("vader", {})
    name = "mean of the sentences' VADER compounds" if how.get("unit") == "sentence" else "VADER compound"
    own_words = ", own lexicon" if how.get("lexicon_sha256", SHA256) != SHA256 else ""
    return name + own_words + (", marks as typed" if how.get("as_typed") else "")


def plot_sentiment_by_stance(scored: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Show each comment's sentiment, apart by the stance that the classifier gives it.

    Sentiment is not stance: the plot shows how far the two go together here. In each row the marks spread where many
    comments have about the same sentiment. Intervals of the medians are those of :func:`plot_sentiment`; fewer than six
    comments have none.

    Parameters
    ----------
    scored : DataFrame
        As :func:`stance.score` returns it.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    TableError
        If one of the columns ``sentiment`` and ``stance`` is missing, or holds what is no sentiment or no stance.
    """
    check_comments(scored, needed=("sentiment", "stance"))
    check_votes(scored)
    both = scored.assign(sentiment=_sentiments(scored)).dropna(subset=["sentiment", "stance"])
    both = both[both["stance"] != ""]
    ax = new_axes(ax, height=3.1)
    names = []
    for row, name in enumerate(CLASSES):
        values = np.sort(both.loc[both["stance"] == name, "sentiment"].to_numpy(dtype=float))
        _draw_comments(ax, values, row, name)
        names.append(f"{name} ({len(values)})")
    ax.axvline(0, color="#BBBBBB", linewidth=0.8, zorder=1)
    ax.set_yticks(range(len(CLASSES)), names)
    ax.set_ylim(len(CLASSES) - 0.35, -0.5)
    ax.set_xlim(-1.04, 1.04)
    label_x(ax, f"{sentiment_name(scored)} (below: median, 95% interval for comments like these)")
    target = one_target(both)
    towards = f" on {plain(target)}" if target else ""
    title(ax, f"Sentiment by classifier's vote{towards}, {_count(both)}{_left_out(len(scored) - len(both))}")
    return tidy(ax)


def _draw_comments(ax: Axes, values: Floats, row: int, name: str) -> None:
    """Draw one mark a comment, and below them the median, which would be lost among them or hide some."""
    size = max(_SMALLEST, _MARK * min(1.0, _FEW / max(1, len(values))))
    ax.scatter(
        values, row + stacked(values, np.array(_SENTIMENT_BINS)), marker=MARKERS[name], s=size, color=COLOURS[name],
        edgecolor=INK, linewidth=0.5 if size == _MARK else 0, alpha=0.85, zorder=3,
    )  # fmt: skip
    if len(values):
        ax.plot([np.median(values)], [row + _BELOW], color=INK, marker="D", markersize=5.5, zorder=5)
    if ends := median_interval(values):
        ax.plot(ends, [row + _BELOW] * 2, color=INK, linewidth=1.6, marker="|", markersize=8, zorder=4)


def _sentiments(scored: pd.DataFrame) -> pd.Series[float]:
    """Return the sentiments as numbers, missing where they are; refuse what would be drawn at no place."""
    import pandas as pd

    check_comments(scored, needed=("sentiment",))
    given = scored["sentiment"]
    numbers = pd.to_numeric(given, errors="coerce").astype(float)
    odd = (given.notna() & ~numbers.between(-1, 1)).to_numpy(dtype=bool)
    if odd.any():
        row, value = cell(given, odd.tolist().index(True))
        raise TableError(f"row {row} has the sentiment {value}; it is a number from -1 to 1, as score(table) gives it")
    return numbers


def _draw_bar(ax: Axes, part: GroupShares, i: int, name: str, row: float, votes_only: bool, size: float) -> None:
    """Draw one stance of one group: a filled bar with an interval, or an empty bar of votes."""
    if part.method == VOTES:
        if not votes_only:
            ax.text(0.01, row, "not estimable", va="center", color=INK, fontsize=0.83 * size, style="italic")
        elif part.votes is not None:
            count = int(part.votes[i])
            ax.barh(
                row, count, height=0.72, facecolor="white", edgecolor=COLOURS[name], hatch=HATCHES[name],
                linewidth=1.8 if count else 0,
            )  # fmt: skip
            ax.annotate(
                str(count), (count, row), (4, 0), textcoords="offset points", va="center", color=INK, fontsize=size
            )
        return
    share, low, high = float(part.share[i]), float(part.low[i]), float(part.high[i])
    ax.barh(
        row, share, height=0.72, color=COLOURS[name], hatch=HATCHES[name], edgecolor="white", zorder=2,
        linewidth=1 if share else 0,
    )  # fmt: skip
    if high > low:
        ax.plot([low, high], [row, row], color=INK, linewidth=1.6, zorder=4, marker="|", markersize=0.9 * size)
    number, place = _number(share, low, high), (max(share, high), row)
    ax.annotate(number, place, (6, 0), textcoords="offset points", va="center", color=INK, fontsize=size)


def _number(share: float, low: float, high: float) -> str:
    return percent(share) + (f" ({percent(low)}–{percent(high)})" if high > low else "")


def _room(ax: Axes, end: float, number: str, size: float) -> float:
    """Return where the axis must end so that the number beside a bar is inside; it has half the width at most."""
    width = width_of(ax)
    return end * width / (width - min(text_width(number, size) + 10, width / 2))


def _group_name(part: GroupShares, longest: int) -> str:
    """Name a group and its n and k; a long name loses its middle."""
    tail = longest // 3
    name = part.group if len(part.group) <= longest else f"{part.group[: longest - tail - 2]}…{part.group[-tail:]}"
    return f"{plain(name)} (n = {part.n}, k = {part.k})"


def _distribution_title(prevalence: Prevalence) -> str:
    groups, target = prevalence.groups, prevalence.target
    n, k = sum(part.n for part in groups), sum(part.k for part in groups)
    methods = list(dict.fromkeys(part.method for part in groups if part.method != VOTES))
    if not methods:
        towards = f" on {plain(target)}" if target else ""
        labels = f"{k} label{'s' * (k != 1)}"
        without = sum(part.n - int(part.votes.sum()) for part in groups if part.votes is not None)
        left_out = f" ({without} without a vote)" if without else ""
        return (
            f"Classifier votes{towards}, not shares of opinion\nn = {n} comments{left_out}, no estimate: k = {labels}"
        )
    separator = ", " if len(", ".join(methods)) < 30 else "\n"  # a longer name would not fit beside n and k
    towards = plain(target) if target else "the target"
    sampled = not prevalence.at_random and not {SAMPLE, STRATA}.isdisjoint(methods)
    doubt = "\nlabels not known to be a random sample" if sampled else ""
    counts = f"n = {n} comments, k = {k} labels"
    return f"Stance towards {towards}\n{counts}{separator}method: {', '.join(methods)}{doubt}"


def _signed(value: float) -> str:
    """Write a sentiment with its sign, a typographic minus, and nothing without one."""
    written = f"{value:+.2f}"
    return "0.00" if float(written) == 0 else written.replace("-", "−")


def _left_out(count: int) -> str:
    return f" ({count} without a score left out)" if count else ""


def _count(rows: Any) -> str:
    return "1 comment" if len(rows) == 1 else f"{len(rows)} comments"
