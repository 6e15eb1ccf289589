"""What stands in the frames of a page (``<iframe>``), where it was saved with the page; nothing else is looked up.

A frame is in an attribute of the page (``srcdoc``, an address that is ``data:``), in the same archive, or in a file
beside the page. However many frames a page names and however they hold each other, each that is kept elsewhere is
read once, and all of them have no more tags together than a page may have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import unquote_to_bytes

from stance.errors import PageError
from stance.pages.archive import as_published, declare
from stance.pages.decode import MAX_TAGS, decode
from stance.pages.mime import from_base64

__all__ = ["FrameStore", "SavedFrames"]

#: So many frames of a page are decoded; real pages with advertisements have some dozens.
_MOST_FRAMES = 200
#: A longer address leads to nothing that was saved.
_LONGEST_ADDRESS = 4_000
#: So many bytes are decoded at a time.
_PIECE = 65_536
_CALLED = "a frame of the page"

_DATA = re.compile(r"(?i)data:\s*+(?:text/html|application/xhtml\+xml)((?:;[^,;]*+)*+),")
_DATA_CHARSET = re.compile(r"(?i);\s*+charset=[\"']?([\w.:-]{1,40})")
_IS_BASE64 = re.compile(r"(?i);\s*+base64\s*+$")


class FrameStore(Protocol):
    """Where the frames of a page may be kept."""

    @property
    def address(self) -> str:
        """Where the page itself was found."""

    def find(self, address: str, base: str) -> tuple[bytes, str] | None:
        """Return the frame with an address, and where it was found; none twice."""


class SavedFrames:
    """The frames of one page.

    Attributes
    ----------
    notes : list of str
        What is to be said of frames that are in the file and were not read as they stand.
    """

    def __init__(self, *stores: FrameStore) -> None:
        self.notes: list[str] = []
        self._stores = stores
        self._left = _MOST_FRAMES
        self._tags = 0

    def begin(self, page: str) -> str:
        """Begin with a page; return where it was found."""
        self._tags = page.count("<")
        return next((store.address for store in self._stores if store.address), "")

    def read(self, attributes: Mapping[str, str], base: str) -> tuple[str, str] | None:
        """Return the HTML of a frame by the attributes of its element, and where it was found.

        Parameters
        ----------
        base : str
            Where the page or frame was found in which the element stands.
        """
        if content := attributes.get("srcdoc"):
            return self._counted(content, base)
        address = attributes.get("src", "")
        if found := _in_address(address):
            return self._decoded(found, base)
        if 0 < len(address) <= _LONGEST_ADDRESS:
            try:
                kept = next((kept for store in self._stores if (kept := store.find(address, base))), None)
            except PageError as error:
                self._note(str(error))
                return None
            return self._decoded(*kept) if kept else None
        return None

    def _decoded(self, data: bytes, address: str) -> tuple[str, str] | None:
        if not data.strip():
            return None
        self._left -= 1
        if self._left < 0:
            self._note(f"the page has more than {_MOST_FRAMES} frames; the others were not read")
            return None
        try:
            text, warning = decode(data, _CALLED)
        except PageError as error:
            self._note(str(error))
            return None
        if warning:
            self._note(f"{_CALLED}: {warning}")
        return self._counted(as_published(text), address)

    def _counted(self, content: str, address: str) -> tuple[str, str] | None:
        tags = content.count("<")
        if self._tags + tags > MAX_TAGS:
            self._note(f"{_CALLED} was not read: with it the page has more than {MAX_TAGS:,} tags")
            return None
        self._tags += tags
        return content, address

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _in_address(address: str) -> bytes | None:
    """Return the page that an address holds: ``data:text/html,%3Cp%3E…``, ``data:text/html;base64,PHA+…``."""
    found = _DATA.match(address)
    if not found:
        return None
    data = _from_escapes(address[found.end() :])
    if _IS_BASE64.search(found[1]):
        data = from_base64(data)
    charset = _DATA_CHARSET.search(found[1])
    return declare(data, charset[1]) if charset else data


def _from_escapes(text: str) -> bytes:
    """Decode the escapes of an address, a piece at a time: whole, each escape would become an object of its own."""
    data = text.encode("utf-8", "surrogatepass")
    found = bytearray()
    at = 0
    while at < len(data):
        end = at + _PIECE
        if (escape := data.rfind(b"%", end - 2, end)) >= 0:
            end = escape
        found += unquote_to_bytes(data[at:end])
        at = end
    return bytes(found)
