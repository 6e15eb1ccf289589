"""What the headline above a comment adds to its scores: below an article on something else few speak of the target.

The texts are scored without it. What a headline adds is learnt afterwards, from scores of texts held out, so that a
text whose headline nobody knows is scored as if there were no headlines at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.model_selection import GroupKFold

from stance.classifier.checks import check_headlines
from stance.classifier.cues import cue_names, read_cues
from stance.classifier.features import NgramFeatures
from stance.classifier.linear import as_stored

__all__ = ["HeadlineEffect", "headed"]

Array = np.ndarray[Any, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]

#: Standard deviation of what a headline speaks of, beside n-grams of length 1; and the L2 penalty of all weights
#: (chosen on sites held out).
MENTION_WEIGHT, PENALTY = 0.5, 50.0
#: A mention counts for no more standard deviations than this.
_LIMIT = 4.0
_MENTIONED = "mentioned: "


@dataclass(frozen=True)
class HeadlineEffect:
    """A multinomial logistic regression on headlines, with the scores of the texts as offsets.

    Parameters
    ----------
    mentions : mapping of str to sequence of str
        Groups of word beginnings, as the classifier has them.
    mean, scale : ndarray, shape (groups,)
        Of what the headlines speak of.
    weights : ndarray, shape (classes, n-grams + groups + 1)
        The intercept last; the columns sum to 0.
    """

    mentions: Mapping[str, Sequence[str]]
    mean: Floats
    scale: Floats
    weights: Floats

    @classmethod
    def learn(
        cls,
        headlines: Sequence[str | None],
        features: NgramFeatures,
        mentions: Mapping[str, Sequence[str]],
        scores: Floats,
        codes: Array,
        folds: int,
    ) -> tuple[HeadlineEffect, Floats]:
        """Learn from calibrated scores of texts held out.

        Parameters
        ----------
        headlines : sequence of str or None, length n
        scores : ndarray, shape (n, classes)
            Log-probabilities, or what differs from them by a constant a row.
        codes : ndarray of int, shape (n,)
            The labels.
        folds : int
            Of headlines, to tell what they add where they have not been seen.

        Returns
        -------
        effect : HeadlineEffect
        added : ndarray, shape (n, classes)
            What each text's headline adds by what was learnt without it; 0 where it is not known.
        """
        read, place = _distinct(headlines)
        known = np.flatnonzero(place >= 0)
        raw = _mentioned(read, mentions)
        counts = np.bincount(place[known], minlength=len(read))
        total = max(1, int(counts.sum()))
        mean = (counts @ raw) / total
        spread = np.sqrt((counts @ (raw - mean) ** 2) / total)
        mean, scale = _in_single(mean), _in_single(np.where(spread > 0, spread, 1.0))
        effect = cls(mentions, mean, scale, np.zeros((scores.shape[1], _columns(features) + len(mean) + 1)))
        matrix = effect._matrix(features, read)[place[known]]
        added = np.zeros_like(scores)
        groups = place[known]
        if len(np.unique(groups)) > 1:
            parts = GroupKFold(min(max(2, folds), len(np.unique(groups)))).split(matrix, groups=groups)
            for learn, held_out in parts:
                weights = _fit(matrix[learn], scores[known[learn]], codes[known[learn]])
                added[known[held_out]] = _scores(matrix[held_out], weights)
        weights = _fit(matrix, scores[known], codes[known]) if len(known) else effect.weights
        return cls(mentions, mean, scale, as_stored(weights)), added

    def added(self, features: NgramFeatures, headlines: Sequence[str | None]) -> Floats:
        """Return what each headline adds to the scores, shape (n, classes); 0 where it is not known."""
        read, place = _distinct(headlines)
        each = np.vstack([_scores(self._matrix(features, read), self.weights), np.zeros((1, len(self.weights)))])
        return each[place]  # what is not known has the place −1, the last one

    def row(self, features: NgramFeatures, headline: str) -> sparse.csr_matrix:
        """Return the features of one headline, shape (1, n-grams + groups)."""
        return self._matrix(features, [headline])

    def _matrix(self, features: NgramFeatures, read: Sequence[str]) -> sparse.csr_matrix:
        spoken = np.clip((_mentioned(read, self.mentions) - self.mean) / self.scale, -_LIMIT, _LIMIT)
        both: sparse.csr_matrix = sparse.hstack(
            [features.transform(read), sparse.csr_matrix(MENTION_WEIGHT * spoken)], format="csr"
        )
        return both


def headed(learnt: HeadlineEffect | None, headlines: Iterable[Any] | str | None, texts: int) -> list[str | None]:
    """Return the headline above each text, or refuse headlines that the classifier could not use.

    Raises
    ------
    ValueError
        If headlines are given to a classifier that was trained without, or are not one for each text, or for all.
    """
    if headlines is None:
        return [None] * texts
    if learnt is None:
        raise ValueError(
            "this classifier was trained without headlines and cannot use them; leave out headlines=, or train one "
            "with them: StanceClassifier().fit(texts, labels, headlines=headlines)"
        )
    return check_headlines(headlines, texts)


def _distinct(headlines: Sequence[str | None]) -> tuple[list[str], Array]:
    """Return each headline once, and where that of each text stands among them; −1 where it is not known."""
    read = list(dict.fromkeys(headline for headline in headlines if headline is not None))
    place = {headline: number for number, headline in enumerate(read)}
    return read, np.array([-1 if headline is None else place[headline] for headline in headlines], dtype=np.intp)


def _mentioned(headlines: Sequence[str], mentions: Mapping[str, Sequence[str]]) -> Floats:
    """Return for each headline which groups it speaks of, shape (n, groups)."""
    columns = [name.startswith(_MENTIONED) for name in cue_names(mentions)]
    return read_cues(headlines, mentions)[:, columns][:, : len(mentions)]


def _columns(features: NgramFeatures) -> int:
    return len(features.word.vocabulary_) + len(features.char.vocabulary_)


def _scores(matrix: sparse.csr_matrix, weights: Floats) -> Floats:
    scores: Floats = matrix @ weights[:, :-1].T + weights[:, -1]
    return scores


def _fit(matrix: sparse.csr_matrix, offsets: Floats, codes: Array) -> Floats:
    """Fit the weights, the intercept last, that added to the offsets make the labels most probable."""
    columns, classes = matrix.shape[1], offsets.shape[1]
    truth = np.eye(classes)[codes]
    present = np.unique(matrix.indices)  # what stands in no headline has the weight 0
    used = matrix[:, present]
    across = sparse.csr_matrix(used.T)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(classes, len(present) + 1)
        logs = log_softmax(offsets + _scores(used, weights), axis=1)
        off = np.exp(logs) - truth
        penalised = weights[:, :-1]
        gradient = np.column_stack([(across @ off).T + PENALTY * penalised, off.sum(axis=0)])
        return float(-np.sum(logs * truth) + PENALTY / 2 * np.sum(penalised**2)), gradient.ravel()

    start = np.zeros(classes * (len(present) + 1))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    fitted = found.x.reshape(classes, len(present) + 1)
    weights = np.zeros((classes, columns + 1))
    weights[:, present], weights[:, -1] = fitted[:, :-1], fitted[:, -1]
    centred: Floats = weights - weights.mean(axis=0)
    return centred


def _in_single(values: Floats) -> Floats:
    """Round to the precision of a stored model, so that a loaded one is the same to the last digit."""
    return values.astype(np.float32).astype(np.float64)
