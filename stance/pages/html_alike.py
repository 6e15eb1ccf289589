"""Comments on pages where no name says that anything is one: elements that repeat, each with what only comments have.

Elements with the number of a posting or comment each (``data-postingid="812"``) are one of these each, whatever they
are called; so are elements of one name, each with a time and the link to the page about a reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages import html_vocabulary as h
from stance.pages.html_bylines import leads_to_reader
from stance.pages.html_comments import CommentElements
from stance.pages.html_headed import has_time
from stance.pages.html_series import MOST_TEXT, count_inside, outermost
from stance.pages.markup import Element, Markup

__all__ = ["find_alike"]

#: So many elements are a series; in so great a share of them there is a time, and the link to a reader.
_SERIES, _MOST = 3, 0.8
#: What stands around a series in its place (a heading, a form) makes it no longer than so many times itself.
_MOST_AROUND = 2.0
#: No more of the text of a series stands in links.
_MOST_LINKED = 0.5
#: One of these is in the address of each page about a reader.
_READER_STEMS = ("ser", "rofile", "ember", "eople", "/u/")
#: An attribute with the number of a comment.
_NUMBERED = re.compile(r"""\s(data-(?:[a-z]{1,12}-)?(?:posting|comment|kommentar|reply)-?id)=["']?([\w:.-]{1,80})""")


def find_alike(markup: Markup) -> CommentElements | None:
    """Find comments that nothing is named for; None where there are none."""
    title = next((e.index for e in markup.blocks if e.tag == "h1"), -1)
    blocks = [
        e
        for e in markup.outside_menus
        if e.index > title and e.tag not in h.FRAMES - {"article"} and e.tag not in v.NO_SERIES and markup.characters(e)
    ]
    series = _numbered(markup, blocks) or _signed(markup, blocks)
    if not series:
        return None
    return CommentElements(tuple(series), tuple(_place(markup, series, title)), 0.8)


def _place(markup: Markup, series: Sequence[Element], title: int) -> list[Element]:
    """Return the place of a series: the outermost element around it without the page's title and much other text."""
    most = _MOST_AROUND * sum(map(markup.characters, outermost(series)))
    found: list[Element] = []
    for above in series[0].ancestors:
        if above.tag in h.FRAMES or above.index < title < above.stop or markup.characters(above) > most:
            break
        if above.holds(series[-1]):
            found = [above]
    return found


def _numbered(markup: Markup, blocks: Sequence[Element]) -> list[Element]:
    """Return the elements with a number of their own each, of several attributes those with the most."""
    kinds: defaultdict[str, dict[str, Element]] = defaultdict(dict)
    for e in blocks:
        if "data-" in e.written and (found := _NUMBERED.search(e.written)):
            kinds[found[1]].setdefault(found[2], e)
    series = max((list(kind.values()) for kind in kinds.values()), key=len, default=[])
    timed = sum(has_time(markup, e) for e in series)
    return series if len(series) >= _SERIES and timed >= _MOST * len(series) else []


def _signed(markup: Markup, blocks: Sequence[Element]) -> list[Element]:
    """Return the elements of one name that have a time and a link to a reader each.

    Of several such kinds with much text the one with most elements is taken, of equal ones the outermost. Stories have
    titles that lead to them.
    """
    links = (e for e in markup.elements if e.tag == "a" and any(map(e.written.__contains__, _READER_STEMS)))
    readers = [e.index for e in links if leads_to_reader(e) and markup.characters(e)]
    if len(readers) < _SERIES:
        return []
    titles = [e.index for e in markup.blocks if e.tag in h.HEADINGS and markup.linked(e)]
    kinds: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for e in blocks:
        if e.names and count_inside(readers, e):
            for name in {v.NUMBER.sub("", name) for name in e.names.text.split()}:
                kinds[e.tag, name].append(e)
    series = [
        kind for kind in kinds.values() if len(kind) >= _SERIES and not any(count_inside(titles, e) for e in kind)
    ]
    sizes = [sum(map(markup.characters, outermost(kind))) for kind in series]
    most = max(sizes, default=0)
    likely = [kind for kind, size in zip(series, sizes, strict=True) if size >= MOST_TEXT * most]
    found = max(likely, key=lambda kind: (len(kind), -kind[0].index), default=[])
    linked, shown = (sum(map(count, outermost(found))) for count in (markup.linked, markup.characters))
    return found if linked <= _MOST_LINKED * shown and all(has_time(markup, e) for e in found) else []
