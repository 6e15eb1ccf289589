"""Sections in which more than comments stands: columns about writers, stacks of labels, refrains, broken marks."""

from __future__ import annotations

import stance
from stance.pages.lines import Line
from stance.pages.marks import read_mark
from stance.pages.mending import mended, without_profiles

HEAD = (
    "The kiosk moves\n\nThe kiosk at the north gate will move across the road in May, the council said.\n\n3 Comments\n"
)


def lines_of(text: str) -> list[Line]:
    return [Line(i, line) for i, line in enumerate(text.split("\n"), start=1)]


def read(section: str) -> list[tuple[str | None, str | None, str]]:
    return [(c.author, c.published_raw, c.text) for c in stance.parse_page(HEAD + section).comments]


def test_what_a_forum_says_of_its_writers_is_set_aside():
    page = lines_of("ann\nSenior Member\nJoined: May 2009\nPosts: 12\nHello.\nbo\nJoined\nMay 2011\nMessages\n3\nHi.")
    kept, profiles = without_profiles(page)
    assert [line.text for line in kept] == ["ann", "Hello.", "bo", "Hi."]
    assert len(kept) + len(profiles) == len(page)


def test_one_who_once_joined_is_no_forum():
    page = lines_of("Joined: the two halves of the bridge\nThey meet in the middle.")
    assert without_profiles(page) == (page, [])


def test_a_mark_over_several_lines_is_one():
    page = lines_of(
        "Posted by Ann\non\n6 Mar 2031 12:31\nText.\nby Bo writes:\non Tuesday January 14, 2031 @03:44PM (#7)"
    )
    texts = [line.text for line in mended(page)]
    assert texts == [
        "Posted by Ann on 6 Mar 2031 12:31",
        "Text.",
        "by Bo writes: on Tuesday January 14, 2031 @03:44PM (#7)",
    ]


def test_prose_that_begins_with_by_is_left():
    page = lines_of("By the river, on Sundays\non the bench they sat in 2012 and talked until the lamps went out.")
    assert mended(page) == page


def test_the_name_in_a_stack_stands_below_the_last_button():
    section = (
        "Ann_1\nLeeds\n2 hours ago\nGood riddance.\nReply\n"
        "Bo\nPort Salter\n3 hours ago\nI bought my papers there\nReply\n"
        "Cy\nHull\n5 hours ago\nIt leaks.\nReply\n"
    )
    assert [author for author, *_ in read(section)] == ["Ann_1", "Bo", "Cy"]


def test_a_letter_alone_is_the_picture_of_the_name_below_it():
    section = (
        "A\nAnn M.\nLeeds\nMay 3\nGood.\nShare\nTop Pick\nB\nBo\nMay 4\nOh no.\nShare\n"
        "C\nCy\nHull\nMay 5\nWhy?\nShare\n"
    )
    assert read(section) == [("Ann M.", "May 3", "Good."), ("Bo", "May 4", "Oh no."), ("Cy", "May 5", "Why?")]


def test_lines_that_come_back_under_every_text_are_no_text():
    section = "".join(
        f"{name} says:\n{text}\nPlus this 1{i}\nCite this entry\n"
        for i, (name, text) in enumerate([("Ann", "Good."), ("Bo", "Oh no."), ("Cy", "Why?"), ("Di", "Because.")])
    )
    assert [text for *_, text in read(section)] == ["Good.", "Oh no.", "Why?", "Because."]


def test_a_row_of_buttons_holds_age_and_likes():
    mark = read_mark("Like · Reply · 14 · 3w")
    assert mark is not None
    assert (mark.kind, mark.time, mark.votes, mark.closes) == ("time", "3w", 14, True)
    section = (
        "Ann Lee\nWorks at Harbour Bakery\nGood riddance.\nLike · Reply · 3w\n"
        "Bo Marsh\nOh no.\nLike · Reply · 2 · 3w · Edited\n"
        "Cy Poole\nWorks at Mill Lane\nWhy?\nLike · Reply · 2w\n"
    )
    assert read(section) == [
        ("Ann Lee", "3w", "Good riddance."),
        ("Bo Marsh", "3w", "Oh no."),
        ("Cy Poole", "2w", "Why?"),
    ]


def test_a_bare_count_beside_a_button_is_a_vote_and_alone_a_text():
    page = stance.parse_page(
        HEAD + "Ann • 2 hours ago\nGood.\n9\nReply\nBo • 2 hours ago\n42\nCy • 1 hour ago\nWhy?\nReply\n"
    )
    assert [(c.text, c.votes) for c in page.comments] == [("Good.", 9), ("42", None), ("Why?", None)]


def test_a_count_below_the_header_is_declared():
    text = HEAD.replace("3 Comments", "Comments\n41\nNewest")
    assert stance.parse_page(text + "Ann says:\nGood.\nBo says:\nOh no.\n").declared_comments == 41


def test_names_above_the_texts_of_a_page_without_an_article_are_no_texts():
    page = stance.parse_page(
        "Good to see the ferry back.\nPosted by: Hedda Marn  Sunday, October 28, 2012 at 09:48 PM\n"
        "Joep Vell\nNice!\nPosted by: Joep Vell  Monday, October 29, 2012 at 11:25 AM\n"
        "Marga Olm\nThanks, all! :)\nPosted by: Marga Olm  Monday, October 29, 2012 at 05:22 PM\n"
    )
    assert [(c.author, c.text) for c in page.comments] == [("Joep Vell", "Nice!"), ("Marga Olm", "Thanks, all! :)")]


def test_labels_that_come_again_and_begin_with_a_number_are_no_names():
    stories = [
        ("What hens eat in winter", 3),
        ("Which corn is best", 5),
        ("A house for six hens", 3),
        ("How to build a run", 5),
        ("Eggs without a cock", 4),
        ("Ten breeds for small gardens", 4),
        ("Moulting in November", 3),
    ]
    lines = [
        f"{n} Minuten Lesezeit\n{title} and what else there is to know about it, by those who know."
        for title, n in stories
    ]
    article = (
        "When do hens begin to lay?\nMost hens lay their first egg at five months, and rest in the winter after it.\n"
    )
    assert stance.parse_page(article * 2 + "\n".join(lines)).comments == ()
