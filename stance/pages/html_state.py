"""What a page says about its comments as a whole: how many there are, or none, or that a script brings them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages import lines as cue
from stance.pages.cues import read_cues
from stance.pages.html_comments import CommentElements
from stance.pages.html_forms import outside_of
from stance.pages.html_names import names_in, role_of
from stance.pages.html_series import outermost
from stance.pages.markup import Element, Markup
from stance.pages.records import CommentSection
from stance.pages.section_vocabulary import MORE_COMMENTS, MOST_COMMENTED
from stance.pages.structured import PageData

__all__ = ["declared_count", "is_around", "is_notice", "judge_section"]

#: A longer line is no heading; so many elements and lines of the places for comments are looked at.
_LONGEST_HEADING, _MOST_ELEMENTS, _MOST_LINES = 150, 300, 100
#: The link to those that are not shown is one of so many lines at the end of a place.
_LAST_LINES = 5


def declared_count(text: str) -> int | None:
    """Return the number of comments that a line declares, in any of the languages known here.

    >>> declared_count("Vos réactions (4)"), declared_count("1.204 Kommentare"), declared_count("No comments yet")
    (4, 1204, None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    return cue.declared_count(text)


def is_notice(line: str) -> bool:
    """Tell whether a line heads the comments, is a part of the form for a new one, or says that none are there."""
    known = cue.is_comment_header(line) or cue.is_form(line) or _says_empty(line) or read_cues(line).is_not_loaded
    return known or declared_count(line) is not None


def is_around(line: str) -> bool:
    """Tell whether a line stands around comments and is none: a notice or a button."""
    return is_notice(line) or cue.is_button(line)


def judge_section(
    markup: Markup, found: CommentElements, data: PageData, read: int
) -> tuple[CommentSection, int | None, str | None]:
    """Name the state of the comment section, the number of comments that the page declares, and a message.

    Parameters
    ----------
    read : int
        How many comments were read.
    """
    declared = _declared(markup, found)
    if declared is None:
        declared = data.declared
    if not read:
        return _judge_unread(markup, found, declared)
    if declared is None and (left := _left_behind(markup, found)):
        declared = read + left
    return "found", declared or None, None


def _left_behind(markup: Markup, found: CommentElements) -> int:
    """Return how many comments a link below those of the file would bring: ``12 more comments...``."""
    units = outermost(found.units)
    lines = (line for place in found.places for line in _last_lines(markup, place, units))
    return sum(int(next(filter(None, more.groups()))) for line in lines if (more := MORE_COMMENTS.match(line)))


def _last_lines(markup: Markup, place: Element, units: Sequence[Element]) -> list[str]:
    """Return the last lines of a place that stand in none of the comments."""
    begin, end = (bisect_left(units, index, key=lambda unit: unit.index) for index in (place.index, place.stop))
    return markup.paragraphs(place, units[begin:end])[-_LAST_LINES:]


def _judge_unread(
    markup: Markup, found: CommentElements, declared: int | None
) -> tuple[CommentSection, int | None, str | None]:
    """Name the state of a section of which no comments were read."""
    if declared and (note := _undivided(markup, found, declared)):
        return "found", declared, note
    script = _script(markup)
    by_script = "they are loaded by a script" + (f" ({script})" if script else "")
    if declared:
        return "not saved", declared, f"the page declares {declared} comments, but none are in the file; {by_script}"
    if any(_says_empty(line) for line in _lines(markup, found)):
        return "empty", 0, None
    if any(read_cues(line).is_not_loaded for line in _lines(markup, found)):
        return "not saved", None, f"the page says that its comments are still to be loaded; {by_script}"
    if script:
        return "not saved", declared, f"the comments are loaded by a script ({script}) and are not in the file"
    if declared == 0 or found.forms or _has_form(markup):
        return "empty", declared, None
    if (linked := _linked_count(markup)) is not None:
        return "not saved", linked, f"the page links to {linked} comments that are not in the file"
    if (bare := _bare_place(markup, found)) is not None:
        return "not saved", None, f"the place for comments ({bare}) has nothing in it in the file; {by_script}"
    if (label := _way_to_comments(markup)) is not None:
        return "not saved", _linked(label), f"the page leads to its comments ({label}), but they are not in the file"
    return "absent", declared, None


def _undivided(markup: Markup, found: CommentElements, declared: int) -> str | None:
    """Say that comments are in the file, as many lines as the page declares or more, which could not be divided."""
    left = [line for line in _lines(markup, found) if not is_around(line)]
    if len(left) <= declared:
        return None
    return f"the page declares {declared} comments; their {len(left)} lines follow no known layout"


def _has_form(markup: Markup) -> bool:
    return any(e.names.is_form for e in markup.outside_menus if e.names.role or "reply" in e.names.words)


def _lines(markup: Markup, found: CommentElements) -> Iterator[str]:
    left = _MOST_LINES
    for place in found.places:
        for line in markup.paragraphs(place)[:left]:
            left -= 1
            yield line
        if left <= 0:
            return


def _says_empty(line: str) -> bool:
    return cue.is_empty_notice(line)


def _declared(markup: Markup, found: CommentElements) -> int | None:
    """Return the number of comments that the page declares: at the comments, in a heading, or beside its title."""
    near = [e for place in found.places for e in (place, *markup.inside(place)[:_MOST_ELEMENTS])][:_MOST_ELEMENTS]
    headings = [e for e in markup.blocks if e.tag in h.HEADINGS or e.tag in ("summary", "legend")]
    units = outermost(found.units)
    for e in (*outside_of(near, units), *outside_of(headings[:_MOST_ELEMENTS], units)):
        if (count := _count_in(markup, e)) is not None:
            return count
    counts = [e for e in markup.elements if "ount" in e.written and e.names.role and "count" in e.names.words]
    shown = {count for e in counts[:_MOST_ELEMENTS] if (count := _count_in(markup, e)) is not None}
    return shown.pop() if len(shown) == 1 else None  # several counts are those of a list of stories


def _count_in(markup: Markup, element: Element) -> int | None:
    if not 0 < markup.characters(element) <= _LONGEST_HEADING:
        return None
    text = markup.text(element)
    if not any(map(str.isdigit, text)):
        return None
    if text.isascii() and text.isdecimal() and len(text) <= 6 and v.COUNT_NAME.search(element.names.text):
        return int(text)
    return declared_count(text)


def _script(markup: Markup) -> str | None:
    """Name the service, or the element, that would bring the comments."""
    for e in markup.outside_menus:
        if by_name := e.names.service:
            return by_name
        if e.tag == "iframe" and (service := v.SERVICE_ADDRESS.search(e.written)):
            return service[0]
    return next((service[0] for script in markup.scripts if (service := v.SERVICE_ADDRESS.search(script))), None)


def _bare_place(markup: Markup, found: CommentElements) -> str | None:
    """Return the names of a place for comments without any text in it."""
    bare = (place for place in found.places if not markup.text(place) and v.PLACE_NAME.search(place.names.text))
    return next((place.names.text for place in bare), None)


#: A link with a count of comments has one of these in its attributes, and is no longer than this.
_LINK_STEMS = ("omment", "oment", "reacti", "leserbrief", "yorum")
_LONGEST_LINK = 40


def _linked_count(markup: Markup) -> int | None:
    """Return the number of comments that a link declares that is the article's own.

    It leads to the page's own address or to its comments below that, or stands in the ``<article>`` of the page's
    title. Several numbers, and there several addresses, are those of a list of stories.
    """
    title = next((e for e in markup.blocks if e.tag == "h1"), None)
    around = next((e for e in title.ancestors if e.tag == "article"), None) if title else None
    own = _own_path(markup)
    shown: set[int] = set()
    beside: set[tuple[str, int]] = set()
    for e in markup.outside_frames:
        if e.tag != "a" or not any(stem in e.written for stem in _LINK_STEMS):
            continue
        if 0 < markup.characters(e) <= _LONGEST_LINK and (count := declared_count(markup.text(e))):
            path = _story_path(e.attributes.get("href", ""))
            if own and path == own:
                shown.add(count)
            elif around and around.holds(e):
                beside.add((path, count))
    if not shown and len({path for path, _ in beside if path}) < 2:
        shown = {count for _, count in beside}
    return shown.pop() if len(shown) == 1 else None


def _way_to_comments(markup: Markup) -> str | None:
    """Return the label of a link to a place for comments on the page itself, or of a button that shows them."""
    own = _own_path(markup)
    for e in markup.outside_frames:
        if e.tag not in ("a", "button") or markup.characters(e) > _LONGEST_LINK:
            continue
        address, _, fragment = e.attributes.get("href", "").partition("#")
        if address and not address.startswith("javascript:") and (own is None or _story_path(address) != own):
            continue
        label = markup.text(e) or e.attributes.get("title") or e.attributes.get("aria-label") or ""
        if fragment and names_in(f' id="{fragment}"', "").role == "place":
            return label or f"#{fragment}"
        if not fragment and len(label) <= _LONGEST_LINK and _shows_comments(e, label):
            return label
    return None


def _shows_comments(link: Element, label: str) -> bool:
    """Tell whether a link or button without an address shows comments; a tab shows those of other pages."""
    if MOST_COMMENTED.search(label) or not v.TABS.isdisjoint(link.names.words):
        return False
    return cue.is_comment_header(label) or (cue.is_about_comments(label) and not cue.is_form(label))


def _linked(label: str) -> int | None:
    """Return the number of comments in the label of a link to them; a nought is there before a script counts.

    >>> _linked("41 comments: join the discussion"), _linked("157"), _linked("0"), _linked("Comments")
    (41, 157, None, None)
    """
    if label.isascii() and label.isdecimal():
        return int(label) or None
    first = " ".join(label.split()[:2])
    return next((count for text in (label, first) if (count := declared_count(text))), None)


def _own_path(markup: Markup) -> str | None:
    """Return the path of the page's own address, unless it is that of the site."""
    address = next((meta.get("content", "") for meta in markup.metas if meta.get("property") == "og:url"), "")
    return _story_path(address) or None


def _story_path(address: str) -> str:
    """Return the path and the query of the story that an address leads to, without a part for its comments."""
    place, _, query = address.partition("#")[0].partition("?")
    if "//" in place:
        place = place.partition("//")[2].partition("/")[2]
    elif ":" in place:
        return ""
    path = place.strip("/")
    story, _, last = path.rpartition("/")
    if v.COMMENT.match(last) and role_of(last):
        path = story
    return path if not query or v.COMMENT.search(query) else f"{path}?{query}"
