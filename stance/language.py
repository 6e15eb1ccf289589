"""Whether a text is in English, as far as its letters and small words show; and the words of a text.

VADER's lexicon and the shipped classifier know English only. A comment in another language would come out as
neutral, which it is not, so it is recognised here and left without a score.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["as_typed", "is_blank", "visible", "why_not_english", "words_of"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS, _LINK = re.compile(r"[^\W_]+"), re.compile(r"https?://\S+")

#: Characters without width that say where a line may be broken or may not: in the middle of words they would hide them.
_INVISIBLE = "\xad\u200b\u2060\ufeff"


def visible(text: str) -> str:
    r"""Return a text without the characters that nobody sees and that would part words.

    >>> visible("the tar\xadiff\u200b talks")
    'the tariff talks'
    """
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text


_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "..."} | dict.fromkeys(_INVISIBLE, ""))


def as_typed(text: str) -> str:
    """Return a text with the marks of a keyboard for those that a phone or a newsroom sets, and no invisible ones.

    >>> as_typed("“No”…")
    '"No"...'
    """
    return text.translate(_TYPED)


_ENGLISH = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can can't could did
    do does doing don't down for from get go got had has have he her here him his how i i'm if in into is it
    it's its just know let like make me more most much my need never no nobody not nothing now of off on one
    only or other our out over own people right said same say says see she should so some still such take
    than that that's the their them then there these they thing think this those to too under up us very
    want was way we were what when where which while who why will with would yes you your""".split()
)
#: Small words of languages in Latin letters that are no English words.
_FOREIGN = (
    frozenset(
        """aber auch auf aus bei bin das dass dem den der des die doch durch ein eine einen einer für habe haben hat
    ich ihr ist kann kein keine mehr mit nach nicht noch nur oder schon sehr sein sich sie sind über und uns
    von vor war warum weil wenn wie wieder wir wird zu zum zur avec aussi bien c'est ce ces cette comme dans
    de depuis deux elle elles est et être fait il ils je jamais la le les leur mais même ne nous où par pas
    pour pourquoi qu que qui sans ses sont sur très tout trop une vous como con cuando del donde el ella
    ellos en era eres es esta este está hay las lo los más muy nada ni nos nosotros para pero por porque qué
    se ser si sin sobre son su sus también tiene todo una y ya che ci come cosa da dei della delle di e ed
    gli ha hanno loro ma mi nel nella non perché più poi quando questa questo sei sono sua suo tutti un uno
    com ele ela eles eu foi isso mas muito na nas nem no não o os ou pela pelo quem sem seu são também tem
    um uma você aan als bij dan dat dit een er geen haar heb hebben het hij ik ja kan maar meer met mijn
    naar niet nog of ook om onze op te toch uit van veel voor waar wat we wel worden zich zijn zo""".split()
    )
    - _ENGLISH
    - {"me", "die", "war", "was", "hat", "an", "also", "come", "we", "met", "dit", "son", "sin", "con"}
)

#: Below so many words the small words of a text prove nothing, and it is taken for English.
_WORDS_NEEDED = 5


#: Unicode categories of characters that show nothing: white space, controls, marks without width.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def is_blank(text: object) -> bool:
    """Tell whether there is nothing to read: no string, or one without a visible character."""
    return not isinstance(text, str) or all(unicodedata.category(c) in _UNSEEN for c in text)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, whatever their case, with punctuation, emoji and links off; else what there is.

    >>> words_of("Vote them OUT!!! https://x.example/1")
    ('vote', 'them', 'out')
    """
    lower = text.casefold()
    words = _LETTERS.findall(_LINK.sub(" ", lower) if "http" in lower else lower)
    return tuple(words) or (text,)


def why_not_english(text: str) -> str | None:
    """Return why a text cannot be scored as English, or None where nothing speaks against it.

    Two tests, both wary of false alarms: fewer than half of its letters are Latin; or, in a text of five words
    and more, small words of other languages outnumber English ones (and there are two of them at least).

    >>> why_not_english("Das ist doch nur eine Show für die Wähler.")
    'not in English'
    >>> why_not_english("交渉は時間の無駄だ")
    'not in Latin letters'
    >>> why_not_english("Pointless. He flew to D.C. for this?") is None
    True
    """
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c < "\u0250" for c in letters) < 0.5 * len(letters):
        return "not in Latin letters"
    found = [word.replace("’", "'") for word in _WORD.findall(text)]
    if len(found) < _WORDS_NEEDED:
        return None
    words = [word.casefold() for word in found]
    # "von der Leyen", "Los Angeles": a small word before a capital is part of a name.
    outside_names = [word for word, after in zip(words, [*found[1:], ""], strict=True) if not after[:1].isupper()]
    foreign = len({word for word in outside_names if word in _FOREIGN})
    english = sum(word in _ENGLISH for word in words)
    return "not in English" if foreign >= 2 and foreign > english else None
