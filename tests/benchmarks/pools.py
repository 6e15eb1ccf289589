"""Pools of comments with labels and predictions of ``StanceClassifier``, never of a text that it was trained on.

A regime says how the classifier met what it is asked about:

- ``same topics``: SemEval-2016's five targets together, out of fold (5 folds; equal texts stay together). One pool,
  divided at random into a half for calibration and a half for bags.
- ``unseen topic``: one pool a target: trained on four fifths of the other four, without telling it whose tweet is
  whose; calibrated on the last fifth of these four, which says nothing about the target left out.
- ``unseen debates``: readers' comments of the NYT, debates in five parts; one pool a part: trained on three others,
  calibrated on the fourth. Two classes only, see :func:`read_nyt`.
- ``simulated``: no data and no training; the votes err alike on every topic, as ``CONFUSION`` says.

Accuracy on the bags' comments: 0.73 on the same topics; 0.28 to 0.44 on an unseen topic, where the calibration comments
of the topics known say 0.67 to 0.71; 0.47 to 0.53 on unseen debates, with two classes.

Predictions are kept as arrays, without texts, in a folder that the caller names; delete it when the classifier changes.

    python -m tests.benchmarks.pools [FOLDER]
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold

import stance
from stance.table import CLASSES
from tests.benchmarks.bags import TRAIN_PRIOR, Array, Pool, Predictions, simulate
from tests.benchmarks.bench_stance import MENTIONS, SEMEVAL, read_semeval

NYT = SEMEVAL.parent / "nyt_comments" / "comments.jsonl"
SEED = 0


def read_nyt() -> pd.DataFrame:
    """Return text, label and debate of the NYT comments whose debate has one claim and its negation.

    Each comment takes one of two claims on its debate; there is no third answer, and comments without a side were not
    kept by those who made the corpus. So there is no "none", and its share is 0. Where exactly one of the two claims
    holds a negation (not, no, cannot, n't) that claim is against and the other one favor; other debates ("helps" or
    "hurts", "keep" or "stop") are left out. Favor therefore means "takes the claim without a not", whatever it
    says: in one debate that defends a policy and in the next it attacks a company. The label has no meaning common to
    all debates, and the classifier, which is told neither claim, does no better than chance.
    """
    rows = [json.loads(line) for line in NYT.read_text(encoding="utf-8").splitlines()]
    table = pd.DataFrame(rows)
    first, second = table["stance1"].map(is_negated), table["stance2"].map(is_negated)
    negated = table["stance"].map(is_negated)
    table["label"] = np.where(negated, "against", "favor")
    kept = (first != second) & (table["text"].str.strip() != "")
    return table.loc[kept, ["text", "label", "debate"]].reset_index(drop=True)


def is_negated(claim: str) -> bool:
    """Tell whether a claim holds a negation.

    >>> is_negated("We don't need libraries"), is_negated("Stop taxing capital gains")
    (True, False)
    """
    return re.search(r"\b(not|no|cannot)\b|n['’]t\b", claim, re.IGNORECASE) is not None


def same_topics() -> list[Pool]:
    """Return one pool of all five targets."""
    tweets = read_semeval()
    probabilities = np.zeros((len(tweets), len(CLASSES)))
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=SEED)
    for learn, test in folds.split(tweets, tweets["target"] + tweets["label"], tweets["text"]):
        a, b = tweets.iloc[learn], tweets.iloc[test]
        classifier = stance.StanceClassifier(mentions=MENTIONS)
        classifier.fit(a["text"], a["label"], groups=a["text"], targets=a["target"])
        probabilities[test] = in_order(classifier, classifier.predict_proba(b["text"], targets=b["target"]))
    whole = predictions(tweets["label"], probabilities, tweets["target"])
    order = np.random.default_rng(SEED).permutation(len(whole))
    halves = np.array_split(order, 2)
    return [Pool("same topics", "all", whole.take(halves[0]), whole.take(halves[1]), prior(tweets["label"]))]


def unseen_topic() -> list[Pool]:
    """Return a pool for each target, by a classifier that knows the other four."""
    tweets = read_semeval()
    pools = []
    for target in MENTIONS:
        others, test = tweets[tweets["target"] != target], tweets[tweets["target"] == target]
        splits = StratifiedKFold(5, shuffle=True, random_state=SEED).split(others, others["target"] + others["label"])
        learn, held = next(iter(splits))
        mentions = {name: words for name, words in MENTIONS.items() if name != target}
        classifier = stance.StanceClassifier(mentions=mentions)
        pools.append(trained("unseen topic", target, classifier, others.iloc[learn], others.iloc[held], test, "target"))
    return pools


def unseen_debates() -> list[Pool]:
    """Return a pool for each fifth of the NYT debates, by a classifier that knows others."""
    comments = read_nyt()
    folds = GroupKFold(5, shuffle=True, random_state=SEED).split(comments, groups=comments["debate"])
    parts = [comments.iloc[test] for _, test in folds]
    pools = []
    for i, test in enumerate(parts):
        held = parts[(i + 1) % 5]
        learn = pd.concat([part for part in parts if part is not test and part is not held])
        classifier = stance.StanceClassifier()
        pools.append(trained("unseen debates", f"part {i + 1}", classifier, learn, held, test, "debate"))
    return pools


def simulated() -> list[Pool]:
    """Return a pool of 30,000 simulated comments, as many of each class, and 1,000 for calibration."""
    rng = np.random.default_rng(SEED)
    comments = simulate(np.full(len(CLASSES), 1 / 3), 30_000, rng)
    return [Pool("simulated", "all", comments, simulate(TRAIN_PRIOR, 1_000, rng), TRAIN_PRIOR)]


REGIMES: dict[str, Callable[[], list[Pool]]] = {
    "same topics": same_topics,
    "unseen topic": unseen_topic,
    "unseen debates": unseen_debates,
    "simulated": simulated,
}


def trained(
    regime: str,
    name: str,
    classifier: stance.StanceClassifier,
    learn: pd.DataFrame,
    held: pd.DataFrame,
    test: pd.DataFrame,
    group: str,
) -> Pool:
    """Train on some comments, predict the others."""
    classifier.fit(learn["text"], learn["label"], groups=learn["debate"] if group == "debate" else None)
    comments, calibration = (
        predictions(part["label"], in_order(classifier, classifier.predict_proba(part["text"])), part[group])
        for part in (test, held)
    )
    return Pool(regime, name, comments, calibration, prior(learn["label"]))


def in_order(classifier: stance.StanceClassifier, probabilities: Array) -> Array:
    """Return the columns in the order of ``CLASSES``; 0 for a class that the classifier does not know."""
    ordered = np.zeros((len(probabilities), len(CLASSES)))
    ordered[:, [CLASSES.index(name) for name in classifier.classes_]] = probabilities
    return ordered


def predictions(labels: pd.Series, probabilities: Array, group: pd.Series) -> Predictions:
    """Put predictions together; the vote is the most probable class."""
    codes = np.array([CLASSES.index(label) for label in labels])
    return Predictions(codes, probabilities.argmax(axis=1), probabilities, group.to_numpy(dtype=str))


def prior(labels: pd.Series) -> Array:
    """Return the share of each class."""
    return np.array([np.mean(labels == name) for name in CLASSES])


def load_pools(regime: str, folder: str | Path | None = None) -> list[Pool]:
    """Return the pools of a regime, trained once and then read from the folder (by default a temporary one)."""
    place = Path(folder or Path(tempfile.gettempdir()) / "stance-bags")
    path = place / f"{regime.replace(' ', '-')}.npz"
    if not path.is_file():
        place.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Array] = {}
        for i, pool in enumerate(REGIMES[regime]()):
            arrays |= {f"{i}.name": np.array(pool.name), f"{i}.train_prior": pool.train_prior}
            for part in ("comments", "calibration"):
                arrays |= {f"{i}.{part}.{key}": value for key, value in asdict(getattr(pool, part)).items()}
        np.savez_compressed(path, **arrays)
    with np.load(path) as stored:
        kept = dict(stored)
    return [_pool_of(regime, kept, i) for i in range(sum(key.endswith(".name") for key in kept))]


def _pool_of(regime: str, kept: dict[str, Array], i: int) -> Pool:
    fields = list(Predictions.__dataclass_fields__)
    parts = [Predictions(*(kept[f"{i}.{part}.{key}"] for key in fields)) for part in ("comments", "calibration")]
    return Pool(regime, str(kept[f"{i}.name"]), *parts, kept[f"{i}.train_prior"])


def missing_data(regime: str) -> Path | None:
    """Return the data that a regime lacks, or None."""
    needed = {"same topics": SEMEVAL, "unseen topic": SEMEVAL, "unseen debates": NYT}.get(regime)
    return None if needed is None or needed.exists() else needed


def main(folder: str | None = None) -> None:
    """Print sizes, accuracies and confusions of every regime."""
    for regime in REGIMES:
        if (lacks := missing_data(regime)) is not None:
            print(f"{regime}: no data at {lacks}")
            continue
        start = time.process_time()
        for pool in load_pools(regime, folder):
            for part, given in (("bags", pool.comments), ("calibration", pool.calibration)):
                share = " ".join(f"{x:.2f}" for x in given.confusion.sum(axis=1) / len(given))
                print(
                    f"{pool.regime:15} {pool.name:9} {part:11} n {len(given):5}  groups {len(set(given.group)):3}  "
                    f"shares {share}  accuracy {np.mean(given.truth == given.votes):.3f}  "
                    f"confusion {given.confusion.tolist()}",
                    flush=True,
                )
        print(f"{regime}: {time.process_time() - start:.0f} CPU s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
