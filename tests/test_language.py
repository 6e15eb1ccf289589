"""English is taken for English; what is not, is left without a score and says why."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.language import why_not_english
from tests.conftest import ROOT


def test_no_english_comment_is_taken_for_another_language(seed_pages):
    with (ROOT / "data" / "comments.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    texts += [comment.text for page in seed_pages for comment in page.comments]
    assert [text for text in texts if why_not_english(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Das ist doch nur eine Show für die Wähler, und wir zahlen am Ende.",
        "Une perte de temps, ils ne veulent pas négocier avec nous.",
        "Es una pérdida de tiempo, no hay nada que negociar con él.",
        "Una perdita di tempo: non c'è niente da trattare con lui.",
        "É uma perda de tempo, não há nada para negociar com ele.",
        "Dat is zonde van de tijd, er valt niet met hem te praten.",
    ],
)
def test_other_languages_in_latin_letters(text):
    assert why_not_english(text) == "not in English"


@pytest.mark.parametrize(
    "text", ["交渉は時間の無駄だ", "협상은 시간 낭비다", "Переговоры бессмысленны", "المحادثات مضيعة للوقت"]
)
def test_other_scripts(text):
    assert why_not_english(text) == "not in Latin letters"


@pytest.mark.parametrize(
    "text",
    [
        "Von der Leyen caved, pathetic weakling",
        "Los Angeles and Las Vegas lose",
        "Ursula von der Leyen and Trump: pathetic surrender",
    ],
)
def test_names_of_people_and_places_are_no_foreign_language(text):
    assert why_not_english(text) is None


@pytest.mark.parametrize("text", ["👍👍", "15%!!!", "...", "ganbare!", "Merci", "lol", "https://example.com/a"])
def test_too_little_to_tell_counts_as_english(text):
    assert why_not_english(text) is None


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    assert why_not_english(text) in (None, "not in English", "not in Latin letters")
