"""What a page says about itself for machines: JSON-LD (schema.org) comments, dates, titles and counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from stance.pages.entities import unescaped

__all__ = ["DataComment", "PageData", "read_data_blocks"]

#: A larger block, or one with more values, is no description of a page.
_LARGEST_BLOCK, _MOST_VALUES = 5_000_000, 200_000
_COMMENT_TYPES = {"Comment", "UserComments", "CorrectionComment"}
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|WebPage|Recipe|CreativeWork|Question)$")
_TAG = re.compile(r"<[^<>]{0,500}>")
#: Control characters, but for line ends, and halves of characters, which JSON can write and no page can show.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DataComment:
    """One comment of a data block; ``parent`` is the place in the list of the one it answers."""

    page_id: str | None
    author: str | None
    time_raw: str | None
    paragraphs: tuple[str, ...]
    parent: int | None
    votes_up: int | None
    votes_down: int | None


@dataclass(slots=True)
class PageData:
    """What the data blocks of a page say, ``None`` where they do not."""

    published: str | None = None
    headline: str | None = None
    body: str | None = None
    declared: int | None = None
    comments: list[DataComment] = field(default_factory=list)


def read_data_blocks(blocks: Sequence[str]) -> PageData:
    """Read the JSON-LD blocks of a page; what is no JSON is passed over."""
    data = PageData()
    for block in blocks:
        if len(block) > _LARGEST_BLOCK or sum(map(block.count, ",[{")) > _MOST_VALUES:
            continue
        try:
            value = json.loads(block.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        _read(value, data)
    return data


def _read(value: Any, data: PageData) -> None:
    """Walk a block with an explicit stack; comments are listed in the order in which they stand."""
    stack: list[tuple[Any, int | None]] = [(value, None)]
    seen = 0
    while stack and seen < _MOST_VALUES:
        seen += 1
        node, parent = stack.pop()
        if isinstance(node, list):
            stack += [(item, parent) for item in reversed(node)]
        elif isinstance(node, dict):
            if _types(node) & _COMMENT_TYPES and (comment := _comment(node, parent)):
                data.comments.append(comment)
                parent = len(data.comments) - 1
            elif any(_ARTICLE_TYPES.search(kind) for kind in _types(node)):
                _describe(node, data)
            stack += [(item, parent) for item in reversed(list(node.values())) if isinstance(item, dict | list)]


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)}


def _describe(node: dict[str, Any], data: PageData) -> None:
    data.published = data.published or _string(node, "datePublished", "dateCreated")
    data.headline = data.headline or _string(node, "headline")
    data.body = data.body or _string(node, "articleBody")
    if data.declared is None:
        data.declared = _number(node, "commentCount")


def _comment(node: dict[str, Any], parent: int | None) -> DataComment | None:
    text = _string(node, "text", "commentText", "description")
    if not text:
        return None
    author = next(iter(_names(node.get("author", node.get("creator")))), None)
    return DataComment(
        page_id=_string(node, "@id", "url", "identifier"),
        author=author,
        time_raw=_string(node, "dateCreated", "datePublished", "commentTime"),
        paragraphs=tuple(paragraphs_of(text)),
        parent=parent,
        votes_up=_number(node, "upvoteCount"),
        votes_down=_number(node, "downvoteCount"),
    )


def paragraphs_of(text: str) -> list[str]:
    """Divide the text of a value, which may have tags in it, into paragraphs."""
    text = re.sub(r"(?i)<(?:br|/?p|/?div|/?li)\b[^<>]{0,200}>", "\n", text)
    return [line for part in unescaped(_TAG.sub("", text)).split("\n") if (line := " ".join(part.split()))]


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and (shown := " ".join(_NO_TEXT.sub("", name).split())):
            yield shown


def _string(node: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = node.get(name)
        if isinstance(value, str) and (text := _NO_TEXT.sub("", value).strip()):
            return text
    return None


def _number(node: dict[str, Any], name: str) -> int | None:
    value = node.get(name)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else None
