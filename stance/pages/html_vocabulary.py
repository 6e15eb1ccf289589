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

#: Attributes that say what an element is, besides ``itemprop`` and ``itemtype``.
NAMING_ATTRIBUTES = ("class", "id", "data-testid", "data-qa", "data-component", "rel")
CAPITAL_INSIDE = re.compile(r"([a-z0-9])([A-Z])")

#: The word for a comment inside of a name, in the languages whose sites name their elements in their own words.
#: ``commentary`` and ``commentator`` are the article's.
COMMENT = re.compile(
    r"(?i)comm?ent(?!ar(?:y|ies)\b|at)|kommentar|komment|leserbrief|leserstimme|coment[aá]rio|reacti(?:e|on)|yorum"
    r"|discussi|disqus|dsq-|ufi|livefyre|fyre|commento|feedback-item|guestbook|replies|respond|responses"
    r"|コメント|评论|評論|留言|댓글|комментар|koment"
)
#: A name that is no comment although it has the word: counts, links, forms, states of a page, lists of other pages'.
_STATES = (
    "no|nocomments?|has|with|without|recent|latest|neueste|letzte|derniers?|ultimos|last|most|top|add|write|post|new|"
    "load|show|hide|view|open|close|closed|cancel|num|allow|disable|enable|goto|jump|skip|icon|icons|fa|btn|button|"
    "link|edit|delete|report|input|toggle|count|counter|submit|send|modal|popup|tooltip|toolbar|screen|category|tag|"
    "cat|post-type|wp-block-latest|dashicons|glyphicon|placeholder|template|dummy|spinner|loading|error"
)
STATE_BEFORE = re.compile(rf"(?:^|-)(?:{_STATES})-?$")
#: What stands behind the word in the name of a part of a comment …
PART_AFTER = re.compile(
    r"author|avatar|user|meta|head|title|foot|body|content|text|txt|copy|message|msg|inner|info|date|time|stamp|form"
    r"|field|reply|respond|link|url|count|num|total|button|btn|action|tool|control|menu|vote|rating|score|like|icon"
    r"|nav|pag|policy|note|notice|notif|input|subscri|edit|date|flag|report|share|legal|rule|login|more|sort|toggle"
    r"|image|picture|photo|name|by|awaiting|moderat|status|open|closed|enabled|disabled|error|placeholder|spinner"
)
#: … of one comment among others …
UNIT_AFTER = re.compile(r"^(?:s?-?(?:item|entry|node|row|card|single|element|post|article|record|unit|main-level))\b")
#: … and of the place where they stand.
PLACE_AFTER = re.compile(
    r"^(?:s|e|er|es|i|os|lar)?-?(?:list|area|section|thread|holder|wrap|wrapper|container|block|box|module|stream|feed"
    r"|replies|children|root|main|outer|panel|tab|group|plugin|embed|app|content|inner|body)?s?$"
)
