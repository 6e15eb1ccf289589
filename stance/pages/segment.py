"""Lines → article, comments, neither: the text of one saved page as a :class:`~stance.pages.records.Page`.

The page is read in this order: where is a comment section, if any; what stands at the head (breadcrumb, date,
title); which of the lines between are the article's; how the section divides into comments. The article is
decoded, not cut at the first odd line: every line speaks for running text or against it
(:func:`~stance.pages.lines.prose_score`), and the reading with the highest sum wins, where going over to other
stories is free at a heading such as "Related Articles", costs something without one, and coming back most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stance.pages import lines as cue
from stance.pages import vocabulary as v
from stance.pages.layouts import Line, Unit, divide, explicit_openings
from stance.pages.quotes import QuoteFinder
from stance.pages.records import Article, Comment, CommentSection, Page

__all__ = ["read_text_page"]


def read_text_page(text: str, source: str | None, warnings: Sequence[str] = ()) -> Page:
    r"""Read the text of a page (newlines as ``\n``) into records. Never raises."""
    page = [Line(i, line.strip(_BLANKS)) for i, line in enumerate(text.split("\n"), start=1)]
    page = [line for line in page if line.text]
    section = _find_section(page)
    head, rest_of_head = _read_head(page[: section.start])
    paragraphs, rest_of_article = _find_article(head.body)
    comments, rest_of_section = _read_comments(section, paragraphs)
    rest = sorted([*rest_of_head, *rest_of_article, *rest_of_section], key=lambda line: line.number)
    state, about_comments = _judge_section(section, comments)
    if state == "absent":
        about_comments += _unheaded_comments(page)
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


#: White space of every kind, and marks without width that saved pages begin and end lines with.
_BLANKS = (
    " \t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)


# ------------------------------------------------------------------------------------------ the section


@dataclass(frozen=True, slots=True)
class _Section:
    """The lines from the comment header on. ``start`` is an index into the page's lines."""

    start: int
    header: tuple[Line, ...] = ()
    content: tuple[Line, ...] = ()
    declared: int | None = None
    says_empty: bool = False
    units: tuple[Unit, ...] = ()
    tail: tuple[Line, ...] = ()
    note: str | None = None


def _find_section(page: Sequence[Line]) -> _Section:
    """Find the comment section: of all lines that could open one, the first under which comments stand.

    Where no header has comments under it, the last one below the article counts, so that an empty widget is
    seen and a section in an unknown layout is not taken for the article; a link to the comments at the head of
    the page opens nothing. Several headers with different counts are those of a list of stories.
    """
    fallback = None
    declared = None
    openings = _openings(page)
    counts = list(dict.fromkeys(n for start in openings if (n := cue.declared_count(page[start].text)) is not None))
    if len(counts) >= _COUNTS_OF_A_LIST:
        listed = ", ".join(map(str, counts))
        return _Section(len(page), note=f"headers declare {listed} comments: a list of stories; no comment was taken")
    for start in openings:
        section = _section_at(page, start)
        if section.says_empty and declared:
            continue  # "comments are closed" below "11 comments" does not make them none
        declared = declared if section.declared is None else section.declared
        if section.units:
            return section
        if section.says_empty or not section.content or _stands_below_article(page[:start], section.header):
            fallback = section
    return fallback or _Section(start=len(page), declared=declared)


#: So many different counts of comments stand on no page that has one story.
_COUNTS_OF_A_LIST = 3
#: So many lines that could open a section are tried, so that the cost stays linear in the length of the page.
_OPENINGS_TRIED = 8


def _openings(page: Sequence[Line]) -> list[int]:
    """Return where sections could open: the first line of each run of header lines."""
    openings: list[int] = []
    in_header = False
    for i, line in enumerate(page):
        if not in_header and _opens_section(line.text):
            openings.append(i)
            if len(openings) == _OPENINGS_TRIED:
                break
            in_header = True
        else:
            in_header = in_header and _belongs_to_header(line.text)
    return openings


def _opens_section(text: str) -> bool:
    return cue.is_comment_header(text) or cue.is_empty_notice(text) or (cue.is_form(text) and " " in text)


def _section_at(page: Sequence[Line], start: int) -> _Section:
    """Read header, content and tail of the section that opens at line ``start``."""
    stop = start
    while stop < len(page) and _belongs_to_header(page[stop].text):
        stop += 1
    header = tuple(page[start:stop])
    declared = next((n for line in header if (n := cue.declared_count(line.text)) is not None), None)
    says_empty = declared == 0 or any(cue.is_empty_notice(line.text) for line in header)
    if says_empty:
        return _Section(start, header, (), 0, says_empty=True, tail=tuple(page[stop:]))
    has_header = any(cue.is_comment_header(line.text) for line in header)
    content, units, tail = _cut_tail(page[stop:], declared if has_header else None)
    return _Section(start, header, content, declared, False, units if has_header else (), tail)


def _belongs_to_header(text: str) -> bool:
    tests = (cue.is_comment_header, cue.is_empty_notice, cue.is_form, cue.is_button)
    return any(test(text) for test in tests)


#: So many lines that may end a section are tried as its end where a declared count speaks for a later one.
_ENDS_TRIED = 4


def _cut_tail(
    below: Sequence[Line], declared: int | None
) -> tuple[tuple[Line, ...], tuple[Unit, ...], tuple[Line, ...]]:
    """Divide what stands below a header into section and tail (related stories, legal lines)."""
    ends = [i for i, line in enumerate(below) if _ends_section(line.text)][:_ENDS_TRIED]
    best: tuple[tuple[Line, ...], tuple[Unit, ...], tuple[Line, ...]] | None = None
    for end in [*ends, len(below)]:
        content = tuple(line for line in below[:end] if not cue.is_button(line.text))
        while content and cue.is_chrome(content[-1].text):
            content = content[:-1]
        units = tuple(divide(content, declared) or ())
        taken = {line.number for line in content}
        tail = tuple(line for line in below if line.number not in taken)
        if best is None or len(units) == declared:
            best = (content, units, tail)
        if declared is None or len(units) == declared:
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best


def _ends_section(text: str) -> bool:
    return cue.opens_other_stories(text) or cue.closes_section(text)


#: A header with so many paragraphs above it stands below the article, not in its head.
_ARTICLE_PARAGRAPHS = 2


def _stands_below_article(above: Sequence[Line], header: Sequence[Line]) -> bool:
    """Tell whether a header without a readable comment below it still opens a section, as it says itself."""
    speaks_of_comments = any("comment" in line.text.casefold() or cue.declared_count(line.text) for line in header)
    paragraphs = sum(cue.prose_score(line.text) >= cue.PARAGRAPH for line in above)
    return speaks_of_comments and paragraphs >= _ARTICLE_PARAGRAPHS


# ------------------------------------------------------------------------------------------ the head


@dataclass(frozen=True, slots=True)
class _Head:
    title: str | None
    published: date | None
    body: tuple[Line, ...]


#: The title is looked for among so many lines before the first paragraph, and has so many words.
_HEAD_LINES, _TITLE_WORDS = 12, (3, 40)


def _read_head(page: Sequence[Line]) -> tuple[_Head, list[Line]]:
    """Read title and day from the lines before the first paragraph; what they are besides goes to the rest."""
    first = next((i for i, line in enumerate(page) if cue.prose_score(line.text) >= cue.PARAGRAPH), len(page))
    first = _title_in_front(page, first)
    title: str | None = None
    published: date | None = None
    rest: list[Line] = []
    body: list[Line] = []
    for i, line in enumerate(page[:first]):
        day, text = _leading_date(line.text)
        following = page[i + 1].text if i + 1 < len(page) else ""
        if day or cue.is_time_line(line.text):
            published = published or day or cue.read_date(line.text)
        if not text or cue.is_time_line(line.text) or cue.is_chrome(line.text) or _is_breadcrumb(text, following):
            if text or not day:
                rest.append(line)
        elif title is None and _may_be_title(text):
            title = text
        elif title and cue.same_words(text) == cue.same_words(title):
            rest.append(line)
        else:
            (body if cue.ends_like_a_sentence(text) else rest).append(line)
    return _Head(title, published, (*body, *page[first:])), rest


def _title_in_front(page: Sequence[Line], first: int) -> int:
    """Let a very first line that is long, dated in front and no sentence be a title, not a paragraph."""
    if first == 0 and page and (dated := _leading_date(page[0].text))[0] and _may_be_title(dated[1]):
        return 1
    return min(first, _HEAD_LINES)


def _leading_date(text: str) -> tuple[date | None, str]:
    """Split ``date 2025-05-23 Headline`` into day and headline; (None, text) where no day stands in front."""
    match = v.LEADING_DATE.match(text)
    day = cue.read_date(match[1]) if match else None
    return (day, text[match.end() :].strip()) if match and day else (None, text)


def _is_breadcrumb(text: str, following: str) -> bool:
    """Recognise ``HomeJapanTitle`` above ``Title``, and ``Home > Japan > Title``."""
    if not v.BREADCRUMB_START.match(text):
        return False
    repeats = bool(following) and text != following and text.endswith(following)
    return repeats or v.BREADCRUMB_SEPARATOR.search(text) is not None


def _may_be_title(text: str) -> bool:
    least, most = _TITLE_WORDS
    return least <= len(text.split()) <= most and not text.endswith(".")


# ------------------------------------------------------------------------------------------ the article

#: Cost of leaving the article where no heading opens other stories: two or three headlines outweigh it.
_LEAVE = 3.0
#: What a heading such as "Related Articles" costs a reading that stays in the article, and a way back to it:
#: four long paragraphs outweigh it, the sentences of a list of other stories do not.
_HEADING = _RETURN = 8.0


def _find_article(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Divide the lines between head and comments into the article's paragraphs and the rest."""
    rest = [line for line in body if cue.is_chrome(line.text)]
    left = [line for line in body if not cue.is_chrome(line.text)]
    in_article = _decode_article([line.text for line in left])
    paragraphs = [line for line, inside in zip(left, in_article, strict=True) if inside]
    rest += [line for line, inside in zip(left, in_article, strict=True) if not inside]
    return paragraphs, rest


def _decode_article(texts: Sequence[str]) -> list[bool]:
    """Viterbi over two states, article and other stories; the page begins in the article.

    Only the article's state scores: other stories are made of headlines and prose alike.
    """
    inside, outside = 0.0, float("-inf")
    came_from_inside: list[tuple[bool, bool]] = []
    for text in texts:
        heading = cue.opens_other_stories(text)
        score = -_HEADING if heading else cue.prose_score(text)
        leave = inside - (0.0 if heading else _LEAVE)
        back = outside - _RETURN
        came_from_inside.append((inside >= back, leave > outside))
        inside, outside = max(inside, back) + score, max(leave, outside)
    state = inside >= outside
    states = []
    for inside_from_inside, outside_from_inside in reversed(came_from_inside):
        states.append(state)
        state = inside_from_inside if state else outside_from_inside
    return states[::-1]


# ------------------------------------------------------------------------------------------ the comments


def _read_comments(section: _Section, paragraphs: Sequence[Line]) -> tuple[list[Comment], list[Line]]:
    """Turn the section's units into records; header, tail and whatever is left go to the rest."""
    finder = QuoteFinder([line.text for line in paragraphs])
    comments = []
    for position, unit in enumerate(section.units, start=1):
        comment = _read_comment(unit, position, finder)
        finder.add(comment.id, comment.text)
        comments.append(comment)
    unread = () if section.units else section.content
    return comments, [*section.header, *unread, *section.tail]


def _read_comment(unit: Unit, position: int, finder: QuoteFinder) -> Comment:
    votes = next((votes for line in unit.body if (votes := cue.read_votes(line.text))), None)
    own, quoted, reply_to = finder.split([line.text for line in unit.body if not cue.read_votes(line.text)])
    net, up, down = votes or (None, None, None)
    return Comment(
        id=str(position),
        position=position,
        author=unit.author,
        text="\n".join(own),
        quoted="\n".join(quoted) or None,
        reply_to=reply_to,
        published=cue.read_date(unit.time) if unit.time else None,
        published_raw=unit.time,
        votes=net,
        votes_up=up,
        votes_down=down,
        lines=(unit.first, max(unit.first, unit.body[-1].number)),
        confidence=unit.confidence,
    )


def _judge_section(section: _Section, comments: Sequence[Comment]) -> tuple[CommentSection, list[str]]:
    """Name the state of the section and warn where it is not what the page declares."""
    declared = section.declared
    if section.note:
        return "absent", [section.note]
    if comments:
        if declared not in (None, len(comments)):
            return "found", [f"the page declares {declared} comments, {len(comments)} were found"]
        return "found", []
    where = f"line {section.header[0].number}" if section.header else "the page"
    if section.content and not section.says_empty:
        return "found", [
            f"{where} opens a comment section, but its {len(section.content)} lines follow no known layout; "
            "no comment was taken from it"
        ]
    if declared:
        return "not saved", [f"{where} declares {declared} comments, but none are in the file"]
    return ("empty" if section.header else "absent"), []


#: A by-line and a date under the title open no comment: the first lines are not looked at.
_LINES_OF_HEAD = 3


def _unheaded_comments(page: Sequence[Line]) -> list[str]:
    """Warn where two lines or more open comments in so many words, though no header announces them."""
    openings = explicit_openings(page[_LINES_OF_HEAD:])
    if len(openings) < 2:
        return []
    where = ", ".join(str(line.number) for line in openings[:3]) + (" …" if len(openings) > 3 else "")
    return [
        f"lines {where} look like the openings of comments, but no header line (“15 Comments”) stands above them; "
        "they were left in the article"
    ]
