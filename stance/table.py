"""THE comments table: its columns and dtypes, and the one check at the door.

One row a comment, in the order of the pages. Every later stage adds columns to it and takes none away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from stance.csv_files import FORMULA_STARTS, unguarded
from stance.errors import TableError
from stance.pages.records import Page

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CLASSES",
    "COMMENT_COLUMNS",
    "SCORE_COLUMNS",
    "SENTIMENT_COLUMNS",
    "answered_texts",
    "beside_comments",
    "cell",
    "check_comments",
    "check_names",
    "check_votes",
    "comments_frame",
    "headlines_of",
    "with_ids",
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
    return (f"_{stem}" if stem.startswith(FORMULA_STARTS) else stem) or f"page-{number}"


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
    if "comment_id" in needed:
        check_names(table["comment_id"])
    if "comment_id" in needed and table["comment_id"].duplicated().any():
        double = table.loc[table["comment_id"].duplicated(), "comment_id"].iloc[0]
        raise TableError(f"comment_id {double!r} stands in more than one row; ids must be unique")


def check_names(column: pd.Series[Any]) -> None:
    """Raise :class:`TableError` where a cell of a column that names comments holds no name but a list, say."""
    for row, name in enumerate(column):
        try:
            hash(name)
        except TypeError:
            label, shown = cell(column, row)
            raise TableError(
                f"row {label} has the {column.name} {shown}, which is {type(name).__name__}; it is one name of a "
                "comment, or missing"
            ) from None


def check_votes(table: pd.DataFrame) -> None:
    """Raise :class:`TableError` where the column ``stance`` has anything but a stance or nothing.

    A vote of another name would count as none at all, and every number but n would look as if it were right.
    """
    votes = table["stance"]
    odd = ~(votes.isna() | votes.isin([*CLASSES, ""])).to_numpy(dtype=bool)
    if odd.any():
        row, vote = cell(votes, odd.tolist().index(True))
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
        If an id stands in more than one row, or a cell holds no name.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"comment_id": ["a", "b"], "reply_to": [None, "a"], "text": ["Well done.", "Is it?"]})
    >>> answered_texts(table)
    [None, 'Well done.']
    """
    if not {ids, "reply_to", "text"} <= set(table.columns):
        return None
    for column in (ids, "reply_to"):
        check_names(table[column])
    texts: dict[object, object] = {}
    for name, missing, text in zip(table[ids], table[ids].isna(), table["text"], strict=True):
        if missing or name == "":
            continue
        if name in texts:
            raise TableError(f"{ids} {name!r} stands in more than one row; which one is answered cannot be told")
        texts[name] = text
    known = {name: unguarded(text) for name, text in texts.items() if isinstance(text, str) and text.strip()}
    return [known.get(name) for name in table["reply_to"]]


#: Where a table has the headline of the article that a comment stands below, the first one first.
_HEADLINES = ("headline", "page_title")


def headlines_of(table: pd.DataFrame) -> list[str | None] | None:
    """Return the headline above each comment, None where it is missing; None alone where no column has headlines.

    Raises
    ------
    TableError
        If two columns bear the name of such a column.

    Examples
    --------
    >>> import pandas as pd
    >>> headlines_of(pd.DataFrame({"page_title": ["Talks resume", None], "text": ["Well done.", "Is it?"]}))
    ['Talks resume', None]
    """
    columns = [column for column in _HEADLINES if column in table.columns]
    for column in columns:
        if table[column].ndim > 1:
            raise TableError(f"two columns are called {column!r}; leave one out")
    if not columns:
        return None
    cells = zip(*(table[column] for column in columns), strict=True)
    return [next((unguarded(cell) for cell in row if isinstance(cell, str) and cell.strip()), None) for row in cells]


def beside_comments(table: pd.DataFrame, classifier: Any) -> dict[str, list[str | None]]:
    """Return what a classifier reads beside the texts, and the table knows, as arguments of its ``predict_proba``."""
    known: dict[str, list[str | None] | None] = {}
    if getattr(classifier, "context_", None) is not None:
        known["context"] = answered_texts(table)
    if getattr(classifier, "headlines_", None) is not None:
        known["headlines"] = headlines_of(table)
    return {name: texts for name, texts in known.items() if texts is not None}
