"""How good is a classifier: figures with intervals, each beside its trivial baseline, on groups it has not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import binomtest, norm, t
from sklearn.base import clone
from sklearn.metrics import confusion_matrix, log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from stance.classifier.baselines import baselines
from stance.classifier.estimator import StanceClassifier

__all__ = [
    "FEW_GROUPS",
    "calibration_table",
    "cross_validate",
    "figures_of",
    "held_out_probabilities",
    "held_out_views",
    "learning_curve",
    "measure",
    "percentiles_of",
]

#: Folds, and the seed that assigns groups to them.
FOLDS, SEED = 5, 0
#: Bootstrap draws of groups, and the level of the intervals.
DRAWS, LEVEL = 1_000, 0.95
#: Of fewer groups than this a bootstrap's percentiles are too near each other, and are taken further apart.
_MANY_GROUPS = 30
#: Of fewer than this they are too near even so, and this must be said.
FEW_GROUPS = 10
#: Ends of a bootstrap's interval that are nearer than this are the same but for rounding.
_NO_WIDTH = 1e-9
#: Bins of confidence, equally wide, for the expected calibration error (Naeini et al. 2015; 15 as Guo et al. 2017).
BINS = 15
#: Of more comments chance is no part of it worth naming; draws of labels to see what it is.
_CHANCE_COUNTS, _CHANCE_DRAWS = 2_000, 500
#: Shares of the training groups in a learning curve, below the whole.
CURVE = (0.25, 0.5)
#: What is said of each point of the curve.
CURVE_FIGURES = ("macro_f1", "macro_f1_interval", "accuracy")

Array = np.ndarray[Any, Any]
#: What stands beside the texts, by the argument of ``fit`` and ``predict_proba`` that takes it.
Told = Mapping[str, Sequence[str | None]]


def cross_validate(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    natural: Array | None = None,
    **beside: Sequence[str | None],
) -> dict[str, Any]:
    """Measure a classifier on comments of groups that it was not trained on.

    Parameters
    ----------
    classifier : StanceClassifier
        Cloned for every fold, with the class prior that it has.
    texts, labels, groups : length n
        No group is divided between training and test.
    natural : ndarray of bool, optional
        The comments that stand in whole threads; measured apart as well, since only there are the labels as
        frequent as they will be.
    **beside : sequence of str or None, length n
        ``context``, ``headlines``: trained and measured with.

    Returns
    -------
    dict
        ``method``, and for ``all`` and ``threads`` what :func:`measure` returns, with ``baselines``.
    """
    labels, groups = np.asarray(labels), np.asarray(groups)
    return figures_of(held_out_probabilities(classifier, texts, labels, groups, beside=beside), labels, groups, natural)


def figures_of(
    probabilities: Array | str, labels: Array, groups: Array, natural: Array | None = None
) -> dict[str, Any]:
    """Return what :func:`cross_validate` returns, of what :func:`held_out_probabilities` returned."""
    if isinstance(probabilities, str):
        return {"method": f"not measured: {probabilities}"}
    folds = min(FOLDS, len(np.unique(groups)))
    measured: dict[str, Any] = {"method": f"{folds}-fold cross-validation"}
    subsets = {"all": np.ones(len(labels), dtype=bool)}
    if natural is not None and natural.any():
        subsets["threads"] = natural
    for name, rows in subsets.items():
        measured[name] = measure(labels[rows], probabilities[rows], np.unique(labels), groups[rows])
    return measured


def held_out_probabilities(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    share: float = 1.0,
    beside: Told | None = None,
) -> Array | str:
    """Return the probabilities of each text by a classifier that has not seen its group, or why there are none.

    ``share`` of the other groups, chosen at random, are trained on.
    """
    told = beside or {}
    found = held_out_views(classifier, texts, labels, groups, share, told, [told])
    return found if isinstance(found, str) else found[0]


def held_out_views(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    share: float,
    beside: Told,
    views: Sequence[Told],
) -> list[Array] | str:
    """Return the same for each view: what the classifier is told when it is asked, trained with ``beside``."""
    classes = np.unique(labels)
    folds = min(FOLDS, len(np.unique(groups)))
    if folds < 2:
        return "all comments are of one group"
    probabilities = [np.full((len(texts), len(classes)), np.nan) for _ in views]
    for learn, test in GroupKFold(folds, shuffle=True, random_state=SEED).split(texts, labels, groups):
        learn = _part(learn, groups, share)
        lacking = sorted(set(classes.tolist()) - set(labels[learn].tolist()))
        if lacking:
            return f"too few threads or authors have the label {', '.join(map(str, lacking))}"
        fitted = clone(classifier).fit(
            [texts[i] for i in learn], labels[learn], groups[learn], **_of_rows(beside, learn)
        )
        place = np.ix_(test, np.searchsorted(classes, fitted.classes_))
        for view, found in zip(views, probabilities, strict=True):
            found[place] = fitted.predict_proba([texts[i] for i in test], **_of_rows(view, test))
    return probabilities


def _of_rows(beside: Told, rows: Array) -> dict[str, list[str | None]]:
    return {name: [given[i] for i in rows] for name, given in beside.items()}


def _part(rows: Array, groups: Array, share: float) -> Array:
    """Return the rows of some of the groups."""
    if share >= 1:
        return rows
    names = np.unique(groups[rows])
    kept = np.random.default_rng(SEED).permutation(names)[: max(1, round(share * len(names)))]
    return rows[np.isin(groups[rows], kept)]


def learning_curve(
    classifier: StanceClassifier,
    texts: Sequence[str],
    labels: Array,
    groups: Array,
    **beside: Sequence[str | None],
) -> list[dict[str, Any]]:
    """Return macro-F1, with its interval, and accuracy with parts of the groups trained on, each on groups not seen.

    The end of the curve, with all groups, is what :func:`cross_validate` measures.
    """
    classes = np.unique(labels)
    curve = []
    for share in CURVE:
        probabilities = held_out_probabilities(classifier, texts, labels, groups, share, beside)
        if isinstance(probabilities, str):
            continue
        measured = measure(labels, probabilities, classes, groups)
        comments = round(share * len(texts) * (1 - 1 / min(FOLDS, len(np.unique(groups)))))
        curve.append({"comments": comments} | {name: measured[name] for name in CURVE_FIGURES})
    return curve


def measure(labels: Array, probabilities: Array, classes: Array, groups: Iterable[Any] | None = None) -> dict[str, Any]:
    """Return how good probabilities are, with intervals, beside the baselines.

    Parameters
    ----------
    labels : ndarray, shape (n,)
    probabilities : ndarray, shape (n, classes)
    classes : ndarray, shape (classes,)
        Sorted.
    groups : iterable, length n, optional
        What is drawn together by the bootstrap, such as threads; by default, and where all are of one group, single
        comments.

    Returns
    -------
    dict
        ``accuracy``, ``macro_f1`` and per-class ``precision``, ``recall``, ``f1``, all but accuracy with 95 %
        percentile intervals from 1,000 bootstrap draws of groups (:func:`percentiles_of`); ``log_loss``; ``brier``
        (0 … 2, summed over classes); ``ece``, the expected calibration error (0 … 1, 15 bins), and its bins in
        ``calibration``; of fewer than 2,000 comments ``ece_by_chance``, what it would be, on average, if the
        probabilities were right: few comments are off by chance;
        ``auc_against_none``, where both labels are there; the ``confusion`` table (rows: truth);
        :func:`~stance.classifier.baselines.baselines`. A class that no label names has a ``support`` of 0 and no
        figures, and macro-F1 is the mean of the others'.

    Notes
    -----
    Where all draws give the same, as where every comment is right, the bootstrap sees no uncertainty; the exact
    interval (Clopper and Pearson 1934) stands in its place: of the hits among those given, or predicted, a label, and
    for F1 among those given or predicted it. The interval of macro-F1 is wider by as much as those of F1 are then, in
    their mean.
    """
    codes = np.searchsorted(classes, labels)
    predicted = probabilities.argmax(axis=1)
    together = np.arange(len(labels)) if groups is None else np.asarray(list(groups))
    low, high = _intervals(codes, predicted, together, len(classes))
    table = confusion_matrix(codes, predicted, labels=np.arange(len(classes)))
    by_class = dict(zip(("precision", "recall", "f1"), _by_class(table), strict=True))
    given = table.sum(axis=1) > 0
    figures, bins = _figures(table, given), calibration_table(labels, probabilities, classes)
    return {
        "comments": len(labels),
        "accuracy": _round(figures[-2]),
        "macro_f1": _round(figures[-1]),
        "macro_f1_interval": [_round(low[-1]), _round(high[-1])],
        "log_loss": _round(log_loss(labels, probabilities, labels=classes)),
        "brier": _round(np.mean(np.sum((probabilities - np.eye(len(classes))[codes]) ** 2, axis=1))),
        "ece": _round(_expected_calibration_error(bins, len(labels))),
        **({"ece_by_chance": _round(_ece_by_chance(probabilities))} if len(labels) < _CHANCE_COUNTS else {}),
        "calibration": [{name: round(value, 3) for name, value in row.items()} for row in bins],
        **_auc(labels, probabilities, classes),
        "classes": {
            str(label): {
                **{name: _round(values[i]) for name, values in by_class.items()},
                **{
                    f"{name}_interval": [_round(low[n * len(classes) + i]), _round(high[n * len(classes) + i])]
                    for n, name in enumerate(by_class)
                },
                "support": int(table[i].sum()),
            }
            if given[i]
            else {"support": 0}
            for i, label in enumerate(classes)
        },
        "confusion": table.tolist(),
        "baselines": baselines(labels, classes),
    }


def _by_class(tables: Array) -> tuple[Array, Array, Array]:
    """Return precision, recall and F1 of each class, 0 where undefined, of tables of shape (…, classes, classes)."""
    hits, given, predicted = np.diagonal(tables, axis1=-2, axis2=-1), tables.sum(axis=-1), tables.sum(axis=-2)
    precision, recall, f1 = (
        np.divide(top, bottom, out=np.zeros(bottom.shape), where=bottom > 0)
        for top, bottom in ((hits, predicted), (hits, given), (2.0 * hits, given + predicted))
    )
    return precision, recall, f1


def _figures(tables: Array, given: Array) -> Array:
    """Return precision, recall and F1 of each class, then accuracy and macro-F1, the mean of the ``given`` classes."""
    precision, recall, f1 = _by_class(tables)
    hits = np.diagonal(tables, axis1=-2, axis2=-1).sum(axis=-1, keepdims=True)
    accuracy = hits / np.maximum(1, tables.sum(axis=(-2, -1)))[..., None]
    return np.concatenate([precision, recall, f1, accuracy, f1[..., given].mean(axis=-1, keepdims=True)], axis=-1)


def _intervals(codes: Array, predicted: Array, groups: Array, classes: int) -> tuple[Array, Array]:
    """Return lower and upper ends of what ``_figures`` returns: percentiles of drawn groups, or else exact ends."""
    place = np.unique(groups, return_inverse=True)[1]
    if not place.any():  # of one group nothing can be drawn but itself
        place = np.arange(len(codes))
    tables = np.zeros((1 + int(np.max(place)), classes, classes))
    np.add.at(tables, (place, codes, predicted), 1)
    draws = np.random.default_rng(SEED).multinomial(len(tables), np.full(len(tables), 1 / len(tables)), size=DRAWS)
    given = tables.sum(axis=(0, 2)) > 0
    drawn = _figures(np.tensordot(draws, tables, axes=1), given)
    low, high = np.percentile(drawn, percentiles_of(len(tables)), axis=0)
    lowest, highest = _exact_ends(tables.sum(axis=0))
    flat = high[:-1] - low[:-1] < _NO_WIDTH
    below, above = (np.where(flat, np.maximum(0, gap), 0) for gap in (low[:-1] - lowest, highest - high[:-1]))
    f1 = np.flatnonzero(given) + 2 * classes  # macro-F1 gives way as far as the F1 of the labels do, in their mean
    ends = low - np.append(below, below[f1].mean()), high + np.append(above, above[f1].mean())
    return np.maximum(ends[0], 0), np.minimum(ends[1], 1)


def percentiles_of(groups: int) -> tuple[float, float]:
    """Return which percentiles of bootstrap draws of so many groups are the ends of an interval, 0 … 100.

    Of few groups those that allow for their number, as Student's t does ("expanded percentile interval",
    T. C. Hesterberg 2015, "What teachers should know about the bootstrap", The American Statistician 69).

    >>> [[round(end, 2) for end in percentiles_of(groups)] for groups in (1_000, 10, 3)]
    [[2.5, 97.5], [0.86, 99.14], [0.0, 100.0]]
    """
    tail = (1 - LEVEL) / 2
    if 1 < groups < _MANY_GROUPS:
        tail = float(norm.cdf(t.ppf(tail, groups - 1) * (groups / (groups - 1)) ** 0.5))
    return 100 * tail, 100 * (1 - tail)


def _exact_ends(table: Array) -> tuple[Array, Array]:
    """Return the exact ends of what ``_figures`` returns of a table, without macro-F1; 0 and 1 where all is empty."""
    hits, given, predicted = np.diagonal(table), table.sum(axis=1), table.sum(axis=0)
    either = _proportions(hits, given + predicted - hits)
    accuracy = _proportions(np.array([hits.sum()]), np.array([table.sum()]))
    ends = [_proportions(hits, predicted), _proportions(hits, given), 2 * either / (1 + either), accuracy]
    low, high = np.concatenate(ends, axis=1)
    return low, high


def _proportions(hits: Array, counts: Array) -> Array:
    """Return the ends of Clopper and Pearson's intervals, shape (2, n)."""
    pairs = zip(hits.astype(int).tolist(), counts.astype(int).tolist(), strict=True)
    return np.array([binomtest(k, n).proportion_ci(LEVEL, method="exact") if n else (0.0, 1.0) for k, n in pairs]).T


def calibration_table(labels: Array, probabilities: Array, classes: Array, bins: int = BINS) -> list[dict[str, float]]:
    """Return for each bin of confidence how many texts are in it, how sure the classifier was and how often right."""
    codes = np.searchsorted(classes, labels)
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == codes
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        {
            "comments": int(np.sum(place == i)),
            "right": int(right[place == i].sum()),
            "confidence": float(confidence[place == i].mean()),
            "accuracy": float(right[place == i].mean()),
        }
        for i in range(bins)
        if np.any(place == i)
    ]


def _expected_calibration_error(bins: list[dict[str, float]], comments: int) -> float:
    gaps = [row["comments"] * abs(row["accuracy"] - row["confidence"]) for row in bins]
    return sum(gaps) / max(1, comments)


def _ece_by_chance(probabilities: Array) -> float:
    """Return the mean calibration error of labels that are drawn by the probabilities themselves."""
    confidence = probabilities.max(axis=1)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    right = np.random.default_rng(SEED).random((_CHANCE_DRAWS, len(confidence))) < confidence
    gaps = np.array([(right[:, place == i] - confidence[place == i]).sum(axis=1) for i in np.unique(place)])
    return float(np.abs(gaps).sum(axis=0).mean() / len(confidence))


def _auc(labels: Array, probabilities: Array, classes: Array) -> dict[str, float]:
    """Return how well against is told from none: by the ratio of their probabilities, on comments that are either."""
    names = [str(name) for name in classes]
    rows = np.isin(labels, ["against", "none"])
    if not {"against", "none"} <= set(map(str, labels[rows])) or not {"against", "none"} <= set(names):
        return {}
    against, none = probabilities[rows, names.index("against")], probabilities[rows, names.index("none")]
    tiny = np.finfo(float).tiny
    ratio = np.log(np.maximum(against, tiny)) - np.log(np.maximum(none, tiny))
    return {"auc_against_none": _round(roc_auc_score(labels[rows] == "against", ratio))}


def _round(value: float) -> float:
    """Three digits: more than the size of the data supports, enough to see a change."""
    return round(float(value), 3)
