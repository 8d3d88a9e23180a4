"""What a document is, from all its current witnesses: merged facts, validity from other documents, the preferred text of each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from more_itertools import batched
from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from corpus.documents import Document, Evidence, RelationKind
from corpus.library.facts import document_from_json, document_to_json, merge_documents
from corpus.library.schema import DocumentRow, ProvisionRow, RelationRow, Witness
from corpus.numbers import number_key
from corpus.provisions import NOTE, VERBATIM, Level

_ENDING = (RelationKind.REPEALS.value, RelationKind.REPLACES.value)


def refresh(session: Session, numbers: Iterable[str], revision: int) -> None:
    """Recompute the given documents and every document theirs acts upon, after witnesses came or went."""
    own = set(numbers)
    targets: set[str] = set()
    for batch in batched(sorted(own), 500):
        targets.update(
            session.scalars(
                select(RelationRow.target).where(RelationRow.source.in_(batch), RelationRow.kind.in_(_ENDING))
            )
        )
    for batch in batched(sorted(own), 500):
        _prefer(session, batch, revision)
    for batch in batched(sorted(own | targets), 500):
        _merge(session, batch)


def _prefer(session: Session, numbers: tuple[str, ...], revision: int) -> None:
    """Mark, for each unit and origin, the one text to search and quote: the most recent; then the most trusted; then the last read.

    A text that has merged an amendment is newer than one that has not, though both may name the same day: the Penal Code of 2015
    was amended before its first day in force.
    """
    rows = session.execute(
        select(
            ProvisionRow.id,
            ProvisionRow.pid,
            ProvisionRow.level,
            ProvisionRow.preferred,
            ProvisionRow.as_of,
            ProvisionRow.amended,
            Witness.origin,
            Witness.rank,
            Witness.current,
        )
        .join(Witness, Witness.id == ProvisionRow.witness_id)
        .where(ProvisionRow.document.in_(numbers))
    ).all()
    best: dict[tuple[str, str], tuple[Any, int]] = {}
    for row in rows:
        if row.current:
            place = (row.pid, row.origin)
            merit = (row.as_of or date.min, row.amended, row.rank, row.id)
            if place not in best or merit > best[place][0]:
                best[place] = (merit, row.id)
    chosen = {identifier for _, identifier in best.values()}
    changed = [{"row": row.id, "is_preferred": row.id in chosen} for row in rows if row.preferred != (row.id in chosen)]
    if changed:
        session.connection().execute(
            update(ProvisionRow.__table__)  # type: ignore[arg-type]
            .where(ProvisionRow.__table__.c.id == bindparam("row"))
            .values(preferred=bindparam("is_preferred"), changed=revision),
            changed,
        )


def _merge(session: Session, numbers: tuple[str, ...]) -> None:
    witnesses: dict[str, list[tuple[int, Document]]] = defaultdict(list)
    origins: dict[str, set[str]] = defaultdict(set)
    for witness in session.scalars(select(Witness).where(Witness.document.in_(numbers), Witness.current)):
        witnesses[witness.document].append((witness.rank, document_from_json(witness.facts)))
        origins[witness.document].add(witness.origin)
    endings: dict[str, list[Any]] = defaultdict(list)
    for relation in session.execute(
        select(
            RelationRow.target,
            RelationRow.source,
            RelationRow.provision,
            RelationRow.on,
            RelationRow.kind,
            RelationRow.evidence,
        )
        .join(Witness, Witness.id == RelationRow.witness_id)
        .where(
            RelationRow.target.in_(numbers),
            RelationRow.kind.in_(_ENDING),
            RelationRow.portion == "",
            Witness.current,
        )
    ):
        endings[relation.target].append(relation)
    counts = {
        row.document: row.articles
        for row in session.execute(
            select(ProvisionRow.document, func.count(func.distinct(ProvisionRow.pid)).label("articles"))
            .where(
                ProvisionRow.document.in_(numbers),
                ProvisionRow.preferred,
                ProvisionRow.level == Level.ARTICLE.name,
            )
            .group_by(ProvisionRow.document)
        )
    }
    for number in numbers:
        if number not in witnesses:
            session.execute(delete(DocumentRow).where(DocumentRow.number == number))
            continue
        document = _ended(merge_documents(number, witnesses[number]), endings[number])
        origin = next((o for o in (VERBATIM, NOTE) if o in origins[number]), "")
        session.merge(
            DocumentRow(
                number=number,
                key=number_key(number),
                kind=document.kind,
                title=document.title,
                issued=document.issued,
                effective=document.validity.effective,
                expires=document.validity.expires,
                unverified=document.validity.unverified,
                unverified_since=document.validity.unverified_since,
                origin=origin,
                articles=counts.get(number, 0),
                facts=document_to_json(document),
            )
        )


def _ended(document: Document, endings: list[Any]) -> Document:
    """The document with the end that other documents put to it, unless an earlier one is already shown."""
    for relation in sorted(endings, key=lambda r: r.on or date.max):
        if relation.on is None:
            continue
        current = document.validity
        if current.expires is None or (not current.expires_evidence.verified and relation.on <= current.expires):
            evidence = Evidence(relation.provision or relation.evidence or relation.source, relation.kind)
            document = replace(document, validity=replace(current, expires=relation.on, expires_evidence=evidence))
    return document
