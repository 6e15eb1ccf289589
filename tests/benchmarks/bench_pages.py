"""Comments apart from the article on real page texts, by the harness in ``../shared/bench/text``.

The view ``header`` puts a header line of a real site before the comments (and an empty widget on half of the
pages without), which is what this version reads; ``collapsed`` has none.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import stance

HARNESS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "text"
SHOWN = (
    "pages_c",
    "pages_0",
    "crashes",
    "detect",
    "exact",
    "fp_pages",
    "art0_R",
    "seg_P",
    "seg_R",
    "seg_F1",
    "pages_s",
)


def parse(text: str) -> tuple[str, list[str]]:
    """Return article and comments as the harness wants them."""
    try:
        page = stance.parse_page(text)
    except stance.PageError:
        return "", []
    return page.article.text, [comment.text for comment in page.comments]


def main() -> int:
    """Print the figures of each view, and how the sections were judged."""
    if not HARNESS.exists():
        print(f"the harness is not beside this checkout ({HARNESS.parent.parent.name}/bench/text)")
        return 1
    sys.path.insert(0, str(HARNESS))
    import bench_text

    for view in ("header", "full", "collapsed"):
        pages = bench_text.load(view)
        figures, _ = bench_text.score(pages, parse)
        print(f"{view}: " + "  ".join(f"{name}={round(figures[name], 3)}" for name in SHOWN))
        judged = Counter(
            (page.b is not None, (read := stance.parse_page(page.text)).comment_section, bool(read.comments))
            for page in pages
        )
        for (has_comments, section, taken), count in sorted(judged.items()):
            kind = "with" if has_comments else "without"
            print(f"  pages {kind} comments, {section}, {'some' if taken else 'none'} taken: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
