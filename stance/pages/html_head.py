"""What a page says at its head: its title and its day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stance.pages import html_vocabulary as v
from stance.pages.html_article import ArticlePlace
from stance.pages.lines import read_date, same_words
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.structured import PageData

__all__ = ["find_title", "read_published"]


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
