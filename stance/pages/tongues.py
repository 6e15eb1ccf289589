"""Lists of whole lines in several languages: others than English are asked only where a line has one of their words.

Most lines of most pages have none, which one look into a set of words shows. So a list may grow by a language without
making pages in another one slower, or changing how they are read.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["FIRST_UNSPACED", "WholeLine", "any_of", "is_unspaced", "learn_words", "speaks_elsewhere"]

_WORD = re.compile(r"[^\W\d_]+")
#: A word in a pattern, in Cyrillic of one letter, too; one whose last letter may be missing is two.
_WORD_OF_PATTERN = re.compile(r"(?<!\\)([^\W\d_]{2,}|\b[а-я]\b)(\??)")
#: Blanks for all plain characters but letters: words are found among bytes in a third of the time.
_BLANKS = bytes(c if c > 127 or chr(c).isalpha() else ord(" ") for c in range(256))
_LONGEST, _REMEMBERED = 120, 10_000
#: Letters from here on stand in scripts that have no spaces between words.
FIRST_UNSPACED = "\u3040"
_UNSPACED = re.compile(f"[{FIRST_UNSPACED}-\U0010ffff]")
#: Words of the other languages' patterns that English lines have as well: they show nothing.
_SHARED = frozenset(
    """a ago ai all am an and as at be can comment commenter comments da dag day de del den der des die do door dos e el
    em email en end er es et for get ha has hat hay he hour hours i in instant is it javascript la last le les
    like likes link log login los ma mail mars me men min minute minutes mit mo month name nd ne nick no non nos nom
    note of on one or os out over page pas per plus por post pour premier pro que reply sat se sea second seconds see
    sent set sign sin site so son su sun tag tags te ten the till time timer to top tu ai au yay um um un url ver via
    was website will you""".split()
)
_WORDS: set[bytes] = set()


def learn_words(*patterns: str) -> None:
    """Take the words of patterns for words that show another language than English."""
    for pattern in patterns:
        for word, optional in _WORD_OF_PATTERN.findall(pattern):
            _WORDS.update(known.encode() for known in {word, word[:-1] if optional else word} - _SHARED)


@lru_cache(maxsize=_REMEMBERED)
def speaks_elsewhere(lowered: str) -> bool:
    """Tell whether a line in lower case has a word that the lists know in another language than English."""
    if len(lowered) > _LONGEST:
        return False
    words = lowered.encode("utf-8", "replace").translate(_BLANKS).split()
    if not _WORDS.isdisjoint(words):
        return True
    if lowered.isascii():
        return False
    marked = b" ".join([word for word in words if not word.isascii()]).decode()  # with "’" or "–" in them
    return is_unspaced(lowered) or not _WORDS.isdisjoint(map(str.encode, _WORD.findall(marked)))


def is_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that has no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


class WholeLine:
    """Matches a line that is one of the alternatives, in any case, whatever punctuation stands around it.

    The line is put in lower case once, which is many times faster than a pattern that ignores case.

    Parameters
    ----------
    *alternatives : str
        In English.
    elsewhere : tuple of str
        In other languages; each has a word that English has not, written in full (only its last letter may be
        optional).
    said_by : str
        Characters behind which a line is none of these but what somebody says.
    """

    def __init__(self, *alternatives: str, elsewhere: tuple[str, ...] = (), said_by: str = "") -> None:
        self.alternatives, self.elsewhere = alternatives, elsewhere
        self._pattern = _whole(alternatives, said_by)
        self._elsewhere = _whole(elsewhere, said_by) if elsewhere else None
        learn_words(*elsewhere)

    def match(self, line: str) -> re.Match[str] | None:
        """Match the line; groups are of its lower-case form."""
        lowered = line.lower()
        found = self._pattern.match(lowered)
        if found or self._elsewhere is None or len(lowered) > _LONGEST or not speaks_elsewhere(lowered):
            return found
        return self._elsewhere.match(lowered)


def any_of(*lists: WholeLine) -> WholeLine:
    """Return one list that matches what any of the lists does: lines that are in none are asked once."""
    return WholeLine(
        *(alternative for each in lists for alternative in each.alternatives),
        elsewhere=tuple([alternative for each in lists for alternative in each.elsewhere]),
    )


def _whole(alternatives: tuple[str, ...], said_by: str = "") -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,20}}(?:{'|'.join(alternatives)})[^\w{said_by}]{{0,20}}$")
