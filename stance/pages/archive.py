"""What archives do to a page: one file around it (MHTML, as browsers save them), a bar above it, links rewritten."""

from __future__ import annotations

import re

__all__ = ["as_published", "unpack_archive"]

#: What the Wayback Machine puts above a page, and before the addresses in it.
_BAR_BEGINS, _BAR_ENDS = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"
_ARCHIVED = re.compile(r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{14}(?:[a-z]{2}_)?/(?=https?://|//)")


def unpack_archive(data: bytes) -> bytes:
    """Return the first page of HTML in a web archive, decoded from its transport; anything else as it is.

    The page's own declaration of its encoding goes before that of the archive; where it has none, the archive's is
    put in front of it.
    """
    head = data[:2_000].lower()
    if b"mime-version:" not in head or b"multipart/related" not in head:
        return data
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                charset = part.get_content_charset()
                return page if charset is None else _declare(page, charset)
    return data


def _declare(page: bytes, charset: str) -> bytes:
    if b"charset" in page[:2_000].lower() or not charset.replace("-", "").replace("_", "").isalnum():
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
