"""Comments in frames: read wherever the file has them, once, and never from outside of it."""

from __future__ import annotations

import base64
import html
from urllib.parse import quote

import pytest

import stance
from stance.pages import html_frames
from stance.pages.html_parser import parse_html
from stance.pages.mime import Part
from tests.test_html_conversations import COMMENTS, PROSE, SERVICE, said
from tests.test_web_archives import archived, part

NOT_SAVED = "the comments are loaded by a script (disqus-thread) and are not in the file"


def page(source: str, tag: str = "iframe") -> str:
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Harbour board delays vote</title></head><body>'
        f"<article><h1>Harbour board delays vote</h1>{f'<p>{PROSE}</p>' * 3}</article>"
        f'<section id="comments"><h2>Comments</h2><div id="disqus_thread"><{tag} title="Service" {source}></{tag}>'
        f"</div></section><footer><p>{PROSE[:40]}</p></footer></body></html>"
    )


def in_archive(source: str, *fields: str, location: str = "https://news.example/a/ferry") -> bytes:
    """Return an archive of a page and its frame, with the fields of its header that name it."""
    main = f"Content-Location: {location}\n".encode() + part(page(f'src="{source}"').encode())
    return archived(main, "\n".join([*fields, ""]).encode() + part(SERVICE.encode(), "base64").replace(*_ENCODED))


_ENCODED = (SERVICE.encode(), base64.encodebytes(SERVICE.encode()))

ADDRESS = "https://service.example/embed?thread=7&amp;v=2"
LATIN = SERVICE.replace('<meta charset="utf-8">', "").replace("–", "-").replace("−", "-").encode("iso-8859-1")
SAVED = {
    "in an attribute": page(f'srcdoc="{html.escape(SERVICE)}"'),
    "beside an empty attribute": page(f'srcdoc="" src="data:text/html;charset=utf-8,{quote(SERVICE)}"'),
    "as data": page(f'src="data:text/html;charset=utf-8,{quote(SERVICE)}"'),
    "as data without escapes": page(f"src='DATA:text/html,{SERVICE}'"),
    "as data in base64": page(f'src="data:text/html;base64,{base64.b64encode(SERVICE.encode()).decode()}"'),
    "as data in escaped base64": page(
        f'SRC="data:text/html;charset=UTF-8;base64,{quote(base64.b64encode(SERVICE.encode()).decode(), safe="")}"'
    ),
    "as data in Latin-1": page(f'src="data:text/html;charset=iso-8859-1,{quote(LATIN)}"'),
    "as a frame of a set": page(f'src="data:text/html,{quote(SERVICE)}"', "frame"),
    "in an archive by its name": in_archive("cid:frame-0A1B@mhtml.blink", "Content-ID: <frame-0A1B@mhtml.blink>"),
    "by an escaped name": in_archive("cid:frame%2D0A%40b", "Content-ID: <frame-0A@b>", "Content-Location: about:blank"),
    "by its address": in_archive(ADDRESS, f"Content-Location: {html.unescape(ADDRESS)}"),
    "by the address that is meant": in_archive("../embed/7.html#top", "Content-Location: https://news.example/embed/7.html"),
    "by an address without a site": in_archive("x_files/7.htm", "Content-Location: x_files/7.htm", location="file:///C:/x.htm"),
    "by an archived address": in_archive(
        "https://web.archive.org/web/20310520150000if_/https://service.example/7",
        "Content-Location: https://web.archive.org/web/20310520150001/https://service.example/7",
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", SAVED)
def test_comments_in_a_frame_are_read_wherever_the_file_has_it(way):
    found = stance.parse_page(SAVED[way])
    plain = [(a, t.replace("–", "-") if "Latin" in way else t) for a, t in COMMENTS]
    assert said(found) == plain
    assert [comment.reply_to for comment in found.comments] == [None, found.comments[0].id, None]
    assert (found.title, found.comment_section, found.warnings) == ("Harbour board delays vote", "found", ())
    assert found.article.paragraphs == (PROSE,) * 3


@pytest.mark.parametrize(
    "source",
    [
        "cid:frame-9@mhtml.blink",
        "https://service.example/embed",
        "data:text/plain,Ann%20says%20no",
        "data:text/html,",
        "data:text/html;charset=utf-8,%20%0A",
        "data:text/html;base64",
        "about:blank",
        "//[service",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://service.example/" + "a" * 5_000,
        "",
    ],
)
def test_what_is_not_in_the_file_is_said_not_to_be(source):
    for found in (
        stance.parse_page(page(f'src="{source}"')),
        stance.parse_page(
            in_archive(source, "Content-ID: <frame-1@mhtml.blink>", "Content-Location: https://a.example")
        ),
    ):
        assert (found.comments, found.comment_section, found.warnings) == ((), "not saved", (NOT_SAVED,))


def test_each_frame_of_an_archive_is_read_once_however_often_it_is_named(monkeypatch):
    decoded: list[str] = []
    content = Part.content.fget
    monkeypatch.setattr(Part, "content", property(lambda one: decoded.append(one.content_type) or content(one)))
    own = '<iframe src="cid:f@b"></iframe>'
    frame = b"Content-ID: <f@b>\nContent-Location: https://a.example\n" + part((SERVICE + own * 500).encode())
    found = stance.parse_page(archived(part((page('src="cid:f@b"') + own * 1_000).encode()), frame))
    assert said(found) == COMMENTS
    assert len(decoded) <= 4  # each of the two, and once more to see whether anything is in it


def test_frames_that_hold_each_other_are_read_once():
    first = b"Content-ID: <1@b>\n" + part(f'<p>One.</p><iframe src="cid:2@b"></iframe>{SERVICE}'.encode())
    second = b"Content-ID: <2@b>\n" + part(b'<p>Two.</p><iframe src="cid:1@b"></iframe>')
    found = stance.parse_page(archived(part(page('src="cid:1@b"').encode()), first, second))
    assert said(found) == COMMENTS
    assert (found.rest.count("One."), found.rest.count("Two.")) == (1, 1)


def test_a_frame_in_a_frame_is_found_from_where_that_was():
    outer = b"Content-Location: https://a.example/in/outer\n" + part(b'<iframe src="inner"></iframe>')
    inner = b"Content-Location: https://a.example/in/inner\n" + part(SERVICE.encode())
    main = b"Content-Location: https://a.example/story\n" + part(page('src="in/outer"').encode())
    assert said(stance.parse_page(archived(main, outer, inner))) == COMMENTS


def test_a_frame_ends_nothing_that_stands_around_it():
    """End tags without a start are frequent in what others wrote."""
    loose = f"</div></section></article></iframe></p></table></body>{SERVICE}</div></li></ul>"
    whole = f'<ul><li class="all"><div>{page(f"srcdoc={html.escape(loose)!r}")}</div></li></ul>'
    elements = parse_html(whole).elements
    frame = next(e for e in elements if e.tag == "iframe")
    below = next(e for e in elements if e.tag == "footer")
    assert all(frame.holds(e) for e in elements if e.tag == "menu")
    assert not frame.holds(below)
    assert [e.tag for e in below.ancestors] == ["body", "html", "div", "li", "ul", "#page"]


def test_the_head_of_a_frame_says_nothing_of_the_page():
    head = '<meta property="article:published_time" content="2019-02-03"><meta property="og:title" content="Bees">'
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bees", "commentCount": 9}</script>'
    found = stance.parse_page(page(f"srcdoc='{head}{data}<p>Bees again.</p>'"))
    assert (found.title, found.published, found.declared_comments) == ("Harbour board delays vote", None, None)


def test_the_comments_of_another_page_that_is_shown_in_a_frame_are_not_the_pages():
    link = '<div class="wp-embed-comments"><a href="https://b.example/old#comments">3 Comments</a></div>'
    shown = f'<iframe class="wp-embedded-content" srcdoc="{html.escape(f"<p>The old pier</p>{link}")}"></iframe>'
    text = (
        f"<!doctype html><html><body><article><h1>Ferry fares</h1>{f'<p>{PROSE}</p>' * 4}{{}}</article></body></html>"
    )
    found = stance.parse_page(text.format(shown))
    assert (found.comment_section, found.declared_comments, found.warnings) == ("absent", None, ())
    assert stance.parse_page(text.format(link)).declared_comments == 3, "of the page itself they would be"


def test_frames_have_no_more_tags_together_than_a_page_and_it_is_said():
    wide = "<br>a" * 60_000
    frames = (
        f"srcdoc='{html.escape(wide)}'",
        f'src="data:text/html;base64,{base64.b64encode(wide.encode()).decode()}"',
        'src="cid:f@b"',
    )
    for kept, refused in zip(frames, frames[1:] + frames[:1], strict=True):
        whole = page(kept) + f"<iframe {kept}></iframe><p>And so on.</p><iframe {refused}></iframe>"
        found = stance.parse_page(archived(part(whole.encode()), b"Content-ID: <f@b>\n" + part(wide.encode())))
        note = "a frame of the page was not read: with it the page has more than 150,000 tags"
        assert (note in found.warnings) == ("cid" not in kept), "that one is read once"
        assert "And so on." in (*found.rest, *found.article.paragraphs)
    assert note in stance.parse_page(page(frames[1]) + "<br>a" * 100_000).warnings


def test_of_many_frames_so_many_are_read_and_it_is_said(monkeypatch):
    monkeypatch.setattr(html_frames, "_MOST_FRAMES", 3)
    frames = "".join(f'<iframe src="data:text/html,<p>Frame {n} of them.</p>"></iframe>' for n in range(5))
    found = stance.parse_page(page("") + frames)
    assert [line for line in found.rest if line.startswith("Frame")] == [f"Frame {n} of them." for n in range(3)]
    assert found.warnings.count("the page has more than 3 frames; the others were not read") == 1


def test_a_frame_that_cannot_be_read_stops_nothing_and_is_said():
    binary = base64.b64encode(bytes(range(256)) * 8).decode()
    found = stance.parse_page(
        page(f"srcdoc='{html.escape(SERVICE)}'") + f'<iframe src="data:text/html;base64,{binary}">'
    )
    assert said(found) == COMMENTS
    assert "a frame of the page: this is a binary file, not a page; save it as HTML" in found.warnings[-1]
    guessed = quote(f"<p>{PROSE} It is a fa\xe7ade.</p>".encode("cp1252"))
    found = stance.parse_page(page(f'src="data:text/html,{guessed}"'))
    assert "a frame of the page: the encoding is not declared; read as Windows-1252" in found.warnings


def test_escapes_are_decoded_alike_wherever_a_piece_ends(monkeypatch):
    text = "ä%%41%zz 100% Fähre%"
    whole = html_frames._from_escapes(quote(text) + text)
    for size in range(3, 40):
        monkeypatch.setattr(html_frames, "_PIECE", size)
        assert html_frames._from_escapes(quote(text) + text) == whole
    assert whole == (text + "ä%A%zz 100% Fähre%").encode()


def test_a_frame_from_a_web_archive_is_read_as_it_was_published():
    bar = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><p>12 captures</p><!-- END WAYBACK TOOLBAR INSERT -->"
    found = stance.parse_page(page(f'src="data:text/html,{quote(bar + SERVICE)}"'))
    assert (said(found), "12 captures" in found.rest) == (COMMENTS, False)
