"""Comments that are called otherwise than the others of their page, and made like them."""

from __future__ import annotations

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
