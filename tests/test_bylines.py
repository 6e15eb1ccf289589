"""Where the article ends: its by-line is no comment, and what belongs to the first comment none of its own."""

from __future__ import annotations

import stance

PROSE = (
    "The crossing will cost four crowns from May, the harbour board said on Friday, after two years in which it cost "
    "three and in which, as the treasurer put it, everybody was happy but the treasurer.",
    "The board met in the old customs house and heard nobody but its own people, as it has for as long as anybody in "
    "the town can remember. Two fishermen who had come to speak were asked to wait outside, and did.",
    "Whether the ferry will run more often was not said. The timetable on the quay is that of last winter, and a "
    "second boat, which the board bought in the spring, lies in the yard, engineless.",
    "The vote was five to two. Both of those who voted against it live on the island and take the boat daily, which "
    "the chairwoman called an interest. She herself lives beside the customs house.",
)
TEXTS = ("Four crowns! I shall swim.", "Three was too much already.", "My uncle has a boat, and it has an engine, too.")
NAMES = ("Agnes Holm", "quayside_7", "Bertil")


def parse(*lines: str) -> stance.Page:
    return stance.parse_page("\n\n".join(lines))


def said(page: stance.Page) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.text) for comment in page.comments]


def test_a_title_with_a_day_is_no_comment_though_it_looks_like_those_below():
    comments = [f"{name} November {i + 8}, 2012 at {i + 8}:10 AM\n{TEXTS[i]}" for i, name in enumerate(NAMES)]
    page = parse("The Harbour Letter, Wednesday, November 7, 2012", *PROSE, *comments)
    assert said(page) == list(zip(NAMES, TEXTS, strict=True))
    assert set(PROSE) <= set(page.article.paragraphs)


def test_a_byline_in_the_head_closes_no_comment_where_names_stand_below_texts():
    comments = [f"{text}\nPosted by: {name} | May {i + 20}, 2012 at 12:55 AM" for i, (name, text) in enumerate(pairs())]
    head = (
        "Ferry fares to rise",
        "Four crowns are more than the three it was.",
        "By Karin Ström - May 18, 2012 2:50 PM",
    )
    page = parse(*head, *PROSE, *comments)
    assert said(page) == pairs()
    assert set(PROSE) <= set(page.article.paragraphs)


def test_a_link_to_the_comments_in_the_head_does_not_make_the_article_the_first_of_them():
    comments = [f"{name}\n1 May 2012 {i + 8}:37PM\n{text}" for i, (name, text) in enumerate(pairs())]
    page = parse("Ferry fares to rise", "by Karin Ström on May 1, 2012 10:31 AM EDT", "199 comments", *PROSE, *comments)
    assert said(page) == pairs()
    assert set(PROSE) <= set(page.article.paragraphs)


def test_a_long_first_comment_below_an_article_stays_one():
    long = " ".join(PROSE)
    texts = (long, *TEXTS[1:], "And the gulls pay nothing.")
    names = (*NAMES, "Gull")
    comments = [f"On August 24, 2012 at 11:{i}9 am {name} said:\n{texts[i]}" for i, name in enumerate(names)]
    page = parse("Ferry fares to rise", *(line[:150] + "." for line in PROSE), *comments)
    assert [comment.author for comment in page.comments] == list(names)


def test_a_heading_further_left_is_no_name_where_all_comments_are_indented():
    comments = [
        f"    {name}\n    {text}" for name, text in [*pairs(), ("Agnes Holm", "So do I."), ("Bertil", "Do so.")]
    ]
    page = parse("Ferry fares to rise", *PROSE[:2], "The Second Boat", *PROSE[2:], *comments)
    assert [comment.author for comment in page.comments][:3] == list(NAMES)
    assert page.article.paragraphs[-1] == PROSE[-1]


def pairs() -> list[tuple[str | None, str]]:
    return list(zip(NAMES, TEXTS, strict=True))


def test_the_number_above_the_first_comment_belongs_to_it_as_those_above_the_others_do():
    comments = [f"{i + 1}\n{name} — May {i + 3}, 2021 @ 8:42 am\n{text}" for i, (name, text) in enumerate(pairs())]
    page = parse("Ferry fares to rise", *PROSE, *comments)
    assert said(page) == pairs()
    assert page.article.paragraphs == PROSE


def test_two_comments_with_a_button_to_answer_stand_below_a_heading_of_other_stories():
    comments = [f"{name} on May {i + 3}, 2022 at 5:45 am\n{text}\nReply" for i, (name, text) in enumerate(pairs()[:2])]
    page = parse("Ferry fares to rise", *PROSE, "Related Content", *comments)
    assert said(page) == pairs()[:2]


def test_a_name_may_have_that_of_its_bearers_own_pages_behind_it():
    names = ("Ann @ What's Baking in the Old Boathouse?!", "Bo @ Eggs & Other Things", "Carl")
    comments = [
        f"{name} says:\nMonday, January {i + 3}rd, 2022 at 8:55 am\n{text}"
        for i, (name, text) in enumerate(zip(names, TEXTS, strict=True))
    ]
    page = parse("Ferry fares to rise", *PROSE, *comments)
    assert [comment.author for comment in page.comments] == list(names)
