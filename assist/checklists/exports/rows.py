"""What the three kinds of file say alike: the numbers of the items, their bases, deadlines and arithmetic in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from assist.checklists.exports import CaseSheet
from assist.checklists.model import Basis, Line, Reading, Result, write_instant
from assist.office.text import capital
from corpus.checklists import Demand
from corpus.citation_writer import cite
from corpus.documents import Status
from corpus.provisions import ProvisionId


@dataclass(frozen=True)
class Numbered:
    """A line of the checklist with its number, the same in all files."""

    number: int
    line: Line


@dataclass(frozen=True)
class Count:
    """One count of a deadline: of which item, by which reading, up to when, how, and on which provisions it rests."""

    number: int
    act: str
    reading: str
    due: datetime
    steps: tuple[str, ...]
    basis: tuple[str, ...]


def by_procedure(result: Result) -> list[tuple[str, list[Numbered]]]:
    """The lines under the titles of their procedures, both in the order of the result, numbered through."""
    groups: dict[str, list[Line]] = {}
    for line in result.lines:
        groups.setdefault(line.procedure, []).append(line)
    number = 0
    numbered: list[tuple[str, list[Numbered]]] = []
    for title, lines in groups.items():
        numbered.append((title, [Numbered(number + i, line) for i, line in enumerate(lines, start=1)]))
        number += len(lines)
    return numbered


def demand_words(demand: Demand) -> str:
    """Modality and demand: ``Không được: hỏi cung vào ban đêm.``"""
    return f"{demand.modality.capitalize()}: {demand.says}"


def basis_words(basis: Basis) -> str:
    """A citation, marked where the provision is not fully in force that day or where that is not verified."""
    words = capital(cite(basis.id, basis.document_title or None))
    return words if basis.status is Status.IN_FORCE else f"{words} [{basis.status.value.lower()}]"


def bases_words(reading: Reading) -> list[str]:
    """The bases of a reading, and, of a rule whose text nobody has, why it is not verified."""
    words = [basis_words(basis) for basis in reading.bases]
    if reading.demand.unverified:
        words.append(f"Chưa xác minh: {reading.demand.unverified}")
    return words


def remarks_on_bases(result: Result) -> list[tuple[str, str]]:
    """What a reader must know of the bases beside their words, each remark once: (the places it is about, the remark).

    The same remark comes with every provision of a document; what differs is only the place it names, which is left out.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for line in (*result.lines, *result.lapsed):
        for basis in (basis for reading in (line.first, *line.others) for basis in reading.bases):
            place = cite(basis.id, basis.document_title or None)
            for remark in basis.remarks:
                words = remark.replace(place, "điều khoản này").replace(capital(place), "Điều khoản này")
                places = found.setdefault(
                    (cite(ProvisionId(basis.id.document), basis.document_title or None), words), []
                )
                if basis.id.pinpoint() not in places:
                    places.append(basis.id.pinpoint())
    return [(f"{capital(document)}: {', '.join(places)}", words) for (document, words), places in found.items()]


def time_words(reading: Reading, line: Line) -> list[str]:
    """When it is to be done: the deadline and the limit it comes from, else what bounds it, else the event it stands beside."""
    demand = reading.demand
    words = [write_instant(reading.deadline.due)] if reading.deadline else []
    if demand.limit:
        words.append(demand.limit.words())
        if not reading.deadline:
            words.append("(chưa có mốc thời gian để tính)")
    if demand.ceiling:
        words.append(demand.ceiling.words())
    timing = line.item.timing
    if not words and timing:
        words.append(f"{timing.relation} khi {timing.event.value}")
    return words


def other_words(reading: Reading, *, reasons: bool = True) -> str:
    """The later reading of a deadline and, with ``reasons``, why the text bears it; empty where there is one reading."""
    deadline = reading.deadline
    if deadline is None or deadline.other is None:
        return ""
    why = f" ({'; '.join(deadline.why)})" if reasons and deadline.why else ""
    return f"cách đọc khác: {write_instant(deadline.other)}{why}"


def differing_words(line: Line) -> list[str]:
    """What other provisions say on the point, each with its time and bases, and why the first reading is taken."""
    words: list[str] = []
    for reading in line.others:
        parts = [f"Quy định khác: {demand_words(reading.demand)}"]
        if reading.deadline or reading.demand.limit or reading.demand.ceiling:
            times = [*time_words(reading, line), other_words(reading)]
            parts.append(f"Hạn: {'; '.join(filter(None, times))}.")
        parts.append(f"Căn cứ: {'; '.join(bases_words(reading))}.")
        words.append(" ".join(parts))
    if words and line.why_first:
        words.append(f"Lý do chọn quy định ghi ở trên: {line.why_first}")
    return words


def record_words(sheet: CaseSheet, code: str) -> str:
    """What was found on an item in the file of the case: ``Hồ sơ: có ghi (máy đọc, 05/03/2026 10:30)``; empty if nothing."""
    verdict, by, at = sheet.decided.get(code, ("", "", None))
    if not verdict:
        return ""
    source = ", ".join(filter(None, [by, f"{at:%d/%m/%Y %H:%M}" if at else ""]))
    return f"Hồ sơ: {verdict}" + (f" ({source})" if source else "")


def counts(result: Result) -> list[Count]:
    """The arithmetic of every deadline, in the order of the items, other readings and other provisions after the first."""
    found: list[Count] = []
    titles = _titles(result.lines)
    for each in (each for _, lines in by_procedure(result) for each in lines):
        for reading in (each.line.first, *each.line.others):
            deadline = reading.deadline
            if deadline is None:
                continue
            name = "Theo quy định được chọn" if reading is each.line.first else "Theo quy định khác"
            # a count may rest on the provision of the item alone
            ids = deadline.basis or tuple(basis.id for basis in reading.bases)
            basis = tuple(capital(cite(pid, titles.get(pid.document))) for pid in ids)
            act = each.line.item.act
            found.append(Count(each.number, act, name, deadline.due, deadline.steps, basis))
            if deadline.other:
                steps = (*deadline.other_steps, *(f"Vì sao có cách đọc khác: {why}" for why in deadline.why))
                found.append(Count(each.number, act, f"{name}, cách đọc khác", deadline.other, steps, basis))
    return found


def _titles(lines: Iterable[Line]) -> dict[str, str]:
    """Titles of documents by number, as the bases of the lines tell them: a count names its own provisions by number alone."""
    readings = (reading for line in lines for reading in (line.first, *line.others))
    return {b.id.document: b.document_title for reading in readings for b in reading.bases if b.document_title}


def asked(result: Result) -> list[tuple[str, list[str]]]:
    """The facts still to be asked for, each with the acts that hang on it."""
    acts = {line.code: line.item.act for line in (*result.open, *result.lines)}
    return [(each.text, [acts[code] for code in each.codes if code in acts]) for each in result.questions]


def same_day(at: datetime) -> datetime:
    """An instant for programs that know no 24:00: midnight that ends a day becomes 23:59 of that day, else the eye reads the next."""
    return at - timedelta(minutes=1) if at.time() == time.min else at
