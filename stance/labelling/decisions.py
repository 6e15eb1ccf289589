"""One decision of one annotator: what it holds, and the line of JSON that keeps it.

A line looks so (one line in the file)::

    {"comment_id": "page#3", "label": "against", "sarcasm": false, "annotator": "ana",
     "time": "2025-05-01T12:00:00.000+00:00", "text_hash": "8d2f…", "votes_shown": false,
     "sample": {"strategy": "random", "seed": 0, "k": 50, "n": 812, "by": null, "frame": "ids-51c7…"}}

``"target"`` stands there where it is known what the stance is towards. A ``label`` of null is a comment skipped, until
the annotator's next line on it says more; ``"undo": true`` takes back the annotator's latest decision on the comment.
``"taken_over": true`` repeats the annotator's label of the line before, with its time, under another sample.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from stance.csv_files import unguarded
from stance.table import CLASSES

__all__ = [
    "AT_RANDOM",
    "Decision",
    "Sample",
    "from_line",
    "sample_from",
    "seconds",
    "strict_json",
    "text_hash",
    "to_line",
]

#: Strategies of :func:`stance.sample_to_label` after which labels support an estimate.
AT_RANDOM = ("random", "stratified")


@dataclass(frozen=True, slots=True)
class Sample:
    """How the comments to label were chosen: see :func:`stance.sample_to_label`.

    ``frame`` is a hash of the ids of all comments that they were drawn from; None in files of older versions.
    """

    strategy: str
    seed: int | None = None
    k: int | None = None
    n: int | None = None
    by: str | None = None
    frame: str | None = None

    @property
    def at_random(self) -> bool:
        """Whether its labels support an estimate."""
        return self.strategy in AT_RANDOM

    def begins_like(self, other: Sample) -> bool:
        """Tell whether both are one sample: a plain one that is made larger begins with the smaller one."""
        return self == other or (self.strategy == "random" and replace(self, k=other.k) == other)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one annotator said of one comment.

    Attributes
    ----------
    comment_id, annotator : str
    label : str or None
        One of ``CLASSES``; None for a comment that was skipped, and where ``undo`` is set.
    time : str
        UTC, ISO 8601.
    text_hash : str
        Of the text that was read: see :func:`text_hash`.
    sarcasm, votes_shown, undo : bool
    sample : Sample or None
    target : str or None
        What the stance is towards, where the annotator was told.
    taken_over : bool
        Whether it repeats an earlier label, for a sample that the comment is drawn for, too.
    """

    comment_id: str
    label: str | None
    annotator: str
    time: str
    text_hash: str
    sarcasm: bool = False
    votes_shown: bool = False
    sample: Sample | None = None
    undo: bool = False
    target: str | None = None
    taken_over: bool = False


def text_hash(text: str) -> str:
    r"""Return 64 bits of BLAKE2b of a text, in hexadecimal.

    A line end is one newline, half a surrogate pair is a question mark and a guard before a formula is left out
    (:func:`~stance.csv_files.unguarded`), as the CSV files of the library have it: a comment has the same hash in the
    table and read from such a file, by us or by pandas.

    Examples
    --------
    >>> text_hash("Keep the ferry.\r\nPlease.") == text_hash("Keep the ferry.\nPlease.")
    True
    """
    plain: str = unguarded(text.replace("\r\n", "\n").replace("\r", "\n"))
    return blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def to_line(decision: Decision) -> bytes:
    """Return the decision as one line of ASCII, with its newline."""
    record = asdict(decision)
    for name in ("undo", "taken_over"):
        if not record[name]:
            del record[name]
    if decision.target is None:
        del record["target"]
    if decision.sample is not None and decision.sample.frame is None:
        del record["sample"]["frame"]
    return json.dumps(record).encode("ascii") + b"\n"


def from_line(record: Any) -> Decision:
    """Return the decision that an object of JSON holds.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    if not isinstance(record, dict) or not {"comment_id", "annotator"} <= set(record):
        raise ValueError("no decision: it has no comment_id and annotator")
    record = {name: value for name, value in record.items() if name in Decision.__dataclass_fields__}
    for name in ("comment_id", "annotator", "time", "text_hash"):
        if not isinstance(record.setdefault(name, ""), str):
            raise ValueError(f"{name} is no text")
    for name in ("sarcasm", "votes_shown", "undo", "taken_over"):
        if not isinstance(record.setdefault(name, False), bool):
            raise ValueError(f"{name} is neither true nor false")
    if not record["comment_id"]:
        raise ValueError("there is no comment_id")
    if not isinstance(record.setdefault("target", None), str | None):
        raise ValueError("target is no text")
    label = record.setdefault("label", None)
    if label is not None and label not in CLASSES:
        raise ValueError(f"unknown label {label!r:.60}; labels are {', '.join(CLASSES)}")
    return Decision(**(record | {"sample": sample_from(record.get("sample"))}))


def sample_from(record: Any) -> Sample | None:
    """Return the sample that an object of JSON holds; None of nothing.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    if record is None:
        return None
    if not isinstance(record, dict) or not isinstance(record.get("strategy"), str):
        raise ValueError("sample says no strategy")
    numbers = {name: record.get(name) for name in ("seed", "k", "n")}
    for name, number in numbers.items():
        if number is not None and (type(number) is not int or not 0 <= number < 2**63):
            raise ValueError(f"sample: {name} is no number of a sample")
    by, frame = record.get("by"), record.get("frame")
    if by is not None and not isinstance(by, str):
        raise ValueError("sample: by is no name of a column")
    if frame is not None and not isinstance(frame, str):
        raise ValueError("sample: frame is no text")
    return Sample(record["strategy"], **numbers, by=by, frame=frame)


def strict_json(text: bytes | str) -> Any:
    """Parse JSON and nothing else: no NaN, no name twice in one object.

    Raises
    ------
    ValueError
        Where it is not that.
    """
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return record


def seconds(time: str) -> float | None:
    """Return a time of ISO 8601 as seconds since 1970, taken for UTC where it names no zone; None if it is none."""
    try:
        when = datetime.fromisoformat(time)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
