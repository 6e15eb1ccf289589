"""One line, one mark: who wrote a comment, when, and what is no mark."""

from __future__ import annotations

import pytest

import stance
from stance.pages.marks import read_mark


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
