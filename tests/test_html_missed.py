"""Comments that are called otherwise than the others of their page, and made like them."""

from __future__ import annotations

import pytest

import stance

WORDS = "The ferry was late again on Monday, and nobody told us why, number {}."


def comment(n: int, called: str, author: str = "Reader") -> str:
    return (
        f'<a id="comment-{n}"></a><div class="{called}"><div class="pic"><img src="a.png"></div>'
        f'<div class="infos">By <span class="comment_author_name">{author} {n}</span>, 29 October 2012 at 15:4{n}</div>'
        f'<div class="comment_content"><p>{WORDS.format(n)}</p></div></div>'
    )


def page(*parts: str) -> stance.Page:
    return stance.parse_page(f'<html><body><h1>Harbour</h1><div id="comments">{"".join(parts)}</div></body></html>')


def test_answers_that_are_called_otherwise_are_comments_too():
    found = page(
        comment(1, "article_comment_item"),
        comment(2, "article_comment_item"),
        f'<div class="indented">{comment(3, "article_comment_answer")}{comment(4, "article_comment_answer")}</div>',
        comment(5, "article_comment_item"),
    )
    assert [(c.author, c.text) for c in found.comments] == [(f"Reader {n}", WORDS.format(n)) for n in range(1, 6)]


def test_a_preview_or_a_text_without_an_author_is_no_comment():
    form = '<form id="comment-form"><div class="comment_content">What you write</div><textarea></textarea></form>'
    rules = '<div class="rules"><div class="comment_content">Comments are moderated by us.</div></div>'
    found = page(comment(1, "article_comment_item"), comment(2, "article_comment_item"), rules, form)
    assert [c.author for c in found.comments] == ["Reader 1", "Reader 2"]


def _short_comments(*around: str) -> stance.Page:
    texts = ("No.", "The fare is far too high, and so does everybody here say.", "Yes", "+1")
    units = "".join(
        f'<div class="comment" id="c{i}"><b class="author">Ann{"abcd"[i]}</b>{around[0]}'
        f'<div class="CommentText"><p>{text}</p></div>{around[1]}</div>'
        for i, text in enumerate(texts)
    )
    return stance.parse_page(f"<html><h1>Fares</h1><p>The ferry will cost more.</p><div id=comments>{units}</div>")


@pytest.mark.parametrize(
    "around",
    [
        ('<span class="CommentInfoDateText">20.05.2025 - 11:12</span>', ""),
        ("", '<span class="hidden-content">Vote up this comment if you agree</span>'),
        ('<span class="in-reply-to-text">In reply to an earlier comment</span>', ""),
        ("", '<div class="under_message">Quote <a href="#q">Report</a></div>'),
    ],
)
def test_a_label_that_is_called_a_text_is_not_taken_for_a_shorter_comment(around):
    page = _short_comments(*around)
    assert [comment.text for comment in page.comments][::2] == ["No.", "Yes"]
    assert page.comments[3].text == "+1"
    assert page.comments[1].text.startswith("The fare is far")


def test_where_only_a_label_is_called_a_text_the_comment_is_read_without():
    units = "".join(
        f'<div class="comment" id="c{i}"><b class="author">Ann{"abc"[i]}</b><div class="words"><p>{text}</p></div>'
        '<div class="under_message">Quote</div></div>'
        for i, text in enumerate(("Twelve minutes on a wet bench for four crowns.", "I shall row.", "And I swim."))
    )
    page = stance.parse_page(f"<html><h1>Fares</h1><p>The ferry will cost more.</p><div id=comments>{units}</div>")
    assert [comment.text for comment in page.comments][1:] == ["I shall row.", "And I swim."]


def _one(n: int, text: str) -> str:
    return (
        f'<article class="comment" id="c{n}"><b class="author">Ann{"abcdef"[n]}</b> <time>2031-05-0{n + 1}</time>'
        f'<div class="comment-text">{text}</div></article>'
    )


THREADS = {
    "in the item of a list": (
        f"<ul><li>{_one(0, 'Too dear.')}<ul><li>{_one(1, 'Then swim.')}</li><li>{_one(2, 'I shall.')}</li></ul></li>"
        f"<li>{_one(3, 'A fair price.')}</li></ul>"
    ),
    "in a box that is called so": (
        f"<div><div>{_one(0, 'Too dear.')}<div class='Replies'><div>{_one(1, 'Then swim.')}</div>"
        f"<div>{_one(2, 'I shall.')}</div></div></div><div>{_one(3, 'A fair price.')}</div></div>"
    ),
    "in a box below, in the list itself": (
        f"<div>{_one(0, 'Too dear.')}<div class='indented'>{_one(1, 'Then swim.')}{_one(2, 'I shall.')}</div>"
        f"{_one(3, 'A fair price.')}</div>"
    ),
}


@pytest.mark.parametrize("how", THREADS)
def test_answers_that_stand_beside_a_comment_are_linked_to_it(how):
    page = stance.parse_page(f"<html><h1>Fares</h1><p>They go up.</p><div id='comments'>{THREADS[how]}</div></html>")
    assert [(comment.depth, comment.reply_to) for comment in page.comments] == [
        (0, None),
        (1, "c0"),
        (1, "c0"),
        (0, None),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("<div class='featured'><div>{}</div></div>", "{}{}{}"),
        ("{}", "<div class='show-more'>{}{}{}</div>"),
        ("<div class='day'>{}</div>", "<div class='day'><div>{}{}</div></div>{}"),
    ],
)
def test_comments_that_stand_deeper_for_another_reason_answer_nobody(parts):
    comments = "".join(parts).format(*(_one(i, f"Comment number {i}, on the fares.") for i in range(4)))
    page = stance.parse_page(f"<html><h1>Fares</h1><p>They go up.</p><div id='comments'>{comments}</div></html>")
    assert [comment.reply_to for comment in page.comments] == [None] * 4
