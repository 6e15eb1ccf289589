"""Where the text of the first comment begins, on pages that mark their comments below the text.

Nothing marks that line, so it is inferred from the page itself: the comments whose ends are both marked show how this
page's readers write, the lines well above show how its author does, and each line between is read against both
(naive Bayes over words, add-one smoothing, each line's evidence bounded so that none decides alone). A greeting
speaks for a beginning, a postscript for the article, and the first comment is about as long as the others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from stance.pages.lines import Line, opens_other_stories, same_words

__all__ = ["first_line_of_text"]

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?|[!?:;]|\.\.\.|…")
_GREETING = re.compile(
    r"(?i)^(?:hi|hey|hello|dear|thanks?|thank you|great|nice|well said|good|love|wow"
    r"|congrat\w*|awesome|@\w+|excellent|interesting|agreed?|yes|no|lol|amen|ok)\b"
)
_NAMED = re.compile(r"^[A-Z]\w{1,12}(?: [A-Z]\w{1,12})?(?:,| [-–—]| - )\s?\S")
_ARTICLE_ENDS = re.compile(
    r"(?i)^\W{0,3}(?:p\.?s\.?\W|postscript|update|disclosure|disclaimer|note:|source|via\b|photos?\b|image|credit"
    r"|posted (?:in|by|at)|filed under|tags?:"
    r"|permalink|categor|related|share|follow|about the author|what do you think|what about you|read more"
    r"|trackback|tracked on|technorati|report by|like us|join (?:us|the)|follow (?:us|me|him|her)|copyright|©"
    r"|download|link|\*)"
)
_INFORMAL = frozenset(
    "i i'm i've i'd i'll me my you your you're yours u thanks thank lol ! ? ... … im dont u hi hey imo imho btw".split()
)
#: How far back the beginning is looked for, in lines.
_LINES_BACK = 12
#: So many lines above are read for how the article is written; fewer words than this say nothing.
_LINES_READ, _WORDS_NEEDED = 60, 30
#: A line below a name that is no longer than this beyond it belongs to a signature.
_MORE_THAN_A_NAME = 8


#: Evidence, in natural logarithms, set by hand: the most that the words of one line can give, what a greeting gives to
#: a beginning, what a postscript, a heading or another indentation takes from it, and each line beyond twice the usual.
_BOUND, _WORDS_COUNT, _GREETS, _SIGNS, _BARRIER, _INDENTED, _TOO_LONG = 1.5, 0.4, 3.0, 1.0, 6.0, 1.0, 0.5


def first_line_of_text(lines: Sequence[Line], mark: int, bodies: Sequence[Sequence[Line]], author: str | None) -> int:
    """Return the index of the first line of the first comment.

    Parameters
    ----------
    lines : sequence of Line
        The page up to the first mark, and beyond.
    mark : int
        Index of the first line that marks a comment.
    bodies : sequence of sequences of Line
        The texts of the other comments.
    author : str or None
        Who wrote the first comment; where a line of its own has the name, the text begins there.
    """
    lowest = max(1, mark - _LINES_BACK)
    if author:
        for i in range(mark - 2, lowest - 1, -1):
            if (
                same_words(lines[i].text) == same_words(author)
                and len(lines[i + 1].text) > len(author) + _MORE_THAN_A_NAME
            ):
                return i
    if _in_blocks(bodies) and not lines[mark].after_blank:
        return next((i for i in range(mark - 1, lowest - 1, -1) if lines[i].after_blank), mark - 1)
    theirs = Counter(chain.from_iterable(_words(line.text) for body in bodies for line in body))
    usual = max(1.0, sum(map(len, bodies)) / len(bodies)) if bodies else 1.5
    above = lines[max(0, lowest - _LINES_READ) : max(lowest, mark - math.ceil(2 * usual))]
    words = _Words(theirs, Counter(chain.from_iterable(_words(line.text) for line in above)))
    spaced = 2 * sum(line.after_blank for line in lines[:mark]) > mark
    indents = Counter(line.indent for body in bodies for line in body)
    indent = next((n for n, k in indents.items() if k > 0.8 * indents.total()), None)
    best, best_score, evidence = mark - 1, -math.inf, 0.0
    for i in range(mark - 1, lowest - 1, -1):
        evidence += _speaks_for_readers(lines[i].text, words)
        length = mark - i
        evidence -= _INDENTED if indent is not None and lines[i].indent != indent else 0
        score = (
            evidence + _opens(lines[i].text) - abs(math.log(length / usual)) - _TOO_LONG * max(0, length - 2 * usual)
        )
        if spaced and not lines[i].after_blank:
            score -= _BOUND
        if score > best_score:
            best, best_score = i, score
    return best


def _in_blocks(bodies: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a blank line stands above each text, and none inside of any."""
    firsts = all(body and body[0].after_blank for body in bodies)
    return len(bodies) > 1 and firsts and not any(line.after_blank for body in bodies for line in body[1:])


def _words(text: str) -> list[str]:
    return list(map(str.casefold, _WORD.findall(text.replace("’", "'"))))


class _Words:
    """How often readers and the article use each word."""

    def __init__(self, theirs: Counter[str], ours: Counter[str]) -> None:
        self.theirs, self.ours = theirs, ours
        self.least = min(theirs.total(), ours.total())
        size = len(theirs.keys() | ours.keys())
        self.n, self.m = theirs.total() + size, ours.total() + size

    def likelihood(self, known: Sequence[str]) -> float:
        """Return the log likelihood ratio of words: readers against the article."""
        n, m = self.n, self.m
        return sum(math.log((self.theirs[w] + 1) / n) - math.log((self.ours[w] + 1) / m) for w in known)


def _speaks_for_readers(text: str, used: _Words) -> float:
    """Return the bounded log likelihood ratio of one line: readers against the article."""
    if _ARTICLE_ENDS.match(text) or opens_other_stories(text):
        return -_BARRIER
    words = _words(text)
    ratio = 0.3 * sum(word in _INFORMAL for word in words) / math.sqrt(len(words) or 1) - 0.3
    known = [word for word in words if word in used.theirs or word in used.ours]
    if known and used.least >= _WORDS_NEEDED:
        ratio += _WORDS_COUNT * used.likelihood(known) / math.sqrt(len(known))
    if text[0].islower():
        ratio += 1
    return max(-_BOUND, min(_BOUND, ratio))


def _opens(text: str) -> float:
    if _GREETING.match(text) or _NAMED.match(text):
        return _GREETS
    if text.startswith("http") or (len(text.split()) <= 3 and text[-1].isalnum()):
        return -_SIGNS
    return 0.0
