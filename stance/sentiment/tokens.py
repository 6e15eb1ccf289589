"""From a text to what VADER sees in it: one code a word, equal for words that the rules cannot tell apart.

A code is a single character, so that a text becomes a short string of codes, which Python searches, slices and
hashes at the speed of C. Most words are nothing to VADER and share one code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from stance.errors import StanceError
from stance.sentiment.lexicon import Lexicon, strip_punctuation

__all__ = ["CAPITAL", "OUTSIDE", "SENTIMENT", "WINDOW", "Codes", "Word", "has_valence", "is_small"]

Points = np.ndarray[Any, np.dtype[np.uint32]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

#: Stands for the three places before a text's first word, and after its last.
OUTSIDE = "\0\0\0"
#: Code points begin here for words without a valence and for those with one; in capitals all lie so much higher.
_PLAIN, _SENTIMENT, CAPITAL = 0x100, 0x10000, 0x80000
_FIRST_CAPITAL = chr(CAPITAL)
_SMALL = re.compile(f"[{chr(_PLAIN)}-{chr(CAPITAL - 1)}]")
_WITH_VALENCE = f"[{chr(_SENTIMENT)}-{chr(CAPITAL - 1)}{chr(CAPITAL + _SENTIMENT)}-{chr(2 * CAPITAL - 1)}]"
#: Matches the code of a word with a valence; and finds, wherever one is, the window of six codes around it.
SENTIMENT = re.compile(_WITH_VALENCE)
WINDOW = re.compile(f"(?=(...{_WITH_VALENCE}..))", re.DOTALL)
#: Stands, among the neighbours of a word, for any that has a valence.
_SOME_VALENCE = "\1"

#: Words that a rule asks for by name.
_NAMED = frozenset("at but doubt kind least never no nor of or so this very without".split())
#: Frequent words that are in an idiom or a rule only together with a word that is not among these.
_IDLE = frozenset("a an and at but for in is it of on or that the to was with".split())
#: So many tokens are remembered, none longer than the second number: some 30 MB at most.
_REMEMBERED, _LONGEST = 200_000, 40


@dataclass(frozen=True, slots=True)
class Word:
    """What the rules ask about a word.

    Attributes
    ----------
    text : str
        In lower case, where a rule or an idiom names the word; else empty.
    valence : float or None
        Of a word in the lexicon.
    boost : float or None
        Of a degree word.
    negates : bool
    capital : bool
        Written in capitals.
    """

    text: str = ""
    valence: float | None = None
    boost: float | None = None
    negates: bool = False
    capital: bool = False


class Codes(dict[str, str]):
    """A table from token to code that fills itself: a token with emoji has a code for every word that they stand for.

    A token is what stands between white space. VADER spells emoji out before it splits a text, with a space before each
    and none after; the words are the same when each token is spelled out alone.

    Attributes
    ----------
    words : dict of str to Word or None
        What each code stands for.
    pairs : dict of str to (str, str)
        The codes, in small letters and in capitals, of every word that is something to VADER; besides there are
        those with "n't".
    plain : (str, str)
        The codes of words that are nothing to it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        signs = "".join(re.escape(sign) for sign in lexicon.emoji if len(sign) == 1)
        self._emoji = re.compile(f"[{signs}]") if signs else None
        #: Emoji that stand for words with ``!`` or ``?``, which count as the text's own.
        self.loud = {s: words for s, words in lexicon.emoji.items() if len(s) == 1 and ("!" in words or "?" in words)}
        phrases = [phrase.split() for table in (lexicon.idioms, lexicon.boosters) for phrase in table if " " in phrase]
        self._named = _NAMED.union(*phrases)
        self._idle = _IDLE.difference(*(phrase for phrase in phrases if _IDLE.issuperset(phrase)))
        self._company = {"least", "no", "kind"}.union(*phrases) - self._idle
        self.words: dict[str, Word | None] = {OUTSIDE[0]: None, _SOME_VALENCE: Word(valence=0.0)}
        self._known: dict[Word, tuple[str, str]] = {}
        self._next = {False: _PLAIN, True: _SENTIMENT}
        self.plain, self._nt = self._pair(Word()), self._pair(Word(negates=True))
        of_valence = {valence: self._pair(Word(valence=valence)) for valence in set(lexicon.words.values())}
        self.pairs = {word: of_valence[valence] for word, valence in lexicon.words.items()}
        contracted = {word for word in lexicon.words if "n't" in word}
        for word in contracted.union(lexicon.boosters, lexicon.negations, self._named):
            self.pairs[word] = self._pair(self._read(word))
        self.near, self.far = (self._folds(among_idioms) for among_idioms in (True, False))
        self.company = frozenset(code for code, word in self.words.items() if word and word.text in self._company)

    def __missing__(self, token: str) -> str:
        codes = "".join(map(self._code, self.spell_out(token)))
        if len(token) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[token] = codes
        return codes

    def encode(self, text: str) -> str:
        """Return the codes of a text's words, one a word."""
        codes = "".join(map(self.__getitem__, text.split()))
        if codes[:1] < _FIRST_CAPITAL or _SMALL.search(codes):  # the first comparison spares most texts the search
            return codes
        return "".join(chr(ord(code) % CAPITAL) for code in codes)  # where all words are in capitals none stands out

    def marks(self, text: str) -> tuple[int, int]:
        """Count exclamation and question marks, those in the words of emoji included."""
        exclamations, questions = text.count("!"), text.count("?")
        if self.loud and not text.isascii():
            for sign, words in self.loud.items():
                exclamations += text.count(sign) * words.count("!")
                questions += text.count(sign) * words.count("?")
        return exclamations, questions

    def spell_out(self, token: str) -> list[str]:
        """Return the words of a token as VADER has them: emoji in words, punctuation off."""
        if token.isascii():
            return [strip_punctuation(token)]
        spelled = self._emoji.sub(lambda sign: f" {self._lexicon.emoji[sign[0]]}", token) if self._emoji else token
        return [strip_punctuation(word) for word in spelled.split()]

    def read(self, codes: str) -> Iterator[Word | None]:
        """Return what each code stands for."""
        return map(self.words.__getitem__, codes)

    def fold(self, window: str) -> str:
        """Return a window of six codes in which neighbours that the rules cannot tell apart have one code.

        There are a quarter as many of these windows, and only so many need to be judged.
        """
        folds = self.far if self.company.isdisjoint(window) else self.near
        return "".join([code if place == 3 else folds[code] for place, code in enumerate(window)])

    def _code(self, word: str) -> str:
        lower = word.lower()
        pair = self.pairs.get(lower)
        if pair is None:
            pair = self._nt if "n't" in lower else self.plain
        return pair[word.isupper()]

    def _read(self, lower: str) -> Word:
        return Word(
            text=lower if lower in self._named else "",
            valence=self._lexicon.words.get(lower),
            boost=self._lexicon.boosters.get(lower),
            negates=lower in self._lexicon.negations or "n't" in lower,
        )

    def _pair(self, word: Word) -> tuple[str, str]:
        """Return the codes of a word in small letters, and of the same in capitals."""
        pair = self._known.get(word)
        if pair is None:
            bears = word.valence is not None and word.boost is None
            first, self._next[bears] = self._next[bears], self._next[bears] + 1
            if first == (CAPITAL if bears else _SENTIMENT):
                raise StanceError(f"a lexicon may have {CAPITAL - _SENTIMENT:,} different valences at most; round them")
            pair = self._known[word] = chr(first), chr(first + CAPITAL)
            self.words[pair[0]] = word
            self.words[pair[1]] = Word(word.text, word.valence, word.boost, word.negates, capital=True)
        return pair

    def _folds(self, among_idioms: bool) -> dict[str, str]:
        """Return what the code of a neighbour comes down to: beside a word that is in an idiom, and elsewhere."""
        folds = dict.fromkeys(OUTSIDE, OUTSIDE[0])
        for code, word in self.words.items():
            if word is None:
                continue
            named = word.text and (among_idioms or word.text not in self._idle)
            if word.boost is not None:
                folds[code] = code
            elif named or word.negates:
                folds[code] = chr(ord(code) % CAPITAL)
            else:
                folds[code] = self.plain[0] if word.valence is None else _SOME_VALENCE
        return folds


def is_small(points: Points) -> Bools:
    """Tell which codes, as numbers, are of words not in capitals."""
    return (points > 0) & (points < CAPITAL)


def has_valence(points: Points) -> Bools:
    """Tell which codes, as numbers, are of words with a valence."""
    return points % CAPITAL >= _SENTIMENT
