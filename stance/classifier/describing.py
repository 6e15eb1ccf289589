"""What a reader of votes must know of the classifier that gave them, in a few sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from stance.classifier.artefact import MODELS

__all__ = ["ALWAYS_AGAINST", "REAL_COMMENTS", "SHIPPED", "describe_classifier", "describe_fingerprint"]

#: The real comments on the talks that the shipped classifiers were tried on (seeds/stance_gold.csv): how many there
#: are, and how many whoever always answers ``against`` gets right. None was trained on.
REAL_COMMENTS, ALWAYS_AGAINST = 15, 11
#: The shipped classifiers by fingerprint: name, and how many of the real comments each gets right. A model that is
#: trained again has another fingerprint, and no such figure until it is measured.
SHIPPED = {
    "9ae953637dee24b47e78d866292af78e": ("us-japan-talks", 9),
    "721d6a13a376530b738920f43b3f0219": ("us-japan-talks-minilm", 9),
}


def describe_classifier(classifier: Any) -> str:
    """Say what a classifier is for, what it learnt from, and how good it is by its card and on real comments."""
    targets = getattr(classifier, "targets_", None) or [getattr(classifier, "target", None) or "not named"]
    card = getattr(classifier, "card_", None) or {}
    return _describe(targets, card, getattr(classifier, "fingerprint_", None))


def describe_fingerprint(fingerprint: object) -> str:
    """Say the same of the classifier that scored a table, which notes its fingerprint (``attrs["classifier"]``)."""
    if not isinstance(fingerprint, str):
        return "Which classifier gave the votes, the table does not say."
    if fingerprint not in SHIPPED:
        return f"The votes are those of a classifier that is not shipped (fingerprint {fingerprint})."
    card = json.loads((MODELS / f"{SHIPPED[fingerprint][0]}.json").read_text(encoding="utf-8"))
    return _describe(card["targets"], card, fingerprint)


def _describe(targets: Sequence[str], card: Mapping[str, Any], fingerprint: str | None) -> str:
    name, right = SHIPPED.get(fingerprint or "", (None, None))
    said = [f"The classifier's target{'s' if len(targets) > 1 else ''}: {', '.join(targets)}."]
    if fingerprint is not None:
        said.append(
            f"It is {f'the shipped {name}' if name else 'none of the shipped ones'} (fingerprint {fingerprint})."
        )
    data = _mapping(card, "data")
    counts = {kind: count for kind, count in _mapping(data, "origin").items() if _is_count(count)}
    origin = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    if _is_count(data.get("comments")):
        said.append(f"It learnt from {data['comments']} comments{f' ({origin})' if origin else ''}.")
    said += _measured(_mapping(card, "metrics"))
    if "synthetic" in origin.lower():
        real = "" if right is None else (
            f": of {REAL_COMMENTS} real ones on the talks it gets {right} right, where always answering against gets "
            f"{ALWAYS_AGAINST}; they are too few to say more"
        )  # fmt: skip
        said.append(f"Synthetic comments are invented, and real ones are harder{real}.")
    return " ".join(said)


def _measured(metrics: Mapping[str, Any]) -> list[str]:
    """Return the sentence on the figures of a card, where it has any."""
    part = "threads" if "threads" in metrics else "all"
    if part not in metrics:
        return []
    figures = _mapping(metrics, part)
    baseline = _mapping(_mapping(figures, "baselines"), "majority")
    shown = [one.get(name) for one in (figures, baseline) for name in ("macro_f1", "accuracy")]
    if not all(map(_is_number, shown)) or not isinstance(metrics.get("method"), str):
        return []
    ends = figures.get("macro_f1_interval")
    known = isinstance(ends, list) and len(ends) == 2 and all(map(_is_number, ends))
    interval = f" (95 % interval {ends[0]:.2f}–{ends[1]:.2f})" if ends and known else ""
    return [
        f"On such comments that it had not seen ({metrics['method']}): macro-F1 {figures['macro_f1']:.2f}{interval}, "
        f"accuracy {figures['accuracy']:.2f}; always giving the most frequent label: {baseline['macro_f1']:.2f} and "
        f"{baseline['accuracy']:.2f}."
    ]


def _mapping(card: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of a card; nothing where it is missing or not of the form that training gives it."""
    part = card.get(name)
    return part if isinstance(part, Mapping) else {}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
