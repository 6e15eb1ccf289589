"""Who wrote a comment and when: the elements around its text that say so, and what stands in them besides.

Each is looked for by the name of its element first, then by what its text says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from stance.pages import author_vocabulary as a
from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages import lines as cue
from stance.pages.html_series import innermost, outermost
from stance.pages.marks import Mark, read_mark
from stance.pages.markup import BREAK, Element, Markup
from stance.pages.names import author_score
from stance.pages.times import TimeSpan, find_time

__all__ = [
    "find_author",
    "find_bare_time",
    "find_time_element",
    "is_small",
    "labelled_author",
    "leads_to_reader",
    "name_and_time",
    "name_and_time_around",
    "name_beside_time",
    "time_beside",
    "trim_name",
    "with_day",
]

#: A name and a time are no longer than this.
_LONGEST_NAME, _LONGEST_TIME = 80, 60
#: A line with name, place and time is no longer.
_LONGEST_LINE = 150
#: The author of a pingback is the title of a page.
_LONGEST_TITLE = 250
#: A badge or a button beside a name is shorter.
_LONGEST_BADGE = 40
#: … and so is "Reply to" with the name of another.
_LONGEST_BESIDE = 100
#: A time, a badge, a count is made of fewer runs of text, breaks and white space counted.
_MOST_RUNS = 40
#: The elements of a comment that may bear a label for screen readers stand at its beginning.
_MOST_LABELLED = 8
#: More words behind a time show that it is part of a title.
_WORDS_BEHIND = 2
_SEPARATORS, _QUOTES = " :,|–—-·•@»", '"“”'


def find_author(markup: Markup, around: Sequence[Element], of_pingback: bool) -> Element | None:
    """Return the element that names the author; of a pingback the link to the page that it comes from."""
    longest = _LONGEST_TITLE if of_pingback else _LONGEST_NAME
    for pattern in v.AUTHOR:
        named = (e for e in around if e.names.is_author and e.tag not in v.NO_AUTHOR and pattern.search(e.names.text))
        for e in innermost(e for e in named if 0 < markup.characters(e) <= 2 * longest):
            if len(text := markup.text(e)) <= longest and any(c.isalnum() for c in text):
                return e if len(text) <= _LONGEST_NAME and len(markup.paragraphs(e)) == 1 else _link_in(markup, e)
    short = [e for e in around if e.tag in ("cite", "a") and 0 < markup.characters(e) <= longest]
    cited = next((e for e in short if e.tag == "cite"), None)
    linked = (e for e in short if e.names.words >= v.AUTHOR_LINK)
    links = (e for e in short if e.tag == "a" and e.names.words.isdisjoint(v.ASIDE))
    return cited or next(linked, None) or (next(links, None) if of_pingback else _profile(markup, around, short))


def _profile(markup: Markup, around: Sequence[Element], short: Sequence[Element]) -> Element | None:
    """Return the link to the page about a reader with which a comment begins."""
    before, link = markup.characters_before, next((e for e in short if e.tag == "a"), None)
    is_first = link and before[link.first] == before[around[0].first]
    return link if link and is_first and leads_to_reader(link) else None


def _link_in(markup: Markup, element: Element) -> Element:
    """Return the link to the author's own page inside of an element that has more than a name, or the element."""
    links = (e for e in markup.inside(element) if e.tag == "a" and markup.characters(e))
    return next((e for e in links if e.names.words >= v.AUTHOR_LINK or leads_to_reader(e)), element)


def leads_to_reader(link: Element) -> bool:
    """Tell whether a link leads to a page about a reader."""
    return v.PROFILE.search(link.attributes.get("href", "")) is not None


def labelled_author(markup: Markup, unit: Element, own: Sequence[Element]) -> str | None:
    """Return the name behind a label: ``<dt>Nick</dt> <dd>Ann</dd>``, ``aria-label="Comment by Ann"``."""
    terms = ((term, value) for term, value in pairwise(e for e in own if e.tag in ("dt", "dd")) if value.tag == "dd")
    for term, value in terms:
        small = is_small(markup, term, _LONGEST_BADGE) and is_small(markup, value, _LONGEST_NAME)
        if small and a.NAME_LABEL.match(markup.text(term)):
            return trim_name(markup.text(value))
    for e in (unit, *own[:_MOST_LABELLED]):
        label = e.attributes.get("aria-label", "") if "aria-label" in e.written else ""
        before = a.BEFORE_NAME.match(label)
        if before and cue.is_about_comments(before[0]) and len(label) <= _LONGEST_NAME:
            return trim_name(label)
    return None


def find_time_element(markup: Markup, around: Sequence[Element]) -> Element | None:
    """Return the element that says when: the first with a time for machines, or else the first that shows one."""
    named = [e for e in around if e.tag == "time" or e.names.is_time]
    machine = next((e for e in named if v.ISO_TIME.match(e.attributes.get("datetime", ""))), None)
    if machine:
        return machine
    links = [e for e in around if e.tag == "a" and "#" in e.written]
    shown = [e for e in named if _shows_time(markup, e)] + [e for e in links if _links_by_time(markup, e)]
    return innermost(e for e in shown if shown[0].holds(e))[0] if shown else None


def find_bare_time(markup: Markup, around: Sequence[Element]) -> Element | None:
    """Return the first element that holds a time and nothing else, whatever it is called."""
    return next((e for e in around if _is_time(markup, e)), None)


def is_small(markup: Markup, element: Element, longest: int) -> bool:
    """Tell whether an element has text, no more than so many characters of it, and in few pieces."""
    return element.last - element.first <= _MOST_RUNS and 0 < markup.characters(element) <= longest


def _shows_time(markup: Markup, element: Element) -> bool:
    if not is_small(markup, element, 2 * _LONGEST_TIME):
        return False
    text = markup.text(element)
    return len(text) <= _LONGEST_TIME and (find_time(text) is not None or cue.is_time_line(text))


def _links_by_time(markup: Markup, link: Element) -> bool:
    """Tell whether a link shows a time; a comment's link to itself may show a bare age: ``3 years``."""
    if _shows_time(markup, link):
        return True
    if not is_small(markup, link, _LONGEST_BADGE) or not v.PERMALINK.search(link.attributes.get("href", "")):
        return False
    age = f"{markup.text(link)} ago"
    return (span := find_time(age)) is not None and (span.start, span.end) == (0, len(age))


def _is_time(markup: Markup, element: Element) -> bool:
    """Tell whether a time, in brackets or not, is all that an element without a name for it holds."""
    if not is_small(markup, element, _LONGEST_BADGE):
        return False
    text = markup.text(element).strip("()[] ")
    return any(map(str.isdigit, text)) and cue.is_time_line(text)


def name_and_time(markup: Markup, author: Element | None, time: Element | None) -> tuple[str | None, str | None]:
    """Read name and time from their elements, or from one element that has both."""
    holes = [time] if author and time and author.holds(time) and time is not author else []
    name = markup.text(author, [*holes, *_beside_name(markup, author, holes)]) if author else ""
    raw = _time_text(markup, time) if time else None
    if raw and (said := find_time(raw)):
        raw = _time_alone(raw, said)
    if raw is None and (said := find_time(name)) and said.start and len(name[said.end :].split()) <= _WORDS_BEHIND:
        raw, name = name[said.start :].strip(_SEPARATORS), name[: said.start]
    return trim_name(name), raw


def _time_alone(raw: str, said: TimeSpan) -> str:
    """Cut off a time the name before it and a button behind it: ``by: Ann, 3 May``, ``3 May -- Report as abuse``."""
    before, behind = raw[: said.start], raw[said.end :].strip(_SEPARATORS)
    named = a.BEFORE_NAME.match(before) is not None
    pressed = behind and cue.is_button(behind)
    return raw[said.start if named else 0 : said.end if pressed else len(raw)].strip()


def _beside_name(markup: Markup, author: Element, holes: Sequence[Element]) -> list[Element]:
    """Return the buttons, badges and words about an answer that stand behind the name in the element of the author."""
    before = markup.characters_before
    behind = (e for e in markup.inside(author) if before[e.first] > before[author.first])
    found = []
    for e in behind:
        if is_small(markup, e, _LONGEST_BESIDE) and not any(hole.holds(e) for hole in holes):
            shown = markup.text(e)
            if _is_badge(e, shown) or a.ANSWER_TO.match(shown):
                found.append(e)
    return outermost(found)


def _is_badge(element: Element, shown: str) -> bool:
    """Tell whether an element is called a badge or a button, or has brackets; ``Guest`` is a family name as well."""
    words = element.names.words
    if words & v.NAME_PARTS or len(shown) > _LONGEST_BADGE:
        return False
    if not v.ALWAYS_BADGE.isdisjoint(words):
        return True
    text = shown.strip(_SEPARATORS + "()[]")
    if not a.BADGE.match(text) and not cue.is_button(text):
        return False
    return element.tag in v.BESIDE_NAME_TAGS or shown[:1] in "([" or not v.BESIDE_NAME.isdisjoint(words)


def name_beside_time(kept: list[str], whole: list[str]) -> tuple[list[str], str | None]:
    """Return the name in a line of name and time, and the lines without it."""
    marks = (mark for line in whole if line not in kept and (mark := read_mark(line)))
    named = next((mark.author for mark in marks if mark.author and mark.time), None)
    return (kept[1:] if len(kept) > 1 and kept[0] == named else kept), trim_name(named or "")


def name_and_time_around(
    above: Sequence[str], below: Sequence[str], name: str | None, raw: str | None
) -> tuple[str | None, str | None]:
    """Complete name and time from the lines above and below a text, the first of them that has one.

    Below a text a name may be that of the next to speak: it counts behind words like ``Comment by`` only.
    """
    previous, place = "", 0
    for at, line in enumerate((*above, *below)):
        mark = read_mark(line)
        if mark and (mark.author or mark.time):
            named = _named_by(mark, previous if name is None else "")
            is_above = (at if mark.author else place) < len(above)
            if is_above or named in ("", name) or (name is None and _is_byline(line, mark)):
                return name or trim_name(named), raw or mark.time
            break
        if not a.NEVER_NAME.match(line):
            previous, place = line, at
    return name, raw


def time_beside(markup: Markup, unit: Element, author: Element) -> str | None:
    """Return the time in the line of the author's name: ``- Ann, Leeds, 07/06/2013 06:58``."""
    line = next((e for e in author.ancestors if e.tag not in h.INLINE), unit)
    if line is unit or not is_small(markup, line, 2 * _LONGEST_LINE):  # the page's own line breaks counted
        return None
    text = markup.text(line)
    said = find_time(text) if len(text) <= _LONGEST_LINE else None
    return text[said.start : said.end] if said and not text[said.end :].strip(_SEPARATORS) else None


def with_day(markup: Markup, unit: Element, time: Element, raw: str) -> str:
    """Complete a clock by the day that stands beside it in its line: ``Ann — December 6, 2011 @ 12:28 pm``."""
    clock = find_time(raw)
    line = next((e for e in time.ancestors if e.tag not in h.INLINE), unit)
    if clock is None or clock.date or clock.relative or line is unit or not is_small(markup, line, _LONGEST_LINE):
        return raw
    text = markup.text(line)
    said = find_time(text)
    return text[said.start : said.end] if said and said.date and raw in text[said.start : said.end] else raw


def _named_by(mark: Mark, previous: str) -> str:
    """Return the name that goes with a mark: its own, or that on the line before it."""
    named = mark.author or (previous if author_score(previous) > 0 else "")
    return "" if cue.is_button(named) or a.NEVER_NAME.match(named) else named


def _is_byline(line: str, mark: Mark) -> bool:
    return mark.kind in ("posted", "by") and a.BEFORE_NAME.match(line) is not None


def trim_name(text: str) -> str | None:
    """Take off a name what stands around it: ``Posted by``, ``says:``, quotation marks around the whole of it."""
    text = a.BEFORE_NAME.sub("", a.BEHIND_NAME.sub("", text.strip().lstrip(_SEPARATORS))).strip(_SEPARATORS)
    bare = text.strip(_QUOTES + " ")
    text = text if any(mark in bare for mark in _QUOTES) else bare
    return text if any(c.isalnum() for c in text) else None


def _time_text(markup: Markup, time: Element) -> str | None:
    known = time.attributes
    for name in ("datetime", "title", "content", "data-datetime"):
        value = known.get(name, "")
        if v.CALENDAR_HOUR.fullmatch(value):
            continue
        if name == "datetime" and v.EPOCH.fullmatch(value):
            return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
        if value and (name == "datetime" or v.ISO_TIME.match(value)):
            return value
    return a.BEFORE_TIME.sub("", _spaced(markup, time)).strip(" ,:|()·•–—-") or None


def _spaced(markup: Markup, time: Element) -> str:
    """Return the text of a time, with a space between day and clock that stand in elements of their own."""
    runs = markup.runs[time.first : time.last]
    if not any(run[-1:].isdigit() and after[:1].isdigit() for run, after in pairwise(runs)):
        return markup.text(time)
    return " ".join(" ".join(runs).replace(BREAK, " ").split())
