"""``stance …`` on the command line: the library's verbs, one each.

Exit status: 0 where everything asked for was done, 1 where something could not be read or done (it is listed),
2 where the command itself was wrong.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance import __version__
from stance.errors import StanceError, TableError
from stance.pages.reading import read_pages

if TYPE_CHECKING:
    from stance.pages.records import Pages

__all__ = ["main"]

_DESCRIPTION = """\
From saved news pages to the readers' views: parse the comments out of the pages, score
their sentiment (VADER) and their stance towards a target, and report the distribution.
"""
_EXAMPLES = """\
examples:
  stance parse saved/                       what is on the pages, and what could not be read
  stance score saved/ --out scores.csv      one row a comment, with sentiment and stance
  stance label scores.csv labels.jsonl --k 50
                                            read and label a random sample, one key a comment
  stance report saved/ --out report         tables, plots and report/index.html
  stance report saved/ --out report --labels labels.jsonl
                                            shares with intervals, from labels of a random sample
                                            (or a CSV with the columns comment_id and label)
  stance train mine.csv --target my-topic   a classifier of your own, from texts and labels
  stance evaluate my-topic.npz test.csv     how good it is on comments that it has not seen

The shipped classifier knows one target, the US–Japan tariff talks of 2025: for another
subject train your own. In CSV files text that begins like a formula (= + - @) has an
apostrophe in front, so that spreadsheets do not run it.

exit status: 0 all done; 1 something could not be read or done (it is listed); 2 wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a title may hold what the terminal's encoding lacks
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
    except StanceError as error:
        print(f"stance: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of a pipe has gone; leave quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stance: interrupted", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stance", description=_DESCRIPTION, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"stance {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="list what is on saved pages", description=_parse.__doc__)
    _add_pages(parse)
    parse.add_argument("--out", metavar="FILE", help="also write the comments table to this CSV file")
    parse.set_defaults(run=_parse)

    score = commands.add_parser("score", help="score the comments of saved pages", description=_score.__doc__)
    _add_pages(score)
    score.add_argument("--out", metavar="FILE", required=True, help="the CSV file to write")
    _add_classifier(score)
    score.set_defaults(run=_score)

    _add_label(commands)

    report = commands.add_parser("report", help="write tables, plots and an HTML page", description=_report.__doc__)
    _add_pages(report)
    report.add_argument("--out", metavar="DIR", required=True, help="the folder to write; made where it is missing")
    report.add_argument(
        "--labels",
        metavar="FILE",
        help="what stance label wrote, or a CSV with the columns comment_id and label (of a random sample)",
    )
    report.add_argument("--annotator", metavar="NAME", help="whose labels count, where several have labelled")
    _add_classifier(report)
    report.set_defaults(run=_report)

    train = commands.add_parser("train", help="train a classifier on labelled comments", description=_train.__doc__)
    train.add_argument("csv", metavar="CSV", help="columns text and label; thread, author and target where known")
    train.add_argument("--target", metavar="NAME", help="what the stance is about (default: the column target)")
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
        "--out",
        metavar="PATH",
        help="what to write: PATH.npz, PATH.json, PATH.md with its pictures PATH-….png (default: the target)",
    )
    train.set_defaults(run=_train)

    evaluate = commands.add_parser("evaluate", help="measure a classifier on labels", description=_evaluate.__doc__)
    evaluate.add_argument("model", metavar="MODEL", help="a shipped one, or the path of a .npz")
    evaluate.add_argument("csv", metavar="CSV", help="columns text and label; thread and author where known")
    evaluate.add_argument("--split", metavar="NAME", help="only the rows with this name in the column split")
    evaluate.add_argument(
        "--encoder", metavar="NAME=MODULE:FUNCTION", type=_encoder, help="the one it was trained with"
    )
    evaluate.add_argument("--out", metavar="FILE.md", help="write the figures as Markdown, with pictures beside it")
    evaluate.set_defaults(run=_evaluate)
    return parser


def _add_label(commands: Any) -> None:
    label = commands.add_parser("label", help="label a random sample of comments", description=_label.__doc__)
    label.add_argument("table", metavar="TABLE", help="the CSV of stance parse or stance score")
    label.add_argument("labels", metavar="LABELS", help="the file of labels (JSONL); made where it is missing")
    label.add_argument("--k", metavar="N", type=int, help="how many comments, drawn at random (default: all of them)")
    label.add_argument("--seed", metavar="N", type=int, default=0, help="of the random sample (default: %(default)s)")
    label.add_argument("--by", metavar="COLUMN", help="draw from each value of this column in proportion")
    label.add_argument("--annotator", metavar="NAME", help="who labels (default: the name you are logged in under)")
    label.add_argument("--show-votes", action="store_true", help="show the classifier's guess, which sways the reader")
    label.set_defaults(run=_label)


def _add_pages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pages", metavar="FOLDER", nargs="+", help="a folder of saved pages, or single pages")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary; failures are still listed")


def _add_classifier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--classifier",
        metavar="NAME",
        default="us-japan-talks",
        help="a shipped one, or the path of a .npz (default: %(default)s, for the US–Japan tariff talks of 2025 only)",
    )


def _prior(text: str) -> dict[str, float]:
    """Read ``none=0.6,against=0.3,favor=0.1``."""
    try:
        pairs = [part.split("=") for part in text.split(",")]
        return {name.strip(): float(share) for name, share in pairs}
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form none=0.6,against=0.3,favor=0.1") from None


def _parse(options: argparse.Namespace) -> int:
    """Read saved pages and list, for each, its title and what was found of its comments."""
    from stance.table import comments_frame, write_csv

    pages = _read(options)
    for page in pages:
        print(f"{page.source}: {page}")
    if options.out and len(pages):
        write_csv(comments_frame(pages), options.out)
    return _finish(options, pages, options.out)


def _score(options: argparse.Namespace) -> int:
    """Score the comments of saved pages and write one row a comment, with sentiment and stance."""
    from stance.classifier import as_classifier
    from stance.reporting import describe_classifier
    from stance.scoring import score
    from stance.table import write_csv

    pages, classifier = _read(options), as_classifier(options.classifier)
    if not len(pages):
        return _finish(options, pages)
    scored = score(pages, classifier, progress=_shows_progress(options))
    write_csv(scored, options.out)
    votes = scored["stance"].value_counts()
    counts = ", ".join(f"{name} {votes[name]}" for name in scored["stance"].cat.categories)
    unscored = scored["unscored"].dropna().value_counts()
    said = [
        str(describe_classifier(classifier)),
        f"classifier votes, not shares of opinion: {counts}",
        *(f"without a score: {count} ({reason})" for reason, count in unscored.items()),
    ]
    return _finish(options, pages, options.out, said)


def _label(options: argparse.Namespace) -> int:
    """Show comments one by one and write the stance that you press for each into a file, at once.

    The same command again goes on where you stopped; a larger --k adds comments to the sample.
    """
    from stance.labelling.terminal import label_in_terminal, table_to_label

    table = table_to_label(options.table, options.k, options.seed, options.by)
    return label_in_terminal(table, options.labels, options.annotator, options.show_votes)


def _report(options: argparse.Namespace) -> int:
    """Score the comments of saved pages and write tables, plots and index.html into a folder.

    Without --labels the report shows the classifier's votes, which are no shares of opinion.
    """
    from stance.classifier import as_classifier
    from stance.reporting import describe_classifier, write_report
    from stance.scoring import score

    pages, classifier = _read(options), as_classifier(options.classifier)
    labels, odd = _read_labels(options.labels, options.annotator) if options.labels else (None, 0)
    if not len(pages):
        return _finish(options, pages)
    scored = score(pages, classifier, progress=_shows_progress(options))
    index, prevalence = write_report(options.out, pages, scored, labels, classifier)
    said = [str(describe_classifier(classifier)), *(str(prevalence).splitlines() if prevalence else [])]
    return max(_finish(options, pages, str(index), said), odd)


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
    """Train a classifier on a CSV of labelled comments; print how it does on comments that it has not seen."""
    from stance.card_plots import write_card_pictures
    from stance.classifier.card import context_in_words, markdown
    from stance.classifier.training import read_labelled, read_mentions, train

    table, sha256 = read_labelled(options.csv)
    mentions = read_mentions(options.mentions) if options.mentions else None
    _say(f"cross-validating and training on {len(table)} comments …")
    try:
        classifier, card = train(table, options.target, options.prior, mentions, options.encoder, options.context)
    except ValueError as error:
        raise TableError(f"{options.csv}: {error}") from None
    card["data"] = {"file": Path(options.csv).name, "sha256": sha256} | card["data"]
    path = classifier.save(options.out or str(classifier.target), **card)
    stored = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    pictures = write_card_pictures(path.with_suffix(""), stored)
    path.with_suffix(".md").write_text(markdown(stored, pictures), encoding="utf-8", newline="\n")
    print(json.dumps(card["metrics"], indent=2, ensure_ascii=False))
    if card["data"]["origin"].get("synthetic"):
        _say("note: these comments are synthetic; so are the figures")
    if choice := card["metrics"].get("context"):
        _say(f"note: context {context_in_words(choice)}")
    if card["data"]["repeated_texts"]:
        _say(f"note: {card['data']['repeated_texts']} texts stand in the table more than once")
    beside = [path.with_suffix(".json").name, path.with_suffix(".md").name, *pictures.values()]
    _say(f"written: {path}, {', '.join(beside)}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    """Measure a stored classifier on a CSV of labelled comments, each figure beside its trivial baseline.

    Comments that it was trained on are left out, and counted.
    """
    from stance.classifier import load_classifier
    from stance.classifier.card import figures_as_markdown
    from stance.classifier.training import evaluate, read_labelled

    classifier = load_classifier(options.model, options.encoder)
    table, _ = read_labelled(options.csv)
    try:
        figures = evaluate(classifier, table, options.split)
    except TableError as error:
        raise TableError(f"{options.csv}: {error}") from None
    what = f"split {options.split} of {Path(options.csv).name}" if options.split else Path(options.csv).name
    page = f"# {options.model} on {what}\n\n{figures_as_markdown(figures)}\n"
    if options.out:
        page = _write_figures(Path(options.out), page, figures)
    print(page, end="")
    if left_out := figures["trained_on_left_out"]:
        _say(f"note: {left_out} comments are left out, because the classifier was trained on them")
    if figures["origin"].get("synthetic"):
        _say("note: these comments are synthetic; so are the figures")
    return 0


def _write_figures(out: Path, page: str, figures: dict[str, Any]) -> str:
    """Write the page of figures and its pictures; return it with the links."""
    from stance.card_plots import comments_of, write_pictures
    from stance.classifier.card import pictures_as_markdown

    base = out.with_suffix("") if out.suffix == ".md" else out
    pictures = write_pictures(base, figures, f"{comments_of(figures['origin'])} that were not trained on")
    page += f"\n{pictures_as_markdown(pictures)}\n"
    try:
        out.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StanceError(f"{out}: cannot be written ({error.strerror or error})") from None
    return page


def _read(options: argparse.Namespace) -> Pages:
    return read_pages(options.pages, progress=_shows_progress(options))


def _shows_progress(options: argparse.Namespace) -> bool:
    return not options.quiet and sys.stderr.isatty()


def _read_labels(path: str, annotator: str | None) -> tuple[Any, int]:
    """Read labels, list the rows that cannot be used, and return 1 beside the table where there are any."""
    import warnings

    from stance.labelling import LabelWarning, read_labels

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelWarning)  # every row is listed here
        labels = read_labels(path)
    odd = labels[labels["problem"].notna()]
    who = sorted(set(labels["annotator"].dropna()))
    if annotator is not None and annotator not in who:
        raise TableError(f"{path}: nobody named {annotator!r} has labelled; it has {', '.join(who) or 'no names'}")
    if annotator is not None:
        labels = labels[labels["annotator"] == annotator]
    elif labels.loc[labels["label"].notna()].groupby("comment_id")["label"].nunique().gt(1).any():
        raise TableError(f"{path}: labels of several annotators differ; say whose count: --annotator {who[0]}")
    for source, problem in zip(odd["source"], odd["problem"], strict=True):
        _say(f"stance: {source}: {problem}")
    return labels, 1 if len(odd) else 0


def _finish(options: argparse.Namespace, pages: Pages, written: str | None = None, said: Sequence[str] = ()) -> int:
    """List warnings and failures, say what was done, and return the exit status."""
    for page in pages:
        for warning in page.warnings:
            _say(f"{page.source}: warning: {warning}")
    for failure in pages.failures:
        _say(f"stance: {failure.reason}")
    if not options.quiet:
        comments = sum(page.comments_once for page in pages)
        _say(f"pages read: {len(pages)}, failed: {len(pages.failures)}; comments: {comments}")
        for page in pages:
            if not page.comments:
                _say(f"no comments: {page.source} ({page.comments_in_words})")
        for line in said:
            _say(line)
        if written and len(pages):
            _say(f"written: {written}")
    return 1 if pages.failures else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)
