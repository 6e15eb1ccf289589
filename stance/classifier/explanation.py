"""Why a text got its score: contributions of words and cues that add up to it, and what happens without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import softmax

from stance.classifier.context import answered
from stance.classifier.cues import kind_of_cue
from stance.classifier.features import TOKEN, normalise
from stance.classifier.headlines import ANY, headed

if TYPE_CHECKING:
    import pandas as pd

    from stance.classifier.estimator import StanceClassifier

__all__ = ["Explanation", "explain"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

_CHUNK = re.compile(r"\S+")
#: So many words are left out one by one for the deletion check, the heaviest first.
WORDS_LEFT_OUT = 50
#: So many rows are shown, the last of them for all further parts.
_SHOWN = 20
#: What is left when all that is in the text has its part: the intercept, and cues that the text does not have. These
#: count, too (a text without a question mark is less often a question), but nobody could find them in it.
_CONSTANT = ("constant", "how frequent the labels are, and what is not in it")


@dataclass(frozen=True)
class Explanation:
    """The parts of one text's score.

    Attributes
    ----------
    text : str
    classes : tuple of str
    parts : tuple of (kind, part)
        Kinds: ``word`` (with the character n-grams inside it and half of each word pair), ``context`` (the same, of a
        word of the comment answered), ``headline`` (the same, of the headline above it, and what that speaks of),
        ``sentiment``, ``surface``, ``mentions``, ``encoder``, and ``constant`` (how frequent the labels are, and what
        the text does not have: questions, negations, the target's name, …).
    contributions : ndarray, shape (parts, classes)
        Each column adds up to the decision function of its class; rows sum to 0 but for the constant.
    without : ndarray, shape (parts,)
        The deletion check: by how much the probability of the predicted class falls where the word is left out and the
        text scored again; NaN for what is no word.
    probabilities : ndarray, shape (classes,)
    """

    text: str
    classes: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    contributions: Floats
    without: Floats
    probabilities: Floats

    @property
    def predicted(self) -> str:
        """The most probable label."""
        return self.classes[int(np.argmax(self.probabilities))]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a part, the weightiest for the predicted label first: kind, part, a column a label, without.

        The text's words stand in it as they are; nothing is cut.
        """
        import pandas as pd

        table = pd.DataFrame(self.contributions, columns=list(self.classes))
        table.insert(0, "kind", [kind for kind, _ in self.parts])
        table.insert(1, "part", [part for _, part in self.parts])
        table["without"] = self.without
        order = np.argsort(-np.abs(self.contributions).max(axis=1), kind="stable")
        return table.iloc[order].reset_index(drop=True)

    def _shown(self) -> pd.DataFrame:
        """Return the table with its lightest rows put together, and below it what it adds up to, the score."""
        import pandas as pd

        table = self.to_frame()
        rest = table.iloc[_SHOWN - 1 :] if len(table) > _SHOWN else table.iloc[:0]
        sums = [("…", f"{len(rest)} other parts", rest)] if len(rest) else []
        last = [
            {"kind": kind, "part": part, **rows[list(self.classes)].sum(), "without": np.nan}
            for kind, part, rows in [*sums, ("sum", "the score (its softmax is the probability)", table)]
        ]
        return pd.concat([table.iloc[: len(table) - len(rest)], pd.DataFrame(last)], ignore_index=True)

    def __str__(self) -> str:
        shares = ", ".join(f"{name} {p:.2f}" for name, p in zip(self.classes, self.probabilities, strict=True))
        rows = self._shown().to_string(index=False, float_format=lambda value: f"{value:+.2f}", na_rep="")
        return f"{self.predicted} ({shares})\n{rows}"

    def _repr_html_(self) -> str:
        table = self._shown()
        table["part"] = [escape(part) for part in table["part"]]
        shares = ", ".join(f"{escape(name)} {p:.2f}" for name, p in zip(self.classes, self.probabilities, strict=True))
        shown = table.to_html(index=False, float_format=lambda value: f"{value:+.2f}", escape=False, na_rep="")
        return f"<p><b>{escape(self.predicted)}</b> ({shares})</p>{shown}"


def explain(
    classifier: StanceClassifier,
    text: str,
    target: str | None = None,
    context: str | None = None,
    headline: str | None = None,
) -> Explanation:
    """Take the score of one text apart; ``context`` is the comment that it answers, ``headline`` stands above it."""
    if not isinstance(text, str):
        raise ValueError(
            f"explain takes one text, a string, and got {type(text).__name__}; several texts one by one: "
            "[classifier.explain(text) for text in texts]"
        )
    targets = classifier._targets_of([text], target)
    parent = answered(classifier.context_, None if context is None else [context], 1)[0]
    above = headed(classifier.headlines_, None if headline is None else [headline], 1)[0]
    row = classifier._matrix([text], targets, [parent]).tocsr()
    words = _Words(text)
    present = classifier.cues_.present(text, targets[0])
    by_word, rest = _attribute(classifier, row, words, _Words(parent or ""), present)
    rest += _of_headline(classifier, above)
    scores = np.asarray(row @ classifier.coef_.T + classifier.intercept_).ravel()
    if classifier.headlines_ is not None:
        scores = scores + classifier.headlines_.added(classifier.features_, [above])[0]
    left_out = _deletion_check(classifier, words, target, parent, above, by_word, softmax(scores))
    parts = [("word", word) for word in words.shown] + [(kind, name) for kind, name, _ in rest]
    values = [*by_word, *(value for *_, value in rest)]
    return Explanation(
        text,
        tuple(map(str, classifier.classes_)),
        tuple(parts),
        np.array(values).reshape(len(parts), len(scores)),
        np.concatenate([left_out, np.full(len(rest), np.nan)]),
        softmax(scores),
    )


class _Words:
    """The words of a text as it is written, and which n-grams stand where."""

    def __init__(self, text: str) -> None:
        folded = normalise(text)
        chunks = list(_CHUNK.finditer(folded))
        as_written = _CHUNK.findall(text)
        self.text = text
        self.shown = as_written if len(as_written) == len(chunks) else [match[0] for match in chunks]
        self.folded = [match[0] for match in chunks]
        ends = np.array([match.end() for match in chunks])
        tokens = list(re.finditer(TOKEN, folded))
        self.tokens = [match[0] for match in tokens]
        self.place = [int(np.searchsorted(ends, match.end())) for match in tokens]

    def without(self, i: int) -> str:
        """Return the text without one word."""
        match = list(_CHUNK.finditer(self.text))[i]
        return self.text[: match.start()] + self.text[match.end() :]

    def of_words(self) -> dict[str, list[int]]:
        """Return for each word and word pair the words it stands in: a pair has two, each with half of it."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self.tokens):
            found.setdefault(token, []).extend([self.place[i]] * 2)
            if i + 1 < len(self.tokens):
                pair = f"{token} {self.tokens[i + 1]}"
                found.setdefault(pair, []).extend([self.place[i], self.place[i + 1]])
        return found

    def of_characters(self, shortest: int = 3, longest: int = 5) -> dict[str, list[int]]:
        """Return for each character n-gram inside a word the words it stands in."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.folded):
            padded = f" {word} "
            for n in range(shortest, longest + 1):
                for start in range(max(1, len(padded) - n + 1)):
                    found.setdefault(padded[start : start + n], []).append(i)
                if len(padded) <= n:
                    break
        return found


def _attribute(
    classifier: StanceClassifier, row: Any, words: _Words, answered_words: _Words, present: set[str]
) -> tuple[Floats, list[tuple[str, str, Floats]]]:
    """Give each n-gram's contribution back to its words, and list the other parts, the words answered first.

    Cues that are not ``present`` go to the constant.
    """
    weights = classifier.coef_
    names = _Columns(classifier)
    values: dict[int, Floats] = {int(column): row.data[i] * weights[:, column] for i, column in enumerate(row.indices)}
    by_word, by_answered = (np.zeros((len(one.shown), len(weights))) for one in (words, answered_words))
    found = {
        "word": (by_word, words.of_words()),
        "char": (by_word, words.of_characters()),
        "context word": (by_answered, answered_words.of_words()),
        "context char": (by_answered, answered_words.of_characters()),
    }
    others = {_CONSTANT: classifier.intercept_.astype(float)}
    for column, value in values.items():
        kind, name = names.name(column)
        if kind in found:
            share, where = found[kind]
            places = where.get(name, [])
            for place in places:
                share[place] += value / len(places)
        else:
            part = (kind, name) if kind == "encoder" or name in present else _CONSTANT
            others[part] = others.get(part, np.zeros(len(weights))) + value
    said = [("context", word, value) for word, value in zip(answered_words.shown, by_answered, strict=True)]
    return by_word, [*said, *((kind, name, value) for (kind, name), value in others.items())]


def _of_headline(classifier: StanceClassifier, headline: str | None) -> list[tuple[str, str, Floats]]:
    """Return what the words of a headline add, what it speaks of, and what stands above any text with a headline."""
    effect = classifier.headlines_
    headline = None if effect is None else effect.heard(classifier.features_, [headline])[0]
    if effect is None or headline is None:
        return []
    words, columns = _Words(headline), _Columns(classifier)
    row = effect.row(classifier.features_, headline).tocsr()
    by_word = np.zeros((len(words.shown), len(classifier.classes_)))
    found = {"word": words.of_words(), "char": words.of_characters()}
    rest = effect.weights[:, -1].copy()
    groups: list[tuple[str, str, Floats]] = []
    for column, feature in zip(row.indices, row.data, strict=True):
        value = feature * effect.weights[:, column]
        if column < columns.ngrams:
            kind, name = columns.name(int(column))
            places = found[kind].get(name, [])
            for place in places:
                by_word[place] += value / len(places)
            continue
        group = [*effect.mentions, ANY][column - columns.ngrams]
        if feature > 0:
            groups.append(("headline", f"speaks of: {group}", value))
        else:
            rest += value
    said = [("headline", word, value) for word, value in zip(words.shown, by_word, strict=True)]
    return [*said, *groups, ("headline", "what it does not speak of", rest)]


class _Columns:
    """What each column of the features is."""

    def __init__(self, classifier: StanceClassifier) -> None:
        self.words = classifier.features_.word.get_feature_names_out()
        self.chars = classifier.features_.char.get_feature_names_out()
        self.cues = classifier.cues_.names
        self.vectors = 0 if classifier.encoding_ is None else classifier.encoding_.columns
        self.blocks = ("",) if classifier.context_ is None else ("", "context ")
        self.ngrams = len(self.words) + len(self.chars)
        self.copies = 1 + (len(classifier.targets_) if len(classifier.targets_) > 1 else 0)

    def name(self, column: int) -> tuple[str, str]:
        """Return kind and name; those of a target's own copy are the same."""
        ngrams, dense = self.ngrams, len(self.cues) + self.vectors
        block = column // (ngrams * self.copies)
        if block < len(self.blocks):
            within = column % ngrams
            if within < len(self.words):
                return f"{self.blocks[block]}word", str(self.words[within])
            return f"{self.blocks[block]}char", str(self.chars[within - len(self.words)])
        column -= ngrams * self.copies * len(self.blocks)
        if column >= dense * self.copies:
            return "constant", "intercept"
        within = column % dense
        if within < len(self.cues):
            return kind_of_cue(self.cues[within]), self.cues[within]
        return "encoder", "the encoder's vectors"


def _deletion_check(
    classifier: StanceClassifier,
    words: _Words,
    target: str | None,
    parent: str | None,
    headline: str | None,
    by_word: Floats,
    probabilities: Floats,
) -> Floats:
    """Score the text again without each of the heaviest words."""
    without = np.full(len(words.shown), np.nan)
    if len(_CHUNK.findall(words.text)) != len(words.shown):
        return without
    heaviest: Sequence[int] = np.argsort(-np.abs(by_word).max(axis=1), kind="stable")[:WORDS_LEFT_OUT].tolist()
    if heaviest:
        context = None if parent is None else [parent] * len(heaviest)
        again = classifier.predict_proba([words.without(i) for i in heaviest], target, context, headline)
        best = int(np.argmax(probabilities))
        without[heaviest] = probabilities[best] - again[:, best]
    return without
