"""Buttons, counts and votes around comments, in English and in other languages; no logic."""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine

_LIKE = (
    r"gefällt mir|j['’]aime|me gusta|mi piace|curtir|curti|gosto|vind ik leuk|gilla|gillar|liker|synes godt om"
    r"|tykkää|lubię to|beğen|beğendim|нравится|いいね[!！]?"
)
_BUTTON = (
    rf"{_LIKE}|(?:auf diesen kommentar )?antworten?|zitieren|(?:beitrag |kommentar )?melden|teilen|bearbeiten|empfehlen"
    r"|zum antworten anmelden|anmelden, um zu antworten|anmelden|registrieren|einloggen|kommentieren|permanenter link"
    r"|répondre(?: à .{1,40})?|signaler(?: un abus| un contenu)?|partager|citer|modifier|alerter|recommander"
    r"|responder(?: a .{1,40})?|denunciar|compartir|citar|editar|reportar|compartilhar|partilhar"
    r"|rispondi|segnala(?: abuso)?|condividi|cita|modifica"
    r"|beantwoorden|reageer|reageren|antwoord|antwoorden|rapporteer|delen|citeer|meld misbruik"
    r"|svara?|rapportera|rapporter|anmäl|anmeld|dela|del|redigera|citera|citér"
    r"|vastaa|ilmoita(?: asiaton viesti| asiattomasta viestistä)?|jaa|lainaa"
    r"|odpowiedz|zgłoś(?: nadużycie)?|udostępnij|cytuj|yanıtla|cevapla|şikayet et|paylaş|alıntıla"
    r"|ответить|пожаловаться|поделиться|返信|返信する|返答|通報|通報する|違反報告|引用|回复|回覆|举报|답글|신고"
    r"|点赞|赞|踩|顶|查看对话|全部楼层|(?:新浪微博|微博|微信|朋友圈|qq空间){2,4}|收藏|分享|分享到微博|展开|收起|表情|发布|发表|提交|取消|确定|登录|注册|退出|刷新|查看回复"
)
#: Buttons and counters around comments that belong to no one.
COMMENT_BUTTON = WholeLine(
    r"reply(?: to this(?: comment| post)?)?(?: ?[↓↑→])?|edited|newest|oldest|(?:best|worst) rated|view all",
    r"quote|permalink|pingback|trackback|flag|share|like|dislike|edit|recommend(?:ed)?|upvote|downvote|respond|follow|embed",
    r"collapse|expand|log ?in|sign in|unlike|like this|helpful|agree|disagree|highlight|translate"
    r"|(?:show|read|see|view) less|(?:…|\.\.\. ?)?(?:(?:see|read|show) )?more|\d{1,5} hidden comments?",
    r"like(?:like|d by .{1,40}){1,2}|click to expand\.{0,3}|add bookmark|last edited:? .{1,60}"
    r"|(?:story )?continues? below.{0,20}"
    r"|(?:paid |sponsored )?advert(?:i[sz](?:ement|ing))?s?",
    r"report(?: (?:abuse|as abuse|this|comment|spam|as inappropriate|this comment))?",
    r"like · reply|reply · like|abuse|inappropriate|mark as spam|click to (?:reply|rate|report)",
    r"(?:go|jump|skip) to (?:the )?comments(?: section)?|most relevant(?: first)?",
    r"sort(?:ed)?(?: by)?:? .{0,30}|(?:newest|oldest|best|top|popular) first",
    r"(?:\d{1,5} )?(?:likes?|fans?|points?|votes?|replies|reply|recs?|recommend(?:s|ed)?|shares?|people like this)",
    r"(?:like|recommend|agree|disagree|upvote|downvote|votes?|score|rating|helpful|thumbs (?:up"
    r"|down)):? ?\(?[+−-]?\d{1,6}\)?",
    r"\d{1,5} (?:good|bad)|total comments ?\(\d{1,7}\)|avatar|profile photo|verified|top commenter",
    r"(?:\d{1,5} (?:replies|reply|more replies|hidden replies)|(?:view|show|hide|load|see|read) (?:all "
    r"|the )?(?:\d{1,5} )?(?:more |older |previous )?(?:replies|reply)(?: ?\(\d{1,5}\))?)"
    r"(?: (?:(?:beneath|below) your current threshold|in this thread))?",
    r"sort by|order by .{1,20}|show \d{1,3}|threads (?:collapsed|expanded)|reactions: .{1,80}",
    r"user['’]s avatar|top fan|expand full comment|jump to comment|award|respect|restacks?|see translation"
    r"|translate to .{3,20}|track me|profile badge for .{1,90}|top \d{1,2}% (?:commenter|poster)",
    r"featured(?: comment)?|(?:editor['’]?s?|staff|[a-z]{3,20}) picks?|pinned(?: by .{1,40})?|[♥❤] by .{1,40}"
    r"|(?:show|hide|load|view) (?:all )?(?:\d{1,5} )?(?:more )?repl(?:y|ies) in this thread|continue this thread",
    r"\d{1,5} (?:more )?repl(?:y|ies)(?: by .{1,60})?|reply(?: [+−-]?\d{1,5})? votes?",
    r"(?:(?:share|post|send|link)(?: link)? (?:to|on|via)"
    r" (?:twitter|facebook|reddit|linkedin|whatsapp|this comment) ?){1,5}",
    r"click to rate(?: rating:? ?\(?[+−-]?\d{1,6}\)?)?|feature this comment(?: moderate)?"
    r"|(?:score|rating|votes?): ?\d{1,5} ?/ ?\d{1,5}",
    elsewhere=(
        rf"(?:{_BUTTON})(?: ?[(（]?\d{{1,5}}[)）]?)?",
        r"(?:alle )?(?:weitere )?(?:\d{1,5} )?(?:weitere |autres? )?"
        r"(?:antworten?|réponses?|respuestas?|respostas?|risposte|svar|vastausta|odpowiedzi|yanıt)"
        r"(?: (?:anzeigen|ausblenden|einblenden|verbergen|laden))?",
        r"(?:afficher|masquer|voir|charger|ver|mostrar|ocultar|cargar|carregar|mostra|nascondi|vedi|toon|verberg|bekijk)"
        r"(?: (?:les|toutes les|las|todas las|as|todas as|le|altre|alle|más|mais|más de|d['’]))?(?: ?\d{1,5})?"
        r"(?: (?:autres?|más|mais|altre|meer))? ?(?:réponses?|respuestas?|respostas?|risposte|antwoorden|reacties)"
        r"(?: (?:más|mais))?(?: ?\(\d{1,5}\))?|mehr lesen|weiterlesen|(?:lire|voir) (?:la suite|plus)"
        r"|lire (?:la|les) (?:\d{1,5} )?réponses?(?: à ce commentaire)?"
        r"|(?:leer|ver|ler) (?:más|mais)|leggi tutto",
        r"publicidade?|publicité|pubblicità|anzeige|werbung|reklama?|reklame|advertentie|annons|mainos|広告|광고",
        r"(?:zu|aux?|zum?|ir a los|vai ai|naar de|till) (?:den )?(?:kommentaren|commentaires|comentarios|commenti"
        r"|reacties)"
        r"|sortieren nach:? .{0,30}|trier par:? .{0,30}|ordenar por:? .{0,30}|sorteer op:? .{0,30}|ordina per:? .{0,30}"
        r"|sortera efter:? .{0,30}|sortuj:? .{0,30}|(?:neueste|älteste|beste) zuerst|plus récents|más recientes"
        r"|mais (?:antigos|votados|relevantes)|más (?:antiguos|votados|valorados)|mejor valorados|(?:les )?plus anciens"
        r"|mais recentes|più recenti|nieuwste eerst|nyast först|新着順|古い順",
    ),
    said_by="!%",  # "Agree 100%", "Share!"
)
#: With one of these a row of buttons begins that nothing but spaces divides: ``Alerter Répondre``, ``回复 踩0 赞104``.
FIRST_IN_ROW = frozenset(
    """reply share like report flag edit permalink quote répondre lire alerter signaler partager antworten melden teilen
    zitieren responder denunciar compartir rispondi segnala condividi reageer svara rapportera odpowiedz zgłoś ответить
    回复 举报 分享 查看回复 赞 踩 返信 답글""".split()
)
#: The button to answer a comment.
ANSWER = WholeLine(
    r"reply(?: to this(?: comment| post)?)?(?: ?[↓↑→])?|respond",
    elsewhere=(
        r"(?:auf diesen kommentar )?antworten|répondre|responder|rispondi|beantwoorden|reageer|reageren|antwoord(?:en)?"
        r"|svara?|vastaa|odpowiedz|yanıtla|cevapla|ответить|返信|返信する|回复|回覆|답글",
    ),
)
#: Buttons that only comments have.
OF_COMMENTS = WholeLine(
    r"(?:reply|respond|quote|permalink|flag|upvote|downvote|dislike|recommend|respect|report)"
    r"(?: (?:to|this|abuse|comment|post)\b.{0,20})?(?: ?[↓↑→])?(?: ?\(?\d{1,6}\)?)?",
    r"(?:\d{1,6} )?(?:replies|reply|recommends?|fans|dislikes?)",
    r"(?:view|show|hide) (?:\d{1,5} |all )?(?:more )?repl(?:y|ies)",
    r".{0,40}\breply\b.{0,20}[·•|›].{0,40}|.{0,40}[·•|›].{0,20}\breply\b.{0,40}",
    elsewhere=(
        r"(?:(?:auf diesen kommentar )?antworten|kommentar melden|melden|zitieren|répondre(?: à .{1,40})?"
        r"|signaler(?: un abus)?|responder(?: a .{1,40})?|denunciar|reportar|rispondi|segnala|beantwoorden|reageer"
        r"|reageren|antwoord(?:en)?|svara?|rapportera|anmäl|vastaa|ilmoita|odpowiedz|zgłoś|yanıtla|cevapla|şikayet et"
        r"|ответить|пожаловаться|返信|返信する|通報|通報する|回复|举报|답글|신고)(?: ?[(（]?\d{1,5}[)）]?)?",
        r"zum antworten anmelden|anmelden, um zu antworten",
    ),
    said_by="!%",
)
#: Words that are buttons beside others only: alone on a line they may be somebody's name, or all that somebody says.
BUTTON_AMONG_OTHERS = WholeLine(
    r"link|save|edited|thread|parent|context|hide|more|hot|top|new|old|controversial|best|root|next|prev"
)
#: What stands between the buttons of one line: ``3 • Reply • Share ›``.
BUTTON_SEPARATOR = re.compile(r"\s{0,2}[•·|›»]\s{0,2}|\s{2,8}|\) ?\(")
#: Lines of arrows, dashes and bullets.
ORNAMENT = re.compile(r"^[▲▼△▽↑↓⬆⬇⇧⇩•·–—_=*#~|<>‹›«»−⚑…★☆⭐ -]{1,160}$")
_SIGNED = r"[+−-]?(?:\d{1,6}|\d{1,3}(?:,\d{3}){1,2})"
#: ``-8 ( +1 / -9 )``: net votes, those for and against; ``5 Good  1 Bad``, ``↑ 44 ↓ 3``: for and against.
VOTES_NET = re.compile(r"^([+−-]?\d{1,6}) ?\( ?\+? ?(\d{1,6}) ?/ ?[-−]? ?(\d{1,6}) ?\)$")
VOTES_UP_DOWN = re.compile(
    r"(?i)^(?:(\d{1,6}) (?:good|up|thumbs up|likes?)\W{1,8}(\d{1,6}) (?:bad|down"
    r"|thumbs down|dislikes?)|[↑▲] ?(\d{1,6})\W{0,4}[↓▼] ?(\d{1,6})|(\d{1,6}) (\d{1,6}) reply(?: share ?›?)?)$"
)
#: ``41 likes``, ``Recommend (14)``, ``Votes: +9``, ``Gefällt mir 12``: one count.
VOTES_ONE = re.compile(
    rf"(?i)^(?:(?:reply )?(?P<a>{_SIGNED})"
    rf" (?:likes?|points?|votes?|recs?|recommend(?:s|ed)?|pts|people like this|{_LIKE})"
    rf"|(?:likes?|recommend(?:ed)?|votes?|score|rating|agree|upvotes?|{_LIKE}):? ?\(?(?P<b>{_SIGNED})\)?)$"
)
#: ``Dislike 2``: votes against, on a line of their own.
VOTES_AGAINST = re.compile(
    rf"(?i)^(?:(?:dislikes?|downvotes?|disagree|thumbs down):? ?\(?({_SIGNED})\)?|({_SIGNED}) dislikes?)$"
)
#: ``↑ 44 ↓``: net votes between the buttons for them.
VOTES_BETWEEN = re.compile(r"^[↑▲⬆⇧△] ?([+−-]?\d{1,6}|\d{1,3}(?:\.\d)?[KM]) ?[↓▼⬇⇩▽]$")
#: Stands between a text and what its writer has put below all of his.
SIGNATURE = re.compile(r"^(?:-- ?|_{5,60})$")
BARE_VOTES = re.compile(r"^[+−-]\d{1,6}$")
BARE_SCORE = re.compile(r"^[+−-]?\d{1,5}\+?$|^\(\d{1,5}\)$|^\d{1,3}(?:\.\d)?[KM]$")
#: Stands above the count of votes.
VOTE_BUTTON = re.compile(r"(?i)^(?:upvote|like|recommend|respect|agree)$")
#: Stands below two counts, of which the first is against.
CLICK_TO_RATE = re.compile(r"(?i)^click to rate$")
#: Below a name: ``Works at Harbour Bakery``, ``Swimming instructor at Marram Leisure``, ``Top fan``.
WHO_THAT_IS = re.compile(
    r"(?i:works|worked|studies|studied|lives|retired|self-employed|top (?:fan|contributor|commenter)|author)\b.{0,60}$"
    r"|[A-Z].{2,40} at [A-Z].{1,40}$|.{2,30}, [A-Z][^,]{1,30}$"
)
