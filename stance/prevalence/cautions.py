"""What must be said beside shares: what they rest on, what they leave out, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from stance.prevalence.group import FEW_LABELS, Group
from stance.prevalence.result import COUNT, MODEL, THESE, VOTES, GroupShares, percent
from stance.prevalence.wording import counted
from stance.table import CLASSES

__all__ = ["cautions", "dominated", "said_of_shares"]

#: An author of more than this share of the comments, or repeats of more than that, are named; from so many comments on.
AUTHOR, REPEATS, AT_LEAST = 0.2, 0.1, 5

Bools = np.ndarray[Any, np.dtype[np.bool_]]


def cautions(part: GroupShares, rows: str = "table") -> list[str]:
    """Return what must be said beside the shares of one group, whose comments are ``rows`` in Python's words."""
    whose = _whose(part)
    if part.method == VOTES:
        return [
            f"{whose}to estimate shares, read a random sample of the comments: sample = stance.sample_to_label({rows}, "
            f"{min(FEW_LABELS, part.n)}), then stance.label(sample, 'labels.jsonl'), and pass the labels as labels "
            "(on the command line: stance label)"
        ]
    if part.method == MODEL:
        return [
            f"{whose}{counted(part.k, 'label')}: the shares hold only if the classifier errs on these comments as on "
            f"those it was measured on, the same target in the same kind of place; {FEW_LABELS} labels of a random "
            "sample would tell"
        ]
    if part.method == COUNT:
        return []
    said = []
    if not part.at_random:
        said.append(f"{whose}the interval holds only if the {part.k} labelled comments were drawn at random")
    if part.k < FEW_LABELS:
        said.append(f"{whose}{part.k} labels are few; {FEW_LABELS} and more give an interval of use")
    absent = [name for name, count in zip(CLASSES, part.counts, strict=True) if count == 0]
    if absent:
        said.append(f"{whose}absent among the labels: {', '.join(absent)}; that is not a share of 0")
    return said


def dominated(part: GroupShares, group: Group, again: Callable[[Bools], GroupShares]) -> list[str]:
    """Say where one author, or texts that are the same, make up much of a group; and what the shares are without."""
    said, whose = [], _whose(part)
    if group.clusters is not None and (group.clusters >= 0).any():
        sizes = np.bincount(group.clusters[group.clusters >= 0])
        most = int(np.argmax(sizes))
        if sizes[most] >= AT_LEAST and sizes[most] > AUTHOR * part.n:
            rest = _without(part, "without them", again, group.clusters == most)
            said.append(f"{whose}one author wrote {sizes[most]} of the {part.n} comments{rest}")
    texts = _one_voice(group)
    _, first, counts = np.unique(texts, return_index=True, return_counts=True)
    repeats = part.n - len(first)
    if repeats >= AT_LEAST and repeats > REPEATS * part.n:
        out = np.ones(part.n, dtype=bool)
        out[first] = len(first) == 1  # where all are the same nothing would be left
        rest = _without(part, "each text once", again, out)
        said.append(
            f"{whose}{repeats} of the {part.n} comments repeat another nearly word for word (one stands there "
            f"{np.max(counts)} times){rest}"
        )
    return said


def _one_voice(group: Group) -> np.ndarray[Any, Any]:
    """Return a code for what each comment says; texts that people label differently do not say the same."""
    codes = group.texts.copy()
    labelled = np.flatnonzero(group.labels >= 0)
    first: dict[int, int] = {}
    for row in labelled.tolist():
        if first.setdefault(int(codes[row]), int(group.labels[row])) != group.labels[row]:
            codes[row] = -1 - (codes[row] * len(CLASSES) + group.labels[row])
    return codes


def _without(part: GroupShares, how: str, again: Callable[[Bools], GroupShares], out: Bools) -> str:
    """Return the shares without some comments, with their intervals; nothing where there are none to compare."""
    if part.method == VOTES or not out.any() or out.all():
        return ""
    rest = again(out)
    if not np.isfinite(rest.share).all():
        return f"; {how} there are too few labels for shares"
    shares = zip(CLASSES, rest.share, rest.low, rest.high, strict=True)
    listed = ", ".join(f"{name} {percent(a)} ({percent(b)} to {percent(c)})" for name, a, b, c in shares)
    return f"; {how}, {counted(rest.k, 'label')}: {listed}"


def said_of_shares(parts: Sequence[GroupShares]) -> list[str]:
    """Return what holds for every estimated share."""
    if all(part.method == VOTES or (part.method == COUNT and part.estimand == THESE) for part in parts):
        return []
    said = "commenters are not readers: a share of comments is no poll"
    return [
        f"each interval is for its own share, not for all together; the labellers' own errors are not in it; {said}"
    ]


def _whose(part: GroupShares) -> str:
    return "" if part.group == "all" else f"{part.group}: "
