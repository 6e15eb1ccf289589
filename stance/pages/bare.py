"""Comments that only a bare name marks: every line is an author or text, and the best reading of the whole wins.

The first line is an author, no author follows an author, and among all such readings the one with the highest sum of
:func:`~stance.pages.lines.author_score` is taken (dynamic programming, linear in the number of lines). A name that
stands alone on a line more than once is better evidence than one that does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stance.pages import lines as cue
from stance.pages.lines import Line
from stance.pages.marks import Mark

__all__ = ["bare_openings"]


def bare_openings(section: Sequence[Line], marks: Sequence[Mark | None], declared: int | None = None) -> list[int]:
    """Return the indices of the author lines, or none.

    Declines where marks show that another layout is at work, where further headers with counts show a list of stories,
    where the first line is no name, and where it finds far more comments than the page declares.
    """
    if sum(mark is not None and mark.kind != "votes" for mark in marks) > max(1, len(section) // 20):
        return []
    if any(cue.declared_count(line.text) is not None for line in section):
        return []
    authors = _decode_to(_name_scores(section), declared)
    if declared is not None and len(authors) > 2 * declared + 1:
        return []
    return authors


#: What a second appearance of the same bare line adds to its score as a name, and the most it can add.
_REPEATED, _REPEATED_MOST = 1.0, 2.0


def _name_scores(section: Sequence[Line]) -> list[float]:
    times_seen = Counter(line.text for line in section)
    return [_name_score(line.text, times_seen[line.text]) for line in section]


def _name_score(text: str, seen: int) -> float:
    if cue.is_button(text):
        return cue.NOT_A_NAME
    return cue.author_score(text) + min(_REPEATED * (seen - 1), _REPEATED_MOST)


#: How far the bar for a name may move, in either direction, to meet the declared count.
_SHIFTS = (0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1.0, -1.0)


def _decode_to(scores: Sequence[float], declared: int | None) -> list[int]:
    """Decode the authors; where the count differs from the declared one, see if a small shift meets it."""
    plain = _decode(scores, 0.0)
    if not plain or declared in (None, len(plain)):
        return plain
    for shift in _SHIFTS:
        authors = _decode(scores, shift)
        if len(authors) == declared:
            return authors
    return plain


def _decode(scores: Sequence[float], shift: float) -> list[int]:
    """Return the indices of the author lines: the first line, no two adjacent, highest sum of scores."""
    if len(scores) < 2 or scores[0] + shift <= 0:
        return []
    # best[i]: highest sum over lines i…; an author at i needs a line of text at i + 1.
    n = len(scores)
    best = [0.0] * (n + 2)
    for i in range(n - 2, 0, -1):
        best[i] = max(best[i + 1], scores[i] + shift + best[i + 2])
    authors, i = [0], 2
    while i < n - 1:
        if scores[i] + shift + best[i + 2] > best[i + 1]:
            authors.append(i)
            i += 2
        else:
            i += 1
    return authors
