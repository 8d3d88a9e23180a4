"""What an answer is: a short conclusion, numbered quotes, remarks, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.documents import Status
from corpus.provisions import ProvisionId


@dataclass(frozen=True)
class Quote:
    """One numbered basis of an answer. ``quote`` is an exact span of the provision ``id``."""

    id: ProvisionId
    quote: str
    origin: str
    status: Status
    title: str = ""  # heading of the article
    document_title: str = ""
    file: str | None = None
    page: int | None = None
    gloss: str = ""  # the project's own note on the provision, shown beside the official words
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The citation of the JSON contract."""
        return {
            **self.id.fields(),
            "quote": self.quote,
            "origin": self.origin,
            "status": self.status.value,
            "file": self.file,
            "page": self.page,
        }


@dataclass(frozen=True)
class Near:
    """A provision that came nearest to a question without being a basis of an answer: pointed to, never quoted."""

    id: ProvisionId
    title: str = ""  # heading of the article
    document_title: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As the JSON contract has it."""
        return {**self.id.fields(), "title": self.title, "document_title": self.document_title}


@dataclass(frozen=True)
class Answer:
    """An answer; ``conclusion`` marks its bases as [1], [2] … in the order of ``citations``. Unanswered ones say why in ``reason``,
    and what came ``nearest`` if something did."""

    question: str
    on: date
    answered: bool
    conclusion: str
    citations: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""
    nearest: tuple[Near, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The answer of the JSON contract."""
        return {
            "question": self.question,
            "on": self.on.isoformat(),
            "answered": self.answered,
            "answer": self.conclusion,
            "citations": [c.as_dict() for c in self.citations],
            "notes": list(self.notes),
            "reason": self.reason,
            "nearest": [near.as_dict() for near in self.nearest],
        }
