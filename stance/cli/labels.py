"""``stance label``, and the labels that other commands are given."""

from __future__ import annotations

import argparse
from typing import Any

from stance.cli.saying import say
from stance.errors import TableError

__all__ = ["add_label", "labels_from"]


def add_label(commands: Any) -> None:
    """Add ``stance label``."""
    label = commands.add_parser("label", help="label a random sample of comments", description=_label.__doc__)
    label.add_argument("table", metavar="TABLE", help="the CSV of stance parse or stance score")
    label.add_argument("labels", metavar="LABELS", help="the file of labels (JSONL); made where it is missing")
    label.add_argument("--k", metavar="N", type=int, help="how many comments, drawn at random (default: all of them)")
    label.add_argument("--seed", metavar="N", type=int, default=0, help="of the random sample (default: %(default)s)")
    label.add_argument("--by", metavar="COLUMN", help="draw from each value of this column in proportion")
    label.add_argument("--annotator", metavar="NAME", help="who labels (default: the name you are logged in under)")
    label.add_argument(
        "--target", metavar="NAME", help="what the stance is towards (default: what the column target says)"
    )
    label.add_argument("--show-votes", action="store_true", help="show the classifier's guess, which sways the reader")
    label.set_defaults(run=_label)


def _label(options: argparse.Namespace) -> int:
    """Show comments one by one and write the stance that you press for each into a file, at once.

    The same command again goes on where you stopped, and shows again what was skipped; a larger --k adds comments to
    the sample. Labels that you gave for another sample, of an earlier table, are taken over where this one has drawn
    the same comments. The key ? says what the labels mean.
    """
    from stance.labelling.terminal import label_in_terminal, table_to_label

    table = table_to_label(options.table, options.k, options.seed, options.by)
    return label_in_terminal(table, options.labels, options.annotator, options.show_votes, options.target)


def labels_from(path: str, annotator: str | None) -> tuple[Any, int]:
    """Read labels, list the rows that cannot be used, and return 1 beside the table where there are any."""
    import warnings

    from stance.labelling import LabelWarning, read_labels

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelWarning)  # every row is listed here
        labels = read_labels(path)
    odd = labels[labels["problem"].notna()]
    who = sorted(set(labels["annotator"].dropna()))
    if annotator is not None and annotator not in who:
        raise TableError(f"{path}: nobody named {annotator!r} has labelled; it has {', '.join(who) or 'no names'}")
    if annotator is not None:
        labels = labels[labels["annotator"] == annotator]
    elif labels.loc[labels["label"].notna()].groupby("comment_id")["label"].nunique().gt(1).any():
        raise TableError(f"{path}: labels of several annotators differ; say whose count: --annotator {who[0]}")
    for source, problem in zip(odd["source"], odd["problem"], strict=True):
        say(f"stance: {source}: {problem}")
    return labels, 1 if len(odd) else 0
