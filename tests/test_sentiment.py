"""VADER's four numbers are those of vaderSentiment 3.3.2, to the last digit, one text at a time and many at once."""

from __future__ import annotations

import csv
import importlib
import json
import math
import pickle
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

import stance
from stance.sentiment import batch, lexicon, tokens
from stance.sentiment.rules import contrast
from stance.sentiment.sentences import sentences
from tests.conftest import BENCH, ROOT
from tests.vader_fuzz import REFERENCE, texts

published = importlib.import_module("vaderSentiment.vaderSentiment")
SCORER = stance.VaderScorer()
NUMBERS = ["neg", "neu", "pos", "compound"]


def assert_same(some, scorer=SCORER, reference=REFERENCE):
    """Compare by ``repr``, since 0.0 and −0.0 are equal; and explanations with the compound."""
    some = list(some)
    together = scorer.score(some)
    for text, row in zip(some, together[NUMBERS].to_dict("records"), strict=True):
        wanted = reference.polarity_scores(text)
        assert repr(scorer.polarity_scores(text)) == repr(wanted), text
        if pd.isna(together["unscored"].iloc[0]) and not math.isnan(row["compound"]):
            assert repr(row) == repr(wanted), text


def compound(text, scorer=SCORER):
    assert_same([text])
    return scorer.polarity_scores(text)["compound"]


# Parity


def test_identical_on_the_seed_comments(seed_pages):
    comments = [comment.text for page in seed_pages for comment in page.comments]
    assert len(comments) == 15
    assert_same(comments)


def test_identical_on_the_invented_comments_and_on_their_words_shuffled():
    with (ROOT / "data" / "comments.csv").open(encoding="utf-8", newline="") as file:
        comments = [row["text"] for row in csv.DictReader(file)][::8]
    shuffled = random.Random(0)
    mixed = []
    for text in comments:  # the same words in another order, with capitals, emoji and punctuation between
        words = text.split()
        shuffled.shuffle(words)
        changes = [(w, w.upper(), w + "!!", w + " 😀", "not " + w, "very " + w) for w in words]
        mixed.append(" ".join(shuffled.choice(ways) for ways in changes))
    assert len(comments) > 1000
    assert_same(comments + mixed)


def test_identical_on_five_thousand_texts_of_a_grammar():
    assert_same(texts(5_000, seed=1))


@given(st.lists(st.text(max_size=80), max_size=5))
def test_identical_on_any_text(some):
    assert_same(some)


def test_identical_on_real_comments_where_they_are_at_hand():
    path = BENCH / "nyt_comments" / "comments.jsonl"
    if not path.exists():
        pytest.skip("the benchmark's real comments are not beside this checkout")
    with path.open(encoding="utf-8") as file:
        comments = [json.loads(line)["text"] for line in file]
    assert len(comments) > 3000
    assert_same(comments[::3])


def test_batches_of_any_size_give_the_same(monkeypatch):
    some = list(texts(400, seed=2))
    whole = SCORER.transform(some)
    for size in (1, 50, 1_000):
        monkeypatch.setattr(batch, "TOGETHER", size)
        np.testing.assert_array_equal(SCORER.transform(some), whole)


def test_a_memory_that_is_full_is_emptied_and_changes_nothing(monkeypatch):
    some = list(texts(300, seed=3))
    whole = SCORER.transform(some)
    monkeypatch.setattr(tokens, "_REMEMBERED", 20)
    monkeypatch.setattr(batch, "_REMEMBERED", 20)
    small = stance.VaderScorer(lexicon={"notaword": 0.5})
    np.testing.assert_array_equal(small.transform(some), whole)
    assert [small.polarity_scores(text)["compound"] for text in some] == whole[:, 3].tolist()
    engine = small._engine()
    assert len(engine.codes) <= 20
    assert len(engine.valences) <= 20


# The quirks that the docstring of stance.sentiment.rules lists, each by name


def test_quirk_only_the_first_but_counts():
    assert compound("good but bad but great fine nice") == compound("good but bad however great fine nice")


def test_quirk_but_finds_equal_valences_by_their_value():
    # the first "good" is halved and then raised, the second stays as it is
    assert contrast([1.9, 1.9], [0, 2], but=1) == [1.9 * 0.5, 1.9 * 1.5]
    assert contrast([1.9, 1.9, 1.9], [0, 1, 3], but=2) == [1.9 * 0.5, 1.9 * 0.5, 1.9 * 1.5]
    assert contrast([1.9, 1.9 * 0.5], [0, 2], but=1) == [1.9 * 0.5 * 0.5, 1.9 * 0.5]
    assert_same(["good good but good", "good but good fine good", "great but awful but great"])


@given(
    st.lists(st.sampled_from([1.0, 0.5, 1.5, 2.0, 0.25, -1.0, -0.5, 3]), max_size=12),
    st.integers(0, 12),
)
def test_quirk_but_is_the_walk_through_a_list_under_change(valences, but):
    words = ["x"] * len(valences)
    words[but:but] = ["but"]
    with_but = [*valences[:but], 0, *valences[but:]]
    wanted = REFERENCE._but_check(words, list(with_but[: len(words)]))
    places = [place for place, valence in enumerate(with_but[: len(words)]) if valence]
    found = contrast([with_but[place] for place in places], places, words.index("but"))
    assert found == [value for value in wanted if value]


def test_quirk_short_words_keep_their_punctuation():
    assert compound("ok") > 0
    assert compound("ok!") == 0
    assert compound("good!") > compound("good") > 0
    assert compound(":)") > 0


def test_quirk_only_ascii_punctuation_is_stripped():
    assert compound("“good”") == 0
    assert compound('"good"') > 0


def test_quirk_emoji_are_read_code_point_by_code_point():
    assert compound("😀") == compound("grinning face") > 0
    assert REFERENCE.emojis["👍🏽"] == "thumbs up: medium skin tone"
    assert SCORER._engine().codes.spell_out("👍🏽") == "thumbs up medium skin tone".split()
    assert_same(["so good 👍🏽", "👍🏽good"])


def test_quirk_emoji_get_a_space_before_and_none_after():
    assert compound("😍😍") == compound("smiling face with heart-eyes smiling face with heart-eyes")
    assert compound("😂ful") == compound("face with tears of joyful") != compound("😂 ful")


def test_quirk_no_negates_a_word_and_then_counts_nothing_itself():
    assert compound("no good") == compound("not good")
    assert compound("no") < 0
    assert compound("no x or good y") < 0
    assert compound("NO good thing") < compound("no good thing")


def test_quirk_never_so_and_never_this_strengthen():
    assert compound("never so good") > compound("so good")
    assert compound("never this good") > compound("this good")
    assert compound("a b this good") > compound("b this good")
    assert compound("bad b this good") < compound("a b this good")


def test_quirk_without_doubt_negates_nothing():
    assert compound("without doubt excellent") > compound("without excellent")


def test_quirk_idioms_count_from_the_fourth_word_on_and_overwrite():
    assert compound("yeah right") > 0 > compound("so then they yeah right")
    assert compound("it is not the bomb") == compound("it is quite the bomb") > 0


@pytest.mark.parametrize("phrase", ["sort of", "kind of", "just enough"])
def test_quirk_phrases_that_dampen_do_so_from_the_fourth_word_on(phrase):
    assert compound(f"x {phrase} good") < compound("x a b good") or phrase == "kind of"
    assert compound(f"{phrase} good") == compound("a b good")


def test_quirk_least_turns_round_but_for_at_least_and_very_least():
    assert compound("least good") < 0
    assert compound("the least good") < 0
    assert compound("at least good") > 0
    assert compound("very least good") > 0


def test_quirk_exclamation_and_question_marks_are_capped():
    assert compound("good!!!!") == compound("good!!!!!!!!") > compound("good!!!")
    assert compound("good?") == compound("good")
    assert compound("good???") < compound("good????") == compound("good?????????")


def test_quirk_i_and_a_are_words_in_capitals_and_all_capitals_are_none():
    assert compound("I like it a lot") == compound("you like it a lot")
    assert compound("A GOOD DEAL") == compound("a good deal")
    assert compound("I LIKE it") > compound("I like it")


def test_quirk_a_compound_may_be_minus_zero():
    found = [text for text in texts(20_000, seed=4) if repr(REFERENCE.polarity_scores(text)["compound"]) == "-0.0"]
    assert found, "the grammar should come upon one"
    assert_same(found)


def test_quirk_sums_are_those_of_this_python(monkeypatch):
    """An idiom's valence is an int in the tables: from Python 3.12 on sum treats ints and floats differently."""
    engine = SCORER._engine()
    engine.one("they are really the bomb")
    assert {type(valence) for valence in engine.valences.values()} >= {int, float}


# Many texts


def test_many_texts_at_once_keep_index_and_say_why_a_number_is_missing():
    some = pd.Series(["Great news!", None, "", "  ", "A disaster.", math.nan, pd.NA, 3], index=list("abcdefgh"))
    scored = SCORER.score(some)
    assert list(scored.columns) == [*NUMBERS, "unscored"]
    assert list(scored.index) == list("abcdefgh")
    assert scored["compound"].isna().tolist() == [False, True, True, True, False, True, True, True]
    assert scored["unscored"].fillna("").tolist() == [
        "",
        *["no text"] * 3,
        "",
        "no text",
        "no text",
        "not a text but int",
    ]
    assert scored.loc["a", NUMBERS].to_dict() == REFERENCE.polarity_scores("Great news!")
    assert (scored.dtypes[NUMBERS] == "float64").all()


class ArrowLike:
    """What an Arrow array is to us: something with ``to_pylist``."""

    def to_pylist(self):
        return ["good", None, "bad"]


@pytest.mark.parametrize(
    "some", [["good", None, "bad"], ("good", None, "bad"), np.array(["good", None, "bad"], dtype=object), ArrowLike()]
)
def test_lists_arrays_and_arrow_give_the_same(some):
    assert SCORER.score(some)["compound"].fillna(9).tolist() == [0.4404, 9, -0.5423]


TYPED = ["They don't help.", 'A "great" deal... for whom?', "It isn't bad at all", "GREAT!!!"]
PRINTED = ["They don’t help.", "A “great” deal… for whom?", "It isn’t\u200b bad at all", "GREAT!!!"]


@pytest.mark.parametrize("own", [{}, {"unit": "sentence"}, {"lexicon": {"tariff": -1.0}}], ids=str)
def test_typographic_marks_are_read_as_typed_where_that_is_asked_for(own):
    scorer, plain = stance.VaderScorer(as_typed=True, **own), stance.VaderScorer(**own)
    assert scorer.score(PRINTED)["compound"].tolist() == plain.score(TYPED)["compound"].tolist()
    assert [scorer.polarity_scores(text) for text in PRINTED] == [plain.polarity_scores(text) for text in TYPED]
    assert scorer.score(PRINTED)["compound"].tolist() != plain.score(PRINTED)["compound"].tolist()
    scored = stance.score(PRINTED, sentiment=scorer)
    assert scored["sentiment"].tolist() == plain.score(TYPED)["compound"].tolist()
    assert scored.attrs["vader"]["as_typed"] is True


def test_the_explanation_of_a_text_as_typed_adds_up_to_its_compound():
    scorer = stance.VaderScorer(as_typed=True)
    assert str(scorer.explain(PRINTED[0])) == str(SCORER.explain(TYPED[0]))


def test_results_name_unit_and_lexicon():
    assert SCORER.score(["x"]).attrs["vader"] == {
        "unit": "text",
        "lexicon_sha256": lexicon.SHA256,
        "as_typed": False,
    }
    own = stance.VaderScorer(lexicon={"tariff": -1.0}, unit="sentence").score(["x"]).attrs["vader"]
    assert own["unit"] == "sentence"
    assert own["lexicon_sha256"] != lexicon.SHA256
    assert stance.score(["Good deal."]).attrs["vader"]["lexicon_sha256"] == lexicon.SHA256


def test_several_processes_give_the_same(monkeypatch):
    monkeypatch.setattr("stance.sentiment.vader._WORTH_PROCESSES", 10)
    some = list(texts(60, seed=5))
    for unit in ("text", "sentence"):
        alone, several = (stance.VaderScorer(unit=unit, n_jobs=jobs).transform(some) for jobs in (None, 2))
        np.testing.assert_array_equal(alone, several)
    asked = SCORER.score(some, n_jobs=2)
    pd.testing.assert_frame_equal(asked, SCORER.score(some))


def test_one_string_is_not_many_texts():
    with pytest.raises(TypeError, match="expected many texts, got one string"):
        SCORER.score("Good")


@pytest.mark.parametrize("texts", [None, 5, b"good", {"a": "good"}])
def test_what_holds_no_texts_is_refused(texts):
    with pytest.raises(TypeError, match="expected texts in a list, Series or Arrow array, got"):
        SCORER.score(texts)


@pytest.mark.parametrize("jobs", [0, "2", 2.5, True])
def test_a_number_of_processes_is_a_number(jobs):
    with pytest.raises(stance.StanceError, match="n_jobs must be a number of processes"):
        SCORER.score(["good"], n_jobs=jobs)


def test_a_table_is_not_a_column():
    with pytest.raises(TypeError, match=r"pick a column: table\['text'\]"):
        SCORER.score(pd.DataFrame({"text": ["good"]}))


def test_progress_is_shown_on_request_and_changes_nothing(capsys, monkeypatch):
    monkeypatch.setattr("tqdm.std.tqdm.monitor_interval", 0)
    some = ["Great news!"] * 3
    quiet = SCORER.score(some)
    assert capsys.readouterr().err == ""
    pd.testing.assert_frame_equal(SCORER.score(some, progress=True), quiet)


def test_no_texts_give_no_rows():
    scored = SCORER.score([])
    assert scored.shape == (0, 5)
    assert (scored.dtypes[NUMBERS] == "float64").all()


@pytest.mark.parametrize("text", [None, math.nan, 3, b"good"])
def test_what_is_no_text_has_no_sentiment(text):
    with pytest.raises(TypeError, match="VADER scores a string, not"):
        SCORER.polarity_scores(text)
    with pytest.raises(TypeError, match="VADER explains a string, not"):
        SCORER.explain(text)


# Other lexicons


def patched(monkeypatch, words=None, emoji=None, idioms=None):
    """Return a reference with the same changes made to its tables."""
    reference = published.SentimentIntensityAnalyzer()
    tables = ((reference.lexicon, words), (reference.emojis, emoji))
    for table, changes in tables:
        table.update(changes or {})
        for key in [key for key, value in table.items() if value is None]:
            del table[key]
    special = {**published.SPECIAL_CASES, **(idioms or {})}
    monkeypatch.setattr(published, "SPECIAL_CASES", {key: value for key, value in special.items() if value is not None})
    return reference


def test_own_words_emoji_and_idioms_count_as_if_they_were_in_the_tables(monkeypatch):
    words = {"tariff": -1.25, "good": None, "but": 1.5, "very": 2.0, "the": 0.5, "it": -0.25, "ok": 0.0, "doesn't": 1}
    emoji = {"😀": "very bad", "🍚": "good rice!", "❤": None}
    idioms = {"trade war": -3, "to the": 2.5, "the bomb": None, "it is good": 1}
    some = [f"{text} trade war to the it is good 🍚 x" for text in texts(1_500, seed=6)] + list(texts(1_500, seed=7))
    some += [text.replace("x", "tariff").replace("Japan", "trade war") for text in texts(1_000, seed=8)]
    scorer = stance.VaderScorer(lexicon=words, emoji=emoji, idioms=idioms)
    assert_same(some, scorer, patched(monkeypatch, words, emoji, idioms))


def test_a_lexicon_changed_in_place_is_noticed():
    words = {"tariff": -1.0}
    scorer = stance.VaderScorer(lexicon=words)
    before = scorer.polarity_scores("a tariff")["compound"]
    words["tariff"] = 1.0
    assert scorer.polarity_scores("a tariff")["compound"] == -before > 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lexicon": {"trade war": -2}}, "no single word"),
        ({"lexicon": {"wow!": 2}}, "can never match, write 'wow'"),
        ({"lexicon": {"": 2}}, "no single word"),
        ({"lexicon": {"wow": "2"}}, "must be a number"),
        ({"lexicon": {"wow": math.nan}}, "must be a number"),
        ({"lexicon": {"wow": True}}, "must be a number"),
        ({"lexicon": {"wow": 40}}, "off VADER's scale"),
        ({"emoji": {"👍🏽": "thumbs up"}}, "no single code point"),
        ({"emoji": {"a": "alpha"}}, "no single code point"),
        ({"emoji": {"🍚": ""}}, "needs the words that stand for it"),
        ({"idioms": {"badly": 1}}, "has not two or three words"),
        ({"idioms": {"a b c d": 1}}, "has not two or three words"),
        ({"lexicon": {"notaword": None}}, "is not in the table, and cannot be taken out"),
        ({"lexicon": ["good"]}, "lexicon must be a mapping"),
        ({"unit": "word"}, "unit must be 'text' or 'sentence'"),
    ],
)
def test_entries_that_could_never_count_are_refused(changes, message):
    with pytest.raises(stance.StanceError, match=message):
        stance.VaderScorer(**changes).fit()


def test_a_lexicon_with_more_valences_than_there_are_codes_is_refused(monkeypatch):
    monkeypatch.setattr(tokens, "CAPITAL", tokens._SENTIMENT + 100)
    with pytest.raises(stance.StanceError, match="100 different valences at most; round them"):
        stance.VaderScorer(lexicon={f"word{i}": i / 1000 for i in range(1000)}).fit()


def test_tables_of_another_release_are_said_to_be_so(monkeypatch):
    lexicon._published.cache_clear()
    monkeypatch.setitem(published.BOOSTER_DICT, "mega", 0.293)
    try:
        with pytest.warns(UserWarning, match=r"other tables than release 3\.3\.2.*pip install --force-reinstall"):
            lexicon.load_lexicon()
    finally:
        lexicon._published.cache_clear()


# Explanations


@settings(max_examples=50)
@given(st.integers(0, 10**6))
def test_the_parts_of_an_explanation_add_up_to_the_compound(seed):
    for text in texts(20, seed):
        explanation = SCORER.explain(text)
        assert round(explanation.compound, 4) == REFERENCE.polarity_scores(text)["compound"]
        assert sum(part.compound for part in explanation.parts) == pytest.approx(explanation.compound, abs=1e-9)
        assert sum(part.valence for part in explanation.parts) == pytest.approx(explanation.total, abs=1e-9)


def test_an_explanation_names_words_rules_and_causes():
    explanation = SCORER.explain("The food is NOT very good, but they were sort of NICE!!")
    said = [(part.word, part.rule, part.cause) for part in explanation.parts]
    assert said == [
        ("good", "word", "good"),
        ("good", "degree", "very"),
        ("good", "negation", "NOT"),
        ("good", "but", "but"),
        ("NICE", "word", "NICE"),
        ("NICE", "capitals", "NICE"),
        ("NICE", "degree", "sort of"),
        ("NICE", "but", "but"),
        ("", "punctuation", "!!"),
    ]
    frame = explanation.to_frame()
    assert list(frame.columns) == ["position", "word", "rule", "cause", "valence", "compound"]
    assert frame["position"].fillna(-1).tolist() == [5, 5, 5, 5, 11, 11, 11, 11, -1]


def test_an_explanation_shows_strangers_words_escaped():
    shown = SCORER.explain("<img/src=x> very <b>good</b>good <script>bad")._repr_html_()
    assert "<script" not in shown
    assert "<b>good" not in shown


def test_an_explanation_of_sentences_is_asked_sentence_by_sentence():
    with pytest.raises(stance.StanceError, match=r"VaderScorer\(\)\.explain\(sentence\)"):
        stance.VaderScorer(unit="sentence").explain("Good. Bad.")


# Sentences


def test_the_unit_sentence_is_the_mean_of_the_sentences():
    scorer = stance.VaderScorer(unit="sentence")
    text = "A great deal! Mr. Trump lied about it. we will see"
    parts = [REFERENCE.polarity_scores(part) for part in ("A great deal!", "Mr. Trump lied about it.", "we will see")]
    wanted = {name: pytest.approx(sum(part[name] for part in parts) / 3) for name in NUMBERS}
    assert scorer.polarity_scores(text) == wanted
    assert scorer.score([text, None, ""]).loc[0, NUMBERS].to_dict() == wanted
    assert scorer.score([text, None, ""])["unscored"].fillna("").tolist() == ["", "no text", "no text"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. two! Three?", ["One.", "two!", "Three?"]),
        ("The U.S. and Japan vs. China.", ["The U.S. and Japan vs. China."]),
        ("wait... what?! no", ["wait... what?!", "no"]),
        ('He said "never." Then left.', ['He said "never."', "Then left."]),
        ("a line\nanother\n\n  third  ", ["a line", "another", "third"]),
        ("So do I. He too", ["So do I.", "He too"]),
        ("15.5 percent of $1.5bn. ok", ["15.5 percent of $1.5bn.", "ok"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, wanted):
    assert sentences(text) == wanted


@given(st.text(max_size=200))
def test_no_word_is_lost_between_sentences(text):
    assert " ".join(sentences(text)).split() == text.split()


# scikit-learn


def test_it_is_a_transformer_for_pipelines_and_searches():
    good, bad = ["great news", "a good deal", "nice work", "love it"], ["bad news", "a stupid deal", "awful", "hate it"]
    search = GridSearchCV(
        make_pipeline(stance.VaderScorer(), LogisticRegression()), {"vaderscorer__unit": ["text", "sentence"]}, cv=2
    )
    search.fit(good + bad, [1] * 4 + [0] * 4)
    assert search.score(good + bad, [1] * 4 + [0] * 4) == 1
    assert SCORER.get_feature_names_out().tolist() == NUMBERS


def test_it_can_be_cloned_pickled_shown_and_set():
    scorer = stance.VaderScorer(lexicon={"tariff": -1.0}, unit="sentence")
    scorer.polarity_scores("x")
    for copy in (clone(scorer), pickle.loads(pickle.dumps(scorer))):  # noqa: S301
        assert copy.get_params() == scorer.get_params()
        assert copy.polarity_scores("a tariff. x") == scorer.polarity_scores("a tariff. x")
    assert repr(scorer) == "VaderScorer(lexicon={'tariff': -1.0}, unit='sentence')"
    assert scorer.set_params(unit="text").polarity_scores("good")["compound"] == 0.4404
    with pytest.raises(stance.StanceError, match="has no parameter 'units'; it has lexicon"):
        scorer.set_params(units="text")


def test_it_gives_a_frame_on_request():
    frame = stance.VaderScorer().set_output(transform="pandas").fit_transform(pd.Series(["good", None], index=[5, 7]))
    assert list(frame.columns) == NUMBERS
    assert list(frame.index) == [5, 7]
    assert SCORER.transform(["good", None])[:, 3].tolist() == [0.4404, pytest.approx(math.nan, nan_ok=True)]
    with pytest.raises(stance.StanceError, match="'default' or 'pandas'"):
        stance.VaderScorer().set_output(transform="polars")
