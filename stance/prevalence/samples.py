"""The random samples that labels come from, and whether they are samples of the comments whose shares are estimated.

A sample says from how many comments it was drawn, and by a hash from which (none in files of older versions). Of a
group of comments it is

- a random sample where it was drawn from just these, from the whole table, or from more comments than the table has,
  which has been filtered since;
- a sample of a part where it was drawn from fewer comments than the group has: its labels are left out;
- doubtful where it was drawn from as many comments but from others, or from more than the group and fewer than the
  table has, which may have grown since: left out where there are labels enough without, and else not called random.

Where labels are left out, what remains is random only if no comment of its sample is among those left out: if all of
it is labelled, or all up to a comment at which labelling has stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.labelling.decisions import Sample, sample_from, strict_json
from stance.labelling.sampling import frame_of
from stance.prevalence.group import FEW_LABELS, Group
from stance.prevalence.wording import counted, left_out

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Comments", "Drawn", "samples_of", "settle", "what_is_missing"]

_SOUND, _PART, _OTHER, _UNSURE = _STANDINGS = "sound", "part", "other", "unsure"

Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Drawn:
    """One sample, as its labels say it.

    Attributes
    ----------
    sample : Sample
        With the largest ``k`` that its labels name.
    rows : ndarray of bool, shape (rows,)
        Which comments of the table it drew, as far as its labels tell.
    labelled : int
        How many of its comments have a label, in the table or not.
    strangers : bool
        Whether it drew comments that the table does not have.
    """

    sample: Sample
    rows: Bools
    labelled: int
    strangers: bool

    @property
    def missing(self) -> int:
        """How many of its comments have no label."""
        return max(0, (self.sample.k or 0) - self.labelled)


@dataclass(frozen=True, eq=False)
class Comments:
    """The comments with text of a table, or of a group: their row numbers, and the ids of all rows of the table."""

    ids: np.ndarray[Any, np.dtype[np.object_]]
    rows: np.ndarray[Any, np.dtype[np.intp]]

    @property
    def n(self) -> int:
        """How many they are."""
        return len(self.rows)

    @cached_property
    def frame(self) -> str:
        """The hash of their ids that a sample drawn from them has."""
        return frame_of(self.ids[self.rows])

    def only(self, rows: np.ndarray[Any, np.dtype[np.intp]]) -> Comments:
        """Return those of some rows of the table."""
        return Comments(self.ids, rows)


def samples_of(labels: pd.DataFrame, ids: Iterable[Any]) -> tuple[Drawn, ...]:
    """Return the samples that labels name, for a table whose comments have these ids."""
    rows = {str(comment): row for row, comment in enumerate(ids)}
    members: dict[Sample, list[int]] = {}
    sizes: dict[Sample, int] = {}
    for number, named in enumerate(_named(labels)):
        for sample in named:
            key = replace(sample, k=None)
            members.setdefault(key, []).append(number)
            sizes[key] = max(sizes.get(key, 0), sample.k or 0)
    names, given = labels["comment_id"].astype(str).tolist(), labels["label"].notna().tolist()
    found = []
    for key, numbers in members.items():
        drawn = {names[number] for number in numbers}
        mask = np.zeros(len(rows), dtype=bool)
        mask[[rows[name] for name in drawn if name in rows]] = True
        labelled = len({names[number] for number in numbers if given[number]})
        if labelled:
            found.append(Drawn(replace(key, k=sizes[key] or None), mask, labelled, not drawn <= rows.keys()))
    return tuple(found)


def what_is_missing(samples: tuple[Drawn, ...]) -> list[str]:
    """Say how many comments of each sample have no label: what is skipped is seldom skipped at random."""
    return [
        f"no label for {drawn.missing} of the {drawn.sample.k} comments drawn{_which(drawn, samples)}; that is fine "
        "where labelling stopped early, and no longer random where comments were skipped"
        for drawn in samples
        if drawn.missing
    ]


def _which(drawn: Drawn, samples: tuple[Drawn, ...]) -> str:
    """Name one of several samples."""
    if len(samples) == 1:
        return ""
    parts = {"seed": drawn.sample.seed, "from": drawn.sample.n, "by": drawn.sample.by}
    return f" ({', '.join(f'{name} {value}' for name, value in parts.items() if value is not None)})"


def settle(
    group: Group, here: Comments, whole: Comments, samples: tuple[Drawn, ...], others_left_out: bool
) -> tuple[list[str], bool]:
    """Leave out labels that are no random sample of a group, and tell what must be said of the rest.

    Parameters
    ----------
    group : Group
        Its labels are changed.
    here, whole : Comments
        Those of the group, and of the table.
    samples : tuple of Drawn
    others_left_out : bool
        Whether labels that were not drawn at random are left out already.

    Returns
    -------
    said : list of str
    doubtful : bool
        Whether what remains is not known to be a random sample.
    """
    labelled = group.labels >= 0
    if labelled.all():
        return [], False
    theirs = [(drawn, _standing(drawn, here, whole), drawn.rows[here.rows] & labelled) for drawn in samples]
    theirs = [(drawn, standing, rows) for drawn, standing, rows in theirs if rows.any()]
    nobody = np.zeros(here.n, dtype=bool)
    masks = {name: sum((rows for _, standing, rows in theirs if standing == name), nobody) for name in _STANDINGS}
    doubted = (masks[_OTHER] | masks[_UNSURE]) & ~masks[_SOUND]
    part = masks[_PART] & ~masks[_SOUND] & ~doubted
    spared = bool(doubted.any() and masks[_SOUND].sum() >= FEW_LABELS)
    group.labels[part | doubted if spared else part] = -1
    sizes = {name: min((drawn.sample.n or 0 for drawn, one, _ in theirs if one == name), default=0) for name in masks}
    said = _said_of_part(part, sizes[_PART], here.n)
    for standing, words in ((_OTHER, _OTHERS), (_UNSURE, _UNKNOWN)):
        why = words.format(size=sizes[standing], n=here.n, table=whole.n)
        said += _said_of_doubt(int((masks[standing] & doubted).sum()), spared, why)
    torn = [drawn for drawn, standing, _ in theirs if standing == _SOUND and _is_torn(drawn, group, here)]
    torn = torn if part.any() or spared or others_left_out else []
    said += map(_said_of_torn, torn)
    whose = "" if group.name == "all" else f"{group.name}: "
    return [f"{whose}{words}" for words in said], bool(torn) or (bool(doubted.any()) and not spared)


_OTHERS = "the sample was drawn from other comments than these, though from as many ({size})"
_UNKNOWN = "drawn from {size} comments, of which these {n} need not all have been: the table has {table}"
_ANEW = "draw one from the table as it is, in which labels that are there are taken over"


def _said_of_part(part: Bools, size: int, n: int) -> list[str]:
    if not part.any():
        return []
    return [
        f"{left_out(int(part.sum()), 'label')}: drawn from {counted(size, 'comment')}, and there are {n}; a sample of "
        "a part says nothing about the rest, so draw one from all"
    ]


def _said_of_doubt(number: int, spared: bool, why: str) -> list[str]:
    if not number:
        return []
    if spared:
        return [f"{left_out(number, 'label')}: {why}"]
    whether = "is" if number == 1 else "are"
    return [f"{counted(number, 'label')} {whether} not known to be of a random sample: {why}; {_ANEW}"]


def _said_of_torn(drawn: Drawn) -> str:
    return (
        f"labels are left out, and {drawn.missing} of the {drawn.sample.k} comments of a random sample (seed "
        f"{drawn.sample.seed}) have none that counts: what remains is not known to be random; label that sample to its "
        "end, the labels that are there are taken over"
    )


def _is_torn(drawn: Drawn, group: Group, here: Comments) -> bool:
    """Tell whether a sample that has labels in a group lacks some, other than those that come last in its order."""
    labelled = group.labels >= 0
    of_sample = drawn.rows[here.rows] & labelled
    if not drawn.missing or not of_sample.any():
        return False
    order = _order(drawn.sample, here)
    if order is None:
        return True
    reached = int(np.flatnonzero(of_sample[order])[-1]) + 1
    return reached > (drawn.sample.k or 0) or not bool(labelled[order[:reached]].all())


def _order(sample: Sample, here: Comments) -> np.ndarray[Any, np.dtype[np.intp]] | None:
    """Return the order in which a plain sample draws comments; None where it was not drawn from just these."""
    if sample.strategy != "random" or sample.seed is None or sample.frame is None or sample.frame != here.frame:
        return None
    names = [str(comment) for comment in here.ids[here.rows]]
    by_name = np.array(sorted(range(here.n), key=names.__getitem__), dtype=np.intp)
    return by_name[np.random.default_rng(sample.seed).permutation(here.n)]


def _standing(drawn: Drawn, here: Comments, whole: Comments) -> str:
    """Tell what a sample is to a group of a table's comments."""
    n, frame = drawn.sample.n, drawn.sample.frame
    if n is None or (frame is not None and frame in (here.frame, whole.frame)):
        return _SOUND
    if n < here.n:
        return _PART
    if here.n < n < whole.n:
        return _UNSURE
    if n > whole.n:
        return _SOUND
    others = drawn.strangers or (n == here.n and np.delete(drawn.rows, here.rows).any())
    return _OTHER if frame is not None or others else _SOUND


def _named(labels: pd.DataFrame) -> Iterator[list[Sample]]:
    """Yield for each label the samples that it names."""
    columns = (_cells(labels, name) for name in ("strategy", "seed", "k", "n", "by", "frame", "others"))
    for strategy, seed, k, n, by, frame, others in zip(*columns, strict=True):
        named = []
        if strategy is not None or k is not None or n is not None:
            named.append(Sample(strategy or "", seed, k, n, by, frame))
        if others is not None:
            named += _others(others)
        yield named


def _others(written: str) -> list[Sample]:
    """Return the random samples of a cell that :func:`stance.read_labels` wrote."""
    try:
        return [sample for sample in map(sample_from, strict_json(written)) if sample and sample.at_random]
    except (TypeError, ValueError):
        raise TableError(f"sample_others is no list of samples, as read_labels writes it: {written!r:.60}") from None


def _cells(labels: pd.DataFrame, name: str) -> list[Any]:
    """Return what labels say of their samples in one column, None where they say nothing."""
    import pandas as pd

    column = f"sample_{name}"
    if column not in labels.columns:
        return [None] * len(labels)
    cells = labels[column].astype(object)
    if name in ("seed", "k", "n"):
        return [None if pd.isna(cell) else int(cell) for cell in pd.to_numeric(cells, errors="coerce")]
    return [None if pd.isna(cell) else str(cell) for cell in cells]
