"""The comments table: its columns, its ids, its door, and its safe way into spreadsheets."""

from __future__ import annotations

import pandas as pd
import pytest

import stance
from stance.csv_files import read_csv, write_csv
from stance.table import COMMENT_COLUMNS, check_comments, check_votes
from tests.conftest import ROOT, SEEDS


def test_one_row_a_comment_with_the_promised_columns(seed_pages):
    table = stance.comments_frame(seed_pages)
    assert tuple(table.columns) == COMMENT_COLUMNS
    assert len(table) == 15
    assert table["comment_id"].is_unique
    assert table["position"].tolist() == list(range(1, 16))
    assert table.loc[12, "reply_to"] == table.loc[11, "comment_id"]
    assert table["page_title"].isna().all(), "the page says no title, so the table says none"


def test_comments_of_one_day_can_be_put_in_the_order_of_their_times():
    page = stance.read_page(ROOT / "tests" / "pages" / "html-coral-talk.html")
    table = stance.comments_frame(page)
    times = [comment.published_utc for comment in page.comments]
    assert all(times)
    assert table["published_utc"].tolist() == times
    assert str(table["published_utc"].dtype) == "datetime64[s, UTC]"
    assert set(table["precision"]) == {"second"}
    assert table["published"].tolist() == [pd.Timestamp(comment.published) for comment in page.comments]


def test_where_only_the_day_is_known_the_table_says_so_and_no_time():
    page = stance.parse_page("2 Comments\nnorthquay\nMay 3, 2025\nA third!\nlow_tide\nMay 4, 2025\nA fourth.")
    table = stance.comments_frame(page)
    assert table["published"].dt.day.tolist() == [3, 4]
    assert table["precision"].tolist() == ["day", "day"]
    assert table["published_utc"].isna().all()


def test_times_go_through_a_file(tmp_path):
    table = stance.comments_frame(stance.read_page(ROOT / "tests" / "pages" / "html-coral-talk.html"))
    write_csv(table, tmp_path / "t.csv")
    back = pd.to_datetime(pd.read_csv(tmp_path / "t.csv")["published_utc"])
    assert back.tolist() == table["published_utc"].tolist()


def test_one_page_and_no_pages():
    table = stance.comments_frame(stance.read_page(SEEDS / "001_9188ef4ab041caef.txt"))
    assert len(table) == 15
    empty = stance.comments_frame([])
    assert tuple(empty.columns) == COMMENT_COLUMNS
    assert (empty.dtypes == table.dtypes).all()


def test_ids_stay_unique_where_files_share_a_name_or_come_twice(tmp_path):
    text = (SEEDS / "001_9188ef4ab041caef.txt").read_bytes()
    for folder in ("may", "june"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_bytes(text)
    pages = [
        *stance.read_pages([tmp_path / "may", tmp_path / "june"]),
        stance.read_page(tmp_path / "june" / "page.txt"),
    ]
    table = stance.comments_frame(pages)
    assert table["comment_id"].is_unique
    assert list(dict.fromkeys(table["page_id"])) == ["page", "june/page", "june/page~2"]
    replies = table.dropna(subset=["reply_to"])
    assert (replies["reply_to"].str.split("#").str[0] == replies["page_id"]).all()


def test_pages_without_a_path_are_numbered():
    text = "1 Comments\nnorthquay\nA third!"
    table = stance.comments_frame([stance.parse_page(text), stance.parse_page(text)])
    assert table["comment_id"].tolist() == ["page-1#1", "page-2#1"]


def test_what_is_no_page_is_refused():
    with pytest.raises(stance.TableError, match=r"expected pages, got str; read them with stance\.read_pages"):
        stance.comments_frame(["seeds"])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([1], r"expected a table \(DataFrame\), got list"),
        (pd.DataFrame({"text": ["a"]}), "the table has no column 'comment_id'; it has text"),
        (pd.DataFrame([["a", "b", "c"]], columns=["text", "text", "comment_id"]), "two columns named 'text'"),
        (pd.DataFrame({"text": ["a", "b"], "comment_id": ["x", "x"]}), "comment_id 'x' stands in more than one row"),
    ],
)
def test_the_door_names_what_is_wrong(table, message):
    with pytest.raises(stance.TableError, match=message):
        check_comments(table)


@pytest.mark.parametrize(
    ("votes", "row", "vote"),
    [
        (["Favor", "none"], 7, "Favor"),
        (["favor", "FAVOR "], 9, "FAVOR "),
        (["favor", 1], 9, 1),
        ([True, None], 7, True),
    ],
)
def test_a_vote_that_is_no_stance_is_named_with_its_row(votes, row, vote):
    with pytest.raises(stance.TableError, match=f"row {row} has the stance {vote!r}; stances are favor, none, against"):
        check_votes(pd.DataFrame({"stance": votes}, index=[7, 9]))


def test_missing_votes_are_no_misspelt_ones():
    check_votes(pd.DataFrame({"stance": ["favor", "none", "against", None, float("nan"), pd.NA, ""]}))
    check_votes(pd.DataFrame({"stance": pd.Categorical(["favor", None])}))
    check_votes(pd.DataFrame({"stance": pd.Series([None], dtype="string")}))


def test_a_spreadsheet_cannot_be_injected(tmp_path):
    cells = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "plain", "a=b", None]
    write_csv(pd.DataFrame({"text": cells, "votes": [-3] * len(cells)}), tmp_path / "t.csv")
    back = pd.read_csv(tmp_path / "t.csv")
    assert back["text"].tolist()[:-1] == ["'=1+1", "'+1", "'-2+3", "'@SUM(A1)", "'\t'=1", "plain", "a=b"]
    assert back["votes"].tolist() == [-3] * len(cells), "numbers stay numbers"


def test_no_kind_of_column_carries_a_formula(tmp_path):
    table = pd.DataFrame({"author": pd.Categorical(["=cmd"]), "other": pd.Series(["@x"], dtype="string")})
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "'=cmd,'@x"
    page = stance.parse_page("1 Comments\nnorthquay\nA third!", source="-talks.txt")
    assert stance.comments_frame(page)["comment_id"].tolist() == ["_-talks#1"], "ids go through a file unchanged"


def test_a_row_with_a_stray_comma_is_named(tmp_path):
    (tmp_path / "t.csv").write_text("text,label\nfine,none\ntoo dear, scrap it,against\n")
    with pytest.raises(stance.TableError, match=r"t\.csv: row 2 has 3 cells, the header has 2"):
        read_csv(tmp_path / "t.csv")


def test_csv_keeps_characters_of_every_kind(tmp_path):
    write_csv(pd.DataFrame({"text": ["‘quoted’ 言いなり 👍\nsecond line"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(tmp_path / "t.csv")["text"].tolist() == ["‘quoted’ 言いなり 👍\nsecond line"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(stance.StanceError, match=r"gone/t\.csv: cannot be written"):
        write_csv(pd.DataFrame({"a": [1]}), tmp_path / "gone" / "t.csv")


@pytest.mark.parametrize("call", [stance.score, lambda table: stance.sample_to_label(table, 1)])
@pytest.mark.parametrize("column", ["reply_to", "comment_id"])
def test_a_cell_that_is_no_name_of_a_comment_is_named_with_its_row(column, call):
    table = pd.DataFrame({"comment_id": ["a", "b"], "reply_to": [None, "a"], "text": ["Well done.", "Is it?"]})
    table[column] = pd.Series(["a", ["b", "c"]], dtype=object)
    with pytest.raises(stance.TableError, match=rf"row 1 has the {column} \['b', 'c'\], which is list; it is one name"):
        call(table)
