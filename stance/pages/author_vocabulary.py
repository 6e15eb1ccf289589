"""What stands around names and times: "says", "posted by", "in reply to"; English and other languages; no logic."""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine, learn_words

SAYS = r"says|said|wrote|writes|added|adds|replied|commented|responded"
SAYS_ELSEWHERE = (
    r"sagte?|schreibt|schrieb|meinte?|kommentierte?|antwortete|a dit|dit|a écrit|écrit|dice|dijo|escribió|comentó"
    r"|respondió|ha detto|ha scritto|scrive|diz|disse|escreveu|comentou|respondeu|zegt|zei|schreef|schrijft|säger|skrev"
    r"|skriver|sier|siger|sanoo|kirjoitti|kirjoittaa|pisze|napisał|napisała|dedi ki|yazdı|diyor ki|пишет|написал"
)
#: Verbs that may stand before the name: "Am 3. Juli schrieb Anna:".
SAYS_BEFORE_NAME = r"schrieb|sagte|meinte|schreef|zei|skrev|kirjoitti|escribió|escreveu|pisze|napisał|napisała"
#: Before a name, and between name and time.
BY = r"(?:comment(?:ed)?|post(?:ed)?|written|submitted|reply|replied|added|answered|asked)\s(?:by|from):?|by:?|from:"
BY_ELSEWHERE = (
    r"(?:(?:kommentar|geschrieben|verfasst|beitrag|eingestellt) )?von|verfasser|autor"
    r"|(?:(?:rédigé|écrit|posté|publié|déposé|soumis|envoyé|ajouté|commentaire) )?par|auteur"
    r"|(?:(?:publicado|escrito|enviado|comentado|comentario) )?por|comentario de"
    r"|(?:inviato|scritto|postato|pubblicato|commento) da|commento di|autore"
    r"|(?:(?:geplaatst|geschreven|reactie|gepost) )?door|reactie van"
    r"|(?:(?:skrevet|skrivet|publicerat|postet|kommentar|indsendt) )?a[vf]|lähettänyt|kirjoittanut"
    r"|dodane przez|dodał|przez|gönderen|yazan|投稿者|автор"
)
#: Before a time: "am 3. Juli", "le 3 juillet".
ON_ELSEWHERE = (
    r"(?:(?:geschrieben|veröffentlicht|erstellt|publié|posté|rédigé|publicado|enviado|escrito|inviato|scritto"
    r"|pubblicato|geplaatst|skrevet|publicerat|dodano|dodane|投稿日|投稿日時) ?[:：]? ?)?"
    r"(?:am|vom|le|el|em|il|op|den|d\.|dnia|på)?"
)
ANSWERS_ELSEWHERE = (
    r"(?:antwortet(?:e)? auf|(?:als )?antwort auf|antwort an|en réponse à|répond à|en respuesta a|responde a"
    r"|em resposta a|in risposta a|als antwoord op|antwoord op|in reactie op|svar på|svar till|svar til"
    r"|som svar till|vastaus|w odpowiedzi na|odpowiada)"
)
#: On a line of its own beside a name: whom the comment answers, where the line has the name, too.
ANSWERS_LINE = re.compile(
    rf"(?i)^(?:(?:repl(?:y|ying|ied)|in (?:reply|response)|responding) to|{ANSWERS_ELSEWHERE}|↪|↳|→)"
    r"(?: (\S.{0,50}))?$"
)
#: Behind the name of one who has not logged in, on the pages of Drupal.
_UNKNOWN = r"not verified|nicht überprüft|non vérifié|no verificado|niet gecontroleerd|non verificato|não verificado"
#: What stands around a name in an element of its own. "von", "af" and "av" only where a page writes them small, or with
#: a colon: "Von Neumann" is a name.
BEHIND_NAME = re.compile(
    rf"(?i)[\s,]{{1,3}}(?:(?:{SAYS}|{SAYS_ELSEWHERE})\s?(?::|\.\.\.|…|,)?|\((?:author|op|autor|{_UNKNOWN})\))\s?$|\s?:\s?$"
)
BEFORE_NAME = re.compile(
    rf"^(?:(?i:{BY}|par|por|kommentar von|comentario de|commento di|commentaire de|reactie van"
    r"|(?:pingback|trackback)s? (?:by|from|von|par|de|da|van|från|fra))[\s:]{1,3}"
    r"|(?:von|af|av)\s|(?i:von|af|av):\s?)(?=\S)"
)
_PRAISE = r"featured|pinned|top (?:fan|contributor|commenter)|subscriber|supporter|verified"
#: On a line of its own: what the page says of a comment or of its writer, and nobody's name.
NEVER_NAME = WholeLine(_PRAISE)
#: Before a name, in a list of terms: ``<dt>Nick</dt> <dd>Ann</dd>``.
NAME_LABEL = WholeLine(
    r"(?:user|nick)?name|nick|user|author|(?:posted |comment )?by|from",
    elsewhere=(
        r"autor(?:in)?|verfasser|benutzer(?:name)?|nutzer(?:name)?|auteur|pseudo(?:nyme)?|nom|usuario|nombre|utente|nome"
        r"|usuário|naam|gebruiker|namn|navn|nimi|nimimerkki|imię|pseudonim|podpis|yazan|rumuz|имя|автор|ник|名前|投稿者",
    ),
)
#: Beside a name: what its bearer is on this page.
BADGE = WholeLine(
    _PRAISE,
    r"author|admin|administrator|mod|moderator|editor|staff|op|guest|member",
    elsewhere=(
        r"autor(?:in)?|verfasser(?:in)?|redaktion|redakteur(?:in)?|gast|mitglied|abonnent(?:in)?|auteure?|rédaction"
        r"|invité|abonné|autora|redacción|redação|invitado|autore|redazione|ospite|redactie|skribent|redaksjonen"
        r"|redaktör|yazar|автор|модератор|гость",
    ),
)
#: In an element behind a name: whom the comment answers.
ANSWER_TO = re.compile(rf"(?i)(?:(?:in )?(?:reply|response|replying|replied|responding) to|{ANSWERS_ELSEWHERE})\s@?\S")
#: Between the parts of a comment.
DIVIDER = re.compile(r"[|/•·][\s|/•·]{0,6}")
#: What stands before a time in an element of its own.
BEFORE_TIME = re.compile(
    r"(?i)^(?:#\d{1,5}(?:\.\d{1,4}){0,6}[\s|—–-]{1,3})?"
    r"(?:(?:posted|published|added|written)\s(?:on |at )?|(?:on|at)\s|posted:?\s)?(?=\S)"
)

learn_words(SAYS_ELSEWHERE, BY_ELSEWHERE, ON_ELSEWHERE, ANSWERS_ELSEWHERE)
