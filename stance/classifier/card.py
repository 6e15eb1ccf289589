"""A model's card as Markdown: what it is for, what it learnt from, how good it is beside the trivial answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["figures_as_markdown", "markdown"]


def markdown(card: Mapping[str, Any]) -> str:
    """Return the card of a stored model as a page of Markdown.

    Parameters
    ----------
    card : mapping
        ``classifier.card_`` of a loaded model.
    """
    data, metrics = card.get("data", {}), card.get("metrics", {})
    origin = ", ".join(f"{count} {name}" for name, count in data.get("origin", {}).items())
    labels = ", ".join(f"{name} {count}" for name, count in data.get("labels", {}).items())
    encoder = card.get("encoder")
    lines = [
        f"# Stance classifier: {card.get('target')}",
        "",
        f"- **Use**: {card.get('intended_use', 'not stated')}",
        f"- **Learnt from** {data.get('comments', '?')} comments ({origin or 'origin not stated'}): {labels}; "
        f"{data.get('disputed_left_out', 0)} disputed ones left out",
        f"- **File** {data.get('file', 'not stated')}, SHA-256 `{data.get('sha256', 'not stated')}`",
        f"- **Assumed shares** (class prior): {_shares(card.get('parameters', {}).get('class_prior'))}",
        f"- **Encoder**: {'{name}, {dimension} dimensions'.format(**encoder) if encoder else 'none'}",
        "",
        "**Limits**",
        "",
        *(f"- {limit}" for limit in card.get("limits", [])),
        "",
        f"## Figures: {metrics.get('method', 'none')}",
        "",
        f"Held out together: {', '.join(metrics.get('held_out_together', [])) or 'nothing'}.",
    ]
    for part, title in (("threads", "Comments in whole threads"), ("all", "All comments")):
        if part in metrics:
            lines += ["", f"### {title}", "", figures_as_markdown(metrics[part])]
    if curve := metrics.get("learning_curve"):
        lines += ["", "### Learning curve", "", "| comments trained on | macro-F1 | accuracy |", "| --- | --- | --- |"]
        lines += [f"| {row['comments']} | {row['macro_f1']:.3f} | {row['accuracy']:.3f} |" for row in curve]
    return "\n".join(lines) + "\n"


def _shares(prior: Mapping[str, float] | None) -> str:
    if not prior:
        return "as in the training set"
    return ", ".join(f"{name} {share:.2f}" for name, share in prior.items())


def figures_as_markdown(figures: Mapping[str, Any]) -> str:
    """Return what :func:`~stance.classifier.evaluation.measure` returns as Markdown tables."""
    base, names = figures["baselines"], list(figures["classes"])
    low, high = figures["macro_f1_interval"]
    rows = [
        ("macro-F1 (95 % interval)", f"{figures['macro_f1']:.3f} ({low:.3f}–{high:.3f})", base["majority"]["macro_f1"]),
        ("accuracy", f"{figures['accuracy']:.3f}", base["majority"]["accuracy"]),
        ("log-loss", f"{figures['log_loss']:.3f}", base["prior"]["log_loss"]),
        ("Brier score (0–2)", f"{figures['brier']:.3f}", base["prior"]["brier"]),
        ("calibration error (ECE, 0–1)", f"{figures['ece']:.3f}", None),
    ]
    if "auc_against_none" in figures:
        rows.append(("ROC AUC, against–none", f"{figures['auc_against_none']:.3f}", 0.5))
    lines = [f"{figures['comments']} comments.", "", "| figure | classifier | baseline |", "| --- | --- | --- |"]
    lines += [f"| {name} | {value} | {'–' if b is None else f'{b:.3f}'} |" for name, value, b in rows]
    lines += ["", "Baselines: always the most frequent label; for log-loss and Brier score the shares of the labels."]
    lines += ["", "| label | precision | recall | F1 (95 % interval) | comments |", "| --- | --- | --- | --- | --- |"]
    for name in names:
        one = figures["classes"][name]
        f1 = f"{one['f1']:.3f} ({one['f1_interval'][0]:.3f}–{one['f1_interval'][1]:.3f})"
        lines.append(f"| {name} | {one['precision']:.3f} | {one['recall']:.3f} | {f1} | {one['support']} |")
    lines += ["", f"| label given ↓ predicted → | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    lines += [
        f"| {name} | {' | '.join(map(str, row))} |" for name, row in zip(names, figures["confusion"], strict=True)
    ]
    return "\n".join(lines)
