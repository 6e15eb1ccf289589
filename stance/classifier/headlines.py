"""What the headline above a comment adds to its scores: below an article on something else few speak of the target.

The texts are scored without it. What a headline adds is learnt afterwards, from scores of texts held out, so that a
text whose headline nobody knows is scored as if there were no headlines at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.model_selection import GroupKFold

from stance.classifier.checks import check_headlines
from stance.classifier.cues import cue_names, read_cues
from stance.classifier.features import NgramFeatures, normalise
from stance.classifier.linear import as_stored

__all__ = ["ANY", "HeadlineEffect", "headed", "without_site"]

Array = np.ndarray[Any, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]

#: Standard deviation of what a headline speaks of, beside n-grams of length 1.8; and the L2 penalty of all weights
#: (chosen on sites held out). It holds for the intercepts, too, so that few comments with headlines make nobody sure.
MENTION_WEIGHT, PENALTY = 1.0, 50.0
#: A mention counts for no more standard deviations than this.
_LIMIT = 4.0
_MENTIONED = "mentioned: "
#: What stands beside the groups of mentions, where there are several.
ANY = "any of these"

_WORD = re.compile(r"[^\W\d_]{2,}")
#: What stands behind a headline and may be the site's name: behind a bar whatever it is, behind a dash what papers are
#: called.
_BEHIND = re.compile(r"(?s)(.{12,}\S)\s+([|｜]|[·»–—-])\s+(\S(?:.{0,38}\S)?)\s*")
_PAPER = re.compile(
    r"\b(?:Times|News|Post|Today|Herald|Daily|Journal|Tribune|Guardian|Telegraph|BBC|CNN|Reuters|NHK|Nikkei|Bloomberg"
    r"|Economist|Press|Weekly|Gazette|Chronicle|Independent|Mainichi|Asahi|Yomiuri|Kyodo)\b"
    r"|[\w-]{2,30}\.(?:com|org|net|jp|uk)\b"
)


@dataclass(frozen=True)
class HeadlineEffect:
    """A multinomial logistic regression on headlines, with the scores of the texts as offsets.

    Parameters
    ----------
    mentions : mapping of str to sequence of str
        Groups of word beginnings, as the classifier has them.
    mean, scale : ndarray, shape (groups + 1,)
        Of what the headlines speak of: each group, and any of them; with one group, shape (1,).
    weights : ndarray, shape (classes, n-grams + length of ``mean`` + 1)
        The intercept last; the columns sum to 0.
    """

    mentions: Mapping[str, Sequence[str]]
    mean: Floats = field(repr=False)
    scale: Floats = field(repr=False)
    weights: Floats = field(repr=False)

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
        read, place = _distinct(headlines, features, mentions)
        known = np.flatnonzero(place >= 0)
        raw = _mentioned(read, mentions)
        counts = np.bincount(place[known], minlength=len(read))
        total = max(1, int(counts.sum()))
        mean = (counts @ raw) / total
        spread = np.sqrt((counts @ (raw - mean) ** 2) / total)
        mean, scale = _in_single(mean), _in_single(np.where(spread > 0, spread, 1.0))
        effect = cls(mentions, mean, scale, np.zeros((scores.shape[1], _columns(features) + len(mean) + 1)))
        added = np.zeros_like(scores)
        if len(read) < 2:  # one headline cannot be told from none
            return effect, added
        matrix, above = effect._matrix(features, read)[place[known]], place[known]
        for learn, held_out in GroupKFold(min(max(2, folds), len(read))).split(matrix, groups=above):
            weights = _fit(matrix[learn], scores[known[learn]], codes[known[learn]])
            added[known[held_out]] = _scores(matrix[held_out], weights)
        return cls(mentions, mean, scale, as_stored(_fit(matrix, scores[known], codes[known]))), added

    def heard(self, features: NgramFeatures, headlines: Sequence[str | None]) -> list[str | None]:
        """Return the headlines without the names of sites; None for those without a single word that is known."""
        return [_heard(headline, features, self.mentions) for headline in headlines]

    def added(self, features: NgramFeatures, headlines: Sequence[str | None]) -> Floats:
        """Return what each headline adds to the scores, shape (n, classes); 0 where it is not known or says nothing."""
        read, place = _distinct(headlines, features, self.mentions)
        each = np.vstack([_scores(self._matrix(features, read), self.weights), np.zeros((1, len(self.weights)))])
        return each[place]  # what is not known has the place −1, the last one

    def row(self, features: NgramFeatures, headline: str) -> sparse.csr_matrix:
        """Return the features of one headline, as it is heard, shape (1, columns of the weights but the last)."""
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


def without_site(headline: str) -> str:
    """Return a headline without the name of the site behind it, which says nothing of the article.

    >>> without_site("Akazawa flies home | The Japan Times"), without_site("How to prune roses - Japan Today")
    ('Akazawa flies home', 'How to prune roses')
    >>> without_site("A deal at last - or is it?")
    'A deal at last - or is it?'
    """
    found = _BEHIND.fullmatch(headline)
    return found[1] if found and (found[2] in "|｜" or _PAPER.search(found[3])) else headline


def _heard(headline: str | None, features: NgramFeatures, mentions: Mapping[str, Sequence[str]]) -> str | None:
    """Return what is read of a headline, or None where it has no known word: then it is as good as unknown."""
    if headline is None:
        return None
    headline = without_site(headline)
    if any(word in features.word.vocabulary_ for word in _WORD.findall(normalise(headline))):
        return headline
    return headline if _mentioned([headline], mentions).any() else None


def _distinct(
    headlines: Sequence[str | None], features: NgramFeatures, mentions: Mapping[str, Sequence[str]]
) -> tuple[list[str], Array]:
    """Return each headline once, as it is heard, and where that of each text stands among them; −1 for none."""
    heard = {headline: _heard(headline, features, mentions) for headline in dict.fromkeys(headlines)}
    read = list(dict.fromkeys(headline for headline in heard.values() if headline is not None))
    place = {headline: number for number, headline in enumerate(read)}
    return read, np.array([place.get(heard[headline] or "", -1) for headline in headlines], dtype=np.intp)


def _mentioned(headlines: Sequence[str], mentions: Mapping[str, Sequence[str]]) -> Floats:
    """Return for each headline which groups it speaks of, and where there are several, if of any of them."""
    columns = [name.startswith(_MENTIONED) for name in cue_names(mentions)]
    groups = read_cues(headlines, mentions)[:, columns][:, : len(mentions)]
    return groups if len(mentions) < 2 else np.column_stack([groups, groups.any(axis=1)])


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
        gradient = np.column_stack([(across @ off).T, off.sum(axis=0)]) + PENALTY * weights
        return float(-np.sum(logs * truth) + PENALTY / 2 * np.sum(weights**2)), gradient.ravel()

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
