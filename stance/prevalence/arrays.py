"""What an array must be before a formula sees it: class codes, probabilities, shares and counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.errors import StanceError

__all__ = ["Floats", "Ints", "check_codes", "check_confusion", "check_level", "check_probabilities", "check_shares"]

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

#: Rows of float32 probabilities sum to 1 as closely as this.
ROUNDING = 1e-5


def check_codes(codes: Any, n_classes: int, name: str) -> Ints:
    """Return class codes as whole numbers, or say which is none.

    >>> check_codes(["favor"], 3, "labels")
    Traceback (most recent call last):
    stance.errors.StanceError: labels must be whole numbers from 0 to 2, one a comment, not of type <U5
    """
    array = np.asarray(codes)
    if array.size == 0:
        raise StanceError(f"{name} are empty: there is no comment to count")
    if array.ndim != 1 or array.dtype.kind not in "iu":
        kind = f"of type {array.dtype}" if array.ndim == 1 else f"of shape {array.shape}"
        raise StanceError(f"{name} must be whole numbers from 0 to {n_classes - 1}, one a comment, not {kind}")
    wrong = np.flatnonzero((array < 0) | (array >= n_classes))
    if len(wrong):
        raise StanceError(f"{name} go from 0 to {n_classes - 1}; row {wrong[0]} is {array[wrong[0]]}")
    return array.astype(np.int64)


def check_probabilities(probabilities: Any, name: str, n_classes: int | None = None) -> Floats:
    """Return class probabilities, shape (n, n_classes), n ≥ 1, whose rows sum to 1, or say which row does not."""
    array = _floats(probabilities, name)
    if array.ndim != 2 or array.shape[1] < 2:
        raise StanceError(f"{name} need a row a comment and a column a class, two or more; got shape {array.shape}")
    if n_classes is not None and array.shape[1] != n_classes:
        raise StanceError(f"{name} need {n_classes} columns, as the others have; got shape {array.shape}")
    if not len(array):
        raise StanceError(f"{name} have no row: there is no comment to count")
    _refuse_missing(array, name)
    wrong = np.flatnonzero((array < 0).any(axis=1) | (np.abs(array.sum(axis=1) - 1) > ROUNDING))
    if len(wrong):
        raise StanceError(
            f"{name} must be 0 to 1 and sum to 1 in each row; row {wrong[0]} is {array[wrong[0]].round(4).tolist()}"
        )
    rows: Floats = array / array.sum(axis=1, keepdims=True)
    return rows


def check_shares(shares: Any, name: str, n_classes: int) -> Floats:
    """Return one share a class, which sum to 1."""
    array = _floats(shares, name)
    if array.shape != (n_classes,):
        raise StanceError(f"{name} need one share a class, {n_classes}; got shape {array.shape}")
    if not (array >= 0).all() or not abs(array.sum() - 1) <= ROUNDING:
        raise StanceError(f"{name} must be 0 to 1 and sum to 1, got {array.round(4).tolist()}")
    scaled: Floats = array / array.sum()
    return scaled


def check_confusion(confusion: Any) -> Floats:
    """Return counts of true (rows) and predicted classes (columns), every class met at least once."""
    array = _floats(confusion, "confusion")
    if array.ndim != 2 or array.shape[0] != array.shape[1] or len(array) < 2:
        raise StanceError(f"confusion needs a row and a column for each of two or more classes; got {array.shape}")
    _refuse_missing(array, "confusion")
    if (array < 0).any():
        raise StanceError("confusion holds counts, which are not negative; rows are the true classes")
    absent = np.flatnonzero(array.sum(axis=1) == 0)
    if len(absent):
        raise StanceError(
            f"no calibration comment is of class {absent[0]}: how the classifier treats that class is unknown; "
            "label some, or leave the class out"
        )
    return array


def check_level(level: float) -> float:
    """Return the probability of an interval, strictly between 0 and 1."""
    if not 0 < level < 1:
        raise StanceError(f"level must be between 0 and 1, got {level}")
    return float(level)


def _floats(values: Any, name: str) -> Floats:
    try:
        array: Floats = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise StanceError(f"{name} must be numbers in rows of one length: {error}") from None
    return array


def _refuse_missing(array: Floats, name: str) -> None:
    wrong = np.flatnonzero(~np.isfinite(array).all(axis=1))
    if len(wrong):
        raise StanceError(
            f"missing or infinite value in row {wrong[0]} of {name}; leave out the comments that have no score"
        )
