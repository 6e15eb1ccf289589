"""The comments of a page as records, in threads; and what the page says about them: how many, none, not saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stance.pages import comment_vocabulary as v
from stance.pages import lines as cue
from stance.pages.html_comments import CommentElements, headed_places
from stance.pages.html_series import outermost
from stance.pages.html_units import UnitText, read_unit
from stance.pages.layouts import divide
from stance.pages.lines import Line
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.records import CommentSection
from stance.pages.structured import PageData

__all__ = ["HtmlComment", "judge_section", "read_comments"]


@dataclass(frozen=True, slots=True)
class HtmlComment:
    """One comment; ``parent`` is the place in the page's comments of the one it answers."""

    page_id: str | None = None
    author: str | None = None
    time_raw: str | None = None
    paragraphs: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    depth: int | None = None
    parent: int | None = None
    votes: int | None = None
    votes_up: int | None = None
    votes_down: int | None = None
    confidence: float = 1.0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments that were read, and the elements that are none of the article for their sake."""

    records: tuple[HtmlComment, ...]
    elements: tuple[Element, ...]
    units: tuple[Element, ...] = ()


def read_comments(markup: Markup, found: CommentElements, data: PageData) -> Comments:
    """Read the comments that were found; where none were, those of the page's data, or of its lines."""
    elements = (*found.units, *found.places)
    if records := _from_elements(markup, found):
        return Comments(records, elements, found.units)
    if data.comments:
        return Comments(_from_data(data), elements)
    for place in found.places or headed_places(markup):
        if records := _from_lines(markup, place):
            return Comments(records, (*elements, place), (place,))
    return Comments((), elements)


def _from_elements(markup: Markup, found: CommentElements) -> tuple[HtmlComment, ...]:
    answers: list[list[Element]] = [[] for _ in found.units]
    parents: list[int | None] = []
    open_: list[int] = []
    for i, unit in enumerate(found.units):
        while open_ and not found.units[open_[-1]].holds(unit):
            open_.pop()
        parents.append(open_[-1] if open_ else None)
        if open_:
            answers[open_[-1]].append(unit)
        open_.append(i)
    read = [read_unit(markup, unit, answers[i]) for i, unit in enumerate(found.units)]
    kept = [i for i, unit in enumerate(read) if _says_something(unit)]
    numbers = markup.line_numbers(_first_text(markup, found.units[i]) for i in kept)
    depths = _depths([found.units[i] for i in kept], [parents[i] for i in kept], kept)
    return tuple(
        HtmlComment(
            page_id=read[i].page_id,
            author=read[i].author,
            time_raw=read[i].time_raw,
            paragraphs=read[i].paragraphs,
            quoted=read[i].quoted,
            depth=depth,
            parent=parent,
            votes=read[i].votes,
            votes_up=read[i].votes_up,
            votes_down=read[i].votes_down,
            confidence=found.confidence,
            line=number,
        )
        for i, (depth, parent), number in zip(kept, depths, numbers, strict=True)
    )


def _first_text(markup: Markup, unit: Element) -> int:
    return next((at for at in range(unit.first, unit.last) if markup.runs[at].strip(f"{BREAK} \n")), unit.first)


def _says_something(unit: UnitText) -> bool:
    """Tell whether a unit has words of a reader in it: no blank of a script, no form, no notice."""
    lines = [*unit.paragraphs, *unit.quoted]
    if not lines or any("{{" in line and "}}" in line for line in lines):
        return False
    return not all(
        cue.is_form(line) or cue.is_empty_notice(line) or cue.is_comment_header(line) or v.NOTICE.search(line) or v.FORM_LINE.match(line)
        for line in lines
    )


def _depths(
    units: Sequence[Element], parents: Sequence[int | None], kept: Sequence[int]
) -> list[tuple[int | None, int | None]]:
    """Return the depth and the answered comment of each: by nesting, or else by what the elements say."""
    place = {old: new for new, old in enumerate(kept)}
    nested = [place.get(parent) if parent is not None else None for parent in parents]
    said = [_said_depth(unit) for unit in units]
    if any(parent is not None for parent in nested):
        depths: list[int] = []
        for parent in nested:
            depths.append(0 if parent is None else depths[parent] + 1)
        return list(zip(depths, nested, strict=True))
    if len({depth for depth in said if depth is not None}) < 2:
        return [(None, None)] * len(units)
    lowest = min(depth for depth in said if depth is not None)
    result: list[tuple[int | None, int | None]] = []
    last_at: dict[int, int] = {}
    for i, depth in enumerate(said):
        level = (depth if depth is not None else lowest) - lowest
        result.append((level, last_at.get(level - 1)))
        last_at = {d: j for d, j in last_at.items() if d < level} | {level: i}
    return result


def _said_depth(unit: Element) -> int | None:
    for element in (unit, unit.parent):
        if element is not None and (found := v.DEPTH.search(element.written)):
            return int(found[1])
    return None


def _from_data(data: PageData) -> tuple[HtmlComment, ...]:
    threaded = any(comment.parent is not None for comment in data.comments)
    depths: list[int] = []
    for comment in data.comments:
        depths.append(0 if comment.parent is None else depths[comment.parent] + 1)
    return tuple(
        HtmlComment(
            page_id=c.page_id,
            author=c.author,
            time_raw=c.time_raw,
            paragraphs=c.paragraphs,
            depth=depth if threaded else None,
            parent=c.parent,
            votes=(c.votes_up or 0) - c.votes_down if c.votes_down is not None else c.votes_up,
            votes_up=c.votes_up if c.votes_down is not None else None,
            votes_down=c.votes_down,
            confidence=0.9,
        )
        for c, depth in zip(data.comments, depths, strict=True)
    )


def _from_lines(markup: Markup, place: Element) -> tuple[HtmlComment, ...]:
    """Divide the lines of a place as on a text page, where no elements repeat in it."""
    forms = [e for e in markup.inside(place) if e.tag in ("form", "button") or e.names.is_form]
    blocks = [(at, text) for at, text in markup.blocks(place) if not any(e.first <= at < e.last for e in outermost(forms))]
    lines = [Line(number, text) for number, text in markup.numbered(blocks)]
    declared = next((n for line in lines if (n := declared_count(line.text)) is not None), None)
    while lines and _is_head(lines[0].text):
        lines.pop(0)
    while lines and (_is_head(lines[-1].text) or v.BUTTON.fullmatch(lines[-1].text) or cue.is_button(lines[-1].text)):
        lines.pop()
    units = (divide(lines, declared) or []) if lines else []
    if len(units) < 2 and declared != len(units):
        return ()
    return tuple(
        HtmlComment(
            author=unit.author,
            time_raw=unit.time,
            paragraphs=tuple(line.text for line in unit.body),
            votes=unit.votes,
            confidence=round(0.8 * unit.confidence, 2),
            line=unit.first,
        )
        for unit in units
    )


def _is_head(text: str) -> bool:
    return cue.is_comment_header(text) or cue.is_form(text) or declared_count(text) is not None or v.NOTICE.search(text) is not None


def declared_count(text: str) -> int | None:
    """Return the number of comments that a line declares, in any of the languages known here."""
    if len(text) > 120:
        return None
    if (count := cue.declared_count(text)) is not None:
        return count
    found = v.COUNT.search(text)
    digits = re.sub(r"[.,\s]", "", next(group for group in found.groups() if group)) if found else ""
    return int(digits) if digits and len(digits) < 8 else None


def judge_section(
    markup: Markup, found: CommentElements, data: PageData, comments: Sequence[HtmlComment]
) -> tuple[CommentSection, int | None, str | None]:
    """Name the state of the comment section, the number of comments that the page declares, and a message."""
    declared = _declared(markup, found, data)
    if comments:
        return "found", declared or None, None
    scripted = _scripted(markup)
    says_empty = any(v.NOTICE.search(line) or cue.is_empty_notice(line) for place in found.places[:20] for line in markup.paragraphs(place)[:40])
    if declared:
        where = f" ({scripted})" if scripted else ""
        return "not saved", declared, f"the page declares {declared} comments, but none are in the file; they are loaded by a script{where}"
    if scripted and not says_empty:
        return "not saved", declared, f"the comments are loaded by a script ({scripted}) and are not in the file"
    has_form = any(e.names.is_form for e in markup.elements if e.names.role or "respond" in e.names.words)
    if says_empty or declared == 0 or has_form:
        return "empty", 0 if says_empty else declared, None
    empty = next((place for place in found.places if not markup.text(place) and v.PLACE_NAME.search(place.names.text)), None)
    if empty is not None:
        return "not saved", declared, f"the place for comments ({empty.names.text}) is empty in the file: they are loaded by a script"
    return "absent", declared, None


def _declared(markup: Markup, found: CommentElements, data: PageData) -> int | None:
    """Return the number of comments that the page declares: at the comments, in a heading, or in its data."""
    near: list[Element] = []
    for place in found.places[:20]:
        near += [place, *markup.inside(place)[:200]]
    headings = [e for e in markup.elements if e.tag in ("h2", "h3", "h4", "h5", "h6", "summary", "legend")]
    for e in [*near, *headings]:
        if not any(unit.holds(e) for unit in found.units[:1]) and (count := _count_in(markup, e)) is not None:
            return count
    counts = [e for e in markup.elements if e.names.role == "part" and "count" in e.names.words]
    shown = {count for e in counts if (count := _count_in(markup, e)) is not None}
    return shown.pop() if len(shown) == 1 else data.declared


def _count_in(markup: Markup, e: Element) -> int | None:
    if not 0 < markup.characters(e) <= 80:
        return None
    text = markup.text(e)
    if text.isdecimal() and len(text) < 8 and v.COUNT_NAME.search(e.names.text):
        return int(text)
    return declared_count(text)


def _scripted(markup: Markup) -> str | None:
    """Name the service, or the element, that would bring the comments."""
    for e in markup.elements:
        if not v.SERVICE_WORDS.isdisjoint(e.names.words) and (service := v.SERVICE.search(e.names.text)):
            return service[0].strip()
        if e.tag == "iframe" and (service := v.SERVICE_ADDRESS.search(e.written)):
            return service[0]
    for script in markup.scripts:
        if service := v.SERVICE_ADDRESS.search(script):
            return service[0]
    return None
