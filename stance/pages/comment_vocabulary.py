"""Names of elements by what they say about comments; no logic. Lines are read with the lists of text pages.

Names are in lower case with their words joined by hyphens (``Element.names``).
"""

from __future__ import annotations

import re

# ------------------------------------------------------------------------- comments and their places

#: The word for a comment inside of a name, in the languages whose sites name their elements in their own words.
#: ``commentary`` and ``commentator`` are the article's, ``most-commented`` is a list of other stories.
_WORD = (
    r"commentaire|kommentar|kommentti|komment(?!iert|ator)|komentar|koment|coment[aá]rio|comentari|commento|leserbrief|leserstimme"
    r"|reactie|yorum|talkback|cmt|cmnt|комментари|コメント|评论|評論|留言|댓글|comment(?!ar[iy]|at|ed)"
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
    r"(?:^|-)(?:no|has|with|without|recent|latest|neueste|letzte|last|most|top|add|rate|write|post|leave|publish|new|load|show|hide|view"
    r"|open|close|closed|cancel|num|allow|disable|enable|goto|jump|skip|icons?|fa|btn|button|link|edit|delete|report"
    r"|preview|prvw|audio|image|photo|picture|video|flag|denuncia|denunciar|signaler|melden"
    r"|toggle|counter?|submit|send|modal|popup|dialog|tooltip|toolbar|screen|wp-block-latest|dashicons|glyphicon|placeholder"
    r"|template|dummy|spinner|loading|error|form|respond-to|reply-to|login-to|bubble)-?$"
    r"|(?:^|-)(?:category|tag|cat|term|topic|post-type|type|input|social-input)-|--$"
)
#: What stands behind it in the names of an article's parts, where an opinion piece is called a comment.
ARTICLE_AFTER = re.compile(r"(?:^|-)(?:lead|lede|kicker|tagline|headline|standfirst|teaser)$")
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
#: Words in the names of such parts whose text is the page's own: rules, questions, notices.
PAGES_OWN = frozenset(
    """report reportbox form dialog modal policy rules rule legal notice notification guidelines login register
    subscribe moderation captcha hint help info loading error count counter""".split()
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
#: The name of a place for comments where messages stand in it, and of an interview where none do.
CONVERSATION = "conversation"
MESSAGE = re.compile(r"(?:^|[\s-])message(?=$|\s)")
PINGBACK = re.compile(r"(?:^|\s)(?:pingback|trackback)(?=$|\s)")
#: Comments of other pages, the frames of other pages among them; one of the words is in every such name.
LIST_WORDS = frozenset(
    """recent latest neueste letzte derniers ultimos ultimo dernier last most popular tab recentcomments latestcomments
    latestcontentcomments mostcommented embedded""".split()
)
_OTHERS = r"comments?|commented|kommentare?|commentaires?|comentarios?|commenti|posts"
OTHER_PAGES = re.compile(
    rf"(?:^|\s)(?:(?:widgets?|blocks?|views?|box|sidebar|module|[a-z]{{1,5}})-){{0,3}}(?:widget-?)?"
    rf"(?:recent|latest|neueste|letzte|derniers|ultimos|most)-?(?:content-?)?(?:{_OTHERS})(?=$|[\s-])"
    rf"|(?:^|\s)(?:(?:widget|block|view|sidebar)s?-){{1,3}}(?:last|ultimo|dernier)-?(?:{_OTHERS})(?=$|[\s-])"
    r"|(?:^|\s)(?:widget-?)?(?:comments?-recent|tab-comments|popular(?:-posts)?)(?=$|[\s-])"
    r"|(?:^|\s)wp-embedded-content(?=$|\s)"
)
#: Names of what a list of discussions shows of the last comment in each.
LAST_IN_EACH = re.compile(
    r"(?:last|latest|letzte[rs]?|dernier|ultimo)-?(?:comment|post|reply|message|beitrag|kommentar)"
    r"-?(?:by|date|time|at|user|author|info|label|title)(?=$|\s)"
)
FORM = re.compile(
    r"(?:^|[\s-])(?:comments?-?(?:form|respond)|respond|reply-?form|form-comment|kommentar-?formular)(?=$|[\s-])"
)
#: Words of which one is in the names of each form for comments and of each dialog.
FORM_WORDS = frozenset(
    """form respond commentform commentsform commentrespond commentsrespond replyform formular kommentarformular dialog
    modal popup mfp""".split()
)
#: Words in the names of forms that are for other things, whatever else they are called.
OTHER_FORMS = frozenset("contact kontakt contacto contatto newsletter search login register".split())
DIALOG = re.compile(
    r"(?:^|\s)(?!\S{0,20}\bno-)(?:dialog|(?:[a-z-]{1,20}-)?(?:modal|dialog|popup|popup-block)|mfp-hide"
    r"|modal-(?:body|box|container|content|inner|window|wrapper))(?=$|\s)"
)
#: Names of boxes around a form and its introduction.
FORM_BOX = re.compile(rf"(?:^|\s)(?:add|leave|new|send|submit|write)-(?:an?-|your-)?(?:{_WORD})(?=$|\s|-)")
#: A place for comments that is empty in the file.
PLACE_NAME = re.compile(
    r"(?:^|\s)(?:(?:[a-z]{1,20}-){0,3}(?:comments?|kommentare|commentaires|comentarios|reacties)"
    r"-?(?:list|area|section|container|app|root|wrapper|thread)?|commentlist)(?=$|\s)"
)

# ------------------------------------------------------------------------------- parts of a comment


def _last(*names: str) -> re.Pattern[str]:
    """Match names that end with one of the alternatives."""
    return re.compile(rf"(?:^|[\s-])(?:{'|'.join(names)})(?=$|[\s-]*\d*(?:\s|$))")


_A_COMMENT = rf"[a-z]*(?:{_WORD})s?-?"
#: The author: the first pattern that is found counts.
AUTHOR = (
    _last("reviewer"),  # in a review's vocabulary ("hReview") the name "fn" may be that of the thing reviewed
    _last("fn", "nickname"),
    _last(
        r"(?:author|actor|(?:big)?user|screen|display|nick|poster)-?name|nick|comment[eo]r(?:-name|-info)?|prop-name",
        rf"{_A_COMMENT}(?:user|name|autor|author-name|who|nick)|forum-qui",
    ),
    _last(
        r"author|verfasser|autor|auteur|autore|byline|poster|user|name|profile-link|prop-author|prop-creator",
        r"(?:usuario|nombre|user)-(?:nombre|usuario|name)|nombre|pseudo|(?:be)?nutzername|gebruikersnaam|nome-utente",
        rf"{_A_COMMENT}(?:author|auteur|by)",
    ),
)
TIME = _last(
    r"date|time|timestamp|datetime|published|datum|zeit|fecha|data|age|posted|posted-on|ago|permalink|stamp|when",
    r"fecha-hora|date-heure|datum-zeit|datum-tijd|uhrzeit",
    r"prop-date-(?:created|published)|prop-comment-time",
    rf"{_A_COMMENT}(?:date|time|datum|zeit)",
)
TEXT = _last(
    rf"{_A_COMMENT}(?:text|content|message|copy|body|body-?text|texte|bericht|inhalt)",
    r"post-(?:message|body|content)|postcontent"
    r"|message-?body|message-?text|body-?text|text|texte|content|message|richtext|rich-?text-?json-root",
    r"prop-text|prop-comment-text|prop-description",
)
#: Names of the line in which a reader says what a comment is about.
SUBJECT = re.compile(r"(?:^|\s)(?:(?:comment-?)?subject|comment-?title)(?=$|\s)")
#: Words in the names of other texts: those of buttons, of badges.
NO_READERS_TEXT = frozenset("badge badges button btn share report flag vote votes like likes avatar tooltip".split())
#: Names of boxes around author and text, not of the text.
AUTHOR_BOX = re.compile(r"(?:^|[\s-])(?:author|user|avatar|vcard)(?=$|[\s-])")
QUOTE = re.compile(r"(?:^|[\s-])(?<!-to-)(?:quote|quoted|blockquote|citation|zitat|quote-?content)(?=$|\s)")
#: Words in the names of what stands around a quoted text: who said it, a button that shows the rest.
AROUND_QUOTE = frozenset("title header attribution author user username cite link expandlink".split())
#: Attributes of a quote with the number of the post that it is from: ``data-post="3"``, ``data-source="post: 3"``.
QUOTED_DATA = ("data-post", "data-source", "data-post-id", "data-comment-id", "data-quote-id")
LAST_NUMBER = re.compile(r"\d{1,12}$")
#: Words in the names of elements that show votes.
UP = frozenset(
    """up upvote upvotes like likes positive plus agree pro thumbsup reaction reactions recommend recommends
    respect""".split()
)
DOWN = frozenset("down downvote downvotes dislike dislikes negative minus disagree contra thumbsdown".split())
VOTES = frozenset("vote votes score points karma interaction interactions".split())
#: Words in the names of elements inside of a comment that hold none of the reader's words.
ASIDE = frozenset(
    """reply replies action actions act button buttons btn toolbar tools controls meta metadata avatar share report flag
    vote votes like likes rating foot footer fuss menu permalink says edit moderation options badge karma score details
    actor posted signature poster postprofile userinfo""".split()
)
#: Words in the names of what shows the rest of a long text, at its end.
SHOWS_REST = frozenset("expand expander collapse more readmore showmore seemore toggle".split())
#: The number of a comment on its page, in an element called so.
NUMBER_OF_COMMENT = re.compile(r"#?\d{1,6}[.:]?")
#: Beside a name: elements that say what its bearer is, or are buttons, by their tags or a word of their names.
BESIDE_NAME_TAGS = frozenset("button label a sup small".split())
BESIDE_NAME = frozenset(
    """badge badges label labels role roles button btn tag flair rank status type level usertype userrole pill chip
    reply share report flag follow permalink admin administrator moderator mod editor staff author op guest member
    subscriber supporter verified""".split()
)
#: Such words that are enough, whatever the element says: each site has ranks of its own.
ALWAYS_BADGE = frozenset("badge badges flair rank title usertitle userrank".split())
#: Parts of a name, whatever they say.
NAME_PARTS = frozenset("first last family given surname forename middle lastname firstname fn".split())
HIDDEN = re.compile(r"display: ?none")
ASIDE_TAGS = frozenset("button form textarea footer nav menu h1 h2 h3 h4 h5 h6 label template".split())
NO_COMMENT_TEXT = frozenset("a time button form footer header label".split())
NO_AUTHOR = frozenset("time form ul ol".split())
#: Attributes of a comment's element that say what it has, the usual ones first.
AUTHOR_DATA = ("data-author", "data-author-name", "data-username", "data-user-name", "data-name", "author")
TIME_DATA = ("data-date", "data-time", "data-datetime", "data-created", "data-created-at", "data-published")
VOTES_DATA = ("data-score", "data-votes", "data-likes", "data-points", "score")
ID_DATA = tuple(
    "data-comment-id data-commentid data-comment data-id data-cid data-post-id data-fullname thingid".split()
)
#: Those without "data-", which only elements have that are a page's own: ``<site-comment score="3">``.
OWN_DATA = frozenset("author score thingid".split())
#: A box of answers.
ANSWERS = re.compile(
    r"(?:^|[\s-])(?:repl(?:y|ies)|child(?:ren)?|nested|indent(?:ed|ation)?|sub-?(?:comments?|threads?|replies)"
    r"|threaded|descendants|antworten|respuestas|respostas|réponses|reponses|risposte|antwoorden)(?=$|[\s-])"
)
DEPTH = re.compile(r"(?i)(?:depth|level|indent|nesting)[-_]?(?:level[-_]?)?(?:=[\"']?)?(\d{1,2})\b")
#: Ids and permanent links of comments.
COMMENT_ID = re.compile(
    rf"(?i)(?:[a-z]{{1,12}}[-_])?(?:{_WORD}|c|post|msg|message|reply)[-_]?[0-9a-f-]{{0,60}}\d[0-9a-f-]*$"
)
#: Such an id is that of an article as well.
POST_ID = re.compile(r"(?i)(?:[a-z]{1,12}[-_])?(?:post|msg|message)[-_]?\d")
BEFORE_ID = re.compile(r"^(?:div|li|article)[-_](?=[a-z])")
PERMALINK = re.compile(rf"(?i)#((?:{_WORD}|c|post)[-_]?[0-9][0-9a-f-]{{0,60}})$")
NUMBER_SHOWN = re.compile(r"\(?([+−–-]?\d{1,3}(?:,\d{3})+|[+−–-]?\d{1,7})\)?(?:\s?(?:likes?|votes?|points?|upvotes?))?")

#: Of the link to an author's own page, as the commonest of all blog systems writes it.
AUTHOR_LINK = frozenset(("url", "nofollow"))
#: The address of a page about a reader.
PROFILE = re.compile(
    r"(?i)(?:^|/)(?:users?|profiles?|members?|people|u|social|profil|perfil|usuarios?)(?:/|\.php\?)[^/?#]{1,80}/?"
    r"(?:\?\w{1,20}=[\w-]{1,40})?$|/(?:users?|members?|benutzer)/profile?s?/[^/?#]{1,80}/[^/?#]{1,80}$"
    r"|[?&]action=profile\b"
)
#: Year, month, day and hour in ten digits; as seconds they would be times from 2030 on.
CALENDAR_HOUR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")
#: Seconds or milliseconds since 1970, in an attribute meant for a date.
EPOCH = re.compile(rf"(?!{CALENDAR_HOUR.pattern}$)[12]\d{{9}}(?:\d{{3}})?")
ISO_TIME = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
#: Words in the names of tabs.
TABS = frozenset("tab tabs".split())
#: Names of elements that show how many comments there are.
COUNT_NAME = re.compile(rf"(?:{_WORD})s?-?(?:no-)?(?:count|counter|number|num|total|badge)(?=$|\s)")

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
