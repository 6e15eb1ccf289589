"""From saved news pages to the readers' views: comments, sentiment, stance, honest shares.

The names below are loaded on first use, so that ``import stance`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.classifier import StanceClassifier, load_classifier
    from stance.errors import ArtefactError, PageError, StanceError, TableError
    from stance.labelling import agreement, read_labels, sample_to_label
    from stance.labelling_widget import label
    from stance.pages.reading import parse_page, read_page, read_pages
    from stance.pages.records import Article, Comment, Failure, Page, Pages
    from stance.plots import plot_distribution, plot_sentiment, plot_sentiment_by_stance
    from stance.prevalence import Prevalence, estimate_prevalence
    from stance.reporting import report
    from stance.scoring import score
    from stance.sentiment import VaderScorer
    from stance.table import comments_frame

__version__ = "0.1.0"

_HOME = {
    "ArtefactError": "stance.errors",
    "Article": "stance.pages.records",
    "Comment": "stance.pages.records",
    "Failure": "stance.pages.records",
    "Page": "stance.pages.records",
    "PageError": "stance.errors",
    "Pages": "stance.pages.records",
    "Prevalence": "stance.prevalence",
    "StanceClassifier": "stance.classifier",
    "StanceError": "stance.errors",
    "TableError": "stance.errors",
    "VaderScorer": "stance.sentiment",
    "agreement": "stance.labelling",
    "comments_frame": "stance.table",
    "estimate_prevalence": "stance.prevalence",
    "label": "stance.labelling_widget",
    "load_classifier": "stance.classifier",
    "parse_page": "stance.pages.reading",
    "plot_distribution": "stance.plots",
    "plot_sentiment": "stance.plots",
    "plot_sentiment_by_stance": "stance.plots",
    "read_labels": "stance.labelling",
    "read_page": "stance.pages.reading",
    "read_pages": "stance.pages.reading",
    "report": "stance.reporting",
    "sample_to_label": "stance.labelling",
    "score": "stance.scoring",
}

__all__ = [
    "ArtefactError",
    "Article",
    "Comment",
    "Failure",
    "Page",
    "PageError",
    "Pages",
    "Prevalence",
    "StanceClassifier",
    "StanceError",
    "TableError",
    "VaderScorer",
    "agreement",
    "comments_frame",
    "estimate_prevalence",
    "label",
    "load_classifier",
    "parse_page",
    "plot_distribution",
    "plot_sentiment",
    "plot_sentiment_by_stance",
    "read_labels",
    "read_page",
    "read_pages",
    "report",
    "sample_to_label",
    "score",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
