"""``stance label``: the same session in a terminal. What strangers wrote is printed without its control characters."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stance.csv_files import read_written
from stance.errors import StanceError, TableError
from stance.labelling.guidelines import MEANINGS, QUESTION, RULES
from stance.labelling.items import Item
from stance.labelling.sampling import sample_to_label
from stance.labelling.session import KEYS, Session
from stance.language import is_blank
from stance.printing import printable
from stance.table import CLASSES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["label_in_terminal", "table_to_label"]

_HELP = "1 favor  2 against  3 none  s sarcasm  u undo  space skip  ? what they mean  q quit"
_ASKS = ("?", "h")
_WIDEST = 88


def table_to_label(path: str, k: int | None, seed: int, by: str | None) -> pd.DataFrame:
    """Read the CSV of ``stance parse`` or ``stance score`` and draw ``k`` comments, by default all, in random order.

    A CSV that is a sample itself is taken as it is.

    Raises
    ------
    TableError
        If it is no comments table, or has too few comments.
    """
    if Path(path).is_dir():
        raise TableError(
            f"{path}: this is a folder; put the comments of its pages into a table first: stance score FOLDER --out CSV"
        )
    table = read_written(path)
    for column in ("comment_id", "text"):
        if column not in table.columns:
            raise TableError(
                f"{path}: there is no column {column!r}; label a table that stance parse --out or stance score wrote"
            )
    if "sample_strategy" in table.columns and k is None and by is None:
        return table
    readable = int((~table["text"].map(is_blank)).sum())
    if not readable:
        raise TableError(f"{path}: there is no comment with text to label")
    return sample_to_label(table, readable if k is None else k, seed, by)


def label_in_terminal(
    table: pd.DataFrame,
    path: str,
    annotator: str | None = None,
    show_votes: bool = False,
    target: str | None = None,
) -> int:
    """Show comment after comment, do what the keys say, and return the exit status: 0."""
    session = Session(table, path, annotator, show_votes, target)
    print(_beginning(session))
    with _keys() as read_key:
        shown: tuple[Item | None, bool] = (None, False)
        key = ""
        while key != "q":
            now = (session.current, session.again)
            if now != shown and session.current is not None:
                print(_page(session, session.current))
            shown = now
            key = read_key(_prompt(session))
            if key in _ASKS:
                print(_guidelines(session.current))
            elif key != "q":
                _press(session, key)
    later = "; the same command shows again what was skipped" if session.skipped else ""
    print(f"\n{_progress(session)}{later}; written: {printable(str(session.file.path))}")
    return 0


def _beginning(session: Session) -> str:
    """Return who labels what, the keys, and what the reader should know before the first comment."""
    lines = [
        f"{printable(session.annotator)} labels {session.total} comments into {printable(str(session.file.path))}",
        _HELP,
    ]
    if session.current and session.current.target is None:
        lines.append("what the stance is towards is not said: --target NAME shows it, and keeps it with the labels")
    if before := session.taken_over + session.to_take_over:
        lines.append(f"{before} labelled before, for another sample: not asked again, but taken over in their turn")
    if session.skipped:
        lines.append(f"{session.skipped} skipped before: shown again, after the others")
    return "\n".join(lines)


def _progress(session: Session) -> str:
    skipped = f", {session.skipped} skipped" if session.skipped else ""
    taken_over = f", {session.taken_over} of them taken over" if session.taken_over else ""
    return f"{session.done} of {session.total} labelled{taken_over}{skipped}"


def _press(session: Session, key: str) -> None:
    """Do what a key says; what could not be written is said, and the comment stays."""
    action = KEYS.get(key)
    try:
        if action in CLASSES:
            session.decide(action)
        elif action == "skip":
            print("skipped; shown again after the others" if session.skip() else "skipped again; left without a label")
        elif action == "sarcasm":
            session.toggle_sarcasm()
        elif action == "undo":
            print("taken back" if session.undo() else "there is nothing to take back")
        else:
            print(_HELP)
    except StanceError as error:
        print(printable(f"not written: {error}"))


def _prompt(session: Session) -> str:
    if session.current is None:
        return f"[{_progress(session)}, no more; u takes the last one back, q quits] > "
    return f"[{_progress(session)}]{' [sarcasm]' if session.sarcasm else ''} > "


def _width() -> int:
    return max(20, min(_WIDEST, shutil.get_terminal_size().columns))


def _page(session: Session, item: Item) -> str:
    """Return a comment with what stands around it."""
    parts = [
        ("stance towards", item.target),
        ("headline", item.headline),
        ("in answer to", item.answered),
        ("quotes", item.quoted),
    ]
    context = [_wrapped(f"{name}: {text}", "  ") for name, text in parts if text]
    guess = [f"  classifier's guess: {printable(item.guess)}"] if item.guess else []
    again = ["  you skipped this one before; skipped again it is left without a label"] if session.again else []
    return "\n".join(["", "-" * _width(), *context, *guess, *again, "", _wrapped(item.text, ""), ""])


def _guidelines(item: Item | None) -> str:
    """Return the target and what the keys mean."""
    target = [f"target: {item.target}"] if item and item.target else []
    meanings = [f"{key} {KEYS[key]} – the writer {MEANINGS[KEYS[key]]}" for key in KEYS if KEYS[key] in MEANINGS]
    return "\n".join(_wrapped(line, "  ") for line in (*target, QUESTION, *meanings, *RULES))


def _wrapped(text: str, indent: str) -> str:
    lines = printable(text).split("\n")
    return "\n".join(textwrap.fill(line, _width(), initial_indent=indent, subsequent_indent=indent) for line in lines)


@contextmanager
def _keys() -> Iterator[Callable[[str], str]]:
    """Give a function that prompts and returns one key, lower case; "q" at the end of the input."""
    try:
        import termios
        import tty
    except ImportError:  # not on Windows
        yield _line_key
        return
    if not sys.stdin.isatty():
        yield _line_key
        return
    before = termios.tcgetattr(sys.stdin.fileno())
    try:
        tty.setcbreak(sys.stdin.fileno())
        yield _single_key
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


def _single_key(prompt: str) -> str:
    """Return the key that is pressed, without Enter; of a key that sends several bytes, nothing we know."""
    print(prompt, end="", flush=True)
    pressed = os.read(sys.stdin.fileno(), 32)
    key = pressed.decode("utf-8", "replace").lower()
    print(key if key.isprintable() else "")
    return "q" if pressed in (b"", b"\x04") else key


def _line_key(prompt: str) -> str:
    """Return the first letter of a line: one key and Enter, where single keys cannot be had."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    return line.rstrip("\r\n")[:1].lower() if line else "q"
