"""Tables as CSV files that spreadsheets can open safely, and their texts as they were before."""

from __future__ import annotations

import csv
import io
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import StanceError, TableError
from stance.files import write_together

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMULA_STARTS", "csv_bytes", "read_csv", "read_written", "unguarded", "write_csv"]

#: A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


#: Where a text would begin a cell of its own if a spreadsheet parted lines at semicolons or tabs, like a formula. What
#: goes on with a bracket that closes is none: a face such as ;-) stays as it is.
_BEGINS = r"\"?[=+\-@＝＋－＠](?!\))"
_UNGUARDED = re.compile(rf"(?<=[;\n\t])(?='*{_BEGINS})")
_GUARDED = re.compile(rf"(?<=[;\n\t])'(?='*{_BEGINS})")
_APOSTROPHES = re.compile(rf"(?<=[;\n\t])'+(?={_BEGINS})")
#: A cell may be as long as a file.
_LONGEST_CELL = 2**31 - 1
_LIMIT = threading.Lock()


def write_csv(table: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table as CSV that spreadsheets can open safely (UTF-8 with a byte order mark), whole or not at all.

    Text that begins like a formula gets an apostrophe in front, which spreadsheets show as text; names of columns do,
    too. So does text that begins with apostrophes and then like a formula, so that :func:`read_written` can tell what
    was there.

    Where a semicolon or a tab parts the cells, as in a German or French Excel, lines are parted at semicolons within
    texts and at their line breaks, whatever quotation marks stand around them. Behind a semicolon, a tab or a line
    break a text therefore gets an apostrophe before what begins like a formula, too, unless a closing bracket follows,
    as in ``;-)``. :func:`read_written` gives the texts back as they were. pandas gives them with the apostrophes;
    whatever reads comments in this library takes these off (:func:`unguarded`).

    Not defended: a spreadsheet told to part cells at another sign, such as a blank or a bar, or to skip blanks before
    a formula; and text that somebody copies out of a cell.

    Raises
    ------
    StanceError
        If the file cannot be written.
    """
    try:
        place = Path(path).resolve()  # a link stays one
        if place.is_file() or not place.exists():
            write_together({place: csv_bytes(table)})
        else:  # a pipe, say
            place.write_bytes(csv_bytes(table))
    except OSError as error:
        raise StanceError(f"{os.fspath(path)}: cannot be written ({error.strerror or error})") from None


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return what :func:`write_csv` writes."""
    import pandas as pd

    safe = table.copy()
    for column in safe.columns:
        kind = safe[column].dtype
        if not pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_datetime64_any_dtype(kind):
            safe[column] = safe[column].astype(object).map(_defuse, na_action="ignore")
    safe.columns = pd.Index([_defuse(name) for name in safe.columns], dtype=object, tupleize_cols=False)
    written: str = safe.to_csv(index=False, lineterminator="\n")
    return written.encode("utf-8-sig", "replace")


def _defuse(cell: object) -> object:
    if not isinstance(cell, str):
        shown = str(cell)
        guarded = _guard(shown)
        return cell if guarded == shown else guarded
    return _guard(cell.replace("\r\n", "\n").replace("\r", "\n"))  # pandas puts a lone \r into no quotation marks


def _guard(text: str) -> str:
    within = _UNGUARDED.sub("'", text)
    return f"'{within}" if text.lstrip("'").startswith(FORMULA_STARTS) else within


def unguarded(text: Any) -> Any:
    """Return a text without apostrophes before a formula's beginning, in front or within; what is no text as it is.

    A table that pandas has read from one of our CSV files has them still. Whatever reads or compares comments reads
    them so, and a comment is the same before and after the file, however often it went through one.

    Examples
    --------
    >>> unguarded("'@ann That is it."), unguarded("@ann That is it."), unguarded("'tis so")
    ('@ann That is it.', '@ann That is it.', "'tis so")
    """
    if not isinstance(text, str) or "'" not in text:
        return text
    bare = text.lstrip("'")
    return _APOSTROPHES.sub("", bare if bare.startswith(FORMULA_STARTS) else text)


def _undo_defusing(cell: str) -> str:
    whole = cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell
    return _GUARDED.sub("", whole)


def read_csv(path: str | os.PathLike[str], most: int | None = None) -> tuple[pd.DataFrame, bytes]:
    """Read a CSV table with a header, every cell as the string that it is.

    Parameters
    ----------
    path : str or path
    most : int, optional
        How many rows it may have, beside the header.

    Returns
    -------
    table : DataFrame
        Empty where a cell is empty.
    data : bytes
        The file, line ends normalised.

    Raises
    ------
    TableError
        Naming the file, and the row that has more or fewer cells than the header; if there are more than ``most`` rows.
    """
    import pandas as pd

    name = os.fspath(path)
    try:
        data = Path(path).read_bytes().replace(b"\r\n", b"\n")
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise TableError(f"{name}: there is no such file") from None
    except IsADirectoryError:
        raise TableError(f"{name}: this is a folder, not a CSV table") from None
    except (OSError, ValueError) as error:
        raise TableError(f"{name}: cannot be read as a CSV table in UTF-8 ({error})") from None
    rows = _rows(text, name, most)
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


def _rows(text: str, name: str, most: int | None) -> list[list[str]]:
    """Return the cells of each line that is not blank, or say in which row the text is no CSV, or too long."""
    rows: list[list[str]] = []
    reader, lines = csv.reader(io.StringIO(text, newline=""), strict=True), 0
    try:
        with _cells_of_any_length():
            for row in reader:
                lines = reader.line_num
                if row:
                    rows.append(row)
                if most is not None and len(rows) > most + 1:
                    raise TableError(f"{name}: there are more rows than the {most:,} that are read; split the file")
    except csv.Error as error:
        where = f"row {len(rows)}" if rows else "the header"
        raise TableError(
            f"{name}: cannot be read as a CSV table in UTF-8: {where}, which begins in line {lines + 1}, does not end "
            f"as it should ({error}); a quotation mark within a text is written twice, and one that opens it closes it"
        ) from None
    return rows


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """Lift the limit that the module csv has for the whole process, and put back what it was."""
    with _LIMIT:
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def read_written(path: str | os.PathLike[str], most: int | None = None) -> pd.DataFrame:
    """Read a table that :func:`write_csv` wrote: text as it was before its formulas were defused, numbers as text.

    Parameters
    ----------
    path : str or path
    most : int, optional
        How many rows it may have, beside the header.

    Returns
    -------
    DataFrame
        Of strings, missing where a cell is empty.

    Raises
    ------
    TableError
        As :func:`read_csv` raises it.
    """
    table, _ = read_csv(path, most)
    table.columns = table.columns.map(_undo_defusing)
    return table.map(_undo_defusing).replace("", None).astype("string")
