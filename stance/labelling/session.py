"""One annotator's way through the comments to label: what is shown, what a key does, where to go on.

No screen is known here: the widget of the notebook and the terminal both show what a session says.
"""

from __future__ import annotations

import getpass
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import TYPE_CHECKING

from stance.errors import StanceError, TableError
from stance.labelling.decisions import Decision, text_hash
from stance.labelling.items import Item, items_of
from stance.labelling.label_file import LabelFile
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
    the annotator has labelled before, on the same text, is not asked again: where it was drawn for another sample, the
    label is written once more for this one when its turn comes, so that whoever stops early has labelled a random
    sample still. What was skipped, in this session or in one before, comes back once, after the others.

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
    target : str, optional
        What the stance is towards, where the table's column ``target`` does not say it. It is shown, and written with
        each label.

    Raises
    ------
    StanceError
        If the table has no comment to label, its target is another, the annotator has labelled its comments as to
        another target into this file, or the file cannot be written.

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
        target: str | None = None,
    ) -> None:
        self.annotator = _annotator(annotator)
        self.show_votes = show_votes
        items = items_of(table, show_votes, target)
        if not items:
            raise TableError("the table has no comment with text to label")
        self.file = LabelFile(path)
        self.total = len(items)
        self.sarcasm = False
        self._items = {item.comment_id: item for item in items}
        self._history = self._standing_before()
        labels = self._labels()
        self._come_back = {comment for comment, label in labels.items() if label is None}
        self._ready = self._of_other_samples()
        waiting = [item for item in items if labels.get(item.comment_id) is None or item.comment_id in self._ready]
        self._waiting = sorted(waiting, key=lambda item: item.comment_id in self._come_back)  # those skipped last
        self._taken_over = 0
        self._take_over()

    @property
    def current(self) -> Item | None:
        """The comment to decide on; None when there are no more."""
        return self._waiting[0] if self._waiting else None

    @property
    def done(self) -> int:
        """How many of the comments have a label."""
        return sum(label is not None for label in self._labels().values())

    @property
    def skipped(self) -> int:
        """How many of the comments were skipped, and have no label."""
        return sum(label is None for label in self._labels().values())

    @property
    def taken_over(self) -> int:
        """How many labels that were given for another sample this session has written for this one."""
        return self._taken_over

    @property
    def to_take_over(self) -> int:
        """How many such labels wait for their turn."""
        return len(self._ready)

    @property
    def again(self) -> bool:
        """Whether the current comment was skipped before."""
        return self.current is not None and self._labels().get(self.current.comment_id, "") is None

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
            raise TableError("there are no more comments to label; take the last one back with undo")
        self._add(self._decision(item, label, sarcasm=self.sarcasm and label is not None))
        self.sarcasm = False
        with suppress(StanceError):  # the decision itself is written; what could not be taken over is asked
            self._take_over()

    def skip(self) -> bool:
        """Leave the current comment without a label, and go on; the skipping is written, too.

        Returns
        -------
        bool
            Whether it comes back in this session: False where it has come back already.
        """
        item = self.current
        self.decide(None)
        if item is None or item.comment_id in self._come_back:
            return False
        self._waiting.append(item)
        self._come_back.add(item.comment_id)
        return True

    def undo(self) -> bool:
        """Take back the latest decision, of this session or of one before, and show its comment again.

        Labels that were taken over after it stand for their own sample alone again, until their turn comes once more.

        Returns
        -------
        bool
            False where there is none to take back.
        """
        before = len(self._history)
        while self._history and self._history[-1].taken_over:
            self._take_back()
        if self._history:
            self._take_back()
        return len(self._history) < before

    def _take_back(self) -> None:
        """Take back the latest decision; a label that was taken over stands for its own sample again."""
        decision = self._history[-1]
        item = self._items[decision.comment_id]
        self.file.append(self._decision(item, None, undo=True))
        self._history.pop()
        standing = next((one for one in reversed(self._history) if one.comment_id == item.comment_id), None)
        if standing is None:
            self._come_back.discard(item.comment_id)
        self._ready.pop(item.comment_id, None)
        if decision.taken_over and standing is not None and standing.label is not None:
            self._ready[item.comment_id] = standing
            self._taken_over = max(0, self._taken_over - 1)
        self._waiting = [item, *(other for other in self._waiting if other is not item)]
        self.sarcasm = False

    def _take_over(self) -> None:
        """Write the labels that stand for other samples for this one, up to the next comment that has none."""
        while self._waiting and self._waiting[0].comment_id in self._ready:
            item = self._waiting[0]
            self._add(replace(self._ready[item.comment_id], sample=item.sample, taken_over=True))
            self._taken_over += 1

    def _add(self, decision: Decision) -> None:
        """Write a decision on the comment that is next, and go on."""
        self.file.append(decision)
        self._history.append(decision)
        self._ready.pop(decision.comment_id, None)
        self._waiting.pop(0)

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
            target=item.target,
        )

    def _labels(self) -> dict[str, str | None]:
        """Return comment id → label of what stands, None for what was skipped."""
        return {decision.comment_id: decision.label for decision in self._history}

    def _of_other_samples(self) -> dict[str, Decision]:
        """Return comment id → label that stands for other samples alone, though a random one has drawn the comment."""
        wanted = {name: item.sample for name, item in self._items.items() if item.sample and item.sample.at_random}
        for decision in self._history:
            sample = wanted.get(decision.comment_id)
            if sample is not None and decision.sample is not None and decision.sample.begins_like(sample):
                del wanted[decision.comment_id]
        standing = {decision.comment_id: decision for decision in self._history}
        return {name: one for name, one in standing.items() if name in wanted and one.label is not None}

    def _standing_before(self) -> list[Decision]:
        """Return what this annotator has decided on these texts and not taken back, in order."""
        stacks: dict[str, list[tuple[int, Decision]]] = {}
        for number, decision in enumerate(self.file.decisions()):
            if decision.annotator != self.annotator or decision.comment_id not in self._items:
                continue
            stack = stacks.setdefault(decision.comment_id, [])
            if not decision.undo:
                stack.append((number, decision))
            elif stack:
                stack.pop()
        kept = [one for stack in stacks.values() for one in takewhile(self._is_of_this_text, reversed(stack))]
        history = [decision for _, decision in sorted(kept, key=lambda one: one[0])]
        self._check_target(history)
        return history

    def _is_of_this_text(self, one: tuple[int, Decision]) -> bool:
        return one[1].text_hash == text_hash(self._items[one[1].comment_id].text)

    def _check_target(self, decisions: list[Decision]) -> None:
        for decision in decisions:
            target = self._items[decision.comment_id].target
            if decision.target is not None and target is not None and decision.target != target:
                raise TableError(
                    f"{self.file.path}: {self.annotator} has labelled these comments as to {decision.target!r}, not "
                    f"{target!r}; name another file of labels, or the same target"
                )


def _annotator(name: str | None) -> str:
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise TableError("nobody is logged in under a name; say who labels: annotator='ana'") from None
    if not isinstance(name, str) or is_blank(name) or len(name) > _LONGEST_NAME:
        raise TableError(f"annotator must be a name of 1 to {_LONGEST_NAME} letters, got {name!r:.60}")
    return name
