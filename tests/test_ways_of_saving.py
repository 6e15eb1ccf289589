"""How a page was saved changes none of its comments: line ends, blanks, where it came from, a menu above it."""

from __future__ import annotations

import textwrap
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import stance
from stance.pages.mending import unwrapped
from stance.pages.segment import _lines
from tests.fixture_scores import names, source_of

TEXTS = {name: source_of(name).read_text(encoding="utf-8") for name in names() if source_of(name).suffix == ".txt"}
MENU = "Skip to content\nHome\nNews\nSport\nOpinion\nSubscribe\nSign in\nMenu\n\n"
SOURCE = "Source: https://www.example.org/2031/11/story.html\nSaved: 2031-11-20 10:11\n\n"


@cache
def said(text: str) -> list[tuple[str, str]]:
    """Return names and texts, blanks apart."""
    comments = stance.parse_page(text).comments
    return [(" ".join((c.author or "").split()), " ".join(c.text.split())) for c in comments]


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace(" ", "\xa0"),
        lambda text: "\ufeff" + text,
        lambda text: SOURCE + text,
        lambda text: text.replace(" ", "\u200b "),
        lambda text: text.replace("th", "t\xadh"),
    ],
    ids=[
        "lines end as on Windows",
        "blanks at the ends",
        "blanks that do not break",
        "byte order mark",
        "source above",
        "breaks without width",
        "soft hyphens",
    ],
)
def test_no_comment_changes(saved):
    changed = [name for name, text in TEXTS.items() if said(saved(text)) != said(text)]
    assert changed == []


def test_a_menu_above_the_page_costs_comments_of_few_pages():
    """Below a menu comments need something of their interface beside them, or many of them; see the warning."""
    with_comments = {name: text for name, text in TEXTS.items() if said(text)}
    changed = [name for name, text in with_comments.items() if said(MENU + text) != said(text)]
    assert len(changed) <= 0.08 * len(with_comments), changed
    lost = [name for name in changed if not said(MENU + with_comments[name])]
    assert all(stance.parse_page(MENU + with_comments[name]).warnings for name in lost)


@pytest.mark.parametrize(
    "head",
    [
        "https://www.example.org/2031/11/story.html",
        "URL: https://www.example.org/2031/11/story.html",
        "Retrieved on 20 November 2031",
        "Gespeichert am 20.11.2031, 10:11",
        "Source: https://www.example.org/a\nDate saved: 2031-11-20 10:11",
    ],
)
def test_where_a_page_was_saved_from_is_neither_title_nor_article(head):
    text = TEXTS["rules-for-comments-name-at-time"]
    page, plain = stance.parse_page(f"{head}\n\n{text}"), stance.parse_page(text)
    assert (page.title, page.article, said(text)) == (plain.title, plain.article, said(f"{head}\n\n{text}"))
    assert set(head.split("\n")) <= set(page.rest)


def test_a_title_that_speaks_of_saving_is_a_title():
    assert stance.parse_page("Saved: the harbour ferry\n\n" + TEXTS["rules-for-comments-name-at-time"]).title


def thread(heads: list[str]) -> stance.Page:
    lines = [f"{head}\nThe harbour board should have asked us first, {i} times over." for i, head in enumerate(heads)]
    prose = "The crossing will cost four crowns from May, the harbour board said on Friday after its meeting."
    return stance.parse_page(MENU + "Ferry fares to rise\n\n" + f"{prose}\n\n" * 3 + "\n\n".join(lines))


PEOPLE = ["Agnes Holm", "quayside_7", "Bertil", "Mme Roux", "old salt", "Ingrid L.", "T. Vance", "gull99", "Per", "Oda"]


def test_a_long_thread_of_many_people_stands_below_a_menu_without_any_button():
    page = thread([f"{name} on May {i + 2}, 2031" for i, name in enumerate(PEOPLE)])
    assert [comment.author for comment in page.comments] == PEOPLE
    page = thread([f"{name} said," for name in PEOPLE])
    assert [comment.author for comment in page.comments] == PEOPLE


def test_a_list_of_stories_by_few_writers_below_a_menu_is_none():
    page = thread([f"{PEOPLE[i % 3]} on May {i + 2}, 2031" for i in range(10)])
    assert page.comments == ()
    assert "nothing of the interface of comments" in page.warnings[0]


def wrapped(text: str, width: int) -> str:
    """Break the lines of a text as mail and the browsers of terminals do, indented ones as they are indented."""
    found: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        room = max(30, width - len(indent))
        broken = textwrap.wrap(line.strip(), room, break_long_words=False, break_on_hyphens=False)
        found += [indent + part for part in broken] or [""]
    return "\n".join(found)


@pytest.mark.parametrize("width", [72, 80])
def test_hard_wrapped_pages_keep_nearly_all_comments(width):
    long = {name: text for name, text in TEXTS.items() if said(text) and len(text) > 1500 and not is_narrow(text)}
    pairs = [(said(text), said(wrapped(text, width))) for text in long.values()]
    kept = sum(len(set(own) & set(again)) for own, again in pairs)
    assert kept >= 0.9 * sum(len(set(own)) for own, _ in pairs)


def is_narrow(text: str) -> bool:
    """Tell whether hardly any line is long enough to be broken."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(len(line) > 100 for line in lines) < 0.15 * len(lines)


words = st.text(alphabet="abcdefgh", min_size=4, max_size=12)


@given(st.lists(st.lists(words, min_size=40, max_size=80).map(" ".join), min_size=5, max_size=12), st.integers(60, 90))
def test_what_was_wrapped_is_put_together_again(paragraphs, width):
    text = "\n\n".join(wrapped(paragraph, width) for paragraph in paragraphs)
    lines = _lines(text)
    found, ends = unwrapped(lines)
    assume(len(lines) >= 20 and max(len(line.text) for line in lines) == width)
    assert [line.text for line in found] == paragraphs
    assert all(first < last for first, last in ends.items())


def test_a_comment_put_together_from_broken_lines_knows_its_last_line():
    text = wrapped(TEXTS["rules-for-comments-name-at-time"], 72)
    lines = text.split("\n")
    page = stance.parse_page(text)
    for comment in page.comments:
        first, last = comment.lines
        assert "".join(comment.text.split())[-20:] in "".join("".join(lines[first - 1 : last]).split())
