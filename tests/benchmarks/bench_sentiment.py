"""VADER: parity with vaderSentiment, speed beside it and NLTK's, growth with length, correlation with human ratings.

    python tests/benchmarks/bench_sentiment.py [parity] [speed] [length] [ratings]

All parts without a name. Speed is CPU time, both sides in turn in one run; machines differ, ratios less so. NLTK's
VADER is measured where ``nltk`` is installed, with the lexicon of the vaderSentiment package.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from stance import VaderScorer
from stance.sentiment.vader import _published_engine

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.vader_fuzz import REFERENCE, texts  # noqa: E402

BENCH = ROOT.parent / "shared" / "bench"
SETS = {
    "tweets": "tweets",
    "Amazon": "amazonReviewSnippets",
    "movies": "movieReviewSnippets",
    "NYT": "nytEditorialSnippets",
}
FUZZED = 300_000
ROUNDS = 5


def rated(name: str) -> tuple[list[str], list[float]]:
    """Return the texts of a set and their mean human ratings."""
    path = BENCH / "vader_human_ratings" / f"{SETS[name]}_GroundTruth.txt"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [row[2] for row in rows], [float(row[1]) for row in rows]


def nyt_comments() -> list[str]:
    """Return the readers' comments."""
    with (BENCH / "nyt_comments" / "comments.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def differences(some: Iterable[str]) -> tuple[int, int]:
    """Return how many texts there are, and how many have other numbers than the reference gives, one by one or many."""
    scorer, items = VaderScorer(), list(some)
    together = scorer.transform(items).tolist()
    differ = 0
    for text, row in zip(items, together, strict=True):
        wanted = REFERENCE.polarity_scores(text)
        many = dict(zip(wanted, row, strict=True))
        if repr(scorer.polarity_scores(text)) != repr(wanted) or (text.strip() and repr(many) != repr(wanted)):
            differ += 1
    return len(items), differ


def parity() -> None:
    """Compare by ``repr`` on all real texts and on invented ones."""
    print("\nParity: differences from vaderSentiment 3.3.2")
    for name in SETS:
        print("  {1} of {0:,} ".format(*differences(rated(name)[0])) + name)
    print("  {1} of {0:,} NYT comments".format(*differences(nyt_comments())))
    print("  {1} of {0:,} fuzzed texts".format(*differences(texts(FUZZED, seed=20251122))))


def seconds(run: Callable[[], Any]) -> float:
    """Return the CPU time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def ratio(ours: Callable[[], Any], theirs: Callable[[], Any]) -> str:
    """Run both in turn; return how many times faster ours is."""
    often = max(1, round(0.2 / max(seconds(ours), 1e-9)))  # some milliseconds alone would measure the clock
    pairs = [(sum(seconds(ours) for _ in range(often)) / often, seconds(theirs)) for _ in range(ROUNDS)]
    median = statistics.median(other / own for own, other in pairs)
    best = min(other for _, other in pairs) / min(own for own, _ in pairs)
    return f"{median:5.1f}x (median of {ROUNDS}; best times {best:.1f}x)"


def speed() -> None:
    """Compare CPU times on texts of two lengths."""
    others = {"vaderSentiment": REFERENCE.polarity_scores}
    if find_spec("nltk"):
        others["nltk"] = _nltk().polarity_scores
    for name, items in (("NYT comments", nyt_comments()), ("tweets", rated("tweets")[0])):
        words = sum(len(text.split()) for text in items) / len(items)
        print(f"\nSpeed: {len(items):,} {name}, {words:.0f} words each")
        for other, score in others.items():
            compare(other, score, items)


def compare(other: str, score: Callable[[str], Any], items: list[str]) -> None:
    """Print how much faster than another scorer ours is on some texts."""
    _published_engine.cache_clear()  # what it remembers of other texts would slow it here
    scorer = VaderScorer()

    def theirs() -> list[Any]:
        return [score(text) for text in items]

    def one() -> list[Any]:
        return [scorer.polarity_scores(text) for text in items]

    def empty() -> Any:
        return VaderScorer(lexicon={"stance": 0.0}).transform(items)

    print(f"  batch, first time    {ratio(empty, theirs)} {other}")
    print(f"  batch                {ratio(lambda: scorer.transform(items), theirs)} {other}")
    one()
    print(f"  one text at a time   {ratio(one, theirs)} {other}")


def _nltk() -> Any:
    import nltk
    import vaderSentiment
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    nltk.data.path.insert(0, str(Path(vaderSentiment.__file__).parent))
    return SentimentIntensityAnalyzer("vader_lexicon.txt")


def length() -> None:
    """Show how time grows with the length of one text."""
    chance = random.Random(0)
    vocabulary = " ".join(nyt_comments()).split()
    makers = {
        "words": lambda n: " ".join(chance.choices(vocabulary, k=n)),
        "emoji": lambda n: "😀" * n,
        "buts": lambda n: "but " * n,
        "good but": lambda n: "good but " * (n // 2),
    }
    print("\nLength: CPU time a word (emoji) of one text, beside that at 1,000")
    for name, make in makers.items():
        base = None
        for size in (1_000, 10_000, 50_000, 100_000):
            text, scorer = make(size), VaderScorer()
            scorer.polarity_scores(make(1_000))
            each = min(seconds(lambda s=scorer, t=text: s.polarity_scores(t)) for _ in range(ROUNDS)) / size
            many = min(seconds(lambda s=scorer, t=text: s.transform([t])) for _ in range(ROUNDS)) / size
            base = base or (each, many)
            print(
                f"  {size:>7,} {name:8}  alone {each * 1e9:6.0f} ns ({each / base[0]:.2f})"
                f"  in a batch {many * 1e9:6.0f} ns ({many / base[1]:.2f})"
            )


def ratings() -> None:
    """Correlate the compound with the mean of human ratings."""
    print("\nPearson's r of the compound with human ratings: whole text, mean of sentences")
    for name in SETS:
        items, means = rated(name)
        compounds = [VaderScorer(unit=unit).transform(items)[:, 3] for unit in ("text", "sentence")]
        rs = [np.corrcoef(compound, means)[0, 1] for compound in compounds]
        print(f"  {name:8} {rs[0]:.3f}  {rs[1]:.3f}")


if __name__ == "__main__":
    if not BENCH.is_dir():
        sys.exit(f"{BENCH} is not there: the benchmark's data stand beside the checkout")
    for part in sys.argv[1:] or ("parity", "speed", "length", "ratings"):
        {"parity": parity, "speed": speed, "length": length, "ratings": ratings}[part]()
