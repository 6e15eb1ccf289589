"""One annotator's way through the comments to label: what is shown, what a key does, where to go on.

No screen is known here: the widget of the notebook and the terminal both show what a session says.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stance.errors import TableError
from stance.labelling.decisions import Decision, Sample, text_hash
from stance.labelling.label_file import LabelFile, standing
from stance.language import is_blank
from stance.table import CLASSES, check_comments

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KEYS", "Item", "Session"]

#: What each key does, in the order of the buttons.
KEYS = {"1": "favor", "2": "against", "3": "none", "s": "sarcasm", "u": "undo", " ": "skip"}
_LONGEST_NAME = 200


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
    """

    comment_id: str
    text: str
    headline: str | None
    answered: str | None
    quoted: str | None
    guess: str | None
    sample: Sample | None


class Session:
    """Comments in the order of a table, and what one annotator has decided on them.

    Every decision is in the file before :attr:`current` moves on; where it cannot be written nothing moves. What
    the annotator has decided before, on the same text, is not asked again.

    Parameters
    ----------
    table : DataFrame
        Of :func:`stance.sample_to_label`, or any comments table. Comments without text are left out.
    path : str or path
        The file of labels; made where it is missing.
    annotator : str, optional
        By default the name under which one is logged in.
    show_votes : bool, default False
        Show the classifier's guess. Decisions made so are marked as such.

    Raises
    ------
    StanceError
        If the table has no comment to label, or the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> import pandas as pd
    >>> table = pd.DataFrame({"comment_id": ["p#1", "p#2"], "text": ["Keep the ferry.", "Scrap it."]})
    >>> session = Session(table, Path(mkdtemp()) / "labels.jsonl", annotator="ana")
    >>> session.decide("favor")
    >>> session.current.text, session.done, session.total
    ('Scrap it.', 1, 2)
    >>> session.undo()
    True
    >>> session.current.text
    'Keep the ferry.'
    """

    def __init__(
        self,
        table: pd.DataFrame,
        path: str | os.PathLike[str],
        annotator: str | None = None,
        show_votes: bool = False,
    ) -> None:
        self.annotator = _annotator(annotator)
        self.show_votes = show_votes
        items = _items(table, show_votes)
        if not items:
            raise TableError("the table has no comment with text to label")
        self.file = LabelFile(path)
        self.total = len(items)
        self.sarcasm = False
        self._items = {item.comment_id: item for item in items}
        self._decided = self._decided_before()
        self._waiting = [item for item in items if item.comment_id not in self._decided]

    @property
    def current(self) -> Item | None:
        """The comment to decide on; None when all are done."""
        return self._waiting[0] if self._waiting else None

    @property
    def done(self) -> int:
        """How many of the comments are decided, those that were skipped among them."""
        return self.total - len(self._waiting)

    @property
    def skipped(self) -> int:
        """How many of the comments were skipped."""
        return sum(label is None for label in self._decided.values())

    def toggle_sarcasm(self) -> None:
        """Mark the current comment as sarcastic, or no longer; written with its label."""
        self.sarcasm = not self.sarcasm if self.current else False

    def decide(self, label: str | None) -> None:
        """Write a label for the current comment, and go on to the next.

        Raises
        ------
        StanceError
            If there is no such label, no comment left, or the file cannot be written: nothing has changed then.
        """
        if label is not None and label not in CLASSES:
            raise TableError(f"there is no label {label!r}; labels are {', '.join(CLASSES)}")
        item = self.current
        if item is None:
            raise TableError("every comment is labelled; take the last one back with undo")
        self.file.append(self._decision(item, label, sarcasm=self.sarcasm and label is not None))
        self._decided[item.comment_id] = label
        self._waiting.pop(0)
        self.sarcasm = False

    def skip(self) -> None:
        """Leave the current comment without a label, and go on; the skipping is written, too."""
        self.decide(None)

    def undo(self) -> bool:
        """Take back the latest decision, of this session or of one before, and show its comment again.

        Returns
        -------
        bool
            False where there is none to take back.
        """
        if not self._decided:
            return False
        item = self._items[next(reversed(self._decided))]
        self.file.append(self._decision(item, None, undo=True))
        del self._decided[item.comment_id]
        self._waiting.insert(0, item)
        self.sarcasm = False
        return True

    def _decision(self, item: Item, label: str | None, *, sarcasm: bool = False, undo: bool = False) -> Decision:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return Decision(
            comment_id=item.comment_id,
            label=label,
            annotator=self.annotator,
            time=now,
            text_hash=text_hash(item.text),
            sarcasm=sarcasm,
            votes_shown=self.show_votes and item.guess is not None,
            sample=item.sample,
            undo=undo,
        )

    def _decided_before(self) -> dict[str, str | None]:
        """Return comment id → label of what this annotator has decided on these texts, the latest last."""
        stacks: dict[str, list[Decision]] = {}
        for decision in self.file.decisions():
            if decision.annotator == self.annotator and decision.comment_id in self._items:
                stack = stacks.pop(decision.comment_id, [])  # to the end: it is the latest now
                standing(stack, decision)
                stacks[decision.comment_id] = stack
        latest = {comment: stack[-1] for comment, stack in stacks.items() if stack}
        return {
            comment: decision.label
            for comment, decision in latest.items()
            if decision.text_hash == text_hash(self._items[comment].text)
        }


def _annotator(name: str | None) -> str:
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise TableError("nobody is logged in under a name; say who labels: annotator='ana'") from None
    if not isinstance(name, str) or is_blank(name) or len(name) > _LONGEST_NAME:
        raise TableError(f"annotator must be a name of 1 to {_LONGEST_NAME} letters, got {name!r:.60}")
    return name


def _items(table: pd.DataFrame, show_votes: bool) -> list[Item]:
    check_comments(table)
    if table["comment_id"].isna().any():
        raise TableError("a row has no comment_id; labels need one for every comment")
    columns = [str(column) for column in table.columns]
    rows = (dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None))
    if show_votes and "stance" not in columns:
        raise TableError("there are no votes to show: the table has no column 'stance'; call score(table) first")
    texts = dict(zip(table["comment_id"], table["text"], strict=True))
    return [_item(row, texts, show_votes) for row in rows if not is_blank(row["text"])]


def _item(row: dict[str, Any], texts: dict[Any, Any], show_votes: bool) -> Item:
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
    return Sample(strategy, seed, k, n, _text(row, "sample_by"))


def _whole(value: Any) -> int | None:
    """Return a number as it comes from a table or from a CSV file."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
