"""The command ``stance``: its help, its subcommands, and what an error becomes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from stance import __version__
from stance.cli import labels, models, pages
from stance.cli.saying import say
from stance.errors import StanceError

__all__ = ["main"]

_DESCRIPTION = """\
From saved news pages to the readers' views: parse the comments out of the pages, score
their sentiment (VADER) and their stance towards a target, and report the distribution.
"""
_EXAMPLES = """\
examples:
  stance parse saved/                       what is on the pages, and what could not be read
  stance score saved/ --out scores.csv      one row a comment, with sentiment and stance
  stance label scores.csv labels.jsonl --k 50 --target us-japan-talks
                                            read and label a random sample, one key a comment
  stance report saved/ --out report         tables, plots and report/index.html
  stance report saved/ --out report --labels labels.jsonl
                                            shares with intervals, from labels of a random sample
                                            (or a CSV with the columns comment_id and label)
  stance train mine.csv --target my-topic   a classifier of your own, from texts and labels
  stance evaluate my-topic.npz test.csv     how good it is on comments that it has not seen

The shipped classifier knows one target, the US–Japan tariff talks of 2025: for another
subject train your own. In CSV files text that begins like a formula (= + - @), behind a
semicolon, a tab or a line break, too, has an apostrophe in front, so that spreadsheets do
not run it. Files are replaced where an earlier run of the same command wrote them.

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
        say(f"stance: {error}")
        return 1
    except BrokenPipeError:  # the reader of a pipe has gone; leave quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        say("stance: interrupted")
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stance", description=_DESCRIPTION, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"stance {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    pages.add_parse(commands)
    pages.add_score(commands)
    labels.add_label(commands)
    pages.add_report(commands)
    models.add_train(commands)
    models.add_evaluate(commands)
    return parser
