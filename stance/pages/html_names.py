"""What an element is by its names: a comment, the place where comments stand, a part of one, or none of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from stance.pages import comment_vocabulary as c
from stance.pages import html_vocabulary as v

__all__ = ["Role", "identity", "is_caption", "is_junk", "is_never_article", "of_other_pages", "kind_of", "names_a_sign", "names_an_author", "role_of"]

Role = Literal["unit", "place", "part"]

#: Pages repeat few names many times; what they mean is worked out once.
_remembered = lru_cache(maxsize=8192)


@_remembered
def role_of(names: str) -> Role | None:
    """Tell what an element is by its names; of several the one that says most counts."""
    roles = {role_of_name(name) for name in names.split()}
    for role in ("unit", "place", "part"):
        if role in roles:
            return role
    return None


@_remembered
def role_of_name(name: str) -> Role | None:
    """Tell what one name says.

    >>> role_of_name("comment-812"), role_of_name("comments"), role_of_name("comment-author")
    ('unit', 'place', 'part')
    >>> role_of_name("no-comments") is None, role_of_name("commentary") is None
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


def identity(names: str) -> str | None:
    """Return the number of the comment in an element's names."""
    for name in names.split():
        if role_of_name(name) == "unit" and (number := c.NUMBER.search(name)):
            return number[0].strip("-")
    return None


@_remembered
def kind_of(names: str) -> str:
    """Return the names that say that an element is a comment, without numbers."""
    return " ".join(sorted({c.NUMBER.sub("", name) for name in names.split() if role_of_name(name) == "unit"}))


@_remembered
def of_other_pages(names: str) -> bool:
    """Tell whether names speak of comments on other pages (a list of the latest ones)."""
    return c.OTHER_PAGES.search(names) is not None


@_remembered
def is_junk(names: str) -> bool:
    """Tell whether names speak of what stands around an article and inside of it and is none of it."""
    return not v.JUNK.isdisjoint(names.replace(" ", "-").split("-")) and not v.ARTICLE.search(names)


@_remembered
def is_never_article(names: str) -> bool:
    """Tell whether names speak of questions about cookies and the like."""
    return not v.NEVER_ARTICLE.isdisjoint(names.replace(" ", "-").split("-"))


@_remembered
def is_caption(names: str) -> bool:
    """Tell whether names speak of a picture."""
    return not v.CAPTION.isdisjoint(names.replace(" ", "-").split("-"))


@_remembered
def names_an_author(names: str) -> bool:
    """Tell whether names speak of an author."""
    return any(pattern.search(names) for pattern in c.AUTHOR)


@_remembered
def names_a_sign(names: str) -> bool:
    """Tell whether names speak of an author or of a time."""
    return names_an_author(names) or c.TIME.search(names) is not None
