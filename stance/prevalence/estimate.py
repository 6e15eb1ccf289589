"""``estimate_prevalence``: from a table and labels to shares that say how sure they are.

With a label for every comment the shares are counted. With labels for some, drawn at random, they are estimated
for the finite set of comments at hand (:mod:`stance.prevalence.finite`). Without labels there is no honest share:
a classifier's counts are off by its errors, which no number of comments averages out, so they are returned as
what they are, votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.language import is_blank
from stance.prevalence.finite import draw_shares, share_interval, share_mean
from stance.prevalence.result import COUNT, SAMPLE, VOTES, GroupShares, Prevalence
from stance.table import CLASSES, check_comments

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MIN_LABELS", "estimate_prevalence"]

#: Fewer labels support no interval worth showing.
MIN_LABELS = 5
#: Fewer labels than this deserve a warning.
FEW_LABELS = 20
#: Draws kept for questions about several shares at once.
DRAWS = 10_000


def estimate_prevalence(
    table: pd.DataFrame,
    labels: pd.Series[Any] | pd.DataFrame | str | None = None,
    by: str | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Prevalence:
    """Estimate the shares of favor, none and against among the comments of a table.

    Parameters
    ----------
    table : DataFrame
        One row a comment: ``text``; ``comment_id`` (else the index names the comments); ``stance``, where it
        has been scored, for the classifier's votes. Comments without text are left out.
    labels : Series, DataFrame or str, optional
        What people who read the comments call them: a Series from comment id to label, a table with columns
        ``comment_id`` and ``label``, or the name of a column of ``table``. A missing label is none. The
        labelled comments must be a random sample of all: the interval holds for no other choice.
    by : str, optional
        Estimate apart for each value of this column.
    level : float, default 0.95
        Probability of each interval, 0…1.
    seed : int, default 0
        Of the draws behind :meth:`Prevalence.difference`.

    Returns
    -------
    Prevalence
        ``method`` says where each share comes from: ``"count"`` (all labelled, width 0), ``"finite-population
        sample"`` (5 labels or more) or ``"classifier votes"``: no share and no interval (NaN).

    Raises
    ------
    TableError
        If the table is empty, a label is none of the three, or two labels of one comment differ.

    Notes
    -----
    An estimated share is the mean of the posterior: close to the share among the labels, drawn a little towards
    equal shares, as one more label divided between the three stances would draw it. Its interval covers the true
    share with probability ``level`` on average over true shares; where a share is small and labels are few it
    covers less often (README, "How good is it?").

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"text": [f"comment {i}" for i in range(40)]})
    >>> labels = pd.Series(["against"] * 7 + ["none"] * 12 + ["favor"])
    >>> print(estimate_prevalence(table, labels).describe())
    favor 6% (2% to 15%), none 59% (45% to 72%), against 35% (22% to 50%) of these 40 comments;
    95% intervals for each share, from 20 random labels (finite-population sample).
    """
    check_comments(table, needed=("text",))
    if "comment_id" in table.columns:
        check_comments(table)
    if not 0 < level < 1:
        raise TableError(f"level must be between 0 and 1, got {level}")
    warnings: list[str] = []
    known = labels_of(table, labels, warnings)
    readable = ~table["text"].map(is_blank).to_numpy(dtype=bool)
    if not readable.any():
        raise TableError("the table has no comment with text to estimate shares of")
    if not readable.all():
        warnings.append(f"{(~readable).sum()} comments without text are left out")
    votes = table["stance"].to_numpy(dtype=object) if "stance" in table.columns else None
    if votes is not None and _are_votes(known, votes):
        warnings.append("every label is the classifier's vote: labels must come from people who read the comments")
    groups = tuple(
        _estimate(name, known[rows], None if votes is None else votes[rows], level, seed)
        for name, rows in _groups(table, by, readable)
    )
    for part in groups:
        warnings += _cautions(part)
    return Prevalence(CLASSES, groups, level, seed, tuple(warnings))


def _estimate(name: str, labels: Any, stances: Any, level: float, seed: int) -> GroupShares:
    """Estimate the shares of one group from its labels (None where there is none)."""
    n = len(labels)
    counts = _count(labels)
    k = int(counts.sum())
    votes = None if stances is None else _count(stances).astype(np.int64)
    nothing = np.full(len(CLASSES), np.nan)
    if k == n:
        share = counts / n
        return GroupShares(name, n, k, share, share.copy(), share.copy(), np.array([share]), votes, COUNT, "exact")
    if k < MIN_LABELS:
        status = f"not estimable: {k or 'no'} labels, at least {MIN_LABELS} of a random sample are needed"
        no_draws = np.empty((0, len(CLASSES)))
        return GroupShares(name, n, k, nothing, nothing.copy(), nothing.copy(), no_draws, votes, VOTES, status)
    low, high = share_interval(counts, n, level)
    draws = draw_shares(counts, n, DRAWS, seed)
    return GroupShares(name, n, k, share_mean(counts, n), low, high, draws, votes, SAMPLE, "estimated")


def _are_votes(labels: Any, votes: Any) -> bool:
    """Suspect labels that agree with the classifier everywhere to be its own."""
    labelled = [(label, vote) for label, vote in zip(labels, votes, strict=True) if label is not None]
    return len(labelled) >= FEW_LABELS and all(label == vote for label, vote in labelled)


def _count(labels: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([sum(label == name for label in labels) for name in CLASSES], dtype=np.float64)


def _cautions(part: GroupShares) -> Sequence[str]:
    """Return what must be said beside the shares of one group."""
    whose = "" if part.group == "all" else f"{part.group}: "
    if part.method == VOTES:
        how = (
            "read a random sample of the comments, such as table.sample(20, random_state=0), and pass your labels "
            "with their comment_ids as labels"
        )
        return [f"{whose}to estimate shares, {how}"]
    cautions = []
    if part.method == SAMPLE:
        cautions.append(f"{whose}the interval holds only if the {part.k} labelled comments were drawn at random")
        if part.k < FEW_LABELS:
            cautions.append(f"{whose}{part.k} labels are few; {FEW_LABELS} and more give an interval of use")
        absent = [name for name, count in zip(CLASSES, part.low * part.n, strict=True) if count < 1]
        if absent:
            cautions.append(f"{whose}rare or absent among the labels: {', '.join(absent)}; that is not a share of 0")
    return cautions


def _groups(table: pd.DataFrame, by: str | None, readable: Any) -> list[tuple[str, Any]]:
    """Return (name, row numbers) of each group, in order of first appearance."""
    rows = np.flatnonzero(readable)
    if by is None:
        return [("all", rows)]
    if by not in table.columns:
        raise TableError(f"the table has no column {by!r} to group by; it has {', '.join(map(str, table.columns))}")
    names = table[by].astype("string").fillna("(missing)").to_numpy(dtype=object)[rows]
    members: dict[str, list[int]] = {}
    for name, row in zip(names, rows, strict=True):
        members.setdefault(str(name), []).append(int(row))
    return [(name, np.array(numbers)) for name, numbers in members.items()]


def labels_of(table: pd.DataFrame, labels: Any, warnings: list[str]) -> np.ndarray[Any, Any]:
    """Return the label of every row of the table, None where there is none; what is odd goes into ``warnings``."""
    import pandas as pd

    ids = table["comment_id"] if "comment_id" in table.columns else table.index
    if labels is None:
        return np.full(len(table), None, dtype=object)
    if isinstance(labels, str):
        if labels == "stance":
            raise TableError("the column 'stance' holds the classifier's votes, which are no labels; leave labels out")
        if labels not in table.columns:
            raise TableError(f"the table has no column {labels!r} with labels")
        by_row = _check_labels(pd.Series(table[labels].to_numpy(dtype=object)))
        return np.array([by_row.get(row) for row in range(len(table))], dtype=object)
    if "comment_id" not in table.columns and not table.index.is_unique:
        raise TableError("the table has neither a column 'comment_id' nor an index without repeats to match labels by")
    if isinstance(labels, pd.DataFrame):
        check_comments(labels, needed=("label",))
        if "comment_id" not in labels.columns:
            raise TableError("the table of labels has no column 'comment_id'")
        given = pd.Series(labels["label"].to_numpy(dtype=object), index=pd.Index(labels["comment_id"]))
    elif isinstance(labels, pd.Series):
        given = labels
    else:
        raise TableError(f"labels must be a Series, a table or the name of a column, not {type(labels).__name__}")
    by_id = _check_labels(given)
    strangers = set(by_id) - set(ids)
    if strangers:
        example = sorted(map(str, strangers))[0]
        warnings.append(f"{len(strangers)} labels are for comments that are not in the table, such as {example!r}")
    return np.array([by_id.get(comment) for comment in ids], dtype=object)


def _check_labels(given: pd.Series[Any]) -> dict[Any, str]:
    """Return comment id → label, or say which label is wrong."""
    import pandas as pd

    by_id: dict[Any, str] = {}
    for comment, label in zip(given.index, given.to_numpy(dtype=object), strict=True):
        if pd.isna(label) or label == "":
            continue
        if label not in CLASSES:
            raise TableError(f"comment {comment!r} has the label {label!r}; labels are {', '.join(CLASSES)}")
        if by_id.setdefault(comment, label) != label:
            raise TableError(f"comment {comment!r} has two labels, {by_id[comment]!r} and {label!r}; keep one")
    return by_id
