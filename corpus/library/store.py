"""Opening the library and writing to it. One file is one transaction: all its documents are stored, or none."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corpus.documents import Document, Relation, Validity
from corpus.library import merging
from corpus.library.facts import document_to_json
from corpus.library.reading import Reading
from corpus.library.schema import (
    Audit,
    CodifiedLink,
    Conversation,
    File,
    Meta,
    ProvisionRow,
    RelationRow,
    ValidityRow,
    Witness,
)
from corpus.provisions import NOTE, VERBATIM, Provision, ProvisionId

MIGRATIONS = Path(__file__).parent / "migrations"

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


class LibraryError(Exception):
    """The library cannot be used; the message is Vietnamese and says the mend."""


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


class Library(Reading):
    """The record of all texts. ``Library.open("sqlite:///var/library.sqlite")``; safe for several processes and threads."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)

    @classmethod
    def open(cls, url: str) -> Library:
        """Open, creating or upgrading the tables. LibraryError if the database cannot be used."""
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_settings)
            event.listen(engine, "begin", _sqlite_begin)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                _upgrade(connection)
        except OperationalError as error:
            raise LibraryError(
                f"Không mở được kho dữ liệu tại {engine.url.render_as_string(hide_password=True)}: {error.orig}. "
                "Hãy kiểm tra KHOLUAT_HOME hoặc KHOLUAT_DATABASE_URL và quyền ghi của thư mục."
            ) from error
        return cls(engine)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A transaction that writes."""
        with Session(self.engine.execution_options(writes=True)) as session, session.begin():
            yield session

    @contextmanager
    def _write(self) -> Iterator[tuple[Session, int]]:
        """A write transaction and its new revision number."""
        with self._session() as session:
            row = session.get_one(Meta, "revision", with_for_update=True)
            revision = int(row.value) + 1
            row.value = str(revision)
            session.flush()
            yield session, revision

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
        with self._write() as (session, revision):
            session.execute(update(File).where(File.id == known.id).values(current=False))
            session.execute(update(Witness).where(Witness.file_id == known.id).values(current=False))
            merging.refresh(
                session, set(session.scalars(select(Witness.document).where(Witness.file_id == known.id))), revision
            )
            session.add(Audit(at=dt.datetime.now(), action="ngừng dùng tệp", detail={"tệp": known.name}))
        return True

    def restore_file(self, sha256: str) -> bool:
        """Undo ``remove_file``."""
        known = self.file_by_hash(sha256)
        if known is None or known.current or known.superseded:
            return False
        with self._write() as (session, revision):
            session.execute(update(File).where(File.id == known.id).values(current=True))
            session.execute(update(Witness).where(Witness.file_id == known.id).values(current=True))
            merging.refresh(
                session, set(session.scalars(select(Witness.document).where(Witness.file_id == known.id))), revision
            )
            session.add(Audit(at=dt.datetime.now(), action="dùng lại tệp", detail={"tệp": known.name}))
        return True

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
                        "evidence": v.effective_evidence.source or v.expires_evidence.source,
                    }
                    for pid, v in text.validities.items()
                ],
            )

    # Conversations -------------------------------------------------------------------------------------------------

    def save_turn(self, conversation: str, question: str, answer: dict[str, Any]) -> str:
        """Append a question and its answer; an empty ``conversation`` starts one. Returns its id."""
        with self._session() as session:
            row = session.get(Conversation, conversation) if conversation else None
            if row is None:
                row = Conversation(
                    id=conversation or uuid.uuid4().hex, started=dt.datetime.now(), title=question[:120], turns=[]
                )
                session.add(row)
            row.turns = [*row.turns, {"question": question, "answer": answer}]
            return row.id

    def delete_conversation(self, conversation: str) -> None:
        """Forget one conversation."""
        with self._session() as session:
            session.execute(delete(Conversation).where(Conversation.id == conversation))

    def audit(self, action: str, detail: dict[str, Any]) -> None:
        """Write a line into the audit log."""
        with self._session() as session:
            session.add(Audit(at=dt.datetime.now(), action=action, detail=detail))


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


def _sqlite_settings(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself; _sqlite_begin does
    cursor = connection.cursor()
    for pragma in ("busy_timeout=60000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Writers take the lock at once: SQLite refuses, without waiting, to turn a reading transaction into a writing one."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    """Bring the tables to the newest schema; quick when they already are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    if MigrationContext.configure(connection).get_current_revision() == newest:
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.execute(select(Meta.key).where(Meta.key == "revision")).first() is None:
        connection.execute(insert(Meta).values(key="revision", value="0"))
