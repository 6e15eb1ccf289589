"""The element of one comment → author, time, own words, quotes, votes, id.

Each is looked for by the name of its element first, and else by what its line says, as on a text page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import author_vocabulary as a
from stance.pages import comment_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_series import innermost, outermost
from stance.pages.layouts import divide
from stance.pages.lines import Line
from stance.pages.markup import Element, Markup, Part
from stance.pages.times import find_time

__all__ = ["UnitText", "read_unit"]


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


#: A name and a time are no longer than this.
_LONGEST_NAME, _LONGEST_TIME = 80, 60
#: A longer piece is no line of buttons and no line about the author.
_LONGEST_ASIDE = 200
#: Hidden inside of a comment may be its end, which a click would show, or the dots in its place.
_LONGEST_DOTS = 10


def read_unit(markup: Markup, unit: Element, answers: Sequence[Element] = ()) -> UnitText:
    """Read one comment, leaving out the comments inside of its element that answer it."""
    own = _own(markup, unit, answers)
    known = {name: value for name, value in unit.attributes.items() if name.startswith("data-") and value}
    text = _text_element(markup, own)
    around = [e for e in own if text is None or not text.holds(e)]
    author = _author(markup, around)
    if author is None and v.PINGBACK.search(unit.names.text):
        author = next((e for e in around if e.tag == "a" and 0 < markup.characters(e) <= _LONGEST_NAME), None)
    time = _time(markup, around if text else [e for e in own if author is None or not author.holds(e)])
    quotes = _quotes(own, text)
    body = text or unit
    holes = [*answers, *quotes, *(e for e in (author, time) if e), *_asides(markup, own, text, unit)]
    lines = markup.paragraphs(body, outermost(e for e in holes if body.holds(e) and e is not body))
    name, raw = _name_and_time(markup, author, time)
    name = name or _first(known, v.AUTHOR_DATA)
    raw = raw or _first(known, v.TIME_DATA)
    kept, name, raw = _from_lines(lines, name, raw) if text is None else (_without_buttons(lines), name, raw)
    votes, up, down = _votes(markup, around, known)
    quoted = tuple(line for quote in quotes for line in markup.paragraphs(quote))
    return UnitText(_page_id(unit, own, known), name, raw, tuple(kept), quoted, votes, up, down)


def _first(known: dict[str, str], names: Sequence[str]) -> str | None:
    return next((known[name] for name in names if name in known), None)


def _own(markup: Markup, unit: Element, answers: Sequence[Element]) -> list[Element]:
    """Return the elements inside of a unit, without those of the comments that answer it."""
    own: list[Element] = []
    at = unit.index + (not isinstance(unit, Part))
    for answer in answers:
        own += markup.elements[at : answer.index]
        at = answer.stop
    return own + markup.elements[at : unit.stop]


def _text_element(markup: Markup, own: Sequence[Element]) -> Element | None:
    """Return the element that the page itself calls the text of the comment; of several the longest."""
    signs = [e.index for e in own if e.tag == "time" or e.names.is_author or e.names.is_time]
    found = innermost(
        e
        for e in own
        if e.tag not in v.NO_COMMENT_TEXT
        and e.names.is_text
        and not v.AUTHOR_BOX.search(e.names.text)
        and markup.characters(e)
        and bisect_right(signs, e.index) == bisect_left(signs, e.stop)
    )
    return max(found, key=lambda e: markup.characters(e) - markup.linked(e), default=None)


def _author(markup: Markup, around: Sequence[Element]) -> Element | None:
    """Return the element that names the author."""
    for pattern in v.AUTHOR:
        named = (e for e in around if e.names.is_author and e.tag not in v.NO_AUTHOR and pattern.search(e.names.text))
        for e in innermost(e for e in named if 0 < markup.characters(e) <= 2 * _LONGEST_NAME):
            if len(text := markup.text(e)) <= _LONGEST_NAME and any(c.isalnum() for c in text):
                return e
    return next((e for e in around if e.tag == "cite" and 0 < markup.characters(e) <= _LONGEST_NAME), None)


def _time(markup: Markup, around: Sequence[Element]) -> Element | None:
    """Return the element that says when: the first with a time for machines, or else the first that shows one."""
    named = [e for e in around if e.tag == "time" or e.names.is_time]
    machine = next((e for e in named if v.ISO_TIME.match(e.attributes.get("datetime", ""))), None)
    if machine:
        return machine
    links = [e for e in around if e.tag == "a" and "#" in e.written]
    shown = [e for e in [*named, *links] if _shows_time(markup, e)]
    return innermost(e for e in shown if shown[0].holds(e))[0] if shown else None


def _shows_time(markup: Markup, element: Element) -> bool:
    if not 0 < markup.characters(element) <= 2 * _LONGEST_TIME:
        return False
    text = markup.text(element)
    return len(text) <= _LONGEST_TIME and (find_time(text) is not None or cue.is_time_line(text))


def _name_and_time(markup: Markup, author: Element | None, time: Element | None) -> tuple[str | None, str | None]:
    """Read name and time from their elements, or from one element that has both."""
    holes = [time] if author and time and author.holds(time) else []
    name = markup.text(author, holes) if author else ""
    raw = _time_text(markup, time) if time else None
    if raw is None and (said := find_time(name)) and said.start:
        raw, name = name[said.start :], name[: said.start]
    return clean_author(name), raw


def clean_author(text: str) -> str | None:
    """Take off a name what stands around it: ``Posted by``, ``says:``."""
    text = a.BEFORE_NAME.sub("", a.BEHIND_NAME.sub("", text.strip())).strip(' :,|–—-·•@"“”')
    return text if any(c.isalnum() for c in text) else None


def _time_text(markup: Markup, time: Element) -> str | None:
    known = time.attributes
    for name in ("datetime", "title", "content", "data-datetime"):
        value = known.get(name, "")
        if value and (name == "datetime" or v.ISO_TIME.match(value)):
            return value
    return a.BEFORE_TIME.sub("", markup.text(time)).strip(" ,|()·•–—-") or None


def _quotes(own: Sequence[Element], text: Element | None) -> list[Element]:
    return outermost(
        e
        for e in own
        if (e.tag == "blockquote" or (e.names and v.QUOTE.search(e.names.text)))
        and (text is None or (text.holds(e) and e is not text))
    )


def _asides(markup: Markup, own: Sequence[Element], text: Element | None, unit: Element) -> list[Element]:
    """Return the elements that hold none of the reader's words: buttons, forms, lines about the author."""
    found = []
    for e in own:
        if text is not None and (e.holds(text) or not text.holds(e)):
            continue
        if e.tag in v.ASIDE_TAGS or not v.ASIDE.isdisjoint(e.names.words):
            if markup.characters(e) <= _LONGEST_ASIDE or e.tag == "form":
                found.append(e)
        elif markup.characters(e) <= _LONGEST_DOTS and v.HIDDEN.search(e.written):
            found.append(e)
    left = sum(markup.characters(e) for e in outermost(found))
    return found if left < markup.characters(text or unit) else [e for e in found if e.tag in v.ASIDE_TAGS]


def _from_lines(lines: list[str], name: str | None, raw: str | None) -> tuple[list[str], str | None, str | None]:
    """Read from the lines what no element was named for, and leave out those that belong to no one."""
    kept = [line for line in lines if not _is_noise(line)]
    if name is None and len(kept) > 1:
        units = divide([Line(i, line) for i, line in enumerate(kept)], 1) or []
        if len(units) == 1 and units[0].author:
            return [line.text for line in units[0].body], clean_author(units[0].author), raw or units[0].time
    if raw is None and len(kept) > 1:
        raw = next((line for line in kept if cue.is_time_line(line)), None)
        kept = [line for line in kept if line != raw]
    return kept, name, raw


def _is_noise(line: str) -> bool:
    return cue.is_button(line) or a.BEHIND_NAME.fullmatch(f" {line}") is not None or cue.read_votes(line) is not None


def _without_buttons(lines: list[str]) -> list[str]:
    """Leave out buttons, unless nothing else was written."""
    return [line for line in lines if not cue.is_button(line)] or lines


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


def _votes(
    markup: Markup, around: Sequence[Element], known: dict[str, str]
) -> tuple[int | None, int | None, int | None]:
    """Read net votes, and votes for and against where the page has both."""
    counts: dict[str, int] = {}
    for e in around:
        if not e.names or not 0 < markup.characters(e) <= 30:
            continue
        words = e.names.words
        side = "down" if words & v.DOWN else "up" if words & v.UP else "net" if words & v.VOTES else None
        if side is None:
            continue
        shown = markup.text(e)
        if three := cue.read_votes(shown):
            return three.net, three.up, three.down
        if number := v.NUMBER_SHOWN.fullmatch(shown):
            counts.setdefault(side, int(number[1].replace("−", "-").replace("–", "-").replace(",", "")))
    score = _first(known, v.VOTES_DATA)
    if score and v.NUMBER_SHOWN.fullmatch(score):
        counts.setdefault("net", int(score.replace(",", "")))
    if "up" in counts and "down" in counts:
        down = abs(counts["down"])
        return counts.get("net", counts["up"] - down), counts["up"], down
    return counts.get("net", counts.get("up")), None, None
