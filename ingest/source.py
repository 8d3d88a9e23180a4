"""What the stages of ingest hand to each other, from the words a reader read to a parsed document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.documents import Document, Validity
from corpus.provisions import Provision


class IngestError(Exception):
    """A file that cannot be taken in; the message is Vietnamese, says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Page:
    """One page as read, or a whole file where the format has no pages (``number`` None).

    ``method``: "text" (text layer or plain text), "ocr". ``confidence``: mean word confidence of OCR, 0-100; None for text.
    """

    number: int | None
    text: str
    method: str = "text"
    confidence: float | None = None


@dataclass(frozen=True)
class SourceText:
    """All a reader read from one file. Page texts are kept as read: cleaning works on them and remembers where each line stood."""

    path: Path
    sha256: str
    reader: str  # "pdf", "scan", "docx", "doc", "html", "text", "codification"
    pages: tuple[Page, ...]
    metadata: dict[str, Any] = field(default_factory=dict)  # front matter, PDF information, attribute table
    warnings: tuple[str, ...] = ()  # Vietnamese: a low-confidence page, a table flattened …


@dataclass(frozen=True)
class Line:
    """A line of clean text and where it came from: page (None without pages), offset of its first character in that page's text.

    ``breaks``: for a paragraph that runs over a page's end, (offset in ``text``, page) of each page that begins inside it.
    """

    text: str
    page: int | None
    offset: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Removed:
    """A line or part of one that cleaning took out, and why (a Vietnamese word or two: "số trang", "quảng cáo")."""

    text: str
    page: int | None
    reason: str


@dataclass(frozen=True)
class CleanText:
    """Clean paragraphs, one a line, joined by newlines in ``text``; nothing is lost: raw words = clean words + removed words."""

    lines: tuple[Line, ...]
    removed: tuple[Removed, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class ParsedDocument:
    """A document ready for the library: what is known of it, and its units in order.

    ``as_of``: the latest change the text is known to contain, which decides between two witnesses of one article; None if unknown.
    ``amended``: per article label, the day of the latest amendment merged into its text (from the codification's source lines).
    """

    document: Document
    provisions: tuple[Provision, ...]
    as_of: date | None = None
    amended: dict[str, date] = field(default_factory=dict)
    validities: dict[str, Validity] = field(default_factory=dict)  # canonical id -> validity differing from the whole
    related: tuple[tuple[str, str], ...] = ()  # the codification's links: codified number -> codified number or words
    removed: tuple[Removed, ...] = ()
    warnings: tuple[str, ...] = ()
    reader: str = ""  # which reader read the file
    pages: int = 0  # of the file; 0 where the format has none
