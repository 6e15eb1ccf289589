"""Where comments are marked: one function for each layout, which finds its marks and the names and times beside them.

=========== ========================================================================================
``says``    ``Ann says:``, a time line above, below, or under the text
``named``   name and time on one line, above or below the text
``dated``   time and name on one line, above or below the text
``posted``  ``Posted by: Ann | DATE``, ``by ann on DATE.``, above or below the text
``titled``  the same or ``by ann (123)``, under a title of the comment
``signed``  ``- Ann, Leeds, DATE`` below the text
``paired``  a name line and a time line (or two) above the text, in either order
``stacked`` name, place and other short lines above a time line
``framed``  a name line above the text, a time line below it
``timed``   a time line below the text and no name
``by``      ``by ann (123)`` above the text
``member``  ``Posted in: TITLE`` above the text, on the page of one member
``subject`` ``Re:``, ``Fares (Score:2, Funny)`` above the text and no name
``voted``   a votes line below the text and no name
=========== ========================================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stance.pages import lines as cue
from stance.pages import names
from stance.pages.marks import Kind, Mark
from stance.pages.names import clean_name
from stance.pages.pairs import may_be_author_line, paired, with_number_above
from stance.pages.sheet import View
from stance.pages.stacks import stacked
from stance.pages.tilings import Layout
from stance.pages.units import Anchor, anchor_of

__all__ = ["LAYOUTS"]


def _says(view: View) -> Iterator[list[Anchor]]:
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
            found_at = with_number_above(view, first)
            anchors.append(anchor_of(found_at, last, mark)._replace(time=time, plain=plain))
    yield anchors


def _join(time: str | None, mark: Mark | None) -> str | None:
    return " ".join(part for part in (time, mark.time if mark else None) if part) or None


#: So large a share of marks with day and clock shows what the marks of the comments are like.
_MOSTLY = 0.75


def _one_line(kind: Kind) -> Layout:
    def find(view: View) -> Iterator[list[Anchor]]:
        found = view.of(kind)
        plain = [i for i in found if (m := view.marks[i]) and m.plain]
        clocked = [i for i in found if (m := view.marks[i]) and m.clock]
        if len(plain) >= _MOSTLY * len(found):
            found = clocked = plain  # the others are by-lines of stories
        for chosen in (found, clocked) if 1 < len(clocked) < len(found) else (found,):
            anchors = _once([anchor_of(i, i, m) for i in chosen if (m := view.marks[i])])
            yield _with_names_above(view, _without_places(anchors) if kind == "named" else anchors)

    return Layout(frozenset({kind}), find)


def _once(anchors: list[Anchor]) -> list[Anchor]:
    """Put marks of the same name together that stand right below each other: a page may say who and when twice."""
    kept: list[Anchor] = []
    for anchor in anchors:
        if kept and kept[-1].last + 1 == anchor.first and kept[-1].author == anchor.author:
            kept[-1] = anchor._replace(first=kept[-1].first)
        else:
            kept.append(anchor)
    return kept


def _without_places(anchors: list[Anchor]) -> list[Anchor]:
    """Cut town and country off the names where most marks have both: ``Ann, Leeds, England, 2 hours ago``."""
    placed = sum((a.author or "").count(",") >= 2 for a in anchors)
    if 2 * placed < len(anchors) or placed < 2:
        return anchors
    return [a._replace(author=a.author.split(",")[0]) if a.author else a for a in anchors]


def _titled(view: View) -> Iterator[list[Anchor]]:
    """Find marks that stand under a title of the comment: ``Re: fares / by ann (123)``."""
    found = _once([anchor_of(i, i, m) for i in view.of("posted", "by") if (m := view.marks[i])])
    if len(found) < 2 or found[0].first == view.begin:
        return
    above = [a.first - 1 for a in found]
    titles = sum(_may_be_title(view.lines[i].text) and view.kind(i) in (None, "subject") for i in above)
    if titles >= 0.9 * len(found):
        anchors = [a._replace(first=a.first - 1) for a in found]
        scored = [a._replace(votes=m.votes) if (m := view.marks[a.first]) else a for a in anchors]
        yield _with_names_above(view, scored)


def _with_names_above(view: View, anchors: list[Anchor]) -> list[Anchor]:
    """Take in the lines above the marks, or above their titles, that have the names once more, as forums do."""
    repeated = [a.first > view.begin and a.author and view.lines[a.first - 1].text == a.author for a in anchors]
    if sum(map(bool, repeated)) < _MOSTLY * len(anchors):
        return anchors  # here and there a reader who wrote twice has signed the first
    return [a._replace(first=a.first - 1) if has else a for a, has in zip(anchors, repeated, strict=True)]


def _may_be_title(text: str) -> bool:
    return len(text) <= 90 and (not cue.ends_like_a_sentence(text) or len(text) <= 40)


def _framed(view: View) -> Iterator[list[Anchor]]:
    """Find a name line above the text and a time line below it."""
    times = [i for i in view.of("time") if (m := view.marks[i]) and (m.plain or m.time)]
    if len(times) < 2:
        return
    heads = [_next_text(view, i + 1) for i in times[:-1]]
    authors = [i for i in heads if i is not None and _may_be_bare_author(view, i)]
    if len(authors) < max(1, 0.7 * len(heads)):
        return
    first = next(
        (i for i in range(times[0] - 2, max(view.begin - 1, times[0] - 12), -1) if _may_be_bare_author(view, i)), None
    )
    if first is not None:
        openings = [first, *authors]
        yield [Anchor(i, i, clean_name(view.lines[i].text), None, True) for i in openings]


#: Between a time and the next name there are fewer lines of buttons.
_MOST_BUTTONS = 8


def _next_text(view: View, i: int) -> int | None:
    return next((k for k in range(i, min(i + _MOST_BUTTONS, view.end)) if not view.cues[k].is_aside), None)


def _may_be_bare_author(view: View, i: int) -> bool:
    text = view.lines[i].text
    if view.marks[i] or not may_be_author_line(text):
        return False
    name = names.read_name_line(clean_name(text.rstrip(".")))
    return name is not None and names.author_score(name.text) > 0


def _timed(view: View) -> Iterator[list[Anchor]]:
    anchors = []
    for i in view.of("time"):
        if view.kind(i - 1) == "time":
            continue
        last = i + (view.kind(i + 1) == "time")
        marks = [m for m in view.marks[i : last + 1] if m]
        if last > i or marks[0].plain:
            anchors.append(Anchor(i, last, None, " ".join(m.time or "" for m in marks), True))
    yield anchors


def _by(view: View) -> Iterator[list[Anchor]]:
    found = view.of("by", "posted")
    if any(view.kind(i) == "by" for i in found):
        yield [anchor_of(i, i, m) for i in found if (m := view.marks[i])]


def _member(view: View) -> Iterator[list[Anchor]]:
    found = view.of("member")
    if len(found) > 1:
        yield [Anchor(i, i, None, None, True) for i in found]


def _subject(view: View) -> Iterator[list[Anchor]]:
    found = view.of("subject")
    if sum(bool((m := view.marks[i]) and m.plain) for i in found) > 1 and not view.of("by", "posted")[2:]:
        yield [Anchor(i, i, None, None, True) for i in found]


def _voted(view: View) -> Iterator[list[Anchor]]:
    yield [Anchor(i, i - 1, None, None, True) for i in view.of("votes")]


LAYOUTS: dict[str, Layout] = {
    "says": Layout(frozenset({"says"}), _says),
    "named": _one_line("named"),
    "dated": _one_line("dated"),
    "posted": _one_line("posted"),
    "titled": Layout(frozenset({"posted", "by"}), _titled),
    "signed": _one_line("signed"),
    "paired": Layout(frozenset({"time"}), paired),
    "stacked": Layout(frozenset({"time"}), stacked),
    "framed": Layout(frozenset({"time"}), _framed),
    "timed": Layout(frozenset({"time"}), _timed),
    "by": Layout(frozenset({"by"}), _by),
    "member": Layout(frozenset({"member"}), _member),
    "subject": Layout(frozenset({"subject"}), _subject),
    "voted": Layout(frozenset({"votes"}), _voted),
}
