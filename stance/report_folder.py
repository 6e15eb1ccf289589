"""The folder of a report: only files that an earlier report wrote, and nobody has changed since, are replaced.

All files of a report are written, or none: where one cannot be, an earlier report stays as it was.

The mark is the last line of ``index.html``: which files the report wrote, each with a hash. A saved page of the same
name has no such line, and a ``comments.csv`` into which somebody has written labels no longer has its hash.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from stance.errors import StanceError
from stance.files import write_together

__all__ = ["INDEX", "make_folder", "write_files"]

INDEX = "index.html"
_BEGINNING, _END = b"<!-- stance report: ", b" -->\n"


def make_folder(folder: Path, names: Iterable[str], inputs: Iterable[Path] = ()) -> None:
    """Make the folder where it is missing, and see that a report may be written into it.

    Parameters
    ----------
    folder : Path
    names : iterable of str
        All files that a report may write.
    inputs : iterable of Path
        Files that the report is made from; none of them is written over.

    Raises
    ------
    StanceError
        If the folder cannot be written, or a file of one of the names is an input or no earlier report's as it left it.
    """
    files = [folder / name for name in names]
    for path in inputs:
        if os.path.realpath(path) in map(os.path.realpath, files):
            raise StanceError(f"{path}: the report is made from this file and would write over it; name another folder")
    there = [file for file in files if file.is_symlink() or file.exists()]
    written = _written(folder / INDEX)
    if foreign := [file.name for file in there if written.get(file.name) != _hash_of(file)]:
        raise StanceError(
            f"{folder}: no report wrote {', '.join(foreign)} as it stands there, and a new one would write over it; "
            "name another folder, or move it away"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise StanceError(f"{folder}: there is a file of this name; a report needs a folder") from None
    except OSError as error:
        raise StanceError(f"{folder}: cannot be written ({error.strerror})") from None


def write_files(folder: Path, html: str, files: Mapping[str, bytes], names: Iterable[str]) -> Path:
    """Write the files of a report, and ``index.html`` with the mark on all of them; return its path.

    Files of ``names`` that an earlier report left are removed, so that none looks like a new one. The mark is put in
    place first: wherever the work is broken off, what is in the folder is known to be a report's.

    Raises
    ------
    StanceError
        If a file cannot be written; the folder is then as it was.
    """
    page = f"{html}\n".encode("utf-8", "replace")
    hashes = {name: _hash(data) for name, data in files.items()}
    mark = json.dumps(hashes | {INDEX: _hash(page)}).encode("ascii")
    written = {folder / INDEX: page + _BEGINNING + mark + _END}
    try:
        write_together(
            written | {folder / name: data for name, data in files.items()}, [folder / name for name in names]
        )
    except OSError as error:
        raise StanceError(f"{folder}: the report cannot be written ({error.strerror or error})") from None
    return folder / INDEX


def _written(index: Path) -> dict[str, str]:
    """Return which files an earlier report wrote, and their hashes; none where there is no report."""
    _, beginning, mark = _read(index).rpartition(_BEGINNING)
    try:
        hashes = json.loads(mark.removesuffix(_END)) if beginning else {}
    except ValueError:
        return {}
    return hashes if isinstance(hashes, dict) else {}


def _hash_of(file: Path) -> str:
    """Return the hash of a file, of a report's page without its mark."""
    data = _read(file)
    if file.name == INDEX and data.endswith(_END):
        data = data.rpartition(_BEGINNING)[0] or data
    return _hash(data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(file: Path) -> bytes:
    """Return what is in a file; nothing where there is none that can be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
