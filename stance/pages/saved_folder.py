"""The folder that a browser writes beside a page that is saved "complete": ``page.html`` and ``page_files``."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

from stance.errors import PageError
from stance.pages.decode import MAX_BYTES

__all__ = ["SavedFolder"]

#: What the folder's name adds to that of the page, in the languages of browsers and systems.
_ENDINGS = frozenset(
    """_files .files -files _file -Dateien _Dateien _archivos _arquivos _ficheiros _fichiers -filer _bestanden _bylos
    _datoteke _dosyalar _elemei _failid _fails _fajlovi _fitxategiak _fitxers _pliki _soubory _tiedostot""".split()
)
_SUFFIXES = (".html", ".htm", ".xhtml")
#: Signs of an address, or of a path of its own, that a browser writes into no such name.
_NEVER = frozenset(':\\\0"<>|')


class SavedFolder:
    """The frames of a page in its folder: regular files below it, by relative paths without ``..``, each once.

    Parameters
    ----------
    page : Path
        The page's own file.
    size : int
        How many bytes that has: with its frames it has no more than ``MAX_BYTES``.
    """

    #: The page itself: paths are counted from the folder that it is in.
    address = ""

    def __init__(self, page: Path, size: int) -> None:
        self._page = page
        self._left = MAX_BYTES - size
        self._given: set[Path] = set()

    def find(self, address: str, base: str) -> tuple[bytes, str] | None:
        """Return the frame in the file at a relative address, and its path; each file is given once.

        Parameters
        ----------
        base : str
            The path of the frame that has the address in it, from the page's folder; empty for the page itself.

        Raises
        ------
        PageError
            Where the file is there and cannot be read, or is too large.
        """
        parts = _parts_of(address, base)
        if len(parts) < 2 or not self._is_own(parts[0]) or not parts[-1].lower().endswith(_SUFFIXES):
            return None
        file = self._below(parts)
        if file is None or file in self._given:
            return None
        self._given.add(file)
        try:
            with file.open("rb") as frame:
                data = frame.read(self._left + 1)
        except OSError as error:
            raise PageError(f"{'/'.join(parts)}: cannot be read ({error.strerror})") from None
        if len(data) > self._left:
            raise PageError(f"{'/'.join(parts)}: not read: with it the page has more than {MAX_BYTES:,} bytes")
        self._left -= len(data)
        return data, "/".join(parts)

    def _is_own(self, folder: str) -> bool:
        stem = self._page.stem
        return folder.startswith(stem) and folder[len(stem) :] in _ENDINGS

    def _below(self, parts: list[str]) -> Path | None:
        """Return the real path of a regular file, unless a link leads out of the page's folder."""
        try:
            folder = Path(os.path.realpath(self._page.parent), parts[0])
            file = Path(os.path.realpath(folder.joinpath(*parts[1:])))
            return file if file.is_relative_to(folder) and file.is_file() else None
        except (OSError, ValueError):  # a name that no file can have
            return None


def _parts_of(address: str, base: str) -> list[str]:
    """Return the parts of a relative path; none for an address, an absolute path, or one that leads upwards."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if path.startswith("/") or not _NEVER.isdisjoint(path) or min(path, default=" ") < " ":
        return []
    parts = [*base.split("/")[:-1], *(part for part in path.split("/") if part not in ("", "."))]
    return [] if ".." in parts else parts
