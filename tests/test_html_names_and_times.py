"""Names, times and texts of comments in HTML that must stay as they are: neither a neighbour's nor cut."""

from __future__ import annotations

import pytest

import stance
from stance.pages.markup import Markup

ARTICLE = "<h1>Harbour board delays vote</h1>" + 3 * (
    "<p>The harbour board put off its vote on new ferry fares until June, its chairwoman said after the meeting.</p>"
)
OTHERS = "".join(
    f'<div class="comment" id="comment-{number}"><span class="author">{name}</span> '
    '<span class="date">5 January 2020</span>'
    '<div class="comment-text"><p>Finally some news that I like to read.</p></div></div>'
    for number, name in ((8, "Carl"), (9, "Dora"))
)
TEXT = '<div class="comment-text"><p>words here at last</p></div>'


def first_of(inside: str) -> stance.Comment:
    """Return the first of three comments, of which two are plain."""
    unit = f'<div class="comment" id="comment-1">{inside}</div>'
    page = stance.parse_page(f'<html><body>{ARTICLE}<div id="comments">{unit}{OTHERS}</div></body></html>')
    assert len(page.comments) == 3
    return page.comments[0]


def test_the_time_in_another_one_s_line_below_is_not_taken():
    found = first_of(f'<span class="author">Ann</span>{TEXT}<ul><li>Bob, 7 January 2021</li></ul>')
    assert (found.author, found.published_raw) == ("Ann", None)


def test_a_line_above_that_says_what_somebody_is_gives_no_name():
    for badge in ("Featured", "Top Fan", "Top contributor", "Pinned"):
        found = first_of(f"<div>{badge}</div><div>7 January 2021</div>{TEXT}")
        assert (found.author, found.published_raw) == (None, "7 January 2021"), badge
        found = first_of(f"<div>{badge} 7 January 2021</div>{TEXT}")
        assert found.author is None, badge
    found = first_of(f"<div>Bob Brown</div><div>7 January 2021</div>{TEXT}")
    assert (found.author, found.published_raw) == ("Bob Brown", "7 January 2021")
    found = first_of(f"<div>Bob Brown</div>{TEXT}<p>on 7 January 2021</p>")
    assert (found.author, found.published_raw) == ("Bob Brown", "7 January 2021")


def test_who_replied_below_is_not_the_author():
    for below in (
        "<p>Bob Brown replied:</p><p>7 January 2021</p>",
        "<p>Bob Brown</p><p>7 January 2021</p>",
        "<p>Bob Brown replied: 7 January 2021</p>",
    ):
        assert first_of(TEXT + below).author is None, below


def test_a_name_behind_by_words_below_the_text_is_kept():
    found = first_of(f"{TEXT}<p>Comment by Bob Brown — 7 January 2021 @ 8:30 am</p>")
    assert found.author == "Bob Brown"
    assert found.published_raw is not None
    assert found.published_raw.startswith("7 January 2021")


def test_a_name_in_two_elements_is_kept_whole():
    for first, last in (("Edgar", "Guest"), ("Will", "Share"), ("Ann", "Staff")):
        name = f'<span class="first">{first}</span> <span class="last">{last}</span>'
        assert first_of(f'<span class="author">{name}</span>{TEXT}').author == f"{first} {last}"
    for badge in (
        '<span class="badge">Guest</span>',
        "<span>(Guest)</span>",
        "<button>Share</button>",
        '<span class="user-role">Staff</span>',
    ):
        assert first_of(f'<span class="author">Ann {badge}</span>{TEXT}').author == "Ann", badge


def test_numbers_inside_of_a_text_are_kept():
    text = 'Call <span class="phone-number">555-1234</span> and ask for the <em class="number">42</em> bus.'
    inside = f'<span class="author">Ann</span><div class="comment-text"><p>{text}</p></div>'
    assert first_of(inside).text == "Call 555-1234 and ask for the 42 bus."
    numbered = '<span class="number">#7</span><span class="author">Ann</span><p>Too dear for most of us.</p>'
    assert first_of(numbered).text == "Too dear for most of us."


def test_digits_that_are_a_calendar_hour_are_no_seconds():
    stamp = '<time datetime="{}">2 January 2024</time>'
    name = '<span class="author">Ann</span>'
    for digits in ("2024010203", "2031123123", "1999123100"):
        found = first_of(f"{name}{stamp.format(digits)}{TEXT}").published_raw
        assert found is not None
        assert not found.startswith(("2033", "2034")), found
    for digits in ("1704160800", "1704160800000"):
        assert first_of(f"{name}{stamp.format(digits)}{TEXT}").published_raw == "2024-01-02T02:00:00+00:00"


@pytest.mark.parametrize(
    "element",
    ["<div>", "<div class=date>", "<a href=#c1>", "<span class=author>", "<div class=votes>", "<div class=number>"],
)
def test_what_is_made_of_many_pieces_is_not_put_together_again_and_again(element, monkeypatch):
    joined, text = [], Markup.text
    monkeypatch.setattr(
        Markup, "text", lambda self, e, *rest: (joined.append(e.last - e.first), text(self, e, *rest))[1]
    )
    pieces = 3_000
    stance.parse_page(
        "<html><body><h1>T</h1><div class=comment id=comment-1><div class=comment-text>hi there you</div>"
        + element * 480
        + "<br>&nbsp;" * pieces
        + "1"
    )
    assert sum(joined) < 40 * pieces


def test_a_box_around_name_rank_and_motto_gives_the_name_alone():
    box = (
        '<div class="author_name has_title"><div class="bold black">PIER SUPER USER</div>'
        '<a href="/social/gull_32?action=comments" class="bold">gull_32</a><div>Onward through the fog!</div>'
        '<div class="author_fans"><a href="/social/gull_32/fans">1271 Fans</a></div></div>'
    )
    body = '<div class="comment_body"><div class="comment_time">30 seconds ago (7:18 PM)</div>words here at last</div>'
    foot = '<div class="comment_bottom"><a class="comment_action">Share it</a></div>'
    for badge in ("", '<div class="badges_opt_out_text">This user has chosen to have no badges</div>'):
        found = first_of(f'<div class="comment_top">{badge}{box}</div>{body}{foot}')
        assert (found.author, found.text) == ("gull_32", "words here at last")
        assert found.published_raw is not None
        assert found.published_raw.startswith("30 seconds ago")


def test_name_and_time_above_what_is_called_the_comment_belong_to_it():
    items = "".join(
        f'<li><div class="comment-avatar"></div><div class="commentor-info"><a href="#">{name}</a></div>'
        f'<div class="comment-meta">Oct. {day}, 2010 - 7:28 AM EST</div>'
        f'<div class="submitted-comment clearfix"><p>The ferry left without me again, number {day}.</p></div></li>'
        for day, name in enumerate(("Ann", "Bob", "Cilla", "Dov"), start=9)
    )
    page = stance.parse_page(
        f'<html><body>{ARTICLE}<div id="comments"><ol class="comments-list">{items}</ol></div></body>'
    )
    assert [comment.author for comment in page.comments] == ["Ann", "Bob", "Cilla", "Dov"]
    assert page.comments[0].published_raw == "Oct. 9, 2010 - 7:28 AM EST"
    assert page.comments[0].text == "The ferry left without me again, number 9."


def test_names_between_the_texts_of_a_list_belong_to_the_text_below():
    items = "".join(
        f'<dt class="comment-author">{name} said...</dt>'
        f'<dd class="comment-body" id="cmt-{n}"><p>Words of {name}.</p></dd>'
        f'<dd class="comment-footer"><a href="#c{n}">April {n}, 2012 at 9:13 PM</a></dd>'
        for n, name in enumerate(("Ann", "Bob", "Cilla"), start=11)
    )
    page = stance.parse_page(f'<html><body>{ARTICLE}<h4>3 comments:</h4><dl id="comments-block">{items}</dl></body>')
    assert [(c.author, c.text, c.published_raw) for c in page.comments] == [
        (name, f"Words of {name}.", f"April {n}, 2012 at 9:13 PM") for n, name in enumerate(("Ann", "Bob", "Cilla"), 11)
    ]


def test_a_time_beside_name_and_place_is_taken_alone():
    names = ("Ann Pier", "Bob Weir", "Cilla Marsh", "Dov Sand")
    rating = '<div class="rating">Click to rate <span>Rating</span> <span>(0)</span></div>'
    units = "".join(
        f'<div class="comment comment-post" id="comment-{n}"><p class="comment-body">Words number {n}.</p>'
        f'<p class="user-info">- <a href="/registration/{n}/profile.html">{name}</a>,\n Leeds, 07/6/2013 06:{n}</p>'
        f"{rating}</div>"
        for n, name in enumerate(names, start=31)
    )
    page = stance.parse_page(f'<html><body>{ARTICLE}<div id="comments">{units}</div></body>')
    assert [(c.author, c.published_raw) for c in page.comments] == [
        (name, f"07/6/2013 06:{n}") for n, name in enumerate(names, start=31)
    ]


def test_a_time_is_told_from_the_name_and_the_button_in_its_element():
    found = first_of(f'<span class="author">Ann</span><p class="date">by: Ann, 27 Sep 2011 | 15:22</p>{TEXT}')
    assert found.published_raw == "27 Sep 2011 | 15:22"
    found = first_of(
        f'<span class="author">Ann</span><p class="date">27 Sep 2011 3:22pm -- <a>Report as abuse</a></p>{TEXT}'
    )
    assert found.published_raw == "27 Sep 2011 3:22pm"


def test_a_subject_above_the_text_is_the_reader_s_own_words():
    head = '<span class="author">Ann</span> <span class="date">7 January 2021</span>'
    found = first_of(f'<h3 class="comment-subject">Enough of this</h3>{head}{TEXT}')
    assert found.text == "Enough of this\nwords here at last"
    for repeated in ("Re: Enough of this", "words here…", "Words here at last."):
        assert first_of(f'<h3 class="comment-subject">{repeated}</h3>{head}{TEXT}').text == "words here at last", (
            repeated
        )


def test_a_link_to_the_page_about_a_reader_is_the_name_without_what_stands_beside_it():
    address = "https://site.example/network/profile/profile_view.cfm?member_id=437DA951-188B-4977-260AE40F"
    found = first_of(
        f'<div class="commenter-info"><div><a href="{address}">Ann Reed</a> <div>Club: Rowing</div></div></div>{TEXT}'
    )
    assert found.author == "Ann Reed"


def test_a_term_that_is_nothing_but_links_names_the_writer_of_its_description():
    names = ["Erin", "Kate", "Anna Wolf"]
    items = "".join(
        f'<dt class="comment even" id="comment-{n}"><span class="avatar"><a href="http://{n}.example"></a></span>'
        f'<span class="comment_author">{f"<a href=http://{n}.example>{name}</a>" if n % 2 else name}</span>'
        f'<span class="comment_time"><a href="#comment-{n}">June {n}, 2019 at 3:37 pm</a></span></dt>'
        f'<dd class="comment even"><div class="format_text"><p>words here at last, number {n}</p></div></dd>'
        for n, name in enumerate(names, start=4)
    )
    page = stance.parse_page(f'<html><body>{ARTICLE}<dl id="comment_list">{items}</dl></body>')
    assert [(c.id, c.author, c.published_raw) for c in page.comments] == [
        (f"comment-{n}", name, f"June {n}, 2019 at 3:37 pm") for n, name in enumerate(names, start=4)
    ]


def test_a_verb_and_a_time_behind_the_name_are_no_words_of_the_reader():
    found = first_of("<cite>Ann Reed</cite> replied: — June 5th, 2012 @ 4:14 am<br>Debby, thank you.<br>It was good.")
    assert (found.author, found.published_raw) == ("Ann Reed", "June 5th, 2012 @ 4:14 am")
    assert found.text == "Debby, thank you.\nIt was good."
