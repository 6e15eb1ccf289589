"""One line, one mark: who wrote a comment, when, and what is no mark."""

from __future__ import annotations

import pytest

import stance
from stance.pages.marks import read_mark

PROSE = (
    "The crossing will cost four crowns from May, the harbour board said on Friday, after two years of rest.\n\n"
    "The board met in the old customs house and heard nobody but its own treasurer, as it has for as long as I know."
)


@pytest.mark.parametrize(
    ("line", "kind", "author", "time"),
    [
        ("Ann says:", "says", "Ann", None),
        ("Ann Lee said...", "says", "Ann Lee", None),
        ("2. Ann Says:", "says", "Ann", None),
        ("Ann on July 3, 2012 at 8:42 am said:", "says", "Ann", "July 3, 2012 at 8:42 am"),
        ("On July 3, 2012 at 8:42am, Ann said...", "says", "Ann", "July 3, 2012 at 8:42am"),
        ("09. Jul, 2012 / Ann says:", "says", "Ann", "09. Jul, 2012"),
        ("Ann July 3, 2012 at 8:42 am", "named", "Ann", "July 3, 2012 at 8:42 am"),
        ("2 Ann July 3, 2012 at 8:42 am", "named", "Ann", "July 3, 2012 at 8:42 am"),
        ("AnnToday 09:14 am JST", "named", "Ann", "Today 09:14 am JST"),
        ("Ann26 October 2012 17:38", "named", "Ann", "26 October 2012 17:38"),
        ("Ann • 3 hours ago", "named", "Ann", "3 hours ago"),
        ("u/ann 3d ago", "named", "ann", "3d ago"),
        ("[–]ann 55 points 2 years ago (2 children)", "named", "ann", "2 years ago"),
        ("ann 3 hours ago | parent | next [–]", "named", "ann", "3 hours ago"),
        ("July 3, 2012 Ann", "dated", "Ann", "July 3, 2012"),
        ("Fri, 2012-11-09 18:05 — Ann Moore (not verified)", "dated", "Ann Moore", "Fri, 2012-11-09 18:05"),
        ("Posted by: Ann | July 3, 2012 at 08:42 AM", "posted", "Ann", "July 3, 2012 at 08:42 AM"),
        ("by ann on July 3, 2012 at 8:42 am.", "posted", "ann", "July 3, 2012 at 8:42 am"),
        ("written by Ann, October 24, 2012", "posted", "Ann", "October 24, 2012"),
        ("- Ann, Leeds, England, 15/7/2008 9:03", "signed", "Ann", "15/7/2008 9:03"),
        ("July 3, 2012 at 8:42 am", "time", None, "July 3, 2012 at 8:42 am"),
        ("by ann (123456)", "by", "ann", None),
        ("Ann · 2020-05-19T17:52:00Z", "named", "Ann", "2020-05-19T17:52:00Z"),
        ("Ann · 2020-05-19T17:52:00.120+02:00", "named", "Ann", "2020-05-19T17:52:00.120+02:00"),
        ("ann2016 May 19th at 2:53 pm", "named", "ann2016", "May 19th at 2:53 pm"),
        ("12 points 3 hours ago", "time", None, "3 hours ago"),
        ("-3 points · 2h", "time", None, "2h"),
        ("↳ ann · 3 hours ago", "named", "ann", "3 hours ago"),
        ("89.229.131.* 2015-08-15 23:40", "time", None, "2015-08-15 23:40"),
        ("Jul 18, 2013 12:06am EDT -- Report as abuse", "time", None, "Jul 18, 2013 12:06am EDT"),
        ("Soumis par Anne, le lundi 29 octobre 2012 à 15h46", "posted", "Anne", "lundi 29 octobre 2012 à 15h46"),
    ],
)
def test_a_line_that_marks_a_comment_names_who_and_when(line, kind, author, time):
    mark = read_mark(line)
    assert mark is not None
    assert (mark.kind, mark.author, mark.time) == (kind, author, time)


@pytest.mark.parametrize(
    "line",
    [
        "The board said on Monday that it would not vote before the summer.",
        "He was born on July 3, 1952 in a small house by the harbour and never left.",
        "188 points by ann 9 hours ago | hide | past | favorite",
        "It is 8:42 and nobody is here",
        "Ann (@ann) July 3, 2012",
        "Harbour board delays vote",
        "",
    ],
)
def test_a_line_of_prose_or_chrome_marks_nothing(line):
    assert read_mark(line) is None


def test_whom_a_line_answers_and_its_votes_are_kept():
    assert read_mark("Bo replying to a comment from Ann / July 3, 2012 at 8:42 am").answers == "Ann"
    assert read_mark("[–]ann -6 points 2 years ago (1 child)").votes == -6


@pytest.mark.parametrize(
    ("line", "votes"),
    [
        ("ann · 4 hours ago · 👍 12", 12),
        ("ann · 4 hours ago · -3 points", -3),
        ("ann · 4 hours ago · 7 likes · Reply", 7),
        ("ann · 4 hours ago · ❤️ 0", 0),
        ("ann · 4 hours ago", None),
    ],
)
def test_votes_behind_a_time_are_read_with_it(line, votes):
    mark = read_mark(line)
    assert mark is not None
    assert (mark.author, mark.time, mark.votes) == ("ann", "4 hours ago", votes)


@pytest.mark.parametrize(
    "line", ["Score: 0/0", "Reply 2 Votes", "Reply Vote", "Alerter Répondre", "回复 踩0 赞104 收藏", "★★★★☆"]
)
def test_buttons_counts_and_stars_are_nobodys_name(line):
    text = f"Ann\nThe ferry is late again, and nobody says why.\nMay 29, 2013 02:47 PM\n{line}\n"
    page = stance.parse_page(
        f"Ferry fares\n\n{PROSE}\n\n{text}\n{text.replace('Ann', 'Bo')}\n{text.replace('Ann', 'Cy')}"
    )
    assert [comment.author for comment in page.comments] == ["Ann", "Bo", "Cy"]
    assert not any(line in comment.text for comment in page.comments)


def test_a_name_answers_the_one_behind_the_arrow():
    page = stance.parse_page(
        f"Ferry fares\n\n{PROSE}\n\n3 Comments\n\nMike Donovan\n2 hours ago\nNothing comes of it.\n12 2 Reply Share\n\n"
        "kenji > Mike Donovan\n2 hours ago\nThen row.\n3 0 Reply Share\n\n"
        "Lady76  > kenji\n1 hour ago\nStay home.\n0 0 Reply Share\n"
    )
    assert [(c.author, c.reply_to, c.votes_up, c.votes_down) for c in page.comments] == [
        ("Mike Donovan", None, 12, 2),
        ("kenji", "1", 3, 0),
        ("Lady76", "2", 0, 0),
    ]


def test_one_who_wrote_twice_with_a_time_below_is_no_interview():
    page = stance.parse_page(
        f"Ferry fares\n\n{PROSE}\n\n(Reporting by Ann Petrel; editing by Bo Sandvik)\n\n"
        "oarsman wrote:\nI am not a fan of the treasurer.\nJul 18, 2013 12:06am EDT -- Report as abuse\n\n"
        "oarsman wrote:\nNor of his boat.\nJul 19, 2013 1:54am EDT -- Report as abuse\n"
    )
    assert [(c.author, c.text, c.published_raw) for c in page.comments] == [
        ("oarsman", "I am not a fan of the treasurer.", "Jul 18, 2013 12:06am EDT"),
        ("oarsman", "Nor of his boat.", "Jul 19, 2013 1:54am EDT"),
    ]


def test_a_mark_that_a_page_says_twice_is_one():
    text = "By {0} on 5/15/13, Rating: 1\nBy {0} on 5/15/2013 2:04:01 PM , Rating: 1\n{1}\n"
    page = stance.parse_page(
        f"Ferry fares\n\n{PROSE}\n\n" + text.format("ann", "I wanted a boat.") + text.format("bo", "Not that one.")
    )
    assert [(c.author, c.text) for c in page.comments] == [("ann", "I wanted a boat."), ("bo", "Not that one.")]


def test_answers_are_linked_by_nesting_name_and_words():
    page = stance.parse_page(
        "Ferry fares\nThe board put off its vote on new fares until June, the chairwoman said.\n4 Comments\n"
        "Ann says:\n  July 3, 2012 at 8:42 am\n  Too dear for anybody who works there.\n"
        "    Bo says:\n    July 3, 2012 at 8:50 am\n    Not for me.\n"
        "Cy says:\n  July 3, 2012 at 9:00 am\n  @Bo lucky you.\n"
        "Di says:\n  July 3, 2012 at 9:10 am\n  > Too dear for anybody who works there.\n  True.\n"
    )
    assert [(c.depth, c.reply_to) for c in page.comments] == [(0, None), (1, "1"), (0, "2"), (0, "1")]


def test_points_of_a_reader_beside_the_name_are_no_votes():
    mark = read_mark("gull_22  5pts")
    assert (mark.kind, mark.author, mark.votes, mark.plain) == ("named", "gull_22", None, True)
    mark = read_mark("destor23  5pts                                4 Like")
    assert (mark.author, mark.votes) == ("destor23", 4)
    assert read_mark("The last 5pts decided it") is None
