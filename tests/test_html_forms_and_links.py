"""Nothing is lost for a name: pages whose elements are called forms, dialogs or comments and are none."""

from __future__ import annotations

import pytest

import stance

FIRST = "The harbour board put off its vote on new ferry fares until June, its chairwoman said after the long meeting."
SECOND = "Before that the board will ask the islanders, who had complained about the prices of the winter timetable."
ARTICLE = f"<p>{FIRST}</p><p>{SECOND}</p>"
WORDS = "Finally some news that I like to read."


def comment(author: str, text: str = f"<p>{WORDS}</p>") -> str:
    time = '<span class="date">5 January 2020</span>'
    return f'<div class="comment"><span class="author">{author}</span> {time}{text}</div>'


TWO = comment("Ann") + comment("Bob")


def read(body: str, head: str = "", names: str = "") -> stance.Page:
    return stance.parse_page(f"<html><head>{head}</head><body{names}>{body}</body></html>")


@pytest.mark.parametrize(
    "names", ["category-kommentar hentry", "no-comments", "has-comments", "with-comments", "category-comment"]
)
def test_a_post_with_a_form_for_comments_at_its_end_keeps_its_text(names: str):
    form = '<div id="respond" class="comment-respond"><form id="commentform"><textarea></textarea></form></div>'
    page = read(f'<div class="post {names}"><h1>Ferry</h1>{ARTICLE}{form}</div>')
    assert page.article.paragraphs == (FIRST, SECOND)
    untitled = read(f'<h1>Ferry</h1><div class="post {names}">{ARTICLE}{form}</div>')
    assert untitled.article.paragraphs == (FIRST, SECOND)


@pytest.mark.parametrize(
    "body",
    [
        f'<h1>Ferry</h1>{ARTICLE}<dialog class="comments-drawer" open>{TWO}</dialog>',
        f'<h1>Ferry</h1>{ARTICLE}<section class="comments-modal">{TWO}</section>',
        f'<h1>Ferry</h1>{ARTICLE}<div class="comment-form"><h3>Comments</h3>{TWO}<textarea></textarea></div>',
        f'<h2>Ferry</h2><div class="page modal-page">{ARTICLE}<div class="comments">{TWO}</div></div>',
        f'<h2>Ferry</h2><div class="page no-modal">{ARTICLE}<div class="comments">{TWO}</div></div>',
    ],
)
def test_comments_in_what_is_called_a_dialog_or_a_form_stay_comments(body: str):
    page = read(body)
    assert [(c.author, c.text) for c in page.comments] == [("Ann", WORDS), ("Bob", WORDS)]
    assert page.article.paragraphs == (FIRST, SECOND)


def test_a_page_behind_an_open_dialog_keeps_its_comments():
    page = read(f'<h2>Ferry</h2>{ARTICLE}<div class="comments">{TWO}</div>', names=' class="modal-open"')
    assert [c.author for c in page.comments] == ["Ann", "Bob"]
    assert page.article.paragraphs == (FIRST, SECOND)


def test_a_comment_of_one_sign_beside_a_link_to_itself_stays():
    link = '<span class="author">Bob</span> <a href="#comment-6">5 January 2020</a>'
    for text in ("👍", "?"):
        short = f'<div class="comment">{link}<p>{text}</p></div>'
        page = read(f'<h1>Ferry</h1>{ARTICLE}<div id="comments">{comment("Ann")}{short}{comment("Cy")}</div>')
        assert [c.author for c in page.comments] == ["Ann", "Bob", "Cy"], text
    away = short.replace("#comment-6", "/news/ferry#comment-6").replace("?", "👍")
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div id="comments">{comment("Ann")}{away}{comment("Cy")}</div>')
    assert [c.text for c in page.comments] == [WORDS, "👍", WORDS]


def test_a_name_with_a_link_to_a_comment_on_another_page_is_no_comment():
    link = '<li class="comment"><span class="author">{}</span>: <a href="/a#comment-{}">A long way home</a></li>'
    page = read(f"<h1>Ferry</h1>{ARTICLE}<ul>{link.format('Ann', 1)}{link.format('Bob', 2)}</ul>")
    assert not page.comments


OWN = '<meta property="og:url" content="https://x.org/{}">'
TEASER = '<a class="comments" href="{}#comments">{} comments</a>'


@pytest.mark.parametrize(
    ("own", "links", "section", "declared"),
    [
        ("news", [("/news/other-story", 12)], "absent", None),
        ("news", [("/de/news", 12)], "absent", None),
        ("news/ferry", [("/news/ferry", 12)], "not saved", 12),
        ("news/ferry", [("https://x.org/news/ferry/?view=comments", 12)], "not saved", 12),
        ("story.php?id=3", [("/story.php?id=4", 12)], "absent", None),
        ("story.php?id=3", [("/story.php?id=3", 12), ("/story.php?id=4", 7)], "not saved", 12),
        ("news/ferry", [("https://x.org/news/ferry/comments", 12)], "not saved", 12),
        ("news/ferry.html", [("/news/ferry.html", 12), ("/news/boat.html", 3)], "not saved", 12),
        ("", [("/a", 3), ("/b", 3)], "absent", None),
    ],
)
def test_a_count_of_comments_is_only_taken_from_a_link_to_this_page(
    own: str, links: list[tuple[str, int]], section: str, declared: int | None
):
    teasers = "".join(TEASER.format(*link) for link in links)
    page = read(f"<h1>Ferry</h1>{ARTICLE}<div>{teasers}</div>", OWN.format(own))
    assert (page.comment_section, page.declared_comments) == (section, declared)


def test_links_to_two_stories_in_the_articles_element_are_not_this_pages():
    teasers = TEASER.format("/a", 3) + TEASER.format("/b", 3)
    page = read(f"<article><h1>Ferry</h1>{ARTICLE}<div>{teasers}</div></article>")
    assert (page.comment_section, page.declared_comments) == ("absent", None)
    page = read(f"<article><h1>Ferry</h1>{ARTICLE}<div>{TEASER.format('', 3)}</div></article>")
    assert (page.comment_section, page.declared_comments) == ("not saved", 3)


@pytest.mark.parametrize(
    ("way", "declared"),
    [
        ('<a href="#comments">Jump to comments</a>', None),
        ('<a href="#comments">41</a>', 41),
        ('<a href="#comments">0</a>', None),
        ('<a href="https://x.org/news/ferry#reader-comments">41 Comments Join the conversation</a>', 41),
        ('<button title="Ir a los comentarios de la nota"><svg></svg></button>', None),
        ('<a href="javascript:void(0)">Load comments</a>', None),
        ("<a>Leserkommentare</a>", None),
        ("<the-ferry-comments link='/news/ferry'></the-ferry-comments>", None),
        ('<div class="content_comments" id="content_comments"></div>', None),
    ],
)
def test_comments_that_a_page_leads_to_but_does_not_hold_are_said_to_be_missing(way: str, declared: int | None):
    page = read(f"<h1>Ferry</h1>{ARTICLE}<div>{way}</div>", OWN.format("news/ferry"))
    assert (page.comments, page.comment_section, page.declared_comments) == ((), "not saved", declared)
    assert any("comments" in warning and "in the file" in warning for warning in page.warnings)


@pytest.mark.parametrize(
    "way",
    [
        '<a href="/news/boat#comments">Jump to comments</a>',
        '<a href="#">Most commented</a>',
        '<a href="#" class="widget-tab">Comments</a>',
        '<a href="#add-comment">+</a>',
    ],
)
def test_links_to_the_comments_of_other_pages_say_nothing_of_this_one(way: str):
    page = read(f"<h1>Ferry</h1>{ARTICLE}<div>{way}</div>", OWN.format("news/ferry"))
    assert (page.comment_section, page.warnings) == ("absent", ())


def test_a_page_from_a_web_archive_is_read_as_it_was_published():
    bar = (
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'><p>The collection that this page is from holds "
        "the output of many projects of volunteers, both ongoing and completed, since 2009.</p></div>"
        "<!-- END WAYBACK TOOLBAR INSERT -->"
    )
    way = '<a href="https://web.archive.org/web/20250917090628/https://x.org/news/ferry#comments">41</a>'
    archived = read(f"{bar}<h1>Ferry</h1>{ARTICLE}<div>{way}</div>", OWN.format("news/ferry"))
    way = '<a href="https://x.org/news/ferry#comments">41</a>'
    published = read(f"<h1>Ferry</h1>{ARTICLE}<div>{way}</div>", OWN.format("news/ferry"))
    assert archived == published
    assert (archived.comment_section, archived.declared_comments) == ("not saved", 41)


def test_what_stands_above_the_comments_is_none_of_the_article():
    above = (
        "<div><h3>Comments (1)</h3><p><a href='/talk'>Add / View comments</a> | Discussion FAQ</p>"
        "<p>Comments are filtered for language. The Courier makes no guarantee of comments' factual accuracy.</p></div>"
    )
    one = "<div class='comment'><span class='comment-info'>Ann at 9:13 PM July 18, 2013</span><p>No stripes.</p></div>"
    page = read(f"<div><h1>Ferry</h1>{ARTICLE}{above}<div id='list'>{one}</div></div>")
    assert page.article.paragraphs == (FIRST, SECOND)
    assert [(c.author, c.text) for c in page.comments] == [("Ann", "No stripes.")]


def test_the_head_of_a_comment_is_no_subject():
    unit = (
        "<div id='comment_{0}' class='comment'><div class='comment-body'><div class='comment-title'><a href='/u/{0}'>"
        "{1}</a> &middot; <span class='comment-timestamp'>2020-05-19T17:52:0{0}Z</span></div>"
        "<div class='comment-content'>{2}</div></div></div>"
    )
    units = unit.format(1, "Ann", "No stripes.") + unit.format(2, "Bo", "Stripes, then.")
    page = read(f"<h1>Ferry</h1>{ARTICLE}<div id='article_comments'>{units}</div>")
    assert [(c.author, c.text) for c in page.comments] == [("Ann", "No stripes."), ("Bo", "Stripes, then.")]


def test_a_readers_own_words_about_more_comments_declare_none():
    last = comment("Cy", "<p>I wait for</p><p>3 more comments</p>")
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div id="comments">{TWO}{last}</div>')
    assert (len(page.comments), page.declared_comments) == (3, None)
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div id="comments">{TWO}{comment("Cy", "<p>So</p><p>9 comments</p>")}</div>')
    assert (len(page.comments), page.declared_comments) == (3, None)
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div id="comments">{TWO}<p>3 more comments</p></div>')
    assert (len(page.comments), page.declared_comments) == (2, 5)


def test_an_only_comment_with_a_number_and_a_title_of_its_own_stays():
    words = '<h1>Great</h1><span class="author">Ann</span><p>I like it really.</p>'
    only = f'<div class="comment" id="comment-9">{words}</div>'
    page = read(f"<h2>Ferry</h2>{ARTICLE}{only}")
    assert [(c.author, c.text) for c in page.comments] == [("Ann", "I like it really.")]


def test_the_only_element_called_a_comment_with_the_form_for_one_in_it_is_none():
    form = '<div class="wide-comment-form"><span class="name">Guest</span><textarea></textarea><a>Send</a></div>'
    lists = (
        '<div class="hottest"><b class="name">Best comments</b></div><div class="latest"><b>Latest comments</b></div>'
    )
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="blk-comment"><p>0 comments</p>{form}{lists}</div>')
    assert (page.comments, page.comment_section) == ((), "empty")
    within = read(f'<h1>Ferry</h1>{ARTICLE}<div class="blk-comment">{form}{TWO}</div>')
    assert [c.author for c in within.comments] == ["Ann", "Bob"]


def test_a_service_that_asks_for_javascript_has_no_comment():
    notice = 'Please enable JavaScript to view the <a href="https://service.example">comments powered by Pier.</a>'
    place = f'<div id="disqus_thread"></div><noscript>{notice}</noscript><a>comments powered by <b>Pier</b></a>'
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="row-comment">{place}</div>')
    assert (page.comments, page.comment_section) == ((), "not saved")


def test_the_preview_of_a_comment_and_a_dialog_to_report_one_are_none():
    preview = '<div class="preview-comment box"><b>PREVIEW COMMENT</b><pre class="prvw-comments"></pre></div>'
    assert read(f'<h1>Ferry</h1>{ARTICLE}<div class="allcomments"></div>{preview}').comments == ()
    dialogs = "".join(
        f'<li><div class="user"><b class="user-name">{name}</b> <span class="date">28.oct.2012 | 11:26</span></div>'
        f"<p>{WORDS}</p>"
        f'<div id="denuncia-comentario-{number}"><span>Denunciar</span></div></li>'
        for number, name in enumerate(("Ann", "Bob", "Cilla"), start=5345)
    )
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="comentarios"><ol>{dialogs}</ol></div>')
    assert [(c.author, c.published_raw, c.text) for c in page.comments] == [
        (name, "28.oct.2012 | 11:26", WORDS) for name in ("Ann", "Bob", "Cilla")
    ]


def test_the_discussions_beside_a_place_for_comments_are_none():
    threads = "".join(
        f'<li class="item"><a href="/t/{n}">Weekend talk about ferries and the fares of the season, part {n}</a>'
        f"<p>in Off-topic by gull_{n} on Jun {n}, 2014</p></li>"
        for n in range(20, 25)
    )
    page = read(
        f'<h1>Ferry</h1>{ARTICLE}<div class="article-comments"><div class="comments"></div><ul>{threads}</ul></div>'
    )
    assert page.comments == ()


def test_videos_and_lists_in_a_tab_for_comments_are_no_comments():
    videos = "<ul><li>previous</li><li>next</li></ul>" + "".join(
        f"<div><h4>{title}</h4><span>{long}</span></div>"
        for title, long in (
            ("Ferry Songs, With Jokes", "2:33"),
            ("An Ode to the Pier", "3:44"),
            ("Gulls Run for Mayor", "2:16"),
        )
    )
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="article-tabs-panel-comments"><h3>Video</h3>{videos}</div>')
    assert page.comments == ()


def test_a_place_that_says_it_is_empty_has_no_comments_in_its_settings():
    settings = "<p>Comment Settings</p><p>Live comment alert: Hide it!</p><p>Show touch bar</p><p>Something to say?</p>"
    place = f"<p>Next unread</p><p>Unmark all</p><p>There are 0 Comments. Add Yours.</p><p>Short</p>{settings}"
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="comments-wrapper">{place}</div>')
    assert (page.comments, page.comment_section) == ((), "empty")


def test_boxes_called_comments_without_name_time_number_and_sentence_are_none():
    boxes = '<div class="story-comment"><p>Around the web</p></div><div class="story-comment"><p>Join us</p></div>'
    assert read(f"<h1>Ferry</h1>{ARTICLE}{boxes}").comments == ()
    spoken = boxes.replace("Around the web", "Not again, please.").replace("Join us", "I still miss the rowing boat.")
    assert len(read(f"<h1>Ferry</h1>{ARTICLE}{spoken}").comments) == 2


def test_discussions_that_are_loading_are_not_saved():
    page = read(f'<h1>Ferry</h1>{ARTICLE}<div class="comments"><p>Discussions Loading...</p></div>')
    assert page.comment_section == "not saved"
