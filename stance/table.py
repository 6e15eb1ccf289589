"""THE comments table: its columns and dtypes, and the one check at the door.

One row a comment, in the order of the pages. Every later stage adds columns to it and takes none away.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from stance.errors import StanceError, TableError
from stance.pages.records import Page

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CLASSES",
    "COMMENT_COLUMNS",
    "SCORE_COLUMNS",
    "SENTIMENT_COLUMNS",
    "answered_texts",
    "cell",
    "check_comments",
    "check_votes",
    "comments_frame",
    "read_csv",
    "read_written",
    "unguarded",
    "with_ids",
    "write_csv",
]

#: The stances, in the order in which tables and plots show them.
CLASSES = ("favor", "none", "against")

_COMMENT_DTYPES = {
    "page_id": "string",
    "page_title": "string",
    "page_published": "datetime64[s]",
    "comment_id": "string",
    "position": "Int64",
    "author": "string",
    "published": "datetime64[s]",
    "published_utc": "datetime64[s, UTC]",
    "precision": "string",
    "votes": "Int64",
    "reply_to": "string",
    "quoted": "string",
    "text": "string",
}
COMMENT_COLUMNS = tuple(_COMMENT_DTYPES)
SENTIMENT_COLUMNS = ("sentiment", "sentiment_neg", "sentiment_neu", "sentiment_pos")
SCORE_COLUMNS = (*SENTIMENT_COLUMNS, "stance", *(f"p_{name}" for name in ("favor", "against", "none")), "unscored")


def comments_frame(pages: Page | Iterable[Page]) -> pd.DataFrame:
    """Put the comments of one or more pages into one table.

    Parameters
    ----------
    pages : Page or iterable of Page
        As :func:`stance.read_pages` returns them.

    Returns
    -------
    DataFrame
        One row a comment, columns ``COMMENT_COLUMNS``. ``comment_id`` is ``page_id#id`` and unique;
        ``reply_to`` holds the ``comment_id`` of the comment answered. What a page does not say is missing.
        ``published`` is a day, at midnight in pandas; the time of day, where the page gives it with its zone, stands
        in ``published_utc``, and how finely it is known in ``precision``, both as in :class:`~stance.Comment`. (Excel
        files hold no zones: ``table["published_utc"].dt.tz_localize(None)`` takes it off.)
        A comment that a save has twice (``Comment.duplicate_of``) is one row: it would be counted twice.

    Examples
    --------
    >>> from stance import read_page
    >>> table = comments_frame(read_page("seeds/001_9188ef4ab041caef.txt"))
    >>> table.loc[12, ["comment_id", "author", "reply_to"]].tolist()
    ['001_9188ef4ab041caef#13', 'Tokyo Guy', '001_9188ef4ab041caef#12']
    """
    import pandas as pd

    if not isinstance(pages, Page | Iterable):
        raise TableError(f"expected pages, got {type(pages).__name__}; read them with stance.read_pages(folder)")
    pages = [pages] if isinstance(pages, Page) else list(pages)
    for page in pages:
        if not isinstance(page, Page):
            raise TableError(f"expected pages, got {type(page).__name__}; read them with stance.read_pages(folder)")
    same = [{c.id: c.duplicate_of for c in page.comments if c.duplicate_of} for page in pages]
    rows = [
        {
            "page_id": page_id,
            "page_title": page.title,
            "page_published": page.published,
            "comment_id": f"{page_id}#{comment.id}",
            "position": comment.position,
            "author": comment.author,
            "published": comment.published,
            "published_utc": comment.published_utc,
            "precision": comment.precision,
            "votes": comment.votes,
            "reply_to": f"{page_id}#{twice.get(comment.reply_to, comment.reply_to)}" if comment.reply_to else None,
            "quoted": comment.quoted,
            "text": comment.text or None,
        }
        for page, page_id, twice in zip(pages, _page_ids(pages), same, strict=True)
        for comment in page.comments
        if comment.id not in twice
    ]
    columns = {name: [row[name] for row in rows] for name in COMMENT_COLUMNS}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in _COMMENT_DTYPES.items()})


def _page_ids(pages: Sequence[Page]) -> list[str]:
    """Name each page by its file's stem; where that is taken, by the folder above it too, and last by number.

    The first page of a name keeps it, so that a page's ids do not change because others are read after it.
    """
    taken: set[str] = set()
    ids = []
    for number, page in enumerate(pages, start=1):
        name = _name(page, number)
        longer = "/".join((*PurePath(page.source or "").parts[-2:-1], name))
        numbered = (f"{longer}~{k}" for k in count(2))
        ids.append(next(candidate for candidate in chain((name, longer), numbered) if candidate not in taken))
        taken.add(ids[-1])
    return ids


def _name(page: Page, number: int) -> str:
    stem = PurePath(page.source).stem if page.source else ""
    return (f"_{stem}" if stem.startswith(_FORMULA_STARTS) else stem) or f"page-{number}"


def check_comments(table: pd.DataFrame, needed: Sequence[str] = ("comment_id", "text")) -> None:
    """Raise :class:`TableError` unless the table has the columns needed, and comment ids that are unique."""
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise TableError(f"expected a table (DataFrame), got {type(table).__name__}")
    for column in needed:
        if column not in table.columns:
            raise TableError(f"the table has no column {column!r}; it has {', '.join(map(str, table.columns))}")
    if table.columns.has_duplicates:
        double = table.columns[table.columns.duplicated()][0]
        raise TableError(f"the table has two columns named {double!r}")
    if "comment_id" in needed and table["comment_id"].duplicated().any():
        double = table.loc[table["comment_id"].duplicated(), "comment_id"].iloc[0]
        raise TableError(f"comment_id {double!r} stands in more than one row; ids must be unique")


def check_votes(table: pd.DataFrame) -> None:
    """Raise :class:`TableError` where the column ``stance`` has anything but a stance or nothing.

    A vote of another name would count as none at all, and every number but n would look as if it were right.
    """
    votes = table["stance"]
    odd = ~(votes.isna() | votes.isin([*CLASSES, ""])).to_numpy(dtype=bool)
    if odd.any():
        row, vote = cell(votes, int(odd.argmax()))
        raise TableError(f"row {row} has the stance {vote}; stances are {', '.join(CLASSES)}")


def cell(column: pd.Series[Any], row: int) -> tuple[str, str]:
    """Return the index label and the value of a row of a column, as a message shows them."""
    one = column.iloc[[row]]
    return repr(one.index.tolist()[0]), f"{one.tolist()[0]!r:.80}"


def with_ids(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose column ``comment_id`` names its comments: the index, where it has no such column.

    Raises
    ------
    TableError
        If ids stand in more than one row, or there is no column ``text``.

    Examples
    --------
    >>> import pandas as pd
    >>> with_ids(pd.DataFrame({"text": ["Well done.", "Is it?"]}, index=["a", "b"]))["comment_id"].tolist()
    ['a', 'b']
    """
    check_comments(table, needed=("text",))
    if "comment_id" in table.columns:
        check_comments(table)
        return table
    if not table.index.is_unique:
        raise TableError(
            "the table has neither a column 'comment_id' nor an index without repeats to name its comments by; "
            "table.reset_index(drop=True) numbers them"
        )
    named = table.assign(comment_id=table.index)
    # pandas refuses to merge by what is both a column and the name of the index
    return named.rename_axis(index=None) if table.index.name == "comment_id" else named


def answered_texts(table: pd.DataFrame, ids: str = "comment_id") -> list[str | None] | None:
    """Return for each comment the text of the one that it answers, None where it answers none of the table.

    Parameters
    ----------
    table : DataFrame
        With the columns ``text``, ``reply_to`` and ``ids``; where one is missing nothing is known: None.

    Raises
    ------
    TableError
        If an id stands in more than one row.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"comment_id": ["a", "b"], "reply_to": [None, "a"], "text": ["Well done.", "Is it?"]})
    >>> answered_texts(table)
    [None, 'Well done.']
    """
    if not {ids, "reply_to", "text"} <= set(table.columns):
        return None
    texts: dict[object, object] = {}
    for name, missing, text in zip(table[ids], table[ids].isna(), table["text"], strict=True):
        if missing or name == "":
            continue
        if name in texts:
            raise TableError(f"{ids} {name!r} stands in more than one row; which one is answered cannot be told")
        texts[name] = text
    known = {name: unguarded(text) for name, text in texts.items() if isinstance(text, str) and text.strip()}
    return [known.get(name) for name in table["reply_to"]]


#: A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(table: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table as CSV that spreadsheets can open safely (UTF-8 with a byte order mark).

    Text that begins like a formula gets an apostrophe in front, which spreadsheets show as text. So does text that
    begins with apostrophes and then like a formula, so that :func:`read_written` can tell what was there.

    Raises
    ------
    StanceError
        If the file cannot be written.
    """
    import pandas as pd

    safe = table.copy()
    for column in safe.columns:
        kind = safe[column].dtype
        if not pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_datetime64_any_dtype(kind):
            safe[column] = safe[column].astype(object).map(_defuse, na_action="ignore")
    try:
        safe.to_csv(path, index=False, encoding="utf-8-sig", errors="replace", lineterminator="\n")
    except OSError as error:
        raise StanceError(f"{os.fspath(path)}: cannot be written ({error.strerror or error})") from None


def _defuse(cell: object) -> object:
    if not isinstance(cell, str):
        return f"'{cell}" if str(cell).startswith(_FORMULA_STARTS) else cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # pandas puts a lone \r into no quotation marks
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def unguarded(text: Any) -> Any:
    """Return a text without apostrophes before a formula's beginning; what is no text as it is.

    A table that pandas has read from one of our CSV files has them still. Whatever reads or compares comments reads
    them so, and a comment is the same before and after the file, however often it went through one.

    Examples
    --------
    >>> unguarded("'@ann That is it."), unguarded("@ann That is it."), unguarded("'tis so")
    ('@ann That is it.', '@ann That is it.', "'tis so")
    """
    if not isinstance(text, str) or not text.startswith("'"):
        return text
    bare = text.lstrip("'")
    return bare if bare.startswith(_FORMULA_STARTS) else text


def _undo_defusing(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def read_csv(path: str | os.PathLike[str]) -> tuple[pd.DataFrame, bytes]:
    """Read a CSV table with a header, every cell as the string that it is.

    Returns
    -------
    table : DataFrame
        Empty where a cell is empty.
    data : bytes
        The file, line ends normalised.

    Raises
    ------
    TableError
        Naming the file, and the row that has more or fewer cells than the header.
    """
    import pandas as pd

    name = os.fspath(path)
    try:
        data = Path(path).read_bytes().replace(b"\r\n", b"\n")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except FileNotFoundError:
        raise TableError(f"{name}: there is no such file") from None
    except IsADirectoryError:
        raise TableError(f"{name}: this is a folder, not a CSV table") from None
    except (OSError, ValueError, csv.Error) as error:
        raise TableError(f"{name}: cannot be read as a CSV table in UTF-8 ({error})") from None
    rows = [row for row in rows if row]
    if not rows:
        raise TableError(f"{name}: cannot be read as a CSV table: it is empty")
    header = rows[0]
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(header):
            raise TableError(
                f"{name}: row {number} has {len(row)} cells, the header has {len(header)}; "
                "put text that holds a comma into quotation marks"
            )
    return pd.DataFrame(rows[1:], columns=pd.Index(header), dtype=str), data


def read_written(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table that :func:`write_csv` wrote: text as it was before its formulas were defused, numbers as text.

    Returns
    -------
    DataFrame
        Of strings, missing where a cell is empty.

    Raises
    ------
    TableError
        As :func:`read_csv` raises it.
    """
    table, _ = read_csv(path)
    return table.map(_undo_defusing).replace("", None).astype("string")
