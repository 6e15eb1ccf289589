"""The doors of this room: a path, a folder, or text and bytes → pages."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from stance.errors import PageError
from stance.pages.archive import Archive, unpack_archive
from stance.pages.decode import MAX_BYTES, decode, looks_like_html
from stance.pages.html_frames import FrameStore, SavedFrames
from stance.pages.records import Failure, Page, Pages
from stance.pages.saved_folder import SavedFolder
from stance.pages.segment import read_html_page, read_text_page

__all__ = ["PAGE_SUFFIXES", "parse_page", "read_page", "read_pages"]

#: In a folder, the files with these endings are its pages. A file named on its own may have any ending.
PAGE_SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".mhtml", ".mht")
#: But not these: a table read as a page is a page without comments.
_TABLE_SUFFIXES = (".csv", ".tsv")
#: What reports of this library have in their head (templates/report.html.j2). One read as a page has comments.
_REPORT = '<meta name="generator" content="stance report">'

#: A bar is shown only where reading takes longer than this, in seconds.
_PROGRESS_DELAY = 1.0

#: So much of an error's message is shown where the error is ours.
_LONGEST_REASON = 200
#: Pages are saved in years between these, from which a page's "999 years ago" still leads to a year that there is.
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
#: So many characters of a page are looked at to see that it is none.
_HEAD = 4_000

PathLike = str | os.PathLike[str]


def parse_page(text: str | bytes, source: str | None = None, *, saved: datetime | None = None) -> Page:
    r"""Read a saved page, text or HTML, into a :class:`Page`.

    Parameters
    ----------
    text : str or bytes
        The whole page. Bytes are decoded by byte order mark, as the HTML declares, as UTF-8, or else by detection, and
        may be a web archive. Frames that are in it (``srcdoc``, ``data:``, parts of an archive) are parts of the page.
    source : str, optional
        What to call the page in messages and tables, such as its path or address.
    saved : datetime.datetime, optional
        When the page was saved, with its time zone: "2 hours ago" and "today" are counted from it, and stay as
        they are written without it.

    Raises
    ------
    PageError
        If there is nothing in it, if it is binary, a table of comments or a report of this library, or larger than a
        page can be: 20,000,000 bytes, 100,000 lines of text or 150,000 tags, and of an archive 10,000 parts or 65,536
        bytes of a header. Up to there reading takes time in proportion to the size, and memory of some 20 times the
        size or 60 MB, whichever is more.

    Examples
    --------
    >>> page = parse_page("Round five begins\n\nThe two sides met in Washington on Friday and agreed to meet "
    ...                   "again next week.\n\n2 Comments\nAnn\nAgain?\nBo_22\nTalking beats tariffs.")
    >>> page.title, page.comment_section
    ('Round five begins', 'found')
    >>> [(c.author, c.text) for c in page.comments]
    [('Ann', 'Again?'), ('Bo_22', 'Talking beats tariffs.')]
    """
    if not isinstance(text, str | bytes | bytearray | memoryview):
        raise PageError(f"a page is text or bytes, not {type(text).__name__}; for a path use read_page(path)")
    _check_saved(saved)
    if isinstance(text, str):  # it is no bytes in the encoding that it may declare
        return _parse(Archive(BOM_UTF8 + text.encode("utf-8", "surrogatepass")), source, saved)
    return _parse(unpack_archive(bytes(text), source or "the page"), source, saved)


def _parse(archive: Archive, source: str | None, saved: datetime | None, *beside: FrameStore) -> Page:
    decoded, warning = decode(archive.page, source or "the page")
    _check_is_page(decoded, source or "the page")
    warnings = (warning,) if warning else ()
    if looks_like_html(decoded):
        return read_html_page(decoded, source, warnings, saved, SavedFrames(archive, *beside))
    return read_text_page(decoded, source, warnings, saved)


def read_page(path: PathLike, *, saved: datetime | None = None) -> Page:
    """Read one saved page.

    Parameters
    ----------
    path : str or path-like
        A page saved as text, as HTML, or as a web archive of one file (MHTML), whatever its ending. Frames that a
        browser saved in the folder beside it (``page_files`` beside ``page.html``) are read with it; of nothing else
        that the page names anything is read.
    saved : datetime.datetime, optional
        When it was saved, with its time zone (see :func:`parse_page`).

    Raises
    ------
    PageError
        Naming the path: where it is missing, a folder, unreadable, empty, binary or a table.

    Examples
    --------
    >>> page = read_page("seeds/001_9188ef4ab041caef.txt")
    >>> page.declared_comments, len(page.comments)
    (15, 15)
    """
    path = _as_path(path)
    try:
        _check_is_no_address(path)
        if path.is_dir():
            raise PageError(f"{path}: this is a folder; use read_pages({str(path)!r})")
        if path.suffix.lower() in _TABLE_SUFFIXES and path.exists():
            raise PageError(f"{path}: {_IS_TABLE}")
        if path.exists() and not path.is_file():
            raise PageError(f"{path}: this is no regular file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PageError(f"{path}: there is no such file") from None
    except PageError:
        raise
    except (OSError, ValueError) as error:
        raise PageError(f"{path}: cannot be read ({_reason(error)})") from None
    _check_saved(saved)
    source = _printable(path)
    archive = unpack_archive(data, source)
    page = _parse(archive, source, saved, SavedFolder(path, len(data)))
    return page if archive.page is data or len(data) <= MAX_BYTES else replace(page, warnings=(*page.warnings, _CUT))


def read_pages(paths: PathLike | Iterable[PathLike], *, progress: bool = True, saved: datetime | None = None) -> Pages:
    """Read a folder of saved pages, or the paths in a list (files and folders), in order.

    A path that cannot be read never stops the others: it is kept in ``failures`` with its reason. A file that is
    named twice is read once.

    Parameters
    ----------
    paths : path or iterable of paths
        A folder stands for the pages directly in it (``PAGE_SUFFIXES``), sorted by name; other files and folders in
        it are passed over.
    progress : bool, default True
        Show a bar on standard error where reading takes longer than a second.
    saved : datetime.datetime, optional
        When all of them were saved, with its time zone (see :func:`parse_page`).

    Returns
    -------
    Pages
        A sequence of :class:`Page`, with ``failures`` and with what was ``passed_over``.

    Raises
    ------
    PageError
        If a single path is given and it is missing, or is a folder without a page in it; if a list is empty; or if
        something that is no path is given.

    Examples
    --------
    >>> pages = read_pages("seeds")
    >>> [len(page.comments) for page in pages], pages.failures
    ([0, 15, 0, 0, 0], ())
    """
    _check_saved(saved)
    if isinstance(paths, str | os.PathLike):
        files, others = _pages_of(Path(paths))
        failures: list[Failure] = []
    elif isinstance(paths, Iterable) and not isinstance(paths, bytes):
        named = [_as_path(path) for path in paths]
        if not named:
            raise PageError("there is no page to read: the list is empty; does its pattern match a file?")
        files, others, failures = _pages_of_all(named)
    else:
        raise PageError(f"expected a folder, a page or a list of them, got {type(paths).__name__}: read_pages('saved')")
    files = list({os.path.realpath(file): file for file in reversed(files)}.values())[::-1]
    pages = []
    for file in _with_progress(files, progress):
        try:
            pages.append(read_page(file, saved=saved))
        except PageError as error:
            failures.append(Failure(_printable(file), str(error)))
        except Exception as error:  # a mistake of ours on one page must not cost all the others
            said = f"{type(error).__name__}: {str(error)[:_LONGEST_REASON]}"
            reason = f"{_printable(file)}: stance failed on this page, which is a mistake of its own ({said})"
            failures.append(Failure(_printable(file), reason))
    return Pages(tuple(pages), tuple(failures), _names_of(others))


def _check_saved(saved: datetime | None) -> None:
    if saved is not None and saved.tzinfo is None:
        raise PageError("saved needs a time zone, such as datetime(2025, 6, 1, 12, tzinfo=UTC)")
    if saved is not None and not _FIRST_YEAR <= saved.year <= _LAST_YEAR:
        raise PageError(f"saved is in the year {saved.year}; no page was saved then")


_CUT = f"only the first {MAX_BYTES:,} bytes of the archive were read; what stands behind them is left out"
_IS_TABLE = "this is a table, not a saved page; name the pages, or in Python give the table itself to stance.score"


def _check_is_page(text: str, source: str) -> None:
    """Refuse what the library itself writes: it would be read as a page without comments, or with wrong ones."""
    head = text[:_HEAD]
    if {"comment_id", "text"} <= {cell.strip('"') for cell in head.partition("\n")[0].split(",")}:
        raise PageError(f"{source}: {_IS_TABLE}")
    if _REPORT in head:
        raise PageError(f"{source}: this is a report that stance wrote, not a saved page")


def _as_path(path: object) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise PageError(f"expected the path of a page, got {type(path).__name__}: read_page('saved/page.html')")
    return Path(path)


def _check_is_no_address(path: Path) -> None:
    scheme, found, rest = path.as_posix().partition(":/")
    if found and scheme.lower() in ("http", "https"):
        address = f"{scheme}://{rest.lstrip('/')}"
        raise PageError(f"{address}: nothing is downloaded; save the page in your browser, and give the file's path")


def _pages_of_all(paths: list[Path]) -> tuple[list[Path], list[Path], list[Failure]]:
    """Return page files, what else stands in the folders and is not named itself, and failures."""
    files: list[Path] = []
    others: list[Path] = []
    named: list[Path] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            found = _pages_of(path)
            files += found[0]
            others += found[1]
            named.append(path)
        except PageError as error:
            failures.append(Failure(_printable(path), str(error)))
    there = {os.path.realpath(path): path for path in others}
    for path in named:
        there.pop(os.path.realpath(path), None)
    return files, list(there.values()), failures


def _pages_of(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the page files that a path stands for, and what else is in the folder that it is."""
    try:
        _check_is_no_address(path)
        if not path.exists():
            raise PageError(f"{path}: there is no such file or folder")
        if not path.is_dir():
            return [path], []
        shown = sorted(file for file in path.iterdir() if not file.name.startswith("."))
        files = [file for file in shown if _is_page_file(file)]
    except PageError:
        raise
    except (OSError, ValueError) as error:
        raise PageError(f"{path}: cannot be read ({_reason(error)})") from None
    if not files:
        others = Pages(passed_over=_names_of(shown)).passed_over_in_words
        raise PageError(
            f"{path}: there is no page in this folder (looked for {', '.join(PAGE_SUFFIXES)})"
            + (f"; not read: {others}" if others else "")
        )
    pages = set(files)
    return files, [file for file in shown if file not in pages]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _printable(path: Path) -> str:
    """Return a path as text that can be written anywhere, whatever bytes its name has."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _names_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return paths as text, a slash at the end of folders."""
    return tuple(_printable(path) + "/" * path.is_dir() for path in paths)


def _is_page_file(file: Path) -> bool:
    return file.suffix.lower() in PAGE_SUFFIXES and not file.is_dir()


def _with_progress(files: list[Path], progress: bool) -> Iterator[Path]:
    from tqdm import tqdm

    bar = tqdm(files, desc="reading pages", unit="page", delay=_PROGRESS_DELAY, disable=not progress, leave=False)
    return iter(bar)
