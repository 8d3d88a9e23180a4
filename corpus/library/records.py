"""What the library gives to the other packages, and how rows become it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from corpus.documents import Document, Status, Validity
from corpus.library.schema import DocumentRow, File, ProvisionRow
from corpus.provisions import Level, Path, Portion, Provision, ProvisionId


@dataclass(frozen=True)
class FileSummary:
    """A file of the library."""

    id: int
    sha256: str
    name: str
    source: str
    reader: str
    size: int
    pages: int
    stored: str
    added: datetime
    current: bool
    superseded: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentSummary:
    """A document as lists show it, with its status on the day asked about."""

    number: str
    kind: str
    title: str
    issuers: tuple[str, ...]
    issued: date | None
    effective: date | None
    expires: date | None
    status: Status
    articles: int
    origin: str

    def as_dict(self) -> dict[str, object]:
        """The document of the JSON contract."""
        return {
            "number": self.number,
            "kind": self.kind,
            "title": self.title,
            "issuers": list(self.issuers),
            "issued": self.issued.isoformat() if self.issued else None,
            "effective": self.effective.isoformat() if self.effective else None,
            "expires": self.expires.isoformat() if self.expires else None,
            "status": self.status.value,
            "articles": self.articles,
            "origin": self.origin,
        }


@dataclass(frozen=True)
class StoredProvision:
    """A unit with the place it comes from and what is known of its validity."""

    row: int
    provision: Provision
    origin: str
    as_of: date | None
    amended: bool
    validity: Validity
    file: FileSummary
    document: Document
    partial: tuple[tuple[str, Validity], ...] = ()  # canonical ids inside this unit with a validity of their own

    def status(self, on: date, pid: ProvisionId | None = None) -> Status:
        """Status of the unit, or of a portion in it, on a day."""
        if pid is not None:
            for text, validity in self.partial:
                if ProvisionId.parse(text).contains(pid):
                    return validity.status(on)
        return self.validity.status(on)


@dataclass(frozen=True)
class Standing:
    """When a document applies, and the units in it that apply otherwise (canonical id, validity); with its kind and title."""

    kind: str
    validity: Validity
    partial: tuple[tuple[str, Validity], ...] = ()
    title: str = ""

    def status(self, unit: str, on: date) -> Status:
        """Status of a unit on a day."""
        validity = self.validity
        for text, part in self.partial:
            if text == unit:
                validity = combine(validity, part)
        return validity.status(on)


@dataclass(frozen=True)
class Link:
    """A relation seen from one document: the wording, the other document, and the provision that says so."""

    wording: str
    other: str
    title: str
    provision: str
    portion: str
    on: date | None
    outgoing: bool
    known: bool  # whether the other document is in the library


@dataclass(frozen=True)
class Amendment:
    """A change to a provision that the words at hand do not contain.

    ``provision``: the place that makes it ("" if only the document is known); ``portion``: what it changes ("" where only the
    amending document is known, so that any part may be changed); ``on``: from which day (None: nobody has shown it); ``kind``: of
    the amending document, "Luật".
    """

    source: str
    provision: str
    portion: str
    on: date | None
    kind: str = ""

    def touches(self, pid: ProvisionId) -> bool:
        """Whether it changes the place, a part of it, or what the place is a part of."""
        if not self.portion:
            return True
        portion = ProvisionId.parse(self.portion)
        return portion.contains(pid) or pid.contains(portion)


@dataclass(frozen=True)
class Version:
    """One text of a unit among several."""

    row: int
    file: str
    origin: str
    as_of: date | None
    current: bool
    preferred: bool
    text: str


@dataclass(frozen=True)
class TocEntry:
    """A line of a document's table of contents."""

    pid: str
    level: Level
    heading: str
    depth: int


@dataclass(frozen=True)
class IndexRow:
    """What the search index needs of a unit; ``alive`` False means the index must drop it."""

    row: int
    pid: str
    document: str
    kind: str
    issuers: tuple[str, ...]
    heading: str
    title: str
    text: str
    portions: tuple[tuple[str, int, int], ...]  # path below the unit, and its span in the text
    alive: bool


def combine(whole: Validity, part: Validity) -> Validity:
    """A part's validity, with what it leaves open taken from the whole document."""
    return Validity(
        part.effective or whole.effective,
        part.expires or whole.expires,
        part.effective_evidence if part.effective else whole.effective_evidence,
        part.expires_evidence if part.expires else whole.expires_evidence,
        whole.unverified,
        part.unverified_since or whole.unverified_since,
        part.why or whole.why,
    )


def document_summary(row: DocumentRow, on: date, partly: set[str]) -> DocumentSummary:
    validity = Validity(row.effective, row.expires, unverified=row.unverified, unverified_since=row.unverified_since)
    status = validity.status(on)
    if status is Status.IN_FORCE and row.number in partly:
        status = Status.PARTLY
    return DocumentSummary(
        row.number,
        row.kind,
        row.title,
        tuple(row.facts.get("issuers", ())),
        row.issued,
        row.effective,
        row.expires,
        status,
        row.articles,
        row.origin,
    )


def file_summary(row: File) -> FileSummary:
    return FileSummary(
        row.id,
        row.sha256,
        row.name,
        row.source,
        row.reader,
        row.size,
        row.pages,
        row.stored,
        row.added,
        row.current,
        row.superseded_by is not None,
        tuple(row.warnings),
    )


def provision_of(row: ProvisionRow) -> Provision:
    return Provision(
        id=ProvisionId.parse(row.pid),
        text=row.text,
        heading=row.heading,
        containers=ProvisionId.parse(f"x {row.containers}").path if row.containers else (),
        portions=tuple(Portion(_path(path), start, end) for path, start, end in row.portions),
        page=row.page,
        source_start=row.source_start,
        page_breaks=tuple((a, b) for a, b in row.page_breaks),
        codified=row.codified,
    )


@lru_cache(maxsize=1 << 14)
def _path(text: str) -> Path:
    """The steps of a path as it is stored: a few thousand paths serve all units."""
    return ProvisionId.parse(f"x {text}").path
