"""Samples to label: random, nested, by groups in proportion, and honest about what they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import TableError, sample_to_label, score
from stance.csv_files import read_written, write_csv


def comments(n: int, **columns) -> pd.DataFrame:
    ids = pd.Series([f"p#{i}" for i in range(n)], dtype="string")
    return pd.DataFrame({"comment_id": ids, "text": [f"comment {i}" for i in range(n)], **columns})


def ids(sample: pd.DataFrame) -> list[str]:
    return sample["comment_id"].tolist()


@given(n=st.integers(1, 60), seed=st.integers(0, 2**63 - 1), data=st.data())
def test_a_larger_sample_begins_with_the_smaller_one_whatever_the_order_of_the_rows(n, seed, data):
    large = data.draw(st.integers(1, n))
    small = data.draw(st.integers(1, large))
    table = comments(n)
    shuffled = table.sample(frac=1, random_state=seed % 1000)
    assert ids(sample_to_label(table, large, seed))[:small] == ids(sample_to_label(shuffled, small, seed))


def test_a_sample_has_no_comment_twice_and_keeps_rows_as_they_are():
    table = comments(30).set_index(pd.Index(range(100, 130)))
    before = table.copy()
    sample = sample_to_label(table, 12, seed=4)
    assert sample["comment_id"].is_unique
    pd.testing.assert_frame_equal(table.loc[sample.index], sample[table.columns])
    pd.testing.assert_frame_equal(table, before)


def test_every_comment_is_as_likely_as_any_other_to_come_first():
    firsts = pd.Series([ids(sample_to_label(comments(5), 1, seed))[0] for seed in range(1000)]).value_counts()
    assert firsts.between(150, 250).all()  # 200 expected, 4 standard deviations


def test_comments_without_text_are_never_drawn():
    table = comments(10)
    table.loc[[2, 5], "text"] = [None, " \u200b\n"]
    sample = sample_to_label(table, 8)
    assert set(ids(sample)) == set(table["comment_id"]) - {"p#2", "p#5"}
    assert sample["sample_n"].unique().tolist() == [8]


def test_a_sample_says_how_it_was_drawn():
    sample = sample_to_label(comments(9, page_id=list("aaabbbccc")), 3, seed=7, by="page_id")
    said = sample[["sample_strategy", "sample_seed", "sample_k", "sample_n", "sample_by"]].drop_duplicates()
    assert said.to_numpy().tolist() == [["stratified", 7, 3, 9, "page_id"]]
    plain = sample_to_label(comments(9), 3)
    assert plain["sample_strategy"].unique().tolist() == ["random"]
    assert plain["sample_by"].isna().all()
    assert str(plain["sample_k"].dtype) == "Int64"


@given(sizes=st.lists(st.integers(1, 12), min_size=1, max_size=8), seed=st.integers(0, 999), data=st.data())
def test_groups_are_drawn_from_in_proportion_within_one_comment(sizes, seed, data):
    names = np.repeat([f"g{i}" for i in range(len(sizes))], sizes)
    k = data.draw(st.integers(1, sum(sizes)))
    sample = sample_to_label(comments(sum(sizes), group=names), k, seed, by="group")
    assert len(sample) == k
    assert sample["comment_id"].is_unique
    for i, size in enumerate(sizes):
        assert abs((sample["group"] == f"g{i}").sum() - k * size / sum(sizes)) < 1


def test_a_comment_of_a_small_group_has_the_chance_of_any_other():
    """Largest remainders would never draw from the small groups here, whose quota is 0.2 comments."""
    table = comments(50, group=["a"] * 17 + ["b"] * 17 + ["c"] * 8 + ["d"] * 5 + ["e", "f", "g"])
    drawn = [comment for seed in range(1000) for comment in ids(sample_to_label(table, 10, seed, by="group"))]
    often = pd.Series(drawn).value_counts().reindex(table["comment_id"], fill_value=0)
    assert often.between(145, 255).all()  # 200 expected; 55 are 4.3 standard deviations


def test_a_missing_value_is_a_group_of_its_own():
    table = comments(10, author=pd.Series(["ana"] * 5 + [None] * 5, dtype="string"))
    assert sample_to_label(table, 4, by="author")["author"].isna().sum() == 2


def test_the_least_certain_come_first_for_training_and_are_marked():
    table = comments(4, p_favor=[0.9, 0.4, 0.5, None], p_none=[0.05, 0.3, 0.3, None], p_against=[0.05, 0.3, 0.2, None])
    sample = sample_to_label(table, 3, strategy="uncertain")
    assert ids(sample) == ["p#1", "p#2", "p#0"]
    assert set(sample["sample_strategy"]) == {"uncertain"}
    with pytest.raises(TableError, match="4 comments were asked for, the table has 3 scored comments"):
        sample_to_label(table, 4, strategy="uncertain")
    with pytest.raises(TableError, match="needs the column 'p_favor'; call score"):
        sample_to_label(comments(4), 2, strategy="uncertain")


def test_the_comment_that_is_answered_comes_along(seed_pages):
    scored = score(seed_pages)
    sample = sample_to_label(scored, 15)
    answer = sample[sample["reply_to"].notna()].iloc[0]
    answered = scored.loc[scored["comment_id"] == answer["reply_to"], "text"].iloc[0]
    assert answer["reply_to_text"] == answered


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"k": 11}, "11 comments were asked for, the table has 10 comments with text; k may be 10 at most"),
        ({"k": 0}, "k must be a whole number of comments, 1 or more, got 0"),
        ({"k": -3}, "1 or more, got -3"),
        ({"k": 2.5}, "1 or more, got 2.5"),
        ({"k": True}, "1 or more, got True"),
        ({"k": 2, "seed": -1}, "seed must be a whole number, 0 or more, got -1"),
        ({"k": 2, "strategy": "first"}, "there is no strategy 'first'; there are random and uncertain"),
        ({"k": 2, "by": "page"}, "the table has no column 'page' to draw by; it has comment_id, text"),
        ({"k": 2, "by": "text", "strategy": "uncertain"}, "by= goes with random samples only"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments, message):
    with pytest.raises(TableError, match=message):
        sample_to_label(comments(10), **arguments)


def test_a_sample_is_no_table_to_draw_from_again():
    with pytest.raises(TableError, match="a sample itself; draw from the whole table"):
        sample_to_label(sample_to_label(comments(10), 5), 2)


def test_the_index_names_the_comments_of_a_table_without_ids():
    table = comments(9).drop(columns="comment_id").set_index(pd.Index(list("abcdefghi")))
    sample = sample_to_label(table, 4)
    assert ids(sample) == sample.index.tolist()
    named = sample_to_label(table.rename_axis("comment_id"), 4)
    assert ids(named) == ids(sample)
    assert len(named.merge(sample, on="comment_id")) == 4
    with pytest.raises(TableError, match=r"nor an index without repeats .*table.reset_index\(drop=True\) numbers"):
        sample_to_label(pd.concat([table, table]), 2)


def test_ids_must_be_there_and_unique():
    with pytest.raises(TableError, match="stands in more than one row"):
        sample_to_label(pd.concat([comments(3), comments(1)]), 2)
    with pytest.raises(TableError, match="a row has no comment_id"):
        sample_to_label(comments(3).replace("p#1", None), 2)


def test_a_sample_says_from_which_comments_it_was_drawn_whatever_their_order_and_file(tmp_path):
    table = comments(9).replace("p#3", "=p#3")
    (frame,) = set(sample_to_label(table, 3)["sample_frame"])
    write_csv(table, tmp_path / "t.csv")
    blank = pd.concat([table, pd.DataFrame({"comment_id": ["p#99"], "text": [" "]})])
    for same in (table[::-1], pd.read_csv(tmp_path / "t.csv"), read_written(tmp_path / "t.csv"), blank):
        assert set(sample_to_label(same, 5, seed=4)["sample_frame"]) == {frame}
    for other in (table[1:], table.replace("p#1", "p#100")):
        assert set(sample_to_label(other, 3)["sample_frame"]) != {frame}
