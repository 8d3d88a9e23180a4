"""Reading units: the text that holds on a day, every version kept, tables of contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from more_itertools import batched
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from corpus.documents import Document, Evidence, RelationKind, Validity
from corpus.library.connection import Connected
from corpus.library.facts import document_from_json
from corpus.library.kept import Kept
from corpus.library.records import (
    FileSummary,
    Standing,
    StoredProvision,
    TocEntry,
    Version,
    combine,
    file_summary,
    provision_of,
)
from corpus.library.schema import DocumentRow, File, ProvisionRow, RelationRow, ValidityRow, Witness
from corpus.provisions import NOTE, Level, ProvisionId

# of a witness only what a unit needs: its facts are long and would be parsed with every unit
_WITH_WITNESS = select(*ProvisionRow.__table__.columns, Witness.file_id, Witness.origin).join(
    Witness, Witness.id == ProvisionRow.witness_id
)
_STANDINGS = select(
    DocumentRow.number,
    DocumentRow.kind,
    DocumentRow.title,
    DocumentRow.effective,
    DocumentRow.expires,
    DocumentRow.unverified,
    DocumentRow.unverified_since,
)


class Units(Connected):
    """Questions about provisions."""

    def unit(self, pid: ProvisionId | str, on: date, origin: str | None = None) -> StoredProvision | None:
        """The unit of a provision as it reads on a day: the preferred text, or the version before a later amendment if one is kept.

        Verbatim text goes before a note unless ``origin`` asks for one of them.
        """
        text = str((ProvisionId.parse(pid) if isinstance(pid, str) else pid).unit())
        kept = self.kept()
        with Session(self.engine) as session:
            rows = session.execute(_WITH_WITNESS.where(ProvisionRow.pid == text, Witness.current)).all()
            rows = [r for r in rows if origin is None or r.origin == origin]
            if not rows:
                return None

            def merit(row: Any) -> tuple[Any, ...]:
                known = row.as_of is None or row.as_of <= on
                return (
                    row.origin != NOTE,
                    known,
                    row.preferred,
                    row.as_of or date.min,
                )

            best = max(rows, key=merit)
            return _stored(session, [best], kept)[0]

    def units(self, rows: Iterable[int], kept: Kept | None = None) -> dict[int, StoredProvision]:
        """Units by row number, as the index gives them; ``kept``: what was read just now, where it is at hand."""
        kept, wanted = kept or self.kept(), list(rows)
        found = kept.known_units(wanted)
        if unknown := [row for row in wanted if row not in found]:
            read: dict[int, StoredProvision] = {}
            with Session(self.engine) as session:
                for batch in batched(unknown, 500):
                    pairs = session.execute(_WITH_WITNESS.where(ProvisionRow.id.in_(batch))).all()
                    read.update({s.row: s for s in _stored(session, pairs, kept)})
            kept.keep_units(read)
            found |= read
        return found

    def preferred(self, pids: Iterable[str], origin: str) -> dict[str, StoredProvision]:
        """The preferred units of one origin with these canonical ids."""
        kept = self.kept()
        found: dict[str, StoredProvision] = {}
        with Session(self.engine) as session:
            for batch in batched(pids, 500):
                pairs = session.execute(
                    _WITH_WITNESS.where(ProvisionRow.pid.in_(batch), ProvisionRow.preferred, Witness.origin == origin)
                ).all()
                found.update({str(s.provision.id): s for s in _stored(session, pairs, kept)})
        return found

    def document_units(self, number: str, origin: str | None = None) -> list[StoredProvision]:
        """All preferred units of a document in order."""
        kept = self.kept()
        with Session(self.engine) as session:
            query = _WITH_WITNESS.where(ProvisionRow.document == number, ProvisionRow.preferred).order_by(
                Witness.origin, Witness.rank.desc(), ProvisionRow.seq
            )
            if origin is not None:
                query = query.where(Witness.origin == origin)
            return _stored(session, session.execute(query).all(), kept)

    def versions(self, pid: ProvisionId | str) -> list[Version]:
        """Every text of a unit the library has kept, the current ones first."""
        text = str((ProvisionId.parse(pid) if isinstance(pid, str) else pid).unit())
        with Session(self.engine) as session:
            rows = session.execute(
                select(ProvisionRow, Witness, File)
                .join(Witness, Witness.id == ProvisionRow.witness_id)
                .join(File, File.id == Witness.file_id)
                .where(ProvisionRow.pid == text)
                .order_by(Witness.current.desc(), ProvisionRow.preferred.desc(), ProvisionRow.id.desc())
            ).all()
            return [
                Version(
                    r.ProvisionRow.id,
                    r.File.name,
                    r.Witness.origin,
                    r.ProvisionRow.as_of,
                    r.Witness.current,
                    r.ProvisionRow.preferred,
                    r.ProvisionRow.text,
                )
                for r in rows
            ]

    def toc(self, number: str) -> list[TocEntry]:
        """Table of contents of a document, from its preferred units."""
        with Session(self.engine) as session:
            rows = session.execute(
                select(
                    ProvisionRow.pid, ProvisionRow.level, ProvisionRow.heading, ProvisionRow.containers, Witness.rank
                )
                .join(Witness, Witness.id == ProvisionRow.witness_id)
                .where(ProvisionRow.document == number, ProvisionRow.preferred)
                .order_by(Witness.origin, Witness.rank.desc(), ProvisionRow.seq)
            ).all()
        entries: dict[str, TocEntry] = {}
        for row in rows:
            level = Level[row.level]
            depth = 0 if level in {Level.PART, Level.CHAPTER} else 1 + (row.containers.count("mục") > 0)
            entries.setdefault(row.pid, TocEntry(row.pid, level, row.heading, depth))
        return list(entries.values())

    def validity(self, pid: ProvisionId) -> Validity | None:
        """When a provision applies, whether or not the library holds its words; None for a document it does not know."""
        kept = self.kept()
        with Session(self.engine) as session:
            document = _documents(session, {pid.document}, kept).get(pid.document)
            if document is None:
                return None
            validity = document.validity
            partial = _partial(session, {pid.document}, kept)[pid.document]
            parts = [(ProvisionId.parse(text), part) for text, part in partial]
            for _, part in sorted(((p, v) for p, v in parts if p.contains(pid)), key=lambda pair: len(pair[0].path)):
                validity = combine(validity, part)
            return validity

    def standings(self, kept: Kept | None = None) -> Mapping[str, Standing]:
        """When documents and their units apply, without their words and what shows it; of all documents, which are read at once."""
        kept = kept or self.kept()
        if not kept.standings:
            with Session(self.engine) as session:
                rows = session.execute(_STANDINGS).all()
                partial = _partial(session, {row.number for row in rows}, kept)
            kept.standings = {
                row.number: Standing(
                    row.kind,
                    Validity(
                        row.effective, row.expires, unverified=row.unverified, unverified_since=row.unverified_since
                    ),
                    tuple(partial[row.number]),
                    row.title,
                )
                for row in rows
            }
        return kept.standings

    def by_codified(self, codified: Iterable[str]) -> dict[str, ProvisionId]:
        """Provisions of codified numbers ("37.7.TT.8.5")."""
        found: dict[str, ProvisionId] = {}
        with Session(self.engine) as session:
            for batch in batched(codified, 500):
                for number, pid in session.execute(
                    select(ProvisionRow.codified, ProvisionRow.pid).where(ProvisionRow.codified.in_(batch))
                ):
                    found[number or ""] = ProvisionId.parse(pid)
        return found

    def exists(self, pids: Iterable[ProvisionId]) -> set[ProvisionId]:
        """Those of the given provisions that are stored: the unit is there, and the clause or point is one of its portions."""
        wanted: dict[str, list[ProvisionId]] = defaultdict(list)
        for pid in pids:
            wanted[str(pid.unit())].append(pid)
        found: set[ProvisionId] = set()
        with Session(self.engine) as session:
            for batch in batched(wanted, 500):
                for text, portions in session.execute(
                    select(ProvisionRow.pid, ProvisionRow.portions).where(ProvisionRow.pid.in_(batch))
                ):
                    stored = {text, *(f"{text} {p[0]}" for p in portions)}
                    found.update(pid for pid in wanted[text] if str(pid) in stored)
        return found


def _documents(session: Session, numbers: set[str], kept: Kept) -> dict[str, Document]:
    """What is known of documents; those that the library does not know are left out."""
    for batch in batched(sorted(numbers - kept.documents.keys()), 500):
        query = select(DocumentRow.number, DocumentRow.facts).where(DocumentRow.number.in_(batch))
        kept.documents.update((number, document_from_json(facts)) for number, facts in session.execute(query))
    return {number: kept.documents[number] for number in numbers if number in kept.documents}


def _files(session: Session, ids: set[int], kept: Kept) -> dict[int, FileSummary]:
    for batch in batched(sorted(ids - kept.files.keys()), 500):
        # what cleaning took out of a file can be long and is not wanted here
        query = select(File).where(File.id.in_(batch)).options(defer(File.removed))
        kept.files.update((row.id, file_summary(row)) for row in session.scalars(query))
    return {file: kept.files[file] for file in ids}


def _stored(session: Session, rows: Sequence[Any], kept: Kept) -> list[StoredProvision]:
    numbers = {row.document for row in rows}
    documents = _documents(session, numbers, kept)
    files = _files(session, {row.file_id for row in rows}, kept)
    partial = _partial(session, numbers, kept)
    kept.witness.update((row.id, row.witness_id) for row in rows)
    result = []
    for row in rows:
        provision = provision_of(row)
        document = documents.get(row.document, Document(row.document))
        inside = [(text, v) for text, v in partial.get(row.document, ()) if text.startswith(row.pid)]
        validity = document.validity
        for text, part in inside:
            if text == row.pid:
                validity = combine(validity, part)
        result.append(
            StoredProvision(
                row=row.id,
                provision=provision,
                origin=row.origin,
                as_of=row.as_of,
                amended=row.amended,
                validity=validity,
                file=files[row.file_id],
                document=document,
                partial=tuple(
                    (text, combine(validity, v))
                    for text, v in inside
                    if text != row.pid and ProvisionId.parse(text).unit() == provision.id
                ),
            )
        )
    return result


def _partial(session: Session, numbers: set[str], kept: Kept) -> dict[str, list[tuple[str, Validity]]]:
    """Validity of parts of documents: their own partial commencement, and what other documents repeal."""
    unknown = numbers - kept.partial.keys()
    found: dict[str, list[tuple[str, Validity]]] = {number: [] for number in unknown}
    for batch in batched(sorted(unknown), 5000):
        for row in session.scalars(
            select(ValidityRow)
            .join(Witness, Witness.id == ValidityRow.witness_id)
            .where(ValidityRow.document.in_(batch), Witness.current)
        ):
            evidence = Evidence(row.evidence)
            found[row.document].append(
                (
                    row.pid,
                    Validity(
                        row.effective,
                        row.expires,
                        evidence,
                        evidence,
                        unverified_since=row.unverified_since,
                        why=row.why,
                    ),
                )
            )
        for relation in session.scalars(
            select(RelationRow)
            .join(Witness, Witness.id == RelationRow.witness_id)
            .where(
                RelationRow.target.in_(batch),
                RelationRow.kind == RelationKind.REPEALS.value,
                RelationRow.portion != "",
                RelationRow.on.is_not(None),
                Witness.current,
            )
        ):
            evidence = Evidence(relation.provision or relation.source, relation.kind)
            found[relation.target].append((relation.portion, Validity(None, relation.on, Evidence(), evidence)))
    kept.partial.update(found)
    return {number: kept.partial[number] for number in numbers}
