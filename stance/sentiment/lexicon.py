"""VADER's tables: words, emoji, idioms, degree words and negations, from the installed vaderSentiment package."""

from __future__ import annotations

import hashlib
import json
import math
import string
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stance.errors import StanceError

__all__ = ["SHA256", "Lexicon", "load_lexicon", "strip_punctuation"]

#: Of the tables in vaderSentiment 3.3.2, as :attr:`Lexicon.sha256` counts them.
SHA256 = "21b3c7bc6fb8396bb4bd917d92897948439e01aae11823d7a76f4504ef311e62"
#: Human ratings go from -4 to 4; what is far beyond is a slip of the pen and would drown every other word.
MAX_VALENCE = 10.0

Number = float  # or int: Python's sum treats the two differently, so an idiom's int stays one


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What VADER knows.

    Attributes
    ----------
    words : mapping of str to float
        Words in lower case, each with its mean human rating, −4 … 4.
    emoji : mapping of str to str
        Single code points, each with the English words that stand for it.
    idioms : mapping of str to float
        Phrases in lower case, each with the valence that it gives to the sentiment word in or beside it.
    boosters : mapping of str to float
        Degree words and phrases in lower case, each with what it adds to the word after it.
    negations : frozenset of str
    """

    words: Mapping[str, float]
    emoji: Mapping[str, str]
    idioms: Mapping[str, Number]
    boosters: Mapping[str, float]
    negations: frozenset[str]

    @property
    def sha256(self) -> str:
        """Tell one set of tables from another: the hash of all of them, in alphabetical order."""
        tables = [self.words, self.emoji, self.idioms, self.boosters]
        plain = json.dumps([sorted(table.items()) for table in tables] + [sorted(self.negations)])
        return hashlib.sha256(plain.encode()).hexdigest()


def load_lexicon(
    words: Mapping[str, float | None] | None = None,
    emoji: Mapping[str, str | None] | None = None,
    idioms: Mapping[str, float | None] | None = None,
) -> Lexicon:
    """Return the published tables with the changes given; ``None`` takes an entry out.

    Raises
    ------
    StanceError
        If an entry could never match, or its valence is no number that VADER can use.
    """
    published = _published()
    given = {"lexicon": words, "emoji": emoji, "idioms": idioms}
    for name, table in given.items():
        if table is not None and not isinstance(table, Mapping):
            raise StanceError(f"{name} must be a mapping such as {{'tariff': -1.2}}, got {type(table).__name__}")
    if not any(given.values()):
        return published
    return Lexicon(
        words=_changed(published.words, {_word(k): _valence(k, v) for k, v in (words or {}).items()}),
        emoji=_changed(published.emoji, {_sign(k): _description(k, v) for k, v in (emoji or {}).items()}),
        idioms=_changed(published.idioms, {_phrase(k): _valence(k, v) for k, v in (idioms or {}).items()}),
        boosters=published.boosters,
        negations=published.negations,
    )


def strip_punctuation(token: str) -> str:
    """Take ASCII punctuation from both ends, unless no more than two characters stay: then it is an emoticon."""
    stripped = token.strip(string.punctuation)
    return token if len(stripped) <= 2 else stripped


@cache
def _published() -> Lexicon:
    """Read the tables of the installed package, as its own reader does, and say where they are not the usual ones."""
    package = import_module("vaderSentiment.vaderSentiment")

    lexicon = Lexicon(
        words={word: float(mean) for word, mean in _rows("vader_lexicon.txt")},
        emoji=dict(_rows("emoji_utf8_lexicon.txt")),
        idioms=dict(package.SPECIAL_CASES),
        boosters=dict(package.BOOSTER_DICT),
        negations=frozenset(package.NEGATE),
    )
    if lexicon.sha256 != SHA256:
        warnings.warn(
            "the installed vaderSentiment has other tables than release 3.3.2, so scores may differ from published "
            f"ones (sha256 {lexicon.sha256[:12]}… instead of {SHA256[:12]}…); to have those of the release: "
            "pip install --force-reinstall vaderSentiment==3.3.2",
            UserWarning,
            stacklevel=4,
        )
    return lexicon


def _rows(name: str) -> list[tuple[str, str]]:
    spec = find_spec("vaderSentiment")
    folder = Path((spec.submodule_search_locations or [])[0]) if spec else Path()
    lines = (folder / name).read_bytes().decode("utf-8").rstrip("\n").split("\n")
    return [(cells[0], cells[1]) for cells in (line.strip().split("\t") for line in lines if line)]


def _changed(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in changes.items():
        if value is None and key not in table:
            raise StanceError(f"{key!r} is not in the table, and cannot be taken out of it")
    merged = {**table, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def _word(key: str) -> str:
    if not isinstance(key, str) or not key or len(key.split()) != 1 or key != key.strip():
        raise StanceError(f"lexicon: {key!r} is no single word; VADER looks words up one by one (phrases: idioms=)")
    if strip_punctuation(key) != key:
        raise StanceError(
            f"lexicon: {key!r} can never match, write {strip_punctuation(key)!r}: punctuation is stripped"
        )
    return key.lower()


def _phrase(key: str) -> str:
    if not isinstance(key, str) or len(key.split()) not in (2, 3):
        raise StanceError(f"idioms: {key!r} has not two or three words, and VADER looks for no others")
    return " ".join(strip_punctuation(word) for word in key.lower().split())


def _sign(key: str) -> str:
    if not isinstance(key, str) or len(key) != 1 or key.isspace() or key.isascii():
        raise StanceError(
            f"emoji: {key!r} is no single code point beyond ASCII; VADER reads emoji code point by code point"
        )
    return key


def _valence(key: str, value: Any) -> Number | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise StanceError(f"{key!r}: the valence must be a number, −4 (worst) to 4 (best), or None; got {value!r}")
    if abs(value) > MAX_VALENCE:
        raise StanceError(f"{key!r}: a valence of {value!r} is off VADER's scale, which goes from −4 to 4")
    return value


def _description(key: str, value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise StanceError(f"emoji: {key!r} needs the words that stand for it, or None; got {value!r}")
    return value
