"""Names, times and votes are those of the text that they are given to, in whatever order a page shows them."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from itertools import permutations

import pytest

import stance

NAMES = ["Greta Holm", "Tobias Wren", "Ines Calder", "piermaster9", "Oona Fairley", "Lewis Tarn", "Marla Quist"]
TEXTS = [
    "The ferry was late again on Monday, and nobody told us why.",
    "I would rather pay more than lose the evening boat.",
    "They promised a new slipway three years ago. Where is it?",
    "My daughter takes it to school every day, so this matters to us.",
    "Has anybody seen the accounts of the harbour board?",
    "It is the same story each autumn, and it always ends the same way.",
    "Good riddance, if you ask me. The bus is faster.",
]
TIMES = [
    *("March 3, 2021 at 8:42 am", "March 3, 2021 at 9:15 am", "March 4, 2021 at 11:01 pm", "March 5, 2021 at 7:30 am"),
    *("March 6, 2021 at 12:20 pm", "March 7, 2021 at 6:05 pm", "March 8, 2021 at 10:10 am"),
]
VOTES = [4, 17, 2, 31, 9, 12, 6]
HEAD = """Harbour board weighs new timetable
By Anna Reed
March 2, 2021
The harbour board met on Tuesday to weigh a new timetable for the ferry. Members heard from the operator for two hours.
The operator said that the evening boat loses money on most days of the week. No vote was taken.
"""
TAIL = "\nMore stories\nCouncil paints the bridge\nSchool roof to be mended"
#: How pages show votes.
SHOWN = {"likes": "{} likes", "bare": "{}", "points": "{} points", "paren": "{} ( +{} / -0 )", "up": "Upvote {}"}


def page_of(order: str, shown: str, button: str, header: str = "7 Comments\n", who: str = "{}") -> str:
    """A page of seven comments whose lines stand in an order: n(ame), t(ime), (te)x(t), v(otes), b(utton)."""
    lines: list[str] = []
    for name, time, text, votes in zip(NAMES, TIMES, TEXTS, VOTES, strict=True):
        parts = {"n": name, "t": time, "x": text, "v": shown.format(votes, votes), "b": button}
        lines += [who.format(name, time) if part == "N" else parts[part] for part in order]
    return HEAD + header + "\n".join(lines) + TAIL


def wrongly_owned(page: stance.Page) -> list[str]:
    """What is said of a comment and is another one's."""
    found = []
    for comment in page.comments:
        i = next(k for k, text in enumerate(TEXTS) if text in comment.text)
        own = (("author", NAMES[i]), ("published_raw", TIMES[i]), ("votes", VOTES[i]))
        found += [f"{field} of {i}" for field, value in own if getattr(comment, field) not in (None, value)]
    return found


#: The name or the text comes first; or the votes, then name and time together.
ORDERS = sorted(
    order
    for order in map("".join, permutations("ntxvb"))
    if (order[0] in "nx" and order not in ("nxtvb", "xnvtb", "xtvnb"))
    or (order[0] == "v" and ("nt" in order or "tn" in order) and order.index("n") < order.index("x"))
    or order in ("vxntb", "vxtnb", "tnxvb", "tnxbv", "txntb")
)


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("button", ["Reply", "Report abuse"])
def test_below_a_header_the_ends_of_the_section_tell_whose_name_time_and_votes_are(shown, button):
    wrong = {}
    for order in ORDERS:
        page = stance.parse_page(page_of(order, shown, button))
        assert len(page.comments) == len(TEXTS), order
        if owned := wrongly_owned(page):
            wrong[order] = owned
    assert not wrong


def test_no_line_of_a_page_is_given_back_twice_and_no_two_comments_share_one():
    for order in ORDERS:
        text = page_of(order, "{} likes", "Reply")
        page = stance.parse_page(text)
        given = Counter(page.rest)
        assert not given - Counter(filter(None, text.split("\n"))), order
        places = [number for c in page.comments for number in range(c.lines[0], c.lines[1] + 1)]
        assert len(places) == len(set(places)), order


@pytest.mark.parametrize("shown", ["{} likes", "{} points", "Upvote {}"])
def test_without_a_header_what_stands_below_a_name_is_its_bearers(shown):
    orders = [order for order in ORDERS if order[0] == "n"]
    wrong = {
        order: owned
        for order in orders
        if (owned := wrongly_owned(stance.parse_page(page_of(order, shown, "Reply", ""))))
    }
    assert not wrong


@pytest.mark.parametrize(
    "times",
    [
        ["3 hours ago", "5 hours ago", "7 hours ago", "1 day ago", "2 days ago", "4 days ago", "1 week ago"],
        ["3h", "5h", "7h", "1d", "2d", "4d", "1w"],
        [f"{day}. März 2021, 08:4{day} Uhr" for day in range(1, 8)],
        [f"{10 + day}/3/2021 08:4{day}" for day in range(1, 8)],
    ],
    ids=["ago", "short", "German", "numbers"],
)
def test_however_times_are_written_the_ends_tell_whose_they_are(times, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "TIMES", times)
    orders = [order for order in ORDERS if order != "xtbnv"]
    wrong = {o: owned for o in orders if (owned := wrongly_owned(stance.parse_page(page_of(o, "{} likes", "Reply"))))}
    assert not wrong


@pytest.mark.parametrize("who", ["{} · {}", "{} — {}", "{} on {}", "by {} on {}", "Posted by: {} | {}", "{} ({})"])
@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
def test_a_name_and_a_time_on_one_line_are_those_of_the_text_below_or_above_as_the_ends_tell(who, shown):
    wrong = {}
    for order in map("".join, permutations("Nxvb")):
        page = stance.parse_page(page_of(order, shown, "Reply", who=who))
        if owned := wrongly_owned(page):
            wrong[order] = owned
    assert not wrong


def test_numbers_of_the_comments_are_no_votes():
    lines = [
        f"{name}  {time}\n{i}\n{text}" for i, (name, time, text) in enumerate(zip(NAMES, TIMES, TEXTS, strict=True), 1)
    ]
    page = stance.parse_page(HEAD + "7 Comments\n" + "\n".join(lines) + TAIL)
    assert [(c.author, c.text, c.votes) for c in page.comments] == [
        (name, text, None) for name, text in zip(NAMES, TEXTS, strict=True)
    ]


def test_a_number_above_each_name_leaves_the_text_below_it_to_its_bearer():
    lines = [
        f"{i}\n{name} — {time}\n{text}" for i, (name, time, text) in enumerate(zip(NAMES, TIMES, TEXTS, strict=True), 1)
    ]
    share = "7 Comments »\nShare on email  Share on ferrybook\nYou Might Also Like...\nThe bridge in the rain\n"
    page = stance.parse_page(HEAD + share + "7 Responses to “Harbour board weighs new timetable”\n" + "\n".join(lines))
    assert [(c.author, c.text, c.votes) for c in page.comments] == [
        (name, text, None) for name, text in zip(NAMES, TEXTS, strict=True)
    ]


def test_a_time_below_the_buttons_is_that_of_the_text_above_them():
    lines = [
        f"{name}\n{text}\nThumbs up0Thumbs down   Reply\n{time}"
        for name, time, text in zip(NAMES, TIMES, TEXTS, strict=True)
    ]
    widget = "Leave a comment\n7  Comment threads\n0  Followers\nSubscribe\nNotify me of:\n"
    page = stance.parse_page(HEAD + widget + "\n".join(lines) + "\n1  2  3  …  5  Next »" + TAIL)
    assert [(c.author, c.published_raw, c.text) for c in page.comments] == list(zip(NAMES, TIMES, TEXTS, strict=True))


def test_votes_between_the_signature_of_one_reader_and_the_text_of_the_next_are_the_first_ones():
    lines = [
        f"{text}\n- {name} , Leith, 0{i}/6/2013 06:58\nClick to rate          Rating       {votes}\nReport abuse"
        for i, (name, text, votes) in enumerate(zip(NAMES, TEXTS, VOTES, strict=True), 1)
    ]
    page = stance.parse_page(HEAD + "Comments (7)\nNewest\nOldest\nBest rated\n" + "\n".join(lines))
    assert [(c.author, c.votes) for c in page.comments] == list(zip(NAMES, VOTES, strict=True))


def test_two_counts_above_a_mark_are_not_the_votes_of_the_text_above_them():
    lines = [
        f"{votes}\n{i}\nFlag as rude\n{name}    on  Sep 21, 3:29 PM  said:\n{text}\nReply"
        for i, (name, text, votes) in enumerate(zip(NAMES, TEXTS, VOTES, strict=True))
    ]
    page = stance.parse_page(HEAD + "7 Comments\n" + "\n".join(lines) + TAIL)
    assert [c.author for c in page.comments] == NAMES
    assert all(c.votes in (None, votes - i) for i, (c, votes) in enumerate(zip(page.comments, VOTES, strict=True)))


def test_day_and_clock_that_touch_are_parted():
    names = [name.rstrip("9") for name in NAMES]
    lines = [
        f"{name}28.09.1912:4{i}\n{text}\nHelpful?+{i}" for i, (name, text) in enumerate(zip(names, TEXTS, strict=True))
    ]
    page = stance.parse_page(HEAD + "Comments\n" + "\n".join(lines))
    assert {c.published for c in page.comments} == {date(2019, 9, 28)}
    assert [c.published_raw for c in page.comments] == [f"28.09.19 12:4{i}" for i in range(7)]


def test_a_comment_that_is_quoted_is_the_one_answered_among_several_by_its_author():
    said = [
        ("Ann", TEXTS[0]),
        ("Bo_22", TEXTS[1]),
        ("Ann", TEXTS[2]),
        ("Cy", f"@Ann\n{TEXTS[0]}\nThat is what I asked, too."),
    ]
    lines = [f"{name}\n{time}\n{text}" for (name, text), time in zip(said, TIMES, strict=False)]
    page = stance.parse_page(HEAD + "4 Comments\n" + "\n".join(lines))
    assert (page.comments[3].quoted, page.comments[3].reply_to) == (TEXTS[0], "1")


@pytest.mark.parametrize("says", ["In reply to {}", "Replying to {}", "in response to {}", "Reply to {}"])
@pytest.mark.parametrize("order", ["nwtx", "nwtxvb", "ntwx", "ntwxb"])
def test_a_line_between_name_and_time_tells_whom_a_comment_answers(says, order):
    lines: list[str] = []
    for i, (name, time, text) in enumerate(zip(NAMES, TIMES, TEXTS, strict=True)):
        parts = {"n": name, "t": time, "x": text, "v": f"{VOTES[i]} likes", "b": "Reply"}
        parts["w"] = says.format(NAMES[i - 1]) if i % 2 else ""
        lines += [parts[part] for part in order if parts[part]]
    page = stance.parse_page(HEAD + "7 Comments\n" + "\n".join(lines) + TAIL)
    assert [(c.author, c.text) for c in page.comments] == list(zip(NAMES, TEXTS, strict=True))
    assert [c.reply_to for c in page.comments] == [None, "1", None, "3", None, "5", None]


LIKES = (
    '<div class="box-like-dislike"><div class="like-wrap"><a class="like-dislike-trigger" data-already-liked="0"></a>'
    '<span class="like-count">{up}</span></div>'
    '<div class="dislike-wrap"><span class="dislike-count">{down}</span></div></div>'
)


@pytest.mark.parametrize(
    ("up", "down", "votes"), [("3", "", (3, None, None)), ("3", "1", (2, 3, 1)), ("", "6", (None, None, None))]
)
def test_likes_and_dislikes_in_one_element_are_not_both_its_first_number(up, down, votes):
    items = "".join(
        f'<li class="comment"><cite class="fn">{name}</cite> <p>{text}</p>{LIKES.format(up=up, down=down)}</li>'
        for name, text in zip(NAMES, TEXTS, strict=True)
    )
    page = stance.parse_page(f"<html><body><h1>Harbour</h1><ol class='commentlist'>{items}</ol></body></html>")
    assert [(c.votes, c.votes_up, c.votes_down) for c in page.comments] == [votes] * 7


@pytest.mark.parametrize(
    ("shown", "votes"), [("12 likes", 12), ("(12)", 12), ("−3", -3), ("–3", -3), ("1,204", 1204), ("²", None)]
)
def test_a_score_in_an_attribute_is_read_however_it_is_written(shown, votes):
    items = "".join(
        f'<li class="comment" data-score="{shown}"><cite class="fn">{name}</cite> <p>{text}</p></li>'
        for name, text in zip(NAMES, TEXTS, strict=True)
    )
    page = stance.parse_page(f"<html><body><h1>Harbour</h1><ol class='commentlist'>{items}</ol></body></html>")
    assert [c.votes for c in page.comments] == [votes] * 7


@pytest.mark.parametrize("sign", ["²", "①", "³."])
def test_signs_that_look_like_numbers_stop_no_page(sign):
    lines = [f"{sign}\n{name}\n{time}\n{text}" for name, time, text in zip(NAMES, TIMES, TEXTS, strict=True)]
    assert len(stance.parse_page(HEAD + "7 Comments\n" + "\n".join(lines)).comments) == 7


def test_votes_that_a_link_counts_in_words_are_read():
    items = "".join(
        f'<li class="comment"><cite class="fn">{name}</cite> <p>{text}</p>'
        f'<a href="/vote/"><span class="icon"></span> <span class="n">{votes}</span> <span>Votes</span></a></li>'
        for name, text, votes in zip(NAMES, TEXTS, VOTES, strict=True)
    )
    page = stance.parse_page(f"<html><body><h1>Harbour</h1><ol class='commentlist'>{items}</ol></body></html>")
    assert [c.votes for c in page.comments] == VOTES
