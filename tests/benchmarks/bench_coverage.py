"""Coverage of the finite-population interval, computed exactly over every sample that can be drawn.

For each number K of comments of one class among n, the number drawn into a sample of k is hypergeometric; the
coverage at K is the probability of those samples whose 95 % interval holds K / n.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import hypergeom

from stance.prevalence.finite import share_interval


def coverage(n: int, k: int, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return coverage and mean width for K = 0 … n."""
    drawn = np.arange(k + 1)
    ends = [share_interval(np.array([x, (k - x) / 2, (k - x) / 2]), n, level) for x in drawn]
    low, high = (np.array([end[side][0] for end in ends]) for side in (0, 1))
    truth = np.arange(n + 1)[:, None]
    weights = hypergeom(n, truth, k).pmf(drawn[None, :])
    inside = (low[None, :] <= truth / n + 1e-12) & (truth / n <= high[None, :] + 1e-12)
    return (weights * inside).sum(axis=1), (weights * (high - low)[None, :]).sum(axis=1)


def main() -> None:
    """Print a row for each size of population and sample."""
    print("    n    k  coverage: mean    min  at share   mean width")
    for n in (15, 50, 100, 500):
        for k in (5, 10, 20, 50, 100):
            if k < n:
                covered, width = coverage(n, k)
                print(
                    f"{n:5} {k:4} {covered.mean():15.3f} {covered.min():6.3f} {covered.argmin() / n:9.2f} "
                    f"{width.mean():12.3f}"
                )


if __name__ == "__main__":
    main()
