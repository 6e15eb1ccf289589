"""The element of one comment → author, time, own words, quotes, votes, id.

Each is looked for by the name of its element first, and else by what its line says, as on a text page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.pages import comment_vocabulary as v
from stance.pages.html_bylines import (
    find_author,
    find_bare_time,
    find_time_element,
    labelled_author,
    name_and_time,
    name_and_time_around,
    name_beside_time,
    time_beside,
    with_day,
)
from stance.pages.html_nested import own_elements
from stance.pages.html_quotes import find_quotes, quoted_lines, quoted_number
from stance.pages.html_series import outermost, row_of_buttons
from stance.pages.html_slots import NO_SLOTS, UnitSlots, find_slots, word_behind
from stance.pages.html_unit_lines import is_noise, read_lines, without_buttons
from stance.pages.html_unit_text import find_asides, find_subject, find_texts
from stance.pages.html_votes import read_vote_counts
from stance.pages.lines import is_time_line
from stance.pages.markup import Element, Markup, Part

__all__ = ["UnitText", "read_unit", "read_units"]


@dataclass(frozen=True, slots=True)
class UnitText:
    """What stands in the element of one comment."""

    page_id: str | None
    author: str | None
    time_raw: str | None
    paragraphs: tuple[str, ...]
    quoted: tuple[str, ...]
    votes: int | None
    votes_up: int | None
    votes_down: int | None
    #: The number of the comment that it quotes.
    quoted_number: str | None = None


#: So many lines around a text may have its author's name in them.
_MOST_LINES_AROUND = 8
#: A pingback that is a title and nothing else has no more characters outside of links: ``Pingback:``, ``(Edit)``.
_LONGEST_BARE = 25
#: A longer piece is no line about the author.
_LONGEST_ASIDE = 200


def read_units(markup: Markup, units: Sequence[Element], answers: Sequence[Sequence[Element]]) -> list[UnitText]:
    """Read the comments of a page, with what stands at the same place in each of them."""
    slots = find_slots(markup, units, answers)
    owns = [own_elements(markup, *each) for each in zip(units, answers, strict=True)]
    texts = find_texts(markup, units, owns, answers)
    read = [_read(markup, *each) for each in zip(units, answers, owns, texts, slots, strict=True)]
    if not any(unit.paragraphs for unit in read):  # the same text in all: one comment several times
        return [read_unit(markup, *each) for each in zip(units, answers, strict=True)]
    if not any(slot.name for slot in slots) or not (word := word_behind([unit.author for unit in read if unit.author])):
        return read
    return [replace(unit, author=unit.author and unit.author.removesuffix(f" {word}")) for unit in read]


def read_unit(markup: Markup, unit: Element, answers: Sequence[Element] = ()) -> UnitText:
    """Read one comment, leaving out the comments inside of its element that answer it."""
    own = own_elements(markup, unit, answers)
    return _read(markup, unit, answers, own, find_texts(markup, [unit], [own], [answers])[0], NO_SLOTS)


def _read(
    markup: Markup,
    unit: Element,
    answers: Sequence[Element],
    own: list[Element],
    text: Element | None,
    slots: UnitSlots,
) -> UnitText:
    """Read one comment of which the text is known; its slots tell what it does not say by its names."""
    known = {name: value for name, value in unit.attributes.items() if value and _tells(unit, name)}
    if slots.text and (text is None or slots.text.holds(text)):
        text = slots.text
    around = [e for e in own if text is None or not text.holds(e)]
    author, time = _author_and_time(markup, unit, own, around, text)
    author, time = author or slots.name, time or slots.time
    quotes = find_quotes(own, text)
    body = text or unit
    asides = [*find_asides(markup, own, text, unit), *slots.beside]
    holes = [*answers, *quotes, *(e for e in (author, time) if e), *asides]
    lines = markup.paragraphs(body, outermost(e for e in holes if body.holds(e) and e is not body))
    if text is None and (header := _header(markup, unit, author, time)):
        lines = _without_header(markup, unit, lines, [*holes, header])
    name, raw = name_and_time(markup, author, time)
    name = name or _first(known, v.AUTHOR_DATA) or labelled_author(markup, unit, own)
    raw = raw or _first(known, v.TIME_DATA)
    if raw and time:
        raw = with_day(markup, unit, time, raw)
    if text is None:
        row = row_of_buttons(markup, own)
        kept, name, raw = read_lines([line for line in lines if line != row and not _is_part_of(line, raw)], name, raw)
        if name is None and raw:
            kept, name = name_beside_time(kept, markup.paragraphs(unit, answers)[:_MOST_LINES_AROUND])
    else:
        subject = find_subject(markup, around, text)
        kept = [*([subject] if subject else []), *without_buttons(lines)]
        if not (name and raw) and not isinstance(unit, Part):
            above, below = _lines_around(markup, unit, text, [*answers, *_apart(text, author)])
            name, raw = name_and_time_around(above, below, name, raw)
        raw = raw or (time_beside(markup, unit, author) if author else None)
    quoted = tuple(line for quote in quotes for line in quoted_lines(markup, quote))
    if author and not quoted and _is_pingback(unit) and all(map(is_noise, kept)):
        kept = [markup.text(author)]
    votes, up, down = read_vote_counts(markup, around, known, slots.beside)
    source = next((number for quote in quotes if (number := quoted_number(quote))), None)
    return UnitText(_page_id(unit, own, known), name, raw, tuple(kept), quoted, votes, up, down, source)


def _tells(unit: Element, attribute: str) -> bool:
    """Tell whether an attribute may say something of a comment: it is the page's own, or its element is."""
    return attribute.startswith("data-") or ("-" in unit.tag and attribute in v.OWN_DATA)


def _is_pingback(unit: Element) -> bool:
    return v.PINGBACK.search(unit.names.text) is not None


def _author_and_time(
    markup: Markup, unit: Element, own: list[Element], around: list[Element], text: Element | None
) -> tuple[Element | None, Element | None]:
    """Return the elements of author and time: around the text, or anywhere where no element is called so."""
    pingback = _is_pingback(unit)
    if pingback and markup.characters(unit) - markup.linked(unit) <= _LONGEST_BARE:
        return find_author(markup, own, of_pingback=True), find_time_element(markup, around)
    author = find_author(markup, around, pingback)
    if text is None:
        outside = [e for e in own if author is None or not author.holds(e)]
        beside = [e for e in outside if not v.ASIDE.isdisjoint(e.names.words)]
        return author, find_time_element(markup, outside) or find_bare_time(markup, beside)
    return author, find_time_element(markup, around) or find_bare_time(markup, around) or find_time_element(markup, own)


def _header(markup: Markup, unit: Element, author: Element | None, time: Element | None) -> Element | None:
    """Return the small box around name and time; what else is in it (rank, place) is about the author."""
    if author is None or time is None:
        return None
    box = next((e for e in author.ancestors if e.holds(time)), unit)
    inside = unit.holds(box) and box.index > unit.index
    return box if inside and markup.characters(box) <= _LONGEST_ASIDE else None


def _without_header(markup: Markup, unit: Element, lines: list[str], holes: Sequence[Element]) -> list[str]:
    """Leave out what stands in the header of a comment, if there is more below it than in it."""
    below = markup.paragraphs(unit, outermost(holes))
    words = sum(len(line) for line in below if not is_noise(line))
    return below if words > markup.characters(holes[-1]) else lines


def _is_part_of(line: str, raw: str | None) -> bool:
    """Tell whether a line is what is left of a time of which another element has the clock."""
    day = line.strip(" —–-@·|,")
    return raw is not None and 0 < len(day) < len(raw) and day in raw and is_time_line(day)


def _apart(text: Element, author: Element | None) -> list[Element]:
    """Return the element of the text, and that of the author where it does not hold the text."""
    return [text] if author is None or author.holds(text) else [text, author]


def _lines_around(
    markup: Markup, unit: Element, text: Element, apart: Sequence[Element]
) -> tuple[list[str], list[str]]:
    """Return the lines above and below a text."""
    holes = outermost(apart)
    before = Part(unit, unit.index, text.index, unit.first, text.first)
    above = markup.paragraphs(before, [hole for hole in holes if hole.last <= text.first])
    around = markup.paragraphs(unit, holes)[:_MOST_LINES_AROUND]
    return around[: len(above)], around[len(above) :]


def _first(known: dict[str, str], names: Sequence[str]) -> str | None:
    return next((known[name] for name in names if name in known), None)


def _page_id(unit: Element, own: Sequence[Element], known: dict[str, str]) -> str | None:
    """Return what the page calls the comment: an id, or the end of its permanent link."""
    shown = unit.attributes.get("id", "")
    for written in (shown, *(e.attributes.get("id", "") for e in own[:8] if "id=" in e.written.lower())):
        if v.COMMENT_ID.match(written):
            return v.BEFORE_ID.sub("", written)
    if data := _first(known, v.ID_DATA):
        return data
    if any(c.isdigit() for c in shown):
        return shown
    links = (v.PERMALINK.search(e.attributes.get("href", "")) for e in own if e.tag == "a" and "#" in e.written)
    return next((link[1] for link in links if link), None)
