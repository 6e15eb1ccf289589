"""The five real pages are read as a careful reader reads them (seeds/expected.json)."""

from __future__ import annotations

import json

import pytest

import stance
from tests.conftest import SEEDS

EXPECTED = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))
COMMENTS = [
    pytest.param(name, comment, id=f"{name[:3]}-{comment['id']}")
    for name, page in EXPECTED.items()
    for comment in page["comments"]
]


@pytest.fixture(scope="module")
def pages():
    return {name: stance.read_page(SEEDS / name) for name in EXPECTED}


def test_every_seed_page_has_its_expectation():
    assert sorted(EXPECTED) == sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.mark.parametrize("name", EXPECTED)
def test_title_and_day(pages, name):
    page = pages[name]
    assert page.title == EXPECTED[name]["title"]
    assert (page.published.isoformat() if page.published else None) == EXPECTED[name]["published"]


@pytest.mark.parametrize("name", EXPECTED)
def test_article_from_its_first_words_to_its_last_and_nothing_else(pages, name):
    article = pages[name].article
    assert article.text.startswith(EXPECTED[name]["article_first_words"])
    assert article.text.endswith(EXPECTED[name]["article_last_words"])
    assert len(article.paragraphs) == EXPECTED[name]["paragraphs"]


@pytest.mark.parametrize("name", EXPECTED)
def test_comment_section_and_counts(pages, name):
    page = pages[name]
    assert page.comment_section == EXPECTED[name]["comment_section"]
    assert page.declared_comments == EXPECTED[name]["declared_comments"]
    assert len(page.comments) == EXPECTED[name]["found_comments"]
    assert page.warnings == ()


@pytest.mark.parametrize(("name", "expected"), COMMENTS)
def test_comment_with_author_words_quote_and_reply(pages, name, expected):
    comment = pages[name].comments[int(expected["id"]) - 1]
    assert comment.id == expected["id"]
    assert comment.author == expected["author"]
    assert comment.text.startswith(expected["first_words"])
    assert comment.text.endswith(expected["last_words"])
    assert len(comment.text.splitlines()) == expected["text_lines"]
    assert comment.quoted == expected["quoted"]
    assert comment.reply_to == expected["reply_to"]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_line_of_a_page_is_lost_or_used_twice(pages, name):
    page = pages[name]
    lines = [line.strip() for line in (SEEDS / name).read_text(encoding="utf-8").split("\n") if line.strip()]
    taken = [*page.article.paragraphs, *page.rest]
    for comment in page.comments:
        taken += [comment.author, *comment.text.splitlines(), *(comment.quoted or "").splitlines()]
    if page.published:  # day and title share the first line
        first = lines.pop(0)
        assert first.endswith(page.title)
    elif page.title:
        taken.append(page.title)
    assert sorted(taken) == sorted(lines)


def test_source_lines_of_a_comment_hold_author_and_text(pages):
    page = pages["001_9188ef4ab041caef.txt"]
    lines = (SEEDS / "001_9188ef4ab041caef.txt").read_text(encoding="utf-8").split("\n")
    for comment in page.comments:
        first, last = comment.lines
        assert lines[first - 1].strip() == comment.author
        assert lines[last - 1].strip() == comment.text.splitlines()[-1]
