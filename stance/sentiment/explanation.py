"""Why VADER gave a text its score: what each word and each rule added, up to the compound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from stance.sentiment.batch import Engine
from stance.sentiment.rules import Step, Window, contrast, normalise, punctuation, steps

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VaderExplanation", "VaderPart", "explain"]


@dataclass(frozen=True, slots=True)
class VaderPart:
    """What one rule made of one word.

    Attributes
    ----------
    position : int or None
        Of the word in the text, from 0; None for what concerns the whole text.
    word : str
        As it stands in the text, punctuation off.
    rule : str
        ``word`` (its own valence), ``capitals``, ``degree``, ``negation``, ``never so``, ``no`` (it negates the next
        word and counts nothing itself), ``idiom``, ``least``, ``but``, ``punctuation``.
    cause : str
        The words that made the rule apply, or the punctuation.
    valence : float
        What it added to the sum of valences.
    compound : float
        The same as a part of the compound: all parts add up to it.
    """

    position: int | None
    word: str
    rule: str
    cause: str
    valence: float
    compound: float


@dataclass(frozen=True)
class VaderExplanation:
    """The parts of one text's compound, as :meth:`stance.VaderScorer.explain` returns them.

    Attributes
    ----------
    text : str
    parts : tuple of VaderPart
        In the order of the words.
    total : float
        The sum of the parts' valences.
    compound : float
        ``total / sqrt(total² + 15)``, the sum of the parts' compounds; the score is this, rounded to four digits.
    """

    text: str
    parts: tuple[VaderPart, ...]
    total: float
    compound: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a part: ``position, word, rule, cause, valence, compound``."""
        import pandas as pd

        columns = list(VaderPart.__dataclass_fields__)
        rows = [[getattr(part, column) for column in columns] for part in self.parts]
        return pd.DataFrame(rows, columns=columns).astype({"position": "Int64", "valence": float, "compound": float})

    def __str__(self) -> str:
        lines = [f"{part.compound:+.4f}  {part.word or '(text)'}: {_said(part)}" for part in self.parts]
        return "\n".join([*lines, f"{self.compound:+.4f}  compound"])

    def _repr_html_(self) -> str:
        """Show the sum as a table in Jupyter; words come from strangers and are escaped."""
        cells = [(f"{part.compound:+.4f}", part.word or "(text)", _said(part)) for part in self.parts]
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        return f"<table>{rows}<tr><td><b>{self.compound:+.4f}</b></td><td colspan=2><b>compound</b></td></tr></table>"


def _said(part: VaderPart) -> str:
    return part.rule if part.rule in ("word", "capitals") else f"{part.rule} ({part.cause})"


def explain(engine: Engine, text: str) -> VaderExplanation:
    """Take a text's compound apart; the rules are those that score it."""
    words = [word for token in text.split() for word in engine.codes.spell_out(token)]
    codes = engine.codes.encode(text)
    judged = {place: _judge(engine, codes, place) for place in range(len(codes))}
    weighty = {place: taken for place, taken in judged.items() if taken[-1].valence}
    raw = [taken[-1].valence for taken in weighty.values()]
    first = min((codes.index(code) for code in engine.codes.pairs["but"] if code in codes), default=None)
    values = raw if first is None else contrast(raw, list(weighty), first)
    total = float(sum(values))
    emphasis = punctuation(*engine.codes.marks(text))
    signed = emphasis if total > 0 else -emphasis if total < 0 else 0.0
    scale = normalise(total + signed) / (total + signed) if total + signed else 0.0
    parts = [
        VaderPart(place, words[place], step.rule, _cause(words, place, step), change, change * scale)
        for place, taken in judged.items()
        for step, change in _changes(taken)
    ]
    for place, before, after in zip(weighty, raw, values, strict=True):
        if before != after:
            parts.append(VaderPart(place, words[place], "but", "but", after - before, (after - before) * scale))
    parts.sort(key=lambda part: -1 if part.position is None else part.position)
    if signed:
        marks = "".join(char for char in text if char in "!?" or char in engine.codes.loud)
        parts.append(VaderPart(None, "", "punctuation", marks[:20], signed, signed * scale))
    return VaderExplanation(text, tuple(parts), total + signed, normalise(total + signed))


def _judge(engine: Engine, codes: str, place: int) -> list[Step]:
    around = (codes[i] if 0 <= i < len(codes) else "\0" for i in range(place - 3, place + 3))
    window = Window(*engine.codes.read("".join(around)))  # type: ignore[arg-type]
    if window.word.valence is None or window.word.boost is not None:
        return [Step("word", 0, 0)]
    return steps(window, engine.lexicon.idioms, engine.lexicon.boosters)


def _changes(taken: list[Step]) -> Iterator[tuple[Step, float]]:
    """Return what each step has changed, without those that have changed nothing."""
    before = 0.0
    for step in taken:
        if step.valence != before:
            yield step, step.valence - before
        before = step.valence


def _cause(words: list[str], place: int, step: Step) -> str:
    first = place + step.cause
    return " ".join(words[first : first + step.words])
