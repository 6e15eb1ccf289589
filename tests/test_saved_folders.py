"""Pages that a browser saved with a folder beside them: frames in it are read, and nothing outside of it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

import stance
from stance.pages import saved_folder
from tests.test_html_conversations import COMMENTS, SERVICE, said
from tests.test_html_frames import NOT_SAVED, page


def save(folder: Path, source: str, stem: str = "Ferry fares") -> Path:
    path = folder / f"{stem}.html"
    path.write_text(page(f'src="{source}"'), encoding="utf-8")
    return path


def keep(folder: Path, name: str, content: str = SERVICE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["_files", ".files", "-Dateien", "_archivos", "_fichiers", "_pliki", "-filer"])
def test_a_frame_in_the_folder_of_a_page_is_read_with_it(tmp_path, ending):
    folder = f"Ferry fares, 5%{ending}"
    keep(tmp_path, f"{folder}/saved_resource.html")
    for source in (f"./{quote(folder)}/saved_resource.html", f"{quote(folder)}/./saved_resource.html?x=1#comments"):
        found = stance.read_page(save(tmp_path, source, "Ferry fares, 5%"))
        assert (said(found), found.comment_section, found.warnings) == (COMMENTS, "found", ())


def test_the_pages_of_a_folder_are_read_with_their_frames(tmp_path):
    keep(tmp_path, "Ferry fares_files/saved_resource(1).html")
    save(tmp_path, "./Ferry%20fares_files/saved_resource(1).html")
    keep(tmp_path, "b.html", page('src="b_files/gone.html"'))
    with_frame, without = sorted(stance.read_pages(tmp_path), key=lambda one: -len(one.comments))
    assert (said(with_frame), with_frame.warnings) == (COMMENTS, ())
    assert (said(without), without.warnings) == ([], (NOT_SAVED,))


def test_a_page_given_as_bytes_has_no_folder(tmp_path, monkeypatch):
    keep(tmp_path, "a_files/f.html")
    path = save(tmp_path, "a_files/f.html", "a")
    monkeypatch.chdir(tmp_path)
    assert stance.parse_page(path.read_bytes(), source=str(path)).warnings == (NOT_SAVED,)
    assert said(stance.read_page("a.html")) == COMMENTS


def test_a_frame_in_a_frame_is_found_from_where_that_lies(tmp_path):
    keep(tmp_path, "a_files/outer.html", '<iframe src="outer_data/inner.html"></iframe>')
    keep(tmp_path, "a_files/outer_data/inner.html")
    assert said(stance.read_page(save(tmp_path, "a_files/outer.html", "a"))) == COMMENTS


def test_files_that_hold_each_other_are_read_once(tmp_path):
    keep(tmp_path, "a_files/1.html", '<p>One.</p><iframe src="2.html"></iframe><iframe src="1.html"></iframe>')
    keep(tmp_path, "a_files/2.html", f'<p>Two.</p><iframe src="1.html"></iframe>{SERVICE}')
    path = save(tmp_path, "a_files/1.html", "a")
    path.write_text(path.read_text() + '<iframe src="a_files/2.html"></iframe>' * 100)
    found = stance.read_page(path)
    assert (said(found), found.rest.count("One."), found.rest.count("Two.")) == (COMMENTS, 1, 1)


OUTSIDE = {
    "upwards": "a_files/../private/f.html",
    "upwards, escaped": "a_files/%2e%2e/private/f.html",
    "upwards, with back slashes": "a_files\\..\\private\\f.html",
    "a folder of another page": "b_files/f.html",
    "a folder that only begins so": "a_private/f.html",
    "the folder of the page": "f.html",
    "upwards and down again": "a_files/../a_files/f.html",
    "a path from the root": "/a_files/f.html",
    "a name with a line break": "a_files/f%0A.html",
    "an absolute path": "{folder}/a_files/f.html",
    "a file's address": "file://{folder}/a_files/f.html",
    "no page": "a_files/f.txt",
    "a link to a file outside": "a_files/link.html",
    "through a link to a folder outside": "a_files/linked/f.html",
    "a folder": "a_files/folder.html",
    "a pipe": "a_files/pipe.html",
    "a name that is too long": "a_files/" + "x" * 300 + ".html",
    "a name with a nought": "a_files/f%00.html",
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_is_read_that_is_no_regular_file_below_the_folder_of_the_page(tmp_path, name):
    for place in ("private/f.html", "b_files/f.html", "a_private/f.html", "f.html", "a_files/f.html", "a_files/f.txt"):
        keep(tmp_path, place)
    keep(tmp_path, "a_files\\..\\private\\f.html")
    keep(tmp_path, "a_files/f\n.html")
    (tmp_path / "a_files/link.html").symlink_to(tmp_path / "private/f.html")
    (tmp_path / "a_files/linked").symlink_to(tmp_path / "private")
    (tmp_path / "a_files/folder.html").mkdir()
    os.mkfifo(tmp_path / "a_files/pipe.html")
    found = stance.read_page(save(tmp_path, OUTSIDE[name].format(folder=tmp_path), "a"))
    assert (found.comments, found.warnings) == ((), (NOT_SAVED,))


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    keep(tmp_path, "private/f.html")
    (tmp_path / "a_files").symlink_to(tmp_path / "private")
    assert stance.read_page(save(tmp_path, "a_files/f.html", "a")).comments == ()


def test_a_link_inside_of_the_folder_is_followed(tmp_path):
    keep(tmp_path, "a_files/f.html")
    (tmp_path / "a_files/link.html").symlink_to("f.html")
    assert said(stance.read_page(save(tmp_path, "a_files/link.html", "a"))) == COMMENTS


def test_a_page_with_its_frames_is_no_larger_than_a_page_and_it_is_said(tmp_path, monkeypatch):
    keep(tmp_path, "a_files/f.html")
    path = save(tmp_path, "a_files/f.html", "a")
    both = path.stat().st_size + len(SERVICE.encode())
    monkeypatch.setattr(saved_folder, "MAX_BYTES", both)
    assert said(stance.read_page(path)) == COMMENTS
    monkeypatch.setattr(saved_folder, "MAX_BYTES", both - 1)
    found = stance.read_page(path)
    assert found.comments == ()
    assert f"a_files/f.html: not read: with it the page has more than {both - 1:,} bytes" in found.warnings


def test_a_frame_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    keep(tmp_path, "a_files/f.html")
    path = save(tmp_path, "a_files/f.html", "a")
    open_file = Path.open

    def refuse(self, mode):
        if self.name == "f.html":
            raise PermissionError(13, "Permission denied", str(self))
        return open_file(self, mode)

    monkeypatch.setattr("pathlib.Path.open", refuse)  # root may read whatever its mode is
    found = stance.read_page(path)
    assert "a_files/f.html: cannot be read (Permission denied)" in found.warnings
