"""``stance parse``, ``score`` and ``report``: what is done with saved pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stance.cli.labels import labels_from
from stance.cli.overwriting import check_table
from stance.cli.saying import say, show
from stance.pages.reading import read_pages
from stance.printing import on_one_line

if TYPE_CHECKING:
    from stance.pages.records import Pages

__all__ = ["add_parse", "add_report", "add_score"]


def add_parse(commands: Any) -> None:
    """Add ``stance parse``."""
    parse = commands.add_parser("parse", help="list what is on saved pages", description=_parse.__doc__)
    _add_pages(parse)
    parse.add_argument("--out", metavar="FILE", help="also write the comments table to this CSV file")
    parse.set_defaults(run=_parse)


def add_score(commands: Any) -> None:
    """Add ``stance score``."""
    score = commands.add_parser("score", help="score the comments of saved pages", description=_score.__doc__)
    _add_pages(score)
    score.add_argument("--out", metavar="FILE", required=True, help="the CSV file to write")
    _add_classifier(score)
    score.set_defaults(run=_score)


def add_report(commands: Any) -> None:
    """Add ``stance report``."""
    report = commands.add_parser("report", help="write tables, plots and an HTML page", description=_report.__doc__)
    _add_pages(report)
    report.add_argument(
        "--out", metavar="DIR", required=True, help="the folder to write; only files of earlier reports are replaced"
    )
    report.add_argument(
        "--labels",
        metavar="FILE",
        help="what stance label wrote, or a CSV with the columns comment_id and label (of a random sample)",
    )
    report.add_argument("--annotator", metavar="NAME", help="whose labels count, where several have labelled")
    _add_classifier(report)
    report.set_defaults(run=_report)


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
    parser.add_argument(
        "--target", metavar="NAME", help="what the comments are about; needed where the classifier has several targets"
    )


def _parse(options: argparse.Namespace) -> int:
    """Read saved pages and list, for each, its title and what was found of its comments."""
    from stance.csv_files import write_csv
    from stance.table import comments_frame

    pages = _read(options)
    for page in pages:
        show(on_one_line(f"{page.source}: {page}"))
    if options.out and len(pages):
        check_table(options.out, _sources(pages))
        write_csv(comments_frame(pages), options.out)
    return _finish(options, pages, options.out)


def _score(options: argparse.Namespace) -> int:
    """Score the comments of saved pages and write one row a comment, with sentiment and stance."""
    from stance.classifier import as_classifier
    from stance.classifier.describing import describe_classifier
    from stance.csv_files import write_csv
    from stance.scoring import score
    from stance.targets import with_target

    pages, classifier = _read(options), as_classifier(options.classifier)
    if not len(pages):
        return _finish(options, pages)
    check_table(options.out, _sources(pages))
    scored = score(pages, classifier, target=options.target, progress=_shows_progress(options))
    write_csv(with_target(scored), options.out)
    votes = scored["stance"].value_counts()
    counts = ", ".join(f"{name} {votes[name]}" for name in scored["stance"].cat.categories)
    unscored = scored["unscored"].dropna().value_counts()
    said = [
        describe_classifier(classifier),
        f"classifier votes, not shares of opinion: {counts}",
        *(f"without a score: {count} ({reason})" for reason, count in unscored.items()),
    ]
    return _finish(options, pages, options.out, said)


def _report(options: argparse.Namespace) -> int:
    """Score the comments of saved pages and write tables, plots and index.html into a folder.

    Without --labels the report shows the classifier's votes, which are no shares of opinion.
    """
    from stance.classifier import as_classifier
    from stance.classifier.describing import describe_classifier
    from stance.reporting import write_report
    from stance.scoring import score

    pages, classifier = _read(options), as_classifier(options.classifier)
    labels, odd = labels_from(options.labels, options.annotator) if options.labels else (None, 0)
    if not len(pages):
        return _finish(options, pages)
    scored = score(pages, classifier, target=options.target, progress=_shows_progress(options))
    inputs = [options.labels] if options.labels else []
    index, prevalence = write_report(
        options.out, pages, scored, labels, classifier, target=options.target, inputs=inputs
    )
    said = [describe_classifier(classifier), *(str(prevalence).splitlines() if prevalence else [])]
    return max(_finish(options, pages, str(index), said), odd)


def _sources(pages: Pages) -> list[str]:
    return [page.source for page in pages if page.source]


def _read(options: argparse.Namespace) -> Pages:
    return read_pages(options.pages, progress=_shows_progress(options))


def _shows_progress(options: argparse.Namespace) -> bool:
    return not options.quiet and sys.stderr.isatty()


def _finish(options: argparse.Namespace, pages: Pages, written: str | None = None, said: Sequence[str] = ()) -> int:
    """List warnings and failures, say what was done, and return the exit status."""
    for page in pages:
        for warning in page.warnings:
            say(f"{page.source}: warning: {warning}")
    for failure in pages.failures:
        say(f"stance: {failure.reason}")
    if not options.quiet:
        comments = sum(page.comments_once for page in pages)
        say(f"pages read: {len(pages)}, failed: {len(pages.failures)}; comments: {comments}")
        if pages.passed_over:
            say(f"not read: {pages.passed_over_in_words}; name what is a page to have it read")
        for page in pages:
            if not page.comments:
                say(f"no comments: {page.source} ({page.comments_in_words})")
        for line in said:
            say(line)
        if written and len(pages):
            say(f"written: {written}")
    return 1 if pages.failures else 0
