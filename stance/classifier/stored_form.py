"""What the arrays and the card of a stored model are: what comes from a file is taken at no word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stance.classifier.checks import check_confidence, check_mentions, check_prior
from stance.classifier.context import Context
from stance.classifier.encoding import Encoding
from stance.classifier.features import CueFeatures
from stance.errors import ArtefactError

__all__ = ["FORMAT", "HEADLINES", "NUMBERS", "PARAMETERS", "TERMS", "WITH_CONTEXT", "check_stored"]

Arrays = Mapping[str, np.ndarray[Any, Any]]

#: Counts up when the arrays or the features change their meaning.
FORMAT = 5
TERMS = ("word_terms", "char_terms")
NUMBERS = ("word_idf", "char_idf", "cue_mean", "cue_scale", "coef", "intercept", "encoder_probe", "confusion")
PARAMETERS = {"mentions", "class_prior", "min_confidence", "C", "min_df", "folds", "seed"}
#: Stands among a model's parameters where it was trained with context, and only there.
WITH_CONTEXT = "context_weight"
#: Stand among its arrays where it was trained with headlines, and only there.
HEADLINES = ("headline_coef", "headline_mean", "headline_scale", "confusion_without_headlines")
#: Counts of errors, as a file has them: there are no more comments than this.
_COUNTS = ("confusion", "confusion_without_headlines")
_MOST_COMMENTS = 1e12
#: No part of the features is weighted more; what training stores is below 10.
_GREATEST_WEIGHT = 1e6


def check_stored(
    arrays: Arrays, card: Mapping[str, Any], path: Path
) -> tuple[CueFeatures, Encoding | None, Context | None]:
    """Return cues, encoding and context of a stored model, or say what of it cannot be right.

    Raises
    ------
    ArtefactError
        Naming the file.
    """
    classes, targets = _check_names(card, path)
    cues, encoding, context = _parts(arrays, card, path)
    headlines = [name for name in HEADLINES if name in arrays]
    _check_kinds(arrays, headlines, path)
    columns = _columns(arrays, cues, encoding, context, targets)
    fits = (
        _terms_fit(arrays)
        and arrays["cue_mean"].shape == arrays["cue_scale"].shape == (len(cues.names),)
        and arrays["coef"].shape == (len(classes), columns)
        and arrays["intercept"].shape == (len(classes),)
        and arrays["confusion"].shape in ((0, 0), (len(classes), len(classes)))
        and _seen_fit(arrays["seen"])
        and (not headlines or (len(targets) < 2 and _headlines_fit(arrays, len(classes), len(cues.mentions))))
    )
    if not fits:
        raise ArtefactError(f"{path}: damaged, the arrays do not fit one another")
    _check_values(arrays, headlines, path)
    return cues, encoding, context


def _check_names(card: Mapping[str, Any], path: Path) -> tuple[list[str], list[str]]:
    """Return the classes and the targets that a card names, and look at its parameters."""
    classes, parameters, targets = card.get("classes"), card.get("parameters"), card.get("targets")
    if not isinstance(classes, list) or not isinstance(parameters, dict) or not isinstance(targets, list):
        raise ArtefactError(f"{path}: damaged, the card lacks classes, targets or parameters")
    for names in (classes, targets):
        if not all(isinstance(name, str) for name in names) or names != sorted(set(names)):
            raise ArtefactError(f"{path}: damaged, the card's classes or targets are {names}")
    if not isinstance(card.get("target"), str | None):
        raise ArtefactError(f"{path}: damaged, the card's target is {card['target']!r:.80}; it is a name or null")
    if set(parameters) - {WITH_CONTEXT} != PARAMETERS:
        raise ArtefactError(f"{path}: damaged, the card's parameters are {sorted(parameters)}")
    try:
        check_confidence(parameters["min_confidence"])
        check_prior(parameters["class_prior"], np.array(classes))
    except (TypeError, ValueError, OverflowError) as error:
        raise ArtefactError(f"{path}: damaged, the card's parameters cannot be right ({error})") from None
    return classes, targets


def _parts(arrays: Arrays, card: Mapping[str, Any], path: Path) -> tuple[CueFeatures, Encoding | None, Context | None]:
    targets, parameters = card["targets"], card["parameters"]
    try:
        cues = CueFeatures(
            check_mentions(card["mentions"] or {}, ()), _weight(card["cue_weight"]), targets if len(targets) > 1 else ()
        )
        told = card["encoder"]
        probe = arrays["encoder_probe"].astype(np.float64)
        encoding = None if told is None else Encoding(str(told["name"]), _weight(told["weight"]), probe)
        context = Context(_weight(parameters[WITH_CONTEXT])) if WITH_CONTEXT in parameters else None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        what = "mentions, encoder or context"
        raise ArtefactError(f"{path}: damaged, the card's {what} cannot be read ({error})") from None
    return cues, encoding, context


def _weight(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= _GREATEST_WEIGHT:
        raise ValueError(f"a weight is a positive number up to {_GREATEST_WEIGHT:g}, not {given!r:.80}")
    return float(given)


def _check_kinds(arrays: Arrays, headlines: list[str], path: Path) -> None:
    kinds = {**dict.fromkeys((*NUMBERS, *headlines), "f"), **dict.fromkeys(TERMS, "U"), "seen": "u"}
    if any(arrays[name].dtype.kind != kind for name, kind in kinds.items()) or arrays["seen"].dtype.itemsize != 8:
        raise ArtefactError(f"{path}: damaged, the arrays are of other types than a model's")
    if any(arrays[name].ndim != 1 for name in (*TERMS, "seen", "encoder_probe")):
        raise ArtefactError(f"{path}: damaged, the arrays are of other shapes than a model's")


def _columns(
    arrays: Arrays, cues: CueFeatures, encoding: Encoding | None, context: Context | None, targets: list[str]
) -> int:
    """Return how many weights a class has."""
    ngrams = len(arrays["word_terms"]) + len(arrays["char_terms"])
    columns = ngrams * (1 if context is None else 2) + len(cues.names) + (encoding.columns if encoding else 0)
    return columns * (1 + len(targets)) + len(targets) if len(targets) > 1 else columns


def _terms_fit(arrays: Arrays) -> bool:
    return all(
        len(np.unique(arrays[f"{kind}_terms"])) == len(arrays[f"{kind}_terms"])
        and arrays[f"{kind}_idf"].shape == arrays[f"{kind}_terms"].shape
        for kind in ("word", "char")
    )


def _seen_fit(seen: np.ndarray[Any, Any]) -> bool:
    return bool((seen[1:] > seen[:-1]).all())


def _headlines_fit(arrays: Arrays, classes: int, groups: int) -> bool:
    spoken = groups + (groups > 1)  # each of them, and any
    columns = len(arrays["word_terms"]) + len(arrays["char_terms"]) + spoken + 1
    shapes = ((classes, columns), (spoken,), (spoken,), arrays["confusion"].shape)
    return all(name in arrays and arrays[name].shape == shape for name, shape in zip(HEADLINES, shapes, strict=True))


def _check_values(arrays: Arrays, headlines: list[str], path: Path) -> None:
    """Refuse numbers with which no probability comes out: beyond what a file of 32 bits holds, or scales of nothing."""
    with np.errstate(over="ignore"):
        numbers = {name: arrays[name].astype(np.float32) for name in (*NUMBERS, *headlines)}
    for name, values in numbers.items():
        if not np.isfinite(values).all():
            raise ArtefactError(f"{path}: damaged, {name} holds numbers that no model has")
        if name.endswith("_scale") and not (values > 0).all():
            raise ArtefactError(f"{path}: damaged, {name} must be above 0")
        if name in _COUNTS and not ((values >= 0) & (values <= _MOST_COMMENTS)).all():
            raise ArtefactError(f"{path}: damaged, {name} holds numbers that count no comments")
