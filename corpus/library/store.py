"""Writing to the library. One file is one transaction: all its documents are stored, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from corpus.documents import Document, Relation, Validity
from corpus.library import merging
from corpus.library.cases import Cases
from corpus.library.connection import connect
from corpus.library.conversations import Conversations
from corpus.library.documents import Documents
from corpus.library.facts import document_to_json
from corpus.library.feed import IndexFeed
from corpus.library.items import Items
from corpus.library.lessons import Lessons
from corpus.library.records import FileSummary
from corpus.library.relations import Relations
from corpus.library.reviews import Reviews
from corpus.library.schema import Audit, CodifiedLink, File, ProvisionRow, RelationRow, ValidityRow, Witness
from corpus.library.units import Units
from corpus.provisions import NOTE, VERBATIM, Provision, ProvisionId

#: Trust between two texts equally recent: an official file read whole, the codification, recognised characters, own records.
RANKS = {
    "pdf": 4,
    "docx": 4,
    "doc": 4,
    "html": 3,
    "text": 3,
    "codification": 2,
    "scan": 1,
    "note": 0,
    "attributes": 0,
    "catalogue": 5,
}


@dataclass(frozen=True)
class FileFacts:
    """What the library keeps of a file. ``source`` identifies the place it came from: a path, an address."""

    sha256: str
    name: str
    source: str
    size: int
    reader: str
    pages: int = 0
    stored: str = ""
    warnings: tuple[str, ...] = ()
    removed: tuple[tuple[str, str, int | None], ...] = ()


@dataclass(frozen=True)
class Text:
    """One document as one file tells it, ready to store."""

    document: Document
    provisions: tuple[Provision, ...] = ()
    as_of: date | None = None
    amended: dict[str, date] = field(default_factory=dict)  # article label -> day of the latest amendment in its text
    validities: dict[str, Validity] = field(default_factory=dict)  # canonical id -> validity differing from the whole
    related: tuple[tuple[str, str], ...] = ()  # codified number -> codified number


@dataclass(frozen=True)
class StoreResult:
    """What storing a file did."""

    new: bool
    documents: tuple[str, ...] = ()
    provisions: int = 0
    superseded: str = ""  # name of the earlier version of the same file


class Library(Documents, Units, Relations, IndexFeed, Conversations, Cases, Reviews, Lessons, Items):
    """The record of all texts. ``Library.open("sqlite:///var/library.sqlite")``; safe for several processes and threads."""

    @classmethod
    def open(cls, url: str) -> Library:
        """Open, creating or upgrading the tables. LibraryError if the database cannot be used."""
        return cls(connect(url))

    def store(self, file: FileFacts, texts: Sequence[Text]) -> StoreResult:
        """Store one file and its documents; nothing happens if the same bytes are already there and current."""
        known = self.file_by_hash(file.sha256)
        if known is not None and known.current:
            return StoreResult(new=False)
        with self._write() as (session, revision):
            earlier = session.scalars(
                select(File).where(File.source == file.source, File.current, File.sha256 != file.sha256)
            ).all()
            superseded = earlier[0].name if earlier else ""
            touched: set[str] = set()
            if known is not None:  # the bytes of an older version came back: its rows are kept, only made current again
                row = session.get_one(File, known.id)
                row.current, row.superseded_by = True, None
                session.execute(update(Witness).where(Witness.file_id == row.id).values(current=True))
            else:
                row = File(
                    sha256=file.sha256,
                    name=file.name,
                    source=file.source,
                    size=file.size,
                    reader=file.reader,
                    pages=file.pages,
                    stored=file.stored,
                    added=dt.datetime.now(),
                    warnings=list(file.warnings),
                    removed=[list(r) for r in file.removed],
                )
                session.add(row)
                session.flush()
                for text in texts:
                    self._store_text(session, row, text, revision)
            for old in earlier:
                old.current, old.superseded_by = False, row.id
                session.execute(update(Witness).where(Witness.file_id == old.id).values(current=False))
                touched.update(session.scalars(select(Witness.document).where(Witness.file_id == old.id)))
            touched.update(session.scalars(select(Witness.document).where(Witness.file_id == row.id)))
            session.flush()
            merging.refresh(session, touched, revision)
            numbers = tuple(dict.fromkeys(t.document.number for t in texts))
            session.add(
                Audit(
                    at=dt.datetime.now(),
                    action="nạp tệp",
                    detail={"tệp": file.name, "sha256": file.sha256, "văn bản": len(numbers), "lần": revision},
                )
            )
        return StoreResult(
            new=True,
            documents=numbers,
            provisions=sum(len(t.provisions) for t in texts),
            superseded=superseded,
        )

    def remove_file(self, sha256: str) -> bool:
        """Take a file out of use: its texts are kept but no longer current. False if it is not there."""
        known = self.file_by_hash(sha256)
        if known is None or not known.current:
            return False
        self._set_current(known, False, "ngừng dùng tệp")
        return True

    def restore_file(self, sha256: str) -> bool:
        """Undo ``remove_file``."""
        known = self.file_by_hash(sha256)
        if known is None or known.current or known.superseded:
            return False
        self._set_current(known, True, "dùng lại tệp")
        return True

    def _set_current(self, known: FileSummary, current: bool, action: str) -> None:
        with self._write() as (session, revision):
            session.execute(update(File).where(File.id == known.id).values(current=current))
            session.execute(update(Witness).where(Witness.file_id == known.id).values(current=current))
            merging.refresh(
                session, set(session.scalars(select(Witness.document).where(Witness.file_id == known.id))), revision
            )
            session.add(Audit(at=dt.datetime.now(), action=action, detail={"tệp": known.name}))

    def _store_text(self, session: Session, file: File, text: Text, revision: int) -> None:
        document = text.document
        origin = {"note": NOTE, "catalogue": "", "attributes": ""}.get(file.reader, VERBATIM)
        witness = Witness(
            file_id=file.id,
            document=document.number,
            origin=origin,
            rank=RANKS[file.reader],
            facts=document_to_json(document),
        )
        session.add(witness)
        session.flush()
        base = text.as_of or document.issued or document.validity.effective
        rows = [_provision_row(p, seq, witness.id, text, base, revision) for seq, p in enumerate(text.provisions)]
        if rows:
            session.execute(insert(ProvisionRow), rows)
        relations = [_relation_row(r, witness.id) for r in document.relations]
        if relations:
            session.execute(insert(RelationRow), relations)
        if text.related:
            session.execute(
                insert(CodifiedLink),
                [{"witness_id": witness.id, "source": s, "target": t} for s, t in text.related],
            )
        if text.validities:
            session.execute(
                insert(ValidityRow),
                [
                    {
                        "witness_id": witness.id,
                        "document": document.number,
                        "pid": pid,
                        "effective": v.effective,
                        "expires": v.expires,
                        "unverified_since": v.unverified_since,
                        "why": v.why,
                        "evidence": v.effective_evidence.source or v.expires_evidence.source,
                    }
                    for pid, v in text.validities.items()
                ],
            )


def _provision_row(
    provision: Provision, seq: int, witness: int, text: Text, base: date | None, revision: int
) -> dict[str, Any]:
    label = provision.id.article
    amended = text.amended.get(label) if label else None
    return {
        "witness_id": witness,
        "document": provision.id.document,
        "pid": str(provision.id),
        "seq": seq,
        "level": provision.level.name,
        "heading": provision.heading,
        "containers": str(ProvisionId("", provision.containers)).strip(),
        "text": provision.text,
        "portions": [[str(ProvisionId("", p.path)).strip(), p.start, p.end] for p in provision.portions],
        "page": provision.page,
        "page_breaks": [list(b) for b in provision.page_breaks],
        "source_start": provision.source_start,
        "codified": provision.codified,
        "as_of": max(filter(None, (amended, base)), default=None) if amended else base,
        "amended": amended is not None,
        "preferred": False,
        "changed": revision,
    }


def _relation_row(relation: Relation, witness: int) -> dict[str, Any]:
    return {
        "witness_id": witness,
        "source": relation.source,
        "kind": relation.kind.value,
        "target": relation.target,
        "provision": str(relation.provision) if relation.provision else "",
        "portion": str(relation.portion) if relation.portion else "",
        "on": relation.on,
        "evidence": relation.evidence.source,
    }
