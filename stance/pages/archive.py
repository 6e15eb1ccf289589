"""What archives do to a page: one file around it (MHTML, as browsers save them), a bar above it, links rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin

from stance.errors import PageError
from stance.pages.mime import MAX_HEADER, MAX_PARTS, Part, begins_as_archive, walk

__all__ = ["Archive", "as_published", "declare", "unpack_archive"]

#: What the Wayback Machine puts above a page, and before the addresses in it.
_BAR_BEGINS, _BAR_ENDS = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"
_ARCHIVED = re.compile(r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{14}(?:[a-z]{2}_)?/(?=https?://|//)")


class Archive:
    """The page in a file, and the frames that were saved in the file with it.

    Attributes
    ----------
    page : bytes
    address : str
        Where the page was found, for the addresses of its frames; empty where the file does not say it.
    """

    def __init__(self, page: bytes, address: str = "", frames: Iterable[Part] = ()) -> None:
        self.page = page
        self.address = address
        self._frames: dict[str, Part] = {}
        for part in frames:
            for name in _names_of(part):
                self._frames.setdefault(name, part)
        self._given: set[int] = set()

    def find(self, address: str, base: str) -> tuple[bytes, str] | None:
        """Return the frame at an address, and where it was found; each frame is given once.

        Parameters
        ----------
        base : str
            Where the page or frame was found that has the address in it.
        """
        part = next((part for name in _ways_to(address, base) if (part := self._frames.get(name))), None)
        if part is None or part.begin in self._given:
            return None
        self._given.add(part.begin)
        return _content_of(part), _location_of(part) or base


def unpack_archive(data: bytes, source: str) -> Archive:
    """Return the first page of HTML in a web archive, decoded from its transport, and its frames.

    What is no web archive is returned as it is. The page's own declaration of its encoding goes before that of the
    archive; where it has none, the archive's is put in front of it.

    Raises
    ------
    PageError
        Naming ``source``: where no page is in the archive, or none with a header up to ``MAX_HEADER``, or it has more
        than ``MAX_PARTS`` parts.
    """
    if not begins_as_archive(data):
        return Archive(data)
    pages: list[Part] = []
    too_long = False
    for number, part in enumerate(walk(Part(data, 0, len(data)))):
        if number > MAX_PARTS:
            raise PageError(f"{source}: more than {MAX_PARTS:,} parts, which no web archive has; nothing was read")
        too_long = too_long or part.is_too_long
        if part.is_html:
            pages.append(part)
    for at, part in enumerate(pages):
        if (page := _content_of(part)).strip():
            return Archive(page, _location_of(part), pages[at + 1 :])
    if too_long:
        raise PageError(f"{source}: a header of more than {MAX_HEADER:,} bytes, which no web archive has")
    if b"multipart/related" in data[:MAX_HEADER].lower():
        raise PageError(f"{source}: there is no page of HTML in this web archive; save it as HTML (.html)")
    return Archive(data)


def _content_of(part: Part) -> bytes:
    return part.content if part.charset is None else declare(part.content, part.charset)


def _location_of(part: Part) -> str:
    return as_published(part.fields.get("content-location", ""))


def _names_of(part: Part) -> Iterator[str]:
    if name := part.fields.get("content-id", "").strip("<> "):
        yield f"cid:{unquote(name)}"
    if location := _location_of(part):
        yield location


def _ways_to(address: str, base: str) -> Iterator[str]:
    """Give the names under which a frame may be found: its address as it is written, and as it is meant."""
    if address[:4].lower() == "cid:":
        yield f"cid:{unquote(address[4:])}"
        return
    yield address
    place = address.partition("#")[0]
    try:
        yield urljoin(base, place)
    except ValueError:  # an address that no browser follows
        yield place


def declare(page: bytes, charset: str) -> bytes:
    """Put the encoding that is said of a page in front of it, unless the page declares one itself."""
    if (
        not page.strip()
        or b"charset" in page[:2_000].lower()
        or not charset.replace("-", "").replace("_", "").isalnum()
    ):
        return page
    return f'<meta charset="{charset}">'.encode("ascii", "replace") + page


def as_published(page: str) -> str:
    """Return a page of HTML without the bar of the Wayback Machine, its links leading where they led before.

    >>> as_published('<a href="https://web.archive.org/web/20250917090628/https://news.example/a#comments">3</a>')
    '<a href="https://news.example/a#comments">3</a>'
    """
    begin = page.find(_BAR_BEGINS)
    if begin >= 0 and (end := page.find(_BAR_ENDS, begin)) >= 0:
        page = page[:begin] + page[end + len(_BAR_ENDS) :]
    return _ARCHIVED.sub("", page) if "web.archive.org" in page else page
