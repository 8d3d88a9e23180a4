"""The rules engine: a case in, the items that apply out, in the order they fall due, each on the day of its own event.

Nothing is guessed: an item that hangs on a fact nobody gave is listed apart with the question to ask, and an item whose provisions
are not in force on the day is listed apart with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assist.checklists.bases import Bases
from assist.checklists.case import Case
from assist.checklists.deadlines import deadline
from assist.checklists.model import Basis, Deadline, Line, Moment, Question, Reading, Result, write_instant
from assist.checklists.workdays import Calendar
from corpus.checklists import Checklist, Demand, Item
from corpus.circumstances import QUESTIONS, Circumstances, Event
from corpus.provisions import ProvisionId

#: How much each modality binds.
_BINDS = {"phải": 2, "không được": 2, "được": 1, "có thể": 0}
_RELATIONS = ("trước", "ngay", "trong", "sau")
#: The procedure code, which alone says how limits are counted.
_CODE = "101/2015/QH13"
_COUNTED_LIKE = (
    "Văn bản đặt ra hạn này không nói cách tính; ở đây tính theo Điều 134 Bộ luật Tố tụng hình sự (101/2015/QH13)."
)
#: Questions about moments are told from questions about facts by this mark.
EVENT = "event:"


@dataclass(frozen=True)
class _Applying:
    """An item that applies to the case, or may, with the day whose law is asked."""

    checklist: Checklist
    item: Item
    place: int
    missing: tuple[str, ...]
    on: date


class ChecklistEngine:
    """Judges cases against checklists with the law as the library holds it."""

    def __init__(self, bases: Bases, checklists: Sequence[Checklist], calendar: Calendar | None = None) -> None:
        self.checklists = checklists
        self.calendar = calendar or Calendar()
        self._bases = bases

    def judge(self, case: Case, today: date | None = None) -> Result:
        """The checklist of a case. The case is taken as checked (``check_case``)."""
        facts, moments, on = case.facts(today), case.moments(), case.day(today)
        applying = list(self._applying(facts, moments, on))
        bases = self._bases.read((pid, a.on) for a in applying for d in a.item.demands() for pid in d.provisions())
        lines, open_, lapsed = [], [], []
        for each in applying:
            line = self._line(each, facts, moments, bases)
            if not line.first.applies:
                lapsed.append(line)
            elif line.missing:
                open_.append(line)
            else:
                lines.append(line)
        return Result(
            on=on,
            lines=tuple(sorted(lines, key=_when)),
            open=tuple(open_),
            lapsed=tuple(lapsed),
            questions=tuple(_questions(open_, lines, moments)),
            remarks=tuple(_remarks(case)),
        )

    def _applying(self, facts: Circumstances, moments: Mapping[Event, Moment], on: date) -> Iterable[_Applying]:
        for checklist in self.checklists:
            whole, hang = checklist.when.judge(facts)
            if whole is False:
                continue
            for place, item in enumerate(checklist.items):
                own, more = item.when.judge(facts)
                if own is False:
                    continue
                missing = tuple(sorted({*hang, *more}, key=list(QUESTIONS).index))
                moment = next((moments[e] for e in _events(item) if e in moments), None)
                yield _Applying(checklist, item, place, missing, moment.day if moment else on)

    def _line(
        self,
        each: _Applying,
        facts: Circumstances,
        moments: Mapping[Event, Moment],
        bases: Mapping[tuple[ProvisionId, date], Basis],
    ) -> Line:
        item = each.item
        readings = [
            Reading(demand, tuple(bases[pid, each.on] for pid in demand.provisions()), self._deadline(demand, moments))
            for demand in item.demands()
            if demand is item or demand.when.judge(facts)[0] is not False
        ]
        first, others, why = _strictest(readings)
        line = Line(
            code=f"{each.checklist.code}.{item.code}",
            procedure=each.checklist.title,
            item=item,
            first=first,
            others=others,
            why_first=why,
            missing=each.missing,
        )
        return replace(line, at=_at(line, moments))

    def _deadline(self, demand: Demand, moments: Mapping[Event, Moment]) -> Deadline | None:
        limit = demand.limit
        if limit is None:
            return None
        since = moments.get(limit.event)
        other = moments.get(limit.or_since) if limit.or_since else None
        if since is None and limit.or_since:  # only the other event from which the text may be read to count is known
            limit, since, other = limit.model_copy(update={"event": limit.or_since, "or_since": None}), other, None
        if since is None:
            return None
        end = deadline(limit, since, self.calendar, other)
        if any(pid.document == _CODE for pid in demand.provisions()):
            return end
        return replace(end, why=(*end.why, _COUNTED_LIKE))


def _events(item: Item) -> Iterable[Event]:
    """The events an item stands beside, the one its limit is counted from first."""
    for limit in (demand.limit for demand in item.demands()):
        if limit:
            yield limit.event
    if item.timing:
        yield item.timing.event


def _strictest(readings: Sequence[Reading]) -> tuple[Reading, tuple[Reading, ...], str]:
    """(the stricter reading, the others, why it is): what binds more, then what ends earlier; the item's own where they are equal.

    A reading that cannot be demanded on the day gives way to one that can.
    """
    first = readings[0]
    why = ""
    for other in readings[1:]:
        reason = _stricter(other, first)
        if reason:
            first, why = other, reason
    if first is readings[0]:
        why = next((reason for other in readings[1:] if (reason := _stricter(first, other))), "")
    return first, tuple(reading for reading in readings if reading is not first), why


def _stricter(one: Reading, other: Reading) -> str:
    """Why ``one`` is stricter than ``other``; "" if it is not."""
    if one.applies != other.applies:
        return "Quy định kia không có hiệu lực vào ngày này." if one.applies else ""
    mine, theirs = _BINDS[one.demand.modality], _BINDS[other.demand.modality]
    if mine != theirs:
        word, less = one.demand.modality, other.demand.modality
        return f"“{word}” chặt hơn “{less}”: làm theo đây thì không trái quy định kia." if mine > theirs else ""
    if one.deadline and other.deadline and one.deadline.due != other.deadline.due:
        if one.deadline.due > other.deadline.due:
            return ""
        return f"Hạn này đến sớm hơn ({write_instant(one.deadline.due)} trước {write_instant(other.deadline.due)})."
    if one.deadline and not other.deadline and not other.demand.limit:
        return "Quy định này định hạn rõ, quy định kia không."
    return ""


def _at(line: Line, moments: Mapping[Event, Moment]) -> datetime | None:
    if line.first.deadline:
        return line.first.deadline.due
    timing = line.item.timing
    moment = moments.get(timing.event) if timing else None
    return moment.earliest() if moment else None


def _when(line: Line) -> tuple[bool, datetime, int]:
    """Sort key: what has a time first, by time; then by where it stands beside its event. Equal ones keep the order of procedure."""
    relation = line.item.timing.relation if line.item.timing and not line.first.deadline else "sau"
    return line.at is None, line.at or datetime.max, _RELATIONS.index(relation) if line.at else 0


def _questions(open_: Iterable[Line], lines: Iterable[Line], moments: Mapping[Event, Moment]) -> Iterable[Question]:
    """Facts that lines hang on, then the moments that limits are counted from."""
    by_fact: dict[str, list[str]] = {}
    for line in open_:
        for fact in line.missing:
            by_fact.setdefault(fact, []).append(line.code)
    for fact in (name for name in QUESTIONS if name in by_fact):
        yield Question(fact, QUESTIONS[fact], tuple(by_fact[fact]))
    by_event: dict[Event, list[str]] = {}
    for line in lines:
        limit = line.first.demand.limit
        if limit is None:
            continue
        since = moments.get(limit.event)
        clockless = since is not None and since.clock is None and limit.unit in {"phút", "giờ"}
        if line.first.deadline is None or clockless:
            by_event.setdefault(limit.event, []).append(line.code)
    for event, codes in by_event.items():
        yield Question(f"{EVENT}{event.value}", f"“{event.value}” vào giờ, ngày nào?", tuple(codes))


def _remarks(case: Case) -> Iterable[str]:
    birth = case.birth
    if birth and birth.taken:
        yield f"Ngày sinh: {birth.taken}."
