"""What people called the comments: labels in any form, put beside the rows of a table."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import TableError
from stance.labelling.decisions import AT_RANDOM
from stance.prevalence.samples import Drawn, samples_of, what_is_missing
from stance.prevalence.wording import left_out
from stance.table import CLASSES, check_comments
from stance.targets import COLUMN, targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Known", "labels_of", "read_known"]

Objects = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True)
class Known:
    """The labels of a table's rows.

    Attributes
    ----------
    labels : ndarray of object, shape (rows,)
        None where there is none.
    at_random : bool
        Whether the labels themselves say that their comments were drawn at random.
    warnings : tuple of str
    targets : tuple of str
        What the labels say that they are about.
    samples : tuple of Drawn
        The random samples that they say they come from.
    picked : bool
        Whether labels of comments that were not drawn at random are left out.
    """

    labels: Objects
    at_random: bool
    warnings: tuple[str, ...]
    targets: tuple[str, ...] = ()
    samples: tuple[Drawn, ...] = ()
    picked: bool = False


def labels_of(table: pd.DataFrame, labels: Any) -> Objects:
    """Return the label of every row of the table, None where there is none."""
    return read_known(table, labels).labels


def read_known(table: pd.DataFrame, labels: Any) -> Known:
    """Return the labels of a table's rows, with what is odd about them.

    Parameters
    ----------
    table : DataFrame
    labels : Series, DataFrame, str or None
        As :func:`stance.estimate_prevalence` takes them.

    Raises
    ------
    TableError
        If a label is none of the three, two labels of one comment differ, or no label is for a comment of the table.
    """
    import pandas as pd

    if labels is None:
        return Known(np.full(len(table), None, dtype=object), False, ())
    if isinstance(labels, os.PathLike):
        raise TableError(f"labels must be a Series, a table or the name of a column; {_read_first(labels)}")
    if isinstance(labels, str):
        return Known(_of_column(table, labels), False, ())
    if "comment_id" not in table.columns and not table.index.is_unique:
        raise TableError("the table has neither a column 'comment_id' nor an index without repeats to match labels by")
    warnings: list[str] = []
    targets: list[str] = []
    at_random, picked = False, False
    samples: tuple[Drawn, ...] = ()
    ids = table["comment_id"] if "comment_id" in table.columns else table.index
    if isinstance(labels, pd.DataFrame):
        check_comments(labels, needed=("label",))
        if "comment_id" not in labels.columns:
            raise TableError("the table of labels has no column 'comment_id'")
        picked = bool(_picked(labels).any())
        labels = _usable(labels, table, warnings)
        samples = samples_of(labels, ids)
        warnings += what_is_missing(samples)
        if "sample_strategy" in labels.columns:
            at_random = bool(labels.loc[labels["label"].notna(), "sample_strategy"].notna().all())
        targets = sorted({name for name in targets_of(labels[labels["label"].notna()]) if name is not None})
        given = pd.Series(labels["label"].to_numpy(dtype=object), index=pd.Index(labels["comment_id"]))
    elif isinstance(labels, pd.Series):
        given = labels
    else:
        raise TableError(f"labels must be a Series, a table or the name of a column, not {type(labels).__name__}")
    by_id = _with_ids_of(ids, _check_labels(given))
    warnings += _strangers(by_id, ids)
    found = np.array([by_id.get(comment) for comment in ids], dtype=object)
    return Known(found, at_random, tuple(warnings), tuple(targets), samples, picked)


def _strangers(by_id: dict[Any, str], ids: pd.Series[Any] | pd.Index[Any]) -> list[str]:
    """Say which labels are for other comments; where all are, how labels and comments find each other."""
    theirs, own = sorted(map(str, set(by_id) - set(ids))), sorted(map(str, ids))
    if not theirs or not own:
        return []
    if len(theirs) < len(by_id):
        number = "1 label is for a comment" if len(theirs) == 1 else f"{len(theirs)} labels are for comments"
        return [f"{number} not in the table, such as {theirs[0]!r}"]
    raise TableError(
        f"no label is for a comment of the table: the labels name {theirs[0]!r} and the like, the table {own[0]!r}. A "
        "Series needs the comments' ids as its index, labels.set_index('comment_id')['label']; a table has them in "
        "its column 'comment_id' (the comments, where they have no such column, in their index)"
    )


def _read_first(path: str | os.PathLike[str]) -> str:
    return f"labels in a file are read first: labels=stance.read_labels({os.fspath(path)!r})"


def _with_ids_of(ids: Iterable[Any], known: dict[Any, Any]) -> dict[Any, Any]:
    """Give back ids that are numbers in the table and text among the labels, as files have them."""
    own = set(ids)
    by_text = {str(comment): comment for comment in own if not isinstance(comment, str)}
    return {comment if comment in own else by_text.get(str(comment), comment): what for comment, what in known.items()}


def _of_column(table: pd.DataFrame, name: str) -> Objects:
    import pandas as pd

    if name == "stance":
        raise TableError("the column 'stance' holds the classifier's votes, which are no labels; leave labels out")
    if name not in table.columns:
        hint = f"; {_read_first(name)}" if PurePath(name).suffix else ""
        raise TableError(f"the table has no column {name!r} with labels{hint}")
    by_row = _check_labels(pd.Series(table[name].to_numpy(dtype=object)))
    return np.array([by_row.get(row) for row in range(len(table))], dtype=object)


def _usable(labels: pd.DataFrame, table: pd.DataFrame, warnings: list[str]) -> pd.DataFrame:
    """Leave out labels that support no estimate, and say so; say what else :func:`stance.read_labels` has found."""
    stale = _stale(labels, table)
    if stale.any():
        number = left_out(int(stale.sum()), "label")
        warnings.append(f"{number}: another text stood under the same id when labelled")
        labels = labels[~stale]
    elsewhere = _elsewhere(labels, table)
    if elsewhere.any():
        about = sorted(set(labels.loc[elsewhere, COLUMN].astype(str)))[0]
        number = left_out(int(elsewhere.sum()), "label")
        warnings.append(f"{number}: about {about!r}, which is not what the table says")
        labels = labels[~elsewhere]
    if "problem" in labels.columns and labels["problem"].notna().any():
        warnings.append(f"{left_out(labels['problem'].notna().sum(), 'row', 'of the labels')} for a problem")
    picked = _picked(labels)
    if picked.any():
        how = ", ".join(sorted(set(labels.loc[picked, "sample_strategy"].astype(str))))
        warnings.append(f"{left_out(picked.sum(), 'label')}: not drawn at random but {how!r}")
        labels = labels[~picked]
    if "votes_shown" in labels.columns and labels["votes_shown"].fillna(False).astype(bool).any():
        warnings.append("some labels were given with the classifier's votes in sight, and may lean towards them")
    return labels


def _picked(labels: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell which labels say that their comments were not drawn at random."""
    if "sample_strategy" not in labels.columns:
        return np.zeros(len(labels), dtype=bool)
    picked: np.ndarray[Any, np.dtype[np.bool_]] = (
        labels["sample_strategy"].notna() & ~labels["sample_strategy"].isin(AT_RANDOM)
    ).to_numpy(dtype=bool)
    return picked


def _stale(labels: pd.DataFrame, table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell which labels were given to other texts than those that the table has under their ids."""
    from stance.labelling import text_hash

    ids = table["comment_id"] if "comment_id" in table.columns else table.index
    texts = {str(comment): text_hash(text) for comment, text in zip(ids, table["text"], strict=True) if _text_of(text)}
    if "text_hash" in labels.columns:
        seen = labels["text_hash"].astype(object).where(labels["text_hash"].notna(), None).tolist()
    elif "text" in labels.columns:
        seen = [text_hash(text) if _text_of(text) else None for text in labels["text"]]
    else:
        return np.zeros(len(labels), dtype=bool)
    known = [texts.get(str(comment)) for comment in labels["comment_id"]]
    return np.array([a is not None and b is not None and a != b for a, b in zip(seen, known, strict=True)], dtype=bool)


def _elsewhere(labels: pd.DataFrame, table: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell which labels are about another target than the table names for their comments."""
    ids = table["comment_id"] if "comment_id" in table.columns else table.index
    named = dict(zip(map(str, ids), targets_of(table), strict=True))
    known = [named.get(str(comment)) for comment in labels["comment_id"]]
    pairs = zip(targets_of(labels), known, strict=True)
    return np.array([a is not None and b is not None and a != b for a, b in pairs], dtype=bool)


def _text_of(text: Any) -> str:
    """Return a text, or nothing for what is none."""
    return text if isinstance(text, str) else ""


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
            raise TableError(
                f"comment {comment!r} has two labels, {by_id[comment]!r} and {label!r}; keep one: settle it, or take "
                "one annotator's, labels[labels['annotator'] == name]"
            )
    return by_id
