"""Who is held out together: groups of comments, and scores of texts by models that have not seen them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

__all__ = ["out_of_fold"]

Array = np.ndarray[Any, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def out_of_fold(
    fit: Callable[[sparse.csr_matrix, Array], Floats],
    matrix: sparse.csr_matrix,
    codes: Array,
    groups: Iterable[Any] | None,
    folds: int,
    seed: int,
) -> Floats | None:
    """Return the scores of each row by weights that were fitted without it and its group.

    The features were learnt from all texts, the weights were not.

    Returns
    -------
    ndarray, shape (n, classes), or None
        None where a label has texts in fewer than two folds, so that it would be missing from a training set.
    """
    classes = len(np.unique(codes))
    together = np.arange(len(codes)) if groups is None else np.unique(np.asarray(list(groups)), return_inverse=True)[1]
    if len(together) != len(codes):
        raise ValueError(f"{len(codes)} texts but {len(together)} groups")
    folds = min(folds, *(len(np.unique(together[codes == k])) for k in range(classes)))
    if folds < 2:
        return None
    if groups is None:
        parts = StratifiedKFold(folds, shuffle=True, random_state=seed).split(matrix, codes)
    else:
        parts = StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(matrix, codes, together)
    scores = np.full((len(codes), classes), np.nan)
    for learn, held_out in parts:
        if len(np.unique(codes[learn])) < classes:
            return None
        weights = fit(matrix[learn], codes[learn])
        scores[held_out] = matrix[held_out] @ weights[:, :-1].T + weights[:, -1]
    return scores
