"""The published point estimates of class shares from a classifier's output, for comparison in research.

CC, PCC, ACC, PACC and EMQ by the names of the literature (González et al. 2017, "A review on quantification learning",
ACM Computing Surveys 50(5)). All but the first two assume *prior shift*: within each class the comments at hand
look like those of the calibration set, and only the shares of the classes differ. On a new topic that is false, and
none of them notices. They give no interval; :func:`stance.estimate_prevalence` uses none of them.

Classes are the numbers 0 … K−1, in one order for all arrays: of a scored table with ``classes = ["favor", "none",
"against"]`` the codes are ``pd.Categorical(table["stance"], classes).codes`` and the probabilities
``table[["p_favor", "p_none", "p_against"]]``. Every function returns shares in [0, 1] that sum to 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import nnls

from stance.errors import StanceError
from stance.prevalence.arrays import Floats, check_codes, check_confusion, check_probabilities, check_shares

__all__ = [
    "adjusted_count",
    "classify_and_count",
    "expectation_maximisation",
    "probabilistic_adjusted_count",
    "probabilistic_classify_and_count",
]


def classify_and_count(codes: Any, n_classes: int) -> Floats:
    """CC: the share of the comments that the classifier gives each label (Forman 2008).

    Biased by the classifier's errors, which no number of comments averages out.

    Parameters
    ----------
    codes : array of int, shape (n,)
        The label of each comment, 0 … ``n_classes`` − 1; n ≥ 1.
    n_classes : int

    Returns
    -------
    ndarray, shape (n_classes,)

    Raises
    ------
    StanceError
        If there is no comment, or a code is no class.

    References
    ----------
    Forman 2008, "Quantifying counts and costs via classification", Data Mining and Knowledge Discovery 17.

    Examples
    --------
    >>> classify_and_count([0, 2, 2, 1], 3).tolist()
    [0.25, 0.25, 0.5]
    """
    counts = np.bincount(check_codes(codes, n_classes, "codes"), minlength=n_classes)
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def probabilistic_classify_and_count(probabilities: Any) -> Floats:
    """PCC: the mean of the class probabilities (Bella et al. 2010).

    Parameters
    ----------
    probabilities : array, shape (n, n_classes)
        Rows sum to 1; n ≥ 1.

    Returns
    -------
    ndarray, shape (n_classes,)

    Raises
    ------
    StanceError
        If there is no comment, or a row is missing or no distribution.

    References
    ----------
    Bella, Ferri, Hernández-Orallo and Ramírez-Quintana 2010, "Quantification via probability estimators", ICDM.

    Examples
    --------
    >>> probabilistic_classify_and_count([[0.8, 0.1, 0.1], [0.2, 0.3, 0.5]]).round(3).tolist()
    [0.5, 0.2, 0.3]
    """
    return _on_simplex(check_probabilities(probabilities, "probabilities").mean(axis=0))


def adjusted_count(votes_share: Any, confusion: Any) -> Floats:
    """ACC: the shares that explain the classifier's votes best, given how it errs (Forman 2008).

    With M[i, j] the share of the calibration comments of class j that the classifier calls i, and q the votes' shares,
    the p on the simplex that minimises ‖M p − q‖₂ (constrained least squares; Bunse 2022). That is the default of QuaPy
    (0.2.3: ``solver="minimize", method="inversion"``), found here exactly and not by a numerical search.

    Parameters
    ----------
    votes_share : array, shape (n_classes,)
        Of :func:`classify_and_count`; sums to 1.
    confusion : array, shape (n_classes, n_classes)
        Counts of calibration comments that the classifier was not trained on; rows are the true classes, columns the
        predicted ones.

    Returns
    -------
    ndarray, shape (n_classes,)

    Raises
    ------
    StanceError
        If no calibration comment is of some class (QuaPy takes the classifier for perfect there), or if the matrix
        is singular, so that different shares explain the votes equally well.

    References
    ----------
    Bunse 2022, "On multi-class extensions of adjusted classify and count", Learning to Quantify (LQ).

    Examples
    --------
    >>> confusion = [[8, 2, 0], [1, 18, 1], [0, 3, 7]]
    >>> adjusted_count([0.30, 0.45, 0.25], confusion).round(3).tolist()
    [0.356, 0.309, 0.335]
    """
    counts = check_confusion(confusion)
    rates = counts / counts.sum(axis=1, keepdims=True)
    return _explain(check_shares(votes_share, "votes_share", len(counts)), rates)


def probabilistic_adjusted_count(probabilities: Any, calibration_probabilities: Any, calibration_labels: Any) -> Floats:
    """PACC: as :func:`adjusted_count`, with mean probabilities for shares of votes (Bella et al. 2010).

    Parameters
    ----------
    probabilities : array, shape (n, n_classes)
        Of the comments whose shares are wanted.
    calibration_probabilities : array, shape (m, n_classes)
        Of comments with known labels that the classifier was not trained on.
    calibration_labels : array of int, shape (m,)

    Returns
    -------
    ndarray, shape (n_classes,)

    Raises
    ------
    StanceError
        If a probability is missing, no calibration comment is of some class, or the classes' mean probabilities are
        linearly dependent.

    Examples
    --------
    >>> known = [[0.8, 0.2], [0.6, 0.4], [0.3, 0.7], [0.1, 0.9]]
    >>> probabilistic_adjusted_count([[0.7, 0.3], [0.2, 0.8]], known, [0, 0, 1, 1]).round(3).tolist()
    [0.5, 0.5]
    """
    wanted = check_probabilities(probabilities, "probabilities")
    known = check_probabilities(calibration_probabilities, "calibration_probabilities", wanted.shape[1])
    labels = check_codes(calibration_labels, wanted.shape[1], "calibration_labels")
    if len(labels) != len(known):
        raise StanceError(f"{len(known)} calibration_probabilities have {len(labels)} calibration_labels")
    sums = np.zeros((wanted.shape[1], wanted.shape[1]))
    np.add.at(sums, labels, known)
    rates = check_confusion(sums) / sums.sum(axis=1, keepdims=True)
    return _explain(_on_simplex(wanted.mean(axis=0)), rates)


def expectation_maximisation(probabilities: Any, train_prior: Any, tol: float = 1e-6, max_iter: int = 10_000) -> Floats:
    """EMQ or SLD: the most likely shares, by expectation maximisation (Saerens, Latinne and Decaestecker 2002).

    Each step re-weights the probabilities by the ratio of the shares found so far to ``train_prior``, and takes their
    mean for the new shares. It needs calibrated probabilities: see
    :func:`~stance.prevalence.recalibration.fit_bcts`.

    Parameters
    ----------
    probabilities : array, shape (n, n_classes)
        Rows sum to 1; n ≥ 1.
    train_prior : array, shape (n_classes,)
        The class shares that the probabilities presume: those of the training set, or of the calibration set once
        recalibrated on it; all positive.
    tol : float, default 1e-6
        Stop when the mean absolute change of a share is below it. QuaPy (0.2.3) stops at 1e-4, which left a share up
        to 0.017 from here in 300 random bags (``tests/benchmarks/compare_quantifiers.py``).
    max_iter : int, default 10,000

    Returns
    -------
    ndarray, shape (n_classes,)

    Raises
    ------
    StanceError
        If a probability is missing, a share of ``train_prior`` is 0, or the shares still change after ``max_iter``
        steps, as happens where the probabilities hardly tell the classes apart.

    References
    ----------
    Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of a classifier to new a priori probabilities: a
    simple procedure", Neural Computation 14(1).

    Examples
    --------
    >>> probabilities = [[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.2, 0.8]]
    >>> expectation_maximisation(probabilities, [0.5, 0.5]).round(3).tolist()
    [0.911, 0.089]
    """
    rows = check_probabilities(probabilities, "probabilities")
    prior = check_shares(train_prior, "train_prior", rows.shape[1])
    if not (prior > 0).all():
        raise StanceError(f"train_prior must be positive for every class, got {prior.round(4).tolist()}")
    shares, likelihood = prior, rows / prior
    for _ in range(max_iter):
        joint = likelihood * shares
        new = _on_simplex((joint / joint.sum(axis=1, keepdims=True)).mean(axis=0))
        if np.abs(new - shares).mean() < tol:
            return new
        shares = new
    raise StanceError(
        f"the shares still change by {tol} or more after {max_iter} steps: the probabilities hardly tell the classes "
        "apart; raise max_iter, or be content with tol=1e-4"
    )


def _explain(observed: Floats, rates: Floats) -> Floats:
    """Return the p on the simplex that minimises ‖ratesᵀ p − observed‖₂; rows of ``rates`` are the true classes."""
    rank = np.linalg.matrix_rank(rates)
    if rank < len(rates):
        raise StanceError(
            f"the confusion is singular (rank {rank} of {len(rates)}): the classifier does not tell the classes "
            "apart, and different shares explain its votes equally well"
        )
    # On the simplex ratesᵀp − q = (ratesᵀ − q1ᵀ)p = Ap. Over x = s·p ≥ 0 the least ‖Ax‖² + (1ᵀx − 1)² has
    # s = 1 / (1 + ‖Ap‖²) and the value ‖Ap‖² / (1 + ‖Ap‖²), which rises with ‖Ap‖: one non-negative
    # least-squares problem gives the p of the constrained one, scaled.
    system = np.vstack([rates.T - observed[:, None], np.ones(len(rates))])
    scaled, _ = nnls(system, np.append(np.zeros(len(rates)), 1.0))
    return _on_simplex(np.asarray(scaled, dtype=np.float64))


def _on_simplex(shares: Floats) -> Floats:
    """Return non-negative shares scaled to sum to 1, as rounding may have left them a little off."""
    scaled: Floats = shares / shares.sum()
    return scaled
