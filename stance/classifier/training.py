"""From a labelled table to a model with its card: what ``stance train`` does."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sklearn
from threadpoolctl import threadpool_limits

from stance.classifier.checks import check_context
from stance.classifier.choosing import (
    ANSWERED,
    check_answers,
    check_headlines_known,
    choose_beside,
    ids_of,
    with_answers,
)
from stance.classifier.encoding import RememberedVectors
from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import CURVE_FIGURES, FEW_GROUPS, figures_of, learning_curve
from stance.classifier.splits import COMMON_REPLY, linked
from stance.errors import TableError
from stance.language import words_of
from stance.table import CLASSES, headlines_of
from stance.targets import not_about, targets_of

__all__ = ["groups_of", "natural_prior", "only_target", "origin_of", "train"]

Array = np.ndarray[Any, Any]


def train(
    table: pd.DataFrame,
    target: str | None = None,
    class_prior: Mapping[str, float] | None = None,
    mentions: Mapping[str, Sequence[str]] | None = None,
    encoder: Any = None,
    context: bool = False,
    contrast: Sequence[tuple[str, str]] | None = None,
    headlines: bool = False,
) -> tuple[StanceClassifier, dict[str, Any]]:
    """Train a classifier and measure it by cross-validation.

    Comments that the table marks as disputed (``yes`` in a column of that name) are neither trained nor measured on.

    Parameters
    ----------
    table : DataFrame
        As :func:`read_labelled` returns it.
    target : str, optional
        By default the one that the table's column ``target`` names. Where that column names others, too, their comments
        are left out.
    class_prior : mapping of label to float, optional
        By default :func:`natural_prior` of the table.
    mentions, encoder, contrast : optional
        As :class:`StanceClassifier` has them. What ``contrast`` holds is learnt from and not measured on.
    context : bool, default False
        Try whether it helps to know the comment answered, which the table's ``reply_to`` names by ``id`` (or
        ``comment_id``): :func:`~stance.classifier.choosing.choose_beside`. Both figures stand in the card.
    headlines : bool, default False
        Try whether it helps to know the headline above, which the table's ``headline`` (or ``page_title``) has, beside
        the comment answered if that is kept.

    Returns
    -------
    classifier : StanceClassifier
        Fitted on the whole table.
    card : dict
        For :meth:`StanceClassifier.save`: data, cross-validated figures with their baselines, versions, limits.

    Raises
    ------
    TableError
        If the target is not said, or the column names others only, there are no context or headlines to try, or a text
        of ``contrast`` stands in the table, too, so that figures on it would be too good.
    """
    target = target or only_target(table)  # first: what is missing is said before the work
    if context:
        table = with_answers(table)
        check_answers(table)
    if headlines:
        check_headlines_known(table)
    everything, table = len(table), _about(table, target)
    prior = dict(class_prior) if class_prior else natural_prior(table)
    settled = table[table["disputed"] != "yes"] if "disputed" in table.columns else table
    remembered = None if encoder is None else RememberedVectors(encoder)
    classifier = StanceClassifier(
        target=target, encoder=remembered, mentions=mentions, class_prior=prior, contrast=_apart(contrast, table)
    )
    with threadpool_limits(1, user_api="blas"):  # sums are taken in one order, however many cores there are
        groups, metrics, beside = _measured(classifier, settled, _offered(settled, context, headlines))
        classifier.fit(settled["text"].tolist(), settled["label"].to_numpy(dtype=str), groups, None, **beside)
    card = _card(table, settled, metrics)
    if contrast:
        card["data"]["contrast"] = {"texts": len(contrast)}
    if elsewhere := everything - len(table):
        card["data"]["other_targets_left_out"] = elsewhere
    return classifier, card


def _offered(settled: pd.DataFrame, context: bool, headlines: bool) -> dict[str, Sequence[str | None]]:
    """Return what is to be tried beside the texts."""
    offered: dict[str, Sequence[str | None]] = {}
    if context:
        offered["context"] = check_context(settled[ANSWERED], len(settled))
    if headlines:
        offered["headlines"] = headlines_of(settled) or []
    return offered


def _measured(
    classifier: StanceClassifier, settled: pd.DataFrame, offered: Mapping[str, Sequence[str | None]]
) -> tuple[Array, dict[str, Any], dict[str, Sequence[str | None]]]:
    """Cross-validate; return the groups that stayed together, the figures, and what of the ``offered`` is kept."""
    texts, labels = settled["text"].tolist(), settled["label"].to_numpy(dtype=str)
    together = [f"{column}s" for column in ("thread", "author", "text") if column in settled.columns]
    ids = ids_of(settled) if "context" in offered else None
    together += [name for name, offer in (("replies", "context"), ("headlines", "headlines")) if offer in offered]
    groups = groups_of(settled, ids, offered.get("headlines"))
    kept, said, probabilities = choose_beside(classifier, texts, labels, groups, offered)
    natural = _in_threads(settled).to_numpy()
    metrics = figures_of(probabilities, labels, groups, natural) | {"held_out_together": together} | said
    if "all" in metrics:
        if (drawn := len(np.unique(groups))) < FEW_GROUPS:
            metrics["few_groups"] = drawn
        curve = learning_curve(classifier, texts, labels, groups, **kept)
        metrics["learning_curve"] = [*curve, _end_of_curve(metrics)]
    return groups, metrics, kept


def _apart(contrast: Sequence[tuple[str, str]] | None, table: pd.DataFrame) -> Sequence[tuple[str, str]] | None:
    """Return what is learnt from beside a table, or say which text of it is measured on."""
    known = set(map(words_of, table["text"]))
    for text, _ in contrast or ():
        if words_of(text) in known:
            raise TableError(f"a text of a contrast pair stands among the comments, too; leave one out: {text[:60]!r}")
    return contrast


def _end_of_curve(metrics: dict[str, Any]) -> dict[str, Any]:
    """Return the cross-validated figures as the last point of the learning curve."""
    folds, figures = int(metrics["method"].split("-")[0]), metrics["all"]
    comments = round(figures["comments"] * (1 - 1 / folds))
    return {"comments": comments} | {name: figures[name] for name in CURVE_FIGURES}


def natural_prior(table: pd.DataFrame) -> dict[str, float] | None:
    """Return how frequent each label is in whole threads, which is what a classifier will meet.

    Comments that were written or collected one by one, to fill up a rare class, are left out. None where the
    table has no threads in which all three labels occur: then nothing is known but the table as a whole.
    """
    labels = table.loc[_in_threads(table), "label"]
    if labels.nunique() < len(CLASSES):
        return None
    shares = labels.value_counts(normalize=True)
    return {name: float(shares[name]) for name in sorted(CLASSES)}


def _in_threads(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell which comments stand in a thread of two or more."""
    if "thread" not in table.columns:
        return pd.Series(False, index=table.index)
    return (table["thread"] != "") & (table.groupby("thread")["thread"].transform("size") > 1)


def groups_of(table: pd.DataFrame, ids: str | None = None, headlines: Sequence[str | None] | None = None) -> Array:
    """Group comments that share a thread, an author or their text, directly or through others.

    No fold may part a group. A text as short as "Agreed." ties none. With the name of the column of ``ids`` replies
    stay with what they answer, too; with ``headlines`` comments stay with those below the same one.
    """
    columns = [_codes(table[column]) for column in ("thread", "author") if column in table.columns]
    own = table["text"].map(lambda text: len(words_of(text)) > COMMON_REPLY)
    columns.append(_codes(table["text"].where(own, "")))
    if ids is not None:
        columns.append(_codes(pd.concat([table[ids], table["reply_to"]])).reshape(2, -1))
    if headlines is not None:
        columns.append(_codes(pd.Series([headline or "" for headline in headlines], dtype=str)))
    return linked(len(table), columns)


def _codes(cells: pd.Series[str]) -> Array:
    """Return a code for each cell, −1 for an empty one."""
    return pd.factorize(cells.where(cells != ""))[0]


def only_target(table: pd.DataFrame) -> str:
    """Return the one target that a table names, or raise :class:`TableError`."""
    targets = sorted(set(table["target"])) if "target" in table.columns else []
    if len(targets) != 1 or not targets[0].strip():
        found = ", ".join(map(repr, targets)) or "none"
        raise TableError(f"a classifier has one target, the table names {found}; say which: --target NAME")
    return str(targets[0])


def _about(table: pd.DataFrame, target: str) -> pd.DataFrame:
    """Return the comments that are about a target, or of which nothing else is said."""
    named = targets_of(table)
    if named and target not in named and None not in named:
        raise TableError(not_about(target, filter(None, named)))
    rows = table[[name in (None, target) for name in named]]
    if rows["label"].nunique() < table["label"].nunique():
        raise TableError(
            f"only {', '.join(sorted(set(rows['label'])))} among the labels on {target!r}; all three are needed"
        )
    return rows


def origin_of(table: pd.DataFrame) -> dict[str, int]:
    """Return how many comments are of which origin, synthetic say; empty where the table does not tell."""
    counts = table["origin"].value_counts() if "origin" in table.columns else pd.Series(dtype=int)
    return {str(name): int(count) for name, count in counts.items()}


def _card(table: pd.DataFrame, settled: pd.DataFrame, metrics: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int((settled["label"] == name).sum()) for name in CLASSES}
    return {
        "data": {
            "comments": len(settled),
            "labels": counts,
            "origin": origin_of(settled),
            "disputed_left_out": len(table) - len(settled),
            "repeated_texts": int(settled["text"].duplicated().sum()),
        },
        "metrics": metrics,
        "intended_use": "English comments below articles on the target, as votes to be corrected by labels",
        "limits": [
            "Not for comments on another target, in another language, or on single persons.",
            "Counts of its labels are no shares of opinion: label a random sample and use estimate_prevalence.",
            "Irony is read as it is worded more often than as it is meant.",
            "Probabilities are calibrated on comments like those trained on, not on those of another site or time.",
        ],
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }
