"""What the search for comments must not lose: short comments, odd comments, and the article around a single one."""

from __future__ import annotations

import pytest

from stance.pages.html import read_html

FIRST = "The ferry across the bay will sail again from the first of May, said the harbour master on Tuesday evening."
SECOND = "It had been out of service for two winters, since its engine failed and no spare parts could be found for it."
HEAD = f"<h1>Ferry</h1><p>{FIRST}</p><p>{SECOND}</p>"


def _read(body):
    return read_html(f"<html><body>{body}</body></html>")


def _said(page):
    return [(comment.author, comment.paragraphs) for comment in page.comments]


def _unit(number, name, *paragraphs):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<div class="comment" id="comment-{number}"><span class="author">{name}</span>{text}</div>'


@pytest.mark.parametrize("tag", ["div", "article"])
def test_the_article_around_an_only_comment_stays_the_article(tag):
    comment = '<div class="comment"><cite>Ann</cite><p>At last, I waited so long.</p></div>'
    page = _read(f'<{tag} id="post-123" class="post">{HEAD}{comment}</{tag}>')
    assert page.article == (FIRST, SECOND)
    assert [c.paragraphs for c in page.comments] == [("At last, I waited so long.",)]


def test_an_only_comment_takes_its_author_from_the_element_with_its_number():
    comment = '<li id="comment-7"><cite class="fn">Ann</cite><div class="comment"><p>At last, I waited.</p></div></li>'
    page = _read(f'{HEAD}<ol id="comments">{comment}</ol>')
    assert _said(page) == [("Ann", ("At last, I waited.",))]
    assert page.comments[0].page_id == "comment-7"


def test_comments_that_begin_like_a_notice_or_a_form_are_whole():
    said = [
        ("Ann", ("Loading comments takes ages!",)),
        ("Bob", ("Leave a review!",)),
        ("Cy", ("No customer reviews, no buy.",)),
        ("Di", ("Post a comment here and it gets deleted.", "So much for free speech.")),
        ("Eve", ("No comment.",)),
    ]
    units = "".join(_unit(i, name, *paragraphs) for i, (name, paragraphs) in enumerate(said, 1))
    page = _read(f'{HEAD}<div id="comments">{units}</div>')
    assert _said(page) == said


def test_an_only_comment_with_author_and_time_may_say_no_comment():
    unit = '<div class="comment"><span class="author">Ann</span> <time>5 January 2020</time><p>No comment.</p></div>'
    assert _said(_read(f'{HEAD}<div id="comments">{unit}</div>')) == [("Ann", ("No comment.",))]


def test_what_looked_like_a_comment_and_is_none_is_in_the_rest():
    answer = '<div class="comment" id="comment-2"><p>{{ text of the answer }}</p></div>'
    outer = f'<div class="comment" id="comment-1"><span class="author">Ann</span><p>At last!</p>{answer}</div>'
    empty = '<div class="comment"><p>No comments yet.</p></div>'
    page = _read(f'{HEAD}<div id="comments">{outer}{_unit(3, "Bob", "Me too, I like it.")}{empty}</div>')
    assert _said(page) == [("Ann", ("At last!",)), ("Bob", ("Me too, I like it.",))]
    assert page.rest == ("{{ text of the answer }}", "No comments yet.")


def test_a_dialog_between_comments_in_plain_lines_is_in_the_rest():
    first = "<p>Ann</p><p>5 January 2020</p><p>Finally some news that I like to read.</p>"
    second = "<p>Bob</p><p>6 January 2020</p><p>Me too, after two winters on the bus.</p>"
    dialog = '<div class="modal"><p>Our house rules say be nice.</p></div>'
    page = _read(f'{HEAD}<div id="comments"><h3>2 comments</h3>{first}{dialog}{second}<p>Leave a comment</p></div>')
    assert [c.author for c in page.comments] == ["Ann", "Bob"]
    assert page.rest == ("2 comments", "Our house rules say be nice.", "Leave a comment")


def test_short_comments_with_many_buttons_are_found():
    said = [("ann Miller-Smith", "So true!"), ("bob Baker-Jones", "Not at all."), ("cy Cooper-Brown", "Well said.")]
    items = "".join(
        f'<div class="item"><a class="author" href="/u/{i}">{name}</a> <a class="date" href="/x#r{i}">{i}h</a>'
        f'<p>{text}</p><a href="#">Reply</a> <a href="#">Share</a> <a href="#">Report</a></div>'
        for i, (name, text) in enumerate(said, 3)
    )
    page = _read(f'{HEAD}<div id="comments">{items}</div>')
    assert _said(page) == [(name, (text,)) for name, text in said]


def test_a_list_of_stories_with_authors_is_no_series_of_comments():
    items = "".join(
        f'<div class="item"><h3><a href="/{i}">A long headline of another story, number {i}</a></h3>'
        f'<a class="author" href="/u/{i}">Ann {i}</a> <p>In short.</p></div>'
        for i in range(3)
    )
    assert not _read(f'{HEAD}<div id="comments">{items}</div>').comments
