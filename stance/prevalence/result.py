"""What an estimate of shares is: frozen results that keep their inputs, method, seed and draws."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COUNT", "SAMPLE", "VOTES", "GroupShares", "Prevalence", "percent"]

#: The methods by name.
COUNT, SAMPLE, VOTES = "count", "finite-population sample", "classifier votes"

Floats = np.ndarray[Any, np.dtype[np.float64]]


def percent(share: float) -> str:
    """Write a share in per cent without rounding it to nothing or to all.

    >>> percent(0.734), percent(0.0025), percent(0.9975), percent(0.999), percent(1.0)
    ('73%', '0.25%', '99.75%', '99.9%', '100%')
    """
    if 0.01 <= share <= 0.99:
        return f"{share:.0%}"
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True, slots=True, eq=False)
class GroupShares:
    """The shares of one group of comments.

    Attributes
    ----------
    group : str
        Its value in the column ``by``, or ``"all"``.
    n, k : int
        Comments, and how many of them are labelled.
    share, low, high : ndarray, shape (n_classes,)
        NaN where the shares cannot be estimated.
    draws : ndarray, shape (draws, n_classes)
        From the posterior, for questions about several shares at once; no rows where there is none.
    votes : ndarray of int, shape (n_classes,), or None
        How many comments the classifier gives each label.
    method, status : str
    """

    group: str
    n: int
    k: int
    share: Floats
    low: Floats
    high: Floats
    draws: Floats = field(repr=False)
    votes: np.ndarray[Any, np.dtype[np.int64]] | None
    method: str
    status: str

    def __post_init__(self) -> None:
        for array in (self.share, self.low, self.high, self.draws, self.votes):
            if array is not None:
                array.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Prevalence:
    """Shares of the stances, as :func:`stance.estimate_prevalence` returns them.

    Attributes
    ----------
    classes : tuple of str
        The order of all arrays.
    groups : tuple of GroupShares
        One, or one for each value of ``by``.
    level : float
        Probability of each interval.
    seed : int
        Of the draws.
    warnings : tuple of str
        What must be said where the shares are shown.
    """

    classes: tuple[str, ...]
    groups: tuple[GroupShares, ...]
    level: float
    seed: int
    warnings: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a group and stance: ``group, stance, share, low, high, n, k, method, status, votes``."""
        import pandas as pd

        rows = [
            {
                "group": part.group,
                "stance": name,
                "share": part.share[i],
                "low": part.low[i],
                "high": part.high[i],
                "n": part.n,
                "k": part.k,
                "method": part.method,
                "status": part.status,
                "votes": None if part.votes is None else int(part.votes[i]),
            }
            for part in self.groups
            for i, name in enumerate(self.classes)
        ]
        return pd.DataFrame(rows).astype({"votes": "Int64"})

    def difference(self, first: str, second: str, group: str | None = None) -> tuple[float, float, float]:
        """Return by how much the share of ``first`` exceeds that of ``second``, with its interval.

        Computed from joint draws: the intervals of two shares overlap more often than their difference
        includes zero.

        Returns
        -------
        difference, low, high : float
            In shares, −1…1; NaN where the shares cannot be estimated.

        Raises
        ------
        TableError
            If there is no such stance or group.
        """
        part = self._part(group)
        for name in (first, second):
            if name not in self.classes:
                raise TableError(f"there is no stance {name!r}; stances are {', '.join(self.classes)}")
        i, j = self.classes.index(first), self.classes.index(second)
        if not len(part.draws):
            return (float("nan"),) * 3
        tail = (1 - self.level) / 2
        low, high = np.quantile(part.draws[:, i] - part.draws[:, j], [tail, 1 - tail])
        difference = float(part.share[i] - part.share[j])
        if part.k < part.n and high - low < 1 / part.n:  # one comment may still go either way
            low, high = difference - 1 / part.n, difference + 1 / part.n
        return difference, max(-1.0, min(float(low), difference)), min(1.0, max(float(high), difference))

    def describe(self) -> str:
        """Return plain sentences with n, k, method and intervals, fit to stand under a figure."""
        return "\n".join(self._sentence(part) for part in self.groups)

    def _part(self, group: str | None) -> GroupShares:
        if group is None and len(self.groups) == 1:
            return self.groups[0]
        for part in self.groups:
            if part.group == group:
                return part
        if group is None:
            raise TableError(f"say which group: group={self.groups[0].group!r}, or another of {len(self.groups)}")
        raise TableError(f"there is no group {group!r}; groups are {', '.join(part.group for part in self.groups)}")

    def _sentence(self, part: GroupShares) -> str:
        whose = "" if len(self.groups) == 1 and part.group == "all" else f"{part.group}: "
        if part.method == VOTES:
            if part.votes is None:
                return f"{whose}{part.n} comments; {part.status}."
            votes = ", ".join(f"{name} {count}" for name, count in zip(self.classes, part.votes, strict=True))
            said = f"Classifier votes on {part.votes.sum()} of {part.n} comments, no estimate of shares: {votes}"
            return f"{whose}{said} ({part.status})."
        shares = zip(self.classes, part.share, part.low, part.high, strict=True)
        if part.method == COUNT:
            listed = ", ".join(f"{name} {percent(share)}" for name, share, _, _ in shares)
            return f"{whose}{listed} of these {part.n} comments, all of them labelled."
        listed = ", ".join(
            f"{name} {percent(share)} ({percent(low)} to {percent(high)})" for name, share, low, high in shares
        )
        return (
            f"{whose}{listed} of these {part.n} comments; {percent(self.level)} intervals for each share, "
            f"from {part.k} random labels ({part.method})."
        )

    def __str__(self) -> str:
        return "\n".join([self.describe(), *(f"Note: {warning}" for warning in self.warnings)])

    def _repr_html_(self) -> str:
        """Show sentences and table in Jupyter; names of groups come from pages and are escaped."""
        text = "".join(f"<p>{html.escape(line)}</p>" for line in str(self).splitlines())
        return text + self.to_frame().to_html(index=False, float_format="{:.3f}".format, na_rep="")
