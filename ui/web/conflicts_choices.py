"""The documents that can be reviewed, as the form's pickers find them: by number or title, accents or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from corpus.library import DocumentSummary
from corpus.numbers import fold
from corpus.provisions import VERBATIM
from ui.state import App

FOUND = 40  # documents that one search gives


@dataclass(frozen=True)
class Choice:
    """A document with official text. ``catalogued``: one of the field's own."""

    number: str
    title: str
    catalogued: bool
    folded: str

    def as_dict(self) -> dict[str, object]:
        return {"number": self.number, "title": self.title, "catalogued": self.catalogued}


class Choices:
    """What can be chosen; read anew when the library changes. The field's own documents come first, then the newest."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._read: tuple[int, list[Choice]] | None = None
        self._lock = Lock()

    def all(self) -> list[Choice]:
        """Every document with official text."""
        revision = self.app.library.revision()
        with self._lock:
            if self._read is None or self._read[0] != revision:
                catalogued = self.app.library.catalogued()
                documents = [d for d in self.app.documents(date.today()) if d.origin == VERBATIM]
                documents.sort(key=lambda d: (d.issued or date.min, d.number), reverse=True)
                documents.sort(key=lambda d: d.number not in catalogued)
                self._read = revision, [_choice(d, d.number in catalogued) for d in documents]
            return self._read[1]

    def catalogued(self) -> list[Choice]:
        """The field's own documents."""
        return [choice for choice in self.all() if choice.catalogued]

    def find(self, words: str, limit: int = FOUND) -> tuple[list[Choice], int]:
        """The first documents that hold all words, and how many hold them."""
        wanted = fold(words).split()
        found = [choice for choice in self.all() if all(word in choice.folded for word in wanted)]
        return found[:limit], len(found)

    def named(self, numbers: Sequence[str]) -> list[Choice]:
        """The documents with these numbers, in this order; those without official text are left out."""
        known = {choice.number: choice for choice in self.all()}
        return [known[number] for number in numbers if number in known]


def _choice(document: DocumentSummary, catalogued: bool) -> Choice:
    plain = document.kind and not document.title.lower().startswith(document.kind.lower())
    title = f"{document.kind} {document.title[:1].lower()}{document.title[1:]}" if plain else document.title
    return Choice(document.number, title, catalogued, fold(f"{document.number} {document.kind} {document.title}"))
