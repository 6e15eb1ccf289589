"""Pages of HTML: encodings, archives, ids, and what is not in the file. (Layouts: ``test_page_fixtures.py``.)"""

from __future__ import annotations

import pytest

import stance
from tests.conftest import SEEDS
from tests.fixture_scores import PAGES

ARTICLE = "<h1>Harbour board delays vote</h1>" + 3 * (
    "<p>The harbour board put off its vote on new ferry fares until June, its chairwoman said after the meeting.</p>"
)


def read(comments: str, head: str = "") -> stance.Page:
    return stance.parse_page(f"<!doctype html><html><head>{head}</head><body>{ARTICLE}{comments}</body></html>")


def comment(number: int, author: str, text: str) -> str:
    return f'<li class="comment" id="comment-{number}"><cite class="fn">{author}</cite><p>{text}</p></li>'


def test_the_declared_encoding_is_believed_and_a_wrong_one_is_not():
    text = "<meta charset={}><title>Fähre</title><h1>Fähre</h1><p>Die Fähre fährt jetzt öfter über den Fluss.</p>"
    for encoding in ("iso-8859-1", "utf-8", "utf-16"):
        assert stance.parse_page(text.format(encoding).encode(encoding)).title == "Fähre"
    assert stance.parse_page(text.format("iso-8859-1").encode("utf-8")).title == "Fähre"
    assert stance.parse_page(text.format("shift_jis")).title == "Fähre", "text is no bytes in any encoding"


def test_a_web_archive_of_one_file_is_the_page_in_it():
    page = (PAGES / "html-wordpress-commentlist.html").read_bytes()
    head = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="==="; type="text/html"\r\n\r\n--===\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    assert stance.parse_page(head + page + b"\r\n--===--\r\n").comments == stance.parse_page(page).comments


def test_the_ids_of_the_page_are_kept_where_they_are_unique():
    page = read(
        '<h2>3 Comments</h2><ol class="commentlist">'
        + comment(7, "Ann", "Too dear.")
        + comment(9, "Bo", "No.")
        + "</ol>"
    )
    assert [c.id for c in page.comments] == ["comment-7", "comment-9"]
    page = read('<ol class="commentlist">' + comment(7, "Ann", "Too dear.") + comment(7, "Bo", "Not for me.") + "</ol>")
    assert [c.id for c in page.comments] == ["1", "2"]
    page = read('<ol class="commentlist">' + comment(7, "Ann", "Dear.").replace("comment-7", "=cmd()|&#10;x") + "</ol>")
    assert [c.id for c in page.comments] == ["1"]


def test_a_name_that_begins_with_a_preposition_is_kept_whole():
    page = read(
        '<ol class="commentlist">' + comment(1, "Von Neumann", "Too dear.") + comment(2, "von Ann", "No.") + "</ol>"
    )
    assert [c.author for c in page.comments] == ["Von Neumann", "Ann"]


def test_a_comment_that_the_save_has_twice_is_marked():
    once = comment(7, "Ann", "Too dear for anybody who works there.")
    page = read('<ol class="commentlist">' + once + comment(8, "Bo", "Not for me at all.") + once + "</ol>")
    assert [c.duplicate_of for c in page.comments] == [None, None, page.comments[0].id]
    assert page.comments_in_words == "2 comments found"
    assert "the save has 1 comment twice; marked as duplicate_of" in page.warnings
    assert stance.comments_frame(page)["author"].tolist() == ["Ann", "Bo"], "it would be counted twice"


def test_comments_that_a_script_would_bring_are_not_saved_and_said_so():
    page = read('<div id="disqus_thread"></div><script src="https://example.example/embed.js"></script>')
    assert page.comment_section == "not saved"
    assert page.comments == ()
    assert page.warnings


@pytest.mark.parametrize("name", ["members-quotes", "poster-column", "profile-titles", "called-comments"])
def test_whoever_counts_the_views_of_a_forums_thread_is_told_of_its_first_post(name):
    page = stance.read_page(f"tests/pages/html-forum-thread-{name}.html")
    assert page.warnings == (
        "this is the thread of a forum: its first post is the article, and not among the comments",
    )
    assert not any(comment.text == page.article.text for comment in page.comments)


def test_no_script_runs_and_no_markup_is_left_in_what_is_read():
    page = read(
        '<ol class="commentlist">' + comment(7, "Ann<script>alert(1)</script>", "Too <b>dear</b> &lt;i&gt;!") + "</ol>"
    )
    assert page.comments[0].text == "Too dear <i>!"
    assert "alert" not in str(page.comments)


def test_what_is_read_of_a_page_of_text_does_not_change_inside_html():
    text = (SEEDS / "001_9188ef4ab041caef.txt").read_text(encoding="utf-8")
    assert "<html" not in text
    assert len(stance.parse_page(text).comments) == 15


@pytest.mark.parametrize("text", ["a < b and c > d, says the board.", "I wrote <p> in my comment.\nSo what?"])
def test_a_text_with_an_angle_bracket_is_no_html(text):
    assert (
        stance.parse_page(f"Title of a page\n{text}").rest or stance.parse_page(f"Title of a page\n{text}").article.text
    )
