"""Comments of systems that nobody knows: found by what repeats, read by what stands at the same place in each."""

from __future__ import annotations

import hashlib
import re

import pytest

import stance
from tests.fixture_scores import PAGES, expected_of

ARTICLE = "<h1>Harbour board delays vote</h1>" + 3 * (
    "<p>The harbour board put off its vote on new ferry fares until June, its chairwoman said after the meeting.</p>"
)
WORDS = (
    ("Ann Bee", "Leith", "3 hours ago", "Too dear for most of us, and too late for the rest."),
    ("carl_7", "Oban", "2 hours ago", "Parking?"),
    ("Dora", "Ayr", "1 hour ago", "My aunt kept the timetable of 1964. Route 14, until further notice."),
    ("Dr E. Fox", "Oban", "56 minutes ago", "Eggs."),
)
TEXTS = [text for _, _, _, text in WORDS]
NAMES = [name for name, _, _, _ in WORDS]


def parse(body: str) -> stance.Page:
    return stance.parse_page(f"<html><body>{ARTICLE}{body}</body></html>")


def said(page: stance.Page) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.text) for comment in page.comments]


def hashed(name: str, place: str, time: str, text: str, rest: str = "") -> str:
    """Return one comment whose elements are called nothing that tells: letter, name, place and time in one line."""
    return (
        f'<li class="css-1u"><div class="css-2h"><i class="css-3i">{name[0]}</i><b class="css-4n">{name}</b>'
        f'<span class="css-5p">{place}</span><span class="css-6t">{time}</span></div><div class="css-7b"><p>{text}</p>'
        f'</div><div class="css-8f"><span class="css-9a">Thumbs 12</span><span>Flag</span></div>{rest}</li>'
    )


def test_names_and_texts_are_told_by_their_places():
    units = "".join(hashed(*words) for words in WORDS)
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))
    assert page.comments[0].published_raw == "3 hours ago"


def test_neither_a_place_nor_a_count_needs_to_be_told():
    units = "".join(hashed(*words) for words in WORDS)
    assert said(parse(f'<div id="comments"><ul>{units}</ul></div>')) == list(zip(NAMES, TEXTS, strict=True))


def test_answers_inside_of_a_comment_are_comments_of_their_own():
    inner = "".join(hashed(*words) for words in WORDS[1:3])
    units = hashed(*WORDS[0], rest=f'<div class="css-0r"><b>Hide answers</b><ul>{inner}</ul></div>') + hashed(*WORDS[3])
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))
    assert [comment.depth for comment in page.comments] == [0, 1, 1, 0]


def test_a_form_that_stands_in_each_comment_is_none():
    form = (
        '<div class="css-0x"><p>What is wrong with it?</p><p>Choose a reason below and press the button, so that our '
        "moderators will look at it as soon as they can.</p></div>"
    )
    units = "".join(hashed(*words, rest=form) for words in WORDS)
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))


def test_a_title_that_stands_with_the_text_is_a_part_of_it():
    units = "".join(
        f'<div class="comment" id="comment-{i}"><b class="x1">{name}</b> <i class="x2">{time}</i><div class="x3">'
        f'<h4>{"Well" if i == 1 else ""}</h4><div class="comment-text">{text}</div></div></div>'
        for i, (name, _, time, text) in enumerate(WORDS)
    )
    page = parse(f'<div id="comments">{units}</div>')
    assert [comment.text for comment in page.comments] == [TEXTS[0], f"Well\n{TEXTS[1]}", *TEXTS[2:]]


def test_votes_are_read_from_the_frame_and_from_titles():
    units = "".join(hashed(*words).replace("Thumbs 12", f"1,20{i} likes") for i, words in enumerate(WORDS))
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert [comment.votes for comment in page.comments] == [1200, 1201, 1202, 1203]
    units = "".join(
        hashed(*words).replace("Thumbs 12", '<b title="Agree">12</b><b title="Disagree">3</b>') for words in WORDS
    )
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert {(comment.votes, comment.votes_up, comment.votes_down) for comment in page.comments} == {(9, 12, 3)}


def test_a_small_word_behind_all_names_is_no_part_of_them():
    units = "".join(hashed(f"{name} am", "", time, text) for name, _, time, text in WORDS)
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert [comment.author for comment in page.comments] == NAMES


def test_counts_of_votes_are_no_names():
    units = "".join(hashed(f"{i + 2} points", "", time, text) for i, (_, _, time, text) in enumerate(WORDS))
    page = parse(f'<div id="comments"><h2>4 comments</h2><ul>{units}</ul></div>')
    assert [comment.author for comment in page.comments] == [None] * len(WORDS)


@pytest.mark.parametrize("attribute", ["data-postingid", "data-commentid", "data-comment-id"])
def test_elements_with_the_number_of_a_posting_each_are_comments_whatever_is_declared(attribute):
    units = "".join(
        f'<div class="p1" {attribute}="10933{i}"><div class="p2"><b>{name}</b></div><div class="p3">{time}</div>'
        f'<div class="p4">{text}</div></div>'
        for i, (name, _, time, text) in enumerate(WORDS)
    )
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 314}</script>'
    page = parse(f"{data}<section><h2>Forum: 314 postings</h2><p>Your view counts.</p>{units}</section>")
    assert page.comment_section == "found"
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))
    assert page.declared_comments == 314
    assert "Your view counts." not in page.article.paragraphs


SERIES = '<div class="a b"><a href="{link}">{name}</a> <time>{time}</time><div>{title}<p>{text}</p></div></div>'


def series(link: str, title: str = "") -> stance.Page:
    rows = enumerate(WORDS)
    return parse(
        "".join(
            SERIES.format(link=link, name=n, time=t, title=title and f"{title}{i}</a></h3>", text=x)
            for i, (n, _, t, x) in rows
        )
    )


def test_elements_of_one_name_with_a_time_and_a_link_to_a_reader_are_comments():
    assert said(series("/user/608460")) == list(zip(NAMES, TEXTS, strict=True))


def test_stories_and_links_to_anything_else_are_no_comments():
    assert series("/user/608460", '<h3><a href="/story">Ferry fares rise again, part ').comments == ()
    assert series("/tags/ferry").comments == ()


def test_answers_in_an_element_called_a_text_are_not_the_text():
    answer = (
        '<div class="comment" id="comment-2"><b class="author">Bob</b>'
        '<div class="comment-body">A longer answer.</div></div>'
    )
    unit = (
        '<div class="comment" id="comment-1"><b class="author">Ann</b><div class="comment-body">Yes.</div>'
        f'<div class="comment-body">{answer}</div></div>'
    )
    assert said(parse(f'<div id="comments">{unit}</div>')) == [("Ann", "Yes."), ("Bob", "A longer answer.")]


def test_an_inner_box_with_the_name_alone_is_no_comment_of_its_own():
    units = "".join(
        f'<div class="comment-box" id="comment-{i}"><div class="comment"><b class="name">{name}</b><p>{text}</p></div>'
        "<p>Is it a nuisance?</p></div>"
        for i, (name, _, _, text) in enumerate(WORDS)
    )
    assert len(parse(f'<div id="comments">{units}</div>').comments) == len(WORDS)


def test_headings_in_a_text_are_the_reader_s_and_previews_of_pages_are_not():
    unit = (
        '<div class="comment" id="comment-1"><b class="author">{}</b><div class="comment-text"><h2>Unpopular view</h2>'
        "<p>I drive.</p><aside><h3>Annex B</h3><p>This annex is published for information only.</p></aside></div></div>"
    )
    page = parse(f'<div id="comments">{unit.format("Ann")}{unit.format("Bob").replace("-1", "-2")}</div>')
    assert [comment.text for comment in page.comments] == 2 * ["Unpopular view\nI drive."]


@pytest.mark.parametrize("behind", ["(not verified)", "(nicht überprüft)", "»", "(author)"])
def test_what_pages_put_behind_a_name_is_no_part_of_it(behind):
    unit = (
        '<div class="comment" id="comment-{0}"><b class="author">Ann {1}</b><div class="comment-text">Yes.</div></div>'
    )
    page = parse(f'<div id="comments">{unit.format(1, behind)}{unit.format(2, behind)}</div>')
    assert [comment.author for comment in page.comments] == ["Ann", "Ann"]


def with_hashed_classes(html: str) -> str:
    """Return a page with each of its classes turned into a hash."""

    def turned(match: re.Match[str]) -> str:
        return (
            'class="'
            + " ".join(f"css-{hashlib.blake2b(name.encode()).hexdigest()[:7]}" for name in match[1].split())
            + '"'
        )

    return re.sub(r'class="([^"]*)"', turned, html)


@pytest.mark.parametrize(
    "name", ["hashed-classes-list", "postings-with-titles", "report-popup-in-each", "shadow-root-svelte"]
)
def test_hashed_names_do_not_matter(name):
    html = (PAGES / f"html-other-{name}.html").read_text(encoding="utf-8")
    wanted = [comment["text"] for comment in expected_of(f"html-other-{name}")["comments"]]
    assert [comment.text for comment in stance.parse_page(with_hashed_classes(html)).comments] == wanted


FERRY = "<h1>Ferry</h1><p>It sails.</p>"


def test_the_same_text_in_all_comments_is_no_frame():
    rows = "".join(
        f"<li id='comment-{n}'><cite>Pingback by <a href='http://a{n}.example'>Marsh Notes</a></cite>"
        f"<small>1{n}.09.2031 23:31</small><p>The ferry is late again, says everyone I met on the pier.</p></li>"
        for n in range(1, 4)
    )
    page = stance.parse_page(
        f"<h1>Ferry</h1><p>It sails.</p><h3 id='comments'>3 comments</h3><ol class='commentlist'>{rows}</ol>"
    )
    assert len(page.comments) == 3


def test_a_clock_in_an_element_of_its_own_does_not_leave_the_day_in_the_name():
    rows = "".join(
        f"<li id='comment-{n}'><p>{text}</p><p><cite>Comment by "
        f"<a href='http://b{n}.example' class='url'>{name}</a> &#8212; "
        f"1{n}.07, 2031 @ <a href='#comment-{n}'>13:0{n}</a></cite></p></li>"
        for n, (name, text) in enumerate(
            [("Maud Tiller", "It is late."), ("Old Hodge", "It always was."), ("Jonas Wick", "Not in 1998.")], start=1
        )
    )
    page = stance.parse_page(
        f"<h1>Ferry</h1><p>It sails.</p><h3 id='comments'>3 comments</h3><ol class='commentlist'>{rows}</ol>"
    )
    assert [comment.author for comment in page.comments] == ["Maud Tiller", "Old Hodge", "Jonas Wick"]
    assert page.comments[0].published_raw.startswith("11.07, 2031")


def nameless(name: str, time: str, text: str) -> str:
    """Return one comment of elements that are called nothing that tells, and nothing the same twice."""
    mark = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:6]
    return f'<div class="a{mark}"><p>{name}</p><p>{time}</p></div><p class="b{mark}">{text}</p>'


def test_comments_below_a_heading_are_read_as_lines_where_nothing_is_named_for_them():
    units = "".join(nameless(name, f"May {i + 3}, 2021 at 8:42 am", text) for i, (name, _, _, text) in enumerate(WORDS))
    heading = '<h2 class="a1"><a href="#">±</a> 4 Comments on “Harbour board delays vote”</h2>'
    page = parse(f'<div class="c0ffee">{heading}{units}</div><div class="f00"><p>© The Harbour Post</p></div>')
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))
    assert (page.comment_section, page.declared_comments) == ("found", 4)
    assert not any(text in page.article.text for text in TEXTS)


def test_stories_below_a_heading_of_comments_are_none_where_nothing_is_named():
    stories = "".join(
        nameless(f"{i + 2} comments", f"May {i + 3}, 2021", f"Harbour board puts off its vote on fares again: part {i}")
        for i in range(5)
    )
    page = parse(f'<div class="c0ffee"><div><span>Comments</span></div>{stories}</div>')
    assert page.comments == ()


def test_an_only_comment_with_name_and_clock_below_a_heading_is_read_where_nothing_is_named():
    name, _, _, text = WORDS[2]
    unit = nameless(name, "May 3, 2021 at 8:42 am", text)
    page = parse(f'<div class="c0ffee"><div><b>×</b> <span>Comments</span></div><div>Comments</div>{unit}</div>')
    assert said(page) == [(name, text)]
