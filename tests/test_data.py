"""The corpus and the gold labels are what their data sheets say."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from stance.table import CLASSES
from tests.conftest import ROOT, SEEDS

SHEET = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus():
    return pd.read_csv(ROOT / "data" / "comments.csv", keep_default_na=False)


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text.lower())


def test_size_and_labels_are_those_of_the_data_sheet(corpus):
    assert f"All {len(corpus)} comments" in SHEET
    assert len(corpus) >= 300
    in_threads = corpus.groupby("thread")["thread"].transform("size") > 1
    for name, rows in (("in threads", corpus[in_threads]), ("single", corpus[~in_threads]), ("all", corpus)):
        counts = [(rows["label"] == label).sum() for label in CLASSES]
        line = next(line for line in SHEET.splitlines() if line.startswith(f"| {name} |"))
        assert [int(cell.split("(")[0]) for cell in line.split("|")[2:6]] == [*counts, len(rows)]
    assert corpus.loc[in_threads, "thread"].nunique() == 36


def test_every_column_is_described_and_sound(corpus):
    for column in corpus.columns:
        assert f"`{column}`" in SHEET
    assert corpus["id"].is_unique
    assert set(corpus["origin"]) == {"synthetic"}
    assert (corpus["text"].str.strip() == corpus["text"]).all()
    assert set(corpus["reply_to"]) <= {"", *corpus["id"]}
    parents = corpus.set_index("id").loc[corpus.loc[corpus["reply_to"] != "", "reply_to"], "thread"]
    assert parents.tolist() == corpus.loc[corpus["reply_to"] != "", "thread"].tolist()


def test_the_label_is_the_majority_of_three_readings(corpus):
    for row in corpus.itertuples():
        readings = Counter([row.label_writer, row.label_a, row.label_b])
        label, votes = readings.most_common(1)[0]
        assert (row.label, row.agreement) == (label, f"{votes}/3")


def test_agreement_is_that_of_the_data_sheet(corpus):
    kappa = cohen_kappa_score(corpus["label_a"], corpus["label_b"])
    assert (
        f"{(corpus['label_a'] == corpus['label_b']).sum()} of {len(corpus)} comments (Cohen's κ {kappa:.2f})" in SHEET
    )


def test_no_two_comments_are_alike_and_no_opening_repeats(corpus):
    grams = [{*zip(w, w[1:], w[2:], strict=False)} for w in map(words, corpus["text"])]
    assert corpus["text"].is_unique
    for first, second in combinations([g for g in grams if len(g) >= 3], 2):
        assert len(first & second) < 0.6 * min(len(first), len(second))
    openings = Counter(tuple(w[:4]) for w in map(words, corpus["text"]) if len(w) >= 4)
    assert openings.most_common(1)[0][1] <= 0.005 * len(corpus)


def test_the_gold_labels_keep_both_readings(seed_pages):
    gold = pd.read_csv(SEEDS / "stance_gold.csv")
    assert gold["comment_id"].tolist() == [f"001_9188ef4ab041caef#{c.id}" for c in seed_pages[1].comments]
    assert gold["author"].tolist() == [c.author for c in seed_pages[1].comments]
    assert set(gold[["label_a", "label_b", "label"]].to_numpy().ravel()) <= set(CLASSES)
    differ = gold["label_a"] != gold["label_b"]
    assert (differ == (gold["disputed"] == "yes")).all()
    assert (gold.loc[~differ, "label"] == gold.loc[~differ, "label_a"]).all()
    kappa = cohen_kappa_score(gold["label_a"], gold["label_b"])
    assert f"{(~differ).sum()} of 15 (Cohen's κ {kappa:.2f})" in (SEEDS / "README.md").read_text(encoding="utf-8")


def test_the_seed_pages_are_byte_for_byte_those_that_were_given():
    given = ROOT.parent / "shared" / "seeds"
    if not given.exists():
        pytest.skip("the pages as they were given are not beside this checkout")
    for page in given.glob("*.txt"):
        assert (SEEDS / page.name).read_bytes() == page.read_bytes()
