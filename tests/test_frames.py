"""Pages copied whole: what comes back beside every comment is found from the page itself, whatever it is called."""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stance

ARTICLE = (
    "Ferry fares rise by a third\n\nThe county will raise the fare on the car ferry from two to three crowns in May, "
    "its transport office said on Monday, and the first boat will leave an hour later than it does today.\n\n"
    "Commuters from the island said that nobody had asked them. A petition has been signed by four hundred people.\n"
)
TEXTS = (
    "I have crossed twice a day since 1998 and it has never once been on time.",
    "Three crowns is nothing.\n\nTry the bridge toll if you want to know what a fare is.",
    "Who owns the boats, though? That is what I would like to read in this paper.",
    "My mother is 81 and cannot drive. She will be walking to the pier in the dark.",
    "They said the same in 2011. We paid, and then they sold the second boat.",
    "Good.",
)
NAMES = ("Maud Tiller", "ferry_fan", "Old Hodge", "Brigid Vane", "NorthPier7", "Jonas Wick")
WORDS = st.sampled_from(("Zarpa", "Olmo", "Kvitt", "Trundle", "Nabbed it", "Ferrule", "Grolsh", "Wimple", "Antworre"))
AGES = ("2 hours ago", "3 hours ago", "5 hours ago", "5 hours ago", "1 day ago", "2 days ago")


@st.composite
def frames(draw):
    """Draw what a comment system shows above the name, below the time and below the text."""
    words = draw(st.lists(WORDS, min_size=3, max_size=5, unique=True))
    counted = draw(st.sets(st.integers(0, len(words) - 1), max_size=2))
    labelled = draw(st.booleans())
    return words, counted, labelled, draw(st.booleans()), draw(st.integers(3, 6)), draw(st.booleans())


def page_of(frame) -> tuple[str, list[tuple[str, str]]]:
    """Return a page with that frame and what is to be found on it."""
    words, counted, labelled, time_first, comments, spaced = frame
    lines = [ARTICLE, "6 Comments", ""]
    found = []
    for i, (name, text, age) in enumerate(islice(zip(cycle(NAMES), TEXTS, AGES, strict=False), comments)):
        head = [name, *(["Islander since 19" + str(60 + 7 * i)] if labelled else [])]
        lines += [age, *head] if time_first and not labelled else [*head, age]
        lines += ["", text, ""] if spaced else [text]
        lines += [f"{word} {3 * i + 1}" if k in counted else word for k, word in enumerate(words)]
        found.append((name, "\n".join(line for line in text.split("\n") if line)))
    return "\n".join([*lines, "", "More from the county", "Bridge toll stays as it is"]), found


@given(frames())
@settings(max_examples=150, deadline=None)
def test_buttons_of_any_name_are_no_text(frame):
    text, found = page_of(frame)
    page = stance.parse_page(text)
    assert [(comment.author, comment.text) for comment in page.comments] == found


def test_the_picture_by_letters_is_not_the_name():
    heads = zip(("MT", "FF", "OH", "BV"), NAMES, AGES, TEXTS, strict=False)
    body = "".join(f"{letters}\n{name}\n{age}\n{text}\n12\nOlmo\nKvitt\n" for letters, name, age, text in heads)
    page = stance.parse_page(f"{ARTICLE}\nComments (4)\n{body}")
    assert [comment.author for comment in page.comments] == list(NAMES[:4])


def test_a_name_that_stands_in_buttons_alone_is_found():
    rows = zip(
        NAMES, ("May 3rd 2031, 7:1", "May 3rd 2031, 7:2", "May 3rd 2031, 7:3", "May 3rd 2031, 7:4"), TEXTS, strict=False
    )
    body = "".join(
        f"Mute {n}\nTrundle {n}\nOlmo\n{t}{k} AM\n{text}\n{k}1\nKvitt\n" for k, (n, t, text) in enumerate(rows, 1)
    )
    page = stance.parse_page(f"{ARTICLE}\nViewing 4 comments\n{body}")
    assert [comment.author for comment in page.comments] == list(NAMES[:4])
    assert page.declared_comments == 4


def test_counts_that_number_the_comments_are_no_votes():
    rows = zip(NAMES, AGES, TEXTS, strict=False)
    body = "".join(f"{name}\n{age}\n{text}\nOlmo\nKvitt\n{k}\n" for k, (name, age, text) in enumerate(rows, 1))
    page = stance.parse_page(f"{ARTICLE}\n6 Comments\n{body}")
    assert [comment.votes for comment in page.comments] == [None] * 6


@pytest.mark.parametrize(("up", "down", "net"), [("Like 31", "Dislike 2", 29), ("Like 1", "Dislike 22", -21)])
def test_votes_against_on_a_line_of_their_own_count_against(up, down, net):
    rows = zip(NAMES, AGES, TEXTS, strict=False)
    body = "".join(f"{name}\n{age}\n{text}\n{up}\n{down}\nKvitt\n" for name, age, text in rows)
    votes = {(c.votes, c.votes_up, c.votes_down) for c in stance.parse_page(f"{ARTICLE}\n6 Comments\n{body}").comments}
    assert votes == {(net, int(up.split()[1]), int(down.split()[1]))}


MENU = "Home\nNews\nSport\nWeather\nPuzzles\nObituaries\nJobs\nMotoring\nSign in\nSubscribe\nSearch\nThe Island Echo\n"


def test_the_menu_of_a_page_copied_whole_is_neither_title_nor_article():
    page = stance.parse_page(
        f"{MENU}{ARTICLE}\nShare\nEmail\nPrint\nMore sport\nTide tables\n\n1 Comment\nAnn says:\nHm."
    )
    assert page.title == "Ferry fares rise by a third"
    assert len(page.article.paragraphs) == 2
    assert set(MENU.split()) <= set(" ".join(page.rest).split())


PLACES = (
    *("Blogs", "Culture", "Travel", "Life", "Fashion", "Tech", "Men", "Women", "Cars", "Property", "Gardening", "Jobs"),
    *("Dating", "Shop", "Puzzles", "Offers", "Cricket", "Sailing", "Rowing", "Angling"),
)


def test_a_notice_above_the_menu_is_not_the_beginning_of_the_article():
    notice = "This edition of the Island Echo is made for readers on the mainland, who may choose another one below."
    page = stance.parse_page(
        f"{notice}\n{MENU}{chr(10).join(PLACES)}\n{ARTICLE}\nShare\nEmail\nPrint\n\n1 Comment\nAnn says:\nHm."
    )
    assert page.title == "Ferry fares rise by a third"
    assert len(page.article.paragraphs) == 2


def test_the_title_is_the_line_that_speaks_of_what_the_article_speaks_of():
    others = "Bid on new and used outboard motors\nWho rules the tide tables now?\nTen gulls that stole our lunch\n"
    article = ARTICLE.replace("Ferry fares rise by a third", "County will raise the fare on the island ferry")
    above = "Ten gulls that stole our lunch\n" * 2
    page = stance.parse_page(f"{MENU}{others}{above}{article}\nShare\nEmail")
    assert page.title == "County will raise the fare on the island ferry"


def test_a_list_of_places_below_the_word_comment_is_no_section():
    places = "".join(f"{place}\n{other}\n" for place, other in zip(PLACES[::2], PLACES[1::2], strict=True))
    page = stance.parse_page(f"The Island Echo\nComment\n{places}{ARTICLE}")
    assert page.comments == ()


HEADLINES = {"Pier to close": "Ann Bow", "Fewer boats": "Per Lind", "Tides rise": "Ida Holm", "Gulls win": "Bo Reed"}
STORIES = "".join(
    f"{headline}\n{author}\n{day} May 2031\nIt was the {day}th such meeting. The council meets again in June.\nShare\n"
    for day, (headline, author) in enumerate(HEADLINES.items(), start=11)
)
FOOT = "Imprint\nContact\nPrivacy policy\nSitemap"


def test_stories_in_the_shape_of_comments_are_none_where_no_interface_of_comments_was_copied():
    page = stance.parse_page(f"{MENU}{ARTICLE}\nRead on\n{STORIES}\n{FOOT}")
    assert (page.comment_section, page.comments) == ("absent", ())
    assert "have the shape of comments" in page.warnings[0]


def test_comments_with_a_header_and_a_button_to_answer_are_found_on_the_same_page():
    page = stance.parse_page(f"{MENU}{ARTICLE}\nComments\n{STORIES.replace('Share', 'Reply')}\n{FOOT}")
    assert [comment.author for comment in page.comments] == list(HEADLINES)


def test_a_page_of_html_that_names_nothing_is_read_by_what_comes_back_in_its_lines():
    rows = zip(NAMES, TEXTS, strict=True)
    body = "".join(
        f"<div><div>{name}<span>·</span>{k}h</div><p>{text}</p></div><div><i>{k}</i></div><div>Reply</div><div>Share</div>"
        for k, (name, text) in enumerate(rows, start=1)
    )
    article = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    page = stance.parse_page(f"<html><body><main>{article}</main><div>{body}</div></body></html>")
    assert [comment.author for comment in page.comments] == list(NAMES)
    assert len(page.article.paragraphs) <= 3
