"""Dates of one document that cannot all be right, and records about a document against its own words.

DATES: a day the calendar does not have, a stretch that ends before it begins, a text in force before it was issued, work due before
the text was issued, a plan for a year issued at another time. METADATA: what a page, a dump or a source line records of a document
(day of issue, first day in force, "Còn hiệu lực") against its final article and against what ended it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assist.conflicts.endings import Ending
from assist.conflicts.model import Difference, DifferenceType, Severity, Span
from corpus.citations import cite, cite_source
from corpus.documents import Document, Status
from corpus.library import Library
from corpus.library.facts import document_from_json
from corpus.library.schema import Witness
from corpus.numbers import normalize_number
from corpus.provisions import Level, Provision, ProvisionId
from ingest.finals import read_finals
from ingest.identify.dates import Day, find_days


@dataclass(frozen=True)
class Told:
    """A difference of a document, and the place in it (the document itself where no words of it are at odds)."""

    place: ProvisionId
    difference: Difference


@dataclass(frozen=True)
class Record:
    """What one source records of a document. ``source``: a file or page; ``status``: the source's own status word, "" if none."""

    number: str
    source: str
    issued: date | None = None
    effective: date | None = None
    status: str = ""


_STRETCH = re.compile(r"(?<!\w)từ\s+(?:hết\s+)?ngày\s[^;\n]{6,40}?\s+đến\s+(?:hết\s+|trước\s+)?ngày\s", re.IGNORECASE)
_YEARS = re.compile(r"giai\s+đoạn\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", re.IGNORECASE)
_COMES = re.compile(r"phải\s+hoàn\s+thành\b[^.;\n]{0,80}?\b(?:trước|chậm nhất)[^.;\n]{0,12}\bngày\s", re.IGNORECASE)
#: A plan told with its day and its year: "Kế hoạch số … ngày 19/01/2023 về … năm 2024".
_PLAN = re.compile(
    r"(?P<kind>kế hoạch|chương trình)\s+(?:công tác\s+)?số\s*:?\s*(?P<number>\d+\w*/[\w./-]+)\s*,?\s*"
    r"(?P<day>ngày\s[^,;.\n]{6,30}?(?:19|20)\d\d)"
    r"(?P<about>[^.;\n]{0,260}?)\bnăm\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–]\s*\d)",
    re.IGNORECASE,
)
_TITLE_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\s*$|\bnăm\s+((?:19|20)\d\d)\s*(?:\(|,|của\b|trên\b)", re.IGNORECASE)
_PLANS = frozenset({"Kế hoạch", "Chương trình"})
_YEAR_END = 9  # a plan for next year is issued from September on


def contradictory_dates(document: Document, provisions: Sequence[Provision]) -> list[Told]:
    """The dates of a document that contradict each other. ``provisions``: its words, in order."""
    found = list(_of_facts(document, provisions))
    for provision in provisions:
        found += [Told(provision.id, d) for d in _of_words(document, provision.text)]
    return found


def _of_facts(document: Document, provisions: Sequence[Provision]) -> Iterator[Told]:
    whole = ProvisionId(document.number)
    own = read_finals(document, provisions).validity if provisions else document.validity
    effective = own.effective or document.validity.effective
    if document.issued and effective and effective < document.issued:
        what = f"có hiệu lực từ ngày {effective:%d/%m/%Y}, trước ngày ban hành {document.issued:%d/%m/%Y}"
        yield Told(_place(own.effective_evidence.source) or whole, _dates(Severity.HIGH, what))
    expires = document.validity.expires
    if expires and effective and expires < effective:
        what = f"hết hiệu lực từ ngày {expires:%d/%m/%Y}, trước ngày có hiệu lực {effective:%d/%m/%Y}"
        yield Told(whole, _dates(Severity.HIGH, what))
    year = _TITLE_YEAR.search(document.title)
    if year and document.issued and document.kind in _PLANS and _out_of_time(document.issued, int(year[1] or year[2])):
        what = f"kế hoạch năm {year[1] or year[2]} mà ngày ban hành là {document.issued:%d/%m/%Y}"
        yield Told(whole, _dates(Severity.MEDIUM, what))


def _of_words(document: Document, text: str) -> Iterator[Difference]:
    days = find_days(text)
    for day in days:
        if day.value is None:
            what = f"ngày “{' '.join(day.raw.split())}” không có trên lịch"
            yield _dates(Severity.HIGH, what, Span(day.start, day.end))
    for stretch in _STRETCH.finditer(text):
        first = _day_in(days, stretch.start(), stretch.end())
        last = _day_in(days, stretch.end() - 6, stretch.end() + 24)
        if first and last and first.value and last.value and last.value < first.value and first.end <= last.start:
            what = f"khoảng thời gian từ {first.value:%d/%m/%Y} đến {last.value:%d/%m/%Y} kết thúc trước khi bắt đầu"
            yield _dates(Severity.HIGH, what, Span(first.start, last.end))
    for years in _YEARS.finditer(text):
        if int(years[2]) < int(years[1]):
            what = f"giai đoạn {years[1]}-{years[2]} kết thúc trước khi bắt đầu"
            yield _dates(Severity.HIGH, what, Span(*years.span()))
    for plan in _PLAN.finditer(text):
        told = next((d.value for d in find_days(plan["day"]) if d.value), None)
        if told and not re.search(r"so với\s*$", plan["about"]) and _out_of_time(told, int(plan["year"])):
            what = f"kế hoạch năm {plan['year']} mà ngày ghi là {told:%d/%m/%Y}"
            yield _dates(Severity.MEDIUM, what, Span(*plan.span()))
    if document.issued:
        for due in _COMES.finditer(text):
            last = _day_in(days, due.end() - 6, due.end() + 24)
            if last and last.value and last.value < document.issued:
                what = f"việc phải xong ngày {last.value:%d/%m/%Y}, trước ngày ban hành {document.issued:%d/%m/%Y}"
                yield _dates(Severity.MEDIUM, what, Span(due.start(), last.end))


def _out_of_time(issued: date, year: int) -> bool:
    """Whether a plan for a year was hardly issued on this day: neither in that year nor in the last months before it."""
    return not (issued.year == year or (issued.year == year - 1 and issued.month >= _YEAR_END))


def _day_in(days: Sequence[Day], start: int, end: int) -> Day | None:
    return next((d for d in days if start <= d.start < end), None)


def _dates(severity: Severity, what: str, *spans: Span) -> Difference:
    return Difference(DifferenceType.DATES, severity, f"Ngày tháng có thể sai: {what}.", left=spans)


# -- records -------------------------------------------------------------------------------------------------------------


def record_against_text(
    record: Record, document: Document, provisions: Sequence[Provision], on: date, ending: Ending | None = None
) -> list[Told]:
    """Where a record and the words of a document differ.

    ``document``: what the library knows of it; ``ending``: what the final articles of others say ended it by the day ``on``.
    """
    found: list[Told] = []
    whole = ProvisionId(document.number)
    articles = [p for p in provisions if p.level is Level.ARTICLE and len(p.id.path) == 1]
    own = read_finals(document, articles).validity if articles else None
    if (
        own
        and own.effective
        and record.effective
        and record.effective != own.effective
        and not _put_off(record, document)
    ):
        what = (
            f"{record.source} ghi ngày có hiệu lực {record.effective:%d/%m/%Y}; "
            f"{cite_source(own.effective_evidence.source)} ghi {own.effective:%d/%m/%Y}"
        )
        if own.effective_evidence.note:
            what += f" ({own.effective_evidence.note})"
        found.append(Told(_place(own.effective_evidence.source) or whole, _metadata(Severity.MEDIUM, what)))
    if record.issued and document.issued and record.issued != document.issued:
        source = f" ({cite_source(document.issued_evidence.source)})" if document.issued_evidence.verified else ""
        what = f"{record.source} ghi ngày ban hành {record.issued:%d/%m/%Y}; văn bản ghi {document.issued:%d/%m/%Y}{source}"
        found.append(Told(whole, _metadata(Severity.LOW, what)))
    if record.status.lower() == Status.IN_FORCE.value.lower():
        validity = document.validity
        if validity.status(on) is Status.EXPIRED and validity.expires and validity.expires_evidence.verified:
            what = (
                f"{record.source} ghi “{record.status}”; văn bản đã hết hiệu lực từ ngày {validity.expires:%d/%m/%Y} "
                f"theo {cite_source(validity.expires_evidence.source)}"
            )
            found.append(Told(whole, _metadata(Severity.HIGH, what)))
        elif ending is not None and not ending.target.path:
            what = f"{record.source} ghi “{record.status}”; {cite(ending.by)} nói văn bản hết hiệu lực từ ngày {ending.on:%d/%m/%Y}"
            found.append(Told(whole, _metadata(Severity.HIGH, what)))
    return found


def _put_off(record: Record, document: Document) -> bool:
    """Whether another document set the day the record has: the text's own day no longer counts."""
    place = _place(document.validity.effective_evidence.source)
    return record.effective == document.validity.effective and place is not None and place.document != document.number


def library_records(library: Library, number: str) -> list[Record]:
    """What each source of the library records of a document's days, where the source itself is the record.

    A day that another document sets (a law put off by a resolution) is no record of this one and is left out.
    """
    records = []
    with Session(library.engine) as session:
        for witness in session.scalars(select(Witness).where(Witness.document == number, Witness.current)):
            told = document_from_json(witness.facts)
            shown = told.validity.effective_evidence
            place = _place(shown.source)
            if told.validity.effective and (place is None or (place.document == number and shown.note)):
                records.append(
                    Record(number, shown.note or shown.source or "nguồn không tên", None, told.validity.effective)
                )
    return list(dict.fromkeys(records))


def read_records(path: Path) -> list[Record]:
    """The records of a dump of the state's law portal (a list under ``items``); ValueError if the file is none."""
    try:
        items = json.loads(path.read_text(encoding="utf-8"))["items"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path.name}: không phải bản ghi của cổng văn bản pháp luật (thiếu danh sách `items`)."
        ) from error
    return [
        Record(
            normalize_number(item["docNum"]),
            path.name,
            _iso(item.get("issueDate")),
            _iso(item.get("effFrom")),
            (item.get("effStatus") or {}).get("name") or "",
        )
        for item in items
        if item.get("docNum")
    ]


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _place(source: str) -> ProvisionId | None:
    try:
        place = ProvisionId.parse(source) if source else None
    except ValueError:
        return None
    return place if place and place.path else None


def _metadata(severity: Severity, what: str) -> Difference:
    return Difference(DifferenceType.METADATA, severity, f"Dữ liệu khác lời văn: {what}.")
