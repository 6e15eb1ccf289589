"""Files that belong together are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["is_among", "write_together"]


def write_together(files: Mapping[Path, bytes], instead_of: Iterable[Path] = ()) -> None:
    """Write files under other names beside their places, and put them there, in their order, when all are written.

    Where one cannot be written, on a full disk say, what stood there is as it was. ``instead_of`` are files that are
    removed before the first of the new ones is put in place.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    parts = {place: place.with_name(f".{place.name}.{os.getpid()}.part") for place in files}
    try:
        for place, data in files.items():
            parts[place].write_bytes(data)
        for old in instead_of:
            old.unlink(missing_ok=True)
        for place, part in parts.items():
            part.replace(place)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def is_among(path: str | os.PathLike[str], others: Iterable[str | os.PathLike[str]]) -> bool:
    """Tell whether a path is one of the others' files, under whatever name."""
    return any(_is_same(path, other) for other in others)


def _is_same(path: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    try:
        return os.path.realpath(path) == os.path.realpath(other) or Path(path).samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return False
