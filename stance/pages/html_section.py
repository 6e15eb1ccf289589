"""The comments of a page as records, in threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from stance.pages import button_vocabulary as b
from stance.pages import comment_vocabulary as v
from stance.pages import furniture_vocabulary as f
from stance.pages import lines as cue
from stance.pages.cues import read_cues
from stance.pages.html_as_text import read_as_text
from stance.pages.html_bylines import trim_name
from stance.pages.html_comments import CommentElements
from stance.pages.html_depths import read_depths
from stance.pages.html_headed import as_many_as_declared, headed_places
from stance.pages.html_nested import nesting
from stance.pages.html_series import is_linked, outermost, part_of
from stance.pages.html_state import declared_count, is_around, is_notice
from stance.pages.html_units import UnitText, read_units
from stance.pages.layouts import divide
from stance.pages.lines import Line
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.structured import PageData
from stance.pages.tongues import is_unspaced
from stance.pages.units import Unit

__all__ = ["Comments", "HtmlComment", "read_comments"]

#: So many places for comments are divided line by line; real pages have one or two.
_MOST_PLACES = 20
#: The heading of a place is one of its first lines, or stands in one of so many runs above it.
_LINES_OF_HEADING, _RUNS_ABOVE = 3, 4


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
    """The comments that were read, and the elements that are none of the article for their sake.

    ``units`` are the stretches of the page, in its order, that the comments stand in.
    """

    records: tuple[HtmlComment, ...]
    elements: tuple[Element, ...]
    units: tuple[Element, ...] = ()


def read_comments(markup: Markup, found: CommentElements, data: PageData) -> Comments:
    """Read the comments that were found; where none were, those of the page's data, or of its lines."""
    elements = (*found.units, *found.places, *found.forms)
    records, units = _from_elements(markup, found)
    if _are_anyones(records):
        return Comments(records, elements, units)
    if data.comments:
        return Comments(_from_data(data), elements)
    for place in found.places[:_MOST_PLACES] or headed_places(markup):
        counted = as_many_as_declared(markup, place, _declared_at(markup, place))
        records, units = _from_elements(markup, CommentElements(tuple(counted), (place,), 0.8))
        if records:
            return Comments(records, (*elements, place), units)
        records, units = _from_lines(markup, place, found.apart)
        if records:
            return Comments(records, (*elements, place), units)
    return Comments((), elements) if elements else _from_text(markup)


#: So large a share of comments without a name, a time and a number has a sentence in it, and so many are there.
_SPOKEN, _LEAST_SPOKEN = 0.6, 2
#: In scripts without spaces a line of so many characters is as good as a sentence.
_UNSPACED_SENTENCE = 8


def _are_anyones(records: Sequence[HtmlComment]) -> bool:
    """Tell whether elements that are called comments have a name, a time or a number, or else are what people say."""
    if any(record.author or record.time_raw or record.page_id for record in records):
        return True
    spoken = sum(any(map(_speaks, record.paragraphs)) for record in records)
    return spoken >= max(_LEAST_SPOKEN, _SPOKEN * len(records))


def _speaks(line: str) -> bool:
    return cue.has_sentence(line) or (len(line) >= _UNSPACED_SENTENCE and is_unspaced(line))


def _are_comments(units: Sequence[Unit], declared: int | None) -> bool:
    """Tell whether the lines of a place for comments are comments: as many as declared, or with times or buttons.

    How long a video runs is no time, and some of them speak in sentences.
    """
    if declared == len(units) > 0:
        return True
    if not any(_speaks(line.text) for unit in units for line in unit.body):
        return False
    timed = [unit.time for unit in units if unit.time]
    if len(units) < 2 or 2 * sum(f.PLAYED.match(time) is not None for time in timed) > len(timed):
        return False
    answered = sum(any(b.OF_COMMENTS.match(line.text) for line in unit.aside) for unit in units)
    return 2 * max(len(timed), answered) >= len(units)


def _from_text(markup: Markup) -> Comments:
    """Read the comments that nothing is named for, as the lines of the page have them."""
    found = read_as_text(markup)
    if found is None:
        return Comments((), ())
    units = [unit for unit, _ in found.units]
    if found.has_heading:
        are_comments = len(units) == 1 or _are_comments(units, found.declared)
    else:
        spoken = sum(any(_speaks(line.text) for line in unit.body) for unit in units)
        are_comments = spoken >= max(_LEAST_SPOKEN, _SPOKEN * len(units))
    if not are_comments:
        return Comments((), ())
    records = tuple([_of_lines(unit, line) for unit, line in found.units])
    return Comments(records, (found.around,), (found.around,))


def _declared_at(markup: Markup, place: Element) -> int | None:
    """Return the number of comments that the heading of a place declares: just above it, or in its first lines."""
    above = " ".join("".join(markup.runs[max(0, place.first - _RUNS_ABOVE) : place.first]).split(BREAK)[-2:])
    lines = [" ".join(above.split()), *markup.paragraphs(place)[:_LINES_OF_HEADING]]
    return next((count for line in lines if (count := declared_count(line)) is not None), None)


def _from_elements(markup: Markup, found: CommentElements) -> tuple[tuple[HtmlComment, ...], tuple[Element, ...]]:
    """Return the comments of some elements, and the stretches of the page that they stand in."""
    parents, answers = nesting(found.units)
    read = read_units(markup, found.units, answers)
    kept = [i for i, unit in enumerate(read) if _says_something(unit)]
    own = sorted((part for i in kept for part in _without(markup, found.units[i], answers[i])), key=lambda e: e.first)
    numbers = markup.line_numbers(_first_text(markup, found.units[i]) for i in kept)
    depths = read_depths([found.units[i] for i in kept], [parents[i] for i in kept], kept)
    sources = _sources([read[i] for i in kept])
    records = tuple(
        HtmlComment(
            page_id=read[i].page_id,
            author=read[i].author,
            time_raw=read[i].time_raw,
            paragraphs=read[i].paragraphs,
            quoted=read[i].quoted,
            depth=depth,
            parent=parent if parent is not None else source,
            votes=read[i].votes,
            votes_up=read[i].votes_up,
            votes_down=read[i].votes_down,
            confidence=found.confidence,
            line=number,
        )
        for i, (depth, parent), source, number in zip(kept, depths, sources, numbers, strict=True)
    )
    return records, tuple(own)


def _sources(read: Sequence[UnitText]) -> list[int | None]:
    """Return of each comment the place of the one before it that it quotes by its number."""
    places: dict[str, int] = {}
    found: list[int | None] = []
    for place, unit in enumerate(read):
        found.append(places.get(unit.quoted_number or ""))
        if number := v.LAST_NUMBER.search(unit.page_id or ""):
            places[number[0]] = place
    return found


def _without(markup: Markup, element: Element, holes: Sequence[Element]) -> tuple[Element, ...]:
    """Return the stretches of an element between some of those inside of it."""
    inside = [hole for hole in outermost(holes) if element.first <= hole.first and hole.last <= element.last]
    begins = (element.first, *(hole.last for hole in inside))
    ends = (*(hole.first for hole in inside), element.last)
    return tuple(part_of(markup, element, first, last) for first, last in zip(begins, ends, strict=True))


def _first_text(markup: Markup, unit: Element) -> int:
    return next((at for at in range(unit.first, unit.last) if markup.runs[at].strip(f"{BREAK} \n")), unit.first)


def _says_something(unit: UnitText) -> bool:
    """Tell whether a unit has words of a reader in it, if only "+1": no blank of a script, no form, no notice.

    What has an author, and an id or a time, is a comment whatever it says.
    """
    lines = [*unit.paragraphs, *unit.quoted]
    if not lines or any("{{" in line and "}}" in line for line in lines):
        return False
    if unit.author is not None and (unit.page_id is not None or unit.time_raw is not None):
        return True
    named = unit.author is not None or unit.time_raw is not None
    return not all(is_notice(line) or (not named and cue.is_aside(line.lstrip("0123456789 "))) for line in lines)


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


def _of_lines(unit: Unit, line: int) -> HtmlComment:
    """Return the record of a comment that was read from lines."""
    return HtmlComment(
        author=trim_name(unit.author) if unit.author else None,
        time_raw=unit.time,
        paragraphs=tuple(own.text for own in unit.body),
        votes=unit.votes,
        confidence=round(0.8 * unit.confidence, 2),
        line=line,
    )


def _from_lines(
    markup: Markup, place: Element, apart: Sequence[Element]
) -> tuple[tuple[HtmlComment, ...], tuple[Element, ...]]:
    """Divide the lines of a place as on a text page, where no elements repeat in it.

    Also return the stretches of the place that the comments stand in.
    """
    forms = [*apart, *(e for e in markup.inside(place) if e.tag == "form" or e.names.is_form)]
    buttons = [e for e in markup.inside(place) if e.tag == "button"]
    passed = {at for e in outermost((*forms, *buttons)) for at in range(e.first, e.last)}
    blocks = [(at, text) for at, text in markup.lines(place) if at not in passed]
    declared = next((n for _, text in blocks if (n := declared_count(text)) is not None), None)
    if any((cues := read_cues(text)).is_empty_notice and not cues.is_closed for _, text in blocks):
        return (), ()
    blocks = list(dropwhile(lambda block: is_around(block[1]), blocks))
    end = place.last
    while blocks and is_around(blocks[-1][1]):
        end = blocks.pop()[0]
    units = (divide([Line(*line) for line in markup.numbered(blocks)], declared) or []) if blocks else []
    if not _are_comments(units, declared):
        return (), ()
    records = tuple([_of_lines(unit, unit.first) for unit in units])
    around = part_of(markup, place, blocks[0][0], end) if blocks else place
    if is_linked(markup, [around]):
        return (), ()
    return records, _without(markup, around, forms)
