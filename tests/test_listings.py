"""Lists of stories, discussions and goods, copied as text, are no comments, whatever shape they have."""

import pytest

import stance

FRONT_PAGE = """The Saltmarsh Courier
Home
Harbour
Council
Sport
Storm shuts the ferry terminal for a third day
Islanders wait at the slipway while engineers look for a spare pump in two countries.
by Ines Hallgrim - Dec 4, 6:36 pm UTC
26
wet feet
Council puts off the vote on the sea wall until the spring
Three members were missing, and the mayor would not vote for any of them.
by Tom Okafor - Dec 4, 6:16 pm UTC
75
Lighthouse museum finds a letter from its first keeper
It asks for coal, for tobacco and for somebody to talk to.
by Lena Brandt - Dec 4, 5:42 pm UTC
37
Ferry company says tickets stay valid for another month
Whoever bought a day return before Sunday can use it until the sixth of January.
by Ines Hallgrim - Dec 4, 4:01 pm UTC
12
Second bakery on the quay to close at the end of the year
The owners say that flour has become dearer twice since the summer.
by Tom Okafor - Dec 4, 1:20 pm UTC
58
School choir wins in the capital with a song about herring
Nobody had told the jury what the words meant.
by Lena Brandt - Dec 4, 11:15 am UTC
44
About the Courier
Contact us
Privacy policy
"""

BY_LINE_BELOW = """Courier de la Marée
Accueil
Port
Conseil
Sport
Météo
Contact
La gare maritime reste fermée un troisième jour
Inès Hallgrim
12/03/2024 12:45
Les insulaires attendent pendant que l'on cherche une pompe.
Le conseil reporte le vote sur la digue au printemps
Thomas Okafor
13/03/2024 13:45
Trois élus étaient absents.
Le musée du phare retrouve une lettre du premier gardien
Léna Brandt
14/03/2024 14:45
Il demande du charbon, du tabac et quelqu'un à qui parler.
La deuxième boulangerie du quai ferme à la fin de l'année
Pierre van Dam
14/03/2024 17:10
La farine a augmenté deux fois.
La chorale de l'école gagne dans la capitale
Inès Hallgrim
15/03/2024 15:45
Personne n'avait traduit les paroles.
"""

TEASERS = """Kulturverein Oudwal
Start
Termine
Verein
Kontakt
Chor sucht Stimmen - 30.10.2024
Der Chor probt wieder jeden Dienstag. Wer Noten lesen kann, ist gern gesehen, wer nicht, auch.
Weiterlesen
Das Sommerfest war gut besucht - 03.09.2024
Rund zweihundert Leute kamen in den Pfarrgarten. Der Regen wartete bis zum Abend.
Weiterlesen
Der Bus nach Marram hält wieder - 30.08.2024
Er hält nur donnerstags. Wer freitags fahren will, muss laufen.
Weiterlesen
Neue Bänke am Deich - 21.08.2024
Die Bänke hat der Verein bezahlt. Aufgestellt haben sie die Nachbarn.
Weiterlesen
Impressum
"""

BOARDS = """Oudwal Rowing Club Forum
Register
FAQ
Search
The boathouse
News of the club and of its boats.
474 Topics
3558 Posts
Last post by kees_vd_berg
Thu Sep 18, 2014 3:24 pm
Training
Times, plans and blisters. Ask what you want to know.
378 Topics
3457 Posts
Last post by anneke
Wed Nov 05, 2014 2:47 pm
For sale
Oars, shoes and whole boats. No dealers, please.
96 Topics
676 Posts
Last post by sjoerd
Tue Oct 14, 2014 9:12 am
"""

COUNTED_BOARDS = """Marram Gardeners
Log in
Register
The soil
Anything about sand, clay and what lies between.
11
111
Why does my clay crack...
10-26-2015 11:44 AM
by ann_marram
Vegetables
What grows here, and what the hares leave of it.
30
635
Leeks in January
01-29-2016 07:40 AM
by Cpt_Leek
Questions
Ask first, dig afterwards.
23
318
How deep is deep
01-28-2016 05:27 PM
by jules
Wind
Hedges, walls and other hopes.
8
52
A hedge that does not mind salt
01-20-2016 08:31 AM
by ann_marram
Swaps
Seeds against cuttings, cuttings against cake.
41
207
Dahlias for anything
01-11-2016 06:02 PM
by orla
"""

OF_ONE_SECTION = """Tideline Review
Search for:
Breaking news
Politics  December 3, 2015
Police name the man who moved the boundary stones at night
He says that he only wanted a straighter field.
Politics  December 2, 2015
Town learns that it has owned the castle all along. Nobody had read the deed to its end.
Politics  December 2, 2015
Proof at last that the bridge was paid for twice. The treasurer calls it a rounding error.
Politics  December 1, 2015
Mayor insults a gull and apologises to it on the radio. The gull was not available.
Politics  November 30, 2015
Harbour master refuses a medal because it is made of brass.
"""

FORMS = """The new pier
Rowers
Boats
Weather
Sign up with your oar
Sign up with your rowing card
or
or
Notification
If you log in with your oar or your card and are not yet a rower, you will be one, and you agree to our rules
Sign up
Password Reset
Enter the name of your boat below. We'll send you a letter with a way to choose another password
Log In
Reset Password
Go back?
Notification
Find out about our boats on the pier.
"""


@pytest.mark.parametrize(
    "page",
    [FRONT_PAGE, BY_LINE_BELOW, TEASERS, BOARDS, COUNTED_BOARDS, OF_ONE_SECTION, FORMS],
    ids=["front page", "by-line below the headline", "teasers", "boards", "counted boards", "of one section", "forms"],
)
def test_what_a_list_has_in_the_shape_of_comments_is_not_taken_and_a_warning_says_so(page: str) -> None:
    found = stance.parse_page(page)
    assert found.comments == ()
    assert any("are a list of stories" in warning for warning in found.warnings)


ARTICLE = """Ferry to Marram will run all night
The ferry company will sail to Marram at all hours from the first of May, it said on Tuesday.
Until now the last boat left at nine, and whoever missed it slept in the waiting room.
"""


READERS = ["Ann Marram", "Kees", "Orla B.", "Tom Okafor", "Ines H."]
GOODS = ["coffee", "rope", "herring", "paint", "tea"]
#: Above a list of stories; above the comments on a picture.
PICTURE = """Saltmarsh Courier
Home
Harbour
Council
Sport
Weather
Contact
Log in
The night ferry leaves Marram
"""


def names_found(above: str, unit: str) -> list[str | None]:
    """Read a page with a comment by each reader, in which ``{name}``, ``{n}`` and ``{what}`` are hers."""
    readers = enumerate(zip(READERS, GOODS, strict=True), start=2)
    units = [unit.format(name=name, n=n, what=what) for n, (name, what) in readers]
    return [comment.author for comment in stance.parse_page(above + "\n".join(units)).comments]


@pytest.mark.parametrize(
    "unit",
    [
        "{name}\nJuly {n}, 2012\nThe night boat is for the {what} that we asked for.\nRead more",
        "{name}\nJuly {n}, 2012\nThe night boat is for the {what}. We asked for it.\n{n} views",
        "{name}\nJuly {n}, 2012\nWhat the {what} on board costs\nFar more than {what} on land, and I know.",
        "A reader\nJuly {n}, 2012\nThe night boat is for the {what}. We asked for it.",
        "{name}\nJuly {n}, 2012\nThe night boat is for the {what}. We asked for it.\n{n}\n{n}",
    ],
    ids=["folded", "viewed", "titled", "of one name", "counted twice"],
)
def test_below_an_article_stand_comments_whatever_stands_beside_them(unit: str) -> None:
    assert len(names_found(ARTICLE, unit)) == 5
    assert len(names_found(f"Courier\nHome\nHarbour\nCouncil\nShare\n{ARTICLE}By Ann Reed\n", unit)) == 5
    assert len(names_found(PICTURE, unit)) == 0


def test_below_a_menu_and_an_article_stand_comments_whatever_stands_beside_them() -> None:
    paragraph = (
        "The company will sail at all hours from the first of May, it said. Until now the last boat left at nine.\n"
    )
    unit = "{name}\nJuly {n}, 2012 at 8:4{n} am\nThe night boat is for the {what}. We asked for it.\n{n} views"
    assert names_found(PICTURE + 4 * paragraph, unit) == READERS
    assert names_found(PICTURE, unit) == []


#: A shorter menu, with which comments need no buttons.
SMALL_PICTURE = "Saltmarsh Courier\nHome\nHarbour\nCouncil\nThe night ferry leaves Marram\n"


@pytest.mark.parametrize(
    "unit",
    [
        "{name}\nJuly {n}, 2012 at 8:4{n} am\nThe night boat is for the {what}. We asked for it.\n0\n0",
        "{name}\n2024年3月1{n}日 12:4{n}\n船の上では {what} の値段がずっと高いと聞いた\nそれは {what} に限らない。",
        "A reader\nJuly {n}, 2012\nThe night boat is for the {what}. We asked for it.",
    ],
    ids=["new votes", "Japanese", "without names"],
)
def test_below_a_picture_stand_comments_that_nothing_makes_a_list(unit: str) -> None:
    assert len(names_found(SMALL_PICTURE, unit)) == 5


def test_one_of_two_comments_that_is_folded_makes_no_list() -> None:
    units = (
        "Kees\nJuly 2, 2012 at 8:42 am\nAt last. I waited.\nSee more\nOrla B.\nJuly 3, 2012 at 8:43 am\nWho pays? I do."
    )
    assert len(stance.parse_page(SMALL_PICTURE + units).comments) == 2


def test_counts_of_answers_are_no_buttons_to_answer() -> None:
    unit = "{name}\nJuly {n}, 2012 at 8:4{n} am\nWhat does {what} cost\n{n} Replies\n1{n} Views\nLast post by Kees"
    assert names_found(PICTURE, unit) == []


def test_long_comments_that_are_folded_are_kept_where_they_can_be_answered() -> None:
    unit = "{name}\nJuly {n}, 2012 at 8:4{n} am\nThe night boat is for the {what} that we asked for.\nRead more\nReply"
    assert names_found(PICTURE, unit) == READERS


def test_comments_that_are_as_many_as_their_header_says_are_kept_whatever_stands_beside_them() -> None:
    unit = "{name}\nJuly {n}, 2012 at 8:4{n} am\nThe {what} on board costs more than on land, and I know.\n{n} views"
    assert names_found(f"{PICTURE}5 Comments\n", unit) == READERS


def test_readers_who_give_their_comments_titles_are_no_list_below_a_header() -> None:
    unit = "{name}\nJuly {n}, 2012 at 8:4{n} am\nWhat the {what} on board costs\nMore than {what} on land, and I know."
    assert names_found(f"{PICTURE}Comments\n", unit) == READERS


def test_lines_that_were_wrapped_are_no_headlines() -> None:
    said = "I have had my {what} on the boat for years and never\nonce was there {what} when we came back."
    assert names_found(PICTURE, f"{{name}} on July {{n}}, 2012 at 8:4{{n}} am\n{said}") == READERS


def test_with_a_verb_behind_the_names_it_is_no_list() -> None:
    unit = "{name} says:\nJuly {n}, 2012 at 8:4{n} am\nSo it is. I had the {what}.\nContinue"
    assert names_found(PICTURE, unit) == READERS


@pytest.mark.parametrize("field", ["Comment", "Comments*", "Your comment:"])
def test_what_stands_below_the_field_for_a_comment_is_none(field: str) -> None:
    form = f"Name\nE-mail (required)\n{field}\nI agree that what I write may be printed.\nSend"
    found = stance.parse_page(ARTICLE + form)
    assert (found.comments, found.comment_section) == ((), "empty")


FORM = "Name\nE-mail (required)\nComment\n"


@pytest.mark.parametrize("unit", ["{name}\nJuly {n}, 2012 at 8:4{n} am\nMore {what}", "{name} says:\nMore {what}"])
def test_comments_below_their_form_are_found(unit: str) -> None:
    assert names_found(ARTICLE + FORM, unit) == READERS


def test_a_button_for_letters_is_no_field() -> None:
    found = stance.parse_page(
        ARTICLE + "Share\nE-mail\nComments\nAt last a boat that sails when people need one. Well done."
    )
    assert len(found.comments) == 1
