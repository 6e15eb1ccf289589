"""``estimate_prevalence``: from a table and labels to shares that say how sure they are.

With a label for every comment the shares are counted. With labels for some, drawn at random, they are estimated for the
comments at hand (:mod:`stance.prevalence.finite`), from twenty labels on with the help of the classifier's votes
(:mod:`stance.prevalence.strata`), or for the population behind them (:mod:`stance.prevalence.population`). Without
labels there is no honest share: a classifier's counts are off by its errors, which no number of comments averages
out. Only where those errors are known from comments of the same target and kind can they be taken out
(:mod:`stance.prevalence.counting`); otherwise the counts are returned as what they are, votes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.language import is_blank
from stance.pages.vocabulary import NO_NAMES
from stance.prevalence.cautions import cautions, dominated, said_of_shares
from stance.prevalence.group import FEW_LABELS, Group, estimate_group
from stance.prevalence.known_errors import known_errors, votes_of
from stance.prevalence.labels import Known, read_known
from stance.prevalence.repeats import near_duplicates
from stance.prevalence.result import ESTIMANDS, MODEL, VOTES, GroupShares, Prevalence
from stance.prevalence.samples import Comments, settle
from stance.prevalence.wording import left_out
from stance.table import CLASSES, check_comments
from stance.targets import COLUMN, one_target, targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["estimate_prevalence"]


def estimate_prevalence(
    table: pd.DataFrame,
    labels: pd.Series[Any] | pd.DataFrame | str | None = None,
    by: str | None = None,
    classifier: Any = None,
    estimand: str = "these comments",
    level: float = 0.95,
    seed: int = 0,
    cluster: str | None = "author",
) -> Prevalence:
    """Estimate the shares of favor, none and against among the comments of a table.

    Parameters
    ----------
    table : DataFrame
        One row a comment: ``text``; ``comment_id`` (else the index names the comments); ``stance``, where it
        has been scored, for the classifier's votes. Comments without text are left out.
    labels : Series, DataFrame or str, optional
        What people who read the comments call them: a Series from comment id to label, a table with columns
        ``comment_id`` and ``label`` (as :func:`stance.read_labels` returns it), or the name of a column of ``table``. A
        missing label is none. The labelled comments must be a random sample of all
        (:func:`stance.sample_to_label`): the interval holds for no other choice. A label table that keeps the sample's
        columns says so, and from which comments it was drawn: labels of a part of these are left out. Where it cannot
        be known that the labels are random among these comments :meth:`Prevalence.describe` says so.
    by : str, optional
        Estimate apart for each value of this column.
    classifier : StanceClassifier or str, optional
        For comments without labels: one that was trained on comments **of the same target and kind, by people's
        labels**. Its votes are corrected by the errors that it made on those (``confusion_``), and the result is marked
        as model-based. That they are of one kind is your statement; nothing in the comments can show it.
    estimand : {"these comments", "population"}, default "these comments"
        Shares among the comments at hand, or in the population that they are taken to be a sample of.
    level : float, default 0.95
        Probability of each interval, 0…1.
    seed : int, default 0
        Of the draws behind the intervals and :meth:`Prevalence.difference`.
    cluster : str or None, default "author"
        For the population: comments with the same value of this column are no independent observations. Where the table
        does not have the column, each comment stands for itself.

    Returns
    -------
    Prevalence
        ``method`` says where each share comes from: ``"count"`` (all labelled; among these comments of width 0),
        ``"finite-population sample"`` (5 labels or more), ``"post-stratified sample"`` (20 or more, and votes that
        differ), ``"Bayesian classify-and-count (model-based)"`` (no labels, known errors), or ``"classifier votes"``:
        no share and no interval (NaN).

    Raises
    ------
    TableError
        If the table is empty, a label or a vote is none of the three, two labels of one comment differ, or no label is
        for a comment of the table.

    Notes
    -----
    An estimated share is the mean of the posterior: close to the share among the labels, drawn a little towards
    equal shares, as one more label divided between the three stances would draw it. With votes the comments of each
    vote are a stratum; what the strata have in common, and how much, is inferred from the labels, so that votes that
    say nothing change next to nothing (:mod:`stance.prevalence.strata`). Its interval covers the true share with
    probability ``level`` on average over true shares; where a share is small and labels are few it covers less often
    (README, "How good is it?").

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"text": [f"comment {i}" for i in range(40)]})
    >>> labels = pd.Series(["against"] * 7 + ["none"] * 12 + ["favor"])
    >>> print(estimate_prevalence(table, labels).describe())
    favor 6% (2% to 15%), none 59% (45% to 72%), against 35% (22% to 50%) of these 40 comments;
    95% intervals for each share, from 20 labels, not known to be a random sample: favor 1, none 12, against 7
    (finite-population sample).
    """
    _check_arguments(table, estimand, level)
    known = read_known(table, labels)
    readable = ~table["text"].map(is_blank).to_numpy(dtype=bool)
    if not readable.any():
        raise TableError("the table has no comment with text to estimate shares of")
    warnings = list(known.warnings)
    if not readable.all():
        warnings.append(left_out(int((~readable).sum()), "comment", "without text"))
    warnings += _several_targets(table, by)
    errors = None
    if classifier is not None:
        from stance.classifier import as_classifier

        classifier = as_classifier(classifier)
        errors = known_errors(classifier, table)
    whole = Group(
        "all",
        labels=np.array([CLASSES.index(label) if label else -1 for label in known.labels], dtype=np.int64),
        votes=votes_of(table, None if errors is None or isinstance(errors, str) else classifier),
        clusters=_clusters(table, cluster),
        texts=near_duplicates(table["text"]),
        ids=_ids(table),
    )
    warnings += _odd_labels(whole, readable)
    if "sample_n" in table.columns and (table["sample_n"] > readable.sum()).any():
        warnings.append(
            f"the table is itself a sample, of {table['sample_n'].max()} comments: these are shares of the "
            f"{readable.sum()} drawn; pass the whole table for shares of all"
        )
    estimate = partial(
        estimate_group, n_classes=len(CLASSES), confusion=errors, estimand=estimand, level=level, seed=seed
    )
    comments = _comments(table, readable)
    parts = []
    for name, rows in _groups(table, by, readable):
        group = whole.only(name, rows)
        said, doubtful = settle(group, comments.only(rows), comments, known.samples, known.picked)
        part = replace(estimate(group), at_random=known.at_random and not doubtful)
        parts.append(part)
        warnings += said + cautions(part, _rows_of(table, by, name))
        warnings += dominated(part, group, _without(estimate, group))
    warnings += _other_target(table, known, parts) + said_of_shares(parts)
    voter = None if errors is None or isinstance(errors, str) else classifier
    target = _target(table[readable], known, parts, voter)
    at_random = known.at_random and all(part.at_random for part in parts)
    return Prevalence(CLASSES, tuple(parts), level, seed, estimand, tuple(warnings), target, at_random)


def _target(table: pd.DataFrame, known: Known, parts: list[GroupShares], voter: Any) -> str | None:
    """Return what the shares are towards: labels know it best, and ``voter``, which votes anew, better than a note."""
    if known.targets and any(part.method not in (MODEL, VOTES) for part in parts):
        return known.targets[0] if len(known.targets) == 1 else None
    learnt = getattr(voter, "targets_", [])
    return one_target(table, learnt[0] if len(learnt) == 1 else None)


def _other_target(table: pd.DataFrame, known: Known, parts: list[GroupShares]) -> list[str]:
    """Say where labels are about several targets, or about another than the votes beside them."""
    if COLUMN in table.columns or not any(part.method not in (MODEL, VOTES) for part in parts):
        return []
    if len(known.targets) > 1:
        first, second = known.targets[:2]
        return [
            f"the labels are about {len(known.targets)} targets, such as {first!r} and {second!r}: shares of both "
            "together are stances towards neither; pass the labels on one"
        ]
    voted = table.attrs.get(COLUMN)
    if not known.targets or voted is None or voted == known.targets[0]:
        return []
    about = known.targets[0]
    return [f"the labels are about {about!r}, the votes towards {voted!r}: these are shares of views on {about!r}"]


def _without(
    estimate: Callable[[Group], GroupShares], group: Group
) -> Callable[[np.ndarray[Any, np.dtype[np.bool_]]], GroupShares]:
    """Return a function that estimates the shares of a group without some of its comments."""
    return lambda out: estimate(group.only(group.name, np.flatnonzero(~out)))


def _check_arguments(table: pd.DataFrame, estimand: str, level: float) -> None:
    check_comments(table, needed=("text",))
    if "comment_id" in table.columns:
        check_comments(table)
    if estimand not in ESTIMANDS:
        raise TableError(f"estimand must be {' or '.join(map(repr, ESTIMANDS))}, got {estimand!r}")
    if not 0 < level < 1:
        raise TableError(f"level must be between 0 and 1, got {level}")


def _several_targets(table: pd.DataFrame, by: str | None) -> list[str]:
    """Say where comments on different targets would be counted together."""
    names = sorted({name for name in targets_of(table) if name is not None})
    if by == COLUMN or len(names) < 2:
        return []
    return [
        f"the comments are about {len(names)} targets, such as {names[0]!r} and {names[1]!r}: shares of both together "
        f"are stances towards neither; by={COLUMN!r} tells them apart"
    ]


def _odd_labels(whole: Group, readable: np.ndarray[Any, np.dtype[np.bool_]]) -> list[str]:
    """Suspect labels that agree with the classifier everywhere to be its own; leave out what can be nothing else."""
    labelled = (whole.labels >= 0) & readable
    if whole.votes is None or labelled.sum() < FEW_LABELS or (whole.labels != whole.votes)[labelled].any():
        return []
    if labelled[readable].all():
        whole.labels[:] = -1
        return ["every label is the classifier's vote, and all are left out: votes are no labels"]
    return [
        f"all {labelled.sum()} labels are what the classifier voted; if they are its votes they are no labels, which "
        "must come from people who read the comments"
    ]


def _comments(table: pd.DataFrame, readable: np.ndarray[Any, np.dtype[np.bool_]]) -> Comments:
    """Return the comments that a sample of the table is drawn from."""
    ids = table["comment_id"] if "comment_id" in table.columns else table.index
    return Comments(ids.to_numpy(dtype=object), np.flatnonzero(readable))


def _ids(table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.uint64]] | None:
    """Return for each comment a number that it has in every table, from its id and its text; None without ids."""
    import pandas as pd

    if "comment_id" not in table.columns:
        return None
    named = pd.DataFrame({name: table[name].map(_encodable) for name in ("comment_id", "text")})
    return pd.util.hash_pandas_object(named, index=False).to_numpy().astype(np.uint64)


def _encodable(value: Any) -> str:
    """Return a text without halves of surrogate pairs, which cannot be hashed; what is no text, as it is written."""
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _clusters(table: pd.DataFrame, column: str | None) -> np.ndarray[Any, np.dtype[np.int64]] | None:
    """Return each comment's cluster as a code, −1 for one whose author is not known."""
    import pandas as pd

    if column is None or (column == "author" and column not in table.columns):
        return None
    if column not in table.columns:
        raise TableError(
            f"the table has no column {column!r} to cluster by; it has {', '.join(map(str, table.columns))}"
        )
    names = table[column].astype(object)
    nobody = names.map(lambda name: isinstance(name, str) and name.strip().casefold() in NO_NAMES)
    return pd.factorize(names.mask(nobody.astype(bool)))[0].astype(np.int64)


def _rows_of(table: pd.DataFrame, by: str | None, name: str) -> str:
    """Say in Python's words which rows of a table are those of a group."""
    if by is None:
        return "table"
    if name == _MISSING:
        return f"table[table[{by!r}].isna()]"
    is_text = all(isinstance(value, str) for value in table[by].dropna().head(_LOOKED_AT))
    return f"table[table[{by!r}]{'' if is_text else '.astype(str)'} == {name!r}]"


#: The group of the rows that have no value; so many values show whether a column is text.
_MISSING, _LOOKED_AT = "(missing)", 100


def _groups(table: pd.DataFrame, by: str | None, readable: Any) -> list[tuple[str, Any]]:
    """Return (name, row numbers) of each group, in order of first appearance."""
    rows = np.flatnonzero(readable)
    if by is None:
        return [("all", rows)]
    if not isinstance(by, str) or by not in table.columns:
        raise TableError(f"the table has no column {by!r} to group by; it has {', '.join(map(str, table.columns))}")
    names = table[by].astype("string").fillna(_MISSING).to_numpy(dtype=object)[rows]
    members: dict[str, list[int]] = {}
    for name, row in zip(names, rows, strict=True):
        members.setdefault(str(name), []).append(int(row))
    return [(name, np.array(numbers)) for name, numbers in members.items()]
