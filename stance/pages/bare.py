"""Comments that only a bare name marks: every line is an author or text, and the best reading of the whole wins.

The first line is an author, no author follows an author, and among all such readings the one with the highest sum of
:func:`~stance.pages.names.author_score` is taken (dynamic programming, linear in the number of lines). A name that
stands alone on a line more than once is better evidence than one that does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from stance.pages import button_vocabulary as b
from stance.pages import lines as cue
from stance.pages import names
from stance.pages import vocabulary as v
from stance.pages.cues import Cues
from stance.pages.lines import Line
from stance.pages.sheet import View

__all__ = ["bare_openings", "unheaded_openings"]


def bare_openings(view: View, declared: int | None = None) -> list[int]:
    """Return the indices of the author lines, or none.

    Declines where marks show that another layout is at work, where further headers with counts show a list of stories,
    where the first line is no name, and where it finds far more comments than the page declares.
    """
    lines = view.lines[view.begin : view.end]
    marked = view.sheet.marked
    if marked[view.end] - marked[view.begin] - len(view.of("votes")) > max(1, len(lines) // 20):
        return []
    if any(
        cues.is_header and cue.declared_count(line.text) is not None
        for line, cues in zip(lines, view.cues[view.begin : view.end], strict=True)
    ):
        return []
    authors = _decode_to(_name_scores(lines), declared)
    if declared is not None and len(authors) > 2 * declared + 1:
        return []
    return [view.begin + i for i in authors]


#: Evidence that a name opens a comment where no header stands: an address before it, a name that comes again, a text
#: that is indented below it, a place or a user name, the button to answer the comment above. What each line of text
#: beyond so many costs, and what the whole and its parts must have.
_ADDRESS, _AGAIN, _INDENTED, _PLACED, _USER_NAME, _BELOW_ANSWER = 2.5, 1.0, 1.0, 1.5, 1.0, 1.5
_LINES_FREE, _LINE_COSTS = 4, 0.25
_STRONG_UNITS, _STRONG_SHARE, _STRONG_SUM = 2, 0.5, 3.0


def unheaded_openings(view: View) -> list[int]:
    """Return the indices of the author lines of comments that neither header nor mark announces, or none.

    A bare name is too weak a cue by itself (an article has headings, lists and names of its own): at least half of the
    names must stand behind an address, come again, or have a place or an indented text.
    """
    found = {i: name for i, name in view.sheet.names.items() if view.begin <= i < view.end}
    again = _coming_again(view, found)
    evidence = {i: _evidence(view, i, name, view.lines[i].text in again) for i, name in found.items()}
    if sum(e > 0 for e in evidence.values()) < _STRONG_UNITS:
        return []
    scores, strong = [names.NOT_A_NAME] * (view.end - view.begin), [0.0] * (view.end - view.begin)
    for i, name in found.items():
        if view.marks[i] or _is_other(view.cues[i], view.lines[i].text):
            continue
        score = names.author_score(name.text)
        if score > 0 or (name.has_address and score > names.NOT_A_NAME):
            scores[i - view.begin] = score + evidence[i]
            strong[i - view.begin] = evidence[i] if score + evidence[i] > 0 else 0.0
    authors = [view.begin + i for i in _best_suffix(scores, strong)]
    indents = [view.lines[i].indent for i in authors if strong[i - view.begin] > 0]
    first = next((k for k, i in enumerate(authors) if view.lines[i].indent >= min(indents)), 0)
    return _from_first_answered(view, authors[first:])  # no heading of the article that stands further left


def _from_first_answered(view: View, authors: list[int]) -> list[int]:
    """Leave out the headings and paragraphs of the article above the first comment that can be answered."""
    answered = next((k for k, i in enumerate(authors) if k and _below_answer(view, i)), 0)
    return authors[max(0, answered - 1) :]


def _below_answer(view: View, i: int) -> bool:
    return i > view.begin and view.cues[i - 1].is_aside and b.ANSWER.match(view.lines[i - 1].text) is not None


def _coming_again(view: View, found: Mapping[int, names.NameLine]) -> set[str]:
    """Return the lines that stand on the page more than once, where several of them are names."""
    seen = Counter(view.lines[i].text for i in found)
    again = {text for text, k in seen.items() if k > 1 and not (text.isupper() or text[0].isdigit())}
    several = sum(names.author_score(text) > 0 for text in again) > 1
    if again and (several or any(names.without_address(line.text)[1] for line in view.lines[view.begin : view.end])):
        return again
    return set()


def _evidence(view: View, i: int, name: names.NameLine, comes_again: bool) -> float:
    evidence = _ADDRESS * name.has_address + _PLACED * name.has_place + _AGAIN * comes_again
    evidence += _USER_NAME * (names.is_user_name(name.text) or name.text.casefold() in v.NO_NAMES)
    evidence += _BELOW_ANSWER * _below_answer(view, i)
    if view.begin < i < view.end - 1 and view.lines[i - 1].indent > view.lines[i].indent < view.lines[i + 1].indent:
        evidence += _INDENTED
    return evidence


def _is_other(cues: Cues, text: str) -> bool:
    return cues.is_aside or cues.is_header or cues.opens_other_stories or cue.is_chrome(text)


def _best_suffix(scores: Sequence[float], strong: Sequence[float]) -> list[int]:
    """Return the authors of the best reading of the end of a page as name and text in turn."""
    n = len(scores)
    best: list[tuple[float, int]] = [(0.0, n)] * (n + 2)  # value of a reading that begins with an author at i, its next
    found, value = n, 0.0
    later: list[int] = []
    for i in range(n - 2, -1, -1):
        if scores[i] <= 0:
            continue
        options = [(best[j][0], j) for j in later[-_LINES_FREE * 3 :] if j > i + 1] + [(0.0, n)]
        gain, following = max((worth - _LINE_COSTS * max(0, j - i - 1 - _LINES_FREE), -j) for worth, j in options)
        best[i] = (scores[i] + gain, -following)
        later.append(i)
        if best[i][0] > value:
            found, value = i, best[i][0]
    authors = []
    while found < n:
        authors.append(found)
        found = best[found][1]
    evidence = [strong[i] for i in authors]
    marked = sum(e > 0 for e in evidence)
    enough = marked >= max(_STRONG_UNITS, _STRONG_SHARE * len(authors)) and sum(evidence) >= _STRONG_SUM
    return authors if enough else []


#: What a second appearance of the same bare line adds to its score as a name, and the most it can add.
_REPEATED, _REPEATED_MOST = 1.0, 2.0


def _name_scores(section: Sequence[Line]) -> list[float]:
    times_seen = Counter(line.text for line in section)
    return [_name_score(line.text, times_seen[line.text]) for line in section]


def _name_score(text: str, seen: int) -> float:
    if cue.is_aside(text):
        return names.NOT_A_NAME
    name, has_address = names.without_address(text)
    placed = v.NAME_AND_PLACE.match(name)
    score = names.author_score(placed[1] if placed else name)
    if score > 0 or (has_address and score > names.NOT_A_NAME):
        score += _PLACED * bool(placed) + _ADDRESS * has_address
    return score + min(_REPEATED * (seen - 1), _REPEATED_MOST)


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
