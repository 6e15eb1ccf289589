"""Comments apart from the article on real pages, text and HTML, by the harnesses in ``../shared/bench``.

Text: the views of the harness. ``lines`` gives it each line's label from ``Comment.lines`` (the author's line is then
the comment's first line, as in the hand-made boundaries); ``texts`` gives it article and comments as strings, where the
author's lines are missing and quoted text is left out. ``divided`` is the view ``comments``, the boundary given.

``mixed`` are pages that nobody has seen: the comments of each below the article of another, drawn at random.

``saved`` are the pages of the view ``collapsed`` as other ways of saving would have left them.

HTML: comments with and without the text that they quote. ``copied`` gives the reader the same pages as the text that a
browser would copy of them: each block a line, menus and all. In ``nameless`` every name of an element is replaced by
its hash. ``beside`` holds what stands beside the texts of such copies against the reading of the HTML.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
import runpy
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import stance
from stance.language import visible
from stance.pages.layouts import divide
from stance.pages.lines import Line

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
#: The line that divides article and comments in the harness's pages, and how often they are put together anew.
MARKER, DRAWS = "!@#$%^&*()  COMMENTS", 5
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
    lines = [visible(line).strip() for line in text.split("\n")]  # as the reader has them
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


def read_copy(data: bytes) -> stance.Page:
    """Read a page as a browser copies it."""
    copy = Copy()
    copy.feed(data.decode("utf-8", "replace"))
    return stance.parse_page("\n".join(line.strip() for line in copy.lines if line.strip()))


def copied(data: bytes) -> tuple[str, list[str]]:
    """Return article and comments, their quotes included, of a page as a browser copies it."""
    page = read_copy(data)
    return page.article.text, ["\n".join(filter(None, (c.quoted, c.text))) for c in page.comments]


#: The attributes that name elements, and how they are written.
NAMING = re.compile(
    rb"""(?i)(\s(?:class|id|itemprop|itemtype|rel|role|data-[a-z-]+|aria-label)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)"""
)


def nameless(data: bytes) -> tuple[str, list[str]]:
    """Return article and comments of a page in which every name of an element is replaced by its hash."""
    return with_quotes(NAMING.sub(lambda named: named[1] + b'"' + b" ".join(map(_hash, named[2].split())) + b'"', data))


def _hash(name: bytes) -> bytes:
    return b"x" + hashlib.sha256(name.strip(b"\"'")).hexdigest()[:5].encode()


def mixed(draw: int, folder: Path) -> Path:
    """Write pages of which each has the comments of one page below the article of another, drawn at random."""
    import bench_text

    parts: dict[str, list[str]] = {}
    for path in sorted(Path(bench_text.DATA).iterdir()):
        text = bench_text.decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        parts[path.name] = bench_text.MARK.split(text, maxsplit=1)
    rng = random.Random(draw)
    for name, (_, *comments) in parts.items():
        if comments and comments[-1].strip():
            article = rng.choice([article for article, *_ in parts.values()])
            (folder / name).write_text(f"{article.rstrip()}\n\n{MARKER}\n\n{comments[-1]}", encoding="utf-8")
    return folder


def show(name: str, parser: Callable[[str], object], views: tuple[str, ...]) -> None:
    """Print the figures of each view."""
    import bench_text

    for view in views:
        figures, _ = bench_text.score(bench_text.load(view), parser)
        print(f"{name:8} {view:10} " + "  ".join(f"{key}={round(figures[key], 3)}" for key in SHOWN if key in figures))


def show_mixed() -> None:
    """Print the figures of comments below the articles of other pages, for each draw."""
    import bench_text

    for draw in range(1, DRAWS + 1):
        with tempfile.TemporaryDirectory() as folder:
            pages = bench_text.load("collapsed", root=str(mixed(draw, Path(folder))))
            figures, _ = bench_text.score(pages, as_lines)
        print(
            f"mixed    draw {draw:5} "
            + "  ".join(f"{key}={figures[key]:.3f}" for key in ("detect", "exact", "C_F1_mac"))
        )


def show_ways() -> None:
    """Print how many comments stay the same, and how many more pages have some, where pages are saved in other ways."""
    import bench_text

    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.test_ways_of_saving import MENU, SOURCE, said, wrapped

    ways: dict[str, Callable[[str], str]] = {
        "line ends": lambda text: text.replace("\n", "\r\n"),
        "blanks": lambda text: text.replace(" ", "\xa0"),
        "source": lambda text: SOURCE + text,
        "wrapped": lambda text: wrapped(text, 80),
        "menu": lambda text: MENU + text,
    }
    texts = [page.text for page in bench_text.load("collapsed") if read(page.text)]
    for name, way in ways.items():
        pairs = [(set(said(text)), set(said(way(text)))) for text in texts]
        kept, of = (sum(map(len, sets)) for sets in zip(*((own & other, own) for own, other in pairs), strict=True))
        claimed = sum(bool(other) and not own for own, other in pairs)
        print(f"saved    {name:10} the same={kept / of:.3f} of {of}  claimed on {claimed} more pages")


def show_beside() -> None:
    """Print how often names, days and votes of comments in copied pages are those of the HTML, others, or not there.

    Compared are comments with a text that comes once in either reading.
    """
    counts: dict[str, Counter[str]] = {field: Counter() for field in ("author", "published", "votes")}
    for path in sorted((BENCH / "html" / "pages").glob("*.html.gz")):
        data = gzip.decompress(path.read_bytes())
        there, here = (_by_text(page) for page in (stance.parse_page(data), read_copy(data)))
        for text in there.keys() & here.keys():
            for field, count in counts.items():
                own, read_ = getattr(there[text], field), getattr(here[text], field)
                kind = "same" if own == read_ else "lost" if read_ is None else "added" if own is None else "another"
                count[kind if (own, read_) != (None, None) else "none"] += 1
    for field, count in counts.items():
        print(
            f"beside   {field:10} " + "  ".join(f"{k}={count[k]}" for k in ("same", "another", "added", "lost", "none"))
        )


def _by_text(page: stance.Page) -> dict[str, stance.Comment]:
    texts = Counter(" ".join(comment.text.split()) for comment in page.comments)
    return {text: c for c in page.comments if texts[text := " ".join(c.text.split())] == 1}


def main() -> int:
    """Print the figures of text and HTML."""
    if not BENCH.exists():
        print(f"the harnesses are not beside this checkout ({BENCH.parent.name}/bench)")
        return 1
    sys.path[:0] = [str(BENCH / "text"), str(BENCH / "html"), str(Path(__file__).parent)]
    show("lines", as_lines, VIEWS)
    show("texts", as_texts, VIEWS)
    show("divided", as_section, ("comments",))
    show_mixed()
    show_ways()
    show_beside()
    parsers = ("bench_pages:with_quotes", "stance:parse_page", "bench_pages:copied", "bench_pages:nameless")
    sys.argv = ["bench_html.py", "--parser", *parsers]
    runpy.run_path(str(BENCH / "html" / "bench_html.py"), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
