"""What an element is by its names: a comment, the place where comments stand, a part of one, or none of it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Literal

from stance.pages import comment_vocabulary as c
from stance.pages import html_vocabulary as v

__all__ = ["NO_NAMES", "Names", "Role", "names_in", "role_of"]

Role = Literal["unit", "place", "part"]

#: Pages repeat few names many times; what they mean is worked out once.
_REMEMBERED = 8192

_NAMING = re.compile(
    r"(?i)(?:^|[\s\"'])(class|id|rel|role|itemprop|itemtype|data-testid|data-qa|data-role)"
    r"""=(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_CAPITAL_INSIDE = re.compile(r"([a-z0-9])([A-Z])")


class Names:
    """The names of an element: classes, id, role, place in a data vocabulary, an own tag.

    In lower case, the words of a name joined by hyphens whatever the page's habit: ``commentAuthor`` and
    ``comment__author`` are ``comment-author``, ``itemprop="text"`` is ``prop-text``.

    Attributes
    ----------
    text : str
        All names, separated by spaces.
    words : frozenset of str
    role : {"unit", "place", "part"} or None
        What the names say about comments.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(text.replace(" ", "-").split("-"))
        self.role: Role | None = None
        if any(stem in text for stem in c.STEMS):
            roles = {role_of(name) for name in text.split()}
            self.role = next((role for role in ("unit", "place", "part") if role in roles), None)
        self.is_junk = not v.JUNK.isdisjoint(self.words) and not v.ARTICLE.search(text)
        self.is_never_article = not v.NEVER_ARTICLE.isdisjoint(self.words)
        self.is_caption = not v.CAPTION.isdisjoint(self.words)
        self.is_headline = not v.TITLE_WORDS.isdisjoint(self.words) and v.HEADLINE.search(text) is not None
        self.of_other_pages = not c.LIST_WORDS.isdisjoint(self.words) and c.OTHER_PAGES.search(text) is not None

    def __repr__(self) -> str:
        return repr(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def is_author(self) -> bool:
        """Whether the names speak of an author."""
        return any(pattern.search(self.text) for pattern in c.AUTHOR)

    @cached_property
    def is_time(self) -> bool:
        """Whether the names speak of a time."""
        return c.TIME.search(self.text) is not None

    @cached_property
    def is_text(self) -> bool:
        """Whether the names speak of the text of a comment or message."""
        return c.TEXT.search(self.text) is not None

    @cached_property
    def is_form(self) -> bool:
        """Whether the names speak of the form for a new comment."""
        return c.FORM.search(self.text) is not None

    @cached_property
    def number(self) -> str | None:
        """The number of the comment."""
        numbers = (c.NUMBER.search(name) for name in self.text.split() if role_of(name) == "unit")
        return next((number[0].strip("-") for number in numbers if number), None)

    @cached_property
    def kind(self) -> str:
        """The names that say that an element is a comment, without numbers."""
        return " ".join(sorted({c.NUMBER.sub("", name) for name in self.text.split() if role_of(name) == "unit"}))


#: Of an element without names.
NO_NAMES = Names("")


def names_in(written: str, tag: str) -> Names:
    """Read the names of an element from its attributes as they are written, and from its tag if it is its own."""
    found = _NAMING.findall(written)
    if "-" in tag:
        found.append(("tag", tag, "", ""))
    return _names(tuple(found)) if found else NO_NAMES


def _named(name: str, value: str) -> str:
    if name == "itemtype":
        return "type-" + value.rstrip("/").rpartition("/")[2]
    return f"prop-{value}" if name == "itemprop" and value else value


@lru_cache(maxsize=_REMEMBERED)
def _names(found: tuple[tuple[str, ...], ...]) -> Names:
    joined = " ".join([_named(name.lower(), "".join(values)) for name, *values in found])
    text = _CAPITAL_INSIDE.sub(r"\1-\2", joined).replace("__", "-").replace("_", "-").lower()
    return Names(" ".join(text.split()))


@lru_cache(maxsize=_REMEMBERED)
def role_of(name: str) -> Role | None:
    """Tell what one name says about comments.

    >>> role_of("comment-812"), role_of("comments"), role_of("comment-author")
    ('unit', 'place', 'part')
    >>> role_of("no-comments") is None, role_of("commentary") is None
    (True, True)
    """
    bare = c.NUMBER.sub("", name)
    found = c.COMMENT.search(bare)
    if not found or c.STATE_BEFORE.search(bare[: found.start()]):
        return None
    behind = bare[found.end() :].strip("-")
    if c.PLACE_WORD.fullmatch(found[0]):
        return "place" if c.PLACE_AFTER.match(behind) else None
    if not behind or c.UNIT_AFTER.match(behind):
        return "unit"
    if c.PLACE_AFTER.match(behind):
        return "place"
    return "part" if c.PART_AFTER.search(behind) else "place"
