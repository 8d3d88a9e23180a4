"""Reading files and documents: what is stored, under which numbers, with which status on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from corpus.documents import Document, RelationKind
from corpus.library.connection import Connected
from corpus.library.facts import document_from_json
from corpus.library.records import DocumentSummary, FileSummary, document_summary, file_summary
from corpus.library.schema import DocumentRow, File, ProvisionRow, RelationRow, ValidityRow, Witness
from corpus.numbers import number_key
from corpus.provisions import VERBATIM


class Documents(Connected):
    """Questions about files and whole documents."""

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

    def numbers_with_text(self, origin: str = VERBATIM) -> set[str]:
        """Numbers of the documents whose official words the library holds, or on which it has notes."""
        with Session(self.engine) as session:
            holds = select(ProvisionRow.id).where(ProvisionRow.witness_id == Witness.id).exists()
            return set(
                session.scalars(select(Witness.document).where(Witness.origin == origin, Witness.current, holds))
            )

    def documents(self, on: date) -> list[DocumentSummary]:
        """Every document with its status on a day, ordered by number."""
        with Session(self.engine) as session:
            partly = _partly_ended(session, on)
            return [
                document_summary(row, on, partly)
                for row in session.scalars(select(DocumentRow).order_by(DocumentRow.number))
            ]

    def document(self, number: str) -> Document | None:
        """All facts of one document; any spelling of its number."""
        with Session(self.engine) as session:
            row = _document_row(session, number)
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
            row = _document_row(session, number)
            return document_summary(row, on, _partly_ended(session, on)) if row else None

    def catalogued(self) -> set[str]:
        """Numbers of the documents of the shipped catalogue: the field's own documents."""
        return self._read_by(File.reader == "catalogue")

    def put_in(self) -> set[str]:
        """Numbers of the documents whose words came in files of their own, chosen by somebody; not in the national codification."""
        return self._read_by(File.reader.not_in(_NOT_PUT_IN))

    def _read_by(self, reader: ColumnElement[bool]) -> set[str]:
        with Session(self.engine) as session:
            return set(
                session.scalars(
                    select(Witness.document).join(File, File.id == Witness.file_id).where(reader, Witness.current)
                )
            )


#: Readers of files that bring many documents at once, ship with the program or hold no words.
_NOT_PUT_IN = ("catalogue", "note", "attributes", "codification")


def _document_row(session: Session, number: str) -> DocumentRow | None:
    row = session.get(DocumentRow, number)
    if row is None:
        found = session.scalars(select(DocumentRow).where(DocumentRow.key == number_key(number))).all()
        row = found[0] if len(found) == 1 else None
    return row


def _partly_ended(session: Session, on: date) -> set[str]:
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
