"""Reading the library: documents with their status on a day, units with the text of a day, relations both ways, versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from more_itertools import batched
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from corpus.documents import INVERSE, Document, Evidence, RelationKind, Validity
from corpus.library.facts import document_from_json
from corpus.library.records import (
    DocumentSummary,
    FileSummary,
    IndexRow,
    Link,
    StoredProvision,
    TocEntry,
    Version,
    combine,
    document_summary,
    file_summary,
    provision_of,
)
from corpus.library.schema import (
    Audit,
    CodifiedLink,
    Conversation,
    DocumentRow,
    File,
    Meta,
    ProvisionRow,
    RelationRow,
    ValidityRow,
    Witness,
)
from corpus.numbers import number_key
from corpus.provisions import NOTE, Level, ProvisionId

_SEARCHED = tuple(level.name for level in (Level.ARTICLE, Level.ITEM, Level.APPENDIX, Level.LOOSE, Level.CLAUSE))


class Reading:
    """All questions the other packages put to the library."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def revision(self) -> int:
        """Number of write transactions so far; the index and caches compare it with the one they were built from."""
        with Session(self.engine) as session:
            row = session.get(Meta, "revision")
            return int(row.value) if row else 0

    # Files ---------------------------------------------------------------------------------------------------------

    def file_by_hash(self, sha256: str) -> FileSummary | None:
        with Session(self.engine) as session:
            row = session.scalar(select(File).where(File.sha256 == sha256))
            return file_summary(row) if row else None

    def files(self, document: str | None = None) -> list[FileSummary]:
        """All files, or those a document is read from; current ones first, newest first."""
        with Session(self.engine) as session:
            query = select(File).order_by(File.current.desc(), File.id.desc())
            if document is not None:
                query = query.where(File.id.in_(select(Witness.file_id).where(Witness.document == document)))
            return [file_summary(row) for row in session.scalars(query)]

    def hashes(self) -> set[str]:
        """Hashes of all current files."""
        with Session(self.engine) as session:
            return set(session.scalars(select(File.sha256).where(File.current)))

    # Documents -----------------------------------------------------------------------------------------------------

    def documents(self, on: date) -> list[DocumentSummary]:
        """Every document with its status on a day, ordered by number."""
        with Session(self.engine) as session:
            partly = self._partly_ended(session, on)
            return [
                document_summary(row, on, partly)
                for row in session.scalars(select(DocumentRow).order_by(DocumentRow.number))
            ]

    def document(self, number: str) -> Document | None:
        """All facts of one document; any spelling of its number."""
        with Session(self.engine) as session:
            row = self._document_row(session, number)
            return document_from_json(row.facts) if row else None

    def name_entries(self) -> list[tuple[DocumentSummary, tuple[str, ...]]]:
        """Every document with its aliases, for resolving names; the status in the summaries is not to be used."""
        with Session(self.engine) as session:
            return [
                (document_summary(row, date.today(), set()), tuple(row.facts.get("aliases", ())))
                for row in session.scalars(select(DocumentRow))
            ]

    def summary(self, number: str, on: date) -> DocumentSummary | None:
        """One document as lists show it."""
        with Session(self.engine) as session:
            row = self._document_row(session, number)
            return document_summary(row, on, self._partly_ended(session, on)) if row else None

    def _document_row(self, session: Session, number: str) -> DocumentRow | None:
        row = session.get(DocumentRow, number)
        if row is None:
            found = session.scalars(select(DocumentRow).where(DocumentRow.key == number_key(number))).all()
            row = found[0] if len(found) == 1 else None
        return row

    def _partly_ended(self, session: Session, on: date) -> set[str]:
        """Numbers of documents of which some part has ended by the day."""
        ended = session.scalars(
            select(RelationRow.target)
            .join(Witness, Witness.id == RelationRow.witness_id)
            .where(
                RelationRow.kind == RelationKind.REPEALS.value,
                RelationRow.portion != "",
                RelationRow.on <= on,
                Witness.current,
            )
        )
        own = session.scalars(
            select(ValidityRow.document)
            .join(Witness, Witness.id == ValidityRow.witness_id)
            .where(ValidityRow.expires <= on, Witness.current)
        )
        return {*ended, *own}

    # Units ---------------------------------------------------------------------------------------------------------

    def unit(self, pid: ProvisionId | str, on: date, origin: str | None = None) -> StoredProvision | None:
        """The unit of a provision as it reads on a day: the preferred text, or the version before a later amendment if one is kept.

        Verbatim text goes before a note unless ``origin`` asks for one of them.
        """
        text = str((ProvisionId.parse(pid) if isinstance(pid, str) else pid).unit())
        with Session(self.engine) as session:
            rows = session.execute(
                select(ProvisionRow, Witness)
                .join(Witness, Witness.id == ProvisionRow.witness_id)
                .where(ProvisionRow.pid == text, Witness.current)
            ).all()
            rows = [r for r in rows if origin is None or r.Witness.origin == origin]
            if not rows:
                return None

            def merit(row: Any) -> tuple[Any, ...]:
                known = row.ProvisionRow.as_of is None or row.ProvisionRow.as_of <= on
                return (
                    row.Witness.origin != NOTE,
                    known,
                    row.ProvisionRow.preferred,
                    row.ProvisionRow.as_of or date.min,
                )

            best = max(rows, key=merit)
            return self._stored(session, [best])[0]

    def units(self, rows: Iterable[int]) -> dict[int, StoredProvision]:
        """Units by row number, as the index gives them."""
        found: dict[int, StoredProvision] = {}
        with Session(self.engine) as session:
            for batch in batched(rows, 500):
                pairs = session.execute(
                    select(ProvisionRow, Witness)
                    .join(Witness, Witness.id == ProvisionRow.witness_id)
                    .where(ProvisionRow.id.in_(batch))
                ).all()
                found.update({s.row: s for s in self._stored(session, pairs)})
        return found

    def preferred(self, pids: Iterable[str], origin: str) -> dict[str, StoredProvision]:
        """The preferred units of one origin with these canonical ids."""
        found: dict[str, StoredProvision] = {}
        with Session(self.engine) as session:
            for batch in batched(pids, 500):
                pairs = session.execute(
                    select(ProvisionRow, Witness)
                    .join(Witness, Witness.id == ProvisionRow.witness_id)
                    .where(ProvisionRow.pid.in_(batch), ProvisionRow.preferred, Witness.origin == origin)
                ).all()
                found.update({str(s.provision.id): s for s in self._stored(session, pairs)})
        return found

    def catalogued(self) -> set[str]:
        """Numbers of the documents of the shipped catalogue: the field's own documents."""
        with Session(self.engine) as session:
            return set(
                session.scalars(
                    select(Witness.document)
                    .join(File, File.id == Witness.file_id)
                    .where(File.reader == "catalogue", Witness.current)
                )
            )

    def document_units(self, number: str, origin: str | None = None) -> list[StoredProvision]:
        """All preferred units of a document in order."""
        with Session(self.engine) as session:
            query = (
                select(ProvisionRow, Witness)
                .join(Witness, Witness.id == ProvisionRow.witness_id)
                .where(ProvisionRow.document == number, ProvisionRow.preferred)
                .order_by(Witness.origin, Witness.rank.desc(), ProvisionRow.seq)
            )
            if origin is not None:
                query = query.where(Witness.origin == origin)
            return self._stored(session, session.execute(query).all())

    def _stored(self, session: Session, pairs: Sequence[Any]) -> list[StoredProvision]:
        numbers = {p.ProvisionRow.document for p in pairs}
        documents = {
            d.number: document_from_json(d.facts)
            for batch in batched(sorted(numbers), 500)
            for d in session.scalars(select(DocumentRow).where(DocumentRow.number.in_(batch)))
        }
        file_ids = {p.Witness.file_id for p in pairs}
        files = {
            f.id: file_summary(f)
            for batch in batched(sorted(file_ids), 500)
            for f in session.scalars(select(File).where(File.id.in_(batch)))
        }
        partial = self._partial(session, numbers)
        result = []
        for p in pairs:
            row, witness = p.ProvisionRow, p.Witness
            provision = provision_of(row)
            document = documents.get(row.document, Document(row.document))
            inside = [(text, v) for text, v in partial.get(row.document, ()) if text.startswith(row.pid)]
            whole = next((v for text, v in inside if text == row.pid), None)
            result.append(
                StoredProvision(
                    row=row.id,
                    provision=provision,
                    origin=witness.origin,
                    as_of=row.as_of,
                    amended=row.amended,
                    validity=combine(document.validity, whole) if whole else document.validity,
                    file=files[witness.file_id],
                    document=document,
                    partial=tuple(
                        (text, combine(document.validity, v))
                        for text, v in inside
                        if text != row.pid and ProvisionId.parse(text).unit() == provision.id
                    ),
                )
            )
        return result

    def _partial(self, session: Session, numbers: set[str]) -> dict[str, list[tuple[str, Validity]]]:
        """Validity of parts of documents: their own partial commencement, and what other documents repeal."""
        found: dict[str, list[tuple[str, Validity]]] = defaultdict(list)
        for batch in batched(sorted(numbers), 500):
            for row in session.scalars(
                select(ValidityRow)
                .join(Witness, Witness.id == ValidityRow.witness_id)
                .where(ValidityRow.document.in_(batch), Witness.current)
            ):
                evidence = Evidence(row.evidence)
                found[row.document].append((row.pid, Validity(row.effective, row.expires, evidence, evidence)))
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
        return found

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

    # Relations -----------------------------------------------------------------------------------------------------

    def relations(self, number: str) -> list[Link]:
        """Relations of a document, both ways, each once."""
        with Session(self.engine) as session:
            rows = session.scalars(
                select(RelationRow)
                .join(Witness, Witness.id == RelationRow.witness_id)
                .where((RelationRow.source == number) | (RelationRow.target == number), Witness.current)
            ).all()
            others = {r.target if r.source == number else r.source for r in rows}
            titles = {
                d.number: d.title
                for batch in batched(sorted(others), 500)
                for d in session.scalars(select(DocumentRow).where(DocumentRow.number.in_(batch)))
            }
        links: dict[tuple[Any, ...], Link] = {}
        for r in rows:
            outgoing = r.source == number
            other = r.target if outgoing else r.source
            kind = RelationKind(r.kind)
            link = Link(
                kind.value if outgoing else INVERSE[kind],
                other,
                titles.get(other, ""),
                r.provision,
                r.portion,
                r.on,
                outgoing,
                other in titles,
            )
            links.setdefault((link.wording, other, r.provision, r.portion), link)
        return sorted(links.values(), key=lambda link: (not link.outgoing, link.wording, link.other))

    def codified_links(self) -> list[tuple[str, str]]:
        """The codification's own "related" links: (codified number, codified number or words)."""
        with Session(self.engine) as session:
            return [
                (s, t)
                for s, t in session.execute(
                    select(CodifiedLink.source, CodifiedLink.target)
                    .join(Witness, Witness.id == CodifiedLink.witness_id)
                    .where(Witness.current)
                )
            ]

    # For the index -------------------------------------------------------------------------------------------------

    def index_rows(self, since: int) -> Iterable[IndexRow]:
        """Units whose place in the index changed after a revision (0: all), in batches of memory, not all at once."""
        with Session(self.engine) as session:
            facts = {
                d.number: (d.kind, tuple(d.facts.get("issuers", ())), d.title)
                for d in session.scalars(select(DocumentRow))
            }
            query = (
                select(
                    ProvisionRow.id,
                    ProvisionRow.pid,
                    ProvisionRow.document,
                    ProvisionRow.heading,
                    ProvisionRow.text,
                    ProvisionRow.preferred,
                    ProvisionRow.level,
                )
                .where(ProvisionRow.changed > since, ProvisionRow.level.in_(_SEARCHED))
                .order_by(ProvisionRow.id)
                .execution_options(yield_per=1000)
            )
            if since == 0:
                query = query.where(ProvisionRow.preferred)
            for row in session.execute(query):
                kind, issuers, title = facts.get(row.document, ("", (), ""))
                yield IndexRow(
                    row.id, row.pid, row.document, kind, issuers, row.heading, title, row.text, row.preferred
                )

    def index_size(self) -> int:
        """How many units the index should hold."""
        with Session(self.engine) as session:
            return (
                session.scalar(
                    select(func.count())
                    .select_from(ProvisionRow)
                    .where(ProvisionRow.preferred, ProvisionRow.level.in_(_SEARCHED))
                )
                or 0
            )

    # Conversations and the log -------------------------------------------------------------------------------------

    def conversations(self, limit: int = 50) -> list[tuple[str, str, datetime]]:
        """Newest first: (id, title, started)."""
        with Session(self.engine) as session:
            rows = session.scalars(select(Conversation).order_by(Conversation.started.desc()).limit(limit))
            return [(r.id, r.title, r.started) for r in rows]

    def conversation(self, identifier: str) -> list[dict[str, Any]]:
        """The turns of one conversation: {"question", "answer"}; empty if it is not there."""
        with Session(self.engine) as session:
            row = session.get(Conversation, identifier)
            return list(row.turns) if row else []

    def log(self, limit: int = 100) -> list[tuple[datetime, str, dict[str, Any]]]:
        """The audit log, newest first."""
        with Session(self.engine) as session:
            return [
                (a.at, a.action, a.detail)
                for a in session.scalars(select(Audit).order_by(Audit.id.desc()).limit(limit))
            ]
