"""The files in which labels come: our own, CSV, Label Studio's JSON and Prodigy's JSONL.

Each reader yields :class:`Row` after row, those with a problem among them; which reader it is the content says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stance.csv_files import read_written
from stance.errors import TableError
from stance.labelling.decisions import Decision, Sample, from_line, sample_from, seconds, strict_json
from stance.labelling.label_file import MAX_LINE, first_byte, lines_of
from stance.language import is_blank
from stance.table import CLASSES

__all__ = ["Row", "rows_of"]

#: No file of labels is larger, in bytes: a quarter of a million decisions of 256 bytes.
MAX_FILE = 64 << 20
#: No file of labels has more rows: each is kept with what it says, a kilobyte or less.
MAX_ROWS = 500_000
_READ = (
    "label files of stance (JSONL), CSV with the columns comment_id and label, "
    "exports of Label Studio (JSON) and of Prodigy (JSONL)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: a decision where it could be read, and what is wrong where something is.

    ``ordered`` says that the line stands after those before it in time, as the lines of our own files do; ``others``
    are samples that have drawn the comment, too.
    """

    source: str
    decision: Decision | None
    problem: str | None = None
    ordered: bool = False
    others: tuple[Sample, ...] = ()


def rows_of(path: str | os.PathLike[str]) -> Iterator[Row]:
    """Yield the rows of a file of labels.

    Raises
    ------
    TableError
        If the file cannot be read, is too large, or holds none of the formats.
    """
    name = os.fspath(path)
    try:
        size = Path(path).stat().st_size
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        raise TableError(f"{name}: {reason}") from None
    except ValueError:
        raise TableError(f"{name!r}: no file has such a name; it holds a null byte") from None
    if size > MAX_FILE:
        raise TableError(f"{name}: {size:,} bytes are more than the {MAX_FILE:,} that are read; split the file")
    start = first_byte(path)
    if not start:
        return iter(())
    if start == b"[":
        return _label_studio(name)
    return _json_lines(name) if start == b"{" else _csv(name)


def _check_rows(number: int, name: str) -> None:
    if number > MAX_ROWS:
        raise TableError(f"{name}: there are more rows than the {MAX_ROWS:,} that are read; split the file")


def _json_lines(name: str) -> Iterator[Row]:
    """Read our own files and Prodigy's, told apart by ``answer``; a file without a line of either is neither."""
    rows, known = [], False
    for number, line in lines_of(name):
        row = _json_line(line, f"{name}:{number}")
        rows.append(row)
        _check_rows(len(rows), name)
        known = known or row.decision is not None or (line or b"").startswith(b'{"comment_id"')
    if not known:
        raise TableError(f"{name}: no label could be read ({rows[0].problem}); what is read: {_READ}")
    return iter(rows)


def _json_line(line: bytes | None, source: str) -> Row:
    if line is None:
        return Row(source, None, f"the line is longer than {MAX_LINE:,} bytes")
    try:
        record = strict_json(line)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return Row(source, None, "the line is torn or damaged: it is no JSON")
    except ValueError as error:
        return Row(source, None, str(error))
    if not isinstance(record, dict):
        return Row(source, None, "the line is no object of JSON")
    if "answer" in record:
        return _prodigy(record, source)
    try:
        return Row(source, from_line(record), ordered=True)
    except ValueError as error:
        who = record.get("annotator")
        row = _row(source, record, who if isinstance(who, str) else "", "")
        return replace(row, problem=str(error)) if "annotator" in record else Row(source, None, str(error))


def _prodigy(task: dict[str, Any], source: str) -> Row:
    """Read one task of Prodigy, of ``choice`` (``accept``, a list) or of ``textcat`` (``label``)."""
    meta = task["meta"] if isinstance(task.get("meta"), dict) else {}
    who = task.get("_annotator_id") or task.get("_session_id")
    try:
        time, problem = _epoch(task.get("_timestamp")), None
    except ValueError as error:
        time, problem = "", str(error)
    row = _row(source, meta | task, str(who) if who is not None else "", time)
    if problem:
        return replace(row, problem=problem)
    if row.decision is None or task["answer"] == "ignore":
        return row
    chosen = task.get("accept") if "accept" in task else [task.get("label")]
    if task["answer"] != "accept":
        return replace(row, problem=f"answer {task['answer']!r:.60}: it says what the stance is not")
    return _labelled(row, row.decision, chosen)


def _epoch(time: Any) -> str:
    """Return seconds since 1970 as a time of ISO 8601; nothing of what is none.

    Raises
    ------
    ValueError
        If they name no year from 1 to 9999.
    """
    if not isinstance(time, int | float) or isinstance(time, bool):
        return ""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=time)).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError):
        raise ValueError(f"_timestamp {time!r:.60} is no time, in seconds since 1970") from None


def _label_studio(name: str) -> Iterator[Row]:
    """Read an export of Label Studio in the format "JSON": a list of tasks with their annotations."""
    try:
        tasks = strict_json(Path(name).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise TableError(f"{name}: cannot be read as JSON in UTF-8 ({error}); what is read: {_READ}") from None
    rows: list[Row] = []
    for number, task in enumerate(tasks, start=1):
        if not isinstance(task, dict) or not isinstance(task.get("annotations"), list):
            raise TableError(
                f"{name}: task {number} has no list of annotations; export from Label Studio as JSON, not JSON-MIN; "
                f"what is read: {_READ}"
            )
        rows += _annotations(task, f"{name}:{number}")
        _check_rows(len(rows), name)
    return iter(rows)


def _annotations(task: dict[str, Any], source: str) -> Iterator[Row]:
    data = [task[name] for name in ("meta", "data") if isinstance(task.get(name), dict)]
    about = {key: value for part in data for key, value in part.items()}
    for annotation in task["annotations"]:
        if not isinstance(annotation, dict):
            yield Row(source, None, "the annotation is no object")
            continue
        who = annotation.get("completed_by")
        who = (who.get("email") or who.get("id")) if isinstance(who, dict) else who
        time = annotation.get("updated_at") or annotation.get("created_at")
        row = _row(source, about, "" if who is None else str(who), time if isinstance(time, str) else "")
        skipped = annotation.get("was_cancelled") is True
        if row.decision is None or skipped:
            yield row
        else:
            yield _labelled(row, row.decision, _choices(annotation.get("result")))


def _choices(results: Any) -> Any:
    """Return what was chosen in one annotation, by all its questions."""
    chosen: list[Any] = []
    for result in results if isinstance(results, list) else []:
        value = result.get("value") if isinstance(result, dict) else None
        choices = value.get("choices") if isinstance(value, dict) else None
        chosen += choices if isinstance(choices, list) else []
    return chosen


#: The columns of a CSV that are read, beside those of the sample.
_CELLS = {"comment_id", "label", "annotator", "time", "text_hash", "sarcasm", "votes_shown", "target"}


def _csv(name: str) -> Iterator[Row]:
    table = read_written(name, MAX_ROWS)
    for column in table.columns[table.columns.duplicated()]:
        if column in _CELLS or str(column).startswith("sample_"):
            raise TableError(f"{name}: the column {column!r} stands there more than once; leave one")
    missing = [column for column in ("comment_id", "label") if column not in table.columns]
    if missing:
        found = ", ".join(map(str, table.columns))
        hint = "; separate the columns by commas" if ";" in found or "\t" in found else ""
        raise TableError(f"{name}: there is no column {missing[0]!r}; it has {found:.200}{hint}; what is read: {_READ}")
    columns = [str(column) for column in table.columns]
    return (
        _csv_row(dict(zip(columns, cells, strict=True)), f"{name}:{number}")
        for number, cells in enumerate(table.astype(object).where(table.notna(), None).to_numpy(), start=2)
    )


def _csv_row(cells: dict[str, Any], source: str) -> Row:
    row = _row(source, cells, cells.get("annotator") or "", cells.get("time") or "")
    if row.decision is None or cells["label"] is None:
        return row
    return _labelled(row, row.decision, [cells["label"]])


def _row(source: str, about: dict[str, Any], annotator: str, time: str) -> Row:
    """Return a row without a label, from what an export says of the comment."""
    comment = about.get("comment_id")
    if not isinstance(comment, str | int) or isinstance(comment, bool) or comment == "":
        return Row(source, None, "there is no comment_id")
    sample = _sample(about)
    decision = Decision(
        comment_id=str(comment),
        label=None,
        annotator=annotator,
        time=time if seconds(time) is not None else "",
        text_hash=about["text_hash"] if isinstance(about.get("text_hash"), str) else "",
        sarcasm=_is_true(about.get("sarcasm")),
        votes_shown=_is_true(about.get("votes_shown")),
        sample=sample,
        target=about["target"] if isinstance(about.get("target"), str) and not is_blank(about["target"]) else None,
    )
    try:
        return Row(source, decision, others=_others(about.get("sample_others")))
    except ValueError:
        return Row(source, decision, "sample_others is no list of samples, as read_labels writes it")


def _others(written: Any) -> tuple[Sample, ...]:
    """Return the samples of a cell that :func:`stance.read_labels` wrote."""
    if not isinstance(written, str) or not written.strip():
        return ()
    records = strict_json(written)
    if not isinstance(records, list):
        raise ValueError("no list")
    return tuple(sample for sample in map(sample_from, records) if sample is not None)


def _is_true(value: Any) -> bool:
    return value is True or str(value).strip().casefold() in {"true", "1", "yes"}


def _sample(about: dict[str, Any]) -> Sample | None:
    strategy = about.get("sample_strategy")
    if not isinstance(strategy, str):
        return None
    seed, k, n = (_number(about.get(f"sample_{name}")) for name in ("seed", "k", "n"))
    by, frame = (about[name] if isinstance(about.get(name), str) else None for name in ("sample_by", "sample_frame"))
    return Sample(strategy, seed, k, n, by, frame)


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _labelled(row: Row, decision: Decision, chosen: Any) -> Row:
    """Give the row the one label that was chosen; ``sarcasm`` may have been chosen beside it."""
    words = [str(word).strip().casefold() for word in chosen] if isinstance(chosen, list) else []
    labels = [word for word in words if word not in {"sarcasm", "sarcastic"}]
    if len(set(labels)) != 1:
        return replace(row, problem=f"{len(set(labels)) or 'no'} labels where there must be one")
    if labels[0] not in CLASSES:
        unknown = chosen[words.index(labels[0])]
        return replace(row, problem=f"unknown label {unknown!r:.60}; labels are {', '.join(CLASSES)}")
    sarcasm = decision.sarcasm or len(labels) < len(words)
    return replace(row, decision=replace(decision, label=labels[0], sarcasm=sarcasm))
