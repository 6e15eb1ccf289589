"""``label``: the notebook widget. What it shows and does is decided by :class:`stance.labelling.Session`."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import StanceError
from stance.labelling.guidelines import MEANINGS, QUESTION, RULES
from stance.labelling.session import Session
from stance.printing import printable
from stance.table import CLASSES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["label"]

_FRONT = Path(__file__).parent / "labelling"
_GUIDE = {"question": QUESTION, "meanings": list(MEANINGS.items()), "rules": list(RULES)}


def label(
    table: pd.DataFrame,
    path: str | os.PathLike[str],
    *,
    annotator: str | None = None,
    show_votes: bool = False,
    target: str | None = None,
) -> Any:
    """Label comments in a notebook: one key a comment, each written into a file at once.

    Keys, when the widget has the focus (click on it): 1 favor, 2 against, 3 none, s sarcasm, u undo, space skip, ? what
    the labels mean. The next comment appears when the decision is on the disk: closing the browser loses nothing, and
    calling ``label`` again goes on where you were. What you have labelled into the same file for another sample is not
    asked again: the label is taken over for this one when its turn comes. What was skipped is shown again after the
    others, once, and when ``label`` is called again. Several annotators may write into the same file. Skip only what
    cannot be read: a random sample from which the hard comments are left out is random no more.

    Parameters
    ----------
    table : DataFrame
        Of :func:`stance.sample_to_label`: comments are shown in the order of its rows, with their page's headline
        and the comment that they answer.
    path : str or path
        The file of labels (JSONL), for :func:`stance.read_labels`; made where it is missing.
    annotator : str, optional
        Who labels; by default the name under which one is logged in.
    show_votes : bool, default False
        Show the classifier's guess. It sways the reader: labels made so are marked (``votes_shown``).
    target : str, optional
        What the stance is towards, shown with each comment and written with its label. By default what the table's
        column ``target`` says, or else what the votes of :func:`stance.score` are towards.

    Returns
    -------
    anywidget.AnyWidget
        Its ``session`` knows how far one is.

    Raises
    ------
    StanceError
        If anywidget is not installed, the table has no comment to label, its column names another target, the annotator
        has labelled these comments as to another target into the same file, or the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> import pandas as pd
    >>> table = pd.DataFrame({"comment_id": ["p#1", "p#2"], "text": ["Keep the ferry.", "Scrap it."]})
    >>> widget = label(table, Path(mkdtemp()) / "labels.jsonl", annotator="ana")
    >>> widget.state["text"], widget.state["done"], widget.state["total"]
    ('Keep the ferry.', 0, 2)
    """
    widget = _widget_class()
    return widget(Session(table, path, annotator, show_votes, target))


@cache
def _widget_class() -> Any:
    """Return the class of the widget; its base is there only where the extra is installed."""
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise StanceError(
            "label() needs the package anywidget; type: pip install anywidget (it is in the extra [notebook])"
        ) from None

    class LabelWidget(anywidget.AnyWidget):
        """What the browser shows (``state``), and what is done with the keys that it sends."""

        _esm = _FRONT / "widget.js"
        _css = _FRONT / "widget.css"
        state = traitlets.Dict().tag(sync=True)
        guide = traitlets.Dict(_GUIDE).tag(sync=True)

        def __init__(self, session: Session) -> None:
            self.session = session
            self._step = 0
            super().__init__(state=self._shown())
            self.on_msg(self._received)

        def _received(self, _: Any, message: Any, __: Any = None) -> None:
            """Do what a key asks for; a key for a comment that is shown no more is left out."""
            error = ""
            if isinstance(message, dict) and message.get("step") == self._step:
                error = _act(self.session, message.get("action"))
            self._step += 1
            self.state = self._shown(error)

        def _shown(self, error: str = "") -> dict[str, Any]:
            return {**_state(self.session), "step": self._step, "error": error}

    return LabelWidget


def _act(session: Session, action: Any) -> str:
    """Do what a key asks for, and return what went wrong, or nothing."""
    actions: dict[Any, Callable[[], object]] = {
        "sarcasm": session.toggle_sarcasm,
        "undo": session.undo,
        "skip": session.skip,
        **{name: partial(session.decide, name) for name in CLASSES},
    }
    try:
        if isinstance(action, str) and action in actions:
            actions[action]()
    except StanceError as error:
        return f"Not written: {error}"
    return ""


def _state(session: Session) -> dict[str, Any]:
    """Return what is to be seen, as plain text and numbers."""
    item = session.current
    parts = ("headline", "answered", "quoted", "text", "guess", "target")
    shown = {name: printable((getattr(item, name) if item else None) or "") for name in parts}
    return shown | {
        "finished": item is None,
        "done": session.done,
        "total": session.total,
        "skipped": session.skipped,
        "taken_over": session.taken_over,
        "again": session.again,
        "sarcasm": session.sarcasm,
        "path": printable(str(session.file.path)),
        "annotator": printable(session.annotator),
    }
