"""Lines that stand beside the entries of a list of stories, discussions or goods; no logic."""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine, any_of

#: No line of these has more characters.
LONGEST = 140
_N = r"\(?\d{1,3}(?:[., ]?\d{3}){0,2}\)?"

#: Beside each board or discussion in the index of a forum; a post has none of these.
OF_FORUM = WholeLine(
    r"(?:last|latest|most recent|newest) (?:post|reply|message|activity)\b.{0,60}",
    rf"(?:forum|thread) (?:actions|statistics|stats|tools)|(?:{_N} )?viewing|view this forum['’]s rss feed",
    r"(?:sub-? ?forums?|child boards?|sub-? ?boards?): .{1,120}|(?:sub-? ?forums|child boards|sub-? ?boards):?",
    rf"{_N} (?:topics|threads|discussions)(?:[,/·| ]{{1,3}}{_N} (?:posts|messages|replies))?",
    elsewhere=(
        r"letzter? (?:beitrag|antwort)\b.{0,80}|derniers? (?:message|sujet|messages)\b.{0,60}",
        r"últim[oa] (?:mensaje|mensagem|post|tema|respuesta)\b.{0,60}|laatste bericht\b.{0,60}",
        r"ultimo (?:messaggio|post)\b.{0,60}|(?:senaste|siste|seneste) (?:inlägg|innlegg|indlæg)\b.{0,60}",
        r"ostatni (?:post|wpis)\b.{0,60}|son (?:mesaj|ileti)\b.{0,60}|последнее сообщение\b.{0,60}",
        r"viimeisin viesti\b.{0,60}|最新の投稿.{0,40}|最后发表.{0,40}|最後發表.{0,40}",
        rf"{_N} (?:themen|sujets|temas|tópicos|onderwerpen|argomenti|discussioni|trådar|emner|wątków|konu|темы|тем)",
        r"(?:unterforen|sous-forums|sub-foros|subforos|subfora|подфорумы|podfora|alt forumlar)\b.{0,80}",
        r"(?:estadísticas|acciones) del foro|ver el feed de este foro|afficher le flux rss de ce forum",
    ),
)
#: Beside each story: how many have commented on it or read it.
COUNTED = WholeLine(
    rf"{_N} (?:comments?|views?|reads)|no comments|comments? ?(?::|\() ?\d{{1,6}}\)?|comments off|leave a comment",
    r"0 (?:answers|replies|responses)|.{1,80} \| ?\d{1,5} comments?|labels?: .{1,80}",
    elsewhere=(
        rf"{_N} ?(?:kommentare?|commentaires?|comentarios?|comentários?|commenti?|reacties?|kommentar(?:er)?"
        r"|kommenttia?|komentarzy?|komentarze|yorum|комментари(?:ев|я|й)|aufrufe|vues|visitas|visualizzazioni"
        r"|görüntüleme|просмотров)",
        r"keine kommentare|aucun commentaire|sin comentarios|sem comentários|nessun commento|brak komentarzy"
        r"|yorum yok|нет комментариев|deja un comentario|deixe um comentário|laisser un commentaire",
    ),
)
#: Below the beginning of a story: the way to the rest of it; beside goods: the way to buy them.
LEADS_ON = WholeLine(
    r"(?:read|learn|find out|see|view|discover|show) (?:the )?(?:more|full (?:story|article|post|review)|details)"
    r"(?: (?:about|on|of) .{1,100})?",
    r"(?:continue|keep) reading\b.{0,100}|continue|full (?:story|article)|read (?:on|article|story)",
    r"add to (?:cart|basket|bag|wish ?list)|buy now|(?:in|out of) stock.{0,20}|view (?:product|item)",
    elsewhere=(
        r"(?:mehr|weiter) ?lesen.{0,60}|mehr (?:erfahren|infos?)|lire (?:la suite|plus)|en savoir plus",
        r"(?:leer|ver) más|seguir leyendo|(?:ler|leia|saiba) mais|continue lendo|leggi (?:tutto|di più)",
        r"continua a leggere|lees (?:meer|verder)|läs mer|les mer|læs mere|lue lisää|czytaj (?:więcej|dalej)|więcej",
        r"devamı(?:nı oku)?|подробнее|читать (?:далее|дальше|полностью)|続きを読む|もっと読む",
        r"阅读全文|查看全文|继续阅读|閱讀全文|in den warenkorb|ajouter au panier|añadir al carrito",
    ),
)
#: Any of these.
OF_ENTRY = any_of(OF_FORUM, COUNTED, LEADS_ON)
#: A price on a line of its own.
PRICE = re.compile(
    r"(?:(?:[£$€¥₹]|US\$|EUR|USD|GBP|Rs\.?) ?\d[\d.,]{0,9}|\d[\d.,]{0,9} ?(?:[£$€¥]|EUR|zł|kr|руб\.?|Kč|Ft)(?: VB)?)$"
)
#: The name of a section of a paper, where columns stand.
SECTION_OF_PAPER = re.compile(r"(?i)comment\W{0,4}$")
#: The button to answer, in a row of buttons or in other words.
ANSWERED = re.compile(
    r"(?i).{0,30}\b(?:reply|respond|quote|répondre|citer|antworten|zitieren|responder|citar|rispondi|cita|reageer"
    r"|reageren|antwoord(?:en)?|svara?|odpowiedz|cytuj|yanıtla|alıntıla|ответить|цитировать)\b.{0,24}$"
    r"|.{0,12}(?:返信|回复|回覆|답글).{0,12}$"
)
#: The name of all who have given none.
NOBODY = re.compile(
    r"(?i)\b(?:anon\w*|guest|gast|invité|invitado|convidado|ospite|gość|misafir|ziyaretçi|reader|leser(?:in)?|lecteur"
    r"|lector|leitor|lettore|user|nutzer(?:in)?|utilisateur|usuario|customer|kunde|buyer|visitor|besucher)\b|匿名|名無し"
)
