"""``report``: everything about a folder of pages in one folder of files, led by one self-contained HTML page.

Whatever comes from a saved page is a stranger's: the template escapes all of it, and the HTML holds no script.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance import __version__
from stance.drawing import only_axes
from stance.errors import StanceError
from stance.language import is_blank
from stance.pages.records import Page, Pages
from stance.plots import plot_distribution, plot_sentiment, plot_sentiment_by_stance, sentiment_name
from stance.prevalence import Prevalence, estimate_prevalence
from stance.prevalence.labels import labels_of
from stance.prevalence.result import VOTES
from stance.scoring import score
from stance.table import SCORE_COLUMNS, write_csv

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["describe_classifier", "report", "write_report"]


#: What a report may leave in its folder; an earlier one's files are removed, so that none is taken for the new one's.
_PLOTS = ("distribution", "sentiment", "sentiment_by_stance")
_FILES = ("index.html", "comments.csv", "shares.csv", *(f"{name}{end}" for name in _PLOTS for end in (".png", ".svg")))


@dataclass(frozen=True, slots=True)
class _Plot:
    """One plot as it goes into the report."""

    name: str
    alt: str
    svg: str  # base64


def report(
    data: Any,
    path: str | os.PathLike[str],
    labels: Any = None,
    classifier: Any = "us-japan-talks",
    target: str | None = None,
) -> Path:
    """Write a report on the comments of saved pages.

    Parameters
    ----------
    data : pages, or anything that :func:`stance.score` takes
        A table that is scored already is not scored again.
    path : str or path-like
        A folder; made where it is missing. Files of an earlier report in it are replaced.
    labels : optional
        As in :func:`stance.estimate_prevalence`. Without them the report shows the classifier's votes and no
        shares.
    classifier : str, path or fitted classifier
    target : str, optional
        Both as in :func:`stance.score`.

    Returns
    -------
    Path
        Of ``index.html``. Beside it: ``comments.csv`` (the scored table), ``shares.csv``, and
        ``distribution``, ``sentiment`` and ``sentiment_by_stance``, each as ``.png`` and ``.svg``.

    Raises
    ------
    StanceError
        If the folder cannot be written.
    """
    if isinstance(data, Page):
        data = [data]
    elif isinstance(data, Iterator):
        data = list(data)
    if _is_scored(data):
        return write_report(path, _pages_of(data), data, labels)[0]
    from stance.classifier import as_classifier

    classifier = as_classifier(classifier)
    return write_report(path, _pages_of(data), score(data, classifier, target=target), labels, classifier)[0]


def write_report(
    path: str | os.PathLike[str], pages: Pages, scored: pd.DataFrame, labels: Any = None, classifier: Any = None
) -> tuple[Path, Prevalence | None]:
    """Write the report on comments that are scored; return its path and the shares (None without a comment)."""
    readable = not all(is_blank(text) for text in scored["text"])
    prevalence = estimate_prevalence(scored, labels) if readable else None
    if labels is not None and readable:
        scored = scored.assign(label=labels_of(scored, labels))
    folder = _make_folder(Path(path))
    plots: list[_Plot] = []
    if prevalence:
        write_csv(prevalence.to_frame(), folder / "shares.csv")
        plots = _draw_plots(scored, prevalence, folder)
    write_csv(scored, folder / "comments.csv")
    index = folder / "index.html"
    html = _render(
        pages=pages,
        rows=_rows(scored),
        labelled="label" in scored.columns,
        prevalence=prevalence,
        votes_only=prevalence is not None and all(part.method == VOTES for part in prevalence.groups),
        plots=plots,
        classifier=describe_classifier(classifier),
        version=__version__,
    )
    index.write_text(html, encoding="utf-8", newline="\n")
    return index, prevalence


def describe_classifier(classifier: Any) -> str | None:
    """Say in one sentence or two what a classifier is for, what it learnt from, and how good it is by its card."""
    if classifier is None:
        return None
    card = getattr(classifier, "card_", None) or {}
    targets = getattr(classifier, "targets_", None) or [getattr(classifier, "target", None) or "not named"]
    text = f"The classifier's target{'s' if len(targets) > 1 else ''}: {', '.join(targets)}."
    data, measured = card.get("data"), card.get("metrics", {})
    if data:
        origin = ", ".join(f"{count} {name}" for name, count in data.get("origin", {}).items())
        text += f" It learnt from {data['comments']} comments{f' ({origin})' if origin else ''}."
    part = "threads" if "threads" in measured else "all"
    if part in measured:
        figures, baseline = measured[part], measured[part]["baselines"]["majority"]
        text += (
            f" On such comments that it had not seen ({measured['method']}): macro-F1 {figures['macro_f1']:.2f}, "
            f"accuracy {figures['accuracy']:.2f}; always giving the most frequent label: "
            f"{baseline['macro_f1']:.2f} and {baseline['accuracy']:.2f}."
        )
    return text


def _pages_of(data: Any) -> Pages:
    """Return the pages among the data, with their failures where there are any."""
    if isinstance(data, Pages):
        return data
    return Pages(tuple(item for item in data if isinstance(item, Page))) if isinstance(data, list | tuple) else Pages()


def _is_scored(data: Any) -> bool:
    return hasattr(data, "columns") and {"text", *SCORE_COLUMNS} <= set(data.columns)


def _make_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise StanceError(f"{folder}: there is a file of this name; a report needs a folder") from None
    except OSError as error:
        raise StanceError(f"{folder}: cannot be made ({error.strerror})") from None
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    return folder


def _draw_plots(scored: pd.DataFrame, prevalence: Prevalence, folder: Path) -> list[_Plot]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    by_name: dict[str, tuple[Callable[..., Any], Any, str]] = {
        "distribution": (plot_distribution, prevalence, prevalence.describe()),
        "sentiment": (plot_sentiment, scored, f"Histogram of the comments' {sentiment_name(scored)}"),
        "sentiment_by_stance": (
            plot_sentiment_by_stance,
            scored,
            f"Each comment's {sentiment_name(scored)}, apart by the stance that the classifier gives it",
        ),
    }
    plots = []
    for name, (draw, what, alt) in by_name.items():
        figure = Figure(figsize=(6.8, 3.1), layout="constrained")
        draw(what, ax=only_axes(figure))
        svg = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "stance"}):  # the same picture gives the same file
            figure.savefig(svg, format="svg", metadata={"Date": None})
        (folder / f"{name}.svg").write_bytes(svg.getvalue())
        figure.savefig(folder / f"{name}.png", dpi=160, metadata={"Software": None})
        plots.append(_Plot(name, alt, base64.b64encode(svg.getvalue()).decode("ascii")))
    return plots


def _rows(scored: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the table as the template shows them: missing is None."""
    shown = scored.reindex(columns=["comment_id", "author", "quoted", "reply_to", "text", "label", *SCORE_COLUMNS])
    plain = shown.astype(object).where(shown.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.to_numpy()]


def _render(**context: Any) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("stance", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2").render(context)
