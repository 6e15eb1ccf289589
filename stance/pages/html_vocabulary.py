"""Tags by what they do, and names of elements by what they say about the article; no logic."""

from __future__ import annotations

import re

# ------------------------------------------------------------------------------------------------- tags

#: Tags that stand inside of a line. Every other tag begins a new block, unknown ones too: sites give their own
#: elements (``<user-comment>``) to blocks.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output q rb rp
    rt ruby s samp slot small span strike strong sub sup time tt u var wbr input link meta source track param base
    area col embed faceplate-timeago faceplate-number relative-time time-ago""".split()
)
#: Tags that tell nothing that their text does not, unless they have a name.
MERE_STYLE = frozenset("b big em font i s small strike strong sub sup tt u".split())
#: Tags without content. ``head`` is passed over with them: its texts (title, scripts) are read apart.
VOID = frozenset("area base br col embed head hr img input link meta param source track wbr".split())
#: Elements whose content is no text of the page (a pattern).
NO_TEXT = "script|style|textarea|title|svg|math|select|object|audio|video|canvas|datalist|xmp|noembed|noframes"
#: Tags that a page has once; a second one is passed over, and so are their end tags, since text goes on behind them.
ONCE = frozenset(("html", "body"))

_CELLS = ("td", "th", "caption")
_BARRIERS = ("table", *_CELLS, "template", "object", "button")
_PARAGRAPH_ENDS = """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul""".split()
#: Elements that a start tag closes …
CLOSED_BY_START: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PARAGRAPH_ENDS, ("p",)),
    "li": ("li",),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    "tr": ("tr",),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ("thead", "tbody", "tfoot")),
    "a": ("a",),
}
#: … and those that it does not reach through.
BARRIERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("a", *_PARAGRAPH_ENDS), _BARRIERS),
    "li": ("ul", "ol", "menu", *_BARRIERS),
    **dict.fromkeys(("dt", "dd"), ("dl", *_BARRIERS)),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot"), ("table",)),
}
#: What the end tag of a block does not reach through; those of tables reach through their cells, and that of a
#: list's item only to its list.
BLOCK_END = _BARRIERS
OWN_END: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("table", "tbody", "thead", "tfoot", "tr", *_CELLS), ("table",)),
    "li": ("ul", "ol", "menu", *_BARRIERS),
}
#: Marks without width that lines begin and end with.
MARKS = " \u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"

# ------------------------------------------------------------------------------------------- the article

#: Elements whose text is not the article's, unless much of the page's text stands in them (pages in one form).
NO_ARTICLE = frozenset(
    """nav aside button dialog menu figcaption label textarea footer form address template iframe noscript""".split()
)
LISTS = frozenset("ul ol".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: Elements that hold others of every kind, whatever they are called.
FRAMES = frozenset("html body main article".split())
#: Words in the names of elements that are never the article, however much text they have: questions about cookies.
NEVER_ARTICLE = frozenset(
    """cookie cookies cookiebot cookiebanner consent gdpr dsgvo borlabs usercentrics onetrust didomi cmp popup modal
    overlay lightbox offcanvas""".split()
)
#: Words in the names of elements that stand around the article and inside of it and are none of it.
JUNK = frozenset(
    """related relatedposts recommended recommendation recommendations recommend share shares sharing sharedaddy
    sharebar social socialmedia nav navi navbar navigation menu submenu breadcrumb breadcrumbs crumbs brotkrumen
    footer sidebar widget widgets widgetarea newsletter subscribe subscription signup paywall promo promotion
    promoted sponsor sponsored sponsors advert adverts advertisement advertising anzeige anzeigen werbung ads ad
    adsense adunit banner tooltip outbrain taboola plista ligatus author authors autor autoren autorzeile auteur
    bio byline dateline meta metadata postmeta postinfo tags taglist tagcloud keywords categories copyright
    kicker dachzeile spitzmarke eyebrow print tools toolbar toolbox login search searchform pagination pager
    pagenav prev previous next mostread popular trending meistgelesen latest recent readmore weitere also
    similar yarpp rating ratings vote votes poll disclaimer imprint sr toc thumbs thumbnails carousel playlist
    download downloads shop affiliate masthead topbar language langs feedback survey cta contact kontakt linkbox
    buttons button btn notice notification error warning editsection noprint navbox foot pied fusszeile catlinks
    addtoany addthis heateor mashsb shariff essb ssba wpulike likes views printfriendly mailchimp optin abo
    abowerbung relatedlinks teilen""".split()
)
#: Words in the names of short elements beside a picture.
CAPTION = frozenset(
    """photo foto photos bild picture image img figure illustration cap caption legende bildunterschrift credit credits
    overline""".split()
)
TEASER = frozenset("teaser teasers".split())
#: A line that says who wrote the article.
BYLINE = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|BY|VON|PAR|POR|Text:|Autor:|Author:)\s[^\W\d_a-z]")
#: Begins a caption, and stands in a line about rights.
CAPTION_LINE = re.compile(
    r"(?i)(?:abbildung|abb\.|fotos?|bild|bildquelle|photos?|image|figure|quelle|source|crédits?|credits?)\s?:"
)
#: Names of elements that hold the article, whatever else they say.
ARTICLE = re.compile(
    r"(?:^|[\s-])(?:(?:article|story|post|entry|content|news|artikel|main|body|single)-?(?:body|content|text|copy|inhalt)"
    r"|prop-article-body|elementor|td-post-content|artikel)(?=$|[\s-])"
)
#: Names of headings that are the article's title (one of the words is in each), and of those that are not.
TITLE_WORDS = frozenset("headline title heading".split())
HEADLINE = re.compile(
    r"(?:^|[\s-])(?:headline|prop-headline|(?:entry|post|article|story|piece|page|content|topic|thread)-?(?:title|headline|heading))"
    r"(?=$|\s)"
)
SITE_NAME = re.compile(r"(?:^|[\s-])(?:site-(?:title|name)|blog-title|logo|brand|widget-?title)(?=$|\s)")
#: The address of a site's first page.
HOME = re.compile(r"(?:https?:)?//[^/]+/?|/|\./|index\.html?")
#: Names of head elements that give the day of publication.
PUBLISHED_META = re.compile(
    r"article:published(?:_time)?|og:(?:article:)?published_time|date|dc\.date(?:\.issued|\.created)?"
    r"|dcterms\.(?:date|created|issued)|datepublished|publish-?date|pubdate|parsely-pub-date|sailthru\.date"
)
