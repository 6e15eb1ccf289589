"""Pages in general: sections, layouts, quotes, and what must never be taken for a comment."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import stance
from stance.pages import lines as cue
from stance.pages import names
from stance.pages.layouts import divide
from stance.pages.lines import Line
from tests.conftest import SEEDS

ARTICLE = (
    "Harbour board delays vote on ferry fares\n\n"
    "The harbour board put off its vote on new ferry fares until June, its chairwoman said after the meeting.\n\n"
    "Islanders had asked for more time to answer the plan, which would raise the price of a crossing by a third.\n\n"
)


def read(section: str) -> stance.Page:
    return stance.parse_page(ARTICLE + section)


def authors(page: stance.Page) -> list[str | None]:
    return [comment.author for comment in page.comments]


def texts(page: stance.Page) -> list[str]:
    return [comment.text for comment in page.comments]


# ------------------------------------------------------------------------------------------ layouts


def test_bare_authors_divide_a_section():
    page = read(
        "3 Comments\nLogin to comment\nnorthquay\nA third!\nMaud Ellery\nNot before\nthe summer, please.\n"
        "northquay\nWhy not?\n"
    )
    assert authors(page) == ["northquay", "Maud Ellery", "northquay"]
    assert texts(page) == ["A third!", "Not before\nthe summer, please.", "Why not?"]


def test_says_lines_divide_a_section_with_times_before_or_behind():
    page = read(
        "2 Responses to “Harbour board delays vote”\n\nMaud says:\nJuly 3, 2012 at 8:42 am\nA third is too much.\n\n"
        "old_tar says:\nJuly 4, 2012 at 9:00 pm\nIt was cheap for years.\nAnd late.\n"
    )
    assert authors(page) == ["Maud", "old_tar"]
    assert texts(page) == ["A third is too much.", "It was cheap for years.\nAnd late."]
    assert page.comments[0].published == date(2012, 7, 3)
    assert page.comments[0].published_raw == "July 3, 2012 at 8:42 am"


@pytest.mark.parametrize(
    "opening",
    [
        "Maud\n3 days ago",
        "Maud\n2d",
        "Maud\n14 h",
        "Maud\nToday 09:14 am JST",
        "Maud · 2 hours ago",
        "Maud July 3, 2012 at 8:42 am",
        "Maud says: July 3, 2012 at 8:42 am",
    ],
)
def test_author_and_time_divide_a_section(opening):
    other = opening.replace("Maud", "old_tar")
    page = read(f"Comments (2)\n{opening}\nA third is too much.\n{other}\nIt was cheap\nfor years.\n")
    assert authors(page) == ["Maud", "old_tar"]
    assert texts(page) == ["A third is too much.", "It was cheap\nfor years."]


def test_the_day_is_read_from_a_line_of_its_own_and_from_a_by_line():
    for line in ("July 3, 2012", "Posted on July 3, 2012 by Maud Ellery", "By Maud Ellery | July 3, 2012"):
        title, article = ARTICLE.split("\n", 1)
        page = stance.parse_page(f"{title}\n{line}\n{article}")
        assert (page.title, page.published) == (title, date(2012, 7, 3))


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Maud Ellery in Harbour and Roads",
        "-- Posted by Maud Ellery, who writes about the harbour",
        "Written By: Maud Ellery - Jul• 03•12",
        "Published by Staff Writer: Maud Ellery",
        "Last updated at 07:12 ET Help",
        "In Boats, Harbour at 10:25am",
        "at 7:37 AM ET",
        "3:20am · Posted Jul 3 2012 - 3:15am by Maud Ellery · 0 comments",
        "By Maud Ellery on Tuesday 3rd July 2012 3:10 pm in News of the Harbour and of the Roads",
    ],
)
def test_what_says_who_wrote_a_story_and_when_is_not_its_title(line):
    title, article = ARTICLE.split("\n", 1)
    assert stance.parse_page(f"{title}\n{line}\n{article}").title == title
    assert stance.parse_page(f"{line}\n{article}").title is None


@pytest.mark.parametrize(
    "title", ["Posted: the letters nobody would sign", "Updated timetable has gaps", "At 10 metres the keel broke"]
)
def test_a_title_may_begin_as_a_by_line_does(title):
    article = ARTICLE.split("\n", 1)[1]
    assert stance.parse_page(f"{title}\n{article}").title == title


@pytest.mark.parametrize(
    "title",
    [
        "Harbour masters: are you prepared for a surge in ferries this holiday season?",
        "What Harbour Towns Can Learn from the Island That Said No: On Piers, Patience and the Price of a Crossing",
    ],
)
def test_a_title_as_long_as_a_paragraph_is_a_title(title):
    article = ARTICLE.split("\n", 1)[1]
    for above in ("", "July 3, 2012\n"):
        page = stance.parse_page(f"{above}{title}\n{article}")
        assert page.title == title
        assert title not in page.article.text
    asked = "Has anybody here ever waited an hour for a ferry that was never going to come at all?"
    assert stance.parse_page(f"{article}{asked}\n").title is None


def test_the_form_for_a_new_comment_is_no_ones_words():
    page = read(
        "2 Comments\nAnn\nJuly 3, 2012 at 8:42 am\nFirst point.\nReply\nBo\nJuly 4, 2012 at 9:00 am\nRight.\nReply\n"
        "Leave a Reply\nYour email address will not be published.\nName\nEmail\nWebsite\n"
    )
    assert texts(page) == ["First point.", "Right."]
    assert "Website" in page.rest


def test_a_time_below_the_text_belongs_to_the_comment_above_it():
    page = read(
        "2 Comments\nAnn said...\nFirst point.\nJuly 3, 2012 at 8:42 AM\nBo said...\nRight.\nJuly 4, 2012 at 9:00 AM\n"
    )
    assert [(c.author, c.text, c.published) for c in page.comments] == [
        ("Ann", "First point.", date(2012, 7, 3)),
        ("Bo", "Right.", date(2012, 7, 4)),
    ]


def test_a_time_on_two_lines_is_kept_whole():
    page = read("1 Comments\nAnn on July 3, 2012 said:\n8:42 am, July 3, 2012\nFirst point.\n")
    assert page.comments[0].published_raw == "July 3, 2012 8:42 am, July 3, 2012"
    assert texts(page) == ["First point."]


def test_a_time_between_name_and_verb_is_the_time():
    page = read("1 Comments\nAnn on July 3, 2012 said:\nFirst point.\n")
    assert (page.comments[0].author, page.comments[0].published) == ("Ann", date(2012, 7, 3))


def test_a_line_that_only_looks_like_another_form_of_opening_opens_nothing():
    page = read("2 Comments\nMaud\n3 days ago\nHere:\nTalks resume June 15, 2025\nMark it.\nBo\n2 days ago\nOk.\n")
    assert authors(page) == ["Maud", "Bo"]
    page = read("2 Comments\nAnn says:\nI remember it.\nIshiba said:\n“No deal.”\nBo says:\nRight.\n")
    assert authors(page) == ["Ann", "Bo"]


def test_sentences_and_names_that_look_like_headings_and_buttons_stay():
    page = read("Comments\nnorthquay\nThe vote is late.\nMore in June, I fear.\nLink\nWhy not?\nsea_dog\n+1\n")
    assert authors(page) == ["northquay", "Link", "sea_dog"]
    assert texts(page) == ["The vote is late.\nMore in June, I fear.", "Why not?", "+1"]


def test_a_relative_time_stays_as_written():
    page = read("Comments (1)\nMaud\n3 days ago\nA third is too much.\n")
    assert page.comments[0].published is None
    assert page.comments[0].published_raw == "3 days ago"


def test_votes_and_buttons_belong_to_no_one():
    page = read("2 Comments\nnorthquay\nA third!\n-8 ( +1 / -9 )\nReply\nReport\nold_tar\nWhy not?\nReply\n12 Likes\n")
    assert texts(page) == ["A third!", "Why not?"]
    first = page.comments[0]
    assert (first.votes, first.votes_up, first.votes_down) == (-8, 1, 9)
    assert page.comments[1].votes == 12
    assert {"Reply", "Report"} <= set(page.rest)


def test_a_line_of_several_buttons_belongs_to_no_one():
    page = read("1 Comments\nMaud\n2 hours ago\nA third!\n3 • Reply • Share ›\n")
    assert texts(page) == ["A third!"]
    assert "3 • Reply • Share ›" in page.rest


def test_a_quoted_speaker_inside_a_comment_opens_nothing():
    page = read("2 Comments\nnorthquay\nThe captain said nothing.\nold_tar\nMy father said on the pier: never again.\n")
    assert authors(page) == ["northquay", "old_tar"]


def test_a_repeated_name_is_evidence_for_a_name():
    once = [names.author_score(line) for line in ("of the sea", "northquay")]
    assert once[0] < 0 < once[1]
    body = "Fares go up and service goes down, as it always does here."
    lines = ["northquay", body, "Lol", body, "Lol", body, "Lol", body]
    units = divide([Line(i, text) for i, text in enumerate(lines)], None)
    assert units is not None
    assert len(units) == 1, "an interjection is no name, however often it stands alone"
    units = divide([Line(i, text.replace("Lol", "salty herring")) for i, text in enumerate(lines)], None)
    assert units is not None
    assert [unit.author for unit in units] == ["northquay", "salty herring", "salty herring", "salty herring"]


def test_declared_count_decides_what_is_in_doubt_and_is_never_forced():
    lines = "northquay\nFares go up.\nsalty herring\nService goes down.\n"
    assert authors(read("2 Comments\n" + lines)) == ["northquay", "salty herring"]
    page = read("9 Comments\n" + lines)
    assert len(page.comments) < 9
    assert any("declares 9 comments" in warning for warning in page.warnings)


def test_an_unknown_layout_is_said_and_nothing_is_taken_from_it():
    page = read(
        "2 Comments\n"
        + 2 * "A long text of a reader comes first here, and only then who it is from.\nPosted by: Maud | July 3\n"
    )
    assert page.comments == ()
    assert page.comment_section == "found"
    assert any("no known layout" in warning for warning in page.warnings)
    assert "Posted by: Maud | July 3" in page.rest
    assert not any("A long text" in paragraph for paragraph in page.article.paragraphs)


def test_comments_without_a_header_are_taken_where_two_are_plain():
    page = read("Maud says:\nA third is too much.\nold_tar says:\nIt was cheap for years.\n")
    assert authors(page) == ["Maud", "old_tar"]
    assert len(page.article.paragraphs) == 2


def test_one_unmarked_name_without_a_header_is_no_comment():
    assert read("Maud\nA third is too much.\n").comments == ()


def test_a_single_comment_without_a_header_needs_a_mark_that_leaves_no_doubt():
    assert authors(read("Maud says:\nJuly 3, 2012 at 8:42 am\nA third is too much.\n")) == ["Maud"]
    assert read("Maud said\nA third is too much.\n").comments == ()


def test_an_interview_is_no_comment_section():
    answer = "Smith says:\nIt goes tock, tock, tock, and then it goes tuck.\nWere you ever afraid?\n"
    assert read(3 * answer).comments == ()


# ------------------------------------------------------------------------------------------ no comments


@pytest.mark.parametrize(
    "widget",
    [
        "Comments\nNo comments yet...",
        "0 Comments",
        "Be the first to comment",
        "Leave a Reply\nYour email address will not be published.",
        "0 Responses to “Harbour board delays vote”",
        "Comments are closed.",
    ],
)
def test_an_empty_widget_is_empty(widget):
    page = read(widget + "\n\nRelated Articles\nThe Gull\n2 hours ago\nFerry captain retires after forty years\n")
    assert page.comment_section == "empty"
    assert page.comments == ()
    assert len(page.article.paragraphs) == 2


def test_declared_comments_that_are_not_in_the_file_are_not_saved():
    page = read("14 Comments\n")
    assert page.comment_section == "not saved"
    assert page.declared_comments == 14
    assert any("none are in the file" in warning for warning in page.warnings)


def test_closed_comments_are_not_none_where_the_page_has_declared_some():
    page = read("11 Comments\nLogin to comment\nFri, 2012-11-09 17:18\nComments on this article are now closed.\n")
    assert page.declared_comments == 11
    assert page.comment_section != "empty"
    assert page.warnings


def test_a_link_to_the_comments_above_the_article_opens_nothing():
    page = stance.parse_page("Harbour board delays vote\n0 Comments\n".replace("0", "3") + ARTICLE)
    assert page.comments == ()
    assert len(page.article.paragraphs) == 2


def test_a_list_of_stories_with_counts_is_no_comment_section():
    stories = "".join(
        f"{n} Comments\nFerry Captain Retires\nAfter forty years at the wheel he goes ashore.\n" for n in (4, 7, 2)
    )
    assert read(stories).comments == ()


def test_counts_of_replies_under_the_comments_are_no_list_of_stories():
    page = read(
        "4 Comments\nAnn\n3 days ago\nToo dear.\n12 replies\nBo\n2 days ago\nNot for me.\n3 replies\n"
        "Cy\n2 days ago\nWhy not?\n7 replies\nDi\n1 day ago\nIndeed.\n"
    )
    assert texts(page) == ["Too dear.", "Not for me.", "Why not?", "Indeed."]


def test_trailing_stories_are_no_comments():
    page = read(
        "2 Comments\nnorthquay\nA third!\nold_tar\nWhy not?\n\n"
        "Related Articles\nThe Gull\n2 hours ago\nA captain retires\n"
    )
    assert texts(page) == ["A third!", "Why not?"]
    assert "A captain retires" in page.rest


def test_article_goes_on_behind_an_advert_and_a_link_to_another_story():
    page = stance.parse_page(
        ARTICLE + "- Advertisement -\nALSO READ: Ferry captain retires\nThe vote was set for Friday at first.\n"
    )
    assert page.article.paragraphs[-1] == "The vote was set for Friday at first."
    assert "- Advertisement -" in page.rest


# ------------------------------------------------------------------------------------------ quotes


def test_a_line_of_an_earlier_comment_is_quoted_and_linked():
    page = read(
        "2 Comments\nnorthquay\nThe board has slept for ten long years.\n"
        "old_tar\nThe board has slept for ten long years.\nTwenty.\n"
    )
    assert page.comments[1].quoted == "The board has slept for ten long years."
    assert page.comments[1].text == "Twenty."
    assert page.comments[1].reply_to == page.comments[0].id


def test_a_sentence_of_the_article_is_quoted_and_answers_no_comment():
    page = read(
        "1 Comments\nnorthquay\nIslanders had asked for more time to answer the plan, "
        "which would raise the price of a crossing by a third.\nDid we?\n"
    )
    assert page.comments[0].text == "Did we?"
    assert page.comments[0].quoted.startswith("Islanders had asked")
    assert page.comments[0].reply_to is None


def test_marked_quotes_are_quoted_though_nobody_said_them():
    page = read("1 Comments\nnorthquay\n> fares are low\nThey are not.\n")
    assert (page.comments[0].quoted, page.comments[0].text) == ("fares are low", "They are not.")


def test_a_comment_that_only_repeats_another_keeps_its_text():
    same = "The board has slept for ten long years."
    page = read(f"2 Comments\nnorthquay\n{same}\nold_tar\n{same}\n")
    assert texts(page) == [same, same]
    assert page.comments[1].quoted is None


def test_short_repeats_are_chance():
    page = read("2 Comments\nnorthquay\nWhy not?\nold_tar\nWhy not?\nIndeed.\n")
    assert texts(page)[1] == "Why not?\nIndeed."


# ------------------------------------------------------------------------------------------ properties

LINES = [
    "15 Comments",
    "Comments",
    "No comments yet...",
    "Login to comment",
    "Related Articles",
    "ALSO READ",
    "Ann says:",
    "July 3, 2012 at 8:42 am",
    "Tokyo Guy",
    "Reply",
    "-8 ( +1 / -9 )",
    "> quoted words",
    "2 hours ago",
    "A fare is a fare.",
    "The vote was put off until June, the chairwoman told reporters after the meeting on Friday.",
]
PAGE_TEXT = st.lists(st.one_of(st.text(max_size=60), st.sampled_from(LINES)), max_size=40).map("\n".join)


@given(PAGE_TEXT)
def test_any_text_is_read_or_refused_with_a_reason(text):
    try:
        page = stance.parse_page(text)
    except stance.PageError as error:
        assert str(error)  # noqa: PT017 - most texts raise nothing
        return
    assert [comment.position for comment in page.comments] == list(range(1, len(page.comments) + 1))
    known = {comment.id for comment in page.comments}
    assert len(known) == len(page.comments)
    for comment in page.comments:
        assert comment.author is None or comment.author
        assert comment.text or comment.quoted or comment.votes is not None
        assert 0 <= comment.confidence <= 1
        assert comment.lines[0] <= comment.lines[1]
        assert comment.reply_to is None or int(comment.reply_to) < comment.position


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
@example(["15 Comments", "A fare is a fare.", "Reply", "15 Comments"])
def test_every_line_of_a_page_is_somewhere_in_its_records(lines):
    try:
        page = stance.parse_page("\n".join(lines))
    except stance.PageError:
        return
    kept = {page.title, *page.article.paragraphs, *page.rest}
    votes = 0
    for comment in page.comments:
        kept |= {comment.author, comment.published_raw, f"{comment.author} says:"}
        kept |= {line for line in lines if line in (comment.published_raw or "")}
        kept |= {*comment.text.splitlines(), *(comment.quoted or "").splitlines()}
        votes += comment.votes is not None
    for line in lines:
        assert line.lstrip("> ") in kept or line in kept or (line == "-8 ( +1 / -9 )" and votes), line


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data):
    try:
        page = stance.parse_page(data, source="some.txt")
    except stance.PageError as error:
        assert str(error).startswith("some.txt: ")  # noqa: PT017
    else:
        assert page.source == "some.txt"


@given(st.text(max_size=160))
def test_line_tests_take_any_line(line):
    line = line.strip()
    assert isinstance(cue.prose_score(line), float)
    assert isinstance(names.author_score(line), float)
    for test in (
        cue.is_comment_header,
        cue.is_form,
        cue.is_empty_notice,
        cue.is_button,
        cue.is_chrome,
        cue.is_time_line,
    ):
        assert test(line) in (True, False)


# ------------------------------------------------------------------------------------------ decoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_real_page_reads_the_same_in_every_encoding(encoding):
    text = (SEEDS / "001_9188ef4ab041caef.txt").read_text(encoding="utf-8")
    page = stance.parse_page(text.encode(encoding))
    assert page == stance.parse_page(text)


def test_windows_1252_is_recognised_and_said():
    text = (SEEDS / "003_069786c69c8149c5.txt").read_text(encoding="utf-8")
    page = stance.parse_page(text.encode("cp1252"))
    assert page.article == stance.parse_page(text).article
    assert any("Windows-1252" in warning for warning in page.warnings)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_newlines_of_every_kind(newline):
    text = (SEEDS / "001_9188ef4ab041caef.txt").read_text(encoding="utf-8")
    assert len(stance.parse_page(text.replace("\n", newline)).comments) == 15


def test_marks_without_width_do_not_hide_a_header():
    text = (SEEDS / "001_9188ef4ab041caef.txt").read_text(encoding="utf-8")
    marked = "\n".join(f"\u200e\u200b{line}\ufeff" for line in text.split("\n"))
    assert len(stance.parse_page(marked).comments) == 15


def test_soft_hyphens_hide_no_word():
    page = stance.parse_page(f"{ARTICLE}\n\n2 Comments\nAnn says:\nThe presi\xadden\xadtial boat.\nBo says:\nAgain?")
    assert page.comments[0].text == "The presidential boat."


def test_of_title_and_standfirst_above_a_by_line_the_title_is_taken_and_of_a_column_and_a_title_too():
    story = (
        "By Ann Rook\n12 February 2031\n\nThe board voted on Friday to end the Sunday ferry to Skarra, which sails "
        "since 1963.\n\nThe council pays for it, and the islanders say that they will miss it.\n"
    )
    title = "Board votes to end the Sunday ferry"
    assert stance.parse_page(f"{title}\n\nPeople are left without a way home at weekends\n\n{story}").title == title
    assert stance.parse_page(f"Letters and notes from around our shores\n\n{title}\n\n{story}").title == title
