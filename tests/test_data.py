"""The corpus and the gold labels are what their data sheets say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from stance.table import CLASSES
from tests.conftest import ROOT, SEEDS

SHEET = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus():
    return pd.read_csv(ROOT / "data" / "comments.csv", keep_default_na=False)


@pytest.fixture(scope="module")
def challenge():
    return pd.read_csv(ROOT / "data" / "challenge.csv", keep_default_na=False)


@pytest.fixture(scope="module")
def contrast():
    return pd.read_csv(ROOT / "data" / "contrast.csv", keep_default_na=False)


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text.lower())


def grams(text: str) -> set[tuple[str, ...]]:
    w = words(text)
    return {*zip(w, w[1:], w[2:], strict=False)}


def test_size_and_labels_are_those_of_the_data_sheet(corpus):
    assert f"All {len(corpus)} comments" in SHEET
    in_threads = corpus.groupby("thread")["thread"].transform("size") > 1
    for name, rows in (("in threads", corpus[in_threads]), ("single", corpus[~in_threads]), ("all", corpus)):
        counts = [(rows["label"] == label).sum() for label in CLASSES]
        line = next(line for line in SHEET.splitlines() if line.startswith(f"| {name} |"))
        assert [int(cell.split("(")[0]) for cell in line.split("|")[2:6]] == [*counts, len(rows)]
    assert f"{corpus.loc[in_threads, 'thread'].nunique()} threads" in SHEET
    assert len(corpus) >= 3_000
    assert (corpus["label"] == "favor").sum() >= 500
    assert (corpus["label"] == "against").sum() >= 700


def test_every_column_is_described_and_sound(corpus):
    for column in corpus.columns:
        assert f"`{column}`" in SHEET
    assert corpus["id"].is_unique
    assert set(corpus["origin"]) == {"synthetic"}
    assert (corpus["text"].str.strip() == corpus["text"]).all()
    assert set(corpus["reply_to"]) <= {"", *corpus["id"]}
    parents = corpus.set_index("id").loc[corpus.loc[corpus["reply_to"] != "", "reply_to"], "thread"]
    assert parents.tolist() == corpus.loc[corpus["reply_to"] != "", "thread"].tolist()
    for name, size in corpus["split"].value_counts().items():
        assert f"`{name}` ({size})" in SHEET


def test_no_thread_and_no_author_is_in_two_splits(corpus):
    for column in ("thread", "author"):
        assert corpus.groupby(corpus[column].str.casefold())["split"].nunique().max() == 1


def test_the_label_is_the_majority_of_three_readings(corpus):
    for row in corpus.itertuples():
        readings = Counter([row.label_writer, row.label_a, row.label_b])
        label, votes = readings.most_common(1)[0]
        assert (row.label, row.agreement) == (label if votes > 1 else row.label_a, f"{votes}/3")
        assert row.disputed == ("no" if row.label_a == row.label_b else "yes")


def test_agreement_is_that_of_the_data_sheet(corpus):
    kappa = cohen_kappa_score(corpus["label_a"], corpus["label_b"])
    same = (corpus["label_a"] == corpus["label_b"]).sum()
    assert f"agree on {same} of {len(corpus)} comments: Cohen's κ {kappa:.2f}" in SHEET
    assert f"({(corpus['disputed'] == 'yes').sum()} comments): kept here" in SHEET


def test_no_two_comments_of_four_words_are_alike_and_no_opening_repeats(corpus, challenge, contrast):
    assert corpus.loc[corpus["text"].map(lambda text: len(words(text)) > 3), "text"].is_unique
    texts = [*corpus["text"], *challenge["text"], *contrast["text_1"], *contrast["text_2"]]
    seen, where = [], defaultdict(list)
    for row, text in enumerate(texts):
        own = grams(text)
        shared = Counter(other for gram in own for other in where[gram]) if len(own) >= 3 else {}
        for other, count in shared.items():
            within = row >= len(corpus) and other >= len(corpus)  # a pair is alike on purpose
            assert within or count < 0.6 * min(len(own), len(seen[other])), (text, texts[other])
        seen.append(own)
        for gram in own if len(own) >= 3 else ():
            where[gram].append(row)
    openings = Counter(tuple(w[:4]) for w in map(words, corpus["text"]) if len(w) >= 4)
    assert openings.most_common(1)[0][1] <= 0.005 * len(corpus)


def test_the_challenge_set_has_enough_of_each_phenomenon(challenge):
    assert challenge["phenomenon"].value_counts().min() >= 25
    assert challenge["phenomenon"].nunique() == 16
    assert set(challenge["origin"]) == {"synthetic"}
    for row in challenge.itertuples():
        assert row.label == Counter([row.label_writer, row.label_a, row.label_b]).most_common(1)[0][0]


def test_contrast_pairs_change_the_label_by_a_small_edit(contrast):
    assert len(contrast) >= 300
    assert f"{len(contrast)} pairs" in SHEET
    assert (contrast["label_1"] != contrast["label_2"]).all()
    shared = [
        len({*words(row.text_1)} & {*words(row.text_2)}) / max(len({*words(row.text_1)}), len({*words(row.text_2)}))
        for row in contrast.itertuples()
    ]
    assert sorted(shared)[len(shared) // 2] > 0.6


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
