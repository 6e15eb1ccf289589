"""HTML."""
from __future__ import annotations
from dataclasses import dataclass
from stance.pages.html_parser import parse_html
from stance.pages.html_comments import find_comment_elements
from stance.pages.html_units import read_unit
from stance.pages.html_article import find_article

def quick(text):
    m = parse_html(text)
    f = find_comment_elements(m)
    units = f.units
    out = []
    for i, e in enumerate(units):
        r = [x for x in units[i+1:] if e.holds(x)]
        out.append(read_unit(m, e, r))
    best, art = find_article(m, [*units, *f.places], m.title)
    return "\n".join(art), ["\n".join((*c.quoted, *c.paragraphs)) for c in out]
