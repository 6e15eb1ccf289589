"""Web archives of one file (MHTML, as browsers save them): the page of HTML in them."""

from __future__ import annotations

__all__ = ["unpack_archive"]


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
