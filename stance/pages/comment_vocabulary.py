"""Names of elements by what they say about comments, and lines that stand around comments; no logic.

Names are in lower case with their words joined by hyphens (``Element.names``).
"""

from __future__ import annotations

import re

# ------------------------------------------------------------------------- comments and their places

#: The word for a comment inside of a name, in the languages whose sites name their elements in their own words.
#: ``commentary`` and ``commentator`` are the article's.
_WORD = (
    r"commentaire|kommentar|kommentti|komment|komentar|koment|coment[aá]rio|comentari|commento|leserbrief|leserstimme"
    r"|reactie|yorum|talkback|cmt|cmnt|комментари|コメント|评论|評論|留言|댓글|comment(?!ar[iy]|at)"
)
#: Words for the place where they stand, never for one of them.
_PLACE_WORD = (
    r"disqus|dsq|coral-talk|coral-stream|discussion|livefyre|guestbook|kommentit|comentarii|reactions|reacties"
    r"|responses"
    r"|replies|respond"
)
COMMENT = re.compile(f"{_WORD}|{_PLACE_WORD}")
#: One of these is in every such name.
STEMS = """omm oment leser reacti yorum talkb cmt cmnt disq discus dsq coral livef guestb respon repli комм コメ 评
    評 留言 댓글""".split()
PLACE_WORD = re.compile(_PLACE_WORD)
#: What stands before the word in a name that is no comment's: counts, links, forms, states of a page.
STATE_BEFORE = re.compile(
    r"(?:^|-)(?:no|has|with|without|recent|latest|neueste|letzte|last|most|top|add|write|post|new|load|show|hide|view"
    r"|open|close|closed|cancel|num|allow|disable|enable|goto|jump|skip|icons?|fa|btn|button|link|edit|delete|report"
    r"|toggle|counter?|submit|send|modal|popup|tooltip|toolbar|screen|wp-block-latest|dashicons|glyphicon|placeholder"
    r"|template|dummy|spinner|loading|error|form|respond-to|reply-to|login-to|bubble)-?$"
    r"|(?:^|-)(?:category|tag|cat|term|topic|post-type|type|input|social-input)-|--$"
)
#: What stands behind the word in the name of one comment among others …
UNIT_AFTER = re.compile(r"^s?-?(?:item|entry|node|row|card|single|element|post|article|record|unit|main-level)\b")
#: … of the place where comments stand …
PLACE_AFTER = re.compile(
    r"^(?:s|e|er|en|es|i|os|ler|lar)?-?(?:list|liste|area|section|thread|holder|wrap|wrapper|container|block|box"
    r"|module"
    r"|modul|main|stream|feed|replies|children|root|outer|panel|tab|group|plugin|embed|app|sec|region|zone"
    r"|widget)?s?$"
)
#: … and of a part of a comment, or of what stands around comments.
PART_AFTER = re.compile(
    r"author|avatar|user|meta|head|title|foot|body|content|text|txt|copy|message|msg|inner|info|date|time|stamp|form"
    r"|field|reply|respond|link|url|count|num|total|button|btn|action|tool|control|menu|vote|rating|score|like|icon"
    r"|nav|pag|policy|note|notice|notif|input|subscri|edit|flag|report|share|legal|rule|login|more|sort|toggle"
    r"|image|picture|photo|name|by|awaiting|moderat|status|open|closed|enabled|disabled|error|placeholder|spinner"
)
#: Numbers and hexadecimal ids at the end of a name.
NUMBER = re.compile(r"-?(?:[0-9a-f]{8}-[0-9a-f-]{20,40}|[0-9]+|[0-9a-f]{16,40})$")
#: Tags that are never one comment, never a place, never one of a series of comments.
NO_UNIT = frozenset(
    """a span p h1 h2 h3 h4 h5 h6 form input button label time i b strong em ul ol nav img body html iframe textarea
    header main small noscript footer fieldset cite""".split()
)
NO_PLACE = frozenset("a html body input button label img textarea time".split())
NO_SERIES = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table tbody form button nav".split())
#: Tags that end what stands below the heading of a comment section.
ENDS_PLACE = frozenset("h1 h2 h3 h4 form footer nav aside".split())
PINGBACK = re.compile(r"(?:^|\s)(?:pingback|trackback)(?=$|\s)")
#: Comments of other pages; one of the words is in every such name.
LIST_WORDS = frozenset(
    """recent latest neueste letzte derniers ultimos most popular tab recentcomments latestcomments
    mostcommented""".split()
)
OTHER_PAGES = re.compile(
    r"(?:^|\s)(?:widget-?)?(?:(?:recent|latest|neueste|letzte|derniers|ultimos|most)-?(?:comments?|commented"
    r"|kommentare?"
    r"|commentaires|comentarios|posts)|comments?-recent|tab-comments|popular(?:-posts)?)(?=$|[\s-])"
)
FORM = re.compile(
    r"(?:^|[\s-])(?:comments?-?(?:form|respond)|respond|reply-?form|form-comment|kommentar-?formular)(?=$|[\s-])"
)
#: A place for comments that is empty in the file.
PLACE_NAME = re.compile(
    r"(?:^|\s)(?:(?:post|article|page|user|reader|story)?-?(?:comments?|kommentare|commentaires|comentarios|reacties)"
    r"-?(?:list|area|section|container|app|root|wrapper|thread)?|commentlist)(?=$|\s)"
)

# ------------------------------------------------------------------------------- parts of a comment


def _last(*names: str) -> re.Pattern[str]:
    """Match names that end with one of the alternatives."""
    return re.compile(rf"(?:^|[\s-])(?:{'|'.join(names)})(?=$|[\s-]*\d*(?:\s|$))")


_A_COMMENT = rf"[a-z]*(?:{_WORD})s?-?"
#: The author: the first pattern that is found counts.
AUTHOR = (
    _last("fn", "nickname"),
    _last(
        r"(?:author|actor|user|screen|display|nick|poster)-?name|nick|commenter(?:-name)?|prop-name",
        rf"{_A_COMMENT}(?:user|name|autor|author-name|who|nick)",
    ),
    _last(
        r"author|verfasser|autor|auteur|autore|byline|poster|user|name|profile-link|prop-author|prop-creator",
        rf"{_A_COMMENT}(?:author|auteur|by)",
    ),
)
TIME = _last(
    r"date|time|timestamp|datetime|published|datum|zeit|fecha|data|age|posted|posted-on|ago|permalink|stamp|when",
    r"prop-date-(?:created|published)|prop-comment-time",
    rf"{_A_COMMENT}(?:date|time|datum|zeit)",
)
TEXT = _last(
    rf"{_A_COMMENT}(?:text|content|message|copy|body|body-?text|texte|bericht|inhalt)",
    r"post-message|message-?body|message-?text|body-?text|text|texte|content|message|richtext|richtext-?json-root",
    r"prop-text|prop-comment-text|prop-description",
)
#: Names of boxes around author and text, not of the text.
AUTHOR_BOX = re.compile(r"(?:^|[\s-])(?:author|user|avatar|vcard)(?=$|[\s-])")
QUOTE = re.compile(r"(?:^|[\s-])(?:quote|quoted|blockquote|citation|zitat|quote-?content)(?=$|\s)")
#: Words in the names of elements that show votes.
UP = frozenset(
    """up upvote upvotes like likes positive plus agree pro thumbsup reaction reactions recommend recommends
    respect""".split()
)
DOWN = frozenset("down downvote downvotes dislike dislikes negative minus disagree contra thumbsdown".split())
VOTES = frozenset("vote votes score points karma".split())
#: Words in the names of elements inside of a comment that hold none of the reader's words.
ASIDE = frozenset(
    """reply replies action actions act button buttons btn toolbar tools controls meta metadata avatar share report flag
    vote votes like likes rating foot footer fuss menu permalink says edit moderation options badge karma score details
    actor posted""".split()
)
HIDDEN = re.compile(r"display: ?none")
ASIDE_TAGS = frozenset("button form textarea footer nav menu h1 h2 h3 h4 h5 h6 label template".split())
NO_COMMENT_TEXT = frozenset("a time button form footer header label".split())
NO_AUTHOR = frozenset("time form ul ol".split())
#: Attributes of a comment's element that say what it has, the usual ones first.
AUTHOR_DATA = ("data-author", "data-author-name", "data-username", "data-user-name", "data-name")
TIME_DATA = ("data-date", "data-time", "data-datetime", "data-created", "data-created-at", "data-published")
VOTES_DATA = ("data-score", "data-votes", "data-likes", "data-points")
ID_DATA = ("data-comment-id", "data-commentid", "data-comment", "data-id", "data-cid", "data-post-id", "data-fullname")
DEPTH = re.compile(r"(?i)(?:depth|level|indent|nesting)[-_]?(?:level[-_]?)?(?:=[\"']?)?(\d{1,2})\b")
#: Ids and permanent links of comments.
COMMENT_ID = re.compile(
    rf"(?i)(?:[a-z]{{1,12}}[-_])?(?:{_WORD}|c|post|msg|message|reply)[-_]?[0-9a-f-]{{0,60}}\d[0-9a-f-]*$"
)
BEFORE_ID = re.compile(r"^(?:div|li|article)[-_](?=[a-z])")
PERMALINK = re.compile(rf"(?i)#((?:{_WORD}|c|post)[-_]?[0-9][0-9a-f-]{{0,60}})$")
NUMBER_SHOWN = re.compile(r"\(?([+−–-]?\d{1,3}(?:,\d{3})+|[+−–-]?\d{1,7})\)?(?:\s?(?:likes?|votes?|points?|upvotes?))?")

# --------------------------------------------------------------------------- lines of and around comments

_SAYS = (
    r"says|said|wrote|writes|replied|commented|responded|added|sagt|sagte|schreibt|schrieb|meint|meinte|a dit|dit"
    r"|a écrit|écrit|dice|dijo|escribió|ha detto|ha scritto|scrive|diz|disse|escreveu|zegt|zei|schreef|pisze|napisał"
    r"|säger|skrev|sier|kirjoitti|dedi ki|yazdı"
)
#: What stands around a name, and before a time.
BEHIND_AUTHOR = re.compile(rf"(?i)[\s,]{{1,3}}(?:(?:{_SAYS})\s?(?::|\.\.\.|…|,)?|\((?:author|op|autor)\))\s?$|\s?:\s?$")
#: "von", "af" and "av" only where a page writes them small, or with a colon: "Von Neumann" is a name.
BEFORE_AUTHOR = re.compile(
    r"^(?:(?i:posted by|comment by|written by|submitted by|by|par|por|kommentar von|comentario de)[\s:]{1,3}"
    r"|(?:von|af|av)\s|(?i:von|af|av):\s?)(?=\S)"
)
BEFORE_TIME = re.compile(r"(?i)^(?:(?:posted|published|added|written)\s(?:on |at )?|(?:on|at)\s|posted:?\s)(?=\S)")
ISO_TIME = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_MONTHS = (
    r"jan|feb|m[aä]r|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[czs]|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|gen"
    r"|mag"
    r"|giu|lug|set|ott|fev|out"
)
_MONTH = rf"(?:{_MONTHS})[a-zéûäç]{{0,8}}"
#: A time as it is shown: numbers beside a month, a clock, or a word for "ago".
SHOWN_TIME = re.compile(
    rf"(?i)\b\d{{1,4}}(?:st|nd|rd|th)?\.?\s(?:de\s)?{_MONTH}|\b{_MONTH}\.?\s\d|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:19"
    rf"|20)?\d\d\b"
    r"|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[:.h]\d\d\b|(?:19|20)\d\d年"
    r"|\b(?:vor|il y a|hace|há|fa|geleden|sitten|önce|ago|siden)\b|\d\s?(?:分|時間|日|小时|天)前"
    r"|\b\d{1,3}\s?(?:s|m|h|d|w|mo|y|min|std|tage?|jahre?n?)\b|\b(?:yesterday|today|gestern|heute|hier|ayer|ieri)\b"
)
_BUTTON = (
    r"(?:auf diesen kommentar )?antworten?|zitieren|(?:beitrag |kommentar )?melden|teilen|gefällt mir|bearbeiten"
    r"|kommentieren"
    r"|répondre|signaler(?: un abus)?|partager|j['’]aime|citer|modifier|responder|denunciar|compartir|me gusta"
    r"|citar|editar"
    r"|rispondi|segnala|condividi|mi piace|curtir|compartilhar|beantwoorden|reageer|reageren|antwoord"
    r"|rapporteer|delen|leuk|vastaa|ilmoita|svara?|rapportera|dela|gilla|odpowiedz|zgłoś|cevapla|yanıtla|şikayet et"
    r"|返信|回复|回覆|いいね|通報"
    r"|reply(?: to .{1,40})?|quote|report(?: abuse| comment| this comment)?|share|like|edit|flag|link|permalink"
    r"|see more"
    r"|log ?in to reply|zum antworten anmelden|anmelden, um zu antworten|pingback|trackback"
)
#: Buttons around comments, besides those of text pages.
BUTTON = re.compile(rf"(?i)\W{{0,5}}(?:{_BUTTON})(?:\s?[|·•/]\s?(?:{_BUTTON})){{0,5}}\W{{0,5}}")
_COMMENTS = (
    r"(?:reader |user |public )?(?:comments?|responses?|replies|thoughts?|opinions|reactions?|talkbacks?)"
    r"|(?:leser|nutzer)?-?kommentare?n?|leserbriefe?|meinungen?|antworten|commentaires?|réactions?|avis|comentarios?"
    r"|coment[áa]rios?|respuestas|comment[io]|reacties?|kommentarer?|kommenttia?|komentarz[ey]?|yorum(?:lar)?"
    r"|комментари(?:й|я|ев)|件のコメント|コメント|评论|評論|댓글"
)
_N = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
#: ``12 Kommentare``, ``Vos réactions (4)``, ``コメント(4)``.
COUNT = re.compile(
    rf"(?i)^\W{{0,10}}(?:(?:show|view|read|see|all|alle|zeige|voir(?: les)?"
    rf"|ver(?: los)?)\s){{0,2}}\(?{_N}\)?\s?(?:{_COMMENTS})(?:\W.{{0,60}})?$"
    rf"|^.{{0,20}}?(?:{_COMMENTS}|discussion|diskussion|conversation)\s?[:：]?\s?"
    rf"[(\[（]?\s?{_N}\s?件?[)\]）]?\W{{0,5}}$"
)
COUNT_NAME = re.compile(rf"(?:{_WORD})s?-?(?:count|counter|number|num|total|badge)(?=$|\s)")
#: The page says that nobody has written, or that nobody may.
NOTICE = re.compile(
    r"(?i)\b(?:noch )?keine (?:leser)?(?:kommentare|beiträge|meinungen)|sei(?:en sie)? der erste|den ersten kommentar"
    r"|aucun commentaire|pas (?:encore )?de commentaire|soyez le premier|(?:no hay|sin|aún no hay) comentarios"
    r"|sé el primero|nessun commento|(?:nenhum|sem|ainda não há) coment[áa]rio|seja o primeiro|geen reacties"
    r"|wees de eerste"
    r"|ei (?:vielä )?kommentteja|ing[ae]n kommentarer|brak komentarzy|henüz yorum"
    r"|コメントは(?:まだ)?ありません|まだコメント|暂无评论"
    r"|no comments? yet|be the first to comment|no responses yet|(?:нет комментариев|комментариев (?:пока )?нет)"
    r"|kommentare sind geschlossen|comments are closed|commentaires sont fermés|comentarios (?:están )?cerrados"
    r"|\b0 comments?$"
)
#: Lines of the form for a new comment, besides those of text pages.
FORM_LINE = re.compile(
    r"(?i)^\W{0,5}(?:schreibe? einen kommentar|kommentar (?:schreiben|verfassen|hinterlassen)|kommentieren|antworten?"
    r"|antwort (?:abbrechen|hinterlassen)|laisser un commentaire|deja (?:un|una) (?:comentario|respuesta)"
    r"|lascia un commento"
    r"|deixe (?:um|seu) coment.*|plaats een reactie|geef een reactie|bitte (?:melde|logge).*|anmelden|registrieren"
    r"|einloggen"
    r"|log ?in|sign in|you must be logged.*|to add a comment.*|(?:add|write) a comment.*|kommentar|comments?"
    r"|\d{1,4})\W{0,5}$"
)

# ------------------------------------------------------------------------------------ comments by script

#: Words of which one is in the names of each of the elements below.
SERVICE_WORDS = frozenset(
    """disqus disqusthread dsq fb coral livefyre hyvor commento isso giscus utterances spot spotim openweb viafoura vf
    vuukle remark42 graph graphcomment hypercomments mc idc cusdis waline gitalk fast fastcomments muut
    plugin""".split()
)
#: Services that bring comments by script, by the names of the elements that they fill …
SERVICE = re.compile(
    r"(?:^|(?<=\s))(?:disqus-?thread|dsq-[a-z-]{1,20}|fb-comments|coral-(?:talk-stream|thread|container)[a-z-]*"
    r"|livefyre[a-z-]*"
    r"|hyvor-talk[a-z-]*|commento|isso-thread|giscus|utterances|spot-?im[a-z-]*|openweb[a-z-]*|viafoura[a-z-]*"
    r"|vf-comments[a-z-]*"
    r"|vuukle[a-z-]*|remark42|graph-?comment|hypercomments[a-z-]*|mc-container|idc-container[a-z-]*|cusdis[a-z-]*"
    r"|waline"
    r"|gitalk[a-z-]*|fast-?comments[a-z-]*|muut|[a-z-]*comments?-plugin)(?=$|\s)"
)
#: … and by their addresses.
SERVICE_ADDRESS = re.compile(
    r"(?i)disqus\.com|facebook\.com/plugins/(?:comments|feedback)|coralproject\.[a-z]|livefyre\.com|hyvor\.com"
    r"|commento\.io"
    r"|giscus\.app|utteranc\.es|spot\.im|openweb\.com|viafoura\.[a-z]|vuukle\.com|intensedebate\.com"
    r"|fastcomments\.com"
    r"|cackle\.me|hypercomments\.com|graphcomment\.com|cusdis\.com"
)
