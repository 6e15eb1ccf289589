"""What comments are about: the target of each row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stance.errors import TableError
from stance.language import is_blank

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMN", "check_target", "not_about", "not_trained_on", "one_target", "targets_of", "with_target"]

#: Where a table says what its comments are about.
COLUMN = "target"


def check_target(target: object) -> None:
    """Raise :class:`TableError` unless ``target`` is None or a name."""
    if target is not None and (not isinstance(target, str) or is_blank(target)):
        raise TableError(
            f"target must be the name of what the comments are about, got {target!r:.60}; where they are about several "
            f"things, give the table a column {COLUMN!r}"
        )


def targets_of(table: pd.DataFrame, target: str | None = None) -> list[str | None]:
    """Return what each comment is about, None where nothing says it.

    Parameters
    ----------
    table : DataFrame
        Its column ``target`` counts, where it has one.
    target : str, optional
        What all comments are about, that column's empty cells included.

    Raises
    ------
    TableError
        If ``target`` is no name, or the column says otherwise.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"text": ["Keep it.", "Keep it."], "target": ["ferry", None]})
    >>> targets_of(table), targets_of(table, "ferry")
    (['ferry', None], ['ferry', 'ferry'])
    """
    check_target(target)
    if COLUMN not in table.columns:
        return [target] * len(table)
    cells = zip(table[COLUMN], table[COLUMN].isna(), strict=True)
    named = [None if missing or is_blank(str(name)) else str(name) for name, missing in cells]
    others = sorted({name for name in named if name is not None} - {target})
    if target is not None and others:
        raise TableError(
            f"target={target!r}, and the table's column {COLUMN!r} names {others[0]!r}; leave one of the two out"
        )
    return [target if name is None else name for name in named]


def one_target(table: pd.DataFrame, voted: str | None = None) -> str | None:
    """Return what the stances of a table are towards, None where nothing says it or where it is not one thing.

    Parameters
    ----------
    table : DataFrame
        Its column ``target`` counts, where it has one.
    voted : str, optional
        What comments are about of which the column says nothing: what the votes are towards, as :func:`stance.score`
        has noted it in ``attrs``, by default.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"text": ["Keep it.", "Keep it."], "target": ["ferry", None]})
    >>> one_target(table), one_target(table, "ferry"), one_target(table, "bridge")
    (None, 'ferry', None)
    """
    noted = table.attrs.get(COLUMN) if voted is None else voted
    names = {name or (noted if isinstance(noted, str) else None) for name in targets_of(table)}
    return names.pop() if len(names) == 1 else None


def with_target(scored: pd.DataFrame) -> pd.DataFrame:
    """Return a scored table that says in its column ``target`` what :func:`stance.score` has noted in ``attrs``.

    Files have columns alone: without it nobody knows what the stances in them are towards.
    """
    noted = scored.attrs.get(COLUMN)
    return scored if COLUMN in scored.columns or not isinstance(noted, str) else scored.assign(**{COLUMN: noted})


def not_about(target: str, named: Iterable[str]) -> str:
    """Say that no comment is about ``target``, and what the table names."""
    found = ", ".join(map(repr, sorted(set(named))))
    return f"no comment is about {target!r}; the table's column {COLUMN!r} names {found}"


def not_trained_on(name: str, known: Sequence[str]) -> str:
    """Say that a classifier which was trained on the targets ``known`` says nothing about another."""
    return f"the classifier was trained on {', '.join(map(repr, known)) or 'a target without a name'}, not on {name!r}"
