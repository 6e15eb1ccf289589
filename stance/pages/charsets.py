"""The charset that a page declares, as browsers understand its name (WHATWG Encoding Standard)."""

from __future__ import annotations

import codecs
import re

__all__ = ["codec_of", "declared_charset"]

_CHARSET = re.compile(rb"""(?i)<meta\b[^>]{0,300}?\bcharset\s{0,5}=\s{0,5}["']?\s{0,5}([a-z0-9_:.\-]{2,40})""")
_XML = re.compile(rb"""(?i)^\s{0,100}<\?xml\b[^>]{0,200}?\bencoding\s{0,5}=\s{0,5}["']([a-z0-9_:.\-]{2,40})""")
#: What browsers take these names for (WHATWG Encoding Standard), as Python calls it.
_ALIASES = {
    **dict.fromkeys("ascii us-ascii iso-8859-1 iso8859-1 latin1 latin-1 l1".split(), "cp1252"),
    **dict.fromkeys("windows-1252 cp1252 x-cp1252".split(), "cp1252"),
    **dict.fromkeys("iso-8859-9 latin5 windows-1254".split(), "cp1254"),
    **dict.fromkeys("iso-8859-11 tis-620 windows-874".split(), "cp874"),
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis ms_kanji windows-31j".split(), "cp932"),
    **dict.fromkeys("gb2312 gbk gb_2312-80 x-gbk chinese".split(), "gb18030"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 ksc5601 korean windows-949".split(), "cp949"),
    **dict.fromkeys("big5 big5-hkscs x-x-big5 cn-big5".split(), "big5hkscs"),
    **dict.fromkeys("utf-16 utf-16le utf-16be unicode ucs-2 utf-32 utf-7".split(), "utf-8"),
    **dict.fromkeys("utf8 utf-8 unicode-1-1-utf-8".split(), "utf-8"),
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "koi": "koi8_r",
    "x-euc-jp": "euc_jp",
}  # fmt: skip
#: The codecs that are read. Python has others, which no browser knows: some of them raise whatever they are told to do
#: with errors (idna), or need time with the square of the text (punycode).
_KNOWN = frozenset(
    {
        *("utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874"),
        *(f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))),
        *(f"cp{number}" for number in range(1250, 1259)),
        *("gbk", "gb18030", "gb2312", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "cp932"),
        *("euc_kr", "cp949"),
    }
)


def declared_charset(data: bytes) -> str | None:
    """Return the codec for the charset that the page declares in its first bytes, or None.

    A page that could be read this far is not in UTF-16, whatever it says: browsers take that for UTF-8.

    >>> declared_charset(b'<meta http-equiv=Content-Type content="text/html; charset=ISO-8859-1">')
    'cp1252'
    >>> declared_charset(b"<meta charset=klingon>") is None
    True
    """
    head = data[:8192]
    found = _XML.search(head) or _CHARSET.search(head)
    return codec_of(found[1].decode("ascii")) if found else None


def codec_of(name: str) -> str | None:
    """Return Python's name of a charset as browsers understand it, None of one that they do not know.

    >>> codec_of("Shift_JIS"), codec_of("punycode")
    ('cp932', None)
    """
    name = name.strip().lower()
    if name in _ALIASES:
        return _ALIASES[name]
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if found in _KNOWN else None
