"""A model's card as Markdown: what it is for, what it learnt from, how good it is beside the trivial answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from stance.printing import in_markdown

__all__ = [
    "COUNTED",
    "beside_in_words",
    "few_in_words",
    "figures_as_markdown",
    "markdown",
    "pictures_as_markdown",
    "scored_in_words",
    "targets_in_words",
]

#: What may stand beside a comment, and how a card names the count of the comments beside which it does.
COUNTED = {"context": "comments_that_answer", "headlines": "comments_with_headline"}
_BESIDE = {"context": "the comment answered", "headlines": "the headline above"}


#: The trivial answers, and what they are.
_BASELINES = {"majority": "always the most frequent label", "prior": "labels drawn by their shares"}
#: What no table needs to be asked for: both answers rank no comment above another.
_ELSE = {("majority", "auc_against_none"): 0.5, ("prior", "auc_against_none"): 0.5}


def markdown(card: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> str:
    """Return the card of a stored model as a page of Markdown.

    Parameters
    ----------
    card : mapping
        ``classifier.card_`` of a loaded model.
    pictures : mapping, optional
        What pictures show, and the names of their files beside the page.
    """
    data, metrics = card.get("data", {}), card.get("metrics", {})
    origin = ", ".join(f"{count} {in_markdown(name)}" for name, count in data.get("origin", {}).items())
    labels = ", ".join(f"{in_markdown(name)} {count}" for name, count in data.get("labels", {}).items())
    lines = [
        f"# Stance classifier: {in_markdown(card.get('target'))}",
        "",
        f"- **Use**: {in_markdown(card.get('intended_use', 'not stated'))}",
        f"- **Learnt from** {data.get('comments', '?')} comments ({origin or 'origin not stated'}): {labels}; "
        f"{data.get('disputed_left_out', 0)} disputed ones left out",
        f"- **File** {in_markdown(data.get('file', 'not stated'))}, {_hash(data.get('sha256', 'not stated'))}",
        *_contrast(data.get("contrast")),
        f"- **Assumed shares** (class prior): {_shares(card)}",
        f"- **Encoder**: {_encoder(card.get('encoder'))}",
        "",
        "**Limits**",
        "",
        *(f"- {in_markdown(limit)}" for limit in card.get("limits", [])),
        "",
        f"## Figures: {in_markdown(metrics.get('method', 'none'))}",
        "",
        f"Held out together: {', '.join(metrics.get('held_out_together', [])) or 'nothing'}.",
    ]
    if few := metrics.get("few_groups"):
        lines += ["", f"**Few groups**: {few_in_words(few)}."]
    for kind, title in _BESIDE.items():
        if choice := metrics.get(kind):
            lines += ["", f"**{kind.capitalize()}** ({title}) {in_markdown(beside_in_words(kind, choice))}."]
    for part, title in (("threads", "Comments in whole threads"), ("all", "All comments")):
        if part in metrics:
            lines += ["", f"### {title}", "", figures_as_markdown(metrics[part])]
    if curve := metrics.get("learning_curve"):
        lines += ["", "### Learning curve", "", "| comments trained on | macro-F1 (95 % interval) | accuracy |"]
        lines += ["| --- | --- | --- |"]
        lines += [f"| {row['comments']} | {_with_interval(row, 'macro_f1')} | {row['accuracy']:.3f} |" for row in curve]
        for name, title in _BASELINES.items():
            base = metrics["all"]["baselines"][name]
            lines.append(f"| baseline: {title} | {base['macro_f1']:.3f} | {base['accuracy']:.3f} |")
    if pictures:
        lines += ["", "### Pictures", "", pictures_as_markdown(pictures)]
    return "\n".join(lines) + "\n"


def beside_in_words(kind: str, choice: Mapping[str, Any]) -> str:
    """Return what :func:`~stance.classifier.choosing.choose_beside` found of one kind, as the end of a sentence."""
    verb, it = ("is", "it") if kind == "context" else ("are", "them")
    known = f"{verb} known for {choice[COUNTED[kind]]} comments"
    if "reason" in choice:
        return f"{known} and left out: {choice['reason']}"
    ends = "–".join(f"{end:.4f}" for end in choice["interval"]).replace("-", "−")  # a dash joins the ends
    loss, f1 = choice["log_loss"], choice["macro_f1"]
    few = choice.get("too_few_groups")
    verdict = "kept" if choice["kept"] else "left out"
    verdict += f", since {few} threads or authors are too few to tell" if few else ""
    return (
        f"{known} and {verdict}: with {it} the log-loss on comments held out falls "
        f"by {choice['log_loss_falls_by']:.4f} (95 % interval {ends}; {loss['without']:.3f} → {loss['with']:.3f}), "
        f"macro-F1 {f1['without']:.3f} → {f1['with']:.3f}; a classifier that learnt with {it} and is asked without has "
        f"{loss['withheld']:.3f} and {f1['withheld']:.3f}; it was chosen on the folds that the figures are from"
    )


def pictures_as_markdown(pictures: Mapping[str, str]) -> str:
    """Return links to pictures that lie beside the page."""
    return "\n\n".join(f"![The {name}; its numbers stand above]({quote(file)})" for name, file in pictures.items())


def _shares(card: Mapping[str, Any]) -> str:
    prior = card.get("parameters", {}).get("class_prior")
    if not prior:
        return "as in the training set"
    named = prior if isinstance(prior, Mapping) else dict(zip(card["classes"], prior, strict=True))
    return ", ".join(f"{in_markdown(name)} {share:.2f}" for name, share in named.items())


def _encoder(told: Mapping[str, Any] | None) -> str:
    return f"{in_markdown(told['name'])}, {told['dimension']} dimensions" if told else "none"


def _hash(text: object) -> str:
    """Return a hash between backticks, within which nothing can be escaped."""
    return f"SHA-256 `{''.join(sign for sign in str(text) if sign.isascii() and (sign.isalnum() or sign == ' '))}`"


def _contrast(told: dict[str, Any] | None) -> list[str]:
    """Return the line on contrast pairs, where a classifier learnt from them."""
    if not told:
        return []
    file = f"; file {in_markdown(told['file'])}, {_hash(told['sha256'])}" if "file" in told else ""
    return [f"- **And from** {told['texts']} texts of contrast pairs, which no figure is measured on{file}"]


def targets_in_words(targets: Sequence[str]) -> str:
    """Return the targets that comments were measured as, as the end of a sentence."""
    return ", ".join(targets) or "a target without a name"


def few_in_words(drawn: int) -> str:
    """Return what must be said of intervals of so few groups.

    >>> few_in_words(3)
    'the intervals rest on 3 threads or authors; so few make them too narrow'
    """
    if drawn == 1:
        return "all are of one thread or author; the intervals are of its single comments, and of no other thread"
    return f"the intervals rest on {drawn} threads or authors; so few make them too narrow"


def scored_in_words(scored: Mapping[str, Any]) -> str:
    """Return how many comments :func:`stance.score` leaves without a stance, and the accuracy on the others.

    >>> scored_in_words({"without_stance": {"not in English": 2}, "comments": 8, "accuracy": 0.75})
    'stance.score gives 2 of them no stance (not in English: 2); its accuracy on the other 8 is 0.75'
    """
    reasons, others = scored["without_stance"], scored["comments"]
    listed = ", ".join(f"{reason}: {count}" for reason, count in reasons.items())
    said = f"stance.score gives {sum(reasons.values())} of them no stance ({listed})"
    return said + (f"; its accuracy on the other {others} is {scored['accuracy']:.2f}" if others else "")


def figures_as_markdown(figures: Mapping[str, Any]) -> str:
    """Return what :func:`~stance.classifier.evaluation.measure` returns as Markdown tables."""
    names, origin = [in_markdown(name) for name in figures["classes"]], figures.get("origin")
    kinds = f" ({', '.join(f'{count} {in_markdown(name)}' for name, count in origin.items())})" if origin else ""
    lines = [f"{figures['comments']} comments{kinds}."]
    if "measured_as" in figures:
        towards = in_markdown(targets_in_words(figures["measured_as"]))
        lines[0] = lines[0].removesuffix(".") + f", measured as comments on {towards}."
    if left_out := figures.get("trained_on_left_out"):
        lines[0] += f" Left out, because the classifier was trained on them: {left_out} more."
    if elsewhere := figures.get("other_targets_left_out"):
        lines[0] += f" Left out, because they are about another target: {elsewhere} more."
    if answering := figures.get("comments_that_answer"):
        lines[0] += f" The comment answered is known for {answering} and was read, too."
    if scored := figures.get("as_scored"):
        lines[0] += f" {in_markdown(scored_in_words(scored))}."
    lines += ["", *_summary(figures), "", *_by_label(figures)]
    lines += ["", f"| label given ↓ predicted → | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]
    lines += [
        f"| {name} | {' | '.join(map(str, row))} |" for name, row in zip(names, figures["confusion"], strict=True)
    ]
    lines += ["", "| it is so sure (mean of the bin) | it is right | comments |", "| --- | --- | --- |"]
    lines += [
        f"| {row['confidence']:.3f} | {row['accuracy']:.3f} | {row['comments']} |" for row in figures["calibration"]
    ]
    return "\n".join(lines)


def _summary(figures: Mapping[str, Any]) -> list[str]:
    """Return the table of figures on all labels together."""
    titles = {
        "macro_f1": "macro-F1 (95 % interval)",
        "accuracy": "accuracy",
        "log_loss": "log-loss",
        "brier": "Brier score (0–2)",
        "ece": "calibration error (ECE, 0–1)",
        "ece_by_chance": "… of a calibrated classifier as sure as this one",
        "auc_against_none": "ROC AUC, against–none",
    }
    lines = [f"| figure | classifier | {' | '.join(_BASELINES)} |", "| --- | --- | --- | --- |"]
    for key, title in titles.items():
        if key in figures:
            base = [figures["baselines"][name].get(key, _ELSE.get((name, key))) for name in _BASELINES]
            shown = ["–" if value is None else f"{value:.3f}" for value in base]
            lines.append(f"| {title} | {_with_interval(figures, key)} | {' | '.join(shown)} |")
    said = "; ".join(f"*{name}*: {title}" for name, title in _BASELINES.items())
    return [*lines, "", f"Baselines: {said} (as probabilities its calibration error is 0 by construction)."]


def _by_label(figures: Mapping[str, Any]) -> list[str]:
    """Return the table of figures on each label."""
    measures = {"precision": "precision", "recall": "recall", "f1": "F1"}
    titles = [*(f"{title} (95 % interval)" for title in measures.values()), *(f"F1, {name}" for name in _BASELINES)]
    lines = [f"| label | {' | '.join(titles)} | comments |", f"| --- |{' --- |' * (len(titles) + 1)}"]
    for label, one in figures["classes"].items():
        cells = [_with_interval(one, key) for key in measures]
        cells += [f"{figures['baselines'][name]['f1'][label]:.3f}" if one["support"] else "–" for name in _BASELINES]
        lines.append(f"| {in_markdown(label)} | {' | '.join(cells)} | {one['support']} |")
    return lines


def _with_interval(figures: Mapping[str, Any], key: str) -> str:
    if key not in figures:
        return "–"
    text = f"{figures[key]:.3f}"
    if ends := figures.get(f"{key}_interval"):
        text += f" ({ends[0]:.3f}–{ends[1]:.3f})"
    return text
