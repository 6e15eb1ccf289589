"""A line is read once and quickly, and as if each question about it had been asked alone."""

from __future__ import annotations

import pytest

import stance
from stance.pages import button_vocabulary as b
from stance.pages import section_vocabulary as s
from stance.pages import times
from stance.pages import vocabulary as v
from stance.pages.cues import NO_CUES, read_cues
from stance.pages.lines import Line
from stance.pages.sheet import Sheet
from tests.fixture_scores import PAGES

LINES = sorted(
    {
        line.strip()
        for path in PAGES.glob("*.txt")
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n")
        if line.strip()
    }
)
MADE_UP = [
    *(
        "Reply",
        "3 • Reply • Share ›",
        "+20",
        "-8 ( +1 / -9 )",
        "Email",
        "Log in to comment",
        "No comments yet...",
        "▲ ▼",
    ),
    *("Related Articles", "Terms | Privacy | Contact", "Loading comments...", "Comments are closed.", "15 Comments"),
    *("“Leave a Reply”", "  ", "© 2025 The Oudwal Courier", "View more comments", "Older post", "x" * 200),
    *("15 Kommentare", "Aucun commentaire", "Antworten · Melden", "コメントを書く", "Lees ook", "Impressum"),
    *("Weitere Kommentare anzeigen", "Reacties worden geladen", "Deja un comentario", "J’aime (3)"),
]


def test_one_pattern_for_all_hides_none_of_them():
    for line in [*MADE_UP, *LINES]:
        cues = read_cues(line)
        if len(line) > v.MAX_CUE_LENGTH:
            assert cues == NO_CUES
            continue
        assert cues.is_header == bool(s.COMMENT_HEADER.match(line))
        assert cues.is_empty_notice == bool(s.EMPTY_SECTION.match(line))
        assert cues.is_form == bool(s.COMMENT_FORM.match(line))
        assert cues.is_not_loaded == bool(s.NOT_LOADED.match(line))
        assert cues.is_button >= bool(b.BARE_VOTES.match(line) or b.COMMENT_BUTTON.match(line))
        assert cues.is_aside >= bool(b.ORNAMENT.match(line) or s.SECTION_CLOSED.match(line))
        assert cues.ends_comments >= bool(v.FOOTER.match(line) or s.SECTION_CLOSED.match(line))


def test_a_time_is_found_wherever_one_stands():
    for line in [line.lower() for line in LINES if len(line) <= v.MAX_CUE_LENGTH]:
        found = times._search(line, 0)
        anywhere = times._TIME.search(line)
        assert (found and found.span()) == (anywhere and anywhere.span()), line


@pytest.mark.parametrize(
    "month", "january février märz avril mai juni juillet août september oktober novembre dezember".split()
)
def test_every_month_begins_a_time(month):
    span = times.find_time(f"Ann {month} 3, 2012 at 8:42 am")
    assert span is not None
    assert span.start == 4


def test_a_part_of_a_sheet_knows_no_marks_beyond_its_ends():
    texts = ["Ann says:", "Too dear.", "Bo says:", "Not for me.", "3 hours ago", "Related Articles"]
    sheet = Sheet([Line(number, text) for number, text in enumerate(texts, start=1)])
    view = sheet.view(1, 4)
    assert sheet.view().of("says") == [0, 2]
    assert view.of("says") == [2]
    assert (view.kind(0), view.kind(2), view.kind(4)) == (None, "says", None)
    assert sheet.ends == [5]
    assert view.end_of_text(1, 4) == 4


def test_the_first_comment_of_a_page_without_an_article_keeps_its_text():
    people = ("joep", "mattes", "marga", "pim")
    page = stance.parse_page(
        "What the winter table of fares means for those who cross\n"
        + "".join(
            f"The table is wrong, as my brother {name} says.\nby {name} on July {day}, 2012 at 8:42 am.\n"
            for day, name in enumerate(people, start=3)
        )
    )
    assert [comment.author for comment in page.comments] == list(people)
    assert page.comments[0].text == "The table is wrong, as my brother joep says."
