"""The folder of a report: only files that an earlier report wrote, and nobody has changed since, are replaced.

The mark is the last line of ``index.html``: which files the report wrote, each with a hash. A saved page of the same
name has no such line, and a ``comments.csv`` into which somebody has written labels no longer has its hash.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from stance.errors import StanceError

__all__ = ["INDEX", "make_folder", "write_index"]

INDEX = "index.html"
_BEGINNING, _END = b"<!-- stance report: ", b" -->\n"


def make_folder(folder: Path, names: Iterable[str], inputs: Iterable[Path] = ()) -> None:
    """Make the folder where it is missing; remove the files of an earlier report, so that none looks like a new one.

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
        for file in there:
            file.unlink()
    except FileExistsError:
        raise StanceError(f"{folder}: there is a file of this name; a report needs a folder") from None
    except OSError as error:
        raise StanceError(f"{folder}: cannot be written ({error.strerror})") from None


def write_index(folder: Path, html: str, names: Iterable[str]) -> Path:
    """Write ``index.html``, the last file of a report, with the mark on all of them."""
    page = f"{html}\n".encode()
    hashes = {name: _hash_of(folder / name) for name in names if (folder / name).is_file()}
    mark = json.dumps(hashes | {INDEX: _hash(page)}).encode("ascii")
    (folder / INDEX).write_bytes(page + _BEGINNING + mark + _END)
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
