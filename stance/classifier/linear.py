"""The linear model: a blend that stays linear.

One part is a multinomial logistic regression on all features. Another is one-versus-rest on n-grams, each scaled by its
naive Bayes log-count ratio (NB-SVM; Wang and Manning 2012, "Baselines and bigrams", eq. 2, with logistic loss): better
where labels are few. Where they are few and an encoder's vectors are among the features, a third part says which class
has the nearest mean vector (Snell et al. 2017, "Prototypical networks for few-shot learning", eq. 8). Scores of all are
linear in the features, so their weighted mean is, too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from stance.classifier.features import few_label_weight

__all__ = ["STORED", "as_stored", "fit_blend"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

#: Share of the naive Bayes half in the scores where labels are many, and the most it has where they are few; its
#: smoothing and its inverse penalty (chosen on SemEval-2016's folds and learning curves).
NB_SHARE, NB_MOST, NB_SMOOTHING, NB_C = 0.15, 0.5, 0.3, 3.0
#: Share of the nearest means where labels are few, and how fast it gets there (chosen on SemEval-2016, on other draws
#: than those of the published learning curve).
CENTRE_MOST, CENTRE_RISE = 0.5, 0.3
#: What the weights of features are stored as: three digits of each, in half the room of single precision.
STORED = np.float16


def fit_blend(
    X: sparse.csr_matrix,
    ngrams: int,
    codes: np.ndarray[Any, Any],
    classes: int,
    C: float,
    *,
    encoded: bool = False,
    vectors: slice | None = None,
) -> Floats:
    """Fit the blend.

    Parameters
    ----------
    X : csr_matrix, shape (n, features)
    ngrams : int
        The first so many features are n-grams: not negative.
    codes : ndarray of int, shape (n,)
        0 … classes - 1, each at least once.
    C : float
        Inverse strength of the L2 penalty.
    encoded : bool
        Vectors of an encoder are among the features: they say more than n-grams where labels are few.
    vectors : slice, optional
        The columns of these vectors, for the nearest means.

    Returns
    -------
    ndarray, shape (classes, features + 1)
        Weights, the intercept last; the columns sum to 0, since only differences between classes count.
    """
    plain = _multinomial(X, codes, classes, C)
    bayes = np.zeros_like(plain)
    bayes[:, :ngrams], bayes[:, -1] = _naive_bayes(X[:, :ngrams], codes, classes)
    share = NB_SHARE if encoded else min(NB_MOST, NB_SHARE * few_label_weight(len(codes)))
    blend: Floats = (1 - share) * plain + share * bayes
    centre = min(CENTRE_MOST, CENTRE_RISE * (few_label_weight(len(codes)) - 1)) if vectors is not None else 0.0
    if vectors is not None and centre > 0:
        blend = (1 - centre) * blend + centre * _nearest_mean(X, vectors, codes, blend)
    centred: Floats = blend - blend.mean(axis=0)
    return centred


def _nearest_mean(X: sparse.csr_matrix, vectors: slice, codes: np.ndarray[Any, Any], blend: Floats) -> Floats:
    """Return the weights of the nearest means; their scores vary as much as those of ``blend`` do."""
    dense = X[:, vectors].toarray()
    means = np.array([dense[codes == k].mean(axis=0) for k in range(len(blend))])
    shifts = -0.5 * (means**2).sum(axis=1)
    means, shifts = means - means.mean(axis=0), shifts - shifts.mean()
    spread = float(np.std(dense @ means.T + shifts))
    scale = float(np.std(X @ blend[:, :-1].T + blend[:, -1])) / spread if spread > 0 else 0.0
    weights = np.zeros_like(blend)
    weights[:, :-1][:, vectors], weights[:, -1] = scale * means, scale * shifts
    return weights


def _multinomial(X: sparse.csr_matrix, codes: np.ndarray[Any, Any], classes: int, C: float) -> Floats:
    model = LogisticRegression(C=C, class_weight="balanced", solver="newton-cg", tol=1e-5, max_iter=1000).fit(X, codes)
    weights = np.column_stack([model.coef_, model.intercept_])
    return np.vstack([-weights, weights]) / 2 if classes == 2 else weights


def _naive_bayes(X: sparse.csr_matrix, codes: np.ndarray[Any, Any], classes: int) -> tuple[Floats, Floats]:
    weights, intercepts = np.zeros((classes, X.shape[1])), np.zeros(classes)
    for k in range(classes):
        inside = np.asarray(X[codes == k].sum(axis=0)).ravel() + NB_SMOOTHING
        outside = np.asarray(X[codes != k].sum(axis=0)).ravel() + NB_SMOOTHING
        ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
        scaled = X @ sparse.diags(ratio)
        model = LogisticRegression(C=NB_C, class_weight="balanced", solver="newton-cg", tol=1e-5, max_iter=1000)
        model.fit(scaled, codes == k)
        weights[k], intercepts[k] = model.coef_[0] * ratio, model.intercept_[0]
    return weights, intercepts


def as_stored(weights: Floats) -> Floats:
    """Round weights to the precision of a stored model, so that a loaded one is the same to the last digit.

    A weight beyond 65,504 decides alone, and is cut there.
    """
    limit = float(np.finfo(STORED).max)
    rounded: Floats = np.clip(weights, -limit, limit).astype(STORED).astype(np.float64)
    return rounded
