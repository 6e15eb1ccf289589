"""``read_labels``: files of labels into one table, a row a comment and annotator, nothing lost."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.labelling.decisions import seconds, text_hash
from stance.labelling.formats import Row, rows_of
from stance.language import is_blank
from stance.table import with_ids
from stance.targets import targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LABEL_COLUMNS", "LabelWarning", "read_labels"]

_DTYPES: dict[str, Any] = {
    "comment_id": "string",
    "label": "string",
    "annotator": "string",
    "time": "datetime64[ms, UTC]",
    "sarcasm": "boolean",
    "text_hash": "string",
    "sample_strategy": "string",
    "sample_seed": "Int64",
    "sample_k": "Int64",
    "sample_n": "Int64",
    "sample_by": "string",
    "sample_frame": "string",
    "sample_others": "string",
    "votes_shown": "boolean",
    "target": "string",
    "source": "string",
    "problem": "string",
}
LABEL_COLUMNS = tuple(_DTYPES)
_PROBLEMS_SHOWN = 3

PathLike = str | os.PathLike[str]


class LabelWarning(UserWarning):
    """Some rows of a file of labels have a problem, and no label."""


def read_labels(paths: PathLike | Iterable[PathLike], table: pd.DataFrame | None = None) -> pd.DataFrame:
    r"""Read what people called the comments.

    Parameters
    ----------
    paths : str, path, or several of them
        Label files (JSONL, of :func:`stance.label` and ``stance label``); CSV with the columns ``comment_id`` and
        ``label``, and ``annotator``, ``time`` and the others below where known; Label Studio's export as JSON
        (``comment_id`` among the task's data); Prodigy's JSONL (``comment_id`` in the task or its ``meta``). The
        content says which it is.
    table : DataFrame, optional
        The comments, by ``comment_id`` or else the index: labels for others, labels of a text that has changed since,
        and labels on another target than the one that its column ``target`` names become problems.

    Returns
    -------
    DataFrame
        One row a comment and annotator, the latest decision: ``comment_id``, ``label``, ``annotator``, ``time`` (UTC),
        ``sarcasm``, ``text_hash``, ``sample_strategy``, ``sample_seed``, ``sample_k``, ``sample_n``, ``sample_by``,
        ``sample_frame``, ``sample_others`` (other samples that have drawn the comment, as JSON), ``votes_shown``,
        ``target`` (what the stance is towards), ``source`` (file and line; in CSV the row, the header being 1, in Label
        Studio's files the task) and ``problem``. What was skipped or taken back is left out. A row
        that cannot be used stays, without a label, and ``problem`` says why: an unknown label, no comment id, a torn
        line, labels of one annotator that differ with no time to tell the later, or that are about different targets.
        What a file does not say is missing.

    Warns
    -----
    LabelWarning
        Where rows have a problem: how many, and the first of them.

    Raises
    ------
    TableError
        If a file cannot be read, is larger than 64 MiB, has more than 500,000 rows or a column twice, or holds none of
        these formats.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "labels.csv"
    >>> _ = path.write_text("comment_id,label,annotator\np#1,favor,ana\np#2,none,ana\n")
    >>> read_labels(path)[["comment_id", "label", "annotator"]].values.tolist()
    [['p#1', 'favor', 'ana'], ['p#2', 'none', 'ana']]
    """
    table = None if table is None else with_ids(table)
    known = None if table is None else _texts(table)
    files = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    if not files:
        raise TableError("there is no file of labels to read; name one: read_labels('labels.jsonl')")
    targets = {} if table is None else dict(zip(map(str, table["comment_id"]), targets_of(table), strict=True))
    rows = [_as_to(targets, row) for path in files for row in _latest(rows_of(path))]
    latest = _across_files(rows)
    if known is not None:
        latest = [_checked(row, known) for row in latest]
    frame = _frame([row for row in latest if row.problem or (row.decision and row.decision.label)])
    if table is not None:
        frame = _with_ids_of(table, frame)
    _warn(frame)
    return frame


def _texts(table: pd.DataFrame) -> dict[str, str]:
    """Return comment id → hash of its text."""
    return {
        str(comment): "" if is_blank(text) else text_hash(text)
        for comment, text in zip(table["comment_id"], table["text"], strict=True)
    }


def _with_ids_of(table: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Give back ids that are no text (numbers, say), so that the labels meet their comments again."""
    ids = {str(comment): comment for comment in table["comment_id"] if not isinstance(comment, str)}
    if not ids:
        return frame
    return frame.assign(comment_id=[ids.get(comment, comment) for comment in frame["comment_id"]])


def _latest(rows: Iterable[Row]) -> list[Row]:
    """Reduce the rows of one file that stand in order of time to the one that stands, for each comment and annotator.

    Skipped comments count: they take back what was said before. Rows in no order are kept, all of them.
    """
    stacks: dict[tuple[str, str], list[Row]] = {}
    others = []
    for row in rows:
        if row.decision is None or row.problem or not row.ordered:
            others.append(row)
            continue
        stack = stacks.setdefault((row.decision.annotator, row.decision.comment_id), [])
        if not row.decision.undo:
            stack.append(row)
        elif stack:
            stack.pop()
    return [*(_with_samples_of(stack, stack[-1]) for stack in stacks.values() if stack), *others]


def _with_samples_of(rows: list[Row], last: Row) -> Row:
    """Return the row that stands, with all samples for which rows say that its comment, of this text, was drawn."""
    if len(rows) == 1 or last.decision is None:
        return last
    samples = [
        sample
        for row in rows
        if row.decision and row.decision.text_hash == last.decision.text_hash
        for sample in (*row.others, row.decision.sample)
        if sample is not None and sample != last.decision.sample
    ]
    return replace(last, others=tuple(dict.fromkeys(samples)))


def _across_files(rows: list[Row]) -> list[Row]:
    """Keep one row for each comment and annotator; where labels differ, the latest, if times tell which that is."""
    groups: dict[tuple[str, str], list[Row]] = {}
    problems = []
    for row in rows:
        if row.decision is None or row.problem:
            problems.append(row)
        else:
            groups.setdefault((row.decision.annotator, row.decision.comment_id), []).append(row)
    return [*(row for group in groups.values() for row in _settled(group)), *problems]


def _as_to(targets: dict[str, str | None], row: Row) -> Row:
    """Compare what a label is about with what the comments table says."""
    decision = row.decision
    about = targets.get(decision.comment_id) if decision else None
    if decision is None or row.problem or not decision.label or decision.target in (None, about) or about is None:
        return row
    return replace(row, problem=f"the label is about {decision.target!r:.60}, the comment about {about!r:.60}")


def _settled(group: list[Row]) -> list[Row]:
    targets = sorted({row.decision.target for row in group if row.decision and row.decision.target})
    if len(targets) > 1:
        problem = f"labels of one annotator are about several targets: {', '.join(targets)}"
        return [replace(row, problem=problem) for row in group]
    if len({row.decision.label for row in group if row.decision}) == 1:
        return [_with_samples_of(group, group[-1])]
    times = [seconds(row.decision.time) if row.decision else None for row in group]
    latest = max((time for time in times if time is not None), default=None)
    if None not in times and times.count(latest) == 1:
        return [_with_samples_of(group, group[times.index(latest)])]
    said = ", ".join(sorted({str(row.decision.label or "skipped") for row in group if row.decision}))
    return [
        replace(row, problem=f"labels of one annotator differ, and no time says which is later: {said}")
        for row in group
    ]


def _checked(row: Row, known: dict[str, str]) -> Row:
    """Compare a row with the comments table."""
    if row.problem or row.decision is None:
        return row
    if row.decision.comment_id not in known:
        return replace(row, problem="the comment is not in the table")
    if row.decision.text_hash not in ("", known[row.decision.comment_id]):
        return replace(row, problem="stale: the comment's text has changed since it was labelled")
    return row


def _frame(rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    records = [_record(row) for row in rows]
    columns = {name: pd.Series([record.get(name) for record in records], dtype=object) for name in _DTYPES}
    times = np.array([_milliseconds(record.get("time")) for record in records], dtype="datetime64[ms]")
    columns["time"] = pd.Series(times).dt.tz_localize("UTC")
    return pd.DataFrame({name: columns[name].astype(kind) for name, kind in _DTYPES.items()})


def _milliseconds(time: str | None) -> np.datetime64:
    since_1970 = seconds(time) if time else None
    return np.datetime64("NaT", "ms") if since_1970 is None else np.datetime64(round(since_1970 * 1000), "ms")


def _record(row: Row) -> dict[str, Any]:
    decision, record = row.decision, {"source": row.source, "problem": row.problem}
    if decision is None:
        return record
    sample = decision.sample
    names = ("strategy", "seed", "k", "n", "by", "frame") if sample else ()
    chosen = {f"sample_{name}": getattr(sample, name) for name in names}
    return {
        **record,
        **chosen,
        "sample_others": json.dumps([asdict(other) for other in row.others]) if row.others else None,
        "comment_id": decision.comment_id,
        "label": None if row.problem else decision.label,
        "annotator": decision.annotator or None,
        "time": decision.time,
        "sarcasm": decision.sarcasm,
        "text_hash": decision.text_hash or None,
        "votes_shown": decision.votes_shown,
        "target": decision.target,
    }


def _warn(frame: pd.DataFrame) -> None:
    odd = frame[frame["problem"].notna()]
    if odd.empty:
        return
    shown = "; ".join(
        f"{source}: {problem}" for source, problem in odd[["source", "problem"]].iloc[:_PROBLEMS_SHOWN].to_numpy()
    )
    more = "; …" if len(odd) > _PROBLEMS_SHOWN else ""
    warnings.warn(
        f"{len(odd)} of {len(frame)} rows have no label that can be used ({shown}{more}); all of them: "
        "labels[labels['problem'].notna()]",
        LabelWarning,
        stacklevel=3,
    )
