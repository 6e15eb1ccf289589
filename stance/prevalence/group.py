"""The shares of one group of comments, by the first method that its labels support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from stance.prevalence.counting import draw_classify_and_count
from stance.prevalence.finite import draw_shares, share_mean
from stance.prevalence.population import draw_population, independent
from stance.prevalence.result import COUNT, MODEL, POPULATION, SAMPLE, STRATA, THESE, VOTES, GroupShares, percent
from stance.prevalence.strata import draw_stratified
from stance.prevalence.wording import counted

__all__ = ["DRAWS", "FEW_LABELS", "MIN_LABELS", "Group", "estimate_group"]

#: Fewer labels support no interval worth showing.
MIN_LABELS = 5
#: From so many labels on the classifier's votes narrow the interval; fewer deserve a warning.
FEW_LABELS = 20
#: An interval of shares from votes that is wider than this says less than so few labels would, and no share is given:
#: its middle is that of the flat prior, a third for each class, far more than what the votes say.
WIDEST_OF_VOTES = 0.4
_TAIL = 0.025
#: Draws kept, for intervals and for questions about several shares at once.
DRAWS = 10_000

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Group:
    """What is known of a group of comments, as codes of classes; −1 where nothing is.

    Attributes
    ----------
    name : str
    labels : ndarray of int, shape (n,)
    votes : ndarray of int, shape (n,), or None
    clusters : ndarray of int, shape (n,), or None
        The author of each comment.
    texts : ndarray of int, shape (n,)
        Equal for comments that say the same in nearly the same words.
    ids : ndarray of uint64, shape (n,), or None
        Which comments they are, in whatever table.
    """

    name: str
    labels: Ints
    votes: Ints | None
    clusters: Ints | None
    texts: Ints
    ids: np.ndarray[Any, np.dtype[np.uint64]] | None = None

    @property
    def worth(self) -> float:
        """What a comment counts as an observation of the population, 0 … 1: the less, the more repeat each other."""
        return min(independent(self.clusters, slice(None)), independent(self.texts, slice(None)))

    def only(self, name: str, rows: np.ndarray[Any, np.dtype[np.intp]]) -> Group:
        """Return some of the comments as a group."""
        parts = {part: getattr(self, part) for part in ("labels", "votes", "clusters", "texts", "ids")}
        chosen: dict[str, Any] = {part: None if array is None else array[rows] for part, array in parts.items()}
        return Group(name, **chosen)


def estimate_group(
    group: Group, n_classes: int, confusion: Floats | str | None, estimand: str, level: float, seed: int
) -> GroupShares:
    """Estimate the shares of a group.

    Parameters
    ----------
    group : Group
    n_classes : int
    confusion : ndarray, str or None
        Counts of the classifier's errors, rows the true classes; or why there are none that could be used.
    estimand : str
    level : float
    seed : int
    """
    n, k = len(group.labels), int((group.labels >= 0).sum())
    counts = np.bincount(group.labels[group.labels >= 0], minlength=n_classes).astype(np.float64)
    votes = None if group.votes is None else np.bincount(group.votes[group.votes >= 0], minlength=n_classes)
    if k == n and estimand == THESE:
        found = _Found(COUNT, "exact", counts / n, np.array([counts / n]))
    elif k >= MIN_LABELS:
        found = _from_labels(group, counts, estimand, seed)
    else:
        found = _from_votes(group, votes, k, confusion, estimand, seed)
    nothing = np.full(n_classes, np.nan)
    return GroupShares.of(
        group=group.name,
        n=n,
        counts=counts,
        votes=votes,
        share=nothing if found.share is None else found.share,
        draws=np.empty((0, n_classes)) if found.draws is None else found.draws,
        method=found.method,
        status=found.status,
        estimand=estimand,
        level=level,
        ids=group.ids,
    )


class _Found(NamedTuple):
    method: str
    status: str
    share: Floats | None = None
    draws: Floats | None = None


def _from_labels(group: Group, counts: Floats, estimand: str, seed: int) -> _Found:
    """Estimate from labels: all of them, enough to be stratified by the votes, or few."""
    n, k = len(group.labels), counts.sum()
    strata, sizes = counts[np.newaxis], np.array([float(n)])
    if FEW_LABELS <= k < n:
        strata, sizes = _strata(group, len(counts))
    method = COUNT if k == n else STRATA if len(sizes) > 1 else SAMPLE
    if estimand == POPULATION:
        of_labels = group.only(group.name, np.flatnonzero(group.labels >= 0)).worth
        draws = draw_population(strata, sizes, group.worth, of_labels, DRAWS, seed)
    elif method == STRATA:
        draws = draw_stratified(strata, sizes, DRAWS, seed)
    else:
        return _Found(method, "estimated", share_mean(counts, n), draw_shares(counts, n, DRAWS, seed))
    return _Found(method, "estimated", draws.mean(axis=0), draws)


def _from_votes(
    group: Group, votes: Ints | None, k: int, confusion: Floats | str | None, estimand: str, seed: int
) -> _Found:
    """Estimate from the votes and the classifier's known errors, or say why that cannot be."""
    why = f"not estimable: {counted(k, 'label')}, at least {MIN_LABELS} of a random sample are needed"
    if confusion is None:
        return _Found(VOTES, why)
    if isinstance(confusion, str):
        return _Found(VOTES, f"{why}; {confusion}")
    if votes is None:
        return _Found(VOTES, f"{why}; there are no votes to correct")
    if missing := len(group.labels) - int(votes.sum()):
        rest = "table[table['stance'].notna()] has those with one, whose shares are not those of all"
        return _Found(
            VOTES, f"{why}; {missing} of {counted(len(group.labels), 'comment')} without a vote to correct: {rest}"
        )
    # an error that is made on a text is made on all its copies: they are one observation
    worth = independent(group.texts, slice(None)) if estimand == THESE else group.worth
    found = draw_classify_and_count(np.round(votes * worth), confusion, DRAWS, seed)
    if found is None:
        return _Found(VOTES, f"{why}; the votes do not fit the errors that the classifier is known to make")
    draws = found[0] if estimand == THESE else found[1]
    low, high = np.quantile(draws, [_TAIL, 1 - _TAIL], axis=0)
    if (widest := float((high - low).max())) > WIDEST_OF_VOTES:
        return _Found(
            VOTES,
            f"{why}; with errors so many, or known from so few comments, the votes leave a share open by up to "
            f"{percent(widest)}",
        )
    return _Found(MODEL, "estimated, model-based", draws.mean(axis=0), draws)


def _strata(group: Group, n_classes: int) -> tuple[Floats, Floats]:
    """Return labels by class in each stratum, and the strata's sizes; comments without a vote are one of their own."""
    votes = np.zeros(len(group.labels), dtype=np.int64) if group.votes is None else group.votes
    strata = np.where(votes >= 0, votes, n_classes)
    table = np.zeros((n_classes + 1, n_classes))
    labelled = group.labels >= 0
    np.add.at(table, (strata[labelled], group.labels[labelled]), 1)
    sizes = np.bincount(strata, minlength=n_classes + 1).astype(np.float64)
    return table[sizes > 0], sizes[sizes > 0]
