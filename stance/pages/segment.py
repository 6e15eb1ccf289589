"""Lines → article, comments, neither: the text of one saved page as a :class:`~stance.pages.records.Page`.

The page is read in this order: where is a comment section, if any (``sections``); what stands at the head, and
which of the lines between are the article's (``article``); how the section divides into comments (``layouts``),
and what they quote (``quotes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from stance.language import visible
from stance.pages.answered import without_answer_lines
from stance.pages.article import find_article, read_head
from stance.pages.furniture import without_furniture
from stance.pages.html import HtmlComment, HtmlPage, read_html
from stance.pages.html_frames import SavedFrames
from stance.pages.layouts import Unit
from stance.pages.lines import Line
from stance.pages.mending import mended, unwrapped, without_profiles, without_source
from stance.pages.moments import day_stands_first, read_moment
from stance.pages.quotes import QuoteFinder
from stance.pages.records import Article, Comment, CommentSection, Page
from stance.pages.refrains import without_initials, without_share_line
from stance.pages.removed import is_notice_of_removal, said_to_be_removed
from stance.pages.sections import Section, find_section
from stance.pages.threads import Threads, mark_duplicates, unique_ids
from stance.pages.votes import Votes, read_votes, votes_of
from stance.pages.whole_page import is_whole_page, read_whole_page

__all__ = ["read_html_page", "read_text_page"]


def read_text_page(text: str, source: str | None, warnings: Sequence[str] = (), saved: datetime | None = None) -> Page:
    r"""Read the text of a page (newlines as ``\n``) into records. Never raises."""
    text = visible(text)
    if text.count(_NO_BREAK) > text.count(" "):
        text = text.replace(_NO_BREAK, " ")
    lines, source_lines = without_source(_lines(text))
    lines, ends = unwrapped(lines)
    whole, profiles = without_profiles(mended(lines))
    page, furniture = without_furniture(whole)
    section = find_section(page)
    first = page[section.start].number if section.start < len(page) else len(text) + 2
    above, furniture = [line for line in whole if line.number < first], [x for x in furniture if x.number > first]
    if is_whole_page(above):
        head, paragraphs, rest_of_article = read_whole_page(above)
        rest_of_head: list[Line] = []
    else:
        head, rest_of_head = read_head(above)
        paragraphs, rest_of_article = find_article(head.body)
    comments, rest_of_section, removed = _read_comments(section, paragraphs, saved)
    rest = sorted(
        [*source_lines, *rest_of_head, *rest_of_article, *rest_of_section, *profiles, *furniture],
        key=lambda line: line.number,
    )
    if ends:
        comments = [replace(c, lines=(c.lines[0], ends.get(c.lines[1], c.lines[1]))) for c in comments]
    state, about_comments = _judge_section(section, comments, removed)
    return Page(
        source=source,
        title=head.title,
        published=head.published,
        article=Article(tuple(line.text for line in paragraphs)),
        comments=tuple(comments),
        rest=tuple(line.text for line in rest),
        declared_comments=section.declared,
        comment_section=state,
        warnings=(*warnings, *about_comments),
    )


#: A blank where no line may be broken; some pages have hardly any other.
_NO_BREAK = "\xa0"
#: Marks without width that saved pages begin and end lines with, and white space of every kind.
_WITHOUT_WIDTH = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_BLANKS = " \t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000" + _WITHOUT_WIDTH


def _lines(text: str) -> list[Line]:
    """Return the lines that are not blank, stripped, with their indentation and whether a blank line stands above."""
    lines: list[Line] = []
    after_blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped and (stripped[0] in _WITHOUT_WIDTH or stripped[-1] in _WITHOUT_WIDTH):
            stripped = line.strip(_BLANKS)
        if stripped:
            indent = 0 if line[0] == stripped[0] else len(line) - len(line.lstrip(_BLANKS))
            lines.append(Line(number, stripped, indent, after_blank))
        after_blank = not stripped
    return lines


def _read_comments(
    section: Section, paragraphs: Sequence[Line], saved: datetime | None = None
) -> tuple[list[Comment], list[Line], list[int]]:
    """Turn the section's units into records; header, tail and whatever is left go to the rest.

    Also return the lines of the notices that comments were removed.
    """
    finder = QuoteFinder([line.text for line in paragraphs] if section.units else ())
    units = without_answer_lines([without_initials(without_share_line(unit)) for unit in section.units])
    comments: list[Comment] = []
    removed: list[Line] = []
    threads = Threads([unit.indent for unit in units])
    day_first = day_stands_first(unit.time for unit in units)
    for place, unit in enumerate(units):
        gone = [line for line in unit.body if is_notice_of_removal(line.text)]
        removed += [*gone, *(line for line in unit.aside if is_notice_of_removal(line.text))]
        if gone and len(gone) == len(unit.body):
            threads.nest(place, None)
            threads.forget(unit.author)
            continue
        if gone:  # that of a comment below, whose author the page does not name
            unit = unit._replace(body=tuple([line for line in unit.body if line not in gone]))
        position = len(comments) + 1
        depth, parent = threads.nest(place, str(position))
        comment = threads.place(_read_comment(unit, position, depth, finder, saved, day_first), unit.answers, parent)
        finder.add(comment.id, comment.text)
        comments.append(comment)
    read = {number for unit in units for number in range(unit.first, unit.last + 1)}
    unread = [line for line in section.content if line.number not in read]
    aside = [line for unit in units for line in unit.aside if line not in removed]
    rest = {line.number: line for line in (*section.header, *unread, *aside, *removed, *section.tail)}
    return list(mark_duplicates(comments)), list(rest.values()), [line.number for line in removed]


def _read_comment(
    unit: Unit, position: int, depth: int | None, finder: QuoteFinder, saved: datetime | None, day_first: bool | None
) -> Comment:
    voted = [line for line in unit.body if read_votes(line.text)] if len(unit.body) > 1 else []
    no_text = {line.number for line in voted}
    votes = votes_of([line.text for line in (*unit.aside, *voted)])
    votes = votes or (Votes(unit.votes) if unit.votes is not None else None)
    own, quoted, reply_to = finder.split([line.text for line in unit.body if line.number not in no_text])
    moment = read_moment(unit.time, saved, day_first)
    return Comment(
        id=str(position),
        position=position,
        author=unit.author,
        text="\n".join(own),
        quoted="\n".join(quoted) or None,
        reply_to=reply_to,
        published=moment.day,
        published_raw=unit.time,
        votes=votes.net if votes else None,
        votes_up=votes.up if votes else None,
        votes_down=votes.down if votes else None,
        depth=depth,
        lines=(unit.first, unit.last),
        confidence=unit.confidence,
        published_utc=moment.utc,
        precision=moment.precision,
    )


def _judge_section(
    section: Section, comments: Sequence[Comment], removed: Sequence[int]
) -> tuple[CommentSection, list[str]]:
    """Name the state of the section and warn where it is not what the page declares."""
    declared = section.declared
    if section.link and not section.says_empty:
        away = f"line {section.link.number} leads to comments, but none are in the file"
        return "not saved", [away, *([section.note] if section.note else [])]
    if section.note:
        return ("found" if section.header else "absent"), [section.note]
    if comments:
        return "found", _doubts(section, comments, removed)
    if removed:
        return "empty", _counts(section.declared, comments, removed)
    if section.not_loaded:
        return "not saved", ["the page loads its comments by script, and they are not in the file"]
    where = f"line {section.header[0].number}" if section.header else "the page"
    if section.content and not section.says_empty:
        return "found", [
            f"{where} opens a comment section, but its {len(section.content)} lines follow no known layout; "
            "no comment was taken from it"
        ]
    if declared:
        return "not saved", [f"{where} declares {declared} comments, but none are in the file"]
    return ("empty" if section.header or section.link else "absent"), []


def _doubts(section: Section, comments: Sequence[Comment], removed: Sequence[int]) -> list[str]:
    """Say where a reader should look: the count, and a single comment that little speaks for."""
    doubts = _counts(section.declared, comments, removed)
    if len(comments) == 1 and not section.header:
        doubts.append(f"line {comments[0].lines[0]} was taken for a comment, although no header announces any")
    if len(comments) == 1 and comments[0].author is None and section.header:
        doubts.append(
            f"the text from line {comments[0].lines[0]} follows no known layout; it was taken for one comment"
        )
    return doubts


def _counts(declared: int | None, comments: Sequence[Comment], removed: Sequence[int]) -> list[str]:
    """Say where the count is not what the page declares, where comments are gone, and where the save has one twice.

    Some pages count those that were removed.
    """
    once = sum(comment.duplicate_of is None for comment in comments)
    twice = len(comments) - once
    counts = [f"the save has {twice} comment{'s' * (twice > 1)} twice; marked as duplicate_of"] if twice else []
    if comments and declared not in (None, once, len(comments), once + len(removed)):
        counts.append(f"the page declares {declared} comments, {once} were found")
    if removed:
        counts.append(said_to_be_removed(removed))
    return counts


def read_html_page(
    text: str,
    source: str | None,
    warnings: Sequence[str] = (),
    saved: datetime | None = None,
    frames: SavedFrames | None = None,
) -> Page:
    """Read a page of HTML, with the frames that were saved with it, into records. Never raises."""
    html = read_html(text, frames)
    gone = [_is_gone(comment) for comment in html.comments]
    removed = [comment for comment, is_gone in zip(html.comments, gone, strict=True) if is_gone]
    comments = _html_comments(html, gone, saved)
    notes = [*html.notes, *_counts(html.declared, comments, [comment.line for comment in removed])]
    return Page(
        source=source,
        title=html.title,
        published=html.published,
        article=Article(html.article),
        comments=comments,
        rest=(*html.rest, *(line for comment in removed for line in comment.paragraphs)),
        declared_comments=html.declared,
        comment_section="empty" if removed and not comments else html.section,
        warnings=(*warnings, *notes),
    )


def _is_gone(comment: HtmlComment) -> bool:
    own = comment.paragraphs
    return len(own) > 0 and not comment.quoted and all(map(is_notice_of_removal, own))


def _html_comments(html: HtmlPage, gone: Sequence[bool], saved: datetime | None) -> tuple[Comment, ...]:
    """Turn the comments of the markup into records, but for those that are gone: the page's own ids where unique."""
    finder = QuoteFinder(html.article if html.comments else ())
    threads = Threads(())
    kept = [i for i, is_gone in enumerate(gone) if not is_gone]
    ids = dict(zip(kept, unique_ids([html.comments[i].page_id for i in kept]), strict=True))
    day_first = day_stands_first(html.comments[i].time_raw for i in kept)
    comments: list[Comment] = []
    for position, (i, name) in enumerate(ids.items(), start=1):
        found = html.comments[i]
        own, repeated, quoted_from = finder.split(found.paragraphs)
        moment = read_moment(found.time_raw, saved, day_first)
        comment = Comment(
            id=name,
            position=position,
            author=found.author,
            text="\n".join(own),
            quoted="\n".join([*found.quoted, *repeated]) or None,
            reply_to=quoted_from or finder.who_said(found.quoted),
            published=moment.day,
            published_raw=found.time_raw,
            votes=found.votes,
            votes_up=found.votes_up,
            votes_down=found.votes_down,
            depth=found.depth,
            lines=(found.line, found.line),
            confidence=found.confidence,
            published_utc=moment.utc,
            precision=moment.precision,
        )
        parent = None if found.parent is None else ids.get(found.parent)
        comments.append(threads.place(comment, None, parent))
        finder.add(name, comment.text)
    return mark_duplicates(comments)
