"""Which comments to label: at random, since only random labels support an estimate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.csv_files import unguarded
from stance.errors import TableError
from stance.language import is_blank
from stance.table import CLASSES, check_names, with_ids

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SAMPLE_COLUMNS", "frame_of", "sample_to_label"]

#: What a sample says of itself.
SAMPLE_COLUMNS = ("sample_strategy", "sample_seed", "sample_k", "sample_n", "sample_by", "sample_frame")
_STRATEGIES = ("random", "uncertain")

Rows = np.ndarray[Any, np.dtype[np.intp]]


def sample_to_label(
    table: pd.DataFrame, k: int, seed: int = 0, by: str | None = None, strategy: str = "random"
) -> pd.DataFrame:
    """Draw comments to label, without replacement, in the order in which to label them.

    The order is random too: whoever stops early has labelled a random sample still.

    Parameters
    ----------
    table : DataFrame
        The comments table: ``text`` and ``comment_id`` (else the index names the comments). Comments without text are
        never drawn.
    k : int
        How many comments, from 1 to the number of comments with text.
    seed : int, default 0
        Same comments, same seed, same sample, whatever the order of the rows. Without ``by`` a larger ``k`` begins
        with the sample of a smaller one, so that labelling can go on where it stopped.
    by : str, optional
        Draw from each value of this column (missing is a value, too) in proportion to its comments.
    strategy : {"random", "uncertain"}, default "random"
        ``"uncertain"`` takes those first of which the classifier is least sure (the table must be scored). It is for
        training a classifier: such labels say nothing about shares, and are marked as what they are.

    Returns
    -------
    DataFrame
        ``k`` rows of the table, their index kept, with ``comment_id``, ``sample_strategy`` (``"random"``,
        ``"stratified"`` or ``"uncertain"``), ``sample_seed``, ``sample_k``, ``sample_n`` (the comments it was drawn
        from), ``sample_by``, ``sample_frame`` (a hash of their ids: see :func:`~stance.labelling.sampling.frame_of`)
        and, where the table has ``reply_to``, ``reply_to_text``: what the comment answers, which is seldom in the
        sample itself.

    Raises
    ------
    TableError
        If ``k`` is no number of comments that the table has, if a column is missing, or if the table is a sample.

    Notes
    -----
    With ``by``, each group gets its proportional number of comments, rounded up or down. Which way is drawn
    (systematic sampling of the cumulated quotas, Madow 1949), so that every comment has exactly the chance k/n: the
    sample weights itself, and its plain shares estimate those of the table. Always rounding the largest remainders
    up would never draw from groups with a small one.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"comment_id": [f"p#{i}" for i in range(40)], "text": "so it is"})
    >>> sample = sample_to_label(table, 3)
    >>> sample["comment_id"].tolist() == sample_to_label(table, 20)["comment_id"].tolist()[:3]
    True
    """
    table = with_ids(table)
    _check_arguments(table, k, seed, by, strategy)
    rows = _readable(table)
    rng = np.random.default_rng(seed)
    if strategy == "uncertain":
        rows = _least_certain_first(table, rows)
        _check_size(k, len(rows), "scored comments")
        drawn = rows[:k]
    else:
        _check_size(k, len(rows), "comments with text")
        drawn = rng.permutation(rows)[:k] if by is None else _stratified(table[by], rows, k, rng)
    name = "stratified" if by is not None else strategy
    frame = frame_of(table["comment_id"].iloc[rows])
    return _described(table, drawn, (name, int(seed), len(drawn), len(rows), by, frame))


def frame_of(ids: Iterable[Any]) -> str:
    """Return 64 bits of BLAKE2b of the ids of comments that a sample is drawn from, in hexadecimal behind a word.

    The word keeps readers of CSV from taking it for a number. The hash tells whether a sample was drawn from just these
    comments, in whatever order, before or after a CSV file.

    Examples
    --------
    >>> frame_of(["p#1", "p#2"])
    'ids-fe11933af9a0779c'
    >>> frame_of(["p#1", "p#2"]) == frame_of(["p#2", "p#1"]), frame_of(["p#1"]) == frame_of(["p#2"])
    (True, False)
    """
    names = sorted(str(unguarded(str(comment))) for comment in ids)
    written = json.dumps(names, ensure_ascii=False).encode("utf-8", "replace")
    return f"ids-{blake2b(written, digest_size=8).hexdigest()}"


def _check_arguments(table: pd.DataFrame, k: Any, seed: Any, by: Any, strategy: Any) -> None:
    if not _is_whole(k) or k < 1:
        raise TableError(
            f"k must be a whole number of comments, 1 or more, got {k!r}; such as sample_to_label(table, 20)"
        )
    if not _is_whole(seed) or not 0 <= seed < 2**63:
        raise TableError(f"seed must be a whole number, 0 or more, got {seed!r}")
    if strategy not in _STRATEGIES:
        raise TableError(f"there is no strategy {strategy!r}; there are {' and '.join(_STRATEGIES)}")
    if by is not None and strategy != "random":
        raise TableError("by= goes with random samples only; leave by or strategy out")
    if by is not None and by not in table.columns:
        raise TableError(f"the table has no column {by!r} to draw by; it has {', '.join(map(str, table.columns))}")
    if "sample_strategy" in table.columns:
        raise TableError(
            "this table is a sample itself; draw from the whole table (a larger k begins with this sample)"
        )
    if "reply_to" in table.columns:
        check_names(table["reply_to"])
    if table["comment_id"].isna().any():
        raise TableError("a row has no comment_id; labels need one for every comment")


def _is_whole(number: Any) -> bool:
    return isinstance(number, Integral) and not isinstance(number, bool)


def _check_size(k: int, size: int, what: str) -> None:
    if k > size:
        raise TableError(f"{k} comments were asked for, the table has {size} {what}; k may be {size} at most")


def _readable(table: pd.DataFrame) -> Rows:
    """Return the rows with something to read, by comment id, so that the order of the table does not matter."""
    rows = np.flatnonzero(~table["text"].map(is_blank).to_numpy(dtype=bool))
    ids = table["comment_id"].astype(str).to_numpy(dtype=object)
    return np.array(sorted(rows, key=lambda row: ids[row]), dtype=np.intp)


def _stratified(values: pd.Series[Any], rows: Rows, k: int, rng: np.random.Generator) -> Rows:
    """Draw from each group its share of ``k``, rounded at random, and mix."""
    names = values.astype("string").fillna("").to_numpy(dtype=object)[rows]
    missing = values.isna().to_numpy(dtype=bool)[rows]
    members: dict[tuple[bool, str], list[int]] = {}
    for row, name, none in zip(rows, names, missing, strict=True):
        members.setdefault((bool(none), str(name)), []).append(int(row))
    groups = [members[name] for name in sorted(members)]
    groups = [groups[i] for i in rng.permutation(len(groups))]
    ends = k * np.cumsum([len(group) for group in groups]) + rng.integers(len(rows))
    seats = np.diff(ends // len(rows), prepend=0)
    drawn = [rng.permutation(group)[:seat] for group, seat in zip(groups, seats, strict=True)]
    return rng.permutation(np.concatenate(drawn)).astype(np.intp)


def _least_certain_first(table: pd.DataFrame, rows: Rows) -> Rows:
    columns = [f"p_{name}" for name in CLASSES]
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise TableError(f"strategy 'uncertain' needs the column {missing[0]!r}; call score(table) first")
    certainty = table[columns].to_numpy(dtype=float, na_value=np.nan).max(axis=1)[rows]
    order = np.argsort(certainty, kind="stable")
    return rows[order[: np.isfinite(certainty).sum()]]


def _described(table: pd.DataFrame, drawn: Rows, values: tuple[Any, ...]) -> pd.DataFrame:
    """Return the rows that were drawn, with what ``values`` say of the sample."""
    import pandas as pd

    sample = table.iloc[drawn].copy()
    kinds = ("string", "Int64", "Int64", "Int64", "string", "string")
    for column, value, kind in zip(SAMPLE_COLUMNS, values, kinds, strict=True):
        sample[column] = pd.Series([value] * len(drawn), index=sample.index, dtype=kind)
    if "reply_to" in table.columns:
        texts = dict(zip(table["comment_id"], table["text"], strict=True))
        answered = [texts.get(comment) for comment in sample["reply_to"]]
        sample["reply_to_text"] = pd.Series(answered, index=sample.index, dtype="string")
    return sample
