"""The tables that a classifier is trained from: labelled comments, words that mention the target, contrast pairs."""

from __future__ import annotations

import hashlib
import os

import pandas as pd

from stance.csv_files import read_csv, unguarded
from stance.errors import TableError
from stance.table import CLASSES

__all__ = ["read_contrast", "read_labelled", "read_mentions"]


def read_labelled(path: str | os.PathLike[str], *, to_train: bool = True) -> tuple[pd.DataFrame, str]:
    """Read a table of labelled comments.

    Parameters
    ----------
    path : str or path-like
        CSV in UTF-8 with a header. ``text`` and ``label`` (favor, against, none) are needed; ``thread``,
        ``author``, ``target`` and ``origin`` are used where they are there; ``id`` (or ``comment_id``) and
        ``reply_to`` where a classifier reads the comment answered.
    to_train : bool, default True
        All three labels must occur.

    Returns
    -------
    table : DataFrame
        Every cell a string, empty where missing; texts without the guard before a formula.
    sha256 : str
        Of the file, line ends normalised.

    Raises
    ------
    TableError
        Naming the file, and the line of the table where that is what is wrong.
    """
    table, data = read_csv(path)
    for column in table.columns[table.columns.duplicated()]:
        raise TableError(f"{path}: two columns are called {column!r}; leave one out")
    for column in ("text", "label"):
        if column not in table.columns:
            raise TableError(f"{path}: there is no column {column!r}; it has {', '.join(table.columns)}")
    for row, (text, label) in enumerate(zip(table["text"], table["label"], strict=True), start=1):
        if label not in CLASSES:
            raise TableError(f"{path}: comment {row} has the label {label!r}; labels are {', '.join(CLASSES)}")
        if not text.strip():
            raise TableError(f"{path}: comment {row} has no text; leave it out")
    if to_train and table["label"].nunique() < len(CLASSES):
        raise TableError(
            f"{path}: only {', '.join(sorted(set(table['label'])))} among the labels; all three are needed"
        )
    return table.assign(text=table["text"].map(unguarded)), hashlib.sha256(data).hexdigest()


def read_mentions(path: str | os.PathLike[str]) -> dict[str, list[str]]:
    """Read groups of word beginnings: a CSV with the columns ``group`` and ``beginning``.

    Raises
    ------
    TableError
        Naming the file, and the row where that is what is wrong.
    """
    table, _ = read_csv(path)
    groups: dict[str, list[str]] = {}
    for column in ("group", "beginning"):
        if column not in table.columns:
            raise TableError(f"{path}: there is no column {column!r}; it has {', '.join(table.columns)}")
    for row, (group, beginning) in enumerate(zip(table["group"], table["beginning"], strict=True), start=1):
        if not group.strip() or not beginning.strip():
            raise TableError(f"{path}: row {row} lacks a group or a beginning")
        groups.setdefault(group, []).append(beginning)
    return groups


def read_contrast(path: str | os.PathLike[str]) -> tuple[list[tuple[str, str]], str]:
    """Read pairs of texts that differ in little and in their label.

    Parameters
    ----------
    path : str or path-like
        CSV in UTF-8 with the columns ``text_1``, ``label_1``, ``text_2`` and ``label_2``.

    Returns
    -------
    texts : list of (text, label)
        Both of each pair, one after the other: what :class:`StanceClassifier` takes as ``contrast``.
    sha256 : str
        Of the file, line ends normalised.

    Raises
    ------
    TableError
        Naming the file, and the pair where that is what is wrong.
    """
    table, data = read_csv(path)
    for column in ("text_1", "label_1", "text_2", "label_2"):
        if column not in table.columns:
            raise TableError(f"{path}: there is no column {column!r}; it has {', '.join(table.columns)}")
    texts: list[tuple[str, str]] = []
    for number, row in enumerate(table.itertuples(), start=1):
        pair = [(str(row.text_1), str(row.label_1)), (str(row.text_2), str(row.label_2))]
        for text, label in pair:
            if label not in CLASSES:
                raise TableError(f"{path}: pair {number} has the label {label!r}; labels are {', '.join(CLASSES)}")
            if not text.strip():
                raise TableError(f"{path}: pair {number} lacks a text; leave it out")
        if pair[0][1] == pair[1][1]:
            raise TableError(f"{path}: pair {number} has the label {pair[0][1]!r} twice; leave it out")
        texts += pair
    return texts, hashlib.sha256(data).hexdigest()
