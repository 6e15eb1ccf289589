"""``StanceClassifier``: a linear model on word and character n-grams, under scikit-learn's contract."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import unique_labels
from sklearn.utils.validation import check_is_fitted

from stance.classifier.features import NgramFeatures

__all__ = ["StanceClassifier"]

Floats = np.ndarray[Any, np.dtype[np.float64]]


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Classify texts by their stance towards one target.

    Multinomial logistic regression on TF-IDF of word 1–2-grams and character 3–5-grams.

    Parameters
    ----------
    target : str, optional
        What the stance is about. It is written into the saved model and plays no part in the features.
    C : float, default 100.0
        Inverse strength of the L2 penalty.
    min_df : int, default 1
        An n-gram is a feature if it stands in so many training texts or more.
    class_prior : mapping of label to float, or sequence of float in the order of ``classes_``, optional
        How frequent each label is where the classifier will be used, where that differs from the training
        set; positive, summing to 1. Probabilities are re-weighted by the ratio of the two (Saerens, Latinne
        and Decaestecker 2002, eq. 4). By default the training set's own frequencies stand. (Some of
        scikit-learn's helpers replace labels by numbers while they cross-validate: give a sequence there.)

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
        Sorted, as in every scikit-learn classifier.
    coef_ : ndarray, shape (n_classes, n_features)
    intercept_ : ndarray, shape (n_classes,)
    features_ : NgramFeatures
    card_ : dict
        What is known about a stored model; empty after a plain ``fit``.

    Examples
    --------
    >>> texts = ["keep talking, a deal helps us", "a deal helps everybody", "waste of time, walk away",
    ...          "walk away from this waste", "rice is dear", "my rice bill is dear"]
    >>> labels = ["favor", "favor", "against", "against", "none", "none"]
    >>> classifier = StanceClassifier(target="the talks").fit(texts, labels)
    >>> classifier.predict(["just walk away", "the deal helps"]).tolist()
    ['against', 'favor']
    """

    def __init__(
        self,
        target: str | None = None,
        C: float = 100.0,
        min_df: int = 1,
        class_prior: Mapping[str, float] | Sequence[float] | None = None,
    ) -> None:
        self.target = target
        self.C = C
        self.min_df = min_df
        self.class_prior = class_prior

    def fit(self, X: Iterable[str], y: Iterable[str]) -> StanceClassifier:
        """Learn from labelled texts.

        Parameters
        ----------
        X : iterable of str, length n
            Every one with something in it.
        y : iterable of str, length n
            Labels; two different ones at least.

        Raises
        ------
        ValueError
            Naming the row of a text that is missing or blank, or what is wrong with the labels.
        """
        texts, given = _texts(X), list(y)
        if len(texts) != len(given):
            raise ValueError(f"{len(texts)} texts but {len(given)} labels")
        for row, label in enumerate(given):
            if label is None or label != label:  # NaN differs from itself
                raise ValueError(f"label {row} is missing; leave the text out of the training set")
        labels = np.asarray(given)
        for row, text in enumerate(texts):
            if not text.strip():
                raise ValueError(f"text {row} is blank; leave it out of the training set")
        self.classes_ = unique_labels(labels)
        if len(self.classes_) < 2:
            raise ValueError(f"a classifier needs two labels or more, the training set has {self.classes_}")
        prior_shift = self._prior_shift(labels)
        self.features_ = NgramFeatures(self.min_df).fit(texts)
        model = LogisticRegression(C=self.C, tol=1e-8, max_iter=5000)
        model.fit(self.features_.transform(texts), labels)
        coef, intercept = model.coef_, model.intercept_
        if len(self.classes_) == 2:  # one row speaks for both
            coef, intercept = np.vstack([-coef, coef]) / 2, np.concatenate([-intercept, intercept]) / 2
        self.coef_ = coef
        self.intercept_ = intercept + prior_shift
        self.card_: dict[str, Any] = {}
        return self

    def decision_function(self, X: Iterable[str]) -> Floats:
        """Return the log of the unnormalised class probabilities.

        Returns
        -------
        ndarray, shape (n, n_classes)
            With two classes, as scikit-learn has it: shape (n,), positive for ``classes_[1]``.
        """
        scores = self._scores(X)
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def _scores(self, X: Iterable[str]) -> Floats:
        check_is_fitted(self, "coef_")
        scores: Floats = self.features_.transform(_texts(X)) @ self.coef_.T + self.intercept_
        return scores

    def predict_proba(self, X: Iterable[str]) -> Floats:
        """Return class probabilities, shape (n, n_classes), columns as in ``classes_``, rows sum to 1."""
        probabilities: Floats = softmax(self._scores(X), axis=1)
        return probabilities

    def predict_log_proba(self, X: Iterable[str]) -> Floats:
        """Return the logarithms of the class probabilities."""
        logs: Floats = log_softmax(self._scores(X), axis=1)
        return logs

    def predict(self, X: Iterable[str]) -> np.ndarray[Any, Any]:
        """Return the most probable label of each text, shape (n,)."""
        scores = self._scores(X)
        labels: np.ndarray[Any, Any] = self.classes_[np.argmax(scores, axis=1)]
        return labels

    def knows(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Tell for each text whether it has a single feature; where it has none, only the prior would speak."""
        check_is_fitted(self, "coef_")
        known: np.ndarray[Any, np.dtype[np.bool_]] = np.diff(self.features_.transform(_texts(X)).indptr) > 0
        return known

    def save(self, path: str | os.PathLike[str], **card: Any) -> Path:
        """Store the model as ``path.npz`` (arrays) and ``path.json`` (its card); no pickle.

        Returns
        -------
        Path
            Of the arrays; :func:`stance.load_classifier` takes it.
        """
        from stance.classifier.artefact import save

        return save(self, path, card)

    def _prior_shift(self, labels: np.ndarray[Any, Any]) -> Floats:
        """Return log(prior / training frequency) for each class."""
        if self.class_prior is None:
            return np.zeros(len(self.classes_))
        prior: Any = self.class_prior
        if hasattr(prior, "items"):  # a pandas Series is a mapping, too
            prior = dict(prior.items())
            if set(prior) != set(self.classes_):
                raise ValueError(f"class_prior names {sorted(prior)}, the labels are {self.classes_.tolist()}")
            prior = [prior[name] for name in self.classes_]
        wanted = np.asarray(prior, dtype=float)
        if wanted.shape != self.classes_.shape or not (wanted > 0).all() or abs(wanted.sum() - 1) > 1e-6:
            raise ValueError(
                f"class_prior must give each of the {len(self.classes_)} labels a positive share, summing to 1; "
                f"got {self.class_prior}"
            )
        frequency = np.array([np.mean(labels == name) for name in self.classes_])
        shift: Floats = np.log(wanted / frequency)
        return shift

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _texts(X: Iterable[str]) -> Sequence[str]:
    """Return the texts as a list, or say which row is none."""
    if isinstance(X, str):
        raise ValueError("expected a list of texts, got one string; put it into a list: [text]")
    if getattr(X, "ndim", 1) != 1:
        raise ValueError("expected one text a row; give one column of the table: table['text']")
    texts = list(X)
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"text {row} is {type(text).__name__}, not a string; drop missing texts first")
    return texts
