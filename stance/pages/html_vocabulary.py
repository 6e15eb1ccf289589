"""Tags, class names and ids by meaning; no logic."""

from __future__ import annotations

import re

# ------------------------------------------------------------------------------------------------- tags

#: Tags that stand inside of a line. Every other tag begins a new block, unknown ones too: sites give their own
#: elements (``<user-comment>``) to blocks.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output q rb rp
    rt ruby s samp slot small span strike strong sub sup time tt u var wbr input link meta source track param base
    area col embed picture faceplate-timeago faceplate-number relative-time time-ago""".split()
)
#: Tags without content. ``head`` is passed over with them: its texts (title, scripts) are read apart.
VOID = frozenset("area base br col embed head hr img input link meta param source track wbr".split())
#: Elements whose content is no text of the page (a pattern).
NO_TEXT = (
    "script|style|textarea|title|svg|math|select|object|audio|video|canvas|datalist|xmp|noembed|noframes"
)
#: Tags that a page has once; a second one is passed over, and so are their end tags, since text goes on behind them.
ONCE = frozenset(("html", "body"))

_CELLS = ("td", "th", "caption")
_BARRIERS = ("table", *_CELLS, "template", "object", "button")
_CLOSES_P = (("p",), _BARRIERS)
#: Elements that a start tag closes, and those that it does not reach through.
CLOSED_BY_START: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(
        """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form
        h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul""".split(),
        _CLOSES_P,
    ),
    "li": (("li",), ("ul", "ol", "menu", *_BARRIERS)),
    "dt": (("dt", "dd"), ("dl", *_BARRIERS)),
    "dd": (("dt", "dd"), ("dl", *_BARRIERS)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr",), ("table",)),
    "thead": (("thead", "tbody", "tfoot"), ("table",)),
    "tbody": (("thead", "tbody", "tfoot"), ("table",)),
    "tfoot": (("thead", "tbody", "tfoot"), ("table",)),
    "a": (("a",), _BARRIERS),
}
#: What the end tag of a block does not reach through; those of tables reach through their cells, and
#: that of a list's item only to its list.
BLOCK_END = _BARRIERS
OWN_END: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("table", "tbody", "thead", "tfoot", "tr", *_CELLS), ("table",)),
    "li": ("ul", "ol", "menu", *_BARRIERS),
}
#: Marks without width that lines begin and end with.
MARKS = " \u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"

# ------------------------------------------------------------------------------------ names of elements

#: The word for a comment inside of a name, in the languages whose sites name their elements in their own words.
#: ``commentary`` and ``commentator`` are the article's.
_WORD = (
    r"commentaire|kommentar|kommentti|komment|komentar|koment|coment[aá]rio|comentari|commento|leserbrief|leserstimme"
    r"|reactie|yorum|talkback|cmt|cmnt|комментари|コメント|评论|評論|留言|댓글|comment(?!ar[iy]|at)"
)
#: Words for the place where they stand, never for one of them.
_PLACE_WORD = r"disqus|dsq|coral-talk|coral-stream|discussion|livefyre|guestbook|kommentit|comentarii|reactions|reacties|responses|replies|respond"
COMMENT = re.compile(f"(?i){_WORD}|{_PLACE_WORD}")
PLACE_WORD = re.compile(_PLACE_WORD)
#: A name that is no comment although it has the word: counts, links, forms, states of a page, lists of other pages'.
STATE_BEFORE = re.compile(
    r"(?:^|-)(?:no|has|with|without|recent|latest|neueste|letzte|last|most|top|add|write|post|new|load|show|hide|view"
    r"|open|close|closed|cancel|num|allow|disable|enable|goto|jump|skip|icons?|fa|btn|button|link|edit|delete|report"
    r"|input|toggle|counter?|submit|send|modal|popup|tooltip|toolbar|screen|category|tag|cat|wp-block-latest"
    r"|dashicons|glyphicon|placeholder|template|dummy|spinner|loading|error|form|respond-to|reply-to)-?$"
)
#: What stands behind the word in the name of one comment among others …
UNIT_AFTER = re.compile(r"^s?-?(?:item|entry|node|row|card|single|element|post|article|record|unit|main-level)\b")
#: … of the place where comments stand …
PLACE_AFTER = re.compile(
    r"^(?:s|e|er|en|es|i|os|ler|lar)?-?(?:list|area|section|thread|holder|wrap|wrapper|container|block|box|module|main"
    r"|stream|feed|replies|children|root|outer|panel|tab|group|plugin|embed|app|sec|region|zone|widget)?s?$"
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
#: What tells one element of a list from the next.
MODIFIER = re.compile(
    r"odd|even|alt|first|last|parent|child|minimal|active|selected|thread-(?:odd|even|alt)|by-?user|by-?post-?author|op"
    r"|(?:depth|level|indent)|comment-author-.*|[a-z-]*-(?:depth|level|indent)|pingback|trackback|highlander-comment"
)
#: Tags that no comment is made of.
NO_UNIT = frozenset("a span p h1 h2 h3 h4 h5 h6 form input button label time i b strong em ul ol nav img body html "
    "iframe textarea select header main small noscript footer fieldset".split())

NO_PLACE = frozenset("a html body input button label img textarea time".split())

#: Comments of other pages, and places that have none of this page's.
OTHER_PAGES = re.compile(
    r"(?:^|[\s-])(?:recent-?comments?|latest-?comments?|recent-?posts|comments?-recent|tab-comments|most-?commented|popular|"
    r"neueste-kommentare|letzte-kommentare|derniers-commentaires|ultimos-comentarios|wp-block-latest-comments)"
)
FORM = re.compile(r"(?:^|[\s-])(?:comment-?form|comment-?respond|respond|reply-?form|form-comment|kommentar-?formular)\b")

def _part(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s-])(?:{'|'.join(names)})(?=$|[\s-]*\d*(?:\s|$))")

#: Parts of a comment, by what the last word of a name says; the first pattern that is found counts.
AUTHOR = (
    _part("fn", "nickname", "prop-author", "prop-creator"),
    _part("author-name", "actor-name", "(?:comment|kommentar|cmt|talkback)-?(?:user|name|autor|who|nick)", "user-?name", "display-?name", "nick", "screen-?name", "commenter(?:-name)?", "comment-?name", "prop-name"),
    _part("author", "comment-?author", "comment-?by", "verfasser", "autor", "auteur", "autore", "byline", "poster", "user", "name", "profile-link"),
)
TIME = _part("date", "time", "timestamp", "datetime", "published", "comment-?date", "comment-?time", "datum", "fecha", "data", "age", "posted", "time-?ago", "ago", "permalink")
TEXT = _part(
    "comment-?content", "comment-?text", "comment-?message", "comment-?copy", "comment-?body-?text", "post-message", "prop-text",
    "prop-comment-text", "prop-description", "message-?body", "message-?text", "kommentar-?text", "text", "content", "message", "richtext", "body-text", "comment-?body", "commenttext"
)
VOTES = _part("votes?", "score", "points?", "karma", "likes?", "rating", "vote-?count", "like-?count", "upvotes?", "downvotes?", "dislikes?", "recommend(?:s|ed|ations)?")
ASIDE = re.compile(r"(?:^|[\s-])(?:reply|replies-link|actions?|buttons?|btn|toolbar|tools|controls?|meta|metadata|avatar|share|report|flag|votes?|likes?|rating|edit-link|awaiting-moderation|permalink|says|footer|menu)(?=$|\s|-)")

AUTHOR_NAME = re.compile(r"(?:^|[\s-])(?:author|user|avatar|vcard)(?=$|[\s-])")
QUOTE = re.compile(r"(?:^|[\s-])(?:quote|quoted|blockquote|citation|zitat|xfbb-quote|bbcode-quote|quote-?content)(?=$|[\s])")
#: What stands around a name.
_SAYS = (
    r"says|said|wrote|writes|replied|commented|responded|added|sagt|sagte|schreibt|schrieb|meint|meinte|dit|a dit|écrit|a écrit|dice|dijo|"
    r"escribió|ha detto|scrive|ha scritto|diz|disse|escreveu|zegt|zei|schreef|pisze|napisał|säger|skrev|sier|kirjoitti|says|dedi ki|yazdı"
)
BEHIND_AUTHOR = re.compile(rf"(?i)[\s,]+(?:(?:{_SAYS})\s*(?::|\.\.\.|…|,)?|\((?:author|op|autor)\))\s*$|\s*:\s*$")
BEFORE_AUTHOR = re.compile(r"(?i)^(?:posted by|comment by|written by|by|von|par|por|da|van|af|av|submitted by|kommentar von|comentario de|de)[\s:]+(?=\S)")
BEFORE_TIME = re.compile(r"(?i)^(?:posted|published|am|on|le|el|il|op|den|at|um|vom|added|geschrieben am|posted on|written on|veröffentlicht am)[\s:]+(?:on |am |at )?(?=\S)")
ISO_TIME = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d")
_MONTHS = (
    r"jan|feb|m[aä]r|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[czs]|janv|févr|mars|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out"
)
#: A time, as it is shown: numbers beside a month, a clock, or a word for "ago".
SAYS_TIME = re.compile(
    rf"(?i)(?:\b\d{{1,4}}(?:st|nd|rd|th)?\.?\s*(?:de\s+)?(?:{_MONTHS})[a-zéûäç]{{0,8}}|\b(?:{_MONTHS})[a-zéûäç]{{0,8}}\.?\s+\d"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[:.h]\d\d\b|(?:19|20)\d\d年"
    r"|\b(?:vor|il y a|hace|há|fa|geleden|sitten|önce|ago|siden|temu)\b|\d前|\b\d{1,3}\s?(?:s|m|h|d|w|mo|y|min|std|tage?|jahre?n?)\b|(?:yesterday|today|gestern|heute|hier|ayer|ieri))"
)
#: Buttons around comments, besides those of text pages.
BUTTON = re.compile(
    r"(?i)\W*(?:antworten?|auf diesen kommentar antworten|zitieren|melden|beitrag melden|kommentar melden|teilen|gefällt mir|permalink|link|répondre|signaler|partager|j['’]aime|citer"
    r"|responder|denunciar|compartir|me gusta|citar|rispondi|segnala|condividi|mi piace|responder|curtir|compartilhar"
    r"|beantwoorden|reageer|reageren|antwoord|rapporteer|delen|leuk|vastaa|ilmoita|svara|svar|rapportera|dela|gilla|odpowiedz|zgłoś|cevapla|yanıtla|şikayet et"
    r"|返信|回复|回覆|いいね|通報|reply(?: to .{1,40})?|report(?: abuse| comment| this comment)?|share|like|edit|bearbeiten|modifier|editar|log in to reply|login to reply|zum antworten anmelden|anmelden, um zu antworten"
    r"|(?:reply|antworten|répondre|edit|like|share|report|quote|link|flag|permalink)(?:\s*[|·•/]\s*(?:reply|antworten|répondre|edit|like|share|report|quote|link|flag|permalink)){1,4})\W*"
)
COMMENT_ID = re.compile(rf"(?i)(?:[a-z]{{1,12}}[-_])?(?:{_WORD}|c|post|cmt|message|msg|reply)[-_]?[0-9a-f-]+$")
PERMALINK = re.compile(rf"(?i)#((?:{_WORD}|c|cmt|post|comment-c)[-_]?[0-9][0-9a-f-]*)$")
NUMBER_SHOWN = re.compile(r"\(?([+−-]?\d{1,3}(?:,\d{3})+|[+−-]?\d{1,7})\)?(?:\s?(?:likes?|votes?|points?|upvotes?))?")
UP = re.compile(r"(?:^|[\s-])(?:up|upvotes?|likes?|thumbs?-?up|positive|plus|agree|pro|vote-?up|recommend\w*)(?=$|[\s-])")
DOWN = re.compile(r"(?:^|[\s-])(?:down|downvotes?|dislikes?|thumbs?-?down|negative|minus|disagree|contra|vote-?down)(?=$|[\s-])")

# ------------------------------------------------------------------------------------------- the article

#: Elements whose text is never the article's.
NO_ARTICLE = frozenset(
    "nav footer aside form button dialog menu figcaption label address template h1 iframe noscript textarea".split()
)
#: Words in the names of elements that stand around the article and inside of it and are none of it.
JUNK = frozenset(
    """related relatedposts recommended recommendation recommendations recommend share shares sharing sharedaddy
    sharebar social socialmedia nav navi navbar navigation menu submenu breadcrumb breadcrumbs crumbs footer foot
    sidebar widget widgets widgetarea newsletter subscribe subscription signup paywall teaser teasers promo promotion
    promoted sponsor sponsored sponsors advert adverts advertisement advertising anzeige anzeigen werbung ads ad
    adsense adunit banner cookie cookies consent gdpr popup modal overlay lightbox tooltip outbrain taboola plista
    ligatus author authors autor autoren bio byline dateline meta metadata postmeta postinfo tags taglist tagcloud
    keywords categories caption credit credits copyright print tools toolbar toolbox login search searchform
    pagination pager pagenav prev previous next mostread popular trending meistgelesen latest recent readmore weitere
    also similar yarpp rating ratings vote votes poll disclaimer imprint hidden visually
    visuallyhidden sr toc thumbs thumbnails carousel playlist download downloads shop affiliate price masthead topbar
    language langs feedback survey cta contact kontakt linkbox buttons button btn notice notification error warning
    editsection noprint navbox reference references catlinks addtoany addthis heateor mashsb shariff essb ssba wpulike
    likes views printfriendly mailchimp optin teilen""".split()
)
ARTICLE = re.compile(r"(?:^|[\s-])(?:article-?body|story-?body|entry-?content|post-?content|post-?body|article-?content|article-?text|prop-article-body|artikel-?text|article__body|content-?body|main-?content|body-?text|body-?copy|single-?content|td-post-content|news-?text|artikel|post-entry|post-text|post)(?=$|[\s-])")

# ------------------------------------------------------------------------------------- around the comments

_COMMENTS = (
    r"(?:reader |user |public )?(?:comments?|responses?|replies|thoughts?|opinions|reactions?|talkbacks?|posts in this discussion)|(?:leser|nutzer)?-?kommentare?n?|leserbriefe?|meinungen?|antworten"
    r"|commentaires?|réactions?|avis|comentarios?|coment[áa]rios?|respuestas|commenti|commento|reacties?|kommentarer?|kommenttia?|komentarz[ey]?|komentář[eůi]?|yorum(?:lar)?"
    r"|комментари(?:й|я|ев)|件のコメント|コメント|评论|評論|댓글"
)
#: ``12 Kommentare``, ``Commentaires (3)``, ``コメント(4)``.
COUNT = re.compile(
    rf"(?i)^\W{{0,10}}(?:show |view |read |see |all |alle |zeige |voir (?:les )?|ver (?:los )?|join the )?(?:all )?\(?(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}})\)?\s?(?:{_COMMENTS})(?:\W.{{0,60}})?$"
    rf"|(?:^|[\s\w]{{0,20}})(?:{_COMMENTS}|discussion|diskussion|conversation|comments on this story)\s?[:：]?\s?[(\[（]?\s?(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}})\s?[)\]）]?\W{{0,5}}$"
)
#: The page says that nobody has written, or that nobody may.
NOTICE = re.compile(
    r"(?i)(?:noch )?keine (?:kommentare|leserkommentare|beiträge|meinungen|antworten)|(?:sei|seien sie) der erste|schreiben? (?:sie )?den ersten kommentar|aucun commentaire|pas (?:encore )?de commentaire"
    r"|soyez le premier|(?:no hay|sin|aún no hay|todavía no hay) comentarios|sé el primero|nessun commento|(?:nenhum|sem|ainda não há) coment[áa]rio|seja o primeiro|(?:nog )?geen reacties|wees de eerste"
    r"|ei (?:vielä )?kommentteja|ingen kommentarer|inga kommentarer|brak komentarzy|henüz yorum|コメントは(?:まだ)?ありません|まだコメント|暂无评论|no comments? yet|be the first to comment|no responses yet|0 comments?$"
    r"|комментариев (?:пока )?нет|нет комментариев|kommentare sind geschlossen|comments are closed|commentaires sont fermés|comentarios (?:están )?cerrados"
)
#: Lines of the form for a new comment, besides those of text pages.
FORM_TEXT = re.compile(
    r"(?i)^(?:schreibe? einen kommentar|kommentar (?:schreiben|verfassen|hinterlassen)|kommentieren|antwort(?:en)? (?:abbrechen|hinterlassen)|laisser un commentaire|deja (?:un|una) (?:comentario|respuesta)"
    r"|lascia un commento|deixe (?:um|seu) coment|plaats een reactie|geef een reactie|bitte (?:melde?n?|loggen?)|anmelden|registrieren|einloggen|login|log in|sign in|you must be logged|\W*antworten\W*$|kommentar$|comment$|\(?\d+\)?$)"
)
SAYS_DEPTH = re.compile(r"(?i)(?:depth|level|indent|nesting)[-_]?(?:level[-_]?)?(?:=[\"']?)?(\d{1,2})\b")
PLACE_NAMES = re.compile(r"(?:^|[\s-])(?:comments|commentlist|kommentare|commentaires|comentarios|reacties|comments?-(?:area|section|list|container|app|root|wrapper|thread))(?=$|[\s-])")
#: Services that bring comments by script, by the names of the elements that they fill …
SERVICE = re.compile(
    r"(?:^|(?<=\s))(?:disqus-?thread|disqusthread|dsq-.{1,20}|fb-comments|coral-(?:talk-stream|thread|container)[a-z-]*|livefyre[a-z-]*|hyvor-talk[a-z-]*|commento|isso-thread|giscus|utterances"
    r"|spot-?im[a-z-]*|openweb[a-z-]*|viafoura[a-z-]*|vf-comments[a-z-]*|vuukle[a-z-]*|remark42|graph-?comment|hypercomments[a-z-]*|mc-container|idc-container[a-z-]*|cusdis[a-z-]*|waline|gitalk[a-z-]*"
    r"|fast-?comments[a-z-]*|muut|realtimecomments|echochamber|[a-z-]*comments?-plugin|cmp-comments-[a-z-]*|kdiscuss|box-disqus)(?=$|\s)"
)
#: … and by their addresses.
SERVICE_ADDRESS = re.compile(
    r"(?i)disqus\.com|facebook\.com/plugins/(?:comments|feedback)|coral(?:project)?\.[a-z]|livefyre\.com|hyvor\.com|commento\.io|giscus\.app|utteranc\.es|spot\.im|openweb\.com|viafoura\.[a-z]|vuukle\.com"
    r"|intensedebate\.com|fastcomments\.com|cackle\.me|hypercomments\.com|graphcomment\.com|cusdis\.com"
)
PUBLISHED_META = re.compile(r"article:published_time|date|dc\.date(?:\.issued|\.created)?|dcterms\.(?:date|created|issued)|datepublished|og:published_time|publish-?date|pubdate|parsely-pub-date|sailthru\.date|last-?modified-never")
HEADLINE = re.compile(r"(?:^|[\s-])(?:headline|entry-title|post-title|article-title|story-title|piece-title|prop-headline|titel|titre|title)(?=$|\s)")
SITE_NAME = re.compile(r"(?:^|[\s-])(?:site-title|site-name|blog-title|logo|brand|widget-title)(?=$|\s)")
