"""Quoted text and the comment that a quote answers.

A line of a comment is quoted where it begins with ``>``, or where it repeats word for word a line, or a run of
whole sentences, of an earlier comment or of the article. Looked up in a table of lines and sentences, so the
cost is linear in the length of the page. A first line that no full stop ends may also be a part of a sentence; it is
looked for in the lines that were read last.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from stance.pages.cues import ends_like_a_sentence

__all__ = ["QuoteFinder"]

#: A shorter repeat is chance, not a quotation.
MIN_QUOTE_WORDS = 5

#: Between two sentences, in a text whose words stand one blank apart; a closing mark belongs to neither.
_SENTENCE_GAP = re.compile(r"([.!?…])[\"”'’)]? ")
_AROUND = " \"“”'‘’"
#: Part of a sentence is looked for in so many lines of so many characters.
_LINES_KEPT, _LENGTH_KEPT = 120, 1_000


class QuoteFinder:
    """Remembers what the page has said so far and recognises it when it is repeated.

    Parameters
    ----------
    article : sequence of str
        The article's paragraphs.
    """

    def __init__(self, article: Sequence[str] = ()) -> None:
        self._said: dict[str, str | None] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._lines: deque[tuple[str, str | None]] = deque(maxlen=_LINES_KEPT)
        for paragraph in article:
            self._remember(paragraph, None)

    def add(self, comment_id: str, text: str) -> None:
        """Remember a comment's own words under its id; the latest speaker of a sentence is the one quoted."""
        for line in text.splitlines():
            self._remember(line, comment_id)

    def split(self, body: Sequence[str]) -> tuple[list[str], list[str], str | None]:
        """Divide a comment's lines into own and quoted ones, and name the comment quoted.

        A comment that would be left without a word of its own keeps its text, unless the quote is marked.

        Returns
        -------
        own, quoted : list of str
        reply_to : str or None
            Id of the earlier comment that the first recognised quote is from.
        """
        own: list[str] = []
        quoted: list[str] = []
        sources: list[str | None] = []
        marked = False
        for i, line in enumerate(body):
            plain = line.lstrip(">").strip()
            source = self._who_said(plain) or (self._who_said_in_part(plain) if i == 0 < len(body) - 1 else None)
            if line.startswith(">") or source:
                quoted.append(plain)
                sources.append(source[0] if source else None)
                marked = marked or line.startswith(">")
            else:
                own.append(line)
        if not own and not marked:
            return list(body), [], None
        return own, quoted, next((source for source in sources if source), None)

    def who_said(self, quoted: Sequence[str]) -> str | None:
        """Name the comment from which marked quotes are, where one of them repeats it."""
        sources = (self._who_said(line) for line in quoted)
        return next((source[0] for source in sources if source and source[0]), None)

    def _remember(self, line: str, comment_id: str | None) -> None:
        for key in self._keys_of(line):
            self._said[key] = comment_id
        self._lines.append((line[:_LENGTH_KEPT].casefold(), comment_id))

    def _who_said_in_part(self, line: str) -> tuple[str | None] | None:
        """Return who said words that begin or end amid a sentence, as :meth:`_who_said`."""
        if ends_like_a_sentence(line) or len(line.split(maxsplit=MIN_QUOTE_WORDS)) < MIN_QUOTE_WORDS:
            return None
        part = line.strip(_AROUND + "…").casefold()
        for said, comment_id in reversed(self._lines):
            if len(said) > len(part) and _stands_in(part, said):
                return (comment_id,)
        return None

    def _keys_of(self, line: str) -> tuple[str, ...]:
        """Return the keys of a line, which is asked for when it is read and again when it is remembered."""
        keys = self._keys.get(line)
        if keys is None:
            keys = self._keys[line] = _keys(line)
        return keys

    def _who_said(self, line: str) -> tuple[str | None] | None:
        """Return (comment id or None for the article), or None where nobody said the whole line before."""
        if len(line.split(maxsplit=MIN_QUOTE_WORDS)) < MIN_QUOTE_WORDS:
            return None
        whole, *sentences = self._keys_of(line)
        if whole in self._said:
            return (self._said[whole],)
        if sentences and all(sentence in self._said for sentence in sentences):
            return (self._said[sentences[0]],)
        return None


def _stands_in(part: str, whole: str) -> bool:
    """Tell whether words stand in a line, not beginning or ending amid a word."""
    at = whole.find(part)
    if at < 0:
        return False
    end = at + len(part)
    return not (whole[at - 1 : at].isalnum() and part[0].isalnum()) and not whole[end : end + 1].isalnum()


def _keys(line: str) -> tuple[str, ...]:
    """Return what a line is known by: the whole of it, and each of its sentences where it has several."""
    plain = line.casefold().strip()
    if "  " in plain or not plain.isprintable():  # other blanks than single spaces
        plain = " ".join(plain.split())
    parts = _SENTENCE_GAP.split(plain)
    if len(parts) == 1:
        return (plain.strip(_AROUND),)
    sentences = [words + end for words, end in zip(parts[:-1:2], parts[1::2], strict=True)]
    return tuple([sentence.strip(_AROUND) for sentence in (plain, *sentences, parts[-1])])
