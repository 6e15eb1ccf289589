"""The file that keeps decisions: lines are added and none is ever changed.

Each decision is one write of one whole line at the end of the file, and on the disk before the next comment is
shown: closing the browser loses nothing, and two annotators may write into the same file. Where a crash tore the
last line, the next one begins on a line of its own, and the torn one is reported when the file is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from stance.errors import StanceError, TableError
from stance.labelling.decisions import Decision, from_line, strict_json, to_line

__all__ = ["MAX_LINE", "LabelFile", "first_byte", "lines_of"]

#: No decision is longer, in bytes; a longer line is reported and passed over.
MAX_LINE = 1 << 20
_PIECE = 1 << 16
_BEGINNING = b'{"comment_id"'


class LabelFile:
    """The decisions of one or more annotators, one line of JSON each.

    Parameters
    ----------
    path : str or path
        Made, empty, where it is missing.

    Raises
    ------
    StanceError
        If the file cannot be written, or holds something else.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "labels.jsonl"
    >>> LabelFile(path).append(Decision("page#1", "favor", "ana", "2025-05-01T12:00:00+00:00", "8d2f"))
    >>> [decision.label for decision in LabelFile(path).decisions()]
    ['favor']
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        try:
            with self.path.open("ab+") as file:
                file.seek(0)
                start = file.read(4096).lstrip().split(b"\n")[0][: len(_BEGINNING)]
        except OSError as error:
            raise StanceError(f"{path}: cannot be written ({error.strerror or error})") from None
        except ValueError:
            raise TableError(f"{str(path)!r}: no file has such a name; it holds a null byte") from None
        if not _BEGINNING.startswith(start):
            raise TableError(f"{path}: this is no file of labels, and labels are added to no other; name a new file")

    def append(self, decision: Decision) -> None:
        """Add a decision and return when it is on the disk.

        Raises
        ------
        StanceError
            If it could not be written.
        """
        line = to_line(decision)
        if len(line) > MAX_LINE:
            raise StanceError(f"{self.path}: a decision of {len(line):,} bytes is too long; its names must be shorter")
        try:
            file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                line = _newline_missing(file) + line
                written = os.write(file, line)
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise StanceError(f"{self.path}: cannot be written ({error.strerror or error})") from None
        if written < len(line):
            raise StanceError(f"{self.path}: only part of the line could be written; is the disk full?")

    def decisions(self) -> Iterator[Decision]:
        """Yield every decision of the file in order, without the lines that are none."""
        for _, line in lines_of(self.path):
            try:
                yield from_line(strict_json(line or b""))
            except ValueError:
                continue


def _newline_missing(file: int) -> bytes:
    """Return the newline that a torn last line lacks.

    A line that another process is just writing may look torn: the newline then makes a blank line, which is none.
    """
    end = os.lseek(file, 0, os.SEEK_END)
    if not end:
        return b""
    os.lseek(file, end - 1, os.SEEK_SET)
    return b"" if os.read(file, 1) == b"\n" else b"\n"


def first_byte(path: str | os.PathLike[str]) -> bytes:
    """Return the first byte of a file that is no white space and no byte order mark; none of one that has no other.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            piece = file.read(_PIECE).removeprefix(b"\xef\xbb\xbf")
            while piece and not piece.strip():
                piece = file.read(_PIECE)
            return piece.lstrip()[:1]
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror or error})") from None


def lines_of(path: str | os.PathLike[str]) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of every line that is not blank; None instead of one longer than ``MAX_LINE``.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                too_long = len(line) > MAX_LINE
                while line and not line.endswith(b"\n"):  # the rest of a line that is too long, in pieces
                    piece = file.readline(MAX_LINE)
                    if not piece:
                        break
                    too_long, line = True, piece
                if too_long:
                    yield number, None
                elif line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    except FileNotFoundError:
        raise TableError(f"{path}: there is no such file") from None
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror or error})") from None
