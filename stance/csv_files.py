"""Tables as CSV files that spreadsheets can open safely, and their texts as they were before."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import StanceError, TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMULA_STARTS", "read_csv", "read_written", "unguarded", "write_csv"]

#: A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
        return f"'{cell}" if str(cell).startswith(FORMULA_STARTS) else cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # pandas puts a lone \r into no quotation marks
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


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
    return bare if bare.startswith(FORMULA_STARTS) else text


def _undo_defusing(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


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
