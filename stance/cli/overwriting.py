"""What a command may write over: what an earlier run of it wrote; nothing that it reads, and nobody else's files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from stance.errors import StanceError
from stance.files import is_among

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["check_model", "check_page", "check_table"]

#: How the two kinds of pages begin, and what both hold.
_CARD, _HEADING, _FIGURES = "# Stance classifier: ", "# ", "\n| figure | classifier |"


def check_table(out: str, inputs: Iterable[str]) -> None:
    """Refuse to write a table of comments over a page that was read, or over a file that is no such table.

    Raises
    ------
    StanceError
        Naming the file.
    """
    if is_among(out, inputs):
        raise StanceError(f"{out}: this is one of the pages, and the table would be written over it; name another file")
    what = "a table of stance parse or stance score, as they leave it"
    _check_ours(Path(out), _is_table, what)


def check_page(out: Path, inputs: Iterable[str]) -> None:
    """Refuse to write figures and their pictures over what they are made from, or what no such run wrote.

    Raises
    ------
    StanceError
        Naming the file.
    """
    base = out.with_suffix("") if out.suffix == ".md" else out
    _check_read([out, *_pictures(base)], inputs)
    _check_ours(out, _has_figures, "a page of stance evaluate")
    _check_pictures(base, out)


def check_model(base: Path, inputs: Iterable[str]) -> None:
    """Refuse to write a model, its card and their pictures over what it is trained on, or what is no model's.

    Raises
    ------
    StanceError
        Naming the file.
    """
    from stance.classifier.storing import check_place, files_of

    npz, card = files_of(base)
    page, base = npz.with_suffix(".md"), npz.with_suffix("")
    _check_read([npz, card, page, *_pictures(base)], inputs)
    check_place(npz)
    _check_ours(page, _is_card, "a model's card")
    _check_pictures(base, page)


def _pictures(base: Path) -> list[Path]:
    from stance.card_plots import picture_files

    return list(picture_files(base).values())


def _check_read(outs: Iterable[Path], inputs: Iterable[str]) -> None:
    for file in inputs:
        if is_among(file, outs):
            raise StanceError(f"{file}: this is read, and would be written over; name another file with --out")


def _check_pictures(base: Path, page: Path) -> None:
    """Refuse pictures to which the page of an earlier run has no link."""
    for file in _pictures(base):
        _check_ours(file, partial(_is_linked, page), f"a picture of {page.name}")


def _check_ours(file: Path, is_ours: Callable[[Path], bool], what: str) -> None:
    """Refuse a file that is there, is not empty and not ours; a pipe or a terminal is no file."""
    try:
        ours = not file.is_file() or not file.stat().st_size or is_ours(file)
    except OSError:
        ours = False
    if not ours:
        raise StanceError(
            f"{file}: this is not {what}, and would be written over; name another file with --out, or move it away"
        )


def _is_table(file: Path) -> bool:
    """Tell a table that a command wrote: by its first line, to the byte, which spreadsheets write otherwise."""
    from stance.table import COMMENT_COLUMNS, SCORE_COLUMNS
    from stance.targets import COLUMN

    known = [COMMENT_COLUMNS, (*COMMENT_COLUMNS, *SCORE_COLUMNS)]
    known += [(*COMMENT_COLUMNS, *SCORE_COLUMNS, COLUMN), (*COMMENT_COLUMNS, COLUMN, *SCORE_COLUMNS)]
    with file.open("rb") as opened:
        first = opened.readline(10_000)
    return first in [f"\ufeff{','.join(columns)}\n".encode() for columns in known]


def _is_card(page: Path) -> bool:
    return _text(page).startswith(_CARD)


def _has_figures(page: Path) -> bool:
    text = _text(page)
    return text.startswith(_HEADING) and not text.startswith(_CARD) and _FIGURES in text


def _is_linked(page: Path, picture: Path) -> bool:
    return f"]({quote(picture.name)})" in _text(page)


def _text(page: Path) -> str:
    """Return what is on a page of Markdown; nothing where there is none that can be read."""
    try:
        return page.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
