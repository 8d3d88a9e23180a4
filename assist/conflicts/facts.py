"""Provisions at odds with a fact: what they cite has ended or is not there, a body is gone, dates and records do not agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from assist.conflicts.bodies import vanished
from assist.conflicts.dates import Told, contradictory_dates, library_records, record_against_text
from assist.conflicts.model import Clause, DifferenceType, Finding
from assist.conflicts.order import out_of_order
from assist.conflicts.references import read_references
from assist.conflicts.shelf import Shelf
from corpus.citations import cite_source
from corpus.library import StoredProvision
from corpus.provisions import ProvisionId

#: What only a document as a whole can show.
OF_DOCUMENTS = frozenset({DifferenceType.ORDER, DifferenceType.METADATA, DifferenceType.DATES})


def at_odds(clauses: Sequence[Clause], shelf: Shelf, on: date, wanted: Collection[DifferenceType]) -> Iterator[Finding]:
    """What the clauses of one document cite or name that does not stand on a day."""
    if DifferenceType.REFERENCE in wanted:
        for clause in clauses:
            for broken in read_references(clause, on, shelf).broken:
                fact = cite_source(broken.because) if broken.because else broken.fault.value
                yield Finding(clause, broken.difference, fact=fact)
    if DifferenceType.BODY in wanted:
        yield from vanished(clauses, on)


def of_document(
    number: str, units: Sequence[StoredProvision], shelf: Shelf, on: date, wanted: Collection[DifferenceType]
) -> Iterator[Finding]:
    """What a document as a whole is at odds with: what it rests on, its own dates, what is recorded of it."""
    document = shelf.documents[number]
    provisions = [stored.provision for stored in units]
    told: list[Told] = []
    if DifferenceType.ORDER in wanted:
        told += [Told(ProvisionId(number), d) for d in out_of_order(number, on, shelf)]
    if DifferenceType.DATES in wanted:
        told += contradictory_dates(document, provisions)
    if DifferenceType.METADATA in wanted:
        ending = shelf.ending(ProvisionId(number), on)
        for record in library_records(shelf.library, number):
            told += record_against_text(record, document, provisions, on, ending)
    texts = {p.id: p for p in provisions}
    for each in told:
        unit = texts.get(each.place.unit()) if each.place.path else None
        inside = each.place.path[len(unit.id.path) :] if unit else ()
        text = (unit.portion_text(inside) or unit.text) if unit else document.title
        heading = unit.heading if unit else ""
        clause = Clause(each.place, text, heading, kind=document.kind, title=document.title, issued=document.issued)
        yield Finding(clause, each.difference, fact=each.difference.what)
