"""``report``: everything about a folder of pages in one folder of files, led by one self-contained HTML page.

Whatever comes from a saved page is a stranger's: the template escapes all of it, and the HTML holds no script.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance import __version__
from stance.classifier import as_classifier
from stance.classifier.describing import describe_classifier, describe_fingerprint
from stance.csv_files import csv_bytes
from stance.drawing import only_axes
from stance.errors import TableError
from stance.language import is_blank
from stance.pages.records import Page, Pages
from stance.plots import plot_distribution, plot_sentiment, plot_sentiment_by_stance, sentiment_name
from stance.prevalence import Prevalence, estimate_prevalence
from stance.prevalence.labels import labels_of
from stance.prevalence.result import VOTES
from stance.report_folder import INDEX, make_folder, write_files
from stance.scoring import score
from stance.table import SCORE_COLUMNS
from stance.targets import check_target, targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["report", "write_report"]

_PLOTS = ("distribution", "sentiment", "sentiment_by_stance")
#: What a report may leave in its folder.
_FILES = (INDEX, "comments.csv", "shares.csv", *(f"{name}{end}" for name in _PLOTS for end in (".png", ".svg")))
_CLASSIFIER = "us-japan-talks"


@dataclass(frozen=True, slots=True)
class _Plot:
    """One plot as it goes into the report."""

    name: str
    alt: str
    svg: str  # base64
    files: dict[str, bytes]  # by their endings


def report(
    data: Any,
    path: str | os.PathLike[str],
    labels: Any = None,
    classifier: Any = None,
    target: str | None = None,
) -> Path:
    """Write a report on the comments of saved pages.

    Parameters
    ----------
    data : pages, or anything that :func:`stance.score` takes
        A table that is scored already is not scored again.
    path : str or path-like
        A folder; made where it is missing. Files of an earlier report in it are replaced, if nobody has changed them.
    labels : optional
        As in :func:`stance.estimate_prevalence`. Without them the report shows the classifier's votes and no
        shares.
    classifier : str, path or fitted classifier, optional
        As in :func:`stance.score`, by default ``"us-japan-talks"``. For a table that is scored already the one that
        scored it, or nothing.
    target : str, optional
        As in :func:`stance.score`. For a table that is scored already what its stances are towards, where it does not
        say so itself.

    Returns
    -------
    Path
        Of ``index.html``. Beside it: ``comments.csv`` (the scored table), ``shares.csv``, and
        ``distribution``, ``sentiment`` and ``sentiment_by_stance``, each as ``.png`` and ``.svg``.

    Raises
    ------
    StanceError
        If the folder cannot be written, or holds files of these names that no report has left there; or if a table was
        scored by another classifier, or as to another target, than the one given.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> report(["Pointless trip.", "Keep talking!"], mkdtemp()).name
    'index.html'
    """
    if isinstance(data, Page):
        data = [data]
    elif isinstance(data, Iterator):
        data = list(data)
    if _is_scored(data):
        model = None if classifier is None else as_classifier(classifier)
        _check_scored(data, model, target)
        return write_report(path, _pages_of(data), data, labels, model, target=target)[0]
    model = as_classifier(_CLASSIFIER if classifier is None else classifier)
    return write_report(path, _pages_of(data), score(data, model, target=target), labels, model, target=target)[0]


def write_report(
    path: str | os.PathLike[str],
    pages: Pages,
    scored: pd.DataFrame,
    labels: Any = None,
    classifier: Any = None,
    *,
    target: str | None = None,
    inputs: Iterable[str] = (),
) -> tuple[Path, Prevalence | None]:
    """Write the report on comments that are scored; return its path and the shares (None without a comment).

    ``inputs`` are files, besides the pages, that it must not write over.
    """
    readable = not all(is_blank(text) for text in scored["text"])
    prevalence = estimate_prevalence(scored, labels) if readable else None
    if labels is not None and readable:
        scored = scored.assign(label=labels_of(scored, labels))
    folder = Path(path)
    make_folder(folder, _FILES, map(Path, inputs))
    plots: list[_Plot] = []
    files: dict[str, bytes] = {}
    if prevalence:
        shares = prevalence.to_frame().assign(level=prevalence.level, estimand=prevalence.estimand)
        shares["target"] = prevalence.target
        files["shares.csv"] = csv_bytes(shares)
        plots = _draw_plots(scored, prevalence)
        files |= {f"{plot.name}{end}": data for plot in plots for end, data in plot.files.items()}
    files["comments.csv"] = csv_bytes(scored)
    scorer = scored.attrs.get("classifier")
    who = describe_fingerprint(scorer) if classifier is None else describe_classifier(classifier)
    html = _render(
        pages=pages,
        rows=_rows(scored),
        labelled="label" in scored.columns,
        prevalence=prevalence,
        votes_only=prevalence is not None and all(part.method == VOTES for part in prevalence.groups),
        plots=plots,
        towards=_towards_in_words(scored, target),
        classifier=who,
        version=__version__,
    )
    return write_files(folder, html, files, _FILES), prevalence


def _pages_of(data: Any) -> Pages:
    """Return the pages among the data, with their failures where there are any."""
    if isinstance(data, Pages):
        return data
    return Pages(tuple(item for item in data if isinstance(item, Page))) if isinstance(data, list | tuple) else Pages()


def _is_scored(data: Any) -> bool:
    return hasattr(data, "columns") and {"text", *SCORE_COLUMNS} <= set(data.columns)


def _check_scored(scored: pd.DataFrame, classifier: Any, target: str | None) -> None:
    """Refuse a classifier or a target that is not the one of the votes in a scored table."""
    again = "leave {name}= out, or score the comments again: report(score(table, classifier, target=…), path)"
    own, towards = scored.attrs.get("classifier"), scored.attrs.get("target")
    if classifier is not None and (own is None or own != getattr(classifier, "fingerprint_", None)):
        who = "does not say by which classifier" if own is None else "was scored by another classifier"
        raise TableError(f"the table {who}; {again.format(name='classifier')}")
    check_target(target)
    if target is not None and isinstance(towards, str):
        if towards != target:
            raise TableError(
                f"the table's stances are towards {towards!r}, not {target!r}; {again.format(name='target')}"
            )
    elif target is not None:
        targets_of(scored, target)


def _towards_in_words(scored: pd.DataFrame, target: str | None) -> str:
    """Say what the stances are towards: what ``score`` noted, or else what the column ``target`` says, or the call."""
    towards = scored.attrs.get("target")
    named = {towards} if isinstance(towards, str) else {name for name in targets_of(scored) if name is not None}
    if named:
        return f"The stances are towards: {', '.join(sorted(named))}."
    if target is not None:
        return f"The stances are towards {target}, as it was called with; the table does not say."
    return "What the stances are towards, nothing says."


def _draw_plots(scored: pd.DataFrame, prevalence: Prevalence) -> list[_Plot]:
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
        svg, png = io.BytesIO(), io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "stance"}):  # the same picture gives the same file
            figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png", dpi=160, metadata={"Software": None})
        drawn = {".svg": svg.getvalue(), ".png": png.getvalue()}
        plots.append(_Plot(name, alt, base64.b64encode(drawn[".svg"]).decode("ascii"), drawn))
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
