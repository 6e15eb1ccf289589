"""What a classifier is given, checked at the door: each message names the row or the parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

__all__ = [
    "check_context",
    "check_contrast",
    "check_headlines",
    "check_labels",
    "check_mentions",
    "check_prior",
    "check_targets",
    "check_texts",
    "check_weight",
]

Floats = np.ndarray[Any, np.dtype[np.float64]]


def check_texts(X: Iterable[str], *, blank: bool = True) -> Sequence[str]:
    """Return the texts as a list, or say which row is none; ``blank`` says whether one may be empty."""
    if isinstance(X, str):
        raise ValueError("expected a list of texts, got one string; put it into a list: [text]")
    if getattr(X, "ndim", 1) != 1:
        raise ValueError("expected one text a row; give one column of the table: table['text']")
    texts = list(X)
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"text {row} is {type(text).__name__}, not a string; drop missing texts first")
        if not blank and not text.strip():
            raise ValueError(f"text {row} is blank; leave it out of the training set")
    return texts


def check_labels(y: Iterable[Any], texts: int) -> np.ndarray[Any, Any]:
    """Return the labels as an array, one for each text."""
    given = list(y)
    if len(given) != texts:
        raise ValueError(f"{texts} texts but {len(given)} labels")
    for row, label in enumerate(given):
        if label is None or label != label:  # NaN differs from itself
            raise ValueError(f"label {row} is missing; leave the text out of the training set")
    return np.asarray(given)


def check_contrast(
    contrast: Iterable[Any] | None, classes: np.ndarray[Any, Any]
) -> tuple[list[str], np.ndarray[Any, np.dtype[np.intp]]]:
    """Return what is learnt from beside the training set: texts, and the places of their labels in ``classes``."""
    labels, texts, codes = classes.tolist(), [], []
    for number, given in enumerate(contrast or ()):
        pair = given if isinstance(given, list | tuple) and len(given) == 2 else (None, None)
        if not isinstance(pair[0], str) or not pair[0].strip():
            raise ValueError(f"contrast {number} is not (text, label) with something in the text: {given!r:.80}")
        if pair[1] not in labels:
            known = ", ".join(map(str, labels))
            raise ValueError(f"contrast {number} has the label {pair[1]!r}; the training set has {known}")
        texts.append(pair[0])
        codes.append(labels.index(pair[1]))
    return texts, np.array(codes, dtype=np.intp)


def check_targets(targets: Iterable[Any], texts: int) -> list[str]:
    """Return the targets as a list of names, one for each text."""
    given = list(targets)
    if len(given) != texts:
        raise ValueError(f"{texts} texts but {len(given)} targets")
    for row, target in enumerate(given):
        if not isinstance(target, str) or not target.strip():
            raise ValueError(f"target {row} is {target!r}, not the name of a target")
    return given


def check_context(context: Iterable[Any], texts: int) -> list[str | None]:
    """Return for each text the one that it answers, None where that is missing or blank."""
    if isinstance(context, str):
        raise ValueError(
            "context is one string; give for each text the text that it answers, None where it answers none"
        )
    return _one_each("context", context, texts, "the text answers none")


def check_headlines(headlines: Iterable[Any] | str, texts: int) -> list[str | None]:
    """Return the headline above each text, None where it is missing or blank; one string stands above all."""
    if isinstance(headlines, str | bytes) or not isinstance(headlines, Iterable):  # one that is missing, too
        headlines = [headlines] * texts
    return _one_each("headlines", headlines, texts, "there is none")


def _one_each(name: str, given: Iterable[Any], texts: int, otherwise: str) -> list[str | None]:
    """Return what stands beside each text, None where that is missing or blank."""
    if getattr(given, "ndim", 1) != 1:
        raise ValueError(f"{name} must hold one text a row; give one column of the table")
    listed = list(given)
    if len(listed) != texts:
        raise ValueError(f"{texts} texts but {len(listed)} of {name}")
    return [_text_or_none(f"{name} {row}", text, otherwise) for row, text in enumerate(listed)]


def _text_or_none(name: str, text: Any, otherwise: str) -> str | None:
    import pandas as pd

    if isinstance(text, str):
        return text if text.strip() else None
    if pd.api.types.is_scalar(text) and pd.isna(text):
        return None
    raise ValueError(f"{name} is {type(text).__name__}; it is a string, or None where {otherwise}")


def check_weight(weight: Any) -> float:
    """Return the weight of the context."""
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float | np.integer | np.floating)
        or not 0 < weight < np.inf
    ):
        raise ValueError(f"context_weight is a positive number, such as 0.5; got {weight!r}")
    return float(weight)


def check_confidence(least: Any) -> float | None:
    """Return the confidence below which a classifier abstains."""
    if least is None:
        return None
    if isinstance(least, bool) or not isinstance(least, int | float | np.integer | np.floating) or not 0 <= least <= 1:
        raise ValueError(f"min_confidence is a probability between 0 and 1, such as 0.6, or None; got {least!r}")
    return float(least)


def check_prior(prior: Any, classes: np.ndarray[Any, Any]) -> Floats | None:
    """Return the class prior in the order of the classes."""
    if prior is None:
        return None
    given = prior
    if hasattr(prior, "items"):  # a pandas Series is a mapping, too
        named = dict(prior.items())
        if set(named) != set(classes):
            raise ValueError(f"class_prior names {sorted(named)}, the labels are {classes.tolist()}")
        given = [named[name] for name in classes]
    wanted = np.asarray(given, dtype=float)
    if wanted.shape != classes.shape or not (wanted > 0).all() or abs(wanted.sum() - 1) > 1e-6:
        raise ValueError(
            f"class_prior must give each of the {len(classes)} labels a positive share, summing to 1; got {prior}"
        )
    return wanted


#: Shorter words of a target's name ("of", "the", "US") would be found everywhere.
_SHORTEST_WORD = 4


def check_mentions(mentions: Any, targets: Sequence[str]) -> dict[str, list[str]]:
    """Return groups of word beginnings in lower case; by default the words of the targets' names."""
    if mentions is None:
        groups = {name: [w for w in re.findall(r"\w+", name) if len(w) >= _SHORTEST_WORD] for name in targets}
        return {name: [word.lower() for word in words] for name, words in groups.items() if words}
    if not isinstance(mentions, Mapping):
        raise ValueError(f"mentions is a mapping of a group's name to word beginnings, not {type(mentions).__name__}")
    checked = {}
    for name, words in mentions.items():
        plain = [words] if isinstance(words, str) else list(words)
        if not isinstance(name, str) or not plain or not all(isinstance(w, str) and w.strip() for w in plain):
            raise ValueError(f"mentions[{name!r}] must be a list of word beginnings, each with something in it")
        checked[name] = [word.strip().lower() for word in plain]
    return checked
