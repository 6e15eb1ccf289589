"""The element of one comment → author, time, own words, quotes, votes, id.

Each is looked for by the name of its element first, and else by what its line says, as on a text page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stance.pages import html_vocabulary as v
from stance.pages import lines as cue
from stance.pages.layouts import divide
from stance.pages.lines import Line
from stance.pages.markup import Element, Markup

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
_LONGEST_NAME, _LONGEST_TIME = 60, 60


def read_unit(markup: Markup, unit: Element, replies: Sequence[Element] = ()) -> UnitText:
    """Read one comment, leaving out the comments inside of its element that answer it."""
    own = _own(markup, unit, replies)
    text = _text_element(markup, own)
    about = [e for e in own if text is None or not text.holds(e) or e is text] if text else own
    author = _author(markup, about) or _author(markup, own)
    time = _time(markup, [e for e in own if author is None or not author.holds(e)])
    quotes = _quotes(text, own)
    holes = [*replies, *quotes, *(e for e in (author, time) if e), *(e for e in own if _is_aside(e, text))]
    body = text if text is not None else unit
    lines = [line for line in markup.paragraphs(body, _outer(h for h in holes if body.holds(h) and h is not body))]
    name = clean_author(markup.text(author)) if author else None
    raw = _time_text(markup, time) if time else None
    lines, name, raw = _from_lines(lines, name, raw, text is not None)
    return UnitText(
        page_id=_page_id(unit, own),
        author=name,
        time_raw=raw,
        paragraphs=tuple(lines),
        quoted=tuple(line for quote in quotes for line in markup.paragraphs(quote)),
        **_votes(markup, own, text),
    )


def _own(markup: Markup, unit: Element, replies: Sequence[Element]) -> list[Element]:
    """Return the elements inside of a unit, without those of the comments that answer it."""
    own: list[Element] = []
    at = unit.index + 1
    for reply in replies:
        if reply.index >= at:
            own += markup.elements[at : reply.index]
            at = reply.stop
    return own + markup.elements[at : unit.stop]


def _outer(elements: Iterable[Element]) -> list[Element]:
    """Leave out the elements that stand inside of others."""
    outer: list[Element] = []
    for element in sorted(elements, key=lambda e: (e.index, -e.stop)):
        if not outer or not outer[-1].holds(element):
            outer.append(element)
    return outer


def _text_element(markup: Markup, own: Sequence[Element]) -> Element | None:
    """Return the element that the page itself calls the text of the comment."""
    found = [e for e in own if e.names and e.tag not in ("a", "time", "button", "form") and v.TEXT.search(e.names)]
    found = [e for e in found if markup.characters(e)]
    inner = [e for e in found if not any(e is not other and e.holds(other) for other in found)]
    named = [e for e in inner if not v.AUTHOR_NAME.search(e.names) and markup.linked(e) < markup.characters(e)]
    return max(named or inner, key=markup.characters, default=None)


def _author(markup: Markup, own: Sequence[Element]) -> Element | None:
    for pattern in v.AUTHOR:
        for e in own:
            if e.names and e.tag not in ("time", "img") and pattern.search(e.names):
                if 0 < len(text := markup.text(e)) <= _LONGEST_NAME and any(c.isalpha() for c in text):
                    return e
    return next((e for e in own if e.tag == "cite" and 0 < len(markup.text(e)) <= _LONGEST_NAME), None)


def clean_author(text: str) -> str | None:
    """Take what stands around a name off it: ``Posted by``, ``says:``."""
    text = v.BEFORE_AUTHOR.sub("", v.BEHIND_AUTHOR.sub("", text)).strip(" :,|–—-·•")
    return text or None


def _time(markup: Markup, own: Sequence[Element]) -> Element | None:
    named = [e for e in own if e.tag == "time" or (e.names and v.TIME.search(e.names)) or "datetime=" in e.written]
    for e in named:
        if e.tag == "time" and "datetime" in e.written:
            return e
    links = [e for e in own if e.tag == "a" and "#" in e.written]
    for e in [*named, *links]:
        text = markup.text(e)
        if len(text) <= _LONGEST_TIME and (v.SAYS_TIME.search(text) or cue.is_time_line(text)):
            inner = [i for i in named if e.holds(i) and i is not e and v.SAYS_TIME.search(markup.text(i))]
            return inner[0] if inner else e
    return None


def _time_text(markup: Markup, time: Element) -> str | None:
    attributes = time.attributes
    for name in ("datetime", "title", "content", "data-datetime", "data-utime"):
        value = attributes.get(name, "")
        if value and (name == "datetime" or v.ISO_TIME.match(value)):
            return value
    return v.BEFORE_TIME.sub("", markup.text(time)).strip(" ,|()·•–—-") or None


def _quotes(text: Element | None, own: Sequence[Element]) -> list[Element]:
    return _outer(
        e for e in own
        if (e.tag in ("blockquote", "q-quote") or (e.names and v.QUOTE.search(e.names)))
        and (text is None or (text.holds(e) and e is not text))
    )


def _is_aside(element: Element, text: Element | None) -> bool:
    """Tell whether an element inside of a comment is none of its words: buttons, a form, a line about the author."""
    if element.tag in ("button", "form", "textarea", "h1", "h2", "h3", "h4", "h5", "h6", "footer", "nav", "figure"):
        return element.tag[0] != "h" or text is None
    return bool(element.names) and v.ASIDE.search(element.names) is not None and v.TEXT.search(element.names) is None


def _from_lines(
    lines: list[str], name: str | None, raw: str | None, has_text: bool
) -> tuple[list[str], str | None, str | None]:
    """Read from the lines what no element was named for, and take the lines that belong to no one away."""
    if not has_text:
        lines = [line for line in lines if not _is_noise(line)]
        if name is None and len(lines) > 1:
            units = divide([Line(i, line) for i, line in enumerate(lines)], 1) or []
            if len(units) == 1 and units[0].author:
                unit = units[0]
                return [line.text for line in unit.body], clean_author(unit.author), raw or unit.time
        if raw is None and len(lines) > 1:
            found = next((line for line in lines if cue.is_time_line(line) or (len(line) < 40 and v.SAYS_TIME.fullmatch(line))), None)
            if found:
                raw = v.BEFORE_TIME.sub("", found)
                lines.remove(found)
    else:
        lines = [line for line in lines if not v.BUTTON.fullmatch(line)] or lines
    return lines, name, raw


def _is_noise(line: str) -> bool:
    return (
        cue.is_button(line)
        or v.BUTTON.fullmatch(line) is not None
        or v.BEHIND_AUTHOR.fullmatch(" " + line) is not None
        or cue.read_votes(line) is not None
        or not any(c.isalnum() for c in line) and len(line) < 3
    )


def _page_id(unit: Element, own: Sequence[Element]) -> str | None:
    """Return what the page calls the comment: an id, or the end of its permanent link."""
    for e in [unit, *own[:12]]:
        known = e.attributes if "=" in e.written else {}
        name = known.get("id", "")
        if any(c.isdigit() for c in name) and v.COMMENT_ID.match(name):
            return re.sub(r"^(?:div|li|article)[-_]", "", name)
        for key in ("data-comment-id", "data-commentid", "data-comment", "data-id", "data-cid", "data-post-id"):
            if known.get(key, "").strip() and len(known[key]) <= 80:
                return known[key]
        if e is unit and any(c.isdigit() for c in name):
            return name
    for e in own:
        if e.tag == "a" and (link := v.PERMALINK.search(e.attributes.get("href", ""))):
            return link[1]
    return None


def _votes(markup: Markup, own: Sequence[Element], text: Element | None) -> dict[str, int | None]:
    up = down = net = None
    for e in own:
        if not e.names or (text is not None and text.holds(e)) or not v.VOTES.search(e.names):
            continue
        shown = markup.text(e)
        if (three := cue.read_votes(shown)) is not None:
            net, up, down = three
            break
        number = v.NUMBER_SHOWN.fullmatch(shown)
        if not number:
            continue
        value = int(number[1].replace("−", "-").replace(",", ""))
        if v.DOWN.search(e.names):
            down = abs(value) if down is None else down
        elif v.UP.search(e.names):
            up = value if up is None else up
        elif net is None:
            net = value
    if up is not None and down is not None:
        return {"votes": up - down if net is None else net, "votes_up": up, "votes_down": down}
    return {"votes": net if net is not None else up, "votes_up": None, "votes_down": None}
