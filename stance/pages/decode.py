"""Bytes → text: byte order mark, UTF-8, then detection; what is no text page is refused with its reason."""

from __future__ import annotations

import codecs
import re

from stance.errors import PageError
from stance.pages.charsets import declared_charset

__all__ = ["MAX_BYTES", "MAX_LINES", "MAX_TAGS", "decode", "looks_like_html"]

#: A larger file is refused: the longest comment pages have a few megabytes, and memory is bounded by this.
MAX_BYTES = 20_000_000

#: A text of more lines is no page either: the longest have a few thousand, and each line costs memory of its own.
MAX_LINES = 100_000
#: The same for the tags of HTML: real pages have some thousands.
MAX_TAGS = 150_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"bplist", "a web archive"),
)
_SAVE = "save it as HTML (.html), or as text (.txt)"
#: What a page of HTML begins with, behind its comments and declarations, or has many of.
_HTML = re.compile(r"(?i)<(?:!doctype\s{1,20}html|html[\s>]|head[\s>]|body[\s>]|meta\s)")
_TAG = re.compile(r"(?i)</(?:p|div|span|li|article|section|td|a|h[1-6])>")
#: Control characters that no text page holds; tab and newlines are let through. Whether there are any is seen many
#: times faster among the bytes of UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_CONTROL_PAIR = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")
_FILLED_LINE = re.compile(r"\S[^\n]*+")
_OTHER_NEWLINES = ("\r\n", *"\r\x0b\x0c\x85\u2028\u2029")


def looks_like_html(text: str) -> bool:
    """Tell whether the text of a page is HTML."""
    return _HTML.search(text[:_HEAD]) is not None or len(_TAG.findall(text[:_HEAD])) >= _TAGS_OF_HTML


#: So much of a page is looked at, and so many end tags in it show a fragment of HTML.
_HEAD, _TAGS_OF_HTML = 4_000, 3


def decode(data: bytes, source: str) -> tuple[str, str | None]:
    r"""Return the text of a saved page, newlines as ``\n``, and a warning where its encoding was guessed.

    The encoding is that of the byte order mark, the one that an HTML page declares, UTF-8, or else detected.

    Raises
    ------
    PageError
        Naming ``source``: for an empty or a binary file, or one above ``MAX_BYTES``, ``MAX_LINES`` or ``MAX_TAGS``.
    """
    if len(data) > MAX_BYTES:
        raise PageError(f"{source}: more than {MAX_BYTES:,} bytes, which no page has; nothing was read")
    if not data.strip():
        raise PageError(f"{source}: the file is empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise PageError(f"{source}: this is {kind}, not a page; {_SAVE}")
    text, warning = _to_text(data, source)
    for newline in _OTHER_NEWLINES:
        text = text.replace(newline, "\n")
    if not text.strip("\ufeff \n\t\u200b\xa0"):
        raise PageError(f"{source}: the file is empty")
    control = _count_control(text)
    if control > len(text) // 1000:
        raise PageError(f"{source}: this is a binary file, not a page; {_SAVE}")
    if looks_like_html(text) and text.count("<") > MAX_TAGS:
        raise PageError(f"{source}: more than {MAX_TAGS:,} tags, which no page has; nothing was read")
    if _has_too_many_lines(text):
        raise PageError(f"{source}: more than {MAX_LINES:,} lines, which no page has; nothing was read")
    return _CONTROL.sub("", text) if control else text, warning


def _count_control(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and not _CONTROL_PAIR.search(data):
        return 0
    return len(_CONTROL.findall(text))


def _has_too_many_lines(text: str) -> bool:
    return (
        text.count("\n") > MAX_LINES
        and not looks_like_html(text)
        and sum(1 for _ in _FILLED_LINE.finditer(text)) > MAX_LINES
    )


def _to_text(data: bytes, source: str) -> tuple[str, str | None]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return text, _damaged(text, encoding)
    if encoding16 := _utf16_without_mark(data):
        text = data.decode(encoding16, "replace")
        return text, _damaged(text, encoding16)
    if declared := _declared(data):
        return declared
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 or _mostly_utf8(data):
            return data.decode("utf-8", "replace"), "some bytes are not UTF-8 and are shown as \ufffd"
    return _detect(data, source)


def _declared(data: bytes) -> tuple[str, str | None] | None:
    """Decode as the page of HTML declares, unless too many of its bytes say that it errs."""
    encoding = declared_charset(data)
    if encoding is None or encoding == "utf-8":
        return None
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > len(text) // 1000 or (encoding not in _MULTIBYTE and _is_utf8(data)):
        return None
    return text, _damaged(text, encoding)


#: A page in one of these is not read as UTF-8, whatever its bytes allow.
_MULTIBYTE = frozenset(
    {"shift_jis", "cp932", "euc_jp", "iso2022_jp", "gbk", "gb18030", "gb2312", "big5", "euc_kr", "cp949"}
)


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes beyond ASCII are there and all of them UTF-8: then a declared Latin-1 is a mistake."""
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by its pattern: in Western text every other byte is zero."""
    head = data[:4000]
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether a few broken bytes stand in what is otherwise real, non-ASCII UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - broken > 3 * broken


def _damaged(text: str, encoding: str) -> str | None:
    return f"some bytes are not {encoding} and are shown as \ufffd" if "\ufffd" in text else None


def _detect(data: bytes, source: str) -> tuple[str, str | None]:
    from charset_normalizer import from_bytes

    if data.count(b"\x00") > len(data) // 1000:
        raise PageError(f"{source}: this is a binary file, not a page; {_SAVE}")
    try:  # by far the most frequent case, and the one on which detectors are least steady
        text = data.decode("cp1252")
        if _reads_as_western(text):
            return text, "the encoding is not declared; read as Windows-1252"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data).best()
    if best is None:
        raise PageError(f"{source}: this is a binary file, or text in no known encoding; save it as UTF-8")
    return str(best), f"the encoding is not declared; read as {best.encoding}"


def _reads_as_western(text: str) -> bool:
    """Almost all letters ASCII, the others typographic marks or accented letters inside words."""
    others = sum(c > "\x7f" for c in text)
    return others <= 0.05 * len(text)
