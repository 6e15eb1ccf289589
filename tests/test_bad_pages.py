"""Bad input: each a clear message that names the path, and nothing else is lost."""

from __future__ import annotations

import shutil
import tracemalloc
from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import stance
from stance.csv_files import write_csv
from stance.pages import decode, html_parser, reading
from tests.conftest import SEEDS
from tests.fixture_scores import PAGES


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(stance.PageError, match=r"nowhere: there is no such file or folder"):
        stance.read_pages(tmp_path / "nowhere")


def test_an_empty_folder_is_named(tmp_path):
    (tmp_path / "notes.docx").write_bytes(b"x")
    with pytest.raises(stance.PageError, match=rf"{tmp_path.name}: there is no page in this folder \(looked for \.txt"):
        stance.read_pages(tmp_path)


@pytest.fixture
def folder_of_many_kinds(tmp_path):
    archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html"
    (tmp_path / "a.MHT").write_text(f"{archive}\r\n\r\n<html><h1>Ferry fares</h1><p>Up.</p></html>\r\n--b--\r\n")
    for name in ("b.pdf", "c.docx", "d.php", "no ending", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "e.txt").write_text("A page of its own.")
    return tmp_path


def test_mht_is_an_ending_of_pages(folder_of_many_kinds):
    assert [page.title for page in stance.read_pages(folder_of_many_kinds)] == ["Ferry fares"]


def test_what_else_is_in_a_folder_is_said(folder_of_many_kinds):
    pages = stance.read_pages(folder_of_many_kinds)
    assert [path.removeprefix(f"{folder_of_many_kinds}/") for path in pages.passed_over] == [
        "b.pdf",
        "c.docx",
        "d.php",
        "no ending",
        "sub/",
    ]
    assert pages.failures == ()
    said = "passed over: 4 files for their ending (.docx, .pdf, .php, none), 1 subfolder"
    assert str(pages).startswith(f"pages: 1, failures: 0; {said}\n")
    assert f"<p>{said}</p>" in pages._repr_html_()
    assert stance.read_pages(SEEDS / "001_9188ef4ab041caef.txt").passed_over == ()
    (folder_of_many_kinds / "a.MHT").unlink()
    with pytest.raises(
        stance.PageError, match=r"no page in this folder .*; not read: 4 files for .*none\), 1 subfolder$"
    ):
        stance.read_pages(folder_of_many_kinds)


def test_what_is_named_itself_is_not_passed_over(folder_of_many_kinds):
    folder = folder_of_many_kinds
    pages = stance.read_pages([folder, folder / "sub" / ".." / "d.php", folder / "sub", folder / "sub" / ".."])
    assert len(pages) == 3
    assert pages.passed_over_in_words == "3 files for their ending (.docx, .pdf, none)"


def test_links_that_lead_in_a_circle_stop_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("A page.")
    for name in ("b.txt", "c.pdf"):
        (tmp_path / name).symlink_to(tmp_path / name)
    pages = stance.read_pages([tmp_path])
    assert (len(pages), pages.passed_over) == (1, (f"{tmp_path}/c.pdf",))
    assert [failure.source for failure in pages.failures] == [f"{tmp_path}/b.txt"]


def test_of_many_endings_some_are_named():
    pages = stance.Pages(passed_over=tuple(f"a.{letter}" for letter in "hgfedcba"))
    assert pages.passed_over_in_words == "8 files for their ending (.a, .b, .c, .d, .e, .f, …)"
    assert stance.Pages(passed_over=("a.b",)).passed_over_in_words == "1 file for their ending (.b)"
    assert stance.Pages(passed_over=("a/", "b/")).passed_over_in_words == "2 subfolders"


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t.TSV"])
def test_a_table_is_no_page(tmp_path, name, seed_pages):
    write_csv(stance.comments_frame(seed_pages), tmp_path / name)
    with pytest.raises(stance.PageError, match=rf"{name}: this is a table, not a saved page; name the pages"):
        stance.read_page(tmp_path / name)


def test_a_report_is_no_page(tmp_path, seed_pages):
    index = stance.report(seed_pages, tmp_path)
    with pytest.raises(stance.PageError, match=r"index\.html: this is a report that stance wrote, not a saved page"):
        stance.read_page(index)


@pytest.mark.parametrize(
    ("read", "given", "message"),
    [
        (stance.read_pages, None, "expected a folder, a page or a list of them, got NoneType"),
        (stance.read_pages, b"saved", "expected a folder, a page or a list of them, got bytes"),
        (stance.read_pages, [], "there is no page to read: the list is empty; does its pattern match"),
        (stance.read_pages, ["seeds", None], "expected the path of a page, got NoneType"),
        (stance.read_page, 7, "expected the path of a page, got int"),
    ],
)
def test_what_is_no_path_is_refused_by_its_type(read, given, message):
    with pytest.raises(stance.PageError, match=message):
        read(given)


def test_an_address_is_no_page_and_nothing_is_downloaded():
    with pytest.raises(
        stance.PageError, match=r"^https://pier\.example/a: nothing is downloaded; save the page in your"
    ):
        stance.read_page("https://pier.example/a")
    (failure,) = stance.read_pages(["http://pier.example/a"]).failures
    assert failure.reason.startswith("http://pier.example/a: nothing is downloaded")


def test_a_missing_page_is_named(tmp_path):
    with pytest.raises(stance.PageError, match=r"gone\.txt: there is no such file"):
        stance.read_page(tmp_path / "gone.txt")


def test_a_folder_is_no_page(tmp_path):
    with pytest.raises(stance.PageError, match=r"this is a folder; use read_pages"):
        stance.read_page(tmp_path)


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_named(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(stance.PageError, match=r"a\.txt: the file is empty"):
        stance.read_page(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 \xff\xfe", r"this is a PDF, not a page; save it as HTML \(\.html\), or as text \(\.txt\)"),
        (b"PK\x03\x04" + bytes(50), "this is a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n", "this is a PNG picture"),
        (bytes(range(256)) * 8, "this is a binary file"),
        (b"text\x00\x01\x02\x03" * 40, "this is a binary file"),
    ],
)
def test_what_is_no_text_page_is_refused_by_its_kind(tmp_path, data, message):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(stance.PageError, match=rf"a\.txt: {message}"):
        stance.read_page(tmp_path / "a.txt")


def test_a_file_above_the_cap_is_refused(monkeypatch):
    monkeypatch.setattr(decode, "MAX_BYTES", 100)
    with pytest.raises(stance.PageError, match="big: more than 100 bytes"):
        stance.parse_page("x" * 101, source="big")


def test_a_page_of_too_many_lines_is_refused():
    with pytest.raises(stance.PageError, match="long: more than 100,000 lines, which no page has"):
        stance.parse_page("a\n" * 100_001, source="long")
    assert stance.parse_page("Title of a page\n" + "\n" * 200_000 + "A sentence.").comments == ()


def test_a_page_of_too_many_tags_is_refused():
    with pytest.raises(stance.PageError, match="wide: more than 150,000 tags, which no page has"):
        stance.parse_page("<html>" + "<p>a" * 150_001, source="wide")


#: What a page may be made of, and how much of it; each is read or refused in a moment and little memory.
MONSTERS = {
    "one long line": "word " * 1_000_000,
    "a million nbsp": "<p>" + "&nbsp;" * 1_000_000,
    "nested tags": "<html>" + "<div>" * 100_000 + "text",
    "unclosed tags": "<html>" + "<p <a <b " * 100_000,
    "end tags": "<html>" + "</p></div>" * 70_000,
    "tiny blocks": "<html>" + "<li>ab" * 140_000,
    "short comments": "<html>" + "<li class=comment>hi</li>" * 70_000,
    "comment openings": "<html>" + "<!-- " * 100_000,
    "quotes": "<html><a href='" + '"' * 500_000,
    "a deep thread": "<html>" + "<ol><li class=comment id=comment-1>" * 30_000,
    "right-to-left marks": "Ann says:\u200f\u202e\n\u2067hello\n" * 5_000,
    "mixed newlines": "Ann says:\r\nhello\rBo says:\n\u2028no\x0b\x0c\x85" * 2_000,
    "names": "Comments\n" + "Ann\nhello\n" * 10_000,
    "headers": "15 Comments\nAnn says:\nhello\n" * 5_000,
    "digits behind a time": "Title\n" + ("Ann July 3, 2012 at 8:42 am " + "1" * 100 + "x\n") * 2_000,
    "signs behind a time": "Title\n" + ("Ann 2 hours ago " + "| " * 60 + "x\n") * 2_000,
    "hashtags": "Title\n" + ("#a1" * 50 + "?\n") * 2_000,
    "other stories": "Related Articles\nAnn\n2 hours ago\n" * 5_000,
    "addressed": "".join(f"ann{i} says:\n@ann{i - 1} no.\n" for i in range(5_000)),
    "data": '<html><script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "values": '<html><script type="application/ld+json">[' + "{}," * 1_500_000 + "1]</script>",
}


@pytest.mark.parametrize("name", MONSTERS)
def test_no_page_takes_more_memory_than_its_size_allows(name):
    """About 20 times the file, and 60 MB whatever its size. (Time is measured by the benchmarks.)"""
    text = MONSTERS[name]
    tracemalloc.start()
    try:
        stance.parse_page(text, source=name)
    except stance.PageError as error:
        assert str(error).startswith(f"{name}: more than ")  # noqa: PT017 - most are read
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < max(60_000_000, 20 * len(text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("opening", ["<!", "<?", "</a ", "<![", "<![CDATA[", "<a ", "<!--", "<script", "<b x='"])
def test_the_end_of_a_tag_that_has_none_is_looked_for_once(opening):
    """However many there are: or else the time would grow with the square of the page."""
    found = list(html_parser._TOKEN.finditer("<p>No.</p>" + opening * 1_000))
    assert len(found) <= 4
    page = stance.parse_page(f"<html><h1>Fares</h1><p>The ferry will cost more from May on.</p>{opening * 1_000}")
    assert page.title == "Fares"


@pytest.mark.parametrize("charset", ["idna", "undefined", "punycode", "rot13", "unicode_escape", "x" * 40])
def test_a_charset_that_no_browser_knows_is_not_believed(charset):
    for head in (f"<html><meta charset={charset}>", f"<?xml version='1.0' encoding='{charset}'?><html>"):
        page = stance.parse_page(f"{head}<h1>Fährpreise</h1><p>Die Fähre wird im Mai teurer.</p>".encode())
        assert page.title == "Fährpreise"


def test_a_reference_to_no_character_is_read_as_one_that_cannot_be_shown():
    number = "&#" + "1" * 5_000 + ";"
    page = stance.parse_page(f"<html><title>Fares{number}</title><p class='{number}'>Up {number}&eacute;</p>")
    assert page.title == "Fares\ufffd"
    data = f'{{"@type": "Comment", "text": "No {number}", "author": "Ann"}}'
    page = stance.parse_page(f'<html><p>Fares.</p><script type="application/ld+json">{data}</script>')
    assert [comment.text for comment in page.comments] == ["No \ufffd"]


def test_what_no_page_can_show_is_not_in_a_comment_that_stands_in_the_data_of_a_page():
    data = r'{"@type": "Comment", "text": "Well \ud800done\u001b[31m\u009b.\nNo.", "author": "An\u0007n \udfff"}'
    page = stance.parse_page(f'<html><p>Fares.</p><script type="application/ld+json">{data}</script>')
    assert [(comment.author, comment.text) for comment in page.comments] == [("Ann", "Well done[31m.\nNo.")]


def test_a_mistake_in_reading_one_page_does_not_cost_the_others(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"Ferry fares\nThey go up in May, {name} says.")
    read = reading.read_text_page

    def fails_on_b(text, *rest):
        return read(text, *rest) if "b.txt" not in text else 1 // 0

    monkeypatch.setattr(reading, "read_text_page", fails_on_b)
    pages = stance.read_pages(tmp_path)
    assert len(pages) == 2
    (failure,) = pages.failures
    assert failure.reason == (
        f"{tmp_path / 'b.txt'}: stance failed on this page, which is a mistake of its own "
        "(ZeroDivisionError: integer division or modulo by zero)"
    )


def test_bytes_of_every_kind_are_read_or_refused_by_name():
    page = (PAGES / "html-wordpress-commentlist.html").read_bytes()
    for data in (
        page[: len(page) // 2],
        page.replace(b"<", b"\x00<"),
        page.decode().encode("utf-16"),
        page[::-1],
        b"\xff\xfe" + page,
        page.replace(b"</", b"<"),
    ):
        try:
            stance.parse_page(data, source="some.html")
        except stance.PageError as error:
            assert str(error).startswith("some.html: ")  # noqa: PT017 - most are read


def test_a_path_is_not_a_page():
    with pytest.raises(stance.PageError, match="a page is text or bytes, not PosixPath"):
        stance.parse_page(SEEDS)


def test_an_unreadable_file_is_named(tmp_path, monkeypatch):
    locked = tmp_path / "locked.txt"
    locked.write_text("x")

    def refuse(path, mode):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.open", refuse)  # root may read whatever its mode is
    with pytest.raises(stance.PageError, match=r"locked\.txt: cannot be read \(Permission denied\)"):
        stance.read_page(locked)


@pytest.fixture
def mixed_folder(tmp_path):
    for page in SEEDS.glob("*.txt"):
        shutil.copy(page, tmp_path)
    (tmp_path / "00_empty.txt").write_bytes(b"")
    (tmp_path / "zz_binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("x")
    return tmp_path


def test_failures_stand_beside_the_good_pages(mixed_folder):
    pages = stance.read_pages(mixed_folder)
    assert [len(page.comments) for page in pages] == [0, 15, 0, 0, 0]
    assert [failure.source.rsplit("/", 1)[-1] for failure in pages.failures] == ["00_empty.txt", "zz_binary.txt"]
    assert "the file is empty" in str(pages.failures[0])


def test_failures_in_a_list_of_paths_stop_nothing(mixed_folder):
    pages = stance.read_pages([mixed_folder / "gone.txt", mixed_folder, SEEDS / "001_9188ef4ab041caef.txt"])
    assert len(pages) == 6
    assert [failure.reason.rsplit(": ", 1)[-1] for failure in pages.failures] == [
        "there is no such file or folder",
        "the file is empty",
        "this is a binary file, not a page; save it as HTML (.html), or as text (.txt)",
    ]


def test_pages_show_their_failures_and_escape_what_is_on_them(tmp_path):
    (tmp_path / "a.txt").write_text("<script>alert(1)</script> is what a title may be\n\nThen a sentence.\n")
    (tmp_path / "b.txt").write_bytes(b"")
    pages = stance.read_pages(tmp_path)
    shown = pages._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "the file is empty" in shown
    assert "pages: 1, failures: 1" in str(pages)


def test_a_page_and_many_pages_are_short_where_they_are_shown(seed_pages):
    assert len(repr(seed_pages[1])) < 200
    assert "15 comments found (15 declared)" in repr(seed_pages[1])
    assert len(repr(seed_pages).splitlines()) == 6


def test_a_file_named_twice_is_read_once():
    pages = stance.read_pages([SEEDS, SEEDS / "001_9188ef4ab041caef.txt", SEEDS / ".." / "seeds"])
    assert len(pages) == 5


#: Lines as they stand on pages, in no order that any page has: names, times, votes, buttons, headers, texts, and signs.
LINES = """Ann/Bo_22/Greta Holm/@ann/Ann R./Ann · 3h/Ann says:/by Ann on May 3, 2021
Posted by: Ann | May 3, 2021 at 8:42 am/Ann5 hours ago/March 3, 2021 at 8:42 am/3 hours ago/3h/15.3.2021
28.09.1912:44/16.50/Today/vor 3 Stunden/- Ann, Leith, 9:03/12/²/①/٣/1./(12)/+5/−3/1.1K/12 likes
-8 ( +1 | -9 )/↑ 44 ↓/Upvote 4/Dislike 2/Click to rate    Rating    6/+20/Reply/Share/Report
Reply    2  Votes/3 • Reply • Share ›/View more comments/[removed]/[deleted]/Log in to comment/Email/Name
5 Comments/Comments/0 Comments/No comments yet/Comments are closed/Related Articles/More stories/Sort by
Newest/level 1/In reply to Ann/@Ann I agree with this./> quoted words are these here/Author/·/#3
   indented text here it is./    Ann//The ferry was late again on Monday, and nobody told us why./Nonsense.
Who pays?/Short/A headline without end/Home/News
The operator said that the evening boat loses money on most days of the week. No vote was taken, and none will be.
By Anna Reed/Updated: May 3, 2020/Skip to content/www.harbour.example/© 2021/Sign in"""
POOL = st.sampled_from([line for row in LINES.split("\n") for line in row.replace("+1 | -9", "+1 ∕ -9").split("/")])


@example(["Today", "Reply", "Comments are closed"], ["3 hours ago", "yesterday"], 1, [])
@example([], [*["Ann"] * 3, *["The ferry was late again on Monday, and nobody told us why."] * 2], 5, [])
@given(
    st.lists(POOL, max_size=8), st.lists(POOL, min_size=1, max_size=7), st.integers(0, 6), st.lists(POOL, max_size=6)
)
def test_no_order_of_lines_stops_a_page_or_gives_a_line_back_twice(head, unit, times, tail):
    lines = [line.replace("∕", "/") for line in (*head, *unit * times, *tail)]
    assume(any(map(str.strip, lines)))
    page = stance.parse_page("\n".join(lines))
    given_back, there = (Counter("".join(line.split()) for line in texts) for texts in (page.rest, lines))
    whole = "".join("".join(lines).split())
    for text, count in (given_back - there).items():
        assert text not in there
        assert count <= whole.count(text)  # lines that were broken at a width are put together again
    assert all(comment.text or comment.quoted for comment in page.comments)
