"""What an element is by its names: a comment, the place where comments stand, a part of one, or none of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from stance.pages import comment_vocabulary as c
from stance.pages import html_vocabulary as v

__all__ = ["NO_NAMES", "Names", "Role", "names_in", "role_of"]

Role = Literal["unit", "place", "part"]

#: Pages repeat few names many times; what they mean is worked out once.
_REMEMBERED = 8192

_NAMING = re.compile(
    r"""[\s"'](class|id|rel|role|itemprop|itemtype|data-(?:testid|qa|role)|CLASS|ID)"""
    r"""=(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_CAPITAL_INSIDE = re.compile(r"([a-z0-9])([A-Z])")


_TELLING = (
    v.JUNK | v.NEVER_ARTICLE | v.CAPTION | v.TEASER | v.TITLE_WORDS | c.LIST_WORDS | c.SERVICE_WORDS | c.FORM_WORDS
)


class Names:
    """The names of an element: classes, id, role, place in a data vocabulary, an own tag.

    In lower case, the words of a name joined by hyphens whatever the page's habit: ``commentAuthor`` and
    ``comment__author`` are ``comment-author``, ``itemprop="text"`` is ``prop-text``.

    Attributes
    ----------
    text : str
        All names, separated by spaces.
    role : {"unit", "place", "part"} or None
        What the names say about comments.
    is_junk : bool
        They speak of what stands around an article and inside of it and is none of it.
    is_never_article : bool
        They speak of questions about cookies and the like.
    is_caption : bool
        They speak of a picture.
    is_teaser : bool
        They speak of another story in short, or of the article's first lines.
    of_other_pages : bool
        They speak of a list of comments on other pages.
    may_be_form : bool
        They have a word of forms or dialogs.
    """

    __slots__ = (
        "_telling",
        "is_caption",
        "is_junk",
        "is_never_article",
        "is_teaser",
        "may_be_form",
        "of_other_pages",
        "role",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.role: Role | None = _strongest(text) if any(map(text.__contains__, c.STEMS)) else None
        self.is_junk = self.is_never_article = self.is_caption = self.is_teaser = self.of_other_pages = False
        self.may_be_form = False
        self._telling = _TELLING.intersection(text.replace(" ", "-").split("-"))
        if self._telling:
            self.is_junk = self._tells(v.JUNK) and not v.ARTICLE.search(text)
            self.is_never_article = self._tells(v.NEVER_ARTICLE)
            self.is_caption = self._tells(v.CAPTION)
            self.is_teaser = self._tells(v.TEASER)
            self.may_be_form = self._tells(c.FORM_WORDS)
            self.of_other_pages = self._tells(c.LIST_WORDS) and c.OTHER_PAGES.search(text) is not None

    def __repr__(self) -> str:
        return repr(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def _tells(self, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self._telling)

    @property
    def words(self) -> frozenset[str]:
        """The words of the names, each once."""
        return frozenset(self.text.replace(" ", "-").split("-"))

    @property
    def is_headline(self) -> bool:
        """Whether the names speak of a title."""
        return self._tells(v.TITLE_WORDS) and v.HEADLINE.search(self.text) is not None

    @property
    def service(self) -> str | None:
        """The service that would fill the element by a script."""
        found = c.SERVICE.search(self.text) if self._tells(c.SERVICE_WORDS) else None
        return found[0] if found else None

    @property
    def is_author(self) -> bool:
        """Whether the names speak of an author."""
        return _is_author(self.text)

    @property
    def is_time(self) -> bool:
        """Whether the names speak of a time."""
        return _is_time(self.text)

    @property
    def is_text(self) -> bool:
        """Whether the names speak of the text of a comment or message."""
        return _is_text(self.text)

    @property
    def is_form(self) -> bool:
        """Whether the names speak of the form for a new comment."""
        return c.FORM.search(self.text) is not None

    @property
    def number(self) -> str | None:
        """The number of the comment."""
        numbers = (c.NUMBER.search(name) for name in self.text.split() if role_of(name) == "unit")
        return next((number[0].strip("-") for number in numbers if number), None)

    @property
    def kind(self) -> str:
        """The names that say that an element is a comment, without numbers."""
        return " ".join(sorted({c.NUMBER.sub("", name) for name in self.text.split() if role_of(name) == "unit"}))


@lru_cache(maxsize=_REMEMBERED)
def _is_author(text: str) -> bool:
    return any(pattern.search(text) for pattern in c.AUTHOR)


@lru_cache(maxsize=_REMEMBERED)
def _is_text(text: str) -> bool:
    return any(c.TEXT.search(name) and c.NO_READERS_TEXT.isdisjoint(name.split("-")) for name in text.split())


@lru_cache(maxsize=_REMEMBERED)
def _is_time(text: str) -> bool:
    return c.TIME.search(text) is not None


#: Of an element without names.
NO_NAMES = Names("")


@lru_cache(maxsize=_REMEMBERED)
def names_in(written: str, own_tag: str) -> Names:
    """Read the names of an element from its attributes as they are written, and from its tag if it is its own."""
    found = _NAMING.findall(written)
    if own_tag:
        found.append(("tag", own_tag, "", ""))
    return _names(found) if found else NO_NAMES


def _names(found: list[tuple[str, ...]]) -> Names:
    text = " ".join([_named(*parts) if parts[0][:2] == "it" else parts[1] or parts[2] or parts[3] for parts in found])
    if not text.islower():
        text = _CAPITAL_INSIDE.sub(r"\1-\2", text).lower()
    if "_" in text:
        text = text.replace("__", "-").replace("_", "-")
    return _known(" ".join(text.split()))


#: Elements with other addresses have the same names.
_known = lru_cache(maxsize=_REMEMBERED)(Names)


def _named(name: str, *values: str) -> str:
    """Mark what is said in a data vocabulary: ``itemprop="text"`` and ``itemtype="https://schema.org/Comment"``."""
    value = values[0] or values[1] or values[2]
    if name == "itemtype":
        return f"type-{value.rstrip('/').rpartition('/')[2]}"
    return f"prop-{value}" if value else ""


def _strongest(text: str) -> Role | None:
    """Return the role that says most of those of several names."""
    roles = {role_of(name) for name in text.split()}
    return next((role for role in ("unit", "place", "part") if role in roles), None)


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
    if c.ARTICLE_AFTER.search(behind):
        return None
    if c.PLACE_WORD.fullmatch(found[0]):
        return "place" if c.PLACE_AFTER.match(behind) else None
    if not behind or c.UNIT_AFTER.match(behind):
        return "unit"
    if c.PLACE_AFTER.match(behind):
        return "place"
    return "part" if c.PART_AFTER.search(behind) else "place"
