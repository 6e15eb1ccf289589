"""What a comment quotes, by its elements, and the comment that it says it is from."""

from __future__ import annotations

from collections.abc import Sequence

from stance.pages import comment_vocabulary as v
from stance.pages.html_bylines import is_small
from stance.pages.html_series import outermost
from stance.pages.markup import Element, Markup

__all__ = ["find_quotes", "is_own_text", "is_quote", "quoted_lines", "quoted_number"]

#: The line above a quote is no longer.
_LONGEST_ATTRIBUTION = 100


def find_quotes(own: Sequence[Element], text: Element | None) -> list[Element]:
    """Return the elements inside of a comment's text, or of the comment, that are quotes."""
    return outermost(e for e in own if is_quote(e) and (text is None or (text.holds(e) and e is not text)))


def quoted_lines(markup: Markup, quote: Element) -> list[str]:
    """Return the lines of a quote, without who said it and the button for the rest, unless nothing else is there."""
    around = (e for e in markup.inside(quote) if not v.AROUND_QUOTE.isdisjoint(e.names.words) or e.tag == "cite")
    holes = [e for e in outermost(around) if is_small(markup, e, _LONGEST_ATTRIBUTION)]
    return markup.paragraphs(quote, holes) or markup.paragraphs(quote)


def quoted_number(quote: Element) -> str | None:
    """Return the number of the comment from which a quote is, where its element says so."""
    known = quote.attributes if "data-" in quote.written else {}
    source = next((known[name] for name in v.QUOTED_DATA if name in known), None)
    number = v.LAST_NUMBER.search(source) if source else None
    return number[0] if number else None


def is_quote(element: Element) -> bool:
    """Tell whether an element is a quote by its tag or its names."""
    return element.tag == "blockquote" or v.QUOTE.search(element.names.text) is not None


def is_own_text(element: Element) -> bool:
    """Tell whether a ``<blockquote>`` is called the text of the comment, as in some forums."""
    return element.names.is_text and v.QUOTE.search(element.names.text) is None
