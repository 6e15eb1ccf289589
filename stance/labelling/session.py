"""One annotator's way through the comments to label: what is shown, what a key does, where to go on.

No screen is known here: the widget of the notebook and the terminal both show what a session says.
"""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stance.errors import TableError
from stance.labelling.decisions import Decision, text_hash
from stance.labelling.items import Item, items_of
from stance.labelling.label_file import LabelFile, standing
from stance.language import is_blank
from stance.table import CLASSES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KEYS", "Session"]

#: What each key does, in the order of the buttons.
KEYS = {"1": "favor", "2": "against", "3": "none", "s": "sarcasm", "u": "undo", " ": "skip"}
_LONGEST_NAME = 200


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
        items = items_of(table, show_votes)
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
