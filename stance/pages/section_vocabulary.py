"""Lines that open, close and stand inside comment sections, in English and in other languages; no logic.

Text pages and HTML pages are read with the same lists. The other languages are German, French, Spanish, Portuguese,
Italian, Dutch, Swedish, Norwegian, Danish, Finnish, Polish, Turkish, Japanese, and the commonest lines of Russian,
Chinese and Korean pages; :class:`~stance.pages.tongues.WholeLine` says how their words are to be written.
"""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine

_COUNT = r"\(?(\d{1,3}(?:,\d{3}){1,2}|\d{1,6})\)?"
_COMMENTS = r"(?:comments?|responses?|replies|thoughts?|opinions)"
_CLOSED = (
    r"(?: (?:on|to|for) this \w{1,20})? (?:are|is|have been|has been) (?:now )?(?:closed|disabled|turned off).{0,40}"
)

_ANY_COUNT = r"[(（]?(\d{1,3}(?:[., ]\d{3}){1,2}|\d{1,6}) ?件?[)）]?"
#: What readers write, where nothing but comments is called so, and what may be called so beside a count.
_KOMMENTARE = (
    r"(?:leserkommentare|nutzerkommentare|kommentaren?|leserbriefe|leserstimmen|commentaires|réactions|comentarios"
    r"|comentários|comentaris|commenti|reacties|kommentarer|kommentarerna|kommentit|komentarze|yorumlar|комментарии)"
)
_COUNTED = (
    rf"(?:{_KOMMENTARE}|kommentar|leserbrief|meinungen|beiträge|wortmeldungen|gedanken|commentaire|réaction|réflexions?"
    r"|comentario|comentário|pensamientos|opiniones|commento|pensieri|reactie|gedachten|kommenttia?|komentarzy?|opinie"
    r"|yorum|комментариев|комментария|комментарий|件のコメント|コメント|条评论|评论|則評論|評論|댓글)"
)
_WHOSE = (
    r"(?:(?:alle|ihre|eure|die|neueste|zeige|vos|nos|les|tous les|toutes les|voir|voir les|los|tus|sus|todos los|ver|os"
    r"|todos os|i|i vostri|tutti i|alle de|laatste|toon|de|visa|vis|alla|wszystkie|zobacz|tüm|все"
    r"|みんなの|読者の|この記事への) ?){0,2}"
)
#: Opens a comment section; the first group that matched, where one did, is what the page declares.
COMMENT_HEADER = WholeLine(
    rf"(?:view |show |showing |read |see )?(?:all )?(?:the )?{_COUNT} (?:reader |user |public )?{_COMMENTS}"
    r"(?: so far| below| on this (?:article|story|post)| (?:to|on|for) [“\"‘«„].{1,130}[”\"’»“]"
    r"|(?: (?:to|on|for)\b|…|\.\.\.)[^.!?]{1,130}[.!?]?[”\"'’]?)?"
    r"(?: ?\| ?post a comment)?",
    rf"{_COUNT} {_COMMENTS}(?:(?: |  )(?:share|save|hide|report|sorted by.{{1,20}}|give \w{{1,8}})){{1,8}}",
    r"(?:thoughts|comments|responses|replies) (?:on|to) .{1,130}: ?\(?(\d{1,6})\)?",
    rf"there (?:are|is) {_COUNT} {_COMMENTS}(?:\. .{{0,40}})?",
    rf"viewing {_COUNT} {_COMMENTS}|(?:jump|skip) to comments?(?: section)? \((\d{{1,6}})\)",
    r"all comments \((\d{1,6})\)\+.{0,30}",
    rf"(?:readers|users|visitors|people) have (?:added|left|posted|made|written) {_COUNT} {_COMMENTS}",
    rf"{_COUNT} (?:people|readers) (?:have )?(?:something to say|commented|responded|replied).{{0,20}}",
    r"(?:reader |readers['’] |user |your |all |top |latest |recent |past |previous |join the )?"
    r"(?:comments?|discussion|conversation|responses)(?: section)?[ :]{0,3}(?:\((\d{1,6})\)|(?<=[: ])(\d{1,6})|)",
    r"(?:reader|readers['’]|user|your) (?:reactions?|opinions?|views?|say|letters)(?: ?\((\d{1,6})\))?",
    r"have your say|what readers (?:say|think)|comments? (?:from|by) (?:our )?readers",
    r"what d(?:o|id) you think\?.{0,60}|comments ?restacks",
    r"discussion (?:about|of|on) this (?:post|article|story|video)",
    elsewhere=(
        rf"{_WHOSE}{_ANY_COUNT} ?{_COUNTED}"
        r"(?: (?:zu|zum|zur|auf|bisher|sur|à|en|em|a|su|op|bij|over|till|til|på|om|do|na) [^.!?]{1,100})?",
        rf"{_WHOSE}{_COUNTED} ?[:：]? ?{_ANY_COUNT} ?件?",
        rf"{_WHOSE}{_KOMMENTARE}(?: (?:zu|zum|sur|en|em|su|op|till|til|do) .{{1,100}})?",
        rf"{_ANY_COUNT} (?:antworten (?:zu|auf)|réponses à|respuestas a|respostas a|risposte a|svar på"
        rf"|svar til) .{{1,100}}",
        rf"forum: {_ANY_COUNT} postings?|diskussion|leserdiskussion|diskutieren sie mit.{0, 20}|reacties van lezers",
        r"コメント一覧|コメント|みんなのコメント",
        r"(?:最热|最新|最近|热门|精彩|全部|网友|用户|精选)?评论(?:区|列表)?|(?:熱門|最新|網友|全部|所有)?(?:評論|留言)"
        r"|(?:热门|最新|网友)跟帖",
        rf"{_ANY_COUNT} ?条评论 ?[|｜·] ?\d[\d,]{{0,9}} ?人参与(?:网友评论)?",
    ),
)
#: Speaks of comments, in whatever words.
ABOUT_COMMENTS = re.compile(
    r"(?i)comment|komment|koment|coment|reacti|réacti|leserbrief|yorum|комментар|コメント|评论|評論|留言|댓글"
)
#: Heads a list of other pages.
MOST_COMMENTED = re.compile(r"(?i)\bcommented|kommentiert|commentés|comentad[ao]s|commentati|besproken")
#: Stands at the head or the foot of a section; alone it is never proof of one.
COMMENT_FORM = WholeLine(
    r"(?:leave|post|add|write|submit) (?:a|your|the first) (?:comment|reply|response|message|review)\b.{0,60}",
    r"(?:log ?in|sign in|sign up|register|subscribe)\b.{0,30}\b(?:to|and) (?:post a |leave a |add a |join the )?"
    r"(?:comment|reply|conversation|discussion)s?.{0,20}",
    r"your e-?mail (?:address )?will not be published.{0,40}",
    r"required fields are marked.{0,10}",
    r"(?:name|e-?mail|website|comment|message|url)(?: ?\(?(?:required|optional|will not be published)\)?)?",
    r"(?:post|submit|write|add|send) (?:your )?comment|say something|security (?:image|code|question)|captcha.{0,30}",
    r"your (?:name|site|e-?mail|website|url|comment|message)(?: ?\(.{1,20}\))?",
    r"(?:type|write|enter) the (?:word|displayed|characters|code|numbers?)\b.{0,60}|smaller \| bigger",
    r"here['’]s what (?:other )?readers .{1,100}|comments? (?:are|is) (?:subject to|moderated|reviewed).{0,100}",
    r"the comments below have (?:not )?been moderated.{0,20}",
    r"(?:you must|please) (?:be )?(?:log|logged|sign|signed) in (?:or register )?to .{1,80}|commenting as .{1,30}",
    r"cancel reply|create an account|(?:log ?in|or sign up) with\b.{0,30}|want to (?:add to|join)\b.{0,60}",
    r"notify me of .{1,60}",
    elsewhere=(
        r"schreibe? (?:einen|deinen|ihren) (?:kommentar|leserbrief)\b.{0,40}|schreibe? eine antwort.{0,40}",
        r"(?:einen |eine |neuen |ihren |deinen )?(?:kommentar|bewertung|rezension) (?:schreiben|verfassen"
        r"|hinterlassen|abgeben|absenden|hinzufügen).{0,40}",
        r"(?:ihr|dein) (?:kommentar|name|beitrag)|e-?mail ?\(?wird nicht veröffentlicht\)?|antwort (?:abbrechen"
        r"|hinterlassen|schreiben)|(?:deine|ihre) e-?mail-?adresse wird nicht veröffentlicht.{0,80}",
        r"(?:bitte )?(?:melde|melden|loggen?|registrieren) (?:sie sich|dich) .{1,60}|(?:zum )?kommentieren"
        r"(?: bitte)?(?: anmelden| einloggen)?.{0,20}|diskutieren",
        r"(?:laisser|laissez|ajouter|écrire|poster|déposer) (?:un|votre) commentaire.{0,40}|vérifiez votre commentaire"
        r"|votre adresse .{0,12}e?-?mail ne sera pas publiée.{0,80}|les champs obligatoires.{0,60}|votre (?:nom"
        r"|commentaire)|annuler la réponse|connectez-vous .{0,40}|réagir.{0,30}|réagissez.{0,40}|commenter|nom",
        r"dej(?:a|e|ar) (?:un|una|tu|su) (?:comentario|respuesta)\b.{0,40}|(?:escribe|añade|añadir|publicar|enviar)"
        r" (?:un |tu |el )?comentario.{0,20}|tu dirección de correo (?:electrónico )?no será publicada.{0,80}"
        r"|los campos (?:obligatorios|necesarios) .{0,60}|iniciar? sesión.{0,40}|cancelar (?:la )?respuesta|nombre"
        r"|comentario|comentar",
        r"deix[ea] (?:um|uma|seu|o seu|sua) (?:comentário|comentario|resposta)\b.{0,40}|(?:escreva|adicionar|enviar"
        r"|publicar) (?:um |seu )?comentário.{0,20}|o seu endereço de e-?mail não será publicado.{0,80}|campos"
        r" obrigatórios.{0,60}|cancelar resposta|faça login.{0,40}|nome|comentário",
        r"lascia (?:un|il tuo|una) (?:commento|risposta)\b.{0,40}|(?:scrivi|aggiungi|invia|pubblica) (?:un )?commento"
        r"|il tuo indirizzo e-?mail non sarà pubblicato.{0,80}|annulla risposta|accedi per .{1,40}|commenta|commento",
        r"(?:plaats|geef|schrijf) (?:een|je|uw) (?:reactie|commentaar)\b.{0,30}|laat een reactie achter.{0,30}"
        r"|(?:uw|je)"
        r" (?:naam|reactie)|het e-?mailadres wordt niet gepubliceerd.{0,80}|reactie (?:annuleren|plaatsen)|naam"
        r"|(?:log in|inloggen) om te (?:reageren|kunnen reageren)",
        r"(?:skriv|lämna|lägg till|legg igjen|legg til|efterlad|tilføj) (?:en|ett|et|din) (?:kommentar|kommentaren"
        r"|svar)\b.{0,40}|(?:din )?e-?post.{0,20} (?:publiceras inte|vil ikke bli publisert).{0,60}|din kommentar"
        r"|avbryt svar|namn|navn|logg?a? in[nd]? (?:för att|for å|for at) kommenter[ae].{0,10}",
        r"(?:kirjoita|jätä|lisää) (?:uusi )?(?:kommentti|vastaus|kommenttisi)|sähköpostiosoitettasi ei julkaista.{0,60}"
        r"|nimimerkki|nimi|kirjaudu sisään.{0,40}",
        r"(?:dodaj|napisz|zostaw) (?:swój )?(?:komentarz|odpowiedź|opinię).{0,40}|twój adres e-?mail nie zostanie"
        r" opublikowany.{0,60}|zaloguj się.{0,40}|anuluj pisanie odpowiedzi|podpis|imię",
        r"yorum (?:yaz|yap|ekle|gönder|yapın)|bir (?:yanıt|cevap|yorum) (?:yazın|bırakın)|yorum yapmak için .{1,40}"
        r"|e-?posta (?:hesabınız|adresiniz) yayı?mlanmayacak.{0,60}|giriş yap.{0,30}",
        r"(?:добавить|оставить|написать) комментарий.{0,20}|ваш .{0,12}(?:mail"
        r"|адрес).{0,30} не будет опубликован.{0,30}",
        r"コメントを(?:書く|残す|投稿|投稿する|する|キャンセル)|コメントする|返信をキャンセル|ログインして.{1,20}"
        r"|メールアドレスが公開されることはありません.{0,40}|댓글 쓰기",
        r"(?:发表|写|我要|登录后|点击)评论|發表評論|发表(?:回复|看法|观点)|我要留言|我来说两句|我有话要说.{0,3}|写下你的.{1,8}"
        r"|还可输入\d{1,4}字|请先?登录.{0,12}|文明上网.{0,30}|(?:写评论)?已有\d{1,6}条评论(?:跟帖用户自律公约)?",
    ),
)
#: A field of a form, by its label alone.
FIELD = WholeLine(
    r"(?:your |full |first |last )?(?:e-?mail|name|website|web site|url|phone|mobile|telephone|city|country)"
    r"(?: (?:address|no\.?|number))?(?: ?\(.{1,40}\))?",
    elsewhere=(
        r"(?:ihr |dein )?(?:name|e-?mail-?adresse|webseite|telefon)(?: ?\(.{1,40}\))?|(?:votre )?(?:nom|prénom|adresse"
        r" e-?mail|courriel|téléphone)|(?:tu |su )?(?:nombre|correo(?: electrónico)?|teléfono)|(?:seu )?(?:nome"
        r"|telefone)|(?:uw |je )?(?:naam|e-?mailadres)|(?:namn|navn|e-?post(?:adress)?)|imię|имя|isim|お名前|名前"
        r"|メールアドレス",
    ),
)
#: Such a line of a form is more than the name of a field.
SEVERAL_WORDS = re.compile(r" |を|评论|評論|留言")
_CLOSED_ELSEWHERE = (
    r"(?:die )?(?:kommentare|kommentarfunktion|diskussion|debatte) .{0,60}(?:geschlossen|deaktiviert|beendet"
    r"|abgeschaltet"
    r").{0,40}|kommentieren (?:ist )?nicht (?:mehr )?möglich.{0,20}",
    r"(?:les )?commentaires (?:sont )?(?:désormais )?(?:fermés|désactivés|clos).{0,60}",
    r"(?:los )?comentarios (?:están )?(?:cerrados|desactivados|deshabilitados).{0,60}",
    r"(?:os )?comentários (?:estão )?(?:fechados|encerrados|desativados|desabilitados).{0,60}",
    r"(?:i )?commenti (?:sono )?(?:chiusi|disabilitati|disattivati).{0,40}",
    r"(?:de )?reacties (?:zijn )?(?:gesloten|uitgeschakeld).{0,40}|reageren is niet (?:meer )?mogelijk.{0,40}",
    r"(?:kommentarerna|kommentarer|kommentarfeltet|kommentarsfältet) (?:är|er) (?:stängt|stängda|lukket|stengt"
    r"|avstängt|avstängda).{0,40}|stängt för kommentarer.{0,20}",
    r"kommentointi on (?:suljettu|päättynyt).{0,40}",
    r"(?:komentowanie|komentarze|możliwość komentowania) .{0,20}(?:wyłączona|wyłączone|zamknięte|zablokowana"
    r"|zablokowane"
    r").{0,40}|yorumlar kapalı.{0,30}|комментарии (?:закрыты|отключены).{0,30}",
    r"コメントは?(?:受け付けていません|受け付けておりません|締め切りました|停止).{0,20}|评论已关闭|評論已關閉",
)
#: The widget itself says that nobody has written.
EMPTY_SECTION = WholeLine(
    r"(?:there are )?(?:currently )?no (?:customer |reader |user )?(?:comments?|responses?|replies"
    r"|reviews?)(?: yet| so far| posted| found)?.{0,40}",
    r"(?:there are )?\(?0\)? (?:comments?|responses?|replies|thoughts)\b.{0,120}",
    r"comments? ?\(0\)",
    r"be the first (?:one )?to (?:comment|reply|respond|post|leave|share|write).{0,40}",
    rf"(?:the )?(?:comments|commenting|discussion){_CLOSED}",
    elsewhere=(
        rf"[(（]?0[)）]? ?{_COUNTED}|{_WHOSE}{_COUNTED} ?[:：]? ?[(（]?0[)）]?",
        r"(?:es gibt |es wurden |bisher |noch |derzeit |aktuell |leider ){0,3}keine (?:leserkommentare|kommentare"
        r"|meinungen|beiträge|bewertungen|rezensionen)\b.{0,80}|sei(?:en sie)? (?:der|die) erste.{0,60}"
        r"|(?:schreiben? sie|schreibe?|verfassen sie)"
        r" (?:jetzt |hier )?den ersten (?:kommentar|leserkommentar).{0,30}",
        r"(?:il n['’]y a |pour l['’]instant,? |encore ){0,2}(?:aucun commentaire|aucune réaction|pas (?:encore )?de"
        r" (?:commentaires?|réactions?))\b.{0,80}|soyez (?:le premier|la première|les premiers).{0,60}",
        r"(?:aún |todavía )?(?:no hay|sin) (?:ningún )?comentarios?\b.{0,60}|(?:sé|sea) el primero (?:en|que).{0,40}",
        r"(?:ainda )?(?:não há|nenhum|sem) (?:comentários?|comentarios?)\b.{0,60}|seja (?:o primeiro"
        r"|a primeira).{0,50}",
        r"(?:ancora )?nessun commento.{0,50}|non ci sono (?:ancora )?commenti.{0,40}|sii il primo.{0,50}",
        r"(?:er zijn )?(?:nog )?geen (?:reacties|commentaar|opmerkingen)\b.{0,60}|wees de eerste.{0,50}",
        r"(?:det (?:er|finns) )?(?:ingen|inga) (?:kommentarer|svar)(?: (?:ennå|endnu|än|ännu))?.{0,20}|bli (?:den )?"
        r"(?:första|først|först|første) .{1,50}|vær den første.{0,50}",
        r"ei (?:vielä )?kommentteja.{0,40}|ole ensimmäinen.{0,40}",
        r"(?:brak|nie ma(?: jeszcze)?) (?:komentarzy|opinii).{0,50}|bądź pierwszy.{0,50}",
        r"henüz (?:hiç )?yorum .{1,40}|yorum yok|ilk (?:yorumu|yorum) .{1,30}",
        r"(?:пока )?нет комментариев.{0,40}|комментариев (?:пока )?нет.{0,20}|будьте первым.{0,50}",
        r"コメントは?(?:まだ|現在)?(?:ありません|投稿されていません).{0,20}|まだコメント.{0,20}|最初のコメント.{0,20}"
        r"|(?:暂无|还没有|暂时没有|没有)评论.{0,8}|还没有人评论.{0,12}|.{0,4}抢沙发.{0,4}|尚無評論"
        r"|등록된 댓글이 없습니다",
        *_CLOSED_ELSEWHERE,
    ),
)
#: The widget itself says that its comments come later.
NOT_LOADED = WholeLine(
    r"(?:loading|fetching) (?:the )?(?:comments?|discussion|conversation).{0,20}|comments? (?:are|is) loading.{0,20}",
    r"(?:please )?(?:enable|turn on|activate) javascript .{0,60}(?:comments?|discussion).{0,40}",
    r"comments powered by .{1,30}|(?:comments?|discussions?) (?:is |are )?loading\b.{0,20}",
    elsewhere=(
        r"kommentare werden geladen.{0,20}|(?:lade|laddar|laster|indlæser) (?:kommentare|kommentarer).{0,20}",
        r"chargement des commentaires.{0,20}|cargando (?:los )?comentarios.{0,20}"
        r"|carregando (?:os )?comentários.{0,20}",
        r"caricamento (?:dei )?commenti.{0,20}|reacties (?:worden geladen|laden).{0,20}|ładowanie komentarzy.{0,20}",
        r"yorumlar yükleniyor.{0,20}|コメントを読み込.{0,12}",
        r"(?:bitte aktivieren sie|veuillez activer|activa|attiva|activeer) javascript .{0,60}"
        r"(?:kommentare|commentaires|comentarios|commenti|reacties).{0,40}",
    ),
)
#: How many comments of the page are not shown.
MORE_COMMENTS = WholeLine(
    r"(?:view |show |load |see |read )?(?:the )?(\d{1,6}) (?:more|other|older|further) comments?",
    elsewhere=(
        r"(\d{1,6}) weitere kommentare?(?: .{1,20})?|(?:voir |afficher )?(?:les )?(\d{1,6}) autres commentaires",
        r"(?:ver )?(\d{1,6}) (?:comentarios más|mais comentários)|(?:vedi )?altri (\d{1,6}) commenti",
    ),
)
#: Ends a comment section although comments went before it.
SECTION_CLOSED = WholeLine(
    r"load more|back to top|show more comments|more comments|there may be more comments in this discussion.{0,120}",
    r"this (?:story|article|thread|post|discussion) is (?:now )?closed.{0,40}",
    rf"(?:the )?(?:comments|commenting|discussion){_CLOSED}",
    r"(?:view|load|show|see|read) (?:all |more |older |\d{1,6} more )comments?.{0,20}",
    r"\d{1,6} more comments?",
    elsewhere=(
        *_CLOSED_ELSEWHERE,
        r"(?:weitere|mehr|alle|ältere) (?:kommentare|beiträge) ?(?:anzeigen|laden|lesen)?|mehr (?:anzeigen|laden)"
        r"|nach oben|haut de page|volver arriba|naar boven|torna su|voltar ao topo",
        r"(?:voir|afficher|charger|lire) (?:plus de|tous les|les autres|la suite des) commentaires.{0,20}",
        r"(?:ver|cargar|leer|carregar) (?:más|todos los|mais|todos os) (?:comentarios|comentários).{0,20}",
        r"(?:mostra|carica|leggi) (?:altri|tutti i|più) commenti.{0,20}|(?:toon|laad|lees) (?:meer"
        r"|alle) reacties.{0,20}",
        r"(?:visa|vis|ladda|last|indlæs|hent|se) (?:fler|flere|alla|alle) kommentarer.{0,20}|näytä lisää.{0,20}",
        r"(?:pokaż|zobacz|wczytaj) (?:więcej|wszystkie).{0,20}|(?:daha fazla|tüm) (?:yorum|yorumlar|yorumları).{0,20}",
        r"показать (?:ещё|еще|все).{0,20}|もっと(?:見る|読む)|コメントをもっと見る|さらに表示",
        r"(?:点击)?(?:查看|加载)(?:更多|全部|所有|剩下\d{1,6}条).{0,2}(?:评论)?|更多(?:精彩)?评论(?:>>)?|没有更多(?:评论|了).{0,2}",
    ),
)
