"""Times of posting: what can be known is read, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stance
from stance.pages.moments import day_stands_first, read_day, read_moment
from stance.pages.times import find_time

SAVED = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("July 3, 2012 at 8:42 am", date(2012, 7, 3)),
        ("09. Jul, 2012", date(2012, 7, 9)),
        ("Fri, 2012-11-09 18:05", date(2012, 11, 9)),
        ("07.15.12 at 11:59", date(2012, 7, 15)),
        ("15/7/2008 9:03", date(2008, 7, 15)),
        ("3. März 2014", date(2014, 3, 3)),
        ("5 juillet 2013", date(2013, 7, 5)),
        ("2014年3月4日", date(2014, 3, 4)),
        ("4 Nov 12 at 11:22 pm", date(2012, 11, 4)),
        ("28-Oct-2012 11:26", date(2012, 10, 28)),
        ("28.oct.2012 | 11:26", date(2012, 10, 28)),
        ("04-févr.-2012 à 12:26", date(2012, 2, 4)),
    ],
)
def test_a_day_is_read_in_every_order(line, day):
    assert read_day(line) == day
    assert find_time(line) is not None


@pytest.mark.parametrize("line", ["3/7/2012", "July 3", "8:42 am", "2 hours ago", "30.02.2014", "May 2012"])
def test_a_day_that_can_be_read_in_two_ways_or_none_is_not_read(line):
    assert read_day(line) is None


def test_the_other_times_of_a_page_tell_whether_its_days_come_before_its_months():
    times = ["07/04/2013 17:29", "21/04/2013 02:20", "06/06/2013 08:00"]
    lines = [f"Reader {i}\n{time}\nNobody asked us about the harbour, number {i}." for i, time in enumerate(times)]
    text = "Title of the page\nThe vote was put off until June, and nobody knows why.\n3 Comments\n" + "\n".join(lines)
    expected = [date(2013, 4, 7), date(2013, 4, 21), date(2013, 6, 6)]
    assert [comment.published for comment in stance.parse_page(text).comments] == expected
    swapped = text.replace("21/04", "04/21")
    expected = [date(2013, 7, 4), date(2013, 4, 21), date(2013, 6, 6)]
    assert [comment.published for comment in stance.parse_page(swapped).comments] == expected


def test_times_of_a_page_that_contradict_each_other_tell_nothing():
    assert day_stands_first(["21/04/2013", "04/21/2013", "3/7/2013"]) is None
    assert day_stands_first(["3/7/2013", None, "2013-04-21", "99/12/2013"]) is None


def test_a_day_of_the_week_tells_day_and_month_apart():
    assert read_day("Fri, 08/06/2021 - 12:34") == date(2021, 8, 6)
    assert read_day("Tue 08/06/2021") == date(2021, 6, 8)
    assert read_day("Sun 08/06/2021") is None


def test_nothing_was_posted_before_there_was_a_place_for_it():
    assert read_moment("28.09.1912 12:44").day is None
    assert read_moment("28.09.1992 12:44").day == date(1992, 9, 28)


@pytest.mark.parametrize(
    ("line", "moment", "precision"),
    [
        ("2012-07-03T08:42:10+09:00", datetime(2012, 7, 2, 23, 42, 10, tzinfo=UTC), "second"),
        ("2012-07-03T08:42:10Z", datetime(2012, 7, 3, 8, 42, 10, tzinfo=UTC), "second"),
        ("Aug 9, 2012 1:47 PM EDT", datetime(2012, 8, 9, 17, 47, tzinfo=UTC), "minute"),
        ("August 9, 2012 at 12:45 pm (UTC -4)", datetime(2012, 8, 9, 16, 45, tzinfo=UTC), "minute"),
    ],
)
def test_a_moment_is_known_where_the_zone_is(line, moment, precision):
    assert read_moment(line).utc == moment
    assert read_moment(line).precision == precision


@pytest.mark.parametrize("line", ["July 3, 2012 at 8:42 am", "Fri, 2012-11-09 18:05", "July 3, 2012 8:42 am CST"])
def test_a_clock_without_one_zone_is_no_moment(line):
    assert read_moment(line).utc is None
    assert read_moment(line).precision == "day"


def test_relative_times_need_to_know_when_the_page_was_saved():
    assert read_moment("2 hours ago").utc is None
    assert read_moment("2 hours ago", SAVED).utc == SAVED - timedelta(hours=2)
    assert read_moment("Today 09:14 am JST", SAVED).utc == datetime(2025, 6, 1, 0, 14, tzinfo=UTC)
    assert read_moment("3 months ago", SAVED).day is None
    text = "Title of the page\nThe vote was put off until June.\n1 Comments\nAnn\n3 days ago\nAgain?\n"
    assert stance.parse_page(text).comments[0].published is None
    page = stance.parse_page(text, saved=SAVED)
    assert (page.comments[0].published, page.comments[0].precision) == (date(2025, 5, 29), "day")


def test_a_folder_of_pages_saved_at_one_time_is_read_with_it(tmp_path):
    text = "Title of the page\nThe vote was put off until June.\n1 Comments\nAnn\n3 days ago\nAgain?\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert stance.read_pages(tmp_path, saved=SAVED)[0].comments[0].published == date(2025, 5, 29)


def test_a_reference_without_a_zone_is_refused():
    with pytest.raises(stance.PageError, match="saved needs a time zone"):
        stance.parse_page("A page.", saved=datetime(2025, 6, 1))  # noqa: DTZ001 - that is the mistake
    with pytest.raises(stance.PageError, match="saved needs a time zone"):
        stance.read_pages("seeds", saved=datetime(2025, 6, 1))  # noqa: DTZ001


@pytest.mark.parametrize("year", [1, 1969, 9001, 9999])
def test_a_reference_in_a_year_of_no_page_is_refused(year):
    with pytest.raises(stance.PageError, match=f"saved is in the year {year}; no page was saved then"):
        stance.parse_page("1 Comment\nAnn\n2 hours ago\nAgain?", saved=datetime(year, 1, 1, tzinfo=UTC))


@given(st.text(max_size=200))
def test_any_line_is_read_or_left(line):
    read_moment(line, SAVED)
    span = find_time(line[:160])
    assert span is None or 0 <= span.start < span.end <= 160


@given(st.datetimes(datetime(1990, 1, 1), datetime(2039, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 - the zone follows
def test_iso_times_come_back(moment, hours):
    sign = "-" if hours < 0 else "+"
    line = f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{abs(hours):02}:00"
    assert read_moment(line).utc == moment.replace(microsecond=0, tzinfo=UTC) - timedelta(hours=hours)


@pytest.mark.parametrize("line", ["16.50", "0.00", "5.40"])
def test_a_price_on_a_line_of_its_own_is_no_clock(line):
    assert find_time(line) is None
    assert find_time(line.replace(".", ":")) is not None


MENU = "Skip to content\nHome\nNews\nSport\nWeather\nRecipes\nSign in\nSubscribe\nEdition\nSearch\n"
STORY = (
    "The ferry board met on Tuesday to weigh a new timetable, and heard from the operator for two hours.\n"
    "The operator said that the evening boat loses money on most days of the week, as it did a year ago.\n"
    "Nobody from the village had been asked to speak, although several had come to the hall by bicycle.\n"
)


@pytest.mark.parametrize(
    ("byline", "day"),
    [
        ("By Ann Reed\nMay 13, 2020", date(2020, 5, 13)),
        ("By Ann ReedMay 13, 2020 • Updated Jul 7, 2021", date(2020, 5, 13)),
        ("By Ann ReedUpdated: Jul 7, 2021", None),
        ("(Last updated July 7, 2021)", None),
        ("Last updated: July 7, 2021\nPublished May 13, 2020", date(2020, 5, 13)),
        ("Bridge shut\nMay 2, 2020\nRoof mended\nMay 3, 2020\nGoose lost\nMay 4, 2020\nFog\nMay 5, 2020", None),
    ],
)
def test_a_copied_page_is_of_the_day_of_its_by_line_not_of_a_change_or_of_other_stories(byline, day):
    text = f"{MENU}Ferry board weighs a new timetable for the evening\n{byline}\n{STORY}"
    page = stance.parse_page(text)
    assert (page.title, page.published) == ("Ferry board weighs a new timetable for the evening", day)


@pytest.mark.parametrize(("line", "day"), [("Updated: May 13, 2020", None), ("May 13, 2020", date(2020, 5, 13))])
def test_a_day_of_a_change_is_none_of_publication(line, day):
    assert stance.parse_page(f"Ferry board weighs a new timetable\n{line}\n{STORY}").published == day
