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
