"""From a stored model and a labelled table to figures: what ``stance evaluate`` does."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from stance.classifier.card import COUNTED
from stance.classifier.checks import check_context
from stance.classifier.choosing import ANSWERED, with_answers
from stance.classifier.estimator import StanceClassifier
from stance.classifier.evaluation import measure
from stance.classifier.training import groups_of, origin_of
from stance.errors import TableError
from stance.language import why_not_english
from stance.table import headlines_of
from stance.targets import COLUMN, check_target, not_about, not_trained_on, targets_of

__all__ = ["evaluate"]

#: How sure the classifier is of one comment, in the reason why it gives none.
_NOT_SURE = re.compile(r"^confidence [\d.]+ is")


def evaluate(
    classifier: StanceClassifier, table: pd.DataFrame, split: str | None = None, target: str | None = None
) -> dict[str, Any]:
    """Measure a fitted classifier on labelled comments; disputed ones are left out.

    Parameters
    ----------
    table : DataFrame
        As :func:`read_labelled` returns it.
    split : str, optional
        Only the rows with this name in the column ``split``.
    target : str, optional
        What the comments are about: one that the classifier was trained on. Where the column ``target`` names several,
        only those on this one.

    Comments that the classifier was trained on (:meth:`StanceClassifier.has_seen`) are left out, and so are those that
    the table's column ``target`` says are about another target.

    Returns
    -------
    dict
        As :func:`~stance.classifier.evaluation.measure` has it, every comment with its most probable label; drawn
        together are threads and authors, ``drawn_together`` of them. Where :func:`stance.score` would leave comments
        without a stance, ``as_scored`` says how many and why (``without_stance``), and has the number of the others
        (``comments``) and their ``accuracy``.
        ``measured_as``: the targets that the comments were taken to be about.
        ``trained_on_left_out``: how many comments were left out because the classifier knows them;
        ``other_targets_left_out``, where there are any; ``origin``: how many are synthetic, say, where the table
        tells. A classifier that was trained with context is given the comments answered; ``comments_that_answer`` says
        how many of them the table has. The same of headlines, and ``comments_with_headline``.

    Raises
    ------
    TableError
        If the table has no such split, does not say which of the classifier's targets is meant, if the classifier was
        not trained on ``target``, or if nothing is left to measure on, or has labels that the classifier has not.
    """
    if classifier.context_ is not None:
        table = with_answers(table)
    rows = table[table["disputed"] != "yes"] if "disputed" in table.columns else table
    if split is not None:
        names = sorted(set(table["split"])) if "split" in table.columns else []
        if split not in names:
            raise TableError(
                f"there is no split {split!r} in the table; it has {', '.join(names) or 'no column split'}"
            )
        rows = rows[rows["split"] == split]
    about_it = _about_its_targets(classifier, rows, target)
    unseen = _unseen(classifier, about_it)
    said = {"comments": len(unseen), "measured_as": sorted(set(about_it[COLUMN].dropna()))}
    said |= {"trained_on_left_out": len(about_it) - len(unseen), "origin": origin_of(unseen)}
    if elsewhere := len(rows) - len(about_it):
        said["other_targets_left_out"] = elsewhere
    beside = _beside(classifier, unseen)
    said |= {COUNTED[kind]: sum(text is not None for text in given) for kind, given in beside.items()}
    targets = unseen[COLUMN].tolist() if len(classifier.targets_) > 1 else None
    texts, labels, groups = unseen["text"].tolist(), unseen["label"].to_numpy(dtype=str), groups_of(unseen)
    said["drawn_together"] = len(set(groups.tolist()))
    probabilities = classifier.predict_proba(texts, targets, **beside)
    figures = measure(labels, probabilities, classifier.classes_, groups)
    reasons = _why_no_stance(classifier, texts, targets, beside)
    if left_out := Counter(reason for reason in reasons if reason):
        kept = np.array([reason is None for reason in reasons])
        right = classifier.classes_[probabilities.argmax(axis=1)] == labels
        scored: dict[str, Any] = {"without_stance": dict(left_out), "comments": int(kept.sum())}
        if kept.any():
            scored["accuracy"] = round(float(right[kept].mean()), 3)
        said["as_scored"] = scored
    return said | figures


def _why_no_stance(
    classifier: StanceClassifier, texts: list[str], targets: list[str] | None, beside: dict[str, list[str | None]]
) -> list[str | None]:
    """Return why :func:`stance.score` would give each text no stance, or None; all that are not sure alike."""
    reasons = [
        foreign or reason
        for foreign, reason in zip(
            map(why_not_english, texts), classifier.why_unlabelled(texts, targets, **beside), strict=True
        )
    ]
    return [_NOT_SURE.sub("confidence is", reason) if reason else None for reason in reasons]


def _beside(classifier: StanceClassifier, rows: pd.DataFrame) -> dict[str, list[str | None]]:
    """Return what the classifier reads beside the texts."""
    beside: dict[str, list[str | None]] = {}
    if classifier.context_ is not None:
        beside["context"] = check_context(rows[ANSWERED], len(rows))
    if classifier.headlines_ is not None:
        beside["headlines"] = headlines_of(rows) or [None] * len(rows)
    return beside


def _about_its_targets(classifier: StanceClassifier, rows: pd.DataFrame, target: str | None) -> pd.DataFrame:
    """Return the comments on a classifier's targets, or on one of them, their targets in a column.

    Those of which nothing is said are about ``target``, or else about the classifier's only one.
    """
    check_target(target)
    known = classifier.targets_
    if target is not None and target not in known:
        raise TableError(not_trained_on(target, known))
    if target is None and len(known) > 1 and COLUMN not in rows.columns:
        raise TableError(
            f"the classifier has several targets, {', '.join(known)}; say in a column {COLUMN!r} which "
            "each comment is about, or one for all of them: --target NAME"
        )
    wanted = known if target is None else [target]
    unsaid = target or (known[0] if len(known) == 1 else None)
    named = [name or unsaid for name in targets_of(rows)]
    others = [name for name in named if name is not None and name not in wanted]
    if others and len(others) == len(rows):
        raise TableError(not_about(target, others) if target else not_trained_on(others[0], known))
    kept = [name in wanted or (name is None and len(known) < 2) for name in named]
    return rows.assign(**{COLUMN: np.array(named, dtype=object)})[np.array(kept, dtype=bool)]


def _unseen(classifier: StanceClassifier, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the comments that a classifier was not trained on, or say that they are none to measure it on."""
    unseen = rows[~classifier.has_seen(rows["text"])]
    if len(rows) and not len(unseen):
        raise TableError(
            f"the classifier has been trained on all of these {len(rows)} comments: figures on them would say nothing "
            "about others; its cross-validated ones stand in its card (the .md and .json beside the .npz, or "
            "classifier.card_['metrics'])"
        )
    if not len(unseen):
        raise TableError("there are no comments to measure on")
    found, known = sorted(set(unseen["label"])), classifier.classes_.tolist()
    if not set(found) <= set(known):
        raise TableError(
            f"the {len(unseen)} comments to measure on have the labels {', '.join(found)}, the classifier's are "
            f"{', '.join(known)}, and no others can be measured"
        )
    return unseen
