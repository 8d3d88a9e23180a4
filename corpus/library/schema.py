"""Tables of the library. Every text row is written once and kept; what changes is which of them is current and preferred."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Declarative base; ``dict`` and ``list`` columns are JSON."""

    type_annotation_map: ClassVar = {dict[str, Any]: JSON, list[Any]: JSON, str: Text}


class Meta(Base):
    """Single facts of the library, such as its revision."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]


class File(Base):
    """One stored file. ``source`` tells where it came from, so that a changed file supersedes its earlier self."""

    __tablename__ = "files"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    source: Mapped[str]
    size: Mapped[int]
    reader: Mapped[str] = mapped_column(String(20))
    pages: Mapped[int] = mapped_column(default=0)
    stored: Mapped[str] = mapped_column(default="")  # path of the kept original, "" for notes and the catalogue
    added: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    removed: Mapped[list[Any]] = mapped_column(default=list)  # [reason, text, page]: what cleaning took out
    __table_args__ = (Index("files_source", "source"),)


class DocumentRow(Base):
    """A document under its one number, with the facts merged from all its witnesses."""

    __tablename__ = "documents"
    number: Mapped[str] = mapped_column(String(200), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    issued: Mapped[date | None]
    effective: Mapped[date | None]
    expires: Mapped[date | None]
    unverified: Mapped[bool] = mapped_column(default=False)
    unverified_since: Mapped[date | None]
    origin: Mapped[str] = mapped_column(String(20), default="")  # nguyên văn, tóm lược, or "" (facts only)
    articles: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the whole merged Document, see merging.py


class Witness(Base):
    """One document as one file tells it."""

    __tablename__ = "witnesses"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    document: Mapped[str] = mapped_column(String(200), index=True)
    origin: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int]  # between two texts equally recent: official file 3, codification 2, recognised scan 1, note 0
    current: Mapped[bool] = mapped_column(default=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ProvisionRow(Base):
    """One unit of one witness. ``preferred``: the one to search and quote among the witnesses of its provision."""

    __tablename__ = "provisions"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    witness_id: Mapped[int] = mapped_column(ForeignKey("witnesses.id"), index=True)
    document: Mapped[str] = mapped_column(String(200))
    pid: Mapped[str] = mapped_column(String(300))
    seq: Mapped[int]
    level: Mapped[str] = mapped_column(String(20))
    heading: Mapped[str] = mapped_column(default="")
    containers: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    portions: Mapped[list[Any]] = mapped_column(default=list)  # [path below the unit, start, end]
    page: Mapped[int | None]
    page_breaks: Mapped[list[Any]] = mapped_column(default=list)
    source_start: Mapped[int] = mapped_column(default=0)
    codified: Mapped[str | None] = mapped_column(String(60), index=True)
    as_of: Mapped[date | None]  # the latest change this text is known to contain
    amended: Mapped[bool] = mapped_column(default=False)
    preferred: Mapped[bool] = mapped_column(default=True)
    changed: Mapped[int]  # revision at which this row's place in the index last changed
    __table_args__ = (
        Index("provisions_pid", "pid"),
        Index("provisions_document", "document", "seq"),
        Index("provisions_changed", "changed"),
    )


class RelationRow(Base):
    """What one document does to another, as a witness says."""

    __tablename__ = "relations"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    witness_id: Mapped[int] = mapped_column(ForeignKey("witnesses.id"), index=True)
    source: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(200), index=True)
    provision: Mapped[str] = mapped_column(default="")
    portion: Mapped[str] = mapped_column(default="")
    on: Mapped[date | None] = mapped_column("on_day")
    evidence: Mapped[str] = mapped_column(default="")


class CodifiedLink(Base):
    """The codification's own links between articles, by codified number."""

    __tablename__ = "codified_links"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    witness_id: Mapped[int] = mapped_column(ForeignKey("witnesses.id"), index=True)
    source: Mapped[str] = mapped_column(String(60), index=True)
    target: Mapped[str]


class ValidityRow(Base):
    """Validity of a part of a document where it differs from the whole: partial commencement, repeal of a clause."""

    __tablename__ = "validities"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    witness_id: Mapped[int] = mapped_column(ForeignKey("witnesses.id"), index=True)
    document: Mapped[str] = mapped_column(String(200), index=True)
    pid: Mapped[str] = mapped_column(String(300))
    effective: Mapped[date | None]
    expires: Mapped[date | None]
    unverified_since: Mapped[date | None]
    why: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")


class Conversation(Base):
    """A conversation of the question page; ``turns`` holds questions and the answers' JSON, so citations survive a reload."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    started: Mapped[datetime]
    title: Mapped[str] = mapped_column(default="")
    turns: Mapped[list[Any]] = mapped_column(default=list)


class CaseRow(Base):
    """A saved case of the checklists, under an internal code and without names.

    ``facts``: the case as its form gives it; ``sheet``: what the printed list carries besides; ``items``: item code -> what people did
    (done, note, verdict, by, at); ``records``: records of the case that were read, with what was proposed of each item.
    """

    __tablename__ = "cases"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sheet: Mapped[dict[str, Any]] = mapped_column(default=dict)
    items: Mapped[dict[str, Any]] = mapped_column(default=dict)
    records: Mapped[list[Any]] = mapped_column(default=list)
    changed: Mapped[datetime]


class DaySet(Base):
    """A day off, or a working day, that the calendar would count otherwise."""

    __tablename__ = "days_set"
    day: Mapped[date] = mapped_column(primary_key=True)
    off: Mapped[bool]
    why: Mapped[str] = mapped_column(default="")


class ReviewRow(Base):
    """One review of documents against each other; unfinished while it runs or where it was stopped.

    ``against``: numbers, "all", or null for each other; ``types``: names of the types asked for, all if empty.
    """

    __tablename__ = "reviews"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    on: Mapped[date] = mapped_column("on_day")
    documents: Mapped[list[Any]] = mapped_column(default=list)
    against: Mapped[Any] = mapped_column(JSON, nullable=True)
    types: Mapped[list[Any]] = mapped_column(default=list)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int]
    problem: Mapped[str] = mapped_column(default="")


class FindingRow(Base):
    """One finding of a review, whole in ``data``; ``key`` names its provisions alike in every review, the hashes their words."""

    __tablename__ = "findings"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    review_id: Mapped[str] = mapped_column(ForeignKey("reviews.id"))
    place: Mapped[int]
    key: Mapped[str]
    under_hash: Mapped[str] = mapped_column(String(64))
    basis_hash: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]]
    __table_args__ = (Index("findings_key", "review_id", "key", unique=True),)


class VerdictRow(Base):
    """What a person said of a finding's key. Every verdict is a row; one that is taken back is marked."""

    __tablename__ = "verdicts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    under_hash: Mapped[str] = mapped_column(String(64))
    basis_hash: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(default="")
    reviewer: Mapped[str]
    at: Mapped[datetime]
    withdrawn: Mapped[datetime | None]


class LessonRow(Base):
    """A lesson that people keep and work on; its day of validity is ``on``.

    ``data``: the lesson; ``work``: what stands beside it: what was left out and can be put back, the words before they were edited,
    what the lesson was asked for.
    """

    __tablename__ = "lessons"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str]
    topic: Mapped[str]
    audience: Mapped[str] = mapped_column(String(60))
    on: Mapped[date] = mapped_column("on_day")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    work: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed: Mapped[datetime]


class BankRow(Base):
    """A question of the bank; ``on`` is the day of validity of the lesson it was kept from, ``data`` the question."""

    __tablename__ = "quiz_bank"
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(60))
    on: Mapped[date] = mapped_column("on_day")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed: Mapped[datetime]


class Audit(Base):
    """Who did what to the library, and when."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
