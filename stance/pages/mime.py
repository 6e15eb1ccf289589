"""The parts of a web archive (MIME): where each stands in the file, what it is, and its content, decoded.

Why not the standard library's parser: it keeps every line of a part by itself, which is 46 times the file where the
lines are short; it calls itself for every part inside of a part; and the parameters of a header cost it the square of
their number. Here the file is divided at its boundaries, and a part is decoded when it is asked for.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

__all__ = ["MAX_HEADER", "MAX_PARTS", "Part", "begins_as_archive", "from_base64", "walk"]

#: Archives of real pages have some hundred parts.
MAX_PARTS = 10_000
#: A part with a longer header, in bytes, is passed over: real ones have some hundred bytes.
MAX_HEADER = 65_536
#: So many levels of parts in parts are looked into; browsers write two.
_DEEPEST = 10

_KNOWN = frozenset(("content-type", "content-transfer-encoding", "content-id", "content-location"))
_FIELD = rb"[!-9;-~]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+"
_ARCHIVE = re.compile(rb"(?i)(?:From [^\n]*+\n)?+(?:(?!MIME-Version:)%b)*+MIME-Version:" % _FIELD)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(r"\r?\n(?=[ \t])")
_PARAMETER = re.compile(r""";\s*+([^\s=;"]++)\s*+=\s*+(?:"((?:[^"\\]++|\\.)*+)"|([^\s;]*+))""")
_ESCAPED = re.compile(r"\\(.)")
#: The first line that may be a boundary, for a header that names none.
_ANY_BOUNDARY = re.compile(rb"\n--(\S[^\r\n]{0,200})")
_BEHIND_BOUNDARY = re.compile(rb"(--)?+[ \t]*+(?=\r?\n|\Z)")
_NEWLINE = ord("\n")


class Part:
    """One part of an archive, or the whole of it.

    Attributes
    ----------
    content_type : str
        Such as ``text/html``, in lower case; empty where none is given.
    fields : dict
        The fields of its header that are needed, by their names in lower case; of several with one name the first.
    begin, end : int
        Where its content stands in the file.
    is_too_long : bool
        Whether its header was passed over, being longer than ``MAX_HEADER``.
    """

    __slots__ = ("_data", "_parameters", "begin", "content_type", "end", "fields", "is_too_long")

    def __init__(self, data: bytes, begin: int, end: int) -> None:
        self._data = data
        blank = _BLANK_LINE.search(data, begin, min(end, begin + MAX_HEADER))
        self.is_too_long = blank is None and end - begin > MAX_HEADER
        self.begin, self.end = blank.end() if blank else end, end
        self.fields = _fields(data[begin : blank.start() if blank else end]) if not self.is_too_long else {}
        kind, semicolon, parameters = self.fields.get("content-type", "").partition(";")
        self.content_type = kind.strip().lower()
        self._parameters = semicolon + parameters

    @property
    def is_html(self) -> bool:
        """Whether it is a page, or a frame of one."""
        return self.content_type in ("text/html", "application/xhtml+xml")

    @property
    def charset(self) -> str | None:
        """The encoding that its header declares."""
        return self._parameter("charset")

    @property
    def content(self) -> bytes:
        """What stands in it, decoded from its transport."""
        content = self._data[self.begin : self.end]
        encoding = self.fields.get("content-transfer-encoding", "").strip().lower()
        if encoding == "base64":
            return from_base64(content)
        if encoding == "quoted-printable":
            return binascii.a2b_qp(content)
        if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
            return _from_uuencode(content)
        return content

    def parts(self) -> Iterator[Part]:
        """Give the parts that are directly in it, each divided from the next when it is asked for."""
        if self.content_type == "message/rfc822":
            yield Part(self._data, self.begin, self.end)
        elif self.content_type.startswith("multipart/") and (boundary := self._boundary()):
            for begin, end in _divide(self._data, b"--" + boundary, self.begin, self.end):
                yield Part(self._data, begin, end)

    def _parameter(self, name: str) -> str | None:
        for found, quoted, bare in _PARAMETER.findall(self._parameters):
            if found.lower() == name:
                return _ESCAPED.sub(r"\1", quoted) or bare
        return None

    def _boundary(self) -> bytes:
        if named := (self._parameter("boundary") or "").rstrip():
            return named.encode("utf-8", "surrogateescape")
        first = _ANY_BOUNDARY.search(self._data, self.begin - 1, min(self.end, self.begin + MAX_HEADER))
        return first[1].rstrip() if first else b""


def begins_as_archive(data: bytes) -> bool:
    """Tell whether a file begins with the header of an archive: fields, ``MIME-Version`` among them."""
    return _ARCHIVE.match(data, 0, MAX_HEADER) is not None


def walk(part: Part, depth: int = 0) -> Iterator[Part]:
    """Give a part and all parts inside of it, in the order of the file."""
    yield part
    if depth < _DEEPEST:
        for inner in part.parts():
            yield from walk(inner, depth + 1)


def _fields(header: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FOLDED.sub("", header.decode("utf-8", "surrogateescape")).split("\n"):
        name, colon, value = line.partition(":")
        if colon and (name := name.strip().lower()) in _KNOWN:
            found.setdefault(name, value.strip())
    return found


def _divide(data: bytes, delimiter: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where the header of each part begins and its content ends; a part begins with the end of a line."""
    part: int | None = None
    at = data.find(delimiter, begin, end)
    while at >= 0:
        behind = at + len(delimiter)
        rest = _BEHIND_BOUNDARY.match(data, behind, end)
        if rest and (at == begin or data[at - 1] == _NEWLINE):
            if part is not None:
                yield part, max(part, at - 1 - (data[at - 2 : at] == b"\r\n"))
            part = rest.end()
            if rest[1]:
                return
        at = data.find(delimiter, behind, end)
    if part is not None:
        yield part, end


def from_base64(content: bytes) -> bytes:
    """Decode what other signs may stand among, and whose end may be cut off."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:  # cut off within the last four characters
        kept = content.translate(None, _NO_BASE64)
        return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"==")


_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def _from_uuencode(content: bytes) -> bytes:
    found = bytearray()
    for line in _LINE.finditer(content):
        if not line[0].startswith((b"begin ", b"end")):
            try:
                found += binascii.a2b_uu(line[0])
            except binascii.Error:
                break
    return bytes(found)


_LINE = re.compile(rb"[^\r\n]++")
