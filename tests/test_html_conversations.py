"""The frame of a comment service, saved as a page of its own: readers speak there, though nothing says so."""

from __future__ import annotations

import stance

PROSE = "The harbour board put off its vote on new ferry fares until June, its chairwoman said after the meeting."
#: As the frame of a comment service has them: nothing is called a comment.
POST = """<li class="post" id="post-{number}"><div data-role="post-content" class="post-content">
<ul class="post-menu dropdown"><li class="collapse"><a href="#" title="Collapse"><span>−</span></a></li></ul>
<div class="post-body"><header><span class="post-byline"><span class="author publisher-anchor-color">
<a href="https://service.example/by/{number}/">{author}</a></span></span> <span class="post-meta">
<a class="time-ago" title="Tuesday, May 20, 2031 3:11 PM">9 hours ago</a></span></header>
<div class="post-body-inner"><div class="post-message-container"><div class="publisher-anchor-color">
<div class="post-message"><div><p>{text}</p></div></div></div></div>
<menu><li class="reply"><a href="#"><span class="text">Reply</span></a></li></menu></div></div></div>
<ul class="children">{answers}</ul></li>"""
FRAME = """<!doctype html><html><head><meta charset="utf-8"><title>Service Comments</title></head>
<body><div id="layout">
<section id="conversation"><ul id="post-list" class="post-list">{posts}</ul></section></div></body></html>"""
COMMENTS = [
    ("Märge Whitlock", "I take the late boat four nights a week. Without it I would have to quit."),
    ("terry_b", "So drive."),
    ("Ravi K", "Good. 50% fewer boats – and who asks us?"),
]


def post(number: int, answers: str = "") -> str:
    author, text = COMMENTS[number]
    return POST.format(number=number + 816200, author=author, text=text, answers=answers)


SERVICE = FRAME.format(posts=post(0, post(1)) + post(2))


def said(page: stance.Page) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.text) for comment in page.comments]


def test_the_file_of_a_services_frame_is_read_by_itself():
    found = stance.parse_page(SERVICE)
    assert (said(found), found.comment_section, found.article.paragraphs) == (COMMENTS, "found", ())
    assert [comment.reply_to for comment in found.comments] == [None, found.comments[0].id, None]


def test_an_interview_and_a_list_of_posts_are_no_comments():
    talk = "".join(f'<div class="turn"><span class="name">Ann</span><p>{n}. {PROSE}</p></div>' for n in range(5))
    posts = "".join(
        f'<li class="post" id="post-{n}"><h2 class="post-title"><a href="/p{n}">Story {n} of the pier</a></h2>'
        f'<span class="post-meta"><span class="author">Ann</span> <time>3 May 2031</time></span>'
        f'<div class="post-content"><div class="post-body"><p>{n}. {PROSE}</p></div></div></li>'
        for n in range(5)
    )
    for body in (
        f'<div class="conversation">{talk}</div>',
        f'<ul id="post-list" class="post-list">{posts}</ul>',
        f'<section id="conversation"><ul id="post-list" class="post-list">{posts}</ul></section>',
    ):
        found = stance.parse_page(f"<!doctype html><html><body><h1>Two women and a ferry</h1>{body}</body></html>")
        assert (found.comments, found.comment_section, found.warnings) == ((), "absent", ())
        assert f"0. {PROSE}" in found.article.paragraphs
