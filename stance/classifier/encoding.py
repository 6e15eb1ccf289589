"""Vectors of an encoder that the user brings: checked, scaled, and recognised when a stored model is used again.

A text is seen as a whole and sentence by sentence: an encoder reads only the beginning of a long text (MiniLM 256 word
pieces), and a stance is often taken in one sentence of several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stance.classifier.features import ADDRESS, LINK
from stance.errors import ArtefactError
from stance.sentiment.sentences import sentences

__all__ = ["Encoding", "RememberedVectors", "as_read"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

#: What a stored model remembers of its encoder is the vector of this sentence.
PROBE = "They met again in the capital, and nobody can say what was agreed."
#: Two encoders are the same where the cosine of their vectors of it is so high: other precisions and batch sizes are.
_SAME = 0.99
#: A text is seen as a whole and by its sentences.
_VIEWS = 2
_HASHTAG = re.compile(r"#(\w+)")
#: Where a word of a hashtag ends: ``NoDeal``, ``MAGAHats``, ``Deal2025``, ``no_deal``.
_WORD_END = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|_")


def as_read(text: str) -> str:
    """Return what an encoder is given of a text: no links and addresses, and the words that hashtags are made of.

    Where nothing else is left the text stays as it is.

    >>> as_read("@Bo #NoDeal2025, see https://example.com now")
    'No Deal 2025, see now'
    """
    plain = _HASHTAG.sub(lambda tag: _WORD_END.sub(" ", tag[1]), ADDRESS.sub(" ", LINK.sub(" ", text)))
    lines = [" ".join(line.split()) for line in plain.splitlines()]
    return "\n".join(line for line in lines if line) or text


@dataclass(frozen=True)
class Encoding:
    """What is known of an encoder: name, length of its vectors in the features, and the direction of the probe.

    Each view of a text, as a whole and by its sentences, has a vector of that length.
    """

    name: str
    weight: float
    probe: Floats

    @classmethod
    def of(cls, encoder: Any, weight: float) -> Encoding:
        """Look at an encoder for the first time."""
        probe = _encode(encoder, [PROBE])[0].astype(np.float32).astype(np.float64)
        return cls(_name_of(encoder), weight, probe)

    @property
    def dimension(self) -> int:
        """The number of dimensions of a vector."""
        return len(self.probe)

    @property
    def columns(self) -> int:
        """The number of features."""
        return _VIEWS * self.dimension

    def vectors(self, encoder: Any, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, and the directions of the means of their sentences' vectors.

        Returns
        -------
        ndarray, shape (texts, columns)
            Each half of a row has the length ``weight``.
        """
        if not len(texts):
            return np.zeros((0, self.columns))
        read = [as_read(text) for text in texts]
        parts = [sentences(text) or [text] for text in read]
        asked = [*read, *(part for text in parts for part in text)]
        place = {text: row for row, text in enumerate(dict.fromkeys(asked))}
        vectors = _encode(encoder, list(place))
        if vectors.shape[1] != self.dimension:
            raise ValueError(f"the encoder gives {vectors.shape[1]} dimensions, {self.name} gave {self.dimension}")
        vectors = vectors[[place[text] for text in asked]]
        first = np.cumsum([0, *(len(text) for text in parts[:-1])])
        means = _unit(np.add.reduceat(vectors[len(read) :], first, axis=0))
        return self.weight * np.hstack([vectors[: len(read)], means])

    def check(self, encoder: Any) -> None:
        """Refuse an encoder that is not the one trained with.

        Raises
        ------
        ArtefactError
        """
        trained = f"this classifier was trained with the encoder {self.name} ({self.dimension} dimensions)"
        call = f"such as load_classifier(..., encoder=SentenceTransformer({self.name!r})), of sentence-transformers"
        if encoder is None:
            raise ArtefactError(f"{trained}; give it, {call}")
        if not _can_encode(encoder):
            raise ArtefactError(f"{trained}; {_description(encoder)} is none; give the object itself, {call}")
        try:
            probe = _encode(encoder, [PROBE])[0]
        except (ValueError, TypeError) as error:
            raise ArtefactError(f"{trained}; the one given, {_name_of(encoder)}, fails: {error}") from error
        if len(probe) != self.dimension or float(probe @ self.probe) < _SAME:
            raise ArtefactError(
                f"{trained}; the one given, {_name_of(encoder)} ({len(probe)} dimensions), makes other vectors"
            )


class RememberedVectors:
    """An encoder that computes the vector of each text once: cross-validation asks for the same ones again."""

    def __init__(self, encoder: Any) -> None:
        self.encoder = encoder
        self.name = _name_of(encoder)
        self._known: dict[str, Any] = {}

    def __deepcopy__(self, memo: Any) -> RememberedVectors:
        return self  # a clone of a classifier may share it

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector a text."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
            self._known |= dict(zip(new, _encode(self.encoder, new), strict=True))
        return np.array([self._known[text] for text in texts])


def _encode(encoder: Any, texts: Sequence[str]) -> Floats:
    """Return unit vectors, or say what is wrong with what the encoder returned."""
    if not _can_encode(encoder):
        raise ValueError(
            f"an encoder is an object with encode(list of str), such as SentenceTransformer('all-MiniLM-L6-v2'); "
            f"{_description(encoder)} is none"
        )
    vectors = np.asarray(encoder.encode(list(texts)), dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise ValueError(f"encode() must return one vector a text; for {len(texts)} texts it returned {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("encode() returned numbers that are not finite")
    return _unit(vectors)


def _unit(vectors: Floats) -> Floats:
    """Return vectors of length 1; of what has none, zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.where(lengths > 0, lengths, 1.0)
    return unit


def _can_encode(encoder: Any) -> bool:
    """Tell an encoder from a string, which has a method of that name, and from a class that nobody called."""
    return not isinstance(encoder, str | type) and callable(getattr(encoder, "encode", None))


def _description(thing: Any) -> str:
    return f"the string {thing[:80]!r}" if isinstance(thing, str) else f"the {type(thing).__name__}"


def _name_of(encoder: Any) -> str:
    for attribute in ("name", "model_name"):
        if isinstance(name := getattr(encoder, attribute, None), str) and name:
            return name
    return type(encoder).__name__
