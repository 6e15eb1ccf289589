"""What all plots share: axes of a size, texts that stay inside them, dots that stay apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "INK",
    "label_x",
    "new_axes",
    "only_axes",
    "plain",
    "row_font",
    "stacked",
    "text_width",
    "tidy",
    "title",
    "width_of",
]

INK = "#222222"

#: Between "n", "=" and a number no line ends.
_BREAK = re.compile(r"(?<!=) (?!=)")
#: Points of an inch.
_POINTS = 72.0
#: Dots that stand above each other are no farther apart than this share of a row, and fill no more than that.
_APART, _FILLED = 0.15, 0.6
#: Text is so much of a row high: the layout may take from the axes for their titles yet.
_OF_ROW = 0.7
_GOLDEN = (np.sqrt(5) - 1) / 2


def new_axes(ax: Axes | None, height: float = 2.9) -> Axes:
    """Return the axes given, or those of a new figure, ``height`` inches high."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return only_axes(plt.figure(figsize=(6.4, height), layout="constrained"))


def only_axes(figure: Figure) -> Axes:
    """Return the axes of a figure that has no others, about as wide as they will be when they are laid out.

    Titles are broken to the width of the axes before that.
    """
    axes: Axes = figure.subplots(gridspec_kw={"right": 0.97})
    return axes


def tidy(ax: Axes) -> Axes:
    """Take off the lines at the top and on the right, and return the axes."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.tick_params(colors=INK)
    return ax


def plain(text: str) -> str:
    """Keep a dollar sign in a name from opening mathematics."""
    return text.replace("$", r"\$")


def width_of(ax: Axes) -> float:
    """Return how wide the axes are as they stand, in points."""
    return float(ax.bbox.width / ax.figure.dpi * _POINTS)


def row_font(ax: Axes, rows: float, size: Any = "medium") -> float:
    """Return the size of text, in points, of which so many rows fit below each other into the axes as they stand.

    Parameters
    ----------
    rows : float
        Of the axes, from top to bottom.
    size : str or float
        The font size that matplotlib knows by that name, or in points: where there is room, it is that.
    """
    from matplotlib.font_manager import FontProperties

    height = float(ax.bbox.height / ax.figure.dpi * _POINTS)
    return min(float(FontProperties(size=size).get_size_in_points()), _OF_ROW * height / rows)


def text_width(text: str, size: Any = "medium") -> float:
    """Return how wide a line of text is in the font of the plots, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if not text.strip():
        return 0.0
    font = FontProperties(size=size)
    return float(TextPath((0, 0), text, size=font.get_size_in_points(), prop=font).get_extents().width)


def title(ax: Axes, text: str) -> None:
    """Put a title above the axes, left, broken into lines that are no wider than they."""
    ax.set_title(_broken(text, width_of(ax), "medium"), loc="left", fontsize="medium")


def label_x(ax: Axes, text: str) -> None:
    """Name the x axis, in lines that are no wider than it."""
    ax.set_xlabel(_broken(text, width_of(ax), ax.xaxis.label.get_fontsize()))


def _broken(text: str, width: float, size: Any) -> str:
    """Break lines between words; a word that is wider than ``width`` has a line of its own."""
    lines = []
    for line in text.split("\n"):
        so_far = ""
        for word in _BREAK.split(line):
            longer = f"{so_far} {word}" if so_far else word
            if so_far and text_width(longer, size) > width:
                lines.append(so_far)
                longer = word
            so_far = longer
        lines.append(so_far)
    return "\n".join(lines)


def stacked(values: np.ndarray[Any, Any], edges: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how far each dot stands above or below its row: the more values share a bin, the farther they spread.

    Parameters
    ----------
    values : ndarray, shape (n,)
    edges : ndarray
        Of the bins, rising.

    Returns
    -------
    ndarray, shape (n,)
        In rows, from -0.3 to 0.3; the fullest bin sets the scale, and a value that is alone in its bin stands at 0.

    Examples
    --------
    >>> stacked(np.array([0.1, 0.7, 0.8, 0.9]), np.array([0, 0.5, 1])).round(3).tolist()
    [0.0, -0.15, 0.15, 0.0]
    """
    bins = np.digitize(values, edges)
    most = int(np.max(np.bincount(bins), initial=1))
    step = min(_APART, _FILLED / max(1, most - 1))
    offsets = np.zeros(len(values))
    for number in np.unique(bins):
        rows = np.flatnonzero(bins == number)
        mixed = np.argsort(np.argsort(np.mod(np.arange(len(rows)) * _GOLDEN, 1)))  # in their order they would slope
        offsets[rows] = step * (mixed - (len(rows) - 1) / 2)
    return offsets
