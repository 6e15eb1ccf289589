"""The comments to label, each with what an annotator sees around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stance.errors import TableError
from stance.labelling.decisions import Sample
from stance.language import is_blank
from stance.table import with_ids
from stance.targets import targets_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Item", "items_of"]


@dataclass(frozen=True, slots=True)
class Item:
    """A comment as it is shown; what is not known is None.

    Attributes
    ----------
    comment_id, text : str
    headline : str or None
        Of the page that the comment stands on.
    answered : str or None
        The text of the comment that it answers.
    quoted : str or None
    guess : str or None
        The classifier's stance, and how sure it is, 0…1.
    sample : Sample or None
    target : str or None
        What the stance is towards.
    """

    comment_id: str
    text: str
    headline: str | None
    answered: str | None
    quoted: str | None
    guess: str | None
    sample: Sample | None
    target: str | None


def items_of(table: pd.DataFrame, show_votes: bool, target: str | None = None) -> list[Item]:
    """Return the comments of a table that have a text, in its order.

    What the stance is towards its column ``target`` says, or ``target``; where neither does, it is what the votes are
    towards that :func:`stance.score` gave.

    Raises
    ------
    TableError
        If the table is no comments table, its column names another target, or votes are to be shown that it does not
        have.
    """
    table = with_ids(table)
    if table["comment_id"].isna().any():
        raise TableError("a row has no comment_id; labels need one for every comment")
    columns = [str(column) for column in table.columns]
    rows = (dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None))
    if show_votes and "stance" not in columns:
        raise TableError("there are no votes to show: the table has no column 'stance'; call score(table) first")
    texts = dict(zip(table["comment_id"], table["text"], strict=True))
    voted = table.attrs.get("target")
    towards = [name or (voted if isinstance(voted, str) else None) for name in targets_of(table, target)]
    return [
        _item(row, texts, show_votes, name)
        for row, name in zip(rows, towards, strict=True)
        if not is_blank(row["text"])
    ]


def _item(row: dict[str, Any], texts: dict[Any, Any], show_votes: bool, target: str | None) -> Item:
    answered = _text(row, "reply_to_text")
    if answered is None and _text(row, "reply_to") is not None:
        answered = _text({"text": texts.get(row["reply_to"])}, "text")
    return Item(
        comment_id=str(row["comment_id"]),
        text=row["text"],
        headline=_text(row, "page_title"),
        answered=answered,
        quoted=_text(row, "quoted"),
        guess=_guess(row) if show_votes else None,
        sample=_sample(row),
        target=target,
    )


def _text(row: dict[str, Any], column: str) -> str | None:
    value = row.get(column)
    return None if is_blank(value) else str(value)


def _guess(row: dict[str, Any]) -> str | None:
    stance = _text(row, "stance")
    if stance is None:
        return None
    try:
        return f"{stance}, {float(row[f'p_{stance}']):.2f}"
    except (KeyError, TypeError, ValueError):
        return stance


def _sample(row: dict[str, Any]) -> Sample | None:
    strategy = _text(row, "sample_strategy")
    if strategy is None:
        return None
    seed, k, n = (_whole(row.get(f"sample_{name}")) for name in ("seed", "k", "n"))
    return Sample(strategy, seed, k, n, _text(row, "sample_by"), _text(row, "sample_frame"))


def _whole(value: Any) -> int | None:
    """Return a number as it comes from a table or from a CSV file."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
