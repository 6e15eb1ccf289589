"""What was on a page, as plain frozen records: standard library only.

What the page does not say is ``None``, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import PurePath
from typing import Literal, overload

__all__ = ["Article", "Comment", "CommentSection", "Failure", "Page", "Pages"]

#: How finely a time of posting is known.
Precision = Literal["second", "minute", "hour", "day", "week", "month", "year"]
CommentSection = Literal["found", "empty", "absent", "not saved"]

#: So many endings of files that were not read are named.
_ENDINGS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment.

    Attributes
    ----------
    id : str
        Unique on its page.
    position : int
        1 for the first comment on the page.
    author : str or None
        The name that the page gives.
    text : str
        The reader's own words, paragraphs separated by a newline. Empty where there are none.
    quoted : str or None
        What the comment repeats from an earlier comment or from the article.
    reply_to : str or None
        ``id`` of the comment that it answers.
    published : datetime.date or None
        The day, where the page gives it in full.
    published_raw : str or None
        The time line as the page has it; of HTML the time for machines, where there is one (seconds and
        milliseconds since 1970 in ISO order).
    published_utc : datetime.datetime or None
        The moment in UTC, where day, clock and zone are given, or counted from when the page was saved.
    precision : {"second", "minute", "hour", "day", "week", "month", "year"} or None
        How finely ``published_utc`` is known, or else ``published``.
    votes, votes_up, votes_down : int or None
        Net, positive and negative votes.
    depth : int or None
        0 for a comment on the article, 1 for an answer to it, and so on.
    lines : tuple of int
        First and last line of the comment in the saved text, counted from 1, author line included. Of HTML
        twice the line where its text begins, and 0 where it stands in the page's data only.
    confidence : float
        0…1: how plainly the page marks that a comment begins here. A heuristic, not a probability.
    duplicate_of : str or None
        ``id`` of an earlier comment with the same author, time and text: the save has it twice.
    """

    id: str
    position: int
    author: str | None
    text: str
    quoted: str | None = None
    reply_to: str | None = None
    published: date | None = None
    published_raw: str | None = None
    votes: int | None = None
    votes_up: int | None = None
    votes_down: int | None = None
    depth: int | None = None
    lines: tuple[int, int] = (0, 0)
    confidence: float = 1.0
    published_utc: datetime | None = None
    precision: Precision | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The article's body: its paragraphs, without title, date line, adverts and other stories."""

    paragraphs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """What was on one saved page.

    Attributes
    ----------
    source : str or None
        The path that it was read from.
    title : str or None
    published : datetime.date or None
    article : Article
    comments : tuple of Comment
        In the order of the page.
    rest : tuple of str
        The lines that are neither: navigation, adverts, other stories, buttons.
    declared_comments : int or None
        The number of comments that the page claims to have.
    comment_section : {"found", "empty", "absent", "not saved"}
        ``"found"``: there is a section with something in it (``warnings`` says where it could not be
        divided into comments). ``"empty"``: there is one without comments: nobody has written in it, or it
        is closed. ``"absent"``: there is none. ``"not saved"``: the page declares comments that are not in the file.
    warnings : tuple of str
        What a careful reader should look at.
    """

    source: str | None
    title: str | None
    published: date | None
    article: Article
    comments: tuple[Comment, ...] = ()
    rest: tuple[str, ...] = ()
    declared_comments: int | None = None
    comment_section: CommentSection = "absent"
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Title, size and comment section on one line."""
        title = self.title or "(no title)"
        warned = f" · {len(self.warnings)} warning{'s'[: len(self.warnings) > 1]}" if self.warnings else ""
        return f"{title} · {len(self.article.paragraphs)} paragraphs · {self.comments_in_words}{warned}"

    def __repr__(self) -> str:
        """Keep a page short where it is shown: its attributes hold the whole."""
        return f"<Page {self.source or '(no source)'}: {self}>"

    @property
    def comments_once(self) -> int:
        """How many comments there are, those that the save has twice counted once."""
        return sum(comment.duplicate_of is None for comment in self.comments)

    @property
    def comments_in_words(self) -> str:
        """The state of the comment section, for people."""
        if self.comment_section != "found":
            return f"comments {self.comment_section}"
        if not self.comments:
            return "a comment section that could not be divided"
        declared = "" if self.declared_comments is None else f" ({self.declared_comments} declared)"
        return f"{self.comments_once} comments found{declared}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that could not be read, and why."""

    source: str
    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True, repr=False)
class Pages(Sequence[Page]):
    """The pages that were read, in order, with the paths that failed kept beside them.

    Attributes
    ----------
    pages : tuple of Page
    failures : tuple of Failure
        What was to be read and could not be.
    passed_over : tuple of str
        What else stands in the folders: files that do not end like pages, and subfolders (with a slash at the end),
        which are not searched. Hidden ones are left out.
    """

    pages: tuple[Page, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    passed_over: tuple[str, ...] = field(default=())

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Page, ...]: ...
    def __getitem__(self, index: int | slice) -> Page | tuple[Page, ...]:
        return self.pages[index]

    def __len__(self) -> int:
        return len(self.pages)

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    @property
    def passed_over_in_words(self) -> str:
        """What was passed over, for people: how many files with which endings, how many subfolders; or nothing."""
        files = [PurePath(path) for path in self.passed_over if not path.endswith("/")]
        folders = len(self.passed_over) - len(files)
        endings = sorted({file.suffix.lower() or "none" for file in files})
        shown = ", ".join([*endings[:_ENDINGS_SHOWN], *(["…"] if len(endings) > _ENDINGS_SHOWN else [])])
        words = [f"{len(files)} file{'s'[: len(files) != 1]} for their ending ({shown})"] if files else []
        return ", ".join([*words, *([f"{folders} subfolder{'s'[: folders != 1]}"] if folders else [])])

    def _rows(self) -> list[tuple[str, str, str]]:
        read = [
            (p.source or "", p.title or "(no title)", "; ".join([p.comments_in_words, *p.warnings])) for p in self.pages
        ]
        failed = [(f.source, "could not be read", f.reason.removeprefix(f"{f.source}: ")) for f in self.failures]
        return read + failed

    def __str__(self) -> str:
        head = f"pages: {len(self.pages)}, failures: {len(self.failures)}{self._passed_over()}"
        return "\n".join([head, *(f"  {source}: {title} · {what}" for source, title, what in self._rows())])

    __repr__ = __str__

    def _passed_over(self) -> str:
        return f"; passed over: {self.passed_over_in_words}" if self.passed_over else ""

    def _repr_html_(self) -> str:
        """Show the table of pages in Jupyter; everything from the pages is escaped."""
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._rows()
        )
        other = f"<p>{escape(self._passed_over().removeprefix('; '))}</p>" if self.passed_over else ""
        return f"<table><tr><th>source</th><th>title</th><th>comments</th></tr>{rows}</table>{other}"
