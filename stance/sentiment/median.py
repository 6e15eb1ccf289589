"""The median of scores, and how far it would move among other comments like them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

__all__ = ["median_interval"]


def median_interval(values: Iterable[float], level: float = 0.95) -> tuple[float, float] | None:
    """Return the interval of the median of the population that the values are a random sample of.

    Its ends are two of the values themselves, as far from the middle as the binomial distribution has it (Thompson
    1936, "On confidence ranges for the median", Annals of Mathematical Statistics 7). That holds for every
    distribution; where many values are the same, as VADER's zeros are, it covers more often than ``level``.

    Parameters
    ----------
    values : iterable of float, length n
        Of comments that are independent of each other; the median of these n themselves is exact.
    level : float, default 0.95

    Returns
    -------
    low, high : float
        None where the values are too few for any interval of this level: below six, at 0.95.

    Examples
    --------
    >>> median_interval([0.0, 0.4, -0.3, 0.1, -0.6, 0.2, 0.7, 0.3])
    (-0.6, 0.7)
    >>> median_interval([0.0, 0.4, -0.3, 0.1, -0.6]) is None
    True
    """
    from scipy.stats import binom

    ordered = np.sort(np.fromiter(values, dtype=float))
    rank = int(binom.ppf((1 - level) / 2, len(ordered), 0.5)) if len(ordered) else 0
    return (float(ordered[rank - 1]), float(ordered[-rank])) if rank else None
