"""Invented texts for VADER, from a grammar of all that its rules, and Python's strings, treat in a way of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator

from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

REFERENCE = SentimentIntensityAnalyzer()

_LEXICON = sorted(REFERENCE.lexicon)
_EMOJI = sorted(REFERENCE.emojis)
_NAMED = "no nor or never so this without doubt least at very kind of but sort just enough".split()
_PLAIN = "the a I it they talk tariff deal Japan is was x ab 3D 15% 2025 B2B vis-à-vis the to for in on".split()
_ODD = [
    *("İstanbul", "ﬁne", "\u212aind", "ſo", "ß", "good\u0301", "\ud83d", "\0good", "good\0", "gооd", "don’t", "can''t"),
    *("n't", "N'T", "xn'ty", "uncharacteristically", "http://good.com/bad?x=1!", "@bad", "#good", "(-:O", ":D", "<3"),
    *("!", "?", "...", "'", "''", "!!!!!!", "??", "?!?!", "(good)", "'bad'", "-good-", "good-bad", "good,bad", "$:"),
]
_GAPS = [" "] * 12 + ["\n", "  ", "\t", "\u00a0", "\u3000", "\x1c", "\x85", "", "\u200b"]
_BEFORE = [""] * 8 + ["'", '"', "(", "*", "#", "@", "!!", "((((((", "“"]
_AFTER = [""] * 8 + list(".,!?)'\"") + ["!!!", "...", "??", "?!", "’s", "'s", "”", "))))))", "!!!!!", "😀"]


def texts(count: int, seed: int) -> Iterator[str]:
    """Return so many texts of up to some thirty words."""
    chance = random.Random(seed)
    phrases = sorted(phrase for phrase in {*SPECIAL_CASES, *BOOSTER_DICT} if " " in phrase)
    common = ["good", "bad", "GREAT", "no"]
    kinds = [_LEXICON, sorted(BOOSTER_DICT), NEGATE, _NAMED, _PLAIN, _EMOJI, _ODD, phrases, common]
    for _ in range(count):
        shout = chance.random()
        weights = [chance.random() ** 2 for _ in kinds]
        words = []
        for _ in range(chance.choice((1, 2, 3, 4, 5, 6, 8, 12, 20, 30))):
            word = chance.choice(chance.choices(kinds, weights)[0])
            style = chance.random()
            if shout < 0.1 or style < 0.15:
                word = word.upper()
            elif style < 0.3:
                word = word.capitalize()
            elif style < 0.33:
                word = word.swapcase()
            words += [chance.choice(_BEFORE) + word + chance.choice(_AFTER), chance.choice(_GAPS)]
        yield "".join(words)
