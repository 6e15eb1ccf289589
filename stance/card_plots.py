"""Pictures of how good a classifier is: calibration, confusion, learning curve, drawn from the figures in its card.

Each function takes ``ax=None``, draws, and returns the Axes; ``write_pictures`` puts all of them beside a card.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.drawing import INK, new_axes, tidy
from stance.errors import StanceError
from stance.files import write_together
from stance.plots import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "comments_of",
    "picture_files",
    "plot_calibration",
    "plot_confusion",
    "plot_learning_curve",
    "write_card_pictures",
    "write_pictures",
]

_BLUE, _GREY, _ORANGE = COLOURS["favor"], COLOURS["none"], COLOURS["against"]
#: Makes the page that shows pictures: from what they show, and the names of their files, to its file and its text.
Page = Callable[[dict[str, str]], tuple[Path, str]]

#: What figures are on, where nobody says more.
_SAID = "comments"
#: How pictures are stored: small, and the same picture gives the same file.
_PNG: dict[str, Any] = {"dpi": 110, "metadata": {"Software": None}, "pil_kwargs": {"optimize": True}}
#: Level of the intervals.
_LEVEL = 0.95
#: Height of the strip below zero in which the counts of a calibration plot stand, and the widest bar in it.
_STRIP, _BAR = 0.3, 0.045
#: From this share on a cell of the confusion table is so dark that its numbers are white.
_DARK = 0.67


def plot_calibration(figures: Mapping[str, Any], ax: Axes | None = None, said: str = _SAID) -> Axes:
    """Show how often the classifier is right where it is so and so sure: on the diagonal it is right as often.

    Bars below count the comments of each bin. The intervals (95 %, Wilson 1927) take comments as independent.

    Parameters
    ----------
    figures : mapping
        As :func:`~stance.classifier.evaluation.measure` returns it; ``calibration`` is drawn.
    ax : Axes, optional
    said : str, optional
        What comments they are and how the figures came about; stands in the title, behind their number.

    Returns
    -------
    Axes
    """
    from scipy.stats import binomtest

    bins = figures["calibration"]
    ax = new_axes(ax, height=3.6)
    ax.plot([0, 1], [0, 1], color=INK, linestyle="--", linewidth=1, zorder=2)
    for row in bins:
        ends = binomtest(row["right"], row["comments"]).proportion_ci(_LEVEL, method="wilson")
        ax.plot([row["confidence"]] * 2, [ends.low, ends.high], color=_BLUE, linewidth=1.6, marker="_", zorder=3)
    ax.scatter([row["confidence"] for row in bins], [row["accuracy"] for row in bins], color=_BLUE, s=36, zorder=4)
    _draw_counts(ax, bins)
    ax.set_xlim(1 / len(figures["classes"]) - 0.04, 1.03)
    ax.set_ylim(-_STRIP, 1.04)
    ax.set_yticks(np.arange(0, 1.01, 0.2))
    ax.set_xlabel("probability of the label that it gives; grey: comments in the bin")
    ax.set_ylabel("share that is right")
    what = f"Calibration (ECE {figures['ece']:.3f}): 95 % intervals; dashed: as often right as sure"
    ax.set_title(_title(what, figures["comments"], said), loc="left", fontsize="medium")
    return tidy(ax)


def _draw_counts(ax: Axes, bins: Sequence[Mapping[str, float]]) -> None:
    """Draw in a strip below zero, where no point can lie, how many comments each bin holds."""
    places, counts = ([row[name] for row in bins] for name in ("confidence", "comments"))
    width = min([_BAR, *(0.9 * np.diff(places))])
    heights = np.array(counts) / max(counts) * (_STRIP - 0.11)
    ax.bar(places, heights, bottom=-_STRIP, width=width, color="#D0D0D0", zorder=1)
    for place, count, height in zip(places, counts, heights, strict=True):
        ax.annotate(
            str(count), (place, height - _STRIP), (0, 1), textcoords="offset points", ha="center", fontsize="x-small",
            color=INK,
        )  # fmt: skip
    ax.axhline(0, color=INK, linewidth=0.6, zorder=1)


def plot_confusion(figures: Mapping[str, Any], ax: Axes | None = None, said: str = _SAID) -> Axes:
    """Show what the classifier makes of the comments of each label: shares of the row, and counts.

    Parameters
    ----------
    figures, ax, said
        As in :func:`plot_calibration`; ``confusion`` is drawn.

    Returns
    -------
    Axes
    """
    table, names = np.asarray(figures["confusion"]), list(figures["classes"])
    sizes = table.sum(axis=1)
    shares = table / np.maximum(1, sizes)[:, None]
    ax = new_axes(ax, height=3.2)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (i, j), share in np.ndenumerate(shares):
        ax.text(
            j, i, f"{share:.0%}\n{table[i, j]}", ha="center", va="center",
            color="white" if share > _DARK else INK, weight="bold" if i == j else "normal",
        )  # fmt: skip
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), [f"{name} ({size})" for name, size in zip(names, sizes, strict=True)])
    ax.set_xlabel("label that the classifier gives")
    ax.set_ylabel("label given by people")
    ax.set_title(
        _title("Confusion: share of the row, and comments", figures["comments"], said), loc="left", fontsize="medium"
    )
    tidy(ax).tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def plot_learning_curve(metrics: Mapping[str, Any], ax: Axes | None = None, said: str = _SAID) -> Axes:
    """Show macro-F1 on comments not seen against how many were trained on, beside the trivial answers.

    Parameters
    ----------
    metrics : mapping
        The ``metrics`` of a card; ``learning_curve`` is drawn, and the baselines of ``all``.
    ax, said
        As in :func:`plot_calibration`.

    Returns
    -------
    Axes
    """
    curve, figures = metrics["learning_curve"], metrics["all"]
    comments, f1 = ([row[name] for row in curve] for name in ("comments", "macro_f1"))
    ax = new_axes(ax, height=3.2)
    for row in curve:
        ax.plot([row["comments"]] * 2, row["macro_f1_interval"], color=_BLUE, linewidth=1.6, marker="_", zorder=3)
        ax.annotate(
            f"{row['macro_f1']:.2f}", (row["comments"], row["macro_f1_interval"][1]), (0, 4),
            textcoords="offset points", ha="center", fontsize="small", color=INK,
        )  # fmt: skip
    ax.plot(comments, f1, color=_BLUE, marker="o", zorder=3, label="the classifier, 95 % interval")
    lines = (("prior", "labels drawn by their shares", _GREY, ":"), ("majority", "most frequent label", _ORANGE, "--"))
    for name, label, colour, style in lines:
        level = figures["baselines"][name]["macro_f1"]
        ax.axhline(level, color=colour, linestyle=style, linewidth=1.8, zorder=2, label=f"{label}: {level:.2f}")
    ax.set_xlim(0, comments[-1] * 1.08)
    ax.set_ylim(0, 1)
    ax.set_xlabel("comments trained on")
    ax.set_ylabel("macro-F1 on comments not seen")
    ax.set_title(_title("Learning curve", figures["comments"], said), loc="left", fontsize="medium")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, frameon=False, fontsize="small")
    return tidy(ax)


def write_pictures(
    base: str | os.PathLike[str], figures: Mapping[str, Any], said: str = _SAID, page: Page | None = None
) -> dict[str, str]:
    """Draw calibration and confusion and store them as ``base-calibration.png`` and ``base-confusion.png``.

    Parameters
    ----------
    base : str or path-like
        Pictures of an earlier run with the same name are replaced.
    figures, said
        As in :func:`plot_calibration`.
    page : callable, optional
        Given what this function returns, it returns the path and the text of a page, which is written with them: all
        files or none.

    Returns
    -------
    dict
        What each picture shows, and the name of its file.

    Raises
    ------
    StanceError
        If a file cannot be written.
    """
    return _write(Path(base), _draw(figures, said), page)


def write_card_pictures(
    base: str | os.PathLike[str], card: Mapping[str, Any], page: Page | None = None
) -> dict[str, str]:
    """Draw the figures of a model's card, those on whole threads where there are such, and its learning curve.

    Parameters, result and errors are those of :func:`write_pictures`; where the card says that nothing was measured,
    nothing is drawn.
    """
    metrics, comments = card.get("metrics", {}), comments_of(card.get("data", {}).get("origin"))
    draw: dict[str, Callable[..., Axes]] = {}
    for part, place in (("all", ""), ("threads", " in whole threads")):
        if part in metrics:
            draw = _draw(metrics[part], f"{comments}{place}, {metrics['method']}")
    if metrics.get("learning_curve"):
        said = f"{comments}, {metrics['method']}"
        draw["learning curve"] = partial(plot_learning_curve, metrics, said=said)
    return _write(Path(base), draw, page)


def comments_of(origin: Mapping[str, int] | None) -> str:
    """Say whether comments are synthetic, as it must stand wherever figures on them do."""
    kinds = set(origin or ())
    if "synthetic" not in kinds:
        return "comments"
    return "synthetic comments" if len(kinds) == 1 else "comments, some of them synthetic"


def _draw(figures: Mapping[str, Any], said: str) -> dict[str, Callable[..., Axes]]:
    return {
        "calibration": partial(plot_calibration, figures, said=said),
        "confusion": partial(plot_confusion, figures, said=said),
    }


def picture_files(base: str | os.PathLike[str]) -> dict[str, Path]:
    """Return what pictures beside a page may show, and their files, which are removed where they are not drawn anew."""
    base = Path(base)
    names = ("calibration", "confusion", "learning curve")
    return {name: base.with_name(f"{base.name}-{name.replace(' ', '-')}.png") for name in names}


def _write(base: Path, draw: Mapping[str, Callable[..., Axes]], page: Page | None) -> dict[str, str]:
    """Store each picture, and remove an earlier run's, so that none is taken for the new one's."""
    from matplotlib.figure import Figure

    places, files = picture_files(base), {}
    for name in draw:
        figure, drawn = Figure(figsize=(6.4, 3.6), layout="constrained"), io.BytesIO()
        draw[name](ax=figure.add_subplot())
        figure.savefig(drawn, format="png", **_PNG)
        files[places[name]] = drawn.getvalue()
    written = {name: file.name for name, file in places.items() if name in draw}
    if page is not None:
        file, text = page(written)
        files = {file: text.encode("utf-8", "replace"), **files}  # first: a picture is known by the page that shows it
    try:
        write_together(files, places.values())
    except OSError as error:
        raise StanceError(f"{next(iter(files), base)}: cannot be written ({error.strerror or error})") from None
    return written


def _title(what: str, comments: int, said: str) -> str:
    return f"{what}\nn = {comments} {said}"
