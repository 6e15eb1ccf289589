"""How good a classifier is, in a few lines for the terminal; the card has all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stance.printing import on_one_line, printable
from stance.table import CLASSES

__all__ = [
    "as_json",
    "evaluation_in_brief",
    "figures_in_brief",
    "notes_on_evaluation",
    "notes_on_training",
    "training_in_brief",
]

#: Stands where there is no figure: of a label that no comment has.
_NOTHING = "–"
_BASELINES = ("majority", "prior")
_SAID = "in brackets 95 % intervals; majority: always the most frequent label; prior: labels drawn by their shares"


def training_in_brief(target: str, card: Mapping[str, Any]) -> str:
    """Return what was learnt from, and the cross-validated figures, those on whole threads where there are such."""
    data, metrics = card["data"], card["metrics"]
    labels = ", ".join(f"{name} {count}" for name, count in data["labels"].items())
    kinds = _kinds(data["origin"])
    lines = [on_one_line(f"{target}: trained on {data['comments']} comments{kinds}: {labels}")]
    part = "threads" if "threads" in metrics else "all"
    if part not in metrics:
        return "\n".join([*lines, metrics["method"]])
    place = " in whole threads" if part == "threads" else ""
    together = ", ".join(metrics["held_out_together"])
    held_out = f"; held out together: {together}" if together else ""
    lines += [f"{metrics['method']} on the {metrics[part]['comments']} comments{place}{held_out}", ""]
    lines.append(figures_in_brief(metrics[part]))
    if metrics["all"]["comments"] > metrics[part]["comments"]:
        more = metrics["all"]
        lines.append(f"on all {more['comments']} comments: macro-F1 {_with_interval(more, 'macro_f1')}")
    return "\n".join(lines)


def evaluation_in_brief(model: str, what: str, figures: Mapping[str, Any]) -> str:
    """Return the figures on other comments than those trained on."""
    from stance.classifier.card import targets_in_words

    answering, headed = figures.get("comments_that_answer"), figures.get("comments_with_headline")
    read = f"; the comment answered is known for {answering} and was read, too" if answering else ""
    read += f"; the headline above is known for {headed} and was read, too" if headed else ""
    towards = f", measured as comments on {targets_in_words(figures['measured_as'])}"
    head = on_one_line(f"{model} on {what}: {figures['comments']} comments{_kinds(figures['origin'])}{towards}{read}")
    return f"{head}\n\n{figures_in_brief(figures)}"


def notes_on_training(card: Mapping[str, Any]) -> Iterator[str]:
    """Say what a classifier has learnt from and what not, and what its figures rest on."""
    from stance.classifier.card import COUNTED, beside_in_words, few_in_words

    data, metrics = card["data"], card["metrics"]
    if data["origin"].get("synthetic"):
        yield "these comments are synthetic; so are the figures"
    if few := metrics.get("few_groups"):
        yield few_in_words(few)
    for kind in COUNTED:
        if choice := metrics.get(kind):
            yield f"{kind} {beside_in_words(kind, choice)}"
    if elsewhere := data.get("other_targets_left_out"):
        yield f"{elsewhere} comments are left out, because they are about another target"
    if repeated := data["repeated_texts"]:
        yield f"{repeated} texts stand in the table more than once"


def notes_on_evaluation(figures: Mapping[str, Any]) -> Iterator[str]:
    """Say what the figures of an evaluation leave out, and what they rest on."""
    from stance.classifier.card import few_in_words, scored_in_words
    from stance.classifier.evaluation import FEW_GROUPS

    if left_out := figures["trained_on_left_out"]:
        yield f"{left_out} comments are left out, because the classifier was trained on them"
    if elsewhere := figures.get("other_targets_left_out"):
        yield f"{elsewhere} comments are left out, because they are about another target"
    if figures.get("comments_with_headline") == 0:
        yield "the classifier reads headlines, and the table has none (column headline or page_title)"
    if absent := [name for name, one in figures["classes"].items() if not one["support"]]:
        yield f"no comment is labelled {' or '.join(absent)}: macro-F1 is the mean of the other labels'"
    if scored := figures.get("as_scored"):
        yield scored_in_words(scored)
    if (drawn := figures["drawn_together"]) < FEW_GROUPS:
        yield few_in_words(drawn)
    if figures["origin"].get("synthetic"):
        yield "these comments are synthetic; so are the figures"


def figures_in_brief(figures: Mapping[str, Any]) -> str:
    """Return macro-F1, the F1 of each label and accuracy beside the trivial answers, and how far confidence is off."""
    base = [figures["baselines"][name] for name in _BASELINES]
    rows: list[tuple[str, ...]] = [
        ("", "classifier", *_BASELINES),
        _row("macro-F1", figures, "macro_f1", [one["macro_f1"] for one in base]),
        *(_row(f"F1 {name}", figures["classes"][name], "f1", [one["f1"][name] for one in base]) for name in CLASSES),
        _row("accuracy", figures, "accuracy", [one["accuracy"] for one in base]),
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    chance = f"; by chance alone {figures['ece_by_chance']:.2f}" if "ece_by_chance" in figures else ""
    sure = f"calibration: the confidence that it states is off by {figures['ece']:.2f} on average (ECE, 0–1{chance})"
    return "\n".join([*lines, _SAID, sure])


def as_json(figures: Mapping[str, Any]) -> str:
    """Return all figures, for scripts; names with signs that a terminal would obey, as JSON can write them."""
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    return text if printable(text) == text else json.dumps(figures, indent=2)


def _row(title: str, figures: Mapping[str, Any], key: str, base: list[float]) -> tuple[str, ...]:
    return (title, _with_interval(figures, key), *(f"{value:.2f}" if key in figures else _NOTHING for value in base))


def _with_interval(figures: Mapping[str, Any], key: str) -> str:
    if key not in figures:
        return _NOTHING
    ends = figures.get(f"{key}_interval")
    return f"{figures[key]:.2f}" + (f" ({ends[0]:.2f}–{ends[1]:.2f})" if ends else "")


def _kinds(origin: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{count} {name}' for name, count in origin.items())})" if origin else ""
