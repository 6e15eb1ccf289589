"""What an estimate of shares is: frozen results that keep their inputs, method, seed and draws."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.prevalence.finite import share_interval
from stance.prevalence.wording import counted

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COUNT",
    "ESTIMANDS",
    "MODEL",
    "POPULATION",
    "SAMPLE",
    "STRATA",
    "THESE",
    "VOTES",
    "GroupShares",
    "Prevalence",
    "percent",
]

#: The methods by name.
COUNT, SAMPLE, STRATA = "count", "finite-population sample", "post-stratified sample"
MODEL, VOTES = "Bayesian classify-and-count (model-based)", "classifier votes"
#: What is estimated.
THESE, POPULATION = ESTIMANDS = "these comments", "population"

Floats = np.ndarray[Any, np.dtype[np.float64]]


#: A smaller share, or a larger one than all without it, is written as such.
_LEAST = 0.0001


def percent(share: float) -> str:
    """Write a share in per cent without rounding it to nothing or to all.

    >>> percent(0.734), percent(0.0025), percent(0.9975), percent(0.999), percent(1.0), percent(0.00003)
    ('73%', '0.25%', '99.75%', '99.9%', '100%', '<0.01%')
    """
    if 0 < share < _LEAST or 1 - _LEAST < share < 1:
        return f"<{_LEAST:.2%}" if share < _LEAST else f">{1 - _LEAST:.2%}"
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
    n : int
        Comments.
    share, low, high : ndarray, shape (n_classes,)
        NaN where the shares cannot be estimated.
    draws : ndarray, shape (draws, n_classes)
        From the posterior, for questions about several shares at once; no rows where there is none.
    counts : ndarray, shape (n_classes,)
        Labelled comments of each class; ``k`` is their sum.
    votes : ndarray of int, shape (n_classes,), or None
        How many comments the classifier gives each label.
    method, status, estimand : str
    ids : ndarray of uint64, shape (n,), or None
        Numbers that the comments have in whatever group they stand; None where the table has no ``comment_id``.
    at_random : bool
        Whether its labels themselves say that their comments were drawn at random, and from comments such as these.
    """

    group: str
    n: int
    share: Floats
    low: Floats
    high: Floats
    draws: Floats = field(repr=False)
    counts: Floats
    votes: np.ndarray[Any, np.dtype[np.int64]] | None
    method: str
    status: str
    estimand: str
    ids: np.ndarray[Any, np.dtype[np.uint64]] | None = field(default=None, repr=False)
    at_random: bool = False

    def __post_init__(self) -> None:
        for array in (self.share, self.low, self.high, self.draws, self.counts, self.votes, self.ids):
            if array is not None:
                array.setflags(write=False)

    @classmethod
    def of(cls, *, level: float, **known: Any) -> GroupShares:
        """Return the shares with their intervals at a level."""
        nothing = np.full(len(known["share"]), np.nan)
        part = cls(**known, low=nothing, high=nothing.copy())
        low, high = part.interval(level)
        return replace(part, low=low, high=high)

    @property
    def k(self) -> int:
        """How many comments are labelled."""
        return int(self.counts.sum())

    @property
    def sampled(self) -> bool:
        """Whether the shares rest on a sample of labels, which should be a random one."""
        return self.method in (SAMPLE, STRATA)

    def shared_with(self, other: GroupShares) -> int:
        """Return how many comments stand in both groups, where the shares of both are estimated."""
        if any(not len(part.draws) or (part.method == COUNT and part.estimand == THESE) for part in (self, other)):
            return 0
        if self is other:
            return self.n
        return 0 if self.ids is None or other.ids is None else len(np.intersect1d(self.ids, other.ids))

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Return the ends of each share's central interval.

        Three things are added to it. A class that none, or all, of the labels name may be absent from, or be all of,
        the rest, so the interval reaches 0 or 1. The votes say nothing of such a class that is known from labels, so
        with them the interval reaches as far as without. And an interval of the comments at hand is at least one
        comment wide while one label is missing.
        """
        if not len(self.draws) or (self.method == COUNT and self.estimand == THESE):
            return self.share.copy(), self.share.copy()
        if self.method == SAMPLE and self.estimand == THESE:
            return share_interval(self.counts, self.n, level)
        tail = (1 - level) / 2
        low, high = np.quantile(self.draws, [tail, 1 - tail], axis=0)
        if self.method != MODEL:
            low, high = np.where(self.counts == 0, 0.0, low), np.where(self.counts == self.k, 1.0, high)
        if self.method == STRATA and self.estimand == THESE and (self.counts == 0).any():
            lowest, highest = share_interval(self.counts, self.n, level)
            low = np.where(self.counts == self.k, np.minimum(low, lowest), low)
            high = np.where(self.counts == 0, np.maximum(high, highest), high)
        if self.estimand == THESE:
            narrow = high - low < 1 / self.n
            high = np.where(narrow, np.minimum(1.0, low + 1 / self.n), high)
            low = np.where(narrow, high - 1 / self.n, low)
        return np.minimum(low, self.share), np.maximum(high, self.share)


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
    estimand : {"these comments", "population"}
        What the shares are shares of.
    warnings : tuple of str
        What must be said where the shares are shown.
    target : str or None
        What the stances are towards; None where nothing says it, or where it is not one thing.
    at_random : bool
        Whether the labels themselves say that their comments were drawn at random (``sample_strategy``, as
        :func:`stance.sample_to_label` writes it), from the comments whose shares these are, in every group. Where they
        do not, that is said with the shares.
    """

    classes: tuple[str, ...]
    groups: tuple[GroupShares, ...]
    level: float
    seed: int
    estimand: str = THESE
    warnings: tuple[str, ...] = ()
    target: str | None = None
    at_random: bool = False

    @property
    def estimate(self) -> Floats:
        """The shares, in the order of ``classes``; of the one group that there is (else see ``groups``)."""
        return self._part(None).share

    @property
    def draws(self) -> Floats:
        """Joint draws of the shares, shape (draws, n_classes); of the one group that there is."""
        return self._part(None).draws

    @property
    def n(self) -> int:
        """How many comments there are, in the one group that there is."""
        return self._part(None).n

    @property
    def k(self) -> int:
        """How many of them are labelled."""
        return self._part(None).k

    @property
    def method(self) -> str:
        """Where the shares come from, in the one group that there is."""
        return self._part(None).method

    def interval(self, level: float | None = None, group: str | None = None) -> pd.DataFrame:
        """Return ``share, low, high`` by stance, at another level than the result's own if one is given.

        Raises
        ------
        TableError
            If the level is not between 0 and 1, or there is no such group.
        """
        import pandas as pd

        level = self.level if level is None else level
        if not 0 < level < 1:
            raise TableError(f"level must be between 0 and 1, got {level}")
        part = self._part(group)
        low, high = part.interval(level)
        index = pd.Index(self.classes, name="stance")
        return pd.DataFrame({"share": part.share, "low": low, "high": high}, index=index)

    def compare(self, other: Prevalence, group: str | None = None, other_group: str | None = None) -> pd.DataFrame:
        """Return by how much each share exceeds that of another estimate, with intervals.

        The two must rest on different comments: their draws are taken to be independent. Shares that are counted are
        known, and may be compared with those of any comments. An interval is that of the draws' difference, and reaches
        as far as the shares' own intervals make it (G. Zou, A. Donner 2008, "Construction of confidence limits about
        effect measures", Statistics in Medicine 27).

        Returns
        -------
        DataFrame
            ``difference, low, high`` by stance, in shares, −1…1; NaN where one of the two cannot be estimated.

        Raises
        ------
        TableError
            If the two are shares of different things, classes or targets, or rest on the same comments.
        """
        import pandas as pd

        if not isinstance(other, Prevalence):
            raise TableError(
                f"an estimate is compared with another estimate, not with {other!r:.60}; two groups of one are "
                "by.compare(by, group=..., other_group=...)"
            )
        if other.classes != self.classes or other.estimand != self.estimand:
            raise TableError(
                f"shares of {self.estimand!r} ({', '.join(self.classes)}) cannot be compared with shares of "
                f"{other.estimand!r} ({', '.join(other.classes)})"
            )
        if None not in (self.target, other.target) and self.target != other.target:
            raise TableError(
                f"stances towards {self.target!r} cannot be compared with stances towards {other.target!r}"
            )
        mine, theirs = self._part(group), other._part(other_group, "other_group")
        if shared := mine.shared_with(theirs):
            raise TableError(
                f"{counted(shared, 'comment')} {'is' if shared == 1 else 'are'} in both: estimates that share comments "
                "are not independent, and their difference has another interval; compare groups without common comments"
            )
        index = pd.Index(self.classes, name="stance")
        difference = mine.share - theirs.share
        low, high = difference.copy(), difference.copy()
        if len(mine.draws) and len(theirs.draws):
            shuffled = np.random.default_rng(self.seed).permutation(theirs.draws)
            tail = (1 - self.level) / 2
            low, high = np.quantile(mine.draws - shuffled, [tail, 1 - tail], axis=0)  # a count has one draw for all
            (a, b), (c, d) = mine.interval(self.level), theirs.interval(self.level)
            low = np.minimum(low, difference - np.hypot(mine.share - a, d - theirs.share))
            high = np.maximum(high, difference + np.hypot(b - mine.share, theirs.share - c))
        low, high = np.maximum(-1, np.minimum(low, difference)), np.minimum(1, np.maximum(high, difference))
        return pd.DataFrame({"difference": difference, "low": low, "high": high}, index=index)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a group and stance.

        Its columns are ``group, stance, share, low, high, n, k, method, status, votes, at_random``: the last says
        whether labels are known to be a random sample, and is missing where no share is estimated from a sample of
        labels.
        """
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
                "at_random": part.at_random if part.sampled else None,
            }
            for part in self.groups
            for i, name in enumerate(self.classes)
        ]
        return pd.DataFrame(rows).astype({"votes": "Int64", "at_random": "boolean"})

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
        if i == j and len(part.draws):
            return 0.0, 0.0, 0.0
        if not len(part.draws):
            return (float("nan"),) * 3
        tail = (1 - self.level) / 2
        low, high = np.quantile(part.draws[:, i] - part.draws[:, j], [tail, 1 - tail])
        difference = float(part.share[i] - part.share[j])
        if (
            part.estimand == THESE and part.k < part.n and high - low < 1 / part.n
        ):  # one comment may still go either way
            low, high = difference - 1 / part.n, difference + 1 / part.n
        return difference, max(-1.0, min(float(low), difference)), min(1.0, max(float(high), difference))

    def describe(self) -> str:
        """Return plain sentences with target, n, k, labels, method and intervals, fit to stand under a figure.

        What must be said beside them is in ``warnings``; ``print(shares)`` shows both.
        """
        return "\n".join(self._sentence(part) for part in self.groups)

    def _part(self, group: str | None, argument: str = "group") -> GroupShares:
        if group is None and len(self.groups) == 1:
            return self.groups[0]
        for part in self.groups:
            if part.group == group:
                return part
        if group is None:
            raise TableError(f"say which group: {argument}={self.groups[0].group!r}, or another of {len(self.groups)}")
        raise TableError(f"there is no group {group!r}; groups are {', '.join(part.group for part in self.groups)}")

    def _sentence(self, part: GroupShares) -> str:
        names = [] if len(self.groups) == 1 and part.group == "all" else [part.group]
        if self.target is not None:
            names.insert(0, f"Stance towards {self.target}")
        whose = f"{', '.join(names)}: " if names else ""
        if part.method == VOTES:
            if part.votes is None:
                return f"{whose}{counted(part.n, 'comment')}; {part.status}."
            votes = ", ".join(f"{name} {count}" for name, count in zip(self.classes, part.votes, strict=True))
            said = f"Classifier votes on {part.votes.sum()} of {counted(part.n, 'comment')}, no estimate of shares"
            return f"{whose}{said}: {votes} ({part.status})."
        these = f"these {part.n} comments" if part.n > 1 else "one comment"
        shares = zip(self.classes, part.share, part.low, part.high, strict=True)
        if part.method == COUNT and part.estimand == THESE:
            listed = ", ".join(f"{name} {percent(share)}" for name, share, _, _ in shares)
            return f"{whose}{listed} of {these}, all of them labelled."
        listed = ", ".join(
            f"{name} {percent(share)} ({percent(low)} to {percent(high)})" for name, share, low, high in shares
        )
        what = these if part.estimand == THESE else f"the comments of the population behind {these}"
        labels = f"{part.k} random labels" if part.at_random else f"{part.k} labels, not known to be a random sample"
        found = ", ".join(f"{name} {count:.0f}" for name, count in zip(self.classes, part.counts, strict=True))
        source = f"from {labels}: {found} ({part.method})" if part.k < part.n else "all of them labelled"
        if part.method == MODEL:
            source = (
                f"from votes ({part.method}): they hold only if the classifier errs on these comments as on those "
                "it was measured on"
            )
        return f"{whose}{listed} of {what}; {percent(self.level)} intervals for each share, {source}."

    def __str__(self) -> str:
        return "\n".join([self.describe(), *(f"Note: {warning}" for warning in self.warnings)])

    def _repr_html_(self) -> str:
        """Show sentences and table in Jupyter; names of groups come from pages and are escaped."""
        text = "".join(f"<p>{html.escape(line)}</p>" for line in str(self).splitlines())
        return text + self.to_frame().to_html(index=False, float_format="{:.3f}".format, na_rep="")
