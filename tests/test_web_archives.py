"""Web archives of one file (MHTML): every way in which they are written is read, and none costs more than its size."""

from __future__ import annotations

import base64
import binascii
import quopri
import tracemalloc

import pytest

import stance
from stance.pages import archive, mime, reading
from tests.test_html_conversations import said

PAGE = """<!doctype html><html><head><title>Fähre</title></head><body><h1>Die Fähre fährt öfter</h1>
<p>Die Fähre fährt ab Mai jede halbe Stunde über den Fluss, sagte die Hafenmeisterin nach der Sitzung = gut.</p>
<ol class="commentlist"><li class="comment" id="comment-7"><cite class="fn">Käthe</cite><p>Endlich – schön!</p></li>
<li class="comment" id="comment-8"><cite class="fn">Bo</cite><p>Zu teuer.</p></li></ol></body></html>
""".encode()
COMMENTS = [("Käthe", "Endlich – schön!"), ("Bo", "Zu teuer.")]


def part(content: bytes, encoding: str = "8bit", kind: str = "text/html; charset=utf-8") -> bytes:
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + content


def archived(*parts: bytes, head: str = "multipart/related; boundary=b", boundary: bytes = b"b") -> bytes:
    body = b"".join(b"--%b\n%b\n" % (boundary, one) for one in parts)
    begin = f"From: <Saved by a browser>\nSubject: Ferry\nMIME-Version: 1.0\nContent-Type: {head}\n\n"
    return begin.encode() + body + b"--%b--\n" % boundary


def uuencoded(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 page\n" + b"".join(lines) + b"`\nend"


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    "one",
    [
        part(PAGE),
        part(PAGE, "binary"),
        part(quopri.encodestring(PAGE), "Quoted-Printable"),
        part(base64.encodebytes(PAGE), "base64"),
        part(base64.encodebytes(PAGE) + b"\n" * 50, "BASE64"),
        part(base64.b64encode(PAGE + b"\n" * 3)[: len(PAGE) // 3 * 4 + 1], "base64"),
        part(uuencoded(PAGE), "x-uuencode"),
        part(PAGE, kind='text/html;\n\tcharset="utf-8"'),
        part(PAGE, kind="application/xhtml+xml; charset=utf-8"),
        part(PAGE).replace(b"Content-Type", b"content-type"),
    ],
    ids=["8bit", "binary", "quoted", "base64", "blank lines", "cut off", "uu", "folded", "xhtml", "lower case"],
)
def test_a_page_is_read_in_every_transport(one, line_end):
    assert said(stance.parse_page(archived(one).replace(b"\n", line_end))) == COMMENTS


@pytest.mark.parametrize(
    ("head", "boundary"),
    [
        ('multipart/related; type="text/html"; boundary="----MultipartBoundary--x4(?+*)----"', None),
        ('multipart/related;\n\tboundary="----=_NextPart_000_0001_01DA.7F3E";\n\ttype="multipart/alternative"', None),
        ("MULTIPART/Related; BOUNDARY=----=_Part; start=<a@b>", b"----=_Part"),
        ('multipart/related; x="; boundary=wrong"; boundary="a: b"', b"a: b"),
        ('multipart/related; boundary="a\\"b"', b'a"b'),
        ("multipart/related; boundary*0=ab; boundary*1=cd", b"abcd"),
        ("multipart/related; boundary*" + "9" * 5000 + "=b", b"b"),
        ("multipart/related", b"--x--y"),
        ("multipart/mixed; boundary=b", b"b"),
    ],
)
def test_the_boundary_is_found_however_it_is_written(head, boundary):
    boundary = boundary or head.split('boundary="')[1].split('"')[0].encode()
    data = archived(
        part(b"no page\n--" + boundary + b"x\n", kind="text/plain"), part(PAGE), head=head, boundary=boundary
    )
    assert said(stance.parse_page(data)) == COMMENTS


def test_the_first_page_with_anything_in_it_is_read_however_deep_it_stands():
    alternative = b"Content-Type: multipart/alternative; boundary=in\n\n--in\n" + part(PAGE) + b"\n--in--\n"
    mail = b"Content-Type: message/rfc822\n\n" + alternative
    for one in (alternative, mail):
        assert said(stance.parse_page(archived(part(b"  \n"), one, part(b"<p>Another one.</p>")))) == COMMENTS


def test_an_archive_that_was_cut_off_is_read_as_far_as_it_goes():
    assert said(stance.parse_page(archived(part(PAGE)).removesuffix(b"\n--b--\n"))) == COMMENTS
    assert said(stance.parse_page(archived(part(PAGE)).replace(b"--b--", b"--b"))) == COMMENTS


def test_an_archive_of_nothing_but_the_page_is_read():
    """As Internet Explorer writes pages without pictures."""
    data = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n" + part(quopri.encodestring(PAGE), "quoted-printable")
    assert said(stance.parse_page(data)) == COMMENTS


def test_the_encoding_that_an_archive_gives_is_that_of_a_page_without_one():
    data = archived(part(PAGE.decode().replace("–", "-").encode("iso-8859-2"), kind="text/html; charset=iso-8859-2"))
    assert stance.parse_page(data).title == "Die Fähre fährt öfter"


def test_a_text_that_speaks_of_archives_is_none():
    text = b"How pages are saved\n\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nIs a head."
    page = stance.parse_page(text)
    assert "How pages are saved" in (page.title, *page.article.paragraphs, *page.rest)
    mail = b"Subject: Ferry\nMIME-Version: 1.0\nContent-Type: text/plain\n\nIt sails again from May, they say here."
    assert stance.parse_page(mail).comments == ()


MANY = 1_500
HOSTILE = {
    "parts in parts": b"MIME-Version: 1.0\n"
    + b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(MANY)),
    "mails in mails": b"MIME-Version: 1.0\nX: multipart/related\n"
    + b"Content-Type: message/rfc822\n\n" * MANY
    + b"Content-Type: text/html\n\n<html>x",
    "no page": archived(part(b"x", kind="image/png")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_archive_without_a_page_is_named_and_stops_no_other(tmp_path, name):
    (tmp_path / "bad.mhtml").write_bytes(HOSTILE[name])
    (tmp_path / "good.mhtml").write_bytes(archived(part(PAGE)))
    pages = stance.read_pages(tmp_path)
    assert [said(page) for page in pages] == [COMMENTS]
    (failure,) = pages.failures
    assert failure.reason.endswith("bad.mhtml: there is no page of HTML in this web archive; save it as HTML (.html)")


def test_a_header_longer_than_any_is_refused_before_it_is_read(monkeypatch):
    """The parameters of a header must not cost the square of their number: so many are never looked at."""
    seen: list[int] = []
    fields = mime._fields
    monkeypatch.setattr(mime, "_fields", lambda header: seen.append(len(header)) or fields(header))
    long = ';x="' + ";" * mime.MAX_HEADER
    for data in (
        archived(part(PAGE), head=f"multipart/related; boundary=b{long}"),
        archived(part(PAGE, kind=f"text/html{long}")),
    ):
        with pytest.raises(
            stance.PageError, match=r"^it: a header of more than 65,536 bytes, which no web archive has"
        ):
            stance.parse_page(data, source="it")
    assert max(seen) <= mime.MAX_HEADER
    short = ';x="' + ";" * (mime.MAX_HEADER - 200)
    assert said(stance.parse_page(archived(part(PAGE), head=f"multipart/related; boundary=b{short}"))) == COMMENTS


def test_of_the_headers_of_pictures_no_page_depends():
    huge = part(b"", kind="image/png" + ";" * mime.MAX_HEADER)
    assert said(stance.parse_page(archived(part(PAGE), huge))) == COMMENTS


def test_an_archive_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 20)
    assert said(stance.parse_page(archived(part(PAGE), *[b""] * 19))) == COMMENTS
    for many in ([b""] * 20, [b"Content-Type: multipart/related; boundary=c\n\n"] * 20):
        with pytest.raises(stance.PageError, match=r"^it: more than 20 parts, which no web archive has; nothing was"):
            stance.parse_page(archived(part(PAGE), *many), source="it")


SIZE = 600_000
HEAD = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
LARGE = {
    "blank lines in base64": HEAD + part(b"PGh0bWw+\n" + b"\r\n" * SIZE, "base64"),
    "short lines in base64": HEAD + part(b"PGh0\n" * SIZE, "base64"),
    "short lines": HEAD + part(b"<html>" + b"a\n" * SIZE),
    "short quoted lines": HEAD + part(b"<html>" + b"=61=\n" * SIZE, "quoted-printable"),
    "short uuencoded lines": HEAD + part(b"begin 644 a\n" + b"#PHT*\n" * (SIZE // 2), "uuencode"),
    "blank uuencoded lines": HEAD + part(b"begin 644 a\n" + b"\n" * SIZE, "uuencode"),
    "boundaries": HEAD + b"--b\n" * SIZE,
    "nearly boundaries": HEAD + part(b"<html>" + b"--b-\n" * SIZE),
    "fields": HEAD + b"".join(b"a%d:\n" % i for i in range(SIZE // 4)) + part(b"<html>"),
    "parts in parts": b"MIME-Version: 1.0\n" + b"Content-Type: multipart/related; boundary=b\n\n--b\n" * (SIZE // 40),
}


@pytest.mark.parametrize("name", LARGE)
def test_no_archive_takes_more_memory_than_its_size_allows(name):
    data = LARGE[name]
    tracemalloc.start()
    try:
        stance.parse_page(data, source=name)
    except stance.PageError as error:
        assert str(error).startswith(f"{name}: ")  # noqa: PT017 - some are read
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20 * len(data)


def test_what_stands_behind_the_first_bytes_of_a_large_archive_is_said_not_to_be_read(tmp_path, monkeypatch):
    data = archived(part(PAGE), part(b"x" * 500, kind="image/png"))
    (tmp_path / "large.mhtml").write_bytes(data)
    note = "only the first 20,000,000 bytes of the archive were read; what stands behind them is left out"
    for most, warnings in ((len(data), ()), (len(data) - 1, (note,))):
        monkeypatch.setattr(reading, "MAX_BYTES", most)
        page = stance.read_page(tmp_path / "large.mhtml")
        assert (said(page), page.warnings) == (COMMENTS, warnings)
