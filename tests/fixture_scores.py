"""Scores of the invented pages in ``tests/pages``: what was read against what a careful reader finds.

Run as a script it prints them, and with ``--pin`` writes them to ``tests/pages/floors.json``, below which no score may
sink.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import stance

PAGES = Path(__file__).parent / "pages"
FLOORS = PAGES / "floors.json"
#: What is compared for each comment whose text is right.
FIELDS = ("author", "published_raw", "votes", "quoted", "depth", "reply_to")


def names() -> list[str]:
    """Return the names of the pages."""
    return sorted(path.stem for path in PAGES.glob("*.json") if path != FLOORS)


def source_of(name: str) -> Path:
    """Return the page's file."""
    return next(path for suffix in (".txt", ".html") if (path := PAGES / f"{name}{suffix}").exists())


def expected_of(name: str) -> dict:
    """Return what a careful reader finds on the page."""
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def score(name: str) -> dict[str, float]:
    """Score one page: each figure is a share, 1.0 is perfect.

    ``comments`` is the F1 of comments whose text is right to the letter; ``article`` the F1 of paragraphs; the
    fields are counted among the comments whose text is right.
    """
    expected = expected_of(name)
    page = stance.read_page(source_of(name))
    wanted, found = [c["text"] for c in expected["comments"]], [c.text for c in page.comments]
    read = page.article.paragraphs
    pairs = _pairs(expected["comments"], page.comments)
    result = {
        "section": float(page.comment_section == expected["comment_section"]),
        "title": float(page.title == expected["title"]),
        "declared": float(page.declared_comments == expected["declared_comments"]),
        "article": _f1(len(set(expected["article"]) & set(read)), expected["article"], read),
        "comments": _f1(len(pairs), wanted, found),
    }
    for field in FIELDS:
        right = sum(_same(field, want, got, page) for want, got in pairs)
        result[field] = right / len(pairs) if pairs else 1.0
    return {key: round(value, 3) for key, value in result.items()}


def _pairs(expected: list[dict], found: tuple[stance.Comment, ...]) -> list[tuple[dict, stance.Comment]]:
    left = list(found)
    pairs = []
    for want in expected:
        got = next((comment for comment in left if comment.text == want["text"]), None)
        if got:
            left.remove(got)
            pairs.append((want, got))
    return pairs


def _same(field: str, want: dict, got: stance.Comment, page: stance.Page) -> bool:
    if field != "reply_to":
        return want[field] == getattr(got, field)
    position = next((comment.position for comment in page.comments if comment.id == got.reply_to), None)
    return want[field] == position


def _f1(right: int, wanted: list[str], found: list[str] | tuple[str, ...]) -> float:
    return 2 * right / (len(wanted) + len(found)) if wanted or found else 1.0


def main() -> None:
    """Print the scores; pin them with ``--pin``."""
    scores = {name: score(name) for name in names()}
    for name, figures in scores.items():
        short = [f"{key} {value:.2f}" for key, value in figures.items() if value < 1]
        print(f"{name:50}", " ".join(short) or "all right")
    for key in next(iter(scores.values())):
        print(f"{key:15} {sum(figures[key] for figures in scores.values()) / len(scores):.3f}")
    if "--pin" in sys.argv:
        FLOORS.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
