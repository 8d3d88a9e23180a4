"""A document in force before or after what it rests on: its legal basis, or the law it details, has ended or has not begun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assist.conflicts.model import Difference, DifferenceType, Severity
from assist.conflicts.shelf import Shelf
from corpus.citations import cite, cite_source, find_citations
from corpus.documents import Document, RelationKind, Status, Validity
from corpus.provisions import ProvisionId

_RESTS = {
    RelationKind.BASED_ON.value: "căn cứ ban hành",
    RelationKind.GUIDES.value: "văn bản được hướng dẫn, quy định chi tiết",
}
_GUIDING_TITLE = re.compile(r"(?:quy định chi tiết|hướng dẫn)", re.IGNORECASE)


def out_of_order(number: str, on: date, shelf: Shelf) -> list[Difference]:
    """Where a document in force on a day and what it rests on are out of step; one difference a document it rests on.

    What it rests on is what its preamble and its relations say, and for texts without a preamble the document its title details.
    """
    document = shelf.documents.get(number)
    whole = ProvisionId(number)
    if document is None or document.validity.status(on) is Status.EXPIRED or shelf.ending(whole, on):
        return []
    found: dict[str, Difference] = {}
    for other, role in _bases(document, shelf):
        difference = _step(document, other, role, on, shelf)
        if difference and other not in found and other != number:
            found[other] = difference
    return list(found.values())


def _bases(document: Document, shelf: Shelf) -> Iterator[tuple[str, str]]:
    for link in shelf.library.relations(document.number):
        if link.outgoing and link.wording in _RESTS and not link.portion:
            yield link.other, _RESTS[link.wording]
    for number in document.legal_basis:
        yield number, _RESTS[RelationKind.BASED_ON.value]
    entry = shelf.names.entry(document.number)
    if (entry is not None and entry.amending) or not _GUIDING_TITLE.search(document.title):
        return
    for citation in find_citations(document.title, names=shelf.names, on=document.issued):
        for target in citation.targets:
            yield target.document, _RESTS[RelationKind.GUIDES.value]
        return  # documents named after the first only describe it


def _step(document: Document, number: str, role: str, on: date, shelf: Shelf) -> Difference | None:
    """How a document and one it rests on are out of step, if they are."""
    whole = ProvisionId(number)
    validity = shelf.validity(whole) or Validity()
    known = shelf.documents.get(number)
    name = cite(whole, known.kind if known and known.kind else None)
    if validity.status(on) is Status.EXPIRED and validity.expires and validity.expires_evidence.verified:
        by = cite_source(validity.expires_evidence.source)
        return _told(
            Severity.MEDIUM,
            f"{name}, {role}, hết hiệu lực từ ngày {validity.expires:%d/%m/%Y} theo {by}; văn bản này chưa thấy bị bãi bỏ",
        )
    ending = shelf.ending(whole, on)
    if ending is not None and ending.by.document != document.number:
        by = cite(ending.by)
        return _told(
            Severity.MEDIUM,
            f"{name}, {role}, hết hiệu lực từ ngày {ending.on:%d/%m/%Y} theo {by}; văn bản này chưa thấy bị bãi bỏ",
        )
    starts = document.validity.effective
    if starts and validity.effective and starts < validity.effective:
        return _told(
            Severity.MEDIUM,
            f"văn bản có hiệu lực từ ngày {starts:%d/%m/%Y}, trước {name} là {role} ({validity.effective:%d/%m/%Y})",
        )
    return None


def _told(severity: Severity, what: str) -> Difference:
    return Difference(DifferenceType.ORDER, severity, f"Hiệu lực có thể lệch: {what}.")
