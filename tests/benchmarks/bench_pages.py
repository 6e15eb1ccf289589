"""Comments apart from the article on real pages, text and HTML, by the harnesses in ``../shared/bench``.

Text: the views of the harness. ``lines`` gives it each line's label from ``Comment.lines`` (the author's line is then
the comment's first line, as in the hand-made boundaries); ``texts`` gives it article and comments as strings, where the
author's lines are missing and quoted text is left out. ``divided`` is the view ``comments``, the boundary given.

HTML: comments with and without the text that they quote. ``copied`` gives the reader the same pages as the text that a
browser would copy of them: each block a line, menus and all.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import stance
from stance.pages.layouts import divide
from stance.pages.lines import Line

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
VIEWS = ("collapsed", "tight", "header", "tail", "full")
SHOWN = (
    *("detect", "exact", "C_F1", "C_F1_mac", "fp_pages", "art0_R", "seg_F1", "count_exact", "crashes"),
    *("pages_s", "worst_ms"),
)


def read(text: str) -> stance.Page | None:
    """Read a page; None where it is refused."""
    try:
        return stance.parse_page(text)
    except stance.PageError:
        return None


def as_texts(text: str) -> tuple[str, list[str]]:
    """Return article and comments."""
    page = read(text)
    return (page.article.text, [comment.text for comment in page.comments]) if page else ("", [])


def as_lines(text: str) -> dict[str, list[str]]:
    """Return a label for each line: article, first and further lines of a comment, neither."""
    lines = [line.replace("\xad", "").strip() for line in text.split("\n")]  # as the reader has them
    labels = ["N"] * len(lines)
    page = read(text)
    begin = 0
    for paragraph in page.article.paragraphs if page else ():
        if paragraph in lines[begin:]:
            begin = lines.index(paragraph, begin)
            labels[begin] = "A"
            begin += 1
    for comment in page.comments if page else ():
        first, last = comment.lines
        labels[first - 1 : last] = ["B"] + ["C"] * (last - first)
    return {"labels": labels}


def as_section(text: str) -> tuple[str, list[str]]:
    """Return the comments of a text that is a comment section and nothing else."""
    lines = [Line(i, line.strip(), len(line) - len(line.lstrip())) for i, line in enumerate(text.split("\n"), start=1)]
    units = divide([line for line in lines if line.text]) or []
    return "", ["\n".join(line.text for line in unit.body) for unit in units]


def with_quotes(data: bytes) -> tuple[str, list[str]]:
    """Return article and comments, their quotes included."""
    page = stance.parse_page(data)
    return page.article.text, ["\n".join(filter(None, (c.quoted, c.text))) for c in page.comments]


#: Elements that begin and end a line, and those of which nothing is seen.
BLOCKS = frozenset(
    "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr label li main nav ol option p pre section table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "select"})


class Copy(HTMLParser):
    """The text of a page, a block a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.unseen = [""], 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line, or what is not seen."""
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is not seen."""
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Add to the line."""
        if not self.unseen:
            self.lines[-1] += " ".join(data.split()).join((" " * data[:1].isspace(), " " * data[-1:].isspace()))


def copied(data: bytes) -> tuple[str, list[str]]:
    """Return article and comments, their quotes included, of a page as a browser copies it."""
    copy = Copy()
    copy.feed(data.decode("utf-8", "replace"))
    page = stance.parse_page("\n".join(line.strip() for line in copy.lines if line.strip()))
    return page.article.text, ["\n".join(filter(None, (c.quoted, c.text))) for c in page.comments]


def show(name: str, parser: Callable[[str], object], views: tuple[str, ...]) -> None:
    """Print the figures of each view."""
    import bench_text

    for view in views:
        figures, _ = bench_text.score(bench_text.load(view), parser)
        print(f"{name:8} {view:10} " + "  ".join(f"{key}={round(figures[key], 3)}" for key in SHOWN if key in figures))


def main() -> int:
    """Print the figures of text and HTML."""
    if not BENCH.exists():
        print(f"the harnesses are not beside this checkout ({BENCH.parent.name}/bench)")
        return 1
    sys.path[:0] = [str(BENCH / "text"), str(BENCH / "html"), str(Path(__file__).parent)]
    show("lines", as_lines, VIEWS)
    show("texts", as_texts, VIEWS)
    show("divided", as_section, ("comments",))
    sys.argv = ["bench_html.py", "--parser", "bench_pages:with_quotes", "stance:parse_page", "bench_pages:copied"]
    runpy.run_path(str(BENCH / "html" / "bench_html.py"), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
