"""What search takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from corpus.documents import Status
from corpus.provisions import ProvisionId


class Basis(Enum):
    """Whether the first hit of a search answers the question."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    FOUND = "found"


@dataclass(frozen=True)
class Filters:
    """Narrowing of a search; empty means everything. ``statuses`` are those on the day asked about."""

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()


@dataclass(frozen=True)
class Query:
    """A question and the day it is about."""

    question: str
    on: date
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    explain: bool = False  # whether hits say what their scores are made of


@dataclass(frozen=True)
class Hit:
    """One article (or plan item) that answers, at its best clause or point. ``text`` is the exact span of ``id``.

    ``unit_text`` and ``span`` (start, end) let a page show the span within its article. ``gloss``: the project's own note on it.
    """

    id: ProvisionId
    document_title: str
    title: str  # heading of the article
    text: str
    origin: str  # "nguyên văn" or "tóm lược"
    status: Status
    score: float  # how likely this is the right one, if one of the candidates is; those of all candidates add up to 1
    unit_text: str = ""
    span: tuple[int, int] = (0, 0)
    gloss: str = ""
    file: str | None = None
    page: int | None = None
    warnings: tuple[str, ...] = ()  # amended, expired, superseded …, in Vietnamese
    parts: tuple[tuple[str, float, float], ...] = ()  # if asked for: feature, its value, its part in the score

    def as_dict(self) -> dict[str, object]:
        """The hit of the JSON contract."""
        return {
            **self.id.fields(),
            "title": self.title,
            "text": self.text,
            "origin": self.origin,
            "status": self.status.value,
            "score": round(self.score, 6),
        }
