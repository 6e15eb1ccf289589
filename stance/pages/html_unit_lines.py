"""What the lines of one comment say, where no elements are named for it: name, time, and what belongs to no one."""

from __future__ import annotations

from stance.pages import author_vocabulary as a
from stance.pages import lines as cue
from stance.pages.html_bylines import trim_name
from stance.pages.layouts import divide
from stance.pages.lines import Line
from stance.pages.marks import read_mark
from stance.pages.votes import read_votes

__all__ = ["is_noise", "read_lines", "without_buttons"]


def read_lines(lines: list[str], name: str | None, raw: str | None) -> tuple[list[str], str | None, str | None]:
    """Read from the lines what no element was named for, and leave out those that belong to no one."""
    kept = [line for line in lines if not is_noise(line)]
    while name is None and len(kept) > 1 and cue.is_form(kept[0]):
        kept = kept[1:]
    if name is None and len(kept) > 1:
        units = divide([Line(i, line) for i, line in enumerate(kept)], 1) or []
        if len(units) == 1 and units[0].author:
            return [line.text for line in units[0].body], trim_name(units[0].author), raw or units[0].time
    if raw is None and len(kept) > 1 and name and (mark := read_mark(f"{name} {kept[0]}")) and mark.author == name:
        raw, kept = mark.time, kept[1:] if mark.time else kept
    if raw is None and len(kept) > 1:
        raw = next((line for line in kept if cue.is_time_line(line)), None)
        kept = [line for line in kept if line != raw]
    return kept, name, raw


def is_noise(line: str) -> bool:
    """Tell whether a line of a comment is no one's words: a button, votes, what divides or leads to a name."""
    if a.DIVIDER.fullmatch(line) or _leads_to_name(line):
        return True
    return cue.is_button(line) or a.BEHIND_NAME.fullmatch(f" {line}") is not None or read_votes(line) is not None


def _leads_to_name(line: str) -> bool:
    """Tell whether a line is what stands before a name that has an element of its own: ``Comment by``."""
    before = a.BEFORE_NAME.match(f"{line} x")
    return before is not None and before.end() == len(line) + 1 and " " in line


def without_buttons(lines: list[str]) -> list[str]:
    """Leave out what divides a comment from its buttons, and those unless nothing else was written."""
    lines = [line for line in lines if not a.DIVIDER.fullmatch(line)]
    return [line for line in lines if not cue.is_button(line)] or lines
