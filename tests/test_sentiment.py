"""VADER's four numbers are those of vaderSentiment 3.3.2, to the last digit."""

from __future__ import annotations

import csv
import json
import math
import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import stance
from tests.conftest import BENCH, ROOT

REFERENCE = SentimentIntensityAnalyzer()
SCORER = stance.VaderScorer()


def assert_same(text: str) -> None:
    assert repr(SCORER.polarity_scores(text)) == repr(REFERENCE.polarity_scores(text)), text


def test_identical_on_the_seed_comments(seed_pages):
    texts = [comment.text for page in seed_pages for comment in page.comments]
    assert len(texts) == 15
    for text in texts:
        assert_same(text)


def test_identical_on_a_thousand_further_texts():
    with (ROOT / "data" / "comments.csv").open(encoding="utf-8", newline="") as file:
        comments = [row["text"] for row in csv.DictReader(file)]
    shuffled = random.Random(0)
    mixed = []
    for text in comments:  # the same words in another order, with capitals, emoji and punctuation between
        words = text.split()
        shuffled.shuffle(words)
        mixed.append(
            " ".join(shuffled.choice((w, w.upper(), w + "!!", w + " 😀", "not " + w, "very " + w)) for w in words)
        )
    assert len(comments) + len(mixed) > 1000
    for text in comments + mixed:
        assert_same(text)


WORDS = st.sampled_from(
    "not never great GREAT bad but BUT very kind of least at so this without doubt the bomb :) :( 😀 ❤ !!! ??? no "
    "isn't hardly Good, awful. a I yeah right sort".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_identical_on_any_text(text):
    assert_same(text)


def test_identical_on_real_comments_where_they_are_at_hand():
    path = BENCH / "nyt_comments" / "comments.jsonl"
    if not path.exists():
        pytest.skip("the benchmark's real comments are not beside this checkout")
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][::3]
    texts = [row["text"] for row in rows]
    assert len(texts) > 1000
    for text in texts:
        assert_same(text)


def test_many_texts_at_once_keep_index_and_missing_values():
    texts = pd.Series(["Great news!", None, "", "  ", "A disaster."], index=list("abcde"))
    scored = SCORER.score(texts)
    assert list(scored.columns) == ["neg", "neu", "pos", "compound"]
    assert list(scored.index) == list("abcde")
    assert scored["compound"].isna().tolist() == [False, True, True, True, False]
    assert scored.loc["a"].to_dict() == REFERENCE.polarity_scores("Great news!")


def test_one_string_is_not_many_texts():
    with pytest.raises(TypeError, match="expected many texts, got one string"):
        SCORER.score("Good")


def test_progress_is_shown_on_request_and_changes_nothing(capsys, monkeypatch):
    monkeypatch.setattr("tqdm.std.tqdm.monitor_interval", 0)
    texts = ["Great news!"] * 3
    quiet = SCORER.score(texts)
    assert capsys.readouterr().err == ""
    pd.testing.assert_frame_equal(SCORER.score(texts, progress=True), quiet)


def test_no_texts_give_no_rows():
    scored = SCORER.score([])
    assert scored.shape == (0, 4)
    assert (scored.dtypes == "float64").all()


@pytest.mark.parametrize("text", [None, math.nan, 3, b"good"])
def test_what_is_no_text_has_no_sentiment(text):
    with pytest.raises(TypeError, match="VADER scores a string, not"):
        SCORER.polarity_scores(text)
