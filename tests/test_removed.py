"""Comments that a moderator or their writer took away: they are none, whatever the page leaves in their place."""

from __future__ import annotations

import json

import pytest

import stance
from stance.pages.removed import is_notice_of_removal

TEXT = """Ferry fares to rise

The crossing will cost four crowns from May, the harbour board said on Friday, after two years without a change.

The board met in the old customs house and heard nobody but its own treasurer, as it has for as long as I remember.

5 Comments

Ann Petrel July 3, 2031 at 8:42 am
Four crowns for twelve minutes on a wet bench.

Bo Sandvik July 3, 2031 at 9:10 am
This comment was removed by a moderator because it didn't abide by our community standards. Replies may also be deleted.

Cilla July 3, 2031 at 9:31 am
@Bo Sandvik that was uncalled for.

Dov July 3, 2031 at 9:45 am
[deleted]

Ann Petrel July 3, 2031 at 10:02 am
I miss the old rowing boat.
"""


def test_removed_comments_are_left_out_and_the_page_says_so():
    page = stance.parse_page(TEXT)
    assert [(c.position, c.id, c.author) for c in page.comments] == [
        (1, "1", "Ann Petrel"),
        (2, "2", "Cilla"),
        (3, "3", "Ann Petrel"),
    ]
    assert page.declared_comments == 5
    assert page.warnings == (
        "2 comments were removed before the page was saved; their notices are left out (lines 13, 19)",
    )
    assert "[deleted]" in page.rest


def test_an_answer_to_a_removed_comment_answers_nobody_else():
    earlier = TEXT.replace("I miss the old", "@Cilla I miss the old").replace(
        "Ann Petrel July 3, 2031 at 8", "Bo Sandvik July 3, 2031 at 8"
    )
    page = stance.parse_page(earlier)
    assert [c.reply_to for c in page.comments] == [None, None, "2"]


def test_a_section_of_nothing_but_notices_is_empty():
    page = stance.parse_page(
        "Ferry fares to rise\n\nThe crossing will cost four crowns from May, the harbour board said on Friday.\n\n"
        "2 Comments\nAnn says:\n[removed]\nBo says:\nThis comment has been removed by the author."
    )
    assert (page.comments, page.comment_section) == ((), "empty")
    assert page.warnings == (
        "2 comments were removed before the page was saved; their notices are left out (lines 7, 9)",
    )


HTML = """<h1>Ferry fares to rise</h1><p>The crossing will cost four crowns from May, the board said on Friday.</p>
<ol class="comments"><li class="comment" id="comment-1"><b class="author">Ann</b><p>Four crowns for a wet bench.</p>
<ol><li class="comment" id="comment-2"><b class="author">Bo</b><p>This comment has been removed by the author.</p>
<ol><li class="comment" id="comment-3"><b class="author">Cilla</b><p>Uncalled for, Bo.</p></li></ol>
</li></ol></li></ol>"""


def test_html_leaves_them_out_as_text_does():
    page = stance.parse_page(HTML)
    assert [(c.position, c.id, c.reply_to, c.depth) for c in page.comments] == [
        (1, "comment-1", None, 0),
        (2, "comment-3", None, 2),
    ]
    assert page.warnings == ("a comment was removed before the page was saved; its notice is left out (line 3)",)
    assert "This comment has been removed by the author." in page.rest


@pytest.mark.parametrize(
    "line",
    [
        "Comment removed again?! So much for free speech.",
        "The post was deleted for no reason.",
        "This comment was deleted and I want to know why",
        "removed",
        "The message was rejected by voters.",
        "Comentario eliminado sin motivo, como siempre que alguien critica al gobierno",
        "Post removed: 1, arguments against it: 0. And you call this a paper?" * 5,
    ],
)
def test_what_readers_say_of_removed_comments_is_kept(line):
    assert not is_notice_of_removal(line)


@pytest.mark.parametrize(
    "line",
    [
        "[removed]",
        "(deleted comment)",
        "This comment was deleted.",
        "Comment removed by moderator. Please read our comment policy.",
        "This content has been removed as it violated our community guidelines.",
        "Ce commentaire a été supprimé par la modération.",
        "Dieser Kommentar wurde von der Redaktion gelöscht.",
        "This comment is no longer available. The commenter has deleted their account.",
        "This comment has been rejected by a moderator.",
        "Entfernt. Bitte bleiben Sie beim Thema. Die Redaktion/fk",
        "Comentario eliminado por el autor",
        "Комментарий удалён модератором",
        "このコメントは削除されました",
        "작성자에 의해 삭제되었습니다.",
    ],
)
def test_notices_are_known(line):
    assert is_notice_of_removal(line)


def test_a_comment_without_a_text_is_not_one_that_was_removed():
    said = (("Ann", "Four crowns for a wet bench."), ("Bo", "<p> </p>"), ("Cilla", "[removed]"))
    comments = [{"@type": "Comment", "text": text, "author": {"@type": "Person", "name": name}} for name, text in said]
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "comment": comments})
    page = stance.parse_page(
        f'<html><h1>Ferry</h1><p>It sails.</p><script type="application/ld+json">{data}</script></html>'
    )
    assert page.warnings == ("a comment was removed before the page was saved; its notice is left out",)


def test_a_notice_among_the_buttons_of_another_comment_is_named():
    page = stance.parse_page(
        TEXT.partition("5 Comments")[0] + "3 Comments\n\nAnn Petrel\n2 hours ago\nFour crowns!\nReply\n\n"
        "This comment was deleted.\n\nDov\n1 hour ago\nI miss the old boat.\nReply\n"
    )
    assert [(c.author, c.text) for c in page.comments] == [
        ("Ann Petrel", "Four crowns!"),
        ("Dov", "I miss the old boat."),
    ]
    assert page.warnings == ("a comment was removed before the page was saved; its notice is left out (line 14)",)
