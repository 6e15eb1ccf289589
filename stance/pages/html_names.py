"""What an element is by its names: a comment, the place where comments stand, a part of one, or none of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from stance.pages import html_vocabulary as v

__all__ = ["Role", "identity", "is_junk", "of_other_pages", "role_of", "shape_of"]

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
    bare = v.NUMBER.sub("", name)
    found = v.COMMENT.search(bare)
    if not found or v.STATE_BEFORE.search(bare[: found.start()]):
        return None
    behind = bare[found.end() :].strip("-")
    if v.PLACE_WORD.fullmatch(found[0]):
        return "place" if v.PLACE_AFTER.match(behind) else None
    if not behind or v.UNIT_AFTER.match(behind):
        return "unit"
    if v.PLACE_AFTER.match(behind):
        return "place"
    return "part" if v.PART_AFTER.search(behind) else "place"


def identity(names: str) -> str | None:
    """Return the number of the comment in an element's names."""
    for name in names.split():
        if role_of_name(name) == "unit" and (number := v.NUMBER.search(name)):
            return number[0].strip("-")
    return None


@_remembered
def kind_of(names: str) -> str:
    """Return the names that say that an element is a comment, without numbers."""
    return " ".join(sorted({v.NUMBER.sub("", name) for name in names.split() if role_of_name(name) == "unit"}))


@_remembered
def shape_of(names: str) -> str:
    """Return the names without numbers and without what tells one of a list from the next (odd, first, depth-2)."""
    bare = {v.NUMBER.sub("", name) for name in names.split() if "--" not in name}
    return " ".join(sorted(name for name in bare if name and not v.MODIFIER.fullmatch(name)))


@_remembered
def of_other_pages(names: str) -> bool:
    """Tell whether names speak of comments on other pages (a list of the latest ones)."""
    return v.OTHER_PAGES.search(names) is not None


@_remembered
def is_junk(names: str) -> bool:
    """Tell whether names speak of what stands around an article and inside of it and is none of it."""
    return not v.JUNK.isdisjoint(names.replace(" ", "-").split("-")) and not v.ARTICLE.search(names)


@_remembered
def names_a_sign(names: str) -> bool:
    """Tell whether names speak of an author or of a time."""
    return v.TIME.search(names) is not None or any(pattern.search(names) for pattern in v.AUTHOR)
