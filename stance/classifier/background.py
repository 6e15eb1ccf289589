"""How frequent n-grams are in readers' comments at large, for classifiers that learn from few.

The background is counted in the invented comments of ``data/comments.csv``; it holds no label and no weight. Rebuilt by
``python -c "from stance.classifier.background import write; write('data/comments.csv')"``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["background", "count_background", "write"]

FILE = Path(__file__).with_suffix(".npz")
#: A word n-gram, and a character n-gram, in fewer comments is as good as unknown, and is not kept.
FEWEST_WORDS, FEWEST_CHARACTERS = 2, 5


@cache
def background() -> tuple[int, dict[str, dict[str, int]]]:
    """Return the number of comments counted, and in how many of them each n-gram stands, by ``word`` and ``char``."""
    with np.load(FILE, allow_pickle=False) as stored:
        known = {
            kind: dict(zip(stored[f"{kind}_terms"].tolist(), stored[f"{kind}_counts"].tolist(), strict=True))
            for kind in ("word", "char")
        }
        return int(stored["comments"]), known


def count_background(texts: Sequence[str]) -> dict[str, np.ndarray[Any, Any]]:
    """Count the n-grams of comments."""
    from stance.classifier.features import NgramFeatures

    counted: dict[str, np.ndarray[Any, Any]] = {"comments": np.array(len(texts))}
    features = NgramFeatures()
    fewest = {"word": FEWEST_WORDS, "char": FEWEST_CHARACTERS}
    for kind, vectorizer in (("word", features.word), ("char", features.char)):
        vectorizer.set_params(min_df=fewest[kind]).fit(texts)
        counts = (len(texts) + 1) / np.exp(vectorizer.idf_ - 1) - 1
        counted[f"{kind}_terms"] = vectorizer.get_feature_names_out().astype(str)
        counted[f"{kind}_counts"] = np.rint(counts).astype(np.int32)
    return counted


def write(path: str | os.PathLike[str]) -> None:
    """Count the n-grams of a table of comments, and store them in place of the shipped background."""
    from stance.csv_files import read_csv

    np.savez_compressed(FILE, allow_pickle=False, **count_background(read_csv(path)[0]["text"].tolist()))
