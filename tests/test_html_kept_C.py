"""Names, times and texts of comments in HTML that must stay as they are: neither a neighbour's nor cut."""

from __future__ import annotations

import time

import stance


def test_many_breaks_in_many_elements_are_read_in_time():
    page = (
        "<html><body><h1>T</h1><div class=comment id=comment-1><div class=comment-text>hi there you</div>"
        + "{}" * 480
        + "<br>&nbsp;" * 30_000
        + "1"
    )
    for element in ("<div>", "<div class=date>", "<a href=#c1>", "<span class=author>", "<div class=votes>"):
        begins = time.process_time()
        stance.parse_page(page.replace("{}", element))
        assert time.process_time() - begins < 1.5, element
