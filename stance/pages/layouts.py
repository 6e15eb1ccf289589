"""How comment sections repeat: each layout divides lines into units, and the one that tiles them best is taken.

A unit is one comment as the page shows it: an opening (author, perhaps a time, a verb), or a closing (``Posted by: Ann |
DATE`` below the text), and the lines of its body. A layout finds where the units of its kind are; :func:`tile` scores
every layout by what it explains: each unit counts for as much as its marks are plain, and each mark that is left inside
a body counts against the layout.

=========  ==========================================================================================
``says``   ``Ann says:``, a time line above, below, or under the text
``named``  name and time on one line, above or below the text
``dated``  time and name on one line, above or below the text
``posted`` ``Posted by: Ann | DATE``, ``by ann on DATE.``, above (perhaps under a title) or below the text
``signed`` ``- Ann, Leeds, DATE`` below the text
``paired`` a name line and a time line (or two) above the text, in either order
``timed``  a time line below the text and no name
``member`` ``Posted in: TITLE`` above the text, on the page of one member
``subject`` ``Re:``, ``Fares (Score:2, Funny)`` above the text and no name
``by``     ``by ann (123)`` above the text, perhaps under a title
``voted``  a votes line below the text and no name
``bare``   a bare name is the only cue (:mod:`~stance.pages.bare`)
=========  ==========================================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.bare import bare_openings, unheaded_openings
from stance.pages.beginnings import first_line_of_text
from stance.pages.lines import Line
from stance.pages.marks import Kind, Mark, clean_name, may_be_author, read_mark

__all__ = ["Tiling", "Unit", "divide", "only_unit", "tile", "with_first_text"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One comment as it stands on the page."""

    author: str | None
    time: str | None
    body: tuple[Line, ...]
    first: int
    last: int
    confidence: float
    aside: tuple[Line, ...] = ()
    indent: int = 0
    answers: str | None = None
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The lines ``first`` … ``last`` that mark one comment."""

    first: int
    last: int
    author: str | None
    time: str | None
    plain: bool
    answers: str | None = None
    votes: int | None = None


def _anchor(first: int, last: int, mark: Mark) -> _Anchor:
    return _Anchor(first, last, mark.author, mark.time, mark.plain, mark.answers, mark.votes)


@dataclass(frozen=True, slots=True)
class Tiling:
    """What one layout makes of a run of lines, of which those from ``start`` up to ``end`` belong to its units."""

    layout: str
    start: int
    end: int
    units: tuple[Unit, ...]
    score: float
    #: Every unit has a verb with a colon, or a name with day and clock.
    plain: bool
    #: The texts stand above their marks, so that nothing marks where the first one begins.
    closes: bool = False
    anchors: tuple[_Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class _View:
    """Lines with their marks."""

    lines: Sequence[Line]
    marks: Sequence[Mark | None]
    marked: Sequence[int]

    def of(self, *kinds: Kind) -> list[int]:
        return [i for i in self.marked if (mark := self.marks[i]) and mark.kind in kinds]

    def kind(self, i: int) -> str | None:
        mark = self.marks[i] if 0 <= i < len(self.marks) else None
        return mark.kind if mark else None


def _view(lines: Sequence[Line], marks: Sequence[Mark | None]) -> _View:
    return _View(lines, marks, [i for i, mark in enumerate(marks) if mark])


Layout = Callable[[_View], Iterator[tuple[str, list[_Anchor]]]]

#: What one unit of a layout speaks for it, in the currency of the penalties below.
_WEIGHT = {
    "says": 1.2, "named": 1.0, "dated": 0.9, "posted": 1.1, "titled": 1.15, "signed": 0.9, "paired": 0.9, "timed": 0.45, "framed": 0.75, "by": 0.6,
    "voted": 0.4, "bare": 0.3, "listed": 0.6, "member": 1.2, "subject": 0.6,
}  # fmt: skip
_WITH_TIME = 0.3
_MARK_LEFT_OVER = 0.7
_EMPTY_BODY = 1.0
_ODD_NAME = 0.5


def divide(section: Sequence[Line], declared: int | None = None) -> list[Unit] | None:
    """Divide the lines of a comment section into units by the layout that tiles it best, or return None.

    Parameters
    ----------
    section : sequence of Line
        The lines of the section below its header.
    declared : int or None
        The number of comments that the page claims: a soft check, never forced.
    """
    readings = tile(section, [read_mark(line.text) for line in section], declared, headed=True)
    return list(readings[0].units) if readings else None


def tile(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    declared: int | None = None,
    *,
    headed: bool,
    only: str | None = None,
) -> list[Tiling]:
    """Return the readings of a run of lines as comments, the best one first.

    Parameters
    ----------
    headed : bool
        The lines stand below a header, so the first unit begins with the first line. Otherwise the first unit's mark
        decides, and the lines above it are left alone.
    only : str, optional
        The one layout to try.
    """
    view = _view(lines, marks)
    found = [
        reading
        for layout in _LAYOUTS
        for name, anchors in layout(view)
        if anchors and only in (None, name)
        for reading in _readings(view, name, anchors, headed)
        if len(reading.units) >= _WITH_TEXT * len(anchors)
    ]
    if only in (None, "bare", "listed") and all(reading.score < _WEAK for reading in found):
        named = bare_openings(lines, marks, declared) if headed else unheaded_openings(lines, marks)
        if named and not (headed and named[0]):
            anchors = [_Anchor(i, i, clean_name(lines[i].text), None, False) for i in named]
            found.append(_open(view, "bare" if headed else "listed", anchors))
    return sorted(found, key=lambda reading: -reading.score)


def _readings(view: _View, name: str, anchors: list[_Anchor], headed: bool) -> Iterator[Tiling]:
    """Yield the readings with the text below the marks, and above them."""
    lead = view.lines[: anchors[0].first]
    lead = [line for line in lead if not cue.is_aside(line.text) and not cue.is_comment_header(line.text)]
    if name in _OPENS and headed and len(lead) <= _LINES_ABOVE:
        found = _open(view, name, anchors)
        against = sum(_LINE_ABOVE if cue.has_sentence(line.text) else _LABEL_ABOVE for line in lead)
        yield replace(found, score=found.score - against)
    elif name in _OPENS and not headed and name != "timed":
        yield _open(view, name, _without_bylines(view, anchors))
    if name in _CLOSES and (not headed or (lead and not _holds_an_article(anchors))):
        yield _close(view, name, anchors, headed)


#: Layouts whose marks stand above the text, and those whose marks stand below it.
_OPENS = frozenset({"says", "paired", "by", "named", "dated", "posted", "titled", "framed", "member", "subject", "timed"})
_CLOSES = frozenset({"named", "dated", "posted", "signed", "timed", "voted"})
#: What speaks against marks below the text: each line that is left over below the last one, up to so many.
_LEFT_BELOW, _LEFT_MOST = 0.5, 3
#: What speaks against marks above the text where a line stands between header and first mark.
_LINE_ABOVE, _LABEL_ABOVE, _LINES_ABOVE = 1.0, 0.2, 2
#: What a full stop speaks for marks below the text: ``by ann on July 3, 2012.``
_FULL_STOP = 2.0


def _left_below(view: _View, anchor: _Anchor) -> int:
    below = [line for line in view.lines[anchor.last + 1 : _end_of_text(view, anchor.last + 1, len(view.lines))]]
    return sum(not cue.is_aside(line.text) for line in below[: 2 * _LEFT_MOST])


def _end_of_text(view: _View, begin: int, end: int) -> int:
    """Return the index of the first line that opens the foot of the page."""
    return next((i for i in range(begin, end) if not view.marks[i] and cue.ends_comments(view.lines[i].text)), end)


def _open(view: _View, name: str, anchors: list[_Anchor]) -> Tiling:
    """Give each mark the lines below it, up to the next."""
    ends = [anchor.first for anchor in anchors[1:]] + [len(view.lines)]
    spans = [(anchor, anchor.last + 1, end) for anchor, end in zip(anchors, ends, strict=True)]
    return _tiling(view, name, spans, anchors[0].first, closes=False)


def _close(view: _View, name: str, anchors: list[_Anchor], headed: bool) -> Tiling:
    """Give each mark the lines above it, down from the one before."""
    start = 0 if headed else max(0, anchors[0].first - max(1, min(_usual(anchors), _ARTICLE_LINES)))
    return _closed(view, name, anchors, start)


def _closed(view: _View, name: str, anchors: Sequence[_Anchor], start: int) -> Tiling:
    starts = [start] + [anchor.last + 1 for anchor in anchors[:-1]]
    spans = [(anchor, begin, anchor.first) for anchor, begin in zip(anchors, starts, strict=True)]
    found = _tiling(view, name, spans, start, closes=True)
    left = min(_left_below(view, anchors[-1]), _LEFT_MOST)
    signed = all(view.lines[anchor.last].text.endswith(".") for anchor in anchors)
    return replace(found, score=found.score - _LEFT_BELOW * left + _FULL_STOP * signed)


def with_first_text(lines: Sequence[Line], marks: Sequence[Mark | None], found: Tiling) -> Tiling:
    """Look for the line with which the text of the first comment begins, where nothing marks it."""
    if not found.closes:
        return found
    anchors = found.anchors
    bodies = [lines[a.last + 1 : b.first] for a, b in zip(anchors, anchors[1:], strict=False)]
    named = sum(
        bool(body and a.author) and _same_name(body[0].text, a.author or "")
        for a, body in zip(anchors[1:], bodies, strict=True)
    )
    author = anchors[0].author if 2 * named > len(bodies) or not bodies else None
    start = first_line_of_text(lines, anchors[0].first, bodies, author)
    return _closed(_view(lines, marks), found.layout, anchors, start)


#: A text of more lines than this, and so many times as long as the usual one, has the article in it: the mark above it is
#: the article's own, or the header above it was a link in the head of the page.
_ARTICLE_LINES, _ARTICLE_TIMES = 12, 4


def _usual(anchors: Sequence[_Anchor]) -> int:
    lengths = sorted(b.first - a.last - 1 for a, b in zip(anchors, anchors[1:], strict=False))
    return lengths[len(lengths) // 2] if lengths else 3


def _holds_an_article(anchors: Sequence[_Anchor]) -> bool:
    return anchors[0].first > max(_ARTICLE_LINES, _ARTICLE_TIMES * _usual(anchors))


def _without_bylines(view: _View, anchors: list[_Anchor]) -> list[_Anchor]:
    """Leave out marks at the head of the page below which the article stands."""
    lengths = [
        sum(len(line.text) for line in view.lines[a.last + 1 : b.first])
        for a, b in zip(anchors, anchors[1:], strict=False)
    ]
    first = 0
    while len(lengths) - first > 1 and anchors[first].first <= _LINES_OF_HEAD:
        rest = sorted(lengths[first + 1 :])
        if lengths[first] <= max(_ARTICLE_LENGTH, _ARTICLE_TIMES * rest[len(rest) // 2]):
            break
        first += 1
    return anchors[first:]


#: The head of a page has so many lines, and an article so many characters and more.
_LINES_OF_HEAD, _ARTICLE_LENGTH = 4, 600


def _tiling(view: _View, name: str, spans: list[tuple[_Anchor, int, int]], start: int, *, closes: bool) -> Tiling:
    units, score = [], 0.0
    if not closes:
        spans[-1] = _without_footer(view, spans)
    for anchor, begin, end in spans:
        body = list(view.lines[begin:end])
        time = anchor.time
        if name in ("titled", "subject") and any(c.isalnum() for c in view.lines[anchor.first].text):
            body.insert(0, view.lines[anchor.first])
        left_over = [i for i in range(begin, end) if (m := view.marks[i]) and (m.plain or m.kind == "time")]
        if time is None and left_over and left_over[-1] == _last_text(view, begin, end) and begin < left_over[-1]:
            mark = view.marks[left_over[-1]]
            if mark and mark.kind == "time":
                time = mark.time
                del body[left_over.pop() - end]
        if closes and anchor.author and body and _same_name(body[0].text, anchor.author) and len(body) > 1:
            del body[0]
        score += _WEIGHT[name] + (_WITH_TIME if time else 0) - _MARK_LEFT_OVER * len(left_over)
        score -= _ODD_NAME if anchor.author and cue.author_score(anchor.author) < 0 and name == "paired" else 0
        unit = _unit(view, anchor, time, body, begin if closes else anchor.first, end if closes else end - 1)
        if name in ("member", "voted"):
            unit = replace(unit, aside=(*unit.aside, view.lines[anchor.first]))
        score -= 0 if unit.body else _EMPTY_BODY
        units.append(unit)
    kept = tuple(unit for unit in _without_scores(units) if unit.body)
    end = spans[-1][2] if not closes else spans[-1][0].last + 1
    anchors = tuple(anchor for anchor, *_ in spans)
    return Tiling(name, start, end, kept, score, all(anchor.plain for anchor in anchors), closes, anchors)


#: So large a share of the units ends with a button, a count of votes or a time where the page closes comments that way.
_CLOSED_ALIKE = 0.7


def _without_footer(view: _View, spans: list[tuple[_Anchor, int, int]]) -> tuple[_Anchor, int, int]:
    """Let the last unit end where the others do, so that the foot of the page is not taken for its text."""
    anchor, begin, end = spans[-1]
    end = _end_of_text(view, begin, end)
    for closes in (lambda i: view.kind(i) == "time", lambda i: cue.is_button(view.lines[i].text)):
        others = [stop for _, start, stop in spans[:-1] if stop > start]
        if len(others) < 2 or sum(closes(stop - 1) for stop in others) < _CLOSED_ALIKE * len(others):
            continue
        last = next((i for i in range(begin + 1, end) if closes(i)), None)
        while last is not None and last + 1 < end and closes(last + 1):
            last += 1
        return (anchor, begin, end if last is None else last + 1)
    return anchor, begin, end


#: So large a share of the units ends, or begins, with a bare number where the page counts votes that way.
_SCORED = 0.6


def _without_scores(units: list[Unit]) -> list[Unit]:
    """Set the bare numbers aside with which the texts end or begin, where most of them do: votes without a word."""
    for end in (-1, 0):
        scored = [len(unit.body) > 1 and v.BARE_SCORE.match(unit.body[end].text) is not None for unit in units]
        if sum(scored) > 1 and sum(scored) >= _SCORED * len(units):
            return [_without_score(unit, end) if has else unit for unit, has in zip(units, scored, strict=True)]
    return units


def _without_score(unit: Unit, end: int) -> Unit:
    score = unit.body[end]
    body = unit.body[:-1] if end else unit.body[1:]
    return replace(unit, body=body, aside=(*unit.aside, score), votes=int(score.text.replace("−", "-")))


def _unit(view: _View, anchor: _Anchor, time: str | None, body: list[Line], first: int, last: int) -> Unit:
    """Set the buttons among the lines aside; a comment that is nothing else ("+1") keeps them."""
    own = tuple(line for line in body if not cue.is_aside(line.text))
    if not own and any(cue.is_text_button(line.text) for line in body):
        own = tuple(body)
    kept = {line.number for line in own}
    aside = tuple(line for line in body if line.number not in kept) if len(own) < len(body) else ()
    return Unit(
        author=anchor.author,
        time=time,
        body=own,
        first=view.lines[min(first, len(view.lines) - 1)].number,
        last=view.lines[max(0, min(last, len(view.lines) - 1))].number,
        confidence=0.95 if anchor.plain else 0.85,
        aside=aside,
        indent=view.lines[anchor.first].indent + _bullets(view.lines[anchor.first].text),
        answers=anchor.answers,
        votes=anchor.votes,
    )


def _bullets(text: str) -> int:
    match = v.BULLETS.match(text)
    return match.end() if match else 0


def _last_text(view: _View, begin: int, end: int) -> int:
    """Return the index of the last line that is no button."""
    for i in range(end - 1, begin - 1, -1):
        if not cue.is_aside(view.lines[i].text):
            return i
    return -1


def _same_name(text: str, author: str) -> bool:
    return cue.same_words(text) == cue.same_words(author)


#: So large a share of the marks must have a text; the lines of an index of stories have none.
_WITH_TEXT = 0.6
#: A reading below this leaves room for bare names.
_WEAK = 1.5

#: A text of no more lines below a header, in no known layout, is one comment; a longer one may be many.
_ONE_COMMENT = 3


def only_unit(content: Sequence[Line]) -> Unit | None:
    """Take a short text that stands alone below a header for one comment without a name."""
    body = tuple(line for line in content if not cue.is_aside(line.text))
    if not 1 <= len(body) <= _ONE_COMMENT or not any(cue.has_sentence(line.text) for line in body):
        return None
    return Unit(None, None, body, body[0].number, body[-1].number, confidence=0.3)


# ------------------------------------------------------------------------------------------------- layouts


def _says(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    """Find the openings with a verb; the first one shows where the time stands."""
    found = view.of("says")
    if not found:
        return
    verbs = Counter(view.marks[i].verb for i in found)  # type: ignore[union-attr]
    verb = verbs.most_common(1)[0][0]
    found = [i for i in found if (m := view.marks[i]) and (m.verb == verb or m.time)]
    below = sum(view.kind(i + 1) == "time" for i in found)
    above = sum(view.kind(i - 1) == "time" for i in found)
    anchors = []
    for i in found:
        mark = view.marks[i]
        assert mark is not None  # noqa: S101 - by construction
        first = last = i
        time = mark.time
        if 2 * below > len(found) and view.kind(i + 1) == "time":
            last, time = i + 1, _join(time, view.marks[i + 1])
        elif 2 * above > len(found) and view.kind(found[0] - 1) == "time" and view.kind(i - 1) == "time":
            first, time = i - 1, _join(time, view.marks[i - 1])
        if time or not mark.loose:
            plain = mark.plain or time is not None
            found_at = _with_number_above(view, first)
            anchors.append(replace(_anchor(found_at, last, mark), time=time, plain=plain))
    yield "says", anchors


def _join(time: str | None, mark: Mark | None) -> str | None:
    return " ".join(part for part in (time, mark.time if mark else None) if part) or None


def _with_number_above(view: _View, i: int) -> int:
    """Take in a line that only counts the comments ("3")."""
    return i - 1 if i and view.lines[i - 1].text.rstrip(".").isdigit() and len(view.lines[i - 1].text) < 5 else i


#: So large a share of marks with day and clock shows what the marks of the comments are like.
_MOSTLY = 0.75


def _one_line(kind: Kind) -> Layout:
    def layout(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
        found = view.of(kind)
        plain = [i for i in found if (m := view.marks[i]) and m.plain]
        clocked = [i for i in found if (m := view.marks[i]) and m.clock]
        if len(plain) >= _MOSTLY * len(found):
            found = clocked = plain  # the others are by-lines of stories
        for chosen in (found, clocked) if 1 < len(clocked) < len(found) else (found,):
            yield kind, [_anchor(i, i, m) for i in chosen if (m := view.marks[i])]

    return layout


def _titled(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    """Find marks that stand under a title of the comment: ``Re: fares / by ann (123)``."""
    found = view.of("posted", "by")
    if len(found) < 2 or found[0] == 0:
        return
    titles = sum(_may_be_title(view.lines[i - 1].text) and not view.marks[i - 1] for i in found)
    if titles >= 0.9 * len(found):
        yield "titled", [_anchor(i - 1, i, m) for i in found if (m := view.marks[i])]


def _may_be_title(text: str) -> bool:
    return len(text) <= 90 and (not cue.ends_like_a_sentence(text) or len(text) <= 40)


def _paired(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    """Find pairs of a name line and a time line, in the order that more of them have."""
    times = view.of("time")
    if not times:
        return
    for above in (True, False):
        anchors = []
        for i in times:
            if above and view.kind(i - 1) == "time":
                continue
            first, last = i, i
            while view.kind(last + 1) == "time" and above:
                last += 1
            at = first - 1 if above else last + 1
            if not 0 <= at < len(view.lines) or view.marks[at] or not _may_be_author(view.lines[at]):
                continue
            time = " ".join(m.time or "" for m in view.marks[i : last + 1] if m)
            plain = any(m.clock for m in view.marks[i : last + 1] if m)
            name = clean_name(view.lines[at].text)
            anchors.append(_Anchor(min(at, first), max(at, last), name, time, plain))
        anchors = [a for a, b in zip(anchors, [None, *anchors], strict=False) if b is None or a.first > b.last]
        runs = sum(view.kind(i - 1) != "time" for i in times)
        if len(anchors) > 0.5 * runs:
            yield "paired", [replace(a, first=_with_number_above(view, a.first)) for a in anchors]


def _may_be_author(line: Line) -> bool:
    tests = (cue.is_aside, cue.is_comment_header, cue.opens_other_stories, cue.is_chrome)
    return may_be_author(line.text) and not any(test(line.text) for test in tests)




def _framed(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    """Find a name line above the text and a time line below it."""
    times = [i for i in view.of("time") if (m := view.marks[i]) and (m.plain or m.time)]
    if len(times) < 2:
        return
    heads = [_next_text(view, i + 1) for i in times[:-1]]
    names = [i for i in heads if i is not None and _may_be_bare_author(view, i)]
    if len(names) < max(1, 0.7 * len(heads)):
        return
    first = next((i for i in range(times[0] - 2, max(-1, times[0] - 12), -1) if _may_be_bare_author(view, i)), None)
    if first is not None:
        anchors = [first, *names]
        yield "framed", [_Anchor(i, i, clean_name(view.lines[i].text), None, True) for i in anchors]


def _next_text(view: _View, i: int) -> int | None:
    return next((k for k in range(i, min(i + 4, len(view.lines))) if not cue.is_aside(view.lines[k].text)), None)


def _may_be_bare_author(view: _View, i: int) -> bool:
    return not view.marks[i] and _may_be_author(view.lines[i]) and cue.author_score(clean_name(view.lines[i].text.rstrip("."))) > 0


def _timed(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    anchors = []
    for i in view.of("time"):
        if view.kind(i - 1) == "time":
            continue
        last = i + (view.kind(i + 1) == "time")
        marks = [m for m in view.marks[i : last + 1] if m]
        if last > i or marks[0].plain:
            anchors.append(_Anchor(i, last, None, " ".join(m.time or "" for m in marks), True))
    yield "timed", anchors


def _by(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    found = view.of("by", "posted")
    if any(view.kind(i) == "by" for i in found):
        yield "by", [_anchor(i, i, m) for i in found if (m := view.marks[i])]


def _member(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    found = view.of("member")
    if len(found) > 1:
        yield "member", [_Anchor(i, i, None, None, True) for i in found]


def _subject(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    found = view.of("subject")
    if sum(bool((m := view.marks[i]) and m.plain) for i in found) > 1 and not view.of("by", "posted")[2:]:
        yield "subject", [_Anchor(i, i, None, None, True) for i in found]


def _voted(view: _View) -> Iterator[tuple[str, list[_Anchor]]]:
    yield "voted", [_Anchor(i, i - 1, None, None, True) for i in view.of("votes")]


_LAYOUTS: tuple[Layout, ...] = (
    _says,
    _one_line("named"),
    _one_line("dated"),
    _one_line("posted"),
    _titled,
    _one_line("signed"),
    _paired,
    _framed,
    _timed,
    _by,
    _member,
    _subject,
    _voted,
)
