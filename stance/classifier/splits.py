"""Who is held out together: groups of comments, and scores of texts by models that have not seen them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from stance.language import words_of

__all__ = ["COMMON_REPLY", "held_together", "linked", "numbered", "out_of_fold"]

Array = np.ndarray[Any, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]

#: A text of so many words or fewer is a common reply ("Agreed.", "Thank you!"): threads that share it share nothing.
COMMON_REPLY = 3


def linked(rows: int, columns: Iterable[Array]) -> Array:
    """Group rows that share a value in a column, directly or through others.

    Rows and values are the nodes of a graph; its connected components are the groups.

    Parameters
    ----------
    rows : int
    columns : iterable of ndarray of int, shape (rows,) or (m, rows)
        Codes of the values, −1 for none; the m lines of one array share their values.

    Returns
    -------
    ndarray of int, shape (rows,)

    Examples
    --------
    >>> linked(4, [np.array([0, 0, -1, -1]), np.array([-1, 3, 3, -1])]).tolist()
    [0, 0, 0, 1]
    """
    start, end, size = [np.arange(rows)], [np.arange(rows)], rows
    for column in columns:
        for line in np.atleast_2d(column):
            named = np.flatnonzero(line >= 0)
            start.append(named)
            end.append(size + line[named])
        size += int(np.max(column, initial=-1)) + 1
    ends = np.concatenate(start), np.concatenate(end)
    graph = coo_matrix((np.ones(len(ends[0])), ends), shape=(size, size))
    components: Array = connected_components(graph, directed=False)[1][:rows]
    return components


def held_together(texts: Sequence[str], groups: Iterable[Any] | None) -> tuple[Array | None, Array]:
    """Put texts that say the same in the same words into one group, with all that theirs have.

    A text that stands in the training part and in the part held out would be recognised, not judged. Texts of three
    words or fewer tie nothing: through "Agreed." and its like all groups would become one.

    Returns
    -------
    groups : ndarray of int, shape (n,), or None
        The groups given where no such text is repeated.
    keys : ndarray of int, shape (n,)
        Equal for texts that are the same.

    Raises
    ------
    ValueError
        If there are more groups than texts, or fewer.
    """
    given = None if groups is None else np.unique(np.asarray(list(groups)), return_inverse=True)[1]
    if given is not None and len(given) != len(texts):
        raise ValueError(f"{len(texts)} texts but {len(given)} groups")
    words = [words_of(text) for text in texts]
    keys = numbered(words)
    ties = np.where([len(key) > COMMON_REPLY for key in words], keys, -1)
    if len(np.unique(ties[ties >= 0])) == np.sum(ties >= 0):
        return given, keys
    return linked(len(texts), [ties] if given is None else [given, ties]), keys


def numbered(values: Iterable[Hashable]) -> Array:
    """Return numbers that are equal where the values are: each the place of the first one that is the same."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(value, place) for place, value in enumerate(values)], dtype=np.intp)


def out_of_fold(
    fit: Callable[[sparse.csr_matrix, Array], Floats],
    matrix: sparse.csr_matrix,
    codes: Array,
    groups: Array | None,
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
    together = np.arange(len(codes)) if groups is None else groups
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
