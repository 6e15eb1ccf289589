"""Lines in other languages than English are read as their English sisters are, and English lines stay what they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

import stance
from stance.pages import lines as cue
from stance.pages.cues import NO_CUES, read_cues
from stance.pages.marks import read_mark
from stance.pages.moments import read_day, read_moment
from stance.pages.times import find_time

SAVED = datetime(2025, 6, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("12 Kommentare", 12),
        ("1.204 Kommentare", 1204),
        ("Leserkommentare (7)", 7),
        ("5 Gedanken zu „Das Freibad bleibt“", 5),
        ("Alle Kommentare", None),
        ("Vos réactions (4)", 4),
        ("3 commentaires", 3),
        ("Commentaires :", None),
        ("5 réflexions sur « La halle »", 5),
        ("8 comentarios", 8),
        ("Comentarios (8)", 8),
        ("Ver los 31 comentarios", 31),
        ("2 comentários", 2),
        ("6 commenti", 6),
        ("I vostri commenti", None),
        ("Reacties (4)", 4),
        ("Toon alle reacties", None),
        ("7 kommentarer", 7),
        ("3 kommenttia", 3),
        ("Komentarze (5)", 5),
        ("6 Yorum", 6),
        ("Yorumlar (6)", 6),
        ("15 комментариев", 15),
        ("コメント(4)", 4),
        ("コメント（4件）", 4),
        ("12件のコメント", 12),
        ("评论(3)", 3),
        ("댓글 9", 9),
    ],
)
def test_a_header_opens_a_section_and_declares_its_count(line, count):
    assert cue.is_comment_header(line)
    assert cue.declared_count(line) == count


@pytest.mark.parametrize(
    "line",
    [
        "Noch keine Kommentare",
        "Schreiben Sie den ersten Kommentar!",
        "0 Kommentare",
        "Die Kommentarfunktion ist geschlossen.",
        "Kommentare sind für diesen Artikel geschlossen",
        "Aucun commentaire",
        "Soyez le premier à réagir !",
        "Il n'y a pas encore de commentaires",
        "Les commentaires sont fermés.",
        "No hay comentarios",
        "Sé el primero en comentar",
        "Los comentarios están cerrados",
        "Nenhum comentário",
        "Seja o primeiro a comentar",
        "Nessun commento",
        "I commenti sono chiusi",
        "Nog geen reacties",
        "Wees de eerste die reageert",
        "Inga kommentarer",
        "Ingen kommentarer ennå",
        "Ei vielä kommentteja",
        "Brak komentarzy",
        "Henüz yorum yapılmamış",
        "Нет комментариев",
        "コメントはまだありません",
        "コメント(0)",
        "暂无评论",
    ],
)
def test_an_empty_or_closed_widget_vetoes(line):
    assert cue.is_empty_notice(line)
    page = stance.parse_page(
        f"Une page\n\nLes deux villes ont signé hier un accord sur le bac, après neuf mois de travaux.\n\n{line}\n\n"
        "À lire aussi\nLe bac change d'horaires\nil y a 2 heures\nLe phare fermera\nil y a 3 heures\n"
    )
    assert (page.comment_section, page.comments) == ("empty", ())


@pytest.mark.parametrize(
    "line",
    """Antworten|Melden|Gefällt mir|Gefällt mir 12|3 Antworten|Répondre|Signaler un abus|J'aime (3)|Responder|Denunciar
    |Me gusta|Curtir|Rispondi|Segnala|Beantwoorden|Reageer|Svara|Gilla 14|Svar|Vastaa|Odpowiedz|Zgłoś|Yanıtla|返信|通報
    |いいね！|Svar · Synes godt om · Anmeld|Reageer • Rapporteer|Ответить""".replace("\n    ", "").split("|"),
)
def test_a_button_belongs_to_no_one(line):
    assert cue.is_button(line)


@pytest.mark.parametrize(
    "line",
    """Kommentar schreiben|Deine E-Mail-Adresse wird nicht veröffentlicht.|Laisser un commentaire
    |Deja un comentario|Deixe um comentário|Lascia un commento|Plaats een reactie|Skriv en kommentar|Kirjoita kommentti
    |Dodaj komentarz|Yorum yaz|コメントを書く""".replace("\n    ", "").split("|"),
)
def test_a_form_ends_the_comments(line):
    assert read_cues(line).is_form
    assert read_cues(line).ends_comments


@pytest.mark.parametrize(
    ("line", "author", "time"),
    [
        ("Anna schreibt am 3. Juli 2012 um 8:42 Uhr:", "Anna", "3. Juli 2012 um 8:42 Uhr"),
        ("Am 3. Juli 2012 um 8:42 Uhr schrieb Anna:", "Anna", "3. Juli 2012 um 8:42 Uhr"),
        ("von Anna am 3. Juli 2012", "Anna", "3. Juli 2012"),
        ("Anna sagt:", "Anna", None),
        ("Anna a dit :", "Anna", None),
        ("Le 3 juillet 2012 à 8h42, Anna a écrit :", "Anna", "3 juillet 2012 à 8h42"),
        ("Rédigé par : Anna | le 3 juillet 2012 à 08:42", "Anna", "3 juillet 2012 à 08:42"),
        ("Ana dijo...", "Ana", None),
        ("Ana, 3 de julio de 2012 a las 8:42", "Ana", "3 de julio de 2012 a las 8:42"),
        ("Publicado por Ana el 3 de julio de 2012", "Ana", "3 de julio de 2012"),
        ("Ana disse:", "Ana", None),
        ("Inviato da Anna il 3 luglio 2012 alle 8:42", "Anna", "3 luglio 2012 alle 8:42"),
        ("Anna ha scritto:", "Anna", None),
        ("Op 3 juli 2012 om 8:42 schreef Anna:", "Anna", "3 juli 2012 om 8:42"),
        ("Anna skrev 3. juli 2012 kl. 08.42:", "Anna", "3. juli 2012 kl. 08.42"),
        ("Anna siger:", "Anna", None),
        ("Anna pisze:", "Anna", None),
        ("匿名希望 2012年7月3日 08:42", "匿名希望", "2012年7月3日 08:42"),
    ],
)
def test_a_mark_names_who_and_when(line, author, time):
    mark = read_mark(line)
    assert mark is not None
    assert (mark.author, mark.time) == (author, time)


@pytest.mark.parametrize(
    "line",
    [
        *("3. Juli 2012", "Dienstag, 3. Juli 2012, 8:42 Uhr", "3 juillet 2012 à 8 h 42 min", "3 juil. 2012"),
        *("3 de julio de 2012 a las 8:42", "3 de julho de 2012 às 08:42", "3 luglio 2012 alle 8:42", "3 lug 2012"),
        *("3 июля 2012 года в 08:42:23", "3 июля 2012 г., 08:42", "3 lipca 2012 r. o 8:42"),
        *("3 juli 2012 om 8:42", "3. juli 2012 kl. 08.42", "3. heinäkuuta 2012 klo 8.42", "3 lipca 2012, 08:42"),
        *("3 Temmuz 2012 08:42", "3 июля 2012 в 08:42", "2012年7月3日(火) 08:42"),
    ],
)
def test_a_day_is_read_in_every_language(line):
    span = find_time(line)
    assert span is not None
    assert (span.start, span.end) == (0, len(line))
    assert read_day(line) == date(2012, 7, 3)


@pytest.mark.parametrize(
    "line",
    """vor 2 Stunden|il y a 2 heures|hace 2 horas|há 2 horas|2 ore fa|2 uur geleden|för 2 timmar sedan|for 2 timer siden
    |2 tuntia sitten|2 godziny temu|2 saat önce|2時間前|2 часа назад""".replace("\n    ", "").split("|"),
)
def test_an_age_counts_from_the_day_of_saving(line):
    assert find_time(line) is not None
    assert read_moment(line).utc is None
    assert read_moment(line, SAVED).utc == SAVED - timedelta(hours=2)


def test_a_moment_is_known_where_the_zone_is():
    assert read_moment("3. Juli 2012, 8:42 Uhr MESZ").utc == datetime(2012, 7, 3, 6, 42, tzinfo=UTC)
    assert read_moment("3. Juli 2012, 8:42 Uhr").utc is None
    assert read_moment("gestern, 20:41 Uhr MEZ", SAVED).utc == datetime(2025, 6, 9, 19, 41, tzinfo=UTC)
    assert read_moment("vor 3 Monaten", SAVED).precision == "month"


@pytest.mark.parametrize(
    "line",
    [
        "Comment te dire adieu",
        "Hier steht kein Kommentar von mir, nur meine Meinung.",
        "Les commentaires de la ministre ont fait bondir les élus de la région ce matin.",
        "12 réactions en chaîne ont été observées. Personne ne sait pourquoi.",
        "Julio Reyes",
        "Mai Nguyen",
        "Avis",
    ],
)
def test_prose_and_names_are_no_cues(line):
    assert read_cues(line) == NO_CUES
    assert read_mark(line) is None
