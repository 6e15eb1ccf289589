"""``stance train`` and ``stance evaluate``: classifiers of one's own."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path
from typing import Any

from stance.cli.figures import as_json, evaluation_in_brief, notes_on_evaluation, notes_on_training, training_in_brief
from stance.cli.overwriting import check_model, check_page
from stance.cli.saying import say, show
from stance.errors import ArtefactError, TableError
from stance.printing import in_markdown

__all__ = ["add_evaluate", "add_train"]


def add_train(commands: Any) -> None:
    """Add ``stance train``."""
    train = commands.add_parser("train", help="train a classifier on labelled comments", description=_train.__doc__)
    train.add_argument("csv", metavar="CSV", help="columns text and label; thread, author and target where known")
    train.add_argument(
        "--target",
        metavar="NAME",
        help="what the stance is about, of several in the column target (default: the one there)",
    )
    train.add_argument(
        "--prior",
        metavar="SHARES",
        type=_prior,
        help="how frequent the labels are in use: none=0.6,against=0.3,favor=0.1",
    )
    train.add_argument(
        "--mentions", metavar="CSV", help="columns group and beginning: by which words a text speaks of it"
    )
    train.add_argument(
        "--encoder",
        metavar="NAME=MODULE:FUNCTION",
        type=_encoder,
        help="a function of an installed package that returns an object with encode(); NAME goes into the model",
    )
    train.add_argument(
        "--context",
        action="store_true",
        help="try the comment answered (columns id and reply_to), and keep it if it helps on comments held out",
    )
    train.add_argument(
        "--headlines",
        action="store_true",
        help="try the headline above (column headline or page_title), too, and keep it if it helps",
    )
    train.add_argument(
        "--contrast",
        metavar="CSV",
        help="pairs to learn from and not to measure on: columns text_1, label_1, text_2, label_2",
    )
    train.add_argument(
        "--out",
        metavar="PATH",
        help="what to write: PATH.npz, PATH.json, PATH.md with its pictures PATH-….png (default: the target)",
    )
    _add_json(train)
    train.set_defaults(run=_train)


def add_evaluate(commands: Any) -> None:
    """Add ``stance evaluate``."""
    evaluate = commands.add_parser("evaluate", help="measure a classifier on labels", description=_evaluate.__doc__)
    evaluate.add_argument("model", metavar="MODEL", help="a shipped one, or the path of a .npz")
    evaluate.add_argument("csv", metavar="CSV", help="columns text and label; thread, author and target where known")
    evaluate.add_argument("--split", metavar="NAME", help="only the rows with this name in the column split")
    evaluate.add_argument(
        "--target",
        metavar="NAME",
        help="what the comments are about, one that MODEL was trained on (default: what the column target says)",
    )
    evaluate.add_argument(
        "--encoder", metavar="NAME=MODULE:FUNCTION", type=_encoder, help="the one it was trained with"
    )
    evaluate.add_argument("--out", metavar="FILE.md", help="write all figures as Markdown, with pictures beside it")
    _add_json(evaluate)
    evaluate.set_defaults(run=_evaluate)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print all figures as JSON, for scripts")


def _prior(text: str) -> dict[str, float]:
    """Read ``none=0.6,against=0.3,favor=0.1``."""
    try:
        pairs = [part.split("=") for part in text.split(",")]
        return {name.strip(): float(share) for name, share in pairs}
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form none=0.6,against=0.3,favor=0.1") from None


def _encoder(text: str) -> Any:
    """Load ``NAME=MODULE:FUNCTION``: what the function returns is the encoder."""
    name, _, path = text.partition("=")
    module, _, function = path.partition(":")
    if not (name and module and function):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=MODULE:FUNCTION")
    try:
        encoder = getattr(importlib.import_module(module), function)()
    except (ImportError, AttributeError) as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}; install the package that has it") from None
    if isinstance(encoder, str) or not hasattr(encoder, "encode"):
        raise argparse.ArgumentTypeError(f"{path}() returned {type(encoder).__name__}, which has no encode(texts)")
    encoder.name = name
    return encoder


def _train(options: argparse.Namespace) -> int:
    """Train a classifier on a CSV of labelled comments; print how it does on comments that it has not seen.

    All figures stand in the card that is written beside it.
    """
    from stance.card_plots import write_card_pictures
    from stance.classifier.card import markdown
    from stance.classifier.tables import read_contrast, read_labelled, read_mentions
    from stance.classifier.training import only_target, train

    if options.out and not Path(options.out).parent.is_dir():  # said before the work, not after it
        raise ArtefactError(f"{Path(options.out).parent}: there is no such folder to save a model in")
    table, sha256 = read_labelled(options.csv)
    mentions = read_mentions(options.mentions) if options.mentions else None
    contrast, contrast_sha256 = read_contrast(options.contrast) if options.contrast else (None, None)
    try:
        out = Path(options.out or options.target or only_target(table))
    except TableError as error:
        raise TableError(f"{options.csv}: {error}") from None
    check_model(out, filter(None, (options.csv, options.mentions, options.contrast)))
    say(f"cross-validating and training on {len(table)} comments …")
    try:
        classifier, card = train(
            *(table, options.target, options.prior, mentions, options.encoder),
            context=options.context,
            contrast=contrast,
            headlines=options.headlines,
        )
    except ValueError as error:
        raise TableError(f"{options.csv}: {error}") from None
    card["data"] = {"file": Path(options.csv).name, "sha256": sha256} | card["data"]
    if contrast:
        card["data"]["contrast"] |= {"file": Path(options.contrast).name, "sha256": contrast_sha256}
    path = classifier.save(out, **card)
    stored = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    page = path.with_suffix(".md")
    pictures = write_card_pictures(path.with_suffix(""), stored, lambda shown: (page, markdown(stored, shown)))
    show(as_json(card["metrics"]) if options.json else training_in_brief(str(classifier.target), card))
    for note in notes_on_training(card):
        say(f"note: {note}")
    beside = [path.with_suffix(".json").name, path.with_suffix(".md").name, *pictures.values()]
    say(f"written: {path}, {', '.join(beside)}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    """Measure a stored classifier on a CSV of labelled comments, each figure beside its trivial baseline.

    Comments that it was trained on are left out, and counted.
    """
    from stance.classifier import load_classifier
    from stance.classifier.card import figures_as_markdown
    from stance.classifier.measuring import evaluate
    from stance.classifier.storing import files_of
    from stance.classifier.tables import read_labelled
    from stance.targets import targets_of

    if options.out:
        check_page(Path(options.out), [options.csv, *map(str, files_of(Path(options.model)))])
    classifier = load_classifier(options.model, options.encoder)
    table, _ = read_labelled(options.csv, to_train=False)
    try:
        figures = evaluate(classifier, table, options.split, options.target)
    except TableError as error:
        raise TableError(f"{options.csv}: {error}") from None
    what = f"split {options.split} of {Path(options.csv).name}" if options.split else Path(options.csv).name
    show(as_json(figures) if options.json else evaluation_in_brief(options.model, what, figures))
    if options.target is None and None in targets_of(table):
        say(f"note: {options.csv} does not say of every comment what it is about; a column target or --target does")
    for note in notes_on_evaluation(figures):
        say(f"note: {note}")
    if options.out:
        page = f"# {in_markdown(options.model)} on {in_markdown(what)}\n\n{figures_as_markdown(figures)}\n"
        say(f"written: {', '.join(_write_figures(Path(options.out), page, figures))}")
    return 0


def _write_figures(out: Path, page: str, figures: dict[str, Any]) -> list[str]:
    """Write the page of figures and its pictures; return the names of the files."""
    from stance.card_plots import comments_of, write_pictures
    from stance.classifier.card import pictures_as_markdown

    base = out.with_suffix("") if out.suffix == ".md" else out
    said = f"{comments_of(figures['origin'])} that were not trained on"
    pictures = write_pictures(base, figures, said, lambda shown: (out, f"{page}\n{pictures_as_markdown(shown)}\n"))
    return [str(out), *pictures.values()]
