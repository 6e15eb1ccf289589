"""What is known of a classifier's errors, and whether it says anything about the comments at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.csv_files import unguarded
from stance.table import CLASSES, beside_comments, check_votes, headlines_of
from stance.targets import not_trained_on, targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["known_errors", "votes_of"]

#: Where more of the comments than this share were trained on, the errors out of fold are not those made here.
SEEN = 0.05


def known_errors(classifier: Any, table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]] | str:
    """Return the classifier's errors as counts (rows the true classes, in the order of ``CLASSES``), or why not."""
    labels = [str(name) for name in classifier.classes_]
    confusion = _counted(classifier, table)
    if confusion is None:
        return "the classifier has no counts of its errors (confusion_)"
    if any("synthetic" in str(kind).lower() for kind in _origin(classifier)):
        return "the classifier's errors are known from synthetic comments only"
    targets = list(getattr(classifier, "targets_", []))
    if len(targets) > 1:
        return f"the classifier's errors are counted over {len(targets)} targets together"
    others = sorted({name for name in targets_of(table) if name is not None} - set(targets))
    if others:
        return not_trained_on(others[0], targets)
    if getattr(classifier, "context_", None) is not None and not any(
        beside_comments(table, classifier).get("context", ())
    ):
        return (
            "the classifier's errors were counted where it knew which comment each answers, and the table names none "
            "(comment_id, reply_to)"
        )
    if hasattr(classifier, "has_seen"):
        seen = int(classifier.has_seen(_texts_of(table)).sum())
        if seen > SEEN * len(table):
            return f"the classifier was trained on {seen} of these comments, and errs less on them"
    order = [labels.index(name) for name in CLASSES]
    return np.asarray(confusion, dtype=np.float64)[np.ix_(order, order)]


def _origin(classifier: Any) -> Mapping[str, Any]:
    """Return what kinds of comments a classifier learnt from, where its card says so in the form that it has."""
    part = getattr(classifier, "card_", None)
    for name in ("data", "origin"):
        part = part.get(name) if isinstance(part, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _counted(classifier: Any, table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """Return the counts of errors that go with what the table tells the classifier.

    Where it has headlines of some comments only, those made with and without are mixed in that proportion.
    """
    confusion = getattr(classifier, "confusion_", None)
    unheaded = getattr(classifier, "confusion_without_headlines_", None)
    if confusion is None or unheaded is None or not len(table):
        return confusion
    told = classifier.headlines_.heard(classifier.features_, headlines_of(table) or [None])
    share = sum(headline is not None for headline in told) / len(table)
    return share * np.asarray(confusion, dtype=np.float64) + (1 - share) * np.asarray(unheaded, dtype=np.float64)


def votes_of(table: pd.DataFrame, classifier: Any = None) -> np.ndarray[Any, np.dtype[np.int64]] | None:
    """Return the votes on a table's comments as codes, −1 for none.

    They stand in the column ``stance``. Where a classifier is given they must be its own: unless
    :func:`stance.score` has noted that they are, from what the table has, it votes again.

    Raises
    ------
    TableError
        If the column has a vote that is none of the three.
    """
    own = getattr(classifier, "fingerprint_", None)
    noted = "stance" in table.columns and own is not None and table.attrs.get("classifier") == own
    if noted and getattr(classifier, "headlines_", None) is not None:
        noted = ("headlines" in table.attrs.get("read", ())) == (headlines_of(table) is not None)
    if classifier is not None and not noted:
        voted = classifier.predict_proba(_texts_of(table), **beside_comments(table, classifier))
        votes = np.array([str(name) for name in classifier.classes_], dtype=object)[voted.argmax(axis=1)]
    elif "stance" in table.columns:
        check_votes(table)
        votes = table["stance"].to_numpy(dtype=object)
    else:
        return None
    codes = {name: code for code, name in enumerate(CLASSES)}
    return np.array([codes.get(vote, -1) for vote in votes], dtype=np.int64)


def _texts_of(table: pd.DataFrame) -> list[str]:
    return [unguarded(text) if isinstance(text, str) else "" for text in table["text"]]
