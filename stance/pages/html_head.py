"""What a page says at its head: title, day of publication, language, and the charset it declares."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from datetime import date

from stance.pages import html_vocabulary as v
from stance.pages.html_article import ArticlePlace
from stance.pages.lines import read_date, same_words
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.structured import PageData

__all__ = ["declared_charset", "find_title", "read_published"]

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
    """Return Python's name of a charset as browsers understand it."""
    name = name.strip().lower()
    if name in _ALIASES:
        return _ALIASES[name]
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return found.name if found._is_text_encoding else None


def read_published(markup: Markup, data: PageData, before: int, comments: Sequence[Element]) -> date | None:
    """Return the day of publication, where the page says it in ISO order."""
    metas = [m.get("content", "") for m in markup.metas if v.PUBLISHED_META.fullmatch(_name(m))]
    times = []
    for e in markup.elements:
        if e.tag == "time" and e.first <= before and not any(c.holds(e) for c in comments[:1]):
            times.append(e.attributes.get("datetime", ""))
            if len(times) > 5:
                break
    for raw in (data.published or "", *metas, *times):
        if day := _iso_day(raw):
            return day
    return None


def _name(meta: dict[str, str]) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _iso_day(raw: str) -> date | None:
    return read_date(raw[:10]) if re.match(r"(?:19|20)\d\d-\d\d-\d\d", raw) else None


#: What speaks for a heading as the article's title: its words in the head's title, its name; and what against it.
_IN_TITLE, _HEADLINE, _SITE = 3.0, 1.5, 3.0


def find_title(markup: Markup, data: PageData, place: ArticlePlace | None) -> tuple[Element | None, str | None]:
    """Return the element of the article's title, and the title: as on the page, or else as in the page's head."""
    og = next((m.get("content", "") for m in markup.metas if _name(m) in ("og:title", "twitter:title")), "")
    whole = same_words(f"{markup.title} {og} {data.headline or ''}")
    first = place.first if place else len(markup.runs)
    best: tuple[float, Element] | None = None
    for e in markup.blocks:
        if e.first > first and e.tag != "h1":
            continue
        headline = ("title" in e.written or "ead" in e.written) and e.names.is_headline
        if e.tag not in ("h1", "h2", "h3", "h4") and not headline:
            continue
        if not 0 < markup.characters(e) <= 400 or not (words := same_words(markup.text(e))):
            continue
        score = _IN_TITLE * (words in whole and len(words) > 1) + (e.tag == "h1") + _HEADLINE * headline
        score += (place is not None and place.element.holds(e)) - _SITE * _names_site(markup, e)
        if best is None or score >= best[0] + 0.5 * (e.tag != "h1"):
            best = (score, e)
    if best and best[0] >= 1:
        return best[1], markup.text(best[1])
    return None, _from_head(markup, og, first)


def _names_site(markup: Markup, heading: Element) -> bool:
    """Tell whether a heading is the site's name: it says so, or is a link to the site's first page."""
    if v.SITE_NAME.search(heading.names.text):
        return True
    links = [e for e in (*markup.inside(heading), *heading.ancestors) if e.tag == "a"]
    return any(v.HOME.fullmatch(link.attributes.get("href", "")) for link in links)


def _from_head(markup: Markup, og: str, first: int) -> str | None:
    """Return the part of the head's title that stands as a line on the page, or the whole of it."""
    whole = " ".join((og or markup.title).split())
    parts = [part.strip() for part in re.split(r"\s[-–—|:·»]\s|:\s", whole)]
    lines = {same_words(line) for line in "".join(markup.runs[: first + 1]).split(BREAK)[-400:]}
    found = [part for part in parts if len(part) > 3 and same_words(part) in lines]
    return max(found, key=len, default=whole or None)
