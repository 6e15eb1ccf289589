"""``StanceClassifier``: a calibrated linear model on texts, under scikit-learn's contract."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import unique_labels
from sklearn.utils.validation import check_is_fitted

from stance.classifier.calibration import calibrated, count_errors
from stance.classifier.checks import (
    check_confidence,
    check_context,
    check_contrast,
    check_headlines,
    check_labels,
    check_mentions,
    check_prior,
    check_targets,
    check_texts,
    check_weight,
)
from stance.classifier.context import Context, answered
from stance.classifier.encoding import Encoding
from stance.classifier.features import CueFeatures, NgramFeatures, few_label_weight
from stance.classifier.headlines import HeadlineEffect, headed
from stance.classifier.linear import as_stored, fit_blend
from stance.classifier.memory import hashes
from stance.classifier.splits import held_together, numbered

if TYPE_CHECKING:
    from stance.classifier.explanation import Explanation

__all__ = ["StanceClassifier"]

Floats = np.ndarray[Any, np.dtype[np.float64]]
#: What may be asked about, what the texts answer, and the headlines above them: one a text, or one for all.
Targets = Iterable[str] | str | None
Answered = Iterable[str | None] | None
Headlines = Iterable[str | None] | str | None

#: Standard deviation of a cue, and length of each of an encoder's two vectors, at 2,000 texts and more (chosen on
#: SemEval-2016's folds; two vectors of 0.85 weigh as much as one of 1.2).
CUE_WEIGHT, ENCODER_WEIGHT = 0.1, 0.85


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Classify texts by their stance towards a target.

    A linear model on TF-IDF of word 1–2-grams and character 3–5-grams, on VADER's numbers, on how a text is written and
    on what it mentions; with an encoder, on its vectors of the text and of its sentences as well; with context, on the
    n-grams of the comment that a text answers. The probabilities are calibrated out of fold. With headlines, it is
    learnt on top of that what the one above a text makes more or less probable.

    Parameters
    ----------
    target : str, optional
        What the stance is about. It is written into the saved model; asked about another, the classifier refuses.
    encoder : object, optional
        Anything with ``encode(list of str) -> array, shape (n, d)``, such as a sentence-transformers model.
    mentions : mapping of str to sequence of str, optional
        Groups of word beginnings by which a text speaks of the target and its actors, such as ``{"talks": ["deal",
        "negotiat"], "people": ["akazawa"]}``. With several targets name groups as the targets are named. By default
        the words of the targets' names.
    class_prior : mapping of label to float, or sequence of float in the order of ``classes_``, optional
        How frequent each label is where the classifier will be used, where that differs from the training
        set; positive, summing to 1. Probabilities are re-weighted by the ratio of the two (Saerens, Latinne
        and Decaestecker 2002, eq. 4). By default the training set's own frequencies stand. (Some of
        scikit-learn's helpers replace labels by numbers while they cross-validate: give a sequence there.)
    min_confidence : float, optional
        Where the highest probability is below it (0 … 1), ``predict`` abstains: the label is None.
    C : float, default 2.0
        Inverse strength of the L2 penalty.
    min_df : int, optional
        An n-gram is a feature if it stands in so many training texts or more. By default 1; from 4,000 texts on 2 for
        words and 3 for characters.
    folds : int, default 5
        Folds of the calibration; with 0, or where a label has fewer than two texts or groups, there is none.
    seed : int, default 0
        Assigns texts to folds.
    context_weight : float, default 0.5
        Where ``fit`` is given ``context``: how heavy the n-grams of the comment answered are beside those of the text
        itself; above 0.
    contrast : sequence of (text, label), optional
        Further texts, written to teach a distinction, such as pairs of a text and its smallest edit that changes its
        label (Kaushik, Hovy and Lipton 2020, "Learning the difference that makes a difference"). Weights are learnt
        from them, in each fold, too; vocabulary, calibration, class shares and ``confusion_`` are not. For one target.

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
        Sorted, as in every scikit-learn classifier.
    targets_ : list of str
        What was learnt about, where ``fit`` was given ``targets``; else ``[target]``, or nothing.
    context_ : Context or None
        None where ``fit`` was given no ``context``: then none can be given later.
    headlines_ : HeadlineEffect or None
        The same of ``headlines``.
    coef_ : ndarray, shape (n_classes, n_features)
    intercept_ : ndarray, shape (n_classes,)
    confusion_ : ndarray of int, shape (n_classes, n_classes), or None
        Out-of-fold counts with the class prior that the classifier has; rows are the labels given, columns the labels
        predicted. None where there was no calibration.
    confusion_without_headlines_ : ndarray of int, shape (n_classes, n_classes), or None
        The same where no headline is told; None where ``fit`` was given no ``headlines``.
    seen_ : ndarray of uint64
        Hashes of the training texts, sorted, each once; :meth:`has_seen` asks them.
    card_ : dict
        What is known about a stored model; empty after a plain ``fit``.

    Examples
    --------
    >>> texts = ["keep talking, a deal helps us", "a deal helps everybody", "waste of time, walk away",
    ...          "walk away from this waste", "rice is dear", "my rice bill is dear"]
    >>> labels = ["favor", "favor", "against", "against", "none", "none"]
    >>> classifier = StanceClassifier(target="the talks").fit(texts, labels)
    >>> classifier.predict(["just walk away", "a deal helps"]).tolist()
    ['against', 'favor']
    """

    def __init__(
        self,
        target: str | None = None,
        encoder: Any = None,
        mentions: Mapping[str, Sequence[str]] | None = None,
        class_prior: Mapping[str, float] | Sequence[float] | None = None,
        min_confidence: float | None = None,
        C: float = 2.0,
        min_df: int | None = None,
        folds: int = 5,
        seed: int = 0,
        context_weight: float = 0.5,
        contrast: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        self.target = target
        self.encoder = encoder
        self.mentions = mentions
        self.class_prior = class_prior
        self.min_confidence = min_confidence
        self.C = C
        self.min_df = min_df
        self.folds = folds
        self.seed = seed
        self.context_weight = context_weight
        self.contrast = contrast

    # ------------------------------------------------------------------------------------------------- learning

    def fit(
        self,
        X: Iterable[str],
        y: Iterable[str],
        groups: Iterable[Any] | None = None,
        targets: Iterable[str] | None = None,
        context: Answered = None,
        headlines: Headlines = None,
    ) -> StanceClassifier:
        """Learn from labelled texts.

        Parameters
        ----------
        X : iterable of str, length n
            Every one with something in it.
        y : iterable of str, length n
            Labels; two different ones at least.
        groups : iterable, length n, optional
            What belongs together, such as threads: no group is divided between the folds of the calibration. Nor are
            texts that say the same in the same words, which count once in ``confusion_``.
        targets : iterable of str, length n, optional
            The target of each text, for several at once: what they have in common is learnt once, what differs
            for each (Daumé 2007, "Frustratingly easy domain adaptation", §3.1).
        context : iterable of str or None, length n, optional
            The comment that each text answers; None, NaN or blank where it answers none. Its n-grams get weights of
            their own. Without it the classifier is the one that it would be if there were no such argument.
        headlines : iterable of str or None, length n, or str, optional
            The headline of the article that each text is a comment on; None, NaN or blank where it is not known. What
            it adds to the scores is learnt from the texts held out, so that a text without one is scored as if there
            were no such argument; where there is no calibration, or one headline alone, it adds nothing. The name of
            the site behind a headline is not read, nor is a headline without a word that is known. For one target.
            (Of scikit-learn's helpers those that score pass it on with metadata routing, ``set_fit_request`` and
            ``set_score_request``; ``cross_val_predict`` does not when it predicts, but
            :func:`stance.classifier.evaluation.cross_validate` does.)

        Raises
        ------
        ValueError
            Naming the row of a text that is missing or blank, or what is wrong with labels, targets, context, headlines
            or parameters.
        """
        check_confidence(self.min_confidence)
        texts = check_texts(X, blank=False)
        labels = check_labels(y, len(texts))
        named = None if targets is None else check_targets(targets, len(texts))
        parents = None if context is None else check_context(context, len(texts))
        above = None if headlines is None else check_headlines(headlines, len(texts))
        if above is not None and named is not None and len(set(named)) > 1:
            raise ValueError("headlines are for a classifier of one target; leave them out, or targets")
        self.context_ = None if context is None else Context(check_weight(self.context_weight))
        self.targets_ = sorted(set(named)) if named else ([self.target] if self.target else [])
        self.classes_ = unique_labels(labels)
        if len(self.classes_) < 2:
            raise ValueError(f"a classifier needs two labels or more, the training set has {self.classes_}")
        shares = np.array([np.mean(labels == name) for name in self.classes_])
        wanted = check_prior(self.class_prior, self.classes_)
        self._learn_features(texts, named or [None] * len(texts))
        matrix = self._matrix(texts, named or [None] * len(texts), parents or [None] * len(texts))
        codes = np.searchsorted(self.classes_, labels)
        taught, learn = self._with_contrast()
        prior_shift = np.zeros(len(shares)) if wanted is None else np.log(wanted / shares)
        answers = parents or [None] * len(texts)
        together, same = held_together(
            [f"{text} {answer or ''}" for text, answer in zip(texts, answers, strict=True)], groups
        )
        weights, scores = calibrated(learn, matrix, codes, together, prior_shift, self.folds, self.seed)
        self.headlines_, added = self._learn_headlines(above, scores, codes)
        self.confusion_ = None if scores is None else count_errors(scores + prior_shift, codes, same)
        self.confusion_without_headlines_ = None if above is None else self.confusion_
        if above is not None and scores is not None:
            self.confusion_ = count_errors(scores + added + prior_shift, codes, same, numbered(above))
        self.coef_, self.intercept_ = as_stored(weights[:, :-1]), weights[:, -1].astype(np.float32).astype(np.float64)
        self.seen_ = np.unique(hashes([*texts, *taught]))
        self.card_: dict[str, Any] = {}
        return self

    def _learn_features(self, texts: Sequence[str], targets: Sequence[str | None]) -> None:
        mentions = check_mentions(self.mentions, self.targets_)
        weight = few_label_weight(len(texts))
        self.features_ = NgramFeatures(self.min_df).fit(texts)
        several = self.targets_ if len(self.targets_) > 1 else []
        self.cues_ = CueFeatures(mentions, CUE_WEIGHT * weight, several).fit(texts, targets)
        self.encoding_ = None if self.encoder is None else Encoding.of(self.encoder, ENCODER_WEIGHT * weight)

    def _matrix(
        self, texts: Sequence[str], targets: Sequence[str | None], parents: Sequence[str | None]
    ) -> sparse.csr_matrix:
        """Return n-grams, context, cues and vectors; with several targets, once for all and once for the text's own."""
        ngrams = [self.features_.transform(texts)]
        if self.context_ is not None:
            ngrams.append(self.context_.block(self.features_, parents))
        dense = [self.cues_.transform(texts, targets)]
        if self.encoding_ is not None:
            dense.append(self.encoding_.vectors(self.encoder, texts))
        parts = [*ngrams, sparse.csr_matrix(np.hstack(dense))]
        if len(self.targets_) > 1:
            owned = [sparse.diags([float(target == name) for target in targets]) for name in self.targets_]
            parts = [block for part in parts for block in (part, *(own @ part for own in owned))]
            parts.append(sparse.csr_matrix(np.column_stack([own.diagonal() for own in owned])))
        matrix: sparse.csr_matrix = sparse.hstack(parts, format="csr")
        return matrix

    def _ngrams(self) -> int:
        """Return how many columns hold n-grams of the texts themselves, copies included."""
        size = len(self.features_.word.vocabulary_) + len(self.features_.char.vocabulary_)
        return size * (1 + len(self.targets_) if len(self.targets_) > 1 else 1)

    def _fit(self, matrix: sparse.csr_matrix, codes: np.ndarray[Any, Any]) -> Floats:
        vectors = None
        if self.encoding_ is not None and len(self.targets_) < 2:  # with one target they are the last columns
            vectors = slice(matrix.shape[1] - self.encoding_.columns, matrix.shape[1])
        encoded = self.encoding_ is not None
        return fit_blend(matrix, self._ngrams(), codes, len(self.classes_), self.C, encoded=encoded, vectors=vectors)

    def _with_contrast(self) -> tuple[list[str], Callable[[sparse.csr_matrix, np.ndarray[Any, Any]], Floats]]:
        """Return the texts of ``contrast``, and how weights are learnt from other texts and from these."""
        texts, taught = check_contrast(self.contrast, self.classes_)
        if not texts:
            return texts, self._fit
        if len(self.targets_) > 1:
            raise ValueError("contrast is for a classifier of one target; leave it out, or targets")
        nothing = [None] * len(texts)
        further = self._matrix(texts, nothing, nothing)
        return texts, lambda matrix, codes: self._fit(
            sparse.vstack([matrix, further], format="csr"), np.concatenate([codes, taught])
        )

    def _learn_headlines(
        self, headlines: Sequence[str | None] | None, scores: Floats | None, codes: np.ndarray[Any, Any]
    ) -> tuple[HeadlineEffect | None, Floats]:
        """Learn what headlines add to the scores of texts held out; return also what they add where they are new."""
        if headlines is None:
            return None, np.zeros((1, 1))
        if scores is None:  # nothing was held out: nothing is known
            headlines, scores = [None] * len(codes), np.zeros((len(codes), len(self.classes_)))
        return HeadlineEffect.learn(headlines, self.features_, self.cues_.mentions, scores, codes, self.folds)

    # ---------------------------------------------------------------------------------------------- predicting

    def decision_function(
        self, X: Iterable[str], targets: Targets = None, context: Answered = None, headlines: Headlines = None
    ) -> Floats:
        """Return the log of the unnormalised class probabilities.

        Returns
        -------
        ndarray, shape (n, n_classes)
            With two classes, as scikit-learn has it: shape (n,), positive for ``classes_[1]``.
        """
        scores = self._scores(X, targets, context, headlines)
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def _scores(self, X: Iterable[str], targets: Targets, context: Answered, headlines: Headlines) -> Floats:
        check_is_fitted(self, "coef_")
        texts = check_texts(X)
        parents = answered(self.context_, context, len(texts))
        above = headed(self.headlines_, headlines, len(texts))
        scores: Floats = self._matrix(texts, self._targets_of(texts, targets), parents) @ self.coef_.T + self.intercept_
        return scores if self.headlines_ is None else scores + self.headlines_.added(self.features_, above)

    def _targets_of(self, texts: Sequence[str], targets: Targets) -> list[str | None]:
        """Return the target of each text, or refuse one that was not learnt."""
        if targets is None:
            if len(self.targets_) > 1:
                raise ValueError(f"this classifier has several targets; give targets=, of {', '.join(self.targets_)}")
            return [None] * len(texts)
        asked = [targets] * len(texts) if isinstance(targets, str) else check_targets(targets, len(texts))
        for name in sorted(set(asked) - set(self.targets_)):
            known = ", ".join(map(repr, self.targets_)) or "a target without a name"
            raise ValueError(
                f"this classifier was trained on {known} and says nothing about {name!r}; label 50 to 200 texts and "
                f"call StanceClassifier(target={name!r}).fit(texts, labels)"
            )
        return list(asked) if len(self.targets_) > 1 else [None] * len(texts)

    def predict_proba(
        self, X: Iterable[str], targets: Targets = None, context: Answered = None, headlines: Headlines = None
    ) -> Floats:
        """Return class probabilities, shape (n, n_classes), columns as in ``classes_``, rows sum to 1.

        Parameters
        ----------
        X : iterable of str, length n
        targets : str, or iterable of str of length n, optional
            Needed where the classifier has several; one that it was not trained on is refused.
        context : iterable of str or None, length n, optional
            The comment that each text answers, as in ``fit``; refused where the classifier was trained without.
            Left out, every text counts as one that answers none.
        headlines : iterable of str or None, length n, or str, optional
            The headline above each text, or above all, as in ``fit``; refused where the classifier was trained without.
            Where it is not known nothing is assumed of it.
        """
        probabilities: Floats = softmax(self._scores(X, targets, context, headlines), axis=1)
        return probabilities

    def predict_log_proba(
        self, X: Iterable[str], targets: Targets = None, context: Answered = None, headlines: Headlines = None
    ) -> Floats:
        """Return the logarithms of the class probabilities."""
        logs: Floats = log_softmax(self._scores(X, targets, context, headlines), axis=1)
        return logs

    def predict(
        self, X: Iterable[str], targets: Targets = None, context: Answered = None, headlines: Headlines = None
    ) -> np.ndarray[Any, Any]:
        """Return the most probable label of each text, shape (n,); None where ``min_confidence`` is not reached."""
        probabilities = self.predict_proba(X, targets, context, headlines)
        labels: np.ndarray[Any, Any] = self.classes_[np.argmax(probabilities, axis=1)]
        least = check_confidence(self.min_confidence)
        if least is None:
            return labels
        unsure = probabilities.max(axis=1) < least
        labels = labels.astype(object)
        labels[unsure] = None
        return labels

    def why_unlabelled(
        self, X: Iterable[str], targets: Targets = None, context: Answered = None, headlines: Headlines = None
    ) -> list[str | None]:
        """Return why :func:`stance.score` gives a text no label: nothing known in it, or not sure enough; else None.

        :meth:`predict` gives a label to what has nothing known in it: the one that is likeliest without a text.
        """
        texts = check_texts(X)
        sure = self.predict_proba(texts, targets, context, headlines).max(axis=1, initial=0.0)
        least = check_confidence(self.min_confidence) or 0.0
        return [
            "nothing that the classifier knows" if not k
            else f"confidence {s:.2f} is below {least:.2f}" if s < least
            else None
            for k, s in zip(self.knows(texts), sure, strict=True)
        ]  # fmt: skip

    def score(
        self,
        X: Iterable[str],
        y: Iterable[str],
        sample_weight: Iterable[float] | None = None,
        targets: Targets = None,
        context: Answered = None,
        headlines: Headlines = None,
    ) -> float:
        """Return the accuracy of ``predict``, 0 … 1; each text counts ``sample_weight``, by default 1."""
        labels = np.asarray(list(y), dtype=object)
        right = self.predict(X, targets, context, headlines) == labels
        return float(np.average(right, weights=None if sample_weight is None else list(sample_weight)))

    def knows(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Tell for each text whether it has a single n-gram of the training texts, without which little would speak."""
        check_is_fitted(self, "coef_")
        known: np.ndarray[Any, np.dtype[np.bool_]] = np.diff(self.features_.transform(check_texts(X)).indptr) > 0
        return known

    @property
    def fingerprint_(self) -> str:
        """Tell one fitted classifier from another: a hash of its weights, as they are stored."""
        check_is_fitted(self, "coef_")
        above = [] if self.headlines_ is None else [self.headlines_.weights.ravel()]
        weights = np.concatenate([self.coef_.ravel(), self.intercept_, *above]).astype(np.float32)
        return hashlib.sha256(weights.tobytes()).hexdigest()[:32]

    def has_seen(self, X: Iterable[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Tell for each text whether it was trained on, whatever its case and white space; shape (n,).

        Figures on such texts say nothing about others. A text as common as "Thanks." counts as seen wherever it
        stands.

        Examples
        --------
        >>> texts = ["a deal helps us", "walk away from this waste"]
        >>> classifier = StanceClassifier(target="the talks").fit(texts, ["favor", "against"])
        >>> classifier.has_seen(["A deal  helps us", "a deal helps you"]).tolist()
        [True, False]
        """
        check_is_fitted(self, "coef_")
        seen: np.ndarray[Any, np.dtype[np.bool_]] = np.isin(hashes(check_texts(X)), self.seen_)
        return seen

    def explain(
        self, text: str, target: str | None = None, context: str | None = None, headline: str | None = None
    ) -> Explanation:
        """Say which words and cues made a text's score; they add up to it.

        Those of the comment that it answers and of the headline above it are among them, where they are given.

        Returns
        -------
        Explanation
            A table of parts that prints well; see :class:`~stance.classifier.explanation.Explanation`.

        Raises
        ------
        ValueError
            If ``text`` is no string, or target, context or headline do not go with the classifier.
        """
        from stance.classifier.explanation import explain

        check_is_fitted(self, "coef_")
        return explain(self, text, target, context, headline)

    def save(self, path: str | os.PathLike[str], **card: Any) -> Path:
        """Store the model as ``path.npz`` (arrays) and ``path.json`` (its card); no pickle.

        The encoder is not stored, only its name, its dimension and what it makes of one sentence. A model that is
        stored there is replaced, both files or none; a file that is no model's is not.

        Returns
        -------
        Path
            Of the arrays; :func:`stance.load_classifier` takes it.

        Raises
        ------
        ArtefactError
            If the files cannot be written, or one of the two names is that of a file that is no model's.
        """
        from stance.classifier.storing import save

        check_is_fitted(self, "coef_")
        return save(self, path, card)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags
