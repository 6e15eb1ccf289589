"""Sections in which more than comments stands: columns about writers, stacks of labels, refrains, broken marks."""

from __future__ import annotations

import pytest

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


ARTICLE = """Ferry fares to rise

By Ann Rook
12 February 2031

The Sunday crossing will cost four crowns from May, the harbour board said on Friday, after two years without a change.

The board met in the old customs house and heard nobody but its own treasurer, as it has for as long as I remember.
"""
FOOT = "\nAbout us\nContact\nTerms of Use\nPrivacy Policy\n© 2031 The Post. All rights reserved.\n"
SAID = [
    ("BrokenKettle", "Keep the ferry and cut the consultants."),
    ("GreyHeron", "Well said."),
    ("tin_can_phil", "My mother is 84 and lives at the north end."),
    ("kx9", "Why not run it every second Sunday?"),
]


def _below(unit: str, foot: str = "", said: list[tuple[str, str]] = SAID, *, header: str = "4 Comments") -> stance.Page:
    units = "\n\n".join(unit.format(name=name, text=text, i=i) for i, (name, text) in enumerate(said, 1))
    return stance.parse_page(f"{ARTICLE}\n{header}\n\n{units}\n{foot}")


@pytest.mark.parametrize(
    "unit",
    [
        "{name}\n12 February 2031 at 10:41\n\n{text}",
        "{name}\n3 hours ago\n\n{text}\n\nReply\nShare",
        "{text}\n\nPosted by: {name} | March 10, 2031 at 04:00 PM",
    ],
)
@pytest.mark.parametrize(
    "foot",
    [
        "",
        FOOT,
        "\nAbout\nContact\nJobs\n",
        "\nHelp\nFAQ\nSitemap\n",
        "\nThe comments to this entry are closed.\n" + FOOT,
    ],
)
def test_the_foot_of_a_page_is_nobodys_and_shifts_no_name(unit, foot):
    page = _below(unit, foot)
    assert [(comment.author, comment.text) for comment in page.comments] == SAID
    assert page.warnings == ()


def test_one_word_of_a_menu_below_the_last_comment_may_be_its_writers():
    page = _below("{name}\n12 February 2031 at 10:41\n\n{text}", "\nHelp\n")
    assert page.comments[-1].text == f"{SAID[-1][1]}\nHelp"


@pytest.mark.parametrize("text", ["Agree 100%", "Agree 1000%!", "Recommend!", "Share!", "Like 100%"])
def test_what_is_said_in_the_words_of_a_button_is_a_comment(text):
    said = [*SAID[:1], ("GreyHeron", text), *SAID[2:]]
    page = _below("{name}\n3 hours ago\n\n{text}\n\nRecommend\n5\nReply\nShare", "", said)
    assert [(comment.author, comment.text) for comment in page.comments] == said


def test_that_comments_are_closed_declares_none():
    units = "\n\n".join(f"{text}\n\nPosted by: {name} | March 10, 2031 at 04:00 PM" for name, text in SAID)
    page = stance.parse_page(f"{ARTICLE}\n{units}\n\nThe comments to this entry are closed.\n")
    assert [(comment.author, comment.text) for comment in page.comments] == SAID
    assert (page.declared_comments, page.warnings) == (None, ())
    nobody = stance.parse_page(f"{ARTICLE}\nComments are closed.\n")
    assert (nobody.comment_section, nobody.declared_comments) == ("empty", 0)


def test_a_by_line_below_copied_menus_is_no_comment_on_the_article_below_it():
    places = "Home\nNews\nPolitics\nBusiness\nOpinion\nSport\nCulture\nMore\n\nSearch\n"
    menu = f"Skip to content\nSkip to navigation\nThe Harbour Mail\n\nSubscribe\nSign In\n{places}"
    story = "\n\n".join(f"{sentence} That is what number {i} of the board's papers says." for i, sentence in enumerate(
        ("The crossing will cost four crowns from May.", "Nobody was asked but the treasurer.", "The boats are old.",
         "The harbour is older than both of them.", "A new pier was planned and is not built.", "The vote was close.",
         "The mayor did not come.", "The papers are open to all.", "The next meeting is in June.")
    ))  # fmt: skip
    head = f"{menu}\nFerry fares to rise\n\nThe highest fares since 2019\n\nSunita Rook\nJuly 30, 2031\nShare\nSave\n\n"
    units = "\n\n".join(
        f"{name}\n{i}.23am July 30\n{text}\n\nRespect {i}\nReply" for i, (name, text) in enumerate(SAID, 1)
    )
    page = stance.parse_page(f"{head}{story}\n\nComments are open until 5pm\n\n{units}\n")
    assert [(comment.author, comment.text) for comment in page.comments] == SAID
    assert len(page.article.paragraphs) == 9


def test_the_counts_below_posts_that_an_article_shows_are_nobodys_names():
    counts = "{2}.1K\n9K\n61K"
    post = "{0}\n@{0}_at_sea\n{1}\n8:0{2} AM · Feb 25, 2031\n" + counts + "\nThe boat is {0}'s, said the board.\n\n"
    page = stance.parse_page(
        f"{ARTICLE}\n{post.format('kay', 'sir that is the dock', 2)}{post.format('liv', 'No.', 4)}"
    )
    assert page.comments == ()


@pytest.mark.parametrize("header", ["", "4 comments"])
def test_names_that_a_journal_introduces_with_a_word_are_names(header):
    unit = "From: {name}\nDate: March 10th, 2031 08:4{i} am (UTC)\n(Link)\n{text}\n(Reply) (Thread)"
    page = _below(unit, header=header)
    assert [(comment.author, comment.text) for comment in page.comments] == SAID


@pytest.mark.parametrize("dot", ["·", "•"])
def test_a_dot_between_name_and_age_is_of_either_size(dot):
    page = _below(f"{{name}} {dot} {{i}}h\n{{text}}\nLike Reply")
    assert [(comment.author, comment.text, comment.published_raw[-1]) for comment in page.comments] == [
        (*said, "h") for said in SAID
    ]


@pytest.mark.parametrize("unit", ["{text}\nReply\n{i}{i}\nShare", "{text}\nLike\n{i}{i}\nReply"])
def test_the_last_comment_keeps_the_votes_that_the_others_have(unit):
    page = _below(f"{{name}}\nMarch 10, 2031 at 8:4{{i}} am\n{unit}")
    assert [comment.votes for comment in page.comments] == [11 * i for i in range(1, len(SAID) + 1)]
